/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "override.h"

gboolean
rc_override_is_declared (const char *action)
{
  static const char * const changes[] = { "override", "modify", "reject", NULL };

  return action != NULL && g_strv_contains (changes, action);
}

/* What the action's record keeps of the machine's answer, else what the inference's own record says. */
static const char *
peek_machine_answer (const RcEvent *action,
                     const RcEvent *inference)
{
  const char *original = rc_event_peek_field (action, RC_FIELD_ORIGINAL);
  const char *proposal;

  if (original != NULL || inference == NULL)
    return original;

  proposal = rc_event_peek_field (inference, RC_FIELD_PROPOSAL);
  return proposal != NULL ? proposal : rc_event_peek_field (inference, RC_FIELD_OUTPUT);
}

/**
 * rc_override_compare:
 * @action: its fields read
 * @inference: (nullable): %NULL where the action is on more than one answer: the person's need not be about any one of them
 */
RcAnswerPair
rc_override_compare (const RcEvent *action,
                     const RcEvent *inference)
{
  const char *machine = peek_machine_answer (action, inference);
  const char *final = rc_event_peek_field (action, RC_FIELD_FINAL);

  return machine != NULL && final != NULL ? rc_answer_pair_compare (machine, final) : RC_ANSWER_PAIR_INCOMPARABLE;
}

gboolean
rc_override_is_one (const RcEvent *action,
                    const RcEvent *inference)
{
  return rc_override_is_declared (rc_event_peek_field (action, RC_FIELD_ACTION))
    || rc_override_compare (action, inference) == RC_ANSWER_PAIR_DIFFERENT;
}

gboolean
rc_override_stops (const RcEvent *action)
{
  static const char * const stops[] = { "stop", "escalate", NULL };
  const char *declared = rc_event_peek_field (action, RC_FIELD_ACTION);

  return declared != NULL && g_strv_contains (stops, declared);
}
