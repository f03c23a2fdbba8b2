/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/case-unlock-dialog.h"

#include <string.h>

#include "core/auditor-key.h"
#include "core/rest/case-keys.h"
#include "core/words.h"
#include "ui/act-words.h"
#include "ui/form.h"
#include "ui/passphrase.h"
#include "ui/thread-work.h"

typedef struct
{
  GtkDialog      *dialog;
  GtkWidget      *passphrase;
  GtkWidget      *trouble;
  char           *path;
  RcCaseUnlocked  answered;
  gpointer        owner;       /* (nullable): a weak pointer: a window that is gone opens nothing any more */
} Unlocking;

#define KEY "unlocking"

static void
unlocking_free (gpointer data)
{
  Unlocking *self = data;

  g_clear_weak_pointer (&self->owner);
  g_free (self->path);
  g_free (self);
}

typedef struct
{
  char *path;
  char *passphrase;
} Try;

static void
try_free (gpointer data)
{
  Try *self = data;

  rc_passphrase_free (self->passphrase);
  g_free (self->path);
  g_free (self);
}

/* Takes about a second on purpose. */
static void
try_in_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  const Try *self = data;
  GError *error = NULL;

  if (rc_case_unlock (self->path, self->passphrase, strlen (self->passphrase), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
finish (Unlocking *self,
        gboolean   is_unlocked)
{
  g_autoptr (GObject) owner = self->owner != NULL ? g_object_ref (self->owner) : NULL;
  RcCaseUnlocked answered = self->answered;

  gtk_window_destroy (GTK_WINDOW (self->dialog));
  if (owner != NULL)
    answered (is_unlocked, owner);
}

static void
tried (GObject      *source,
       GAsyncResult *result,
       gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Unlocking *self = g_object_get_data (G_OBJECT (dialog), KEY);
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      finish (self, TRUE);
      return;
    }
  message = rc_act_words_of_error (error);
  rc_form_set_trouble (self->trouble, message);
  rc_form_set_busy (GTK_WIDGET (self->dialog), FALSE);
  gtk_editable_select_region (GTK_EDITABLE (self->passphrase), 0, -1);
  gtk_widget_grab_focus (self->passphrase);
}

static void
unlock (Unlocking *self)
{
  g_autoptr (GTask) task = NULL;
  Try *attempt;

  if (*gtk_editable_get_text (GTK_EDITABLE (self->passphrase)) == '\0')
    {
      rc_form_set_trouble (self->trouble, _("Type the passphrase."));
      return;
    }
  attempt = g_new0 (Try, 1);
  attempt->path = g_strdup (self->path);
  attempt->passphrase = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->passphrase)));
  rc_form_set_trouble (self->trouble, NULL);
  rc_form_set_busy (GTK_WIDGET (self->dialog), TRUE);
  task = g_task_new (NULL, NULL, tried, g_object_ref (self->dialog));
  g_task_set_source_tag (task, rc_case_unlock_dialog_show);
  g_task_set_task_data (task, attempt, try_free);
  rc_thread_work_run (task, try_in_thread);
}

static void
responded (GtkDialog *dialog,
           int        response,
           Unlocking *self)
{
  if (response == GTK_RESPONSE_OK)
    unlock (self);
  else if (gtk_widget_get_sensitive (GTK_WIDGET (dialog)))
    finish (self, FALSE);
}

/* While the passphrase is being tried the dialog stays. */
static gboolean
close_requested (GtkWindow *window,
                 Unlocking *self)
{
  return !gtk_widget_get_sensitive (GTK_WIDGET (window));
}

/* Who is not let in yet says so with this; it is no secret. */
static void
add_own_key (GtkGrid *grid)
{
  g_autofree char *own_key = rc_auditor_key_dup_public ();
  GtkWidget *note;

  if (own_key == NULL)
    return;
  note = rc_form_add_note (grid, _("Where your auditor key does not open it yet, send your public key to somebody who can open it, and they can let you in:"));
  gtk_grid_attach_next_to (grid, rc_form_digits_new (_("Your own public key"), own_key, "copy-own-key"), note, GTK_POS_BOTTOM, 2, 1);
}

GtkWidget *
rc_case_unlock_dialog_show (GtkWindow      *parent,
                            const char     *path,
                            RcCaseUnlocked  answered,
                            GObject        *owner)
{
  Unlocking *self = g_new0 (Unlocking, 1);
  GtkGrid *grid;

  self->dialog = rc_form_dialog_new (parent, _("Open a Protected Case"));
  self->path = g_strdup (path);
  self->answered = answered;
  g_set_weak_pointer (&self->owner, owner);
  g_object_set_data_full (G_OBJECT (self->dialog), KEY, self, unlocking_free);
  grid = rc_form_add_grid (self->dialog);
  rc_form_add_note (grid, _("This case is protected: nothing of it can be read without its passphrase, or that of your auditor key where that opens it."));
  self->passphrase = rc_passphrase_entry_new ();
  rc_form_add_row (grid, _("_Passphrase"), self->passphrase, "passphrase");
  self->trouble = rc_form_add_trouble (grid);
  add_own_key (grid);
  gtk_dialog_add_button (self->dialog, _("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (self->dialog, _("_Open"), GTK_RESPONSE_OK);
  gtk_dialog_set_default_response (self->dialog, GTK_RESPONSE_OK);
  g_signal_connect (self->dialog, "response", G_CALLBACK (responded), self);
  g_signal_connect (self->dialog, "close-request", G_CALLBACK (close_requested), self);
  gtk_window_present (GTK_WINDOW (self->dialog));
  return GTK_WIDGET (self->dialog);
}
