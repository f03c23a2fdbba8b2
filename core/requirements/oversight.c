/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>

#include "core/date-words.h"
#include "core/joining.h"
#include "core/requirements/check.h"

/* Article 14: human oversight, as far as records of human actions show it. */

#define US_PER_MINUTE 60e6

static gboolean
tell_no_action (RcRequirementResult *result)
{
  rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE, _("No record of a human action was received."));
  rc_requirement_ask (result, _("Ask the deployer for the records of reviews, overrides and interventions, with person, time, the machine's answer "
                                "and the final one."));
  return TRUE;
}

/* --- 14(4)(a) --- */

typedef struct
{
  gulong              raised;
  gulong              closed;
  gulong              by_person;
  RcRequirementPlaces first;
} Alarms;

static gboolean
see_alarm (const RcEvent *event,
           gpointer       user_data)
{
  Alarms *self = user_data;
  const char *action = rc_event_peek_field (event, RC_FIELD_ACTION);
  gboolean is_closing = action != NULL && (g_ascii_strcasecmp (action, "resolve") == 0 || g_ascii_strcasecmp (action, "acknowledge") == 0 ||
                                           g_ascii_strcasecmp (action, "resolved") == 0);

  rc_requirement_places_add (&self->first, event->source, event->record);
  self->raised += !is_closing;
  self->closed += is_closing;
  self->by_person += rc_event_peek_field (event, RC_FIELD_ACTOR) != NULL;
  return TRUE;
}

static gboolean
check_anomalies (RcRequirementContext      *context,
                 const RcRequirementCheck  *check,
                 RcRequirementResult       *result,
                 GError                   **error)
{
  Alarms alarms = { 0 };
  guint papers, read;

  if (!rc_requirement_take_papers (context, check, result, &papers, &read, error) ||
      !rc_requirement_walk (context, RC_EVENT_ANOMALY, see_alarm, &alarms, error))
    return FALSE;

  rc_requirement_use (result, "E12", alarms.first.n);
  if (alarms.first.n == 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE, _("No record of an anomaly was received, and none that says there was none."));
      rc_requirement_ask (result, _("Ask whoever monitors the system for its alarms, and for who acknowledged each of them and when."));
      return TRUE;
    }

  rc_requirement_count (result, alarms.by_person, alarms.first.n, N_("alarm records"));
  rc_requirement_note (result, _("Alarms raised: %lu; resolved or acknowledged: %lu."), alarms.raised, alarms.closed);
  if (alarms.by_person == 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE,
                          _("Alarms are on record; none of the records names a person who looked at one."));
      rc_requirement_ask (result, _("Ask whoever monitors the system who acknowledged each alarm, and when."));
    }
  else
    {
      rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                          _("Alarms are on record and persons are named; whether they acted in time is for your judgement."));
    }
  return rc_requirement_cite_places (context, result, &alarms.first, error);
}

/* --- 14(4)(b) --- */

static gboolean
check_automation_bias (RcRequirementContext      *context,
                       const RcRequirementCheck  *check,
                       RcRequirementResult       *result,
                       GError                   **error)
{
  const RcRequirementOversight *facts = rc_requirement_get_oversight (context, error);
  guint papers, read;

  if (facts == NULL || !rc_requirement_take_papers (context, check, result, &papers, &read, error))
    return FALSE;
  rc_requirement_use (result, "E11", facts->n);
  if (facts->n == 0)
    return tell_no_action (result);

  rc_requirement_count (result, facts->overridden, facts->decided, N_("reviewed answers that a person replaced"));
  /* The rule of three: no override in n cases leaves, at 95 %, a rate of up to 3/n. */
  if (facts->decided > 0 && facts->overridden == 0)
    rc_requirement_note (result, _("No override in %1$lu cases: the true rate may still be up to %2$.2f %% (95 %%, 3/n)."),
                         facts->decided, MIN (100.0, 300.0 / (double) facts->decided));
  if (facts->n_timed > 0)
    rc_requirement_note (result, _("From answer to action %1$.1f minutes on average, %2$.1f at least, in %3$lu cases."),
                         facts->sum_us / (double) facts->n_timed / US_PER_MINUTE, (double) facts->least_us / US_PER_MINUTE, facts->n_timed);
  rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                      _("How often persons replaced the machine's answer, and how long they took, is counted; what it says of their attention is for "
                        "your judgement."));
  if (papers == 0)
    rc_requirement_ask (result, _("Ask the deployer for the training records of the reviewers."));
  return rc_requirement_cite_places (context, result, &facts->first, error);
}

/* --- 14(4)(c) --- */

static gboolean
check_interpretation (RcRequirementContext      *context,
                      const RcRequirementCheck  *check,
                      RcRequirementResult       *result,
                      GError                   **error)
{
  const RcRequirementInferences *facts = rc_requirement_get_inferences (context, error);
  guint papers, read;

  if (facts == NULL || !rc_requirement_take_papers (context, check, result, &papers, &read, error))
    return FALSE;

  rc_requirement_use (result, "E03", facts->with[RC_FIELD_SCORE]);
  rc_requirement_count (result, facts->with[RC_FIELD_SCORE], facts->n, N_("inferences with a score"));
  if (facts->n == 0 || (facts->with[RC_FIELD_SCORE] == 0 && papers == 0))
    rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE, _("Nothing was received that shows what the reviewer saw of the output."));
  else
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("The log holds scores; that the reviewer saw them, and could read them, no record shows."));
  return TRUE;
}

/* --- 14(4)(d) --- */

static gboolean
check_override (RcRequirementContext      *context,
                const RcRequirementCheck  *check,
                RcRequirementResult       *result,
                GError                   **error)
{
  const RcRequirementOversight *facts = rc_requirement_get_oversight (context, error);

  if (facts == NULL)
    return FALSE;
  rc_requirement_use (result, "E11", facts->n);
  if (facts->n == 0)
    return tell_no_action (result);

  rc_requirement_count (result, facts->kept, facts->n, N_("human actions that keep the machine's answer as the log has it"));
  rc_requirement_note (result, _("With a person: %1$lu, with the final decision: %2$lu, with a reason: %3$lu of %4$lu; overrides: %5$lu; put to one inference of the log: "
                                 "%6$lu."),
                       facts->named, facts->with_final, facts->with_reason, facts->n, facts->overridden, facts->targets);
  if (facts->changed.n > 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_NOT_MET,
                          _("The machine's answer that is kept with a human action is not the one of the log (actions: %lu)."), facts->changed.n);
      return rc_requirement_cite_places (context, result, &facts->changed, error);
    }
  if (facts->no_reason.n > 0 || facts->named < facts->n || facts->with_final < facts->n || facts->kept < facts->n)
    {
      rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE,
                          _("Human actions are on record; not each of them shows the person, the machine's answer as the log has it, the final decision "
                            "and, where it was replaced, the reason."));
      return rc_requirement_cite_places (context, result, facts->no_reason.n > 0 ? &facts->no_reason : &facts->first, error);
    }
  if (facts->overridden == 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                          _("Reviews are on record and in none of them the answer was replaced: that it could have been is not shown."));
      return rc_requirement_cite_places (context, result, &facts->first, error);
    }

  rc_requirement_say (result, RC_REQUIREMENT_MET,
                      _("Persons replaced the machine's answer, and each record keeps it as the log has it, with the final decision and the reason; their "
                        "authority is not shown."));
  return rc_requirement_cite_places (context, result, &facts->first, error);
}

/* --- 14(4)(e) --- */

static gboolean
check_stop (RcRequirementContext      *context,
            const RcRequirementCheck  *check,
            RcRequirementResult       *result,
            GError                   **error)
{
  const RcRequirementOversight *facts = rc_requirement_get_oversight (context, error);

  if (facts == NULL)
    return FALSE;

  rc_requirement_use (result, "E11", facts->stops.n);
  if (facts->stops.n == 0 && context->event != NULL)
    {
      rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE, _("No record on this inference tells of a stop; stops are told of the system as a whole."));
      return TRUE;
    }
  if (facts->stops.n == 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE, _("No record shows that the system was ever stopped, or could be."));
      rc_requirement_ask (result, _("Ask for the description of the stop function and for the record of a stop, of a test at least."));
      return TRUE;
    }
  if (facts->after_stop.n > 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_NOT_MET,
                          _("Inferences are recorded between a stop of the system and its resumption: %lu."), facts->after_stop.n);
      return rc_requirement_cite_places (context, result, &facts->stops, error) &&
             rc_requirement_cite_places (context, result, &facts->after_stop, error);
    }

  if (facts->unclear_stops > 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("Stops are on record that do not tell which system was stopped: %lu."), facts->unclear_stops);
      return rc_requirement_cite_places (context, result, &facts->stops, error);
    }

  rc_requirement_say (result, RC_REQUIREMENT_MET,
                      _("Stops of the system are on record (%lu), and no inference between a stop and the resumption."), facts->stops.n);
  return rc_requirement_cite_places (context, result, &facts->stops, error);
}

/* --- 14(5) --- */

typedef struct
{
  RcRequirementContext *context;
  gulong                n;
  gulong                verified;
  RcRequirementPlaces   single;       /* one person only */
  RcRequirementPlaces   silent;       /* nobody */
  GError               *error;
} Verifiers;

static gboolean
see_identification (const RcEvent *event,
                    gpointer       user_data)
{
  Verifiers *self = user_data;
  g_autoptr (GHashTable) persons = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) followers = NULL;
  gboolean is_complete;

  followers = rc_join_list_followers (self->context->case_file, self->context->reader, event, RC_EVENT_HUMAN_ACTION, &is_complete, &self->error);
  if (followers == NULL)
    return FALSE;

  for (guint i = 0; i < followers->len; i++)
    {
      const RcFollower *follower = g_ptr_array_index (followers, i);
      const char *actor = rc_event_peek_field (follower->event, RC_FIELD_ACTOR);

      if (actor != NULL && !follower->is_ambiguous && follower->way < RC_JOIN_BY_TRACE)
        g_hash_table_add (persons, (gpointer) actor);
    }
  self->n++;
  self->verified += g_hash_table_size (persons) >= 2;
  if (g_hash_table_size (persons) < 2)
    rc_requirement_places_add (g_hash_table_size (persons) == 1 ? &self->single : &self->silent, event->source, event->record);
  return TRUE;
}

/**
 * rc_requirement_check_verifiers:
 *
 * DISTINCT over the persons who verified each identification. One name only is no breach: the second record may not have been received, and no
 * action may have followed.
 */
gboolean
rc_requirement_check_verifiers (RcRequirementContext      *context,
                                const RcRequirementCheck  *check,
                                RcRequirementResult       *result,
                                GError                   **error)
{
  Verifiers verifiers = { .context = context };

  if (!rc_requirement_walk (context, RC_EVENT_INFERENCE, see_identification, &verifiers, error))
    return FALSE;
  if (verifiers.error != NULL)
    {
      g_propagate_error (error, verifiers.error);
      return FALSE;
    }

  rc_requirement_use (result, "E11", verifiers.verified + verifiers.single.n);
  rc_requirement_count (result, verifiers.verified, verifiers.n, N_("inferences verified by two persons"));
  if (verifiers.n > 0 && verifiers.verified == verifiers.n)
    {
      rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                          _("Two different names stand under each result; whether they are two competent persons who verified separately, and before any "
                            "action, is for your judgement."));
      return TRUE;
    }

  rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE, _("Of %1$lu results %2$lu were verified by two persons, %3$lu by one, as far as records name them."), verifiers.n, verifiers.verified, verifiers.single.n);
  return rc_requirement_cite_places (context, result, &verifiers.single, error) &&
         rc_requirement_cite_places (context, result, &verifiers.silent, error);
}

const RcRequirementCheck rc_requirement_oversight[] = {
  { "AIA-14-1", rc_requirement_check_paper, NULL, 0 },
  { "AIA-14-3", rc_requirement_check_paper, NULL, 0 },
  { "AIA-14-4a", check_anomalies, NULL, 0 },
  { "AIA-14-4b", check_automation_bias, NULL, 0 },
  { "AIA-14-4c", check_interpretation, NULL, 0 },
  { "AIA-14-4d", check_override, NULL, 0 },
  { "AIA-14-4e", check_stop, NULL, 0 },
  { "AIA-14-5", rc_requirement_check_verifiers, NULL, 0 },
  { NULL, NULL, NULL, 0 },
};
