/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/declaration/declaration-page.h"

#include "core/words.h"

/* The fixed words that name a field; %RC_N_DECLARATION_TEXTS: none. */
static RcDeclarationTextId
find_label (RcDeclarationField field)
{
  switch (field)
    {
    case RC_DECLARATION_SYSTEM_NAME:
      return RC_DECLARATION_TEXT_SYSTEM_NAME;
    case RC_DECLARATION_SYSTEM_TYPE:
      return RC_DECLARATION_TEXT_SYSTEM_TYPE;
    case RC_DECLARATION_SYSTEM_VERSION:
      return RC_DECLARATION_TEXT_VERSION;
    case RC_DECLARATION_SYSTEM_REFERENCE:
      return RC_DECLARATION_TEXT_REFERENCE;
    case RC_DECLARATION_PROVIDER_NAME:
      return RC_DECLARATION_TEXT_PROVIDER;
    case RC_DECLARATION_PROVIDER_ADDRESS:
      return RC_DECLARATION_TEXT_ADDRESS;
    case RC_DECLARATION_REPRESENTATIVE_NAME:
      return RC_DECLARATION_TEXT_REPRESENTATIVE;
    case RC_DECLARATION_BODY_NAME:
      return RC_DECLARATION_TEXT_NOTIFIED_BODY;
    case RC_DECLARATION_BODY_NUMBER:
      return RC_DECLARATION_TEXT_BODY_NUMBER;
    case RC_DECLARATION_PROCEDURE:
      return RC_DECLARATION_TEXT_PROCEDURE;
    case RC_DECLARATION_CERTIFICATE:
      return RC_DECLARATION_TEXT_CERTIFICATE;
    case RC_DECLARATION_ON_BEHALF_OF:
      return RC_DECLARATION_TEXT_ON_BEHALF_OF;
    case RC_DECLARATION_NUMBER:
      return RC_DECLARATION_TEXT_NUMBER;
    case RC_DECLARATION_REVISION:
      return RC_DECLARATION_TEXT_REVISION;
    case RC_DECLARATION_PROVIDER_COUNTRY:
      return RC_DECLARATION_TEXT_COUNTRY;
    case RC_DECLARATION_MEMBER_STATES:
      return RC_DECLARATION_TEXT_MEMBER_STATES;
    case RC_DECLARATION_ORIGINAL_LANGUAGE:
      return RC_DECLARATION_TEXT_ORIGINAL_LANGUAGE;
    case RC_DECLARATION_PLACED_ON_MARKET:
      return RC_DECLARATION_TEXT_PLACED_ON_MARKET;
    case RC_DECLARATION_RETENTION_END:
      return RC_DECLARATION_TEXT_KEPT_UNTIL;
    case RC_DECLARATION_CERTIFICATE_DATE:
      return RC_DECLARATION_TEXT_CERTIFICATE_DATE;
    case RC_DECLARATION_CERTIFICATE_EXPIRY:
      return RC_DECLARATION_TEXT_CERTIFICATE_EXPIRY;
    case RC_DECLARATION_PLACE:
    case RC_DECLARATION_DATE:
      return RC_DECLARATION_TEXT_PLACE_AND_DATE;
    case RC_DECLARATION_SIGNATORY:
    case RC_DECLARATION_FUNCTION:
      return RC_DECLARATION_TEXT_NAME_AND_FUNCTION;
    case RC_DECLARATION_PERSONAL_DATA:
      return RC_DECLARATION_TEXT_ITEM_1 + 4;
    case RC_DECLARATION_NO_STANDARDS:
      return RC_DECLARATION_TEXT_ITEM_1 + 5;
    case RC_DECLARATION_ROUTE:
      return RC_DECLARATION_TEXT_ITEM_1 + 6;
    default:
      return RC_N_DECLARATION_TEXTS;
    }
}

/* Where the program has no words, the field's own name in options and in the twin says what is meant. */
static void
add_bare (const RcDeclarationPage *self,
          RcText                  *text,
          RcDeclarationField       field)
{
  RcDeclarationTextId label = find_label (field);

  if (label != RC_N_DECLARATION_TEXTS)
    rc_text_add (text, RC_TEXT_PLAIN, rc_declaration_page_words (self, label));
  else
    rc_text_add (text, RC_TEXT_MONO, rc_declaration_field_to_name (field));
}

/* Place and date, and name and function, have one label. */
static gboolean
is_told (const RcDeclarationPage *self,
         GPtrArray               *missing,
         guint                    index)
{
  RcDeclarationTextId label = find_label (GPOINTER_TO_UINT (missing->pdata[index]));

  return !self->has_words && index > 0 && label != RC_N_DECLARATION_TEXTS && label == find_label (GPOINTER_TO_UINT (missing->pdata[index - 1]));
}

static void
add_missing (RcDeclarationPage  *self,
             RcDeclarationField  field)
{
  guint item = rc_declaration_field_item (field);
  g_autofree char *mark = item > 0 ? g_strdup_printf ("%u.", item) : g_strdup ("–");
  RcText *text = rc_text_new ();

  if (self->has_words)
    rc_text_add (text, RC_TEXT_PLAIN, rc_declaration_field_title (field));
  else
    add_bare (self, text, field);
  rc_document_add_item (self->document, mark, text);
}

gboolean
rc_declaration_page_has_list (const RcDeclarationPage *self)
{
  g_autoptr (GPtrArray) missing = rc_declaration_list_missing (self->declaration);

  return self->is_draft && (missing->len > 0 || self->declaration->versions->len == 0 || (self->declaration->is_edited && self->has_words));
}

/**
 * rc_declaration_page_add_list:
 *
 * What is missing, field by field in the order of the items; nothing where nothing is.
 */
void
rc_declaration_page_add_list (RcDeclarationPage *self)
{
  g_autoptr (GPtrArray) missing = rc_declaration_list_missing (self->declaration);
  gboolean no_versions = self->declaration->versions->len == 0;

  rc_document_add_heading (self->document, 2, rc_text_new_own (rc_declaration_page_words (self, RC_DECLARATION_TEXT_MISSING)));
  if (self->declaration->is_edited && self->has_words)
    rc_document_add_shape_item (self->document, RC_SHAPE_FAILED,
                                rc_text_new_own (_("The case file itself was edited outside the program: what is shown here may not be what the "
                                                   "evidence says.")));
  if (no_versions)
    rc_document_add_item (self->document, "1.", rc_text_new_own (rc_declaration_page_words (self, RC_DECLARATION_TEXT_COVERED_VERSIONS)));
  for (guint i = 0; i < missing->len; i++)
    if (!is_told (self, missing, i))
      add_missing (self, GPOINTER_TO_UINT (g_ptr_array_index (missing, i)));
}
