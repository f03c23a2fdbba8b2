/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "case-fixture.h"
#include "core/bounds.h"
#include "core/custody-list.h"
#include "core/registers/engagement.h"
#include "core/registers/note.h"
#include "core/registers/review.h"

#define PREPARER "A. Auditor (fictitious)"
#define REVIEWER "B. Reviewer (fictitious)"

static void
test_second_person (CaseFixture   *fixture,
                    gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (RcReview) review = NULL;
  g_autoptr (GPtrArray) warnings = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rc_review_begin (case_file, "report:tabletop", PREPARER, "2026-11-20", &error), ==, 1);
  g_assert_cmpint (rc_review_begin (case_file, "report:tabletop", PREPARER, NULL, &error), ==, 0);
  g_assert_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_STATE);
  g_clear_error (&error);
  g_assert_false (rc_review_finish (case_file, 1, PREPARER, NULL, &error));
  g_assert_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_STATE);
  g_clear_error (&error);

  g_assert_true (rc_review_add_note (case_file, 1, "Box 7 cites no exhibit", REVIEWER, &error));
  g_assert_true (rc_review_add_note (case_file, 1, "Which law version?", REVIEWER, &error));
  g_assert_true (rc_review_sign (case_file, 1, REVIEWER, "2026-11-21", &error));
  g_assert_false (rc_review_finish (case_file, 1, PREPARER, NULL, &error));
  g_clear_error (&error);
  g_assert_true (rc_review_clear_note (case_file, 1, 1, "E-003 cited", PREPARER, &error));
  g_assert_false (rc_review_clear_note (case_file, 1, 1, "again", PREPARER, &error));
  g_clear_error (&error);
  g_assert_false (rc_review_clear_note (case_file, 1, 3, "none such", PREPARER, &error));
  g_clear_error (&error);
  g_assert_false (rc_review_finish (case_file, 1, PREPARER, NULL, &error));
  g_clear_error (&error);
  g_assert_true (rc_review_clear_note (case_file, 1, 2, "said in section 4", PREPARER, &error));
  g_assert_true (rc_review_finish (case_file, 1, "  a.  AUDITOR (fictitious) ", "2026-11-22", &error));
  g_assert_no_error (error);

  /* What is final stays so; a further version is a review of its own. */
  g_assert_false (rc_review_add_note (case_file, 1, "too late", REVIEWER, &error));
  g_assert_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_STATE);
  g_clear_error (&error);
  review = rc_review_find_subject (case_file, "report:tabletop", &error);
  g_assert_cmpuint (rc_review_count_open (review), ==, 0);
  g_assert_cmpstr (review->final_on, ==, "2026-11-22");
  warnings = rc_review_list_warnings (review);
  g_assert_cmpuint (warnings->len, ==, 1);
  g_assert_nonnull (strstr (warnings->pdata[0], "Prepared and signed by one person"));
  g_assert_cmpint (rc_review_begin (case_file, "report:tabletop", PREPARER, NULL, &error), ==, 2);
  g_assert_null (rc_review_find_subject (case_file, "report:sheet", &error));
  g_assert_no_error (error);
  case_fixture_close (case_file);
}

static void
test_one_person (CaseFixture   *fixture,
                 gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (RcReview) review = NULL;
  g_autoptr (GPtrArray) warnings = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rc_review_begin (case_file, "finding:F-001", PREPARER, NULL, &error), ==, 1);
  g_assert_true (rc_review_sign (case_file, 1, PREPARER, NULL, &error));
  g_assert_true (rc_review_finish (case_file, 1, PREPARER, NULL, &error));
  review = rc_review_find (case_file, 1, &error);
  warnings = rc_review_list_warnings (review);
  g_assert_cmpuint (warnings->len, ==, 1);
  g_assert_nonnull (strstr (warnings->pdata[0], "Prepared, reviewed and signed by one person"));
  case_fixture_close (case_file);
}

/* Whatever somebody wrote into the file: no open note becomes cleared by a number that there is not. */
static void
test_spoilt (CaseFixture   *fixture,
             gconstpointer  data)
{
  static const char * const bodies[] = { "", "[]", "{\"clears\":0,\"note\":7}", "{\"clears\":99}", "{\"clears\":-1,\"signatory\":[]}" };
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rc_review_begin (case_file, "report:sheet", PREPARER, NULL, &error), ==, 1);
  g_assert_true (rc_review_add_note (case_file, 1, "to be cleared", REVIEWER, &error));
  g_assert_true (rc_review_add_note (case_file, 1, "spoilt", REVIEWER, &error));
  case_fixture_close (case_file);
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE entry SET body = '%s' WHERE about <> 0 AND number = 2", bodies[i]);
      g_autoptr (RcReview) review = NULL;

      case_fixture_edit (fixture, sql);
      case_file = case_fixture_open (fixture, FALSE);
      review = rc_review_find (case_file, 1, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (review->notes->len, ==, 1);
      g_assert_cmpuint (rc_review_count_open (review), ==, 1);
      g_assert_null (review->signatory);
      case_fixture_close (case_file);
    }
}

static const char *
find_line (RcCustodyList *list,
           const char    *act)
{
  for (guint i = 0; i < list->lines->len; i++)
    {
      const RcCustodyLine *line = g_ptr_array_index (list->lines, i);

      if (strcmp (line->act, act) == 0)
        return line->words;
    }
  return NULL;
}

/* That there is a private note is said, with who wrote it; nothing else of it is. */
static void
test_notes (CaseFixture   *fixture,
            gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autofree char *huge = g_strnfill (RC_LIMIT_ENTRY_WORDS_BYTES + 1, 'x');
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (RcCustodyList) log = NULL;
  g_autoptr (GError) error = NULL;
  guint count = 0;

  g_assert_cmpint (rc_note_add (case_file, "exercise:1", "They hesitated at \xe2\x80\xaeQ08", NULL, &error), ==, 1);
  g_assert_cmpint (rc_note_add (case_file, NULL, huge, NULL, &error), ==, 0);
  g_assert_error (error, RC_ENTRY_ERROR, RC_ENTRY_ERROR_WORDS);
  g_clear_error (&error);
  g_assert_true (rc_note_count (case_file, &count, &error));
  g_assert_cmpuint (count, ==, 1);
  notes = rc_note_list (case_file, &error);
  g_assert_cmpstr (((RcNote *) notes->pdata[0])->subject, ==, "exercise:1");
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count (*) FROM custody WHERE detail LIKE '%hesitated%'"), ==, 0);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count (*) FROM custody WHERE detail LIKE '%exercise:1%'"), ==, 0);

  log = rc_custody_list_load (case_file, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (find_line (log, "note add"), "N-001: private note entered"));
  case_fixture_close (case_file);
}

/* An addition is told by the number of what it was added to; nothing in it turns the reading direction. */
static void
test_log_words (CaseFixture   *fixture,
                gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (RcCustodyList) log = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rc_review_begin (case_file, "report:one", PREPARER, NULL, &error), ==, 1);
  g_assert_cmpint (rc_review_begin (case_file, "report:\xe2\x80\xaetwo", "B.\nReviewer", NULL, &error), ==, 2);
  g_assert_true (rc_review_sign (case_file, 2, REVIEWER, NULL, &error));
  log = rc_custody_list_load (case_file, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (find_line (log, "review sign"), ==, "V-02: reviewed, by " REVIEWER ".");
  g_assert_nonnull (strstr (find_line (log, "review begin"), "given to review"));
  g_assert_null (strstr (find_line (log, "review begin"), "\xe2\x80\xae"));
  g_assert_null (strchr (find_line (log, "review begin"), '\n'));
  case_fixture_close (case_file);
}

static void
test_engagement (CaseFixture   *fixture,
                 gconstpointer  data)
{
  static const char * const others[] = { "internal", "external", "authority", "court", "" };
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  RcCaseType type;

  g_assert_true (rc_case_begin (case_file, &error) && rc_case_set_setting (case_file, "case.type", "provider", &error));
  g_assert_true (rc_engagement_may_declare (case_file, &error));
  g_assert_nonnull (strstr (rc_engagement_peek_independence (case_file), "no independent examination"));
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_true (rc_case_set_setting (case_file, "case.type", others[i], &error));
      g_assert_false (rc_engagement_may_declare (case_file, &error));
      g_assert_error (error, RC_ENGAGEMENT_ERROR, RC_ENGAGEMENT_ERROR_TYPE);
      g_clear_error (&error);
      g_assert_null (strstr (rc_engagement_peek_independence (case_file), "no independent examination"));
    }
  /* What nobody knows allows nothing. */
  g_assert_false (rc_engagement_get_type (case_file, &type));
  g_assert_cmpstr (rc_engagement_peek_title (case_file), ==, "Engagement of an unknown type");
  rc_case_rollback (case_file);
  case_fixture_close (case_file);
}

#define ADD(name, function) \
  g_test_add ("/review/" name, CaseFixture, NULL, case_fixture_set_up, function, case_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("second-person", test_second_person);
  ADD ("one-person", test_one_person);
  ADD ("spoilt", test_spoilt);
  ADD ("notes", test_notes);
  ADD ("log-words", test_log_words);
  ADD ("engagement", test_engagement);
  return g_test_run ();
}
