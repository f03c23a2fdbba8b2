/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "case-fixture.h"
#include "core/bounds.h"
#include "core/registers/about.h"
#include "core/registers/register.h"
#include "core/registers/request.h"

static void
assert_number (const char *kind,
               gint64      number,
               const char *text)
{
  g_autofree char *written = rc_register_dup_number (kind, number);
  gint64 read = 0;

  g_assert_cmpstr (written, ==, text);
  g_assert_true (rc_register_parse_number (kind, text, &read));
  g_assert_cmpint (read, ==, number);
}

static void
test_numbers (void)
{
  static const char * const wrong[] = { "", "F-", "F-0", "F--1", "-1", "R-1", "F-1x", "F-99999999999999999999", "F- 1" };
  gint64 number;

  assert_number (RC_ENTRY_FINDING, 1, "F-001");
  assert_number (RC_ENTRY_FINDING, 1234, "F-1234");
  assert_number (RC_ENTRY_REQUEST, 6, "R-06");
  assert_number (RC_ENTRY_DOCUMENT, 19, "D-019");
  g_assert_true (rc_register_parse_number (RC_ENTRY_FINDING, "f-7", &number));
  g_assert_cmpint (number, ==, 7);
  g_assert_true (rc_register_parse_number (RC_ENTRY_FINDING, "7", &number));
  g_assert_true (rc_register_parse_exhibit ("e-019", &number) && number == 19);
  g_assert_false (rc_register_parse_exhibit ("E-", &number));
  g_assert_false (rc_register_parse_exhibit ("E-19x", &number));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (rc_register_parse_number (RC_ENTRY_FINDING, wrong[i], &number));
}

static void
test_days (void)
{
  static const char * const wrong[] = { "", "2026-12-1", "2026-13-01", "2026-02-30", "0000-01-01", "2026-12-01T", "01.12.2026", "2026-12-011" };
  g_autofree char *day = rc_register_dup_day (G_GINT64_CONSTANT (1796083200000000));

  g_assert_true (rc_register_is_day ("2026-12-01"));
  g_assert_true (rc_register_is_day ("2028-02-29"));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (rc_register_is_day (wrong[i]));
  g_assert_cmpstr (day, ==, "2026-12-01");
}

static void
assert_about (const char  *text,
              RcAboutKind  kind,
              const char  *written)
{
  g_autoptr (RcAbout) about = rc_about_parse (text);
  g_autofree char *again = rc_about_dup_text (about);

  g_assert_cmpint (about->kind, ==, kind);
  g_assert_cmpstr (again, ==, written);
}

static void
test_about (void)
{
  assert_about ("system:KreditCheck: retail", RC_ABOUT_SYSTEM, "system:KreditCheck: retail");
  assert_about ("model:credit-scoring/4.2", RC_ABOUT_MODEL_VERSION, "model:credit-scoring/4.2");
  assert_about ("decision:KA-2026-081834", RC_ABOUT_DECISION, "decision:KA-2026-081834");
  assert_about ("Q08", RC_ABOUT_QUESTION, "question:Q08");
  assert_about ("approval", RC_ABOUT_SLOT, "slot:approval");
  assert_about ("AIA-12-1", RC_ABOUT_REQUIREMENT, "requirement:AIA-12-1");
  /* A business reference looks like an id of the law and is none; an unknown kind is a word like others. */
  assert_about ("KA-2026-081834", RC_ABOUT_TOPIC, "topic:KA-2026-081834");
  assert_about ("note:x", RC_ABOUT_TOPIC, "topic:note:x");
  assert_about ("system:", RC_ABOUT_TOPIC, "topic:system:");
  assert_about ("AIA-", RC_ABOUT_TOPIC, "topic:AIA-");
  assert_about ("Q8", RC_ABOUT_TOPIC, "topic:Q8");
}

/* --- Requests --- */

static gint64
add_request (RcCase     *case_file,
             const char *due)
{
  static const char * const about[] = { "approval", "Q08", NULL };
  const RcRequestTerms terms = { .addressee = "M. Muster (fictitious), Change Management", .what = "The approval of model 4.2",
                                 .why = "No record shows who allowed it", .about = about, .due = due };
  g_autoptr (GError) error = NULL;
  gint64 number = rc_request_add (case_file, &terms, &error);

  g_assert_no_error (error);
  return number;
}

static void
change (RcCase          *case_file,
        gint64           number,
        RcRequestState   state,
        const char      *remark,
        int              expected_error)     /* -1: none */
{
  const RcRequestChange terms = { .state = state, .on = "2026-11-20", .remark = remark };
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_request_change (case_file, number, &terms, &error) == (expected_error < 0));
  if (expected_error < 0)
    g_assert_no_error (error);
  else
    g_assert_cmpint (error->code, ==, expected_error);
}

static void
test_request (CaseFixture   *fixture,
              gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  gint64 number = add_request (case_file, "2026-11-30");
  g_autoptr (RcRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  /* What was not sent is not owed. */
  request = rc_request_find (case_file, number, &error);
  g_assert_no_error (error);
  g_assert_false (rc_request_is_overdue (request, "2027-01-01"));
  change (case_file, number, RC_REQUEST_ACCEPTED, NULL, RC_REGISTER_ERROR_STATE);
  change (case_file, number, RC_REQUEST_SENT, NULL, -1);
  g_clear_pointer (&request, rc_request_free);
  request = rc_request_find (case_file, number, &error);
  g_assert_false (rc_request_is_overdue (request, "2026-11-30"));
  g_assert_true (rc_request_is_overdue (request, "2026-12-01"));
  g_assert_cmpstr (rc_request_peek_day (request, RC_REQUEST_SENT), ==, "2026-11-20");
  g_assert_null (rc_request_peek_day (request, RC_REQUEST_REFUSED));

  /* What did not come as asked for is explained. */
  change (case_file, number, RC_REQUEST_PARTLY, NULL, RC_ENTRY_ERROR_WORDS);
  change (case_file, number, RC_REQUEST_CLOSED, NULL, RC_ENTRY_ERROR_WORDS);
  change (case_file, number, RC_REQUEST_RECEIVED, NULL, -1);
  change (case_file, number, RC_REQUEST_PARTLY, "the conditions are missing", -1);
  change (case_file, number, RC_REQUEST_ACCEPTED, NULL, -1);
  change (case_file, number, RC_REQUEST_CLOSED, NULL, -1);
  change (case_file, number, RC_REQUEST_RECEIVED, NULL, RC_REGISTER_ERROR_STATE);
  g_clear_pointer (&request, rc_request_free);
  request = rc_request_find (case_file, number, &error);
  g_assert_cmpint (request->state, ==, RC_REQUEST_CLOSED);
  g_assert_cmpuint (request->steps->len, ==, 6);
  g_assert_false (rc_request_is_overdue (request, "2027-01-01"));
  g_assert_true (rc_about_list_has (request->about, RC_ABOUT_SLOT, "approval"));
  case_fixture_close (case_file);
}

static void
test_request_refused (CaseFixture   *fixture,
                      gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autofree char *huge = g_strnfill (RC_LIMIT_ENTRY_WORDS_BYTES + 1, 'x');
  RcRequestTerms terms = { .addressee = "A", .what = "W", .why = "Y", .due = "soon" };
  RcRequestChange received = { .state = RC_REQUEST_RECEIVED, .source = 99 };
  g_autoptr (GError) error = NULL;
  gint64 number;

  g_assert_cmpint (rc_request_add (case_file, &terms, &error), ==, 0);
  g_assert_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_WORDS);
  g_clear_error (&error);
  terms.due = NULL;
  terms.instruction = huge;
  g_assert_cmpint (rc_request_add (case_file, &terms, &error), ==, 0);
  g_assert_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_WORDS);
  g_clear_error (&error);
  terms.instruction = "\xff";
  g_assert_cmpint (rc_request_add (case_file, &terms, &error), ==, 0);
  g_assert_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_WORDS);
  g_clear_error (&error);
  terms.instruction = NULL;
  terms.why = NULL;
  g_assert_cmpint (rc_request_add (case_file, &terms, &error), ==, 0);
  g_assert_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_WORDS);
  g_clear_error (&error);

  /* An exhibit that there is not. */
  number = add_request (case_file, NULL);
  change (case_file, number, RC_REQUEST_SENT, NULL, -1);
  g_assert_false (rc_request_change (case_file, number, &received, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (rc_request_find (case_file, 2, &error));
  g_assert_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_NOT_FOUND);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count (*) FROM entry"), ==, 2);
  case_fixture_close (case_file);
}

/* Whatever somebody wrote into the file: nothing becomes closed by it, and nothing breaks. */
static void
test_request_spoilt (CaseFixture   *fixture,
                     gconstpointer  data)
{
  static const char * const bodies[] = {
    "", "[]", "{\"state\":\"closed forever\"}", "{\"state\":7,\"about\":{},\"due\":\"yesterday\"}",
    "{\"state\":\"sent\",\"about\":[1,null,[\"x\"]],\"source\":-5,\"addressee\":[]}",
  };
  RcCase *case_file = case_fixture_create (fixture);

  add_request (case_file, "2026-11-30");
  change (case_file, 1, RC_REQUEST_SENT, NULL, -1);
  case_fixture_close (case_file);
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE entry SET body = '%s'", bodies[i]);
      g_autoptr (GPtrArray) requests = NULL;
      g_autoptr (GError) error = NULL;
      const RcRequest *request;

      case_fixture_edit (fixture, sql);
      case_file = case_fixture_open (fixture, FALSE);
      requests = rc_request_list (case_file, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (requests->len, ==, 1);
      request = g_ptr_array_index (requests, 0);
      g_assert_cmpint (request->state, !=, RC_REQUEST_CLOSED);
      g_assert_cmpstr (request->what, ==, "");
      g_assert_cmpuint (request->sources->len, ==, 0);
      g_assert_false (rc_request_is_overdue (request, "2030-01-01"));
      case_fixture_close (case_file);
    }
}

#define ADD(name, function) \
  g_test_add ("/register/" name, CaseFixture, NULL, case_fixture_set_up, function, case_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/register/numbers", test_numbers);
  g_test_add_func ("/register/days", test_days);
  g_test_add_func ("/register/about", test_about);
  ADD ("request", test_request);
  ADD ("request/refused", test_request_refused);
  ADD ("request/spoilt", test_request_spoilt);
  return g_test_run ();
}
