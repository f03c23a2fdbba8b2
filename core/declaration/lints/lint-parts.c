/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/lints/lint-parts.h"

#include <string.h>

#include "core/bounds.h"
#include "core/deployment.h"
#include "core/display-text.h"
#include "core/registers/paper.h"
#include "core/systems/system-filter.h"
#include "core/timestamp.h"

/* --- What is said --- */

void
rc_lint_expect (RcLint     *lint,
                const char *words)
{
  g_free (lint->expected);
  lint->expected = g_strdup (words);
}

gboolean
rc_lint_say (RcLint        *lint,
             RcLintOutcome  outcome,
             const char    *format,
             ...)
{
  va_list arguments;

  if (lint->outcome == RC_LINT_FAILED && outcome != RC_LINT_FAILED)
    return TRUE;

  g_free (lint->found);
  va_start (arguments, format);
  lint->found = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  lint->outcome = outcome;
  return TRUE;
}

void
rc_lint_cite (RcLint  *lint,
              gint64   source,
              guint64  record)
{
  lint->source = source;
  lint->record = record;
}

char *
rc_lint_shown (const char *text)
{
  return rc_display_text (text, -1, RC_LIMIT_SHOWN_BYTES);
}

char *
rc_lint_dup_missing (const RcDeclaration      *declaration,
                     const RcDeclarationField *fields,
                     guint                     n_fields)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_fields; i++)
    {
      if (rc_declaration_peek (declaration, fields[i]) == NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", rc_declaration_field_title (fields[i]));
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

const RcLint *
rc_lint_find (const RcLintContext *context,
              const char          *id)
{
  for (guint i = 0; i < context->lints->len; i++)
    {
      const RcLint *lint = g_ptr_array_index (context->lints, i);

      if (strcmp (lint->id, id) == 0)
        return lint;
    }
  return NULL;
}

/* --- Texts --- */

static gunichar
fold_character (gunichar character)
{
  switch (character)
    {
    case 0x2018:
    case 0x2019:
    case 0x02bc:
    case 0x00b4:
    case 0x0060:
      return '\'';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
      return '-';
    default:
      return g_unichar_isspace (character) ? ' ' : character;
    }
}

char *
rc_lint_fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = g_utf8_casefold (normal, -1);
  g_autofree char *composed = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL_COMPOSE);
  GString *out = g_string_new (NULL);

  for (const char *at = composed; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = fold_character (g_utf8_get_char (at));

      if (character != ' ' || (out->len > 0 && out->str[out->len - 1] != ' '))
        g_string_append_unichar (out, character);
    }
  return g_strchomp (g_string_free (out, FALSE));
}

gboolean
rc_lint_is_same (const char *a,
                 const char *b)
{
  g_autofree char *left = a != NULL ? rc_lint_fold (a) : NULL;
  g_autofree char *right = b != NULL ? rc_lint_fold (b) : NULL;

  return g_strcmp0 (left, right) == 0;
}

gboolean
rc_lint_has_words (const char *text,
                   const char *words)
{
  for (const char *at = strstr (text, words); at != NULL; at = strstr (at + 1, words))
    {
      if (at == text || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at))))
        return TRUE;
    }
  return FALSE;
}

gboolean
rc_lint_has_languages (RcLintContext *context,
                       RcLint        *lint)
{
  if (context->declaration->languages->len > 0)
    return TRUE;

  rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("The text of the declaration is not there in any language."));
  return FALSE;
}

const RcDeclarationLanguage *
rc_lint_nth_language (const RcLintContext *context,
                      guint                index)
{
  return g_ptr_array_index (context->declaration->languages, index);
}

/* --- What the case says --- */

static gboolean
keep_covered (RcLintContext   *context,
              RcSystemFilter  *filter,
              GError         **error)
{
  for (guint i = context->deployments->len; i > 0; i--)
    {
      const RcDeployment *deployment = g_ptr_array_index (context->deployments, i - 1);
      RcSystemCoverage coverage;

      if (!rc_system_filter_covers (filter, context->case_file, context->reader, deployment->event, &coverage, error))
        return FALSE;
      if (coverage != RC_SYSTEM_COVERS)
        g_ptr_array_remove_index (context->deployments, i - 1);
    }
  return TRUE;
}

/**
 * rc_lint_load_deployments:
 *
 * Those of the system; none where the case does not know it, or there is no case.
 */
gboolean
rc_lint_load_deployments (RcLintContext  *context,
                          GError        **error)
{
  g_autoptr (RcSystemFilter) filter = NULL;

  if (context->deployments != NULL)
    return TRUE;
  if (context->system == NULL)
    {
      context->deployments = g_ptr_array_new ();
      context->deployments_complete = TRUE;
      return TRUE;
    }

  filter = rc_system_filter_new (context->case_file, context->system, error);
  if (filter == NULL)
    return FALSE;
  context->deployments = rc_deployment_list (context->case_file, context->reader, RC_TIME_NONE, RC_LIMIT_LINEAGE_EVENTS,
                                             &context->deployments_complete, error);
  return context->deployments != NULL && keep_covered (context, filter, error);
}

gboolean
rc_lint_load_papers (RcLintContext  *context,
                     GError        **error)
{
  if (context->papers == NULL)
    context->papers = context->case_file != NULL ? rc_paper_list (context->case_file, error) : g_ptr_array_new ();
  return context->papers != NULL;
}

gboolean
rc_lint_get_end_of_day (const RcLintContext *context,
                        gint64              *out_end_us)
{
  const char *day = rc_declaration_peek (context->declaration, RC_DECLARATION_DATE);
  RcTimestamp time;

  if (day == NULL || !rc_timestamp_parse (day, strlen (day), RC_ZONE_RULE, 0, &time))
    return FALSE;

  *out_end_us = time.to_us;
  return TRUE;
}

RcLintCover
rc_lint_get_cover (const RcDeclaration *declaration,
                   const char          *version,
                   const char          *sha256)
{
  RcLintCover cover = RC_LINT_NOT_COVERED;

  for (guint i = 0; i < declaration->versions->len; i++)
    {
      const RcDeclarationVersion *covered = g_ptr_array_index (declaration->versions, i);

      /* The same bytes under another name are the same. */
      if (sha256 != NULL && g_strcmp0 (covered->sha256, sha256) == 0)
        return RC_LINT_COVERED;
      if (version != NULL && strcmp (covered->name, version) != 0)
        continue;
      if (version == NULL || sha256 == NULL || covered->sha256 == NULL)
        cover = RC_LINT_COVERED_UNKNOWN;
    }
  return cover;
}
