/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/duration.h"
#include "core/slot.h"
#include "core/slot-trace.h"
#include "core/words.h"

static char *
describe (RcSlotContext *context,
          const RcEvent *rule,
          gint64        *out_end_us)
{
  const char *duration = rc_event_peek_field (rule, RC_FIELD_RETENTION);
  const char *target = rc_event_peek_field (rule, RC_FIELD_TARGET);
  g_autoptr (GString) text = g_string_new (duration);
  RcDuration period;

  *out_end_us = RC_TIME_NONE;
  if (target != NULL)
    {
      g_string_truncate (text, 0);
      g_string_append_printf (text, _("%1$s for %2$s"), duration, target);
    }
  if (context->instant != NULL && rc_duration_parse (duration, &period) && rc_duration_add (&period, context->instant->from_us, out_end_us))
    {
      g_autofree char *end = rc_time_format_utc (*out_end_us);
      g_autofree char *day = g_strndup (end, strlen ("2026-01-01"));

      g_string_append_printf (text, _("; counted from the inference, until %s"), day);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
has_ended (RcSlotContext *context,
           const RcEvent *rule)
{
  const char *text = rc_event_peek_field (rule, RC_FIELD_VALID_TO);
  RcTimestamp end;

  return text != NULL && rc_timestamp_parse (text, strlen (text), RC_ZONE_UNKNOWN, 0, &end) &&
         end.to_us < context->instant->from_us;
}

/* Of each kind of records that rules speak of, the newest rule. */
static gboolean
answer_retention (RcSlotContext  *context,
                  RcSlotBuilder  *builder,
                  GError        **error)
{
  static const RcField fields[] = { RC_FIELD_RETENTION, RC_FIELD_TARGET, RC_FIELD_VALID_FROM, RC_N_FIELDS };
  g_autoptr (GPtrArray) rules = rc_slot_context_list_before (context, RC_EVENT_RETENTION, error);
  g_autoptr (GHashTable) targets = g_hash_table_new (g_str_hash, g_str_equal);

  if (rules == NULL)
    return FALSE;

  for (guint i = 0; i < rules->len; i++)
    {
      const RcEvent *rule = g_ptr_array_index (rules, i);
      const char *target = rc_event_peek_field (rule, RC_FIELD_TARGET);
      g_autofree char *value = NULL;
      gint64 end_us;

      if (rc_event_peek_field (rule, RC_FIELD_RETENTION) == NULL || has_ended (context, rule) ||
          !g_hash_table_add (targets, (gpointer) (target != NULL ? target : "")))
        {
          rc_slot_trace_event (context, RC_LINEAGE_STEP_LEFT_OUT, rule,
                               _("A rule is left out: it names no period, had ended before the inference, or a newer one is about the "
                                 "same records."));
          continue;
        }
      value = describe (context, rule, &end_us);
      rc_slot_builder_set_rung (builder, N_("newest rule before the instant"));
      if (!rc_slot_builder_add_fields (builder, value, value, FALSE, RC_IDENTITY_WEAK, rule, fields, error))
        return FALSE;
      if (end_us != RC_TIME_NONE)
        rc_slot_builder_add_time_fact (builder, RC_FACT_UNTIL, "", &(RcTimestamp) { .from_us = end_us, .to_us = end_us });
    }

  return TRUE;
}

const RcSlot rc_slot_retention = {
  .id = "retention",
  .group = N_("Is it kept"),
  .question = N_("How long must and will this record be kept?"),
  .missing = N_("No rule on the retention of these records was received: ask the deployer for its retention policy in "
                "force at that time."),
  .single = FALSE,
  .parts = RC_LINEAGE_PART_BIT (RC_LINEAGE_PART_INSTANT),
  .answer = answer_retention,
};
