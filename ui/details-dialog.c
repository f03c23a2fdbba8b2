/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/details-dialog.h"

#include "core/house.h"
#include "core/words.h"
#include "ui/act-words.h"
#include "ui/file-dialog.h"
#include "ui/form-act.h"
#include "ui/form.h"

#define LINES_HEIGHT   76
#define MAX_LOGO_BYTES (4 * 1024 * 1024)

typedef struct
{
  RcSession *session;
  GtkWidget *dialog;
  GtkWidget *letterhead;
  GtkWidget *logo;             /* says whether there is one */
  GtkWidget *classification;
  GtkWidget *number;
  GtkWidget *zone;
  GtkWidget *disclaimers;
  GtkWidget *trouble;
  GBytes    *new_logo;         /* (nullable): chosen here; empty takes the old one away */
  gboolean   is_ready;
} Details;

static void
details_free (gpointer data)
{
  Details *self = data;

  g_clear_pointer (&self->new_logo, g_bytes_unref);
  g_object_unref (self->session);
  g_free (self);
}

static Details *
details_of (GtkWidget *dialog)
{
  return g_object_get_data (G_OBJECT (dialog), "details");
}

gboolean
rc_details_dialog_is_ready (GtkWidget *dialog)
{
  return details_of (dialog)->is_ready;
}

/* --- Reading --- */

static gpointer
load (RcCase          *case_file,
      RcRecordReader  *reader,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  return rc_house_load (case_file);
}

static void
set_entry (GtkWidget  *entry,
           const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
}

static void
set_lines (GtkWidget  *view,
           char      **lines)      /* (nullable) */
{
  g_autofree char *text = lines != NULL ? g_strjoinv ("\n", lines) : g_strdup ("");

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

static void
say_logo (Details  *self,
          gboolean  has_logo)
{
  gtk_label_set_text (GTK_LABEL (self->logo), has_logo ? _("A PNG picture is set") : _("None"));
}

static void
loaded (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Details *self = details_of (dialog);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcHouse) house = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);

  if (house == NULL)
    {
      g_autofree char *message = rc_act_words_of_error (error);

      rc_form_set_trouble (self->trouble, message);
      return;
    }

  set_lines (self->letterhead, house->letterhead);
  set_lines (self->disclaimers, house->disclaimers);
  say_logo (self, house->logo != NULL);
  set_entry (self->classification, house->classification);
  set_entry (self->number, house->number);
  set_entry (self->zone, house->zone);
  self->is_ready = TRUE;
  gtk_dialog_set_response_sensitive (GTK_DIALOG (dialog), GTK_RESPONSE_OK, rc_session_is_writable (self->session));
}

/* --- Changing --- */

static char *
dup_entry (GtkWidget *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

static GStrv
dup_lines (GtkWidget *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  GtkTextIter start, end;
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  parts = g_strsplit (text, "\n", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (lines, parts[i]);
  return g_strv_builder_end (lines);
}

static gpointer
change (RcCase          *case_file,
        RcRecordReader  *reader,
        gpointer         data,
        GCancellable    *cancellable,
        GError         **error)
{
  return rc_house_change (case_file, data, error) ? case_file : NULL;
}

static RcHouse *
collect (Details *self)
{
  RcHouse *house = g_new0 (RcHouse, 1);

  house->letterhead = dup_lines (self->letterhead);
  house->logo = self->new_logo != NULL ? g_bytes_ref (self->new_logo) : NULL;
  house->classification = dup_entry (self->classification);
  house->number = dup_entry (self->number);
  house->zone = dup_entry (self->zone);
  house->disclaimers = dup_lines (self->disclaimers);
  return house;
}

static void
responded (GtkDialog *dialog,
           int        response,
           Details   *self)
{
  if (response != GTK_RESPONSE_OK)
    {
      gtk_window_destroy (GTK_WINDOW (dialog));
      return;
    }
  rc_form_act (GTK_WIDGET (dialog), self->trouble, self->session, change, collect (self), (GDestroyNotify) rc_house_free);
}

static void
logo_chosen (const char * const *paths,
             gpointer            owner)
{
  Details *self = details_of (owner);
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  file = g_mapped_file_new (paths[0], FALSE, &error);
  if (file == NULL || g_mapped_file_get_length (file) > MAX_LOGO_BYTES)
    {
      g_autofree char *message = error != NULL ? rc_act_words_of_error (error) : g_strdup (_("This picture is too large."));

      rc_form_set_trouble (self->trouble, message);
      return;
    }
  bytes = g_mapped_file_get_bytes (file);
  g_clear_pointer (&self->new_logo, g_bytes_unref);
  self->new_logo = g_bytes_new (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  rc_form_set_trouble (self->trouble, NULL);
  say_logo (self, TRUE);
}

static void
choose_logo (GtkButton *button,
             Details   *self)
{
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_PICTURE,
    .action = GTK_FILE_CHOOSER_ACTION_OPEN,
    .title = _("Choose Logo"),
    .accept = _("_Choose"),
  };

  rc_file_dialog_show (GTK_WINDOW (self->dialog), &dialog, logo_chosen, G_OBJECT (self->dialog));
}

static void
remove_logo (GtkButton *button,
             Details   *self)
{
  g_clear_pointer (&self->new_logo, g_bytes_unref);
  self->new_logo = g_bytes_new (NULL, 0);
  say_logo (self, FALSE);
}

/* --- Fields --- */

/* @out_view: where the lines are typed; @label: its accessible name */
static GtkWidget *
lines_new (GtkWidget  **out_view,
           const char  *name,
           const char  *label)
{
  GtkWidget *scrolled = rc_form_text_new (LINES_HEIGHT, out_view);

  gtk_widget_set_name (*out_view, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (*out_view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return scrolled;
}

static GtkWidget *
logo_new (Details *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *choose = gtk_button_new_with_mnemonic (_("Ch_oose…"));
  GtkWidget *take_away = gtk_button_new_with_mnemonic (_("_Remove"));

  self->logo = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->logo), 0);
  gtk_widget_set_hexpand (self->logo, TRUE);
  g_signal_connect (choose, "clicked", G_CALLBACK (choose_logo), self);
  g_signal_connect (take_away, "clicked", G_CALLBACK (remove_logo), self);
  gtk_box_append (GTK_BOX (box), self->logo);
  gtk_box_append (GTK_BOX (box), choose);
  gtk_box_append (GTK_BOX (box), take_away);
  return box;
}

static void
add_fields (Details *self)
{
  GtkGrid *grid = rc_form_add_grid (GTK_DIALOG (self->dialog));

  rc_form_add_note (grid, _("What stands here is printed on the documents of this case. It changes no answer."));
  rc_form_add_row (grid, _("_Letterhead"), lines_new (&self->letterhead, "letterhead", _("Letterhead")), "letterhead-frame");
  rc_form_add_row (grid, _("Logo"), logo_new (self), "logo");
  self->classification = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->classification), _("Confidential"));
  rc_form_add_row (grid, _("_Classification Line"), self->classification, "classification");
  self->number = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->number), "R-2026-014");
  rc_form_add_row (grid, _("Report _Number"), self->number, "number");
  self->zone = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->zone), "Europe/Berlin");
  rc_form_add_row (grid, _("_Time Zone"), self->zone, "zone");
  rc_form_add_row (grid, _("Own _Disclaimers"), lines_new (&self->disclaimers, "disclaimers", _("Own disclaimers")), "disclaimers-frame");
  self->trouble = rc_form_add_trouble (grid);
}

GtkWidget *
rc_details_dialog_show (GtkWindow *parent,
                        RcSession *session)
{
  GtkDialog *dialog = rc_form_dialog_new (parent, _("Case Details"));
  Details *self = g_new0 (Details, 1);

  self->session = g_object_ref (session);
  self->dialog = GTK_WIDGET (dialog);
  g_object_set_data_full (G_OBJECT (dialog), "details", self, details_free);
  add_fields (self);
  gtk_dialog_add_button (dialog, _("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (dialog, _("_Apply"), GTK_RESPONSE_OK);
  gtk_dialog_set_default_response (dialog, GTK_RESPONSE_OK);
  gtk_dialog_set_response_sensitive (dialog, GTK_RESPONSE_OK, FALSE);
  g_signal_connect (dialog, "response", G_CALLBACK (responded), self);
  rc_case_queue_run_async (rc_session_peek_reader (session), load, NULL, NULL, (GDestroyNotify) rc_house_free, NULL, loaded,
                           g_object_ref (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WIDGET (dialog);
}
