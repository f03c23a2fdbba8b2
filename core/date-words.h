/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Days, clock times and counts as a sentence has them, in the language of the words around them (words.h): nothing of the locale of the
 * process goes in, so that a document is the same on every machine.
 */
char *rc_date_words_day    (gint64      time_us,
                            const char *zone_name);
char *rc_date_words_clock  (gint64      time_us,
                            const char *zone_name);
char *rc_date_words_moment (gint64      time_us,
                            const char *zone_name);
char *rc_count_words       (guint64     count);

G_END_DECLS
