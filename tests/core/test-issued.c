/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "case-fixture.h"
#include "core/bounds.h"
#include "core/custody-list.h"
#include "core/custody.h"
#include "core/house.h"
#include "core/issued/issued.h"
#include "core/registers/register.h"

#define AUDITEE  "C. Auditee (fictitious)"
#define OFFICER  "O. Officer (fictitious)"
#define SHA_A    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SHA_B    "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define SHA_D    "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"
#define SHA_C    "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"

static gint64
begin (RcCase *case_file,
       gint64  replaces)
{
  g_autoptr (GError) error = NULL;
  gint64 number = rc_issued_begin (case_file, "tabletop", "1", "Tabletop exercise of Nordhafen Bank (fictitious)", replaces, NULL, &error);

  g_assert_no_error (error);
  return number;
}

static GPtrArray *
make_sections (const char *second,
               const char *sha256)
{
  GPtrArray *sections = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_issued_section_free);

  g_ptr_array_add (sections, rc_issued_section_new ("Scope", SHA_A));
  g_ptr_array_add (sections, rc_issued_section_new (second, sha256));
  return sections;
}

static gboolean
try_draft (RcCase  *case_file,
           gint64   number,
           GError **error)
{
  g_autoptr (GPtrArray) sections = make_sections ("Findings", SHA_A);

  return rc_issued_add_draft (case_file, number, "en", sections, NULL, error);
}

static GPtrArray *
make_files (void)
{
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_issued_file_free);

  g_ptr_array_add (files, rc_issued_file_new ("report-en.pdf", "en", 4711, SHA_A, NULL));
  g_ptr_array_add (files, rc_issued_file_new ("report-de.pdf", "de", 4712, SHA_B, SHA_C));
  g_ptr_array_add (files, rc_issued_file_new ("annexes.pdf", "de", 4713, SHA_D, NULL));
  ((RcIssuedFile *) files->pdata[2])->is_supplement = TRUE;
  return files;
}

static gboolean
try_freeze (RcCase  *case_file,
            gint64   number,
            GError **error)
{
  g_autoptr (GPtrArray) files = make_files ();
  g_autoptr (RcIssued) issued = rc_issued_find (case_file, number, error);
  g_autofree char *designation = issued != NULL ? rc_issued_dup_designation (case_file, issued, error) : NULL;

  return designation != NULL && rc_issued_freeze (case_file, number, designation, files, NULL, error);
}

static gboolean
try_sign (RcCase     *case_file,
          gint64      number,
          const char *sha256,
          GError    **error)
{
  g_autofree char *today = rc_register_dup_day (g_get_real_time ());
  const RcIssuedSignature signature = {
    .match = RC_ISSUED_MATCH_BYTES, .file = (char *) "report-en.pdf", .signatory = (char *) OFFICER, .function = (char *) "Head of Audit",
    .on = today, .how = (char *) "CMS", .sha256 = (char *) sha256,
  };

  return rc_issued_sign (case_file, number, &signature, error);
}

static gboolean
try_comment (RcCase  *case_file,
             gint64   number,
             GError **error)
{
  return rc_issued_comment (case_file, number, "Findings", "Finding F-001 names the wrong team", AUDITEE, error);
}

static gboolean
try_answer (RcCase  *case_file,
            gint64   number,
            GError **error)
{
  return rc_issued_answer_comment (case_file, number, 1, "accepted", "Corrected", NULL, error);
}

static gboolean
try_withdraw (RcCase  *case_file,
              gint64   number,
              GError **error)
{
  return rc_issued_withdraw (case_file, number, "Found wrong", NULL, error);
}

static gboolean
try_sign_c (RcCase  *case_file,
            gint64   number,
            GError **error)
{
  return try_sign (case_file, number, SHA_C, error);
}

/* --- The way from a draft to one that is replaced --- */

static void
assert_state (RcCase        *case_file,
              gint64         number,
              RcIssuedState  state)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcIssued) issued = rc_issued_find (case_file, number, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (issued->unreadable, ==, 0);
  g_assert_cmpstr (rc_issued_state_to_name (issued->state), ==, rc_issued_state_to_name (state));
}

static void
test_life (CaseFixture   *fixture,
           gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (RcIssued) first = NULL;
  g_autoptr (RcIssued) second = NULL;
  g_autoptr (RcIssued) current = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  RcDigest state;

  g_assert_cmpint (begin (case_file, 0), ==, 1);
  g_assert_true (try_draft (case_file, 1, &error));
  g_assert_true (try_comment (case_file, 1, &error));
  g_assert_false (try_freeze (case_file, 1, &error));
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE);
  g_clear_error (&error);
  g_assert_true (try_answer (case_file, 1, &error));

  /* It is frozen from the state that the case was in, not from the one that freezing it brings about. */
  g_assert_true (rc_custody_evidence_state (case_file, &state, NULL, &error));
  before = rc_digest_dup_hex (&state);
  g_assert_true (try_freeze (case_file, 1, &error));
  assert_state (case_file, 1, RC_ISSUED_FOR_SIGNATURE);
  g_assert_true (try_sign_c (case_file, 1, &error));
  g_assert_no_error (error);
  assert_state (case_file, 1, RC_ISSUED_SIGNED);

  g_assert_cmpint (begin (case_file, 1), ==, 2);
  g_assert_true (try_freeze (case_file, 2, &error));
  assert_state (case_file, 1, RC_ISSUED_SIGNED);
  g_assert_true (try_sign_c (case_file, 2, &error));
  g_assert_no_error (error);
  assert_state (case_file, 1, RC_ISSUED_REPLACED);

  first = rc_issued_find (case_file, 1, &error);
  second = rc_issued_find (case_file, 2, &error);
  g_assert_cmpstr (first->evidence_state, ==, before);
  g_assert_cmpint (first->replaced_by, ==, 2);
  g_assert_cmpstr (first->signatures->len == 1 ? ((RcIssuedSignature *) first->signatures->pdata[0])->function : NULL, ==, "Head of Audit");
  g_assert_cmpstr (((RcIssuedComment *) first->comments->pdata[0])->outcome, ==, "accepted");
  g_assert_cmpuint (((RcIssuedComment *) first->comments->pdata[0])->draft, ==, 1);
  g_assert_cmpint (second->replaces, ==, 1);
  g_assert_cmpuint (second->revision, ==, 1);
  g_assert_cmpstr (second->designation, ==, first->designation);
  g_assert_cmpstr (rc_issued_find_file (second, SHA_B)->tree, ==, SHA_C);
  g_assert_null (rc_issued_find_file (second, SHA_C));
  current = rc_issued_find_current (case_file, "tabletop", "1", &error);
  g_assert_cmpint (current->number, ==, 2);
  g_assert_null (rc_issued_find_current (case_file, "tabletop", NULL, &error));
  g_assert_no_error (error);
  case_fixture_close (case_file);
}

/* --- What is not possible in which state --- */

typedef gboolean (*Try) (RcCase *case_file, gint64 number, GError **error);

static const struct
{
  Try         run;
  const char *states;   /* in which it may be done: d, f, s, r, w */
} tries[] = {
  { try_draft, "d" }, { try_comment, "d" }, { try_answer, "d" }, { try_freeze, "d" }, { try_sign_c, "fs" }, { try_withdraw, "dfs" },
};

/* Answers the number of a document in that state, with a draft and an open comment where comments may be. */
static gint64
make_in_state (RcCase *case_file,
               char    state)
{
  g_autoptr (GError) error = NULL;
  gint64 number = begin (case_file, 0);

  g_assert_true (try_draft (case_file, number, &error));
  if (state == 'd')
    return number;
  if (state == 'w')
    g_assert_true (try_withdraw (case_file, number, &error));
  else
    g_assert_true (try_freeze (case_file, number, &error));
  if (state == 's' || state == 'r')
    g_assert_true (try_sign (case_file, number, SHA_B, &error));
  if (state == 'r')
    {
      gint64 later = begin (case_file, number);

      g_assert_true (try_freeze (case_file, later, &error));
      g_assert_true (try_sign (case_file, later, SHA_B, &error));
    }
  g_assert_no_error (error);
  return number;
}

static void
assert_try (CaseFixture *fixture,
            gsize        index,
            char         state)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  gint64 number = make_in_state (case_file, state);
  gboolean may = strchr (tries[index].states, state) != NULL;
  gint64 acts;

  /* A comment to be answered. */
  if (tries[index].run == try_answer && may)
    g_assert_true (try_comment (case_file, number, &error));
  acts = case_fixture_query (case_file, "SELECT count (*) FROM custody");
  g_assert_cmpint (tries[index].run (case_file, number, &error), ==, may);
  if (!may)
    g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count (*) FROM custody"), ==, acts + (may ? 1 : 0));
  case_fixture_close (case_file);
  g_assert_cmpint (g_remove (fixture->path), ==, 0);
}

static void
test_transitions (CaseFixture   *fixture,
                  gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tries); i++)
    for (const char *state = "dfsrw"; *state != '\0'; state++)
      assert_try (fixture, i, *state);
}

/* There is one line for each kind and subject, and what replaces another replaces one that was signed. */
static void
test_lines (CaseFixture   *fixture,
            gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  gint64 number = begin (case_file, 0);

  g_assert_cmpint (rc_issued_begin (case_file, "tabletop", "1", "again", 0, NULL, &error), ==, 0);
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE);
  g_clear_error (&error);
  g_assert_cmpint (rc_issued_begin (case_file, "tabletop", "2", "another", number, NULL, &error), ==, 0);
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpint (rc_issued_begin (case_file, "../x", NULL, "another", 0, NULL, &error), ==, 0);
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_TERMS);
  g_clear_error (&error);
  g_assert_cmpint (rc_issued_begin (case_file, "tabletop", "2", "", 0, NULL, &error), ==, 0);
  g_clear_error (&error);

  /* What was withdrawn without having been signed is replaced by nothing; a further one begins anew. */
  g_assert_true (try_freeze (case_file, number, &error));
  g_assert_true (try_withdraw (case_file, number, &error));
  g_assert_cmpint (rc_issued_begin (case_file, "tabletop", "1", "again", number, NULL, &error), ==, 0);
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE);
  g_clear_error (&error);
  number = begin (case_file, 0);
  g_assert_true (try_freeze (case_file, number, &error));
  g_assert_true (try_sign_c (case_file, number, &error));
  g_assert_cmpint (rc_issued_begin (case_file, "tabletop", "1", "beside", 0, NULL, &error), ==, 0);
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE);
  g_clear_error (&error);

  /* One that was signed and withdrawn can be replaced; it stays withdrawn. */
  g_assert_true (try_withdraw (case_file, number, &error));
  g_assert_cmpint (begin (case_file, number), ==, 3);
  g_assert_true (try_freeze (case_file, 3, &error));
  g_assert_true (try_withdraw (case_file, 3, &error));
  g_assert_cmpint (begin (case_file, number), ==, 4);
  g_assert_true (try_freeze (case_file, 4, &error));
  g_assert_true (try_sign_c (case_file, 4, &error));
  g_assert_no_error (error);
  assert_state (case_file, number, RC_ISSUED_WITHDRAWN);
  {
    g_autoptr (RcIssued) withdrawn = rc_issued_find (case_file, number, &error);
    g_autoptr (RcIssued) later = rc_issued_find (case_file, 4, &error);

    g_assert_cmpint (withdrawn->replaced_by, ==, 4);
    /* Revision 1 was given to the one that was withdrawn for signature. */
    g_assert_cmpuint (later->revision, ==, 2);
  }
  case_fixture_close (case_file);
}

/* --- Terms --- */

static void
assert_not_signed (RcCase                  *case_file,
                   const RcIssuedSignature *signature,
                   int                      code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (rc_issued_sign (case_file, 1, signature, &error));
  g_assert_nonnull (error);
  if (code >= 0)
    g_assert_error (error, RC_ISSUED_ERROR, code);
  assert_state (case_file, 1, RC_ISSUED_FOR_SIGNATURE);
}

/* One signature in a file of its own is not the second person's, too. */
static void
assert_refused_again (RcCase                  *case_file,
                      const RcIssuedSignature *signature)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (rc_issued_sign (case_file, 1, signature, &error));
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE);
}

static void
test_signing (CaseFixture   *fixture,
              gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autofree char *today = rc_register_dup_day (g_get_real_time ());
  RcIssuedSignature good = {
    .match = RC_ISSUED_MATCH_DETACHED, .file = (char *) "report-de.pdf", .signatory = (char *) OFFICER, .on = today, .how = (char *) "minisign",
    .sha256 = (char *) SHA_C,
  };
  RcIssuedSignature bad;
  g_autoptr (GError) error = NULL;

  begin (case_file, 0);
  g_assert_true (try_freeze (case_file, 1, &error));
  bad = good, bad.file = (char *) "other.pdf";
  assert_not_signed (case_file, &bad, RC_ISSUED_ERROR_NOT_FOUND);
  bad = good, bad.sha256 = (char *) SHA_B;    /* exactly what was handed out */
  assert_not_signed (case_file, &bad, RC_ISSUED_ERROR_CONTENT);
  bad = good, bad.file = (char *) "annexes.pdf";    /* who signs them has not signed the report */
  assert_not_signed (case_file, &bad, RC_ISSUED_ERROR_CONTENT);
  bad = good, bad.sha256 = (char *) "CCCC";
  assert_not_signed (case_file, &bad, RC_ISSUED_ERROR_TERMS);
  bad = good, bad.on = (char *) "2020-02-02";
  assert_not_signed (case_file, &bad, RC_ISSUED_ERROR_TERMS);
  bad = good, bad.on = (char *) "2999-02-02";
  assert_not_signed (case_file, &bad, RC_ISSUED_ERROR_TERMS);
  bad = good, bad.on = NULL;
  assert_not_signed (case_file, &bad, -1);
  bad = good, bad.signatory = (char *) "";
  assert_not_signed (case_file, &bad, -1);
  bad = good, bad.how = NULL;
  assert_not_signed (case_file, &bad, -1);
  bad = good, bad.match = RC_ISSUED_MATCH_STATED + 1;
  assert_not_signed (case_file, &bad, RC_ISSUED_ERROR_TERMS);

  /* A second person, and another file; never the same twice. */
  g_assert_true (rc_issued_sign (case_file, 1, &good, &error));
  g_assert_no_error (error);
  g_assert_false (rc_issued_sign (case_file, 1, &good, &error));
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE);
  g_clear_error (&error);
  good.signatory = (char *) AUDITEE;
  assert_refused_again (case_file, &good);
  good.match = RC_ISSUED_MATCH_STATED;
  good.sha256 = (char *) SHA_B;
  g_assert_true (rc_issued_sign (case_file, 1, &good, &error));
  g_assert_no_error (error);
  case_fixture_close (case_file);
}

static void
assert_not_frozen (RcCase     *case_file,
                   GPtrArray  *files,            /* (transfer full) */
                   const char *designation)
{
  g_autoptr (GPtrArray) owned = files;
  g_autoptr (GError) error = NULL;

  g_assert_false (rc_issued_freeze (case_file, 1, designation, owned, NULL, &error));
  g_assert_nonnull (error);
  assert_state (case_file, 1, RC_ISSUED_DRAFT);
}

static GPtrArray *
make_one_file (const char *name,
               const char *sha256)
{
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_issued_file_free);

  g_ptr_array_add (files, rc_issued_file_new (name, NULL, 1, sha256, NULL));
  return files;
}

static void
test_freezing (CaseFixture   *fixture,
               gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (GPtrArray) twice = make_files ();
  g_autoptr (GPtrArray) files = make_files ();
  g_autoptr (GError) error = NULL;

  begin (case_file, 0);
  assert_not_frozen (case_file, g_ptr_array_new (), "TR-1");
  assert_not_frozen (case_file, make_one_file ("../a.pdf", SHA_A), "TR-1");
  assert_not_frozen (case_file, make_one_file (".pdf", SHA_A), "TR-1");
  assert_not_frozen (case_file, make_one_file ("a.pdf", "aa"), "TR-1");
  assert_not_frozen (case_file, make_files (), "");
  g_ptr_array_add (twice, rc_issued_file_new ("report-en.pdf", NULL, 1, SHA_C, NULL));
  assert_not_frozen (case_file, g_ptr_array_ref (twice), "TR-1");

  /* A number names one document, also where that was withdrawn. */
  g_assert_true (rc_issued_freeze (case_file, 1, "TR-1", files, NULL, &error));
  g_assert_true (try_withdraw (case_file, 1, &error));
  begin (case_file, 0);
  g_assert_false (rc_issued_freeze (case_file, 2, "TR-1", files, NULL, &error));
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE);
  case_fixture_close (case_file);
}

static void
test_comments (CaseFixture   *fixture,
               gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autofree char *huge = g_strnfill (RC_LIMIT_ENTRY_WORDS_BYTES + 1, 'x');
  g_autoptr (RcIssued) issued = NULL;
  g_autoptr (GError) error = NULL;

  begin (case_file, 0);
  g_assert_false (try_comment (case_file, 1, &error));      /* there is no draft */
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE);
  g_clear_error (&error);
  g_assert_true (try_draft (case_file, 1, &error));
  g_assert_false (rc_issued_comment (case_file, 1, NULL, huge, AUDITEE, &error));
  g_clear_error (&error);
  g_assert_true (try_comment (case_file, 1, &error));
  g_assert_true (rc_issued_comment (case_file, 1, NULL, "All of it \xe2\x80\xaeis late", AUDITEE, &error));
  g_assert_false (rc_issued_answer_comment (case_file, 1, 3, "accepted", "x", NULL, &error));
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (rc_issued_answer_comment (case_file, 1, 0, "accepted", "x", NULL, &error));
  g_clear_error (&error);
  g_assert_false (rc_issued_answer_comment (case_file, 1, 1, "perhaps", "x", NULL, &error));
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_TERMS);
  g_clear_error (&error);
  g_assert_false (rc_issued_answer_comment (case_file, 1, 1, "partly", NULL, NULL, &error));
  g_clear_error (&error);
  g_assert_true (rc_issued_answer_comment (case_file, 1, 1, "partly", "The team is named now", NULL, &error));
  g_assert_false (try_answer (case_file, 1, &error));
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE);
  g_clear_error (&error);
  issued = rc_issued_find (case_file, 1, &error);
  g_assert_cmpuint (rc_issued_count_open (issued), ==, 1);
  g_assert_cmpstr (((RcIssuedComment *) issued->comments->pdata[0])->answer, ==, "The team is named now");
  case_fixture_close (case_file);
}

/* --- Change lists --- */

static void
test_changes (CaseFixture   *fixture,
              gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (GPtrArray) one = make_sections ("Findings", SHA_A);
  g_autoptr (GPtrArray) two = make_sections ("Findings", SHA_B);
  g_autoptr (GPtrArray) other = make_sections ("Feststellungen", SHA_B);
  g_autoptr (GPtrArray) three = make_sections ("Conclusion", SHA_B);
  g_autoptr (RcIssued) issued = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) repeated = NULL;
  g_autoptr (GError) error = NULL;

  begin (case_file, 0);
  g_assert_true (rc_issued_add_draft (case_file, 1, "en", one, NULL, &error));
  g_assert_true (rc_issued_add_draft (case_file, 1, "de", other, NULL, &error));
  issued = rc_issued_find (case_file, 1, &error);
  none = rc_issued_list_changes (issued);
  g_assert_cmpuint (none->len, ==, 0);    /* a first draft in its language */
  g_clear_pointer (&issued, rc_issued_free);

  g_assert_true (rc_issued_add_draft (case_file, 1, "en", two, NULL, &error));
  issued = rc_issued_find (case_file, 1, &error);
  changes = rc_issued_list_changes (issued);
  g_assert_cmpuint (changes->len, ==, 1);
  g_assert_cmpstr (changes->pdata[0], ==, "Changed: “Findings”.");
  g_assert_cmpuint (rc_issued_find_draft (issued, "de")->number, ==, 2);
  g_clear_pointer (&changes, g_ptr_array_unref);
  changes = rc_issued_compare_sections (two, three);
  g_assert_cmpuint (changes->len, ==, 2);
  g_assert_cmpstr (changes->pdata[0], ==, "Added: “Conclusion”.");
  g_assert_cmpstr (changes->pdata[1], ==, "Dropped: “Findings”.");

  /* A heading that stands there twice is two sections. */
  g_ptr_array_add (two, rc_issued_section_new ("Findings", SHA_C));
  repeated = rc_issued_compare_sections (one, two);
  g_assert_cmpuint (repeated->len, ==, 2);
  g_assert_cmpstr (repeated->pdata[0], ==, "Changed: “Findings”.");
  g_assert_cmpstr (repeated->pdata[1], ==, "Added: “Findings”.");
  g_assert_no_error (error);
  case_fixture_close (case_file);
}

/* --- Numbers --- */

static void
assert_next (RcCase     *case_file,
             const char *kind,
             const char *form)
{
  g_autofree char *day = rc_register_dup_day (g_get_real_time ());
  g_autoptr (GError) error = NULL;
  g_autofree char *next = rc_issued_dup_next_designation (case_file, kind, &error);
  g_auto (GStrv) parts = g_strsplit (form, "YEAR", 2);
  g_autofree char *expected = NULL;

  day[4] = '\0';
  expected = g_strjoinv (day, parts);
  g_assert_no_error (error);
  g_assert_cmpstr (next, ==, expected);
}

static void
test_numbers (CaseFixture   *fixture,
              gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  char *lines[] = { (char *) "tabletop=NH/{number}/{year}", NULL };
  char *spoilt[] = { (char *) "tabletop=TR-{year}", NULL };
  const RcHouse change = { .numbering = lines };
  const RcHouse wrong = { .numbering = spoilt };
  g_autoptr (GError) error = NULL;

  assert_next (case_file, "declaration", "DoC-YEAR-001");
  assert_next (case_file, "tabletop", "TR-YEAR-001");
  assert_next (case_file, "receipt", "RECEIPT-YEAR-001");
  begin (case_file, 0);
  assert_next (case_file, "tabletop", "TR-YEAR-001");     /* a draft has none yet */
  g_assert_true (try_freeze (case_file, 1, &error));
  assert_next (case_file, "tabletop", "TR-YEAR-002");
  assert_next (case_file, "declaration", "DoC-YEAR-001");
  g_assert_true (try_withdraw (case_file, 1, &error));
  assert_next (case_file, "tabletop", "TR-YEAR-002");     /* never given again */

  g_assert_true (rc_house_change (case_file, &change, &error));
  assert_next (case_file, "tabletop", "NH/001/YEAR");
  g_assert_false (rc_house_change (case_file, &wrong, &error));
  g_assert_error (error, RC_HOUSE_ERROR, RC_HOUSE_ERROR_NUMBER);
  g_clear_error (&error);
  assert_next (case_file, "declaration", "DoC-YEAR-001");
  case_fixture_close (case_file);
}

/* --- What somebody else wrote into the file --- */

/* Replaces the body of one act by another with the right digest, as who knows the file would. */
static void
put_body (CaseFixture *fixture,
          const char  *where,
          const char  *body)
{
  g_autofree char *sql = NULL;
  g_autofree char *hex = NULL;
  RcDigest digest;

  rc_digest_compute (body, strlen (body), &digest);
  hex = rc_digest_dup_hex (&digest);
  sql = g_strdup_printf ("UPDATE entry SET body = '%s', sha256 = x'%s' WHERE %s", body, hex, where);
  case_fixture_edit (fixture, sql);
}

static const struct
{
  const char *where;
  const char *body;
} hostile[] = {
  { "about <> 0 AND number = 2", "" },
  { "about <> 0 AND number = 2", "[]" },
  { "about <> 0 AND number = 2", "{}" },
  { "about <> 0 AND number = 2", "{\"act\":7}" },
  { "about <> 0 AND number = 2", "{\"act\":\"freeze\",\"designation\":\"X\",\"evidence_state\":\"" SHA_A "\",\"files\":[]}" },
  { "about <> 0 AND number = 2", "{\"act\":\"freeze\",\"designation\":\"X\",\"evidence_state\":\"" SHA_A "\",\"files\":[1]}" },
  { "about <> 0 AND number = 2", "{\"act\":\"freeze\",\"designation\":\"X\",\"evidence_state\":\"" SHA_A "\",\"files\":"
                                 "[{\"name\":\"../x\",\"bytes\":1,\"sha256\":\"" SHA_A "\"}]}" },
  { "about <> 0 AND number = 2", "{\"act\":\"freeze\",\"designation\":\"X\",\"evidence_state\":\"" SHA_A "\",\"files\":"
                                 "[{\"name\":\"x\",\"bytes\":-1,\"sha256\":\"" SHA_A "\"}]}" },
  { "about <> 0 AND number = 2", "{\"act\":\"sign\",\"file\":\"x\"}" },
  { "about <> 0 AND number = 2", "{\"act\":\"answer\",\"answer\":\"x\",\"comment\":9223372036854775807,\"outcome\":\"accepted\"}" },
  { "about <> 0 AND number = 2", "{\"act\":\"draft\",\"evidence_state\":\"" SHA_A "\",\"language\":\"en\",\"sections\":[{\"heading\":1}]}" },
  { "about = 0", "{}" },
  { "about = 0", "{\"kind\":\"tabletop\",\"revision\":-1}" },
  { "about = 0", "{\"kind\":\"tabletop\",\"replaces\":1,\"revision\":1}" },
  { "about = 0", "{\"kind\":\"tabletop\",\"replaces\":99,\"revision\":1}" },
  { "about = 0", "{\"kind\":\"../../x\",\"revision\":0}" },
};

/* It never stands as signed, it is told that something was edited, and nothing more is entered on it. */
static void
assert_spoilt (CaseFixture *fixture)
{
  RcCase *case_file = case_fixture_open (fixture, TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcIssued) issued = rc_issued_find (case_file, 1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (issued->unreadable, >, 0);
  g_assert_false (try_withdraw (case_file, 1, &error));
  g_assert_error (error, RC_ISSUED_ERROR, RC_ISSUED_ERROR_STATE);
  g_assert_nonnull (strstr (error->message, "edited"));
  case_fixture_close (case_file);
}

static void
test_hostile (CaseFixture   *fixture,
              gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      RcCase *case_file = case_fixture_create (fixture);
      g_autoptr (RcIssued) issued = NULL;
      gint64 number = make_in_state (case_file, 'f');

      g_assert_cmpint (number, ==, 1);
      case_fixture_close (case_file);
      put_body (fixture, hostile[i].where, hostile[i].body);
      assert_spoilt (fixture);
      case_file = case_fixture_open (fixture, FALSE);
      issued = rc_issued_find (case_file, 1, NULL);
      g_assert_cmpint (issued->state == RC_ISSUED_SIGNED || issued->state == RC_ISSUED_REPLACED, ==, FALSE);
      g_clear_pointer (&issued, rc_issued_free);
      case_fixture_close (case_file);
      g_assert_cmpint (g_remove (fixture->path), ==, 0);
    }
}

/* Signatures of files that were not frozen, of what only goes with the document, or of no day, make nothing signed. */
static void
test_hostile_signatures (CaseFixture   *fixture,
                         gconstpointer  data)
{
#define REST "\"sha256\":\"" SHA_A "\",\"signatory\":\"x\"}"
  static const char * const forms[] = {
    "{\"act\":\"sign\",\"file\":\"annexes.pdf\",\"how\":\"x\",\"match\":\"bytes\",\"on\":\"2026-01-01\"," REST,
    "{\"act\":\"sign\",\"file\":\"x.pdf\",\"how\":\"x\",\"match\":\"bytes\",\"on\":\"2026-01-01\"," REST,
    "{\"act\":\"sign\",\"file\":\"report-en.pdf\",\"how\":\"x\",\"match\":\"bytes\",\"on\":\"soon\"," REST,
    "{\"act\":\"sign\",\"file\":\"report-en.pdf\",\"how\":\"x\",\"match\":\"proven\",\"on\":\"2026-01-01\"," REST,
  };
#undef REST

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      RcCase *case_file = case_fixture_create (fixture);
      g_autoptr (RcIssued) issued = NULL;

      g_assert_cmpint (make_in_state (case_file, 's'), ==, 1);
      case_fixture_close (case_file);
      put_body (fixture, "about <> 0 AND number = 3", forms[i]);
      assert_spoilt (fixture);
      case_file = case_fixture_open (fixture, FALSE);
      issued = rc_issued_find (case_file, 1, NULL);
      g_assert_cmpint (issued->state, ==, RC_ISSUED_FOR_SIGNATURE);
      case_fixture_close (case_file);
      g_assert_cmpint (g_remove (fixture->path), ==, 0);
    }
}

/* A withdrawal that was taken back by an edit, or out of the file: what stands there as signed is not told without that. */
static void
test_edited (CaseFixture   *fixture,
             gconstpointer  data)
{
  static const char * const edits[] = {
    "UPDATE entry SET body = '{\"act\":\"comment\"}' WHERE about <> 0 AND number = 4",
    "DELETE FROM entry WHERE about <> 0 AND number = 2",
    "UPDATE entry SET number = 9 WHERE about <> 0 AND number = 3",
    "UPDATE entry SET body = replace (body, 'Officer', 'Other') WHERE about <> 0 AND number = 3",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      RcCase *case_file = case_fixture_create (fixture);
      g_autoptr (GPtrArray) faults = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (make_in_state (case_file, 's'), ==, 1);
      g_assert_true (try_withdraw (case_file, 1, &error));
      case_fixture_close (case_file);
      case_fixture_edit (fixture, edits[i]);
      case_file = case_fixture_open (fixture, FALSE);
      faults = rc_custody_compare_tables (case_file, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (faults->len, ==, 1);
      case_fixture_close (case_file);
      assert_spoilt (fixture);
      g_assert_cmpint (g_remove (fixture->path), ==, 0);
    }
}

static void
test_log (CaseFixture   *fixture,
          gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (RcCustodyList) log = NULL;
  g_autoptr (GError) error = NULL;
  const RcCustodyLine *line;

  make_in_state (case_file, 's');
  log = rc_custody_list_load (case_file, &error);
  g_assert_no_error (error);
  line = g_ptr_array_index (log->lines, log->lines->len - 1);
  if (strcmp (line->act, "issued sign") != 0)
    line = g_ptr_array_index (log->lines, 0);
  g_assert_cmpstr (line->act, ==, "issued sign");
  g_assert_true (g_str_has_prefix (line->words, "I-01: it was entered who signed it, by "));
  case_fixture_close (case_file);
}

#define ADD(path, test) g_test_add (path, CaseFixture, NULL, case_fixture_set_up, test, case_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/issued/life", test_life);
  ADD ("/issued/transitions", test_transitions);
  ADD ("/issued/lines", test_lines);
  ADD ("/issued/signing", test_signing);
  ADD ("/issued/freezing", test_freezing);
  ADD ("/issued/comments", test_comments);
  ADD ("/issued/changes", test_changes);
  ADD ("/issued/numbers", test_numbers);
  ADD ("/issued/hostile", test_hostile);
  ADD ("/issued/hostile-signatures", test_hostile_signatures);
  ADD ("/issued/edited", test_edited);
  ADD ("/issued/log", test_log);
  return g_test_run ();
}
