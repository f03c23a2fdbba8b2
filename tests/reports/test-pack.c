/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/exercises/exercise.h"
#include "core/words.h"
#include "report-case.h"
#include "reports/pack.h"
#include "reports/typesetting/pages.h"

/* An exercise on paper: script, attendance, cards without answers, and a sheet for each decision. */

#define BIDI "\xe2\x80\xae"    /* RIGHT-TO-LEFT OVERRIDE */

static void
plan (ImportFixture *fixture,
      const char    *purpose)
{
  g_autoptr (RcExerciseSetup) setup = rc_exercise_setup_new ();
  g_autoptr (GError) error = NULL;

  setup->purpose = g_strdup (purpose);
  setup->pack = rc_exercise_pack_find ("core", &error);
  g_assert_no_error (error);
  setup->minutes = 14;
  rc_exercise_setup_add_item (setup, "KA-2026-000024", RC_EXERCISE_ORIGIN_NAMED, 0);
  rc_exercise_setup_add_item (setup, "KA-2026-000026", RC_EXERCISE_ORIGIN_KEY_ITEM, 0);
  g_assert_cmpint (rc_exercise_new (fixture->case_file, setup, &error), >, 0);
  g_assert_no_error (error);
}

static RcDocument *
build (ImportFixture *fixture,
       const char    *number,
       const char    *language)
{
  g_autoptr (GError) error = NULL;
  RcDocument *document = rc_pack_build (fixture->case_file, number, language, &error);

  g_assert_no_error (error);
  return document;
}

static guint
count (const char *text,
       const char *part)
{
  guint found = 0;

  for (const char *at = strstr (text, part); at != NULL; at = strstr (at + 1, part))
    found++;
  return found;
}

static void
test_parts (ImportFixture *fixture,
            gconstpointer  data)
{
  g_autoptr (RcDocument) document = NULL;
  g_autofree char *text = NULL;

  plan (fixture, "Readiness (fictitious)");
  document = build (fixture, "1", "en");
  text = rc_document_to_text (document);
  report_assert_says (text, "Readiness (fictitious)");
  report_assert_says (text, "We test records, not people.");
  report_assert_says (text, "Attendance list");
  g_assert_cmpuint (count (text, "Answer sheet: decision"), ==, 2);
  g_assert_cmpuint (count (text, "Q03 ·"), ==, 2);
  /* What the records say is on no card: the machine's answer, the model, the score. */
  g_assert_null (strstr (text, "kreditcheck/"));
  g_assert_null (strstr (text, "0.62"));
}

/* The same bytes twice, in each language; the parts begin on pages of their own. */
static void
test_bytes (ImportFixture *fixture,
            gconstpointer  data)
{
  const char * const *languages = rc_words_list_languages ();

  plan (fixture, BIDI "purpose\x1b[2J");
  for (gsize i = 0; languages[i] != NULL; i++)
    {
      g_autoptr (RcDocument) first = build (fixture, NULL, languages[i]);
      g_autoptr (RcDocument) second = build (fixture, NULL, languages[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (RcPages) first_pages = rc_pages_new (first, &error);
      g_autoptr (RcPages) second_pages = rc_pages_new (second, &error);
      g_autoptr (GBytes) first_pdf = rc_pages_to_pdf (first_pages, &error);
      g_autoptr (GBytes) second_pdf = rc_pages_to_pdf (second_pages, &error);
      g_autofree char *text = rc_document_to_text (first);

      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (first_pdf, second_pdf));
      g_assert_null (strstr (text, BIDI));
      g_assert_null (strstr (text, "U+00A0"));
      g_assert_cmpuint (rc_pages_count (first_pages), >=, 5);
    }
}

static void
test_refused (ImportFixture *fixture,
              gconstpointer  data)
{
  static const char * const numbers[] = { NULL, "1", "0", "one", "99999999999999999999" };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (rc_pack_build (fixture->case_file, numbers[i], "en", &error));
      g_assert_nonnull (error);
    }
}

#define ADD(name, function) \
  g_test_add ("/pack/" name, ImportFixture, NULL, report_case_set_up_clean, function, import_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("parts", test_parts);
  ADD ("bytes", test_bytes);
  ADD ("refused", test_refused);
  return g_test_run ();
}
