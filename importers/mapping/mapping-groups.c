/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapping-reader.h"

#include "core/bounds.h"

#include <string.h>

/*
 * The groups of a mapping about the source as a whole: what its records are and how they belong together.
 */

static gboolean
is_id (const char *text)
{
  return strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (text) && *text != '-' && strlen (text) <= 64;
}

/* "lines | objects": in the order in which they are tried. Tables and texts have one form only. */
static gboolean
read_framing (RcMappingReader      *self,
              const RcMappingEntry *entry,
              GError              **error)
{
  static const struct { const char *name; RcMappingForm form; RcFraming framing; } framings[] = {
    { "lines", RC_MAPPING_FORM_JSON, RC_FRAMING_LINES },
    { "objects", RC_MAPPING_FORM_JSON, RC_FRAMING_OBJECTS },
    { "document", RC_MAPPING_FORM_JSON, RC_FRAMING_WHOLE },
    { "csv", RC_MAPPING_FORM_CSV, RC_FRAMING_FIXED },
    { "text", RC_MAPPING_FORM_TEXT, RC_FRAMING_LINES },
  };
  RcMapping *mapping = self->mapping;
  g_auto (GStrv) names = g_strsplit (entry->value, " | ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      guint k = 0;

      while (k < G_N_ELEMENTS (framings) && !g_str_equal (names[i], framings[k].name))
        k++;
      if (k == G_N_ELEMENTS (framings) || i == RC_MAPPING_MAX_FRAMINGS)
        return rc_mapping_fail (self, entry, error, "expected lines, objects, document, csv or text, found “%s”", names[i]);
      if (i > 0 && (mapping->form != RC_MAPPING_FORM_JSON || framings[k].form != RC_MAPPING_FORM_JSON))
        return rc_mapping_fail (self, entry, error, "“csv” and “text” stand alone");
      mapping->form = framings[k].form;
      mapping->framings[mapping->n_framings++] = framings[k].framing;
    }

  return TRUE;
}

gboolean
rc_mapping_read_mapping_key (RcMappingReader      *self,
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
  else if (g_str_equal (entry->key, "sampling"))
    mapping->sampling = g_strdup (entry->value);
  else if (g_str_equal (entry->key, "version"))
    {
      if (!g_ascii_string_to_unsigned (entry->value, 10, 1, 1000000, &number, NULL))
        return rc_mapping_fail (self, entry, error, "expected a whole number from 1, found “%s”", entry->value);
      mapping->version = (guint) number;
    }
  else if (g_str_equal (entry->key, "non-finite"))
    {
      if (!g_str_equal (entry->value, "yes") && !g_str_equal (entry->value, "no"))
        return rc_mapping_fail (self, entry, error, "expected yes or no, found “%s”", entry->value);
      mapping->reads_non_finite = g_str_equal (entry->value, "yes");
    }
  else if (g_str_equal (entry->key, "framing"))
    return read_framing (self, entry, error);
  else
    return rc_mapping_fail_unknown_key (self, entry, error);

  return TRUE;
}

gboolean
rc_mapping_read_csv_key (RcMappingReader      *self,
                         const RcMappingEntry *entry,
                         GError              **error)
{
  static const struct { const char *name; char delimiter; } delimiters[] = { { "comma", ',' }, { "semicolon", ';' }, { "tab", '\t' }, { "bar", '|' } };

  if (g_str_equal (entry->key, "header"))
    {
      if (!g_str_equal (entry->value, "yes") && !g_str_equal (entry->value, "no"))
        return rc_mapping_fail (self, entry, error, "expected yes or no, found “%s”", entry->value);
      self->mapping->has_no_header = g_str_equal (entry->value, "no");
      return TRUE;
    }
  if (!g_str_equal (entry->key, "delimiter"))
    return rc_mapping_fail_unknown_key (self, entry, error);

  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      if (!g_str_equal (entry->value, delimiters[i].name))
        continue;
      self->mapping->delimiter = delimiters[i].delimiter;
      return TRUE;
    }
  return rc_mapping_fail (self, entry, error, "expected comma, semicolon, tab or bar, found “%s”", entry->value);
}

gboolean
rc_mapping_read_lines_key (RcMappingReader      *self,
                           const RcMappingEntry *entry,
                           GError              **error)
{
  gboolean is_ignored = rc_mapping_is_numbered (entry->key, "ignore.");
  g_autofree char *problem = NULL;
  RcMappingPattern *pattern;

  if (!is_ignored && !rc_mapping_is_numbered (entry->key, "pattern."))
    return rc_mapping_fail_unknown_key (self, entry, error);

  pattern = rc_mapping_pattern_new (entry->value, is_ignored ? RC_MAPPING_PATTERN_IGNORED : RC_MAPPING_PATTERN_LINE, &problem);
  if (pattern == NULL)
    return rc_mapping_fail (self, entry, error, "%s", problem);
  g_ptr_array_add (is_ignored ? self->mapping->ignored_patterns : self->mapping->line_patterns, pattern);
  return TRUE;
}

gboolean
rc_mapping_read_rows_key (RcMappingReader      *self,
                          const RcMappingEntry *entry,
                          GError              **error)
{
  g_autoptr (RcMappingPath) path = NULL;
  g_autofree char *text = g_strdup (entry->value);
  g_autofree char *problem = NULL;
  RcMappingCondition *condition = NULL;
  gboolean is_read;

  if (g_str_equal (entry->key, "record"))
    {
      if (!g_str_equal (entry->value, "too"))
        return rc_mapping_fail (self, entry, error, "expected too, found “%s”", entry->value);
      self->mapping->also_record = TRUE;
      return TRUE;
    }
  if (g_str_equal (entry->key, "else"))
    {
      if (!g_str_equal (entry->value, "record") && !g_str_equal (entry->value, "nothing"))
        return rc_mapping_fail (self, entry, error, "expected record or nothing, found “%s”", entry->value);
      self->mapping->else_record = g_str_equal (entry->value, "record");
      return TRUE;
    }
  if (!rc_mapping_is_numbered (entry->key, "path."))
    return rc_mapping_fail_unknown_key (self, entry, error);

  is_read = rc_mapping_read_conditions (self, entry, RC_PATHS_QUICK, text, &condition, error);
  g_ptr_array_add (self->mapping->row_conditions, condition);
  if (!is_read)
    return FALSE;
  path = rc_mapping_path_new (g_strstrip (text), &problem);
  if (path == NULL)
    return rc_mapping_fail (self, entry, error, "%s", problem);
  if (path->level != RC_MAPPING_LEVEL_ROW || rc_mapping_path_count_levels (path) > RC_MAPPING_MAX_LEVELS)
    return rc_mapping_fail (self, entry, error, "a path of rows begins at the record and has at most %u “*”", RC_MAPPING_MAX_LEVELS);
  g_ptr_array_add (self->mapping->row_paths, g_steal_pointer (&path));
  return TRUE;
}

static gboolean
read_sign (RcMappingReader      *self,
           const RcMappingEntry *entry,
           const char           *text,
           RcMappingSign        *out_sign,
           GError              **error)
{
  RcPathSet *paths = self->mapping->sign_paths;

  if (rc_mapping_is_numbered (entry->key, "equals.") || rc_mapping_is_numbered (entry->key, "begins."))
    {
      out_sign->kind = *entry->key == 'e' ? RC_MAPPING_SIGN_EQUALS : RC_MAPPING_SIGN_BEGINS;
      return rc_mapping_read_comparison (self, entry, paths, RC_PATHS_ALL, text, &out_sign->path, &out_sign->value, error);
    }
  if (!rc_mapping_is_numbered (entry->key, "has.") && !rc_mapping_is_numbered (entry->key, "lacks."))
    return rc_mapping_fail_unknown_key (self, entry, error);

  out_sign->kind = *entry->key == 'h' ? RC_MAPPING_SIGN_HAS : RC_MAPPING_SIGN_LACKS;
  return rc_mapping_read_path (self, entry, paths, RC_PATHS_ALL, text, &out_sign->path, error);
}

gboolean
rc_mapping_read_recognise_key (RcMappingReader      *self,
                               const RcMappingEntry *entry,
                               GError              **error)
{
  RcMapping *mapping = self->mapping;
  g_auto (GStrv) texts = g_strsplit (entry->value, " | ", -1);
  guint64 weight;

  if (g_str_equal (entry->key, "weight"))
    {
      if (!g_ascii_string_to_unsigned (entry->value, 10, 1, 100, &weight, NULL))
        return rc_mapping_fail (self, entry, error, "expected a whole number from 1 to 100, found “%s”", entry->value);
      mapping->weight = (int) weight;
      return TRUE;
    }

  for (guint i = 0; texts[i] != NULL; i++)
    {
      RcMappingSign sign = { .is_alternative = i > 0 };

      if (!read_sign (self, entry, g_strstrip (texts[i]), &sign, error))
        return FALSE;
      g_array_append_val (mapping->signs, sign);
    }

  return TRUE;
}

gboolean
rc_mapping_read_chain_key (RcMappingReader      *self,
                           const RcMappingEntry *entry,
                           GError              **error)
{
  if (!g_str_equal (entry->key, "profile"))
    return rc_mapping_fail_unknown_key (self, entry, error);

  self->mapping->chain_profile = g_strdup (entry->value);
  return TRUE;
}

gboolean
rc_mapping_read_join_key (RcMappingReader      *self,
                          const RcMappingEntry *entry,
                          GError              **error)
{
  RcMapping *mapping = self->mapping;
  guint64 seconds;

  mapping->has_join = TRUE;
  if (mapping->join.window_us == 0)
    mapping->join.window_us = G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;

  if (g_str_equal (entry->key, "window"))
    {
      if (!g_ascii_string_to_unsigned (entry->value, 10, 1, RC_LIMIT_JOIN_SECONDS, &seconds, NULL))
        return rc_mapping_fail (self, entry, error, "expected a whole number of seconds, at most a year, found “%s”", entry->value);
      mapping->join.window_us = (gint64) seconds * G_USEC_PER_SEC;
      return TRUE;
    }
  if (!g_str_equal (entry->key, "endpoint"))
    return rc_mapping_fail_unknown_key (self, entry, error);

  if (!g_str_equal (entry->value, "same") && !g_str_equal (entry->value, "any"))
    return rc_mapping_fail (self, entry, error, "expected same or any, found “%s”", entry->value);
  mapping->join.same_endpoint = g_str_equal (entry->value, "same");
  return TRUE;
}

gboolean
rc_mapping_read_repeats_key (RcMappingReader      *self,
                             const RcMappingEntry *entry,
                             GError              **error)
{
  if (!g_str_equal (entry->key, "later"))
    return rc_mapping_fail_unknown_key (self, entry, error);
  if (!g_str_equal (entry->value, "replaces") && !g_str_equal (entry->value, "contradicts"))
    return rc_mapping_fail (self, entry, error, "expected replaces or contradicts, found “%s”", entry->value);

  self->mapping->replaces = g_str_equal (entry->value, "replaces");
  return TRUE;
}
