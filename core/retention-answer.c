/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "retention-parts.h"

#include <string.h>

#include "display-text.h"
#include "words.h"

/* The answers to what is asked of retention. None is given that the evidence does not bear (facts, section 6.3). */

static void
set_answer (RcRetention         *self,
            RcRetentionQuestion  question,
            RcRetentionAnswer    answer,
            char                *words)       /* (transfer full) */
{
  RcRetentionPoint *point = &self->points[question];

  g_free (point->words);
  point->answer = answer;
  point->words = words;
}

static void
cite (RcRetention         *self,
      RcRetentionQuestion  question,
      gint64               event)
{
  if (event != 0)
    g_array_append_val (self->points[question].events, event);
}

static char *
dup_day (gint64 time_us)
{
  g_autofree char *time = rc_time_format_utc (time_us);

  return g_strndup (time, strcspn (time, "T"));
}

static char *
show (const char *tainted)
{
  return rc_display_text (tainted != NULL ? tainted : "", -1, RC_RETENTION_SHOWN_BYTES);
}

static gboolean
is_log_rule (const RcRetentionRule *rule)
{
  return rule->origin != RC_RETENTION_OF_LAW && rc_retention_is_of_logs (rule->target);
}

/* --- The law's minimum --- */

typedef enum
{
  LENGTH_ENOUGH,
  LENGTH_PERHAPS,     /* from some days on, not from others */
  LENGTH_SHORT,
} Length;

/* Six months are 181 to 184 days: from 1 September and from 1 March. */
static Length
compare_length (const RcDuration *duration,
                const RcDuration *minimum)
{
  const gint64 starts[] = { G_GINT64_CONSTANT (1788220800) * G_USEC_PER_SEC, G_GINT64_CONSTANT (1772323200) * G_USEC_PER_SEC };
  guint n_less = 0;

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    n_less += rc_duration_is_less (duration, minimum, starts[i]);
  return n_less == 0 ? LENGTH_ENOUGH : n_less == G_N_ELEMENTS (starts) ? LENGTH_SHORT : LENGTH_PERHAPS;
}

/* (nullable): the law's longest minimum for logs. */
static const RcRetentionRule *
find_floor (const RcRetention *self)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      const RcRetentionRule *rule = g_ptr_array_index (self->rules, i);

      if (rule->origin == RC_RETENTION_OF_LAW && rule->has_duration)
        return rule;
    }
  return NULL;
}

static void
weigh_rule (RcRetention           *self,
            const RcRetentionRule *rule,
            const RcRetentionRule *minimum)
{
  RcRetentionPoint *point = &self->points[RC_RETENTION_FLOOR];
  g_autofree char *period = show (rule->period);
  g_autofree char *basis = show (rule->basis);
  Length length = rule->has_duration ? compare_length (&rule->duration, &minimum->duration) : LENGTH_PERHAPS;

  if (length == LENGTH_ENOUGH || point->answer == RC_RETENTION_CONTRADICTS)
    return;
  cite (self, RC_RETENTION_FLOOR, rule->event);
  if (!rule->has_duration)
    /* Translators: a period as it is written, and who says so. */
    set_answer (self, RC_RETENTION_FLOOR, RC_RETENTION_JUDGE, g_strdup_printf (_("The period “%1$s” (%2$s) is in no form that can be counted."), period, rule->words));
  else if (length == LENGTH_PERHAPS)
    set_answer (self, RC_RETENTION_FLOOR, RC_RETENTION_JUDGE,
                g_strdup_printf (_("Whether %1$s (%2$s) is as long as six months depends on the day from which it is counted."), period, rule->words));
  else if (rule->event == 0)
    set_answer (self, RC_RETENTION_FLOOR, RC_RETENTION_JUDGE,
                g_strdup_printf (_("%1$s (%2$s) is shorter than six months; no record of that rule was received."), period, rule->words));
  else if (rule->origin == RC_RETENTION_OF_RECORD && rule->target == NULL)
    set_answer (self, RC_RETENTION_FLOOR, RC_RETENTION_JUDGE,
                g_strdup_printf (_("%1$s (%2$s) is shorter than six months; whether the rule is on the logs it does not say."), period, rule->words));
  else if (rule->basis != NULL)
    /* Translators: a period, who says so, and on which law or paper it is said to rest. */
    set_answer (self, RC_RETENTION_FLOOR, RC_RETENTION_JUDGE,
                g_strdup_printf (_("%1$s (%2$s) is shorter than six months. It is said to rest on “%3$s”: whether that law provides otherwise is for a person to decide."),
                                 period, rule->words, basis));
  else
    set_answer (self, RC_RETENTION_FLOOR, RC_RETENTION_CONTRADICTS,
                g_strdup_printf (_("%1$s (%2$s) is shorter than six months, and no law is named that provides otherwise."), period, rule->words));
}

static void
answer_floor (RcRetention *self)
{
  const RcRetentionRule *minimum = find_floor (self);
  guint n_rules = 0, n_recorded = 0;

  set_answer (self, RC_RETENTION_FLOOR, RC_RETENTION_SUPPORTS, NULL);
  for (guint i = 0; i < self->rules->len && minimum != NULL; i++)
    {
      const RcRetentionRule *rule = g_ptr_array_index (self->rules, i);

      if (!is_log_rule (rule))
        continue;
      n_rules++;
      n_recorded += rule->event != 0;
      weigh_rule (self, rule, minimum);
    }

  if (n_rules == 0 || minimum == NULL)
    set_answer (self, RC_RETENTION_FLOOR, RC_RETENTION_NO_EVIDENCE, g_strdup (_("No rule on how long the logs are kept was received or stated.")));
  else if (self->points[RC_RETENTION_FLOOR].answer == RC_RETENTION_SUPPORTS && n_recorded == 0)
    set_answer (self, RC_RETENTION_FLOOR, RC_RETENTION_NO_EVIDENCE,
                g_strdup (_("A period of six months or more is stated; no record of the rule was received.")));
  else if (self->points[RC_RETENTION_FLOOR].answer == RC_RETENTION_SUPPORTS)
    set_answer (self, RC_RETENTION_FLOOR, RC_RETENTION_SUPPORTS,
                g_strdup_printf (rc_words_plural ("%u rule on the logs asks for six months or more.", "%u rules on the logs ask for six months or more.", n_rules),
                                 n_rules));
}

/* --- Whether it was kept --- */

static gboolean
has_policy (const RcRetention *self)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      const RcRetentionRule *rule = g_ptr_array_index (self->rules, i);

      if (is_log_rule (rule) && rule->event != 0 && rule->id != NULL && rule->has_duration)
        return TRUE;
    }
  return FALSE;
}

/* First of all inferences held, and the newest of the older ones that were deleted; RC_TIME_NONE: none. */
static void
find_edges (const RcRetention *self,
            gint64            *out_held_us,
            gint64            *out_deleted_us)
{
  *out_held_us = *out_deleted_us = RC_TIME_NONE;
  for (guint i = 0; i < self->logs->len; i++)
    {
      const RcRetentionLog *log = g_ptr_array_index (self->logs, i);

      if (log->first_us != RC_TIME_NONE && (*out_held_us == RC_TIME_NONE || log->first_us < *out_held_us))
        *out_held_us = log->first_us;
    }
  for (guint i = 0; i < self->deletions->len; i++)
    {
      const RcRetentionDeletion *deletion = g_ptr_array_index (self->deletions, i);

      if (!deletion->is_none && deletion->to_us != RC_TIME_NONE)
        *out_deleted_us = MAX (*out_deleted_us, deletion->to_us);
    }
}

/* A statement that nothing was deleted tells of its own period alone: whether one of them spans all that is held, to the day. */
static gboolean
is_none_throughout (const RcRetention *self,
                    gint64             held_us)
{
  gint64 last_us = held_us;

  for (guint i = 0; i < self->logs->len; i++)
    last_us = MAX (last_us, ((const RcRetentionLog *) g_ptr_array_index (self->logs, i))->last_us);
  for (guint i = 0; i < self->deletions->len; i++)
    {
      const RcRetentionDeletion *deletion = g_ptr_array_index (self->deletions, i);

      if (deletion->is_none && deletion->from_us != RC_TIME_NONE && deletion->to_us != RC_TIME_NONE && deletion->from_us <= held_us &&
          deletion->to_us + G_TIME_SPAN_DAY >= last_us)
        return TRUE;
    }
  return FALSE;
}

/* What is absent for a conclusion; (nullable): nothing. */
static char *
dup_lacking (const RcRetention *self,
             gint64             held_us)
{
  g_autoptr (GPtrArray) lacking = g_ptr_array_new ();

  if (held_us == RC_TIME_NONE)
    g_ptr_array_add (lacking, (gpointer) _("records with a time"));
  if (!has_policy (self))
    g_ptr_array_add (lacking, (gpointer) _("the rule in force, with its id and period"));
  if (self->deletions->len == 0)
    g_ptr_array_add (lacking, (gpointer) _("a deletion log, or a statement that nothing was deleted"));
  if (lacking->len == 0)
    return NULL;
  g_ptr_array_add (lacking, NULL);
  return g_strjoinv ("; ", (char **) lacking->pdata);
}

static guint
count_early (RcRetention *self,
             gboolean    *out_is_recorded)
{
  guint count = 0;

  *out_is_recorded = FALSE;
  for (guint i = 0; i < self->deletions->len; i++)
    {
      const RcRetentionDeletion *deletion = g_ptr_array_index (self->deletions, i);

      if (deletion->age != RC_RETENTION_EARLY)
        continue;
      count++;
      *out_is_recorded |= deletion->under->origin == RC_RETENTION_OF_LAW || deletion->under->event != 0;
      cite (self, RC_RETENTION_KEPT, deletion->event);
    }
  return count;
}

static guint
count_untold (const RcRetention *self)
{
  guint count = 0;

  for (guint i = 0; i < self->deletions->len; i++)
    {
      const RcRetentionDeletion *deletion = g_ptr_array_index (self->deletions, i);

      count += !deletion->is_none && deletion->age == RC_RETENTION_CANNOT_TELL;
    }
  return count;
}

static void
conclude_kept (RcRetention *self)
{
  g_autofree char *lacking = NULL;
  g_autofree char *held = NULL;
  g_autofree char *deleted = NULL;
  gint64 held_us, deleted_us;

  find_edges (self, &held_us, &deleted_us);
  lacking = dup_lacking (self, held_us);
  if (lacking != NULL)
    {
      /* Translators: a list of what was not received. */
      set_answer (self, RC_RETENTION_KEPT, RC_RETENTION_NO_EVIDENCE,
                  g_strdup_printf (_("An export covers a slice of what is kept: whether anything was deleted too early cannot be concluded. Not received: %s."), lacking));
      return;
    }

  held = dup_day (held_us);
  deleted = deleted_us != RC_TIME_NONE ? dup_day (deleted_us) : NULL;
  if (deleted_us != RC_TIME_NONE && deleted_us + G_TIME_SPAN_DAY < held_us)
    /* Translators: two dates. */
    set_answer (self, RC_RETENTION_KEPT, RC_RETENTION_JUDGE,
                g_strdup_printf (_("Between %1$s and %2$s records are neither held here nor in the deletion log."), deleted, held));
  else if (deleted_us == RC_TIME_NONE && !is_none_throughout (self, held_us))
    set_answer (self, RC_RETENTION_KEPT, RC_RETENTION_JUDGE,
                g_strdup (_("It is said that nothing was deleted, but not of the whole time of which records are held here.")));
  else
    set_answer (self, RC_RETENTION_KEPT, RC_RETENTION_SUPPORTS,
                g_strdup_printf (_("The deletion log that was received tells of nothing younger than its minimum; the oldest record held here is of %s."), held));
}

static void
answer_kept (RcRetention *self)
{
  gboolean is_recorded;
  guint early = count_early (self, &is_recorded);
  guint untold = count_untold (self);

  if (early > 0)
    set_answer (self, RC_RETENTION_KEPT, is_recorded ? RC_RETENTION_CONTRADICTS : RC_RETENTION_JUDGE,
                g_strdup_printf (rc_words_plural ("%u deletion removed records younger than the minimum that applies to them.",
                                                  "%u deletions removed records younger than the minimum that applies to them.", early), early));
  else if (untold > 0)
    set_answer (self, RC_RETENTION_KEPT, RC_RETENTION_JUDGE,
                g_strdup_printf (rc_words_plural ("Of %u deletion it cannot be told how old the records were, or which minimum applies to them.",
                                                  "Of %u deletions it cannot be told how old the records were, or which minimum applies to them.", untold), untold));
  else
    conclude_kept (self);
}

/* --- Sector, holds --- */

static void
answer_sector (RcRetention            *self,
               const RcRetentionScope *scope)
{
  const RcRetentionRule *with_basis = NULL;
  g_autofree char *basis = NULL;

  /* A sector that nobody states is not another sector. */
  if (scope->system == NULL || rc_system_peek (scope->system, RC_SYSTEM_SECTORS) == NULL)
    {
      set_answer (self, RC_RETENTION_SECTOR, RC_RETENTION_JUDGE,
                  g_strdup (scope->system == NULL ? _("It binds financial institutions alone. The sector is stated for each system: ask for one of them.")
                                                  : _("It binds financial institutions alone; nobody states the sector of the system.")));
      return;
    }
  if (!rc_system_has_value (scope->system, RC_SYSTEM_SECTORS, "financial-institution") && rc_system_differs (scope->system, RC_SYSTEM_SECTORS))
    {
      set_answer (self, RC_RETENTION_SECTOR, RC_RETENTION_JUDGE,
                  g_strdup (_("It binds financial institutions alone; people or files state different sectors of the system.")));
      return;
    }
  if (!rc_system_has_value (scope->system, RC_SYSTEM_SECTORS, "financial-institution"))
    {
      set_answer (self, RC_RETENTION_SECTOR, RC_RETENTION_DOES_NOT_APPLY, g_strdup (_("Nobody states that a financial institution keeps these logs.")));
      return;
    }
  for (guint i = 0; i < self->rules->len && with_basis == NULL; i++)
    {
      const RcRetentionRule *rule = g_ptr_array_index (self->rules, i);

      if (is_log_rule (rule) && rule->basis != NULL)
        with_basis = rule;
    }
  if (with_basis == NULL)
    {
      set_answer (self, RC_RETENTION_SECTOR, RC_RETENTION_NO_EVIDENCE, g_strdup (_("No rule on the logs names the law that it rests on.")));
      return;
    }
  basis = show (with_basis->basis);
  cite (self, RC_RETENTION_SECTOR, with_basis->event);
  /* Translators: the law or paper that a rule names, and who says so. */
  set_answer (self, RC_RETENTION_SECTOR, RC_RETENTION_JUDGE,
              g_strdup_printf (_("The rule rests on “%1$s” (%2$s): whether that is the financial services law which applies is for a person to decide."), basis,
                               with_basis->words));
}

static void
answer_holds (RcRetention *self)
{
  guint held = 0, perhaps = 0;

  for (guint i = 0; i < self->deletions->len; i++)
    {
      const RcRetentionDeletion *deletion = g_ptr_array_index (self->deletions, i);

      if (deletion->held == NULL)
        continue;
      held += !deletion->perhaps_held;
      perhaps += deletion->perhaps_held;
      cite (self, RC_RETENTION_HOLDS, deletion->event);
    }

  if (self->holds->len == 0)
    set_answer (self, RC_RETENTION_HOLDS, RC_RETENTION_DOES_NOT_APPLY, g_strdup (_("No legal hold is entered.")));
  else if (held > 0)
    set_answer (self, RC_RETENTION_HOLDS, RC_RETENTION_CONTRADICTS,
                g_strdup_printf (rc_words_plural ("%u deletion removed records while a legal hold stood on them.",
                                                  "%u deletions removed records while a legal hold stood on them.", held), held));
  else if (perhaps > 0)
    set_answer (self, RC_RETENTION_HOLDS, RC_RETENTION_JUDGE,
                g_strdup_printf (rc_words_plural ("Of %u deletion it cannot be told whether its records were on hold.",
                                                  "Of %u deletions it cannot be told whether their records were on hold.", perhaps), perhaps));
  else if (self->deletions->len == 0)
    set_answer (self, RC_RETENTION_HOLDS, RC_RETENTION_NO_EVIDENCE, g_strdup (_("No deletion log was received.")));
  else
    set_answer (self, RC_RETENTION_HOLDS, RC_RETENTION_SUPPORTS, g_strdup (_("The deletion log that was received tells of nothing that was on hold.")));
}

/* Where no record decides, documents may: what they say only people can tell. */
static void
refer_to_papers (RcRetention         *self,
                 RcRetentionQuestion  question)
{
  if (self->papers->len > 0 && self->points[question].answer == RC_RETENTION_NO_EVIDENCE)
    set_answer (self, question, RC_RETENTION_JUDGE,
                g_strdup_printf (rc_words_plural ("No record shows it. %u document on retention is registered; what it says is for a person to decide.",
                                                  "No record shows it. %u documents on retention are registered; what they say is for a person to decide.",
                                                  self->papers->len), self->papers->len));
}

void
rc_retention_answer (RcRetention            *self,
                     const RcRetentionScope *scope)
{
  answer_floor (self);
  answer_kept (self);
  answer_sector (self, scope);
  answer_holds (self);
  for (guint i = 0; i < RC_N_RETENTION_QUESTIONS; i++)
    refer_to_papers (self, i);
}
