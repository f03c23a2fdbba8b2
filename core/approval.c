/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "approval.h"

#include <string.h>

static gboolean
action_begins_with (const RcEvent      *approval,
                    const char * const *beginnings)
{
  const char *action = rc_event_peek_field (approval, RC_FIELD_ACTION);

  for (guint i = 0; action != NULL && beginnings[i] != NULL; i++)
    if (g_ascii_strncasecmp (action, beginnings[i], strlen (beginnings[i])) == 0)
      return TRUE;

  return FALSE;
}

gboolean
rc_approval_is_withdrawal (const RcEvent *approval)
{
  static const char * const beginnings[] = { "withdr", "revok", "rescind", "suspend", NULL };

  return action_begins_with (approval, beginnings);
}

gboolean
rc_approval_is_refusal (const RcEvent *approval)
{
  static const char * const beginnings[] = { "reject", "refus", "den", "declin", NULL };

  return action_begins_with (approval, beginnings) || rc_approval_is_withdrawal (approval);
}

static RcBound
read_bound (const RcEvent *approval,
            RcField        field,
            RcTimestamp   *out_time)
{
  const char *text = rc_event_peek_field (approval, field);

  if (text == NULL)
    return RC_BOUND_OPEN;

  return rc_timestamp_parse (text, strlen (text), RC_ZONE_UNKNOWN, 0, out_time) ? RC_BOUND_AT : RC_BOUND_UNKNOWN;
}

/**
 * rc_approval_get_period:
 * @out_period: (out): from the beginning that it names, else from the time of the act, to the end that it names. A day as end is
 *   wholly part of it: "valid until 30 June"
 */
void
rc_approval_get_period (const RcEvent *approval,
                        RcInterval    *out_period)
{
  *out_period = (RcInterval) { .begins = RC_BOUND_UNKNOWN };
  out_period->ends = read_bound (approval, RC_FIELD_VALID_TO, &out_period->to);
  if (out_period->ends == RC_BOUND_AT && out_period->to.to_us - out_period->to.from_us >= G_TIME_SPAN_DAY - 1)
    {
      out_period->to.from_us += G_TIME_SPAN_DAY;
      out_period->to.to_us += 1;
    }

  if (rc_event_peek_field (approval, RC_FIELD_VALID_FROM) != NULL)
    {
      out_period->begins = read_bound (approval, RC_FIELD_VALID_FROM, &out_period->from);
      return;
    }
  if (approval->time_us == RC_TIME_NONE)
    return;

  out_period->begins = RC_BOUND_AT;
  out_period->from.from_us = approval->time_us;
  out_period->from.to_us = approval->time_us + approval->span_us;
}
