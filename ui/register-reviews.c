/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/register-reviews.h"

#include "core/date-words.h"
#include "core/registers/review.h"
#include "core/words.h"
#include "ui/data-table.h"
#include "ui/parts.h"
#include "ui/register-form.h"
#include "ui/register-parts.h"

static GPtrArray *
load (RcCase  *case_file,
      GError **error)
{
  return rc_review_list (case_file, error);
}

static char *
word_state (const RcReview *review,
            RcShape        *out_shape)
{
  guint n_open = rc_review_count_open (review);
  g_autofree char *count = rc_count_words (n_open);

  if (review->signatory != NULL)
    {
      *out_shape = RC_SHAPE_READ;
      return g_strdup (_("Final"));
    }
  *out_shape = n_open > 0 ? RC_SHAPE_UNCHECKED : review->reviewed_by != NULL ? RC_SHAPE_STATED : RC_SHAPE_SINGLE;
  if (n_open > 0)
    return g_strdup_printf (rc_words_plural ("%s note open", "%s notes open", n_open), count);
  return g_strdup (review->reviewed_by != NULL ? _("Reviewed, not final") : _("Prepared, not reviewed"));
}

/* --- The list --- */

static char *
cell_number (gpointer data,
             gpointer user_data)
{
  return rc_register_dup_number (RC_ENTRY_REVIEW, ((const RcReview *) data)->number);
}

static char *
cell_subject (gpointer data,
              gpointer user_data)
{
  return rc_register_parts_dup_first (((const RcReview *) data)->subject);
}

static char *
cell_prepared (gpointer data,
               gpointer user_data)
{
  return rc_register_parts_dup_first (((const RcReview *) data)->prepared_by);
}

static char *
cell_state (gpointer  data,
            RcShape  *out_shape,
            gpointer  user_data)
{
  return word_state (data, out_shape);
}

static void
add_columns (GtkWidget *table)
{
  GtkColumnViewColumn *column;

  column = rc_data_table_add_text (table, _("No."), RC_DATA_TABLE_PLAIN, cell_number, NULL, NULL);
  rc_parts_set_column_width (column, 72);
  rc_data_table_add_text (table, _("What Is Reviewed"), RC_DATA_TABLE_EXPAND, cell_subject, NULL, NULL);
  column = rc_data_table_add_state (table, _("How It Stands"), RC_DATA_TABLE_PLAIN, cell_state, NULL, NULL);
  rc_parts_set_column_width (column, 190);
  column = rc_data_table_add_text (table, _("Prepared By"), RC_DATA_TABLE_PLAIN, cell_prepared, NULL, NULL);
  rc_parts_set_column_width (column, 130);
}

/* --- One review --- */

static void
add_signed (GtkWidget  *detail,
            const char *name,
            const char *by,
            const char *on)
{
  g_autofree char *who = rc_parts_dup_name (by);
  g_autofree char *day = rc_parts_dup_name (on);
  g_autofree char *words = g_strdup_printf ("%s, %s", who, day);

  if (by != NULL)
    rc_register_parts_add_text (detail, name, words);
}

static void
add_note (GtkWidget          *detail,
          const RcReview     *review,
          const RcReviewNote *note)
{
  g_autofree char *title = g_strdup_printf (_("Note %lld"), (long long) note->number);

  rc_register_parts_add_words (detail, title, note->words);
  rc_register_parts_add_entered (detail, note->by, note->entered_us);
  if (note->cleared_by != NULL)
    {
      rc_register_parts_add_words (detail, _("Cleared with"), note->cleared_with);
      rc_register_parts_add_words (detail, _("Cleared by"), note->cleared_by);
      return;
    }
  rc_register_parts_add_state (detail, RC_SHAPE_UNCHECKED, _("Open: it must be cleared before this is final"));
  if (review->signatory == NULL)
    gtk_box_append (GTK_BOX (detail), rc_register_view_part_button (_("Clear It…"), "review-clear", note->number));
}

static void
fill_head (GtkWidget *detail,
           gpointer   entry)
{
  const RcReview *review = entry;
  RcShape shape;
  g_autofree char *words = word_state (review, &shape);
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_REVIEW, review->number);
  g_autoptr (GPtrArray) warnings = rc_review_list_warnings (review);

  rc_register_parts_add_head (detail, number, review->subject);
  rc_register_parts_add_state (detail, shape, words);
  for (guint i = 0; i < warnings->len; i++)
    rc_register_parts_add_state (detail, RC_SHAPE_NOBODY_VOUCHES, g_ptr_array_index (warnings, i));
}

static void
fill (GtkWidget *detail,
      gpointer   entry)
{
  const RcReview *review = entry;

  add_signed (detail, _("Prepared by"), review->prepared_by, review->prepared_on);
  add_signed (detail, _("Reviewed by"), review->reviewed_by, review->reviewed_on);
  add_signed (detail, _("Final, signed by"), review->signatory, review->final_on);
  if (review->notes->len > 0)
    gtk_box_append (GTK_BOX (detail), rc_parts_heading (_("Review Notes"), 3));
  for (guint i = 0; i < review->notes->len; i++)
    add_note (detail, review, g_ptr_array_index (review->notes, i));
}

/* --- Entering --- */

static gpointer
enter_begin (RcCase          *case_file,
             RcRecordReader  *reader,
             gpointer         data,
             GCancellable    *cancellable,
             GError         **error)
{
  return rc_review_begin (case_file, rc_register_answers_peek (data, "review-subject"), rc_register_answers_peek (data, "review-by"),
                          rc_register_answers_peek (data, "review-on"), error) != 0 ? data : NULL;
}

static void
begin_review (GtkWindow *parent,
              RcSession *session,
              gpointer   entry,
              gint64     part)
{
  RcRegisterForm *form = rc_register_form_new (parent, session, _("Give Something to Review"), _("_Enter"), enter_begin);

  rc_register_form_add_line (form, "review-subject", _("_What is reviewed"), NULL, _("as finding:F-001, report:tabletop"));
  rc_register_form_add_line (form, "review-by", _("_Prepared by"), NULL, NULL);
  rc_register_form_add_line (form, "review-on", _("On which _day"), NULL, _("today"));
  rc_register_form_require (form, "review-subject");
  rc_register_form_require (form, "review-by");
  rc_register_form_show (form);
}

static gpointer
enter_note (RcCase          *case_file,
            RcRecordReader  *reader,
            gpointer         data,
            GCancellable    *cancellable,
            GError         **error)
{
  return rc_review_add_note (case_file, rc_register_answers_get_number (data, 0), rc_register_answers_peek (data, "review-note"),
                             rc_register_answers_peek (data, "review-by"), error) ? data : NULL;
}

static void
begin_note (GtkWindow *parent,
            RcSession *session,
            gpointer   entry,
            gint64     part)
{
  RcRegisterForm *form = rc_register_form_new (parent, session, _("Review Note"), _("_Enter"), enter_note);

  rc_register_form_add_text (form, "review-note", _("_What is to be cleared"), NULL);
  rc_register_form_add_line (form, "review-by", _("Noted _by"), NULL, _("you"));
  rc_register_form_require (form, "review-note");
  rc_register_form_add_number (form, ((const RcReview *) entry)->number);
  rc_register_form_show (form);
}

static gpointer
enter_clearing (RcCase          *case_file,
                RcRecordReader  *reader,
                gpointer         data,
                GCancellable    *cancellable,
                GError         **error)
{
  return rc_review_clear_note (case_file, rc_register_answers_get_number (data, 0), rc_register_answers_get_number (data, 1),
                               rc_register_answers_peek (data, "review-with"), rc_register_answers_peek (data, "review-by"), error)
         ? data : NULL;
}

static void
begin_clearing (GtkWindow *parent,
                RcSession *session,
                gpointer   entry,
                gint64     part)
{
  RcRegisterForm *form = rc_register_form_new (parent, session, _("Clear a Review Note"), _("_Enter"), enter_clearing);

  rc_register_form_add_text (form, "review-with", _("_What was done about it"), NULL);
  rc_register_form_add_line (form, "review-by", _("Cleared _by"), NULL, _("you"));
  rc_register_form_require (form, "review-with");
  rc_register_form_add_number (form, ((const RcReview *) entry)->number);
  rc_register_form_add_number (form, part);
  rc_register_form_show (form);
}

static gpointer
enter_signature (RcCase          *case_file,
                 RcRecordReader  *reader,
                 gpointer         data,
                 GCancellable    *cancellable,
                 GError         **error)
{
  return rc_review_sign (case_file, rc_register_answers_get_number (data, 0), rc_register_answers_peek (data, "review-by"),
                         rc_register_answers_peek (data, "review-on"), error) ? data : NULL;
}

static gpointer
enter_end (RcCase          *case_file,
           RcRecordReader  *reader,
           gpointer         data,
           GCancellable    *cancellable,
           GError         **error)
{
  return rc_review_finish (case_file, rc_register_answers_get_number (data, 0), rc_register_answers_peek (data, "review-by"),
                           rc_register_answers_peek (data, "review-on"), error) ? data : NULL;
}

static void
ask_who (GtkWindow      *parent,
         RcSession      *session,
         const RcReview *review,
         const char     *title,
         const char     *who,
         RcCaseWork      enter)
{
  RcRegisterForm *form = rc_register_form_new (parent, session, title, _("_Enter"), enter);

  rc_register_form_add_note (form, _("This enters who did it. It is no electronic signature."));
  rc_register_form_add_line (form, "review-by", who, NULL, NULL);
  rc_register_form_add_line (form, "review-on", _("On which _day"), NULL, _("today"));
  rc_register_form_require (form, "review-by");
  rc_register_form_add_number (form, review->number);
  rc_register_form_show (form);
}

static void
begin_signature (GtkWindow *parent,
                 RcSession *session,
                 gpointer   entry,
                 gint64     part)
{
  ask_who (parent, session, entry, _("Reviewed"), _("_Reviewed by"), enter_signature);
}

static void
begin_end (GtkWindow *parent,
           RcSession *session,
           gpointer   entry,
           gint64     part)
{
  ask_who (parent, session, entry, _("Make It Final"), _("_Signed by"), enter_end);
}

static gboolean
is_under_way (gconstpointer entry)
{
  return ((const RcReview *) entry)->signatory == NULL;
}

static const RcRegisterAct acts[] = {
  { "review-begin", N_("Give Something to Review…"), NULL, begin_review },
  { "review-note", N_("Note…"), is_under_way, begin_note },
  { "review-sign", N_("Reviewed…"), is_under_way, begin_signature },
  { "review-final", N_("Make It Final…"), is_under_way, begin_end },
  { "review-clear", NULL, is_under_way, begin_clearing },
};

const RcRegisterKind rc_register_reviews = {
  .name = "reviews",
  .title = N_("Reviews"),
  .empty_title = N_("Nothing Is Under Review"),
  .empty_sentence = N_("A working paper, a finding or a report is prepared by one person and reviewed by another. What the reviewer notes is "
                       "cleared before it is final; where one person stands for two, that is said."),
  .acts = acts,
  .n_acts = G_N_ELEMENTS (acts),
  .load = load,
  .add_columns = add_columns,
  .fill_head = fill_head,
  .fill = fill,
};
