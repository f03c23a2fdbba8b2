/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/auditor-key.h"
#include "core/registers/note.h"
#include "core/team/hand-out.h"
#include "team-window-fixture.h"
#include "ui/application.h"
#include "ui/case-act-dialog.h"
#include "ui/window.h"

/* Who works on a case: entering people, their roles and keys, what they have to do, and copies for them to work in. */

#define OTHER_KEY "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define GROUPED   "FEDCBA98 76543210 FEDCBA98 76543210 FEDCBA98 76543210 FEDCBA98 76543210"
#define UNGROUPED "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"
#define NAME      "Anna Auer (fictitious)"
#define OTHER     "Ben Brandt (fictitious)"

static RcApplication *application;

/* --- Members --- */

static void
test_empty (UiFixtureOf  *of,
            gconstpointer data)
{
  GtkWidget *dialog;
  TeamTest test;

  team_test_open (&test, of->fixture);
  team_test_says (&test, "Nobody Is Entered");
  ui_fixture_pictures (GTK_WIDGET (test.window), "team-none");
  dialog = team_test_begin (&test, "team-add");
  g_assert_false (gtk_widget_get_sensitive (gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK)));
  team_test_assert_says (dialog, "The first who is entered is the owner");
  team_test_type (dialog, "team-name", NAME);
  team_test_type (dialog, "team-role", "reviewer");
  team_test_enter_refused (dialog, "The first member of a case is its owner");
  team_test_draw_back (dialog);
  team_test_says (&test, "Nobody Is Entered");
  team_test_close (&test);
  g_assert_cmpuint (team_test_count_acts (of->fixture, "member add"), ==, 0);
}

static void
refuse_more (TeamTest *test)
{
  GtkWidget *dialog = team_test_begin (test, "team-add");

  team_test_type (dialog, "team-name", NAME);
  team_test_type (dialog, "team-role", "auditor");
  team_test_enter_refused (dialog, "is a member already");
  team_test_type (dialog, "team-name", "Carl (fictitious)");
  team_test_type (dialog, "team-key", "abc");
  team_test_enter_refused (dialog, "64 hexadecimal digits");
  team_test_type (dialog, "team-key", UNGROUPED);
  team_test_enter_refused (dialog, "This key is or was the key of " OTHER);
  ui_fixture_pictures (dialog, "team-refused");
  team_test_draw_back (dialog);
}

static void
test_add (UiFixtureOf  *of,
          gconstpointer data)
{
  GtkWidget *dialog;
  g_autofree char *own = NULL;
  TeamTest test;

  team_test_open (&test, of->fixture);
  own = g_strdup (rc_team_window_peek_team (test.window)->own_key);
  g_assert_nonnull (own);
  dialog = team_test_begin (&test, "team-add");
  team_test_type (dialog, "team-name", NAME);
  ui_fixture_pictures (dialog, "team-add-first");
  team_test_enter (&test, dialog);
  team_test_says (&test, "The key of this computer is entered as that of " NAME ", owner.");
  g_assert_cmpstr (rc_team_member_peek_key (team_test_peek_row (&test, 0)->member), ==, own);
  team_test_add (&test, OTHER, "reviewer", GROUPED);
  g_assert_cmpstr (rc_team_member_peek_key (team_test_peek_row (&test, 1)->member), ==, UNGROUPED);
  /* The one who was added is selected. */
  team_test_says (&test, "Reviewer: works on it, and reviews the work of others");
  team_test_says (&test, "Key entered");
  refuse_more (&test);
  team_test_add (&test, "Olga Orth (fictitious)", "observer", NULL);
  team_test_says (&test, "No key");
  ui_fixture_pictures (GTK_WIDGET (test.window), "team");
  ui_fixture_tight_pictures (GTK_WIDGET (test.window), "team");
  team_test_close (&test);
  g_assert_cmpuint (team_test_count_acts (of->fixture, "member add"), ==, 3);
}

static void
test_roles (UiFixtureOf  *of,
            gconstpointer data)
{
  GtkWidget *dialog;
  TeamTest test;

  team_test_open (&test, of->fixture);
  team_test_add (&test, NAME, "owner", NULL);
  dialog = team_test_begin (&test, "team-leave");
  team_test_type (dialog, "team-reason", "Another engagement (fictitious)");
  team_test_enter_refused (dialog, "A case has an owner");
  team_test_draw_back (dialog);

  team_test_add (&test, OTHER, "auditor", OTHER_KEY);
  dialog = team_test_begin (&test, "team-role");
  team_test_type (dialog, "team-role", "owner");
  team_test_type (dialog, "team-reason", "Leads from now on (fictitious)");
  team_test_enter (&test, dialog);
  team_test_says (&test, "Owner: answers for the case");
  dialog = team_test_begin (&test, "team-key");
  team_test_type (dialog, "team-key", OTHER_KEY);
  team_test_type (dialog, "team-reason", "Lost (fictitious)");
  team_test_enter_refused (dialog, "This is the member’s key already");
  team_test_type (dialog, "team-key", "");
  team_test_enter (&test, dialog);
  team_test_says (&test, "Key withdrawn");
  team_test_says (&test, "Earlier key");

  /* Whoever may not say who is a member is told so. */
  team_test_choose (&test, 0);
  dialog = team_test_begin (&test, "team-role");
  team_test_type (dialog, "team-role", "auditor");
  team_test_type (dialog, "team-reason", "Hands it on (fictitious)");
  team_test_enter (&test, dialog);
  dialog = team_test_begin (&test, "team-add");
  team_test_type (dialog, "team-name", "Carl (fictitious)");
  team_test_enter_refused (dialog, "is entered as auditor of this case, and may not do that");
  team_test_draw_back (dialog);
  team_test_close (&test);
  g_assert_cmpuint (team_test_count_acts (of->fixture, "member add"), ==, 2);
  g_assert_cmpuint (team_test_count_acts (of->fixture, "member role"), ==, 2);
  g_assert_cmpuint (team_test_count_acts (of->fixture, "member leave"), ==, 0);
}

static void
test_leave (UiFixtureOf  *of,
            gconstpointer data)
{
  GtkWidget *dialog;
  TeamTest test;

  team_test_open (&test, of->fixture);
  team_test_add (&test, NAME, "owner", NULL);
  team_test_add (&test, OTHER, "auditor", OTHER_KEY);
  dialog = team_test_begin (&test, "team-leave");
  team_test_type (dialog, "team-reason", "Another engagement (fictitious)");
  team_test_enter (&test, dialog);
  team_test_says (&test, "Has left");
  team_test_says (&test, "Another engagement");
  g_assert_false (rc_team_row_is_member (team_test_peek_row (&test, 1)));
  ui_fixture_picture (GTK_WIDGET (test.window), "team-left");
  team_test_close (&test);
}

/* Who enters people and is none of them: told above the list, and so is what the key signed since. */
static void
test_stranger (UiFixtureOf  *of,
               gconstpointer data)
{
  TeamTest test;

  team_test_open (&test, of->fixture);
  team_test_add (&test, NAME, "owner", OTHER_KEY);
  team_test_says (&test, "The key of this computer is that of nobody who is entered");
  team_test_assert_silent (GTK_WIDGET (test.window), "is signed by nobody who was entered then");
  team_test_add (&test, OTHER, "auditor", NULL);
  team_test_says (&test, "is signed by nobody who was entered then");
  ui_fixture_pictures (GTK_WIDGET (test.window), "team-stranger");
  team_test_close (&test);
}

static void
drop_key (RcSession *session)
{
  rc_session_settle_key (session, FALSE);
}

/* The log of the case is signed: nothing is entered before the key was asked for. */
static void
test_key_wanted (UiFixtureOf  *of,
                 gconstpointer data)
{
  GtkWidget *dialog;
  TeamTest test;

  rc_auditor_key_lock ();
  team_test_open (&test, of->fixture);
  g_signal_connect (test.session, "key-wanted", G_CALLBACK (drop_key), NULL);
  dialog = team_test_begin (&test, "team-add");
  team_test_type (dialog, "team-name", NAME);
  team_test_enter_refused (dialog, "This was not done.");
  team_test_draw_back (dialog);
  team_test_close (&test);
  g_assert_cmpuint (team_test_count_acts (of->fixture, "member add"), ==, 0);
}

/* --- Work --- */

static void
test_work (UiFixtureOf  *of,
           gconstpointer data)
{
  GtkWidget *dialog;
  TeamTest test;

  team_test_open (&test, of->fixture);
  team_test_add (&test, NAME, "owner", NULL);
  team_test_says (&test, "Nothing assigned");
  dialog = team_test_begin (&test, "team-assign");
  team_test_type (dialog, "team-task", "Read the approvals of version 4.2 (fictitious)");
  team_test_type (dialog, "team-about", "system:KreditCheck\nQ08");
  team_test_type (dialog, "team-due", "soon");
  team_test_enter_refused (dialog, "day");
  ui_fixture_pictures (dialog, "team-assign");
  team_test_type (dialog, "team-due", "2026-01-31");
  team_test_enter (&test, dialog);
  team_test_says (&test, "1 to do, 1 overdue");
  team_test_says (&test, "Overdue: it was due on 2026-01-31");
  team_test_says (&test, "AI system KreditCheck");
  dialog = team_test_begin (&test, "team-assign");
  team_test_type (dialog, "team-task", "Ask for the minutes (fictitious)");
  team_test_enter (&test, dialog);
  team_test_says (&test, "2 to do, 1 overdue");
  ui_fixture_pictures (GTK_WIDGET (test.window), "team-work");

  dialog = team_test_begin (&test, "team-done");
  team_test_assert_says (dialog, "Read the approvals");
  g_assert_false (gtk_widget_get_sensitive (gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK)));
  team_test_type (dialog, "team-outcome", "Two of them came late (fictitious)");
  team_test_enter (&test, dialog);
  team_test_says (&test, "Said to be done");
  team_test_says (&test, "Two of them came late");
  dialog = team_test_begin (&test, "team-return");
  team_test_assert_says (dialog, "Ask for the minutes");
  team_test_type (dialog, "team-outcome", "Nobody has them (fictitious)");
  team_test_enter (&test, dialog);
  team_test_says (&test, "1 handed back");
  team_test_assert_silent (GTK_WIDGET (test.window), "It Is Done…");
  team_test_close (&test);
  g_assert_cmpuint (team_test_count_acts (of->fixture, "assignment give"), ==, 2);
  g_assert_cmpuint (team_test_count_acts (of->fixture, "assignment end"), ==, 2);
}

/* --- Copies --- */

static gboolean
is_not_working (gpointer data)
{
  return strcmp (gtk_stack_get_visible_child_name (GTK_STACK (ui_fixture_find (data, "work"))), "working") != 0;
}

static const char *
peek_page (GtkWidget *dialog)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (ui_fixture_find (dialog, "work")));
}

static void
write_note (UiFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  RcCase *case_file = rc_case_open (fixture->case_path, TRUE, &error);

  g_assert_no_error (error);
  g_assert_cmpint (rc_note_add (case_file, NULL, "For me alone (fictitious)", NULL, &error), >, 0);
  g_assert_true (rc_case_close (case_file, &error));
  g_object_unref (case_file);
}

static GtkWidget *
hand_out (TeamTest   *test,
          const char *path)
{
  GtkWidget *dialog = team_test_begin (test, "team-hand-out");

  rc_case_act_dialog_do (dialog, path);
  ui_fixture_wait (is_not_working, dialog);
  ui_fixture_settle (50);
  return dialog;
}

static void
assert_copy (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) copy = rc_case_open (path, FALSE, &error);
  g_autoptr (GPtrArray) members = copy != NULL ? rc_team_member_list (copy, &error) : NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (members->len, ==, 2);
  g_assert_cmpint (rc_case_get_mark (copy, "source"), >, 0);
}

static void
test_hand_out (UiFixtureOf  *of,
               gconstpointer data)
{
  g_autofree char *path = g_build_filename (of->fixture->folder, "part.recount", NULL);
  GtkWidget *dialog;
  TeamTest test;

  write_note (of->fixture);
  team_test_open (&test, of->fixture);
  team_test_add (&test, NAME, "owner", NULL);
  team_test_add (&test, OTHER, "auditor", NULL);
  dialog = team_test_begin (&test, "team-assign");
  team_test_type (dialog, "team-task", "Read the approvals (fictitious)");
  team_test_enter (&test, dialog);

  dialog = hand_out (&test, path);
  g_assert_cmpstr (peek_page (dialog), ==, "form");
  team_test_assert_says (dialog, "has no key");
  ui_fixture_pictures (dialog, "team-hand-out-refused");
  team_test_draw_back (dialog);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  dialog = team_test_begin (&test, "team-key");
  team_test_type (dialog, "team-key", GROUPED);
  team_test_type (dialog, "team-reason", "Their first one (fictitious)");
  team_test_enter (&test, dialog);
  dialog = hand_out (&test, path);
  g_assert_cmpstr (peek_page (dialog), ==, "done");
  team_test_assert_says (dialog, "The copy for " OTHER " is written");
  team_test_assert_says (dialog, "1 assignment of theirs is still to be done.");
  team_test_assert_says (dialog, "1 private note is not in it.");
  team_test_assert_says (dialog, "SHA-256 of the file");
  ui_fixture_pictures (dialog, "team-hand-out");
  team_test_draw_back (dialog);
  assert_copy (path);

  /* What is there already stays. */
  dialog = hand_out (&test, path);
  g_assert_cmpstr (peek_page (dialog), ==, "form");
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (dialog, "trouble")));
  team_test_draw_back (dialog);
  team_test_close (&test);
  g_assert_cmpuint (team_test_count_acts (of->fixture, RC_HAND_OUT_ACT), ==, 1);
}

static void
test_hand_out_cancelled (UiFixtureOf  *of,
                         gconstpointer data)
{
  g_autofree char *path = g_build_filename (of->fixture->folder, "part.recount", NULL);
  GtkWidget *dialog;
  TeamTest test;

  team_test_open (&test, of->fixture);
  team_test_add (&test, NAME, "owner", NULL);
  dialog = team_test_begin (&test, "team-hand-out");
  rc_case_act_dialog_do (dialog, path);
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  ui_fixture_wait (is_not_working, dialog);
  g_assert_cmpstr (peek_page (dialog), ==, "form");
  g_assert_false (gtk_widget_get_visible (ui_fixture_find (dialog, "trouble")));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  team_test_draw_back (dialog);

  /* The window goes while the copy is written: nobody is told, and the case stays well. */
  dialog = team_test_begin (&test, "team-hand-out");
  rc_case_act_dialog_do (dialog, path);
  gtk_window_destroy (GTK_WINDOW (test.window));
  ui_fixture_wait_idle (test.session);
  ui_fixture_settle (100);
  g_assert_null (ui_fixture_find_dialog ());
  ui_fixture_close_session (test.session);
  g_assert_true (ui_fixture_is_alone (of->fixture->case_path));
}

/* --- The window and its case --- */

static void
keep_result (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(gboolean *) user_data = rc_session_open_finish (RC_SESSION (source), result, NULL);
}

static void
test_read_only (UiFixtureOf  *of,
                gconstpointer data)
{
  static const char * const acts[] = { "Add a Person…", "Assign Work…", "Hand Out…", "Change the Role…", "Another Key…", "Leaves the Case…",
                                       "It Is Done…", "Hand It Back…" };
  gboolean is_open = FALSE;
  GtkWidget *dialog;
  TeamTest test;

  team_test_open (&test, of->fixture);
  team_test_add (&test, NAME, "owner", NULL);
  dialog = team_test_begin (&test, "team-assign");
  team_test_type (dialog, "team-task", "Read the approvals (fictitious)");
  team_test_enter (&test, dialog);
  team_test_close (&test);

  test.session = rc_session_new ();
  rc_session_open_async (test.session, of->fixture->case_path, FALSE, keep_result, &is_open);
  ui_fixture_wait_flag (&is_open);
  team_test_show (&test);
  team_test_says (&test, NAME);
  team_test_says (&test, "1 to do");
  team_test_says (&test, "The case is open for reading only.");
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    team_test_assert_silent (GTK_WIDGET (test.window), acts[i]);
  ui_fixture_pictures (GTK_WIDGET (test.window), "team-read-only");
  team_test_close (&test);
}

static gboolean
shows_case (gpointer data)
{
  return strcmp (rc_window_peek_view (data), "case") == 0;
}

static GtkWidget *
find_team_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (RC_IS_TEAM_WINDOW (window))
        return window;
    }
  return NULL;
}

/* The menu shows one window for a case, with an open form it goes as the case does. */
static void
test_menu (UiFixtureOf  *of,
           gconstpointer data)
{
  GtkWidget *window = rc_window_new (GTK_APPLICATION (application));
  gpointer pointer = window;
  gpointer team;
  TeamTest test;

  gtk_window_present (GTK_WINDOW (window));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "team"));
  rc_window_open (RC_WINDOW (window), of->fixture->case_path, TRUE);
  ui_fixture_wait (shows_case, window);
  g_assert_true (gtk_widget_activate_action (window, "win.team", NULL));
  team = find_team_window ();
  g_assert_nonnull (team);
  test.window = team;
  team_test_settle (&test);
  g_assert_true (gtk_widget_activate_action (window, "win.team", NULL));
  g_assert_true (find_team_window () == team);
  (void) team_test_begin (&test, "team-add");
  g_object_add_weak_pointer (G_OBJECT (team), &team);
  g_object_add_weak_pointer (G_OBJECT (window), &pointer);
  gtk_window_close (GTK_WINDOW (window));
  ui_fixture_wait (ui_fixture_is_gone, &pointer);
  ui_fixture_wait (ui_fixture_is_gone, &team);
  g_assert_null (ui_fixture_find_dialog ());
}

/* What is being entered while the window goes is entered, and nobody is told. */
static void
test_closed_meanwhile (UiFixtureOf  *of,
                       gconstpointer data)
{
  GtkWidget *dialog;
  TeamTest test;

  team_test_open (&test, of->fixture);
  dialog = team_test_begin (&test, "team-add");
  team_test_type (dialog, "team-name", NAME);
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  gtk_window_destroy (GTK_WINDOW (test.window));
  ui_fixture_settle (300);
  g_assert_null (ui_fixture_find_dialog ());
  ui_fixture_close_session (test.session);
  g_assert_cmpuint (team_test_count_acts (of->fixture, "member add"), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  int status;

  if (!ui_fixture_init (&argc, &argv))
    return 0;

  application = ui_fixture_new_application (NULL);
#define ADD(name, set_up, func) g_test_add ("/ui/team-window/" name, UiFixtureOf, NULL, set_up, func, ui_fixture_tear_down)
  ADD ("empty", ui_fixture_set_up_empty, test_empty);
  ADD ("add", team_test_set_up_signed, test_add);
  ADD ("roles", team_test_set_up_signed, test_roles);
  ADD ("leave", ui_fixture_set_up_empty, test_leave);
  ADD ("stranger", team_test_set_up_signed, test_stranger);
  ADD ("key-wanted", team_test_set_up_signed, test_key_wanted);
  ADD ("work", ui_fixture_set_up_empty, test_work);
  ADD ("hand-out", team_test_set_up_signed, test_hand_out);
  ADD ("hand-out-cancelled", team_test_set_up_signed, test_hand_out_cancelled);
  ADD ("read-only", ui_fixture_set_up_empty, test_read_only);
  ADD ("menu", ui_fixture_set_up_empty, test_menu);
  ADD ("closed-meanwhile", ui_fixture_set_up_empty, test_closed_meanwhile);
#undef ADD
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
