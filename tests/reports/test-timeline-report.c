/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/house.h"
#include "core/timeline.h"
#include "report-case.h"
#include "reports/timeline/timeline-report.h"
#include "reports/timeline/timeline-figure.h"
#include "reports/typesetting/pages.h"
#include "tests/reports/pdf-check.h"
#include "tests/reports/pdf-tools.h"

static char *
dup_text (ImportFixture *fixture,
          const char    *system,
          const char    *language)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDocument) document = rc_timeline_report_build (fixture->case_file, system, language, &error);

  g_assert_no_error (error);
  return rc_document_to_text (document);
}

static RcTimeline *
load (ImportFixture *fixture)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  g_autoptr (GError) error = NULL;
  RcTimeline *timeline = rc_timeline_load (fixture->case_file, reader, NULL, &error);

  g_assert_no_error (error);
  return timeline;
}

/* Every mark and every version is told, with the exhibit that it rests on, and that exhibit stands in the list. */
static void
test_whole_case (ImportFixture *fixture,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = dup_text (fixture, NULL, "en");
  g_autofree char *csv = rc_timeline_to_csv (fixture->case_file, "en", &error);
  g_autoptr (RcTimeline) timeline = load (fixture);

  g_assert_no_error (error);
  g_assert_cmpuint (timeline->marks->len, >, 10);
  for (guint i = 0; i < timeline->marks->len; i++)
    {
      const RcTimelineMark *mark = g_ptr_array_index (timeline->marks, i);

      report_assert_says (csv, mark->words);
      g_assert_cmpint (mark->source, >, 0);
      g_assert_cmpint (mark->until_us, >=, mark->time_us);
    }
  for (guint i = 0; i < timeline->bands->len; i++)
    g_assert_cmpint (((const RcTimelineBand *) g_ptr_array_index (timeline->bands, i))->source, >, 0);
  report_assert_says (text, "Timeline of the whole case");
  report_assert_says (text, "kreditcheck/4");
  report_assert_says (text, "no end on record");
  report_assert_says (text, "E-028");
  report_assert_says (text, "[Figure:");
}

/* The acts of people as the evidence itself counts them. */
static void
test_acts (ImportFixture *fixture,
           gconstpointer  data)
{
  g_autoptr (RcTimeline) timeline = load (fixture);
  g_autofree char *path = import_fixture_dup_path (fixture, "oversight/actions.jsonl");
  g_autofree char *bytes = NULL;
  g_auto (GStrv) lines = NULL;
  guint64 actions = 0, overrides = 0, lines_of_overrides = 0;

  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  lines = g_strsplit (g_strchomp (bytes), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    lines_of_overrides += strstr (lines[i], "\"action\":\"override\"") != NULL;
  for (guint i = 0; i < timeline->bins->len; i++)
    {
      actions += g_array_index (timeline->bins, RcTimelineBin, i).human_actions;
      overrides += g_array_index (timeline->bins, RcTimelineBin, i).overrides;
    }
  g_assert_cmpuint (lines_of_overrides, >, 0);
  g_assert_cmpuint (actions, ==, g_strv_length (lines));
  g_assert_cmpuint (overrides, ==, lines_of_overrides);
  g_assert_false (timeline->actions_cut);
}

static void
test_system (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = dup_text (fixture, "KreditCheck", "en");

  report_assert_says (text, "Timeline of the system KreditCheck");
  g_assert_null (rc_timeline_report_build (fixture->case_file, "No such (fictitious)", "en", &error));
  g_assert_error (error, RC_SYSTEM_ERROR, RC_SYSTEM_ERROR_NOT_FOUND);
}

static void
test_empty (ImportFixture *fixture,
            gconstpointer  data)
{
  g_autofree char *text = dup_text (fixture, NULL, "en");

  report_assert_says (text, "No decision on record has a time");
  g_assert_null (strstr (text, "Versions at work"));
}

/* Local time stands beside UTC where the house names a zone, and what a card tells to the day has no clock time. */
static void
test_zone (ImportFixture *fixture,
           gconstpointer  data)
{
  const RcHouse house = { .zone = (char *) "Europe/Berlin" };
  g_autoptr (GError) error = NULL;
  g_autofree char *csv = NULL;
  g_autofree char *text = NULL;

  g_assert_true (rc_house_change (fixture->case_file, &house, &error));
  g_assert_no_error (error);
  text = dup_text (fixture, NULL, "en");
  report_assert_says (text, "CEST");
  csv = rc_timeline_to_csv (fixture->case_file, "en", &error);
  g_assert_no_error (error);
  report_assert_says (csv, "\"15 September 2025, 07:00 CEST\",2025-09-15 05:00:00");
  report_assert_says (csv, "Model card,20 March 2026,2026-03-20,");
}

static void
test_pdf (ImportFixture *fixture,
          gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDocument) document = rc_timeline_report_build (fixture->case_file, NULL, "de", &error);
  g_autoptr (RcDocument) again = rc_timeline_report_build (fixture->case_file, NULL, "de", &error);
  g_autoptr (RcPages) pages = rc_pages_new (document, &error);
  g_autoptr (RcPages) pages_again = rc_pages_new (again, &error);
  g_autoptr (GBytes) pdf = rc_pages_to_pdf (pages, &error);
  g_autoptr (GBytes) pdf_again = rc_pages_to_pdf (pages_again, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (pdf, pdf_again));
  if (!pdf_tools_have ("pdftotext"))
    return;
  text = pdf_tools_run ("pdftotext", pdf, "-layout @ -");
  /* The labels of the drawing are text. */
  report_assert_says (text, "kreditcheck/3");
}

/* --- Long --- */

static void
free_band (gpointer data)
{
  g_free (((RcTimelineBand *) data)->version);
  g_free (data);
}

static void
free_mark (gpointer data)
{
  g_free (((RcTimelineMark *) data)->words);
  g_free (data);
}

/* More versions than there is room for, side by side, and marks of every kind close together. */
static RcTimeline *
make_long (void)
{
  RcTimeline *timeline = g_new0 (RcTimeline, 1);

  timeline->bin_us = G_TIME_SPAN_DAY;
  timeline->to_us = 200 * G_TIME_SPAN_DAY;
  timeline->bins = g_array_new (FALSE, TRUE, sizeof (RcTimelineBin));
  g_array_set_size (timeline->bins, 200);
  timeline->bands = g_ptr_array_new_with_free_func (free_band);
  timeline->marks = g_ptr_array_new_with_free_func (free_mark);
  timeline->far = g_ptr_array_new_with_free_func (free_mark);
  timeline->holes = g_array_new (FALSE, FALSE, sizeof (RcTimelineHole));
  for (guint i = 0; i < 200; i++)
    g_array_index (timeline->bins, RcTimelineBin, i) = (RcTimelineBin) { { i % 7, i == 100, 0, i % 3, i % 5, i % 2, 1 }, i % 7, i % 4, i % 2 };
  for (guint i = 0; i < 40; i++)
    {
      RcTimelineBand *band = g_new0 (RcTimelineBand, 1);

      band->version = g_strdup_printf ("a-model-with-a-very-long-name-indeed/%u.0.0-rc%u", i, i);
      band->from_us = i * G_TIME_SPAN_DAY;
      band->to_us = i % 8 == 0 ? RC_TIME_NONE : (i + 60) * G_TIME_SPAN_DAY;
      g_ptr_array_add (timeline->bands, band);
    }
  for (guint i = 0; i < 300; i++)
    {
      RcTimelineMark *mark = g_new0 (RcTimelineMark, 1);

      mark->kind = i % RC_N_TIMELINE_MARKS;
      mark->time_us = mark->until_us = (gint64) i * 199 * G_TIME_SPAN_DAY / 300;
      mark->words = g_strdup ("Something");
      g_ptr_array_add (timeline->marks, mark);
    }
  return timeline;
}

static void
test_long (void)
{
  const RcDocumentInfo info = { .title = "Long", .language = "en", .kind = "Long" };
  g_autoptr (RcTimeline) timeline = make_long ();
  g_autoptr (RcDocument) document = rc_document_new (&info);
  g_autofree guint *numbers = g_new0 (guint, timeline->marks->len);
  guint parts = rc_timeline_figure_n_parts (timeline);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcPages) pages = NULL;
  g_autoptr (GBytes) pdf = NULL;

  for (guint i = 0; i < timeline->marks->len; i++)
    numbers[i] = i + 1;
  g_assert_cmpuint (parts, ==, 8);
  rc_document_add_heading (document, 1, rc_text_new_own ("Long"));
  for (guint i = 0; i < parts; i++)
    {
      const RcTimelineStretch stretch = { 200 * i / parts, 200 * (i + 1) / parts };

      rc_timeline_figure_add (document, timeline, &stretch, numbers);
    }
  pages = rc_pages_new (document, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rc_pages_count (pages), ==, parts);
  pdf = pdf_check_document (document, NULL);
  if (!pdf_tools_have ("pdftotext"))
    return;
  for (guint i = 0; i < parts; i++)
    {
      g_autofree char *arguments = g_strdup_printf ("-f %u -l %u @ -", i + 1, i + 1);
      g_autofree char *text = pdf_tools_run ("pdftotext", pdf, arguments);

      /* What finds no room is told of. */
      g_assert_cmpint (strstr (text, "stand in the table alone") != NULL, ==, i < 4);
      report_assert_says (text, "Time in UTC");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, set_up, test) g_test_add (path, ImportFixture, NULL, set_up, test, import_fixture_tear_down)
  ADD ("/timeline-report/whole-case", report_case_set_up, test_whole_case);
  ADD ("/timeline-report/acts", report_case_set_up_clean, test_acts);
  ADD ("/timeline-report/system", report_case_set_up_clean, test_system);
  ADD ("/timeline-report/empty", import_fixture_set_up, test_empty);
  ADD ("/timeline-report/zone", report_case_set_up_clean, test_zone);
  g_test_add_func ("/timeline-report/long", test_long);
  ADD ("/timeline-report/pdf", report_case_set_up_clean, test_pdf);
#undef ADD
  return g_test_run ();
}
