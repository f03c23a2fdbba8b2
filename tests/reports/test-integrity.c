/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/integrity-facts.h"
#include "core/words.h"
#include "report-case.h"
#include "reports/integrity/integrity.h"
#include "reports/typesetting/pages.h"

static RcDocument *
build (ImportFixture *fixture,
       const char    *language)
{
  g_autoptr (GError) error = NULL;
  RcDocument *document = rc_integrity_build (fixture->case_file, language, &error);

  g_assert_no_error (error);
  return document;
}

/* Its text without the foot line. */
static char *
dup_text (ImportFixture *fixture,
          const char    *language)
{
  g_autoptr (RcDocument) document = build (fixture, language);
  char *text = rc_document_to_text (document);
  char *foot = g_strrstr (text, "Evidence state ");

  if (foot != NULL)
    *foot = '\0';
  return text;
}

static RcIntegrityFacts *
load (ImportFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  RcIntegrityFacts *facts = rc_integrity_facts_load (fixture->case_file, NULL, &error);

  g_assert_no_error (error);
  return facts;
}

/* Every count is somewhere: nothing is lost between the groups, and nothing counts twice. */
static void
assert_adds_up (const RcIntegrityFacts *facts)
{
  guint64 records = 0, of_sources = 0, events = 0;

  for (int i = 0; i < RC_N_PROTECTIONS; i++)
    records += facts->records[i];
  g_assert_cmpuint (records, ==, facts->total);
  for (guint i = 0; i < facts->sources->len; i++)
    {
      const RcIntegritySource *each = &g_array_index (facts->sources, RcIntegritySource, i);

      if (rc_coverage_is_file (each->source) && each->state != RC_COVERAGE_CARRIER)
        of_sources += each->source->records;
    }
  g_assert_cmpuint (of_sources, ==, facts->total);
  for (guint i = 0; i < facts->periods->len; i++)
    {
      const RcIntegrityPeriod *period = &g_array_index (facts->periods, RcIntegrityPeriod, i);
      guint64 protections = 0;

      events += period->events;
      for (int k = 0; k < RC_N_PROTECTIONS; k++)
        protections += period->counts[k];
      g_assert_cmpuint (protections, ==, period->events);
      if (i > 0)
        g_assert_cmpint (period->start_us, >, (period - 1)->start_us);
    }
  g_assert_cmpuint (events + facts->undated, ==, facts->events);
}

static void
test_good (ImportFixture *fixture,
           gconstpointer  data)
{
  g_autoptr (RcIntegrityFacts) facts = load (fixture);
  g_autofree char *text = dup_text (fixture, "en");

  g_assert_cmpint (facts->answer, ==, RC_INTEGRITY_NO_SIGN);
  assert_adds_up (facts);
  report_assert_no_codes (text);
  report_assert_says (text, "No sign of a change was found: every record stands under a protection");
  report_assert_says (text, "No check can show that an entry was true when it was written");
  report_assert_says (text, "The provider, and whoever else holds the key, could have written all of it anew");
  report_assert_says (text, "The last check noticed none.");
  report_assert_says (text, "decisions on the list that the business keeps on its own,");
  report_assert_says (text, "are in the log and 0 are not.");
  report_assert_says (text, "no statement of conformity");
  g_assert_null (strstr (text, "proven"));
}

static void
test_faults (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (RcIntegrityFacts) facts = load (fixture);
  g_autofree char *text = dup_text (fixture, "en");
  guint faults = 0, holes = 0;

  g_assert_cmpint (facts->answer, ==, RC_INTEGRITY_FAILED);
  g_assert_cmpuint (facts->faults, >, 0);
  g_assert_cmpuint (facts->contradictions, >, 0);
  g_assert_cmpuint (facts->holes, >, 0);
  assert_adds_up (facts);
  for (guint i = 0; i < facts->periods->len; i++)
    {
      faults += g_array_index (facts->periods, RcIntegrityPeriod, i).faults;
      holes += g_array_index (facts->periods, RcIntegrityPeriod, i).holes;
    }
  g_assert_cmpuint (faults, >=, facts->faults);
  g_assert_cmpuint (holes, >, 0);

  report_assert_no_codes (text);
  report_assert_says (text, "It may have been: in");
  report_assert_says (text, "That shows a difference, not who made it nor why.");
  report_assert_says (text, "Record changed after it was hashed.");
  report_assert_says (text, "Records absent within the chain.");
  report_assert_says (text, "Decision absent from the log.");
  report_assert_says (text, "more are of a time at which the log received does not speak.");
  g_assert_null (strstr (text, "are in the log and 0 are not."));
  report_assert_says (text, "What can have caused it innocently: Opening and saving a file");
  report_assert_says (text, "What to ask the provider for: Ask for a fresh copy");
  g_assert_null (strstr (text, "No sign of a change"));
}

/* Whatever the evidence is: before it is checked, nothing reads as passed. */
static void
test_unchecked (ImportFixture *fixture,
                gconstpointer  data)
{
  static const char * const languages[] = { "en", "de", "fr" };
  g_autoptr (RcIntegrityFacts) facts = NULL;

  {
    g_autoptr (RcImportResult) later = NULL;

    import_fixture_put (fixture, "later.txt", "one line more\n", -1);
    later = import_fixture_import (fixture, "later.txt");
  }
  facts = load (fixture);
  g_assert_cmpint (facts->answer, ==, RC_INTEGRITY_UNCHECKED);
  g_assert_cmpuint (facts->records[RC_PROTECTION_PASSED], ==, 0);
  g_assert_cmpuint (facts->records[RC_PROTECTION_NOT_CHECKED], ==, facts->total);
  assert_adds_up (facts);
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *text = dup_text (fixture, languages[i]);
      g_autoptr (GString) lead = NULL;

      g_assert_true (rc_words_push (languages[i]));
      lead = g_string_new (_("Not known: the evidence was not checked as it is now, and nothing in this report says that it is intact."));
      rc_words_pop ();
      g_string_replace (lead, "\u00a0", " ", 0);
      report_assert_says (text, lead->str);
    }
}

/* A case edited behind the program's back vouches for nothing. */
static void
test_edited (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (RcIntegrityFacts) facts = NULL;
  g_autofree char *text = NULL;

  import_fixture_close (fixture);
  import_fixture_edit (fixture, "UPDATE seal_cover SET protection = 'VALID'");
  import_fixture_reopen (fixture);
  facts = load (fixture);
  g_assert_true (facts->answer == RC_INTEGRITY_UNCHECKED || facts->answer == RC_INTEGRITY_EDITED);
  g_assert_cmpuint (facts->records[RC_PROTECTION_PASSED], ==, 0);
  text = dup_text (fixture, "en");
  report_assert_says (text, "Not known: ");
  g_assert_null (strstr (text, "No sign of a change"));
}

static GBytes *
make_pdf (ImportFixture *fixture,
          const char    *language)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDocument) document = build (fixture, language);
  g_autoptr (RcPages) pages = rc_pages_new (document, &error);
  GBytes *pdf;

  g_assert_no_error (error);
  pdf = rc_pages_to_pdf (pages, &error);
  g_assert_no_error (error);
  return pdf;
}

static void
test_same_bytes (ImportFixture *fixture,
                 gconstpointer  data)
{
  static const char * const languages[] = { "en", "de", "fr" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (GBytes) first = make_pdf (fixture, languages[i]);
      g_autoptr (GBytes) second = make_pdf (fixture, languages[i]);

      g_assert_true (g_bytes_equal (first, second));
    }
}

#define ADD(path, set_up, test) g_test_add (path, ImportFixture, NULL, set_up, test, import_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/integrity/good", report_case_set_up_clean, test_good);
  ADD ("/integrity/faults", report_case_set_up, test_faults);
  ADD ("/integrity/unchecked", report_case_set_up_clean, test_unchecked);
  ADD ("/integrity/edited", report_case_set_up, test_edited);
  ADD ("/integrity/same-bytes", report_case_set_up, test_same_bytes);
  return g_test_run ();
}
