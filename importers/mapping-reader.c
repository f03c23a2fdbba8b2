/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping-reader.h"

#include "importers/mapping-text.h"

#include <string.h>

typedef struct
{
  RcMapping  *mapping;
  const char *name;
  GPtrArray  *entries;
} Reader;

typedef gboolean (*ReadKeyFunc) (Reader               *self,
                                 const RcMappingEntry *entry,
                                 GError              **error);

/* The fields that are kept with every event row, and so are read from every record at import. */
static const RcField quick_fields[] = {
  RC_FIELD_ID, RC_FIELD_DECISION, RC_FIELD_SUBJECT, RC_FIELD_TARGET, RC_FIELD_SYSTEM, RC_FIELD_ENDPOINT, RC_FIELD_MODEL_NAME,
  RC_FIELD_MODEL_VERSION,
};

static const char * const actions[] = {
  "approve", "reject", "modify", "override", "escalate", "annotate", "appeal", "skip", "raise", "resolve", NULL,
};

static gboolean G_GNUC_PRINTF (4, 5)
fail (Reader               *self,
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

static gboolean
fail_unknown_key (Reader               *self,
                  const RcMappingEntry *entry,
                  GError              **error)
{
  return fail (self, entry, error, "this group has no such key");
}

/* The line that begins a group; (nullable). */
static const RcMappingEntry *
find_group (Reader     *self,
            const char *group)
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
static gboolean
require_key (Reader     *self,
             const char *group,
             const char *key,
             GError    **error)
{
  const RcMappingEntry *start = find_group (self, group);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const RcMappingEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->key != NULL && g_str_equal (entry->group, group) && g_str_equal (entry->key, key))
        return TRUE;
    }

  if (start != NULL)
    return fail (self, start, error, "the key “%s” is missing", key);

  g_set_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_MAPPING, "%s: the group [%s] is missing", self->name, group);
  return FALSE;
}

/* --- Paths --- */

static gboolean
read_path (Reader               *self,
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

  return fail (self, entry, error, "“%s” is no JSON Pointer such as /model/name", pointer);
}

/* "POINTER VALUE": the pointer has no blank. */
static gboolean
read_comparison (Reader               *self,
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
    return fail (self, entry, error, "expected a JSON Pointer, a blank and a value, found “%s”", text);

  pointer = g_strndup (text, (gsize) (blank - text));
  if (!read_path (self, entry, paths, use, pointer, out_path, error))
    return FALSE;

  *out_value = g_strdup (blank + 1);
  return TRUE;
}

static gboolean
read_alternative (Reader               *self,
                  const RcMappingEntry *entry,
                  RcPaths               use,
                  char                 *text,
                  RcMappingChoice      *choice,
                  GError              **error)
{
  RcMappingAlternative alternative = { .condition_path = RC_PATH_NONE };
  char *condition = strstr (text, " if ");

  if (condition != NULL)
    {
      *condition = '\0';
      condition += strlen (" if ");
    }

  if (!read_path (self, entry, self->mapping->paths, use, g_strstrip (text), &alternative.path, error))
    return FALSE;
  if (condition != NULL &&
      !read_comparison (self, entry, self->mapping->paths, use, g_strstrip (condition), &alternative.condition_path,
                        &alternative.condition, error))
    return FALSE;

  g_array_append_val (choice->alternatives, alternative);
  return TRUE;
}

/* "POINTER [if POINTER VALUE] | …"; (nullable): refused. */
static const RcMappingChoice *
read_choice (Reader               *self,
             const RcMappingEntry *entry,
             RcPaths               use,
             GError              **error)
{
  RcMappingChoice *choice = rc_mapping_add_choice (self->mapping);
  g_auto (GStrv) texts = g_strsplit (entry->value, " | ", -1);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      if (!read_alternative (self, entry, use, texts[i], choice, error))
        return NULL;
    }

  return choice;
}

/* --- The groups --- */

static gboolean
is_id (const char *text)
{
  return strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (text) && *text != '-' && strlen (text) <= 64;
}

static gboolean
read_framing (Reader               *self,
              const RcMappingEntry *entry,
              GError              **error)
{
  if (g_str_equal (entry->value, "lines"))
    self->mapping->framing = RC_FRAMING_LINES;
  else if (g_str_equal (entry->value, "document"))
    self->mapping->framing = RC_FRAMING_WHOLE;
  else
    return fail (self, entry, error, "expected lines or document, found “%s”", entry->value);

  return TRUE;
}

static gboolean
read_mapping_key (Reader               *self,
                  const RcMappingEntry *entry,
                  GError              **error)
{
  RcMapping *mapping = self->mapping;
  guint64 number;

  if (g_str_equal (entry->key, "id"))
    {
      if (!is_id (entry->value))
        return fail (self, entry, error, "expected small letters, digits and hyphens, at most 64, found “%s”", entry->value);
      mapping->id = g_strdup (entry->value);
    }
  else if (g_str_equal (entry->key, "title"))
    mapping->title = g_strdup (entry->value);
  else if (g_str_equal (entry->key, "evidences"))
    mapping->evidences = g_strdup (entry->value);
  else if (g_str_equal (entry->key, "version"))
    {
      if (!g_ascii_string_to_unsigned (entry->value, 10, 1, 1000000, &number, NULL))
        return fail (self, entry, error, "expected a whole number from 1, found “%s”", entry->value);
      mapping->version = (guint) number;
    }
  else if (g_str_equal (entry->key, "framing"))
    return read_framing (self, entry, error);
  else
    return fail_unknown_key (self, entry, error);

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
read_recognise_key (Reader               *self,
                    const RcMappingEntry *entry,
                    GError              **error)
{
  RcMapping *mapping = self->mapping;
  RcMappingSign sign = { 0 };
  guint64 weight;

  if (g_str_equal (entry->key, "weight"))
    {
      if (!g_ascii_string_to_unsigned (entry->value, 10, 1, 100, &weight, NULL))
        return fail (self, entry, error, "expected a whole number from 1 to 100, found “%s”", entry->value);
      mapping->weight = (int) weight;
      return TRUE;
    }

  if (is_numbered (entry->key, "equals."))
    {
      if (!read_comparison (self, entry, mapping->sign_paths, RC_PATHS_ALL, entry->value, &sign.path, &sign.value, error))
        return FALSE;
    }
  else if (is_numbered (entry->key, "has."))
    {
      if (!read_path (self, entry, mapping->sign_paths, RC_PATHS_ALL, entry->value, &sign.path, error))
        return FALSE;
    }
  else
    return fail_unknown_key (self, entry, error);

  g_array_append_val (mapping->signs, sign);
  return TRUE;
}

static gboolean
read_kind_name (Reader               *self,
                const RcMappingEntry *entry,
                RcEventKind          *out_kind,
                GError              **error)
{
  if (rc_event_kind_from_name (entry->value, out_kind))
    return TRUE;

  return fail (self, entry, error, "there is no kind “%s”", entry->value);
}

static gboolean
read_kind_key (Reader               *self,
               const RcMappingEntry *entry,
               GError              **error)
{
  RcMapping *mapping = self->mapping;
  RcMappingTerm term = { 0 };

  if (g_str_equal (entry->key, "kind") || g_str_equal (entry->key, "default"))
    return read_kind_name (self, entry, &mapping->default_kind, error);

  if (g_str_equal (entry->key, "from"))
    {
      mapping->kind_choice = read_choice (self, entry, RC_PATHS_QUICK, error);
      return mapping->kind_choice != NULL;
    }

  if (!g_str_has_prefix (entry->key, "map.") || entry->key[strlen ("map.")] == '\0')
    return fail_unknown_key (self, entry, error);
  if (!read_kind_name (self, entry, &term.kind, error))
    return FALSE;

  term.text = g_strdup (entry->key + strlen ("map."));
  g_array_append_val (mapping->kind_terms, term);
  return TRUE;
}

static gboolean
read_time_form (Reader               *self,
                const RcMappingEntry *entry,
                GError              **error)
{
  static const struct { const char *name; gint64 units_per_second; } epochs[] = {
    { "epoch-s", 1 }, { "epoch-ms", 1000 }, { "epoch-us", 1000000 }, { "epoch-ns", 1000000000 },
  };

  if (g_str_equal (entry->value, "rfc3339"))
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (epochs); i++)
    {
      if (!g_str_equal (entry->value, epochs[i].name))
        continue;
      self->mapping->time.form = RC_MAPPING_TIME_EPOCH;
      self->mapping->time.units_per_second = epochs[i].units_per_second;
      return TRUE;
    }

  return fail (self, entry, error, "expected rfc3339, epoch-s, epoch-ms, epoch-us or epoch-ns, found “%s”", entry->value);
}

static gboolean
read_time_key (Reader               *self,
               const RcMappingEntry *entry,
               GError              **error)
{
  RcMappingTime *time = &self->mapping->time;

  if (g_str_equal (entry->key, "path"))
    {
      time->choice = read_choice (self, entry, RC_PATHS_QUICK, error);
      return time->choice != NULL;
    }
  if (g_str_equal (entry->key, "form"))
    return read_time_form (self, entry, error);
  if (!g_str_equal (entry->key, "zone"))
    return fail_unknown_key (self, entry, error);

  if (g_str_equal (entry->value, "explicit"))
    time->zone_if_absent = RC_ZONE_UNKNOWN;
  else if (g_str_equal (entry->value, "utc"))
    time->zone_if_absent = RC_ZONE_RULE;
  else if (g_str_equal (entry->value, "assume"))
    time->zone_if_absent = RC_ZONE_ASSUMED;
  else
    return fail (self, entry, error, "expected explicit, utc or assume, found “%s”", entry->value);

  return TRUE;
}

static gboolean
read_field (Reader                 *self,
            const RcMappingEntry   *entry,
            RcField                *out_field,
            const RcMappingChoice **out_choice,
            GError                **error)
{
  RcPaths use = RC_PATHS_ALL;

  if (!rc_field_from_name (entry->key, out_field))
    return fail (self, entry, error, "there is no field of this name");
  if (*out_field == RC_FIELD_TIME)
    return fail (self, entry, error, "the time is read as the group [time] says");

  for (guint i = 0; i < G_N_ELEMENTS (quick_fields); i++)
    {
      if (quick_fields[i] == *out_field)
        use = RC_PATHS_QUICK;
    }

  *out_choice = read_choice (self, entry, use, error);
  return *out_choice != NULL;
}

static gboolean
read_fields_key (Reader               *self,
                 const RcMappingEntry *entry,
                 GError              **error)
{
  const RcMappingChoice *choice;
  RcField field;

  if (!read_field (self, entry, &field, &choice, error))
    return FALSE;

  for (guint kind = 0; kind < RC_N_EVENT_KINDS; kind++)
    self->mapping->fields[kind][field] = choice;
  return TRUE;
}

#define OVERRIDES "fields "

/* A group [fields KIND]: what is read otherwise, or not at all, for one kind. */
static gboolean
read_override (Reader               *self,
               const RcMappingEntry *entry,
               GError              **error)
{
  const RcMappingChoice *choice = NULL;
  RcEventKind kind;
  RcField field;

  if (!rc_event_kind_from_name (entry->group + strlen (OVERRIDES), &kind))
    return fail (self, entry, error, "there is no kind “%s”", entry->group + strlen (OVERRIDES));
  if (!rc_mapping_yields (self->mapping, kind))
    return fail (self, entry, error, "by [kind] no record is of this kind");
  if (entry->key == NULL)
    return TRUE;

  if (g_str_equal (entry->value, "-"))
    {
      if (!rc_field_from_name (entry->key, &field))
        return fail (self, entry, error, "there is no field of this name");
    }
  else if (!read_field (self, entry, &field, &choice, error))
    return FALSE;

  self->mapping->fields[kind][field] = choice;
  return TRUE;
}

static gboolean
read_values_key (Reader               *self,
                 const RcMappingEntry *entry,
                 GError              **error)
{
  RcMappingTerm term = { 0 };

  if (!g_str_has_prefix (entry->key, "action.") || entry->key[strlen ("action.")] == '\0')
    return fail_unknown_key (self, entry, error);
  if (!g_strv_contains (actions, entry->value))
    return fail (self, entry, error, "there is no action “%s”", entry->value);

  term.text = g_strdup (entry->key + strlen ("action."));
  term.word = g_strdup (entry->value);
  g_array_append_val (self->mapping->action_terms, term);
  return TRUE;
}

static gboolean
read_chain_key (Reader               *self,
                const RcMappingEntry *entry,
                GError              **error)
{
  if (!g_str_equal (entry->key, "profile"))
    return fail_unknown_key (self, entry, error);

  self->mapping->chain_profile = g_strdup (entry->value);
  return TRUE;
}

/* --- The whole --- */

static const struct
{
  const char *group;
  ReadKeyFunc read_key;
} groups[] = {
  /* In the order in which they are read: overrides, last, need to know the kinds and replace fields. */
  { "mapping", read_mapping_key },
  { "recognise", read_recognise_key },
  { "kind", read_kind_key },
  { "time", read_time_key },
  { "fields", read_fields_key },
  { "values", read_values_key },
  { "chain", read_chain_key },
};

static gboolean
check_groups (Reader  *self,
              GError **error)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const RcMappingEntry *entry = g_ptr_array_index (self->entries, i);
      gboolean is_known = g_str_has_prefix (entry->group, OVERRIDES);

      for (guint k = 0; k < G_N_ELEMENTS (groups); k++)
        is_known |= g_str_equal (entry->group, groups[k].group);
      if (!is_known)
        return fail (self, entry, error, "there is no such group");
    }

  return TRUE;
}

static gboolean
read_group (Reader     *self,
            const char *group,
            ReadKeyFunc read_key,
            GError    **error)
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
read_overrides (Reader  *self,
                GError **error)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const RcMappingEntry *entry = g_ptr_array_index (self->entries, i);

      if (g_str_has_prefix (entry->group, OVERRIDES) && !read_override (self, entry, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_kind (Reader  *self,
            GError **error)
{
  const RcMapping *mapping = self->mapping;
  gboolean is_constant = require_key (self, "kind", "kind", NULL);
  gboolean has_default = require_key (self, "kind", "default", NULL);

  if (mapping->kind_choice == NULL && !has_default && mapping->kind_terms->len == 0)
    return require_key (self, "kind", "kind", error);
  if (is_constant)
    return fail (self, find_group (self, "kind"), error, "“kind” is for records of one kind; it stands alone");

  return require_key (self, "kind", "from", error) && require_key (self, "kind", "default", error);
}

static gboolean
check_time (Reader  *self,
            GError **error)
{
  const RcMappingEntry *start = find_group (self, "time");

  if (start == NULL)
    return TRUE;
  if (self->mapping->time.form == RC_MAPPING_TIME_EPOCH && require_key (self, "time", "zone", NULL))
    return fail (self, start, error, "an epoch counts from UTC and has no “zone”");

  return require_key (self, "time", "path", error);
}

static gboolean
check_whole (Reader  *self,
             GError **error)
{
  static const char * const keys[] = { "id", "title", "evidences", "version", "framing" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (!require_key (self, "mapping", keys[i], error))
        return FALSE;
    }

  if (self->mapping->signs->len == 0)
    return require_key (self, "recognise", "has.1", error);
  if (find_group (self, "chain") != NULL && !require_key (self, "chain", "profile", error))
    return FALSE;
  if (find_group (self, "fields") == NULL)
    return require_key (self, "fields", "id", error);

  return check_kind (self, error) && check_time (self, error);
}

gboolean
rc_mapping_read_text (RcMapping  *self,
                      const char *text,
                      gsize       length,
                      const char *name,
                      GError    **error)
{
  g_autoptr (GPtrArray) entries = rc_mapping_text_read (text, length, name, error);
  Reader reader = { .mapping = self, .name = name, .entries = entries };

  if (entries == NULL || !check_groups (&reader, error))
    return FALSE;

  self->weight = 80;
  self->time.zone_if_absent = RC_ZONE_UNKNOWN;
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      if (!read_group (&reader, groups[i].group, groups[i].read_key, error))
        return FALSE;
    }

  return check_whole (&reader, error) && read_overrides (&reader, error);
}
