/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "core/exception.h"
#include "import-fixture.h"

/* Clear personal data in logs, counted by verify. Every person, address and number is invented. */

static void
append_line (GString    *log,
             guint       number,
             const char *applicant,
             const char *more)
{
  g_string_append_printf (log, "{\"schema\":\"kreditcheck.decision/1\",\"event_id\":\"E-%07u\",\"timestamp\":\"2026-04-01T10:00:00Z\","
                          "\"event\":\"inference\",\"system\":\"S\",\"application\":\"A-%07u\",\"applicant\":\"%s\",\"model\":{\"name\":"
                          "\"Credit Model\",\"version\":\"1\"},\"output\":{\"score\":0.5}%s}\n", number, number, applicant, more);
}

static RcJudgement *
verify_log (ImportFixture *fixture,
            const char    *log)
{
  g_autoptr (RcImportResult) result = NULL;

  import_fixture_put (fixture, "log.jsonl", log, -1);
  result = import_fixture_import (fixture, "log.jsonl");
  return import_fixture_verify (fixture);
}

/* "record found" of each, a line for each member. */
static char *
list_found (const RcJudgement *judgement)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);
      g_auto (GStrv) words = g_strsplit (exception->message, " ", 4);

      if (g_str_equal (exception->kind, RC_EXCEPTION_CLEAR_DATA))
        g_string_append_printf (list, "%s %" G_GINT64_FORMAT " %s\n", words[2], exception->record, exception->found);
    }
  return g_string_free (list, FALSE);
}

/* Nothing of what was found stands in what verify keeps. */
static void
assert_not_told (const RcJudgement  *judgement,
                 const char * const *values)
{
  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);

      for (gsize j = 0; values[j] != NULL; j++)
        {
          g_assert_null (strstr (exception->message, values[j]));
          g_assert_null (strstr (exception->found, values[j]));
          g_assert_null (strstr (exception->expected, values[j]));
        }
    }
}

static const char *
find_message (const RcJudgement *judgement)
{
  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);

      if (g_str_equal (exception->kind, RC_EXCEPTION_CLEAR_DATA))
        return exception->message;
    }
  g_error ("nothing was found");
}

static void
test_counted (ImportFixture *fixture,
              gconstpointer  data)
{
  static const char * const values[] = { "anna", "berg", "Berg", "example.org", "3704", "DE89", "1234567", "Müller", NULL };
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (RcJudgement) judgement = NULL;
  g_autofree char *found = NULL;

  append_line (log, 1, "p-1", ",\"note\":\"nothing\"");
  append_line (log, 2, "p-2", ",\"note\":\"mail to anna@example.org or berg@example.org\"");
  append_line (log, 3, "p-3", ",\"contacts\":[{\"mail\":\"anna@example.org\"},{\"mail\":\"berg@example.org\"}]");
  append_line (log, 4, "p-4", ",\"note\":\"a\\u0040b, anna\\u0040example.org, \\u002b49 30 1234567\"");
  append_line (log, 5, "p-5", ",\"account\":\"DE89 3704 0044 0532 0130 00\",\"last_name\":\"M\\u00fcller\"");
  append_line (log, 6, "p-6", ",\"by\":{\"anna@example.org\":1},\"kunde\":{\"name\":\"Berg\"}");
  append_line (log, 7, "p-7", ",\"name\":\"Anna Berg\",\"stage\":{\"name\":\"Final Stage\"}");
  append_line (log, 8, "p-8", ",\"name\":\"Anna Berg\",\"birthdate\":\"1990-01-01\",\"phone\":\"0301234567\",\"serial\":\"0301234567\"");
  judgement = verify_log (fixture, log->str);
  found = list_found (judgement);

  g_assert_cmpstr (found, ==,
                   "/account 5 account numbers (IBAN) in 1 of 8 records\n"
                   "/by/* 6 e-mail addresses in 1 of 8 records\n"
                   "/contacts/*/mail 3 e-mail addresses in 1 of 8 records\n"
                   "/kunde/name 6 names of persons in 1 of 8 records\n"
                   "/last_name 5 names of persons in 1 of 8 records\n"
                   "/name 8 names of persons in 1 of 8 records\n"
                   "/note 2 e-mail addresses in 2 of 8 records, telephone numbers in 1 of 8 records\n"
                   "/phone 8 telephone numbers in 1 of 8 records\n");
  assert_not_told (judgement, values);
  g_assert_nonnull (strstr (find_message (judgement), "looks like a pseudonym"));
  /* It is told, and nothing of the log's integrity. */
  g_assert_cmpint (rc_exception_exit_code (RC_EXCEPTION_CLEAR_DATA), ==, 0);
}

static void
test_subject_in_clear (ImportFixture *fixture,
                       gconstpointer  data)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (RcJudgement) judgement = NULL;
  g_autofree char *found = NULL;

  append_line (log, 1, "Anna Berg", "");
  append_line (log, 2, "anna@example.org", "");
  append_line (log, 3, "p-3", "");
  judgement = verify_log (fixture, log->str);
  found = list_found (judgement);
  g_assert_cmpstr (found, ==, "/applicant 1 e-mail addresses in 1 of 3 records, names of persons in 1 of 3 records\n");
  g_assert_nonnull (strstr (find_message (judgement), "in clear itself, in 2 of 3 records"));
}

/* A list that names nobody by a pseudonym: a human action has an actor only. */
static void
test_without_subject (ImportFixture *fixture,
                      gconstpointer  data)
{
  g_autoptr (RcJudgement) judgement = NULL;
  g_autofree char *found = NULL;

  judgement = verify_log (fixture, "{\"schema\":\"oversight.action/1\",\"action_id\":\"H-1\",\"acted_at\":"
                                   "\"2026-04-01T10:00:00Z\",\"system\":\"S\","
                                   "\"application\":\"A-1\",\"event_id\":\"E-1\",\"actor\":\"anna@example.org\",\"action\":\"approve\"}\n");
  found = list_found (judgement);
  g_assert_cmpstr (found, ==, "/actor 1 e-mail addresses in 1 of 1 records\n");
  g_assert_nonnull (strstr (find_message (judgement), "nobody declared the log pseudonymised"));
}

/* Tables of the business, deployments and approvals name people by right. */
static void
test_other_events (ImportFixture *fixture,
                   gconstpointer  data)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (RcJudgement) judgement = NULL;
  g_autofree char *found = NULL;

  g_string_append (log, "{\"schema\":\"kreditcheck.decision/1\",\"event_id\":\"E-1\",\"timestamp\":\"2026-04-01T10:00:00Z\","
                        "\"event\":\"start\","
                        "\"by\":\"anna@example.org\"}\n");
  judgement = verify_log (fixture, log->str);
  found = list_found (judgement);
  g_assert_cmpstr (found, ==, "");
}

/* Each record has members of its own names: they do not fill the memory, nor the list. */
static void
test_many_members (ImportFixture *fixture,
                   gconstpointer  data)
{
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (RcJudgement) judgement = NULL;
  g_autofree char *found = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 1; i <= 2 * RC_LIMIT_CLEAR_MEMBERS; i++)
    {
      g_autofree char *more = g_strdup_printf (",\"m%u\":\"anna@example.org\"", i);

      append_line (log, i, "p-1", more);
    }
  judgement = verify_log (fixture, log->str);
  found = list_found (judgement);
  lines = g_strsplit (found, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, RC_LIMIT_CLEAR_MEMBERS + 2);
  g_assert_nonnull (strstr (found, "e-mail addresses in 200 of 400 records"));
}

static void
test_demo_is_quiet (ImportFixture *fixture,
                    gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcJudgement) judgement = NULL;
  g_autofree char *found = NULL;

  import_fixture_put_demo (fixture, 200, 3, FALSE);
  result = import_fixture_import (fixture, NULL);
  judgement = import_fixture_verify (fixture);
  found = list_found (judgement);
  g_assert_cmpstr (found, ==, "");
  g_assert_cmpuint (judgement->forms->len, ==, 0);
}

#define ADD(path, func) g_test_add ("/clear-records/" path, ImportFixture, NULL, import_fixture_set_up, func, import_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("counted", test_counted);
  ADD ("subject-in-clear", test_subject_in_clear);
  ADD ("without-subject", test_without_subject);
  ADD ("other-events", test_other_events);
  ADD ("many-members", test_many_members);
  ADD ("demo-is-quiet", test_demo_is_quiet);
  return g_test_run ();
}
