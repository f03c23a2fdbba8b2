/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/bundle-run.h"

#include <string.h>

#include "core/bounds.h"
#include "core/stream.h"
#include "core/words.h"
#include "ui/passphrase.h"
#include "ui/thread-work.h"

RcBundleWish *
rc_bundle_wish_new (const char *path)
{
  RcBundleWish *self = g_new0 (RcBundleWish, 1);

  self->path = g_strdup (path);
  return self;
}

void
rc_bundle_wish_free (RcBundleWish *self)
{
  if (self == NULL)
    return;

  rc_passphrase_free (self->passphrase);
  g_free (self->path);
  g_free (self->seal_key);
  g_free (self->key_file);
  g_free (self);
}

void
rc_opened_bundle_free (RcOpenedBundle *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->opening, rc_bundle_opening_free);
  g_free (self->path);
  g_free (self->maker);
  g_free (self);
}

gboolean
rc_opened_bundle_is_contradicted (const RcOpenedBundle *self)
{
  return self->opening->n_differing > 0 || rc_verdict_group (rc_bundle_opening_worst (self->opening)) == RC_VERDICT_GROUP_FAILED;
}

gboolean
rc_bundle_is_named_so (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, ".zip") || g_str_has_suffix (lower, ".p7m");
}

/* --- In which way it is closed --- */

static void
recognise (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  GError *error = NULL;
  RcEnvelopeKind kind = rc_envelope_recognise (data, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, kind);
}

void
rc_bundle_recognise_async (const char          *path,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, rc_bundle_recognise_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  rc_thread_work_run (task, recognise);
}

gboolean
rc_bundle_recognise_finish (GAsyncResult    *result,
                            RcEnvelopeKind  *out_kind,
                            GError         **error)
{
  g_autoptr (GError) reason = NULL;
  gssize kind;

  g_return_val_if_fail (g_async_result_is_tagged (result, rc_bundle_recognise_async), FALSE);

  kind = g_task_propagate_int (G_TASK (result), &reason);
  *out_kind = reason == NULL ? (RcEnvelopeKind) kind : RC_ENVELOPE_NONE;
  if (reason == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* --- Opening --- */

typedef struct
{
  RcBundleWish    *wish;
  RcProgressRelay *relay;
} Run;

static void
run_free (gpointer data)
{
  Run *self = data;

  rc_bundle_wish_free (self->wish);
  rc_progress_relay_unref (self->relay);
  g_free (self);
}

/* A file of the reader's own, whole; what is larger than such a file can be is refused. */
static GBytes *
read_small (const char  *path,
            gsize        limit,
            GError     **error)
{
  g_autoptr (RcStream) stream = rc_stream_new_file (path, error);
  g_autofree char *bytes = NULL;
  g_autofree char *shown = NULL;
  gsize length;

  if (stream == NULL)
    return NULL;
  bytes = g_malloc (limit + 1);
  if (!rc_stream_read_full (stream, bytes, limit + 1, &length, error))
    return NULL;
  if (length <= limit)
    return g_bytes_new_take (g_steal_pointer (&bytes), length);

  shown = g_filename_display_basename (path);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("“%s” is too large for a key."), shown);
  return NULL;
}

/* @out_text: (nullable): none was named. */
static gboolean
read_seal_key (const RcBundleWish  *wish,
               char               **out_text,
               GError             **error)
{
  g_autoptr (GBytes) bytes = NULL;

  *out_text = NULL;
  if (wish->seal_key == NULL)
    return TRUE;
  bytes = read_small (wish->seal_key, RC_LIMIT_KEY_BYTES, error);
  if (bytes == NULL)
    return FALSE;
  *out_text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return TRUE;
}

static gboolean
read_key_file (const RcBundleWish  *wish,
               RcKeyFile          **out_key,
               GError             **error)
{
  g_autoptr (GBytes) bytes = NULL;

  *out_key = NULL;
  if (wish->key_file == NULL)
    return TRUE;
  bytes = read_small (wish->key_file, RC_LIMIT_SIGNING_KEY_BYTES, error);
  if (bytes != NULL)
    *out_key = rc_key_file_open (bytes, wish->passphrase != NULL ? wish->passphrase : "", error);
  return *out_key != NULL;
}

static char *
dup_maker (RcCase *case_file)
{
  g_autofree char *organisation = case_file != NULL ? rc_case_dup_setting (case_file, "case.organisation") : NULL;

  if (organisation != NULL && *organisation != '\0')
    return g_steal_pointer (&organisation);
  return case_file != NULL ? rc_case_dup_setting (case_file, "auditor.name") : NULL;
}

static RcOpenedBundle *
opened_new (const RcBundleWish *wish,
            RcBundleOpening    *opening)      /* (transfer full) */
{
  RcOpenedBundle *self = g_new0 (RcOpenedBundle, 1);

  self->path = g_strdup (wish->path);
  self->opening = opening;
  self->maker = dup_maker (opening->case_file);
  self->is_vouched = wish->seal_key != NULL && rc_bundle_opening_is_vouched (opening);
  return self;
}

static RcOpenedBundle *
open_bundle (const Run     *run,
             GCancellable  *cancellable,
             GError       **error)
{
  const RcBundleWish *wish = run->wish;
  g_autofree char *seal_key = NULL;
  g_autoptr (RcKeyFile) key = NULL;
  RcBundleOpening *opening;
  RcBundleOpenTerms terms = { .progress = rc_progress_relay_tell, .progress_data = run->relay };

  if (!read_seal_key (wish, &seal_key, error) || !read_key_file (wish, &key, error))
    return NULL;
  terms.seal_key = seal_key;
  terms.keys.key = key;
  terms.keys.passphrase = key == NULL ? wish->passphrase : NULL;
  opening = rc_bundle_open (wish->path, NULL, &terms, cancellable, error);
  return opening != NULL ? opened_new (wish, opening) : NULL;
}

static void
run_in_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  GError *error = NULL;
  RcOpenedBundle *bundle = open_bundle (data, cancellable, &error);

  if (bundle != NULL)
    g_task_return_pointer (task, bundle, (GDestroyNotify) rc_opened_bundle_free);
  else
    g_task_return_error (task, error);
}

void
rc_bundle_run_async (RcBundleWish        *wish,
                     RcProgressRelay     *relay,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Run *run = g_new0 (Run, 1);

  run->wish = wish;
  run->relay = rc_progress_relay_ref (relay);
  g_task_set_source_tag (task, rc_bundle_run_async);
  g_task_set_task_data (task, run, run_free);
  rc_thread_work_run (task, run_in_thread);
}

RcOpenedBundle *
rc_bundle_run_finish (GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rc_bundle_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
