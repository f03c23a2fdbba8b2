/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include "core/timestamp.h"

/* What the JSON of several verbs has in one form. */

void
rc_cli_write_time (RcJsonWriter *writer,
                   const char   *name,
                   gint64        time_us)
{
  g_autofree char *text = time_us != RC_TIME_NONE ? rc_time_format_utc (time_us) : NULL;

  rc_json_writer_member_string (writer, name, text);
}

char *
rc_cli_dup_reference (RcCase *case_file,
                      gint64  event_id)
{
  g_autoptr (RcEvent) event = event_id != 0 ? rc_event_load (case_file, event_id, NULL) : NULL;

  return event != NULL ? rc_event_dup_reference (event) : NULL;
}
