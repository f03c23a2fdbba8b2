/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/seals/chain-judge.h"

/* --- Which line a statement speaks of --- */

static gboolean
agrees (RcChainJudge           *self,
        const RcChainFinding   *finding,
        const RcHeadStatement  *statement,
        gboolean               *out_agrees,
        RcDigest               *out_hash,
        GError                **error)
{
  const RcChainSpan *span = rc_chain_line_find (finding->line, statement->sequence);
  g_autoptr (GError) local_error = NULL;

  *out_agrees = span != NULL && rc_chain_span_hash (span, &self->reader, statement->sequence, out_hash, &local_error)
                && rc_digest_equal (out_hash, &statement->hash);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
may_speak_of (const RcHeadStatement *statement,
              const RcChainLine     *line)
{
  if (line->profile->sequence == NULL)
    return FALSE;
  if (statement->system == NULL || line->scope == 0)
    return TRUE;
  return rc_chain_scope_hash (statement->system, strlen (statement->system)) == line->scope;
}

/* The line on which it fits; else the one of which it must speak, if that is only one; else, of several that begin anew, the
 * longest. */
static gboolean
find_line (RcChainJudge           *self,
           const RcHeadStatement  *statement,
           RcChainFinding        **out_finding,
           gboolean               *out_agrees,
           GError                **error)
{
  RcChainFinding *candidate = NULL;
  guint n_candidates = 0;

  *out_finding = NULL;
  *out_agrees = FALSE;
  for (guint i = 0; i < self->findings->len; i++)
    {
      RcChainFinding *finding = self->findings->pdata[i];
      gboolean is_good;
      RcDigest hash;

      if (!may_speak_of (statement, finding->line))
        continue;
      if (!agrees (self, finding, statement, &is_good, &hash, error))
        return FALSE;
      if (is_good)
        {
          *out_finding = finding;
          *out_agrees = TRUE;
          return TRUE;
        }
      n_candidates++;
      if (candidate == NULL || rc_chain_line_last (finding->line) > rc_chain_line_last (candidate->line))
        candidate = finding;
    }

  if (n_candidates == 1 || statement->system != NULL)
    *out_finding = candidate;
  return TRUE;
}

static RcVerdict
get_state (const RcSeal *signature)
{
  if (signature == NULL)
    return RC_VERDICT_UNSIGNED;
  return rc_verdict_worst (signature->integrity, rc_verdict_worst (signature->signature, signature->anchor));
}

static void
tell_homeless (RcChainJudge          *self,
               const RcHeadStatement *statement)
{
  g_autofree char *found = g_strdup ("no record of that chain");
  const RcSource *source = rc_seal_context_source (self->context, statement->source);

  /* Without a name, a number beside a hash may mean anything. */
  if (statement->system == NULL)
    return;
  rc_judgement_add_exception (self->judgement,
                              rc_exception_new (RC_EXCEPTION_CHAIN_TAIL_MISSING, statement->source, (gint64) statement->record, -1,
                                                statement->system, found,
                                                "“%s” states a head of the chain of “%s”, of which nothing was received.", source->name,
                                                statement->system));
}

/* Up to which record of which log a head speaks; one that is not found again is no head of this chain. */
static gboolean
note_head (RcChainJudge           *self,
           RcChainFinding         *finding,
           const RcHeadStatement  *statement,
           GError                **error)
{
  const RcChainSpan *span = rc_chain_line_find (finding->line, statement->sequence);
  RcSealCarrier carrier = { .source = statement->source };
  g_autoptr (GError) local_error = NULL;

  if (span != NULL && rc_chain_span_locate (span, &self->reader, statement->sequence, &carrier.up_to_record, &local_error))
    {
      carrier.up_to_source = span->scan->source;
      rc_seal_add_carrier (finding->seal, &carrier);
    }
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * rc_chain_judge_find_signature:
 *
 * A list of digests that names the statement's file is signed as a list, and not as the chain's head: that the head lacks the signature that
 * the others have is told nevertheless.
 *
 * Returns: (transfer none) (nullable): the best signature over the file itself
 */
const RcSeal *
rc_chain_judge_find_signature (RcChainJudge *self,
                               gint64        source)
{
  static const char * const lists[] = { "digest-list", "bagit", "ro-crate", NULL };
  const GPtrArray *seals = rc_seal_work_list_over (self->work, source);
  const RcSeal *best = NULL;

  for (guint i = 0; seals != NULL && i < seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (seals, i);

      if (seal->signature != RC_VERDICT_UNSIGNED && !g_strv_contains (lists, seal->kind)
          && (best == NULL || rc_seal_worst (seal) > rc_seal_worst (best)))
        best = seal;
    }
  return best;
}

static gboolean
assign (RcChainJudge           *self,
        const RcHeadStatement  *statement,
        GError                **error)
{
  const RcSeal *signature = rc_chain_judge_find_signature (self, statement->source);
  RcChainHead head = { .statement = statement, .number = statement->sequence, .state = get_state (signature) };
  RcChainFinding *finding;

  head.reason = signature != NULL ? signature->reason : NULL;
  if (!find_line (self, statement, &finding, &head.agrees, error))
    return FALSE;
  if (finding == NULL)
    {
      tell_homeless (self, statement);
      return TRUE;
    }

  g_array_append_val (finding->heads, head);
  return !head.agrees || note_head (self, finding, statement, error);
}

/* --- What the heads of one line say --- */

static gint64
find_exception (RcChainJudge *self,
                const char   *kind,
                gint64        source)
{
  for (guint i = 0; i < self->judgement->exceptions->len; i++)
    {
      const RcException *exception = self->judgement->exceptions->pdata[i];

      if (exception->source == source && g_str_equal (exception->kind, kind))
        return exception->id;
    }
  return 0;
}

static const char *
name_source (RcChainJudge *self,
             gint64        id)
{
  const RcSource *source = rc_seal_context_source (self->context, id);

  return source != NULL ? source->name : "a source";
}

static gint64
tell (RcChainJudge      *self,
      const char        *kind,
      const RcChainHead *head,
      const char        *expected,
      const char        *found,
      gint64             caused_by,
      char              *message)
{
  RcException *exception = rc_exception_new (kind, head->statement->source, (gint64) head->statement->record,
                                             head->statement->record == 1 ? 0 : -1, expected, found, "%s", message);

  g_free (message);
  exception->caused_by = caused_by;
  return rc_judgement_add_exception (self->judgement, exception);
}

/* The highest number for which somebody known vouches. */
static void
find_vouched (RcChainFinding *finding)
{
  for (guint i = 0; i < finding->heads->len; i++)
    {
      const RcChainHead *head = &g_array_index (finding->heads, RcChainHead, i);

      if (!head->agrees || head->state != RC_VERDICT_VALID)
        continue;
      if (!finding->has_vouched || head->number > finding->vouched_to)
        {
          finding->vouched_to = head->number;
          finding->vouched_at = head->statement->stated_at;
        }
      finding->has_vouched = TRUE;
    }
}

static gboolean
judge_disagreeing (RcChainJudge       *self,
                   RcChainFinding     *finding,
                   const RcChainHead  *head,
                   GError            **error)
{
  g_autofree char *expected = rc_digest_dup_hex (&head->statement->hash);
  g_autofree char *found = NULL;
  gint64 cause = rc_chain_finding_fault (finding, head->number);
  gboolean is_good;
  RcDigest hash;

  if (!agrees (self, finding, head->statement, &is_good, &hash, error))
    return FALSE;

  found = rc_digest_dup_hex (&hash);
  if (cause == 0 && head->state < RC_VERDICT_UNVERIFIABLE)
    cause = find_exception (self, RC_EXCEPTION_SIGNATURE_INVALID, head->statement->source);
  tell (self, RC_EXCEPTION_HEAD_DISAGREES, head, expected, found, cause,
        g_strdup_printf ("“%s” states another hash for number %" G_GINT64_FORMAT " than the chain has there: the chain is not the one "
                         "that was stated.", name_source (self, head->statement->source), head->number));

  /* A statement whose own signature fails shows nothing; one that nobody signed shows little where later ones are signed. */
  if (head->state == RC_VERDICT_VALID || (head->state >= RC_VERDICT_UNVERIFIABLE
                                          && !(finding->has_vouched && finding->vouched_to >= head->number)))
    {
      finding->seal->integrity = rc_verdict_worst (finding->seal->integrity, RC_VERDICT_INVALID);
      rc_chain_finding_break (finding, head->number, head->number);
    }
  return TRUE;
}

static int
compare_heads (gconstpointer a,
               gconstpointer b)
{
  const RcChainHead *first = a;
  const RcChainHead *second = b;

  return first->number < second->number ? -1 : first->number > second->number;
}

static void
judge_beyond (RcChainJudge      *self,
              RcChainFinding    *finding,
              const RcChainHead *head,
              gint64            *root)
{
  g_autofree char *expected = g_strdup_printf ("number %" G_GINT64_FORMAT, head->number);
  g_autofree char *found = g_strdup_printf ("the last one is number %" G_GINT64_FORMAT, rc_chain_line_last (finding->line));
  gint64 id;

  finding->seal->completeness = rc_verdict_worst (finding->seal->completeness, RC_VERDICT_INCOMPLETE);
  id = tell (self, RC_EXCEPTION_CHAIN_TAIL_MISSING, head, expected, found, *root,
             g_strdup_printf ("“%s” states a head with number %" G_GINT64_FORMAT ", but the chain received ends at number %"
                              G_GINT64_FORMAT ".", name_source (self, head->statement->source), head->number,
                              rc_chain_line_last (finding->line)));
  if (*root == 0)
    *root = id;
}

static void
judge_unsigned (RcChainJudge      *self,
                RcChainFinding    *finding,
                const RcChainHead *head)
{
  tell (self, RC_EXCEPTION_HEAD_UNSIGNED, head, "a signature, as the other heads have", "none", 0,
        g_strdup_printf ("“%s” states a head of the chain without a signature, though others are signed.",
                         name_source (self, head->statement->source)));
}

static gboolean
judge_line (RcChainJudge    *self,
            RcChainFinding  *finding,
            GError         **error)
{
  gboolean some_signed = FALSE;
  gint64 root = 0;

  g_array_sort (finding->heads, compare_heads);
  find_vouched (finding);
  for (guint i = 0; i < finding->heads->len; i++)
    some_signed |= g_array_index (finding->heads, RcChainHead, i).state != RC_VERDICT_UNSIGNED;

  /* From the last one back: the head with the highest number is the root of what is absent. */
  for (guint i = finding->heads->len; i > 0; i--)
    {
      const RcChainHead *head = &g_array_index (finding->heads, RcChainHead, i - 1);

      if (head->state == RC_VERDICT_UNSIGNED && some_signed)
        judge_unsigned (self, finding, head);
      if (head->agrees)
        continue;
      if (head->number > rc_chain_line_last (finding->line))
        {
          if (head->state >= RC_VERDICT_UNVERIFIABLE)
            judge_beyond (self, finding, head, &root);
        }
      else if (rc_chain_line_find (finding->line, head->number) == NULL)
        {
          rc_seal_add_note (finding->seal, "“%s” states a head for number %" G_GINT64_FORMAT ", which was not received",
                            name_source (self, head->statement->source), head->number);
        }
      else if (!judge_disagreeing (self, finding, head, error))
        {
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * rc_chain_judge_heads:
 *
 * Compares every head stated beside the logs with the line it speaks of.
 *
 * Returns: %FALSE with @error
 */
gboolean
rc_chain_judge_heads (RcChainJudge  *self,
                      GError       **error)
{
  for (guint i = 0; i < self->heads->len; i++)
    {
      if (!assign (self, self->heads->pdata[i], error))
        return FALSE;
    }
  for (guint i = 0; i < self->findings->len; i++)
    {
      if (!judge_line (self, self->findings->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}
