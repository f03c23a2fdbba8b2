/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/finding.h"

#include <string.h>

#include "core/words.h"

/* --- Words --- */

static const char * const severity_names[RC_N_SEVERITIES] = { "none", "critical", "high", "medium", "low", "observation" };
static const char * const severity_words[RC_N_SEVERITIES] = {
  N_("Not rated yet"), N_("Critical"), N_("High"), N_("Medium"), N_("Low"), N_("Observation"),
};

static const char * const response_names[RC_N_RESPONSES] = { "none", "agreed", "partly", "disagreed" };
static const char * const response_words[RC_N_RESPONSES] = {
  N_("No response yet"), N_("Agreed"), N_("Agreed in part"), N_("Disagreed"),
};

static const char * const state_names[RC_N_FINDING_STATES] = { "open", "implemented", "verified", "risk-accepted" };
static const char * const state_words[RC_N_FINDING_STATES] = {
  N_("Still open"), N_("Implemented, as the auditee says"), N_("Closed, verified"), N_("Closed, risk accepted"),
};

const char *
rc_severity_to_name (RcSeverity severity)
{
  return severity_names[severity < RC_N_SEVERITIES ? severity : RC_SEVERITY_NONE];
}

gboolean
rc_severity_from_name (const char *name,
                       RcSeverity *out_severity)
{
  g_autofree char *lower = name != NULL ? g_ascii_strdown (name, -1) : NULL;
  guint found = rc_register_find_name (lower, severity_names, RC_N_SEVERITIES, RC_N_SEVERITIES);

  *out_severity = found;
  return found < RC_N_SEVERITIES;
}

const char *
rc_severity_words (RcSeverity severity)
{
  return _(severity_words[severity < RC_N_SEVERITIES ? severity : RC_SEVERITY_NONE]);
}

const char *
rc_response_to_name (RcResponse response)
{
  return response_names[response < RC_N_RESPONSES ? response : RC_RESPONSE_NONE];
}

gboolean
rc_response_from_name (const char *name,
                       RcResponse *out_response)
{
  guint found = rc_register_find_name (name, response_names, RC_N_RESPONSES, RC_N_RESPONSES);

  *out_response = found;
  return found < RC_N_RESPONSES;
}

const char *
rc_response_words (RcResponse response)
{
  return _(response_words[response < RC_N_RESPONSES ? response : RC_RESPONSE_NONE]);
}

const char *
rc_finding_state_to_name (RcFindingState state)
{
  return state_names[state < RC_N_FINDING_STATES ? state : RC_FINDING_OPEN];
}

gboolean
rc_finding_state_from_name (const char     *name,
                            RcFindingState *out_state)
{
  guint found = rc_register_find_name (name, state_names, RC_N_FINDING_STATES, RC_N_FINDING_STATES);

  *out_state = found;
  return found < RC_N_FINDING_STATES;
}

const char *
rc_finding_state_words (RcFindingState state)
{
  return _(state_words[state < RC_N_FINDING_STATES ? state : RC_FINDING_OPEN]);
}

/* --- Reading; what stands in the case is tainted --- */

static void
origin_free (RcFindingOrigin *self)
{
  if (self == NULL)
    return;

  g_free (self->case_title);
  g_free (self->case_id);
  g_free (self->due);
  g_free (self);
}

void
rc_finding_free (RcFinding *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->condition);
  g_clear_pointer (&self->criteria, g_ptr_array_unref);
  g_free (self->cause);
  g_free (self->effect);
  g_free (self->recommendation);
  g_free (self->likelihood);
  g_clear_pointer (&self->about, g_ptr_array_unref);
  g_clear_pointer (&self->evidence, g_ptr_array_unref);
  g_clear_pointer (&self->exceptions, g_ptr_array_unref);
  g_free (self->check);
  g_free (self->check_verdict);
  g_free (self->sample_upper);
  g_free (self->response_words);
  g_free (self->action);
  g_free (self->owner);
  g_free (self->due);
  g_free (self->state_by);
  g_free (self->state_on);
  g_free (self->state_remark);
  origin_free (self->origin);
  g_free (self->entered_by);
  g_free (self);
}

static gint64
read_count (const RcEntryThread *thread,
            const char          *member)
{
  const RcEntry *newest = rc_entry_thread_newest (thread, member);
  gint64 count;

  return newest != NULL && rc_entry_get_integer (newest, member, &count) && count > 0 ? count : 0;
}

static GPtrArray *
read_list (const RcEntryThread *thread,
           const char          *member)
{
  const RcEntry *newest = rc_entry_thread_newest (thread, member);

  return rc_register_dup_list (rc_entry_peek_json (newest != NULL ? newest : thread->first), 0, member);
}

static void
take_exceptions (RcFinding     *self,
                 const RcEntry *entry)
{
  const RcJson *json = rc_entry_peek_json (entry);
  guint32 array = json->n_nodes > 0 ? rc_json_member (json, 0, "exceptions") : RC_JSON_NO_NODE;

  if (array == RC_JSON_NO_NODE || !rc_json_is (json, array, RC_JSON_ARRAY))
    return;

  for (guint32 item = array + 1; item < json->nodes[array].next; item = json->nodes[item].next)
    {
      RcExceptionMark *mark = rc_exception_mark_read (json, item);

      if (mark != NULL)
        g_ptr_array_add (self->exceptions, mark);
    }
}

static RcFindingOrigin *
read_origin (const RcEntry *first)
{
  const RcJson *json = rc_entry_peek_json (first);
  guint32 node = json->n_nodes > 0 ? rc_json_member (json, 0, "taken_over") : RC_JSON_NO_NODE;
  g_autofree char *severity = NULL;
  RcFindingOrigin *self;
  guint32 member;

  if (node == RC_JSON_NO_NODE || !rc_json_is (json, node, RC_JSON_OBJECT))
    return NULL;

  self = g_new0 (RcFindingOrigin, 1);
  self->case_title = rc_register_dup_member (json, node, "case_title");
  self->case_id = rc_register_dup_member (json, node, "case_id");
  self->due = rc_register_dup_member (json, node, "due");
  severity = rc_register_dup_member (json, node, "severity");
  if (!rc_severity_from_name (severity, &self->severity))
    self->severity = RC_SEVERITY_NONE;
  member = rc_json_member (json, node, "number");
  if (member == RC_JSON_NO_NODE || !rc_json_get_integer (json, member, &self->number))
    self->number = 0;
  member = rc_json_member (json, node, "log_holds");
  self->log_holds = member != RC_JSON_NO_NODE && rc_json_is (json, member, RC_JSON_TRUE);
  return self;
}

static char *
dup_said (const RcEntryThread *thread,
          const char          *member)
{
  char *text = rc_entry_thread_dup_text (thread, member);

  return text != NULL ? text : g_strdup ("");
}

/* What nobody can read leaves a finding open and unrated. */
static void
read_ratings (RcFinding           *self,
              const RcEntryThread *thread)
{
  g_autofree char *severity = rc_entry_thread_dup_text (thread, "severity");
  g_autofree char *response = rc_entry_thread_dup_text (thread, "response");
  g_autofree char *state = rc_entry_thread_dup_text (thread, "state");

  if (!rc_severity_from_name (severity, &self->severity))
    self->severity = RC_SEVERITY_NONE;
  if (!rc_response_from_name (response, &self->response))
    self->response = RC_RESPONSE_NONE;
  if (!rc_finding_state_from_name (state, &self->state))
    self->state = RC_FINDING_OPEN;
}

static void
read_follow_up (RcFinding           *self,
                const RcEntryThread *thread)
{
  const RcEntry *state = rc_entry_thread_newest (thread, "state");

  self->response_words = rc_entry_thread_dup_text (thread, "response_words");
  self->action = rc_entry_thread_dup_text (thread, "action");
  self->owner = rc_entry_thread_dup_text (thread, "owner");
  self->due = rc_entry_thread_dup_text (thread, "due");
  if (self->due != NULL && !rc_register_is_day (self->due))
    g_clear_pointer (&self->due, g_free);
  if (state == NULL)
    return;

  /* Of the act that brought this state about, not of an earlier one. */
  self->state_by = rc_entry_dup_text (state, "state_by");
  self->state_on = rc_entry_dup_text (state, "state_on");
  self->state_remark = rc_entry_dup_text (state, "state_remark");
}

static RcFinding *
from_thread (const RcEntryThread *thread)
{
  RcFinding *self = g_new0 (RcFinding, 1);

  self->number = thread->first->number;
  self->title = dup_said (thread, "title");
  self->condition = dup_said (thread, "condition");
  self->criteria = read_list (thread, "criteria");
  self->cause = rc_entry_thread_dup_text (thread, "cause");
  self->effect = rc_entry_thread_dup_text (thread, "effect");
  self->recommendation = rc_entry_thread_dup_text (thread, "recommendation");
  self->likelihood = rc_entry_thread_dup_text (thread, "likelihood");
  self->about = rc_about_list_take (read_list (thread, "about"));
  self->evidence = read_list (thread, "evidence");
  self->check = rc_entry_thread_dup_text (thread, "check");
  self->check_verdict = rc_entry_thread_dup_text (thread, "check_verdict");
  self->sample_n = read_count (thread, "sample_n");
  self->sample_k = read_count (thread, "sample_k");
  self->sample_upper = rc_entry_thread_dup_text (thread, "sample_upper");
  self->repeats = read_count (thread, "repeats");
  self->origin = read_origin (thread->first);
  self->entered_by = g_strdup (thread->first->by);
  self->entered_us = thread->first->added_us;
  self->n_changes = thread->additions->len;
  read_ratings (self, thread);
  read_follow_up (self, thread);
  self->exceptions = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_exception_mark_free);
  take_exceptions (self, thread->first);
  for (guint i = 0; i < thread->additions->len; i++)
    take_exceptions (self, g_ptr_array_index (thread->additions, i));
  return self;
}

RcFinding *
rc_finding_find (RcCase  *case_file,
                 gint64   number,
                 GError **error)
{
  g_autoptr (RcEntryThread) thread = rc_entry_thread_find (case_file, RC_ENTRY_FINDING, number, error);

  return thread != NULL ? from_thread (thread) : NULL;
}

GPtrArray *
rc_finding_list (RcCase  *case_file,
                 GError **error)
{
  g_autoptr (GPtrArray) threads = rc_entry_thread_list (case_file, RC_ENTRY_FINDING, error);
  g_autoptr (GPtrArray) findings = NULL;

  if (threads == NULL)
    return NULL;

  findings = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_finding_free);
  for (guint i = 0; i < threads->len; i++)
    g_ptr_array_add (findings, from_thread (g_ptr_array_index (threads, i)));
  return g_steal_pointer (&findings);
}

/* --- How it stands --- */

gboolean
rc_finding_is_open (const RcFinding *self)
{
  return self->state == RC_FINDING_OPEN || self->state == RC_FINDING_IMPLEMENTED;
}

gboolean
rc_finding_is_overdue (const RcFinding *self,
                       const char      *day)
{
  return self->state == RC_FINDING_OPEN && self->due != NULL && strcmp (self->due, day) < 0;
}

gboolean
rc_finding_is_repeated (const RcFinding *self,
                        const RcNoticed *noticed)
{
  if (self->origin == NULL || !rc_finding_is_open (self))
    return FALSE;

  for (guint i = 0; i < self->exceptions->len; i++)
    {
      if (g_hash_table_contains (noticed->kinds, ((const RcExceptionMark *) g_ptr_array_index (self->exceptions, i))->kind))
        return TRUE;
    }
  return FALSE;
}

GPtrArray *
rc_finding_list_missing (const RcFinding *self)
{
  GPtrArray *missing = g_ptr_array_new_with_free_func (g_free);

  if (*self->condition == '\0')
    g_ptr_array_add (missing, g_strdup (_("condition")));
  if (self->criteria->len == 0 && self->severity != RC_SEVERITY_OBSERVATION)
    g_ptr_array_add (missing, g_strdup (_("criterion")));
  if (self->effect == NULL)
    g_ptr_array_add (missing, g_strdup (_("effect")));
  if (self->recommendation == NULL)
    g_ptr_array_add (missing, g_strdup (_("recommendation")));
  if (self->severity == RC_SEVERITY_NONE)
    g_ptr_array_add (missing, g_strdup (_("severity")));
  return missing;
}
