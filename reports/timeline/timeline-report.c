/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/timeline/timeline-report.h"

#include "core/date-words.h"
#include "core/words.h"
#include "reports/exhibit.h"
#include "reports/timeline/timeline-figure.h"
#include "reports/timeline/timeline-parts.h"
#include "reports/typesetting/csv.h"

#define SHOWN_OF_NAME 120

/* --- Words --- */

static void
add_counts (RcTimelineReport *self)
{
  const RcTimeline *timeline = self->timeline;
  g_autofree char *inferences = rc_count_words (timeline->inferences);
  g_autofree char *undated = rc_count_words (timeline->undated);
  g_autofree char *from = rc_timeline_report_dup_both (self->page->frame, timeline->from_us);
  g_autofree char *to = rc_timeline_report_dup_both (self->page->frame, timeline->to_us);

  rc_register_page_add_words (self->page, g_strdup_printf (_("It reaches from %1$s to %2$s and holds %3$s recorded decisions."), from, to, inferences));
  if (timeline->undated > 0)
    rc_register_page_add_words (self->page, g_strdup_printf (_("%s of them have no time that places them here."), undated));
  if (timeline->is_cut)
    {
      RcText *text = rc_text_new_own (_("Of some kind more happened than is told here; the program lists all."));

      rc_document_add_shape_item (self->page->document, RC_SHAPE_UNCHECKED, text);
    }
}

static void
add_drawings (RcTimelineReport *self)
{
  g_autofree guint *numbers = g_new0 (guint, MAX (self->timeline->marks->len, 1));
  guint n_bins = self->timeline->bins->len, n_parts = rc_timeline_figure_n_parts (self->timeline);
  RcTimelineStretch stretch = { 0, n_bins };

  for (guint i = 0; i < self->timeline->marks->len; i++)
    {
      guint at = 0;

      if (g_ptr_array_find (self->all, g_ptr_array_index (self->timeline->marks, i), &at))
        numbers[i] = at + 1;
    }
  rc_sections_add (&self->sheet.sections, self->page->document, 1, NULL, _("The timeline as a drawing"));
  rc_timeline_figure_add (self->page->document, self->timeline, &stretch, numbers);
  rc_register_page_add_small (self->page, _("A version stands over its bar; a bar that ends in a notch has no end on record. A full line "
                                            "shows that a chain "
                                            "holds all decisions of that time, a thin one that it holds some. The numbers are those of "
                                            "the table “What "
                                            "happened”."));
  for (guint i = 0; n_parts > 1 && i < n_parts; i++)
    {
      g_autofree char *title = g_strdup_printf (_("Part %1$u of %2$u"), i + 1, n_parts);

      stretch = (RcTimelineStretch) { n_bins * i / n_parts, n_bins * (i + 1) / n_parts };
      rc_sections_add (&self->sheet.sections, self->page->document, 2, NULL, title);
      rc_timeline_figure_add (self->page->document, self->timeline, &stretch, numbers);
    }
}

static void
add_exhibits (RcTimelineReport *self)
{
  if (rc_exhibit_list_count (self->exhibits) == 0)
    return;
  rc_sections_add (&self->sheet.sections, self->page->document, 1, RC_DOSSIER_EXHIBITS, _("Exhibits"));
  rc_exhibit_list_add (self->exhibits, self->page->document);
}

static void
add_end (RcTimelineReport *self)
{
  rc_dossier_add_digests (&self->sheet);
  rc_frame_add_engagement (self->page->frame, self->page->document);
  rc_register_page_add_words (self->page, g_strdup (_("This timeline tells what the records received say of when something happened; a "
                                                      "thing that no record "
                                                      "tells is not on it. It is no statement of conformity.")));
  rc_dossier_add_colophon (&self->sheet);
}

/* --- The document --- */

static void
write_report (RcTimelineReport *self,
              const char       *system)       /* (nullable) */
{
  g_autofree char *name = system != NULL ? rc_frame_dup_quoted (system, SHOWN_OF_NAME, NULL) : NULL;
  g_autofree char *title = name != NULL ? g_strdup_printf (_("Timeline of the system %s"), name) : g_strdup (_("Timeline of the whole case"));

  rc_register_page_begin (self->page, title, _("System timeline"), NULL);
  self->sheet = (RcSheet) { .frame = self->page->frame, .document = self->page->document };
  if (self->timeline->from_us == RC_TIME_NONE)
    {
      rc_document_add_shape_item (self->page->document, RC_SHAPE_NOTHING, rc_text_new_own (_("No decision on record has a time: there is "
                                                                                             "nothing to place.")));
      add_end (self);
      return;
    }

  add_counts (self);
  add_drawings (self);
  rc_timeline_report_add_bands (self);
  rc_timeline_report_add_marks (self);
  rc_timeline_report_add_periods (self);
  rc_timeline_report_add_holes (self);
  add_exhibits (self);
  add_end (self);
}

static RcTimeline *
load (RcCase      *case_file,
      const char  *reference,        /* (nullable) */
      char       **out_name,
      GError     **error)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (RcSystem) system = NULL;
  g_autoptr (RcSystemFilter) filter = NULL;

  *out_name = NULL;
  if (reference != NULL)
    {
      system = rc_system_find (case_file, reader, reference, error);
      filter = system != NULL ? rc_system_filter_new (case_file, system, error) : NULL;
      if (filter == NULL)
        return NULL;
      *out_name = g_strdup (system->name);
    }
  return rc_timeline_load_within (case_file, reader, filter, NULL, error);
}

static gboolean
fill (RcRegisterPage  *page,
      const char      *reference,
      GError         **error)
{
  g_autofree char *system = NULL;
  g_autoptr (RcTimeline) timeline = load (page->frame->case_file, reference, &system, error);
  g_autoptr (RcExhibitList) exhibits = NULL;
  g_autoptr (GPtrArray) all = NULL;
  RcTimelineReport self = { .page = page, .timeline = timeline };

  if (timeline == NULL)
    return FALSE;
  self.exhibits = exhibits = rc_exhibit_list_new (page->frame);
  self.all = all = rc_timeline_report_list_all (timeline);
  write_report (&self, system);
  return TRUE;
}

RcDocument *
rc_timeline_report_build (RcCase      *case_file,
                          const char  *system,
                          const char  *language,
                          GError     **error)
{
  return rc_register_page_build (case_file, system, language, fill, error);
}

/* --- As a table --- */

typedef struct
{
  const RcFrame *frame;
  RcCsv         *csv;
} Rows;

static void
add_taken (Rows *rows,
           char *text)
{
  rc_csv_add (rows->csv, text);
  g_free (text);
}

static void
add_time (Rows   *rows,
          gint64  time_us,
          gint64  until_us)
{
  add_taken (rows, time_us != RC_TIME_NONE ? rc_timeline_report_dup_local (rows->frame, time_us, until_us) : NULL);
  add_taken (rows, time_us != RC_TIME_NONE ? rc_timeline_report_dup_utc (time_us, until_us) : NULL);
}

static void
add_place (Rows    *rows,
           gint64   source,
           guint64  record)
{
  add_taken (rows, source != 0 ? rc_frame_dup_place (rows->frame, source, record) : NULL);
}

static void
add_rows (Rows             *rows,
          const RcTimeline *timeline)
{
  g_autoptr (GPtrArray) all = rc_timeline_report_list_all (timeline);

  for (guint i = 0; i < timeline->bands->len; i++)
    {
      const RcTimelineBand *band = g_ptr_array_index (timeline->bands, i);

      rc_csv_add (rows->csv, NULL);
      rc_csv_add (rows->csv, C_("one on a timeline", "Version at work"));
      add_time (rows, band->from_us, band->from_us);
      add_time (rows, band->to_us, band->to_us);
      rc_csv_add (rows->csv, band->version);
      rc_csv_add (rows->csv, band->place);
      add_place (rows, band->source, band->record);
    }
  for (guint i = 0; i < all->len; i++)
    {
      const RcTimelineMark *mark = g_ptr_array_index (all, i);

      add_taken (rows, g_strdup_printf ("%u", i + 1));
      rc_csv_add (rows->csv, rc_timeline_report_kind_word (mark->kind));
      add_time (rows, mark->time_us, mark->until_us);
      add_time (rows, RC_TIME_NONE, RC_TIME_NONE);
      rc_csv_add (rows->csv, mark->words);
      rc_csv_add (rows->csv, NULL);
      add_place (rows, mark->source, mark->record);
    }
}

static char *
write_csv (RcCase      *case_file,
           const char  *language,
           GError     **error)
{
  const char * const header[] = {
    _("No."), C_("of a thing on a timeline", "Kind"), _("Day and time"), _("The same in UTC"), _("Ended"), _("Ended, in UTC"),
    _("What happened, as recorded"), _("Answered at"), _("Exhibit"), NULL,
  };
  g_autofree char *system = NULL;
  g_autoptr (RcTimeline) timeline = load (case_file, NULL, &system, error);
  g_autoptr (RcFrame) frame = timeline != NULL ? rc_frame_new (case_file, language, error) : NULL;
  g_autoptr (RcCsv) csv = NULL;
  Rows rows = { .frame = frame };

  if (frame == NULL)
    return NULL;
  rows.csv = csv = rc_csv_new (header);
  add_rows (&rows, timeline);
  return rc_csv_finish (csv);
}

char *
rc_timeline_to_csv (RcCase      *case_file,
                    const char  *language,
                    GError     **error)
{
  char *csv;

  if (!rc_sheet_push_language (language, error))
    return NULL;

  csv = write_csv (case_file, language, error);
  rc_words_pop ();
  return csv;
}
