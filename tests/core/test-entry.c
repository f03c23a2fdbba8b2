/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "case-fixture.h"
#include "core/bounds.h"
#include "core/custody.h"
#include "core/entry.h"
#include "core/verify.h"

static gint64
add (RcCase     *case_file,
     gint64      about,
     const char *body)
{
  const RcEntryTerms terms = { .kind = RC_ENTRY_FINDING, .about = about, .act = "finding add", .body = body, .by = "A. Auditor (fictitious)" };
  g_autoptr (GError) error = NULL;
  gint64 id = rc_entry_add (case_file, &terms, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  return id;
}

static void
assert_sound (RcCase *case_file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = rc_custody_compare_tables (case_file, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (faults->len, ==, 0);
}

/* The newest word on each member counts, and what was said before stays. */
static void
test_thread (CaseFixture   *fixture,
             gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (RcEntryThread) thread = NULL;
  g_autoptr (GPtrArray) threads = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *status = NULL;
  g_autofree char *title = NULL;
  gint64 first = add (case_file, 0, "{\"title\": \"No approval\", \"status\": \"open\", \"pages\": 3}");
  gint64 second = add (case_file, first, "{\"status\":\"closed\"}");

  /* An addition to an addition is one to the first. */
  add (case_file, second, "{\"remark\":\"seen\"}");
  add (case_file, 0, "{\"title\":\"Another\"}");
  thread = rc_entry_thread_find (case_file, RC_ENTRY_FINDING, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (thread->additions->len, ==, 2);
  g_assert_cmpint (((RcEntry *) thread->additions->pdata[1])->number, ==, 2);
  status = rc_entry_thread_dup_text (thread, "status");
  title = rc_entry_thread_dup_text (thread, "title");
  g_assert_cmpstr (status, ==, "closed");
  g_assert_cmpstr (title, ==, "No approval");
  g_assert_null (rc_entry_thread_newest (thread, "nothing"));
  g_assert_cmpstr (thread->first->body, ==, "{\"pages\":3,\"status\":\"open\",\"title\":\"No approval\"}");

  threads = rc_entry_thread_list (case_file, RC_ENTRY_FINDING, &error);
  g_assert_cmpuint (threads->len, ==, 2);
  g_assert_cmpint (((RcEntryThread *) threads->pdata[1])->first->number, ==, 2);
  assert_sound (case_file);
  case_fixture_close (case_file);
}

/* What is entered is evidence of what people said: it changes the state that documents name, and stands in the log as given. */
static void
test_log (CaseFixture   *fixture,
          gconstpointer  data)
{
  const RcEntryTerms note = { .kind = RC_ENTRY_NOTE, .act = "note add", .body = "{\"text\":\"for me alone\"}", .is_private = TRUE };
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  RcDigest before, after;

  g_assert_true (rc_custody_evidence_state (case_file, &before, NULL, &error));
  add (case_file, 0, "{\"title\":\"said so\"}");
  g_assert_true (rc_custody_evidence_state (case_file, &after, NULL, &error));
  g_assert_false (rc_digest_equal (&before, &after));
  g_assert_cmpint (rc_entry_add (case_file, &note, &error), >, 0);
  g_assert_no_error (error);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count (*) FROM custody WHERE detail LIKE '%said so%'"), ==, 1);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count (*) FROM custody WHERE detail LIKE '%\"private\":true%'"), ==, 1);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count (*) FROM custody WHERE detail LIKE '%for me alone%'"), ==, 0);
  case_fixture_close (case_file);
}

/* A word that somebody adds says nothing against what a verification found. */
static void
test_verified (CaseFixture   *fixture,
               gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (RcJudgement) judgement = NULL;
  g_autoptr (RcJudgement) loaded = NULL;
  g_autoptr (GError) error = NULL;
  gboolean current = FALSE;

  judgement = rc_verify_case (case_file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  add (case_file, 0, "{\"title\":\"said so\"}");
  loaded = rc_verify_load (case_file, &current, &error);
  g_assert_no_error (error);
  g_assert_true (current);
  case_fixture_close (case_file);

  /* One that the log does not tell of is an edit. */
  g_clear_pointer (&loaded, rc_judgement_free);
  case_fixture_edit (fixture, "UPDATE entry SET body = '{\"title\":\"never said\"}'");
  case_file = case_fixture_open (fixture, FALSE);
  loaded = rc_verify_load (case_file, &current, &error);
  g_assert_no_error (error);
  g_assert_false (current);
  case_fixture_close (case_file);
}

static void
test_edited (CaseFixture   *fixture,
             gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (RcEntryThread) thread = NULL;
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (GError) error = NULL;

  add (case_file, 0, "{\"title\":\"said so\"}");
  case_fixture_close (case_file);
  case_fixture_edit (fixture, "UPDATE entry SET body = '{\"title\":\"never said\"}'");
  case_file = case_fixture_open (fixture, FALSE);
  /* Nobody said it: it is not told. */
  thread = rc_entry_thread_find (case_file, RC_ENTRY_FINDING, 1, &error);
  g_assert_no_error (error);
  g_assert_null (rc_entry_thread_newest (thread, "title"));
  faults = rc_custody_compare_tables (case_file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (faults->len, ==, 1);
  g_assert_cmpstr (((RcCustodyFault *) faults->pdata[0])->table, ==, "entry");
  case_fixture_close (case_file);
}

/* Somebody else may have put anything into the file: it has no members then. */
static void
test_hostile (CaseFixture   *fixture,
              gconstpointer  data)
{
  static const char * const bodies[] = { "", "[1]", "{\"title\":", "null" };
  RcCase *case_file = case_fixture_create (fixture);

  add (case_file, 0, "{\"title\":\"said so\"}");
  case_fixture_close (case_file);
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE entry SET body = '%s'", bodies[i]);
      g_autoptr (RcEntryThread) thread = NULL;
      g_autoptr (GError) error = NULL;

      case_fixture_edit (fixture, sql);
      case_file = case_fixture_open (fixture, FALSE);
      thread = rc_entry_thread_find (case_file, RC_ENTRY_FINDING, 1, &error);
      g_assert_no_error (error);
      g_assert_null (rc_entry_thread_newest (thread, "title"));
      case_fixture_close (case_file);
    }
}

/* One list of all threads says the same as each by itself, also where somebody put entries under nothing, or under others. */
static void
test_all_threads (CaseFixture   *fixture,
                  gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (GPtrArray) threads = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 12; i++)
    {
      gint64 first = add (case_file, 0, "{\"title\":\"one\"}");

      for (guint k = 0; k < i; k++)
        add (case_file, first, "{\"status\":\"open\"}");
    }
  case_fixture_close (case_file);
  case_fixture_edit (fixture, "INSERT INTO entry (kind, number, about, body, sha256, private, by, added_us) "
                              "VALUES ('finding', 1, 999, '{}', zeroblob (32), 0, 'me', 5), ('note', 1, 1, '{}', zeroblob (32), 0, 'me', 5)");
  case_file = case_fixture_open (fixture, FALSE);
  threads = rc_entry_thread_list (case_file, RC_ENTRY_FINDING, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (threads->len, ==, 12);
  for (guint i = 0; i < threads->len; i++)
    {
      const RcEntryThread *listed = g_ptr_array_index (threads, i);
      g_autoptr (RcEntryThread) found = rc_entry_thread_find (case_file, RC_ENTRY_FINDING, i + 1, &error);

      g_assert_no_error (error);
      g_assert_cmpint (listed->first->number, ==, i + 1);
      g_assert_cmpuint (listed->additions->len, ==, i);
      g_assert_cmpuint (found->additions->len, ==, i);
      for (guint k = 0; k < i; k++)
        g_assert_cmpint (((const RcEntry *) listed->additions->pdata[k])->number, ==, k + 1);
    }
  case_fixture_close (case_file);
}

static void
assert_refused (RcCase             *case_file,
                const RcEntryTerms *terms,
                int                 code)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rc_entry_add (case_file, terms, &error), ==, 0);
  g_assert_error (error, RC_ENTRY_ERROR, code);
}

static void
test_refused (CaseFixture   *fixture,
              gconstpointer  data)
{
  g_autofree char *padding = g_strnfill (RC_LIMIT_ENTRY_BYTES, ' ');
  g_autofree char *large = g_strconcat ("{}", padding, NULL);
  RcCase *case_file = case_fixture_create (fixture);
  RcEntryTerms terms = { .kind = RC_ENTRY_REQUEST, .act = "request add", .body = "{\"a\":1,\"a\":2}" };
  g_autoptr (GError) error = NULL;

  assert_refused (case_file, &terms, RC_ENTRY_ERROR_BODY);
  terms.body = "[]";
  assert_refused (case_file, &terms, RC_ENTRY_ERROR_BODY);
  terms.body = large;
  assert_refused (case_file, &terms, RC_ENTRY_ERROR_BODY);
  terms.body = "{}";
  terms.by = "";
  assert_refused (case_file, &terms, RC_ENTRY_ERROR_WORDS);
  terms.by = NULL;
  terms.about = 1;
  assert_refused (case_file, &terms, RC_ENTRY_ERROR_NOT_FOUND);
  /* A request is no addition to a finding. */
  terms.about = add (case_file, 0, "{}");
  assert_refused (case_file, &terms, RC_ENTRY_ERROR_NOT_FOUND);
  g_assert_null (rc_entry_find (case_file, RC_ENTRY_REQUEST, 1, &error));
  g_assert_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_NOT_FOUND);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count (*) FROM entry"), ==, 1);
  assert_sound (case_file);
  case_fixture_close (case_file);

  case_file = case_fixture_open (fixture, FALSE);
  terms.about = 0;
  g_clear_error (&error);
  g_assert_cmpint (rc_entry_add (case_file, &terms, &error), ==, 0);
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_READ_ONLY);
  case_fixture_close (case_file);
}

#define ADD(name, function) \
  g_test_add ("/entry/" name, CaseFixture, NULL, case_fixture_set_up, function, case_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("thread", test_thread);
  ADD ("all-threads", test_all_threads);
  ADD ("log", test_log);
  ADD ("verified", test_verified);
  ADD ("edited", test_edited);
  ADD ("hostile", test_hostile);
  ADD ("refused", test_refused);
  return g_test_run ();
}
