/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "case-fixture.h"
#include "core/auditor-key.h"
#include "core/hold.h"
#include "core/team/assignment.h"
#include "core/team/team-signers.h"
#include "team-fixture.h"

#define ANNA "Anna Owner (fictitious)"
#define BEN "Ben Auditor (fictitious)"
#define OLGA "Olga Observer (fictitious)"

static gboolean
hold (RcCase  *case_file,
      GError **error)
{
  const RcHoldTerms terms = { .reason = "An authority asked", .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE, .since_us = RC_TIME_NONE };

  return rc_hold_set (case_file, &terms, error) != 0;
}

static void
assert_refused (gboolean  done,
                GError  **error,
                GQuark    domain,
                int       code)
{
  g_assert_false (done);
  g_assert_error (*error, domain, code);
  g_clear_error (error);
}

static void
test_members (CaseFixture   *fixture,
              gconstpointer  data)
{
  g_autofree char *anna = team_fixture_become ("anna"), *ben = team_fixture_become ("ben"), *second = team_fixture_become ("anna-2");
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (RcTeamMember) member = NULL;
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (anna, !=, ben);
  assert_refused (rc_team_member_add (case_file, BEN, RC_ROLE_AUDITOR, NULL, NULL, &error), &error, RC_TEAM_ERROR, RC_TEAM_ERROR_STATE);
  assert_refused (rc_team_member_add (case_file, ANNA, RC_ROLE_OWNER, "abc", NULL, &error), &error, RC_TEAM_ERROR, RC_TEAM_ERROR_TERMS);
  g_assert_cmpint (rc_team_member_add (case_file, ANNA, RC_ROLE_OWNER, second, NULL, &error), ==, 1);
  assert_refused (rc_team_member_add (case_file, BEN, RC_ROLE_AUDITOR, second, NULL, &error), &error, RC_TEAM_ERROR, RC_TEAM_ERROR_TERMS);
  assert_refused (rc_team_member_add (case_file, ANNA, RC_ROLE_AUDITOR, ben, NULL, &error), &error, RC_TEAM_ERROR, RC_TEAM_ERROR_TERMS);
  g_assert_cmpint (rc_team_member_add (case_file, BEN, RC_ROLE_AUDITOR, ben, NULL, &error), ==, 2);

  /* The last owner stays. */
  assert_refused (rc_team_member_leave (case_file, 1, "New work", NULL, &error), &error, RC_TEAM_ERROR, RC_TEAM_ERROR_STATE);
  assert_refused (rc_team_member_set_role (case_file, 1, RC_ROLE_REVIEWER, "New work", NULL, &error), &error, RC_TEAM_ERROR, RC_TEAM_ERROR_STATE);
  g_assert_true (rc_team_member_set_role (case_file, 2, RC_ROLE_OWNER, "Takes over", NULL, &error));
  team_fixture_act_as ("ben");
  g_assert_true (rc_team_member_set_role (case_file, 1, RC_ROLE_REVIEWER, "Hands over", NULL, &error));
  g_assert_no_error (error);

  /* A key is followed by another one, and never becomes anybody else's. */
  g_assert_true (rc_team_member_change_key (case_file, 1, anna, "New machine", NULL, &error));
  assert_refused (rc_team_member_change_key (case_file, 1, anna, "Again", NULL, &error), &error, RC_TEAM_ERROR, RC_TEAM_ERROR_STATE);
  assert_refused (rc_team_member_change_key (case_file, 2, second, "Taken", NULL, &error), &error, RC_TEAM_ERROR, RC_TEAM_ERROR_TERMS);
  member = rc_team_member_find (case_file, 1, &error);
  g_assert_cmpint (member->role, ==, RC_ROLE_REVIEWER);
  g_assert_cmpuint (member->keys->len, ==, 2);
  g_assert_cmpstr (rc_team_member_peek_key (member), ==, anna);
  g_assert_cmpstr (((RcTeamKey *) member->keys->pdata[0])->key, ==, second);
  g_assert_cmpstr (((RcTeamKey *) member->keys->pdata[0])->ended_for, ==, "New machine");

  g_assert_true (rc_team_member_leave (case_file, 1, "Retired", NULL, &error));
  assert_refused (rc_team_member_change_key (case_file, 1, second, "Back", NULL, &error), &error, RC_TEAM_ERROR, RC_TEAM_ERROR_STATE);
  members = rc_team_member_list (case_file, &error);
  g_assert_cmpuint (members->len, ==, 2);
  g_assert_null (rc_team_member_find_key (members, anna));
  g_assert_nonnull (rc_team_member_find_key (members, ben));
  case_fixture_close (case_file);
  team_fixture_act_as (NULL);
}

/* Whose signatures the log bears, as of each entry. */
static void
test_signers (CaseFixture   *fixture,
              gconstpointer  data)
{
  g_autofree char *stranger = team_fixture_become ("stranger"), *ben = team_fixture_become ("ben"), *anna = team_fixture_become ("anna");
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (RcTeamSigners) signers = NULL;
  g_autoptr (GError) error = NULL;
  const RcTeamSigner *signer;
  const RcCustodyFault *fault;

  g_assert_cmpint (rc_team_member_add (case_file, ANNA, RC_ROLE_OWNER, anna, NULL, &error), ==, 1);
  g_assert_cmpint (rc_team_member_add (case_file, BEN, RC_ROLE_AUDITOR, ben, NULL, &error), ==, 2);
  team_fixture_act_as ("ben");
  g_assert_true (hold (case_file, &error));
  signers = rc_team_signers_load (case_file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (signers->signers->len, ==, 2);
  g_assert_cmpuint (signers->faults->len, ==, 0);
  signer = signers->signers->pdata[0];
  g_assert_cmpstr (signer->key, ==, anna);
  g_assert_cmpstr (signer->name, ==, ANNA);
  g_assert_cmpint (signer->role, ==, RC_ROLE_OWNER);
  signer = signers->signers->pdata[1];
  g_assert_cmpstr (signer->name, ==, BEN);
  g_assert_cmpuint (signer->entries, ==, 1);
  g_clear_pointer (&signers, rc_team_signers_free);

  /* Whoever has the file can write into it: it is told whose key it was not. */
  team_fixture_act_as ("stranger");
  g_assert_true (hold (case_file, &error));
  signers = rc_team_signers_load (case_file, &error);
  g_assert_cmpuint (signers->faults->len, ==, 1);
  fault = signers->faults->pdata[0];
  g_assert_nonnull (strstr (fault->message, "no member's then"));
  g_assert_cmpstr (fault->found, ==, stranger);
  case_fixture_close (case_file);
  team_fixture_act_as (NULL);
}

static void
test_roles (CaseFixture   *fixture,
            gconstpointer  data)
{
  g_autofree char *olga = team_fixture_become ("olga"), *ben = team_fixture_become ("ben"), *anna = team_fixture_become ("anna");
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (RcTeamSigners) signers = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (rc_team_member_add (case_file, ANNA, RC_ROLE_OWNER, anna, NULL, &error), ==, 1);
  g_assert_cmpint (rc_team_member_add (case_file, BEN, RC_ROLE_AUDITOR, ben, NULL, &error), ==, 2);
  g_assert_cmpint (rc_team_member_add (case_file, OLGA, RC_ROLE_OBSERVER, olga, NULL, &error), ==, 3);

  team_fixture_act_as ("olga");
  assert_refused (hold (case_file, &error), &error, RC_TEAM_ERROR, RC_TEAM_ERROR_ROLE);
  g_assert_true (rc_custody_append (case_file, "report", NULL, &error));
  team_fixture_act_as ("ben");
  g_assert_true (hold (case_file, &error));
  assert_refused (rc_team_member_set_role (case_file, 2, RC_ROLE_OWNER, "I want to", NULL, &error), &error, RC_TEAM_ERROR, RC_TEAM_ERROR_ROLE);

  /* With another program an observer signs what they like; it does not pass. */
  signers = rc_team_signers_load (case_file, &error);
  g_assert_cmpuint (signers->faults->len, ==, 0);
  g_clear_pointer (&signers, rc_team_signers_free);
  team_fixture_act_as ("anna");
  g_assert_true (rc_team_member_set_role (case_file, 3, RC_ROLE_AUDITOR, "Helps", NULL, &error));
  team_fixture_act_as ("olga");
  g_assert_true (hold (case_file, &error));
  case_fixture_close (case_file);
  case_fixture_edit (fixture, "UPDATE entry SET body = replace (body, '\"auditor\"', '\"observer\"'), sha256 = zeroblob (32) WHERE about <> 0");
  case_file = case_fixture_open (fixture, FALSE);
  signers = rc_team_signers_load (case_file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (signers->faults->len, ==, 1);
  g_assert_nonnull (strstr (((RcCustodyFault *) signers->faults->pdata[0])->message, "whose role is observer"));
  case_fixture_close (case_file);
  team_fixture_act_as (NULL);
}

static void
test_assignments (CaseFixture   *fixture,
                  gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  const char * const about[] = { "decision:KA-2026-000024", "slot:approval", NULL };
  g_autoptr (GPtrArray) assignments = NULL;
  g_autoptr (GError) error = NULL;
  const RcAssignment *assignment;

  g_assert_cmpint (rc_team_member_add (case_file, ANNA, RC_ROLE_OWNER, NULL, NULL, &error), ==, 1);
  g_assert_cmpint (rc_team_member_add (case_file, OLGA, RC_ROLE_OBSERVER, NULL, NULL, &error), ==, 2);
  assert_refused (rc_assignment_give (case_file, 2, "Read it", NULL, NULL, NULL, &error), &error, RC_TEAM_ERROR, RC_TEAM_ERROR_STATE);
  g_assert_cmpint (rc_assignment_give (case_file, 7, "Read it", NULL, NULL, NULL, &error), ==, 0);
  g_clear_error (&error);
  assert_refused (rc_assignment_give (case_file, 1, "Read it", NULL, "soon", NULL, &error), &error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_WORDS);
  g_assert_cmpint (rc_assignment_give (case_file, 1, "Who approved it?", about, "2026-11-20", NULL, &error), ==, 1);
  g_assert_cmpint (rc_assignment_give (case_file, 1, "Ask for the minutes", NULL, NULL, NULL, &error), ==, 2);
  g_assert_true (rc_assignment_end (case_file, 2, RC_ASSIGNMENT_RETURNED, "There are none", NULL, &error));
  assert_refused (rc_assignment_end (case_file, 2, RC_ASSIGNMENT_DONE, "Found", NULL, &error), &error, RC_TEAM_ERROR, RC_TEAM_ERROR_STATE);

  assignments = rc_assignment_list (case_file, &error);
  g_assert_cmpuint (assignments->len, ==, 2);
  assignment = assignments->pdata[0];
  g_assert_cmpint (assignment->state, ==, RC_ASSIGNMENT_OPEN);
  g_assert_cmpuint (assignment->about->len, ==, 2);
  g_assert_true (rc_assignment_is_overdue (assignment, "2026-11-21"));
  g_assert_false (rc_assignment_is_overdue (assignment, "2026-11-20"));
  assignment = assignments->pdata[1];
  g_assert_cmpint (assignment->state, ==, RC_ASSIGNMENT_RETURNED);
  g_assert_cmpstr (assignment->outcome, ==, "There are none");
  g_assert_false (rc_assignment_is_overdue (assignment, "2030-01-01"));
  case_fixture_close (case_file);
}

int
main (int   argc,
      char *argv[])
{
  char *folder = case_fixture_own_data_folder ();
  int exit_code;

  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/team/" name, CaseFixture, NULL, case_fixture_set_up, function, case_fixture_tear_down)
  ADD ("members", test_members);
  ADD ("signers", test_signers);
  ADD ("roles", test_roles);
  ADD ("assignments", test_assignments);
#undef ADD

  exit_code = g_test_run ();
  team_fixture_forget ();
  case_fixture_remove_data_folder (folder);
  return exit_code;
}
