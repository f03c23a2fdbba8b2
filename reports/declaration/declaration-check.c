/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/declaration-lint.h"
#include "reports/declaration/declaration-page.h"

#include <string.h>

#include "core/display-text.h"
#include "core/law/law.h"
#include "core/words.h"

/*
 * What a check of a declaration that was received found, on one page: by item of Annex V, and then the formal points of Article 83(1). What failed or
 * could not be checked is told one by one; what passed or does not apply by its ids alone.
 */

#define SHOWN_OF_WORDS 260

typedef struct
{
  RcFrame             *frame;          /* (nullable) with no case */
  RcDocument          *document;
  const RcDeclaration *declaration;
  const char          *language;
} CheckPage;

/* --- One point --- */

RcShape
rc_declaration_lint_shape (RcLintOutcome outcome)
{
  switch (outcome)
    {
    case RC_LINT_PASSED:
      return RC_SHAPE_PASSED;
    case RC_LINT_FAILED:
      return RC_SHAPE_FAILED;
    case RC_LINT_NOT_APPLICABLE:
      return RC_SHAPE_NOT_APPLICABLE;
    case RC_LINT_NOT_CHECKED:
    default:
      return RC_SHAPE_UNCHECKED;
    }
}

/* Behind what stands there, as a sentence. */
static void
add_sentence (RcText      *text,
              RcTextStyle  style,
              const char  *label,
              const char  *sentence)
{
  g_autofree char *shown = rc_frame_dup_quoted (sentence, SHOWN_OF_WORDS, NULL);

  rc_text_add_format (text, RC_TEXT_SMALL | style, " %s%s%s", label, shown, g_str_has_suffix (shown, ".") ? "" : ".");
}

static void
add_detail (const CheckPage *self,
            RcText          *text,
            const RcLint    *lint)
{

  if (!rc_text_is_empty (text))
    rc_text_add (text, RC_TEXT_SMALL, "\n");
  rc_text_add_shape (text, rc_declaration_lint_shape (lint->outcome));
  rc_text_add_format (text, RC_TEXT_SMALL | RC_TEXT_STRONG, " %s: %s.", lint->id, rc_lint_outcome_words (lint->outcome));
  add_sentence (text, RC_TEXT_MUTED, "", rc_lint_words (lint));
  if (lint->outcome == RC_LINT_FAILED && lint->expected != NULL)
    add_sentence (text, RC_TEXT_PLAIN, _("Expected: "), lint->expected);
  if (lint->found != NULL)
    add_sentence (text, RC_TEXT_PLAIN, _("Found: "), lint->found);
  if (lint->source != 0 && self->frame != NULL)
    {
      g_autofree char *place = rc_frame_dup_place (self->frame, lint->source, lint->record);

      rc_text_add_format (text, RC_TEXT_SMALL, " (%s)", place);
    }
}

/* --- Points of one item --- */

/* -1: of any item. */
static gboolean
is_among (const RcLint  *lint,
          int            item,
          RcLintOutcome  outcome)
{
  return (item < 0 || lint->item == (guint) item) && lint->outcome == outcome;
}

static void
add_ids (RcText        *text,
         GPtrArray     *lints,
         int            item,
         RcLintOutcome  outcome)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < lints->len; i++)
    {
      const RcLint *lint = g_ptr_array_index (lints, i);

      if (is_among (lint, item, outcome))
        g_string_append_printf (ids, "%s%s", ids->len > 0 ? ", " : "", lint->id);
    }
  if (ids->len == 0)
    return;

  if (!rc_text_is_empty (text))
    rc_text_add (text, RC_TEXT_SMALL, "\n");
  rc_text_add_shape (text, rc_declaration_lint_shape (outcome));
  rc_text_add_format (text, RC_TEXT_SMALL, " %s: %s", rc_lint_outcome_words (outcome), ids->str);
}

static RcText *
make_points (const CheckPage *self,
             GPtrArray       *lints,
             int              item)
{
  static const RcLintOutcome detailed[] = { RC_LINT_FAILED, RC_LINT_NOT_CHECKED };
  RcText *text = rc_text_new ();

  for (gsize k = 0; k < G_N_ELEMENTS (detailed); k++)
    for (guint i = 0; i < lints->len; i++)
      if (is_among (g_ptr_array_index (lints, i), item, detailed[k]))
        add_detail (self, text, g_ptr_array_index (lints, i));
  add_ids (text, lints, item, RC_LINT_PASSED);
  add_ids (text, lints, item, RC_LINT_NOT_APPLICABLE);
  return text;
}

static RcText *
make_item (const CheckPage *self,
           guint            item)
{
  g_autofree char *words = NULL;

  if (item == 0)
    return rc_text_new_small (_("The whole declaration"));
  words = g_strdup_printf ("%u. %s", item, rc_declaration_words (self->language, RC_DECLARATION_TEXT_ITEM_1 + (item - 1)));
  return rc_text_new_small (words);
}

static void
add_items (CheckPage *self,
           GPtrArray *lints)
{
  const RcColumn columns[] = { { _("Annex V"), 22, RC_COLUMN_TEXT, TRUE }, { _("What was found"), 78, RC_COLUMN_TEXT } };
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);

  for (guint i = 1; i <= RC_DECLARATION_ITEMS + 1; i++)
    {
      guint item = i % (RC_DECLARATION_ITEMS + 1);
      RcText *points = make_points (self, lints, (int) item);

      if (rc_text_is_empty (points))
        rc_text_free (points);
      else
        rc_table_add_row (table, (RcText *[]) { make_item (self, item), points });
    }
  rc_document_add_table (self->document, table);
}

static void
add_formal (CheckPage *self,
            GPtrArray *formal)
{
  RcText *points = make_points (self, formal, -1);

  if (rc_text_is_empty (points))
    {
      rc_text_free (points);
      return;
    }
  rc_document_add_heading (self->document, 2, rc_text_new_own (_("Formal points, Article 83(1)")));
  rc_document_add_paragraph (self->document, points);
}

/* --- Around them --- */

static guint
count (GPtrArray     *lints,
       RcLintOutcome  outcome)
{
  guint n = 0;

  for (guint i = 0; i < lints->len; i++)
    n += ((const RcLint *) g_ptr_array_index (lints, i))->outcome == outcome;
  return n;
}

static void
add_counts (CheckPage *self,
            GPtrArray *lints,
            GPtrArray *formal)
{
  static const RcLintOutcome outcomes[] = { RC_LINT_FAILED, RC_LINT_NOT_CHECKED, RC_LINT_PASSED, RC_LINT_NOT_APPLICABLE };
  RcText *text = rc_text_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      rc_text_add_shape (text, rc_declaration_lint_shape (outcomes[i]));
      rc_text_add_format (text, RC_TEXT_STRONG, " %s: %u   ", rc_lint_outcome_words (outcomes[i]),
                          count (lints, outcomes[i]) + count (formal, outcomes[i]));
    }
  rc_document_add_paragraph (self->document, text);
  rc_document_add_paragraph (self->document, rc_text_new_own (_("A point that passed says that this mistake was not found, and no more. Whether the "
                                                                "system is in conformity was not examined.")));
}

static void
add_fact (CheckPage           *self,
          RcText              *text,
          RcDeclarationTextId  label,
          RcDeclarationField   field)
{
  const char *value = rc_declaration_peek (self->declaration, field);
  g_autofree char *shown = value != NULL ? rc_frame_dup_quoted (value, SHOWN_OF_WORDS, NULL) : g_strdup (_("not stated"));

  if (!rc_text_is_empty (text))
    rc_text_add (text, RC_TEXT_PLAIN, "  ·  ");
  rc_text_add_format (text, RC_TEXT_MUTED, "%s ", rc_declaration_words (self->language, label));
  rc_text_add (text, RC_TEXT_PLAIN, shown);
}

static void
add_facts (CheckPage *self)
{
  RcText *text = rc_text_new ();

  add_fact (self, text, RC_DECLARATION_TEXT_NUMBER, RC_DECLARATION_NUMBER);
  add_fact (self, text, RC_DECLARATION_TEXT_REVISION, RC_DECLARATION_REVISION);
  add_fact (self, text, RC_DECLARATION_TEXT_ITEM_1, RC_DECLARATION_SYSTEM_NAME);
  add_fact (self, text, RC_DECLARATION_TEXT_PROVIDER, RC_DECLARATION_PROVIDER_NAME);
  rc_document_add_paragraph (self->document, text);
}

static void
add_list (CheckPage *self,
          GPtrArray *sentences)
{
  for (guint i = 0; sentences != NULL && i < sentences->len; i++)
    rc_document_add_shape_item (self->document, RC_SHAPE_NOTE, rc_text_new_own (g_ptr_array_index (sentences, i)));
}

static void
begin (CheckPage *self)
{
  const RcHouse *house = self->frame != NULL ? self->frame->house : NULL;
  g_autofree char *foot = self->frame != NULL ? g_strdup (self->frame->foot)
                                              : g_strdup_printf (_("Checked without a case\nlaw data %1$s · Recount %2$s"), rc_law_version (),
                                                                 PACKAGE_VERSION);
  const char *title = _("Check of an EU declaration of conformity that was received");
  const RcDocumentInfo info = {
    .title = title,
    .language = self->language,
    .dated_us = self->frame != NULL ? self->frame->changed_us : 0,
    .kind = _("Check of a declaration"),
    .classification = house != NULL ? house->classification : NULL,
    .letterhead = house != NULL ? (const char * const *) house->letterhead : NULL,
    .logo_png = house != NULL ? house->logo : NULL,
    .foot = foot,
    .compact = TRUE,
  };

  self->document = rc_document_new (&info);
  rc_document_add_heading (self->document, 1, rc_text_new_own (title));
}

static RcDocument *
build (RcCase               *case_file,
       const RcDeclaration  *declaration,
       GPtrArray            *lints,
       GPtrArray            *formal,
       GPtrArray            *notes,
       const char           *language,
       GError              **error)
{
  g_autoptr (RcFrame) frame = case_file != NULL ? rc_frame_new (case_file, language, error) : NULL;
  CheckPage self = { .frame = frame, .declaration = declaration, .language = language };

  if (case_file != NULL && frame == NULL)
    return NULL;

  begin (&self);
  add_facts (&self);
  add_list (&self, notes);
  add_counts (&self, lints, formal);
  add_items (&self, lints);
  add_formal (&self, formal);
  add_list (&self, declaration->remarks);
  return self.document;
}

RcDocument *
rc_declaration_check_build (RcCase               *case_file,
                            const RcDeclaration  *declaration,
                            GPtrArray            *lints,
                            GPtrArray            *formal,
                            GPtrArray            *notes,
                            const char           *language,
                            GError              **error)
{
  RcDocument *document;

  if (!rc_words_push (language))
    {
      g_set_error (error, RC_DECLARATION_ERROR, RC_DECLARATION_ERROR_LANGUAGE, _("A check is not written in “%s”"), language);
      return NULL;
    }
  document = build (case_file, declaration, lints, formal, notes, language, error);
  rc_words_pop ();
  return document;
}
