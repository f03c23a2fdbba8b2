/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/lints/lint-parts.h"

#include <string.h>

#include "core/registers/paper.h"

/* Item 2: the provider and its authorised representative. */

/* --- Post office boxes --- */

/* As they are folded; from memory. Abbreviations are boxes where a number follows; "CP 28001" is a postal code. */
static const char * const box_words[] = {
  "postfach", "post office box", "boîte postale", "boite postale", "postbus", "casella postale", "casilla", "apartado", "skrytka pocztowa",
  "postboks",
  "postilokero", "κουτί", "ταχυδρομική θυρίδα", "пощенска кутия", "poštanski pretinac", "poštni predal", "poštový priečinok", "poštovní přihrádka",
  "căsuța poștală", "casuta postala", "postafiók", "pašto dėžutė", "abonenta kastīte", "postkast", "bosca poist", "kaxxa postali", "caixa postal",
};
#define BOX_PATTERN \
  "(?<![\\p{L}\\d])(?:(?:p\\.? ?o\\.? ?b(?:ox)?|box|b\\.? ?p|pf|pb|pl|skr(?:\\. ?poczt)?|п\\.? ?к|τ\\.? ?θ|a/k|apdo|p\\.? ?pretinac)" \
  "\\.? ?(?:nr\\.?|no\\.?|n[°º])? ?\\d|(?:c\\.? ?p|p\\.? ?p)\\.? ?\\d{1,4}(?!\\d))"

static gboolean
has_box (const char *folded)
{
  for (gsize i = 0; i < G_N_ELEMENTS (box_words); i++)
    {
      if (rc_lint_has_words (folded, box_words[i]))
        return TRUE;
    }
  return g_regex_match_simple (BOX_PATTERN, folded, 0, 0);
}

/* A house number of one to three digits beside a word: no part of a postal code, which is longer or in groups. */
static gboolean
has_house (const char *folded)
{
  return g_regex_match_simple ("\\p{L}", folded, 0, 0) && g_regex_match_simple ("(?<![\\d-])(?<!\\d )\\d{1,3}(?!\\d)(?![ -]\\d)", folded, 0, 0);
}

typedef enum
{
  ADDRESS_PLAIN,
  ADDRESS_BOX_AND_MORE,    /* a box beside what may be a street */
  ADDRESS_BOX_ALONE,
} Address;

static Address
classify (const char *address)
{
  g_auto (GStrv) parts = g_strsplit_set (address, "\n,;", -1);
  gboolean box = FALSE;
  gboolean house = FALSE;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *folded = rc_lint_fold (parts[i]);
      gboolean is_box = has_box (folded);

      box |= is_box;
      house |= !is_box && has_house (folded);
    }
  return !box ? ADDRESS_PLAIN : house ? ADDRESS_BOX_AND_MORE : ADDRESS_BOX_ALONE;
}

/* --- DL-02 --- */

/* What the case says of the provider otherwise; TRUE: it says something, and something else. */
static gboolean
differs (RcLintContext      *context,
         RcLint             *lint,
         RcDeclarationField  field,
         RcSystemAttribute   attribute,
         gboolean           *out_is_stated)
{
  const RcSystemStatement *statement = rc_system_peek (context->system, attribute);
  const char *value = rc_system_peek_value (context->system, attribute);
  g_autofree char *shown = value != NULL ? rc_lint_shown (value) : NULL;

  *out_is_stated &= value != NULL;
  if (value == NULL || rc_lint_is_same (value, rc_declaration_peek (context->declaration, field)))
    return FALSE;

  rc_lint_cite (lint, statement->word->source, statement->word->record);
  /* Translators: the title of a field, and what is stated. */
  return rc_lint_say (lint, RC_LINT_FAILED, _("%1$s: it is stated otherwise: “%2$s”."), rc_declaration_field_title (field), shown);
}

/* A person who read the registration for this; (transfer none) (nullable). */
static const RcReading *
find_reading (RcLintContext *context,
              const char    *id)
{
  for (guint i = 0; i < context->papers->len; i++)
    {
      const RcPaper *paper = g_ptr_array_index (context->papers, i);

      for (guint j = 0; paper->state == RC_PAPER_SOUND && g_strcmp0 (paper->kind, "E18") == 0 && j < paper->readings->len; j++)
        {
          const RcReading *reading = g_ptr_array_index (paper->readings, j);

          if (reading->withdrawn_for == NULL && rc_about_list_has (reading->about, RC_ABOUT_REQUIREMENT, id))
            return reading;
        }
    }
  return NULL;
}

static gboolean
check_against_case (RcLintContext  *context,
                    RcLint         *lint,
                    GError        **error)
{
  gboolean is_stated = TRUE;
  const RcReading *reading;
  g_autofree char *by = NULL;

  if (context->system == NULL)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("Name and address are there; they were held against neither registration nor marking."));
  if (differs (context, lint, RC_DECLARATION_PROVIDER_NAME, RC_SYSTEM_PROVIDER, &is_stated) ||
      differs (context, lint, RC_DECLARATION_PROVIDER_ADDRESS, RC_SYSTEM_PROVIDER_ADDRESS, &is_stated))
    return TRUE;
  if (!rc_lint_load_papers (context, error))
    return FALSE;

  reading = find_reading (context, lint->id);
  if (reading == NULL || !is_stated)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, is_stated ? _("Name and address are as stated in the case; nobody read the registration for this.")
                                                             : _("Name and address are there; the case does not state both."));
  by = rc_lint_shown (reading->read_by);
  rc_lint_cite (lint, reading->source, 0);
  return rc_lint_say (lint, RC_LINT_PASSED, _("Name and address are as stated in the case; the registration was read for this by %s."), by);
}

static gboolean
check_name (RcLintContext  *context,
            RcLint         *lint,
            GError        **error)
{
  static const RcDeclarationField fields[] = { RC_DECLARATION_PROVIDER_NAME, RC_DECLARATION_PROVIDER_ADDRESS };
  g_autofree char *missing = rc_lint_dup_missing (context->declaration, fields, G_N_ELEMENTS (fields));

  rc_lint_expect (lint, _("name and address as in registration and marking; a street, not a post office box alone"));
  if (missing != NULL)
    return rc_lint_say (lint, RC_LINT_FAILED, _("Missing: %s."), missing);

  switch (classify (rc_declaration_peek (context->declaration, RC_DECLARATION_PROVIDER_ADDRESS)))
    {
    case ADDRESS_BOX_ALONE:
      return rc_lint_say (lint, RC_LINT_FAILED, _("The address is a post office box alone."));
    case ADDRESS_BOX_AND_MORE:
      return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("The address has a post office box; whether there is a street beside it is for a person."));
    case ADDRESS_PLAIN:
    default:
      return check_against_case (context, lint, error);
    }
}

/* --- DL-03 --- */

gboolean
rc_lint_check_representative (RcLintContext  *context,
                              RcLint         *lint,
                              GError        **error)
{
  static const RcDeclarationField fields[] = { RC_DECLARATION_REPRESENTATIVE_NAME, RC_DECLARATION_REPRESENTATIVE_ADDRESS };
  const char *country = rc_declaration_peek (context->declaration, RC_DECLARATION_PROVIDER_COUNTRY);
  g_autofree char *missing = rc_lint_dup_missing (context->declaration, fields, G_N_ELEMENTS (fields));

  rc_lint_expect (lint, _("name and address of an authorised representative, where the provider is outside the Union"));
  if (country == NULL)
    return rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("The country of the provider is not stated."));
  if (rc_declaration_text_list_of_state (country) != NULL)
    return rc_lint_say (lint, RC_LINT_NOT_APPLICABLE, _("The provider is in a Member State: %s."), country);
  if (missing == NULL && rc_lint_is_same (rc_declaration_peek (context->declaration, RC_DECLARATION_REPRESENTATIVE_NAME),
                                          rc_declaration_peek (context->declaration, RC_DECLARATION_PROVIDER_NAME)))
    return rc_lint_say (lint, RC_LINT_FAILED, _("The provider outside the Union is named as its own representative."));
  if (missing == NULL)
    return rc_lint_say (lint, RC_LINT_PASSED, _("The provider is outside the Union (%s); its representative is named."), country);
  return rc_lint_say (lint, RC_LINT_FAILED, _("The provider is outside the Union (%1$s). Missing: %2$s."), country, missing);
}

/* --- DOC-2 --- */

static gboolean
check_item_2 (RcLintContext  *context,
              RcLint         *lint,
              GError        **error)
{
  static const RcDeclarationField fields[] = { RC_DECLARATION_PROVIDER_NAME, RC_DECLARATION_PROVIDER_ADDRESS };
  g_autofree char *missing = rc_lint_dup_missing (context->declaration, fields, G_N_ELEMENTS (fields));

  rc_lint_expect (lint, _("name and address of the provider, and of its authorised representative where it has one"));
  if (missing != NULL)
    return rc_lint_say (lint, RC_LINT_FAILED, _("Missing: %s."), missing);
  if (rc_declaration_peek (context->declaration, RC_DECLARATION_REPRESENTATIVE_NAME) != NULL &&
      rc_declaration_peek (context->declaration, RC_DECLARATION_REPRESENTATIVE_ADDRESS) == NULL)
    return rc_lint_say (lint, RC_LINT_FAILED, _("The representative is named without an address."));
  return rc_lint_say (lint, RC_LINT_PASSED, _("Name and address are there."));
}

const RcLintRow rc_lint_provider[] = {
  { "DL-02", 2, check_name },
  { "DL-03", 2, rc_lint_check_representative },
  { "DOC-2", 2, check_item_2 },
  { NULL, 0, NULL },
};
