/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/date-words.h"
#include "core/duration.h"
#include "core/requirements/check.h"
#include "core/retention.h"

/*
 * Articles 18, 19 and 26(6): how long logs and documents are kept. A rule says how long they are to be kept; that they were, an export that
 * covers a slice does not show. The Act has one period for logs, at least six months, from which other law may depart.
 */

static const RcDuration floor_of_logs = { .months = 6 };

/**
 * Rules:
 * @n: on record, @unread: of which the period cannot be read
 * @with_basis: that name what they rest on
 * @below: on logs, shorter than six months, naming no basis; @below_unclear: naming one, or not saying that it is on logs
 */
typedef struct
{
  gulong              n;
  gulong              unread;
  gulong              with_basis;
  RcRequirementPlaces below;
  RcRequirementPlaces below_unclear;
  RcRequirementPlaces first;
  RcDuration          shortest;
  gboolean            has_shortest;
} Rules;

static void
take_period (Rules            *self,
             const RcDuration *period,
             gint64            from_us)
{
  if (!self->has_shortest || rc_duration_is_less (period, &self->shortest, from_us))
    self->shortest = *period;
  self->has_shortest = TRUE;
}

/* Rules are on all sorts of records; the floor is one of logs. */
static gboolean
is_on_logs (const RcEvent *event)
{
  const char *target = rc_event_peek_field (event, RC_FIELD_TARGET);
  g_autofree char *lower = target != NULL ? g_ascii_strdown (target, -1) : NULL;

  return lower != NULL && strstr (lower, "log") != NULL;
}

static gboolean
see_rule (const RcEvent *event,
          gpointer       user_data)
{
  Rules *self = user_data;
  const char *text = rc_event_peek_field (event, RC_FIELD_RETENTION);
  gboolean has_basis = rc_event_peek_field (event, RC_FIELD_REASON) != NULL;
  gint64 from_us = event->time_us != RC_TIME_NONE ? event->time_us : 0;
  RcDuration period;

  /* An entry of a deletion log is no rule: core/retention.h holds it against the rules. */
  if (text == NULL && rc_event_peek_field (event, RC_FIELD_ACTION) != NULL)
    return TRUE;
  self->n++;
  self->with_basis += has_basis;
  rc_requirement_places_add (&self->first, event->source, event->record);
  if (text == NULL || !rc_duration_parse (text, &period))
    {
      self->unread++;
      return TRUE;
    }

  take_period (self, &period, from_us);
  if (rc_duration_is_less (&period, &floor_of_logs, from_us))
    rc_requirement_places_add (!has_basis && is_on_logs (event) ? &self->below : &self->below_unclear, event->source, event->record);
  return TRUE;
}

typedef struct
{
  gulong              n;
  RcRequirementPlaces first;
} Deletions;

static gboolean
see_deletion (const RcEvent *event,
              gpointer       user_data)
{
  static const char * const words[] = { "delete", "deleted", "destroy", "destroyed", "purge", "erase", NULL };
  Deletions *self = user_data;
  const char *action = rc_event_peek_field (event, RC_FIELD_ACTION);
  g_autofree char *lower = action != NULL ? g_ascii_strdown (action, -1) : NULL;

  if (lower == NULL || !g_strv_contains (words, lower))
    return TRUE;
  self->n++;
  rc_requirement_places_add (&self->first, event->source, event->record);
  return TRUE;
}

/* What the officer states of the system; it is no record, and supports or contradicts nothing. */
static const char *
peek_stated (const RcRequirementContext *context,
             RcDuration                 *out_period)
{
  const char *text = context->system != NULL ? rc_system_peek_value (context->system, RC_SYSTEM_RETENTION) : NULL;

  return text != NULL && rc_duration_parse (text, out_period) ? text : NULL;
}

static gboolean
tell_rules (RcRequirementContext  *context,
            RcRequirementResult   *result,
            const Rules           *rules,
            const Deletions       *deletions,
            guint                  papers,
            GError               **error)
{
  g_autofree char *shortest = rules->has_shortest ? rc_duration_dup_words (&rules->shortest) : NULL;

  if (rules->below.n > 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_NOT_MET,
                          _("A rule on the retention of logs asks for %s, less than six months, and names no other law that provides so."), shortest);
      return rc_requirement_cite_places (context, result, &rules->below, error);
    }
  if (rules->below_unclear.n > 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                          _("A rule on retention asks for %s, less than six months; whether it is on the logs, and its basis allows that, is for your judgement."), shortest);
      return rc_requirement_cite_places (context, result, &rules->below_unclear, error);
    }
  if (rules->unread > 0 || !rules->has_shortest)
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("A rule on retention was received whose period cannot be read as a duration."));
  else if (deletions->n > 0 || papers > 0)
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE,
                        _("A rule on retention asks for %s; whether the records of deletions fit it is for your judgement."), shortest);
  else
    rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE,
                        _("A rule on retention asks for %s, not less than six months; that the logs are kept so long is not shown."), shortest);
  if (deletions->n == 0)
    rc_requirement_ask (result, _("Ask for the record of deletions, and for a statement of the earliest record that is still kept."));
  return rc_requirement_cite_places (context, result, &rules->first, error) &&
         rc_requirement_cite_places (context, result, &deletions->first, error);
}

static void
note_period (const RcRequirementInferences *facts,
             RcRequirementResult           *result)
{
  g_autofree char *first = facts->first_us != RC_TIME_NONE ? rc_date_words_day (facts->first_us, "UTC") : NULL;
  g_autofree char *last = facts->last_us != RC_TIME_NONE ? rc_date_words_day (facts->last_us, "UTC") : NULL;

  if (first != NULL && last != NULL)
    rc_requirement_note (result, _("Inferences received: %1$s to %2$s. An export covers what was exported."), first, last);
}

static gboolean
cite_point (RcRequirementContext    *context,
            RcRequirementResult     *result,
            const RcRetentionPoint  *point,
            GError                 **error)
{
  for (guint i = 0; i < MIN (point->events->len, RC_LIMIT_REQUIREMENT_CITATIONS); i++)
    {
      g_autoptr (RcEvent) event = rc_event_load (context->case_file, g_array_index (point->events, gint64, i), error);

      if (event == NULL || !rc_requirement_cite (context, result, event->source, event->record, error))
        return FALSE;
    }
  return TRUE;
}

/* What a deletion log shows of rules that are long enough; @out_decided: nothing else is to be asked. */
static gboolean
weigh_deletions (RcRequirementContext  *context,
                 RcRequirementResult   *result,
                 const RcRetention     *retention,
                 gboolean              *out_decided,
                 GError               **error)
{
  const RcRetentionPoint *kept = &retention->points[RC_RETENTION_KEPT];
  const RcRetentionPoint *rules = &retention->points[RC_RETENTION_FLOOR];
  const RcRetentionPoint *holds = &retention->points[RC_RETENTION_HOLDS];

  *out_decided = kept->answer == RC_RETENTION_CONTRADICTS || (kept->answer == RC_RETENTION_SUPPORTS && rules->answer == RC_RETENTION_SUPPORTS);
  if (holds->answer == RC_RETENTION_CONTRADICTS || holds->answer == RC_RETENTION_JUDGE)
    rc_requirement_note (result, "%s", holds->words);
  if (retention->deletions->len > 0 && !*out_decided)
    rc_requirement_note (result, "%s", kept->words);
  if (!*out_decided)
    return TRUE;

  if (kept->answer == RC_RETENTION_CONTRADICTS)
    rc_requirement_say (result, RC_REQUIREMENT_NOT_MET, "%s", kept->words);
  else
    rc_requirement_say (result, RC_REQUIREMENT_MET, "%s %s", rules->words, kept->words);
  return cite_point (context, result, kept, error);
}

static gboolean
check_logs (RcRequirementContext      *context,
            const RcRequirementCheck  *check,
            RcRequirementResult       *result,
            GError                   **error)
{
  const RcRequirementInferences *facts = rc_requirement_get_inferences (context, error);
  Rules rules = { 0 };
  Deletions deletions = { 0 };
  RcDuration stated;
  const char *text = peek_stated (context, &stated);
  g_autoptr (RcRetention) retention = rc_retention_load (context->case_file, context->reader, context->system, context->cancellable, error);
  gboolean is_decided;
  guint papers, read;

  if (facts == NULL || retention == NULL || !rc_requirement_take_papers (context, check, result, &papers, &read, error) ||
      !rc_requirement_walk (context, RC_EVENT_RETENTION, see_rule, &rules, error) ||
      !rc_requirement_walk (context, RC_EVENT_ACCESS, see_deletion, &deletions, error))
    return FALSE;

  rc_requirement_use (result, "E01", facts->n);
  deletions.n += retention->deletions->len;
  rc_requirement_use (result, "E13", rules.n + deletions.n);
  note_period (facts, result);
  if (!weigh_deletions (context, result, retention, &is_decided, error))
    return FALSE;
  if (is_decided)
    return TRUE;
  if (text != NULL)
    {
      g_autofree char *words = rc_duration_dup_words (&stated);

      rc_requirement_note (result, _("Stated of the system: %s."), words);
    }
  if (deletions.n > 0)
    rc_requirement_note (result, _("Deletions on record: %lu."), deletions.n);
  if (rules.n > 0)
    return tell_rules (context, result, &rules, &deletions, papers, error);

  if (text != NULL && rc_duration_is_less (&stated, &floor_of_logs, 0))
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("The retention that is stated is less than six months; no rule was received that says so."));
  else if (papers > 0)
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("Documents on retention are registered; what they ask for is for your judgement."));
  else
    rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE, _("No rule on retention was received."));
  rc_requirement_ask (result, _("Ask for the rule on retention of the logs, the record of deletions, and the earliest record that is still kept."));
  return TRUE;
}

/* Financial institutions: whether the rule rests on the law of their sector is for whoever reads its basis. */
static gboolean
check_sector (RcRequirementContext      *context,
              const RcRequirementCheck  *check,
              RcRequirementResult       *result,
              GError                   **error)
{
  Rules rules = { 0 };

  if (!rc_requirement_check_paper (context, check, result, error) ||
      !rc_requirement_walk (context, RC_EVENT_RETENTION, see_rule, &rules, error))
    return FALSE;

  rc_requirement_use (result, "E13", rules.n);
  if (rules.with_basis == 0 || result->verdict == RC_REQUIREMENT_MET)
    return TRUE;
  rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("A rule on retention names its basis; whether that is the law of the sector is for your judgement."));
  return rc_requirement_cite_places (context, result, &rules.first, error);
}

const RcRequirementCheck rc_requirement_retention[] = {
  { "AIA-19-1", check_logs, NULL, 0 },
  { "AIA-19-2", check_sector, NULL, 0 },
  { "AIA-26-6", check_logs, NULL, 0 },
  { "AIA-18-1", rc_requirement_check_paper, NULL, 0 },
  { "AIA-18-3", rc_requirement_check_paper, NULL, 0 },
  { NULL, NULL, NULL, 0 },
};
