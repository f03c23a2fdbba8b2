/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/custody.h"
#include "core/verify.h"
#include "seal-fixture.h"

/* Chains whose later part, and the signed head that named it, was in the case once. */

static void
write_log (SealFixture *fixture,
           ChainLog    *log,
           guint        n_lines,
           guint        head)
{
  g_autofree char *statement = chain_log_head (log, "KreditCheck", head, head);
  g_autofree char *text = NULL;

  if (log->lines->len > n_lines)
    g_ptr_array_remove_range (log->lines, n_lines, log->lines->len - n_lines);
  text = chain_log_join (log);
  seal_fixture_write (fixture, "log.jsonl", text, -1);
  seal_fixture_write (fixture, "head.json", statement, -1);
  seal_fixture_sign (fixture, "head.json", "timestamp:1776297599", 1);
}

static void
verify (SealFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->judgement, rc_judgement_free);
  fixture->judgement = rc_verify_case (fixture->case_file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
remove_all_sources (SealFixture *fixture)
{
  g_autoptr (GPtrArray) sources = rc_source_list (fixture->case_file, NULL);

  for (guint i = 0; i < sources->len; i++)
    {
      g_autoptr (GError) error = NULL;

      rc_import_remove (fixture->case_file, ((RcSource *) sources->pdata[i])->id, "handed over by mistake", &error);
      g_assert_no_error (error);
    }
}

static gint64
count_remembered (SealFixture *fixture)
{
  gint64 count = 0;

  g_assert_true (rc_database_get_integer (rc_case_get_database (fixture->case_file), "SELECT count (*) FROM log_head", &count, NULL));
  return count;
}

static void
set_up (SealFixture   *fixture,
        gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 19, NULL);

  seal_fixture_set_up (fixture, data);
  write_log (fixture, log, 20, 19);
  seal_fixture_trust (fixture, 1, "any", RC_TIME_NONE, RC_TIME_NONE);
  seal_fixture_import (fixture);
  verify (fixture);
  g_assert_cmpint (count_remembered (fixture), ==, 1);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 0);
}

static void
assert_verdict (SealFixture *fixture,
                const char  *kind,
                RcVerdict    verdict)
{
  const RcException *exception = seal_fixture_exception (fixture, kind);

  g_assert_nonnull (exception);
  g_assert_nonnull (strstr (exception->message, "KreditCheck"));
  g_assert_cmpint (rc_seal_worst (seal_fixture_seal (fixture, "chain", 0)), ==, verdict);
}

/* C55, of a chain: the last records are gone, and the head that would have told with them. */
static void
test_cut_back (SealFixture   *fixture,
               gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 19, NULL);

  remove_all_sources (fixture);
  write_log (fixture, log, 10, 9);
  seal_fixture_import (fixture);
  for (guint i = 0; i < 2; i++)
    {
      verify (fixture);
      assert_verdict (fixture, RC_EXCEPTION_LOG_ROLLBACK, RC_VERDICT_ROLLBACK);
      g_assert_cmpint (count_remembered (fixture), ==, 1);
    }
}

/* C54, of a chain: the same number, made anew. */
static void
test_rebuilt (SealFixture   *fixture,
              gconstpointer  data)
{
  g_autoptr (ChainLog) known = chain_log_new ("KreditCheck", 0, 4, NULL);
  RcDigest last = g_array_index (known->hashes, RcDigest, 4);
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 5, 25, &last);
  g_autofree char *line = NULL;
  g_autoptr (ChainLog) other = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *beginning = chain_log_join (known);
  g_autofree char *end = NULL;
  RcDigest hash;

  /* Record 5 says something else, and what follows is hashed again. */
  line = chain_log_make_line ("KreditCheck", 5, "another answer", &last, &hash);
  other = chain_log_new ("KreditCheck", 6, 25, &hash);
  end = chain_log_join (other);
  g_string_append_printf (text, "%s%s\n%s", beginning, line, end);

  remove_all_sources (fixture);
  seal_fixture_write (fixture, "log.jsonl", text->str, -1);
  g_clear_pointer (&line, g_free);
  line = chain_log_head (other, "KreditCheck", 25, 19);
  seal_fixture_write (fixture, "head.json", line, -1);
  seal_fixture_sign (fixture, "head.json", "timestamp:1776297599", 1);
  seal_fixture_import (fixture);
  verify (fixture);
  assert_verdict (fixture, RC_EXCEPTION_LOG_FORK, RC_VERDICT_FORK);
}

/* A later part of the same chain fits what is remembered, and becomes what is remembered. */
static void
test_continued (SealFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 29, NULL);

  remove_all_sources (fixture);
  write_log (fixture, log, 30, 29);
  seal_fixture_import (fixture);
  verify (fixture);
  g_assert_cmpuint (seal_fixture_count (fixture, NULL), ==, 0);
  g_assert_cmpint (count_remembered (fixture), ==, 1);
}

/* The head of a key that the auditor accepts no more says nothing. */
static void
test_key_no_more (SealFixture   *fixture,
                  gconstpointer  data)
{
  g_autoptr (ChainLog) log = chain_log_new ("KreditCheck", 0, 19, NULL);
  g_autoptr (GError) error = NULL;

  remove_all_sources (fixture);
  g_assert_true (rc_trust_remove (fixture->case_file, 1, &error));
  write_log (fixture, log, 10, 9);
  seal_fixture_import (fixture);
  verify (fixture);
  g_assert_cmpuint (seal_fixture_count (fixture, RC_EXCEPTION_LOG_ROLLBACK), ==, 0);
}

/* Somebody makes the case forget: the custody log tells. */
static void
test_forgotten (SealFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = NULL;

  rc_database_exec (rc_case_get_database (fixture->case_file), "DELETE FROM log_head", &error);
  g_assert_no_error (error);
  faults = rc_custody_compare_tables (fixture->case_file, &error);
  g_assert_cmpuint (faults->len, ==, 1);
  g_assert_cmpstr (((RcCustodyFault *) faults->pdata[0])->table, ==, "log_head");
}

#define ADD(name, function) g_test_add ("/chain-memory/" name, SealFixture, NULL, set_up, function, seal_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("C55/cut-back", test_cut_back);
  ADD ("C54/rebuilt", test_rebuilt);
  ADD ("continued", test_continued);
  ADD ("key-no-more", test_key_no_more);
  ADD ("forgotten", test_forgotten);
  return g_test_run ();
}
