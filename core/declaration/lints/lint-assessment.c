/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/lints/lint-parts.h"

#include <string.h>

/* Item 7: how conformity was assessed. */

static const RcDeclarationField body_fields[] = {
  RC_DECLARATION_BODY_NAME, RC_DECLARATION_BODY_NUMBER, RC_DECLARATION_CERTIFICATE, RC_DECLARATION_CERTIFICATE_DATE,
  RC_DECLARATION_CERTIFICATE_EXPIRY,
};

/* The titles of those that are there; (transfer full) (nullable). */
static char *
dup_given (const RcDeclaration *declaration)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (body_fields); i++)
    {
      if (rc_declaration_peek (declaration, body_fields[i]) != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", rc_declaration_field_title (body_fields[i]));
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* --- DL-09 --- */

static gboolean
has_four_digits (const char *number)
{
  return strlen (number) == 4 && strspn (number, "0123456789") == 4;
}

static gboolean
check_certificate (RcLintContext *context,
                   RcLint        *lint)
{
  const char *day = rc_declaration_peek (context->declaration, RC_DECLARATION_DATE);
  const char *from = rc_declaration_peek (context->declaration, RC_DECLARATION_CERTIFICATE_DATE);
  const char *to = rc_declaration_peek (context->declaration, RC_DECLARATION_CERTIFICATE_EXPIRY);

  if (day != NULL && to != NULL && strcmp (to, day) < 0)
    return rc_lint_say (lint, RC_LINT_FAILED, _("The certificate was valid until %1$s; the declaration is of %2$s."), to, day);
  if (from != NULL && to != NULL && strcmp (to, from) < 0)
    return rc_lint_say (lint, RC_LINT_FAILED, _("The certificate ends on %1$s, before it was issued on %2$s."), to, from);
  if (day == NULL || to == NULL)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("Whether the certificate was valid on the day of issue cannot be told: one of the days is "
                                                     "missing."));
  return rc_lint_say (lint, RC_LINT_PASSED, _("The body’s number has four digits, and by the declaration the certificate was valid until %s."), to);
}

static gboolean
check_body (RcLintContext *context,
            RcLint        *lint)
{
  const char *number = rc_declaration_peek (context->declaration, RC_DECLARATION_BODY_NUMBER);
  const char *name = rc_declaration_peek (context->declaration, RC_DECLARATION_BODY_NAME);
  g_autofree char *shown = number != NULL ? rc_lint_shown (number) : NULL;

  if (number != NULL && !has_four_digits (number))
    return rc_lint_say (lint, RC_LINT_FAILED, _("The number of the notified body is “%s”, not four digits."), shown);
  if (rc_declaration_says (context->declaration, RC_DECLARATION_ROUTE, "annex-vii") && (number == NULL || name == NULL))
    return rc_lint_say (lint, RC_LINT_FAILED, _("Assessed by a notified body (Annex VII), which is not named with its number."));
  if (number == NULL && name == NULL)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("No notified body is named; whether the procedure of the sector asks for one is for a person."));
  if (number == NULL)
    return rc_lint_say (lint, RC_LINT_FAILED, _("The notified body is named without its number."));
  return check_certificate (context, lint);
}

/* Words of its own on the procedure can name a body. */
static gboolean
check_internal (RcLintContext *context,
                RcLint        *lint)
{
  rc_lint_say (lint, RC_LINT_PASSED, _("Assessed by internal control (Annex VI); no notified body is named."));
  if (rc_declaration_peek (context->declaration, RC_DECLARATION_PROCEDURE) != NULL)
    rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("Assessed by internal control (Annex VI); whether the words on the procedure name a body is for "
                                              "a person."));
  for (guint i = 0; i < context->declaration->languages->len; i++)
    {
      const RcDeclarationLanguage *language = rc_lint_nth_language (context, i);
      const RcDeclarationText *known = rc_declaration_text_get (language->language, RC_DECLARATION_TEXT_INTERNAL_CONTROL);

      if (language->statements[7] != NULL)
        rc_lint_check_sentence (context, lint, language, 7, known != NULL ? known->words : NULL, NULL);
    }
  return TRUE;
}

static gboolean
check_notified_body (RcLintContext  *context,
                     RcLint         *lint,
                     GError        **error)
{
  const char *route = rc_declaration_peek (context->declaration, RC_DECLARATION_ROUTE);
  g_autofree char *given = dup_given (context->declaration);

  rc_lint_expect (lint, _("no notified body under internal control; else its number of four digits and a certificate that was valid"));
  if (route == NULL && given == NULL)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("By which procedure conformity was assessed is not stated."));
  if (route == NULL || strcmp (route, "annex-vi") != 0)
    return check_body (context, lint);
  if (given != NULL)
    return rc_lint_say (lint, RC_LINT_FAILED, _("Assessed by internal control (Annex VI), and yet there is: %s."), given);
  return check_internal (context, lint);
}

/* --- DOC-7 --- */

static gboolean
check_item_7 (RcLintContext  *context,
              RcLint         *lint,
              GError        **error)
{
  static const RcDeclarationField fields[] = {
    RC_DECLARATION_BODY_NAME, RC_DECLARATION_BODY_NUMBER, RC_DECLARATION_PROCEDURE, RC_DECLARATION_CERTIFICATE,
  };
  const char *route = rc_declaration_peek (context->declaration, RC_DECLARATION_ROUTE);
  g_autofree char *missing = rc_lint_dup_missing (context->declaration, fields, G_N_ELEMENTS (fields));

  rc_lint_expect (lint, _("where a notified body took part: its name and number, the procedure and the certificate"));
  if (route == NULL && !context->declaration->is_received)
    return rc_lint_say (lint, RC_LINT_FAILED, _("By which procedure conformity was assessed is not stated."));
  if (missing == NULL)
    return rc_lint_say (lint, RC_LINT_PASSED, _("Name, number, procedure and certificate are there."));
  if (route == NULL)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("By which procedure conformity was assessed is not stated."));
  if (strcmp (route, "annex-vi") == 0)
    return rc_lint_say (lint, RC_LINT_NOT_APPLICABLE, _("Assessed by internal control (Annex VI, Article 43(2))."));
  if (strcmp (route, "annex-i") == 0 && rc_declaration_peek (context->declaration, RC_DECLARATION_PROCEDURE) != NULL)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("Assessed by the procedure of the sector; whether it asks for this is for a person. Missing: "
                                                     "%s."), missing);
  return rc_lint_say (lint, RC_LINT_FAILED, _("Missing: %s."), missing);
}

const RcLintRow rc_lint_assessment[] = {
  { "DL-09", 7, check_notified_body },
  { "DOC-7", 7, check_item_7 },
  { NULL, 0, NULL },
};
