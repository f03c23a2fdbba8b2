/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapping-reader.h"

#include "core/time-pattern.h"

#include <string.h>

/*
 * The groups of a mapping that say what a record becomes: its kind, its time, its fields and the words of its actions.
 */

#define PATTERN_FORM "pattern "

/* The fields that are kept with every event row, and so are read from every record at import. */
static const RcField quick_fields[] = {
  RC_FIELD_ID, RC_FIELD_DECISION, RC_FIELD_SUBJECT, RC_FIELD_TARGET, RC_FIELD_SYSTEM, RC_FIELD_ENDPOINT, RC_FIELD_MODEL_NAME,
  RC_FIELD_MODEL_VERSION, RC_FIELD_CORRELATION, RC_FIELD_TRACE,
};

static const char * const actions[] = {
  "approve", "reject", "modify", "override", "escalate", "annotate", "appeal", "skip", "raise", "resolve", NULL,
};

/* --- The groups --- */

static gboolean
read_kind_name (RcMappingReader      *self,
                const RcMappingEntry *entry,
                RcEventKind          *out_kind,
                GError              **error)
{
  if (rc_event_kind_from_name (entry->value, out_kind))
    return TRUE;

  return rc_mapping_fail (self, entry, error, "there is no kind “%s”", entry->value);
}

/* "when.1=KIND OPERAND [VALUE]" */
static gboolean
read_kind_rule (RcMappingReader      *self,
                const RcMappingEntry *entry,
                GError              **error)
{
  const char *blank = strchr (entry->value, ' ');
  g_autofree char *name = blank != NULL ? g_strndup (entry->value, (gsize) (blank - entry->value)) : g_strdup (entry->value);
  g_autofree char *condition = blank != NULL ? g_strstrip (g_strdup (blank)) : NULL;
  RcMappingKindRule rule = { 0 };
  RcMappingCondition *others = NULL;
  gboolean is_read;

  if (!rc_event_kind_from_name (name, &rule.kind))
    return rc_mapping_fail (self, entry, error, "there is no kind “%s”", name);
  if (condition == NULL)
    return rc_mapping_fail (self, entry, error, "expected a kind, a blank and where something must stand, found “%s”", entry->value);

  is_read = rc_mapping_read_conditions (self, entry, RC_PATHS_QUICK, condition, &others, error) &&
            rc_mapping_read_condition (self, entry, RC_PATHS_QUICK, condition, &rule.condition, error);
  rule.condition.next = others;
  g_array_append_val (self->mapping->kind_rules, rule);
  return is_read;
}

gboolean
rc_mapping_read_kind_key (RcMappingReader      *self,
                          const RcMappingEntry *entry,
                          GError              **error)
{
  RcMapping *mapping = self->mapping;
  RcMappingTerm term = { 0 };

  if (g_str_equal (entry->key, "kind") || g_str_equal (entry->key, "default"))
    return read_kind_name (self, entry, &mapping->default_kind, error);

  if (g_str_equal (entry->key, "from"))
    {
      mapping->kind_choice = rc_mapping_read_choice (self, entry, RC_PATHS_QUICK, error);
      return mapping->kind_choice != NULL;
    }

  if (rc_mapping_is_numbered (entry->key, "when."))
    return read_kind_rule (self, entry, error);

  if (!g_str_has_prefix (entry->key, "map.") || entry->key[strlen ("map.")] == '\0')
    return rc_mapping_fail_unknown_key (self, entry, error);
  if (!read_kind_name (self, entry, &term.kind, error))
    return FALSE;

  term.text = g_strdup (entry->key + strlen ("map."));
  g_array_append_val (mapping->kind_terms, term);
  return TRUE;
}

/* "pattern DD.MM.YYYY hh:mm" */
static gboolean
read_time_pattern (RcMappingReader      *self,
                   const RcMappingEntry *entry,
                   GError              **error)
{
  const char *pattern = entry->value + strlen (PATTERN_FORM);
  const char *problem = rc_time_pattern_check (pattern);

  if (problem != NULL)
    return rc_mapping_fail (self, entry, error, "“%s”: %s", pattern, problem);

  self->mapping->time.rule.form = RC_TIME_FORM_PATTERN;
  self->mapping->time.rule.pattern = g_strdup (pattern);
  return TRUE;
}

static gboolean
read_time_form (RcMappingReader      *self,
                const RcMappingEntry *entry,
                GError              **error)
{
  static const struct { const char *name; RcTimeForm form; } forms[] = {
    { "rfc3339", RC_TIME_FORM_RFC3339 }, { "epoch-s", RC_TIME_FORM_EPOCH_S }, { "epoch-ms", RC_TIME_FORM_EPOCH_MS },
    { "epoch-us", RC_TIME_FORM_EPOCH_US }, { "epoch-ns", RC_TIME_FORM_EPOCH_NS }, { "ticks", RC_TIME_FORM_TICKS },
  };

  if (g_str_has_prefix (entry->value, PATTERN_FORM))
    return read_time_pattern (self, entry, error);

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      if (!g_str_equal (entry->value, forms[i].name))
        continue;
      self->mapping->time.rule.form = forms[i].form;
      return TRUE;
    }

  return rc_mapping_fail (self, entry, error, "expected rfc3339, epoch-s, epoch-ms, epoch-us, epoch-ns, ticks or pattern …, found “%s”",
                          entry->value);
}

gboolean
rc_mapping_read_time_key (RcMappingReader      *self,
                          const RcMappingEntry *entry,
                          GError              **error)
{
  RcMappingTime *time = &self->mapping->time;

  if (g_str_equal (entry->key, "path"))
    {
      time->choice = rc_mapping_read_choice (self, entry, RC_PATHS_QUICK, error);
      return time->choice != NULL;
    }
  if (g_str_equal (entry->key, "form"))
    return read_time_form (self, entry, error);
  if (!g_str_equal (entry->key, "zone"))
    return rc_mapping_fail_unknown_key (self, entry, error);

  if (g_str_equal (entry->value, "explicit"))
    time->rule.zone_if_absent = RC_ZONE_UNKNOWN;
  else if (g_str_equal (entry->value, "utc"))
    time->rule.zone_if_absent = RC_ZONE_RULE;
  else if (g_str_equal (entry->value, "assume"))
    time->rule.zone_if_absent = RC_ZONE_ASSUMED;
  else
    return rc_mapping_fail (self, entry, error, "expected explicit, utc or assume, found “%s”", entry->value);

  return TRUE;
}

static gboolean
read_field (RcMappingReader        *self,
            const RcMappingEntry   *entry,
            RcField                *out_field,
            const RcMappingChoice **out_choice,
            GError                **error)
{
  RcPaths use = RC_PATHS_ALL;

  if (!rc_field_from_name (entry->key, out_field))
    return rc_mapping_fail (self, entry, error, "there is no field of this name");
  if (*out_field == RC_FIELD_TIME)
    return rc_mapping_fail (self, entry, error, "the time is read as the group [time] says");

  for (guint i = 0; i < G_N_ELEMENTS (quick_fields); i++)
    {
      if (quick_fields[i] == *out_field)
        use = RC_PATHS_QUICK;
    }

  *out_choice = rc_mapping_read_choice (self, entry, use, error);
  return *out_choice != NULL;
}

gboolean
rc_mapping_read_fields_key (RcMappingReader      *self,
                            const RcMappingEntry *entry,
                            GError              **error)
{
  const RcMappingChoice *choice = NULL;
  RcField field;

  if (!read_field (self, entry, &field, &choice, error))
    return FALSE;

  for (guint kind = 0; kind < RC_N_EVENT_KINDS; kind++)
    self->mapping->fields[kind][field] = choice;
  return TRUE;
}

/* A group [fields KIND]: what is read otherwise, or not at all, for one kind. */
static gboolean
read_override (RcMappingReader      *self,
               const RcMappingEntry *entry,
               GError              **error)
{
  const RcMappingChoice *choice = NULL;
  RcEventKind kind;
  RcField field;

  if (!rc_event_kind_from_name (entry->group + strlen (RC_MAPPING_OVERRIDES), &kind))
    return rc_mapping_fail (self, entry, error, "there is no kind “%s”", entry->group + strlen (RC_MAPPING_OVERRIDES));
  if (!rc_mapping_yields (self->mapping, kind))
    return rc_mapping_fail (self, entry, error, "by [kind] no record is of this kind");
  if (entry->key == NULL)
    return TRUE;

  if (g_str_equal (entry->value, "-"))
    {
      if (!rc_field_from_name (entry->key, &field))
        return rc_mapping_fail (self, entry, error, "there is no field of this name");
    }
  else if (!read_field (self, entry, &field, &choice, error))
    return FALSE;

  self->mapping->fields[kind][field] = choice;
  return TRUE;
}

gboolean
rc_mapping_read_values_key (RcMappingReader      *self,
                            const RcMappingEntry *entry,
                            GError              **error)
{
  RcMappingTerm term = { 0 };
  gsize length = strlen (entry->value);

  if (rc_mapping_is_numbered (entry->key, "nothing."))
    {
      if (length < 2 || entry->value[0] != '"' || entry->value[length - 1] != '"')
        return rc_mapping_fail (self, entry, error, "a text stands in quotes, found “%s”", entry->value);
      g_ptr_array_add (self->mapping->nothings, g_strndup (entry->value + 1, length - 2));
      return TRUE;
    }

  if (!g_str_has_prefix (entry->key, "action.") || entry->key[strlen ("action.")] == '\0')
    return rc_mapping_fail_unknown_key (self, entry, error);
  if (!g_strv_contains (actions, entry->value))
    return rc_mapping_fail (self, entry, error, "there is no action “%s”", entry->value);

  term.text = g_strdup (entry->key + strlen ("action."));
  term.word = g_strdup (entry->value);
  g_array_append_val (self->mapping->action_terms, term);
  return TRUE;
}

gboolean
rc_mapping_check_kind (RcMappingReader *self,
                       GError         **error)
{
  const RcMapping *mapping = self->mapping;
  gboolean is_constant = rc_mapping_require_key (self, "kind", "kind", NULL);
  gboolean has_default = rc_mapping_require_key (self, "kind", "default", NULL);

  if (mapping->kind_choice == NULL && !has_default && mapping->kind_terms->len == 0 && mapping->kind_rules->len == 0)
    return rc_mapping_require_key (self, "kind", "kind", error);
  if (mapping->kind_rules->len > 0 && mapping->kind_choice == NULL && mapping->kind_terms->len == 0 && !is_constant)
    return rc_mapping_require_key (self, "kind", "default", error);
  if (is_constant)
    return rc_mapping_fail (self, rc_mapping_find_group (self, "kind"), error, "“kind” is for records of one kind; it stands alone");

  return rc_mapping_require_key (self, "kind", "from", error) && rc_mapping_require_key (self, "kind", "default", error);
}

gboolean
rc_mapping_check_time (RcMappingReader *self,
                       GError         **error)
{
  const RcMappingEntry *start = rc_mapping_find_group (self, "time");

  if (start == NULL)
    return TRUE;
  if (self->mapping->time.rule.form != RC_TIME_FORM_RFC3339 && self->mapping->time.rule.form != RC_TIME_FORM_PATTERN && rc_mapping_require_key (self, "time", "zone", NULL))
    return rc_mapping_fail (self, start, error, "a count begins in UTC and has no “zone”");

  return rc_mapping_require_key (self, "time", "path", error);
}

gboolean
rc_mapping_read_overrides (RcMappingReader *self,
                           GError         **error)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const RcMappingEntry *entry = g_ptr_array_index (self->entries, i);

      if (g_str_has_prefix (entry->group, RC_MAPPING_OVERRIDES) && !read_override (self, entry, error))
        return FALSE;
    }

  return TRUE;
}

