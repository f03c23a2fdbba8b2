/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/decision/dossier.h"

#include "core/words.h"
#include "reports/decision/dossier-parts.h"
#include "reports/decision/lineage-figure.h"
#include "reports/decision/sheet.h"

/* Long enough to read, short enough for a page; the whole stands in the exhibit. */
#define SHOWN_CHARACTERS 1200
#define SHOWN_IN_HEAD    160

static void
add_summary (RcSheet *self)
{
  RcLineageCount count = rc_lineage_count (self->lineage);

  rc_sections_add (&self->sections, self->document, 1, NULL, _("Summary"));
  rc_sheet_add_text (self, rc_sheet_dup_sentence (self));
  rc_sheet_add_reconstruction (self);
  rc_sheet_add_text (self, g_strdup_printf (_("%1$u of %2$u questions are answered from records; %3$u do not apply."), count.answered,
                                            count.asked, self->lineage->slots->len - count.asked));
  for (guint i = 0; i < self->lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (self->lineage->slots, i);
      RcText *text;

      if (rc_lineage_slot_is_answered (slot) || slot->standing == RC_STANDING_NOT_APPLICABLE)
        continue;
      text = rc_text_new ();
      rc_text_add_shape (text, rc_shape_of_standing (slot->standing));
      rc_text_add (text, RC_TEXT_PLAIN, " ");
      rc_dossier_add_question_name (text, slot);
      rc_text_add_format (text, RC_TEXT_PLAIN, _(" %s."), rc_lineage_slot_word (slot));
      rc_document_add_item (self->document, "•", text);
    }
}

static void
add_figure (RcSheet *self)
{
  rc_sections_add (&self->sections, self->document, 1, NULL, _("The lineage as a drawing"));
  rc_lineage_figure_add (self->document, self->lineage);
  rc_dossier_add_small (self, _("Dashed: not answered, or records disagree. Each value stands with its place in the tables below."));
}

static void
add_reliance (RcSheet *self)
{
  rc_sections_add (&self->sections, self->document, 1, NULL, _("Can the record be relied on"));
  rc_sheet_add_text (self, rc_sheet_dup_reliance (self));
}

static RcDocument *
write_dossier (RcSheet  *self,
               GError  **error)
{
  const RcLineage *lineage = self->lineage;
  g_autofree char *place = rc_frame_dup_place (self->frame, lineage->event->source, lineage->event->record);
  g_autofree char *handle = rc_frame_dup_quoted (lineage->decision != NULL ? lineage->decision : place, SHOWN_IN_HEAD, NULL);
  g_autofree char *title = g_strdup_printf (_("Lineage of decision %s"), handle);
  g_autofree char *number = g_strdup_printf (_("Dossier %s"), place);
  g_autoptr (RcDocument) document = rc_frame_begin (self->frame, title, _("Lineage dossier of one decision"), number, FALSE);

  self->document = document;
  self->quote = SHOWN_IN_HEAD;
  rc_document_add_heading (document, 1, rc_text_new_own (title));
  rc_sheet_add_warning (self);
  rc_sheet_add_head (self);
  rc_document_add_contents (document, _("Contents"), 2);
  add_summary (self);
  add_figure (self);
  self->quote = SHOWN_CHARACTERS;
  rc_dossier_add_questions (self);
  rc_dossier_add_open (self);
  rc_dossier_add_noticed (self);
  self->quote = SHOWN_IN_HEAD;
  add_reliance (self);
  rc_dossier_add_records (self);
  rc_dossier_add_exhibits (self);
  if (!rc_dossier_add_keys (self, error))
    return NULL;
  rc_dossier_add_check_again (self);
  rc_dossier_add_legend (self);
  rc_dossier_add_state (self);
  rc_dossier_add_colophon (self);
  return g_steal_pointer (&document);
}

static RcDocument *
build (RcCase                *case_file,
       RcEvent               *event,
       const char            *language,
       const RcSheetExtract  *extract,
       GError               **error)
{
  g_autoptr (RcLineage) lineage = rc_sheet_build_lineage (case_file, event, extract, error);
  g_autoptr (RcReliance) reliance = lineage != NULL ? rc_reliance_build (case_file, lineage->event, error) : NULL;
  g_autoptr (RcFrame) frame = reliance != NULL ? rc_frame_new (case_file, language, error) : NULL;
  RcSheet self = { .frame = frame, .lineage = lineage, .reliance = reliance, .left_out = extract != NULL ? extract->left_out : NULL, .items = 4 };

  return frame != NULL ? write_dossier (&self, error) : NULL;
}

RcDocument *
rc_dossier_build_extract (RcCase               *case_file,
                          RcEvent              *event,
                          const char           *language,
                          const RcSheetExtract *extract,
                          GError              **error)
{
  RcDocument *document;

  if (!rc_sheet_push_language (language, error))
    {
      rc_event_free (event);
      return NULL;
    }

  document = build (case_file, event, language, extract, error);
  rc_words_pop ();
  return document;
}

RcDocument *
rc_dossier_build (RcCase      *case_file,
                  RcEvent     *event,
                  const char  *language,
                  GError     **error)
{
  return rc_dossier_build_extract (case_file, event, language, NULL, error);
}
