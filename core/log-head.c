/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "log-head.h"

void
rc_log_head_announce (RcSealWork           *work,
                      const RcVerifiedHead *head)
{
  rc_log_memory_announce (work->judgement->log_memory, head);
}

gboolean
rc_log_head_find_beginning (RcSealWork           *work,
                            const RcVerifiedHead *head,
                            RcKnownHead          *out_beginning)
{
  return rc_log_memory_compare (work->judgement->log_memory, head, out_beginning) == RC_VERDICT_UNVERIFIABLE;
}

static char *
name_place (RcSealWork        *work,
            const RcKnownHead *other)
{
  const RcSource *source = rc_seal_context_source (work->context, other->source);

  return source != NULL ? g_strdup_printf ("in “%s”", source->name) : g_strdup ("in a source that was removed since");
}

static void
tell_fork (RcSealWork           *work,
           const RcVerifiedHead *head,
           const RcKnownHead    *other)
{
  g_autofree char *expected = rc_digest_dup_hex (&other->root);
  g_autofree char *found = rc_digest_dup_hex (&head->root);
  g_autofree char *place = name_place (work, other);

  rc_seal_work_tell (work, RC_EXCEPTION_LOG_FORK, head->source, expected, found,
                     "The log “%s” signed two heads of the size %" G_GUINT64_FORMAT " with different hashes: an earlier verification met "
                     "the other one %s.", head->origin, head->size, place);
}

static void
tell_rollback (RcSealWork           *work,
               const RcVerifiedHead *head,
               const RcKnownHead    *other)
{
  g_autofree char *expected = g_strdup_printf ("a size of at least %" G_GUINT64_FORMAT, other->size);
  g_autofree char *found = g_strdup_printf ("the size %" G_GUINT64_FORMAT, head->size);
  g_autofree char *place = name_place (work, other);

  rc_seal_work_tell (work, RC_EXCEPTION_LOG_ROLLBACK, head->source, expected, found,
                     "The log “%s” had the size %" G_GUINT64_FORMAT " %s, which was received earlier; “%s” shows it with the size %"
                     G_GUINT64_FORMAT ": it was cut back, or an older copy of it was handed over later.", head->origin, other->size, place,
                     head->source->name, head->size);
}

/**
 * rc_log_head_compare:
 * @seal: of the signed head; signature and anchor are judged
 * @head: announced
 *
 * Returns: FORK, ROLLBACK, UNVERIFIABLE (consistency not shown) or VALID
 */
RcVerdict
rc_log_head_compare (RcSealWork           *work,
                     RcSeal               *seal,
                     const RcVerifiedHead *head,
                     gboolean              is_consistency_shown)
{
  RcKnownHead other = { 0 };
  RcVerdict verdict = rc_log_memory_compare (work->judgement->log_memory, head, &other);

  switch (verdict)
    {
    case RC_VERDICT_FORK:
      tell_fork (work, head, &other);
      break;
    case RC_VERDICT_ROLLBACK:
      tell_rollback (work, head, &other);
      break;
    case RC_VERDICT_UNVERIFIABLE:
      if (is_consistency_shown)
        return RC_VERDICT_VALID;
      rc_seal_add_note (seal, "That the log of the size %" G_GUINT64_FORMAT ", which an earlier verification met, is the beginning of this "
                        "one is not shown (consistency-not-shown)", other.size);
      return verdict;
    default:
      return verdict;
    }

  seal->completeness = rc_verdict_worst (seal->completeness, verdict);
  rc_seal_set_reason (seal, NULL);
  return verdict;
}
