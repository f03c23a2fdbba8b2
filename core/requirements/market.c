/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/requirements/check.h"

/* Articles 20, 72, 73, 75, 79 and 86: after the system was placed on the market. */

/* Sorts of serious incidents (Article 3(49)), by the words that records use of them. */
typedef enum
{
  INCIDENT_ANY,         /* 15 days */
  INCIDENT_DEATH,       /* 10 days */
  INCIDENT_WIDE,        /* widespread infringement, or critical infrastructure: 2 days */
} IncidentSort;

static gboolean
says_any (const char         *text,
          const char * const *words)
{
  g_autofree char *lower = text != NULL ? g_ascii_strdown (text, -1) : NULL;

  for (; lower != NULL && *words != NULL; words++)
    if (strstr (lower, *words) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_of_sort (const RcRequirementNotice *notice,
            IncidentSort               sort)
{
  static const char * const death[] = { "death", "fatal", NULL };
  static const char * const wide[] = { "widespread", "infrastructure", NULL };

  switch (sort)
    {
    case INCIDENT_DEATH: return says_any (notice->category, death);
    case INCIDENT_WIDE: return says_any (notice->category, wide);
    case INCIDENT_ANY: return TRUE;
    }
  g_return_val_if_reached (FALSE);
}

/* Whether the record itself calls it what Article 3(49) lists; else that is for a person. */
static gboolean
is_serious (const RcRequirementNotice *notice)
{
  static const char * const words[] = {
    "serious", "death", "fatal", "widespread", "infrastructure", "fundamental", "health", "property", "environment", NULL
  };

  return says_any (notice->category, words);
}

typedef struct
{
  guint               n;
  guint               in_time;
  guint               unreported;
  guint               unclear;
  RcRequirementPlaces late;            /* of incidents that the record itself calls serious */
  RcRequirementPlaces perhaps_late;    /* late, if it was serious */
  RcRequirementPlaces first;
} Deadlines;

static void
see_notice (Deadlines                 *self,
            const RcRequirementNotice *notice,
            guint                      days)
{
  RcTimeOrder order;

  self->n++;
  rc_requirement_places_add (&self->first, notice->source, notice->record);
  self->unreported += !notice->has_reported;
  if (!notice->has_reported)
    return;
  if (!notice->has_aware)
    {
      self->unclear++;
      return;
    }

  order = rc_requirement_age (&notice->aware, &notice->reported, days);
  self->in_time += order == RC_TIME_ORDER_BEFORE;
  self->unclear += order == RC_TIME_ORDER_CANNOT_TELL;
  if (order == RC_TIME_ORDER_AFTER)
    rc_requirement_places_add (is_serious (notice) && notice->is_aware_told ? &self->late : &self->perhaps_late, notice->report_source, notice->report_record);
}

static gboolean
tell_deadlines (RcRequirementContext  *context,
                const Deadlines       *deadlines,
                guint                  days,
                RcRequirementResult   *result,
                GError               **error)
{
  if (deadlines->late.n > 0)
    rc_requirement_say (result, RC_REQUIREMENT_NOT_MET, _("A serious incident was reported more than %2$u days after somebody became aware (incidents: %1$lu)."),
                        deadlines->late.n, days);
  else if (deadlines->perhaps_late.n > 0)
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                        _("An incident was reported more than %2$u days after it was recorded (incidents: %1$lu); whether it was serious, or when somebody "
                          "became aware, the records do not say."), deadlines->perhaps_late.n, days);
  else if (deadlines->unreported > 0)
    rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE, _("Of %1$u incidents on record no report was received for %2$u."), deadlines->n,
                        deadlines->unreported);
  else if (deadlines->unclear > 0)
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("The times do not tell whether the report was in time (incidents: %u)."), deadlines->unclear);
  else
    rc_requirement_say (result, RC_REQUIREMENT_MET,
                        _("Each incident on record (%1$u) was reported within %2$u days after somebody became aware."), deadlines->n, days);
  if (deadlines->unreported > 0)
    rc_requirement_ask (result, _("Ask for the reports to the authority, with the day on which somebody became aware."));

  return rc_requirement_cite_places (context, result, &deadlines->late, error) &&
         rc_requirement_cite_places (context, result, &deadlines->perhaps_late, error) &&
         rc_requirement_cite_places (context, result, &deadlines->first, error);
}

static gboolean
check_deadline (RcRequirementContext      *context,
                const RcRequirementCheck  *check,
                IncidentSort               sort,
                guint                      days,
                RcRequirementResult       *result,
                GError                   **error)
{
  GPtrArray *notices = rc_requirement_get_notices (context, error);
  Deadlines deadlines = { 0 };

  if (notices == NULL)
    return FALSE;
  for (guint i = 0; i < notices->len; i++)
    if (is_of_sort (g_ptr_array_index (notices, i), sort))
      see_notice (&deadlines, g_ptr_array_index (notices, i), days);
  if (deadlines.n == 0)
    return rc_requirement_check_paper (context, check, result, error);

  rc_requirement_use (result, "E22", deadlines.n);
  rc_requirement_count (result, deadlines.in_time, deadlines.n, N_("incidents"));
  if (!context->notices_complete)
    rc_requirement_note (result, "%s", _("There are more records of incidents than were looked at."));
  return tell_deadlines (context, &deadlines, days, result, error);
}

static gboolean
check_within_15_days (RcRequirementContext      *context,
                      const RcRequirementCheck  *check,
                      RcRequirementResult       *result,
                      GError                   **error)
{
  return check_deadline (context, check, INCIDENT_ANY, 15, result, error);
}

static gboolean
check_within_2_days (RcRequirementContext      *context,
                     const RcRequirementCheck  *check,
                     RcRequirementResult       *result,
                     GError                   **error)
{
  return check_deadline (context, check, INCIDENT_WIDE, 2, result, error);
}

static gboolean
check_within_10_days (RcRequirementContext      *context,
                      const RcRequirementCheck  *check,
                      RcRequirementResult       *result,
                      GError                   **error)
{
  return check_deadline (context, check, INCIDENT_DEATH, 10, result, error);
}

/* --- 73(5) --- */

/* A first report may be incomplete: whether one came after it. */
static gboolean
check_follow_up (RcRequirementContext      *context,
                 const RcRequirementCheck  *check,
                 RcRequirementResult       *result,
                 GError                   **error)
{
  GPtrArray *notices = rc_requirement_get_notices (context, error);
  RcRequirementPlaces single = { 0 };
  guint followed = 0;

  if (notices == NULL)
    return FALSE;
  if (notices->len == 0)
    return rc_requirement_check_paper (context, check, result, error);

  for (guint i = 0; i < notices->len; i++)
    {
      const RcRequirementNotice *notice = g_ptr_array_index (notices, i);

      followed += notice->n_reports > 1;
      if (notice->n_reports <= 1)
        rc_requirement_places_add (&single, notice->source, notice->record);
    }
  rc_requirement_use (result, "E22", notices->len);
  rc_requirement_count (result, followed, notices->len, N_("incidents with a further report"));
  rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                      _("Of the incidents on record some have a further report after the first (%1$u of %2$u); whether the first was complete is for your "
                        "judgement."), followed, notices->len);
  return rc_requirement_cite_places (context, result, &single, error);
}

/* --- 73(6) --- */

/* A deployment that certainly began after somebody became aware and before the first report. */
static gboolean
is_between (const RcDeployment        *deployment,
            const RcRequirementNotice *notice)
{
  const RcTimestamp *from = &deployment->period.from;

  return notice->has_aware && notice->has_reported && deployment->period.begins == RC_BOUND_AT &&
         rc_requirement_order (&notice->aware, from) == RC_TIME_ORDER_BEFORE &&
         rc_requirement_order (from, &notice->reported) == RC_TIME_ORDER_BEFORE;
}

static gboolean
check_unaltered (RcRequirementContext      *context,
                 const RcRequirementCheck  *check,
                 RcRequirementResult       *result,
                 GError                   **error)
{
  GPtrArray *notices = rc_requirement_get_notices (context, error);
  GPtrArray *deployments = notices != NULL ? rc_requirement_get_deployments (context, error) : NULL;
  const RcRetention *retention = deployments != NULL ? rc_requirement_get_retention (context, error) : NULL;
  const RcRetentionPoint *holds;
  RcRequirementPlaces altered = { 0 };

  if (retention == NULL)
    return FALSE;
  /* What is kept for the search for causes is on hold. */
  holds = &retention->points[RC_RETENTION_HOLDS];
  if (holds->answer == RC_RETENTION_CONTRADICTS)
    {
      /* A hold may stand for another reason than an incident. */
      rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("%s Whether it disturbed the search for causes is for your judgement."), holds->words);
      return rc_requirement_cite_events (context, result, holds->events, error);
    }
  if (notices->len == 0)
    return rc_requirement_check_paper (context, check, result, error);

  for (guint i = 0; i < notices->len; i++)
    for (guint k = 0; k < deployments->len; k++)
      {
        const RcDeployment *deployment = g_ptr_array_index (deployments, k);

        if (is_between (deployment, g_ptr_array_index (notices, i)))
          rc_requirement_places_add (&altered, deployment->event->source, deployment->event->record);
      }
  rc_requirement_use (result, "E22", notices->len);
  rc_requirement_use (result, "E05", deployments->len);
  rc_requirement_count (result, notices->len, notices->len, N_("incidents"));
  if (altered.n > 0)
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                        _("A deployment was made after an incident was known and before it was reported (deployments: %lu); whether it disturbed the search "
                          "for causes is for your judgement."), altered.n);
  else
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                        _("No deployment is on record between an incident and its report; whether nothing else was altered is for your judgement."));
  return rc_requirement_cite_places (context, result, &altered, error);
}

/* --- 86 --- */

static gboolean
check_explanation (RcRequirementContext      *context,
                   const RcRequirementCheck  *check,
                   RcRequirementResult       *result,
                   GError                   **error)
{
  const RcRequirementInferences *facts = rc_requirement_get_inferences (context, error);
  const RcRequirementOversight *oversight = facts != NULL ? rc_requirement_get_oversight (context, error) : NULL;

  if (oversight == NULL || !rc_requirement_check_paper (context, check, result, error))
    return FALSE;

  rc_requirement_use (result, "E03", MAX (facts->with[RC_FIELD_OUTPUT], facts->with[RC_FIELD_SCORE]));
  rc_requirement_use (result, "E11", oversight->n);
  if (facts->n > 0)
    rc_requirement_note (result, "%s", _("What the system answered, and what persons did with it, is on record; an explanation that was given to a "
                                         "person is a document."));
  return TRUE;
}

const RcRequirementCheck rc_requirement_market[] = {
  { "AIA-20-1", rc_requirement_check_paper, NULL, 0 },
  { "AIA-20-2", rc_requirement_check_paper, NULL, 0 },
  { "AIA-72-1", rc_requirement_check_paper, NULL, 0 },
  { "AIA-72-3", rc_requirement_check_paper, NULL, 0 },
  { "AIA-73-2", check_within_15_days, NULL, 0 },
  { "AIA-73-3", check_within_2_days, NULL, 0 },
  { "AIA-73-4", check_within_10_days, NULL, 0 },
  { "AIA-73-5", check_follow_up, NULL, 0 },
  { "AIA-73-6", check_unaltered, NULL, 0 },
  { "AIA-73-9", rc_requirement_check_paper, NULL, 0 },
  { "AIA-75-1", rc_requirement_check_paper, NULL, 0 },
  { "AIA-79-2", rc_requirement_check_paper, NULL, 0 },
  { "AIA-86-1", check_explanation, NULL, 0 },
  { NULL, NULL, NULL, 0 },
};
