/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/lints/lint-parts.h"

#include "core/declaration/declaration-registered.h"

/* The formal points of Article 83(1), (a) to (g): what an authority looks for first. What no declaration and no record tells is said to be so. */

/* Sound documents of a class of evidence. */
static guint
count_papers (RcLintContext *context,
              const char    *kind,
              gint64        *out_source)
{
  guint n = 0;

  for (guint i = 0; i < context->papers->len; i++)
    {
      const RcPaper *paper = g_ptr_array_index (context->papers, i);

      if (paper->state != RC_PAPER_SOUND || g_strcmp0 (paper->kind, kind) != 0)
        continue;
      if (n++ == 0)
        *out_source = paper->source;
    }
  return n;
}

static gboolean
check_marking (RcLintContext  *context,
               RcLint         *lint,
               GError        **error)
{
  rc_lint_expect (lint, _("a CE marking, affixed as Article 48 has it"));
  return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("The marking stands on the system, its packaging or its documents; no record tells of it."));
}

static gboolean
check_drawn_up (RcLintContext  *context,
                RcLint         *lint,
                GError        **error)
{
  rc_lint_expect (lint, _("a declaration of conformity, drawn up and signed"));
  if (context->declaration->is_draft && context->declaration->is_received)
    return rc_lint_say (lint, RC_LINT_FAILED, _("It says of itself that it is a draft."));
  if (context->is_signed && context->declaration->is_received)
    return rc_lint_say (lint, RC_LINT_PASSED, _("There is one, and somebody states that it is signed; the signature itself was not examined here."));
  if (context->is_signed)
    return rc_lint_say (lint, RC_LINT_PASSED, _("There is one, and a signature is recorded."));
  return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("There is one without a signature that is recorded."));
}

/* Correctly: as far as its items go. */
static gboolean
check_correctly (RcLintContext  *context,
                 RcLint         *lint,
                 GError        **error)
{
  g_autoptr (GPtrArray) lints = rc_declaration_lint (context->declaration, context->case_file, context->reader, context->is_signed, error);
  g_autoptr (GString) failed = g_string_new (NULL);
  guint unchecked = 0;

  rc_lint_expect (lint, _("a declaration in which none of the mistakes that are looked for is found"));
  if (lints == NULL)
    return FALSE;

  for (guint i = 0; i < lints->len; i++)
    {
      const RcLint *other = g_ptr_array_index (lints, i);

      unchecked += other->outcome == RC_LINT_NOT_CHECKED;
      if (other->outcome == RC_LINT_FAILED)
        g_string_append_printf (failed, "%s%s", failed->len > 0 ? ", " : "", other->id);
    }
  if (failed->len > 0)
    return rc_lint_say (lint, RC_LINT_FAILED, _("Mistakes were found: %s."), failed->str);
  if (unchecked > 0)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("No mistake was found; not checked: %u."), unchecked);
  return rc_lint_say (lint, RC_LINT_PASSED, _("No mistake was found."));
}

static gboolean
check_registration (RcLintContext  *context,
                    RcLint         *lint,
                    GError        **error)
{
  const RcSystemStatement *stated = context->system != NULL ? rc_system_peek (context->system, RC_SYSTEM_REGISTRATION) : NULL;
  g_autofree char *shown = stated != NULL ? rc_lint_shown (rc_system_peek_value (context->system, RC_SYSTEM_REGISTRATION)) : NULL;
  gint64 source = 0;

  rc_lint_expect (lint, _("registration in the EU database, where Article 49 asks for it"));
  if (!rc_lint_load_papers (context, error))
    return FALSE;
  if (count_papers (context, "E18", &source) > 0)
    {
      rc_lint_cite (lint, source, 0);
      return rc_lint_say (lint, RC_LINT_PASSED, _("A document on the registration is in the case; what it says is for a person."));
    }
  if (shown == NULL)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("No registration is stated, and no document on it is there."));
  rc_lint_cite (lint, stated->word->source, stated->word->record);
  return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("A registration is stated (%s); no document on it is there."), shown);
}

static gboolean
check_documentation (RcLintContext  *context,
                     RcLint         *lint,
                     GError        **error)
{
  gint64 source = 0;
  guint n;

  rc_lint_expect (lint, _("technical documentation that is available"));
  if (!rc_lint_load_papers (context, error))
    return FALSE;

  n = count_papers (context, "E16", &source);
  if (n == 0)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("No technical documentation was registered."));
  rc_lint_cite (lint, source, 0);
  return rc_lint_say (lint, RC_LINT_PASSED, _("Documents of the technical documentation in the case: %u. Whether it is whole is for a person."), n);
}

static const RcLintRow formal[] = {
  { "83-1-a", 0, check_marking },
  { "83-1-b", 0, check_marking },
  { "83-1-c", 0, check_drawn_up },
  { "83-1-d", 0, check_correctly },
  { "83-1-e", 0, check_registration },
  { "83-1-f", 2, rc_lint_check_representative },
  { "83-1-g", 0, check_documentation },
  { NULL, 0, NULL },
};

GPtrArray *
rc_declaration_lint_formal (const RcDeclaration  *self,
                            RcCase               *case_file,
                            RcRecordReader       *reader,
                            gboolean              is_signed,
                            GError              **error)
{
  g_auto (RcLintContext) context = { 0 };

  if (!rc_lint_context_init (&context, self, case_file, reader, is_signed, error) || !rc_lint_context_run (&context, formal, error))
    return NULL;
  return g_steal_pointer (&context.lints);
}
