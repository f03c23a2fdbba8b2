/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/tabletop/tabletop-parts.h"

#include <string.h>

#include "core/date-words.h"
#include "core/display-text.h"
#include "core/law/law.h"
#include "core/requirement-words.h"
#include "core/samples/draw-words.h"
#include "core/words.h"
#include "reports/registers/findings-parts.h"

/* What was found and what follows: TR-10 to TR-13. */

#define SHOWN_OF_NAME  160
#define SHOWN_OF_WORDS 600
#define MAX_PLACES     6u       /* of one requirement that are named; all that are cited stand in the annex */

/* --- TR-10 --- */

void
rc_tabletop_add_findings (RcTabletop *self)
{
  const RcFindingsPart part = { .page = self->page, .noticed = self->noticed, .findings = self->findings };

  rc_tabletop_begin_section (self, 10);
  if (self->findings->len == 0)
    {
      rc_register_page_add_words (self->page, g_strdup (_("Nobody has written a finding yet. That says nothing of what a check noticed.")));
      return;
    }
  rc_findings_add_list (&part);
  for (guint i = 0; i < self->findings->len; i++)
    {
      const RcFinding *finding = g_ptr_array_index (self->findings, i);
      int level;
      RcText *heading = rc_tabletop_begin_entry (self, _("Finding by finding"), self->findings->len, &level);
      g_autofree char *anchor = g_strdup_printf ("finding-%lld", (long long) finding->number);

      rc_document_add_anchor (self->page->document, anchor);
      rc_findings_add_heading (&part, finding, level, heading);
      rc_findings_add_one (&part, finding, FALSE);
    }
}

/* --- TR-11 --- */

static char *
dup_places (RcTabletop                *self,
            const RcRequirementResult *result)
{
  g_autoptr (GString) list = g_string_new (NULL);
  guint64 more = result->more_citations;

  for (guint i = 0; i < result->papers->len; i++)
    {
      g_autofree char *paper = rc_frame_dup_quoted (g_ptr_array_index (result->papers, i), SHOWN_OF_NAME, NULL);

      g_string_append_printf (list, "%s%s", list->len > 0 ? "; " : "", paper);
    }
  for (guint i = 0; i < result->citations->len; i++)
    {
      const RcCitation *citation = g_ptr_array_index (result->citations, i);
      g_autofree char *place = rc_frame_dup_place (self->page->frame, citation->source, citation->record);

      rc_tabletop_cite (self, citation);
      if (i < MAX_PLACES)
        g_string_append_printf (list, "%s%s", list->len > 0 ? "; " : "", place);
      else
        more++;
    }
  if (more > 0)
    {
      g_autofree char *count = rc_count_words (more);

      g_string_append_printf (list, rc_words_plural (" and %s more", " and %s more", more), count);
    }
  return list->len > 0 ? g_string_free (g_steal_pointer (&list), FALSE) : g_strdup ("–");
}

static void
add_sentence (RcText     *text,
              const char *words)
{
  g_autofree char *shown = rc_display_sentence (words);

  rc_text_add (text, RC_TEXT_SMALL, " ");
  rc_text_add (text, RC_TEXT_SMALL, shown);
}

static RcText *
make_verdict (const RcTabletop          *self,
              const RcRequirementResult *result)
{
  RcText *text = rc_text_new_shape (rc_shape_of_requirement (result->verdict), rc_requirement_verdict_words (result->verdict));
  g_autofree char *count = rc_requirement_count_words (result);

  if (count != NULL)
    rc_text_add_format (text, RC_TEXT_SMALL, " · %s", count);
  rc_text_add (text, RC_TEXT_SMALL, ".");
  add_sentence (text, result->words);
  for (guint i = 0; i < result->notes->len; i++)
    add_sentence (text, g_ptr_array_index (result->notes, i));
  if (result->missing != NULL)
    add_sentence (text, result->missing);
  for (guint i = 0; i < result->judgements->len; i++)
    {
      const RcRequirementJudgement *judgement = g_ptr_array_index (result->judgements, i);
      RcRequirementVerdict verdict;
      const char *word = rc_requirement_verdict_from_code (judgement->verdict, &verdict) ? rc_requirement_verdict_words (verdict)
                                                                                          : judgement->verdict;
      g_autofree char *day = rc_frame_dup_day (self->page->frame, judgement->added_us);
      g_autofree char *said = rc_tabletop_dup_said (judgement->words, SHOWN_OF_WORDS);
      /* Translators: who judged, when, verdict, words. */
      g_autofree char *words = g_strdup_printf (_("Judged by %1$s on %2$s: %3$s. %4$s"), judgement->by, day, word, said);

      add_sentence (text, words);
    }
  return text;
}

static RcText *
make_demand (const RcRequirementReport *report,
             const RcRequirementResult *result)
{
  g_autofree char *place = rc_law_dup_place (report->law, result->requirement);
  RcText *text = rc_text_new ();

  rc_text_add_format (text, RC_TEXT_SMALL | RC_TEXT_STRONG, "%s ", place);
  rc_text_add (text, RC_TEXT_SMALL, rc_law_text (result->requirement->demand));
  if (result->not_yet)
    rc_text_add_format (text, RC_TEXT_SMALL | RC_TEXT_MUTED, " (%s)", _("not yet applicable at the time"));
  return text;
}

static void
add_matrix (RcTabletop                *self,
            const RcRequirementReport *report)
{
  const RcColumn columns[] = {
    { _("Requirement"), 15, RC_COLUMN_TEXT, TRUE }, { _("What is demanded"), 30, RC_COLUMN_TEXT }, { _("What the evidence shows"), 38, RC_COLUMN_TEXT },
    { _("Exhibits"), 17, RC_COLUMN_TEXT },
  };
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  g_autofree char *sum = rc_requirement_sum_words (report);
  g_autofree char *title = report->system != NULL ? rc_frame_dup_quoted (report->system, SHOWN_OF_NAME, NULL) : g_strdup (_("The case as a whole"));

  rc_tabletop_begin_part (self, title);
  rc_register_page_add_words (self->page, g_steal_pointer (&sum));
  if (!report->verified)
    rc_tabletop_add_shape (self, RC_SHAPE_UNCHECKED, _("The evidence was not checked as it is now: nothing here says that a record is unchanged."));
  for (guint i = 0; i < report->results->len; i++)
    {
      const RcRequirementResult *result = g_ptr_array_index (report->results, i);
      g_autofree char *places = dup_places (self, result);

      rc_table_add_row (table, (RcText *[]) {
                          rc_text_new_small (result->requirement->id), make_demand (report, result), make_verdict (self, result),
                          rc_text_new_small (places) });
    }
  rc_document_add_table (self->page->document, table);
}

void
rc_tabletop_add_requirements (RcTabletop *self)
{
  rc_tabletop_begin_section (self, 11);
  for (guint i = 0; i < self->checks->len; i++)
    add_matrix (self, g_ptr_array_index (self->checks, i));
}

/* --- TR-12 --- */

/* A line of the conclusion that begins with the mark of an objective is about that one. */
static const char *
find_conclusion (char       **lines,
                 const char  *mark)
{
  gsize length = strlen (mark);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], mark) && (lines[i][length] == ' ' || lines[i][length] == ':'))
      return lines[i] + length + 1;

  return NULL;
}

static void
add_by_objective (RcTabletop  *self,
                  char       **lines)
{
  const RcColumn columns[] = {
    { _("No."), 8, RC_COLUMN_TEXT, TRUE }, { _("Objective"), 42, RC_COLUMN_TEXT }, { _("What was concluded on it"), 50, RC_COLUMN_TEXT },
  };
  g_auto (GStrv) objectives = g_strsplit (self->exercise->setup->purpose, "\n", -1);
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  guint number = 0;

  for (guint i = 0; objectives[i] != NULL; i++)
    {
      g_autofree char *mark = NULL;
      const char *said;

      if (*g_strstrip (objectives[i]) == '\0')
        continue;
      mark = g_strdup_printf ("O%u", ++number);
      said = find_conclusion (lines, mark);
      rc_table_add_row (table, (RcText *[]) {
                          rc_text_new_small (mark), rc_register_page_cell_said (objectives[i], SHOWN_OF_WORDS),
                          said != NULL ? rc_register_page_cell_said (said, SHOWN_OF_WORDS)
                                       : rc_text_new_small (_("nothing of its own; see the conclusion as a whole")) });
    }
  rc_document_add_table (self->page->document, table);
}

static void
add_concluded (RcTabletop *self)
{
  const RcExerciseConclusion *conclusion = self->exercise != NULL ? self->exercise->conclusion : NULL;
  g_auto (GStrv) lines = g_strsplit (conclusion != NULL ? conclusion->text : "", "\n", -1);
  g_autofree char *day = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    g_strstrip (lines[i]);
  if (self->exercise != NULL)
    add_by_objective (self, lines);
  if (conclusion == NULL)
    {
      rc_register_page_add_words (self->page, g_strdup (_("Nobody has drawn a conclusion yet.")));
      return;
    }
  rc_register_page_add_said (self->page, _("Conclusion as a whole"), conclusion->text);
  rc_register_page_add_said (self->page, _("Why decisions were left unexamined"), conclusion->reason);
  day = conclusion->follow_up != NULL ? rc_register_page_dup_day (conclusion->follow_up) : NULL;
  rc_register_page_add_said (self->page, _("Followed up on"), day);
}

/* What may be said about what was not examined, and what may not. */
static void
add_limits (RcTabletop *self)
{
  guint n = 0;

  for (guint i = 0; i < self->draws->len; i++)
    {
      const RcDraw *draw = g_ptr_array_index (self->draws, i);
      g_auto (GStrv) words = rc_draw_dup_conclusion_words (draw);

      for (guint j = 0; words[j] != NULL; j++, n++)
        {
          g_autofree char *line = g_strdup_printf (_("Draw %1$lld: %2$s"), (long long) draw->draw, words[j]);

          rc_document_add_item (self->page->document, "–", rc_tabletop_make_sentence (line));
        }
    }
  if (n == 0)
    rc_register_page_add_words (self->page, g_strdup (_("No result of a sample was entered: nothing is said about decisions that were not "
                                                        "examined.")));
  rc_register_page_add_words (self->page, g_strdup (_("What a sample supports holds for the records exported, and not for decisions that were never "
                                                      "logged.")));
}

void
rc_tabletop_add_conclusion (RcTabletop *self)
{
  rc_tabletop_begin_section (self, 12);
  rc_tabletop_begin_part (self, _("By objective"));
  add_concluded (self);
  rc_tabletop_begin_part (self, _("How far it reaches"));
  add_limits (self);
}

/* --- TR-13 --- */

static void
add_response (RcTable         *table,
              const RcFinding *finding,
              const char      *day)
{
  g_autofree char *due = rc_register_page_dup_day (finding->due);
  g_autofree char *on = finding->state_on != NULL ? rc_register_page_dup_day (finding->state_on) : NULL;
  gboolean is_overdue = rc_finding_is_overdue (finding, day);
  g_autofree char *state = on != NULL ? g_strdup_printf ("%s, %s", rc_finding_state_words (finding->state), on)
                                      : g_strdup (rc_finding_state_words (finding->state));
  g_autofree char *said = finding->response_words != NULL ? rc_tabletop_dup_said (finding->response_words, SHOWN_OF_WORDS) : NULL;
  g_autofree char *answer = said != NULL ? g_strdup_printf ("%s: %s", rc_response_words (finding->response), said)
                                         : g_strdup (rc_response_words (finding->response));
  g_autofree char *stands = is_overdue ? g_strdup_printf ("%s · %s", state, _("overdue")) : g_strdup (state);
  RcText *number = rc_text_new ();

  rc_tabletop_refer_finding (number, finding);
  rc_table_add_row (table, (RcText *[]) {
                      number, rc_tabletop_cell_sentence (answer), rc_register_page_cell_said (finding->action, SHOWN_OF_WORDS),
                      rc_register_page_cell_said (finding->owner, SHOWN_OF_NAME), rc_text_new_small (due),
                      rc_text_new_shape (rc_shape_of_finding (finding->state, is_overdue), stands) });
}

void
rc_tabletop_add_responses (RcTabletop *self)
{
  const RcColumn columns[] = {
    { _("No."), 9, RC_COLUMN_TEXT, TRUE }, { _("Response of the auditee"), 25, RC_COLUMN_TEXT }, { _("Action"), 23, RC_COLUMN_TEXT },
    { C_("of an action", "Owner"), 13, RC_COLUMN_TEXT }, { _("Due"), 13, RC_COLUMN_TEXT }, { _("How it stands"), 17, RC_COLUMN_TEXT },
  };
  g_autofree char *day = rc_register_page_dup_day (self->page->day);
  g_autofree char *as_of = g_strdup_printf (_("What is overdue is told as of %s, the day of the last entry in the case."), day);
  RcTable *table;

  rc_tabletop_begin_section (self, 13);
  if (self->findings->len == 0)
    {
      rc_register_page_add_words (self->page, g_strdup (_("There is no finding to respond to.")));
      return;
    }
  table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  for (guint i = 0; i < self->findings->len; i++)
    add_response (table, g_ptr_array_index (self->findings, i), self->page->day);
  rc_document_add_table (self->page->document, table);
  rc_register_page_add_small (self->page, as_of);
}
