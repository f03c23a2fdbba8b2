/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include "core/mask.h"
#include "core/timestamp.h"

/* How an event is told, wherever events are listed: personal values masked. */

static char *
show_field (RcCase        *case_file,
            const RcEvent *event,
            RcField        field)
{
  g_autofree char *shown = rc_mask_field (case_file, field, rc_event_peek_field (event, field), NULL);

  return shown != NULL ? rc_cli_show (shown) : NULL;
}

void
rc_cli_write_event (RcJsonWriter  *writer,
                    RcCase        *case_file,
                    const RcEvent *event)
{
  static const RcField fields[] = {
    RC_FIELD_SUBJECT, RC_FIELD_ACTOR, RC_FIELD_ACTION, RC_FIELD_SCORE, RC_FIELD_THRESHOLD, RC_FIELD_PROPOSAL, RC_FIELD_FINAL,
    RC_FIELD_TARGET, RC_FIELD_METRIC, RC_FIELD_SEVERITY, RC_FIELD_VALID_FROM, RC_FIELD_VALID_TO, RC_FIELD_STATUS,
  };
  g_autofree char *time = event->time_us != RC_TIME_NONE ? rc_time_format_utc (event->time_us) : NULL;
  g_autofree char *reference = rc_event_dup_reference (event);
  const char *decision = rc_event_peek_field (event, RC_FIELD_DECISION);
  const char *id = rc_event_peek_field (event, RC_FIELD_ID);

  rc_json_writer_member_string (writer, "id", id != NULL ? id : reference);
  rc_json_writer_member_string (writer, "name", decision != NULL ? decision : id != NULL ? id : reference);
  rc_json_writer_member_string (writer, "reference", reference);
  rc_json_writer_member_string (writer, "kind", rc_event_kind_to_name (event->kind));
  rc_json_writer_member_string (writer, "time", time);
  rc_json_writer_member_string (writer, "decision", decision);
  rc_json_writer_member_string (writer, "system", event->system);
  rc_json_writer_member_string (writer, "model", event->model);
  rc_json_writer_member_string (writer, "endpoint", event->endpoint);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *value = show_field (case_file, event, fields[i]);

      if (value != NULL)
        rc_json_writer_member_string (writer, rc_field_to_name (fields[i]), value);
    }
}

void
rc_cli_print_event (RcCase        *case_file,
                    const RcEvent *event)
{
  g_autofree char *time = event->time_us != RC_TIME_NONE ? rc_time_format_utc (event->time_us) : NULL;
  g_autofree char *reference = rc_event_dup_reference (event);
  g_autofree char *decision = show_field (case_file, event, RC_FIELD_DECISION);
  g_autofree char *id = show_field (case_file, event, RC_FIELD_ID);
  g_autofree char *model = rc_cli_show (event->model);
  g_autofree char *system = rc_cli_show (event->system);

  rc_cli_print ("%-24s  %-18s  %-12s  %-16s  %-10s  %s\n", time != NULL ? time : "(no time)", decision != NULL ? decision : "",
                system, model, reference, id != NULL ? id : "");
}
