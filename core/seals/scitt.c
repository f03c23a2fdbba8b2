/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/scitt.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/cose-judge.h"

#define KIND "scitt"

void
rc_scitt_statement_free (gpointer data)
{
  RcScittStatement *self = data;

  g_free (self->folder);
  g_free (self);
}

/* --- One receipt of one statement --- */

static RcCoseQuestion
make_question (RcSealWork          *work,
               const RcCoseReceipt *receipt,
               const RcSource      *covered,
               const RcSource      *carrier,
               GBytes              *message)
{
  const RcCoseSigner *signer = receipt->message->signers->pdata[0];
  RcCoseQuestion question = {
    .work = work,
    .headers = receipt->message->headers,
    .claims = receipt->message->headers,
    .message = message,
    .signature = signer->signature,
    .purpose = "receipts",
    .covered = covered,
    .carrier = carrier,
  };

  return question;
}

/* The root is what the log signed, in place of a payload. */
static GBytes *
make_message (const RcCoseReceipt *receipt,
              const RcDigest      *root)
{
  g_autoptr (GBytes) payload = g_bytes_new (root->bytes, sizeof root->bytes);

  return rc_cose_message_signed (receipt->message, receipt->message->signers->pdata[0], NULL, payload);
}

static void
judge_proof_fails (RcSealWork     *work,
                   RcSeal         *seal,
                   const RcSource *covered,
                   const RcSource *carrier)
{
  rc_seal_set_all (seal, RC_VERDICT_INVALID, "proof");
  rc_seal_work_tell (work, RC_EXCEPTION_PROOF_INVALID, covered, "a proof that leads from the statement to a root", "none",
                     "The receipt “%s” does not prove that “%s” is in the log.", carrier->name, covered->name);
}

static void
judge_with (RcSealWork             *work,
            const RcScittStatement *statement,
            const RcSource         *carrier,
            const RcCoseReceipt    *receipt)
{
  RcSeal *seal = rc_seal_work_begin (work, KIND, statement->source, carrier);
  g_autoptr (GBytes) message = NULL;
  RcCoseQuestion question;
  RcDigest root;

  if (!rc_cose_receipt_root (receipt, &statement->digest, &root))
    {
      judge_proof_fails (work, seal, statement->source, carrier);
    }
  else
    {
      message = make_message (receipt, &root);
      question = make_question (work, receipt, statement->source, carrier, message);
      (void) rc_cose_judge (&question, seal);
      rc_seal_add_note (seal, "The log signed a root to which %u proof%s lead%s from the statement", receipt->proofs->len,
                        receipt->proofs->len == 1 ? "" : "s", receipt->proofs->len == 1 ? "s" : "");
      if (seal->signature == RC_VERDICT_INVALID)
        rc_seal_add_note (seal, "The root that its proof leads to is not the one that the log signed: the path, the statement or the "
                          "signature was changed");
    }
  rc_seal_work_end (work, seal, carrier);
}

/* --- Which statement it is of --- */

static gboolean
may_be_of (RcSealWork             *work,
           const RcScittStatement *statement,
           const RcSource         *carrier,
           const RcCoseReceipt    *receipt)
{
  g_autoptr (GBytes) message = NULL;
  RcCoseQuestion question;
  RcDigest root;

  if (!rc_cose_receipt_root (receipt, &statement->digest, &root))
    return FALSE;
  if (receipt->tree == RC_RECEIPT_CCF)
    return TRUE;
  message = make_message (receipt, &root);
  question = make_question (work, receipt, statement->source, carrier, message);
  return rc_cose_fits (&question);
}

/* A receipt does not name its statement: it is the one in its folder from which the proof leads to a root that the log signed; where there
 * is only one statement, that. */
static const RcScittStatement *
find_statement (RcSealWork          *work,
                const GPtrArray     *statements,
                const RcSource      *carrier,
                const RcCoseReceipt *receipt,
                gboolean            *out_too_many)
{
  g_autofree char *folder = rc_seal_context_dup_folder (work->context, carrier);
  const RcScittStatement *only = NULL;
  guint count = 0;

  *out_too_many = FALSE;
  for (guint i = 0; i < statements->len && !*out_too_many; i++)
    {
      const RcScittStatement *statement = statements->pdata[i];

      if (strcmp (statement->folder, folder) != 0)
        continue;
      if (may_be_of (work, statement, carrier, receipt))
        return statement;
      only = statement;
      count++;
      *out_too_many = count >= RC_LIMIT_RECEIPT_STATEMENTS;
    }
  return count == 1 ? only : NULL;
}

void
rc_scitt_judge_receipt (RcSealWork          *work,
                        const GPtrArray     *statements,
                        const RcSource      *carrier,
                        const RcCoseReceipt *receipt)
{
  gboolean is_limited = FALSE;
  const RcScittStatement *statement = find_statement (work, statements, carrier, receipt, &is_limited);
  g_autofree char *limit = g_strdup_printf ("limit(RC_LIMIT_RECEIPT_STATEMENTS,%u)", RC_LIMIT_RECEIPT_STATEMENTS);
  RcSeal *seal;

  if (statement != NULL)
    {
      judge_with (work, statement, carrier, receipt);
      return;
    }
  if (is_limited)
    {
      rc_seal_work_unverifiable (work, KIND, NULL, carrier, limit);
      return;
    }
  seal = rc_seal_work_begin (work, KIND, NULL, carrier);
  rc_seal_work_payload_absent (work, seal, carrier);
  rc_seal_work_end (work, seal, carrier);
}

void
rc_scitt_tell_unread (RcSealWork     *work,
                      const RcSource *carrier,
                      const char     *fault)
{
  if (fault != NULL)
    rc_seal_work_malformed (work, KIND, NULL, carrier, "the receipt of a log", fault);
  else
    rc_seal_work_unverifiable (work, KIND, NULL, carrier, "format-unsupported");
}

/* --- Receipts inside a statement --- */

static void
judge_bytes (RcSealWork             *work,
             const RcScittStatement *statement,
             GBytes                 *bytes)
{
  g_autoptr (RcCoseMessage) message = NULL;
  g_autoptr (RcCoseReceipt) receipt = NULL;
  const char *fault = NULL;
  RcCoseForm form = rc_cose_message_parse (bytes, &message, &fault);

  if (form == RC_COSE_READ && rc_cose_receipt_is (message))
    receipt = rc_cose_receipt_new (g_steal_pointer (&message), &fault);
  else if (form != RC_COSE_UNSUPPORTED && fault == NULL)
    fault = "one of the receipts in it is none";

  if (receipt != NULL)
    judge_with (work, statement, statement->source, receipt);
  else
    rc_scitt_tell_unread (work, statement->source, fault);
}

void
rc_scitt_judge_inside (RcSealWork             *work,
                       const RcScittStatement *statement,
                       const RcCoseMessage    *message)
{
  const RcCborEntry *entry = rc_cbor_map_get (message->headers->other_map, RC_COSE_RECEIPTS);
  RcCborReader reader;
  RcCborItem list, item;

  if (entry == NULL)
    return;
  rc_cbor_reader_init (&reader, entry->value, entry->length);
  if (!rc_cbor_read_type (&reader, RC_CBOR_ARRAY, &list) || list.argument == 0 || list.argument > RC_LIMIT_RECEIPT_PROOFS)
    {
      rc_scitt_tell_unread (work, statement->source, "it has no receipts, or more than are read");
      return;
    }
  for (guint64 i = 0; i < list.argument; i++)
    {
      g_autoptr (GBytes) bytes = NULL;

      if (!rc_cbor_read_type (&reader, RC_CBOR_BYTES, &item))
        {
          rc_scitt_tell_unread (work, statement->source, "a receipt in it is no string of bytes");
          return;
        }
      bytes = g_bytes_new (item.bytes, item.length);
      judge_bytes (work, statement, bytes);
    }
}
