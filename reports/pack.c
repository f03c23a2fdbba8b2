/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/pack.h"

#include "core/exercises/exercise-paper.h"
#include "core/house.h"
#include "core/words.h"
#include "reports/registers/register-page.h"
#include "reports/tabletop/exercise-table.h"

#define BLANK_NAMES 6u          /* rows of the attendance list for whom no role was planned */

/* --- Script and attendance --- */

static void
add_heading (RcRegisterPage *self,
             int             level,
             const char     *words)
{
  rc_document_add_heading (self->document, level, rc_text_new_own (words));
}

/* Each part of the pack is handed to somebody else. */
static void
begin_part (RcRegisterPage *self,
            const char     *title)
{
  rc_document_add_page_break (self->document);
  add_heading (self, 1, title);
}

static void
add_script (RcRegisterPage        *self,
            const RcExercisePaper *paper)
{
  for (guint i = 0; i < paper->script->len; i++)
    {
      const RcExerciseScriptPart *part = g_ptr_array_index (paper->script, i);

      add_heading (self, 2, part->heading);
      for (guint j = 0; j < part->sentences->len; j++)
        {
          g_autofree char *mark = g_strdup_printf ("%u", j + 1);

          rc_document_add_item (self->document, mark, rc_text_new_own (g_ptr_array_index (part->sentences, j)));
        }
    }
}

static void
add_attendance (RcRegisterPage        *self,
                const RcExercisePaper *paper)
{
  begin_part (self, _("Attendance list"));
  rc_register_page_add_small (self, _("Names stand here alone, and nowhere else in the exercise. The list is kept with the working papers."));
  for (guint i = 0; i < paper->roles->len + BLANK_NAMES; i++)
    {
      const char *labels[] = { i < paper->roles->len ? g_ptr_array_index (paper->roles, i) : _("Role"), _("Name"), _("Signature"), NULL };

      rc_document_add_signatures (self->document, labels);
    }
}

/* --- Cards and answer sheets --- */

static void
add_card (RcRegisterPage            *self,
          const RcExercisePaperCard *card)
{
  g_autofree char *number = g_strdup_printf ("%u", card->number);

  rc_document_begin_box (self->document, number, card->handle);
  rc_register_page_add_said (self, _("Date"), card->date != NULL ? card->date : _("its record tells none"));
  rc_register_page_add_said (self, _("Product"), card->product);
  rc_register_page_add_said (self, _("Why this one"), card->origin);
  rc_document_end_box (self->document);
}

static void
add_cards (RcRegisterPage        *self,
           const RcExercisePaper *paper)
{
  begin_part (self, _("Decision cards"));
  rc_register_page_add_small (self, _("One card for each decision that is examined, without any answer; to be cut out and laid down."));
  for (guint i = 0; i < paper->cards->len; i++)
    add_card (self, g_ptr_array_index (paper->cards, i));
}

/* What can be ticked, on one line that wraps. */
static RcText *
statuses_new (const RcExercisePaper *paper)
{
  RcText *text = rc_text_new ();

  for (guint i = 0; i < paper->statuses->len; i++)
    {
      g_autofree char *words = g_strdup_printf ("%s[\u00a0\u00a0]\u00a0%s", i > 0 ? "   " : "",
                                                (const char *) g_ptr_array_index (paper->statuses, i));

      rc_text_add (text, RC_TEXT_SMALL, words);
    }
  return text;
}

/* A box is never split, so that a question and its lines stay on one page. */
static void
add_question (RcRegisterPage            *self,
              const RcExercisePaper     *paper,
              guint                      index)
{
  const RcExercisePaperLine *line = g_ptr_array_index (paper->lines, index);
  g_autofree char *number = g_strdup_printf ("%u", index + 1);
  g_autofree char *title = g_strdup_printf ("%s · %s", line->id, line->text);
  const char *labels[] = { _("Answer, as it was given"), _("Exhibit, line or page"), _("Minutes, initials"), NULL };

  rc_document_begin_box (self->document, number, title);
  if (line->role != NULL)
    rc_register_page_add_small (self, line->role);
  rc_document_add_paragraph (self->document, statuses_new (paper));
  rc_document_add_signatures (self->document, labels);
  rc_document_end_box (self->document);
}

static void
add_sheet (RcRegisterPage            *self,
           const RcExercisePaper     *paper,
           const RcExercisePaperCard *card)
{
  g_autofree char *title = g_strdup_printf (_("Answer sheet: decision %1$u, %2$s"), card->number, card->handle);
  const char *labels[] = { _("Recorded on paper by"), _("Day"), _("Signature"), NULL };

  begin_part (self, title);
  for (guint i = 0; i < paper->lines->len; i++)
    add_question (self, paper, i);
  rc_document_add_signatures (self->document, labels);
}

static gboolean
fill (RcRegisterPage  *self,
      const char      *number,
      GError         **error)
{
  RcCase *case_file = self->frame->case_file;
  g_autoptr (RcExercise) exercise = rc_exercise_table_find (case_file, number, error);
  g_autoptr (RcHouse) house = rc_house_load (case_file);
  g_autoptr (RcExercisePaper) paper = NULL;
  g_autofree char *sheet = NULL;

  if (exercise == NULL)
    return FALSE;

  paper = rc_exercise_paper_new (exercise, house->zone);
  sheet = g_strdup_printf (_("Exercise %lld"), (long long) exercise->number);
  rc_register_page_begin (self, _("Script of the tabletop exercise"), _("Exercise pack"), sheet);
  add_script (self, paper);
  add_attendance (self, paper);
  add_cards (self, paper);
  for (guint i = 0; i < paper->cards->len; i++)
    add_sheet (self, paper, g_ptr_array_index (paper->cards, i));
  return TRUE;
}

RcDocument *
rc_pack_build (RcCase      *case_file,
               const char  *number,
               const char  *language,
               GError     **error)
{
  return rc_register_page_build (case_file, number, language, fill, error);
}
