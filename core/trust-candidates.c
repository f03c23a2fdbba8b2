/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "trust-candidates.h"

#include <string.h>

#include "bounds.h"
#include "record.h"

void
rc_evidence_key_free (RcEvidenceKey *self)
{
  if (self == NULL)
    return;

  rc_anchor_free (self->anchor);
  g_free (self->name);
  g_free (self);
}

static gboolean
holds (GPtrArray      *anchors,
       const RcAnchor *key)
{
  for (guint i = 0; i < anchors->len; i++)
    if (rc_digest_equal (&((const RcAnchor *) anchors->pdata[i])->fingerprint, &key->fingerprint))
      return TRUE;
  return FALSE;
}

static gboolean
is_listed (GPtrArray      *keys,
           const RcAnchor *key)
{
  for (guint i = 0; i < keys->len; i++)
    if (rc_digest_equal (&((const RcEvidenceKey *) keys->pdata[i])->anchor->fingerprint, &key->fingerprint))
      return TRUE;
  return FALSE;
}

/* What an importer of events or a registry understood is no key file. */
static gboolean
may_be_key (const RcSource *source)
{
  return source->size > 0 && source->size <= RC_LIMIT_CANDIDATE_BYTES && source->event_rows == 0 &&
         strcmp (source->derivation, RC_DERIVATION_ROWS) != 0 && !rc_source_is_repeat (source);
}

static gboolean
look_at (const RcSource  *source,
         RcRecordReader  *reader,
         GPtrArray       *accepted,
         GPtrArray       *keys,
         GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcAnchor) anchor = NULL;
  char bytes[RC_LIMIT_CANDIDATE_BYTES + 1];
  RcEvidenceKey *key;

  if (!rc_vault_read (rc_record_reader_peek_vault (reader), source->start, bytes, (gsize) source->size, &local_error))
    {
      /* A damaged part of the store is for the verification to tell. */
      if (local_error->domain == RC_VAULT_ERROR)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  bytes[source->size] = '\0';
  anchor = rc_anchor_parse (bytes, (gsize) source->size, NULL);
  if (anchor == NULL || holds (accepted, anchor) || is_listed (keys, anchor))
    return TRUE;

  key = g_new0 (RcEvidenceKey, 1);
  key->anchor = g_steal_pointer (&anchor);
  key->source = source->id;
  key->name = g_strdup (source->name);
  g_ptr_array_add (keys, key);
  return TRUE;
}

/**
 * rc_trust_list_candidates:
 *
 * Looks at small files that carry no events, up to RC_LIMIT_CANDIDATE_FILES of them. Nothing is accepted by this.
 *
 * Returns: the keys that came with the evidence and are not accepted, each once, in the order of their sources; %NULL with @error
 */
GPtrArray *
rc_trust_list_candidates (RcCase    *case_file,
                          gboolean  *out_cut,
                          GError   **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_evidence_key_free);
  g_autoptr (GPtrArray) accepted = rc_trust_list (case_file, error);
  g_autoptr (GPtrArray) sources = accepted != NULL ? rc_source_list (case_file, error) : NULL;
  g_autoptr (RcRecordReader) reader = NULL;
  guint looked_at = 0;

  if (sources == NULL)
    return NULL;

  reader = rc_record_reader_new (rc_case_get_database (case_file));
  for (guint i = 0; i < sources->len && looked_at <= RC_LIMIT_CANDIDATE_FILES; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);

      if (!may_be_key (source) || ++looked_at > RC_LIMIT_CANDIDATE_FILES)
        continue;
      if (!look_at (source, reader, accepted, keys, error))
        return NULL;
    }

  if (out_cut != NULL)
    *out_cut = looked_at > RC_LIMIT_CANDIDATE_FILES;
  return g_steal_pointer (&keys);
}
