/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapping-reader.h"

#include "core/bounds.h"

#include <string.h>

/*
 * How a mapping says where something stands:
 *
 *   choice       alternative | alternative | …
 *   alternative  operand + operand … [if condition] [unless condition] …
 *   operand      /path  or  ^n/path  or  @name @key @row @value  or  "text", each  [like PATTERN]
 *   condition    operand [value]  or  operand like PATTERN
 */

static const struct
{
  const char *text;
  RcMappingOperandKind kind;
} specials[] = {
  { "@name", RC_MAPPING_OPERAND_NAME },
  { "@key", RC_MAPPING_OPERAND_KEY },
  { "@key1", RC_MAPPING_OPERAND_KEY },
  { "@key2", RC_MAPPING_OPERAND_KEY },
  { "@key3", RC_MAPPING_OPERAND_KEY },
  { "@key4", RC_MAPPING_OPERAND_KEY },
  { "@row", RC_MAPPING_OPERAND_ROW },
  { "@value", RC_MAPPING_OPERAND_VALUE },
};

static void
clear_operand (gpointer data)
{
  rc_mapping_clear_operand (data);
}

static gboolean
read_special (RcMappingReader      *self,
              const RcMappingEntry *entry,
              RcMappingOperand     *out_operand,
              GError              **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (specials); i++)
    {
      if (!g_str_equal (out_operand->text, specials[i].text))
        continue;
      out_operand->kind = specials[i].kind;
      if (g_str_has_prefix (specials[i].text, "@key") && specials[i].text[4] != '\0')
        out_operand->path = (guint) (specials[i].text[4] - '0');
      self->mapping->asks_name |= specials[i].kind == RC_MAPPING_OPERAND_NAME;
      self->mapping->asks_row |= specials[i].kind == RC_MAPPING_OPERAND_ROW;
      return TRUE;
    }

  return rc_mapping_fail (self, entry, error, "expected @name, @key, @row or @value, found “%s”", out_operand->text);
}

static gboolean
read_own_text (RcMappingReader      *self,
               const RcMappingEntry *entry,
               RcMappingOperand     *out_operand,
               GError              **error)
{
  gsize length = strlen (out_operand->text);
  char *inside;

  if (length < 3 || out_operand->text[length - 1] != '"')
    return rc_mapping_fail (self, entry, error, "a text of the mapping's own stands in quotes, found “%s”", out_operand->text);

  inside = g_strndup (out_operand->text + 1, length - 2);
  g_free (out_operand->text);
  out_operand->text = inside;
  out_operand->kind = RC_MAPPING_OPERAND_TEXT;
  return TRUE;
}

static gboolean
read_far (RcMappingReader      *self,
          const RcMappingEntry *entry,
          RcMappingOperand     *out_operand,
          GError              **error)
{
  g_autofree char *problem = NULL;

  out_operand->kind = RC_MAPPING_OPERAND_FAR;
  out_operand->far = rc_mapping_path_new (out_operand->text, &problem);
  if (out_operand->far != NULL)
    return TRUE;
  return rc_mapping_fail (self, entry, error, "%s", problem);
}

/* What stands before " like ", into @out_operand, which is filled as far as it was read. */
static gboolean
read_base (RcMappingReader      *self,
           const RcMappingEntry *entry,
           RcPaths               use,
           RcMappingOperand     *out_operand,
           GError              **error)
{
  const char *text = out_operand->text;

  if (*text == '@')
    return read_special (self, entry, out_operand, error);
  if (*text == '"')
    return read_own_text (self, entry, out_operand, error);
  if (*text == '^' || (*text == '/' && !rc_mapping_path_is_plain (text)))
    return read_far (self, entry, out_operand, error);

  return rc_mapping_read_path (self, entry, self->mapping->paths, use, text, &out_operand->path, error);
}

static gboolean
read_like (RcMappingReader      *self,
           const RcMappingEntry *entry,
           const char           *text,
           RcMappingOperand     *out_operand,
           GError              **error)
{
  g_autofree char *problem = NULL;

  out_operand->like = rc_mapping_pattern_new (text, RC_MAPPING_PATTERN_PARTS, &problem);
  if (out_operand->like == NULL)
    return rc_mapping_fail (self, entry, error, "%s", problem);
  if (rc_mapping_pattern_count (out_operand->like) == 0)
    return rc_mapping_fail (self, entry, error, "the pattern “%s” means no part: {}", text);
  return TRUE;
}

/**
 * rc_mapping_read_operand:
 * @text: is changed
 * @out_operand: (out caller-allocates): to be cleared in any case
 */
gboolean
rc_mapping_read_operand (RcMappingReader      *self,
                         const RcMappingEntry *entry,
                         RcPaths               use,
                         char                 *text,
                         RcMappingOperand     *out_operand,
                         GError              **error)
{
  char *like = strstr (text, " like ");

  *out_operand = (RcMappingOperand) { .path = RC_PATH_NONE };
  if (like != NULL)
    *like = '\0';
  out_operand->text = g_strdup (g_strstrip (text));

  return read_base (self, entry, use, out_operand, error) &&
         (like == NULL || read_like (self, entry, g_strstrip (like + strlen (" like ")), out_operand, error));
}

/* Where an operand of a condition ends and the value begins; (nullable): there is no value. */
static char *
find_value (char *text)
{
  char *from = text;

  if (*text == '"')
    {
      from = strchr (text + 1, '"');
      if (from == NULL)
        return NULL;
    }
  return strchr (from, ' ');
}

/**
 * rc_mapping_read_condition:
 * @text: is changed
 * @out_condition: (out caller-allocates): to be cleared in any case
 */
gboolean
rc_mapping_read_condition (RcMappingReader      *self,
                           const RcMappingEntry *entry,
                           RcPaths               use,
                           char                 *text,
                           RcMappingCondition   *out_condition,
                           GError              **error)
{
  char *value = strstr (text, " like ") == NULL ? find_value (text) : NULL;

  *out_condition = (RcMappingCondition) { .operand = { .path = RC_PATH_NONE } };
  if (value != NULL)
    {
      *value++ = '\0';
      out_condition->value = g_strdup (g_strstrip (value));
    }
  return rc_mapping_read_operand (self, entry, use, text, &out_condition->operand, error);
}

/* Ends @text before the first condition in it, and answers where that begins; (nullable): there is none. */
static char *
cut_condition (char     *text,
               gboolean *out_is_negated)
{
  char *if_at = strstr (text, " if ");
  char *unless_at = strstr (text, " unless ");
  char *at = if_at;

  *out_is_negated = unless_at != NULL && (if_at == NULL || unless_at < if_at);
  if (*out_is_negated)
    at = unless_at;
  if (at == NULL)
    return NULL;

  *at = '\0';
  return at + strlen (*out_is_negated ? " unless " : " if ");
}

/**
 * rc_mapping_read_conditions:
 * @text: ends before its first condition afterwards
 * @out_first: (out) (nullable): all conditions behind it; to be freed in any case
 */
gboolean
rc_mapping_read_conditions (RcMappingReader      *self,
                            const RcMappingEntry *entry,
                            RcPaths               use,
                            char                 *text,
                            RcMappingCondition  **out_first,
                            GError              **error)
{
  RcMappingCondition **end = out_first;
  gboolean is_negated;
  char *rest = cut_condition (text, &is_negated);

  *out_first = NULL;
  while (rest != NULL)
    {
      const gboolean negates = is_negated;
      char *condition = rest;

      rest = cut_condition (condition, &is_negated);
      *end = g_new0 (RcMappingCondition, 1);
      if (!rc_mapping_read_condition (self, entry, use, g_strstrip (condition), *end, error))
        return FALSE;
      (*end)->is_negated = negates;
      end = &(*end)->next;
    }

  return TRUE;
}

static gboolean
read_operands (RcMappingReader      *self,
               const RcMappingEntry *entry,
               RcPaths               use,
               const char           *text,
               RcMappingAlternative *alternative,
               GError              **error)
{
  g_auto (GStrv) parts = g_strsplit (text, " + ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      RcMappingOperand operand;
      gboolean is_read = rc_mapping_read_operand (self, entry, use, parts[i], &operand, error);

      g_array_append_val (alternative->operands, operand);
      if (!is_read)
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_alternative (RcMappingReader      *self,
                  const RcMappingEntry *entry,
                  RcPaths               use,
                  char                 *text,
                  RcMappingChoice      *choice,
                  GError              **error)
{
  RcMappingAlternative *alternative;

  g_array_set_size (choice->alternatives, choice->alternatives->len + 1);
  alternative = &g_array_index (choice->alternatives, RcMappingAlternative, choice->alternatives->len - 1);
  alternative->operands = g_array_new (FALSE, TRUE, sizeof (RcMappingOperand));
  g_array_set_clear_func (alternative->operands, clear_operand);
  if (!rc_mapping_read_conditions (self, entry, use, text, &alternative->condition, error) ||
      !read_operands (self, entry, use, text, alternative, error))
    return FALSE;

  alternative->is_simple = alternative->condition == NULL && alternative->operands->len == 1 &&
                           g_array_index (alternative->operands, RcMappingOperand, 0).kind == RC_MAPPING_OPERAND_PLAIN &&
                           g_array_index (alternative->operands, RcMappingOperand, 0).like == NULL;
  return TRUE;
}

/**
 * rc_mapping_read_choice:
 *
 * Returns: (transfer none) (nullable): kept with the mapping; %NULL with @error
 */
const RcMappingChoice *
rc_mapping_read_choice (RcMappingReader      *self,
                        const RcMappingEntry *entry,
                        RcPaths               use,
                        GError              **error)
{
  RcMappingChoice *choice = rc_mapping_add_choice (self->mapping);
  g_auto (GStrv) texts = g_strsplit (entry->value, " | ", -1);

  if (g_strv_length (texts) > RC_LIMIT_MAPPING_ALTERNATIVES)
    {
      rc_mapping_fail (self, entry, error, "a choice has at most %u alternatives", RC_LIMIT_MAPPING_ALTERNATIVES);
      return NULL;
    }

  for (guint i = 0; texts[i] != NULL; i++)
    {
      if (!read_alternative (self, entry, use, texts[i], choice, error))
        return NULL;
    }

  return choice;
}
