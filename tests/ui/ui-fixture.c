/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui-fixture.h"

#include <locale.h>
#include <signal.h>

#include <glib/gstdio.h>
#include <sodium.h>

#include "core/auditor-key.h"
#include "core/trust.h"
#include "core/verify.h"
#include "importers/demo/demo.h"
#include "importers/importers.h"
#include "ui/appearance.h"
#include "ui/ui.h"

#define DEADLINE_SECONDS 30
#define PASSPHRASE       "of a test"

static char *home;

static void remove_tree (const char *path);

static void
remove_home (void)
{
  remove_tree (home);
  g_free (home);
}

/*
 * One home for the whole run: what GTK remembers in it, it opens once. The folders of the system stay, for icons and types of files. Temporary files go
 * there too, so that a test can count those of this program alone; GLib must not have been asked for their folder before.
 */
static void
make_home (void)
{
  static const char * const variables[] = { "HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME" };
  const char *temporary = g_getenv ("TMPDIR");

  home = g_build_filename (temporary != NULL ? temporary : "/tmp", "recount-home-XXXXXX", NULL);
  g_assert_nonnull (g_mkdtemp (home));
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    g_assert_true (g_setenv (variables[i], home, TRUE));
  atexit (remove_home);
}

gboolean
ui_fixture_init (int    *argc,
                 char ***argv)
{
  make_home ();
  setlocale (LC_ALL, "");
  signal (SIGXFSZ, SIG_IGN);
  signal (SIGPIPE, SIG_IGN);
  g_assert_cmpint (sodium_init (), >=, 0);
  rc_importers_register_all ();
  g_test_init (argc, argv, NULL);
  if (gtk_init_check ())
    {
      rc_ui_init ();
      return TRUE;
    }

  g_print ("1..0 # SKIP no screen can be opened\n");
  return FALSE;
}

/* --- The case --- */

static void
import_demo (RcCase     *case_file,
             const char *evidence)
{
  const char * const paths[] = { evidence, NULL };
  const RcImportOptions options = { .controller = "Nordhafen Bank (fictitious)" };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcImportResult) result = rc_import_paths (case_file, paths, &options, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (result->sources->len, >, 5);
}

static void
accept_key (RcCase     *case_file,
            const char *demo)
{
  g_autofree char *keys = g_build_filename (demo, "keys", NULL);
  g_autoptr (GDir) folder = g_dir_open (keys, 0, NULL);
  g_autoptr (GError) error = NULL;
  const char *name;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (keys, name, NULL);

      if (!g_str_has_suffix (name, ".pub"))
        continue;
      g_assert_cmpint (rc_trust_add (case_file, path, "Nordhafen Bank (fictitious)", "any", RC_TIME_NONE, RC_TIME_NONE, "made up", &error), >, 0);
      g_assert_no_error (error);
    }
}

static void
make_case (UiFixture   *self,
           UiCaseFlags  flags)
{
  const RcCaseDescription description = {
    .title = "Nordhafen 2026",
    .type = (flags & UI_CASE_PROVIDER) != 0 ? RC_CASE_TYPE_PROVIDER : RC_CASE_TYPE_EXTERNAL,
    .auditor = "A. Auditor",
    .is_unsigned = (flags & UI_CASE_SIGNED) == 0,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCase) case_file = NULL;

  if (flags & UI_CASE_SIGNED)
    g_assert_true (rc_auditor_key_unlock (PASSPHRASE, strlen (PASSPHRASE), NULL, &error));
  case_file = rc_case_create (self->case_path, &description, &error);
  g_assert_no_error (error);
  if (flags & UI_CASE_IMPORTED)
    import_demo (case_file, self->evidence);
  if (flags & UI_CASE_TRUSTED)
    accept_key (case_file, self->demo);
  if (flags & UI_CASE_VERIFIED)
    {
      g_autoptr (RcJudgement) judgement = rc_verify_case (case_file, NULL, NULL, NULL, &error);

      g_assert_no_error (error);
    }
  g_assert_true (rc_case_close (case_file, &error));
  g_assert_no_error (error);
}

UiFixture *
ui_fixture_new (guint64     inferences,
                UiCaseFlags flags)
{
  UiFixture *self = g_new0 (UiFixture, 1);
  RcDemoOptions options = { .inferences = inferences, .seed = 1, .faults = (flags & UI_CASE_FAULTS) != 0 };
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("recount-ui-XXXXXX", &error);
  g_assert_no_error (error);
  self->demo = g_build_filename (self->folder, "demo", NULL);
  self->evidence = g_build_filename (self->demo, "evidence", NULL);
  self->case_path = g_build_filename (self->folder, "case.recount", NULL);
  options.folder = self->demo;
  g_assert_true (rc_demo_write (&options, &error));
  g_assert_no_error (error);
  make_case (self, flags);
  return self;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

void
ui_fixture_free (UiFixture *self)
{
  remove_tree (self->folder);
  g_free (self->folder);
  g_free (self->demo);
  g_free (self->evidence);
  g_free (self->case_path);
  g_free (self);
}

void
ui_fixture_set_up_whole (UiFixtureOf   *of,
                         gconstpointer  data)
{
  of->fixture = ui_fixture_new (UI_INFERENCES, UI_CASE_WHOLE);
}

void
ui_fixture_set_up_faults (UiFixtureOf   *of,
                          gconstpointer  data)
{
  of->fixture = ui_fixture_new (UI_INFERENCES, UI_CASE_WHOLE | UI_CASE_FAULTS);
}

void
ui_fixture_set_up_empty (UiFixtureOf   *of,
                         gconstpointer  data)
{
  of->fixture = ui_fixture_new (UI_INFERENCES, UI_CASE_EMPTY);
}

void
ui_fixture_set_up_provider (UiFixtureOf   *of,
                            gconstpointer  data)
{
  of->fixture = ui_fixture_new (UI_INFERENCES, UI_CASE_WHOLE | UI_CASE_PROVIDER);
}

void
ui_fixture_tear_down (UiFixtureOf   *of,
                      gconstpointer  data)
{
  g_clear_pointer (&of->fixture, ui_fixture_free);
}

/* --- Waiting --- */

static gboolean
wake (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
ui_fixture_wait (gboolean (*condition) (gpointer data),
                 gpointer   data)
{
  gint64 deadline = g_get_monotonic_time () + DEADLINE_SECONDS * G_USEC_PER_SEC;
  guint waker = g_timeout_add (20, wake, NULL);

  while (!condition (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (waker);
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

void
ui_fixture_wait_flag (gboolean *flag)
{
  ui_fixture_wait (is_set, flag);
}

void
ui_fixture_settle (guint milliseconds)
{
  gint64 until = g_get_monotonic_time () + (gint64) milliseconds * 1000;
  guint waker = g_timeout_add (5, wake, NULL);

  while (g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (waker);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* --- The session --- */

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

RcSession *
ui_fixture_open_session (UiFixture *self)
{
  RcSession *session = rc_session_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rc_session_open_async (session, self->case_path, TRUE, store_result, &result);
  ui_fixture_wait (has_result, &result);
  g_assert_true (rc_session_open_finish (session, result, &error));
  g_assert_no_error (error);
  return session;
}

void
ui_fixture_close_session (RcSession *session)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rc_session_close_async (session, store_result, &result);
  ui_fixture_wait (has_result, &result);
  g_assert_true (rc_session_close_finish (session, result, &error));
  g_assert_no_error (error);
  g_object_unref (session);
}

static gboolean
is_idle (gpointer data)
{
  return !rc_session_is_busy (data);
}

void
ui_fixture_wait_idle (RcSession *session)
{
  ui_fixture_wait (is_idle, session);
}

/* --- Widgets --- */

static GtkWidget *
search (GtkWidget  *root,
        const char *name)
{
  const char *id = GTK_IS_BUILDABLE (root) ? gtk_buildable_get_buildable_id (GTK_BUILDABLE (root)) : NULL;

  if (g_strcmp0 (gtk_widget_get_name (root), name) == 0 || g_strcmp0 (id, name) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = search (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
ui_fixture_find (GtkWidget  *root,
                 const char *name)
{
  GtkWidget *found = search (root, name);

  if (found == NULL)
    g_error ("no widget “%s”", name);
  return found;
}

GtkWidget *
ui_fixture_find_type (GtkWidget *root,
                      GType      type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (root, type) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = ui_fixture_find_type (child, type);
  return found;
}

GtkWidget *
ui_fixture_find_label (GtkWidget  *root,
                       const char *text)
{
  if (!gtk_widget_get_visible (root))
    return NULL;
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_fixture_find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
ui_fixture_find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *dialog = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (GTK_IS_DIALOG (window) && gtk_widget_get_visible (window))
        dialog = window;
    }
  return dialog;
}

gboolean
ui_fixture_is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

void
ui_fixture_close (GtkWidget *window)
{
  gpointer pointer = window;

  g_object_add_weak_pointer (G_OBJECT (window), &pointer);
  gtk_window_close (GTK_WINDOW (window));
  ui_fixture_wait (ui_fixture_is_gone, &pointer);
}

RcApplication *
ui_fixture_new_application (RcDemoWriter writer)
{
  RcApplication *application = rc_application_new (writer);

  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  return application;
}

#define TOOLTIP_DELAY_MS 600

void
ui_fixture_close_window (GtkWidget *window)
{
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  ui_fixture_settle (TOOLTIP_DELAY_MS);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_size (gpointer data)
{
  return gtk_widget_get_mapped (data) && gtk_widget_get_width (data) > 0 && gtk_widget_get_height (data) > 0;
}

void
ui_fixture_picture (GtkWidget  *widget,
                    const char *name)
{
  const char *folder = g_getenv ("RECOUNT_PICTURES");
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = g_build_filename (folder != NULL ? folder : g_get_tmp_dir (), file, NULL);
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  graphene_rect_t bounds;

  ui_fixture_wait (has_size, widget);
  ui_fixture_settle (200);
  gtk_widget_queue_draw (widget);
  gtk_test_widget_wait_for_draw (widget);
  paintable = gtk_widget_paintable_new (widget);
  graphene_rect_init (&bounds, 0, 0, (float) gtk_widget_get_width (widget), (float) gtk_widget_get_height (widget));
  gdk_paintable_snapshot (paintable, snapshot, bounds.size.width, bounds.size.height);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node, &bounds);
  if (folder != NULL)
    g_mkdir_with_parents (folder, 0700);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

static void
take_picture (GtkWidget  *window,
              const char *name,
              const char *scheme)
{
  g_autofree char *whole = g_strdup_printf ("%s-%s", name, scheme);

  ui_fixture_picture (window, whole);
}

void
ui_fixture_pictures (GtkWidget  *window,
                     const char *name)
{
  GtkSettings *settings = gtk_widget_get_settings (window);

  take_picture (window, name, "light");
  rc_appearance_set_choice (rc_appearance_get_default (), "dark");
  take_picture (window, name, "dark");
  rc_appearance_set_choice (rc_appearance_get_default (), "light");
  g_object_set (settings, "gtk-theme-name", "Default-hc", NULL);
  take_picture (window, name, "high-contrast");
  gtk_settings_reset_property (settings, "gtk-theme-name");
}

#define SMALL_WIDTH  824      /* of a window of 1024 by 600, what its lists and head leave to a page */
#define SMALL_HEIGHT 540

void
ui_fixture_tight_pictures (GtkWidget  *window,
                           const char *name)
{
  GtkSettings *settings = gtk_widget_get_settings (window);
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (window), SMALL_WIDTH, SMALL_HEIGHT);
  take_picture (window, name, "small");
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  take_picture (window, name, "large-text");
  gtk_settings_reset_property (settings, "gtk-xft-dpi");
}

gboolean
ui_fixture_is_alone (const char *case_path)
{
  static const char * const endings[] = { "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *beside = g_strconcat (case_path, endings[i], NULL);

      if (g_file_test (beside, G_FILE_TEST_EXISTS))
        return FALSE;
    }
  return g_file_test (case_path, G_FILE_TEST_IS_REGULAR);
}
