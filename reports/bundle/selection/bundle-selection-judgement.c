/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/selection/bundle-selection-parts.h"

#include <string.h>

#include "core/judgement-copy.h"

/*
 * Kinds whose words are about the record or the file itself, about a thing that decisions have in common, or numbers and digests. What others say may be out of
 * another decision's record: a time before this one, the first use of a version, a value that is not as it should be.
 */
static const char *const speaking_kinds[] = {
  RC_EXCEPTION_UNREADABLE_RECORD, RC_EXCEPTION_DUPLICATE_MEMBER, RC_EXCEPTION_LIMIT, RC_EXCEPTION_CONTAINER_MALFORMED, RC_EXCEPTION_UNFILLED_TEMPLATE,
  RC_EXCEPTION_REGISTRY_MALFORMED, RC_EXCEPTION_LOG_MALFORMED, RC_EXCEPTION_RECORD_ALTERED, RC_EXCEPTION_RECORD_REHASHED, RC_EXCEPTION_CHAIN_GAP,
  RC_EXCEPTION_CHAIN_FORK, RC_EXCEPTION_CHAIN_TAIL_MISSING, RC_EXCEPTION_CHAIN_PARTIAL, RC_EXCEPTION_HEAD_DISAGREES, RC_EXCEPTION_RECORD_REPLAYED,
  RC_EXCEPTION_RULE_UNKNOWN, RC_EXCEPTION_HEAD_UNSIGNED, RC_EXCEPTION_SIGNATURE_INVALID, RC_EXCEPTION_KEY_UNKNOWN, RC_EXCEPTION_KEY_IN_BUNDLE_ONLY,
  RC_EXCEPTION_TOO_FEW_KEYS, RC_EXCEPTION_DIGEST_MISMATCH, RC_EXCEPTION_SEAL_MALFORMED, RC_EXCEPTION_PROOF_INVALID, RC_EXCEPTION_LOG_FORK,
  RC_EXCEPTION_LOG_ROLLBACK, RC_EXCEPTION_PROTECTION_WEAKER, RC_EXCEPTION_TIME_AMBIGUOUS, RC_EXCEPTION_TIME_UNREADABLE, RC_EXCEPTION_PAYLOAD_UNREADABLE,
  RC_EXCEPTION_NAME_DECEPTIVE, RC_EXCEPTION_SCHEMA_MISMATCH, RC_EXCEPTION_SCHEMA_NOT_CHECKED, RC_EXCEPTION_DIGEST_DISAGREES,
  RC_EXCEPTION_APPROVAL_LATE, RC_EXCEPTION_DEPLOYMENTS_OVERLAP, RC_EXCEPTION_PERIOD_BACKWARD, NULL
};

/* Whether the exception is about something that goes out: of a source as a whole, about one that goes out whole. */
static gboolean
is_about_disclosed (const RcBundleSelection *self,
                    const RcException       *exception)
{
  if (exception->record > 0)
    return rc_bundle_selection_has_record (self, exception->source, (guint64) exception->record);
  return exception->source > 0 && rc_bundle_selection_source (self, exception->source) == RC_BUNDLE_WHOLE;
}

static gboolean
may_say_all (RcBundleSelection  *self,
             const RcException  *exception,
             gboolean           *out_may,
             GError            **error)
{
  const char *words[] = { exception->expected, exception->found, exception->message };

  *out_may = g_strv_contains (speaking_kinds, exception->kind);
  for (guint i = 0; *out_may && i < G_N_ELEMENTS (words); i++)
    if (!rc_bundle_selection_may_say (self, words[i], out_may, error))
      return FALSE;
  return TRUE;
}

static void
withhold_words (RcException *exception)
{
  g_free (exception->expected);
  g_free (exception->found);
  g_free (exception->message);
  exception->expected = g_strdup (RC_BUNDLE_WITHHELD_WORDS);
  exception->found = g_strdup (RC_BUNDLE_WITHHELD_WORDS);
  exception->message = g_strdup_printf ("%s: %s", rc_exception_kind_title (exception->kind), RC_BUNDLE_WITHHELD_WORDS);
}

GPtrArray *
rc_bundle_selection_filter_exceptions (RcBundleSelection  *self,
                                       const GPtrArray    *exceptions,
                                       guint              *out_left_out,
                                       GError            **error)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_exception_free);

  for (guint i = 0; i < exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (exceptions, i);
      gboolean may_say;
      RcException *copy;

      if (!is_about_disclosed (self, exception))
        continue;
      if (!may_say_all (self, exception, &may_say, error))
        return NULL;
      copy = rc_exception_copy (exception);
      g_ptr_array_add (kept, copy);
      if (!may_say)
        withhold_words (copy);
    }

  if (out_left_out != NULL)
    *out_left_out = exceptions->len - kept->len;
  return g_steal_pointer (&kept);
}

/* A cause that is left out is no cause that anybody could look up. */
static void
drop_causes (GPtrArray *exceptions)
{
  for (guint i = 0; i < exceptions->len; i++)
    {
      RcException *exception = g_ptr_array_index (exceptions, i);
      gboolean is_there = FALSE;

      for (guint k = 0; k < exceptions->len; k++)
        is_there = is_there || ((const RcException *) g_ptr_array_index (exceptions, k))->id == exception->caused_by;
      if (!is_there)
        exception->caused_by = 0;
    }
}

/* What of a seal's own words may go out. */
static gboolean
restrict_seal (RcBundleSelection  *self,
               RcSeal             *seal,
               GError            **error)
{
  gboolean may_say;

  if (!rc_bundle_selection_may_say (self, seal->name, &may_say, error))
    return FALSE;
  if (!may_say)
    {
      g_free (seal->name);
      seal->name = g_strdup (RC_BUNDLE_WITHHELD_WORDS);
    }

  for (guint i = 0; i < seal->notes->len; )
    {
      if (!rc_bundle_selection_may_say (self, g_ptr_array_index (seal->notes, i), &may_say, error))
        return FALSE;
      if (may_say)
        i++;
      else
        g_ptr_array_remove_index (seal->notes, i);
    }
  return TRUE;
}

static gboolean
take_seals (RcBundleSelection  *self,
            RcJudgement        *restricted,
            GError            **error)
{
  for (guint i = 0; i < self->judgement->seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (self->judgement->seals, i);
      RcSeal *copy;

      if (!rc_bundle_selection_has_seal (self, seal->id))
        continue;
      copy = rc_seal_copy (seal);
      g_ptr_array_add (restricted->seals, copy);
      if (!restrict_seal (self, copy, error))
        return FALSE;
    }
  return TRUE;
}

RcJudgement *
rc_bundle_selection_restrict (RcBundleSelection  *self,
                              GError            **error)
{
  g_autoptr (RcJudgement) restricted = rc_judgement_new ();
  GPtrArray *exceptions;

  if (!take_seals (self, restricted, error))
    return NULL;
  exceptions = rc_bundle_selection_filter_exceptions (self, self->judgement->exceptions, NULL, error);
  if (exceptions == NULL)
    return NULL;
  drop_causes (exceptions);
  g_ptr_array_unref (restricted->exceptions);
  restricted->exceptions = exceptions;

  for (guint i = 0; i < self->judgement->forms->len; i++)
    {
      const RcFormCount *form = &g_array_index (self->judgement->forms, RcFormCount, i);

      if (rc_bundle_selection_source (self, form->source) != RC_BUNDLE_WITHHELD)
        g_array_append_vals (restricted->forms, form, 1);
    }
  restricted->records_checked = self->judgement->records_checked;
  restricted->records_total = self->judgement->records_total;
  restricted->records_failed = self->judgement->records_failed;
  restricted->joins = self->judgement->joins;
  return g_steal_pointer (&restricted);
}

gboolean
rc_bundle_selection_restrict_lineage (RcBundleSelection  *self,
                                      RcLineage          *lineage,
                                      GError            **error)
{
  GPtrArray *exceptions = rc_bundle_selection_filter_exceptions (self, lineage->exceptions, NULL, error);

  if (exceptions == NULL)
    return FALSE;

  g_ptr_array_unref (lineage->exceptions);
  lineage->exceptions = exceptions;
  for (guint i = 0; i < lineage->slots->len; i++)
    g_clear_pointer (&((RcLineageSlot *) g_ptr_array_index (lineage->slots, i))->steps, g_ptr_array_unref);
  return TRUE;
}
