/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/finding-register.h"

#include "core/registers/finding.h"
#include "core/requirement-words.h"
#include "core/words.h"
#include "reports/exhibit.h"
#include "ui/data-table.h"
#include "ui/finding-dialog.h"
#include "ui/parts.h"
#include "ui/register-parts.h"

/* Told one by one; the report of the findings has them all. */
#define MAX_EXCEPTIONS 20u

/* A finding with what depends on the day and on the last verification. */
typedef struct
{
  RcFinding   *finding;
  gboolean     is_overdue;
  gboolean     is_repeated;
  RcMarkState *marks;          /* of each of its exceptions */
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  rc_finding_free (row->finding);
  g_free (row->marks);
  g_free (row);
}

static Row *
row_new (RcFinding       *finding,
         const RcNoticed *noticed,
         const char      *today)
{
  Row *row = g_new0 (Row, 1);

  row->finding = finding;
  row->is_overdue = rc_finding_is_overdue (finding, today);
  row->is_repeated = rc_finding_is_repeated (finding, noticed);
  row->marks = g_new0 (RcMarkState, finding->exceptions->len + 1);
  for (guint i = 0; i < finding->exceptions->len; i++)
    row->marks[i] = rc_noticed_find (noticed, g_ptr_array_index (finding->exceptions, i));
  return row;
}

static GPtrArray *
load (RcCase  *case_file,
      GError **error)
{
  g_autoptr (RcNoticed) noticed = rc_noticed_load (case_file, error);
  g_autoptr (GPtrArray) findings = noticed != NULL ? rc_finding_list (case_file, error) : NULL;
  g_autofree char *today = rc_register_dup_day (g_get_real_time ());
  GPtrArray *rows;

  if (findings == NULL)
    return NULL;

  rows = g_ptr_array_new_with_free_func (row_free);
  g_ptr_array_set_free_func (findings, NULL);
  for (guint i = 0; i < findings->len; i++)
    g_ptr_array_add (rows, row_new (g_ptr_array_index (findings, i), noticed, today));
  return rows;
}

/* --- The list --- */

static char *
cell_number (gpointer data,
             gpointer user_data)
{
  return rc_register_dup_number (RC_ENTRY_FINDING, ((const Row *) data)->finding->number);
}

static char *
cell_title (gpointer data,
            gpointer user_data)
{
  return rc_register_parts_dup_first (((const Row *) data)->finding->title);
}

static char *
cell_severity (gpointer data,
               gpointer user_data)
{
  return g_strdup (rc_severity_words (((const Row *) data)->finding->severity));
}

static char *
cell_state (gpointer  data,
            RcShape  *out_shape,
            gpointer  user_data)
{
  const Row *row = data;

  *out_shape = rc_shape_of_finding (row->finding->state, row->is_overdue);
  if (row->is_overdue)
    return g_strdup_printf (_("Overdue: %s"), row->finding->due);
  return g_strdup (rc_finding_state_words (row->finding->state));
}

static int
compare_severities (gconstpointer a,
                    gconstpointer b)
{
  const Row *first = a;
  const Row *second = b;

  return (first->finding->severity > second->finding->severity) - (first->finding->severity < second->finding->severity);
}

static int
compare_states (gconstpointer a,
                gconstpointer b)
{
  const Row *first = a;
  const Row *second = b;

  if (first->is_overdue != second->is_overdue)
    return first->is_overdue ? -1 : 1;
  return (first->finding->state > second->finding->state) - (first->finding->state < second->finding->state);
}

static void
add_columns (GtkWidget *table)
{
  GtkColumnViewColumn *column;

  column = rc_data_table_add_text (table, _("No."), RC_DATA_TABLE_PLAIN, cell_number, NULL, NULL);
  rc_parts_set_column_width (column, 72);
  rc_data_table_add_text (table, _("Finding"), RC_DATA_TABLE_EXPAND, cell_title, NULL, NULL);
  column = rc_data_table_add_text (table, _("Severity"), RC_DATA_TABLE_PLAIN, cell_severity, NULL, compare_severities);
  rc_parts_set_column_width (column, 100);
  column = rc_data_table_add_state (table, _("How It Stands"), RC_DATA_TABLE_PLAIN, cell_state, NULL, compare_states);
  rc_parts_set_column_width (column, 190);
}

/* --- One finding --- */

static void
add_states (GtkWidget *detail,
            const Row *row)
{
  const RcFinding *finding = row->finding;
  g_autofree char *repeated = finding->repeats > 0 ? rc_register_dup_number (RC_ENTRY_FINDING, finding->repeats) : NULL;

  rc_register_parts_add_state (detail, rc_shape_of_finding (finding->state, FALSE), rc_finding_state_words (finding->state));
  if (row->is_overdue)
    {
      g_autofree char *words = g_strdup_printf (_("Overdue: it was due on %s"), finding->due);

      rc_register_parts_add_state (detail, rc_shape_of_finding (finding->state, TRUE), words);
    }
  if (repeated != NULL)
    {
      g_autofree char *words = g_strdup_printf (_("Repeats finding %s"), repeated);

      rc_register_parts_add_state (detail, RC_SHAPE_NOTE, words);
    }
  if (row->is_repeated)
    rc_register_parts_add_state (detail, RC_SHAPE_NOTE, _("Noticed again: exceptions of its kinds stand in this case too"));
}

static void
add_evidence (GtkWidget       *detail,
              const RcFinding *finding)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < finding->evidence->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (finding->evidence, i));
  rc_register_parts_add_words (detail, _("Evidence, as the auditor cites it"), text->str);
  g_string_free (text, TRUE);
}

static void
add_criteria (GtkWidget       *detail,
              const RcFinding *finding)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < finding->criteria->len; i++)
    {
      g_autofree char *words = rc_register_parts_dup_criterion (g_ptr_array_index (finding->criteria, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", words);
    }
  rc_register_parts_add_text (detail, _("Criterion"), text->str);
  g_string_free (text, TRUE);
}

static void
add_elements (GtkWidget       *detail,
              const RcFinding *finding)
{
  g_autofree char *about = rc_register_parts_dup_about (finding->about);

  rc_register_parts_add_text (detail, _("Severity, as the auditor rates it"), rc_severity_words (finding->severity));
  rc_register_parts_add_words (detail, _("Likelihood"), finding->likelihood);
  rc_register_parts_add_words (detail, _("Condition"), finding->condition);
  add_criteria (detail, finding);
  rc_register_parts_add_words (detail, _("Cause"), finding->cause != NULL ? finding->cause : _("not determined"));
  rc_register_parts_add_words (detail, _("Effect"), finding->effect);
  rc_register_parts_add_words (detail, _("Recommendation"), finding->recommendation);
  rc_register_parts_add_text (detail, _("About"), about);
  add_evidence (detail, finding);
}

/* What its check answered when the finding was written; it may answer otherwise by now. */
static void
add_check (GtkWidget       *detail,
           const RcFinding *finding)
{
  g_autofree char *id = rc_parts_dup_name (finding->check);
  g_autofree char *code = rc_parts_dup_name (finding->check_verdict);
  RcRequirementVerdict verdict;
  const char *answer = finding->check_verdict != NULL && rc_requirement_verdict_from_code (finding->check_verdict, &verdict)
                       ? rc_requirement_verdict_words (verdict) : code;
  g_autofree char *words = g_strdup_printf ("%s: %s", id, answer);

  if (finding->check != NULL)
    rc_register_parts_add_text (detail, _("What the check answered then"), words);
}

static void
add_sample (GtkWidget       *detail,
            const RcFinding *finding)
{
  g_autofree char *upper = finding->sample_upper != NULL ? rc_parts_dup_name (finding->sample_upper) : NULL;
  g_autofree char *count = g_strdup_printf (_("%1$lld of %2$lld drawn decisions deviate"), (long long) finding->sample_k,
                                            (long long) finding->sample_n);
  g_autofree char *words = upper != NULL ? g_strdup_printf (_("%1$s; upper limit %2$s"), count, upper) : g_strdup (count);

  if (finding->sample_n > 0)
    rc_register_parts_add_text (detail, _("Sample"), words);
}

static void
add_missing (GtkWidget       *detail,
             const RcFinding *finding)
{
  g_autoptr (GPtrArray) missing = rc_finding_list_missing (finding);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < missing->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", (const char *) g_ptr_array_index (missing, i));
  rc_register_parts_add_text (detail, _("Not written yet, and needed in a report"), text->str);
  g_string_free (text, TRUE);
}

static void
add_response (GtkWidget       *detail,
              const RcFinding *finding)
{
  gtk_box_append (GTK_BOX (detail), rc_parts_heading (_("Response of the Auditee"), 3));
  rc_register_parts_add_note (detail, rc_response_words (finding->response));
  rc_register_parts_add_words (detail, _("In their words"), finding->response_words);
  rc_register_parts_add_words (detail, _("What is to be done"), finding->action);
  rc_register_parts_add_words (detail, _("Responsible"), finding->owner);
  rc_register_parts_add_words (detail, _("Due"), finding->due);
}

static void
add_follow_up (GtkWidget       *detail,
               const RcFinding *finding)
{
  g_autofree char *by = rc_parts_dup_name (finding->state_by);
  g_autofree char *on = rc_parts_dup_name (finding->state_on);
  g_autofree char *words = g_strdup_printf (_("%1$s, said by %2$s, %3$s"), rc_finding_state_words (finding->state), by, on);

  if (finding->state_by == NULL)
    return;

  gtk_box_append (GTK_BOX (detail), rc_parts_heading (_("Follow-up"), 3));
  gtk_box_append (GTK_BOX (detail), rc_parts_text (words, NULL));
  rc_register_parts_add_words (detail, _("Remark"), finding->state_remark);
}

static void
add_exception (GtkWidget             *detail,
               const RcExceptionMark *mark,
               RcMarkState            state)
{
  g_autofree char *message = rc_register_parts_dup_words (mark->message);
  g_autofree char *shown = rc_exhibit_shorten_hex (message);
  g_autofree char *place = mark->source > 0 && mark->record > 0 ? rc_exhibit_dup_place (NULL, mark->source, (guint64) mark->record)
                           : mark->source > 0 ? rc_exhibit_dup_number (mark->source) : NULL;

  gtk_box_append (GTK_BOX (detail), rc_parts_text (shown, NULL));
  if (place != NULL)
    rc_register_parts_add_note (detail, place);
  switch (state)
    {
    case RC_MARK_STANDS:
      rc_register_parts_add_state (detail, RC_SHAPE_NOTE, _("Noticed by the last check too"));
      break;
    case RC_MARK_GONE:
      rc_register_parts_add_state (detail, RC_SHAPE_NOTHING, _("No longer noticed by the last check"));
      break;
    case RC_MARK_NOT_KNOWN:
    default:
      rc_register_parts_add_state (detail, RC_SHAPE_UNCHECKED, _("Not known whether it stands: the evidence was not checked as it is now"));
      break;
    }
}

static void
add_exceptions (GtkWidget *detail,
                const Row *row)
{
  GPtrArray *exceptions = row->finding->exceptions;
  guint n_shown = MIN (exceptions->len, MAX_EXCEPTIONS);

  if (exceptions->len > 0)
    gtk_box_append (GTK_BOX (detail), rc_parts_heading (_("Promoted From What the Program Noticed"), 3));
  for (guint i = 0; i < n_shown; i++)
    add_exception (detail, g_ptr_array_index (exceptions, i), row->marks[i]);
  rc_register_parts_add_more (detail, exceptions->len - n_shown);
}

static void
add_origin (GtkWidget             *detail,
            const RcFindingOrigin *origin)
{
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_FINDING, origin->number);
  g_autofree char *title = rc_parts_dup_name (origin->case_title);
  g_autofree char *words = g_strdup_printf (_("“%1$s”, where it is %2$s, rated: %3$s"), title, number, rc_severity_words (origin->severity));

  gtk_box_append (GTK_BOX (detail), rc_parts_heading (_("Taken Over From an Earlier Case"), 3));
  gtk_box_append (GTK_BOX (detail), rc_parts_text (words, NULL));
  rc_register_parts_add_words (detail, _("Due there"), origin->due);
  if (!origin->log_holds)
    rc_register_parts_add_state (detail, RC_SHAPE_FAILED,
                                 _("That case is not as its custody log says: this may not be what its auditors wrote"));
}

static void
fill_head (GtkWidget *detail,
           gpointer   entry)
{
  const Row *row = entry;
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_FINDING, row->finding->number);

  rc_register_parts_add_head (detail, number, row->finding->title);
  add_states (detail, row);
}

static void
fill (GtkWidget *detail,
      gpointer   entry)
{
  const Row *row = entry;
  const RcFinding *finding = row->finding;

  add_missing (detail, finding);
  add_elements (detail, finding);
  add_check (detail, finding);
  add_sample (detail, finding);
  add_response (detail, finding);
  add_follow_up (detail, finding);
  add_exceptions (detail, row);
  if (finding->origin != NULL)
    add_origin (detail, finding->origin);
  rc_register_parts_add_entered (detail, finding->entered_by, finding->entered_us);
}

/* --- Acts --- */

static gboolean
is_open (gconstpointer entry)
{
  return rc_finding_is_open (((const Row *) entry)->finding);
}

static gboolean
is_only_open (gconstpointer entry)
{
  return ((const Row *) entry)->finding->state == RC_FINDING_OPEN;
}

static gboolean
is_not_open (gconstpointer entry)
{
  return !is_only_open (entry);
}

static void
begin_add (GtkWindow *parent,
           RcSession *session,
           gpointer   entry,
           gint64     part)
{
  rc_finding_dialog_add (parent, session);
}

static void
begin_take_over (GtkWindow *parent,
                 RcSession *session,
                 gpointer   entry,
                 gint64     part)
{
  rc_finding_dialog_take_over (parent, session);
}

static void
begin_change (GtkWindow *parent,
              RcSession *session,
              gpointer   entry,
              gint64     part)
{
  rc_finding_dialog_change (parent, session, ((const Row *) entry)->finding);
}

static void
begin_respond (GtkWindow *parent,
               RcSession *session,
               gpointer   entry,
               gint64     part)
{
  rc_finding_dialog_respond (parent, session, ((const Row *) entry)->finding);
}

static void
begin_implemented (GtkWindow *parent,
                   RcSession *session,
                   gpointer   entry,
                   gint64     part)
{
  rc_finding_dialog_set_state (parent, session, ((const Row *) entry)->finding->number, RC_FINDING_IMPLEMENTED);
}

static void
begin_verify (GtkWindow *parent,
              RcSession *session,
              gpointer   entry,
              gint64     part)
{
  rc_finding_dialog_set_state (parent, session, ((const Row *) entry)->finding->number, RC_FINDING_VERIFIED);
}

static void
begin_accept (GtkWindow *parent,
              RcSession *session,
              gpointer   entry,
              gint64     part)
{
  rc_finding_dialog_set_state (parent, session, ((const Row *) entry)->finding->number, RC_FINDING_RISK_ACCEPTED);
}

static void
begin_reopen (GtkWindow *parent,
              RcSession *session,
              gpointer   entry,
              gint64     part)
{
  rc_finding_dialog_set_state (parent, session, ((const Row *) entry)->finding->number, RC_FINDING_OPEN);
}

static const RcRegisterAct acts[] = {
  { "finding-add", N_("Write a Finding…"), NULL, begin_add },
  { "finding-take-over", N_("Take Over From Earlier Case…"), NULL, begin_take_over },
  { "finding-change", N_("Write More…"), is_open, begin_change },
  { "finding-respond", N_("Response…"), is_open, begin_respond },
  { "finding-implemented", N_("Implemented…"), is_only_open, begin_implemented },
  { "finding-verify", N_("Verify and Close…"), is_open, begin_verify },
  { "finding-accept", N_("Accept the Risk…"), is_open, begin_accept },
  { "finding-reopen", N_("Reopen…"), is_not_open, begin_reopen },
};

const RcRegisterKind rc_finding_register = {
  .name = "findings",
  .title = N_("Findings"),
  .empty_title = N_("No Finding Is Written"),
  .empty_sentence = N_("What the program notices is an exception. A finding is what a person makes of it: the condition, the criterion, the cause, "
                       "the effect and a recommendation, rated by that person. Exceptions are promoted to findings on their own page."),
  .acts = acts,
  .n_acts = G_N_ELEMENTS (acts),
  .load = load,
  .add_columns = add_columns,
  .fill_head = fill_head,
  .fill = fill,
};
