/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/reason-dialog.h"

#include "core/words.h"
#include "ui/parts.h"

typedef struct
{
  RcReasonDialog  dialog;
  GtkWidget      *entry;     /* (nullable) */
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  g_clear_object (&self->dialog.owner);
  if (self->dialog.data_free != NULL)
    self->dialog.data_free (self->dialog.data);
  g_free (self);
}

static void
reason_typed (GtkEditable *entry,
              GtkDialog   *window)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  gtk_dialog_set_response_sensitive (window, GTK_RESPONSE_ACCEPT, *text != '\0');
}

static void
answered (GtkDialog *window,
          int        response,
          Asking    *asking)
{
  g_autofree char *reason = asking->entry != NULL ? g_strdup (gtk_editable_get_text (GTK_EDITABLE (asking->entry))) : g_strdup ("");

  if (response == GTK_RESPONSE_ACCEPT)
    asking->dialog.given (asking->dialog.owner, g_strstrip (reason), asking->dialog.data);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
add_reason (GtkWidget *window,
            GtkWidget *box,
            Asking    *asking)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (_("_Reason, for the custody log"));

  asking->entry = gtk_entry_new ();
  gtk_widget_set_name (asking->entry, "reason");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), asking->entry);
  g_signal_connect (asking->entry, "changed", G_CALLBACK (reason_typed), window);
  gtk_dialog_set_response_sensitive (GTK_DIALOG (window), GTK_RESPONSE_ACCEPT, FALSE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), asking->entry);
}

GtkWidget *
rc_reason_dialog_show (GtkWidget            *parent,
                       const RcReasonDialog *dialog)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  GtkWidget *window = gtk_dialog_new_with_buttons (dialog->title, NULL, GTK_DIALOG_MODAL | GTK_DIALOG_USE_HEADER_BAR,
                                                   _("_Cancel"), GTK_RESPONSE_CANCEL, dialog->verb, GTK_RESPONSE_ACCEPT, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *message = rc_parts_text (dialog->message, NULL);
  Asking *asking = g_new0 (Asking, 1);

  rc_parts_set_parent (GTK_WINDOW (window), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  gtk_widget_add_css_class (window, "recount");
  asking->dialog = *dialog;
  g_object_ref (asking->dialog.owner);
  g_object_set_data_full (G_OBJECT (window), "rc-asking", asking, asking_free);

  gtk_label_set_max_width_chars (GTK_LABEL (message), 60);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_box_append (GTK_BOX (box), message);
  if (dialog->asks_reason)
    add_reason (window, box, asking);
  gtk_box_append (GTK_BOX (gtk_dialog_get_content_area (GTK_DIALOG (window))), box);
  if (!dialog->is_acceptance)
    gtk_widget_add_css_class (gtk_dialog_get_widget_for_response (GTK_DIALOG (window), GTK_RESPONSE_ACCEPT), "destructive-action");
  gtk_dialog_set_default_response (GTK_DIALOG (window), GTK_RESPONSE_CANCEL);
  g_signal_connect (window, "response", G_CALLBACK (answered), asking);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}
