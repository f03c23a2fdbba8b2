/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "retention-parts.h"

#include <string.h>

#include "display-text.h"
#include "law/law.h"
#include "words.h"

/* --- Rules --- */

static void
set_period (RcRetentionRule *rule,
            const char      *period)
{
  rule->period = g_strdup (period);
  rule->has_duration = period != NULL && rc_duration_parse (period, &rule->duration);
}

static RcRetentionRule *
rule_new (RcRetentionOrigin origin)
{
  RcRetentionRule *rule = g_new0 (RcRetentionRule, 1);

  rule->origin = origin;
  rule->from_us = rule->to_us = RC_TIME_NONE;
  return rule;
}

static void
add_policy (RcRetention *self,
            const char  *id)
{
  const RcRetentionPolicy *policy = rc_law_find_policy (rc_law_get (), id);
  const RcLawAct *act = policy != NULL && policy->act != NULL ? rc_law_find_act (rc_law_get (), policy->act) : NULL;
  const char *place = policy != NULL && policy->place != NULL ? rc_law_text (policy->place) : policy != NULL ? policy->article : NULL;
  RcRetentionRule *rule;

  if (policy == NULL)
    return;
  rule = rule_new (RC_RETENTION_OF_LAW);
  rule->id = g_strdup (policy->id);
  rule->basis = act != NULL ? g_strdup_printf ("%s, %s", place, rc_law_text (act->name)) : g_strdup (place);
  set_period (rule, policy->minimum);
  rule->words = g_strdup_printf ("%s: %s", rc_law_text (policy->name), rule->basis);
  g_ptr_array_add (self->rules, rule);
}

/* Whoever's role nobody states is held to neither article alone: both ask for the same. */
void
rc_retention_add_law (RcRetention            *self,
                      const RcRetentionScope *scope)
{
  const RcSystem *system = scope->system;
  gboolean says_role = system != NULL && rc_system_peek (system, RC_SYSTEM_ROLE) != NULL;

  if (!says_role || rc_system_has_value (system, RC_SYSTEM_ROLE, "provider"))
    add_policy (self, "RET-AIA-LOG-P");
  if (!says_role || rc_system_has_value (system, RC_SYSTEM_ROLE, "deployer"))
    add_policy (self, "RET-AIA-LOG-D");
  if (system != NULL && rc_system_has_value (system, RC_SYSTEM_SECTORS, "financial-institution"))
    add_policy (self, "RET-AIA-LOG-FIN");
}

/* The source and id that the same voice gives with the period. */
static const char *
peek_beside (const RcSystem          *system,
             const RcSystemStatement *period,
             RcSystemAttribute        attribute)
{
  for (guint i = 0; i < system->statements->len; i++)
    {
      const RcSystemStatement *statement = g_ptr_array_index (system->statements, i);

      if (statement->attribute == attribute && !statement->is_superseded && statement->values->len > 0 &&
          (statement->word->entry != 0) == (period->word->entry != 0) &&
          (period->word->entry != 0 || statement->word == period->word))
        return g_ptr_array_index (statement->values, 0);
    }
  return NULL;
}

void
rc_retention_add_stated (RcRetention            *self,
                         const RcRetentionScope *scope)
{
  const RcSystem *system = scope->system;

  for (guint i = 0; system != NULL && i < system->statements->len; i++)
    {
      const RcSystemStatement *statement = g_ptr_array_index (system->statements, i);
      RcRetentionRule *rule;

      if (statement->attribute != RC_SYSTEM_RETENTION || statement->is_superseded || statement->values->len == 0)
        continue;
      rule = rule_new (RC_RETENTION_OF_STATEMENT);
      rule->id = g_strdup (peek_beside (system, statement, RC_SYSTEM_RETENTION_POLICY));
      rule->basis = g_strdup (peek_beside (system, statement, RC_SYSTEM_RETENTION_SOURCE));
      set_period (rule, g_ptr_array_index (statement->values, 0));
      rule->event = statement->word->event;
      rule->words = rc_system_word_dup_words (statement->word, scope->case_file);
      g_ptr_array_add (self->rules, rule);
    }
}

/* --- Records --- */

static gint64
read_bound (const RcEvent *event,
            RcField        field,
            gboolean       end_of)
{
  const char *text = rc_event_peek_field (event, field);
  RcTimestamp time;

  if (text == NULL || !rc_timestamp_parse (text, strlen (text), RC_ZONE_UNKNOWN, 0, &time))
    return RC_TIME_NONE;
  return end_of ? time.to_us : time.from_us;
}

static char *
dup_field (const RcEvent *event,
           RcField        field)
{
  const char *text = rc_event_peek_field (event, field);

  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

static void
add_rule (RcRetention            *self,
          const RcRetentionScope *scope,
          const RcEvent          *event)
{
  RcRetentionRule *rule = rule_new (RC_RETENTION_OF_RECORD);
  g_autofree char *id = rc_display_text (rc_event_peek_field (event, RC_FIELD_ID) != NULL ? rc_event_peek_field (event, RC_FIELD_ID) : "", -1,
                                         RC_RETENTION_SHOWN_BYTES);
  g_autofree char *reference = rc_event_dup_reference (event);

  rule->id = dup_field (event, RC_FIELD_ID);
  rule->basis = dup_field (event, RC_FIELD_REASON);
  rule->target = dup_field (event, RC_FIELD_TARGET);
  set_period (rule, rc_event_peek_field (event, RC_FIELD_RETENTION));
  rule->from_us = rc_event_peek_field (event, RC_FIELD_VALID_FROM) != NULL ? read_bound (event, RC_FIELD_VALID_FROM, FALSE) : event->time_us;
  rule->to_us = read_bound (event, RC_FIELD_VALID_TO, TRUE);
  rule->event = event->id;
  /* Translators: the id of a rule, and the place of its record. */
  rule->words = g_strdup_printf (_("rule %1$s, record %2$s"), *id != '\0' ? id : "?", reference);
  g_ptr_array_add (self->rules, rule);
}

static gboolean
is_one_of (const char         *word,
           const char * const *words)
{
  for (guint i = 0; word != NULL && words[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (word, words[i]) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
add_deletion (RcRetention   *self,
              const RcEvent *event,
              gboolean       is_none)
{
  RcRetentionDeletion *deletion = g_new0 (RcRetentionDeletion, 1);

  deletion->event = event->id;
  deletion->system = g_strdup (event->system);
  deletion->when_us = event->time_us;
  deletion->from_us = read_bound (event, RC_FIELD_VALID_FROM, FALSE);
  deletion->to_us = read_bound (event, RC_FIELD_VALID_TO, TRUE);
  deletion->target = dup_field (event, RC_FIELD_TARGET);
  deletion->policy = dup_field (event, RC_FIELD_CONDITIONS);
  deletion->reason = dup_field (event, RC_FIELD_REASON);
  deletion->certificate = dup_field (event, RC_FIELD_DOCUMENTATION);
  deletion->is_none = is_none;
  deletion->age = RC_RETENTION_CANNOT_TELL;
  g_ptr_array_add (self->deletions, deletion);
}

static void
add_record (RcRetention            *self,
            const RcRetentionScope *scope,
            const RcEvent          *event)
{
  static const char * const deleting[] = { "delete", "deleted", "erase", "erased", "destroy", "destroyed", "purge", "purged", NULL };
  static const char * const keeping[] = { "none", NULL };
  const char *action = rc_event_peek_field (event, RC_FIELD_ACTION);

  if (is_one_of (action, deleting) || is_one_of (action, keeping))
    add_deletion (self, event, is_one_of (action, keeping));
  else if (rc_event_peek_field (event, RC_FIELD_RETENTION) != NULL)
    add_rule (self, scope, event);
}

/* A rule or deletion that names no system is of all of them. */
static gboolean
concerns (const RcRetentionScope  *scope,
          RcEvent                 *event,
          gboolean                *out_concerns,
          GError                 **error)
{
  RcSystemCoverage coverage;

  *out_concerns = scope->within == NULL || event->system == NULL || strcmp (event->system, scope->system->name) == 0;
  if (*out_concerns)
    return TRUE;
  if (!rc_system_filter_covers (scope->within, scope->case_file, scope->reader, event, &coverage, error))
    return FALSE;
  *out_concerns = coverage == RC_SYSTEM_COVERS;
  return TRUE;
}

static int
compare_deletions (gconstpointer a,
                   gconstpointer b)
{
  const RcRetentionDeletion *left = *(const RcRetentionDeletion * const *) a;
  const RcRetentionDeletion *right = *(const RcRetentionDeletion * const *) b;

  if (left->when_us != right->when_us)
    return left->when_us < right->when_us ? -1 : 1;
  return left->event < right->event ? -1 : left->event > right->event;
}

gboolean
rc_retention_add_records (RcRetention             *self,
                          const RcRetentionScope  *scope,
                          GError                 **error)
{
  g_autoptr (GArray) ids = rc_event_list_kind (scope->case_file, RC_EVENT_RETENTION, RC_RETENTION_MAX_RECORDS + 1, error);

  if (ids == NULL)
    return FALSE;
  self->is_cut = ids->len > RC_RETENTION_MAX_RECORDS;
  for (guint i = 0; i < MIN (ids->len, RC_RETENTION_MAX_RECORDS); i++)
    {
      g_autoptr (RcEvent) event = rc_event_load (scope->case_file, g_array_index (ids, gint64, i), error);
      gboolean is_ours = FALSE;

      if (event == NULL || !rc_event_read_fields (event, scope->case_file, scope->reader, error) ||
          !concerns (scope, event, &is_ours, error))
        return FALSE;
      if (is_ours)
        add_record (self, scope, event);
    }
  g_ptr_array_sort (self->deletions, compare_deletions);
  return TRUE;
}

/* --- Rules beside each other --- */

static gboolean
is_log_word (const char *word)
{
  static const char * const whole[] = { "log", "logs", "logging", "journal", "journaux", NULL };

  return g_strv_contains (whole, word) || g_str_has_prefix (word, "protokoll") || g_str_has_prefix (word, "inference");
}

gboolean
rc_retention_is_of_logs (const char *target)
{
  g_auto (GStrv) words = NULL;

  if (target == NULL)
    return TRUE;
  words = g_str_tokenize_and_fold (target, NULL, NULL);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (is_log_word (words[i]))
        return TRUE;
    }
  return FALSE;
}

static gboolean
overlap (const RcRetentionRule *a,
         const RcRetentionRule *b)
{
  return (a->to_us == RC_TIME_NONE || b->from_us == RC_TIME_NONE || b->from_us <= a->to_us) &&
         (b->to_us == RC_TIME_NONE || a->from_us == RC_TIME_NONE || a->from_us <= b->to_us);
}

/* The law's own rules are minima and contradict nothing that is longer. */
static gboolean
is_conflict (const RcRetentionRule *a,
             gint64                 a_end_us,
             const RcRetentionRule *b,
             gint64                 b_end_us)
{
  if (a_end_us == b_end_us || a_end_us == RC_TIME_NONE || b_end_us == RC_TIME_NONE || !overlap (a, b))
    return FALSE;
  return g_strcmp0 (a->target, b->target) == 0 || (rc_retention_is_of_logs (a->target) && rc_retention_is_of_logs (b->target));
}

/* Where each rule ends that begins at one instant; RC_TIME_NONE: it is not compared. */
static GArray *
list_ends (const RcRetention *self)
{
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->rules->len; i++)
    {
      const RcRetentionRule *rule = g_ptr_array_index (self->rules, i);
      gint64 end_us = RC_TIME_NONE;

      if (rule->origin == RC_RETENTION_OF_LAW || !rule->has_duration || !rc_duration_add (&rule->duration, 0, &end_us))
        end_us = RC_TIME_NONE;
      g_array_append_val (ends, end_us);
    }
  return ends;
}

static void
add_conflict (RcRetention           *self,
              const RcRetentionRule *a,
              const RcRetentionRule *b)
{
  g_autofree char *first = rc_duration_dup_words (&a->duration);
  g_autofree char *second = rc_duration_dup_words (&b->duration);

  /* Translators: a period, who asks for it; another period, and who asks for that. */
  g_ptr_array_add (self->conflicts,
                   g_strdup_printf (_("%1$s (%2$s), and %3$s (%4$s): the longer minimum counts here; which of them is right is for a person to decide"),
                                    first, a->words, second, b->words));
}

void
rc_retention_find_conflicts (RcRetention *self)
{
  g_autoptr (GArray) ends = list_ends (self);

  for (guint i = 0; i < self->rules->len; i++)
    {
      for (guint j = i + 1; j < self->rules->len; j++)
        {
          const RcRetentionRule *a = g_ptr_array_index (self->rules, i);
          const RcRetentionRule *b = g_ptr_array_index (self->rules, j);

          if (!is_conflict (a, g_array_index (ends, gint64, i), b, g_array_index (ends, gint64, j)))
            continue;
          if (self->conflicts->len == RC_RETENTION_MAX_HOLES)
            {
              self->is_cut = TRUE;
              return;
            }
          add_conflict (self, a, b);
        }
    }
}
