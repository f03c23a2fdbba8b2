/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/application.h"

#include "core/library-versions.h"
#include "core/words.h"
#include "ui/appearance.h"
#include "ui/ui.h"
#include "ui/window.h"

struct _RcApplication
{
  GtkApplication parent_instance;
  RcDemoWriter   demo_writer;
};

G_DEFINE_FINAL_TYPE (RcApplication, rc_application, GTK_TYPE_APPLICATION)

static const struct
{
  const char *action;
  const char *keys[3];
} accelerators[] = {
  { "win.new-case", { "<Control>n" } },
  { "win.open-case", { "<Control>o" } },
  { "win.open-bundle", { "<Control><Shift>o" } },
  { "win.case-details", { "<Alt>Return" } },
  { "win.import", { "<Control>i" } },
  { "win.import-folder", { "<Control><Shift>i" } },
  { "win.verify", { "F5" } },
  { "win.find", { "<Control>f", "F3" } },
  { "win.search", { "<Control><Shift>f" } },
  { "win.print-sheet", { "<Control>p" } },
  { "win.save-sheet", { "<Control>s" } },
  { "win.save-dossier", { "<Control><Shift>s" } },
  { "win.show-sheet", { "<Control><Shift>p" } },
  { "win.check-declaration", { "<Control><Shift>r" } },
  { "win.hand-over", { "<Control><Shift>e" } },
  { "win.sidebar", { "F9" } },
  { "win.fullscreen", { "F11" } },
  { "win.show-help-overlay", { "<Control>question" } },
  { "win.show-page::overview", { "<Alt>1" } },
  { "win.show-page::sources", { "<Alt>2" } },
  { "win.show-page::decisions", { "<Alt>3" } },
  { "win.show-page::lineage", { "<Alt>4" } },
  { "win.show-page::search", { "<Alt>5" } },
  { "win.show-page::exceptions", { "<Alt>6" } },
  { "win.show-page::systems", { "<Alt>7" } },
  { "win.show-page::requirements", { "<Alt>8" } },
  { "win.show-page::registers", { "<Alt>9" } },
  { "win.show-page::exercise", { "<Alt>0" } },
  { "win.show-page::declaration", { "<Control><Shift>d" } },
  { "win.show-page::keys", { "<Control><Shift>k" } },
  { "win.show-page::custody", { "<Control><Shift>l" } },
  { "window.close", { "<Control>w" } },
  { "app.quit", { "<Control>q" } },
};

/* --- Windows --- */

static RcWindow *
find_window (RcApplication *self,
             const char    *path)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (RC_IS_WINDOW (l->data) && g_strcmp0 (rc_window_peek_path (l->data), path) == 0)
      return l->data;
  return NULL;
}

static RcWindow *
add_window (RcApplication *self)
{
  return RC_WINDOW (rc_window_new (GTK_APPLICATION (self)));
}

void
rc_application_open_case (RcApplication *self,
                          const char    *path)
{
  g_autofree char *canonical = g_canonicalize_filename (path, NULL);
  RcWindow *window = find_window (self, canonical);

  if (window == NULL)
    {
      window = find_window (self, NULL);
      if (window == NULL || strcmp (rc_window_peek_view (window), "start") != 0)
        window = add_window (self);
      rc_window_open (window, canonical, TRUE);
    }
  gtk_window_present (GTK_WINDOW (window));
}

static void
rc_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  gtk_window_present (window != NULL ? window : GTK_WINDOW (add_window (RC_APPLICATION (application))));
}

static void
rc_application_open (GApplication  *application,
                     GFile        **files,
                     int            n_files,
                     const char    *hint)
{
  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *path = g_file_is_native (files[i]) ? g_file_get_path (files[i]) : NULL;

      if (path != NULL)
        rc_application_open_case (RC_APPLICATION (application), path);
      else
        g_application_activate (application);
    }
}

/* --- Commands --- */

static void
quit (GSimpleAction *action,
      GVariant      *parameter,
      gpointer       user_data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (user_data));

  /* Each puts its case away in good order; the program ends with the last. */
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
}

static char *
dup_versions (void)
{
  g_autofree char *core = rc_library_versions_describe ();

  return g_strdup_printf ("Recount %s\nGTK %u.%u.%u\nPango %s\ncairo %s\n%s", PACKAGE_VERSION, gtk_get_major_version (),
                          gtk_get_minor_version (), gtk_get_micro_version (), pango_version_string (), cairo_version_string (), core);
}

static void
about (GSimpleAction *action,
       GVariant      *parameter,
       gpointer       user_data)
{
  g_autofree char *versions = dup_versions ();

  gtk_show_about_dialog (gtk_application_get_active_window (user_data),
                         "program-name", "Recount",
                         "logo-icon-name", RC_APPLICATION_ID,
                         "version", PACKAGE_VERSION,
                         "comments", _("Reconstructs past decisions of AI systems from the records that were kept, offline."),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "system-information", versions,
                         NULL);
}

static void
change_appearance (GSimpleAction *action,
                   GVariant      *state,
                   gpointer       user_data)
{
  rc_appearance_set_choice (rc_appearance_get_default (), g_variant_get_string (state, NULL));
  g_simple_action_set_state (action, state);
}

static void
add_actions (RcApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "quit", .activate = quit },
    { .name = "about", .activate = about },
    { .name = "appearance", .parameter_type = "s", .state = "'follow'", .change_state = change_appearance },
  };
  GAction *appearance;

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  appearance = g_action_map_lookup_action (G_ACTION_MAP (self), "appearance");
  g_simple_action_set_state (G_SIMPLE_ACTION (appearance), g_variant_new_string (rc_appearance_get_choice (rc_appearance_get_default ())));
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accelerators[i].action, (const char * const *) accelerators[i].keys);
}

/* --- The object --- */

static void
rc_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (rc_application_parent_class)->startup (application);
  rc_ui_init ();
  add_actions (RC_APPLICATION (application));
}

static int
rc_application_handle_local_options (GApplication *application,
                                     GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;

  g_print ("recount %s\n", PACKAGE_VERSION);
  return 0;
}

static void
rc_application_class_init (RcApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = rc_application_startup;
  application_class->activate = rc_application_activate;
  application_class->open = rc_application_open;
  application_class->handle_local_options = rc_application_handle_local_options;
}

static void
rc_application_init (RcApplication *self)
{
  /* Translators: what is given on the command line: files that are cases. */
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[CASE…]"));
  g_application_add_main_option (G_APPLICATION (self), "version", 0, 0, G_OPTION_ARG_NONE, _("Say the version and end"), NULL);
}

RcApplication *
rc_application_new (RcDemoWriter writer)
{
  RcApplication *self = g_object_new (RC_TYPE_APPLICATION,
                                      "application-id", RC_APPLICATION_ID,
                                      "flags", G_APPLICATION_HANDLES_OPEN,
                                      "resource-base-path", RC_RESOURCE_PREFIX,
                                      NULL);

  self->demo_writer = writer;
  return self;
}

RcDemoWriter
rc_application_peek_demo_writer (RcApplication *self)
{
  return self->demo_writer;
}
