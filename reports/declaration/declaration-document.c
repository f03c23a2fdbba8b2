/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/declaration/declaration-page.h"

#include <string.h>

#include "core/digest.h"
#include "core/display-text.h"
#include "core/words.h"
#include "reports/typesetting/pages.h"

/* The EU declaration of conformity: one page, where its content allows, for each language. */

#define TWIN_NAME  "declaration.xml"
#define TWIN_MEDIA "application/xml"

static const char *
find_banner (const RcDeclarationPage *self)
{
  switch (self->terms->state)
    {
    case RC_ISSUED_DRAFT:
      return rc_declaration_page_words (self, RC_DECLARATION_TEXT_DRAFT);
    case RC_ISSUED_FOR_SIGNATURE:
      return rc_declaration_page_words (self, RC_DECLARATION_TEXT_FOR_SIGNATURE);
    case RC_ISSUED_SIGNED:
    case RC_ISSUED_REPLACED:
    case RC_ISSUED_WITHDRAWN:
    case RC_ISSUED_N_STATES:
    default:
      return NULL;
    }
}

/* "No DoC-2026-001 · Revision 0" */
static char *
dup_number (const RcDeclarationPage *self)
{
  const char *number = rc_declaration_peek (self->declaration, RC_DECLARATION_NUMBER);
  const char *revision = rc_declaration_peek (self->declaration, RC_DECLARATION_REVISION);
  g_autofree char *shown = rc_display_text (number != NULL ? number : rc_declaration_page_words (self, RC_DECLARATION_TEXT_NOT_STATED), -1, 0);
  g_autofree char *shown_revision = rc_display_text (revision != NULL ? revision : "0", -1, 0);

  return g_strdup_printf ("%s %s · %s %s", rc_declaration_page_words (self, RC_DECLARATION_TEXT_NUMBER), shown,
                          rc_declaration_page_words (self, RC_DECLARATION_TEXT_REVISION), shown_revision);
}

/* Where the program has no words for it, the evidence state and the program alone. */
static char *
dup_foot (const RcDeclarationPage *self)
{
  g_autofree char *state = NULL;

  if (self->has_words)
    return g_strdup (self->frame->foot);
  state = rc_digest_dup_hex (&self->frame->state);
  return g_strdup_printf ("SHA-256 %s · Recount %s", state, PACKAGE_VERSION);
}

static void
begin (RcDeclarationPage *self)
{
  const RcHouse *house = self->frame->house;
  const char *title = rc_declaration_page_words (self, RC_DECLARATION_TEXT_TITLE);
  g_autofree char *number = dup_number (self);
  g_autofree char *foot = dup_foot (self);
  const char *system = rc_declaration_peek (self->declaration, RC_DECLARATION_SYSTEM_NAME);
  g_autofree char *subject = system != NULL ? rc_display_text (system, -1, 0) : NULL;
  const RcDocumentInfo info = {
    .title = title,
    .subject = subject,
    .language = self->terms->language,
    .dated_us = self->frame->changed_us,
    .kind = title,
    .number = number,
    .classification = house->classification,
    .letterhead = (const char * const *) house->letterhead,
    .logo_png = house->logo,
    .foot = foot,
    .banner = find_banner (self),
    .compact = self->is_compact,
    .bare_page_numbers = !self->has_words,
  };

  self->document = rc_document_new (&info);
  rc_document_add_heading (self->document, 1, rc_text_new_own (title));
}

static gboolean
is_original (const RcDeclarationPage *self)
{
  return g_strcmp0 (rc_declaration_peek (self->declaration, RC_DECLARATION_ORIGINAL_LANGUAGE), self->terms->language) == 0;
}

static void
add_number (RcDeclarationPage *self)
{
  g_autofree char *number = dup_number (self);
  g_autofree char *kind = rc_declaration_dup_words (self->declaration, self->terms->language,
                                                    is_original (self) ? RC_DECLARATION_TEXT_ORIGINAL : RC_DECLARATION_TEXT_TRANSLATION);
  const RcDeclarationValue *value = &self->declaration->values[RC_DECLARATION_NUMBER];
  const RcDeclarationMark mark = { value->origin, value->by, value->source, value->record, value->differs };
  RcText *text = rc_text_new ();

  rc_text_add (text, RC_TEXT_STRONG, number);
  if (value->value != NULL)
    rc_declaration_page_add_mark (self, text, &mark);
  rc_text_add_format (text, RC_TEXT_PLAIN, "  ·  %s", kind);
  rc_document_add_paragraph (self->document, text);
}

static void
add_line (RcDeclarationPage   *self,
          RcTextStyle          style,
          RcDeclarationTextId  id)
{
  g_autofree char *words = rc_declaration_dup_words (self->declaration, self->terms->language, id);
  RcText *text = rc_text_new ();

  rc_text_add (text, style, words);
  rc_document_add_paragraph (self->document, text);
}

static void
add_head (RcDeclarationPage *self)
{
  add_number (self);
  if (self->is_draft && rc_declaration_awaits_check (self->declaration, self->terms->language))
    add_line (self, RC_TEXT_STRONG | RC_TEXT_ACCENT, RC_DECLARATION_TEXT_AWAITS_CHECK);
  if (rc_declaration_says (self->declaration, RC_DECLARATION_VOLUNTARY, "true"))
    add_line (self, RC_TEXT_PLAIN, RC_DECLARATION_TEXT_VOLUNTARY);
}

static void
add_replaced (RcDeclarationPage *self)
{
  g_autofree char *number = NULL;
  g_autofree char *day = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *shown_day = NULL;
  g_autofree char *words = NULL;

  if (!rc_declaration_split_replaced (rc_declaration_peek (self->declaration, RC_DECLARATION_REPLACES), &number, &day))
    return;

  shown = rc_display_text (number, -1, 0);
  shown_day = rc_declaration_dup_day (self->terms->language, day);
  words = rc_declaration_text_dup_filled (rc_declaration_page_words (self, RC_DECLARATION_TEXT_REPLACES),
                                          (const char * const []) { "number", shown, "date", shown_day, NULL });
  rc_document_add_paragraph (self->document, rc_text_new_own (words));
}

/* Empty lines for what is written by hand; never a picture of a signature. */
static void
add_signature (RcDeclarationPage *self)
{
  const char *labels[4] = { NULL };
  gsize n = 0;

  if (rc_declaration_peek (self->declaration, RC_DECLARATION_PLACE) == NULL || rc_declaration_peek (self->declaration, RC_DECLARATION_DATE) == NULL)
    labels[n++] = rc_declaration_page_words (self, RC_DECLARATION_TEXT_PLACE_AND_DATE);
  if (rc_declaration_peek (self->declaration, RC_DECLARATION_SIGNATORY) == NULL)
    labels[n++] = rc_declaration_page_words (self, RC_DECLARATION_TEXT_NAME_AND_FUNCTION);
  labels[n] = rc_declaration_page_words (self, RC_DECLARATION_TEXT_SIGNATURE);
  rc_document_add_signatures (self->document, labels);
}

static void
add_around (RcDeclarationPage *self)
{
  const char *end = rc_declaration_peek (self->declaration, RC_DECLARATION_RETENTION_END);
  RcText *text = rc_text_new ();

  if (self->terms->annexes != NULL)
    {
      rc_declaration_page_add_label (self, text, RC_DECLARATION_TEXT_ANNEX);
      rc_text_add (text, RC_TEXT_PLAIN, self->terms->annexes);
    }
  if (end != NULL)
    {
      g_autofree char *day = rc_declaration_dup_day (self->terms->language, end);

      rc_declaration_page_add_label (self, text, RC_DECLARATION_TEXT_KEPT_UNTIL);
      rc_text_add (text, RC_TEXT_PLAIN, day);
    }
  if (rc_text_is_empty (text))
    rc_text_free (text);
  else
    rc_document_add_paragraph (self->document, text);
}

/* The digest cannot stand in the tree: the twin has the tree's own. Zeros take its place while the twin is not there. */
static void
add_twin (RcDeclarationPage *self)
{
  RcDigest digest = { 0 };
  g_autofree char *hex = NULL;
  RcText *text = rc_text_new ();

  if (self->terms->xml != NULL)
    rc_digest_compute (g_bytes_get_data (self->terms->xml, NULL), g_bytes_get_size (self->terms->xml), &digest);
  hex = rc_digest_dup_hex (&digest);
  rc_declaration_page_add_label (self, text, RC_DECLARATION_TEXT_MACHINE_READABLE);
  rc_text_add (text, RC_TEXT_MONO | RC_TEXT_SMALL, hex);
  rc_document_add_outside (self->document, text);
  if (self->terms->xml == NULL)
    return;
  rc_document_attach (self->document, TWIN_NAME, TWIN_MEDIA, RC_ATTACHMENT_ALTERNATIVE,
                      rc_declaration_page_words (self, RC_DECLARATION_TEXT_MACHINE_READABLE), self->terms->xml);
}

static void
write_page (RcDeclarationPage *self)
{
  g_autofree char *section_2 = rc_declaration_dup_statement (self->declaration, self->terms->language, 0);

  begin (self);
  add_head (self);
  rc_declaration_page_add_items (self);
  rc_document_add_paragraph (self->document, rc_text_new_own (section_2));
  add_replaced (self);
  add_signature (self);
  add_around (self);
  add_twin (self);
  if (!rc_declaration_page_has_list (self))
    return;
  /* The first page stays as it will be signed. */
  rc_document_add_page_break (self->document);
  rc_declaration_page_add_list (self);
}

/* One page, and one more for what is missing, where that can be: rather smaller letters than more pages. */
static gboolean
write_fitting (RcDeclarationPage  *self,
               GError            **error)
{
  g_autoptr (RcPages) pages = NULL;

  write_page (self);
  pages = rc_pages_new (self->document, error);
  if (pages == NULL)
    {
      g_clear_pointer (&self->document, rc_document_free);
      return FALSE;
    }
  if (rc_pages_count (pages) <= (rc_declaration_page_has_list (self) ? 2 : 1))
    return TRUE;

  g_clear_pointer (&pages, rc_pages_free);
  g_clear_pointer (&self->document, rc_document_free);
  self->is_compact = TRUE;
  write_page (self);
  return TRUE;
}

static RcDocument *
build (RcCase                    *case_file,
       const RcDeclaration       *declaration,
       const RcDeclarationTerms  *terms,
       gboolean                   has_words,
       GError                   **error)
{
  g_autoptr (RcFrame) frame = rc_frame_new (case_file, terms->language, error);
  RcDeclarationPage self = { .frame = frame, .declaration = declaration, .terms = terms, .has_words = has_words,
                             .is_draft = terms->state == RC_ISSUED_DRAFT };

  if (frame == NULL)
    return NULL;
  return write_fitting (&self, error) ? self.document : NULL;
}

/**
 * rc_declaration_build:
 * @terms: in which language, and in which state
 *
 * Returns: (transfer full): the declaration in one language; %NULL with %RC_DECLARATION_ERROR_LANGUAGE for one that is none of the 24
 */
RcDocument *
rc_declaration_build (RcCase                    *case_file,
                      const RcDeclaration       *declaration,
                      const RcDeclarationTerms  *terms,
                      GError                   **error)
{
  gboolean has_words = rc_words_push (terms->language);
  RcDocument *document;

  if (rc_declaration_text_get (terms->language, RC_DECLARATION_TEXT_TITLE) == NULL)
    {
      g_set_error (error, RC_DECLARATION_ERROR, RC_DECLARATION_ERROR_LANGUAGE,
                   _("“%s” is no official language of the Union; a declaration is written in those that are"), terms->language);
      if (has_words)
        rc_words_pop ();
      return NULL;
    }

  document = build (case_file, declaration, terms, has_words, error);
  if (has_words)
    rc_words_pop ();
  return document;
}
