/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "case-fixture.h"
#include "core/bounds.h"
#include "core/importer.h"
#include "core/registers/paper.h"
#include "core/seals/seal-sources.h"
#include "core/verify.h"

static const char * const about_approval[] = { "approval", "model:credit-scoring/4.2", NULL };
static const char * const about_policy[] = { "retention", "Q26", NULL };

static const RcReadingTerms approval_read = {
  .about = about_approval, .page = "2", .quote = "freigegeben am 28. Juli 2026", .translation = "approved on 28 July 2026",
  .says = "Approved on 28 July 2026 by M. Muster (fictitious)", .read_by = "A. Auditor (fictitious)",
};

static char *
write_file (CaseFixture *fixture,
            const char  *name,
            const char  *text)
{
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static gint64
add_file (RcCase             *case_file,
          const char         *path,
          const RcPaperTerms *terms)
{
  g_autoptr (GError) error = NULL;
  gint64 number = rc_paper_add_file (case_file, path, terms, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (number, >, 0);
  return number;
}

/* Kept whole whatever it looks like, with its readings, of which a withdrawn one counts no more. */
static void
test_readings (CaseFixture   *fixture,
               gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autofree char *path = write_file (fixture, "approval.json", "{\"ticket\":\"CHG-7\"}\n{\"ticket\":\"CHG-8\"}\n");
  const RcPaperTerms terms = { .kind = "E06", .title = "Approval of model 4.2", .date = "2026-07-28", .author = "Change Management",
                               .language = "de", .controller = "Nordhafen Bank", .reading = &approval_read };
  const RcReadingTerms policy = { .about = about_policy, .page = "7", .says = "24 months" };
  gint64 number = add_file (case_file, path, &terms);
  g_autoptr (RcPaper) paper = NULL;
  g_autoptr (RcSource) source = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_paper_add_reading (case_file, number, &policy, NULL, &error));
  paper = rc_paper_find (case_file, number, &error);
  g_assert_no_error (error);
  g_assert_cmpint (paper->state, ==, RC_PAPER_SOUND);
  g_assert_cmpstr (paper->file_name, ==, "approval.json");
  g_assert_cmpuint (paper->readings->len, ==, 2);
  source = rc_source_load (rc_case_get_database (case_file), paper->source, &error);
  g_assert_cmpstr (source->importer, ==, RC_PAPER_IMPORTER);
  g_assert_cmpstr (source->controller, ==, "Nordhafen Bank");
  g_assert_cmpuint (source->events, ==, 0);

  found = rc_paper_list_about (case_file, RC_ABOUT_SLOT, "approval", &error);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((RcReading *) found->pdata[0])->says, ==, approval_read.says);
  g_assert_cmpstr (((RcReading *) found->pdata[0])->read_by, ==, "A. Auditor (fictitious)");
  g_assert_cmpint (((RcReading *) found->pdata[0])->source, ==, source->id);

  g_assert_true (rc_paper_withdraw_reading (case_file, number, ((RcReading *) found->pdata[0])->entry, "another version", &error));
  g_assert_false (rc_paper_withdraw_reading (case_file, number, ((RcReading *) found->pdata[0])->entry, "again", &error));
  g_assert_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_STATE);
  g_clear_error (&error);
  g_ptr_array_unref (found);
  found = rc_paper_list_about (case_file, RC_ABOUT_SLOT, "approval", &error);
  g_assert_cmpuint (found->len, ==, 0);
  g_ptr_array_unref (found);
  found = rc_paper_list_about (case_file, RC_ABOUT_QUESTION, "Q26", &error);
  g_assert_cmpuint (found->len, ==, 1);
  case_fixture_close (case_file);
}

/* A reading that names a model version is of no other; one that names none is of the case. */
static void
test_subjects (CaseFixture   *fixture,
               gconstpointer  data)
{
  static const char * const these[] = { "model:credit-scoring/4.2", "system:KreditCheck", NULL };
  static const char * const others[] = { "model:credit-scoring/4.1", "system:KreditCheck", NULL };
  RcCase *case_file = case_fixture_create (fixture);
  g_autofree char *path = write_file (fixture, "approval.txt", "approved\n");
  const RcPaperTerms terms = { .kind = "minutes", .reading = &approval_read };
  const RcReadingTerms policy = { .about = about_policy, .says = "24 months" };
  g_autoptr (GPtrArray) these_list = rc_about_list_new (these);
  g_autoptr (GPtrArray) others_list = rc_about_list_new (others);
  g_autoptr (RcPaper) paper = NULL;
  g_autoptr (GError) error = NULL;
  gint64 number = add_file (case_file, path, &terms);

  g_assert_true (rc_paper_add_reading (case_file, number, &policy, NULL, &error));
  paper = rc_paper_find (case_file, number, &error);
  g_assert_true (rc_reading_is_of (paper->readings->pdata[0], these_list));
  g_assert_false (rc_reading_is_of (paper->readings->pdata[0], others_list));
  g_assert_true (rc_reading_is_of (paper->readings->pdata[1], others_list));
  /* Without a title of its own a document is called as its file. */
  g_assert_cmpstr (paper->title, ==, "approval.txt");
  case_fixture_close (case_file);
}

static void
assert_refused (RcCase             *case_file,
                const char         *path,
                const RcPaperTerms *terms,
                int                 code)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rc_paper_add_file (case_file, path, terms, NULL, &error), ==, 0);
  g_assert_nonnull (error);
  g_assert_cmpint (error->code, ==, code);
}

static void
test_refused (CaseFixture   *fixture,
              gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autofree char *path = write_file (fixture, "a.txt", "a\n");
  g_autofree char *missing = g_build_filename (fixture->folder, "nothing", NULL);
  g_autofree char *huge = g_strnfill (RC_LIMIT_ENTRY_WORDS_BYTES + 1, 'x');
  const RcReadingTerms about_nothing = { .says = "something" };
  const RcReadingTerms no_passage = { .about = about_policy, .translation = "of nothing" };
  RcPaperTerms terms = { .kind = "E06" };
  g_autoptr (GError) error = NULL;

  assert_refused (case_file, fixture->folder, &terms, RC_REGISTER_ERROR_FILE);
  assert_refused (case_file, missing, &terms, RC_REGISTER_ERROR_FILE);
  terms.date = "28.7.2026";
  assert_refused (case_file, path, &terms, RC_REGISTER_ERROR_WORDS);
  terms.date = NULL;
  terms.author = huge;
  assert_refused (case_file, path, &terms, RC_REGISTER_ERROR_WORDS);
  terms.author = NULL;
  terms.reading = &about_nothing;
  assert_refused (case_file, path, &terms, RC_ENTRY_ERROR_WORDS);
  terms.reading = &no_passage;
  assert_refused (case_file, path, &terms, RC_REGISTER_ERROR_WORDS);
  terms.reading = NULL;
  terms.kind = "";
  assert_refused (case_file, path, &terms, RC_ENTRY_ERROR_WORDS);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count (*) FROM source"), ==, 0);

  /* The same bytes are one exhibit, and one document. */
  terms.kind = "E06";
  add_file (case_file, path, &terms);
  assert_refused (case_file, path, &terms, RC_REGISTER_ERROR_STATE);
  g_assert_cmpint (rc_paper_add_source (case_file, 7, &terms, &error), ==, 0);
  g_assert_nonnull (error);
  case_fixture_close (case_file);

  case_file = case_fixture_open (fixture, FALSE);
  assert_refused (case_file, path, &terms, RC_CASE_ERROR_READ_ONLY);
  case_fixture_close (case_file);
}

/* A source that was taken out of every answer takes what was read in it along; and an entry that names other bytes is of no source. */
static void
test_removed (CaseFixture   *fixture,
              gconstpointer  data)
{
  static const char * const edits[] = {
    "UPDATE entry SET body = replace (body, '\"source\":1', '\"source\":99')",
    "UPDATE entry SET body = replace (body, '\"source\":99', '\"source\":\"1\"')",
    "UPDATE entry SET body = '{\"source\":1,\"reading\":{\"about\":[\"slot:approval\"],\"says\":\"yes\"}}'",
    "UPDATE entry SET body = '{\"source\":1,\"reading\":7}'",
    "UPDATE entry SET body = ''",
  };
  RcCase *case_file = case_fixture_create (fixture);
  g_autofree char *path = write_file (fixture, "approval.txt", "approved\n");
  const RcPaperTerms terms = { .kind = "E06", .reading = &approval_read };
  g_autoptr (RcPaper) paper = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  add_file (case_file, path, &terms);
  g_assert_true (rc_import_remove (case_file, 1, "not ours", &error));
  paper = rc_paper_find (case_file, 1, &error);
  g_assert_cmpint (paper->state, ==, RC_PAPER_REMOVED);
  found = rc_paper_list_about (case_file, RC_ABOUT_SLOT, "approval", &error);
  g_assert_cmpuint (found->len, ==, 0);
  case_fixture_close (case_file);

  case_fixture_edit (fixture, "UPDATE source SET state = 'published'");
  for (gsize i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autoptr (GPtrArray) papers = NULL;
      g_autoptr (GPtrArray) readings = NULL;

      case_fixture_edit (fixture, edits[i]);
      case_file = case_fixture_open (fixture, FALSE);
      papers = rc_paper_list (case_file, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (papers->len, ==, 1);
      g_assert_cmpint (((RcPaper *) papers->pdata[0])->state, ==, RC_PAPER_ABSENT);
      readings = rc_paper_list_about (case_file, RC_ABOUT_SLOT, "approval", &error);
      g_assert_cmpuint (readings->len, ==, 0);
      case_fixture_close (case_file);
    }
}

/* What carries an integrity protection is known as such and judged; an empty file and one with any bytes are documents as well. */
static void
test_any_file (CaseFixture   *fixture,
               gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autofree char *signed_path = write_file (fixture, "minutes.minisig", "untrusted comment: x\nRWQ=\n");
  g_autofree char *empty_path = write_file (fixture, "empty.pdf", "");
  g_autofree char *any_path = g_build_filename (fixture->folder, "any.bin", NULL);
  const RcPaperTerms terms = { .kind = "minutes" };
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (any_path, "\0\xff\xfe PK\3\4", 9, NULL));
  add_file (case_file, signed_path, &terms);
  add_file (case_file, empty_path, &terms);
  add_file (case_file, any_path, &terms);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count (*) FROM source WHERE importer = 'signature' AND name = 'minutes.minisig'"), ==, 1);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count (*) FROM source WHERE importer = 'document' AND name = 'any.bin'"), ==, 1);
  g_assert_no_error (error);
  case_fixture_close (case_file);
}

/* Names as somebody may have chosen them: kept as found, shown by nobody as they are. */
static void
test_names (CaseFixture   *fixture,
            gconstpointer  data)
{
  static const char * const names[] = { "a\xe2\x80\xaetxt.exe", "line\nbreak.pdf", "bell\a.pdf", "not\xffutf-8.pdf" };
  RcCase *case_file = case_fixture_create (fixture);
  const RcPaperTerms terms = { .kind = "minutes" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = write_file (fixture, names[i], names[i]);
      gint64 number = add_file (case_file, path, &terms);
      g_autoptr (RcPaper) paper = rc_paper_find (case_file, number, NULL);

      g_assert_true (g_utf8_validate (paper->title, -1, NULL));
      g_assert_cmpstr (paper->title, ==, paper->file_name);
      g_assert_cmpint (paper->state, ==, RC_PAPER_SOUND);
    }
  case_fixture_close (case_file);
}

/* What people read changes nothing that was verified. */
static void
test_verified (CaseFixture   *fixture,
               gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autofree char *path = write_file (fixture, "approval.txt", "approved\n");
  const RcPaperTerms terms = { .kind = "E06" };
  g_autoptr (RcJudgement) judgement = NULL;
  g_autoptr (RcJudgement) kept = NULL;
  g_autoptr (GError) error = NULL;
  gint64 number = add_file (case_file, path, &terms);
  gboolean current = FALSE;

  judgement = rc_verify_case (case_file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (rc_paper_add_reading (case_file, number, &approval_read, NULL, &error));
  kept = rc_verify_load (case_file, &current, &error);
  g_assert_no_error (error);
  g_assert_true (current);
  case_fixture_close (case_file);
}

#define ADD(name, function) \
  g_test_add ("/paper/" name, CaseFixture, NULL, case_fixture_set_up, function, case_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  rc_importer_register (rc_paper_importer ());
  rc_seal_sources_register ();
  ADD ("readings", test_readings);
  ADD ("subjects", test_subjects);
  ADD ("refused", test_refused);
  ADD ("removed", test_removed);
  ADD ("any-file", test_any_file);
  ADD ("names", test_names);
  ADD ("verified", test_verified);
  return g_test_run ();
}
