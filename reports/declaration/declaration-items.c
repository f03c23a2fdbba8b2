/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/declaration/declaration-page.h"

/* Annex V, items 1 to 8. Each is one item of a list; the rest of a longer list of versions stands in the annexes and in the twin. */

#define SHOWN_VERSIONS 6u

static gboolean
has (const RcDeclarationPage *self,
     RcDeclarationField       field)
{
  return rc_declaration_peek (self->declaration, field) != NULL;
}

static gboolean
is_needed (const RcDeclarationPage *self,
           RcDeclarationField       field)
{
  return rc_declaration_field_is_needed (self->declaration, field);
}

/* A line of its own, where there is something to say or something is missing. */
static void
add_field (const RcDeclarationPage *self,
           RcText                  *text,
           RcDeclarationTextId      label,
           RcDeclarationField       field)
{
  if (!has (self, field) && !is_needed (self, field))
    return;

  rc_declaration_page_add_label (self, text, label);
  rc_declaration_page_add_value (self, text, field);
}

/* The same behind what stands already in the line. */
static void
add_behind (const RcDeclarationPage *self,
            RcText                  *text,
            RcDeclarationField       field)
{
  if (!has (self, field) && !is_needed (self, field))
    return;

  rc_text_add (text, RC_TEXT_PLAIN, ", ");
  rc_declaration_page_add_value (self, text, field);
}

static RcText *
begin_item (const RcDeclarationPage *self,
            guint                    item)
{
  RcText *text = rc_text_new ();

  rc_text_add (text, RC_TEXT_STRONG, rc_declaration_page_words (self, RC_DECLARATION_TEXT_ITEM_1 + (item - 1)));
  return text;
}

static void
end_item (RcDeclarationPage *self,
          guint              item,
          RcText            *text)
{
  g_autofree char *mark = g_strdup_printf ("%u.", item);

  rc_document_add_item (self->document, mark, text);
}

static void
add_statement (const RcDeclarationPage *self,
               RcText                  *text,
               guint                    item)
{
  g_autofree char *statement = rc_declaration_dup_statement (self->declaration, self->terms->language, item);

  rc_text_add (text, RC_TEXT_PLAIN, "\n");
  if (statement != NULL)
    rc_text_add (text, RC_TEXT_PLAIN, statement);
  else
    rc_declaration_page_add_missing (self, text);
}

/* --- 1: the system --- */

static void
add_version (const RcDeclarationPage    *self,
             RcText                     *text,
             const RcDeclarationVersion *version)
{
  const RcDeclarationMark mark = { version->origin, NULL, version->source, version->record, NULL };

  rc_text_add (text, RC_TEXT_PLAIN, "\n– ");
  rc_text_add_quoted (text, RC_TEXT_PLAIN, version->name, -1);
  if (version->sha256 != NULL)
    {
      rc_text_add (text, RC_TEXT_PLAIN, "  ");
      rc_text_add (text, RC_TEXT_MUTED | RC_TEXT_SMALL, "SHA-256 ");
      rc_text_add_quoted (text, RC_TEXT_MONO | RC_TEXT_SMALL, version->sha256, -1);
    }
  rc_declaration_page_add_mark (self, text, &mark);
}

static void
add_versions (const RcDeclarationPage *self,
              RcText                  *text)
{
  GPtrArray *versions = self->declaration->versions;

  rc_declaration_page_add_label (self, text, RC_DECLARATION_TEXT_COVERED_VERSIONS);
  if (versions->len == 0)
    rc_declaration_page_add_missing (self, text);
  for (guint i = 0; i < MIN (versions->len, SHOWN_VERSIONS); i++)
    add_version (self, text, g_ptr_array_index (versions, i));
  if (versions->len > SHOWN_VERSIONS)
    rc_text_add_format (text, RC_TEXT_PLAIN, "\n– … +%u: declaration.xml%s%s", versions->len - SHOWN_VERSIONS,
                        self->terms->annexes != NULL ? ", " : "", self->terms->annexes != NULL ? self->terms->annexes : "");
}

static void
add_system (RcDeclarationPage *self)
{
  RcText *text = begin_item (self, 1);

  add_field (self, text, RC_DECLARATION_TEXT_SYSTEM_NAME, RC_DECLARATION_SYSTEM_NAME);
  add_field (self, text, RC_DECLARATION_TEXT_SYSTEM_TYPE, RC_DECLARATION_SYSTEM_TYPE);
  add_field (self, text, RC_DECLARATION_TEXT_VERSION, RC_DECLARATION_SYSTEM_VERSION);
  add_field (self, text, RC_DECLARATION_TEXT_REFERENCE, RC_DECLARATION_SYSTEM_REFERENCE);
  add_versions (self, text);
  end_item (self, 1, text);
}

/* --- 2: who provides it --- */

static void
add_provider (RcDeclarationPage *self)
{
  RcText *text = begin_item (self, 2);

  add_field (self, text, RC_DECLARATION_TEXT_PROVIDER, RC_DECLARATION_PROVIDER_NAME);
  add_behind (self, text, RC_DECLARATION_PROVIDER_ADDRESS);
  add_behind (self, text, RC_DECLARATION_PROVIDER_COUNTRY);
  add_field (self, text, RC_DECLARATION_TEXT_REPRESENTATIVE, RC_DECLARATION_REPRESENTATIVE_NAME);
  if (has (self, RC_DECLARATION_REPRESENTATIVE_NAME) || is_needed (self, RC_DECLARATION_REPRESENTATIVE_NAME))
    add_behind (self, text, RC_DECLARATION_REPRESENTATIVE_ADDRESS);
  end_item (self, 2, text);
}

/* --- 3 to 5: statements --- */

static void
add_mark_of (const RcDeclarationPage *self,
             RcText                  *text,
             RcDeclarationField       field)
{
  const RcDeclarationValue *value = &self->declaration->values[field];
  const RcDeclarationMark mark = { value->origin, value->by, value->source, value->record, value->differs };

  if (value->value != NULL)
    rc_declaration_page_add_mark (self, text, &mark);
}

/* The acts stand in the statement itself. */
static void
add_marks_of_acts (const RcDeclarationPage *self,
                   RcText                  *text)
{
  for (guint i = 0; i < self->declaration->acts->len; i++)
    {
      const RcDeclarationAct *act = g_ptr_array_index (self->declaration->acts, i);
      const RcDeclarationMark mark = { .origin = act->origin };

      rc_declaration_page_add_mark (self, text, &mark);
    }
}

static void
add_statements (RcDeclarationPage *self)
{
  RcText *text = begin_item (self, 3);

  add_statement (self, text, 3);
  rc_declaration_page_add_label (self, text, RC_DECLARATION_TEXT_PROVIDER);
  rc_declaration_page_add_value (self, text, RC_DECLARATION_PROVIDER_NAME);
  end_item (self, 3, text);

  text = begin_item (self, 4);
  add_statement (self, text, 4);
  add_marks_of_acts (self, text);
  end_item (self, 4, text);

  text = begin_item (self, 5);
  add_statement (self, text, 5);
  add_mark_of (self, text, RC_DECLARATION_PERSONAL_DATA);
  end_item (self, 5, text);
}

/* --- 6: standards. The word “harmonised” stands only beside what was published by the day of issue. --- */

static void
add_standard (const RcDeclarationPage     *self,
              RcText                      *text,
              const RcDeclarationStandard *standard,
              gboolean                     is_harmonised)
{
  const RcDeclarationMark mark = { .origin = standard->origin };

  rc_text_add (text, RC_TEXT_PLAIN, "\n– ");
  rc_text_add_quoted (text, RC_TEXT_PLAIN, standard->reference, -1);
  if (standard->dated != NULL)
    {
      rc_text_add (text, RC_TEXT_PLAIN, " (");
      rc_text_add_quoted (text, RC_TEXT_PLAIN, standard->dated, -1);
      rc_text_add (text, RC_TEXT_PLAIN, ")");
    }
  if (standard->title != NULL)
    {
      rc_text_add (text, RC_TEXT_PLAIN, ", ");
      rc_text_add_quoted (text, RC_TEXT_PLAIN, standard->title, -1);
    }
  if (is_harmonised)
    {
      g_autofree char *day = rc_declaration_dup_day (self->terms->language, standard->oj_date);

      rc_text_add (text, RC_TEXT_PLAIN, " – ");
      rc_text_add_quoted (text, RC_TEXT_PLAIN, standard->oj_reference, -1);
      rc_text_add_format (text, RC_TEXT_PLAIN, ", %s", day);
    }
  rc_declaration_page_add_mark (self, text, &mark);
}

static void
add_standards_of (const RcDeclarationPage *self,
                  RcText                  *text,
                  gboolean                 harmonised)
{
  GPtrArray *standards = self->declaration->standards;
  const char *day = rc_declaration_peek (self->declaration, RC_DECLARATION_DATE);
  guint n = 0;

  for (guint i = 0; i < standards->len; i++)
    {
      const RcDeclarationStandard *standard = g_ptr_array_index (standards, i);

      if (rc_declaration_standard_is_harmonised (standard, day) != harmonised)
        continue;
      if (n++ == 0)
        rc_declaration_page_add_label (self, text, harmonised ? RC_DECLARATION_TEXT_HARMONISED : RC_DECLARATION_TEXT_OTHER_SPECIFICATIONS);
      add_standard (self, text, standard, harmonised);
    }
}

static void
add_standards (RcDeclarationPage *self)
{
  RcText *text = begin_item (self, 6);

  if (has (self, RC_DECLARATION_NO_STANDARDS) || self->declaration->standards->len == 0)
    add_statement (self, text, 6);
  add_mark_of (self, text, RC_DECLARATION_NO_STANDARDS);
  add_standards_of (self, text, TRUE);
  add_standards_of (self, text, FALSE);
  end_item (self, 6, text);
}

/* --- 7: the assessment --- */

static void
add_assessment (RcDeclarationPage *self)
{
  RcText *text = begin_item (self, 7);

  if (!has (self, RC_DECLARATION_ROUTE) || g_strcmp0 (rc_declaration_peek (self->declaration, RC_DECLARATION_ROUTE), "annex-vi") == 0)
    {
      add_statement (self, text, 7);
      add_mark_of (self, text, RC_DECLARATION_ROUTE);
      end_item (self, 7, text);
      return;
    }

  rc_declaration_page_add_label (self, text, RC_DECLARATION_TEXT_NOTIFIED_BODY);
  rc_declaration_page_add_value (self, text, RC_DECLARATION_BODY_NAME);
  rc_declaration_page_add_label (self, text, RC_DECLARATION_TEXT_BODY_NUMBER);
  rc_declaration_page_add_value (self, text, RC_DECLARATION_BODY_NUMBER);
  rc_declaration_page_add_label (self, text, RC_DECLARATION_TEXT_PROCEDURE);
  rc_declaration_page_add_value (self, text, RC_DECLARATION_PROCEDURE);
  rc_declaration_page_add_label (self, text, RC_DECLARATION_TEXT_CERTIFICATE);
  rc_declaration_page_add_value (self, text, RC_DECLARATION_CERTIFICATE);
  add_behind (self, text, RC_DECLARATION_CERTIFICATE_DATE);
  if (has (self, RC_DECLARATION_CERTIFICATE_EXPIRY) || is_needed (self, RC_DECLARATION_CERTIFICATE_EXPIRY))
    {
      rc_text_add (text, RC_TEXT_PLAIN, " – ");
      rc_declaration_page_add_value (self, text, RC_DECLARATION_CERTIFICATE_EXPIRY);
    }
  end_item (self, 7, text);
}

/* --- 8: who signs --- */

/* Two values under one label, which say once that neither is stated. */
static void
add_pair (const RcDeclarationPage *self,
          RcText                  *text,
          RcDeclarationTextId      label,
          RcDeclarationField       first,
          RcDeclarationField       second)
{
  rc_declaration_page_add_label (self, text, label);
  rc_declaration_page_add_value (self, text, first);
  if (has (self, first) || has (self, second))
    add_behind (self, text, second);
}

static void
add_signatory (RcDeclarationPage *self)
{
  RcText *text = begin_item (self, 8);

  rc_declaration_page_add_label (self, text, RC_DECLARATION_TEXT_ON_BEHALF_OF);
  rc_declaration_page_add_value (self, text, RC_DECLARATION_ON_BEHALF_OF);
  add_pair (self, text, RC_DECLARATION_TEXT_PLACE_AND_DATE, RC_DECLARATION_PLACE, RC_DECLARATION_DATE);
  add_pair (self, text, RC_DECLARATION_TEXT_NAME_AND_FUNCTION, RC_DECLARATION_SIGNATORY, RC_DECLARATION_FUNCTION);
  end_item (self, 8, text);
}

void
rc_declaration_page_add_items (RcDeclarationPage *self)
{
  add_system (self);
  add_provider (self);
  add_statements (self);
  add_standards (self);
  add_assessment (self);
  add_signatory (self);
}
