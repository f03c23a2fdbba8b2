/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/timeline.h"
#include "reports/decision/dossier-parts.h"
#include "reports/exhibit-list.h"
#include "reports/registers/register-page.h"

G_BEGIN_DECLS

/**
 * RcTimelineReport:
 * @page: frame and document; @sheet: the same, for the parts that documents share, with the numbers of the headings
 * @all: (element-type RcTimelineMark): near and far ones, by their time; the number of each is its place, from 1
 * @exhibits: that were named so far
 *
 * The report while it is written.
 */
typedef struct
{
  RcRegisterPage   *page;
  RcSheet           sheet;
  const RcTimeline *timeline;
  GPtrArray        *all;
  RcExhibitList    *exhibits;
} RcTimelineReport;

/* (element-type RcTimelineMark) (transfer container) */
GPtrArray  *rc_timeline_report_list_all    (const RcTimeline   *timeline);
/* "Deployment": one thing of the kind. */
const char *rc_timeline_report_kind_word   (RcTimelineMarkKind  kind);
/* "2026-08-14 08:42:07"; a dash for none; of what is told to the day, the day. (transfer full) */
char       *rc_timeline_report_dup_utc     (gint64              time_us,
                                            gint64              until_us);
/* The same in words in the zone of the house. */
char       *rc_timeline_report_dup_local   (const RcFrame      *frame,
                                            gint64              time_us,
                                            gint64              until_us);

/* "14 August 2026, 10:42 CEST (2026-08-14 08:42:07 UTC)"; where the house tells times in UTC, once. */
char       *rc_timeline_report_dup_both    (const RcFrame      *frame,
                                            gint64              time_us);

void        rc_timeline_report_add_bands   (RcTimelineReport   *self);
void        rc_timeline_report_add_marks   (RcTimelineReport   *self);
void        rc_timeline_report_add_periods (RcTimelineReport   *self);
void        rc_timeline_report_add_holes   (RcTimelineReport   *self);

G_END_DECLS
