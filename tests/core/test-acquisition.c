/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "case-fixture.h"
#include "core/import.h"
#include "core/registers/acquisition.h"

static void
import_files (CaseFixture *fixture,
              RcCase      *case_file)
{
  static const char * const names[] = { "stick/logs/august.jsonl", "stick/logs/september.jsonl", "stick/key.pub", "stick/a!b.txt" };
  g_autofree char *stick = g_build_filename (fixture->folder, "stick", NULL);
  g_autofree char *logs = g_build_filename (stick, "logs", NULL);
  const char * const paths[] = { stick, NULL };
  const RcImportOptions options = { .controller = "Nordhafen Bank" };
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (logs, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_assert_true (g_file_set_contents (path, names[i], -1, NULL));
    }
  result = rc_import_paths (case_file, paths, &options, NULL, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (logs);
  g_rmdir (stick);
}

static gint64
add (RcCase             *case_file,
     const char * const *declared)
{
  const RcAcquisitionTerms terms = {
    .handed_by = "M. Muster (fictitious)", .handed_to = "A. Auditor (fictitious)", .place = "Hamburg", .on = "2026-11-20",
    .medium = "USB stick", .serial = "4711", .seal_number = "S-1", .malware_scan = "clean, ClamAV 1.4", .declared = declared,
  };
  g_autoptr (GError) error = NULL;
  gint64 number = rc_acquisition_add (case_file, &terms, &error);

  g_assert_no_error (error);
  return number;
}

static RcAcquisitionMatch *
match (RcCase *case_file,
       gint64  number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcAcquisition) acquisition = rc_acquisition_find (case_file, number, &error);
  RcAcquisitionMatch *found = acquisition != NULL ? rc_acquisition_match (acquisition, case_file, &error) : NULL;

  g_assert_no_error (error);
  return found;
}

static void
link_all (RcCase *case_file,
          gint64  number)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_acquisition_link (case_file, number, 1, rc_case_get_mark (case_file, "source"), &error));
  g_assert_no_error (error);
}

/* Before anything is linked nothing is called absent. */
static void
test_match (CaseFixture   *fixture,
            gconstpointer  data)
{
  static const char * const declared[] = { "logs\\august.jsonl", "./october.jsonl", "key.pub", "ust.jsonl", NULL };
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (RcAcquisitionMatch) before = NULL;
  g_autoptr (RcAcquisitionMatch) after = NULL;
  gint64 number;

  import_files (fixture, case_file);
  number = add (case_file, declared);
  before = match (case_file, number);
  g_assert_false (before->is_compared);
  g_assert_cmpuint (before->absent->len, ==, 0);

  link_all (case_file, number);
  after = match (case_file, number);
  g_assert_true (after->is_compared);
  g_assert_cmpuint (after->n_matched, ==, 2);
  g_assert_cmpuint (after->absent->len, ==, 2);
  g_assert_cmpstr (after->absent->pdata[0], ==, "./october.jsonl");
  /* The end of a name is no name. */
  g_assert_cmpstr (after->absent->pdata[1], ==, "ust.jsonl");
  g_assert_cmpuint (after->not_declared->len, ==, after->files - 2);
  case_fixture_close (case_file);
}

static void
test_folder (CaseFixture   *fixture,
             gconstpointer  data)
{
  static const char * const declared[] = { "logs/", "gs/", "/", NULL };
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (RcAcquisitionMatch) found = NULL;
  gint64 number;

  import_files (fixture, case_file);
  number = add (case_file, declared);
  link_all (case_file, number);
  found = match (case_file, number);
  g_assert_cmpuint (found->n_matched, ==, 1);
  g_assert_cmpuint (found->absent->len, ==, 2);
  case_fixture_close (case_file);
}

/* What comes again is of the second handover too. */
static void
test_import (CaseFixture   *fixture,
             gconstpointer  data)
{
  static const char * const declared[] = { "a.txt", "b.txt", NULL };
  RcCase *case_file = case_fixture_create (fixture);
  g_autofree char *first_path = g_build_filename (fixture->folder, "a.txt", NULL);
  g_autofree char *second_path = g_build_filename (fixture->folder, "b.txt", NULL);
  const char * const first_paths[] = { first_path, NULL };
  const char * const both_paths[] = { first_path, second_path, NULL };
  const RcImportOptions options = { 0 };
  g_autoptr (RcImportResult) first = NULL;
  g_autoptr (RcImportResult) both = NULL;
  g_autoptr (RcAcquisitionMatch) of_first = NULL;
  g_autoptr (RcAcquisitionMatch) of_both = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (first_path, "a\n", -1, NULL) && g_file_set_contents (second_path, "b\n", -1, NULL));
  add (case_file, declared);
  add (case_file, declared);
  first = rc_import_paths (case_file, first_paths, &options, NULL, &error);
  g_assert_true (rc_acquisition_link_import (case_file, 1, first, &error));
  both = rc_import_paths (case_file, both_paths, &options, NULL, &error);
  g_assert_true (rc_acquisition_link_import (case_file, 2, both, &error));
  g_assert_no_error (error);
  of_first = match (case_file, 1);
  of_both = match (case_file, 2);
  g_assert_cmpuint (of_first->n_matched, ==, 1);
  g_assert_cmpuint (of_both->n_matched, ==, 2);
  g_assert_cmpuint (of_both->files, ==, 2);
  case_fixture_close (case_file);
}

static void
test_nothing_declared (CaseFixture   *fixture,
                       gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (RcAcquisitionMatch) found = NULL;
  gint64 number;

  import_files (fixture, case_file);
  number = add (case_file, NULL);
  link_all (case_file, number);
  found = match (case_file, number);
  g_assert_false (found->is_compared);
  g_assert_cmpuint (found->not_declared->len, ==, 0);
  g_assert_cmpuint (found->files, >=, 3);
  case_fixture_close (case_file);
}

static void
test_refused (CaseFixture   *fixture,
              gconstpointer  data)
{
  static const char * const empty_name[] = { "", NULL };
  RcCase *case_file = case_fixture_create (fixture);
  RcAcquisitionTerms terms = { .handed_by = "A", .handed_to = "B", .on = "yesterday" };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rc_acquisition_add (case_file, &terms, &error), ==, 0);
  g_assert_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_WORDS);
  g_clear_error (&error);
  terms.on = "2026-11-20";
  terms.declared = empty_name;
  g_assert_cmpint (rc_acquisition_add (case_file, &terms, &error), ==, 0);
  g_assert_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_WORDS);
  g_clear_error (&error);
  terms.declared = NULL;
  g_assert_cmpint (rc_acquisition_add (case_file, &terms, &error), ==, 1);
  g_assert_false (rc_acquisition_link (case_file, 1, 1, 5, &error));
  g_assert_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_FILE);
  g_clear_error (&error);
  case_fixture_close (case_file);
}

static void
test_spoilt (CaseFixture   *fixture,
             gconstpointer  data)
{
  static const char * const bodies[] = {
    "", "[]", "{\"declared\":{\"a\":1},\"first_source\":9,\"last_source\":1}",
    "{\"declared\":[1,\"\",\"/\",\"///\"],\"first_source\":-1,\"last_source\":9223372036854775807}",
  };
  RcCase *case_file = case_fixture_create (fixture);

  import_files (fixture, case_file);
  add (case_file, NULL);
  link_all (case_file, 1);
  case_fixture_close (case_file);
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE entry SET body = '%s'", bodies[i]);
      g_autoptr (RcAcquisitionMatch) found = NULL;

      case_fixture_edit (fixture, sql);
      case_file = case_fixture_open (fixture, FALSE);
      found = match (case_file, 1);
      g_assert_false (found->is_compared);
      g_assert_cmpuint (found->files, ==, 0);
      case_fixture_close (case_file);
    }
}

#define ADD(name, function) \
  g_test_add ("/acquisition/" name, CaseFixture, NULL, case_fixture_set_up, function, case_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("match", test_match);
  ADD ("folder", test_folder);
  ADD ("import", test_import);
  ADD ("nothing-declared", test_nothing_declared);
  ADD ("refused", test_refused);
  ADD ("spoilt", test_spoilt);
  return g_test_run ();
}
