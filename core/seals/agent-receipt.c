/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/agent-receipt.h"

#include <string.h>

#include "core/bounds.h"
#include "core/seals/agent-receipt-file.h"
#include "core/seals/key-search.h"
#include "core/words.h"

#define KIND "agent-receipt"
#define NO_KEY G_MAXUINT

/* What is remembered of a receipt until all of its chain are known. */
typedef struct
{
  const RcSource *source;
  gint64          record;
  gint64          offset;
  gint64          sequence;
  gboolean        is_first;
  gboolean        has_previous;
  gboolean        is_terminal;
  RcDigest        previous;
  RcDigest        hash;
  RcReceiptProof  proof;
  guint           anchor;        /* index of the accepted key that fits, or NO_KEY */
  guint           candidate;     /* index of a key in the evidence that fits, or NO_KEY */
} Link;

typedef struct
{
  char   *name;
  char   *key_name;      /* (nullable): as the first signed receipt names it */
  GArray *links;
} Chain;

typedef struct
{
  RcSealWork     *work;
  const RcSource *source;
  GPtrArray      *chains;
  GHashTable     *by_name;
} Run;

static void
chain_free (gpointer data)
{
  Chain *chain = data;

  g_free (chain->name);
  g_free (chain->key_name);
  g_array_unref (chain->links);
  g_free (chain);
}

static gpointer
begin (RcSealWork *work)
{
  Run *run = g_new0 (Run, 1);

  run->work = work;
  run->chains = g_ptr_array_new_with_free_func (chain_free);
  run->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  return run;
}

static void
end (gpointer data)
{
  Run *run = data;

  g_hash_table_unref (run->by_name);
  g_ptr_array_unref (run->chains);
  g_free (run);
}

/* --- Reading --- */

static int
recognise (const RcSample *sample)
{
  gsize start = 0;

  /* Nothing ends the sample. */
  while (start < sample->head_length && g_ascii_isspace (sample->head[start]))
    start++;
  if (start >= sample->head_length || (sample->head[start] != '{' && sample->head[start] != '['))
    return 0;
  return g_strstr_len (sample->head, (gssize) sample->head_length, "\"previous_receipt_hash\"") != NULL
         && g_strstr_len (sample->head, (gssize) sample->head_length, "\"AgentReceipt\"") != NULL ? RC_MECHANISM_SURE : 0;
}

static guint
find_key (GPtrArray       *keys,
          const RcReceipt *receipt)
{
  for (guint i = 0; receipt->proof == RC_RECEIPT_SIGNED && i < keys->len; i++)
    {
      const RcAnchor *key = g_ptr_array_index (keys, i);

      if (key->key != NULL && rc_key_search_is_plain (key)
          && rc_public_key_verify (key->key, RC_SIGNATURE_EDDSA, RC_HASH_NONE, receipt->signed_bytes->str, receipt->signed_bytes->len,
                                   receipt->signature, sizeof receipt->signature) == RC_SIGNATURE_FITS)
        return i;
    }
  return NO_KEY;
}

static Chain *
find_chain (Run        *run,
            const char *name)
{
  Chain *chain = g_hash_table_lookup (run->by_name, name);

  if (chain != NULL)
    return chain;

  chain = g_new0 (Chain, 1);
  chain->name = g_strdup (name);
  chain->links = g_array_new (FALSE, TRUE, sizeof (Link));
  g_ptr_array_add (run->chains, chain);
  g_hash_table_insert (run->by_name, chain->name, chain);
  return chain;
}

static void
take_receipt (const RcReceipt *receipt,
              gpointer         data)
{
  Run *run = data;
  Chain *chain = find_chain (run, receipt->chain);
  Link link = {
    .source = run->source,
    .record = receipt->line > 0 && receipt->line <= run->source->records ? (gint64) receipt->line : run->source->records > 0 ? 1 : 0,
    .offset = (gint64) receipt->offset,
    .sequence = receipt->sequence,
    .is_first = receipt->is_first,
    .has_previous = receipt->has_previous,
    .is_terminal = receipt->is_terminal,
    .previous = receipt->previous,
    .hash = receipt->hash,
    .proof = receipt->proof,
  };

  link.anchor = find_key (run->work->keys, receipt);
  link.candidate = link.anchor == NO_KEY ? find_key (run->work->candidates, receipt) : NO_KEY;
  if (chain->key_name == NULL)
    chain->key_name = g_strdup (receipt->key_name);
  g_array_append_val (chain->links, link);
}

static gboolean
judge (RcSealWork      *work,
       gpointer         data,
       const RcSource  *source,
       GBytes          *bytes,
       GError         **error)
{
  Run *run = data;
  const char *fault;
  gsize offset;

  if (bytes == NULL)
    {
      g_autofree char *reason = g_strdup_printf ("limit(RC_LIMIT_SEAL_FILE_BYTES,%u)", RC_LIMIT_SEAL_FILE_BYTES);

      rc_seal_work_unverifiable (work, KIND, source, source, reason);
      return TRUE;
    }

  run->source = source;
  if (rc_receipt_file_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), take_receipt, run, &fault, &offset) == 0)
    rc_seal_work_malformed (work, KIND, NULL, source, "a receipt of an agent's act", "it names no chain or no number in it");
  else if (fault != NULL)
    rc_seal_work_tell_at (work, RC_EXCEPTION_SEAL_MALFORMED, source, bytes, offset, fault, "something else",
                          "“%s” holds a line that is no receipt.", source->name);
  return TRUE;
}

/* --- One chain --- */

typedef struct
{
  RcSealWork  *work;
  const Chain *chain;
  RcSeal      *seal;
  guint        n_repeated;
  guint        n_unsigned;
} Judge;

static void
tell (Judge      *self,
      const Link *link,
      const char *kind,
      const char *expected,
      const char *found,
      const char *sentence)
{
  rc_judgement_add_exception (self->work->judgement,
                              rc_exception_new (kind, link->source->id, link->record, link->record > 0 ? link->offset : -1, expected, found,
                                                "%s", sentence));
}

static void
judge_gap (Judge      *self,
           const Link *before,
           const Link *link)
{
  g_autofree char *expected = g_strdup_printf ("number %" G_GINT64_FORMAT, before->sequence + 1);
  g_autofree char *found = g_strdup_printf ("number %" G_GINT64_FORMAT, link->sequence);
  g_autofree char *sentence = g_strdup_printf ("Receipts of the chain “%s” are absent before one in “%s”.", self->chain->name,
                                               link->source->name);

  self->seal->completeness = rc_verdict_worst (self->seal->completeness, RC_VERDICT_GAP);
  tell (self, link, RC_EXCEPTION_CHAIN_GAP, expected, found, sentence);
}

static void
judge_fork (Judge      *self,
            const Link *before,
            const Link *link)
{
  g_autofree char *expected = rc_digest_dup_hex (&before->hash);
  g_autofree char *found = rc_digest_dup_hex (&link->hash);
  g_autofree char *sentence = NULL;

  if (rc_digest_equal (&before->hash, &link->hash))
    {
      self->n_repeated++;
      return;
    }
  sentence = g_strdup_printf ("The chain “%s” has two different receipts of one number, the second in “%s”.", self->chain->name,
                              link->source->name);
  self->seal->integrity = rc_verdict_worst (self->seal->integrity, RC_VERDICT_FORK);
  tell (self, link, RC_EXCEPTION_CHAIN_FORK, expected, found, sentence);
}

/* Of two receipts of one number either may be the one that is named. */
static gboolean
names_one_before (const Judge *self,
                  guint        index)
{
  const Link *link = &g_array_index (self->chain->links, Link, index);

  for (guint i = index; link->has_previous && i > 0; i--)
    {
      const Link *before = &g_array_index (self->chain->links, Link, i - 1);

      if (before->sequence < link->sequence - 1)
        return FALSE;
      if (before->sequence < link->sequence && rc_digest_equal (&link->previous, &before->hash))
        return TRUE;
    }
  return FALSE;
}

static void
judge_link (Judge      *self,
            const Link *before,
            guint       index)
{
  const Link *link = &g_array_index (self->chain->links, Link, index);
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  g_autofree char *sentence = NULL;

  if (names_one_before (self, index))
    return;

  expected = rc_digest_dup_hex (&before->hash);
  found = link->has_previous ? rc_digest_dup_hex (&link->previous) : g_strdup ("no digest");
  sentence = g_strdup_printf ("A receipt in “%s” does not name the one before it in the chain “%s” by its digest.", link->source->name,
                              self->chain->name);
  self->seal->integrity = RC_VERDICT_INVALID;
  rc_seal_set_reason (self->seal, "link");
  tell (self, link, RC_EXCEPTION_RECORD_REHASHED, expected, found, sentence);
}

static void
judge_order (Judge *self)
{
  const GArray *links = self->chain->links;
  const Link *first = &g_array_index (links, Link, 0);
  const Link *last = &g_array_index (links, Link, links->len - 1);

  for (guint i = 1; i < links->len; i++)
    {
      const Link *before = &g_array_index (links, Link, i - 1);
      const Link *link = &g_array_index (links, Link, i);

      if (link->sequence == before->sequence)
        judge_fork (self, before, link);
      else if (link->sequence != before->sequence + 1)
        judge_gap (self, before, link);
      else
        judge_link (self, before, i);
    }

  if (!first->is_first || first->sequence != 1)
    {
      self->seal->completeness = rc_verdict_worst (self->seal->completeness, RC_VERDICT_PARTIAL);
      rc_seal_add_note (self->seal, "PARTIAL: an extract that starts at number %" G_GINT64_FORMAT, first->sequence);
    }
  if (last->is_terminal)
    {
      rc_seal_add_note (self->seal, "The last receipt says that it is the last");
      return;
    }
  self->seal->completeness = rc_verdict_worst (self->seal->completeness, RC_VERDICT_END_NOT_PROVEN);
  rc_seal_add_note (self->seal, "END_NOT_PROVEN: later receipts could be absent unnoticed");
}

/* --- Whose they are --- */

/* The key fits the chain where it fits every signed receipt of it; a receipt that it does not fit is not what was signed. */
static RcKeyFit
try_key (const RcAnchor *key,
         gpointer        data)
{
  Judge *self = data;
  const GArray *links = self->chain->links;
  guint n_fitting = 0, n_signed = 0;

  for (guint i = 0; i < links->len; i++)
    {
      const Link *link = &g_array_index (links, Link, i);
      gboolean fits = (link->anchor != NO_KEY && g_ptr_array_index (self->work->keys, link->anchor) == key)
                      || (link->candidate != NO_KEY && g_ptr_array_index (self->work->candidates, link->candidate) == key);

      n_signed += link->proof != RC_RECEIPT_UNSIGNED;
      n_fitting += fits;
    }
  if (n_fitting == 0)
    return RC_KEY_TRIED;
  return n_fitting == n_signed ? RC_KEY_FITS : RC_KEY_FAILED;
}

static void
tell_misfits (Judge *self)
{
  const GArray *links = self->chain->links;

  for (guint i = 0; i < links->len; i++)
    {
      const Link *link = &g_array_index (links, Link, i);
      g_autofree char *hex = rc_digest_dup_hex (&link->hash);
      g_autofree char *sentence = NULL;

      if (link->proof == RC_RECEIPT_UNSIGNED || link->anchor != NO_KEY)
        continue;
      sentence = g_strdup_printf ("A receipt in “%s” is not the one that was signed, or was signed by somebody else.", link->source->name);
      tell (self, link, RC_EXCEPTION_SIGNATURE_INVALID, "the bytes that were signed", hex, sentence);
    }
}

static const Link *
find_worst_proof (const Chain    *chain,
                  RcReceiptProof  proof)
{
  for (guint i = 0; i < chain->links->len; i++)
    {
      const Link *link = &g_array_index (chain->links, Link, i);

      if (link->proof == proof)
        return link;
    }
  return NULL;
}

/* A proof that cannot be read, or is of a kind that this form does not know, is no signature: told before keys are asked. */
static gboolean
judge_proofs (Judge *self)
{
  const Link *link = find_worst_proof (self->chain, RC_RECEIPT_AMBIGUOUS);

  if (link != NULL)
    {
      rc_seal_set_all (self->seal, RC_VERDICT_AMBIGUOUS, NULL);
      tell (self, link, RC_EXCEPTION_DUPLICATE_MEMBER, "every member once", "a member twice",
            "A receipt names a member twice: it can be read two ways.");
      return FALSE;
    }
  link = find_worst_proof (self->chain, RC_RECEIPT_SPOILED_PROOF);
  if (link != NULL)
    {
      rc_seal_set_all (self->seal, RC_VERDICT_MALFORMED, "format");
      tell (self, link, RC_EXCEPTION_SEAL_MALFORMED, "a signature of 64 bytes in base64url behind “u”", "something else",
            "A receipt's signature is not readable as one.");
      return FALSE;
    }
  link = find_worst_proof (self->chain, RC_RECEIPT_OTHER_PROOF);
  if (link == NULL)
    return TRUE;

  rc_seal_set_all (self->seal, RC_VERDICT_INVALID, "algorithm");
  tell (self, link, RC_EXCEPTION_SIGNATURE_INVALID, "a proof of the type Ed25519Signature2020", "another type",
        "A receipt names a kind of signature that receipts do not have.");
  return FALSE;
}

static void
judge_keys (Judge *self)
{
  const Link *first = &g_array_index (self->chain->links, Link, 0);
  RcKeyQuestion question = {
    .try_key = try_key,
    .data = self,
    .purpose = "statements",
    .key_name = self->chain->key_name,
    .claimed_us = RC_TIME_NONE,
    .established = rc_seal_work_get_time (self->work, first->source->id),
    .covered = first->source,
    .carrier = first->source,
  };

  if (find_worst_proof (self->chain, RC_RECEIPT_SIGNED) == NULL)
    {
      self->seal->integrity = RC_VERDICT_VALID;
      self->seal->completeness = RC_VERDICT_VALID;
      self->seal->signature = RC_VERDICT_UNSIGNED;
      self->seal->anchor = RC_VERDICT_UNANCHORED;
      return;
    }

  (void) rc_key_search (self->work, self->seal, &question);
  if (self->seal->signature == RC_VERDICT_INVALID)
    tell_misfits (self);
  if (find_worst_proof (self->chain, RC_RECEIPT_UNSIGNED) != NULL)
    {
      self->seal->signature = rc_verdict_worst (self->seal->signature, RC_VERDICT_UNVERIFIABLE);
      self->seal->anchor = rc_verdict_worst (self->seal->anchor, RC_VERDICT_UNVERIFIABLE);
      rc_seal_set_reason (self->seal, "signature-absent");
    }
}

static int
compare_links (gconstpointer a,
               gconstpointer b)
{
  const Link *first = a, *second = b;

  return first->sequence < second->sequence ? -1 : first->sequence > second->sequence;
}

static void
add_sources (Judge *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  g_array_set_size (self->seal->sources, 0);
  for (guint i = 0; i < self->chain->links->len; i++)
    {
      const RcSource *source = g_array_index (self->chain->links, Link, i).source;

      if (g_hash_table_add (seen, (gpointer) source))
        g_array_append_val (self->seal->sources, source->id);
    }
}

static void
judge_chain (RcSealWork *work,
             Chain      *chain)
{
  Judge self = { .work = work, .chain = chain };
  const RcSource *carrier;

  g_array_sort (chain->links, compare_links);
  carrier = g_array_index (chain->links, Link, 0).source;
  self.seal = rc_seal_work_begin (work, KIND, carrier, carrier);
  g_free (self.seal->name);
  self.seal->name = g_strdup (chain->name);
  add_sources (&self);
  if (judge_proofs (&self))
    judge_keys (&self);
  judge_order (&self);
  self.seal->total = chain->links->len;
  self.seal->checked = self.seal->integrity == RC_VERDICT_VALID ? self.seal->total : 0;
  if (self.n_repeated > 0)
    rc_seal_add_note (self.seal, "DUPLICATE: %u receipts appear more than once", self.n_repeated);
  rc_seal_work_end (work, self.seal, carrier);
}

static gboolean
finish (RcSealWork  *work,
        gpointer     data,
        GError     **error)
{
  Run *run = data;

  for (guint i = 0; i < run->chains->len; i++)
    judge_chain (work, g_ptr_array_index (run->chains, i));
  return TRUE;
}

const RcMechanism rc_mechanism_agent_receipt = {
  .id = "agent-receipt",
  .title = N_("Receipts of an agent's acts"),
  .evidences = N_("That the holder of a key signed each receipt, and that none between the first and the last is absent."),
  .framing = RC_FRAMING_LINES,
  .recognise = recognise,
  .begin = begin,
  .judge = judge,
  .finish = finish,
  .end = end,
};
