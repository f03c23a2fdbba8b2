/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/minisign.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/head-statement.h"
#include "core/seals/key-search.h"
#include "core/seals/minisign-file.h"
#include "core/words.h"

/* One signature while it is judged. */
typedef struct
{
  RcSealWork           *work;
  const RcSource       *carrier;         /* the signature file */
  const RcSource       *signed_source;   /* (nullable) */
  const RcMinisignFile *file;
  RcMinisignContent     content;
  RcSeal               *seal;
} Signature;

static void
signature_clear (Signature *self)
{
  rc_minisign_content_clear (&self->content);
  g_clear_pointer (&self->seal, rc_seal_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Signature, signature_clear)

static const char *
kind_of (const RcMinisignFile *file)
{
  return file->is_signify ? "signify" : "minisign";
}

/* @out_reason: (transfer full): NULL, or why the content could not be read. */
static gboolean
read_content (Signature  *signature,
              char      **out_reason,
              GError    **error)
{
  const RcSource *source = signature->signed_source;
  guint64 start = source->start + signature->file->embedded;
  guint64 size = source->size - signature->file->embedded;
  RcVault *vault = rc_record_reader_peek_vault (signature->work->context->reader);
  g_autoptr (RcStream) stream = rc_vault_new_stream (vault, start, size);
  g_autoptr (GError) local_error = NULL;

  *out_reason = NULL;
  if (rc_minisign_content_read (signature->file, stream, size, &signature->content, &local_error))
    return TRUE;

  *out_reason = local_error == NULL ? g_strdup_printf ("limit(RC_LIMIT_RECORD_BYTES,%u)", RC_LIMIT_RECORD_BYTES)
                : g_strdup ("bytes-not-held");
  return local_error == NULL || rc_seal_context_tolerate (&local_error, error);
}

/* --- Whose key it is --- */

static RcKeyFit
try_key (const RcAnchor *key,
         gpointer        data)
{
  const Signature *signature = data;
  const guint8 *bytes = key->key != NULL ? rc_public_key_peek_ed25519 (key->key) : NULL;

  if (bytes == NULL || (rc_anchor_has_number (key) ? key->key_number != signature->file->key_number : !rc_key_search_is_plain (key)))
    return RC_KEY_NOT_MEANT;
  if (rc_minisign_file_fits (signature->file, &signature->content, bytes))
    return RC_KEY_FITS;
  /* A key without a number was tried on chance; that it does not fit says nothing. */
  return rc_anchor_has_number (key) ? RC_KEY_FAILED : RC_KEY_TRIED;
}

/* Both signatures of one file must hold: over the bytes, and over them with the trusted comment. */
static void
judge_comment (Signature      *signature,
               const RcAnchor *anchor)
{
  RcSeal *seal = signature->seal;

  if (!rc_minisign_file_comment_fits (signature->file, rc_public_key_peek_ed25519 (anchor->key)))
    {
      seal->signature = RC_VERDICT_INVALID;
      seal->anchor = RC_VERDICT_INVALID;
      seal->checked = 0;
      g_clear_pointer (&seal->proof, rc_seal_proof_free);
      rc_seal_set_reason (seal, "signature");
      rc_seal_work_tell (signature->work, RC_EXCEPTION_SIGNATURE_INVALID, signature->carrier, "a trusted comment as signed",
                         "another trusted comment", "The trusted comment in “%s” is not the one that was signed.",
                         signature->carrier->name);
    }
  else if (!signature->file->is_prehashed && !signature->file->is_signify)
    rc_seal_add_note (seal, "Signed in the older form of minisign (Ed), which newer ones no longer write");
}

static void
judge_keys (Signature *signature)
{
  g_autofree char *key_id = g_strdup_printf ("%016" G_GINT64_MODIFIER "X", signature->file->key_number);
  RcKeyQuestion question = {
    .try_key = try_key,
    .data = signature,
    .purpose = rc_head_statement_is (signature->work->context, signature->signed_source) ? "log-head" : "files",
    .key_name = key_id,
    .claimed_us = rc_minisign_file_claimed_time (signature->file),
    .established = rc_seal_work_get_time (signature->work, signature->carrier->id),
    .covered = signature->signed_source,
    .carrier = signature->carrier,
  };
  const RcAnchor *anchor = rc_key_search (signature->work, signature->seal, &question);

  if (anchor != NULL)
    judge_comment (signature, anchor);
}

/* --- One signature file --- */

static gboolean
judge_content (Signature  *signature,
               GError    **error)
{
  g_autofree char *reason = NULL;

  if (!read_content (signature, &reason, error))
    return FALSE;

  if (reason == NULL)
    judge_keys (signature);
  else
    rc_seal_set_all (signature->seal, RC_VERDICT_UNVERIFIABLE, reason);
  return TRUE;
}

/* @signed_source: (nullable) */
static gboolean
judge_signature (RcSealWork            *work,
                 const RcSource        *carrier,
                 const RcSource        *signed_source,
                 const RcMinisignFile  *file,
                 GError               **error)
{
  g_auto (Signature) signature = { .work = work, .carrier = carrier, .signed_source = signed_source, .file = file };

  signature.seal = rc_seal_work_begin (work, kind_of (file), signed_source, carrier);
  if (signed_source == NULL)
    rc_seal_work_payload_absent (work, signature.seal, carrier);
  else if (!judge_content (&signature, error))
    return FALSE;

  rc_seal_work_end (work, g_steal_pointer (&signature.seal), carrier);
  return TRUE;
}

static const char * const endings[] = { ".minisig", ".sig", NULL };

/* A signature stays good for every delivery of the file that came without one of its own: each is judged. */
static gboolean
judge_deliveries (RcSealWork            *work,
                  const RcSource        *carrier,
                  const RcMinisignFile  *file,
                  GError               **error)
{
  g_autoptr (GPtrArray) found = NULL;

  if (file->embedded > 0)
    return judge_signature (work, carrier, carrier, file, error);

  found = rc_seal_work_find_signed (work, carrier, endings);
  if (found->len == 0)
    return judge_signature (work, carrier, NULL, file, error);

  for (guint i = 0; i < found->len; i++)
    {
      if (!judge_signature (work, carrier, found->pdata[i], file, error))
        return FALSE;
    }
  return TRUE;
}

static void
judge_malformed (RcSealWork     *work,
                 const RcSource *carrier,
                 const char     *fault)
{
  g_autoptr (GPtrArray) found = rc_seal_work_find_signed (work, carrier, endings);

  rc_seal_work_malformed (work, "minisign", found->len > 0 ? found->pdata[0] : NULL, carrier, "a signature of minisign or signify", fault);
}

/* --- The mechanism --- */

static int
recognise (const RcSample *sample)
{
  g_autoptr (RcMinisignFile) file = NULL;
  const char *fault = NULL;

  return rc_minisign_file_parse (sample->head, sample->head_length, sample->name, &file, &fault) == RC_MINISIGN_ANOTHER
         ? 0 : RC_MECHANISM_SURE;
}

static gboolean
judge (RcSealWork      *work,
       gpointer         run,
       const RcSource  *carrier,
       GBytes          *bytes,
       GError         **error)
{
  g_autofree char *base = g_path_get_basename (carrier->name);
  g_autoptr (RcMinisignFile) file = NULL;
  g_autoptr (GBytes) head = NULL;
  const char *fault = NULL;

  /* Of an embedded text larger than what is read whole, the first lines are enough. */
  if (bytes == NULL)
    {
      head = rc_seal_work_read_head (work, carrier, error);
      if (head == NULL)
        return *error == NULL;
      bytes = head;
    }

  switch (rc_minisign_file_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), base, &file, &fault))
    {
    case RC_MINISIGN_READ:
      return judge_deliveries (work, carrier, file, error);
    case RC_MINISIGN_MALFORMED:
      judge_malformed (work, carrier, fault);
      return TRUE;
    case RC_MINISIGN_ANOTHER:
    default:
      return TRUE;
    }
}

/* Finds what a signature is over by its name less its ending, and judges each as one seal (integrity.md sections 3 and 5.7). */
const RcMechanism rc_mechanism_minisign = {
  .id = "signature",
  .title = N_("Signature of minisign or signify"),
  .evidences = N_("That the holder of a key signed the bytes of another file; judged by verify against the accepted keys."),
  .framing = RC_FRAMING_LINES,
  .recognise = recognise,
  .judge = judge,
};
