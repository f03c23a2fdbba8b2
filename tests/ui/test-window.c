/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <fcntl.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "importers/demo/demo.h"
#include "ui-fixture.h"
#include "ui/application.h"
#include "ui/appearance.h"
#include "ui/message-bar.h"
#include "ui/window.h"

/* The window as people go through it: by its actions. */

static RcApplication *application;

static gboolean
write_demo (const char    *folder,
            GCancellable  *cancellable,
            GError       **error)
{
  const RcDemoOptions options = { .folder = folder, .inferences = UI_INFERENCES, .seed = 1, .faults = TRUE, .cancellable = cancellable };

  return rc_demo_write (&options, error);
}

/* --- Going about --- */

static RcWindow *
open_window (void)
{
  GtkWidget *window = rc_window_new (GTK_APPLICATION (application));

  gtk_window_set_default_size (GTK_WINDOW (window), 1180, 760);
  gtk_window_present (GTK_WINDOW (window));
  return RC_WINDOW (window);
}

static gboolean
has_settled (gpointer data)
{
  return strcmp (rc_window_peek_view (data), "opening") != 0;
}

static RcWindow *
open_case (const char *path)
{
  RcWindow *window = open_window ();

  rc_window_open (window, path, TRUE);
  g_assert_cmpstr (rc_window_peek_view (window), ==, "opening");
  ui_fixture_wait (has_settled, window);
  return window;
}

static void
activate (RcWindow   *window,
          const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
}

static void
assert_enabled (RcWindow   *window,
                const char *action,
                gboolean    enabled)
{
  g_assert_cmpint (g_action_group_get_action_enabled (G_ACTION_GROUP (window), action), ==, enabled);
}

static gboolean
has_message (gpointer data)
{
  return gtk_widget_get_first_child (ui_fixture_find (GTK_WIDGET (rc_window_peek_case_view (data)), "messages")) != NULL;
}

static RcMessageBar *
newest_message (RcWindow *window)
{
  ui_fixture_wait (has_message, window);
  return RC_MESSAGE_BAR (gtk_widget_get_first_child (ui_fixture_find (GTK_WIDGET (rc_window_peek_case_view (window)), "messages")));
}

static void
assert_said (RcWindow   *window,
             const char *part)
{
  const char *sentence = rc_message_bar_peek_sentence (newest_message (window));

  if (strstr (sentence, part) == NULL)
    g_error ("expected “%s” in “%s”", part, sentence);
}

/* --- The start page --- */

static void
test_start (void)
{
  RcWindow *window = open_window ();
  GtkWidget *widget = GTK_WIDGET (window);
  GtkWidget *open = ui_fixture_find (widget, "open");

  g_assert_cmpstr (rc_window_peek_view (window), ==, "start");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (open), GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (ui_fixture_find (widget, "menu_button")), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Main Menu");
  assert_enabled (window, "open-case", TRUE);
  assert_enabled (window, "import", FALSE);
  assert_enabled (window, "verify", FALSE);
  assert_enabled (window, "cancel", FALSE);
  ui_fixture_picture (widget, "window-start");
  ui_fixture_close (GTK_WIDGET (window));
}

/* --- A case --- */

static void
walk_pages (RcWindow *window)
{
  static const char * const names[] = { "overview", "sources", "decisions", "lineage", "search", "exceptions", "systems", "requirements", "registers",
                                        "exercise", "declaration", "keys", "custody" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *picture = g_strconcat ("window-", names[i], NULL);

      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.show-page", "s", names[i]));
      g_assert_cmpstr (rc_case_view_peek_page (rc_window_peek_case_view (window)), ==, names[i]);
      ui_fixture_settle (300);
      ui_fixture_picture (GTK_WIDGET (window), picture);
    }
}

static void
test_case (UiFixtureOf   *of,
           gconstpointer  data)
{
  RcWindow *window = open_case (of->fixture->case_path);
  GtkWidget *view = GTK_WIDGET (rc_window_peek_case_view (window));

  g_assert_cmpstr (rc_window_peek_view (window), ==, "case");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Nordhafen 2026");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (ui_fixture_find (view, "pages")), GTK_ACCESSIBLE_ROLE_LIST);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (ui_fixture_find (view, "pages")), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Pages of the case");
  g_assert_null (ui_fixture_find_label (ui_fixture_find (view, "notices"), "Not checked yet"));
  assert_enabled (window, "import", TRUE);
  walk_pages (window);

  g_assert_true (rc_case_view_has_sidebar (RC_CASE_VIEW (view)));
  activate (window, "win.sidebar");
  g_assert_false (rc_case_view_has_sidebar (RC_CASE_VIEW (view)));
  activate (window, "win.find");
  g_assert_cmpstr (rc_case_view_peek_page (RC_CASE_VIEW (view)), ==, "decisions");
  ui_fixture_close (GTK_WIDGET (window));
  g_assert_true (ui_fixture_is_alone (of->fixture->case_path));
}

static gboolean
finds_by_key (gpointer data)
{
  for (GtkWidget *widget = gtk_window_get_focus (data); widget != NULL; widget = gtk_widget_get_parent (widget))
    if (strcmp (gtk_widget_get_name (widget), "find-number") == 0)
      return TRUE;

  return FALSE;
}

/* The entry takes the keys as soon as it is there, also where its page was not loaded yet. */
static void
test_find_first (UiFixtureOf   *of,
                 gconstpointer  data)
{
  RcWindow *window = open_case (of->fixture->case_path);

  activate (window, "win.find");
  ui_fixture_wait (finds_by_key, window);
  ui_fixture_close (GTK_WIDGET (window));
}

/* At the least size that is promised, dark, and with letters twice as large. */
static void
test_looks (UiFixtureOf   *of,
            gconstpointer  data)
{
  RcWindow *window;
  int dpi;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  rc_appearance_set_choice (rc_appearance_get_default (), "dark");
  window = open_case (of->fixture->case_path);
  g_assert_cmpint (rc_appearance_get_scheme (rc_appearance_get_default ()), ==, RC_SCHEME_DARK);
  gtk_window_set_default_size (GTK_WINDOW (window), 1024, 600);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.show-page", "s", "overview"));
  ui_fixture_settle (500);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), <=, 1024);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (window)), <=, 600);
  ui_fixture_picture (GTK_WIDGET (window), "window-dark-1024");
  rc_appearance_set_choice (rc_appearance_get_default (), "light");
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 192 * 1024, NULL);
  ui_fixture_settle (500);
  ui_fixture_picture (GTK_WIDGET (window), "window-large-text");
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, "gtk-theme-name", "Default-hc", NULL);
  g_assert_cmpint (rc_appearance_get_scheme (rc_appearance_get_default ()), ==, RC_SCHEME_HIGH_CONTRAST);
  ui_fixture_settle (500);
  ui_fixture_picture (GTK_WIDGET (window), "window-high-contrast");
  g_object_set (gtk_settings_get_default (), "gtk-theme-name", "Default", NULL);
  ui_fixture_close (GTK_WIDGET (window));
}

static gboolean
is_checked (gpointer data)
{
  return rc_session_is_verified (rc_window_peek_session (data));
}

static void
test_import_and_check (UiFixtureOf   *of,
                       gconstpointer  data)
{
  RcWindow *window = open_case (of->fixture->case_path);
  RcSession *session = rc_window_peek_session (window);
  const char * const paths[] = { of->fixture->evidence, NULL };

  rc_session_set_provenance (session, "Nordhafen Bank (fictitious)", NULL);
  rc_window_import (window, rc_import_request_new_for_paths (paths));
  assert_enabled (window, "import", FALSE);
  assert_enabled (window, "cancel", TRUE);
  g_assert_true (gtk_widget_get_visible (ui_fixture_find (GTK_WIDGET (window), "running")));
  ui_fixture_wait_idle (session);
  assert_said (window, "sources came in");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (newest_message (window)), GTK_ACCESSIBLE_ROLE_STATUS);
  ui_fixture_settle (200);
  /* The overview says it on its own. */
  g_assert_null (ui_fixture_find_label (ui_fixture_find (GTK_WIDGET (window), "notices"), "Not checked yet"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.show-page", "s", "sources"));
  g_assert_nonnull (ui_fixture_find_label (ui_fixture_find (GTK_WIDGET (window), "notices"), "Not checked yet"));
  ui_fixture_picture (GTK_WIDGET (window), "window-not-checked");

  activate (window, "win.verify");
  ui_fixture_wait_idle (session);
  assert_said (window, "stored records were read again");
  ui_fixture_wait (is_checked, window);
  g_assert_null (ui_fixture_find_label (ui_fixture_find (GTK_WIDGET (window), "notices"), "Not checked yet"));
  activate (window, "win.escape");
  g_assert_false (has_message (window));
  ui_fixture_close (GTK_WIDGET (window));
}

static void
test_cancel (UiFixtureOf   *of,
             gconstpointer  data)
{
  RcWindow *window = open_case (of->fixture->case_path);
  const char * const paths[] = { of->fixture->evidence, NULL };

  rc_session_set_provenance (rc_window_peek_session (window), NULL, NULL);
  rc_window_import (window, rc_import_request_new_for_paths (paths));
  activate (window, "win.cancel");
  ui_fixture_wait_idle (rc_window_peek_session (window));
  assert_said (window, "The import was cancelled. The case is as it was before.");
  g_assert_false (rc_session_has_evidence (rc_window_peek_session (window)));
  ui_fixture_close (GTK_WIDGET (window));
  g_assert_true (ui_fixture_is_alone (of->fixture->case_path));
}

static void
test_close_while_importing (UiFixtureOf   *of,
                            gconstpointer  data)
{
  RcWindow *window = open_case (of->fixture->case_path);
  const char * const paths[] = { of->fixture->evidence, NULL };

  rc_session_set_provenance (rc_window_peek_session (window), NULL, NULL);
  rc_window_import (window, rc_import_request_new_for_paths (paths));
  ui_fixture_close (GTK_WIDGET (window));
  g_assert_true (ui_fixture_is_alone (of->fixture->case_path));
}

static void
test_demo (void)
{
  RcWindow *window = open_window ();

  activate (window, "win.demo-case");
  g_assert_cmpstr (rc_window_peek_view (window), ==, "opening");
  assert_enabled (window, "cancel", TRUE);
  ui_fixture_wait (has_settled, window);
  g_assert_cmpstr (rc_window_peek_view (window), ==, "case");
  g_assert_nonnull (strstr (gtk_window_get_title (GTK_WINDOW (window)), "fictitious"));
  g_assert_true (rc_session_is_verified (rc_window_peek_session (window)));
  ui_fixture_close (GTK_WIDGET (window));

  window = open_window ();
  g_assert_nonnull (ui_fixture_find_label (GTK_WIDGET (window), "fictitious"));
  activate (window, "win.demo-case");
  activate (window, "win.cancel");
  ui_fixture_wait (has_settled, window);
  g_assert_cmpstr (rc_window_peek_view (window), ==, "start");
  ui_fixture_close (GTK_WIDGET (window));
}

/* --- What is dropped --- */

static GtkWidget *
find_dialog (const char *name)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) toplevel = g_list_model_get_item (toplevels, i);

      if (g_strcmp0 (gtk_window_get_title (GTK_WINDOW (toplevel)), name) == 0 || g_strcmp0 (G_OBJECT_TYPE_NAME (toplevel), name) == 0)
        return toplevel;
    }
  return NULL;
}

/* What was received is checked from the menu too, whichever page is shown. */
static void
test_check_declaration (UiFixtureOf   *of,
                        gconstpointer  data)
{
  RcWindow *window = open_window ();
  GtkWidget *check;

  assert_enabled (window, "check-declaration", FALSE);
  ui_fixture_close (GTK_WIDGET (window));
  window = open_case (of->fixture->case_path);
  assert_enabled (window, "check-declaration", TRUE);
  activate (window, "win.check-declaration");
  check = find_dialog ("RcDeclarationCheckWindow");
  g_assert_nonnull (check);
  g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (check)) == GTK_WINDOW (window));
  ui_fixture_settle (200);
  ui_fixture_close (GTK_WIDGET (window));
  g_assert_null (find_dialog ("RcDeclarationCheckWindow"));
}

static void
test_drop (UiFixtureOf   *of,
           gconstpointer  data)
{
  RcWindow *window = open_case (of->fixture->case_path);
  RcSession *session = rc_window_peek_session (window);
  GFile *files[] = { g_file_new_for_path (of->fixture->evidence), g_file_new_for_uri ("sftp://example.invalid/log.jsonl") };
  GdkFileList *list = gdk_file_list_new_from_array (files, G_N_ELEMENTS (files));
  GtkWidget *dialog;

  g_signal_emit_by_name (rc_window_peek_case_view (window), "dropped", list);
  g_boxed_free (GDK_TYPE_FILE_LIST, list);
  g_object_unref (files[0]);
  g_object_unref (files[1]);
  /* Asked once, before the first import. */
  g_assert_false (rc_session_is_busy (session));
  dialog = find_dialog ("Where Does It Come From?");
  g_assert_nonnull (dialog);
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_OK);
  ui_fixture_wait_idle (session);
  assert_said (window, "sources came in");
  assert_said (window, "1 item is no file of this computer");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (newest_message (window)), GTK_ACCESSIBLE_ROLE_ALERT);
  ui_fixture_close (GTK_WIDGET (window));
}

/* --- Keys and help --- */

static void
test_help (void)
{
  RcWindow *window = open_window ();
  GtkWidget *about;

  g_assert_nonnull (gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (window)));
  activate (window, "win.show-help-overlay");
  ui_fixture_settle (200);
  gtk_widget_set_visible (GTK_WIDGET (gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (window))), FALSE);
  g_action_group_activate_action (G_ACTION_GROUP (application), "about", NULL);
  about = find_dialog ("GtkAboutDialog");
  g_assert_nonnull (about);
  g_assert_nonnull (strstr (gtk_about_dialog_get_system_information (GTK_ABOUT_DIALOG (about)), "SQLite 3."));
  gtk_window_close (GTK_WINDOW (about));
  ui_fixture_close (GTK_WIDGET (window));
}

/* What an accelerator names is there; else the key would do nothing. */
static void
test_accelerators (UiFixtureOf   *of,
                   gconstpointer  data)
{
  RcWindow *window = open_case (of->fixture->case_path);
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (GTK_APPLICATION (application));

  g_assert_cmpuint (g_strv_length (actions), >, 20);
  for (guint i = 0; actions[i] != NULL; i++)
    {
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;

      g_assert_true (g_action_parse_detailed_name (actions[i], &name, &target, NULL));
      if (g_str_has_prefix (name, "win."))
        g_assert_true (g_action_group_has_action (G_ACTION_GROUP (window), name + strlen ("win.")));
      else if (g_str_has_prefix (name, "app."))
        g_assert_true (g_action_group_has_action (G_ACTION_GROUP (application), name + strlen ("app.")));
    }
  ui_fixture_close (GTK_WIDGET (window));
}

/* --- A file that goes bad under the program --- */

static void
test_cut_off (UiFixtureOf   *of,
              gconstpointer  data)
{
  RcWindow *window = open_case (of->fixture->case_path);
  gpointer pointer = window;
  GtkWidget *dialog;

  ui_fixture_settle (300);
  g_assert_cmpint (truncate (of->fixture->case_path, 100), ==, 0);
  activate (window, "win.verify");
  ui_fixture_wait_idle (rc_window_peek_session (window));
  g_assert_true (rc_message_bar_is_trouble (newest_message (window)));
  assert_said (window, "The check did not come to its end");
  g_assert_cmpstr (rc_window_peek_view (window), ==, "case");

  /* The window goes, and says so where the case could not be put away. */
  g_object_add_weak_pointer (G_OBJECT (window), &pointer);
  gtk_window_close (GTK_WINDOW (window));
  ui_fixture_settle (500);
  dialog = find_dialog ("GtkMessageDialog");
  if (dialog != NULL)
    gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CLOSE);
  ui_fixture_wait (ui_fixture_is_gone, &pointer);
}

/* --- Bad input --- */

static void
put_at (const char *path,
        gint64      offset,
        const char *bytes,
        gsize       length)
{
  int fd = open (path, O_RDWR | O_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (pwrite (fd, bytes, length, offset), ==, (gssize) length);
  close (fd);
}

/* Places of PRAGMA user_version and of the middle of the file's structure, by the format of SQLite. */
static void
make_newer (UiFixture *fixture)
{
  put_at (fixture->case_path, 60, "\0\0\x7f\xff", 4);
}

static void
make_damaged (UiFixture *fixture)
{
  g_autofree char *rubbish = g_malloc (65536);

  memset (rubbish, 0xa5, 65536);
  put_at (fixture->case_path, 100, rubbish, 65536);
}

static void
make_other (UiFixture *fixture)
{
  g_assert_true (g_file_set_contents (fixture->case_path, "a letter", -1, NULL));
}

static void
make_folder (UiFixture *fixture)
{
  g_assert_cmpint (g_remove (fixture->case_path), ==, 0);
  g_assert_cmpint (g_mkdir (fixture->case_path, 0700), ==, 0);
}

static void
make_absent (UiFixture *fixture)
{
  g_assert_cmpint (g_remove (fixture->case_path), ==, 0);
}

static const struct
{
  const char *name;
  void      (*make) (UiFixture *fixture);
  const char *title;
  gboolean    may_retry;
} bad[] = {
  { "newer", make_newer, "This Case Needs a Newer Recount", FALSE },
  { "damaged", make_damaged, "This Case Is Damaged", TRUE },
  { "other", make_other, "This Is No Recount Case", FALSE },
  { "folder", make_folder, "This Is No Recount Case", FALSE },
  { "absent", make_absent, "The Case Could Not Be Opened", TRUE },
};

static void
test_bad_input (UiFixtureOf   *of,
                gconstpointer  data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autofree char *picture = g_strconcat ("window-bad-", bad[index].name, NULL);
  RcWindow *window;

  bad[index].make (of->fixture);
  window = open_case (of->fixture->case_path);
  g_assert_cmpstr (rc_window_peek_view (window), ==, "trouble");
  g_assert_nonnull (ui_fixture_find_label (GTK_WIDGET (window), bad[index].title));
  g_assert_nonnull (ui_fixture_find_label (GTK_WIDGET (window), "case.recount"));
  g_assert_cmpint (gtk_widget_get_visible (ui_fixture_find (GTK_WIDGET (window), "retry_button")), ==, bad[index].may_retry);
  ui_fixture_picture (GTK_WIDGET (window), picture);
  activate (window, "win.start");
  g_assert_cmpstr (rc_window_peek_view (window), ==, "start");
  ui_fixture_close (GTK_WIDGET (window));
}

static void
test_absent_then_there (UiFixtureOf   *of,
                        gconstpointer  data)
{
  g_autofree char *away = g_strconcat (of->fixture->case_path, ".away", NULL);
  RcWindow *window;

  g_assert_cmpint (g_rename (of->fixture->case_path, away), ==, 0);
  window = open_case (of->fixture->case_path);
  g_assert_cmpstr (rc_window_peek_view (window), ==, "trouble");
  g_assert_cmpint (g_rename (away, of->fixture->case_path), ==, 0);
  activate (window, "win.retry");
  ui_fixture_wait (has_settled, window);
  g_assert_cmpstr (rc_window_peek_view (window), ==, "case");
  ui_fixture_close (GTK_WIDGET (window));
}

static void
test_held_elsewhere (UiFixtureOf   *of,
                     gconstpointer  data)
{
  RcSession *holder = ui_fixture_open_session (of->fixture);
  RcWindow *window = open_case (of->fixture->case_path);

  g_assert_cmpstr (rc_window_peek_view (window), ==, "case");
  g_assert_nonnull (ui_fixture_find_label (GTK_WIDGET (window), "open for writing in this program already"));
  assert_enabled (window, "import", FALSE);
  assert_enabled (window, "verify", FALSE);
  ui_fixture_picture (GTK_WIDGET (window), "window-held");
  ui_fixture_close_session (holder);

  activate (window, "win.reopen");
  ui_fixture_wait (has_settled, window);
  g_assert_cmpstr (rc_window_peek_view (window), ==, "case");
  assert_enabled (window, "import", TRUE);
  ui_fixture_close (GTK_WIDGET (window));
  g_assert_true (ui_fixture_is_alone (of->fixture->case_path));
}

int
main (int    argc,
      char **argv)
{
  int status;

  if (!ui_fixture_init (&argc, &argv))
    return 0;

  application = ui_fixture_new_application (write_demo);

#define ADD(name, set_up, func) g_test_add ("/ui/window/" name, UiFixtureOf, NULL, set_up, func, ui_fixture_tear_down)
  g_test_add_func ("/ui/window/start", test_start);
  ADD ("find-first", ui_fixture_set_up_whole, test_find_first);
  ADD ("case", ui_fixture_set_up_whole, test_case);
  ADD ("looks", ui_fixture_set_up_faults, test_looks);
  ADD ("import-and-check", ui_fixture_set_up_empty, test_import_and_check);
  ADD ("cancel", ui_fixture_set_up_empty, test_cancel);
  ADD ("close-while-importing", ui_fixture_set_up_empty, test_close_while_importing);
  g_test_add_func ("/ui/window/demo", test_demo);
  g_test_add_func ("/ui/window/help", test_help);
  ADD ("check-declaration", ui_fixture_set_up_empty, test_check_declaration);
  ADD ("drop", ui_fixture_set_up_empty, test_drop);
  ADD ("accelerators", ui_fixture_set_up_empty, test_accelerators);
  ADD ("cut-off", ui_fixture_set_up_whole, test_cut_off);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *name = g_strconcat ("/ui/window/bad-input/", bad[i].name, NULL);

      g_test_add (name, UiFixtureOf, GUINT_TO_POINTER (i), ui_fixture_set_up_empty, test_bad_input, ui_fixture_tear_down);
    }
  ADD ("absent-then-there", ui_fixture_set_up_empty, test_absent_then_there);
  ADD ("held-elsewhere", ui_fixture_set_up_whole, test_held_elsewhere);
#undef ADD
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
