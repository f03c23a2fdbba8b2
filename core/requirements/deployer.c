/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exception.h"
#include "core/requirements/check.h"

/* Articles 26 and 27: whoever uses a system. */

static const char * const input_faults[] = { RC_EXCEPTION_SCHEMA_MISMATCH, NULL };

/* --- 26(1) --- */

/* The limits that instructions set are in a document; what was used is in the log. */
static gboolean
check_use (RcRequirementContext      *context,
           const RcRequirementCheck  *check,
           RcRequirementResult       *result,
           GError                   **error)
{
  const RcRequirementInferences *facts = rc_requirement_get_inferences (context, error);
  g_autofree char *with_threshold = NULL;
  g_autofree char *with_schema = NULL;

  if (facts == NULL || !rc_requirement_check_paper (context, check, result, error))
    return FALSE;
  if (facts->n == 0)
    return TRUE;

  with_threshold = rc_requirement_share (facts->with[RC_FIELD_THRESHOLD], facts->n);
  with_schema = rc_requirement_share (facts->with[RC_FIELD_INPUT_SCHEMA], facts->n);
  rc_requirement_use (result, "E26", facts->with[RC_FIELD_THRESHOLD]);
  rc_requirement_use (result, "E03", MAX (facts->with[RC_FIELD_OUTPUT], facts->with[RC_FIELD_SCORE]));
  rc_requirement_note (result, _("To hold against the instructions: the threshold that was applied stands in %1$s records, the schema of the input in %2$s."),
                       with_threshold, with_schema);
  return rc_requirement_cite_places (context, result, &facts->first, error);
}

/* --- 26(2) --- */

static gboolean
check_assignment (RcRequirementContext      *context,
                  const RcRequirementCheck  *check,
                  RcRequirementResult       *result,
                  GError                   **error)
{
  const RcRequirementOversight *facts = rc_requirement_get_oversight (context, error);
  guint papers, read;

  if (facts == NULL || !rc_requirement_take_papers (context, check, result, &papers, &read, error))
    return FALSE;

  rc_requirement_use (result, "E11", facts->n);
  rc_requirement_count (result, facts->named, facts->n, N_("human actions with a person"));
  if (facts->n == 0 || papers == 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE, facts->n == 0 ? _("No record of a human action was received.")
                          : _("Persons are named in human actions; nothing was received on their competence, training and authority."));
      rc_requirement_ask (result, _("Ask the deployer for the assignment and the training records of the persons who oversee the system."));
    }
  else
    {
      rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                          _("Persons are named and documents on competence are registered; whether they fit is for your judgement."));
    }
  rc_requirement_note (result, _("Different names in the records: %1$u%2$s; records with a role: %3$lu."), facts->persons, facts->persons_cut ? "+" : "",
                       facts->with_role);
  return rc_requirement_cite_places (context, result, &facts->first, error);
}

/* --- 26(4) --- */

static gboolean
check_input (RcRequirementContext      *context,
             const RcRequirementCheck  *check,
             RcRequirementResult       *result,
             GError                   **error)
{
  const RcRequirementInferences *facts = rc_requirement_get_inferences (context, error);
  RcRequirementPlaces differing = { 0 };
  guint n;

  if (facts == NULL)
    return FALSE;

  n = rc_requirement_exceptions (context, input_faults, &differing);
  rc_requirement_use (result, "E02", facts->with[RC_FIELD_INPUT]);
  rc_requirement_count (result, facts->with[RC_FIELD_INPUT], facts->n, N_("inferences with their input"));
  if (n > 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                          _("Records are not as the delivered schema says (places: %u); whether the input was fit is for your judgement."), n);
      return rc_requirement_cite_places (context, result, &differing, error);
    }
  if (facts->with[RC_FIELD_INPUT] == 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE, _("No record holds its input."));
      rc_requirement_ask (result, _("Ask the deployer for the input of the decisions, and for the checks that it passed."));
      return TRUE;
    }

  rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                      _("Inputs are on record; whether they are relevant and representative no record shows."));
  return rc_requirement_cite_places (context, result, &facts->first, error);
}

/* --- 26(5) --- */

typedef struct
{
  gulong              n;
  RcRequirementPlaces high;
} Severities;

static gboolean
see_severity (const RcEvent *event,
              gpointer       user_data)
{
  static const char * const words[] = { "high", "critical", "severe", "emergency", "fatal", "major", NULL };
  Severities *self = user_data;
  const char *severity = rc_event_peek_field (event, RC_FIELD_SEVERITY);
  g_autofree char *lower = severity != NULL ? g_ascii_strdown (severity, -1) : NULL;

  self->n++;
  if (lower != NULL && g_strv_contains (words, lower))
    rc_requirement_places_add (&self->high, event->source, event->record);
  return TRUE;
}

static gboolean
check_operation (RcRequirementContext      *context,
                 const RcRequirementCheck  *check,
                 RcRequirementResult       *result,
                 GError                   **error)
{
  const RcRequirementOversight *oversight = rc_requirement_get_oversight (context, error);
  Severities severities = { 0 };

  if (oversight == NULL || !rc_requirement_walk (context, RC_EVENT_ANOMALY, see_severity, &severities, error))
    return FALSE;

  rc_requirement_use (result, "E12", severities.n);
  rc_requirement_count (result, severities.high.n, severities.n, N_("alarm records of high severity"));
  if (severities.n == 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE, _("No record of an alarm was received, and none that says there was none."));
      rc_requirement_ask (result, _("Ask the deployer for its alarms, and for what it told the provider of them."));
      return TRUE;
    }

  rc_requirement_note (result, _("Stops of the system on record: %1$lu; resumptions: %2$lu."), oversight->stops.n, oversight->resumes);
  if (severities.high.n == 0)
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                        _("None of the alarms on record is of high severity; whether a risk was to be suspected is for your judgement."));
  else
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                        _("Alarms of high severity are on record; whether the provider was told and the use suspended in time is for your judgement."));
  return rc_requirement_cite_places (context, result, &severities.high, error) &&
         rc_requirement_cite_places (context, result, &oversight->stops, error);
}

const RcRequirementCheck rc_requirement_deployer[] = {
  { "AIA-26-1", check_use, NULL, 0 },
  { "AIA-26-2", check_assignment, NULL, 0 },
  { "AIA-26-4", check_input, NULL, 0 },
  { "AIA-26-5a", check_operation, NULL, 0 },
  { "AIA-26-5b", rc_requirement_check_paper, NULL, 0 },
  { "AIA-26-7", rc_requirement_check_paper, NULL, RC_REQUIREMENT_PAPER_BEFORE_USE },
  { "AIA-26-8", rc_requirement_check_paper, NULL, RC_REQUIREMENT_PAPER_BEFORE_USE },
  { "AIA-26-9", rc_requirement_check_paper, NULL, 0 },
  { "AIA-26-10", rc_requirement_check_paper, NULL, 0 },
  { "AIA-26-11", rc_requirement_check_paper, NULL, 0 },
  { "AIA-26-12", rc_requirement_check_paper, NULL, 0 },
  { "AIA-27-1", rc_requirement_check_paper, NULL, RC_REQUIREMENT_PAPER_BEFORE_USE },
  { "AIA-27-4", rc_requirement_check_paper, NULL, 0 },
  { NULL, NULL, NULL, 0 },
};
