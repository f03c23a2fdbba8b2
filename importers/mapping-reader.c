/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping-reader.h"

#include <string.h>

/**
 * rc_mapping_fail:
 * @entry: the line that is wrong
 *
 * Sets RC_IMPORTER_ERROR_MAPPING with file, line, group, key and what is wrong.
 *
 * Returns: %FALSE
 */
gboolean
rc_mapping_fail (RcMappingReader      *self,
                 const RcMappingEntry *entry,
                 GError              **error,
                 const char           *format,
                 ...)
{
  g_autofree char *problem = NULL;
  va_list arguments;

  va_start (arguments, format);
  problem = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_set_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_MAPPING, "%s: line %u: [%s]%s%s: %s", self->name, entry->line, entry->group,
               entry->key != NULL ? " " : "", entry->key != NULL ? entry->key : "", problem);
  return FALSE;
}

gboolean
rc_mapping_fail_unknown_key (RcMappingReader      *self,
                             const RcMappingEntry *entry,
                             GError              **error)
{
  return rc_mapping_fail (self, entry, error, "this group has no such key");
}

/* The line that begins a group; (nullable). */
const RcMappingEntry *
rc_mapping_find_group (RcMappingReader *self,
                       const char      *group)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const RcMappingEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->key == NULL && g_str_equal (entry->group, group))
        return entry;
    }

  return NULL;
}

/* Whether a key of the group is given; a missing one is refused. */
gboolean
rc_mapping_require_key (RcMappingReader *self,
                        const char      *group,
                        const char      *key,
                        GError         **error)
{
  const RcMappingEntry *start = rc_mapping_find_group (self, group);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const RcMappingEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->key != NULL && g_str_equal (entry->group, group) && g_str_equal (entry->key, key))
        return TRUE;
    }

  if (start != NULL)
    return rc_mapping_fail (self, start, error, "the key “%s” is missing", key);

  g_set_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_MAPPING, "%s: the group [%s] is missing", self->name, group);
  return FALSE;
}

/* --- Paths --- */

gboolean
rc_mapping_read_path (RcMappingReader      *self,
                      const RcMappingEntry *entry,
                      RcPathSet            *paths,
                      RcPaths               use,
                      const char           *pointer,
                      guint                *out_path,
                      GError              **error)
{
  *out_path = rc_path_set_add (paths, pointer, use);
  if (*out_path != RC_PATH_NONE)
    return TRUE;

  return rc_mapping_fail (self, entry, error, "“%s” is no JSON Pointer such as /model/name", pointer);
}

/* "POINTER VALUE": the pointer has no blank. */
gboolean
rc_mapping_read_comparison (RcMappingReader      *self,
                            const RcMappingEntry *entry,
                            RcPathSet            *paths,
                            RcPaths               use,
                            const char           *text,
                            guint                *out_path,
                            char                **out_value,
                            GError              **error)
{
  const char *blank = strchr (text, ' ');
  g_autofree char *pointer = NULL;

  if (blank == NULL || blank[1] == '\0')
    return rc_mapping_fail (self, entry, error, "expected a JSON Pointer, a blank and a value, found “%s”", text);

  pointer = g_strndup (text, (gsize) (blank - text));
  if (!rc_mapping_read_path (self, entry, paths, use, pointer, out_path, error))
    return FALSE;

  *out_value = g_strdup (blank + 1);
  return TRUE;
}

/* --- The groups --- */

static gboolean
is_id (const char *text)
{
  return strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (text) && *text != '-' && strlen (text) <= 64;
}

static gboolean
read_framing (RcMappingReader      *self,
              const RcMappingEntry *entry,
              GError              **error)
{
  if (g_str_equal (entry->value, "lines"))
    self->mapping->framing = RC_FRAMING_LINES;
  else if (g_str_equal (entry->value, "document"))
    self->mapping->framing = RC_FRAMING_WHOLE;
  else
    return rc_mapping_fail (self, entry, error, "expected lines or document, found “%s”", entry->value);

  return TRUE;
}

static gboolean
read_mapping_key (RcMappingReader      *self,
                  const RcMappingEntry *entry,
                  GError              **error)
{
  RcMapping *mapping = self->mapping;
  guint64 number;

  if (g_str_equal (entry->key, "id"))
    {
      if (!is_id (entry->value))
        return rc_mapping_fail (self, entry, error, "expected small letters, digits and hyphens, at most 64, found “%s”", entry->value);
      mapping->id = g_strdup (entry->value);
    }
  else if (g_str_equal (entry->key, "title"))
    mapping->title = g_strdup (entry->value);
  else if (g_str_equal (entry->key, "evidences"))
    mapping->evidences = g_strdup (entry->value);
  else if (g_str_equal (entry->key, "version"))
    {
      if (!g_ascii_string_to_unsigned (entry->value, 10, 1, 1000000, &number, NULL))
        return rc_mapping_fail (self, entry, error, "expected a whole number from 1, found “%s”", entry->value);
      mapping->version = (guint) number;
    }
  else if (g_str_equal (entry->key, "framing"))
    return read_framing (self, entry, error);
  else
    return rc_mapping_fail_unknown_key (self, entry, error);

  return TRUE;
}

/* Whether @key is "@prefix" and a number. */
static gboolean
is_numbered (const char *key,
             const char *prefix)
{
  const char *number = g_str_has_prefix (key, prefix) ? key + strlen (prefix) : "";

  return *number != '\0' && strspn (number, "0123456789") == strlen (number);
}

static gboolean
read_recognise_key (RcMappingReader      *self,
                    const RcMappingEntry *entry,
                    GError              **error)
{
  RcMapping *mapping = self->mapping;
  RcMappingSign sign = { 0 };
  guint64 weight;

  if (g_str_equal (entry->key, "weight"))
    {
      if (!g_ascii_string_to_unsigned (entry->value, 10, 1, 100, &weight, NULL))
        return rc_mapping_fail (self, entry, error, "expected a whole number from 1 to 100, found “%s”", entry->value);
      mapping->weight = (int) weight;
      return TRUE;
    }

  if (is_numbered (entry->key, "equals."))
    {
      if (!rc_mapping_read_comparison (self, entry, mapping->sign_paths, RC_PATHS_ALL, entry->value, &sign.path, &sign.value, error))
        return FALSE;
    }
  else if (is_numbered (entry->key, "has."))
    {
      if (!rc_mapping_read_path (self, entry, mapping->sign_paths, RC_PATHS_ALL, entry->value, &sign.path, error))
        return FALSE;
    }
  else
    return rc_mapping_fail_unknown_key (self, entry, error);

  g_array_append_val (mapping->signs, sign);
  return TRUE;
}

static gboolean
read_chain_key (RcMappingReader      *self,
                const RcMappingEntry *entry,
                GError              **error)
{
  if (!g_str_equal (entry->key, "profile"))
    return rc_mapping_fail_unknown_key (self, entry, error);

  self->mapping->chain_profile = g_strdup (entry->value);
  return TRUE;
}

/* --- The whole --- */

static const struct
{
  const char *group;
  RcMappingKeyFunc read_key;
} groups[] = {
  /* In the order in which they are read: overrides, last, need to know the kinds and replace fields. */
  { "mapping", read_mapping_key },
  { "recognise", read_recognise_key },
  { "kind", rc_mapping_read_kind_key },
  { "time", rc_mapping_read_time_key },
  { "fields", rc_mapping_read_fields_key },
  { "values", rc_mapping_read_values_key },
  { "chain", read_chain_key },
};

static gboolean
check_groups (RcMappingReader *self,
              GError         **error)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const RcMappingEntry *entry = g_ptr_array_index (self->entries, i);
      gboolean is_known = g_str_has_prefix (entry->group, RC_MAPPING_OVERRIDES);

      for (guint k = 0; k < G_N_ELEMENTS (groups); k++)
        is_known |= g_str_equal (entry->group, groups[k].group);
      if (!is_known)
        return rc_mapping_fail (self, entry, error, "there is no such group");
    }

  return TRUE;
}

static gboolean
read_group (RcMappingReader *self,
            const char      *group,
            RcMappingKeyFunc read_key,
            GError         **error)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const RcMappingEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->key != NULL && g_str_equal (entry->group, group) && !read_key (self, entry, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_whole (RcMappingReader *self,
             GError         **error)
{
  static const char * const keys[] = { "id", "title", "evidences", "version", "framing" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (!rc_mapping_require_key (self, "mapping", keys[i], error))
        return FALSE;
    }

  if (self->mapping->signs->len == 0)
    return rc_mapping_require_key (self, "recognise", "has.1", error);
  if (rc_mapping_find_group (self, "chain") != NULL && !rc_mapping_require_key (self, "chain", "profile", error))
    return FALSE;
  if (rc_mapping_find_group (self, "fields") == NULL)
    return rc_mapping_require_key (self, "fields", "id", error);

  return rc_mapping_check_kind (self, error) && rc_mapping_check_time (self, error);
}

/**
 * rc_mapping_read_text:
 * @self: an empty mapping
 * @text: tainted
 * @name: for messages
 *
 * Returns: %FALSE with RC_IMPORTER_ERROR_MAPPING where the text is not wholly understood; @self is then good for nothing
 */
gboolean
rc_mapping_read_text (RcMapping  *self,
                      const char *text,
                      gsize       length,
                      const char *name,
                      GError    **error)
{
  g_autoptr (GPtrArray) entries = rc_mapping_text_read (text, length, name, error);
  RcMappingReader reader = { .mapping = self, .name = name, .entries = entries };

  if (entries == NULL || !check_groups (&reader, error))
    return FALSE;

  self->weight = 80;
  self->time.zone_if_absent = RC_ZONE_UNKNOWN;
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      if (!read_group (&reader, groups[i].group, groups[i].read_key, error))
        return FALSE;
    }

  return check_whole (&reader, error) && rc_mapping_read_overrides (&reader, error);
}
