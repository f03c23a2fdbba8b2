/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/key-unlock.h"

#include <string.h>

#include "core/auditor-key.h"
#include "ui/passphrase.h"
#include "ui/thread-work.h"

static void
unlock (GTask        *task,
        gpointer      source,
        gpointer      data,
        GCancellable *cancellable)
{
  GError *error = NULL;

  if (rc_auditor_key_unlock (data, strlen (data), NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
rc_key_unlock_async (const char          *passphrase,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, rc_key_unlock_async);
  g_task_set_task_data (task, g_strdup (passphrase), rc_passphrase_free);
  rc_thread_work_run (task, unlock);
}

/**
 * rc_key_unlock_finish:
 *
 * Returns: %FALSE with @error in the domain %RC_AUDITOR_KEY_ERROR
 */
gboolean
rc_key_unlock_finish (GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rc_key_unlock_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
