/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/declaration/declaration-registered.h"
#include "core/issued/issued.h"
#include "core/registers/engagement.h"
#include "core/registers/register.h"
#include "core/requirements/check.h"

/* Declarations in scope, each with what is found in it: the registered ones that are XML, and the provider's own draft. */

void
rc_requirement_declaration_free (RcRequirementDeclaration *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_clear_pointer (&self->lints, g_ptr_array_unref);
  g_free (self);
}

/* (nullable): the case is looked at as a whole. */
static const char *
peek_system (const RcRequirementContext *context)
{
  if (context->system != NULL)
    return context->system->name;
  return context->event != NULL ? context->event->system : NULL;
}

/* One that names no system can be of any. */
static gboolean
is_in_scope (const RcRequirementContext *context,
             const RcDeclaration        *declaration)
{
  const char *system = peek_system (context);
  const char *declared = rc_declaration_peek (declaration, RC_DECLARATION_SYSTEM_NAME);

  return system == NULL || declared == NULL || strcmp (system, declared) == 0;
}

/* --- Which of them is current --- */

static guint64
get_revision (const RcDeclaration *declaration)
{
  const char *revision = rc_declaration_peek (declaration, RC_DECLARATION_REVISION);

  return revision != NULL ? g_ascii_strtoull (revision, NULL, 10) : 0;
}

static gboolean
replaces (const RcDeclaration *later,
          const RcDeclaration *earlier)
{
  const char *number = rc_declaration_peek (earlier, RC_DECLARATION_NUMBER);
  g_autofree char *replaced = NULL;
  g_autofree char *day = NULL;

  if (number == NULL || later == earlier)
    return FALSE;
  if (rc_declaration_says (later, RC_DECLARATION_NUMBER, number))
    return get_revision (later) > get_revision (earlier);
  return rc_declaration_split_replaced (rc_declaration_peek (later, RC_DECLARATION_REPLACES), &replaced, &day) && strcmp (replaced, number) == 0;
}

static gboolean
is_replaced (GPtrArray           *registered,
             const RcDeclaration *declaration)
{
  for (guint i = 0; i < registered->len; i++)
    {
      const RcDeclarationRegistered *other = g_ptr_array_index (registered, i);

      if (other->declaration != NULL && replaces (other->declaration, declaration))
        return TRUE;
    }
  return FALSE;
}

/* --- Whether it was signed --- */

/* What the case issued with this file among those that were frozen; (nullable) (transfer none). */
static const RcIssued *
find_issued (GPtrArray  *issued,
             const char *sha256)
{
  for (guint i = 0; i < issued->len; i++)
    {
      const RcIssued *one = g_ptr_array_index (issued, i);

      if (strcmp (one->kind, RC_DECLARATION_ISSUED_KIND) == 0 && rc_issued_find_file (one, sha256) != NULL)
        return one;
    }
  return NULL;
}

/* That what was signed is what was frozen has to be shown; that a person says so is not enough here. */
static gboolean
is_shown_signed (const RcIssued *issued)
{
  if (issued == NULL || issued->state != RC_ISSUED_SIGNED || issued->unreadable > 0)
    return FALSE;

  for (guint i = 0; i < issued->signatures->len; i++)
    {
      if (((const RcIssuedSignature *) g_ptr_array_index (issued->signatures, i))->match != RC_ISSUED_MATCH_STATED)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_over (const RcIssued *issued)
{
  return issued != NULL && (issued->state == RC_ISSUED_REPLACED || issued->state == RC_ISSUED_WITHDRAWN);
}

/* --- Gathering --- */

static gboolean
add (RcRequirementContext  *context,
     const RcDeclaration   *declaration,
     const char            *name,
     gint64                 source,
     gboolean               is_signed,
     GError               **error)
{
  RcRequirementDeclaration *self = g_new0 (RcRequirementDeclaration, 1);

  g_ptr_array_add (context->declarations, self);
  self->name = g_strdup (name);
  self->source = source;
  self->is_signed = is_signed;
  self->lints = rc_declaration_lint (declaration, context->case_file, context->reader, is_signed, error);
  return self->lints != NULL;
}

static gboolean
add_registered (RcRequirementContext  *context,
                GPtrArray             *papers,
                GError               **error)
{
  g_autoptr (GPtrArray) registered = rc_declaration_registered_list (context->case_file, context->reader, papers, error);
  g_autoptr (GPtrArray) issued = registered != NULL ? rc_issued_list (context->case_file, error) : NULL;

  if (issued == NULL)
    return FALSE;

  for (guint i = 0; i < registered->len; i++)
    {
      const RcDeclarationRegistered *one = g_ptr_array_index (registered, i);
      const RcIssued *origin = find_issued (issued, one->sha256);
      g_autofree char *exhibit = rc_register_dup_exhibit (one->source);

      if (one->declaration == NULL || !is_in_scope (context, one->declaration) || is_replaced (registered, one->declaration) || is_over (origin))
        continue;
      if (!add (context, one->declaration, exhibit, one->source, is_shown_signed (origin), error))
        return FALSE;
    }
  return TRUE;
}

/* What the provider's own would be if it were drawn up now. */
static gboolean
add_draft (RcRequirementContext  *context,
           GError               **error)
{
  g_autoptr (RcDeclaration) draft = NULL;
  const char *language;

  if (context->system == NULL || !rc_engagement_may_declare (context->case_file, NULL))
    return TRUE;

  draft = rc_declaration_fill (context->case_file, context->reader, context->system->name, error);
  if (draft == NULL)
    return FALSE;
  language = rc_declaration_peek (draft, RC_DECLARATION_ORIGINAL_LANGUAGE);
  if (language != NULL && !rc_declaration_add_language (draft, language, TRUE, error))
    return FALSE;
  return add (context, draft, NULL, 0, FALSE, error);
}

/**
 * rc_requirement_get_declarations:
 * @papers: (element-type RcPaper): the document register
 *
 * Returns: (element-type RcRequirementDeclaration) (transfer none) (nullable): registered ones that are XML, current and in scope; where there is
 *   none, the draft of the provider's own file
 */
GPtrArray *
rc_requirement_get_declarations (RcRequirementContext  *context,
                                 GPtrArray             *papers,
                                 GError               **error)
{
  if (context->declarations != NULL)
    return context->declarations;

  context->declarations = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_requirement_declaration_free);
  if (add_registered (context, papers, error) && (context->declarations->len > 0 || add_draft (context, error)))
    return context->declarations;

  g_clear_pointer (&context->declarations, g_ptr_array_unref);
  return NULL;
}
