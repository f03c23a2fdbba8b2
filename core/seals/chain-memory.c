/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/log-head.h"
#include "core/seals/chain-judge.h"
#include "core/seals/key-search.h"

/* Logs and chains share one table: no log calls itself so, because the origin of a log has no colon in front of a blank. */
#define ORIGIN "chain: "

/* The accepted key that signed the statement's source; (nullable). */
static const RcAnchor *
find_key (RcChainJudge *self,
          gint64        source)
{
  const RcSeal *signature = rc_chain_judge_find_signature (self, source);

  for (guint i = 0; signature != NULL && i < self->context->anchors->len; i++)
    {
      const RcAnchor *anchor = g_ptr_array_index (self->context->anchors, i);

      if (rc_key_search_names_key (signature, anchor))
        return anchor;
    }
  return NULL;
}

/* Without a system's name nothing says later which chain was meant. */
static void
announce (RcChainJudge      *self,
          const RcChainHead *head)
{
  const RcHeadStatement *statement = head->statement;
  const RcAnchor *key = head->state == RC_VERDICT_VALID ? find_key (self, statement->source) : NULL;
  g_autofree char *origin = NULL;
  RcVerifiedHead verified = { 0 };

  if (key == NULL || statement->system == NULL || head->number < 0)
    return;

  origin = g_strconcat (ORIGIN, statement->system, NULL);
  verified.origin = origin;
  verified.key = key->fingerprint;
  verified.size = (guint64) head->number;
  verified.root = statement->hash;
  verified.source = rc_seal_context_source (self->context, statement->source);
  rc_log_head_announce (self->work, &verified);
}

static gboolean
is_accepted (RcChainJudge   *self,
             const RcDigest *key)
{
  for (guint i = 0; i < self->context->anchors->len; i++)
    if (rc_digest_equal (&((const RcAnchor *) self->context->anchors->pdata[i])->fingerprint, key))
      return TRUE;
  return FALSE;
}

static void
tell (RcChainJudge      *self,
      RcChainFinding    *finding,
      const char        *kind,
      RcVerdict          verdict,
      const RcKnownHead *known,
      const char        *found,
      const char        *what)
{
  const RcChainSpan *last = rc_chain_line_find (finding->line, rc_chain_line_last (finding->line));
  g_autofree char *expected = rc_digest_dup_hex (&known->root);
  gint64 source = last != NULL ? last->scan->source : 0;

  if (verdict == RC_VERDICT_FORK)
    finding->seal->integrity = rc_verdict_worst (finding->seal->integrity, verdict);
  else
    finding->seal->completeness = rc_verdict_worst (finding->seal->completeness, verdict);
  rc_judgement_add_exception (self->judgement,
                              rc_exception_new (kind, source, 0, -1, expected, found,
                                                "An earlier verification met a signed head of the chain of “%s” with number %"
                                                G_GUINT64_FORMAT ", whose statement is gone from the case: %s.",
                                                known->origin + strlen (ORIGIN), known->size, what));
}

static gboolean
compare (RcChainJudge       *self,
         RcChainFinding     *finding,
         const RcKnownHead  *known,
         GError            **error)
{
  const RcChainSpan *span = rc_chain_line_find (finding->line, (gint64) known->size);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *found = NULL;
  RcDigest hash;

  if (rc_chain_line_last (finding->line) < (gint64) known->size)
    {
      found = g_strdup_printf ("the last one is number %" G_GINT64_FORMAT, rc_chain_line_last (finding->line));
      tell (self, finding, RC_EXCEPTION_LOG_ROLLBACK, RC_VERDICT_ROLLBACK, known, found, "the chain now ends before it");
      return TRUE;
    }
  if (span == NULL)
    return TRUE;
  if (rc_chain_span_hash (span, &self->reader, (gint64) known->size, &hash, &local_error))
    {
      found = rc_digest_dup_hex (&hash);
      if (!rc_digest_equal (&hash, &known->root))
        tell (self, finding, RC_EXCEPTION_LOG_FORK, RC_VERDICT_FORK, known, found, "the chain has another hash there now");
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
is_meant (const RcKnownHead    *known,
          const RcChainFinding *finding)
{
  const char *system = known->origin + strlen (ORIGIN);

  return finding->line->profile->sequence != NULL && finding->line->scope != 0
         && rc_chain_scope_hash (system, strlen (system)) == finding->line->scope;
}

/* Of several lines of that chain the longest is held against it. */
static RcChainFinding *
find_line (RcChainJudge      *self,
           const RcKnownHead *known)
{
  RcChainFinding *longest = NULL;

  for (guint i = 0; i < self->findings->len; i++)
    {
      RcChainFinding *finding = g_ptr_array_index (self->findings, i);

      if (is_meant (known, finding) &&
          (longest == NULL || rc_chain_line_last (finding->line) > rc_chain_line_last (longest->line)))
        longest = finding;
    }
  return longest;
}

/**
 * rc_chain_judge_memory:
 *
 * Remembers the signed heads of chains, and holds the chains against those that an earlier verification met and this one does not. A head
 * that is still in the case is compared as such: an older part of a chain may be handed over later.
 *
 * Returns: %FALSE with @error
 */
gboolean
rc_chain_judge_memory (RcChainJudge  *self,
                       GError       **error)
{
  g_autoptr (GArray) unmet = NULL;

  for (guint i = 0; i < self->findings->len; i++)
    {
      const RcChainFinding *finding = g_ptr_array_index (self->findings, i);

      for (guint j = 0; j < finding->heads->len; j++)
        announce (self, &g_array_index (finding->heads, RcChainHead, j));
    }

  unmet = rc_log_memory_list_unmet (self->judgement->log_memory);
  for (guint i = 0; i < unmet->len; i++)
    {
      const RcKnownHead *known = &g_array_index (unmet, RcKnownHead, i);
      RcChainFinding *finding;

      if (!g_str_has_prefix (known->origin, ORIGIN) || !is_accepted (self, &known->key))
        continue;
      finding = find_line (self, known);
      if (finding != NULL && !compare (self, finding, known, error))
        return FALSE;
    }
  return TRUE;
}
