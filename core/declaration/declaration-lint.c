/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/declaration-lint.h"

#include <string.h>

#include "core/declaration/lints/lint-parts.h"
#include "core/law/law.h"

static const struct
{
  const char *name;
  const char *words;
} outcomes[] = {
  [RC_LINT_PASSED] = { "passed", N_("Mistake not found") },
  [RC_LINT_FAILED] = { "failed", N_("Mistake found") },
  [RC_LINT_NOT_APPLICABLE] = { "not-applicable", N_("Not applicable") },
  [RC_LINT_NOT_CHECKED] = { "not-checked", N_("Not checked") },
};

const char *
rc_lint_outcome_to_name (RcLintOutcome outcome)
{
  return outcomes[outcome].name;
}

const char *
rc_lint_outcome_words (RcLintOutcome outcome)
{
  return _(outcomes[outcome].words);
}

/* The points of Article 83(1), which the catalogue of requirements does not hold one by one. */
static const struct
{
  const char *id;
  const char *words;
} formal[] = {
  { "83-1-a", N_("The CE marking was affixed as Article 48 has it.") },
  { "83-1-b", N_("The CE marking was affixed.") },
  { "83-1-c", N_("The EU declaration of conformity was drawn up.") },
  { "83-1-d", N_("The EU declaration of conformity was drawn up correctly.") },
  { "83-1-e", N_("The system was registered in the EU database.") },
  { "83-1-f", N_("Where one is needed, an authorised representative was appointed.") },
  { "83-1-g", N_("The technical documentation is available.") },
};

const char *
rc_lint_words (const RcLint *self)
{
  const RcRequirement *requirement = rc_law_find_requirement (rc_law_get (), self->id);

  if (requirement != NULL)
    return rc_law_text (requirement->demand);
  for (gsize i = 0; i < G_N_ELEMENTS (formal); i++)
    {
      if (strcmp (formal[i].id, self->id) == 0)
        return _(formal[i].words);
    }
  return self->id;
}

void
rc_lint_free (RcLint *self)
{
  if (self == NULL)
    return;

  g_free (self->expected);
  g_free (self->found);
  g_free (self);
}

/* --- The context --- */

/* A name that the case does not know is told by the lints that need to know it. */
static gboolean
find_system (RcLintContext  *self,
             GError        **error)
{
  const char *name = rc_declaration_peek (self->declaration, RC_DECLARATION_SYSTEM_NAME);
  g_autoptr (GError) fault = NULL;

  if (self->case_file == NULL || name == NULL)
    return TRUE;

  self->system = rc_system_find (self->case_file, self->reader, name, &fault);
  if (self->system != NULL || g_error_matches (fault, RC_SYSTEM_ERROR, RC_SYSTEM_ERROR_NOT_FOUND) ||
      g_error_matches (fault, RC_SYSTEM_ERROR, RC_SYSTEM_ERROR_AMBIGUOUS))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

gboolean
rc_lint_context_init (RcLintContext        *self,
                      const RcDeclaration  *declaration,
                      RcCase               *case_file,
                      RcRecordReader       *reader,
                      gboolean              is_signed,
                      GError              **error)
{
  *self = (RcLintContext) { .declaration = declaration, .case_file = case_file, .reader = reader, .is_signed = is_signed };
  self->lints = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_lint_free);
  return find_system (self, error);
}

void
rc_lint_context_clear (RcLintContext *self)
{
  g_clear_pointer (&self->system, rc_system_free);
  g_clear_pointer (&self->deployments, g_ptr_array_unref);
  g_clear_pointer (&self->papers, g_ptr_array_unref);
  g_clear_pointer (&self->use, rc_lint_use_free);
  g_clear_pointer (&self->lints, g_ptr_array_unref);
}

gboolean
rc_lint_context_run (RcLintContext    *self,
                     const RcLintRow  *rows,
                     GError          **error)
{
  for (const RcLintRow *row = rows; row->id != NULL; row++)
    {
      RcLint *lint = g_new0 (RcLint, 1);

      g_ptr_array_add (self->lints, lint);
      lint->id = row->id;
      lint->item = row->item;
      lint->outcome = RC_LINT_NOT_CHECKED;
      if (!row->run (self, lint, error))
        return FALSE;
    }
  return TRUE;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return strcmp ((*(const RcLint * const *) a)->id, (*(const RcLint * const *) b)->id);
}

/**
 * rc_declaration_lint:
 * @is_signed: it was signed, as it stands here
 *
 * Looks for each mistake of the catalogue: DL-01 … DL-20, the items of Annex V, and what Article 47 asks for.
 *
 * Returns: (element-type RcLint) (transfer full) (nullable): by their ids; %NULL with @error where the case cannot be read
 */
GPtrArray *
rc_declaration_lint (const RcDeclaration  *self,
                     RcCase               *case_file,
                     RcRecordReader       *reader,
                     gboolean              is_signed,
                     GError              **error)
{
  /* That of Article 47(2) asks for what those of the items found, and comes last. */
  static const RcLintRow * const tables[] = {
    rc_lint_identity, rc_lint_provider, rc_lint_statements, rc_lint_acts, rc_lint_assessment, rc_lint_issue, rc_lint_changes, rc_lint_languages,
    rc_lint_keeping,
  };
  g_auto (RcLintContext) context = { 0 };

  if (!rc_lint_context_init (&context, self, case_file, reader, is_signed, error))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      if (!rc_lint_context_run (&context, tables[i], error))
        return NULL;
    }
  g_ptr_array_sort (context.lints, compare_ids);
  return g_steal_pointer (&context.lints);
}
