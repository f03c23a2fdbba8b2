/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/tlog-proof.h"

#include "core/bounds.h"
#include "core/seals/tlog-proof-file.h"
#include "core/tree.h"

#define KIND "tlog-proof"

static const char * const endings[] = { ".tlog-proof", ".proof", NULL };

/* One proof for one delivery of the entry. */
typedef struct
{
  RcSealWork            *work;
  const RcNoteKeys      *keys;
  RcLogHeads            *heads;
  const RcSource        *carrier;
  const RcTlogProofFile *file;
  const RcNoteFile      *note;
  const RcCheckpoint    *head;
} Proof;

/* The leaf over all bytes of a file, which may be large. FALSE without @error: they are not held. */
static gboolean
hash_entry (Proof           *proof,
            const RcSource  *entry,
            RcDigest        *out_leaf,
            GError         **error)
{
  static const guint8 prefix = 0x00;
  g_autoptr (RcStream) stream = rc_vault_new_stream (rc_record_reader_peek_vault (proof->work->context->reader), entry->start, entry->size);
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  g_autofree guint8 *buffer = g_malloc (RC_LIMIT_BLOCK_BYTES);
  g_autoptr (GError) local_error = NULL;
  guint64 place = 0;
  gssize got;

  rc_hasher_update (hasher, &prefix, 1);
  while ((got = rc_stream_pread (stream, place, buffer, RC_LIMIT_BLOCK_BYTES, &local_error)) > 0)
    {
      rc_hasher_update (hasher, buffer, (gsize) got);
      place += (guint64) got;
    }
  if (got < 0)
    {
      (void) rc_seal_context_tolerate (&local_error, error);
      return FALSE;
    }
  rc_hasher_finish (hasher, out_leaf);
  return TRUE;
}

static void
judge_inclusion (Proof          *proof,
                 RcSeal         *seal,
                 const RcSource *entry,
                 const RcDigest *leaf)
{
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  rc_seal_add_note (seal, "Entry %" G_GUINT64_FORMAT " of the log “%s” with %" G_GUINT64_FORMAT " entries", proof->file->index,
                    proof->head->origin, proof->head->size);
  if (proof->file->extra != NULL)
    rc_seal_add_note (seal, "Nobody vouches for the extra data of %" G_GSIZE_FORMAT " bytes in the proof",
                      g_bytes_get_size (proof->file->extra));
  if (rc_tree_verify_inclusion (leaf, proof->file->index, proof->head->size, (const RcDigest *) proof->file->path->data,
                                proof->file->path->len, &proof->head->root))
    return;

  expected = rc_digest_dup_hex (&proof->head->root);
  found = rc_digest_dup_hex (leaf);
  seal->integrity = RC_VERDICT_INVALID;
  seal->checked = 0;
  rc_seal_set_reason (seal, "proof");
  rc_seal_work_tell (proof->work, RC_EXCEPTION_PROOF_INVALID, entry, expected, found,
                     "The proof “%s” does not lead from “%s” to the head of the log.", proof->carrier->name, entry->name);
}

static gboolean
judge_entry (Proof           *proof,
             const RcSource  *entry,
             GError         **error)
{
  g_autoptr (RcSeal) seal = rc_seal_work_begin (proof->work, KIND, entry, proof->carrier);
  g_autoptr (GError) local_error = NULL;
  const RcAnchor *anchor = NULL;
  RcDigest leaf;

  if (entry == NULL)
    {
      rc_seal_work_payload_absent (proof->work, seal, proof->carrier);
      rc_seal_work_end (proof->work, g_steal_pointer (&seal), proof->carrier);
      return TRUE;
    }
  if (!hash_entry (proof, entry, &leaf, &local_error))
    {
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      rc_seal_set_all (seal, RC_VERDICT_UNVERIFIABLE, "bytes-not-held");
      rc_seal_work_end (proof->work, g_steal_pointer (&seal), proof->carrier);
      return TRUE;
    }

  anchor = rc_note_judge (proof->work, proof->keys, seal, proof->carrier, proof->note, proof->head);
  judge_inclusion (proof, seal, entry, &leaf);
  rc_log_heads_take (proof->heads, g_steal_pointer (&seal), proof->carrier, anchor, proof->head->origin, proof->head->size,
                     &proof->head->root);
  return TRUE;
}

static gboolean
judge_entries (Proof   *proof,
               GError **error)
{
  g_autoptr (GPtrArray) found = rc_seal_work_find_signed (proof->work, proof->carrier, endings);

  if (found->len == 0)
    return judge_entry (proof, NULL, error);
  for (guint i = 0; i < found->len; i++)
    {
      if (!judge_entry (proof, found->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}

static void
tell_malformed (Proof      *proof,
                const char *fault)
{
  g_autoptr (GPtrArray) found = rc_seal_work_find_signed (proof->work, proof->carrier, endings);

  rc_seal_work_malformed (proof->work, KIND, found->len > 0 ? found->pdata[0] : NULL, proof->carrier, "a proof out of a log", fault);
}

static gboolean
judge_file (Proof   *proof,
            GError **error)
{
  g_autoptr (RcNoteFile) note = NULL;
  g_autoptr (RcCheckpoint) head = NULL;
  const char *fault = NULL;

  if (rc_note_file_parse (g_bytes_get_data (proof->file->note, NULL), g_bytes_get_size (proof->file->note), &note, &fault) != RC_NOTE_READ)
    {
      tell_malformed (proof, fault != NULL ? fault : "what follows its path is no signed note");
      return TRUE;
    }
  head = rc_checkpoint_parse (g_bytes_get_data (note->text, NULL), g_bytes_get_size (note->text));
  if (head == NULL)
    {
      tell_malformed (proof, "what follows its path is not the head of a log");
      return TRUE;
    }
  proof->note = note;
  proof->head = head;
  return judge_entries (proof, error);
}

/**
 * rc_tlog_proof_judge:
 * @bytes: tainted
 *
 * The entry is the file that the proof's name less its ending names.
 */
gboolean
rc_tlog_proof_judge (RcSealWork        *work,
                     const RcNoteKeys  *keys,
                     RcLogHeads        *heads,
                     const RcSource    *carrier,
                     const char        *bytes,
                     gsize              length,
                     GError           **error)
{
  Proof proof = { .work = work, .keys = keys, .heads = heads, .carrier = carrier };
  g_autoptr (RcTlogProofFile) file = NULL;
  const char *fault = NULL;

  switch (rc_tlog_proof_file_parse (bytes, length, &file, &fault))
    {
    case RC_TLOG_PROOF_READ:
      proof.file = file;
      return judge_file (&proof, error);
    case RC_TLOG_PROOF_MALFORMED:
      tell_malformed (&proof, fault);
      return TRUE;
    case RC_TLOG_PROOF_VERSION:
      rc_seal_work_unverifiable (work, KIND, NULL, carrier, "format-unsupported");
      return TRUE;
    case RC_TLOG_PROOF_ANOTHER:
    default:
      return TRUE;
    }
}
