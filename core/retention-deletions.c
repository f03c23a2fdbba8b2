/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "retention-parts.h"

#include <string.h>

/* Whether what was deleted was old enough, and on hold. */

static gboolean
is_in_force (const RcRetentionRule *rule,
             gint64                 when_us)
{
  return when_us == RC_TIME_NONE ||
         ((rule->from_us == RC_TIME_NONE || rule->from_us <= when_us) && (rule->to_us == RC_TIME_NONE || when_us <= rule->to_us));
}

/* A deletion that does not say of what is held against no minimum but that of the rule which it names. */
static gboolean
applies (const RcRetentionRule     *rule,
         const RcRetentionDeletion *deletion)
{
  if (!rule->has_duration || !is_in_force (rule, deletion->when_us))
    return FALSE;
  if (deletion->policy != NULL && g_strcmp0 (rule->id, deletion->policy) == 0)
    return TRUE;
  if (deletion->target == NULL)
    return FALSE;
  return g_strcmp0 (rule->target, deletion->target) == 0 || (rc_retention_is_of_logs (rule->target) && rc_retention_is_of_logs (deletion->target));
}

/* Counted from the newest of the records that were deleted (a reading: the Regulation names no day). */
static void
judge_age (const RcRetention   *self,
           RcRetentionDeletion *deletion)
{
  gint64 latest_us = RC_TIME_NONE;

  for (guint i = 0; i < self->rules->len && deletion->to_us != RC_TIME_NONE; i++)
    {
      const RcRetentionRule *rule = g_ptr_array_index (self->rules, i);
      gint64 end_us;

      if (!applies (rule, deletion))
        continue;
      if (!rc_duration_add (&rule->duration, deletion->to_us, &end_us))
        end_us = G_MAXINT64;
      if (deletion->under != NULL && end_us <= latest_us)
        continue;
      deletion->under = rule;
      latest_us = end_us;
    }
  if (deletion->under != NULL && deletion->when_us != RC_TIME_NONE)
    deletion->age = deletion->when_us < latest_us ? RC_RETENTION_EARLY : RC_RETENTION_IN_TIME;
}

static void
judge_holds (const RcRetention   *self,
             RcRetentionDeletion *deletion)
{
  for (guint i = 0; i < self->holds->len && deletion->held == NULL; i++)
    {
      const RcHold *hold = g_ptr_array_index (self->holds, i);
      gboolean is_bounded = hold->from_us != RC_TIME_NONE || hold->to_us != RC_TIME_NONE;
      gboolean is_dated = deletion->from_us != RC_TIME_NONE && deletion->to_us != RC_TIME_NONE;

      if (hold->system != NULL && deletion->system != NULL && strcmp (hold->system, deletion->system) != 0)
        continue;
      if ((deletion->when_us != RC_TIME_NONE && !rc_hold_stood_at (hold, deletion->when_us)) ||
          !rc_hold_reaches (hold, deletion->from_us, deletion->to_us))
        continue;
      deletion->held = hold;
      deletion->perhaps_held = deletion->when_us == RC_TIME_NONE || (is_bounded && !is_dated) || (hold->system != NULL && deletion->system == NULL);
    }
}

gboolean
rc_retention_judge_deletions (RcRetention             *self,
                              const RcRetentionScope  *scope,
                              GError                 **error)
{
  for (guint i = 0; i < self->deletions->len; i++)
    {
      RcRetentionDeletion *deletion = g_ptr_array_index (self->deletions, i);

      if (g_cancellable_set_error_if_cancelled (scope->cancellable, error))
        return FALSE;
      if (deletion->is_none)
        continue;
      judge_age (self, deletion);
      judge_holds (self, deletion);
    }
  return TRUE;
}
