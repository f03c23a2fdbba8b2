/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/tabletop/tabletop-parts.h"

#include <string.h>

#include "core/exercises/exercise-paper.h"
#include "core/exercises/exercise-record.h"
#include "core/registers/paper.h"
#include "core/words.h"
#include "reports/decision/lineage-figure.h"
#include "reports/decision/sheet-parts.h"
#include "reports/exhibit.h"
#include "reports/tabletop/exercise-table.h"

/* Each decision rebuilt, beside what the room answered: TR-09. */

#define MAX_DECISIONS  200u     /* that are told in full; the table of all of them stands before */
#define MAX_DRAWN      12u      /* of more, the drawings stand in their dossiers */
#define MAX_POINTS     40u      /* of one decision in box 8 */
#define SHOWN_OF_NAME  160
#define SHOWN_OF_SAID  600      /* of one answer: the whole of it stands in its entry */
#define SHOWN_OF_VALUE 100

/* One decision while it is written. */
typedef struct
{
  RcTabletop               *report;
  const RcExerciseDecision *decision;
  guint                     n_decisions;
  const RcLineage          *lineage;
  GHashTable               *readings;     /* (nullable): of all decisions, by the question's id */
} Told;

/* --- Questions and answers --- */

static void
add_line (RcText     *text,
          const char *words)
{
  if (!rc_text_is_empty (text))
    rc_text_add (text, RC_TEXT_SMALL, " · ");
  rc_text_add (text, RC_TEXT_SMALL, words);
}

static void
add_said (RcText     *text,
          const char *said,
          gint64      entry)
{
  g_autofree char *line = g_strdelimit (g_strdup (said), "\r\n\t", ' ');
  g_autofree char *where = entry > 0 ? g_strdup_printf (_("entry %lld of the case"), (long long) entry) : NULL;
  g_autofree char *shown = rc_frame_dup_quoted (line, SHOWN_OF_SAID, where);

  add_line (text, shown);
}

static void
add_shown_in (const Told             *self,
              RcText                 *text,
              const RcExerciseAnswer *answer)
{
  g_autofree char *place = answer->source > 0 ? rc_frame_dup_place (self->report->page->frame, answer->source, (guint64) MAX (answer->record, 0))
                                              : NULL;
  g_autofree char *page = answer->page != NULL ? rc_frame_dup_quoted (answer->page, SHOWN_OF_VALUE, NULL) : NULL;
  g_autofree char *on_page = page != NULL ? g_strdup_printf (_("page %s"), page) : NULL;

  if (place != NULL)
    add_line (text, place);
  if (on_page != NULL)
    add_line (text, on_page);
}

static RcText *
make_room (const Told           *self,
           const RcExerciseTurn *turn)
{
  const RcExerciseAnswer *answer = rc_exercise_turn_answer (turn);
  RcExerciseStatus status = rc_exercise_turn_status (turn);
  g_autofree char *words = answer != NULL && turn->state == RC_EXERCISE_TURN_LOCKED ? rc_exercise_answer_words (answer)
                                                                                    : g_strdup (_("an answer was given, and not locked"));
  RcText *text = rc_text_new ();

  rc_text_add_shape (text, rc_shape_of_exercise_status (status));
  rc_text_add (text, RC_TEXT_SMALL, " ");
  rc_text_add (text, RC_TEXT_SMALL | RC_TEXT_STRONG, answer != NULL ? words : _("put, and not answered"));
  if (answer == NULL)
    return text;

  if (answer->text != NULL)
    add_said (text, answer->text, answer->entry);
  add_shown_in (self, text, answer);
  for (guint i = 0; i < turn->corrections->len; i++)
    {
      const RcExerciseRemark *remark = &g_array_index (turn->corrections, RcExerciseRemark, i);

      add_line (text, _("corrected later:"));
      add_said (text, remark->text, remark->entry);
    }
  if (answer->paper_by != NULL)
    add_line (text, _("recorded on paper, typed in later"));
  return text;
}

static const GPtrArray *
find_readings (const Told  *self,
               const char  *question,
               GError     **error)
{
  GPtrArray *readings = g_hash_table_lookup (self->readings, question);

  if (readings == NULL)
    {
      readings = rc_paper_list_about (self->report->page->frame->case_file, RC_ABOUT_QUESTION, question, error);
      if (readings != NULL)
        g_hash_table_insert (self->readings, g_strdup (question), readings);
    }
  return readings;
}

/* As it was revealed in the room; where it was not, as the records say now. */
static RcText *
make_record (const Told               *self,
             const RcExerciseQuestion *question,
             const RcExerciseTurn     *turn,
             GError                  **error)
{
  const GPtrArray *readings = find_readings (self, question->id, error);
  g_autoptr (RcExerciseRecord) record = NULL;
  RcStanding standing = RC_STANDING_NOTHING;
  RcText *text;

  if (readings == NULL)
    return NULL;

  text = rc_text_new ();
  record = rc_exercise_record_of (self->decision, self->lineage, question, readings);
  if (turn->revealed_us == 0 || !rc_standing_from_code (turn->standing, &standing))
    standing = record->standing;
  rc_text_add_shape (text, rc_shape_of_standing (standing));
  rc_text_add (text, RC_TEXT_SMALL, " ");
  rc_text_add (text, RC_TEXT_SMALL | RC_TEXT_STRONG, rc_standing_word (standing));
  if (turn->revealed_us != 0 && turn->record_answer != NULL)
    add_said (text, turn->record_answer, 0);
  else if (turn->revealed_us == 0 && record->text != NULL)
    add_said (text, record->text, 0);
  if (turn->revealed_us == 0)
    add_line (text, _("not revealed in the room"));
  return text;
}

/* Of a question that is still open, nothing: its clock runs. */
static RcText *
make_time (const RcExerciseTurn *turn)
{
  gboolean is_over = turn->state == RC_EXERCISE_TURN_LOCKED;
  g_autofree char *elapsed = rc_exercise_time_words (is_over ? turn->elapsed_us : RC_EXERCISE_TIME_UNKNOWN);
  RcText *text = rc_text_new ();

  rc_text_add (text, RC_TEXT_SMALL, elapsed);
  if (turn->spans->len < 2 && turn->role != NULL)
    add_line (text, rc_exercise_role_words (turn->role));
  for (guint i = 0; turn->spans->len >= 2 && i < turn->spans->len; i++)
    {
      const RcExerciseSpan *span = &g_array_index (turn->spans, RcExerciseSpan, i);
      g_autofree char *time = rc_exercise_time_words (span->elapsed_us);
      g_autofree char *words = g_strdup_printf ("%s %s", span->role != NULL ? rc_exercise_role_words (span->role) : "–", time);

      if (span->elapsed_us > 0)
        add_line (text, words);
    }
  return text;
}

static RcText *
make_comparison (const RcExerciseTurn *turn)
{
  if (turn->comparison == RC_EXERCISE_COMPARISON_NONE)
    return rc_text_new_small (_("not compared"));
  return rc_text_new_shape (rc_shape_of_comparison (turn->comparison), rc_exercise_comparison_words (turn->comparison));
}

static gboolean
was_put (const RcExerciseTurn *turn)
{
  return turn->state != RC_EXERCISE_TURN_NOT_ASKED && turn->state != RC_EXERCISE_TURN_SKIPPED;
}

static gboolean
add_turn (const Told                *self,
          RcTable                   *table,
          const RcExerciseQuestion  *question,
          GError                   **error)
{
  const RcExerciseTurn *turn = rc_exercise_find_turn (self->report->exercise, self->decision->number, question->id);
  RcText *record;

  if (!was_put (turn))
    return TRUE;
  record = make_record (self, question, turn, error);
  if (record == NULL)
    return FALSE;
  rc_table_add_row (table, (RcText *[]) {
                      rc_text_new_small (question->id), make_room (self, turn), record, make_comparison (turn), make_time (turn) });
  return TRUE;
}

/* Those that were not put, with the reason where one was given. */
static char *
dup_not_put (const Told *self,
             guint      *out_put)
{
  const GPtrArray *questions = self->report->exercise->setup->pack->questions;
  g_autoptr (GString) list = g_string_new (NULL);

  *out_put = 0;
  for (guint i = 0; i < questions->len; i++)
    {
      const RcExerciseQuestion *question = g_ptr_array_index (questions, i);
      const RcExerciseTurn *turn = rc_exercise_find_turn (self->report->exercise, self->decision->number, question->id);
      g_autofree char *reason = turn->skipped_for != NULL ? rc_frame_dup_quoted (turn->skipped_for, SHOWN_OF_VALUE, NULL) : NULL;

      if (was_put (turn))
        {
          ++*out_put;
          continue;
        }
      g_string_append_printf (list, "%s%s", list->len > 0 ? "; " : "", question->id);
      if (reason != NULL)
        g_string_append_printf (list, " (%s)", reason);
    }
  return list->len > 0 ? g_string_free (g_steal_pointer (&list), FALSE) : NULL;
}

static gboolean
add_turns (const Told  *self,
           GError     **error)
{
  const RcColumn columns[] = {
    { C_("question", "No."), 8, RC_COLUMN_TEXT, TRUE }, { _("The room’s answer"), 34, RC_COLUMN_TEXT }, { _("The record’s answer"), 31, RC_COLUMN_TEXT },
    { _("Beside each other"), 14, RC_COLUMN_TEXT }, { C_("clock", "Time, role"), 13, RC_COLUMN_TEXT },
  };
  const GPtrArray *questions = self->report->exercise->setup->pack->questions;
  guint n_put;
  g_autofree char *not_put = dup_not_put (self, &n_put);
  RcTable *table;

  if (n_put > 0)
    {
      table = rc_table_new (columns, G_N_ELEMENTS (columns), _("Questions and answers"));
      /* Kept by the document from here, whatever comes. */
      rc_document_add_table (self->report->page->document, table);
      for (guint i = 0; i < questions->len; i++)
        if (!add_turn (self, table, g_ptr_array_index (questions, i), error))
          return FALSE;
    }
  if (not_put != NULL)
    rc_register_page_add_words (self->report->page, g_strdup_printf (_("Not put: %s"), not_put));
  return TRUE;
}

/* --- What else was said of it --- */

static void
add_promise (const Told              *self,
             const RcExercisePromise *promise)
{
  g_autofree char *text = rc_frame_dup_quoted (promise->text != NULL ? promise->text : "–", SHOWN_OF_SAID, NULL);
  g_autofree char *day = rc_register_page_dup_day (promise->due);
  g_autofree char *request = promise->request > 0 ? rc_register_dup_number (RC_ENTRY_REQUEST, promise->request) : g_strdup (_("not yet requested"));
  const char *role = promise->role != NULL ? rc_exercise_role_words (promise->role) : "–";
  /* Translators: question, what is promised, by which role, until when, number of the request. */
  g_autofree char *words = g_strdup_printf (_("Promised (%1$s): %2$s · %3$s, until %4$s · %5$s"), promise->question != NULL ? promise->question : "–",
                                            text, role, day, request);

  rc_tabletop_add_shape (self->report, RC_SHAPE_STATED, words);
}

/* Notes that a person marked as private leave the case in no copy. */
static void
add_remarks (const Told *self)
{
  const RcExercise *exercise = self->report->exercise;

  for (guint i = 0; i < exercise->promises->len; i++)
    {
      const RcExercisePromise *promise = &g_array_index (exercise->promises, RcExercisePromise, i);

      if (promise->decision == self->decision->number)
        add_promise (self, promise);
    }
  for (guint i = 0; i < exercise->attachments->len; i++)
    {
      const RcExerciseAttachment *attachment = &g_array_index (exercise->attachments, RcExerciseAttachment, i);
      g_autofree char *exhibit = rc_exhibit_dup_number (attachment->source);
      g_autofree char *said = attachment->text != NULL ? rc_frame_dup_quoted (attachment->text, SHOWN_OF_SAID, NULL) : g_strdup ("–");
      g_autofree char *words = g_strdup_printf (_("Came in while the exercise went on: %1$s, %2$s"), exhibit, said);

      if (attachment->decision == self->decision->number)
        rc_tabletop_add_shape (self->report, RC_SHAPE_READ, words);
    }
  for (guint i = 0; i < exercise->notes->len; i++)
    {
      const RcExerciseNote *note = &g_array_index (exercise->notes, RcExerciseNote, i);

      if (note->decision == self->decision->number && !note->is_private)
        rc_register_page_add_said (self->report->page, _("Note"), note->text);
    }
}

/* --- One decision --- */

static void
cite_all (const Told *self)
{
  for (guint i = 0; i < self->lineage->slots->len; i++)
    {
      const RcLineageSlot *slot = g_ptr_array_index (self->lineage->slots, i);

      for (guint j = 0; j < slot->answers->len; j++)
        {
          const RcLineageAnswer *answer = g_ptr_array_index (slot->answers, j);

          for (guint k = 0; k < answer->citations->len; k++)
            rc_tabletop_cite (self->report, ((const RcLineageCitation *) g_ptr_array_index (answer->citations, k))->citation);
        }
    }
}

static void
add_about (const Told *self)
{
  const RcExerciseDecision *decision = self->decision;
  RcTable *table = rc_tabletop_new_facts (_("This decision"));
  g_autofree char *origin = rc_exercise_origin_words (decision);
  g_autofree char *time = rc_tabletop_dup_time (self->report, decision->time_us);
  g_autofree char *place = rc_tabletop_dup_place_of (self->report, decision->event);

  rc_table_add_row (table, (RcText *[]) { rc_text_new_small (_("Record")), rc_text_new_small (place) });
  rc_tabletop_add_stated (table, _("AI system, as its record names it"), decision->product, _("not recorded"));
  rc_tabletop_add_fact (table, C_("time", "When"), time);
  rc_tabletop_add_fact (table, _("Why this one"), origin);
  if (self->report->exercise != NULL)
    rc_tabletop_add_fact (table, _("How it stands"), rc_exercise_decision_state_words (decision->state));
  rc_register_page_add_fact (table, _("Reason given"), decision->reason);
  rc_register_page_add_fact (table, _("By the rule"), decision->rule);
  rc_document_add_table (self->report->page->document, table);
}

static gboolean
add_lineage (Told        *self,
             RcLineage   *lineage,
             GError     **error)
{
  g_autoptr (RcReliance) reliance = rc_reliance_build (self->report->page->frame->case_file, lineage->event, error);
  RcSheet sheet = { .frame = self->report->page->frame, .lineage = lineage, .reliance = reliance, .document = self->report->page->document,
                    .quote = SHOWN_OF_NAME, .items = MAX_POINTS };

  if (reliance == NULL)
    return FALSE;

  self->lineage = lineage;
  cite_all (self);
  rc_sheet_add_sentence (&sheet);
  rc_sheet_add_open_points (&sheet);
  if (self->n_decisions <= MAX_DRAWN)
    rc_lineage_figure_add (sheet.document, lineage);
  rc_tabletop_add_moments (self->report, self->decision, self->lineage);
  return self->report->exercise == NULL || add_turns (self, error);
}

static gboolean
add_decision (Told    *self,
              GError **error)
{
  RcCase *case_file = self->report->page->frame->case_file;
  g_autofree char *handle = rc_frame_dup_quoted (self->decision->handle, SHOWN_OF_NAME, NULL);
  g_autofree char *title = g_strdup_printf (_("Decision %1$u: %2$s"), self->decision->number, handle);
  int level;
  RcText *heading = rc_tabletop_begin_entry (self->report, _("Decision by decision"), self->n_decisions, &level);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcLineage) lineage = NULL;
  RcEvent *event;

  rc_text_add (heading, RC_TEXT_PLAIN, title);
  rc_document_add_heading (self->report->page->document, level, heading);
  add_about (self);
  event = rc_event_find (case_file, self->report->reader, self->decision->event, &local_error);
  if (event == NULL)
    {
      if (!g_error_matches (local_error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND) &&
          !g_error_matches (local_error, RC_CASE_ERROR, RC_CASE_ERROR_AMBIGUOUS))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      rc_tabletop_add_shape (self->report, RC_SHAPE_ABSENT, _("The case has no such record any more: the decision cannot be rebuilt."));
      return TRUE;
    }
  lineage = rc_lineage_build (case_file, event, RC_TIME_NONE, error);
  if (lineage == NULL || !add_lineage (self, lineage, error))
    return FALSE;
  if (self->report->exercise != NULL)
    add_remarks (self);
  return TRUE;
}

/* --- All of them --- */

static gboolean
add_of_exercise (RcTabletop  *self,
                 GError     **error)
{
  g_autoptr (GHashTable) readings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  const GPtrArray *decisions = self->exercise->decisions;

  rc_tabletop_begin_part (self, _("Decisions and questions"));
  rc_exercise_table_add (self->page, self->exercise, self->matrix);
  if (decisions->len > MAX_DRAWN)
    rc_register_page_add_small (self->page, _("The lineage of a decision is drawn in its dossier, which is a document of its own."));
  for (guint i = 0; i < MIN (decisions->len, MAX_DECISIONS); i++)
    {
      Told told = { .report = self, .decision = g_ptr_array_index (decisions, i), .n_decisions = decisions->len, .readings = readings };

      if (!add_decision (&told, error))
        return FALSE;
    }
  rc_tabletop_add_rest (self, decisions->len, MAX_DECISIONS);
  return TRUE;
}

/* The newest draw that was not given up. */
static const RcDraw *
find_draw (const RcTabletop *self)
{
  for (guint i = self->draws->len; i > 0; i--)
    {
      const RcDraw *draw = g_ptr_array_index (self->draws, i - 1);

      if (draw->discarded_for == NULL)
        return draw;
    }
  return NULL;
}

/* Without an exercise the decisions that were drawn are rebuilt; nobody was asked about them. */
static gboolean
add_of_draw (RcTabletop    *self,
             const RcDraw  *draw,
             GError       **error)
{
  for (guint i = 0; i < MIN (draw->members->len, MAX_DECISIONS); i++)
    {
      const RcDrawMember *member = g_ptr_array_index (draw->members, i);
      RcExerciseItem item = { .event = g_strdup (member->reference), .time_us = RC_TIME_NONE };
      gboolean is_resolved = rc_exercise_item_resolve (&item, self->page->frame->case_file, NULL);
      const RcExerciseDecision decision = {
        .number = i + 1, .event = item.event, .handle = is_resolved ? item.handle : item.event, .product = item.product, .time_us = item.time_us,
        .origin = RC_EXERCISE_ORIGIN_DRAW, .draw = draw->draw,
      };
      Told told = { .report = self, .decision = &decision, .n_decisions = draw->members->len };
      gboolean is_done = add_decision (&told, error);

      g_free (item.event);
      g_free (item.handle);
      g_free (item.product);
      if (!is_done)
        return FALSE;
    }
  rc_tabletop_add_rest (self, draw->members->len, MAX_DECISIONS);
  return TRUE;
}

gboolean
rc_tabletop_add_decisions (RcTabletop  *self,
                           GError     **error)
{
  const RcDraw *draw = self->exercise == NULL ? find_draw (self) : NULL;

  rc_tabletop_begin_section (self, 9);
  if (self->exercise != NULL)
    return add_of_exercise (self, error);

  rc_register_page_add_words (self->page, g_strdup (draw != NULL
                                                    ? _("No exercise was held. The decisions of the newest draw are rebuilt from their records; "
                                                        "nobody was asked about them.")
                                                    : _("No exercise was held and no sample was drawn: no decision is rebuilt here.")));
  return draw == NULL || add_of_draw (self, draw, error);
}
