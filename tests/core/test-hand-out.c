/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "case-fixture.h"
#include "core/custody.h"
#include "core/registers/note.h"
#include "core/rest/protect.h"
#include "core/team/assignment.h"
#include "core/team/hand-out.h"
#include "core/team/team-signers.h"
#include "team-fixture.h"

#define ANNA "Anna Owner (fictitious)"
#define BEN "Ben Auditor (fictitious)"
#define OLGA "Olga Observer (fictitious)"
#define SECRET "hesitatedprivately"

typedef struct
{
  CaseFixture  fixture;
  char        *part;
  char        *ben;
} PartFixture;

static void
set_up (PartFixture   *self,
        gconstpointer  data)
{
  case_fixture_set_up (&self->fixture, data);
  self->part = g_build_filename (self->fixture.folder, "part.recount", NULL);
}

static void
tear_down (PartFixture   *self,
           gconstpointer  data)
{
  team_fixture_act_as (NULL);
  g_free (self->part);
  g_free (self->ben);
  case_fixture_tear_down (&self->fixture, data);
}

/* Anna owns it, Ben works on it, Olga looks. @keys: (nullable): it is protected */
static RcCase *
make_case_with (PartFixture *self,
                RcCaseKeys  *keys)
{
  const RcCaseDescription description = { .title = "Protected", .type = RC_CASE_TYPE_INTERNAL };
  g_autofree char *olga = team_fixture_become ("olga"), *anna = NULL;
  g_autoptr (GError) error = NULL;
  RcCase *case_file;

  self->ben = team_fixture_become ("ben");
  anna = team_fixture_become ("anna");
  case_file = keys != NULL ? rc_case_create_protected (self->fixture.path, &description, keys, &error) : case_fixture_create (&self->fixture);
  g_assert_cmpint (rc_team_member_add (case_file, ANNA, RC_ROLE_OWNER, anna, NULL, &error), ==, 1);
  g_assert_cmpint (rc_team_member_add (case_file, BEN, RC_ROLE_AUDITOR, self->ben, NULL, &error), ==, 2);
  g_assert_cmpint (rc_team_member_add (case_file, OLGA, RC_ROLE_OBSERVER, olga, NULL, &error), ==, 3);
  g_assert_cmpint (rc_assignment_give (case_file, 2, "Read the letters", NULL, NULL, NULL, &error), ==, 1);
  g_assert_cmpint (rc_assignment_give (case_file, 1, "Read the logs", NULL, NULL, NULL, &error), ==, 2);
  g_assert_no_error (error);
  return case_file;
}

static RcCase *
make_case (PartFixture *self)
{
  return make_case_with (self, NULL);
}

static void
assert_holds (RcCase *case_file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCustodyReport) report = rc_custody_verify (case_file, &error);
  g_autoptr (GPtrArray) edited = rc_custody_compare_tables (case_file, &error);
  g_autoptr (RcTeamSigners) signers = rc_team_signers_load (case_file, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->faults->len, ==, 0);
  g_assert_cmpint (report->verdict, ==, RC_VERDICT_VALID);
  g_assert_cmpuint (edited->len, ==, 0);
  g_assert_cmpuint (signers->faults->len, ==, 0);
}

static gboolean
has_bytes (const char *path,
           const char *text)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  return memmem (bytes, length, text, strlen (text)) != NULL;
}

/* A copy to work in: whose it is, what they have to do, and the same beginning of the log. */
static void
test_part (PartFixture   *self,
           gconstpointer  data)
{
  RcCase *case_file = make_case (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcHandOut) part = rc_hand_out (case_file, 2, self->part, NULL, &error);
  g_autoptr (RcCase) copy = NULL;
  g_autofree char *bytes = NULL, *hex = NULL;
  RcDigest digest;
  gsize length;

  g_assert_no_error (error);
  g_assert_cmpstr (part->key, ==, self->ben);
  g_assert_cmpuint (part->n_assigned, ==, 1);
  g_assert_cmpuint (part->n_withheld, ==, 0);
  g_assert_true (g_file_get_contents (self->part, &bytes, &length, NULL));
  rc_digest_compute (bytes, length, &digest);
  hex = rc_digest_dup_hex (&digest);
  g_assert_cmpstr (part->sha256, ==, hex);
  g_assert_cmpuint (part->bytes, ==, length);
  assert_holds (case_file);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count (*) FROM custody WHERE act = 'hand-out' AND json_extract (detail, '$.sha256') IS NOT NULL"),
                   ==, 1);

  /* Ben works in it with his own key. */
  team_fixture_act_as ("ben");
  copy = rc_case_open (self->part, TRUE, &error);
  g_assert_no_error (error);
  assert_holds (copy);
  g_assert_cmpint (case_fixture_query (copy, "SELECT count (*) FROM custody WHERE act = 'hand-out' AND json_extract (detail, '$.member') = 2"), ==, 1);
  g_assert_cmpint (case_fixture_query (copy, "SELECT max (id) FROM custody"), ==, part->entries + 1);
  g_assert_cmpint (rc_note_add (copy, NULL, "Mine", NULL, &error), ==, 1);
  g_assert_no_error (error);
  assert_holds (copy);
  rc_case_close (copy, NULL);
  case_fixture_close (case_file);
  g_assert_cmpuint (case_fixture_count (&self->fixture), ==, 2);
}

/* Private notes: withheld, told so, and in no page of the file. */
static void
test_private (PartFixture   *self,
              gconstpointer  data)
{
  RcCase *case_file = make_case (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcHandOut) part = NULL;
  g_autoptr (GPtrArray) notes = NULL, kept = NULL;
  g_autoptr (RcEntry) entry = NULL;
  g_autoptr (RcCase) copy = NULL;

  g_assert_cmpint (rc_note_add (case_file, "finding:F-001", SECRET, NULL, &error), ==, 1);
  part = rc_hand_out (case_file, 2, self->part, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (part->n_withheld, ==, 1);

  copy = rc_case_open (self->part, FALSE, &error);
  notes = rc_note_list (copy, &error);
  kept = rc_note_list (case_file, &error);
  g_assert_no_error (error);
  g_assert_true (((RcNote *) notes->pdata[0])->is_withheld);
  g_assert_false (((RcNote *) kept->pdata[0])->is_withheld);
  g_assert_cmpstr (((RcNote *) kept->pdata[0])->words, ==, SECRET);
  g_assert_null (strstr (((RcNote *) notes->pdata[0])->words, SECRET));
  entry = rc_entry_find (copy, RC_ENTRY_NOTE, 1, &error);
  g_assert_true (rc_entry_is_withheld (entry));
  assert_holds (copy);
  rc_case_close (copy, NULL);
  case_fixture_close (case_file);
  g_assert_true (has_bytes (self->fixture.path, SECRET));
  g_assert_false (has_bytes (self->part, SECRET));
}

/* Something else in the place of a private body is not what withholding looks like. */
static void
test_edited (PartFixture   *self,
             gconstpointer  data)
{
  RcCase *case_file = make_case (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcEntry) entry = NULL, open_one = NULL;

  g_assert_cmpint (rc_note_add (case_file, NULL, SECRET, NULL, &error), ==, 1);
  case_fixture_close (case_file);
  case_fixture_edit (&self->fixture, "UPDATE entry SET body = '{\"text\":\"other\"}' WHERE kind = 'note'");
  case_fixture_edit (&self->fixture, "UPDATE entry SET body = '{}' WHERE kind = 'assignment' AND number = 1");
  case_file = case_fixture_open (&self->fixture, FALSE);
  entry = rc_entry_find (case_file, RC_ENTRY_NOTE, 1, &error);
  open_one = rc_entry_find (case_file, RC_ENTRY_ASSIGNMENT, 1, &error);
  g_assert_false (rc_entry_is_withheld (entry));
  g_assert_false (rc_entry_is_withheld (open_one));
  case_fixture_close (case_file);
}

/* A part of a protected case is opened by the member's own key, and is in clear for nobody. */
static void
test_protected (PartFixture   *self,
                gconstpointer  data)
{
  const RcKeyCost cost = { 1, 64 };
  g_autoptr (RcCaseKeys) keys = rc_case_keys_new (&cost);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcHandOut) part = NULL;
  g_autoptr (RcCase) copy = NULL;
  RcCase *case_file;

  g_assert_true (rc_case_keys_set_passphrase (keys, "right", 5, NULL, &error));
  case_file = make_case_with (self, keys);
  part = rc_hand_out (case_file, 2, self->part, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (part);
  case_fixture_close (case_file);
  g_assert_false (has_bytes (self->part, "Read the letters"));

  rc_case_forget_keys ();
  team_fixture_act_as ("ben");
  copy = rc_case_open (self->part, TRUE, &error);
  g_assert_no_error (error);
  assert_holds (copy);
  rc_case_close (copy, NULL);
}

static void
assert_refused (PartFixture *self,
                RcCase      *case_file,
                gint64       member,
                RcTeamError  code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (rc_hand_out (case_file, member, self->part, NULL, &error));
  g_assert_error (error, RC_TEAM_ERROR, (int) code);
  g_assert_false (g_file_test (self->part, G_FILE_TEST_EXISTS));
}

static void
test_refused (PartFixture   *self,
              gconstpointer  data)
{
  RcCase *case_file = make_case (self);
  g_autoptr (GError) error = NULL;

  assert_refused (self, case_file, 3, RC_TEAM_ERROR_STATE);
  g_assert_true (rc_team_member_change_key (case_file, 2, NULL, "Lost", NULL, &error));
  assert_refused (self, case_file, 2, RC_TEAM_ERROR_STATE);
  g_assert_true (rc_team_member_leave (case_file, 2, "Moved on", NULL, &error));
  g_assert_no_error (error);
  assert_refused (self, case_file, 2, RC_TEAM_ERROR_STATE);
  team_fixture_act_as ("olga");
  assert_refused (self, case_file, 1, RC_TEAM_ERROR_ROLE);
  team_fixture_act_as ("anna");

  /* Nothing is written over, and the log says nothing of what was not done. */
  g_assert_true (g_file_set_contents (self->part, "mine", -1, NULL));
  g_assert_null (rc_hand_out (case_file, 1, self->part, NULL, &error));
  g_assert_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_FILE);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count (*) FROM custody WHERE act = 'hand-out'"), ==, 0);
  case_fixture_close (case_file);
  g_assert_cmpuint (case_fixture_count (&self->fixture), ==, 2);
}

/* --- The key of the copy is not that of the case --- */

static void
set_up_protected (PartFixture   *self,
                  gconstpointer  data)
{
  g_setenv ("RECOUNT_TEST_PROTECTED", "1", TRUE);
  set_up (self, data);
}

static void
tear_down_protected (PartFixture   *self,
                     gconstpointer  data)
{
  tear_down (self, data);
  g_unsetenv ("RECOUNT_TEST_PROTECTED");
}

static gboolean
opens_for (const char *person,
           const char *path)
{
  g_autofree char *key = team_fixture_become (person);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = NULL;

  rc_case_forget_keys ();
  case_file = rc_case_open (path, FALSE, &error);
  g_assert_true (case_file != NULL || g_error_matches (error, RC_CASE_ERROR, RC_CASE_ERROR_LOCKED));
  return case_file != NULL && rc_case_close (case_file, NULL);
}

/* The member opens the copy, and neither the case by it nor anybody else the copy. */
static void
test_own_key (PartFixture   *self,
              gconstpointer  data)
{
  RcCase *case_file = make_case (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcHandOut) part = rc_hand_out (case_file, 2, self->part, NULL, &error);

  g_assert_no_error (error);
  assert_holds (case_file);
  case_fixture_close (case_file);
  g_assert_true (rc_case_is_protected (self->part));
  g_assert_true (opens_for ("anna", self->part));

  rc_case_set_passphrase_func (NULL, NULL);
  g_assert_false (opens_for ("anna", self->part));
  g_assert_false (opens_for ("stranger", self->part));
  g_assert_false (opens_for ("ben", self->fixture.path));
  g_assert_true (opens_for ("ben", self->part));
  /* What opened the copy is kept in this process, and does not open the case. */
  g_assert_null (rc_case_open (self->fixture.path, FALSE, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_LOCKED);
}

int
main (int   argc,
      char *argv[])
{
  char *folder = case_fixture_own_data_folder ();
  int exit_code;

  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/hand-out/" name, PartFixture, NULL, set_up, function, tear_down)
  ADD ("part", test_part);
  ADD ("private", test_private);
  ADD ("edited", test_edited);
  ADD ("protected", test_protected);
  ADD ("refused", test_refused);
  g_test_add ("/hand-out/own-key", PartFixture, NULL, set_up_protected, test_own_key, tear_down_protected);
#undef ADD

  exit_code = g_test_run ();
  team_fixture_forget ();
  case_fixture_remove_data_folder (folder);
  return exit_code;
}
