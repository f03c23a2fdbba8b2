/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timestamp.h"

G_BEGIN_DECLS

/*
 * A declared layout of times, such as "DD.MM.YYYY hh:mm:ss,fff" or "DD/Mon/YYYY:hh:mm:ss Z":
 *
 *   YYYY        year, four digits
 *   MM, M       month, two digits; one or two
 *   Mon         month, three letters in English, of either case
 *   DD, D       day, two digits; one or two
 *   hh, h       hour from 0 to 23, two digits; one or two
 *   mm, ss      minute, second
 *   f, fff      fraction of the second: any number of digits; exactly so many
 *   Z           Z, UTC or an offset from UTC
 *
 * T, blanks, signs and letters of other scripts stand for themselves; other letters and digits have no meaning. Year, month and day must be
 * there, the finer parts only with the coarser ones, and each once.
 */

/* (nullable): why it is no layout, for people; %NULL where it is one. */
const char *rc_time_pattern_check (const char   *pattern);
gboolean    rc_time_pattern_parse (const char   *pattern,
                                   const char   *text,
                                   gsize         length,
                                   RcZoneSource  zone_if_absent,
                                   int           offset_minutes_if_absent,
                                   RcTimestamp  *out_timestamp);

G_END_DECLS
