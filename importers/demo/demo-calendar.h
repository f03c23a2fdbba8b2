/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/demo/demo-text.h"

G_BEGIN_DECLS

/*
 * The four months: when each inference happens. All times are milliseconds since 1970-01-01T00:00:00Z.
 */

#define RC_DEMO_HOURS      2928u   /* 122 days */
#define RC_DEMO_HALVES     8u      /* a head is stated at the end of each half month */
#define RC_DEMO_MONTHS     4u
#define RC_DEMO_START_MS   (G_GINT64_CONSTANT (1775001600) * 1000)   /* 2026-04-01T00:00:00Z */
#define RC_DEMO_SECOND_MS  G_GINT64_CONSTANT (1000)
#define RC_DEMO_MINUTE_MS  (60 * RC_DEMO_SECOND_MS)
#define RC_DEMO_HOUR_MS    (60 * RC_DEMO_MINUTE_MS)
#define RC_DEMO_DAY_MS     (24 * RC_DEMO_HOUR_MS)

typedef struct
{
  guint64 seed;
  guint64 inferences;
  guint32 load[RC_DEMO_HOURS + 1];   /* sum of the load of all hours before */
} RcDemoCalendar;

void        rc_demo_calendar_init      (RcDemoCalendar       *self,
                                        guint64               seed,
                                        guint64               inferences);
gint64      rc_demo_calendar_time      (const RcDemoCalendar *self,
                                        guint64               index);
guint64     rc_demo_calendar_before    (const RcDemoCalendar *self,
                                        gint64                time_ms);
gboolean    rc_demo_time_is_office     (gint64                time_ms);
guint       rc_demo_time_half          (gint64                time_ms);
gint64      rc_demo_half_end           (guint                 half);
const char *rc_demo_half_last_day      (guint                 half);
const char *rc_demo_half_log_name      (guint                 half);
void        rc_demo_text_time          (RcDemoText           *text,
                                        gint64                time_ms);
void        rc_demo_text_time_seconds  (RcDemoText           *text,
                                        gint64                time_ms);

G_END_DECLS
