/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/minisign.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/cover.h"
#include "core/seals/head-statement.h"
#include "core/seals/minisign-file.h"

/* The largest signature or key file looked for; an embedded text may be longer and is found by its own first lines. */
#define KEY_FILE_BYTES 1024u

typedef struct
{
  RcSealContext *context;
  RcJudgement   *judgement;
  GPtrArray     *evidence_keys;      /* of RcAnchor: public keys found in the evidence; id is the source they stand in */
} Judge;

/* One signature while it is judged. */
typedef struct
{
  const RcSource   *carrier;         /* the signature file */
  const RcSource   *signed_source;   /* (nullable) */
  RcMinisignFile   *file;
  RcMinisignContent content;
  RcSeal           *seal;
} Signature;

static void
signature_clear (Signature *self)
{
  g_clear_pointer (&self->file, rc_minisign_file_free);
  rc_minisign_content_clear (&self->content);
  g_clear_pointer (&self->seal, rc_seal_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Signature, signature_clear)

static gint64
first_record (const RcSource *source)
{
  return source->records > 0 ? 1 : 0;
}

static void
set_all (RcSeal     *seal,
         RcVerdict   verdict,
         const char *reason)
{
  seal->integrity = verdict;
  seal->signature = verdict;
  seal->anchor = verdict;
  seal->completeness = RC_VERDICT_VALID;
  g_free (seal->reason);
  seal->reason = g_strdup (reason);
}

static char *
format_key_id (guint64 number)
{
  return g_strdup_printf ("%016" G_GINT64_MODIFIER "X", number);
}

/* 4 digits, blank, 4 digits …: how people compare a fingerprint by telephone. */
static char *
format_fingerprint (const RcDigest *fingerprint)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char hex[RC_DIGEST_HEX_SIZE];

  rc_digest_to_hex (fingerprint, hex);
  for (guint i = 0; hex[i] != '\0'; i += 4)
    g_string_append_printf (text, "%s%.4s", i > 0 ? " " : "", hex + i);
  return g_strdup (text->str);
}

static gint64
add_exception (Judge          *judge,
               const char     *kind,
               const RcSource *place,
               const char     *expected,
               const char     *found,
               const char     *message)
{
  RcException *exception = rc_exception_new (kind, place->id, first_record (place), place->records > 0 ? 0 : -1, expected, found,
                                             "%s", message);

  return rc_judgement_add_exception (judge->judgement, exception);
}

/* --- Which file a signature is over --- */

/* The signature's name without its ending; (nullable). */
static char *
dup_signed_name (Judge          *judge,
                 const RcSource *carrier)
{
  static const char * const endings[] = { ".minisig", ".sig" };
  g_autofree char *folder = rc_seal_context_dup_folder (judge->context, carrier);
  const char *base = carrier->name + strlen (folder);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      if (g_str_has_suffix (base, endings[i]) && strlen (base) > strlen (endings[i]))
        return g_strndup (base, strlen (base) - strlen (endings[i]));
    }

  return NULL;
}

/* @out_reason: (transfer full): NULL, or why the content could not be read. */
static gboolean
read_content (Judge       *judge,
              Signature   *signature,
              char       **out_reason,
              GError     **error)
{
  const RcSource *source = signature->signed_source;
  guint64 start = source->start + signature->file->embedded;
  guint64 size = source->size - signature->file->embedded;
  RcVault *vault = rc_record_reader_peek_vault (judge->context->reader);
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

static gboolean
is_candidate (const RcAnchor       *anchor,
              const RcMinisignFile *file)
{
  return !rc_anchor_has_number (anchor) || anchor->key_number == file->key_number;
}

static void
note_time (Signature      *signature,
           const RcAnchor *anchor)
{
  gint64 claimed = rc_minisign_file_claimed_time (signature->file);
  g_autofree char *text = claimed != RC_TIME_NONE ? rc_time_format_utc (claimed) : NULL;
  gint64 now = g_get_real_time ();
  gboolean claim_outside = claimed != RC_TIME_NONE
                           && ((anchor->from_us != RC_TIME_NONE && claimed < anchor->from_us)
                               || (anchor->to_us != RC_TIME_NONE && claimed > anchor->to_us));
  gboolean now_outside = (anchor->from_us != RC_TIME_NONE && now < anchor->from_us)
                         || (anchor->to_us != RC_TIME_NONE && now > anchor->to_us);

  if (text != NULL)
    rc_seal_add_note (signature->seal, "Time of signing not established; the signer claims %s", text);
  else
    rc_seal_add_note (signature->seal, "Time of signing not established");

  if (!claim_outside && !now_outside)
    return;

  /* Only a time from elsewhere could say whether the key was in date when it signed (integrity.md section 3.4). */
  signature->seal->anchor = RC_VERDICT_UNVERIFIABLE;
  g_free (signature->seal->reason);
  signature->seal->reason = g_strdup ("time-not-established");
  rc_seal_add_note (signature->seal, "The key of %s was accepted for a time that does not include %s", anchor->owner,
                    claim_outside ? "the time that the signer claims" : "now");
}

static char *
dup_key_note (const RcAnchor *anchor)
{
  g_autofree char *fingerprint = format_fingerprint (&anchor->fingerprint);

  return g_strdup_printf ("Key %s of %s, fingerprint %s", anchor->key_id, anchor->owner, fingerprint);
}

/**
 * rc_minisign_seal_names_key:
 * @seal: a judged seal, as a case keeps it
 * @anchor: an accepted key
 *
 * Returns: whether @seal is a signature that was found to be made with this key
 */
gboolean
rc_minisign_seal_names_key (const RcSeal   *seal,
                            const RcAnchor *anchor)
{
  g_autofree char *note = dup_key_note (anchor);

  for (guint i = 0; i < seal->notes->len; i++)
    if (strcmp (g_ptr_array_index (seal->notes, i), note) == 0)
      return TRUE;

  return FALSE;
}

static void
judge_accepted (Judge          *judge,
                Signature      *signature,
                const RcAnchor *anchor)
{
  RcSeal *seal = signature->seal;
  const char *purpose = rc_head_statement_is (judge->context, signature->signed_source) ? "log-head" : "files";
  g_autofree char *note = dup_key_note (anchor);
  g_autofree char *message = NULL;

  set_all (seal, RC_VERDICT_VALID, NULL);
  rc_seal_add_note (seal, "%s", note);
  if (!rc_minisign_file_comment_fits (signature->file, anchor->key))
    {
      seal->signature = RC_VERDICT_INVALID;
      seal->anchor = RC_VERDICT_INVALID;
      seal->reason = g_strdup ("signature");
      message = g_strdup_printf ("The trusted comment in “%s” is not the one that was signed.", signature->carrier->name);
      add_exception (judge, RC_EXCEPTION_SIGNATURE_INVALID, signature->carrier, "a trusted comment as signed",
                     "another trusted comment", message);
      return;
    }

  seal->checked = 1;
  note_time (signature, anchor);
  if (!rc_anchor_accepts (anchor, purpose))
    {
      seal->anchor = RC_VERDICT_UNVERIFIABLE;
      g_free (seal->reason);
      seal->reason = g_strdup ("key-missing");
      message = g_strdup_printf ("The key of %s was accepted for “%s”, not for “%s”, for which “%s” needs one.", anchor->owner,
                                 anchor->purpose, purpose, signature->signed_source->name);
      add_exception (judge, RC_EXCEPTION_KEY_UNKNOWN, signature->signed_source, purpose, anchor->purpose, message);
    }
  if (!signature->file->is_prehashed && !signature->file->is_signify)
    rc_seal_add_note (seal, "Signed in the older form of minisign (Ed), which newer ones no longer write");
}

static void
judge_unknown (Judge     *judge,
               Signature *signature)
{
  g_autofree char *key_id = format_key_id (signature->file->key_number);
  g_autofree char *message = NULL;
  RcSeal *seal = signature->seal;

  for (guint i = 0; i < judge->evidence_keys->len; i++)
    {
      const RcAnchor *key = judge->evidence_keys->pdata[i];
      const RcSource *place = rc_seal_context_source (judge->context, key->id);
      g_autofree char *fingerprint = NULL;

      if (!is_candidate (key, signature->file) || !rc_minisign_file_fits (signature->file, &signature->content, key->key)
          || !rc_minisign_file_comment_fits (signature->file, key->key))
        continue;

      fingerprint = format_fingerprint (&key->fingerprint);
      set_all (seal, RC_VERDICT_UNVERIFIABLE, "key-in-bundle-only");
      rc_seal_add_note (seal, "Fits the key %s in %s, fingerprint %s, which came with the evidence: unchanged since it was "
                        "signed, not by whom", key->key_id, place->name, fingerprint);
      message = g_strdup_printf ("“%s” is signed by a key that is known only from the evidence itself (“%s”).",
                                 signature->signed_source->name, place->name);
      add_exception (judge, RC_EXCEPTION_KEY_IN_BUNDLE_ONLY, signature->signed_source, "an accepted key", key->key_id, message);
      return;
    }

  set_all (seal, RC_VERDICT_UNVERIFIABLE, "key-missing");
  message = g_strdup_printf ("“%s” is signed by the key %s, which nobody accepted.", signature->signed_source->name, key_id);
  add_exception (judge, RC_EXCEPTION_KEY_UNKNOWN, signature->signed_source, "an accepted key", key_id, message);
}

static void
judge_failed (Judge          *judge,
              Signature      *signature,
              const RcAnchor *anchor)
{
  g_autofree char *message = g_strdup_printf ("“%s” does not fit its signature “%s” under the key of %s.",
                                              signature->signed_source->name, signature->carrier->name, anchor->owner);
  char hex[RC_DIGEST_HEX_SIZE];

  rc_digest_to_hex (&signature->signed_source->sha256, hex);
  set_all (signature->seal, RC_VERDICT_INVALID, "signature");
  add_exception (judge, RC_EXCEPTION_SIGNATURE_INVALID, signature->signed_source, "the bytes that were signed", hex, message);
}

static void
judge_keys (Judge     *judge,
            Signature *signature)
{
  const GPtrArray *anchors = judge->context->anchors;
  const RcAnchor *failed = NULL;

  for (guint i = 0; i < anchors->len; i++)
    {
      const RcAnchor *anchor = anchors->pdata[i];

      if (!is_candidate (anchor, signature->file))
        continue;
      if (rc_minisign_file_fits (signature->file, &signature->content, anchor->key))
        {
          judge_accepted (judge, signature, anchor);
          return;
        }
      /* A key without a number was tried on chance; that it does not fit says nothing. */
      if (rc_anchor_has_number (anchor))
        failed = anchor;
    }

  if (failed != NULL)
    judge_failed (judge, signature, failed);
  else
    judge_unknown (judge, signature);
}

/* --- One signature file --- */

static void
judge_malformed (Judge          *judge,
                 const RcSource *carrier,
                 const char     *fault)
{
  g_autofree char *message = g_strdup_printf ("“%s” begins like a signature, but %s.", carrier->name, fault);
  g_autofree char *signed_name = dup_signed_name (judge, carrier);
  const RcSource *signed_source = signed_name != NULL ? rc_seal_context_find_beside (judge->context, carrier, signed_name) : NULL;
  RcSeal *seal = rc_seal_new ("minisign", signed_source != NULL ? signed_source->name : carrier->name);

  set_all (seal, RC_VERDICT_MALFORMED, "format");
  seal->total = 1;
  if (signed_source != NULL)
    g_array_append_val (seal->sources, signed_source->id);
  g_array_append_val (seal->sources, carrier->id);
  rc_judgement_add_seal (judge->judgement, seal);
  add_exception (judge, RC_EXCEPTION_SEAL_MALFORMED, carrier, "a signature of minisign or signify", fault, message);
}

static gboolean
judge_content (Judge      *judge,
               Signature  *signature,
               GError    **error)
{
  g_autofree char *reason = NULL;

  if (!read_content (judge, signature, &reason, error))
    return FALSE;

  if (reason == NULL)
    judge_keys (judge, signature);
  else
    set_all (signature->seal, RC_VERDICT_UNVERIFIABLE, reason);
  return TRUE;
}

static void
judge_absent (Judge     *judge,
              Signature *signature)
{
  g_autofree char *message = g_strdup_printf ("The file that “%s” signs was not received.", signature->carrier->name);

  set_all (signature->seal, RC_VERDICT_UNVERIFIABLE, "payload-withheld");
  signature->seal->completeness = RC_VERDICT_INCOMPLETE;
  add_exception (judge, RC_EXCEPTION_LISTED_ABSENT, signature->carrier, "the signed file", "nothing received", message);
}

/* Takes @file. @signed_source: (nullable) */
static gboolean
judge_signature (Judge           *judge,
                 const RcSource  *carrier,
                 const RcSource  *signed_source,
                 RcMinisignFile  *file,
                 GError         **error)
{
  const RcSource *named = signed_source != NULL ? signed_source : carrier;
  g_auto (Signature) signature = { .carrier = carrier, .signed_source = signed_source, .file = file };
  RcVerdict protection;
  gint64 id;

  signature.seal = rc_seal_new (file->is_signify ? "signify" : "minisign", named->name);
  signature.seal->total = 1;
  g_array_append_val (signature.seal->sources, named->id);
  if (named != carrier)
    g_array_append_val (signature.seal->sources, carrier->id);

  if (signed_source == NULL)
    judge_absent (judge, &signature);
  else if (!judge_content (judge, &signature, error))
    return FALSE;

  protection = rc_verdict_worst (signature.seal->integrity,
                                 rc_verdict_worst (signature.seal->signature, signature.seal->anchor));
  id = rc_judgement_add_seal (judge->judgement, g_steal_pointer (&signature.seal));
  if (signed_source != NULL)
    rc_cover_source (judge->context, judge->judgement, id, signed_source, protection);
  return TRUE;
}

/* --- All of them --- */

/* The first bytes of every source are looked at; none is read whole for that. */
static gboolean
peek (Judge           *judge,
      const RcSource  *source,
      char             out_head[KEY_FILE_BYTES + 1],
      gsize           *out_length,
      GError         **error)
{
  g_autoptr (GError) local_error = NULL;

  *out_length = (gsize) MIN (source->size, KEY_FILE_BYTES);
  out_head[*out_length] = '\0';
  if (rc_vault_read (rc_record_reader_peek_vault (judge->context->reader), source->start, out_head, *out_length, &local_error))
    return TRUE;

  out_head[0] = '\0';
  *out_length = 0;
  return rc_seal_context_tolerate (&local_error, error);
}

static gboolean
is_file (const RcSource *source)
{
  return source->size > 0 && strcmp (source->derivation, RC_DERIVATION_ROWS) != 0;
}

static gboolean
collect_keys (Judge   *judge,
              GError **error)
{
  for (guint i = 0; i < judge->context->sources->len; i++)
    {
      const RcSource *source = judge->context->sources->pdata[i];
      char head[KEY_FILE_BYTES + 1];
      RcAnchor *key;
      gsize length;

      if (!is_file (source) || source->size > KEY_FILE_BYTES)
        continue;
      if (!peek (judge, source, head, &length, error))
        return FALSE;

      key = rc_anchor_parse (head, length, NULL);
      if (key == NULL)
        continue;
      key->id = source->id;
      g_ptr_array_add (judge->evidence_keys, key);
    }

  return TRUE;
}

/* The whole text, where a trusted comment is long. Of an embedded text larger than that, the first lines are enough. */
static gboolean
read_text (Judge           *judge,
           const RcSource  *source,
           GBytes         **out_text,
           GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  char head[KEY_FILE_BYTES + 1];
  gsize length;

  *out_text = NULL;
  if (!peek (judge, source, head, &length, error))
    return FALSE;

  if (source->size > length && g_str_has_prefix (head, "untrusted comment:"))
    {
      *out_text = rc_seal_context_read (judge->context, source, &local_error);
      if (local_error != NULL && !rc_seal_context_tolerate (&local_error, error))
        return FALSE;
    }
  if (*out_text == NULL)
    *out_text = g_bytes_new (head, length);
  return TRUE;
}

/* A signature stays good for every delivery of the file that came without one of its own: each is judged. */
static gboolean
judge_deliveries (Judge           *judge,
                  const RcSource  *carrier,
                  RcMinisignFile  *file,
                  GError         **error)
{
  g_autofree char *signed_name = dup_signed_name (judge, carrier);
  g_autoptr (GPtrArray) found = NULL;

  if (file->embedded > 0)
    return judge_signature (judge, carrier, carrier, rc_minisign_file_copy (file), error);

  found = signed_name != NULL ? rc_seal_context_find_all_beside (judge->context, carrier, signed_name) : g_ptr_array_new ();
  if (found->len == 0)
    return judge_signature (judge, carrier, NULL, rc_minisign_file_copy (file), error);

  for (guint i = 0; i < found->len; i++)
    {
      if (!judge_signature (judge, carrier, found->pdata[i], rc_minisign_file_copy (file), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
judge_source (Judge           *judge,
              const RcSource  *source,
              GError         **error)
{
  g_autoptr (RcMinisignFile) file = NULL;
  g_autoptr (GBytes) text = NULL;
  const char *fault = NULL;

  if (!is_file (source))
    return TRUE;
  if (!read_text (judge, source, &text, error))
    return FALSE;

  switch (rc_minisign_file_parse (g_bytes_get_data (text, NULL), g_bytes_get_size (text), source->name, &file, &fault))
    {
    case RC_MINISIGN_READ:
      return judge_deliveries (judge, source, file, error);
    case RC_MINISIGN_MALFORMED:
      judge_malformed (judge, source, fault);
      return TRUE;
    case RC_MINISIGN_ANOTHER:
    default:
      return TRUE;
    }
}

/**
 * rc_minisign_judge:
 *
 * Finds the signatures by their content, and what each of them is over by its name less its ending; judges each as one seal
 * (integrity.md sections 3 and 5.7). Nothing in the evidence is trusted: a key file there is a candidate that is named.
 *
 * Returns: %FALSE with @error where the case could not be read
 */
gboolean
rc_minisign_judge (RcSealContext  *context,
                   RcJudgement    *judgement,
                   GError        **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  Judge judge = { context, judgement, keys };

  if (!collect_keys (&judge, error))
    return FALSE;

  for (guint i = 0; i < context->sources->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (context->cancellable, error)
          || !judge_source (&judge, context->sources->pdata[i], error))
        return FALSE;
    }

  return TRUE;
}

/**
 * rc_minisign_is_signature:
 *
 * Returns: whether @seal was made by rc_minisign_judge()
 */
gboolean
rc_minisign_is_signature (const RcSeal *seal)
{
  return strcmp (seal->kind, "minisign") == 0 || strcmp (seal->kind, "signify") == 0;
}

/**
 * rc_minisign_find_signature:
 *
 * Returns: (transfer none) (nullable): of the signatures over @source the one with the best verdict
 */
const RcSeal *
rc_minisign_find_signature (const RcJudgement *judgement,
                            gint64             source)
{
  const RcSeal *best = NULL;

  for (guint i = 0; i < judgement->seals->len; i++)
    {
      const RcSeal *seal = judgement->seals->pdata[i];

      if (!rc_minisign_is_signature (seal) || seal->sources->len == 0 || g_array_index (seal->sources, gint64, 0) != source)
        continue;
      if (best == NULL || rc_seal_worst (seal) > rc_seal_worst (best))
        best = seal;
    }

  return best;
}
