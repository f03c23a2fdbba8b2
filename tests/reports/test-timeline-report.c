/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/house.h"
#include "core/timeline.h"
#include "report-case.h"
#include "reports/timeline/timeline-report.h"
#include "reports/typesetting/pages.h"
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
  ADD ("/timeline-report/pdf", report_case_set_up_clean, test_pdf);
#undef ADD
  return g_test_run ();
}
