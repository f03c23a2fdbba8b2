/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "demo-fixture.h"
#include "import-fixture.h"

/* The faults that the demonstration plants are found, each in its place, and nothing else is. */

#define INFERENCES 2000

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char * const *) a, *(const char * const *) b);
}

static char *
join_sorted (GPtrArray *lines)
{
  g_ptr_array_sort (lines, compare_texts);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static char *
list_planted (ImportFixture *fixture)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "demo", NULL);
  g_autoptr (GPtrArray) faults = demo_read_faults (folder);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < faults->len; i++)
    {
      const DemoFault *fault = g_ptr_array_index (faults, i);

      g_ptr_array_add (lines, g_strdup_printf ("%s %s %" G_GINT64_FORMAT, fault->kind, fault->source, fault->record));
    }
  return join_sorted (lines);
}

/* What nothing else explains. */
static char *
list_roots (ImportFixture     *fixture,
            const RcJudgement *judgement)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);
      g_autofree char *name = import_fixture_dup_name (fixture, exception->source);

      g_assert_cmpstr (exception->message, !=, "");
      g_assert_cmpint (exception->caused_by, <, exception->id);
      if (exception->caused_by == 0)
        g_ptr_array_add (lines, g_strdup_printf ("%s %s %" G_GINT64_FORMAT, exception->kind, name, exception->record));
    }
  return join_sorted (lines);
}

static void
test_faults (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcJudgement) judgement = NULL;
  g_autoptr (RcJudgement) kept = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *planted = NULL;
  g_autofree char *found = NULL;
  g_autofree char *found_again = NULL;
  gboolean current;

  import_fixture_put_demo (fixture, INFERENCES, GPOINTER_TO_UINT (data), TRUE);
  result = import_fixture_import (fixture, NULL);
  import_fixture_accept_key (fixture);
  judgement = import_fixture_verify (fixture);
  planted = list_planted (fixture);
  found = list_roots (fixture, judgement);
  g_assert_cmpstr (found, ==, planted);
  g_assert_cmpint (rc_judgement_exit_code (judgement), ==, 1);
  g_assert_cmpuint (judgement->records_failed, ==, 0);
  g_assert_cmpuint (judgement->records_checked, ==, judgement->records_total);

  /* The judgement is kept in the case, and is the same when it is opened again. */
  import_fixture_reopen (fixture);
  kept = rc_verify_load (fixture->case_file, &current, &error);
  g_assert_no_error (error);
  g_assert_true (current);
  found_again = list_roots (fixture, kept);
  g_assert_cmpstr (found_again, ==, planted);
  g_assert_cmpint (rc_judgement_exit_code (kept), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  static const guint seeds[] = { 1, 7, 42 };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      g_autofree char *path = g_strdup_printf ("/faults/seed-%u", seeds[i]);

      g_test_add (path, ImportFixture, GUINT_TO_POINTER (seeds[i]), import_fixture_set_up, test_faults, import_fixture_tear_down);
    }
  return g_test_run ();
}
