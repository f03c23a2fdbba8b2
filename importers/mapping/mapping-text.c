/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapping-text.h"

#include "core/bounds.h"
#include "core/importer.h"

#include <string.h>

typedef struct
{
  const char *name;
  guint       line;
  char       *group;      /* (nullable): before the first */
  GHashTable *seen;       /* groups, and keys as "group\nkey" */
  GPtrArray  *entries;
} Reader;

static void
free_entry (gpointer data)
{
  RcMappingEntry *entry = data;

  g_free (entry->group);
  g_free (entry->key);
  g_free (entry->value);
  g_free (entry);
}

static gboolean G_GNUC_PRINTF (3, 4)
fail (const Reader *self,
      GError      **error,
      const char   *format,
      ...)
{
  g_autofree char *problem = NULL;
  va_list arguments;

  va_start (arguments, format);
  problem = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_set_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_MAPPING, "%s: line %u: %s", self->name, self->line, problem);
  return FALSE;
}

static void
add_entry (Reader     *self,
           const char *key,
           const char *value)
{
  RcMappingEntry *entry = g_new0 (RcMappingEntry, 1);

  entry->line = self->line;
  entry->group = g_strdup (self->group);
  entry->key = g_strdup (key);
  entry->value = g_strdup (value);
  g_ptr_array_add (self->entries, entry);
}

static gboolean
read_group (Reader     *self,
            const char *text,
            GError    **error)
{
  gsize length = strlen (text);

  if (length < 3 || text[length - 1] != ']' || strcspn (text + 1, "[]") != length - 2)
    return fail (self, error, "expected [group], found “%s”", text);

  g_free (self->group);
  self->group = g_strndup (text + 1, length - 2);
  if (!g_hash_table_add (self->seen, g_strdup (self->group)))
    return fail (self, error, "[%s] is given twice", self->group);

  add_entry (self, NULL, NULL);
  return TRUE;
}

/* The escapes of key files: \s \n \t \r \\. */
static gboolean
resolve_escapes (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    {
      static const char letters[] = "sntr\\", meant[] = " \n\t\r\\";
      const char *letter;

      if (*from != '\\')
        {
          *to++ = *from;
          continue;
        }
      from++;
      letter = *from != '\0' ? strchr (letters, *from) : NULL;
      if (letter == NULL)
        return FALSE;
      *to++ = meant[letter - letters];
    }

  *to = '\0';
  return TRUE;
}

static gboolean
read_key (Reader  *self,
          char    *text,
          GError **error)
{
  char *value = strchr (text, '=');
  g_autofree char *place = NULL;

  if (self->group == NULL)
    return fail (self, error, "expected a group such as [mapping] before the first key, found “%s”", text);
  if (value == NULL)
    return fail (self, error, "[%s]: expected key=value, found “%s”", self->group, text);

  *value++ = '\0';
  g_strchomp (text);
  g_strchug (value);
  if (*text == '\0')
    return fail (self, error, "[%s]: a key is missing before “=”", self->group);
  if (strpbrk (text, "[]") != NULL)
    return fail (self, error, "[%s] %s: a key has no brackets; mappings are not translated", self->group, text);
  if (*value == '\0')
    return fail (self, error, "[%s] %s: the value is missing", self->group, text);
  if (!resolve_escapes (value))
    return fail (self, error, "[%s] %s: a backslash is written as “\\\\”", self->group, text);

  place = g_strconcat (self->group, "\n", text, NULL);
  if (!g_hash_table_add (self->seen, g_steal_pointer (&place)))
    return fail (self, error, "[%s] %s is given twice", self->group, text);

  add_entry (self, text, value);
  return TRUE;
}

static gboolean
read_lines (Reader     *self,
            const char *text,
            gsize       length,
            GError    **error)
{
  g_autofree char *copy = g_strndup (text, length);
  char *rest = copy;

  while (rest != NULL)
    {
      char *line = rest;

      rest = strchr (line, '\n');
      if (rest != NULL)
        *rest++ = '\0';
      self->line++;

      g_strstrip (line);
      if (*line == '\0' || *line == '#')
        continue;
      if (!(*line == '[' ? read_group (self, line, error) : read_key (self, line, error)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_text (Reader     *self,
            const char *text,
            gsize       length,
            GError    **error)
{
  const char *end;

  if (length > RC_LIMIT_MAPPING_BYTES)
    {
      g_set_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_MAPPING,
                   "%s: a mapping has at most %u bytes, this one has %" G_GSIZE_FORMAT, self->name, RC_LIMIT_MAPPING_BYTES, length);
      return FALSE;
    }

  if (!g_utf8_validate_len (text, length, &end))
    {
      self->line = 1;
      for (const char *p = text; p < end; p++)
        self->line += *p == '\n';
      return fail (self, error, "a mapping is UTF-8 text; a byte that is none stands here");
    }

  if (length >= 3 && memcmp (text, "\357\273\277", 3) == 0)
    {
      self->line = 1;
      return fail (self, error, "the file begins with a byte order mark; save it without one");
    }

  return TRUE;
}

/**
 * rc_mapping_text_read:
 * @text: tainted
 * @length: of @text in bytes
 * @name: for messages
 *
 * Returns: (transfer full) (nullable) (element-type RcMappingEntry): groups and keys in the order of their lines; %NULL with
 *   RC_IMPORTER_ERROR_MAPPING, whose message names the line
 */
GPtrArray *
rc_mapping_text_read (const char *text,
                      gsize       length,
                      const char *name,
                      GError    **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (free_entry);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reader reader = { .name = name, .seen = seen, .entries = entries };
  gboolean is_read;

  is_read = check_text (&reader, text, length, error) && read_lines (&reader, text, length, error);
  g_free (reader.group);
  return is_read ? g_steal_pointer (&entries) : NULL;
}
