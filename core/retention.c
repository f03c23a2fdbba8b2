/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "retention-parts.h"

#include <string.h>

#include "words.h"

static void
rule_free (gpointer data)
{
  RcRetentionRule *rule = data;

  g_free (rule->id);
  g_free (rule->basis);
  g_free (rule->target);
  g_free (rule->period);
  g_free (rule->words);
  g_free (rule);
}

static void
log_free (gpointer data)
{
  RcRetentionLog *log = data;

  g_free (log->name);
  g_free (log);
}

static void
deletion_free (gpointer data)
{
  RcRetentionDeletion *deletion = data;

  g_free (deletion->system);
  g_free (deletion->target);
  g_free (deletion->policy);
  g_free (deletion->reason);
  g_free (deletion->certificate);
  g_free (deletion);
}

void
rc_retention_free (RcRetention *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->rules);
  g_ptr_array_unref (self->logs);
  g_array_unref (self->holes);
  g_ptr_array_unref (self->deletions);
  g_ptr_array_unref (self->holds);
  g_ptr_array_unref (self->papers);
  g_ptr_array_unref (self->conflicts);
  for (guint i = 0; i < RC_N_RETENTION_QUESTIONS; i++)
    {
      g_free (self->points[i].words);
      g_array_unref (self->points[i].events);
    }
  g_free (self);
}

static RcRetention *
retention_new (void)
{
  RcRetention *self = g_new0 (RcRetention, 1);

  self->rules = g_ptr_array_new_with_free_func (rule_free);
  self->logs = g_ptr_array_new_with_free_func (log_free);
  self->holes = g_array_new (FALSE, FALSE, sizeof (RcRetentionHole));
  self->deletions = g_ptr_array_new_with_free_func (deletion_free);
  self->holds = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_hold_free);
  self->papers = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_paper_free);
  self->conflicts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < RC_N_RETENTION_QUESTIONS; i++)
    self->points[i].events = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

/* A hold on another system is none of this one's. */
static gboolean
add_holds (RcRetention             *self,
           const RcRetentionScope  *scope,
           GError                 **error)
{
  g_autoptr (GPtrArray) holds = rc_hold_list (scope->case_file, error);

  if (holds == NULL)
    return FALSE;
  while (holds->len > 0)
    {
      RcHold *hold = g_ptr_array_steal_index (holds, 0);

      if (scope->system == NULL || hold->system == NULL || strcmp (hold->system, scope->system->name) == 0)
        g_ptr_array_add (self->holds, hold);
      else
        rc_hold_free (hold);
    }
  return TRUE;
}

/* A document that was read for another system alone is none of this one's. */
static gboolean
is_of_system (const RcPaper          *paper,
              const RcRetentionScope *scope)
{
  g_autoptr (GPtrArray) subjects = g_ptr_array_new ();
  RcAbout about = { RC_ABOUT_SYSTEM, NULL };
  gboolean is_read = FALSE;

  if (scope->system == NULL)
    return TRUE;
  about.name = scope->system->name;
  g_ptr_array_add (subjects, &about);
  for (guint i = 0; i < paper->readings->len; i++)
    {
      const RcReading *reading = g_ptr_array_index (paper->readings, i);

      if (reading->withdrawn_for != NULL)
        continue;
      if (rc_reading_is_of (reading, subjects))
        return TRUE;
      is_read = TRUE;
    }
  return !is_read;
}

static gboolean
add_papers (RcRetention             *self,
            const RcRetentionScope  *scope,
            GError                 **error)
{
  g_autoptr (GPtrArray) papers = rc_paper_list (scope->case_file, error);

  if (papers == NULL)
    return FALSE;
  while (papers->len > 0)
    {
      RcPaper *paper = g_ptr_array_steal_index (papers, 0);

      if (paper->state == RC_PAPER_SOUND && g_strcmp0 (paper->kind, "E13") == 0 && is_of_system (paper, scope))
        g_ptr_array_add (self->papers, paper);
      else
        rc_paper_free (paper);
    }
  return TRUE;
}

static RcRetention *
load (const RcRetentionScope  *scope,
      GError                 **error)
{
  g_autoptr (RcRetention) self = retention_new ();

  rc_retention_add_law (self, scope);
  rc_retention_add_stated (self, scope);
  if (!rc_retention_add_records (self, scope, error) || !rc_retention_add_logs (self, scope, error) || !add_holds (self, scope, error) ||
      !add_papers (self, scope, error) ||
      !rc_retention_judge_deletions (self, scope, error))
    return NULL;
  rc_retention_find_conflicts (self);
  rc_retention_answer (self, scope);
  return g_steal_pointer (&self);
}

RcRetention *
rc_retention_load (RcCase          *case_file,
                   RcRecordReader  *reader,
                   const RcSystem  *system,
                   GCancellable    *cancellable,
                   GError         **error)
{
  g_autoptr (RcSystemFilter) within = NULL;
  RcRetentionScope scope = { case_file, reader, system, NULL, cancellable };

  if (system == NULL)
    return load (&scope, error);
  scope.within = within = rc_system_filter_new (case_file, system, error);
  return within != NULL ? load (&scope, error) : NULL;
}

/* --- Words --- */

const char *
rc_retention_answer_to_name (RcRetentionAnswer answer)
{
  static const char * const names[] = { "MET", "NOT_MET", "NO_EVIDENCE", "NA", "JUDGE" };

  return names[answer];
}

const char *
rc_retention_answer_words (RcRetentionAnswer answer)
{
  static const char * const words[] = {
    N_("Evidence supports"), N_("Evidence contradicts"), N_("Nothing received on this point"), N_("Does not apply"), N_("For your judgement"),
  };

  return _(words[answer]);
}

const char *
rc_retention_question_to_name (RcRetentionQuestion question)
{
  static const char * const names[RC_N_RETENTION_QUESTIONS] = { "floor", "kept", "sector", "holds" };

  return names[question];
}

const char *
rc_retention_question_words (RcRetentionQuestion question)
{
  static const char * const words[RC_N_RETENTION_QUESTIONS] = {
    N_("Do the rules keep logs for at least six months?"),
    N_("Was nothing deleted before its minimum?"),
    N_("Does the rule of a financial institution name the law of its sector?"),
    N_("Was nothing deleted that was on hold?"),
  };

  return _(words[question]);
}
