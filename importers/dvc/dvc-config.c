/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dvc-config.h"

#include "dvc-file.h"
#include "dvc-sample.h"
#include "dvc.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/words.h"

#include <string.h>

/*
 * .dvc/config: where the bytes are kept. One record, no events.
 *
 *  field                    | becomes                                                                    | slot
 * --------------------------+----------------------------------------------------------------------------+---------------------------
 *  ['remote "NAME"'] url    | environment "remote NAME", in this source only: TAG url, without user, password and query | (where to fetch the data)
 *  [core] remote            | TAG default = yes of that remote                                           |
 *  any other key            | nothing: most of them are keys and passwords                               |
 */

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  g_autofree char *text = g_strndup (sample->head_length > 0 ? sample->head : "", sample->head_length);

  return text[strspn (text, " \t\r\n")] == '[' && strstr (text, "['remote \"") != NULL && strstr (text, "url = ") != NULL ? 85 : 0;
}

/* The name in ['remote "NAME"']; (nullable) (transfer full) */
static char *
dup_remote (const char *line)
{
  static const char before[] = "['remote \"", after[] = "\"']";
  gsize length = strlen (line);

  if (!g_str_has_prefix (line, before) || !g_str_has_suffix (line, after) || length <= strlen (before) + strlen (after))
    return NULL;
  return g_strndup (line + strlen (before), length - strlen (before) - strlen (after));
}

/* The value of "KEY = VALUE"; (nullable) */
static const char *
peek_value (const char *line,
            const char *key)
{
  const char *rest = line + strlen (key);

  if (!g_str_has_prefix (line, key))
    return NULL;
  rest += strspn (rest, " \t");
  if (*rest != '=')
    return NULL;
  rest++;
  return rest + strspn (rest, " \t");
}

static gboolean
add_remote_tag (RcRegistryWriter  *writer,
                const char        *remote,
                const char        *key,
                const char        *value,
                GError           **error)
{
  g_autofree char *name = g_strconcat ("remote ", remote, NULL);
  gint64 entity;

  rc_registry_writer_at (writer, "remote %s", remote);
  return rc_registry_writer_add_entity (writer, RC_ENTITY_ENVIRONMENT, name, &entity, error) &&
         rc_registry_writer_add_tag (writer, entity, key, value, RC_TIME_NONE, error);
}

static gboolean
add_lines (RcRegistryWriter  *writer,
           char             **lines,
           GError           **error)
{
  g_autofree char *remote = NULL;
  gboolean in_core = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);
      const char *value;

      if (line[0] == '[')
        {
          g_free (remote);
          remote = dup_remote (line);
          in_core = g_ascii_strcasecmp (line, "[core]") == 0;
        }
      else if (remote != NULL && (value = peek_value (line, "url")) != NULL)
        {
          g_autofree char *plain = rc_dvc_dup_plain_url (value);

          if (!add_remote_tag (writer, remote, "url", plain, error))
            return FALSE;
        }
      else if (in_core && (value = peek_value (line, "remote")) != NULL && value[0] != '\0' &&
               !add_remote_tag (writer, value, "default", "yes", error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  g_auto (GStrv) lines = NULL;
  g_autofree char *copy = NULL;
  g_autoptr (GError) local_error = NULL;
  RcRegistryWriter writer;
  const char *text = NULL;
  gsize length = 0;

  rc_registry_writer_init (&writer, sink, RC_IMPORT_SOURCE);
  if (input->bytes != NULL)
    text = g_bytes_get_data (input->bytes, &length);
  if (text == NULL || length > RC_LIMIT_YAML_BYTES || !g_utf8_validate_len (text, length, NULL))
    {
      (void) rc_registry_writer_set_aside (&writer, -1, RC_EXCEPTION_UNREADABLE_RECORD, "UTF-8 text of at most 4 MiB (RC_LIMIT_YAML_BYTES)",
                                           "other bytes", "A configuration of DVC cannot be read.", &local_error);
    }
  else
    {
      copy = g_strndup (text, length);
      lines = g_strsplit (copy, "\n", -1);
      (void) add_lines (&writer, lines, &local_error);
    }
  rc_registry_writer_clear (&writer);

  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static const RcImporter importer = {
  .id = "dvc-config",
  .title = N_("Configuration of DVC (.dvc/config)"),
  .system = RC_DVC_SYSTEM,
  .evidences = N_("where the data are kept; keys and passwords in it are never read"),
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise,
  .import = import,
  .read_fields = rc_dvc_read_no_fields,
};

const RcImporter *
rc_dvc_config_importer (void)
{
  return &importer;
}
