/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/decision/sheet-parts.h"

#include "core/registers/register.h"
#include "core/words.h"

/*
 * How we know: box 9, a table that may go on overleaf, and the foot of the sheet.
 */

#define ANSWERS_IN_CELL    3
#define PLACES_IN_CELL     3
#define CHARACTERS_IN_CELL 260

static RcText *
make_answer_cell (const RcSheet       *self,
                  const RcLineageSlot *slot)
{
  RcText *text = rc_text_new ();
  guint shown = MIN (slot->answers->len, ANSWERS_IN_CELL);

  for (guint i = 0; i < shown; i++)
    {
      const RcLineageAnswer *answer = g_ptr_array_index (slot->answers, i);
      g_autofree char *value = rc_frame_dup_quoted (answer->value, CHARACTERS_IN_CELL, _("the dossier"));

      if (i > 0)
        rc_text_add (text, RC_TEXT_SMALL, slot->standing == RC_STANDING_DISAGREE ? _(" — against: ") : " · ");
      rc_text_add (text, RC_TEXT_SMALL, value);
    }
  if (slot->answers->len > shown)
    rc_text_add_format (text, RC_TEXT_SMALL, rc_words_plural (" · %u more", " · %u more", slot->answers->len - shown),
                        slot->answers->len - shown);
  if (slot->answers->len == 0)
    {
      g_autofree char *open = rc_sheet_dup_open (self, slot->slot);

      rc_text_add (text, RC_TEXT_SMALL, _("Not answered."));
      rc_text_add (text, RC_TEXT_SMALL, " ");
      rc_text_add (text, RC_TEXT_SMALL | RC_TEXT_MUTED, open);
    }
  return text;
}

static RcText *
make_known_cell (const RcLineageSlot *slot)
{
  RcText *text = rc_text_new ();

  rc_text_add_shape (text, rc_shape_of_standing (slot->standing));
  rc_text_add (text, RC_TEXT_SMALL, " ");
  rc_text_add (text, RC_TEXT_SMALL, rc_lineage_slot_word (slot));
  return text;
}

/* The exhibit that a person read the answer in; (transfer full) (nullable). */
static char *
dup_read (const RcLineageAnswer *answer)
{
  for (guint i = 0; i < answer->sayings->len; i++)
    {
      const RcLineageSaying *saying = g_ptr_array_index (answer->sayings, i);

      if (saying->source != 0)
        return rc_register_dup_exhibit (saying->source);
    }

  return NULL;
}

static RcText *
make_exhibit_cell (const RcSheet       *self,
                   const RcLineageSlot *slot)
{
  RcText *text = rc_text_new ();
  guint shown = MIN (slot->answers->len, ANSWERS_IN_CELL);
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < shown; i++)
    {
      const RcLineageAnswer *answer = g_ptr_array_index (slot->answers, i);
      g_autofree char *places = answer->citations->len > 0 ? rc_frame_dup_places (self->frame, answer, PLACES_IN_CELL) : dup_read (answer);

      if (places == NULL || g_ptr_array_find_with_equal_func (seen, places, g_str_equal, NULL))
        continue;
      if (seen->len > 0)
        rc_text_add (text, RC_TEXT_SMALL, "; ");
      rc_text_add (text, RC_TEXT_SMALL, places);
      g_ptr_array_add (seen, g_steal_pointer (&places));
    }
  if (seen->len == 0)
    rc_text_add (text, RC_TEXT_SMALL, "–");
  return text;
}

static RcText *
make_question_cell (const RcLineageSlot *slot)
{
  RcText *text = rc_text_new ();

  rc_text_add (text, RC_TEXT_SMALL, slot->question);
  return text;
}

void
rc_sheet_add_sources (RcSheet *self)
{
  const RcColumn columns[] = {
    { _("Question"), 25, RC_COLUMN_TEXT, TRUE },
    { _("Answer"), 41, RC_COLUMN_TEXT },
    { _("How we know"), 17, RC_COLUMN_TEXT },
    { _("Exhibit"), 17, RC_COLUMN_TEXT },
  };
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), _("Each question, its answer, how it is known, and where it stands"));

  rc_document_add_heading (self->document, 2, rc_text_new_own (_("9 · How we know")));
  for (guint i = 0; i < self->lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (self->lineage->slots, i);
      RcText *cells[] = {
        make_question_cell (slot), make_answer_cell (self, slot), make_known_cell (slot), make_exhibit_cell (self, slot),
      };

      rc_table_add_row (table, cells);
    }
  rc_document_add_table (self->document, table);
}

static void
add_small (RcSheet    *self,
           const char *words)
{
  rc_document_add_paragraph (self->document, rc_text_new_small (words));
}

void
rc_sheet_add_foot (RcSheet *self)
{
  const char * const labels[] = { _("Prepared: name, date, signature"), _("Reviewed: name, date, signature"), NULL };

  add_small (self, _("“From a protected record” means: unchanged since it was protected; whether it is true is not shown. An exhibit is a "
                     "file as received; the dossier of the same decision lists each with its size and digest, and every place "
                     "cited."));
  add_small (self, _("Personal values are masked on this copy: four dots, and four digits that are the same for the same value within "
                     "this case only."));
  add_small (self, _("This sheet reports on evidence received; it is no statement of conformity."));
  add_small (self, _("To check again: compute the SHA-256 of each exhibit and compare it with the dossier's list; or import the "
                     "exhibits into a new case, accept the same keys, and write this sheet again."));
  add_small (self, _("Auditor's remark (the auditor's words, no evidence):"));
  rc_document_add_signatures (self->document, labels);
}
