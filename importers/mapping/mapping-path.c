/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapping-path.h"

#include "core/bounds.h"
#include "importers/mapping/path-set.h"

#include <string.h>

/* Behind this a step is a name as it stands, whatever it begins with. */
#define LITERAL "~2"

static void
clear_step (gpointer data)
{
  RcMappingStep *step = data;

  g_free (step->token);
  g_free (step->value);
}

/* "#", or "#1" for what the first "*" stands for. */
static gboolean
is_same (const char *step)
{
  return *step == '#' && (step[1] == '\0' || (step[1] >= '1' && (guint) (step[1] - '0') <= RC_MAPPING_MAX_LEVELS && step[2] == '\0'));
}

static gboolean
is_special (const char *step)
{
  return *step == '=' || *step == '[' || g_str_equal (step, "*") || is_same (step) || g_str_has_prefix (step, LITERAL);
}

/**
 * rc_mapping_path_is_plain:
 * @text: a path as a mapping has it
 *
 * Returns: whether it begins at the row and all of its steps are names or places of items
 */
gboolean
rc_mapping_path_is_plain (const char *text)
{
  g_auto (GStrv) steps = NULL;

  if (*text != '/')
    return FALSE;

  steps = g_strsplit (text + 1, "/", -1);
  for (guint i = 0; steps[i] != NULL; i++)
    if (is_special (steps[i]))
      return FALSE;
  return TRUE;
}

static gboolean
read_decoding (const char    *text,
               RcMappingStep *out_step)
{
  static const struct { const char *name; RcMappingStepKind kind; } decodings[] = {
    { "=json", RC_MAPPING_STEP_JSON }, { "=base64", RC_MAPPING_STEP_BASE64 }, { "=csv", RC_MAPPING_STEP_CSV },
    { "=hex", RC_MAPPING_STEP_HEX },
  };

  for (guint i = 0; i < G_N_ELEMENTS (decodings); i++)
    {
      if (!g_str_equal (text, decodings[i].name))
        continue;
      out_step->kind = decodings[i].kind;
      return TRUE;
    }

  return FALSE;
}

/* "[name=value]" */
static gboolean
read_select (const char    *text,
             RcMappingStep *out_step)
{
  const char *equals = strchr (text, '=');
  gsize length = strlen (text);

  if (equals == NULL || equals == text + 1 || text[length - 1] != ']')
    return FALSE;

  out_step->kind = RC_MAPPING_STEP_SELECT;
  out_step->token = g_strndup (text + 1, (gsize) (equals - text - 1));
  out_step->value = g_strndup (equals + 1, length - (gsize) (equals - text) - 2);
  return rc_path_token_unescape (out_step->token) && rc_path_token_unescape (out_step->value);
}

static gboolean
read_step (const char    *text,
           RcMappingStep *out_step)
{
  *out_step = (RcMappingStep) { .index = G_MAXUINT32 };
  if (*text == '=')
    return read_decoding (text, out_step);
  if (*text == '[')
    return read_select (text, out_step);
  if (g_str_equal (text, "*") || is_same (text))
    {
      out_step->kind = *text == '*' ? RC_MAPPING_STEP_ANY : RC_MAPPING_STEP_SAME;
      if (*text == '#' && text[1] != '\0')
        out_step->index = (guint32) (text[1] - '0');
      return TRUE;
    }

  out_step->kind = RC_MAPPING_STEP_MEMBER;
  out_step->token = g_strdup (g_str_has_prefix (text, LITERAL) ? text + strlen (LITERAL) : text);
  if (!rc_path_token_unescape (out_step->token))
    return FALSE;
  out_step->index = rc_path_token_get_index (out_step->token);
  return TRUE;
}

/* "^2/name": from the element of the second "*". */
static const char *
read_level (RcMappingPath *self,
            const char    *text)
{
  self->level = RC_MAPPING_LEVEL_ROW;
  if (*text != '^')
    return text;
  if (!g_ascii_isdigit (text[1]) || (guint) (text[1] - '0') > RC_MAPPING_MAX_LEVELS)
    return NULL;

  self->level = (guint) (text[1] - '0');
  return text + 2;
}

/**
 * rc_mapping_path_new:
 * @text: a path as a mapping has it
 * @out_problem: (out) (transfer full): what is wrong, where the answer is %NULL
 *
 * Returns: (transfer full) (nullable)
 */
RcMappingPath *
rc_mapping_path_new (const char  *text,
                     char       **out_problem)
{
  g_autoptr (RcMappingPath) self = g_new0 (RcMappingPath, 1);
  g_auto (GStrv) steps = NULL;
  const char *rest = read_level (self, text);

  self->text = g_strdup (text);
  self->steps = g_array_new (FALSE, TRUE, sizeof (RcMappingStep));
  g_array_set_clear_func (self->steps, clear_step);
  if (rest == NULL || (*rest != '/' && (*rest != '\0' || self->level == RC_MAPPING_LEVEL_ROW)))
    {
      *out_problem = g_strdup_printf ("“%s” is no path such as /model/name", text);
      return NULL;
    }

  steps = g_strsplit (*rest == '/' ? rest + 1 : rest, "/", -1);
  for (guint i = 0; steps[i] != NULL; i++)
    {
      RcMappingStep step;
      gboolean is_read = read_step (steps[i], &step);

      g_array_append_val (self->steps, step);
      if (is_read && i < RC_LIMIT_JSON_DEPTH)
        continue;
      *out_problem = g_strdup_printf ("“%s” is no step of a path", steps[i]);
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
rc_mapping_path_free (RcMappingPath *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  if (self->steps != NULL)
    g_array_unref (self->steps);
  g_free (self);
}

guint
rc_mapping_path_count_levels (const RcMappingPath *self)
{
  guint count = 0;

  for (guint i = 0; i < self->steps->len; i++)
    count += g_array_index (self->steps, RcMappingStep, i).kind == RC_MAPPING_STEP_ANY;
  return count;
}
