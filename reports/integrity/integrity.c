/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/integrity/integrity.h"

#include "core/date-words.h"
#include "core/words.h"
#include "reports/integrity/integrity-parts.h"

static void
add_step (RcIntegrity *self,
          const char  *mark,
          const char  *words,
          const char  *command)
{
  RcText *text = rc_text_new ();

  rc_text_add (text, RC_TEXT_PLAIN, words);
  if (command != NULL)
    rc_text_add_format (text, RC_TEXT_MONO, " %s", command);
  rc_document_add_item (self->sheet.document, mark, text);
}

static void
add_check_again (RcIntegrity *self)
{
  rc_sections_add (&self->sheet.sections, self->sheet.document, 1, NULL, _("How to check this again"));
  add_step (self, "1.", _("With the case file: everything again, from the stored bytes."), "recount-cli verify CASE");
  add_step (self, "2.", _("How one source or one record is protected:"), "recount-cli source CASE ID");
  add_step (self, "3.", _("The accepted keys: the list that the case exports has the SHA-256 in the foot of each page."),
            "recount-cli trust CASE export | sha256sum");
  add_step (self, "4.", _("The same document again: the same evidence state, house style, language and program version give the same "
                          "bytes, as long as the last check found the same."), NULL);
}

static RcDocument *
write_report (RcIntegrity  *self,
              GError      **error)
{
  const char *title = _("Integrity of the evidence");
  g_autoptr (RcDocument) document = rc_frame_begin (self->sheet.frame, title, _("Integrity report"), NULL, FALSE);

  self->sheet.document = document;
  rc_document_add_heading (document, 1, rc_text_new_own (title));
  rc_integrity_add_answer (self);
  rc_integrity_add_found (self);
  rc_document_add_contents (document, _("Contents"), 1);
  rc_integrity_add_sources (self);
  rc_integrity_add_periods (self);
  rc_integrity_add_noticed (self);
  rc_integrity_add_uncovered (self);
  if (!rc_integrity_add_removed (self, error))
    return NULL;
  rc_integrity_add_seals (self);
  if (!rc_integrity_add_stamps (self, error))
    return NULL;
  rc_integrity_add_explained (self);
  if (!rc_dossier_add_keys (&self->sheet, error))
    return NULL;

  add_check_again (self);
  rc_dossier_add_digests (&self->sheet);
  rc_frame_add_engagement (self->sheet.frame, document);
  rc_sheet_add_text (&self->sheet, g_strdup (_("This report tells what the check of the evidence received found; it is no statement of "
                                               "conformity.")));
  rc_dossier_add_colophon (&self->sheet);
  return g_steal_pointer (&document);
}

static RcDocument *
build (RcCase      *case_file,
       const char  *language,
       GError     **error)
{
  g_autoptr (RcIntegrityFacts) facts = rc_integrity_facts_load (case_file, NULL, error);
  g_autoptr (RcFrame) frame = facts != NULL ? rc_frame_new (case_file, language, error) : NULL;
  RcIntegrity self = { .sheet = { .frame = frame, .quote = 160, .items = 8 }, .facts = facts };

  return frame != NULL ? write_report (&self, error) : NULL;
}

RcDocument *
rc_integrity_build (RcCase      *case_file,
                    const char  *language,
                    GError     **error)
{
  RcDocument *document;

  if (!rc_sheet_push_language (language, error))
    return NULL;

  document = build (case_file, language, error);
  rc_words_pop ();
  return document;
}
