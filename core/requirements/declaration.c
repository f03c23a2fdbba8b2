/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/requirements/check.h"

/*
 * Article 47, Annex V and the common mistakes of declarations. They are held against the text of a declaration where a registered document is its
 * XML; of any other document it is told that it is there, and what it says is for whoever reads it.
 */

static const RcLint *
find_lint (const RcRequirementDeclaration *declaration,
           const char                     *id)
{
  for (guint i = 0; i < declaration->lints->len; i++)
    {
      const RcLint *lint = g_ptr_array_index (declaration->lints, i);

      if (strcmp (lint->id, id) == 0)
        return lint;
    }
  return NULL;
}

/* --- Of a declaration that can be read --- */

/* What all of them together are, worst first. */
typedef struct
{
  const RcRequirementDeclaration *declaration;
  const RcLint                   *lint;
  guint                           n[RC_LINT_NOT_CHECKED + 1];
  gboolean                        all_signed;
} Findings;

static int
get_rank (RcLintOutcome outcome)
{
  switch (outcome)
    {
    case RC_LINT_FAILED:         return 3;
    case RC_LINT_NOT_CHECKED:    return 2;
    case RC_LINT_PASSED:         return 1;
    case RC_LINT_NOT_APPLICABLE:
    default:                     return 0;
    }
}

static void
take_lint (Findings                       *self,
           const RcRequirementDeclaration *declaration,
           const RcLint                   *lint)
{
  self->n[lint->outcome]++;
  self->all_signed &= declaration->is_signed;
  if (self->lint != NULL && get_rank (self->lint->outcome) >= get_rank (lint->outcome))
    return;
  self->declaration = declaration;
  self->lint = lint;
}

/* Shown is only what was found in a declaration of which it is shown that it was signed. */
static void
say_found (RcRequirementResult *result,
           const Findings      *findings)
{
  const char *name = findings->declaration->name;
  const char *found = findings->lint->found;

  if (findings->lint->outcome == RC_LINT_FAILED)
    rc_requirement_say (result, RC_REQUIREMENT_NOT_MET, _("Declaration %1$s: %2$s"), name, found);
  else if (findings->lint->outcome == RC_LINT_NOT_CHECKED)
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("Declaration %1$s, for your judgement: %2$s"), name, found);
  else if (!findings->all_signed)
    rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("Declaration %1$s: %2$s That it was signed so is not shown."), name, found);
  else
    rc_requirement_say (result, findings->lint->outcome == RC_LINT_PASSED ? RC_REQUIREMENT_MET : RC_REQUIREMENT_NA, _("Declaration %1$s: %2$s"), name,
                        found);
}

static gboolean
judge_registered (RcRequirementContext  *context,
                  RcRequirementResult   *result,
                  GPtrArray             *declarations,
                  GError               **error)
{
  Findings findings = { .all_signed = TRUE };

  for (guint i = 0; i < declarations->len; i++)
    {
      const RcRequirementDeclaration *declaration = g_ptr_array_index (declarations, i);
      const RcLint *lint = find_lint (declaration, result->requirement->id);

      take_lint (&findings, declaration, lint);
      if (lint->outcome == RC_LINT_FAILED && !rc_requirement_cite (context, result, lint->source, lint->record, error))
        return FALSE;
    }
  if (findings.lint->expected != NULL)
    rc_requirement_note (result, _("Expected: %s."), findings.lint->expected);
  rc_requirement_count (result, findings.n[RC_LINT_PASSED] + findings.n[RC_LINT_NOT_APPLICABLE], declarations->len,
                        N_("declarations in which the mistake was not found"));
  say_found (result, &findings);
  return TRUE;
}

/* --- Of what cannot be read, or is not there --- */

/* What is drawn up is no declaration yet: it answers nothing, and the officer is told what would be found in it. */
static void
note_draft (RcRequirementResult *result,
            GPtrArray           *declarations)
{
  const RcLint *lint = declarations->len > 0 ? find_lint (g_ptr_array_index (declarations, 0), result->requirement->id) : NULL;

  if (lint != NULL && lint->outcome == RC_LINT_FAILED)
    rc_requirement_note (result, _("In the declaration as it would be drawn up now: %s"), lint->found);
}

static gboolean
check_item (RcRequirementContext      *context,
            const RcRequirementCheck  *check,
            RcRequirementResult       *result,
            GError                   **error)
{
  GPtrArray *declarations;
  guint papers, read;

  if (!rc_requirement_take_papers (context, check, result, &papers, &read, error))
    return FALSE;
  declarations = rc_requirement_get_declarations (context, context->papers, error);
  if (declarations == NULL)
    return FALSE;
  if (declarations->len > 0 && ((const RcRequirementDeclaration *) g_ptr_array_index (declarations, 0))->source != 0)
    return judge_registered (context, result, declarations, error);

  note_draft (result, declarations);
  if (papers == 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_NO_EVIDENCE, _("No declaration of conformity was received."));
      rc_requirement_ask (result, _("Ask the provider for the EU declaration of conformity, with its revision and signature."));
    }
  else if (read > 0)
    {
      rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("A document was read for this point; what it says was not checked."));
    }
  else
    {
      rc_requirement_say (result, RC_REQUIREMENT_JUDGE, _("A declaration is registered; nobody read it for this point."));
    }
  return TRUE;
}

const RcRequirementCheck rc_requirement_declaration[] = {
  { "AIA-47-1a", check_item, NULL, 0 },
  { "AIA-47-1b", check_item, NULL, 0 },
  { "AIA-47-1c", check_item, NULL, 0 },
  { "AIA-47-2a", check_item, NULL, 0 },
  { "AIA-47-2b", check_item, NULL, 0 },
  { "AIA-47-2c", check_item, NULL, 0 },
  { "AIA-47-3", check_item, NULL, 0 },
  { "AIA-47-4", check_item, NULL, 0 },
  { "DOC-1", check_item, NULL, 0 },
  { "DOC-2", check_item, NULL, 0 },
  { "DOC-3", check_item, NULL, 0 },
  { "DOC-4", check_item, NULL, 0 },
  { "DOC-5", check_item, NULL, 0 },
  { "DOC-6", check_item, NULL, 0 },
  { "DOC-7", check_item, NULL, 0 },
  { "DOC-8", check_item, NULL, 0 },
  { "DL-01", check_item, NULL, 0 },
  { "DL-02", check_item, NULL, 0 },
  { "DL-03", check_item, NULL, 0 },
  { "DL-04", check_item, NULL, 0 },
  { "DL-05", check_item, NULL, 0 },
  { "DL-06", check_item, NULL, 0 },
  { "DL-07", check_item, NULL, 0 },
  { "DL-08", check_item, NULL, 0 },
  { "DL-09", check_item, NULL, 0 },
  { "DL-10", check_item, NULL, 0 },
  { "DL-11", check_item, NULL, 0 },
  { "DL-12", check_item, NULL, 0 },
  { "DL-13", check_item, NULL, 0 },
  { "DL-14", check_item, NULL, 0 },
  { "DL-15", check_item, NULL, 0 },
  { "DL-16", check_item, NULL, 0 },
  { "DL-17", check_item, NULL, 0 },
  { "DL-18", check_item, NULL, 0 },
  { "DL-19", check_item, NULL, 0 },
  { "DL-20", check_item, NULL, 0 },
  { NULL, NULL, NULL, 0 },
};
