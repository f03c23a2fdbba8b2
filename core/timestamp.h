/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RC_ZONE_EXPLICIT,   /* the text says it: Z or an offset */
  RC_ZONE_RULE,       /* the format's rule says UTC */
  RC_ZONE_ASSUMED,    /* the auditor's --zone */
  RC_ZONE_UNKNOWN,    /* nobody said; read as UTC with a day of doubt on each side */
} RcZoneSource;

/**
 * RcTimestamp:
 * @from_us: earliest instant the text can mean, microseconds since 1970-01-01T00:00:00Z
 * @to_us: latest instant, inclusive; equal to @from_us for an exact time
 * @nanoseconds: what is left below the microsecond, 0 to 999
 *
 * A time is an interval: "2026-08-14" is a whole day, seconds without a fraction are a whole second, a text without
 * a zone spans what the zone could be. Comparisons answer before, after or cannot tell.
 */
typedef struct
{
  gint64       from_us;
  gint64       to_us;
  guint16      nanoseconds;
  RcZoneSource zone;
} RcTimestamp;

#define RC_TIME_NONE G_MININT64

typedef enum
{
  RC_TIME_ORDER_BEFORE,
  RC_TIME_ORDER_AFTER,
  RC_TIME_ORDER_CANNOT_TELL,
} RcTimeOrder;

gboolean    rc_timestamp_parse        (const char        *text,
                                       gsize              length,
                                       RcZoneSource       zone_if_absent,
                                       int                offset_minutes_if_absent,
                                       RcTimestamp       *out_timestamp);
/* "+02:00", or "Europe/Berlin" as it is there now: minutes east of UTC. FALSE: it is no zone. */
gboolean    rc_timestamp_parse_zone   (const char        *text,
                                       int               *out_minutes);
/* FALSE: an instant that no record of an AI system can have: the number counts other units than was said. */
gboolean    rc_timestamp_is_plausible (const RcTimestamp *self);
gboolean    rc_timestamp_from_epoch   (const char        *digits,
                                       gsize              length,
                                       gint64             units_per_second,
                                       RcTimestamp       *out_timestamp);
gboolean    rc_timestamp_from_ticks   (const char        *digits,
                                       gsize              length,
                                       RcTimestamp       *out_timestamp);
RcTimeOrder rc_timestamp_compare      (const RcTimestamp *a,
                                       const RcTimestamp *b);
char       *rc_time_format_utc        (gint64             time_us);
char       *rc_time_format_local      (gint64             time_us,
                                       const char        *zone_name);

G_END_DECLS
