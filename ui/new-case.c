/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/new-case.h"

#include <string.h>

#include "core/auditor-key.h"
#include "ui/passphrase.h"
#include "ui/thread-work.h"

RcNewCase *
rc_new_case_new (void)
{
  return g_new0 (RcNewCase, 1);
}

void
rc_new_case_free (RcNewCase *self)
{
  if (self == NULL)
    return;

  rc_passphrase_free (self->passphrase);
  g_free (self->path);
  g_free (self->title);
  g_free (self->auditor);
  g_free (self->organisation);
  g_free (self);
}

/* The key comes first, so that the first entry of the custody log is signed already. */
static gboolean
make_case (const RcNewCase  *self,
           GError          **error)
{
  const RcCaseDescription description = {
    .title = self->title,
    .type = self->type,
    .auditor = self->auditor,
    .organisation = self->organisation,
    .is_unsigned = self->is_unsigned,
  };
  g_autoptr (RcCase) case_file = NULL;

  if (!self->is_unsigned && self->passphrase != NULL &&
      !rc_auditor_key_unlock (self->passphrase, strlen (self->passphrase), NULL, error))
    return FALSE;
  case_file = rc_case_create (self->path, &description, error);
  return case_file != NULL && rc_case_close (case_file, error);
}

static void
make (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  const RcNewCase *self = data;
  GError *error = NULL;

  if (make_case (self, &error))
    g_task_return_pointer (task, g_strdup (self->path), g_free);
  else
    g_task_return_error (task, error);
}

void
rc_new_case_make_async (RcNewCase           *self,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, rc_new_case_make_async);
  g_task_set_task_data (task, self, (GDestroyNotify) rc_new_case_free);
  rc_thread_work_run (task, make);
}

/**
 * rc_new_case_make_finish:
 *
 * Returns: (transfer full) (nullable): the path; %NULL with @error in the domain %RC_CASE_ERROR, or %RC_AUDITOR_KEY_ERROR for a wrong
 *   passphrase
 */
char *
rc_new_case_make_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rc_new_case_make_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
