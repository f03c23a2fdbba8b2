/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapping-reader.h"

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

/* Whether @key is "@prefix" and a number. */
gboolean
rc_mapping_is_numbered (const char *key,
                        const char *prefix)
{
  const char *number = g_str_has_prefix (key, prefix) ? key + strlen (prefix) : "";

  return *number != '\0' && strspn (number, "0123456789") == strlen (number);
}

/* --- The whole --- */

static const struct
{
  const char *group;
  RcMappingKeyFunc read_key;
} groups[] = {
  /* In the order in which they are read: overrides, last, need to know the kinds and replace fields. */
  { "mapping", rc_mapping_read_mapping_key },
  { "csv", rc_mapping_read_csv_key },
  { "lines", rc_mapping_read_lines_key },
  { "rows", rc_mapping_read_rows_key },
  { "recognise", rc_mapping_read_recognise_key },
  { "kind", rc_mapping_read_kind_key },
  { "time", rc_mapping_read_time_key },
  { "fields", rc_mapping_read_fields_key },
  { "values", rc_mapping_read_values_key },
  { "chain", rc_mapping_read_chain_key },
  { "join", rc_mapping_read_join_key },
  { "repeats", rc_mapping_read_repeats_key },
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

/* The groups of a form of text are for that form. */
static gboolean
check_form (RcMappingReader *self,
            GError         **error)
{
  const RcMapping *mapping = self->mapping;
  const RcMappingEntry *csv = rc_mapping_find_group (self, "csv");
  const RcMappingEntry *lines = rc_mapping_find_group (self, "lines");

  if (csv != NULL && mapping->form != RC_MAPPING_FORM_CSV)
    return rc_mapping_fail (self, csv, error, "this group is for framing=csv");
  if (lines != NULL && mapping->form != RC_MAPPING_FORM_TEXT)
    return rc_mapping_fail (self, lines, error, "this group is for framing=text");
  if (mapping->form == RC_MAPPING_FORM_TEXT && mapping->line_patterns->len == 0)
    return rc_mapping_require_key (self, "lines", "pattern.1", error);
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
  if (!check_form (self, error))
    return FALSE;
  if (rc_mapping_find_group (self, "rows") != NULL && self->mapping->row_paths->len == 0)
    return rc_mapping_require_key (self, "rows", "path.1", error);
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
  self->time.rule.zone_if_absent = RC_ZONE_UNKNOWN;
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      if (!read_group (&reader, groups[i].group, groups[i].read_key, error))
        return FALSE;
    }

  return check_whole (&reader, error) && rc_mapping_read_overrides (&reader, error);
}
