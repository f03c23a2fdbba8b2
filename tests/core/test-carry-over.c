/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/registers/carry-over.h"
#include "core/verify.h"
#include "demo-case.h"

static const RcFindingTerms first = {
  .title = "No gate", .condition = "Versions go live without a gate.", .severity = RC_SEVERITY_HIGH,
};
static const RcFindingTerms second = {
  .title = "Typing error", .condition = "The card names another address.", .severity = RC_SEVERITY_LOW,
};

/* A case with three findings: open with a day, implemented, closed; and one that was promoted from the first exception. */
static void
fill_earlier (const DemoCase *demo,
              gboolean        promote)
{
  g_autoptr (RcCase) case_file = demo_case_open (demo, TRUE);
  const RcResponseTerms response = { .response = RC_RESPONSE_AGREED, .due = "2026-03-31", .owner = "M. Muster (fictitious)" };
  const RcFindingTerms nothing = { .severity = RC_SEVERITY_MEDIUM };
  const gint64 one = 1;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rc_finding_add (case_file, &second, &error), ==, 1);
  g_assert_true (rc_finding_set_state (case_file, 1, RC_FINDING_VERIFIED, "A. Auditor (fictitious)", "2026-02-01", NULL, &error));
  g_assert_cmpint (rc_finding_add (case_file, &first, &error), ==, 2);
  g_assert_true (rc_finding_respond (case_file, 2, &response, &error));
  g_assert_cmpint (rc_finding_add (case_file, &second, &error), ==, 3);
  g_assert_true (rc_finding_set_state (case_file, 3, RC_FINDING_IMPLEMENTED, "M. Muster (fictitious)", NULL, NULL, &error));
  if (promote)
    g_assert_cmpint (rc_finding_promote (case_file, &one, 1, &nothing, &error), ==, 4);
  g_assert_no_error (error);
  g_assert_true (rc_case_close (case_file, &error));
}

static void
test_taken_over (void)
{
  g_autoptr (DemoCase) earlier = demo_case_new (0, DEMO_CASE_EMPTY);
  g_autoptr (DemoCase) demo = demo_case_new (0, DEMO_CASE_EMPTY);
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcCarryOver) taken = NULL;
  g_autoptr (RcCarryOver) again = NULL;
  g_autoptr (RcFinding) finding = NULL;
  g_autoptr (GError) error = NULL;

  fill_earlier (earlier, FALSE);
  case_file = demo_case_open (demo, TRUE);
  taken = rc_carry_over_take (case_file, earlier->path, &error);
  g_assert_no_error (error);
  g_assert_true (taken->log_holds);
  g_assert_cmpuint (taken->numbers->len, ==, 2);
  g_assert_cmpuint (taken->n_closed, ==, 1);
  finding = rc_finding_find (case_file, 1, &error);
  g_assert_cmpint (finding->origin->number, ==, 2);
  g_assert_cmpint (finding->origin->severity, ==, RC_SEVERITY_HIGH);
  g_assert_cmpstr (finding->origin->due, ==, "2026-03-31");
  g_assert_cmpstr (finding->origin->case_title, ==, "KreditCheck 2026");
  g_assert_true (finding->origin->log_holds);
  g_assert_cmpstr (finding->owner, ==, "M. Muster (fictitious)");
  g_assert_true (rc_finding_is_overdue (finding, "2026-11-01"));

  /* The severity of this year may be another one; the earlier one stays. */
  g_assert_true (rc_finding_change (case_file, 1, &second, &error));
  g_clear_pointer (&finding, rc_finding_free);
  finding = rc_finding_find (case_file, 1, &error);
  g_assert_cmpint (finding->severity, ==, RC_SEVERITY_LOW);
  g_assert_cmpint (finding->origin->severity, ==, RC_SEVERITY_HIGH);

  again = rc_carry_over_take (case_file, earlier->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->numbers->len, ==, 0);
  g_assert_cmpuint (again->n_known, ==, 2);
}

/* The same kind noticed again: the finding that was taken over is repeated, and a new one says which it repeats. */
static void
test_repeated (void)
{
  g_autoptr (DemoCase) earlier = demo_case_new (200, DEMO_CASE_FAULTS | DEMO_CASE_VERIFIED);
  g_autoptr (DemoCase) demo = demo_case_new (200, DEMO_CASE_FAULTS | DEMO_CASE_VERIFIED);
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcCarryOver) taken = NULL;
  g_autoptr (RcNoticed) noticed = NULL;
  g_autoptr (RcFinding) old = NULL;
  g_autoptr (RcFinding) new = NULL;
  const RcFindingTerms nothing = { 0 };
  const gint64 one = 1;
  g_autoptr (GError) error = NULL;

  fill_earlier (earlier, TRUE);
  case_file = demo_case_open (demo, TRUE);
  taken = rc_carry_over_take (case_file, earlier->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taken->numbers->len, ==, 3);
  noticed = rc_noticed_load (case_file, &error);
  old = rc_finding_find (case_file, 3, &error);
  g_assert_true (rc_finding_is_repeated (old, noticed));
  /* Exhibits of the earlier case have other numbers here. */
  g_assert_cmpint (((RcExceptionMark *) old->exceptions->pdata[0])->source, ==, 0);
  g_assert_cmpint (rc_finding_promote (case_file, &one, 1, &nothing, &error), ==, 4);
  new = rc_finding_find (case_file, 4, &error);
  g_assert_cmpint (new->repeats, ==, 3);
}

static void
copy_file (const char *from,
           const char *to)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (to, bytes, (gssize) length, NULL));
}

static void
test_refused (void)
{
  g_autoptr (DemoCase) demo = demo_case_new (0, DEMO_CASE_EMPTY);
  g_autofree char *copy = g_strconcat (demo->path, ".copy", NULL);
  g_autofree char *nothing = g_strconcat (demo->path, ".nothing", NULL);
  g_autofree char *text = g_strconcat (demo->path, ".txt", NULL);
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (GError) error = NULL;

  copy_file (demo->path, copy);
  g_assert_true (g_file_set_contents (text, "no case", -1, NULL));
  case_file = demo_case_open (demo, TRUE);
  g_assert_null (rc_carry_over_take (case_file, demo->path, &error));
  g_assert_error (error, RC_CARRY_OVER_ERROR, RC_CARRY_OVER_ERROR_SAME);
  g_clear_error (&error);
  g_assert_null (rc_carry_over_take (case_file, copy, &error));
  g_assert_error (error, RC_CARRY_OVER_ERROR, RC_CARRY_OVER_ERROR_SAME);
  g_clear_error (&error);
  g_assert_null (rc_carry_over_take (case_file, nothing, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);
  g_assert_null (rc_carry_over_take (case_file, text, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_A_CASE);
  g_clear_error (&error);
  g_assert_null (rc_carry_over_take (case_file, demo->folder, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  /* The case itself is still held by this process. */
  g_assert_true (rc_case_require_writable (case_file, &error));
  g_assert_cmpint (rc_finding_add (case_file, &first, &error), ==, 1);
  g_assert_no_error (error);
  g_unlink (copy);
  g_unlink (text);
}

static void
edit (const char *path,
      const char *sql)
{
  sqlite3 *connection = NULL;

  g_assert_cmpint (sqlite3_open (path, &connection), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (connection, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
}

/* A case that somebody edited, and one of a version to come. */
static void
test_edited (void)
{
  g_autoptr (DemoCase) earlier = demo_case_new (0, DEMO_CASE_EMPTY);
  g_autoptr (DemoCase) demo = demo_case_new (0, DEMO_CASE_EMPTY);
  g_autoptr (RcCase) case_file = NULL;
  g_autoptr (RcCarryOver) taken = NULL;
  g_autoptr (RcFinding) finding = NULL;
  g_autoptr (GError) error = NULL;

  fill_earlier (earlier, FALSE);
  edit (earlier->path, "UPDATE entry SET body = replace (body, 'without a gate', 'through a gate')");
  case_file = demo_case_open (demo, TRUE);
  taken = rc_carry_over_take (case_file, earlier->path, &error);
  g_assert_no_error (error);
  g_assert_false (taken->log_holds);
  finding = rc_finding_find (case_file, 1, &error);
  g_assert_false (finding->origin->log_holds);

  edit (earlier->path, "PRAGMA user_version = 99");
  g_assert_null (rc_carry_over_take (case_file, earlier->path, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NEWER);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/carry-over/taken-over", test_taken_over);
  g_test_add_func ("/carry-over/repeated", test_repeated);
  g_test_add_func ("/carry-over/refused", test_refused);
  g_test_add_func ("/carry-over/edited", test_edited);
  return g_test_run ();
}
