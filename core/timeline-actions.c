/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "timeline-marks.h"

#include "override.h"

#define ACTIONS_BETWEEN_LOOKS 256u

/* What people did about answers, counted by time: there are too many for marks of their own. */

/* An act whose record cannot be read again counts as an act; what it says then, the checks tell. */
static gboolean
count_action (RcTimeline             *self,
              const RcTimelineScope  *scope,
              gint64                  id,
              GError                **error)
{
  g_autoptr (RcEvent) event = rc_event_load (scope->case_file, id, error);
  RcTimelineBin *bin;
  gboolean has = FALSE;

  if (event == NULL || !rc_timeline_scope_has_event (scope, event, &has, error))
    return FALSE;
  if (!has || event->time_us == RC_TIME_NONE || event->time_us < self->from_us || event->time_us >= self->to_us)
    return TRUE;

  bin = &g_array_index (self->bins, RcTimelineBin, (event->time_us - self->from_us) / self->bin_us);
  bin->human_actions++;
  if (rc_event_read_fields (event, scope->case_file, scope->reader, NULL) &&
      rc_override_is_declared (rc_event_peek_field (event, RC_FIELD_ACTION)))
    bin->overrides++;
  return TRUE;
}

gboolean
rc_timeline_add_actions (RcTimeline             *self,
                         const RcTimelineScope  *scope,
                         GCancellable           *cancellable,
                         GError                **error)
{
  g_autoptr (GArray) ids = rc_event_list_kind (scope->case_file, RC_EVENT_HUMAN_ACTION, RC_TIMELINE_MAX_ACTIONS + 1, error);

  if (ids == NULL)
    return FALSE;
  self->actions_cut = ids->len > RC_TIMELINE_MAX_ACTIONS;
  for (guint i = 0; i < MIN (ids->len, RC_TIMELINE_MAX_ACTIONS); i++)
    {
      if (i % ACTIONS_BETWEEN_LOOKS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!count_action (self, scope, g_array_index (ids, gint64, i), error))
        return FALSE;
    }
  return TRUE;
}
