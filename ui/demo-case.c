/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/demo-case.h"

#include <glib/gstdio.h>
#include <sys/resource.h>

#include "core/trust.h"
#include "core/verify.h"
#include "core/words.h"

#define NICE_OF_WORK 10

typedef struct
{
  RcDemoWriter     writer;
  RcProgressRelay *relay;
  char            *folder;
  char            *path;
} DemoCase;

static void
demo_case_free (gpointer data)
{
  DemoCase *self = data;

  rc_progress_relay_unref (self->relay);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

/* A folder that was not there before: the demo may be tried again without touching what was done with the last one. */
static gboolean
make_folder (DemoCase  *self,
             GError   **error)
{
  for (guint number = 1; ; number++)
    {
      g_autofree char *name = g_strdup_printf ("demo-%u", number);

      g_free (self->folder);
      self->folder = g_build_filename (g_get_user_data_dir (), "recount", name, NULL);
      if (!g_file_test (self->folder, G_FILE_TEST_EXISTS))
        break;
    }

  if (g_mkdir_with_parents (self->folder, 0700) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The folder %s could not be made."), self->folder);
  g_clear_pointer (&self->folder, g_free);
  return FALSE;
}

static gboolean
accept_key (RcCase      *case_file,
            const char  *demo,
            GError     **error)
{
  g_autofree char *path = g_build_filename (demo, "keys", "nordhafen-log.pub", NULL);

  return rc_trust_add (case_file, path, "Nordhafen Bank (fictitious)", "any", RC_TIME_NONE, RC_TIME_NONE,
                       "Came with the demo case, which is fictitious. A real key is confirmed on another way than the evidence took.",
                       error) > 0;
}

static gboolean
fill_case (DemoCase      *self,
           RcCase        *case_file,
           const char    *demo,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autofree char *evidence = g_build_filename (demo, "evidence", NULL);
  const char * const paths[] = { evidence, NULL };
  const RcImportOptions options = {
    .controller = "Nordhafen Bank (fictitious)",
    .obtained = "Demo evidence of the program; every firm and person in it is invented",
    .progress = rc_progress_relay_tell,
    .progress_data = self->relay,
  };
  g_autoptr (RcImportResult) result = rc_import_paths (case_file, paths, &options, cancellable, error);
  g_autoptr (RcJudgement) judgement = NULL;

  if (result == NULL || !accept_key (case_file, demo, error))
    return FALSE;
  judgement = rc_verify_case (case_file, rc_progress_relay_tell, self->relay, cancellable, error);
  return judgement != NULL;
}

static gboolean
make_case (DemoCase      *self,
           GCancellable  *cancellable,
           GError       **error)
{
  const RcCaseDescription description = {
    .title = "KreditCheck at Nordhafen Bank (demo, fictitious)",
    .type = RC_CASE_TYPE_EXTERNAL,
    .is_unsigned = TRUE,
  };
  g_autofree char *demo = g_build_filename (self->folder, "demo", NULL);
  g_autoptr (RcCase) case_file = NULL;

  self->path = g_build_filename (self->folder, "Demo.recount", NULL);
  if (!self->writer (demo, cancellable, error))
    return FALSE;
  case_file = rc_case_create (self->path, &description, error);
  return case_file != NULL && fill_case (self, case_file, demo, cancellable, error) && rc_case_close (case_file, error);
}

/* Only below the folder that was made just now. */
static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  (void) g_remove (path);
}

static gpointer
make (gpointer data)
{
  g_autoptr (GTask) task = data;
  DemoCase *self = g_task_get_task_data (task);
  GError *error = NULL;

  (void) setpriority (PRIO_PROCESS, 0, NICE_OF_WORK);
  if (make_folder (self, &error) && make_case (self, g_task_get_cancellable (task), &error))
    {
      g_task_return_pointer (task, g_strdup (self->path), g_free);
      return NULL;
    }

  if (self->folder != NULL)
    remove_tree (self->folder);
  g_task_return_error (task, error);
  return NULL;
}

/**
 * rc_demo_case_make_async:
 * @relay: hears of the progress
 */
void
rc_demo_case_make_async (RcDemoWriter         writer,
                         RcProgressRelay     *relay,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  DemoCase *self = g_new0 (DemoCase, 1);

  self->writer = writer;
  self->relay = rc_progress_relay_ref (relay);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, rc_demo_case_make_async);
  g_task_set_task_data (task, self, demo_case_free);
  g_thread_unref (g_thread_new ("recount-demo", make, task));
}

char *
rc_demo_case_make_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rc_demo_case_make_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
