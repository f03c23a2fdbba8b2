/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/cose.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/cose-judge.h"
#include "core/seals/scitt.h"
#include "core/seals/source-digests.h"
#include "core/seals/threshold.h"
#include "core/words.h"

#define KIND "cose"
/* Bytes that were signed with a message and do not stand in it, in a file beside it. */
#define EXTERNAL_ENDING ".aad"

static const char * const endings[] = { ".cose", ".cbor", ".sig", NULL };

/* A receipt that waits until all statements are known. */
typedef struct
{
  const RcSource *carrier;
  RcCoseReceipt  *receipt;
} Waiting;

typedef struct
{
  RcSourceDigests *digests;
  GPtrArray       *statements;   /* of RcScittStatement */
  GPtrArray       *receipts;     /* of Waiting */
} Run;

/* One message while it is judged. */
typedef struct
{
  RcSealWork    *work;
  Run           *run;
  const RcSource *carrier;
  RcCoseMessage *message;
  GBytes        *external;      /* (nullable) */
} Judging;

static void
waiting_free (gpointer data)
{
  Waiting *self = data;

  rc_cose_receipt_free (self->receipt);
  g_free (self);
}

static void
judging_clear (Judging *self)
{
  g_clear_pointer (&self->message, rc_cose_message_free);
  g_clear_pointer (&self->external, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Judging, judging_clear)

/* --- The signatures of one message --- */

static RcCoseQuestion
make_question (const Judging      *judging,
               const RcCoseSigner *signer,
               const RcSource     *covered,
               GBytes             *signed_bytes)
{
  RcCoseQuestion question = {
    .work = judging->work,
    .headers = signer->headers,
    .claims = judging->message->headers,
    .message = signed_bytes,
    .signature = signer->signature,
    .purpose = "statements",
    .covered = covered,
    .carrier = judging->carrier,
    .is_one_of_several = judging->message->signers->len > 1,
  };

  return question;
}

/* (nullable): the accepted key by which it holds. */
static const RcAnchor *
judge_signer (const Judging  *judging,
              RcSeal         *seal,
              guint           place,
              const RcSource *covered,
              GBytes         *payload)
{
  const RcCoseSigner *signer = judging->message->signers->pdata[place];
  g_autoptr (GBytes) signed_bytes = rc_cose_message_signed (judging->message, signer, judging->external, payload);
  RcCoseQuestion question = make_question (judging, signer, covered, signed_bytes);
  const RcAnchor *anchor = rc_cose_judge (&question, seal);

  if (judging->message->signers->len > 1)
    rc_seal_add_note (seal, "Signer %u of %u", place + 1, judging->message->signers->len);
  if (judging->external != NULL)
    rc_seal_add_note (seal, "Signed together with the bytes in the file beside it that ends with “%s”", EXTERNAL_ENDING);
  return anchor;
}

/* Keys that vouch only together: those of all signers count. */
static void
judge_groups (const Judging   *judging,
              const GPtrArray *seals,
              const GPtrArray *anchors)
{
  g_autoptr (GPtrArray) fits = g_ptr_array_new ();
  RcThreshold threshold;

  for (guint i = 0; i < anchors->len; i++)
    {
      if (anchors->pdata[i] != NULL && rc_seal_worst (seals->pdata[i]) == RC_VERDICT_VALID)
        g_ptr_array_add (fits, anchors->pdata[i]);
    }
  if (fits->len == 0 || rc_threshold_judge (fits, &threshold) == RC_VERDICT_VALID)
    return;
  for (guint i = 0; i < anchors->len; i++)
    {
      if (anchors->pdata[i] != NULL && ((const RcAnchor *) anchors->pdata[i])->group != NULL)
        rc_threshold_tell (judging->work, seals->pdata[i], judging->carrier, &threshold);
    }
}

/* A seal for each signer. @covered: (nullable): a file beside the message; %NULL: what stands in the message. @more: (nullable): sources
 * that are the same. @finish_one: (nullable): what is to be said of each when it was judged. */
static void
judge_signers (const Judging   *judging,
               const RcSource  *covered,
               GBytes          *payload,
               const GPtrArray *more,
               void           (*finish_one) (const Judging *judging, RcSeal *seal))
{
  const RcSource *first = covered != NULL ? covered : judging->carrier;
  g_autoptr (GPtrArray) seals = g_ptr_array_new ();
  g_autoptr (GPtrArray) anchors = g_ptr_array_new ();

  for (guint i = 0; i < judging->message->signers->len; i++)
    {
      RcSeal *seal = rc_seal_work_begin (judging->work, KIND, first, judging->carrier);

      g_ptr_array_add (seals, seal);
      g_ptr_array_add (anchors, (gpointer) judge_signer (judging, seal, i, first, payload));
      for (guint j = 0; more != NULL && j < more->len; j++)
        {
          if (more->pdata[j] != judging->carrier)
            g_array_append_val (seal->sources, ((const RcSource *) more->pdata[j])->id);
        }
      if (finish_one != NULL)
        finish_one (judging, seal);
    }
  if (seals->len > 1)
    judge_groups (judging, seals, anchors);
  for (guint i = 0; i < seals->len; i++)
    {
      if (covered != NULL)
        rc_seal_work_end (judging->work, seals->pdata[i], judging->carrier);
      else
        rc_seal_work_end_inside (judging->work, seals->pdata[i], judging->carrier, 0);
    }
}

/* What stands in the message is sealed by it; files with the same bytes are the same. */
static gboolean
judge_inside (const Judging  *judging,
              GError        **error)
{
  g_autoptr (GPtrArray) same = NULL;
  RcDigest digest;

  rc_digest_compute (g_bytes_get_data (judging->message->payload, NULL), g_bytes_get_size (judging->message->payload), &digest);
  same = g_bytes_get_size (judging->message->payload) > 0
         ? rc_source_digests_find (judging->run->digests, judging->carrier, RC_HASH_SHA256, digest.bytes, sizeof digest.bytes, error)
         : g_ptr_array_new ();
  if (same == NULL)
    return FALSE;

  judge_signers (judging, NULL, judging->message->payload, same, NULL);
  return TRUE;
}

/* --- Payloads that are digests --- */

static gboolean
read_hash (const RcCborEntry *entry,
           RcHash            *out_hash)
{
  static const struct { gint64 algorithm; RcHash hash; } hashes[] = {
    { -16, RC_HASH_SHA256 }, { -43, RC_HASH_SHA384 }, { -44, RC_HASH_SHA512 },
  };
  RcCborItem item;
  gint64 algorithm;

  if (!rc_cbor_entry_read (entry, &item) || !rc_cbor_item_integer (&item, &algorithm))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (hashes); i++)
    {
      if (hashes[i].algorithm == algorithm)
        {
          *out_hash = hashes[i].hash;
          return TRUE;
        }
    }
  return FALSE;
}

/* That something is absent is known only from a statement that somebody vouches for. */
static void
tell_artefact_absent (const Judging *judging,
                      RcSeal        *seal)
{
  rc_seal_add_note (seal, "The file whose digest it signs was not received");
  if (seal->signature != RC_VERDICT_VALID)
    return;
  seal->completeness = RC_VERDICT_INCOMPLETE;
  rc_seal_work_tell (judging->work, RC_EXCEPTION_LISTED_ABSENT, judging->carrier, "the file whose digest is signed", "nothing received",
                     "The file whose digest “%s” signs was not received.", judging->carrier->name);
}

static void
tell_hash_unread (const Judging *judging,
                  RcSeal        *seal)
{
  rc_seal_add_note (seal, "The algorithm of the digest that it signs is not computed here");
  seal->completeness = rc_verdict_worst (seal->completeness, RC_VERDICT_UNVERIFIABLE);
  if (seal->reason == NULL)
    rc_seal_set_reason (seal, "algorithm-unsupported");
}

static gboolean
judge_digest (const Judging      *judging,
              const RcCborEntry  *entry,
              GError            **error)
{
  GBytes *payload = judging->message->payload;
  g_autoptr (GPtrArray) found = NULL;
  RcHash hash;

  if (!read_hash (entry, &hash))
    {
      judge_signers (judging, NULL, payload, NULL, tell_hash_unread);
      return TRUE;
    }
  found = rc_source_digests_find (judging->run->digests, judging->carrier, hash, g_bytes_get_data (payload, NULL),
                                  g_bytes_get_size (payload), error);
  if (found == NULL)
    return FALSE;
  judge_signers (judging, NULL, payload, found, found->len == 0 ? tell_artefact_absent : NULL);
  return TRUE;
}

/* --- Payloads in another file --- */

/* What is signed cannot be read, or was not received. */
static void
judge_unread (const Judging  *judging,
              const RcSource *source)
{
  RcSeal *seal = rc_seal_work_begin (judging->work, KIND, source, judging->carrier);
  g_autofree char *limit = g_strdup_printf ("limit(RC_LIMIT_SEAL_FILE_BYTES,%u)", RC_LIMIT_SEAL_FILE_BYTES);

  if (source == NULL)
    rc_seal_work_payload_absent (judging->work, seal, judging->carrier);
  else
    rc_seal_set_all (seal, RC_VERDICT_UNVERIFIABLE, source->size > RC_LIMIT_SEAL_FILE_BYTES ? limit : "bytes-not-held");
  rc_seal_work_end (judging->work, seal, judging->carrier);
}

static gboolean
judge_detached_from (const Judging   *judging,
                     const RcSource  *source,
                     GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) payload = source != NULL ? rc_seal_context_read (judging->work->context, source, &local_error) : NULL;

  if (local_error != NULL && !rc_seal_context_tolerate (&local_error, error))
    return FALSE;
  if (payload == NULL)
    judge_unread (judging, source);
  else
    judge_signers (judging, source, payload, NULL, NULL);
  return TRUE;
}

static gboolean
judge_detached (const Judging  *judging,
                GError        **error)
{
  g_autoptr (GPtrArray) found = rc_seal_work_find_signed (judging->work, judging->carrier, endings);

  if (found->len == 0)
    return judge_detached_from (judging, NULL, error);
  for (guint i = 0; i < found->len; i++)
    {
      if (!judge_detached_from (judging, found->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}

/* --- Messages --- */

static gboolean
read_external (Judging  *judging,
               GError  **error)
{
  g_autofree char *base = g_path_get_basename (judging->carrier->name);
  g_autofree char *name = g_strconcat (base, EXTERNAL_ENDING, NULL);
  const RcSource *source = rc_seal_context_find_beside (judging->work->context, judging->carrier, name);
  g_autoptr (GError) local_error = NULL;

  if (source == NULL)
    return TRUE;
  judging->external = rc_seal_context_read (judging->work->context, source, &local_error);
  return local_error == NULL || rc_seal_context_tolerate (&local_error, error);
}

static void
remember_statement (const Judging *judging)
{
  g_autoptr (GBytes) bytes = rc_cose_message_without_receipts (judging->message);
  RcScittStatement *statement = g_new0 (RcScittStatement, 1);

  statement->source = judging->carrier;
  statement->folder = rc_seal_context_dup_folder (judging->work->context, judging->carrier);
  rc_digest_compute (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &statement->digest);
  g_ptr_array_add (judging->run->statements, statement);
  rc_scitt_judge_inside (judging->work, statement, judging->message);
}

static void
take_receipt (Judging *judging)
{
  const char *fault = NULL;
  RcCoseReceipt *receipt = rc_cose_receipt_new (g_steal_pointer (&judging->message), &fault);
  Waiting *waiting;

  if (receipt == NULL)
    {
      rc_scitt_tell_unread (judging->work, judging->carrier, fault);
      return;
    }
  waiting = g_new (Waiting, 1);
  waiting->carrier = judging->carrier;
  waiting->receipt = receipt;
  g_ptr_array_add (judging->run->receipts, waiting);
}

static gboolean
judge_message (Judging  *judging,
               GError  **error)
{
  const RcCborEntry *hash = rc_cose_headers_find_protected (judging->message->headers, RC_COSE_PAYLOAD_HASH);

  if (rc_cose_receipt_is (judging->message))
    {
      take_receipt (judging);
      return TRUE;
    }
  if (!read_external (judging, error))
    return FALSE;
  if (judging->message->is_sign1)
    remember_statement (judging);
  if (judging->message->payload == NULL)
    return judge_detached (judging, error);
  return hash != NULL ? judge_digest (judging, hash, error) : judge_inside (judging, error);
}

/* --- The mechanism --- */

static int
recognise (const RcSample *sample)
{
  return rc_cose_message_is (sample->head, sample->head_length) ? RC_MECHANISM_SURE : 0;
}

static gpointer
begin (RcSealWork *work)
{
  Run *run = g_new0 (Run, 1);

  run->digests = rc_source_digests_new (work);
  run->statements = g_ptr_array_new_with_free_func (rc_scitt_statement_free);
  run->receipts = g_ptr_array_new_with_free_func (waiting_free);
  return run;
}

static gboolean
judge (RcSealWork      *work,
       gpointer         run,
       const RcSource  *carrier,
       GBytes          *bytes,
       GError         **error)
{
  g_auto (Judging) judging = { .work = work, .run = run, .carrier = carrier };
  g_autofree char *limit = g_strdup_printf ("limit(RC_LIMIT_SEAL_FILE_BYTES,%u)", RC_LIMIT_SEAL_FILE_BYTES);
  const char *fault = NULL;

  if (bytes == NULL)
    {
      rc_seal_work_unverifiable (work, KIND, carrier, carrier, limit);
      return TRUE;
    }
  switch (rc_cose_message_parse (bytes, &judging.message, &fault))
    {
    case RC_COSE_READ:
      return judge_message (&judging, error);
    case RC_COSE_MALFORMED:
      rc_seal_work_malformed (work, KIND, carrier, carrier, "a signed message in CBOR", fault);
      return TRUE;
    case RC_COSE_UNSUPPORTED:
      rc_seal_work_unverifiable (work, KIND, carrier, carrier, "format-unsupported");
      return TRUE;
    case RC_COSE_ANOTHER:
    default:
      return TRUE;
    }
}

static gboolean
finish (RcSealWork  *work,
        gpointer     data,
        GError     **error)
{
  Run *run = data;

  for (guint i = 0; i < run->receipts->len; i++)
    {
      const Waiting *waiting = run->receipts->pdata[i];

      rc_scitt_judge_receipt (work, run->statements, waiting->carrier, waiting->receipt);
    }
  return TRUE;
}

static void
end (gpointer data)
{
  Run *run = data;

  rc_source_digests_free (run->digests);
  g_ptr_array_unref (run->statements);
  g_ptr_array_unref (run->receipts);
  g_free (run);
}

const RcMechanism rc_mechanism_cose = {
  .id = "cose",
  .title = N_("Signed message in CBOR, or a log's receipt (COSE, SCITT)"),
  .evidences = N_("That the holder of a key signed a statement, and that a log took it in; judged by verify against the accepted keys."),
  .framing = RC_FRAMING_FIXED,
  .recognise = recognise,
  .begin = begin,
  .judge = judge,
  .finish = finish,
  .end = end,
};
