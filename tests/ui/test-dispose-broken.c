/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "dispose-fixture.h"
#include "core/life/case-destruction.h"
#include "reports/life/disposal-plan.h"
#include "ui/application.h"
#include "ui/disposal-run.h"

/* The destruction of a case was broken off: what the window does then. */

#define FINISH_DIALOG "Finish the Destruction"
#define DIGEST        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static gboolean
shows_other_than_trouble (gpointer data)
{
  return !dispose_shows_trouble (data);
}

static void
save_plan_for (const char *certificate,
               gboolean    is_destroyed)
{
  g_autoptr (RcDisposalPlan) plan = g_new0 (RcDisposalPlan, 1);

  plan->name = g_strdup ("case.recount");
  plan->sha256 = g_strdup (DIGEST);
  plan->certificate = g_bytes_new_static ("%PDF-1.7", 8);
  plan->is_destroyed = is_destroyed;
  g_assert_true (rc_disposal_plan_save (plan, certificate, NULL));
}

static void
save_plan (UiFixtureOf *of,
           gboolean     is_destroyed)
{
  g_autofree char *certificate = dispose_dup_certificate (of);

  save_plan_for (certificate, is_destroyed);
}

static void
finish (UiFixtureOf *of,
        RcWindow    *window)
{
  GtkWidget *dialog;

  ui_fixture_wait (dispose_shows_trouble, window);
  dispose_assert_says (window, "The Destruction of This Case Was Broken Off");
  ui_fixture_pictures (GTK_WIDGET (window), "dispose-broken");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.finish-disposal", NULL));
  dialog = dispose_wait_titled (FINISH_DIALOG);
  dispose_assert_says (dialog, "X.pdf");
  ui_fixture_pictures (dialog, "dispose-finish");
  dispose_answer (dialog, GTK_RESPONSE_CANCEL);
  ui_fixture_settle (50);
  g_assert_true (dispose_shows_trouble (window));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.finish-disposal", NULL));
  dispose_answer (dispose_wait_titled (FINISH_DIALOG), GTK_RESPONSE_ACCEPT);
  ui_fixture_wait (dispose_shows_start, window);
  dispose_assert_destroyed (of);
  dispose_assert_says (window, DIGEST);
  dispose_assert_says (window, "An earlier order was brought to its end");
}

static void
test_broken_off (UiFixtureOf   *of,
                 gconstpointer  data)
{
  g_autofree char *away = rc_case_destruction_dup_name (of->fixture->case_path, DIGEST);
  RcWindow *window;

  save_plan (of, FALSE);
  g_assert_cmpint (g_rename (of->fixture->case_path, away), ==, 0);
  window = dispose_open_window (of->fixture->case_path);
  finish (of, window);
  dispose_close_window (window);
}

static void
test_broken_off_late (UiFixtureOf   *of,
                      gconstpointer  data)
{
  RcWindow *window;

  save_plan (of, TRUE);
  g_assert_cmpint (g_remove (of->fixture->case_path), ==, 0);
  window = dispose_open_window (of->fixture->case_path);
  finish (of, window);
  dispose_close_window (window);
}

/* What stands in its way is told, and the way stays. */
static void
test_refused_again (UiFixtureOf   *of,
                    gconstpointer  data)
{
  g_autofree char *certificate = dispose_dup_certificate (of);
  RcWindow *window;

  save_plan (of, TRUE);
  g_assert_cmpint (g_remove (of->fixture->case_path), ==, 0);
  g_assert_true (g_file_set_contents (certificate, "of another case", -1, NULL));
  window = dispose_open_window (of->fixture->case_path);
  ui_fixture_wait (dispose_shows_trouble, window);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.finish-disposal", NULL));
  dispose_answer (dispose_wait_titled (FINISH_DIALOG), GTK_RESPONSE_ACCEPT);
  ui_fixture_wait (shows_other_than_trouble, window);
  ui_fixture_wait (dispose_shows_trouble, window);
  dispose_assert_says (window, "It could not be brought to its end: ");
  ui_fixture_picture (GTK_WIDGET (window), "dispose-broken-again");
  g_assert_cmpint (g_remove (certificate), ==, 0);
  finish (of, window);
  dispose_close_window (window);
}

/* Which of them it is, a person says. */
static void
test_two_plans (UiFixtureOf   *of,
                gconstpointer  data)
{
  g_autofree char *certificate = g_build_filename (of->fixture->folder, "Y.pdf", NULL);

  g_assert_cmpint (g_remove (of->fixture->case_path), ==, 0);
  g_assert_false (rc_disposal_run_is_pending (of->fixture->case_path, NULL));
  save_plan_for (certificate, TRUE);
  g_assert_true (rc_disposal_run_is_pending (of->fixture->case_path, NULL));
  save_plan (of, TRUE);
  g_assert_true (rc_disposal_run_is_pending (of->fixture->case_path, NULL));
  g_assert_null (rc_disposal_run_dup_certificate (of->fixture->case_path, NULL));
}

/* The plan was made and the case not taken away: it is whole, opens, and the order counts anew where it was used since. */
static void
test_broken_off_early (UiFixtureOf   *of,
                       gconstpointer  data)
{
  g_autofree char *certificate = dispose_dup_certificate (of);
  RcWindow *window;

  save_plan (of, FALSE);
  window = dispose_open_case (of);
  dispose_order (of, window);
  ui_fixture_wait (dispose_shows_start, window);
  dispose_assert_destroyed (of);
  dispose_assert_names (certificate, DISPOSE_TITLE);
  dispose_close_window (window);
}

/* A case that is missing is no case that was being destroyed. */
static void
test_missing (UiFixtureOf   *of,
              gconstpointer  data)
{
  RcWindow *window;

  save_plan (of, FALSE);
  g_assert_cmpint (g_remove (of->fixture->case_path), ==, 0);
  window = dispose_open_window (of->fixture->case_path);
  ui_fixture_wait (dispose_shows_trouble, window);
  dispose_assert_says (window, "The Case Could Not Be Opened");
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "finish-disposal"));
  dispose_close_window (window);
}

int
main (int    argc,
      char **argv)
{
  RcApplication *application;
  int status;

  if (!ui_fixture_init (&argc, &argv))
    return 0;

  application = ui_fixture_new_application (NULL);
#define ADD(name, func) g_test_add ("/ui/dispose-broken/" name, UiFixtureOf, NULL, ui_fixture_set_up_whole, func, ui_fixture_tear_down)
  ADD ("taken-away", test_broken_off);
  ADD ("destroyed", test_broken_off_late);
  ADD ("refused", test_refused_again);
  ADD ("whole", test_broken_off_early);
  ADD ("two-plans", test_two_plans);
  ADD ("missing", test_missing);
#undef ADD
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
