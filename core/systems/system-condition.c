/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/systems/system-condition.h"

#include "core/json.h"

static void
read_node (const RcJson           *json,
           guint32                 node,
           RcSystemValuePresence  *out_presence,
           char                  **out_value)
{
  *out_presence = RC_SYSTEM_VALUE_THERE;
  if (node == RC_JSON_NO_NODE || rc_json_is (json, node, RC_JSON_NULL))
    *out_presence = RC_SYSTEM_VALUE_ABSENT;
  else if (rc_json_is (json, node, RC_JSON_OBJECT) || rc_json_is (json, node, RC_JSON_ARRAY))
    *out_presence = RC_SYSTEM_VALUE_UNREADABLE;
  else if (!rc_json_is (json, node, RC_JSON_STRING))
    *out_value = g_strndup (json->text + json->nodes[node].offset, json->nodes[node].length);
  else if ((*out_value = rc_json_dup_string (json, node)) == NULL)
    *out_presence = RC_SYSTEM_VALUE_UNREADABLE;
}

static gboolean
read_pointer (RcRecordReader         *reader,
              const RcEvent          *event,
              const char             *pointer,
              RcSystemValuePresence  *out_presence,
              char                  **out_value,
              GError                **error)
{
  g_autoptr (GBytes) content = rc_record_reader_read_content (reader, event->source, event->record, error);
  g_auto (RcJson) json = { 0 };
  RcJsonFault fault;
  const char *text;
  gsize length;

  if (content == NULL)
    return FALSE;

  rc_json_init (&json);
  text = g_bytes_get_data (content, &length);
  if (rc_json_parse (&json, text, length, &fault))
    read_node (&json, rc_json_pointer (&json, pointer), out_presence, out_value);
  else
    *out_presence = RC_SYSTEM_VALUE_UNREADABLE;
  return TRUE;
}

gboolean
rc_system_condition_read (RcCase                 *case_file,
                          RcRecordReader         *reader,
                          RcEvent                *event,
                          const char             *field,
                          RcSystemValuePresence  *out_presence,
                          char                  **out_value,
                          GError                **error)
{
  RcField known;

  *out_value = NULL;
  *out_presence = RC_SYSTEM_VALUE_ABSENT;
  if (field[0] == '/')
    return read_pointer (reader, event, field, out_presence, out_value, error);
  if (!rc_field_from_name (field, &known))
    return TRUE;
  if (!rc_event_read_fields (event, case_file, reader, error))
    return FALSE;

  *out_value = g_strdup (rc_event_peek_field (event, known));
  *out_presence = *out_value != NULL ? RC_SYSTEM_VALUE_THERE : RC_SYSTEM_VALUE_ABSENT;
  return TRUE;
}
