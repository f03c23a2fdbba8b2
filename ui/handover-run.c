/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/handover-run.h"

#include <string.h>

#include "core/registers/note.h"
#include "core/source.h"
#include "core/trust.h"
#include "core/words.h"
#include "ui/passphrase.h"

RcHandover *
rc_handover_new (void)
{
  return g_new0 (RcHandover, 1);
}

void
rc_handover_free (RcHandover *self)
{
  if (self == NULL)
    return;

  rc_passphrase_free (self->passphrase);
  g_free (self->path);
  g_free (self->language);
  g_strfreev (self->events);
  g_strfreev (self->readers);
  g_free (self);
}

void
rc_handover_done_free (RcHandoverDone *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->result, rc_bundle_result_free);
  g_free (self->path);
  g_free (self->key_fingerprint);
  g_free (self);
}

/* --- In the writer's thread --- */

/* Several files of several certificates each are one list of readers. (transfer full) (nullable): no files, or an error. */
static GPtrArray *
read_readers (const RcHandover  *self,
              GError           **error)
{
  GPtrArray *readers = NULL;

  for (guint i = 0; self->readers != NULL && self->readers[i] != NULL; i++)
    {
      GPtrArray *more = rc_envelope_read_certificates (self->readers[i], g_get_real_time (), error);

      if (more == NULL)
        {
          g_clear_pointer (&readers, g_ptr_array_unref);
          return NULL;
        }
      if (readers == NULL)
        readers = more;
      else
        g_ptr_array_extend_and_steal (readers, more);
    }
  return readers;
}

static gboolean
read_fingerprint (RcHandoverDone  *done,
                  GError         **error)
{
  g_autofree char *key = rc_signing_dup_minisign_key (error);
  g_autoptr (RcAnchor) anchor = key != NULL ? rc_anchor_parse (key, strlen (key), error) : NULL;

  if (anchor == NULL)
    return FALSE;
  done->key_fingerprint = rc_digest_dup_hex (&anchor->fingerprint);
  return TRUE;
}

/* What is told of it is read before anything is written: nothing may fail once the bundle is there. */
static RcHandoverDone *
describe (RcCase            *case_file,
          const RcHandover  *self,
          const GPtrArray   *readers,
          GError           **error)
{
  g_autoptr (RcHandoverDone) done = g_new0 (RcHandoverDone, 1);
  g_autoptr (GPtrArray) sources = rc_source_list (case_file, error);

  if (sources == NULL || !rc_note_count (case_file, &done->notes, error) || (!self->unsealed && !read_fingerprint (done, error)))
    return NULL;
  for (guint i = 0; i < sources->len; i++)
    done->records += ((const RcSource *) g_ptr_array_index (sources, i))->records;
  done->path = g_strdup (self->path);
  done->is_selective = self->events != NULL;
  done->has_passphrase = self->passphrase != NULL;
  done->n_readers = readers != NULL ? readers->len : 0;
  return g_steal_pointer (&done);
}

static gpointer
export (RcCase           *case_file,
        RcProgressRelay  *relay,
        gpointer          data,
        GCancellable     *cancellable,
        GError          **error)
{
  const RcHandover *self = data;
  g_autoptr (GPtrArray) readers = read_readers (self, error);
  g_autoptr (RcHandoverDone) done = NULL;
  const RcBundleTerms terms = {
    .events = (const char * const *) self->events,
    .language = self->language,
    .unsealed = self->unsealed,
    .envelope = { .readers = readers, .passphrase = self->passphrase },
    .progress = rc_progress_relay_tell,
    .progress_data = relay,
  };

  if (readers == NULL && self->readers != NULL)
    return NULL;
  done = describe (case_file, self, readers, error);
  if (done == NULL)
    return NULL;
  done->result = rc_bundle_export (case_file, self->path, &terms, cancellable, error);
  return done->result != NULL ? g_steal_pointer (&done) : NULL;
}

/* --- In the main thread --- */

void
rc_handover_run_async (RcHandover          *self,
                       RcSession           *session,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  rc_session_run_async (session, _("Handing over"), export, self, (GDestroyNotify) rc_handover_free, (GDestroyNotify) rc_handover_done_free,
                        callback, user_data);
}

RcHandoverDone *
rc_handover_run_finish (RcSession     *session,
                        GAsyncResult  *result,
                        GError       **error)
{
  return rc_session_run_finish (session, result, error);
}
