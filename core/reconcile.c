/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reconcile.h"

#include "bounds.h"
#include "checks/check.h"

static void
model_use_free (gpointer data)
{
  RcModelUse *use = data;

  g_free (use->version);
  g_array_unref (use->samples);
  g_free (use);
}

static char *
place_key (gint64  source,
           guint64 record)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GUINT64_FORMAT, source, record);
}

static gboolean
explains_others (const char *kind)
{
  static const char * const kinds[] = {
    RC_EXCEPTION_RECORD_ALTERED, RC_EXCEPTION_RECORD_REHASHED, RC_EXCEPTION_RECORD_REPLAYED, RC_EXCEPTION_CHAIN_FORK,
    RC_EXCEPTION_DIGEST_MISMATCH, RC_EXCEPTION_SIGNATURE_INVALID,
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kind, kinds[i]) == 0)
      return TRUE;

  return FALSE;
}

/* What the seals found at a record explains what the record says wrongly. An exception that itself has a cause leads to its root. */
static void
index_causes (RcCheckContext *context)
{
  GPtrArray *exceptions = context->judgement->exceptions;

  for (guint i = 0; i < exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (exceptions, i);
      gint64 cause = exception->caused_by != 0 ? exception->caused_by : exception->id;
      g_autofree char *key = NULL;

      if (exception->source == 0 || exception->record == 0 || !explains_others (exception->kind))
        continue;
      key = place_key (exception->source, (guint64) exception->record);
      if (!g_hash_table_contains (context->causes, key))
        g_hash_table_insert (context->causes, g_steal_pointer (&key), g_memdup2 (&cause, sizeof cause));
    }
}

/**
 * rc_check_find_cause:
 *
 * Returns: number of the exception that explains a fault at this record; 0: none
 */
gint64
rc_check_find_cause (RcCheckContext *context,
                     gint64          source,
                     guint64         record)
{
  g_autofree char *key = place_key (source, record);
  const gint64 *cause = g_hash_table_lookup (context->causes, key);

  return cause != NULL ? *cause : 0;
}

/**
 * rc_check_report:
 * @source: number of the source, 0: none
 * @record: number of the record, 0: the source as a whole
 * @cause: number of the exception that explains this one, or 0
 *
 * Adds an exception to the judgement.
 */
void
rc_check_report (RcCheckContext *context,
                 const char     *kind,
                 gint64          source,
                 guint64         record,
                 gint64          cause,
                 const char     *expected,
                 const char     *found,
                 const char     *message)
{
  RcException *exception = rc_exception_new (kind, source, (gint64) record, -1, expected, found, "%s", message);

  exception->caused_by = cause;
  rc_judgement_add_exception (context->judgement, exception);
}

typedef gboolean (*Step) (RcCheckContext  *context,
                          GError         **error);

/* A damaged case must not end the work: what damage hides is told, and the other checks go on. */
static gboolean
run_step (RcCheckContext  *context,
          Step             step,
          GError         **error)
{
  g_autoptr (GError) local_error = NULL;

  if (step (context, &local_error))
    return TRUE;
  if (local_error->domain != RC_CASE_ERROR && local_error->domain != RC_VAULT_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  rc_check_report (context, RC_EXCEPTION_VAULT_DAMAGED, 0, 0, 0, "records that can be held against each other", local_error->message,
                   "The case is damaged: not all contradictions between its sources could be looked for.");
  return TRUE;
}

static gboolean
load_deployments (RcCheckContext  *context,
                  GError         **error)
{
  context->deployments = rc_deployment_list (context->case_file, context->seal_context->reader, RC_TIME_NONE,
                                             RC_LIMIT_RECONCILE_EVENTS, &context->deployments_complete, error);
  if (context->deployments == NULL)
    {
      context->deployments = g_ptr_array_new ();
      return FALSE;
    }

  if (!context->deployments_complete)
    rc_check_report (context, RC_EXCEPTION_LIMIT, 0, 0, 0, "at most 100000 deployment records", "more",
                     "There are so many deployment records that only the newest were held against each other.");
  return TRUE;
}

/**
 * rc_reconcile:
 * @context: the case and its sources
 * @judgement: what the seals found; exceptions are added
 *
 * Holds the records of different sources against each other and against the order of time. What a seal has found at the same record
 * is named as the cause.
 */
gboolean
rc_reconcile (RcSealContext  *context,
              RcJudgement    *judgement,
              GError        **error)
{
  static const Step steps[] = {
    load_deployments, rc_check_walk_events, rc_check_digests, rc_check_approvals, rc_check_overlaps, rc_check_cards,
    rc_check_names, rc_check_systems, rc_check_vanished, rc_check_decisions, rc_check_joins,
  };
  g_autoptr (GHashTable) causes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) uses = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, model_use_free);
  RcCheckContext check = {
    .seal_context = context,
    .case_file = context->case_file,
    .judgement = judgement,
    .causes = causes,
    .uses = uses,
  };
  gboolean done = TRUE;

  index_causes (&check);
  for (gsize i = 0; done && i < G_N_ELEMENTS (steps); i++)
    done = run_step (&check, steps[i], error);
  g_clear_pointer (&check.deployments, g_ptr_array_unref);
  return done;
}

/**
 * rc_reconcile_list_decisions:
 * @judgement: of the last verification; its exceptions explain what they can
 * @comparison: of the lists of decisions with the logs
 *
 * Returns: (transfer full) (element-type RcException): the decisions that are on one side alone, as exceptions
 */
GPtrArray *
rc_reconcile_list_decisions (RcCase                     *case_file,
                             RcRecordReader             *reader,
                             RcJudgement                *judgement,
                             const RcDecisionComparison *comparison,
                             GCancellable               *cancellable,
                             GError                    **error)
{
  g_autoptr (GPtrArray) sources = rc_source_list (case_file, error);
  g_autoptr (GHashTable) causes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_exception_free);
  guint n_before = judgement->exceptions->len;
  RcSealContext context = { .case_file = case_file, .reader = reader, .sources = sources, .cancellable = cancellable };
  RcCheckContext check = { .seal_context = &context, .case_file = case_file, .judgement = judgement, .causes = causes };

  if (sources == NULL)
    return NULL;

  index_causes (&check);
  if (!rc_check_tell_decisions (&check, comparison, error))
    return NULL;
  while (judgement->exceptions->len > n_before)
    g_ptr_array_add (found, g_ptr_array_steal_index (judgement->exceptions, n_before));
  return g_steal_pointer (&found);
}
