/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/declaration/declaration-annex.h"

#include <string.h>

#include "core/display-text.h"
#include "core/requirement-words.h"
#include "core/words.h"

/* What was found where for each point of Annex IV, and the fields of the EU database that the case can fill. */

#define ANNEX_IV  "AIV-"
#define SECTION_A "VIII-A-"
#define SECTION_B "VIII-B-"

/* --- 5: Annex IV --- */

static void
add_part (GString    *list,
          const char *part)
{
  if (list->len > 0)
    g_string_append (list, "; ");
  g_string_append (list, part);
}

static char *
dup_places (const RcDeclarationAnnexes *self,
            const RcRequirementResult  *result)
{
  g_autoptr (GString) places = g_string_new (NULL);

  for (guint i = 0; i < result->citations->len; i++)
    {
      const RcCitation *citation = g_ptr_array_index (result->citations, i);
      g_autofree char *place = rc_frame_dup_place (self->frame, citation->source, citation->record);

      add_part (places, place);
    }
  if (result->more_citations > 0)
    add_part (places, _("and others"));
  for (guint i = 0; i < result->papers->len; i++)
    {
      g_autofree char *paper = rc_display_text (g_ptr_array_index (result->papers, i), -1, 0);

      add_part (places, paper);
    }
  return places->len > 0 ? g_string_free (g_steal_pointer (&places), FALSE) : g_strdup ("–");
}

static void
add_result (RcDeclarationAnnexes      *self,
            RcTable                   *table,
            const RcRequirementResult *result)
{
  g_autofree char *point = rc_law_dup_place (self->report->law, result->requirement);
  g_autofree char *places = dup_places (self, result);
  RcText *found = rc_text_new ();

  rc_text_add_shape (found, rc_shape_of_requirement (result->verdict));
  rc_text_add_format (found, RC_TEXT_SMALL, " %s. %s", rc_requirement_verdict_words (result->verdict), result->words);
  rc_table_add_row (table, (RcText *[]) {
                      rc_text_new_small (point), rc_text_new_small (rc_law_text (result->requirement->demand)), found,
                      rc_text_new_small (places) });
}

void
rc_declaration_annex_add_index (RcDeclarationAnnexes *self)
{
  const RcColumn columns[] = {
    { _("Point"), 13, RC_COLUMN_TEXT, TRUE }, { _("What it asks for"), 33, RC_COLUMN_TEXT }, { _("What was found"), 36, RC_COLUMN_TEXT },
    { _("Exhibit"), 18, RC_COLUMN_TEXT },
  };
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);

  rc_document_add_heading (self->document, 1, rc_text_new_own (_("5  Technical documentation: index by Annex IV")));
  for (guint i = 0; i < self->report->results->len; i++)
    {
      const RcRequirementResult *result = g_ptr_array_index (self->report->results, i);

      if (g_str_has_prefix (result->requirement->id, ANNEX_IV))
        add_result (self, table, result);
    }
  rc_document_add_table (self->document, table);
}

/* --- 6: Annex VIII --- */

/* What is stated of a system that fills a field; RC_N_SYSTEM_ATTRIBUTES ends the list. */
static const struct
{
  const char        *number;
  RcSystemAttribute  attributes[3];
} stated[] = {
  { "1", { RC_SYSTEM_PROVIDER, RC_SYSTEM_PROVIDER_ADDRESS, RC_N_SYSTEM_ATTRIBUTES } },
  { "3", { RC_SYSTEM_REPRESENTATIVE, RC_SYSTEM_REPRESENTATIVE_ADDRESS, RC_N_SYSTEM_ATTRIBUTES } },
  { "4", { RC_SYSTEM_ID, RC_SYSTEM_REGISTRATION, RC_N_SYSTEM_ATTRIBUTES } },
  { "5", { RC_SYSTEM_PURPOSE, RC_N_SYSTEM_ATTRIBUTES } },
  { "10", { RC_SYSTEM_MEMBER_STATES, RC_N_SYSTEM_ATTRIBUTES } },
};

static const RcSystemAttribute *
find_attributes (const char *number)
{
  for (gsize i = 0; i < G_N_ELEMENTS (stated); i++)
    if (strcmp (stated[i].number, number) == 0)
      return stated[i].attributes;
  return NULL;
}

static void
add_statement (GString                 *values,
               GString                 *words,
               RcCase                  *case_file,
               const RcSystemStatement *statement)
{
  g_autofree char *word = rc_system_word_dup_words (statement->word, case_file);

  for (guint i = 0; i < statement->values->len; i++)
    {
      g_autofree char *shown = rc_system_attribute_dup_words (statement->attribute, g_ptr_array_index (statement->values, i));

      add_part (values, shown);
    }
  if (strstr (words->str, word) == NULL)
    add_part (words, word);
}

/* Values of the declaration that a field asks for. */
static void
add_declared (const RcDeclarationAnnexes *self,
              GString                    *values,
              RcDeclarationField          field)
{
  const char *value = rc_declaration_peek (self->declaration, field);
  g_autofree char *shown = value != NULL ? rc_display_text (value, -1, 0) : NULL;

  if (shown != NULL)
    add_part (values, shown);
}

static void
fill_field (const RcDeclarationAnnexes *self,
            const char                 *number,
            GString                    *values,
            GString                    *words)
{
  const RcSystemAttribute *attributes = find_attributes (number);

  if (strcmp (number, "4") == 0)
    {
      g_autofree char *name = rc_display_text (self->system->name, -1, 0);

      add_part (values, name);
    }
  for (gsize i = 0; attributes != NULL && attributes[i] != RC_N_SYSTEM_ATTRIBUTES; i++)
    {
      const RcSystemStatement *statement = rc_system_peek (self->system, attributes[i]);

      if (statement != NULL)
        add_statement (values, words, self->frame->case_file, statement);
    }
  if (strcmp (number, "8") == 0)
    {
      add_declared (self, values, RC_DECLARATION_BODY_NAME);
      add_declared (self, values, RC_DECLARATION_BODY_NUMBER);
      add_declared (self, values, RC_DECLARATION_CERTIFICATE);
      add_declared (self, values, RC_DECLARATION_CERTIFICATE_EXPIRY);
    }
  if (strcmp (number, "11") == 0)
    add_declared (self, values, RC_DECLARATION_NUMBER);
}

/* Where internal control is the procedure there is no certificate of a notified body. */
static gboolean
is_idle (const RcDeclarationAnnexes *self,
         const char                 *number)
{
  return (strcmp (number, "8") == 0 || strcmp (number, "9") == 0) && rc_declaration_says (self->declaration, RC_DECLARATION_ROUTE, "annex-vi");
}

static RcText *
make_value (const RcDeclarationAnnexes *self,
            const char                 *number,
            const GString              *values)
{
  gboolean idle = is_idle (self, number);
  RcText *text;

  if (values->len > 0)
    return rc_text_new_small (values->str);
  text = rc_text_new ();
  rc_text_add_shape (text, idle ? RC_SHAPE_NOT_APPLICABLE : RC_SHAPE_NOTHING);
  rc_text_add (text, RC_TEXT_SMALL, idle ? _(" Does not apply: internal control, Annex VI.") : _(" Nothing received on this point."));
  return text;
}

static void
add_field (RcDeclarationAnnexes *self,
           RcTable              *table,
           const RcLawTerm      *term,
           const char           *number)
{
  g_autoptr (GString) values = g_string_new (NULL);
  g_autoptr (GString) words = g_string_new (NULL);

  fill_field (self, number, values, words);
  rc_table_add_row (table, (RcText *[]) {
                      rc_text_new_small (number), rc_text_new_small (rc_law_text (term->name)), make_value (self, number, values),
                      rc_text_new_small (words->len > 0 ? words->str : "–") });
}

void
rc_declaration_annex_add_fields (RcDeclarationAnnexes *self)
{
  const RcColumn columns[] = {
    { _("No."), 6, RC_COLUMN_TEXT, TRUE }, { _("Field"), 34, RC_COLUMN_TEXT }, { _("What is stated"), 36, RC_COLUMN_TEXT },
    { _("By whom"), 24, RC_COLUMN_TEXT },
  };
  const RcLaw *law = rc_law_get ();
  gboolean voluntary = rc_declaration_says (self->declaration, RC_DECLARATION_VOLUNTARY, "true");
  const char *prefix = voluntary ? SECTION_B : SECTION_A;
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);

  rc_document_add_heading (self->document, 1, rc_text_new_own (voluntary ? _("6  Registration in the EU database: Annex VIII, Section B")
                                                                         : _("6  Registration in the EU database: Annex VIII, Section A")));
  for (guint i = 0; i < rc_law_count_terms (law, RC_LAW_TERM_REGISTRATION_FIELD); i++)
    {
      const RcLawTerm *term = rc_law_nth_term (law, RC_LAW_TERM_REGISTRATION_FIELD, i);

      if (g_str_has_prefix (term->id, prefix) && g_strcmp0 (term->basis, "deleted") != 0)
        add_field (self, table, term, term->id + strlen (prefix));
    }
  rc_document_add_table (self->document, table);
}
