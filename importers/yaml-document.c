/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "yaml-document.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

/**
 * rc_yaml_document_read:
 * @yaml: new; filled by this
 * @message: one sentence for people: which kind of document cannot be read
 *
 * A document in which a key stands twice can be read in two ways, and is not read; nor is one that is no mapping.
 *
 * Returns: whether it was read; %FALSE without @error where it was set aside
 */
gboolean
rc_yaml_document_read (RcYaml               *yaml,
                       const RcImportInput  *input,
                       RcImportSink         *sink,
                       const char           *message,
                       GError              **error)
{
  gsize length = 0;
  const char *text = input->bytes != NULL ? g_bytes_get_data (input->bytes, &length) : NULL;
  const RcYamlNode *repeated;
  RcYamlFault fault;

  if (input->bytes == NULL)
    {
      (void) rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, -1, RC_EXCEPTION_LIMIT, "at most 64 MiB (RC_LIMIT_RECORD_BYTES)",
                                       "more", message, error);
      return FALSE;
    }
  if (!rc_yaml_parse (yaml, text != NULL ? text : "", length, &fault))
    {
      (void) rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, (gint64) fault.offset, fault.kind, fault.expected, fault.found, message,
                                       error);
      return FALSE;
    }
  if (rc_yaml_count_duplicates (yaml) > 0)
    {
      repeated = rc_yaml_peek_node (yaml, rc_yaml_nth_duplicate (yaml, 0));
      (void) rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, (gint64) repeated->offset, RC_EXCEPTION_DUPLICATE_MEMBER,
                                       "each key named once", rc_yaml_peek_text (yaml, rc_yaml_nth_duplicate (yaml, 0), NULL), message,
                                       error);
      return FALSE;
    }
  if (rc_yaml_count_nodes (yaml) == 0 || rc_yaml_peek_node (yaml, 0)->type != RC_YAML_MAPPING)
    {
      (void) rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, 0, RC_EXCEPTION_UNREADABLE_RECORD, "a mapping of keys and values",
                                       "something else", message, error);
      return FALSE;
    }

  return TRUE;
}

const char *
rc_yaml_document_peek (const RcYaml *yaml,
                       guint         mapping,
                       const char   *name)
{
  guint node = rc_yaml_member (yaml, mapping, name);
  gsize length = 0;
  const char *text = node != RC_YAML_NO_NODE && !rc_yaml_is_null (yaml, node) ? rc_yaml_peek_text (yaml, node, &length) : NULL;

  return text != NULL && length > 0 && strlen (text) == length ? text : NULL;
}

gboolean
rc_yaml_sample_has (const RcSample *sample,
                    const char     *name)
{
  gsize length = strlen (name);
  const char *end = sample->head + sample->head_length;

  for (const char *line = sample->head; line != NULL && line < end;)
    {
      if ((gsize) (end - line) > length && memcmp (line, name, length) == 0 && line[length] == ':')
        return TRUE;
      line = memchr (line, '\n', (gsize) (end - line));
      line = line != NULL ? line + 1 : NULL;
    }

  return FALSE;
}
