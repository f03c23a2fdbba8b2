/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/auditor-key.h"
#include "core/custody.h"
#include "ui-fixture.h"
#include "ui/application.h"
#include "ui/new-case.h"
#include "ui/window.h"

/* One window for each case, the key asked for when there is something to sign, and the good order of the end. */

static RcApplication *application;

static guint
count_windows (void)
{
  return g_list_length (gtk_application_get_windows (GTK_APPLICATION (application)));
}

static gboolean
all_settled (gpointer data)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (application)); l != NULL; l = l->next)
    if (RC_IS_WINDOW (l->data) && strcmp (rc_window_peek_view (l->data), "opening") == 0)
      return FALSE;
  return TRUE;
}

static gboolean
none_left (gpointer data)
{
  return count_windows () == 0;
}

static RcWindow *
window_of (const char *path)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (application)); l != NULL; l = l->next)
    if (RC_IS_WINDOW (l->data) && g_strcmp0 (rc_window_peek_path (l->data), path) == 0)
      return l->data;
  return NULL;
}

static void
quit (void)
{
  g_action_group_activate_action (G_ACTION_GROUP (application), "quit", NULL);
  ui_fixture_wait (none_left, NULL);
}

/* --- Windows --- */

static void
test_one_window_a_case (UiFixtureOf   *of,
                        gconstpointer  data)
{
  UiFixture *other = ui_fixture_new (UI_INFERENCES, UI_CASE_EMPTY);
  g_autofree char *roundabout = g_build_filename (of->fixture->folder, ".", "demo", "..", "case.recount", NULL);

  rc_application_open_case (application, of->fixture->case_path);
  ui_fixture_wait (all_settled, NULL);
  rc_application_open_case (application, roundabout);
  ui_fixture_wait (all_settled, NULL);
  g_assert_cmpuint (count_windows (), ==, 1);

  rc_application_open_case (application, other->case_path);
  ui_fixture_wait (all_settled, NULL);
  g_assert_cmpuint (count_windows (), ==, 2);
  g_assert_true (rc_session_is_writable (rc_window_peek_session (window_of (other->case_path))));

  /* A window that has a case opens the next in another. */
  rc_window_open (window_of (other->case_path), of->fixture->case_path, TRUE);
  g_assert_cmpuint (count_windows (), ==, 2);

  quit ();
  g_assert_true (ui_fixture_is_alone (of->fixture->case_path));
  g_assert_true (ui_fixture_is_alone (other->case_path));
  ui_fixture_free (other);
}

static void
test_start_page_is_used (UiFixtureOf   *of,
                         gconstpointer  data)
{
  g_application_activate (G_APPLICATION (application));
  g_application_activate (G_APPLICATION (application));
  g_assert_cmpuint (count_windows (), ==, 1);
  rc_application_open_case (application, of->fixture->case_path);
  ui_fixture_wait (all_settled, NULL);
  g_assert_cmpuint (count_windows (), ==, 1);
  quit ();
}

/* --- The auditor's key --- */

static void
store_result (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static char *
make_signed_case (UiFixture *fixture)
{
  RcNewCase *wanted = rc_new_case_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *path;

  wanted->path = g_build_filename (fixture->folder, "signed.recount", NULL);
  wanted->title = g_strdup ("Signed");
  wanted->passphrase = g_strdup ("correct horse");
  rc_new_case_make_async (wanted, store_result, &result);
  ui_fixture_wait (has_result, &result);
  path = rc_new_case_make_finish (result, &error);
  g_assert_no_error (error);
  return path;
}

static GtkWidget *
find_unlock_dialog (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) toplevel = g_list_model_get_item (toplevels, i);

      if (g_strcmp0 (gtk_window_get_title (GTK_WINDOW (toplevel)), "Unlock Your Auditor Key") == 0)
        return toplevel;
    }
  return NULL;
}

static gint64
count_signed (const char *path,
              gint64     *out_entries)
{
  g_autoptr (RcCase) case_file = rc_case_open (path, FALSE, NULL);
  g_autoptr (RcCustodyReport) report = rc_custody_verify (case_file, NULL);

  *out_entries = report->entries;
  return report->signed_entries;
}

static void
test_key_when_there_is_something_to_sign (UiFixtureOf   *of,
                                          gconstpointer  data)
{
  g_autofree char *path = make_signed_case (of->fixture);
  RcSession *session;
  gint64 entries;

  rc_auditor_key_lock ();
  rc_application_open_case (application, path);
  ui_fixture_wait (all_settled, NULL);
  session = rc_window_peek_session (window_of (path));
  g_assert_true (rc_session_is_signed (session));
  /* Everything can be seen before a passphrase is asked for. */
  g_assert_null (find_unlock_dialog ());

  rc_session_verify (session);
  g_assert_false (rc_session_is_busy (session));
  g_assert_nonnull (find_unlock_dialog ());
  gtk_dialog_response (GTK_DIALOG (find_unlock_dialog ()), GTK_RESPONSE_CANCEL);
  g_assert_false (rc_session_is_busy (session));

  rc_session_verify (session);
  g_signal_emit_by_name (ui_fixture_find (find_unlock_dialog (), "without-signing"), "clicked");
  g_assert_true (rc_session_is_busy (session));
  ui_fixture_wait_idle (session);
  /* Asked once. */
  rc_session_verify (session);
  g_assert_true (rc_session_is_busy (session));
  ui_fixture_wait_idle (session);
  quit ();
  g_assert_cmpint (count_signed (path, &entries), ==, 1);
  g_assert_cmpint (entries, ==, 3);
}

int
main (int    argc,
      char **argv)
{
  int status;

  if (!ui_fixture_init (&argc, &argv))
    return 0;

  application = ui_fixture_new_application (NULL);
#define ADD(name, func) g_test_add ("/ui/application/" name, UiFixtureOf, NULL, ui_fixture_set_up_empty, func, ui_fixture_tear_down)
  ADD ("one-window-a-case", test_one_window_a_case);
  ADD ("start-page-is-used", test_start_page_is_used);
  ADD ("key-when-there-is-something-to-sign", test_key_when_there_is_something_to_sign);
#undef ADD
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
