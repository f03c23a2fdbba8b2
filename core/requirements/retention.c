/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/requirements/check.h"
#include "core/retention.h"

/*
 * Articles 18, 19 and 26(6): how long logs and documents are kept. What rules, deletions and holds say together is weighed in retention.h; here
 * it becomes the answer to a requirement.
 */

static RcRequirementVerdict
get_verdict (RcRetentionAnswer answer)
{
  switch (answer)
    {
    case RC_RETENTION_SUPPORTS: return RC_REQUIREMENT_MET;
    case RC_RETENTION_CONTRADICTS: return RC_REQUIREMENT_NOT_MET;
    case RC_RETENTION_NO_EVIDENCE: return RC_REQUIREMENT_NO_EVIDENCE;
    case RC_RETENTION_DOES_NOT_APPLY: return RC_REQUIREMENT_NA;
    case RC_RETENTION_JUDGE: return RC_REQUIREMENT_JUDGE;
    }
  g_return_val_if_reached (RC_REQUIREMENT_JUDGE);
}

/* What a person must decide is said before what was not received. */
static guint
get_weight (RcRetentionAnswer answer)
{
  switch (answer)
    {
    case RC_RETENTION_CONTRADICTS: return 4;
    case RC_RETENTION_JUDGE: return 3;
    case RC_RETENTION_NO_EVIDENCE: return 2;
    case RC_RETENTION_SUPPORTS: return 1;
    case RC_RETENTION_DOES_NOT_APPLY: return 0;
    }
  g_return_val_if_reached (3);
}

/* The rules of the law itself are no evidence. */
static guint
count_rules (const RcRetention *retention)
{
  guint n = 0;

  for (guint i = 0; i < retention->rules->len; i++)
    n += ((const RcRetentionRule *) g_ptr_array_index (retention->rules, i))->event != 0;
  return n;
}

/**
 * rc_requirement_get_retention:
 *
 * Returns: (transfer none) (nullable): what is known of how long the logs in scope are kept
 */
const RcRetention *
rc_requirement_get_retention (RcRequirementContext  *context,
                              GError               **error)
{
  if (context->retention == NULL)
    context->retention = rc_retention_load (context->case_file, context->reader, context->system, context->cancellable, error);
  return context->retention;
}

static const RcRetention *
get_retention (RcRequirementContext  *context,
               RcRequirementResult   *result,
               GError               **error)
{
  const RcRetention *retention = rc_requirement_get_retention (context, error);

  if (retention == NULL)
    return NULL;

  rc_requirement_use (result, "E13", count_rules (retention) + retention->deletions->len);
  if (retention->is_cut)
    rc_requirement_note (result, "%s", _("There are more rules and deletions than were looked at."));
  for (guint i = 0; i < retention->conflicts->len; i++)
    rc_requirement_note (result, "%s", (const char *) g_ptr_array_index (retention->conflicts, i));
  return retention;
}

/* The answers to several questions, each with its words: the worst one is that of the requirement. */
static gboolean
tell_points (RcRequirementContext       *context,
             RcRequirementResult        *result,
             const RcRetention          *retention,
             const RcRetentionQuestion  *questions,
             guint                       n_questions,
             GError                    **error)
{
  const RcRetentionPoint *worst = NULL;

  for (guint i = 0; i < n_questions; i++)
    {
      const RcRetentionPoint *point = &retention->points[questions[i]];

      if (worst == NULL || get_weight (point->answer) > get_weight (worst->answer))
        worst = point;
    }
  for (guint i = 0; i < n_questions; i++)
    {
      const RcRetentionPoint *point = &retention->points[questions[i]];

      if (point != worst && point->words != NULL)
        rc_requirement_note (result, "%s", point->words);
    }

  rc_requirement_say (result, get_verdict (worst->answer), "%s",
                      worst->words != NULL ? worst->words : rc_retention_answer_words (worst->answer));
  if (!rc_requirement_cite_events (context, result, worst->events, error))
    return FALSE;
  for (guint i = 0; i < n_questions; i++)
    if (&retention->points[questions[i]] != worst && !rc_requirement_cite_events (context, result, retention->points[questions[i]].events, error))
      return FALSE;
  return TRUE;
}

/* The system ran before the oldest record that is held or that was deleted on record: of that time nothing is known. */
static const RcDeployment *
find_deployment_before (RcRequirementContext *context,
                        const RcRetention    *retention)
{
  gint64 first_us = G_MAXINT64;

  for (guint i = 0; i < retention->logs->len; i++)
    {
      const RcRetentionLog *log = g_ptr_array_index (retention->logs, i);

      if (log->first_us != RC_TIME_NONE)
        first_us = MIN (first_us, log->first_us);
    }
  for (guint i = 0; i < retention->deletions->len; i++)
    {
      const RcRetentionDeletion *deletion = g_ptr_array_index (retention->deletions, i);

      if (!deletion->is_none)
        first_us = MIN (first_us, deletion->from_us);
    }
  for (guint i = 0; i < context->deployments->len; i++)
    {
      const RcDeployment *deployment = g_ptr_array_index (context->deployments, i);

      if (deployment->period.begins == RC_BOUND_AT && deployment->period.from.to_us + G_TIME_SPAN_DAY < first_us)
        return deployment;
    }
  return NULL;
}

/* What is kept from some day on supports nothing while the system is on record as running before. */
static gboolean
weigh_beginning (RcRequirementContext  *context,
                 const RcRetention     *retention,
                 RcRequirementResult   *result,
                 GError               **error)
{
  const RcDeployment *deployment;
  g_autofree char *since = NULL;

  if (rc_requirement_get_deployments (context, error) == NULL)
    return FALSE;
  deployment = find_deployment_before (context, retention);
  if (deployment == NULL)
    return TRUE;

  since = rc_time_format_utc (deployment->period.from.from_us);
  rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                      _("A deployment is on record from %.10s on; of the time from then to the oldest record held, neither records nor their deletion are."),
                      since);
  return rc_requirement_cite (context, result, deployment->event->source, deployment->event->record, error);
}

static gboolean
check_logs (RcRequirementContext      *context,
            const RcRequirementCheck  *check,
            RcRequirementResult       *result,
            GError                   **error)
{
  static const RcRetentionQuestion questions[] = { RC_RETENTION_FLOOR, RC_RETENTION_KEPT };
  const RcRetention *retention = get_retention (context, result, error);
  guint papers, read;

  if (retention == NULL || !rc_requirement_take_papers (context, check, result, &papers, &read, error) ||
      !tell_points (context, result, retention, questions, G_N_ELEMENTS (questions), error))
    return FALSE;

  if (result->verdict == RC_REQUIREMENT_MET && !weigh_beginning (context, retention, result, error))
    return FALSE;
  if (result->verdict == RC_REQUIREMENT_NO_EVIDENCE && papers > 0)
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("Records do not show it; registered documents may."));
  if (result->verdict == RC_REQUIREMENT_NO_EVIDENCE)
    rc_requirement_ask (result, _("Ask for the rule on retention of the logs, the record of deletions, and the earliest record that is still kept."));
  return TRUE;
}

static gboolean
check_sector (RcRequirementContext      *context,
              const RcRequirementCheck  *check,
              RcRequirementResult       *result,
              GError                   **error)
{
  static const RcRetentionQuestion questions[] = { RC_RETENTION_SECTOR };
  const RcRetention *retention = get_retention (context, result, error);
  guint papers, read;

  if (retention == NULL || !rc_requirement_take_papers (context, check, result, &papers, &read, error) ||
      !tell_points (context, result, retention, questions, G_N_ELEMENTS (questions), error))
    return FALSE;

  if (result->verdict == RC_REQUIREMENT_NO_EVIDENCE && papers > 0)
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("Records do not show it; registered documents may."));
  return TRUE;
}

const RcRequirementCheck rc_requirement_retention[] = {
  { "AIA-19-1", check_logs, NULL, 0 },
  { "AIA-19-2", check_sector, NULL, 0 },
  { "AIA-26-6", check_logs, NULL, 0 },
  { "AIA-18-1", rc_requirement_check_paper, NULL, 0 },
  { "AIA-18-3", rc_requirement_check_paper, NULL, 0 },
  { NULL, NULL, NULL, 0 },
};
