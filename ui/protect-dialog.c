/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/protect-dialog.h"

#include <string.h>

#include "core/rest/protect.h"
#include "core/words.h"
#include "ui/form.h"
#include "ui/passphrase.h"
#include "ui/thread-work.h"

#define KEY "protecting"

typedef struct
{
  RcPassphrasePair  typed;
  GtkWidget        *trouble;
  RcProtectWanted   wanted;
  gpointer          owner;      /* (nullable): a weak pointer */
} Protecting;

static void
protecting_free (gpointer data)
{
  Protecting *self = data;

  g_clear_weak_pointer (&self->owner);
  g_free (self);
}

/* --- Doing it --- */

typedef struct
{
  char *path;
  char *passphrase;
} Run;

static void
run_free (gpointer data)
{
  Run *self = data;

  rc_passphrase_free (self->passphrase);
  g_free (self->path);
  g_free (self);
}

static void
run_in_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  const Run *run = data;
  RcCaseKeys *keys = rc_case_keys_new (NULL);
  RcProtectOutcome outcome = { 0 };
  GError *error = NULL;

  if (rc_case_keys_set_passphrase (keys, run->passphrase, strlen (run->passphrase), NULL, &error)
      && rc_protect_case (run->path, keys, cancellable, &outcome, &error))
    {
      /* It opens again at once, without a question. */
      rc_case_keys_keep (keys);
      g_task_return_pointer (task, g_strdup (outcome.overwritten
        ? _("The case is protected. The old file was overwritten; a solid-state disk, a file system that copies on writing, a snapshot or a backup may "
            "still hold parts of it in clear.")
        : _("The case is protected. The old file has another name as well, and still is the case in clear there: remove that yourself.")), g_free);
    }
  else
    g_task_return_error (task, error);
  rc_case_keys_unref (keys);
}

void
rc_protect_run_async (const char          *path,
                      const char          *passphrase,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Run *run = g_new0 (Run, 1);

  run->path = g_strdup (path);
  run->passphrase = g_strdup (passphrase);
  g_task_set_source_tag (task, rc_protect_run_async);
  g_task_set_task_data (task, run, run_free);
  rc_thread_work_run (task, run_in_thread);
}

char *
rc_protect_run_finish (GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rc_protect_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- The dialog --- */

static void
responded (GtkDialog  *dialog,
           int         response,
           Protecting *self)
{
  const char *gap = response == GTK_RESPONSE_OK ? rc_passphrase_pair_find_gap (&self->typed) : NULL;

  rc_form_set_trouble (self->trouble, gap);
  if (gap != NULL)
    return;
  if (response == GTK_RESPONSE_OK && self->owner != NULL)
    self->wanted (rc_passphrase_pair_peek (&self->typed), self->owner);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

GtkWidget *
rc_protect_dialog_show (GtkWindow       *parent,
                        RcProtectWanted  wanted,
                        GObject         *owner)
{
  GtkDialog *dialog = rc_form_dialog_new (parent, _("Protect the Case"));
  Protecting *self = g_new0 (Protecting, 1);
  GtkGrid *grid = rc_form_add_grid (dialog);

  self->wanted = wanted;
  g_set_weak_pointer (&self->owner, owner);
  g_object_set_data_full (G_OBJECT (dialog), KEY, self, protecting_free);
  rc_form_add_note (grid, _("The whole file is written anew, each page of it encrypted, and opens only with this passphrase. Nobody can recover it. The case is closed "
                            "for that, and opens again."));
  rc_passphrase_pair_add (&self->typed, grid);
  rc_form_add_note (grid, _("What was in clear before may stay on the disk: in backups and snapshots, and where a solid-state disk keeps old contents by itself."));
  self->trouble = rc_form_add_trouble (grid);
  gtk_dialog_add_button (dialog, _("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (dialog, _("_Protect"), GTK_RESPONSE_OK);
  gtk_dialog_set_default_response (dialog, GTK_RESPONSE_OK);
  g_signal_connect (dialog, "response", G_CALLBACK (responded), self);
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WIDGET (dialog);
}
