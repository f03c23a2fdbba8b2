/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exception.h"
#include "core/requirements/check.h"

/*
 * Article 12. Its only list of contents, paragraph 3, binds remote biometric identification alone; for every other system a missing field is
 * a gap in traceability. The Act asks for no chain and no seal: what a broken one means is told under Article 15(5).
 */

/* What makes it doubtful whether everything was recorded as it happened. */
static const char * const recording_doubts[] = {
  RC_EXCEPTION_CHAIN_GAP, RC_EXCEPTION_CHAIN_TAIL_MISSING, RC_EXCEPTION_RECORD_REPLAYED, RC_EXCEPTION_CHAIN_FORK, RC_EXCEPTION_CLOCK_BACK,
  RC_EXCEPTION_DECISION_MISSING, RC_EXCEPTION_DECISIONS_LEFT_OUT, RC_EXCEPTION_REQUEST_UNANSWERED, RC_EXCEPTION_ID_CONFLICT,
  RC_EXCEPTION_UNREADABLE_RECORD, RC_EXCEPTION_LOG_MALFORMED, RC_EXCEPTION_LISTED_ABSENT, NULL
};

static const char * const window_doubts[] = {
  RC_EXCEPTION_DEPLOYMENTS_OVERLAP, RC_EXCEPTION_DEPLOYMENT_GAP, RC_EXCEPTION_PERIOD_BACKWARD, NULL
};

/* --- 12(1) --- */

typedef struct
{
  guint               total;        /* deployments within the period of the log */
  guint               recorded;
  guint               outside;
  RcRequirementPlaces silent;
} Intervals;

/* Each deployment that ran while the log was written, as far as its times are known. */
static void
see_intervals (RcRequirementContext          *context,
               const RcRequirementInferences *facts,
               GPtrArray                     *deployments,
               Intervals                     *out)
{
  for (guint i = 0; i < deployments->len; i++)
    {
      const RcDeployment *deployment = g_ptr_array_index (deployments, i);
      const RcInterval *period = &deployment->period;
      gboolean has = g_hash_table_contains (context->used, deployment);

      if (period->begins != RC_BOUND_AT || period->ends == RC_BOUND_UNKNOWN || rc_interval_is_backward (period) ||
          period->from.from_us > facts->last_us || rc_interval_latest (period) < facts->first_us)
        {
          out->outside++;
          continue;
        }
      out->total++;
      out->recorded += has;
      if (!has)
        rc_requirement_places_add (&out->silent, deployment->event->source, deployment->event->record);
    }
}

static gboolean
judge_recording (RcRequirementContext           *context,
                 const RcRequirementInferences  *facts,
                 const Intervals                *intervals,
                 RcRequirementResult            *result,
                 GError                        **error)
{
  RcRequirementPlaces doubts = { 0 };
  guint n_doubts = rc_requirement_exceptions (context, recording_doubts, &doubts);
  g_autofree char *share = rc_requirement_share (intervals->recorded, intervals->total);

  if (n_doubts > 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                          _("Events were recorded in %1$s deployments within the period of the log; faults make it doubtful that every event was (%2$u)."),
                          share, n_doubts);
      rc_requirement_note (result, "%s", _("A broken chain is no breach of Article 12: see Article 15(5)."));
      return rc_requirement_cite_places (context, result, &doubts, error);
    }
  if (intervals->recorded < intervals->total)
    {
      rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE, _("Events were recorded in %s deployments within the period of the log."), share);
      rc_requirement_ask (result, _("Ask for the logs of the other deployments, or for the reason why nothing was asked of them."));
      return rc_requirement_cite_places (context, result, &intervals->silent, error);
    }
  if (!context->deployments_complete)
    {
      rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("There are more deployments than were looked at."));
      return TRUE;
    }

  if (context->event != NULL)
    {
      rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                          _("This inference was recorded, within a deployment on record; one inference tells nothing of the others."));
      return rc_requirement_cite_places (context, result, &facts->first, error);
    }

  /* The log that came is a slice: that a deployment outside it was logged is for a person to find out. */
  rc_requirement_say (result, intervals->outside > 0 ? RC_REQUIREMENT_JUDGE : RC_REQUIREMENT_MET,
                      _("The system recorded events in each deployment within the period of the log (%u); whether every event was recorded is not shown."),
                      intervals->total);
  return rc_requirement_cite_places (context, result, &facts->first, error);
}

static gboolean
check_recording (RcRequirementContext      *context,
                 const RcRequirementCheck  *check,
                 RcRequirementResult       *result,
                 GError                   **error)
{
  const RcRequirementInferences *facts = rc_requirement_get_inferences (context, error);
  GPtrArray *deployments = facts != NULL ? rc_requirement_get_deployments (context, error) : NULL;
  Intervals intervals = { 0 };

  if (deployments == NULL)
    return FALSE;
  if (facts->n == 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE, _("No record of an inference was received."));
      rc_requirement_ask (result, _("Ask the operator for the log of inferences, and for the records of deployments."));
      return TRUE;
    }
  if (facts->first_us != RC_TIME_NONE)
    see_intervals (context, facts, deployments, &intervals);

  rc_requirement_use (result, "E01", facts->n);
  rc_requirement_use (result, "E05", deployments->len);
  rc_requirement_use (result, "E14", context->judgement->seals->len);
  rc_requirement_count (result, intervals.recorded, intervals.total, N_("deployments"));
  if (intervals.outside > 0)
    rc_requirement_note (result, _("Deployments outside the period of the log, or without a time that can be read, of which nothing is said: %u."),
                         intervals.outside);
  if (intervals.total == 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("Inferences were recorded; no deployment on record covers their time."));
      rc_requirement_ask (result, _("Ask the operator for the records of deployments, with beginning and end."));
      return rc_requirement_cite_places (context, result, &facts->first, error);
    }
  return judge_recording (context, facts, &intervals, result, error);
}

/* --- 12(2) --- */

typedef struct
{
  const RcRequirementInferences *facts;
  RcRequirementPlaces            within;     /* the period of the log, of one inference a day before and after it */
  gulong                         outside;
} Alarms;

static gboolean
see_alarm (const RcEvent *event,
           gpointer       user_data)
{
  Alarms *self = user_data;
  gint64 day_us = G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;

  if (self->facts->first_us != RC_TIME_NONE && event->time_us != RC_TIME_NONE && event->time_us >= self->facts->first_us - day_us &&
      event->time_us <= self->facts->last_us + day_us)
    rc_requirement_places_add (&self->within, event->source, event->record);
  else
    self->outside++;
  return TRUE;
}

/* Alarms of a monitoring, and filters that spoke of calls. */
static gboolean
count_alarms (RcRequirementContext           *context,
              const RcRequirementInferences  *facts,
              RcRequirementPlaces            *out_alarms,
              RcRequirementResult            *result,
              GError                        **error)
{
  Alarms alarms = { .facts = facts };

  if (!rc_requirement_walk (context, RC_EVENT_GUARDRAIL, see_alarm, &alarms, error) ||
      !rc_requirement_walk (context, RC_EVENT_ANOMALY, see_alarm, &alarms, error))
    return FALSE;

  *out_alarms = alarms.within;
  rc_requirement_use (result, "E12", alarms.within.n);
  if (alarms.outside > 0)
    rc_requirement_note (result, _("Alarms outside the period of the log, which show nothing of it: %lu."), alarms.outside);
  return TRUE;
}

static void
note_windows (const RcRequirementInferences *facts,
              RcRequirementResult           *result)
{
  if (facts->running_several.n > 0)
    rc_requirement_note (result, _("Overlap: inferences for which two deployments are recorded as running at once: %lu."),
                         facts->running_several.n);
  if (facts->running_none.n > 0)
    rc_requirement_note (result, _("Gap: inferences for which no deployment is recorded as running: %lu."), facts->running_none.n);
  if (facts->running_perhaps > 0)
    rc_requirement_note (result, _("Inferences for which the times do not tell which deployment ran: %lu."), facts->running_perhaps);
  if (facts->unclear_version > 0)
    rc_requirement_note (result, _("Inferences whose record and deployment name the model in different ways: %lu."), facts->unclear_version);
  if (facts->unnamed_change.n > 0)
    rc_requirement_note (result, _("Further thresholds or schemas of the input within one deployment, of which no record of a change tells: %lu."),
                         facts->unnamed_change.n);
}

static gboolean
cite_windows (RcRequirementContext           *context,
              const RcRequirementInferences  *facts,
              RcRequirementResult            *result,
              GError                        **error)
{
  RcRequirementPlaces overlaps = { 0 };

  (void) rc_requirement_exceptions (context, window_doubts, &overlaps);
  return rc_requirement_cite_places (context, result, &facts->other_version, error) &&
         rc_requirement_cite_places (context, result, &overlaps, error) &&
         rc_requirement_cite_places (context, result, &facts->running_several, error) &&
         rc_requirement_cite_places (context, result, &facts->running_none, error) &&
         rc_requirement_cite_places (context, result, &facts->unnamed_change, error);
}

static gboolean
check_changes (RcRequirementContext      *context,
               const RcRequirementCheck  *check,
               RcRequirementResult       *result,
               GError                   **error)
{
  const RcRequirementInferences *facts = rc_requirement_get_inferences (context, error);
  RcRequirementPlaces alarms;

  if (facts == NULL || !count_alarms (context, facts, &alarms, result, error))
    return FALSE;

  rc_requirement_use (result, "E05", facts->placed > 0 ? context->deployments->len : 0);
  rc_requirement_use (result, "E26", facts->with[RC_FIELD_THRESHOLD]);
  rc_requirement_count (result, facts->running_one, facts->n, N_("inferences"));
  note_windows (facts, result);
  if (facts->other_version.n > 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_NOT_MET,
                          _("The log names another model version than the deployment that was running (inferences: %lu)."),
                          facts->other_version.n);
      return cite_windows (context, facts, result, error);
    }
  if (facts->running_several.n + facts->running_none.n + facts->running_perhaps + facts->unclear_version + facts->unnamed_change.n > 0 ||
      !context->deployments_complete)
    {
      rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("The records of deployments and the log do not fit each other at every instant."));
      return cite_windows (context, facts, result, error);
    }
  if (alarms.n == 0 || facts->n == 0 || facts->placed < facts->n || facts->with[RC_FIELD_MODEL_VERSION] < facts->n)
    {
      rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE,
                          alarms.n == 0 ? _("No record of anomalies, drift or alarms was received, and none that says there were none.")
                                        : _("Not every inference names its model version, at an endpoint of which deployments are recorded."));
      rc_requirement_ask (result, _("Ask whoever monitors and deploys the system for the alerts and the deployments of the whole period."));
      return TRUE;
    }

  rc_requirement_say (result, RC_REQUIREMENT_MET,
                      _("Alarms were recorded, and each inference falls within one recorded deployment of the version that it names."));
  return rc_requirement_cite_places (context, result, &alarms, error);
}

/* The share of records that carry a field of the normalised event. */
static void
note_share (RcRequirementResult           *result,
            const RcRequirementInferences *facts,
            RcField                        field,
            const char                    *what)
{
  g_autofree char *share = rc_requirement_share (facts->with[field], facts->n);

  /* Translators: what a record holds, and how many of all records do. */
  rc_requirement_note (result, _("%1$s: %2$s records."), what, share);
}

static gboolean
check_coverage (RcRequirementContext      *context,
                const RcRequirementCheck  *check,
                RcRequirementResult       *result,
                GError                   **error)
{
  const RcRequirementInferences *facts = rc_requirement_get_inferences (context, error);
  guint papers, read;

  if (facts == NULL || !rc_requirement_take_papers (context, check, result, &papers, &read, error))
    return FALSE;
  if (facts->n == 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE, _("No record of an inference was received."));
      return TRUE;
    }

  rc_requirement_use (result, "E01", facts->n);
  rc_requirement_use (result, "E03", MAX (facts->with[RC_FIELD_OUTPUT], facts->with[RC_FIELD_SCORE]));
  rc_requirement_count (result, facts->n, facts->n, N_("inferences"));
  note_share (result, facts, RC_FIELD_INPUT, _("The input itself"));
  note_share (result, facts, RC_FIELD_INPUT_DIGEST, _("A digest of the input"));
  note_share (result, facts, RC_FIELD_OUTPUT, _("The output"));
  note_share (result, facts, RC_FIELD_SCORE, _("A score"));
  note_share (result, facts, RC_FIELD_THRESHOLD, _("The threshold"));
  note_share (result, facts, RC_FIELD_MODEL_VERSION, _("The model version"));
  note_share (result, facts, RC_FIELD_MODEL_DIGEST, _("The digest of the model's file"));
  note_share (result, facts, RC_FIELD_SUBJECT, _("A pseudonym of the person concerned"));
  rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("What the records hold is counted below; whether it suits the purpose is for your judgement."));
  return rc_requirement_cite_places (context, result, &facts->first, error);
}

static gboolean
check_monitoring (RcRequirementContext      *context,
                  const RcRequirementCheck  *check,
                  RcRequirementResult       *result,
                  GError                   **error)
{
  const RcRequirementInferences *facts = rc_requirement_get_inferences (context, error);
  const RcRequirementOversight *oversight = facts != NULL ? rc_requirement_get_oversight (context, error) : NULL;
  RcRequirementPlaces alarms;

  if (oversight == NULL || !count_alarms (context, facts, &alarms, result, error))
    return FALSE;

  rc_requirement_use (result, "E01", facts->n);
  rc_requirement_use (result, "E11", oversight->n);
  if (facts->n == 0 || oversight->n == 0 || alarms.n == 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE, facts->n == 0 ? _("No record of an inference was received.")
                          : oversight->n == 0 ? _("No record of a human action was received.") : _("No record of an alarm was received."));
      rc_requirement_ask (result, _("Ask the deployer for the log, the reviews and interventions, and the alerts of the period."));
      return TRUE;
    }

  rc_requirement_note (result, _("Stops of the system on record: %lu; resumptions: %lu."), oversight->stops.n,
                       oversight->resumes);
  rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                      _("Inferences, human actions and alarms are on record; whether they suffice to monitor the operation is for your judgement."));
  return rc_requirement_cite_places (context, result, &oversight->first, error);
}

/* --- 12(3), remote biometric identification alone --- */

static gboolean
check_period_of_use (RcRequirementContext      *context,
                     const RcRequirementCheck  *check,
                     RcRequirementResult       *result,
                     GError                   **error)
{
  const RcRequirementInferences *facts = rc_requirement_get_inferences (context, error);

  if (facts == NULL)
    return FALSE;

  rc_requirement_use (result, "E01", facts->n);
  rc_requirement_count (result, facts->n_ended - facts->reversed.n, facts->n, N_("inferences"));
  if (facts->reversed.n > 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_NOT_MET, _("Records tell an end before their beginning: %lu."), facts->reversed.n);
      return rc_requirement_cite_places (context, result, &facts->reversed, error);
    }
  if (facts->n == 0 || facts->n_ended < facts->n)
    {
      g_autofree char *share = rc_requirement_share (facts->n_ended, facts->n);

      rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE, _("%s records tell both beginning and end."), share);
      return TRUE;
    }

  rc_requirement_say (result, RC_REQUIREMENT_MET, _("Each record (%lu) tells a beginning, and an end that is not before it."),
                      facts->n);
  return rc_requirement_cite_places (context, result, &facts->first, error);
}

static gboolean
check_input_of_match (RcRequirementContext      *context,
                      const RcRequirementCheck  *check,
                      RcRequirementResult       *result,
                      GError                   **error)
{
  const RcRequirementInferences *facts = rc_requirement_get_inferences (context, error);
  gulong with;

  if (facts == NULL)
    return FALSE;

  with = MAX (facts->with[RC_FIELD_INPUT], facts->with[RC_FIELD_INPUT_DIGEST]);
  rc_requirement_use (result, "E02", with);
  rc_requirement_count (result, facts->with[RC_FIELD_INPUT], facts->n, N_("inferences"));
  /* Which outcomes are matches no field tells: only where every record has its input does each match have one. */
  if (facts->n > 0 && facts->with[RC_FIELD_INPUT] == facts->n)
    {
      rc_requirement_say (result, RC_REQUIREMENT_MET, _("Each record (%lu) holds the input, whatever its outcome."), facts->n);
      return rc_requirement_cite_places (context, result, &facts->first, error);
    }
  if (with == 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE, _("No record holds the input, or a digest of it."));
      return TRUE;
    }

  rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                      _("Not every record holds its input; which of them led to a match, and whether the input can be fetched by its digest, is for your "
                        "judgement."));
  return TRUE;
}

const RcRequirementCheck rc_requirement_record_keeping[] = {
  { "AIA-12-1", check_recording, NULL, 0 },
  { "AIA-12-2a", check_changes, NULL, 0 },
  { "AIA-12-2b", check_coverage, NULL, 0 },
  { "AIA-12-2c", check_monitoring, NULL, 0 },
  { "AIA-12-2t", check_coverage, NULL, 0 },
  { "AIA-12-3a", check_period_of_use, NULL, 0 },
  { "AIA-12-3b", rc_requirement_check_paper, NULL, 0 },
  { "AIA-12-3c", check_input_of_match, NULL, 0 },
  { "AIA-12-3d", rc_requirement_check_verifiers, NULL, 0 },
  { NULL, NULL, NULL, 0 },
};
