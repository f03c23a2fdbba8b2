/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "json-document.h"

#include "json-value.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

/**
 * rc_json_document_read:
 * @json: initialised; filled by this
 * @message: one sentence for people: which kind of document cannot be read
 *
 * A document in which a member is named twice can be read in two ways, and is not read.
 *
 * Returns: whether it was read; %FALSE without @error where it was set aside
 */
gboolean
rc_json_document_read (RcJson               *json,
                       const RcImportInput  *input,
                       RcImportSink         *sink,
                       const char           *message,
                       GError              **error)
{
  RcJsonFault fault;
  const char *text;
  gsize length;

  if (input->bytes == NULL)
    {
      (void) rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, -1, RC_EXCEPTION_LIMIT, "at most 64 MiB (RC_LIMIT_RECORD_BYTES)",
                                       "more", message, error);
      return FALSE;
    }

  text = g_bytes_get_data (input->bytes, &length);
  if (!rc_json_parse (json, text != NULL ? text : "", length, &fault))
    {
      (void) rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, (gint64) fault.offset, RC_EXCEPTION_UNREADABLE_RECORD,
                                       fault.expected, rc_json_fault_code (fault.kind), message, error);
      return FALSE;
    }
  if (json->has_duplicate)
    {
      g_autofree char *name = rc_json_dup_text (json, json->duplicate, NULL);

      (void) rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, json->nodes[json->duplicate].offset, RC_EXCEPTION_DUPLICATE_MEMBER,
                                       "each member named once", name, message, error);
      return FALSE;
    }

  return TRUE;
}

/**
 * rc_json_document_was_refused:
 * @local_error: (nullable) (transfer full): what rc_json_document_read() set
 */
gboolean
rc_json_document_was_refused (GError  *local_error,
                              GError **error)
{
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, local_error);
  return FALSE;
}

char *
rc_json_document_dup (const RcJson *json,
                      guint32       object,
                      const char   *name)
{
  guint32 node = rc_json_is (json, object, RC_JSON_OBJECT) ? rc_json_member (json, object, name) : RC_JSON_NO_NODE;

  if (node == RC_JSON_NO_NODE || rc_json_is (json, node, RC_JSON_NULL) || rc_json_is (json, node, RC_JSON_OBJECT) ||
      rc_json_is (json, node, RC_JSON_ARRAY))
    return NULL;

  return rc_json_value_dup (json, node);
}

gint64
rc_json_document_read_time (const RcJson *json,
                            guint32       object,
                            const char   *name,
                            guint32       units,
                            RcTimestamp  *out_time)
{
  g_autofree char *text = rc_json_document_dup (json, object, name);
  RcTimestamp time = { 0 };
  gboolean is_digits = text != NULL && text[0] != '\0' && strspn (text, "0123456789") == strlen (text);

  if (text == NULL)
    return RC_TIME_NONE;
  if (is_digits ? units == 0 || g_str_equal (text, "0") || !rc_timestamp_from_epoch (text, strlen (text), units, &time)
                : !rc_timestamp_parse (text, strlen (text), RC_ZONE_UNKNOWN, 0, &time))
    return RC_TIME_NONE;

  if (out_time != NULL)
    *out_time = time;
  return time.from_us;
}

GPtrArray *
rc_json_fields_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) rc_field_value_free);
}

void
rc_json_fields_add (GPtrArray    *fields,
                    RcField       field,
                    const RcJson *json,
                    guint32       node,
                    const char   *locator)
{
  RcFieldValue *value;

  if (node == RC_JSON_NO_NODE || !rc_json_value_is_present (json, node))
    return;

  value = g_new0 (RcFieldValue, 1);
  value->field = field;
  value->value = rc_json_value_dup (json, node);
  value->offset = json->nodes[node].offset;
  value->length = json->nodes[node].length;
  value->locator = g_strdup (locator);
  g_ptr_array_add (fields, value);
}
