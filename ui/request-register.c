/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/request-register.h"

#include "core/registers/request.h"
#include "core/words.h"
#include "ui/data-table.h"
#include "ui/parts.h"
#include "ui/register-parts.h"
#include "ui/request-dialog.h"

/* A request with what depends on the day. */
typedef struct
{
  RcRequest *request;
  gboolean   is_overdue;
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  rc_request_free (row->request);
  g_free (row);
}

static GPtrArray *
load (RcCase  *case_file,
      GError **error)
{
  g_autoptr (GPtrArray) requests = rc_request_list (case_file, error);
  g_autofree char *today = rc_register_dup_day (g_get_real_time ());
  GPtrArray *rows;

  if (requests == NULL)
    return NULL;

  rows = g_ptr_array_new_with_free_func (row_free);
  g_ptr_array_set_free_func (requests, NULL);
  for (guint i = 0; i < requests->len; i++)
    {
      Row *row = g_new0 (Row, 1);

      row->request = g_ptr_array_index (requests, i);
      row->is_overdue = rc_request_is_overdue (row->request, today);
      g_ptr_array_add (rows, row);
    }
  return rows;
}

/* --- The list --- */

static char *
cell_number (gpointer data,
             gpointer user_data)
{
  return rc_register_dup_number (RC_ENTRY_REQUEST, ((const Row *) data)->request->number);
}

static char *
cell_what (gpointer data,
           gpointer user_data)
{
  return rc_register_parts_dup_first (((const Row *) data)->request->what);
}

static char *
cell_addressee (gpointer data,
                gpointer user_data)
{
  return rc_register_parts_dup_first (((const Row *) data)->request->addressee);
}

static char *
cell_state (gpointer  data,
            RcShape  *out_shape,
            gpointer  user_data)
{
  const Row *row = data;

  *out_shape = rc_shape_of_request (row->request->state, row->is_overdue);
  if (row->is_overdue)
    return g_strdup_printf (_("Overdue: %s"), row->request->due);
  return g_strdup (rc_request_state_words (row->request->state));
}

static int
compare_states (gconstpointer a,
                gconstpointer b)
{
  const Row *first = a;
  const Row *second = b;

  if (first->is_overdue != second->is_overdue)
    return first->is_overdue ? -1 : 1;
  return (first->request->state > second->request->state) - (first->request->state < second->request->state);
}

static void
add_columns (GtkWidget *table)
{
  GtkColumnViewColumn *column;

  column = rc_data_table_add_text (table, _("No."), RC_DATA_TABLE_PLAIN, cell_number, NULL, NULL);
  rc_parts_set_column_width (column, 72);
  rc_data_table_add_text (table, _("What Is Asked For"), RC_DATA_TABLE_EXPAND, cell_what, NULL, NULL);
  column = rc_data_table_add_state (table, _("How It Stands"), RC_DATA_TABLE_PLAIN, cell_state, NULL, compare_states);
  rc_parts_set_column_width (column, 190);
  column = rc_data_table_add_text (table, _("Of Whom"), RC_DATA_TABLE_PLAIN, cell_addressee, NULL, NULL);
  rc_parts_set_column_width (column, 150);
}

/* --- One request --- */

static void
add_sources (GtkWidget       *detail,
             const RcRequest *request)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < request->sources->len; i++)
    {
      g_autofree char *exhibit = rc_register_dup_exhibit (g_array_index (request->sources, gint64, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", exhibit);
    }
  rc_register_parts_add_text (detail, _("Exhibits that came for it"), text->str);
  g_string_free (text, TRUE);
}

static void
add_step (GtkWidget           *detail,
          const RcRequestStep *step)
{
  g_autofree char *entered_on = rc_register_dup_day (step->entered_us);
  g_autofree char *on = rc_parts_dup_name (step->on != NULL ? step->on : entered_on);
  g_autofree char *by = rc_parts_dup_name (step->by);
  g_autofree char *words = g_strdup_printf (_("%1$s: %2$s (%3$s)"), on, rc_request_state_words (step->state), by);

  gtk_box_append (GTK_BOX (detail), rc_parts_text (words, NULL));
  if (step->remark != NULL)
    {
      g_autofree char *remark = rc_register_parts_dup_words (step->remark);

      rc_register_parts_add_note (detail, remark);
    }
}

static void
fill_head (GtkWidget *detail,
           gpointer   entry)
{
  const Row *row = entry;
  const RcRequest *request = row->request;
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_REQUEST, request->number);

  rc_register_parts_add_head (detail, number, request->what);
  rc_register_parts_add_state (detail, rc_shape_of_request (request->state, FALSE), rc_request_state_words (request->state));
  if (row->is_overdue)
    {
      g_autofree char *words = g_strdup_printf (_("Overdue: it was asked for until %s"), request->due);

      rc_register_parts_add_state (detail, rc_shape_of_request (request->state, TRUE), words);
    }
}

static void
fill (GtkWidget *detail,
      gpointer   entry)
{
  const RcRequest *request = ((const Row *) entry)->request;
  g_autofree char *about = rc_register_parts_dup_about (request->about);

  rc_register_parts_add_words (detail, _("Of whom"), request->addressee);
  rc_register_parts_add_words (detail, _("What it is needed for"), request->why);
  rc_register_parts_add_words (detail, _("How to export it"), request->instruction);
  rc_register_parts_add_text (detail, _("Questions that it would answer"), about);
  rc_register_parts_add_words (detail, _("Until"), request->due);
  add_sources (detail, request);
  gtk_box_append (GTK_BOX (detail), rc_parts_heading (_("What Became of It"), 3));
  for (guint i = 0; i < request->steps->len; i++)
    add_step (detail, g_ptr_array_index (request->steps, i));
}

/* --- Acts; core says for good what can follow --- */

static RcRequestState
get_state (gconstpointer entry)
{
  return ((const Row *) entry)->request->state;
}

static gboolean
can_be_sent (gconstpointer entry)
{
  return get_state (entry) != RC_REQUEST_RECEIVED && get_state (entry) != RC_REQUEST_ACCEPTED;
}

static gboolean
can_come (gconstpointer entry)
{
  RcRequestState state = get_state (entry);

  return state == RC_REQUEST_SENT || state == RC_REQUEST_RECEIVED || state == RC_REQUEST_PARTLY || state == RC_REQUEST_REFUSED;
}

static gboolean
can_be_judged (gconstpointer entry)
{
  RcRequestState state = get_state (entry);

  return state == RC_REQUEST_SENT || state == RC_REQUEST_RECEIVED || state == RC_REQUEST_PARTLY;
}

static gboolean
can_be_refused (gconstpointer entry)
{
  return get_state (entry) == RC_REQUEST_SENT || get_state (entry) == RC_REQUEST_PARTLY;
}

static gboolean
can_be_closed (gconstpointer entry)
{
  return get_state (entry) != RC_REQUEST_CLOSED;
}

static void
begin_add (GtkWindow *parent,
           RcSession *session,
           gpointer   entry,
           gint64     part)
{
  rc_request_dialog_add (parent, session, NULL, NULL);
}

static void
begin_send (GtkWindow *parent,
            RcSession *session,
            gpointer   entry,
            gint64     part)
{
  rc_request_dialog_change (parent, session, ((const Row *) entry)->request, RC_REQUEST_SENT);
}

static void
begin_receive (GtkWindow *parent,
               RcSession *session,
               gpointer   entry,
               gint64     part)
{
  rc_request_dialog_change (parent, session, ((const Row *) entry)->request, RC_REQUEST_RECEIVED);
}

static void
begin_judge (GtkWindow *parent,
             RcSession *session,
             gpointer   entry,
             gint64     part)
{
  rc_request_dialog_judge (parent, session, ((const Row *) entry)->request);
}

static void
begin_refuse (GtkWindow *parent,
              RcSession *session,
              gpointer   entry,
              gint64     part)
{
  rc_request_dialog_change (parent, session, ((const Row *) entry)->request, RC_REQUEST_REFUSED);
}

static void
begin_close (GtkWindow *parent,
             RcSession *session,
             gpointer   entry,
             gint64     part)
{
  rc_request_dialog_change (parent, session, ((const Row *) entry)->request, RC_REQUEST_CLOSED);
}

static const RcRegisterAct acts[] = {
  { "request-add", N_("Ask for Something…"), NULL, begin_add },
  { "request-send", N_("Sent…"), can_be_sent, begin_send },
  { "request-receive", N_("Received…"), can_come, begin_receive },
  { "request-judge", N_("Looked Through…"), can_be_judged, begin_judge },
  { "request-refuse", N_("Refused…"), can_be_refused, begin_refuse },
  { "request-close", N_("Close…"), can_be_closed, begin_close },
};

const RcRegisterKind rc_request_register = {
  .name = "requests",
  .title = N_("Requests"),
  .empty_title = N_("Nothing Is Asked For"),
  .empty_sentence = N_("What is missing is asked for in numbered requests: of whom, what, why, how to export it, and until when. What came, "
                       "what came in part and what was refused is entered here. The program sends nothing."),
  .acts = acts,
  .n_acts = G_N_ELEMENTS (acts),
  .load = load,
  .add_columns = add_columns,
  .fill_head = fill_head,
  .fill = fill,
};
