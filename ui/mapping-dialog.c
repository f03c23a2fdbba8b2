/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/mapping-dialog.h"

#include <string.h>

#include "core/words.h"
#include "ui/act-words.h"
#include "ui/file-dialog.h"
#include "ui/form.h"
#include "ui/mapping-view.h"
#include "ui/mapping-work.h"
#include "ui/parts.h"
#include "ui/provenance-dialog.h"

#define RESPONSE_SAVE 1
#define LEAST_WIDTH   760
#define LEAST_HEIGHT  480

typedef struct
{
  RcSession      *session;
  GtkWindow      *parent;      /* (nullable) */
  GtkWidget      *dialog;
  RcMappingView  *view;
  RcLogSample    *sample;      /* (nullable): not read yet */
  char           *text;        /* (nullable): of the mapping as it is now; none where it cannot be used */
  gboolean        is_working;
  gboolean        wants_draft;
  gboolean        wants_preview;
  gboolean        has_events;
  gboolean        is_closed;
} Mapping;

static void
mapping_free (gpointer data)
{
  Mapping *self = data;

  g_object_unref (self->session);
  g_clear_pointer (&self->sample, rc_log_sample_unref);
  g_free (self->text);
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
  return !mapping_of (dialog)->is_working;
}

/* --- What can be done with it --- */

static void
look (Mapping *self)
{
  RcMappingForm *form = rc_mapping_view_peek_form (self->view);
  gboolean is_usable = self->text != NULL && !self->is_working;
  gboolean has_zone;
  int minutes;

  gtk_dialog_set_response_sensitive (GTK_DIALOG (self->dialog), RESPONSE_SAVE, is_usable);
  gtk_dialog_set_response_sensitive (GTK_DIALOG (self->dialog), GTK_RESPONSE_OK,
                                     is_usable && self->has_events && rc_session_is_writable (self->session) &&
                                     !rc_session_is_busy (self->session) && rc_mapping_form_get_zone (form, &has_zone, &minutes));
}

static void
session_changed (GtkWidget *dialog)
{
  Mapping *self = mapping_of (dialog);

  if (!self->is_closed)
    look (self);
}

static void
tell_trouble (Mapping      *self,
              const char   *format,
              const GError *error)
{
  g_autofree char *message = rc_act_words_of_error (error);
  g_autoptr (GString) words = g_string_new (format);

  g_string_replace (words, "%s", message, 1);
  rc_mapping_view_set_trouble (self->view, words->str);
}

static gboolean
has_events (const GPtrArray *previews)
{
  for (guint i = 0; i < previews->len; i++)
    if (((const RcMappingPreview *) g_ptr_array_index (previews, i))->events->len > 0)
      return TRUE;
  return FALSE;
}

/* --- Working on it: one thing at a time, the newest wish --- */

static void go_on (Mapping *self);

static void
previewed (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Mapping *self = mapping_of (dialog);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) previews = rc_mapping_work_preview_finish (result, &error);

  self->is_working = FALSE;
  if (self->is_closed)
    return;
  if (previews == NULL)
    {
      g_clear_pointer (&self->text, g_free);
      rc_mapping_view_show_nothing (self->view);
      tell_trouble (self, _("The log cannot be read like this: %s"), error);
      go_on (self);
      return;
    }

  self->has_events = has_events (previews);
  rc_mapping_view_set_trouble (self->view, self->has_events ? NULL : _("None of the first records becomes an event like this."));
  rc_mapping_view_show (self->view, previews);
  go_on (self);
}

/* @draft: (transfer full) (nullable): the sample cannot be read as it was said */
static void
take_draft (Mapping        *self,
            RcMappingDraft *draft)
{
  if (draft == NULL)
    {
      gsize length;
      const char *bytes = g_bytes_get_data (self->sample->bytes, &length);

      g_clear_pointer (&self->text, g_free);
      rc_mapping_view_show_raw (self->view, bytes, length);
    }
  rc_mapping_form_set_draft (rc_mapping_view_peek_form (self->view), draft);
  self->wants_preview = draft != NULL;
}

static void
proposed (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Mapping *self = mapping_of (dialog);
  g_autoptr (GError) error = NULL;
  RcMappingDraft *draft = rc_mapping_work_propose_finish (result, &error);

  self->is_working = FALSE;
  if (self->is_closed)
    {
      rc_mapping_draft_free (draft);
      return;
    }
  rc_mapping_view_set_trouble (self->view, NULL);
  if (draft == NULL)
    tell_trouble (self, _("The log cannot be read like this: %s"), error);
  take_draft (self, draft);
  go_on (self);
}

static void
go_on (Mapping *self)
{
  RcMappingForm *form = rc_mapping_view_peek_form (self->view);
  RcMappingHead *head = rc_mapping_form_peek_head (form);
  const RcMappingDraft *draft = rc_mapping_form_peek_draft (form);

  if (self->is_working || self->sample == NULL)
    return;
  if (self->wants_draft && g_strcmp0 (rc_mapping_head_peek_line (head), "") == 0)
    {
      self->wants_draft = FALSE;
      rc_mapping_view_set_trouble (self->view, _("Say what a line looks like: which parts it has, and in which order."));
      take_draft (self, NULL);
    }
  else if (self->wants_draft)
    {
      self->is_working = TRUE;
      self->wants_draft = FALSE;
      rc_mapping_work_propose_async (self->sample, rc_mapping_head_get_kind (head), rc_mapping_head_peek_line (head), proposed,
                                     g_object_ref (self->dialog));
    }
  else if (self->wants_preview && draft != NULL)
    {
      self->is_working = TRUE;
      self->wants_preview = FALSE;
      g_free (self->text);
      self->text = rc_mapping_draft_dup_text (draft);
      rc_mapping_work_preview_async (self->sample, self->text, previewed, g_object_ref (self->dialog));
    }
  look (self);
}

static void
draft_changed (Mapping *self)
{
  self->wants_preview = TRUE;
  go_on (self);
}

static void
draft_wanted (Mapping *self)
{
  self->wants_draft = TRUE;
  go_on (self);
}

/* --- The sample --- */

/* The name of the file without its folders and its ending. */
static char *
dup_title (const char *name)
{
  const char *slash = strrchr (name, '/');
  const char *begin = slash != NULL ? slash + 1 : name;
  const char *dot = strrchr (begin, '.');
  g_autofree char *base = g_strndup (begin, dot != NULL && dot > begin ? (gsize) (dot - begin) : strlen (begin));

  return rc_parts_dup_name (base);
}

/* @sample: (transfer full) (nullable) */
static void
take_sample (GtkWidget    *dialog,
             RcLogSample  *sample,
             const GError *error)
{
  Mapping *self = mapping_of (dialog);
  g_autofree char *title = sample != NULL ? dup_title (sample->name) : NULL;

  self->is_working = FALSE;
  self->sample = sample;
  if (self->is_closed)
    return;
  if (sample == NULL)
    {
      tell_trouble (self, _("It could not be read: %s"), error);
      return;
    }
  rc_mapping_head_set_title (rc_mapping_form_peek_head (rc_mapping_view_peek_form (self->view)), title);
  draft_wanted (self);
}

static void
file_read (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  g_autoptr (GError) error = NULL;
  RcLogSample *sample = rc_mapping_work_read_finish (result, &error);

  take_sample (dialog, sample, error);
}

static void
source_read (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  g_autoptr (GError) error = NULL;
  RcLogSample *sample = rc_mapping_work_show_source_finish (RC_SESSION (object), result, &error);

  take_sample (dialog, sample, error);
}

/* --- Saving and importing --- */

void
rc_mapping_dialog_save (GtkWidget  *dialog,
                        const char *path)
{
  Mapping *self = mapping_of (dialog);
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *said = g_strdup_printf (_("Saved as %s."), shown);
  g_autoptr (GError) error = NULL;

  if (self->text == NULL)
    return;
  if (!g_file_set_contents (path, self->text, -1, &error))
    tell_trouble (self, _("It could not be saved: %s"), error);
  else
    rc_mapping_view_say (self->view, said);
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
  const char * const paths[] = { self->sample->path, NULL };
  RcImportRequest *request = self->sample->source != 0 ? rc_import_request_new_for_source (self->sample->source, self->text)
                                                       : rc_import_request_new_for_paths (paths);

  if (self->sample->source == 0)
    request->mapping = g_strdup (self->text);
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

static void
closed (Mapping *self)
{
  self->is_closed = TRUE;
}

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
  self->is_working = TRUE;
  g_object_set_data_full (G_OBJECT (dialog), "mapping", self, mapping_free);
  gtk_box_append (GTK_BOX (gtk_dialog_get_content_area (dialog)), view);
  gtk_dialog_add_button (dialog, _("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (dialog, _("_Import With It"), GTK_RESPONSE_OK);
  gtk_dialog_add_button (dialog, _("_Save the Mapping…"), RESPONSE_SAVE);
  gtk_widget_add_css_class (gtk_dialog_get_widget_for_response (dialog, GTK_RESPONSE_OK), "suggested-action");
  gtk_dialog_set_response_sensitive (dialog, RESPONSE_SAVE, FALSE);
  gtk_dialog_set_response_sensitive (dialog, GTK_RESPONSE_OK, FALSE);
  g_signal_connect (dialog, "response", G_CALLBACK (responded), self);
  g_signal_connect_swapped (dialog, "destroy", G_CALLBACK (closed), self);
  g_signal_connect_swapped (rc_mapping_view_peek_form (self->view), "changed", G_CALLBACK (draft_changed), self);
  g_signal_connect_swapped (rc_mapping_view_peek_form (self->view), "ask-again", G_CALLBACK (draft_wanted), self);
  g_signal_connect_object (session, "notify", G_CALLBACK (session_changed), dialog, G_CONNECT_SWAPPED);
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

  rc_mapping_work_read_async (path, file_read, g_object_ref (self->dialog));
  return self->dialog;
}

GtkWidget *
rc_mapping_dialog_show_source (GtkWindow  *parent,
                               RcSession  *session,
                               gint64      source,
                               const char *reason)
{
  Mapping *self = open_dialog (parent, session);

  rc_mapping_work_show_source_async (session, source, reason, source_read, g_object_ref (self->dialog));
  return self->dialog;
}
