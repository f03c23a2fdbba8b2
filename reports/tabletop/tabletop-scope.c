/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/tabletop/tabletop-parts.h"

#include "core/date-words.h"
#include "core/exercises/exercise-paper.h"
#include "core/law/law.h"
#include "core/requirement-words.h"
#include "core/systems/system.h"
#include "core/words.h"

/* What was asked, by which criteria, by whom and how: TR-03 to TR-06. */

#define SHOWN_OF_WORDS 400
#define SHOWN_OF_TITLE 160

/* --- TR-03 --- */

static void
add_objectives (RcTabletop *self)
{
  g_auto (GStrv) lines = NULL;
  guint number = 0;

  rc_tabletop_begin_part (self, _("Objectives"));
  if (self->exercise == NULL)
    {
      rc_register_page_add_words (self->page, g_strdup (_("No objective was written down: no exercise was planned in this case.")));
      return;
    }
  lines = g_strsplit (self->exercise->setup->purpose, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *mark = NULL;

      if (*g_strstrip (lines[i]) == '\0')
        continue;
      mark = g_strdup_printf ("O%u", ++number);
      rc_document_add_item (self->page->document, mark, rc_text_new_quoted (lines[i]));
    }
}

static void
add_attribute (RcTable           *table,
               const RcSystem    *system,
               RcSystemAttribute  attribute)
{
  const RcSystemStatement *statement = rc_system_peek (system, attribute);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; statement != NULL && i < statement->values->len; i++)
    {
      g_autofree char *words = rc_system_attribute_dup_words (attribute, g_ptr_array_index (statement->values, i));

      g_string_append_printf (list, "%s%s", i > 0 ? "; " : "", words);
    }
  rc_tabletop_add_fact (table, rc_system_attribute_title (attribute), statement != NULL ? list->str : _("not stated"));
}

static void
add_system (RcTabletop     *self,
            const RcSystem *system)
{
  static const RcSystemAttribute attributes[] = {
    RC_SYSTEM_VERSION, RC_SYSTEM_PURPOSE, RC_SYSTEM_ROLE, RC_SYSTEM_PROVIDER, RC_SYSTEM_DEPLOYER, RC_SYSTEM_ANNEX_III, RC_SYSTEM_RISK_CLASS,
    RC_SYSTEM_FIRST_PLACED, RC_SYSTEM_MEMBER_STATES,
  };
  g_autofree char *name = rc_frame_dup_quoted (system->name, SHOWN_OF_TITLE, NULL);
  RcTable *table = rc_tabletop_new_facts (name);

  for (gsize i = 0; i < G_N_ELEMENTS (attributes); i++)
    add_attribute (table, system, attributes[i]);
  rc_document_add_table (self->page->document, table);
}

static void
add_scope (RcTabletop *self)
{
  const RcExerciseSetup *setup = self->exercise != NULL ? self->exercise->setup : NULL;

  rc_tabletop_begin_part (self, _("What it is about"));
  rc_tabletop_add_lines (self, setup != NULL ? setup->scope : NULL, _("No scope was written down."));
  if (self->systems->len == 0)
    rc_register_page_add_words (self->page, g_strdup (_("Nobody states an AI system in this case: role, Annex III and risk class are not known.")));
  else
    rc_register_page_add_small (self->page, _("The systems as they are stated; the program has no word of its own on any of it."));
  for (guint i = 0; i < self->systems->len && self->checks->len == self->systems->len; i++)
    add_system (self, g_ptr_array_index (self->systems, i));
  if (self->checks->len < self->systems->len)
    {
      g_autofree char *count = rc_count_words (self->systems->len);

      rc_register_page_add_words (self->page, g_strdup_printf (_("%s systems are stated, too many to be told one by one: what follows is about the "
                                                                 "case as a whole."), count));
    }
}

static void
add_left_out (RcTabletop *self)
{
  const RcRequirementReport *report = g_ptr_array_index (self->checks, 0);
  g_autofree char *all = rc_count_words (report->all_inferences);
  g_autofree char *set_aside = rc_count_words (report->set_aside);
  g_autofree char *removed = rc_count_words (report->removed);
  g_autofree char *files = rc_count_words (report->not_understood);
  guint examined = self->matrix != NULL ? self->matrix->decisions[RC_EXERCISE_DECISION_DONE] : 0;
  g_autofree char *count = rc_count_words (examined);

  rc_document_add_item (self->page->document, "–", rc_text_new_own (_("What was not exported to this case: the program knows nothing of it.")));
  if (report->all_inferences > 0)
    {
      g_autofree char *words = g_strdup_printf (_("Of %1$s inferences received %2$s decisions were examined in the room; the others only as far as "
                                                  "the program checked all of them."), all, count);

      rc_document_add_item (self->page->document, "–", rc_text_new_own (words));
    }
  if (report->set_aside > 0)
    {
      g_autofree char *words = g_strdup_printf (_("Set aside as unreadable, and in no count: %s records."), set_aside);

      rc_document_add_item (self->page->document, "–", rc_text_new_own (words));
    }
  if (report->not_understood > 0)
    {
      g_autofree char *words = g_strdup_printf (_("Kept, but understood by nobody: %s files."), files);

      rc_document_add_item (self->page->document, "–", rc_text_new_own (words));
    }
  if (report->removed > 0)
    {
      g_autofree char *words = g_strdup_printf (_("Taken out of the case with the events in them: %s sources."), removed);

      rc_document_add_item (self->page->document, "–", rc_text_new_own (words));
    }
}

void
rc_tabletop_add_scope (RcTabletop *self)
{
  rc_tabletop_begin_section (self, 3);
  add_objectives (self);
  add_scope (self);
  rc_tabletop_begin_part (self, _("What was not looked at"));
  rc_tabletop_add_lines (self, self->exercise != NULL ? self->exercise->setup->exclusions : NULL, _("No exclusion was written down."));
  add_left_out (self);
}

/* --- TR-04 --- */

/* The dates of all systems that it was held against, each once. */
static char *
dup_dates (const RcTabletop    *self,
           const RcRequirement *requirement)
{
  g_autoptr (GPtrArray) dates = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->checks->len; i++)
    {
      const RcRequirementResult *result = rc_requirement_report_find (g_ptr_array_index (self->checks, i), requirement->id);
      char *day;

      if (result == NULL)
        continue;
      day = result->applies_from_us != RC_TIME_NONE ? rc_date_words_day (result->applies_from_us, "UTC") : g_strdup (_("no date"));
      if (g_ptr_array_find_with_equal_func (dates, day, g_str_equal, NULL))
        g_free (day);
      else
        g_ptr_array_add (dates, day);
    }
  g_ptr_array_add (dates, NULL);
  return g_strjoinv ("; ", (char **) dates->pdata);
}

/* The wording that all of them have but those that are told; most have the same. */
static void
add_criterion (RcTabletop                *self,
               RcTable                   *table,
               const RcRequirementReport *report,
               const RcRequirement       *requirement)
{
  g_autofree char *place = rc_law_dup_place (report->law, requirement);
  g_autofree char *wording = rc_law_dup_wording (report->law, requirement);
  g_autofree char *dates = dup_dates (self, requirement);

  rc_table_add_row (table, (RcText *[]) {
                      rc_text_new_small (requirement->id), rc_text_new_small (place), rc_text_new_small (wording),
                      rc_text_new_small (dates) });
}

void
rc_tabletop_add_criteria (RcTabletop *self)
{
  const RcColumn columns[] = {
    { _("Requirement"), 16, RC_COLUMN_TEXT, TRUE }, { _("Article"), 26, RC_COLUMN_TEXT }, { _("Wording"), 38, RC_COLUMN_TEXT },
    { _("Applies from"), 20, RC_COLUMN_TEXT },
  };
  const RcRequirementReport *report = g_ptr_array_index (self->checks, 0);
  g_autofree char *as_of = rc_date_words_day (report->as_of_us, "UTC");
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  g_autofree char *held = NULL;

  rc_tabletop_begin_section (self, 4);
  rc_tabletop_begin_part (self, _("Criteria as they were agreed"));
  rc_tabletop_add_lines (self, self->exercise != NULL ? self->exercise->setup->criteria : NULL, _("No criteria of their own were written down."));
  rc_tabletop_begin_part (self, _("Requirements of the catalogue"));
  held = g_strdup_printf (_("The evidence was held against the catalogue of the law, version %1$s, as the law stood on %2$s. What each demands is told "
                            "with what the evidence shows."), rc_law_peek_version (report->law), as_of != NULL ? as_of : "–");
  rc_tabletop_add_referring (self, held, 11);
  for (guint i = 0; i < report->results->len; i++)
    add_criterion (self, table, report, ((const RcRequirementResult *) g_ptr_array_index (report->results, i))->requirement);
  rc_document_add_table (self->page->document, table);
}

/* --- TR-05 --- */

static void
add_reviewers (RcTabletop *self)
{
  RcTable *table = rc_tabletop_new_facts (_("Engagement"));
  const RcReview *review = self->review;
  g_autoptr (GPtrArray) warnings = review != NULL ? rc_review_list_warnings (review) : NULL;
  g_autofree char *organisation = rc_case_dup_setting (self->page->frame->case_file, "case.organisation");
  const RcExerciseSetup *setup = self->exercise != NULL ? self->exercise->setup : NULL;

  rc_tabletop_add_stated (table, _("Client"), setup != NULL ? setup->client : NULL, _("not stated"));
  rc_tabletop_add_stated (table, _("Auditor of the case"), self->page->frame->auditor, _("not stated"));
  rc_register_page_add_fact (table, _("Organisation"), organisation);
  if (setup != NULL)
    rc_register_page_add_fact (table, _("Led the exercise"), setup->facilitator != NULL ? setup->facilitator : self->exercise->by);
  rc_tabletop_add_stated (table, _("Prepared by"), review != NULL ? review->prepared_by : NULL, _("nobody has been asked to review this report yet"));
  rc_tabletop_add_stated (table, _("Reviewed by"), review != NULL ? review->reviewed_by : NULL, _("nobody yet"));
  rc_tabletop_add_stated (table, _("Signed as final by"), review != NULL ? review->signatory : NULL, _("nobody yet"));
  rc_document_add_table (self->page->document, table);
  for (guint i = 0; warnings != NULL && i < warnings->len; i++)
    rc_tabletop_add_shape (self, RC_SHAPE_NOTE, g_ptr_array_index (warnings, i));
}

static void
add_attendance (RcTabletop *self)
{
  if (self->exercise == NULL)
    return;

  rc_tabletop_begin_part (self, _("Attendance list"));
  rc_register_page_add_small (self->page, _("Names of those who were asked stand here alone. What was answered is told by roles: records are tested, "
                                            "not people."));
  rc_tabletop_add_lines (self, self->exercise->present, _("Nobody was entered."));
}

void
rc_tabletop_add_team (RcTabletop *self)
{
  rc_tabletop_begin_section (self, 5);
  rc_tabletop_begin_part (self, _("Who examined, and how independent"));
  rc_frame_add_engagement (self->page->frame, self->page->document);
  add_reviewers (self);
  rc_tabletop_begin_part (self, _("Roles, competence, conflicts of interest"));
  rc_tabletop_add_lines (self, self->exercise != NULL ? self->exercise->setup->team : NULL,
                         _("Roles, competence and conflicts of interest of those who examined were not stated."));
  add_attendance (self);
}

/* --- TR-06 --- */

static void
add_steps (RcTabletop *self)
{
  const char *steps[] = {
    _("The evidence was imported byte for byte; every file and every record of it has a digest. Nothing in it was changed."),
    _("Each chain, signature and list of digests among it was checked against keys that the auditor accepted; what could not be checked is told as "
      "such, and never as passed."),
    _("Each decision was rebuilt from its records as it stood at its instant: what went in, what came out, which version answered, what that was "
      "made from, who allowed it, who watched it."),
    _("The room was asked the questions of the pack about each decision. Each answer was read back and locked before the record’s answer was "
      "shown beside it, and the facilitator compared the two."),
    _("The evidence was held against the requirements of the law’s catalogue, and persons made findings of what was noticed."),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *mark = NULL;

      if (i == 3 && self->exercise == NULL)
        continue;
      mark = g_strdup_printf ("%u", (guint) i + (i > 3 && self->exercise == NULL ? 0 : 1));
      rc_document_add_item (self->page->document, mark, rc_text_new_own (steps[i]));
    }
}

static char *
dup_roles (const RcExercise *exercise)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < exercise->setup->roles->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? "; " : "", rc_exercise_role_words (g_ptr_array_index (exercise->setup->roles, i)));
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
add_rules (RcTabletop *self)
{
  const RcExerciseSetup *setup = self->exercise->setup;
  RcTable *table = rc_tabletop_new_facts (_("Exercise"));
  g_autofree char *roles = dup_roles (self->exercise);
  g_autofree char *minutes = setup->minutes > 0
    ? g_strdup_printf (rc_words_plural ("%u minute for each decision", "%u minutes for each decision", setup->minutes), setup->minutes)
    : g_strdup (_("none were set"));
  g_autofree char *pack = g_strdup_printf (rc_words_plural ("%1$s, %2$u question", "%1$s, %2$u questions", setup->pack->questions->len),
                                           rc_exercise_pack_words (setup->pack), setup->pack->questions->len);

  rc_tabletop_add_fact (table, _("Pack of questions"), pack);
  rc_tabletop_add_fact (table, _("Roles that were asked"), *roles != '\0' ? roles : _("none"));
  rc_tabletop_add_fact (table, _("Time"), minutes);
  rc_tabletop_add_stated (table, _("Replacement"), setup->replacement, _("No rule was written beforehand: no decision may be replaced."));
  rc_tabletop_add_fact (table, _("How it stands"), rc_exercise_state_words (self->exercise->state));
  rc_document_add_table (self->page->document, table);
}

static void
add_questions (RcTabletop *self)
{
  const RcColumn columns[] = {
    { C_("identifier", "Id"), 10, RC_COLUMN_TEXT, TRUE }, { _("Question, as it was put"), 66, RC_COLUMN_TEXT }, { _("Put to"), 24, RC_COLUMN_TEXT },
  };
  const GPtrArray *questions = self->exercise->setup->pack->questions;
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);

  rc_tabletop_begin_part (self, _("Questions of the pack"));
  for (guint i = 0; i < questions->len; i++)
    {
      const RcExerciseQuestion *question = g_ptr_array_index (questions, i);

      rc_table_add_row (table, (RcText *[]) {
                          rc_text_new_small (question->id),
                          rc_tabletop_cell_sentence (rc_exercise_question_words (question)),
                          rc_tabletop_cell_sentence (question->role != NULL ? rc_exercise_role_words (question->role) : "–") });
    }
  rc_document_add_table (self->page->document, table);
}

static void
add_cards (RcTabletop *self)
{
  const RcColumn columns[] = {
    { _("Decision"), 12, RC_COLUMN_NUMBER }, { _("What happened"), 48, RC_COLUMN_TEXT, TRUE }, { _("What the room answered"), 40, RC_COLUMN_TEXT },
  };
  RcTable *table;

  if (self->exercise->cards->len == 0)
    return;

  rc_tabletop_begin_part (self, _("Surprise cards that were played"));
  table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  for (guint i = 0; i < self->exercise->cards->len; i++)
    {
      const RcExercisePlayedCard *card = &g_array_index (self->exercise->cards, RcExercisePlayedCard, i);
      g_autofree char *number = card->decision > 0 ? g_strdup_printf ("%u", card->decision) : g_strdup ("–");
      g_autofree char *happened = g_strdup_printf ("%s. %s", card->title, card->text);
      g_autofree char *status = card->is_answered ? rc_exercise_answer_words (&card->answer) : g_strdup (_("not answered"));
      g_autofree char *said = card->is_answered && card->answer.text != NULL ? rc_tabletop_dup_said (card->answer.text, SHOWN_OF_WORDS) : NULL;
      g_autofree char *answer = said != NULL ? g_strdup_printf ("%s: %s", status, said) : g_strdup (status);

      rc_table_add_row (table, (RcText *[]) {
                          rc_text_new_small (number), rc_tabletop_cell_sentence (happened),
                          rc_tabletop_cell_sentence (answer) });
    }
  rc_document_add_table (self->page->document, table);
}

void
rc_tabletop_add_method (RcTabletop *self)
{
  g_autofree char *tool = g_strdup_printf (_("Program: Recount %1$s, with version %2$s of the catalogue of the law. How answers are known, what the words "
                                             "mean and how all of it can be checked again is told in the annexes."), PACKAGE_VERSION,
                                           rc_law_version ());

  rc_tabletop_begin_section (self, 6);
  rc_tabletop_begin_part (self, _("Steps"));
  add_steps (self);
  rc_tabletop_add_referring (self, tool, 17);
  if (self->exercise == NULL)
    return;

  rc_tabletop_begin_part (self, _("Rules of the exercise"));
  add_rules (self);
  add_questions (self);
  add_cards (self);
}
