/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/timeline/timeline-parts.h"

#include <string.h>

#include "core/date-words.h"
#include "core/timestamp.h"
#include "core/words.h"

#define SHOWN_OF_WORDS  160
#define PERIODS         31u
#define TO_THE_DAY_US   (12 * G_TIME_SPAN_HOUR)    /* what is told no closer has no clock time */
#define DAY_CHARACTERS  10                         /* of "2026-08-14T08:42:07Z" */
#define TIME_CHARACTERS 19

static int
compare_marks (gconstpointer a,
               gconstpointer b)
{
  const RcTimelineMark *left = *(const RcTimelineMark * const *) a;
  const RcTimelineMark *right = *(const RcTimelineMark * const *) b;

  if (left->time_us != right->time_us)
    return left->time_us < right->time_us ? -1 : 1;
  return (int) left->kind - (int) right->kind;
}

GPtrArray *
rc_timeline_report_list_all (const RcTimeline *timeline)
{
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; i < timeline->marks->len; i++)
    g_ptr_array_add (all, g_ptr_array_index (timeline->marks, i));
  for (guint i = 0; i < timeline->far->len; i++)
    g_ptr_array_add (all, g_ptr_array_index (timeline->far, i));
  g_ptr_array_sort (all, compare_marks);
  return all;
}

const char *
rc_timeline_report_kind_word (RcTimelineMarkKind kind)
{
  switch (kind)
    {
    case RC_TIMELINE_DEPLOYMENT:
      return C_("one on a timeline", "Deployment");
    case RC_TIMELINE_APPROVAL:
      return C_("one on a timeline", "Approval");
    case RC_TIMELINE_VERSION:
      return C_("one on a timeline", "Version");
    case RC_TIMELINE_EVALUATION:
      return C_("one on a timeline", "Evaluation");
    case RC_TIMELINE_CARD:
      return C_("one on a timeline", "Model card");
    case RC_TIMELINE_ANOMALY:
      return C_("one on a timeline", "Anomaly");
    case RC_TIMELINE_INCIDENT:
      return C_("one on a timeline", "Incident");
    default:
      return C_("one on a timeline", "Exception");
    }
}

char *
rc_timeline_report_dup_utc (gint64 time_us,
                            gint64 until_us)
{
  g_autofree char *text = time_us != RC_TIME_NONE ? rc_time_format_utc (time_us) : NULL;

  if (text == NULL || strlen (text) < TIME_CHARACTERS)
    return g_strdup ("–");
  text[until_us - time_us >= TO_THE_DAY_US ? DAY_CHARACTERS : TIME_CHARACTERS] = '\0';
  return g_strdelimit (g_steal_pointer (&text), "T", ' ');
}

/* A day that is told without a zone is the same day everywhere. */
char *
rc_timeline_report_dup_local (const RcFrame *frame,
                              gint64         time_us,
                              gint64         until_us)
{
  char *day = NULL;

  if (time_us == RC_TIME_NONE)
    return g_strdup ("–");
  if (until_us - time_us >= TO_THE_DAY_US)
    day = rc_date_words_day (time_us, "UTC");
  return day != NULL ? day : rc_frame_dup_moment (frame, time_us);
}

char *
rc_timeline_report_dup_both (const RcFrame *frame,
                             gint64         time_us)
{
  g_autofree char *local = rc_frame_dup_moment (frame, time_us);
  g_autofree char *utc = frame->in_utc ? NULL : rc_timeline_report_dup_utc (time_us, time_us);

  return utc != NULL ? g_strdup_printf ("%s (%s UTC)", local, utc) : g_steal_pointer (&local);
}

/* --- Cells --- */

static RcText *
make_place (RcTimelineReport *self,
            gint64            source,
            guint64           record)
{
  g_autofree char *place = NULL;
  RcText *text;

  if (source == 0)
    return rc_text_new_small ("–");
  rc_exhibit_list_name (self->exhibits, source);
  place = rc_frame_dup_place (self->page->frame, source, record);
  text = rc_text_new ();
  rc_text_add_reference (text, RC_TEXT_SMALL, RC_DOSSIER_EXHIBITS, place);
  return text;
}

static RcText *
make_utc (gint64 time_us,
          gint64 until_us)
{
  g_autofree char *words = rc_timeline_report_dup_utc (time_us, until_us);

  return rc_text_new_small (words);
}

static RcText *
make_local (const RcTimelineReport *self,
            gint64                  time_us,
            gint64                  until_us)
{
  g_autofree char *words = rc_timeline_report_dup_local (self->page->frame, time_us, until_us);

  return rc_text_new_small (words);
}

static RcText *
make_count (guint64 count)
{
  g_autofree char *words = count > 0 ? rc_count_words (count) : g_strdup ("–");

  return rc_text_new_small (words);
}

/* In both clocks, the one that people read first. */
static RcText *
make_both (const RcTimelineReport *self,
           gint64                  time_us,
           const char             *instead)      /* (nullable): where there is no time */
{
  g_autofree char *both = time_us != RC_TIME_NONE ? rc_timeline_report_dup_both (self->page->frame, time_us) : NULL;

  return rc_text_new_small (both != NULL ? both : instead);
}

/* --- Tables --- */

static void
add_heading (RcTimelineReport *self,
             const char       *words)
{
  rc_sections_add (&self->sheet.sections, self->page->document, 1, NULL, words);
}

static void
add_band (RcTimelineReport     *self,
          RcTable              *table,
          const RcTimelineBand *band)
{
  const char *known = band->is_deployment ? _("a deployment on record") : _("its first and last decision; no deployment is on record");

  rc_table_add_row (table, (RcText *[]) {
                      rc_register_page_cell_said (band->version, SHOWN_OF_WORDS), rc_register_page_cell_said (band->place, SHOWN_OF_WORDS),
                      make_both (self, band->from_us, "–"), make_both (self, band->to_us, _("no end on record")),
                      rc_text_new_small (known), make_place (self, band->source, band->record) });
}

void
rc_timeline_report_add_bands (RcTimelineReport *self)
{
  const RcColumn columns[] = {
    { _("Version of the model"), 20, RC_COLUMN_TEXT, TRUE }, { _("Answered at"), 15, RC_COLUMN_TEXT }, { _("At work from"), 19, RC_COLUMN_TEXT },
    { C_("end of a time", "To"), 19, RC_COLUMN_TEXT }, { _("Known from"), 14, RC_COLUMN_TEXT }, { _("Exhibit"), 13, RC_COLUMN_TEXT },
  };
  RcTable *table;

  add_heading (self, _("Versions at work"));
  if (self->timeline->bands->len == 0)
    {
      rc_register_page_add_words (self->page, g_strdup (_("No record names a version.")));
      return;
    }
  table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  for (guint i = 0; i < self->timeline->bands->len; i++)
    add_band (self, table, g_ptr_array_index (self->timeline->bands, i));
  rc_document_add_table (self->page->document, table);
}

static void
add_mark (RcTimelineReport *self,
          RcTable          *table,
          guint             index)
{
  const RcTimelineMark *mark = g_ptr_array_index (self->all, index);
  g_autofree char *number = g_strdup_printf ("%u", index + 1);

  rc_table_add_row (table, (RcText *[]) {
                      rc_text_new_small (number), make_local (self, mark->time_us, mark->until_us), make_utc (mark->time_us, mark->until_us),
                      rc_text_new_small (rc_timeline_report_kind_word (mark->kind)),
                      rc_register_page_cell_said (mark->words, SHOWN_OF_WORDS), make_place (self, mark->source, mark->record) });
}

void
rc_timeline_report_add_marks (RcTimelineReport *self)
{
  const RcColumn columns[] = {
    { _("No."), 6, RC_COLUMN_NUMBER, TRUE }, { _("Day and time"), 19, RC_COLUMN_TEXT }, { _("The same in UTC"), 15, RC_COLUMN_TEXT },
    { C_("of a thing on a timeline", "Kind"), 13, RC_COLUMN_TEXT }, { _("What happened, as recorded"), 32, RC_COLUMN_TEXT },
    { _("Exhibit"), 15, RC_COLUMN_TEXT },
  };
  RcTable *table;

  add_heading (self, _("What happened"));
  if (self->all->len == 0)
    {
      rc_register_page_add_words (self->page, g_strdup (_("No record tells of anything but decisions.")));
      return;
    }
  table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  for (guint i = 0; i < self->all->len; i++)
    add_mark (self, table, i);
  rc_document_add_table (self->page->document, table);
  if (self->timeline->marks_far > 0)
    rc_register_page_add_small (self->page, _("What lies far from the decisions stands in this table alone, and not in the drawing."));
}

static void
add_period (RcTimelineReport *self,
            RcTable          *table,
            guint             first,
            guint             end)
{
  gint64 from_us = self->timeline->from_us + (gint64) first * self->timeline->bin_us;
  RcTimelineBin sum = { 0 };
  guint64 inferences = 0;

  for (guint i = first; i < end; i++)
    {
      const RcTimelineBin *bin = &g_array_index (self->timeline->bins, RcTimelineBin, i);

      for (guint each = 0; each < RC_N_PROTECTIONS; each++)
        {
          sum.counts[each] += bin->counts[each];
          inferences += bin->counts[each];
        }
      sum.in_chain += bin->in_chain;
      sum.human_actions += bin->human_actions;
      sum.overrides += bin->overrides;
    }
  rc_table_add_row (table, (RcText *[]) {
                      make_utc (from_us, self->timeline->bin_us >= G_TIME_SPAN_DAY ? from_us + G_TIME_SPAN_DAY : from_us), make_count (inferences),
                      make_count (sum.counts[RC_PROTECTION_PASSED]),
                      make_count (sum.counts[RC_PROTECTION_FAILED] + sum.counts[RC_PROTECTION_ABSENT]),
                      make_count (sum.counts[RC_PROTECTION_NOBODY_VOUCHES] + sum.counts[RC_PROTECTION_NONE]),
                      make_count (sum.counts[RC_PROTECTION_COULD_NOT] + sum.counts[RC_PROTECTION_NOT_CHECKED]),
                      make_count (sum.in_chain), make_count (sum.human_actions), make_count (sum.overrides) });
}

void
rc_timeline_report_add_periods (RcTimelineReport *self)
{
  const RcColumn columns[] = {
    { _("From (UTC)"), 62, RC_COLUMN_TEXT, TRUE }, { C_("decisions of a period", "All"), 36, RC_COLUMN_NUMBER },
    { _("Check passed"), 52, RC_COLUMN_NUMBER }, { _("Failed, absent"), 56, RC_COLUMN_NUMBER }, { _("Nobody vouches"), 54, RC_COLUMN_NUMBER },
    { _("Not checked"), 52, RC_COLUMN_NUMBER }, { _("Held by a chain"), 46, RC_COLUMN_NUMBER }, { _("Acts of people"), 62, RC_COLUMN_NUMBER },
    { _("Answer replaced"), 60, RC_COLUMN_NUMBER },
  };
  guint n_bins = self->timeline->bins->len, step = (n_bins + PERIODS - 1) / PERIODS;
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);

  add_heading (self, _("Decisions by period"));
  for (guint first = 0; first < n_bins; first += step)
    add_period (self, table, first, MIN (first + step, n_bins));
  rc_document_add_table (self->page->document, table);
  rc_register_page_add_small (self->page, _("Each decision counts once, where the earliest time that its record can mean lies. “Nobody "
                                            "vouches” holds those "
                                            "that carry no protection too. An act of a person counts where it was done, and as a replaced "
                                            "answer only "
                                            "where its record says so."));
  if (self->timeline->actions_cut)
    rc_register_page_add_small (self->page, _("There are more acts of people than are counted here: the newest of them are."));
}

void
rc_timeline_report_add_holes (RcTimelineReport *self)
{
  const RcColumn columns[] = {
    { C_("beginning of a time", "From"), 50, RC_COLUMN_TEXT, TRUE }, { C_("end of a time", "To"), 50, RC_COLUMN_TEXT },
  };
  RcTable *table;

  if (self->timeline->holes->len == 0)
    return;
  add_heading (self, _("The longest times without a decision"));
  rc_register_page_add_words (self->page, g_strdup (_("That nothing was recorded then is no fault by itself: nothing may have been asked. "
                                                      "Nor does it "
                                                      "show that nothing happened.")));
  table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  for (guint i = 0; i < self->timeline->holes->len; i++)
    {
      const RcTimelineHole *hole = &g_array_index (self->timeline->holes, RcTimelineHole, i);

      rc_table_add_row (table, (RcText *[]) { make_both (self, hole->from_us, "–"), make_both (self, hole->to_us, "–") });
    }
  rc_document_add_table (self->page->document, table);
}
