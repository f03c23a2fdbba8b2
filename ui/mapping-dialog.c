/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/mapping-dialog.h"

#include "core/words.h"
#include "ui/act-words.h"
#include "ui/file-dialog.h"
#include "ui/form.h"
#include "ui/mapping-run.h"
#include "ui/mapping-view.h"
#include "ui/provenance-dialog.h"

#define RESPONSE_SAVE 1
#define LEAST_WIDTH   760
#define LEAST_HEIGHT  480

typedef struct
{
  RcSession     *session;
  GtkWindow     *parent;      /* (nullable) */
  GtkWidget     *dialog;
  RcMappingView *view;
  RcMappingRun  *run;
} Mapping;

static void
mapping_free (gpointer data)
{
  Mapping *self = data;

  g_object_unref (self->session);
  g_object_unref (self->run);
  g_free (self);
}

static Mapping *
mapping_of (GtkWidget *dialog)
{
  return g_object_get_data (G_OBJECT (dialog), "mapping");
}

gboolean
rc_mapping_dialog_is_settled (GtkWidget *dialog)
{
  return !rc_mapping_run_is_working (mapping_of (dialog)->run);
}

/* What can be done with it. */
static void
look (GtkWidget *dialog)
{
  Mapping *self = mapping_of (dialog);
  gboolean is_usable = rc_mapping_run_peek_text (self->run) != NULL;
  gboolean has_zone;
  int minutes;

  gtk_dialog_set_response_sensitive (GTK_DIALOG (dialog), RESPONSE_SAVE, is_usable);
  gtk_dialog_set_response_sensitive (GTK_DIALOG (dialog), GTK_RESPONSE_OK,
                                     is_usable && rc_mapping_run_has_events (self->run) && rc_session_is_writable (self->session) &&
                                     !rc_session_is_busy (self->session) &&
                                     rc_mapping_form_get_zone (rc_mapping_view_peek_form (self->view), &has_zone, &minutes));
}

/* --- Saving and importing --- */

void
rc_mapping_dialog_save (GtkWidget  *dialog,
                        const char *path)
{
  Mapping *self = mapping_of (dialog);
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *said = g_strdup_printf (_("Saved as %s."), shown);
  g_autofree char *message = NULL;
  g_autofree char *trouble = NULL;
  const char *text = rc_mapping_run_peek_text (self->run);
  g_autoptr (GError) error = NULL;

  if (text == NULL)
    return;
  if (g_file_set_contents (path, text, -1, &error))
    {
      rc_mapping_view_say (self->view, said);
      return;
    }
  message = rc_act_words_of_error (error);
  trouble = g_strdup_printf (_("It could not be saved: %s"), message);
  rc_mapping_view_set_trouble (self->view, trouble);
}

static void
place_chosen (const char * const *paths,
              gpointer            owner)
{
  rc_mapping_dialog_save (owner, paths[0]);
}

static void
choose_place (Mapping *self)
{
  g_autofree char *id = rc_mapping_head_dup_id (rc_mapping_form_peek_head (rc_mapping_view_peek_form (self->view)));
  g_autofree char *name = g_strdup_printf ("%s.mapping", id);
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_MAPPING,
    .action = GTK_FILE_CHOOSER_ACTION_SAVE,
    .title = _("Save the Mapping"),
    .accept = _("_Save"),
    .name = name,
  };

  rc_file_dialog_show (GTK_WINDOW (self->dialog), &dialog, place_chosen, G_OBJECT (self->dialog));
}

static void
import (Mapping *self)
{
  const RcLogSample *sample = rc_mapping_run_peek_sample (self->run);
  const char *text = rc_mapping_run_peek_text (self->run);
  const char * const paths[] = { sample->path, NULL };
  RcImportRequest *request = sample->source != 0 ? rc_import_request_new_for_source (sample->source, text)
                                                 : rc_import_request_new_for_paths (paths);

  if (sample->source == 0)
    request->mapping = g_strdup (text);
  (void) rc_mapping_form_get_zone (rc_mapping_view_peek_form (self->view), &request->has_zone, &request->zone_minutes);
  rc_provenance_import (self->parent, self->session, request);
}

static void
responded (GtkDialog *dialog,
           int        response,
           Mapping   *self)
{
  if (response == RESPONSE_SAVE)
    {
      choose_place (self);
      return;
    }
  if (response == GTK_RESPONSE_OK)
    import (self);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* --- The dialog --- */

/* As large as the window below it. */
static void
set_size (Mapping *self)
{
  int width = self->parent != NULL ? gtk_widget_get_width (GTK_WIDGET (self->parent)) : 0;
  int height = self->parent != NULL ? gtk_widget_get_height (GTK_WIDGET (self->parent)) : 0;

  gtk_window_set_resizable (GTK_WINDOW (self->dialog), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self->dialog), MAX (width, LEAST_WIDTH), MAX (height, LEAST_HEIGHT));
}

static Mapping *
open_dialog (GtkWindow *parent,
             RcSession *session)
{
  GtkDialog *dialog = rc_form_dialog_new (parent, _("Say How to Read a Log"));
  GtkWidget *view = rc_mapping_view_new ();
  Mapping *self = g_new0 (Mapping, 1);

  self->session = g_object_ref (session);
  self->parent = parent;
  self->dialog = GTK_WIDGET (dialog);
  self->view = RC_MAPPING_VIEW (view);
  self->run = rc_mapping_run_new (self->view);
  g_object_set_data_full (G_OBJECT (dialog), "mapping", self, mapping_free);
  gtk_box_append (GTK_BOX (gtk_dialog_get_content_area (dialog)), view);
  gtk_dialog_add_button (dialog, _("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (dialog, _("_Import With It"), GTK_RESPONSE_OK);
  gtk_dialog_add_button (dialog, _("_Save the Mapping…"), RESPONSE_SAVE);
  gtk_widget_add_css_class (gtk_dialog_get_widget_for_response (dialog, GTK_RESPONSE_OK), "suggested-action");
  gtk_dialog_set_response_sensitive (dialog, RESPONSE_SAVE, FALSE);
  gtk_dialog_set_response_sensitive (dialog, GTK_RESPONSE_OK, FALSE);
  g_signal_connect (dialog, "response", G_CALLBACK (responded), self);
  g_signal_connect_object (dialog, "destroy", G_CALLBACK (rc_mapping_run_stop), self->run, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->run, "changed", G_CALLBACK (look), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify", G_CALLBACK (look), dialog, G_CONNECT_SWAPPED);
  set_size (self);
  gtk_window_present (GTK_WINDOW (dialog));
  return self;
}

GtkWidget *
rc_mapping_dialog_show_file (GtkWindow  *parent,
                             RcSession  *session,
                             const char *path)
{
  Mapping *self = open_dialog (parent, session);

  rc_mapping_run_read_file (self->run, path);
  return self->dialog;
}

GtkWidget *
rc_mapping_dialog_show_source (GtkWindow  *parent,
                               RcSession  *session,
                               gint64      source,
                               const char *reason)
{
  Mapping *self = open_dialog (parent, session);

  rc_mapping_run_show_source (self->run, session, source, reason);
  return self->dialog;
}
