/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/tabletop/exercise-table.h"

#include "core/date-words.h"
#include "core/exercises/exercise-paper.h"
#include "core/words.h"
#include "reports/decision/sheet-parts.h"
#include "reports/typesetting/csv.h"

#define QUESTIONS_OF_A_TABLE 12u      /* beside each other on a page */
#define MAX_ROWS             1000u
#define SHOWN_OF_NAME        80

/* --- Which exercise --- */

static RcExercise *
find_last (RcCase  *case_file,
           GError **error)
{
  g_autoptr (GPtrArray) entries = rc_entry_list (case_file, RC_ENTRY_EXERCISE, error);

  if (entries == NULL)
    return NULL;
  /* One that cannot be read is refused, and not passed over for an earlier one. */
  if (entries->len > 0)
    return rc_exercise_load (case_file, ((const RcEntry *) g_ptr_array_index (entries, entries->len - 1))->number, error);

  g_set_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_NOT_FOUND, _("No exercise is planned in the case"));
  return NULL;
}

RcExercise *
rc_exercise_table_find (RcCase      *case_file,
                        const char  *number_text,
                        GError     **error)
{
  guint64 number;

  if (number_text == NULL)
    return find_last (case_file, error);
  if (g_ascii_string_to_unsigned (number_text, 10, 1, G_MAXINT64, &number, NULL))
    return rc_exercise_load (case_file, (gint64) number, error);

  g_set_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_NOT_FOUND, _("“%s” is no number of an exercise; expected one like 1"), number_text);
  return NULL;
}

/* --- Letters --- */

static const char *
letter_of (RcExerciseStatus status)
{
  switch (status)
    {
    case RC_EXERCISE_STATUS_RECORD:
      return C_("letter: shown from the record", "R");
    case RC_EXERCISE_STATUS_DOCUMENT:
      return C_("letter: shown from a document", "D");
    case RC_EXERCISE_STATUS_PRODUCED:
      return C_("letter: produced during the session", "P");
    case RC_EXERCISE_STATUS_SAID:
      return C_("letter: said, not shown", "S");
    case RC_EXERCISE_STATUS_PROMISED:
      return C_("letter: promised for later", "L");
    case RC_EXERCISE_STATUS_COULD_NOT:
      return C_("letter: could not answer", "X");
    case RC_EXERCISE_STATUS_NOT_ASKED:
    case RC_N_EXERCISE_STATUSES:
    default:
      return "–";
    }
}

/* Behind the letter: how the answer stands beside the record's. */
static const char *
mark_of (RcExerciseComparison comparison)
{
  switch (comparison)
    {
    case RC_EXERCISE_COMPARISON_AGREE:
      return "=";
    case RC_EXERCISE_COMPARISON_DIFFER:
      return "≠";
    case RC_EXERCISE_COMPARISON_SILENT:
      return "0";
    case RC_EXERCISE_COMPARISON_NONE:
    case RC_N_EXERCISE_COMPARISONS:
    default:
      return "";
    }
}

static void
add_legend (RcRegisterPage         *page,
            const RcExerciseMatrix *matrix)
{
  const RcColumn columns[] = {
    { _("Sign"), 14, RC_COLUMN_TEXT }, { _("How it was answered"), 62, RC_COLUMN_TEXT, TRUE }, { _("Answers"), 24, RC_COLUMN_NUMBER },
  };
  RcTable *table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
  g_autoptr (GString) marks = g_string_new (NULL);

  for (guint i = 0; i < RC_N_EXERCISE_STATUSES; i++)
    {
      RcText *sign = rc_text_new ();
      g_autofree char *count = rc_count_words (matrix->counts[i]);

      rc_text_add_shape (sign, rc_shape_of_exercise_status ((RcExerciseStatus) i));
      rc_text_add_format (sign, RC_TEXT_SMALL, " %s", letter_of ((RcExerciseStatus) i));
      rc_table_add_row (table, (RcText *[]) {
                          sign, rc_text_new_small (rc_exercise_status_words ((RcExerciseStatus) i)), rc_text_new_small (count) });
    }
  rc_document_add_table (page->document, table);
  for (guint i = RC_EXERCISE_COMPARISON_AGREE; i < RC_N_EXERCISE_COMPARISONS; i++)
    g_string_append_printf (marks, "%s%s %s", marks->len > 0 ? "; " : "", mark_of ((RcExerciseComparison) i),
                            rc_exercise_comparison_words ((RcExerciseComparison) i));
  rc_register_page_add_small (page, marks->str);
}

/* --- The table --- */

static RcText *
make_cell (const RcExerciseCell *cell)
{
  RcText *text = rc_text_new ();

  rc_text_add_shape (text, rc_shape_of_exercise_status (cell->status));
  rc_text_add_format (text, RC_TEXT_SMALL, "\u00a0%s%s", letter_of (cell->status), mark_of (cell->comparison));
  return text;
}

static RcText *
make_name (const RcExerciseDecision *decision)
{
  g_autofree char *handle = rc_frame_dup_quoted (decision->handle, SHOWN_OF_NAME, NULL);
  RcText *text = rc_text_new ();

  rc_text_add_format (text, RC_TEXT_SMALL, "%u · ", decision->number);
  rc_text_add (text, RC_TEXT_SMALL, handle);
  if (decision->state == RC_EXERCISE_DECISION_REPLACED || decision->state == RC_EXERCISE_DECISION_NOT_EXAMINABLE)
    rc_text_add_format (text, RC_TEXT_SMALL, " (%s)", rc_exercise_decision_state_words (decision->state));
  return text;
}

static void
add_block (RcRegisterPage         *page,
           const RcExercise       *exercise,
           const RcExerciseMatrix *matrix,
           guint                   first,
           guint                   n)
{
  RcColumn columns[QUESTIONS_OF_A_TABLE + 1] = { { _("Decision"), 24, RC_COLUMN_TEXT, TRUE } };
  RcTable *table;

  for (guint i = 0; i < n; i++)
    columns[i + 1] = (RcColumn) { ((const RcExerciseQuestion *) g_ptr_array_index (exercise->setup->pack->questions, first + i))->id,
                                  76.0 / MAX (n, QUESTIONS_OF_A_TABLE), RC_COLUMN_TEXT, FALSE };
  table = rc_table_new (columns, n + 1, NULL);
  for (guint i = 0; i < MIN (matrix->rows->len, MAX_ROWS); i++)
    {
      const RcExerciseRow *row = g_ptr_array_index (matrix->rows, i);
      RcText *cells[QUESTIONS_OF_A_TABLE + 1] = { make_name (row->decision) };

      for (guint j = 0; j < n; j++)
        cells[j + 1] = make_cell (&row->cells[first + j]);
      rc_table_add_row (table, cells);
    }
  rc_document_add_table (page->document, table);
}

static void
add_times (RcRegisterPage         *page,
           const RcExercise       *exercise,
           const RcExerciseMatrix *matrix)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < matrix->n_questions; i++)
    {
      const RcExerciseQuestion *question = g_ptr_array_index (exercise->setup->pack->questions, i);
      g_autofree char *time = rc_exercise_time_words (matrix->question_times[i]);

      if (matrix->question_times[i] > 0)
        g_string_append_printf (list, "%s%s %s", list->len > 0 ? "; " : "", question->id, time);
    }
  if (list->len > 0)
    rc_register_page_add_words (page, g_strdup_printf (_("Time by question, over all decisions: %s"), list->str));
}

void
rc_exercise_table_add (RcRegisterPage         *page,
                       const RcExercise       *exercise,
                       const RcExerciseMatrix *matrix)
{
  g_autoptr (GPtrArray) remarks = rc_exercise_matrix_remarks (matrix, exercise);
  guint rest = matrix->rows->len - MIN (matrix->rows->len, MAX_ROWS);
  g_autofree char *count = rc_count_words (rest);

  rc_register_page_add_words (page, rc_exercise_matrix_words (matrix));
  add_legend (page, matrix);
  if (matrix->rows->len == 0)
    rc_register_page_add_words (page, g_strdup (_("No decision was chosen for it yet.")));
  for (guint first = 0; matrix->rows->len > 0 && first < matrix->n_questions; first += QUESTIONS_OF_A_TABLE)
    add_block (page, exercise, matrix, first, MIN (QUESTIONS_OF_A_TABLE, matrix->n_questions - first));
  if (rest > 0)
    rc_register_page_add_words (page, g_strdup_printf (rc_words_plural ("%s further line is not printed; the program shows all.",
                                                                        "%s further lines are not printed; the program shows all.", rest),
                                                       count));
  add_times (page, exercise, matrix);
  for (guint i = 0; i < exercise->faults->len; i++)
    rc_document_add_shape_item (page->document, RC_SHAPE_FAILED, rc_text_new_own (g_ptr_array_index (exercise->faults, i)));
  for (guint i = 0; i < remarks->len; i++)
    rc_document_add_item (page->document, "–", rc_text_new_own (g_ptr_array_index (remarks, i)));
}

static gboolean
fill (RcRegisterPage  *page,
      const char      *number,
      GError         **error)
{
  g_autoptr (RcExercise) exercise = rc_exercise_table_find (page->frame->case_file, number, error);
  g_autoptr (RcExerciseMatrix) matrix = exercise != NULL ? rc_exercise_matrix_new (exercise) : NULL;
  g_autofree char *sheet = NULL;

  if (exercise == NULL)
    return FALSE;

  sheet = g_strdup_printf (_("Exercise %lld"), (long long) exercise->number);
  rc_register_page_begin (page, _("Decisions and questions"), _("Tabletop audit"), sheet);
  rc_register_page_add_said (page, _("What the exercise is for"), exercise->setup->purpose);
  rc_exercise_table_add (page, exercise, matrix);
  return TRUE;
}

RcDocument *
rc_exercise_table_build (RcCase      *case_file,
                         const char  *number,
                         const char  *language,
                         GError     **error)
{
  return rc_register_page_build (case_file, number, language, fill, error);
}

/* --- As a table of values --- */

static RcCsv *
begin_csv (const RcExercise *exercise)
{
  const GPtrArray *questions = exercise->setup->pack->questions;
  g_autoptr (GPtrArray) header = g_ptr_array_new_with_free_func (g_free);
  const char *first[] = { _("No."), _("Decision"), _("Record"), _("Why this one"), _("How it stands"), _("Seconds") };

  for (gsize i = 0; i < G_N_ELEMENTS (first); i++)
    g_ptr_array_add (header, g_strdup (first[i]));
  for (guint i = 0; i < questions->len; i++)
    {
      const char *id = ((const RcExerciseQuestion *) g_ptr_array_index (questions, i))->id;

      g_ptr_array_add (header, g_strdup (id));
      g_ptr_array_add (header, g_strdup_printf (_("%s: beside the record"), id));
      g_ptr_array_add (header, g_strdup_printf (_("%s: seconds"), id));
    }
  g_ptr_array_add (header, NULL);
  return rc_csv_new ((const char * const *) header->pdata);
}

static void
add_seconds (RcCsv    *csv,
             gint64    elapsed_us,
             gboolean  is_known)
{
  g_autofree char *text = is_known ? g_strdup_printf ("%" G_GINT64_FORMAT, elapsed_us / G_USEC_PER_SEC) : NULL;

  rc_csv_add (csv, text);
}

static void
add_csv_row (RcCsv               *csv,
             const RcExercise    *exercise,
             const RcExerciseRow *row)
{
  g_autofree char *number = g_strdup_printf ("%u", row->decision->number);
  g_autofree char *origin = rc_exercise_origin_words (row->decision);

  rc_csv_add (csv, number);
  rc_csv_add (csv, row->decision->handle);
  rc_csv_add (csv, row->decision->event);
  rc_csv_add (csv, origin);
  rc_csv_add (csv, rc_exercise_decision_state_words (row->decision->state));
  add_seconds (csv, row->elapsed_us, !row->has_unknown_time);
  for (guint i = 0; i < exercise->setup->pack->questions->len; i++)
    {
      const RcExerciseCell *cell = &row->cells[i];
      gboolean is_answered = cell->status != RC_EXERCISE_STATUS_NOT_ASKED;

      rc_csv_add (csv, rc_exercise_status_words (cell->status));
      rc_csv_add (csv, cell->comparison != RC_EXERCISE_COMPARISON_NONE ? rc_exercise_comparison_words (cell->comparison) : NULL);
      add_seconds (csv, cell->elapsed_us, is_answered && cell->elapsed_us != RC_EXERCISE_TIME_UNKNOWN);
    }
}

char *
rc_exercise_table_to_csv (RcCase      *case_file,
                          const char  *number,
                          const char  *language,
                          GError     **error)
{
  g_autoptr (RcExercise) exercise = NULL;
  g_autoptr (RcExerciseMatrix) matrix = NULL;
  g_autoptr (RcCsv) csv = NULL;

  if (!rc_sheet_push_language (language, error))
    return NULL;

  exercise = rc_exercise_table_find (case_file, number, error);
  if (exercise != NULL)
    {
      matrix = rc_exercise_matrix_new (exercise);
      csv = begin_csv (exercise);
      for (guint i = 0; i < matrix->rows->len; i++)
        add_csv_row (csv, exercise, g_ptr_array_index (matrix->rows, i));
    }
  rc_words_pop ();
  return csv != NULL ? rc_csv_finish (csv) : NULL;
}
