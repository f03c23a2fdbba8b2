/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/file-dialog.h"

#include "core/words.h"
#include "ui/settings.h"

typedef struct
{
  GtkFileChooserNative *native;
  RcFilePurpose         purpose;
  RcFilesChosen         chosen;
  GObject              *owner;
} Showing;

static const char *
folder_key (RcFilePurpose purpose)
{
  switch (purpose)
    {
    case RC_FILE_PURPOSE_CASE:
      return "last-folder-case";
    case RC_FILE_PURPOSE_EVIDENCE:
      return "last-folder-import";
    case RC_FILE_PURPOSE_DOCUMENT:
    case RC_FILE_PURPOSE_PICTURE:
    case RC_FILE_PURPOSE_KEY:
    case RC_FILE_PURPOSE_MAPPING:
    case RC_FILE_PURPOSE_BUNDLE:
    default:
      return "last-folder-document";
    }
}

static void
add_filter (GtkFileChooser *chooser,
            const char     *name,
            const char     *mime_type,
            const char     *suffix)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  if (mime_type != NULL)
    gtk_file_filter_add_mime_type (filter, mime_type);
  if (suffix != NULL)
    gtk_file_filter_add_suffix (filter, suffix);
  else
    gtk_file_filter_add_pattern (filter, "*");
  gtk_file_chooser_add_filter (chooser, filter);
}

/* In clear or under a passphrase it is a zip; closed to readers it is what readers of mail call p7m. */
static void
add_bundle_filter (GtkFileChooser *chooser)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Bundles"));
  gtk_file_filter_add_suffix (filter, "zip");
  gtk_file_filter_add_suffix (filter, "p7m");
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
add_filters (GtkFileChooser     *chooser,
             const RcFileDialog *dialog)
{
  if (dialog->action == GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER || dialog->purpose == RC_FILE_PURPOSE_EVIDENCE ||
      dialog->purpose == RC_FILE_PURPOSE_KEY)
    return;

  if (dialog->purpose == RC_FILE_PURPOSE_CASE)
    add_filter (chooser, _("Recount Cases"), "application/vnd.recount.case", "recount");
  else if (dialog->purpose == RC_FILE_PURPOSE_PICTURE)
    add_filter (chooser, _("PNG Pictures"), "image/png", "png");
  else if (dialog->purpose == RC_FILE_PURPOSE_MAPPING)
    add_filter (chooser, _("Mappings"), NULL, "mapping");
  else if (dialog->purpose == RC_FILE_PURPOSE_BUNDLE)
    add_bundle_filter (chooser);
  else
    add_filter (chooser, _("PDF Documents"), "application/pdf", "pdf");
  add_filter (chooser, _("All Files"), NULL, NULL);
}

static void
set_folder (GtkFileChooser     *chooser,
            const RcFileDialog *dialog)
{
  g_autofree char *path = rc_settings_dup_string (folder_key (dialog->purpose), "");
  g_autoptr (GFile) folder = *path != '\0' && g_file_test (path, G_FILE_TEST_IS_DIR) ? g_file_new_for_path (path) : NULL;

  if (folder != NULL)
    gtk_file_chooser_set_current_folder (chooser, folder, NULL);
  if (dialog->name != NULL)
    gtk_file_chooser_set_current_name (chooser, dialog->name);
}

static GStrv
dup_paths (GListModel *files)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = g_file_is_native (file) ? g_file_get_path (file) : NULL;

      if (path != NULL)
        g_strv_builder_add (builder, path);
    }
  return g_strv_builder_end (builder);
}

static void
remember_folder (RcFilePurpose  purpose,
                 const char    *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_utf8_validate (folder, -1, NULL))
    rc_settings_set_string (folder_key (purpose), folder);
}

static void
responded (GtkNativeDialog *native,
           int              response,
           Showing         *showing)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (native));
      g_auto (GStrv) paths = dup_paths (files);

      if (paths[0] != NULL)
        {
          remember_folder (showing->purpose, paths[0]);
          showing->chosen ((const char * const *) paths, showing->owner);
        }
    }
  gtk_native_dialog_destroy (native);
  g_object_unref (showing->native);
  g_object_unref (showing->owner);
  g_free (showing);
}

/**
 * rc_file_dialog_show:
 * @owner: given to @chosen; kept until the dialog is answered
 */
void
rc_file_dialog_show (GtkWindow          *parent,
                     const RcFileDialog *dialog,
                     RcFilesChosen       chosen,
                     GObject            *owner)
{
  Showing *showing = g_new0 (Showing, 1);

  showing->native = gtk_file_chooser_native_new (dialog->title, parent, dialog->action, dialog->accept, _("Cancel"));
  showing->purpose = dialog->purpose;
  showing->chosen = chosen;
  showing->owner = g_object_ref (owner);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (showing->native), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (showing->native), dialog->multiple);
  add_filters (GTK_FILE_CHOOSER (showing->native), dialog);
  set_folder (GTK_FILE_CHOOSER (showing->native), dialog);
  g_signal_connect (showing->native, "response", G_CALLBACK (responded), showing);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (showing->native));
}

char *
rc_file_dialog_dup_name (const char *title,
                         const char *ending)
{
  g_autofree char *name = g_strstrip (g_strdup (title != NULL ? title : ""));

  g_strdelimit (name, "/\\:*?\"<>|\n\t", '-');
  return g_strconcat (*name != '\0' ? name : "Recount", ending, NULL);
}
