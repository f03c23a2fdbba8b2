/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/declaration/declaration-annex.h"

#include "core/display-text.h"
#include "core/words.h"
#include "reports/declaration/declaration-page.h"

#define SHOWN_OF_CELL 300

void
rc_declaration_annex_add_words (RcDeclarationAnnexes *self,
                                const char           *words)
{
  RcText *text = rc_text_new ();

  rc_text_add (text, RC_TEXT_SMALL | RC_TEXT_MUTED, words);
  rc_document_add_paragraph (self->document, text);
}

void
rc_declaration_annex_add_nothing (RcDeclarationAnnexes *self)
{
  rc_document_add_shape_item (self->document, RC_SHAPE_NOTHING, rc_text_new_own (_(" Nothing received on this point.")));
}

RcText *
rc_declaration_annex_cell_quoted (const char *tainted)
{
  g_autofree char *line = tainted != NULL ? g_strdelimit (g_strdup (tainted), "\r\n\t", ' ') : NULL;
  g_autofree char *shown = line != NULL && *line != '\0' ? rc_frame_dup_quoted (line, SHOWN_OF_CELL, NULL) : g_strdup ("–");

  return rc_text_new_small (shown);
}

/* --- 1: covered versions --- */

static RcText *
make_digest (const char *sha256)
{
  return sha256 != NULL ? rc_text_new_quoted (sha256) : rc_text_new_small (_("not recorded"));
}

static RcText *
make_time (const RcDeclarationAnnexes *self,
           gint64                      time_us,
           const char                 *otherwise)
{
  g_autofree char *moment = time_us != RC_TIME_NONE ? rc_frame_dup_moment (self->frame, time_us) : g_strdup (otherwise);

  return rc_text_new_small (moment);
}

static void
add_versions (RcDeclarationAnnexes *self)
{
  const RcColumn columns[] = {
    { _("Model and version"), 23, RC_COLUMN_TEXT, TRUE }, { "SHA-256", 31, RC_COLUMN_DIGEST }, { _("In use from"), 16, RC_COLUMN_TEXT },
    { C_("end of a period", "To"), 16, RC_COLUMN_TEXT }, { _("Exhibit"), 14, RC_COLUMN_TEXT },
  };
  GPtrArray *versions = self->declaration->versions;
  RcTable *table;

  rc_document_add_heading (self->document, 1, rc_text_new_own (_("1  Versions covered, with their digests")));
  if (versions->len == 0)
    {
      rc_declaration_annex_add_nothing (self);
      return;
    }

  table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  for (guint i = 0; i < versions->len; i++)
    {
      const RcDeclarationVersion *version = g_ptr_array_index (versions, i);
      g_autofree char *place = version->source != 0 ? rc_frame_dup_place (self->frame, version->source, version->record) : g_strdup ("–");

      rc_table_add_row (table, (RcText *[]) {
                          rc_declaration_annex_cell_quoted (version->name), make_digest (version->sha256),
                          make_time (self, version->from_us, _("not recorded")), make_time (self, version->to_us, _("no end recorded")),
                          rc_text_new_small (place) });
    }
  rc_document_add_table (self->document, table);
}

/* --- The whole --- */

static const char *
find_banner (const RcDeclarationTerms *terms)
{
  if (terms->state == RC_ISSUED_DRAFT)
    return rc_declaration_words (terms->language, RC_DECLARATION_TEXT_DRAFT);
  return NULL;
}

static void
begin (RcDeclarationAnnexes     *self,
       const RcDeclarationTerms *terms)
{
  const RcHouse *house = self->frame->house;
  const char *title = _("Annexes to the EU declaration of conformity");
  const char *number = rc_declaration_peek (self->declaration, RC_DECLARATION_NUMBER);
  g_autofree char *shown = number != NULL ? rc_display_text (number, -1, 0) : NULL;
  g_autofree char *system = rc_display_text (self->system->name, -1, 0);
  const RcDocumentInfo info = {
    .title = title,
    .subject = system,
    .language = terms->language,
    .dated_us = self->frame->changed_us,
    .kind = title,
    .number = shown,
    .classification = house->classification,
    .letterhead = (const char * const *) house->letterhead,
    .logo_png = house->logo,
    .foot = self->frame->foot,
    .banner = find_banner (terms),
  };
  RcText *text = rc_text_new ();

  self->document = rc_document_new (&info);
  rc_document_add_heading (self->document, 1, rc_text_new_own (title));
  rc_text_add (text, RC_TEXT_STRONG, system);
  if (shown != NULL)
    rc_text_add_format (text, RC_TEXT_PLAIN, "  ·  %s %s", rc_declaration_words (terms->language, RC_DECLARATION_TEXT_NUMBER), shown);
  rc_document_add_paragraph (self->document, text);
  if (self->declaration->is_edited)
    rc_document_add_shape_item (self->document, RC_SHAPE_FAILED,
                                rc_text_new_own (_("The case file itself was edited outside the program: what is shown here may not be what the "
                                                   "evidence says.")));
  rc_document_add_paragraph (self->document, rc_text_new_own (_("What the evidence of this case says on each point, and where it stands. Nothing "
                                                                "here is judged to be sufficient; points on which nothing was received are named.")));
}

static gboolean
write_annexes (RcDeclarationAnnexes  *self,
               GError               **error)
{
  add_versions (self);
  if (!rc_declaration_annex_add_training (self, error) || !rc_declaration_annex_add_evaluation (self, error) ||
      !rc_declaration_annex_add_risk (self, error))
    return FALSE;
  rc_declaration_annex_add_index (self);
  rc_declaration_annex_add_fields (self);
  return TRUE;
}

static gboolean
load (RcDeclarationAnnexes  *self,
      RcCase                *case_file,
      GError               **error)
{
  const RcRequirementOptions options = { .as_of_us = RC_TIME_NONE };

  self->report = rc_requirement_check_system (case_file, self->system, &options, error);
  if (self->report == NULL)
    return FALSE;
  self->context = rc_requirement_context_new (case_file, RC_REQUIREMENT_OF_SYSTEM, self->system, NULL, &options, error);
  return self->context != NULL;
}

static RcDocument *
build (RcCase                    *case_file,
       const RcDeclaration       *declaration,
       const char                *system,
       const RcDeclarationTerms  *terms,
       GError                   **error)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (RcSystem) found = rc_system_find (case_file, reader, system, error);
  g_autoptr (RcFrame) frame = found != NULL ? rc_frame_new (case_file, terms->language, error) : NULL;
  RcDeclarationAnnexes self = { .frame = frame, .declaration = declaration, .system = found };

  if (frame != NULL && load (&self, case_file, error))
    {
      begin (&self, terms);
      if (!write_annexes (&self, error))
        g_clear_pointer (&self.document, rc_document_free);
    }
  g_clear_pointer (&self.context, rc_requirement_context_free);
  g_clear_pointer (&self.report, rc_requirement_report_free);
  return self.document;
}

const char *
rc_declaration_annex_language (const char *original)
{
  return original != NULL && g_strv_contains (rc_words_list_languages (), original) ? original : "en";
}

RcDocument *
rc_declaration_annexes_build (RcCase                    *case_file,
                              const RcDeclaration       *declaration,
                              const char                *system,
                              const RcDeclarationTerms  *terms,
                              GError                   **error)
{
  RcDocument *document;

  if (!rc_words_push (terms->language))
    {
      g_set_error (error, RC_DECLARATION_ERROR, RC_DECLARATION_ERROR_LANGUAGE, _("Annexes are not written in “%s”"), terms->language);
      return NULL;
    }
  document = build (case_file, declaration, system, terms, error);
  rc_words_pop ();
  return document;
}
