/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/disposal-run.h"

#include "core/life/case-destruction.h"
#include "core/timestamp.h"
#include "reports/life/disposal-plan.h"
#include "reports/typesetting/file-write.h"
#include "ui/thread-work.h"

#define PLAN_ENDING ".pdf.plan"

/* --- The order --- */

RcDisposalOrder *
rc_disposal_order_new (const char *path)
{
  RcDisposalOrder *self = g_atomic_rc_box_new0 (RcDisposalOrder);

  self->path = g_strdup (path);
  self->kept_until_us = RC_TIME_NONE;
  return self;
}

RcDisposalOrder *
rc_disposal_order_ref (RcDisposalOrder *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
order_clear (gpointer data)
{
  RcDisposalOrder *self = data;

  g_free (self->path);
  g_free (self->certificate);
  g_free (self->language);
  g_free (self->reason);
  g_free (self->by);
  g_free (self->kept_under);
}

void
rc_disposal_order_unref (RcDisposalOrder *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, order_clear);
}

static RcDisposalTerms
terms_of (const RcDisposalOrder *self)
{
  return (RcDisposalTerms) { .reason = self->reason, .by = self->by, .kept_under = self->kept_under, .kept_until_us = self->kept_until_us };
}

/* --- What stands against it --- */

/* Where a plan lies, an order goes on that was given before. */
static gboolean
check_place (const char  *certificate,
             GError     **error)
{
  g_autofree char *plan = rc_disposal_plan_dup_path (certificate);
  g_autofree char *signature = g_strconcat (certificate, ".minisig", NULL);

  return g_file_test (plan, G_FILE_TEST_EXISTS) || (rc_file_check_new (certificate, error) && rc_file_check_new (signature, error));
}

gpointer
rc_disposal_order_check (RcCase           *case_file,
                         RcProgressRelay  *relay,
                         gpointer          data,
                         GCancellable     *cancellable,
                         GError          **error)
{
  const RcDisposalOrder *self = data;
  const RcDisposalTerms terms = terms_of (self);

  return GINT_TO_POINTER (check_place (self->certificate, error) && rc_disposal_check (case_file, &terms, error));
}

/* --- Doing it --- */

typedef struct
{
  RcDisposalOrder *order;
  RcProgressRelay *relay;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  rc_disposal_order_unref (run->order);
  rc_progress_relay_unref (run->relay);
  g_free (run);
}

static void
run_in_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  const Run *run = data;
  const RcDisposalOrder *order = run->order;
  const RcDisposalTerms terms = terms_of (order);
  const RcLifeWork work = { rc_progress_relay_tell_part, run->relay, NULL };
  GError *error = NULL;
  RcDisposalResult *result = rc_dispose (order->path, order->certificate, order->language, &terms, &work, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, (GDestroyNotify) rc_disposal_result_free);
  else
    g_task_return_error (task, error);
}

void
rc_disposal_run_async (RcDisposalOrder     *order,
                       RcProgressRelay     *relay,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Run *run = g_new0 (Run, 1);

  run->order = rc_disposal_order_ref (order);
  run->relay = rc_progress_relay_ref (relay);
  g_task_set_source_tag (task, rc_disposal_run_async);
  g_task_set_task_data (task, run, run_free);
  rc_thread_work_run (task, run_in_thread);
}

RcDisposalResult *
rc_disposal_run_finish (GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rc_disposal_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- What was broken off --- */

static gboolean
is_away (const char           *path,
         const RcDisposalPlan *plan)
{
  g_autofree char *away = rc_case_destruction_dup_name (path, plan->sha256);

  return g_file_test (away, G_FILE_TEST_EXISTS);
}

static gboolean
is_plan_of (const char *certificate,
            const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (RcDisposalPlan) plan = rc_disposal_plan_load (certificate, NULL);

  return plan != NULL && strcmp (plan->name, name) == 0 && (plan->is_destroyed || is_away (path, plan));
}

static void
collect (GPtrArray  *certificates,
         const char *path,
         const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *plan = g_build_filename (folder, name, NULL);
      g_autofree char *certificate = g_strndup (plan, strlen (plan) - MIN (strlen (plan), strlen (".plan")));

      if (g_str_has_suffix (name, PLAN_ENDING) && g_file_test (plan, G_FILE_TEST_IS_REGULAR) && is_plan_of (certificate, path))
        g_ptr_array_add (certificates, g_steal_pointer (&certificate));
    }
}

static GPtrArray *
list_certificates (const char *path,
                   const char *folder)
{
  GPtrArray *certificates = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *own = g_path_get_dirname (path);

  collect (certificates, path, own);
  if (folder != NULL && strcmp (folder, own) != 0)
    collect (certificates, path, folder);
  return certificates;
}

char *
rc_disposal_run_dup_certificate (const char *path,
                                 const char *folder)
{
  g_autoptr (GPtrArray) certificates = list_certificates (path, folder);

  return certificates->len == 1 ? g_strdup (g_ptr_array_index (certificates, 0)) : NULL;
}

gboolean
rc_disposal_run_is_pending (const char *path,
                            const char *folder)
{
  g_autoptr (GPtrArray) certificates = NULL;
  g_autofree char *away = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return FALSE;
  away = rc_case_destruction_find (path);
  if (away != NULL)
    return TRUE;
  certificates = list_certificates (path, folder);
  return certificates->len > 0;
}
