/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/unlock-dialog.h"

#include "core/auditor-key.h"
#include "core/words.h"
#include "ui/act-words.h"
#include "ui/form.h"
#include "ui/key-unlock.h"
#include "ui/passphrase.h"

enum
{
  RESPONSE_WITHOUT = 1,
};

typedef struct
{
  GtkDialog        *dialog;
  GtkWidget        *passphrase;
  GtkWidget        *again;         /* (nullable): the key is there already */
  GtkWidget        *trouble;
  RcUnlockAnswered  answered;
  GObject          *owner;
} Unlocking;

static void
finish (Unlocking *self,
        gboolean   go_on)
{
  gtk_window_destroy (GTK_WINDOW (self->dialog));
  self->answered (go_on, self->owner);
  g_object_unref (self->owner);
  g_free (self);
}

static void
unlocked (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Unlocking *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (rc_key_unlock_finish (result, &error))
    {
      finish (self, TRUE);
      return;
    }

  message = g_error_matches (error, RC_AUDITOR_KEY_ERROR, RC_AUDITOR_KEY_ERROR_PASSPHRASE)
              ? g_strdup (_("This passphrase does not open the key. Type it again."))
              : rc_act_words_of_error (error);
  rc_form_set_trouble (self->trouble, message);
  rc_form_set_busy (GTK_WIDGET (self->dialog), FALSE);
  gtk_editable_select_region (GTK_EDITABLE (self->passphrase), 0, -1);
  gtk_widget_grab_focus (self->passphrase);
}

static void
unlock (Unlocking *self)
{
  const char *passphrase = gtk_editable_get_text (GTK_EDITABLE (self->passphrase));

  if (*passphrase == '\0')
    rc_form_set_trouble (self->trouble, _("Type the passphrase."));
  else if (self->again != NULL && strcmp (passphrase, gtk_editable_get_text (GTK_EDITABLE (self->again))) != 0)
    rc_form_set_trouble (self->trouble, _("The two passphrases differ."));
  else
    {
      rc_form_set_trouble (self->trouble, NULL);
      rc_form_set_busy (GTK_WIDGET (self->dialog), TRUE);
      rc_key_unlock_async (passphrase, unlocked, self);
    }
}

static void
responded (GtkDialog *dialog,
           int        response,
           Unlocking *self)
{
  if (response == GTK_RESPONSE_OK)
    unlock (self);
  else if (gtk_widget_get_sensitive (GTK_WIDGET (dialog)))
    finish (self, response == RESPONSE_WITHOUT);
}

/* While the key is being unlocked the dialog stays. */
static gboolean
close_requested (GtkWindow *window,
                 Unlocking *self)
{
  return !gtk_widget_get_sensitive (GTK_WIDGET (window));
}

static void
go_on_without (GtkButton *button,
               Unlocking *self)
{
  gtk_dialog_response (self->dialog, RESPONSE_WITHOUT);
}

static void
add_way_without (Unlocking *self,
                 GtkGrid   *grid)
{
  GtkWidget *note = rc_form_add_note (grid, _("Without signing, whoever holds the file could rewrite these entries unnoticed, until a later "
                                              "act with your key signs them."));
  GtkWidget *button = gtk_button_new_with_mnemonic (_("Continue _Without Signing"));
  int row;

  gtk_grid_query_child (grid, note, NULL, &row, NULL, NULL);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_name (button, "without-signing");
  g_signal_connect (button, "clicked", G_CALLBACK (go_on_without), self);
  gtk_grid_attach (grid, button, 0, row + 1, 2, 1);
}

static void
add_fields (Unlocking *self)
{
  GtkGrid *grid = rc_form_add_grid (self->dialog);
  gboolean exists = rc_auditor_key_exists ();

  rc_form_add_note (grid, exists ? _("Every act in this case is entered in its custody log and signed with your auditor key.")
                                 : _("Every act in this case is entered in its custody log and signed with your auditor key. There is none "
                                     "on this computer yet: it is made now. Keep its passphrase; nobody can recover it."));
  self->passphrase = rc_passphrase_entry_new ();
  rc_form_add_row (grid, _("_Passphrase"), self->passphrase, "passphrase");
  if (!exists)
    {
      self->again = rc_passphrase_entry_new ();
      rc_form_add_row (grid, _("Passphrase _Again"), self->again, "passphrase-again");
    }
  self->trouble = rc_form_add_trouble (grid);
  add_way_without (self, grid);
}

GtkWidget *
rc_unlock_dialog_show (GtkWindow        *parent,
                       RcUnlockAnswered  answered,
                       GObject          *owner)
{
  Unlocking *self = g_new0 (Unlocking, 1);

  self->dialog = rc_form_dialog_new (parent, _("Unlock Your Auditor Key"));
  self->answered = answered;
  self->owner = g_object_ref (owner);
  add_fields (self);
  gtk_dialog_add_button (self->dialog, _("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (self->dialog, _("_Unlock"), GTK_RESPONSE_OK);
  gtk_dialog_set_default_response (self->dialog, GTK_RESPONSE_OK);
  g_signal_connect (self->dialog, "response", G_CALLBACK (responded), self);
  g_signal_connect (self->dialog, "close-request", G_CALLBACK (close_requested), self);
  gtk_window_present (GTK_WINDOW (self->dialog));
  return GTK_WIDGET (self->dialog);
}
