/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/extent-dialog.h"

#include "core/date-words.h"
#include "core/extent.h"
#include "core/words.h"
#include "ui/act-words.h"
#include "ui/form.h"
#include "ui/parts.h"

#define DIALOG_KEY    "rc-extent-dialog"
#define DIALOG_WIDTH  540
#define DIALOG_HEIGHT 300        /* the same while it counts, and whatever there is to tell */
#define MOST_WIDTH    960        /* with large text too, the dialog must fit 1024 points */
#define MAX_LISTED    100000u     /* decisions that are listed at once; what is told counts all */
#define MAX_VERSIONS  6u          /* named one by one */

typedef struct
{
  RcSession    *session;
  GtkWidget    *dialog;
  GtkWidget    *box;
  GtkWidget    *waiting;      /* until it is told */
  GCancellable *counting;     /* (nullable): it has ended */
  GArray       *events;       /* (nullable) */
} Dialog;

static void
dialog_free (gpointer data)
{
  Dialog *self = data;

  if (self->counting != NULL)
    g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  g_clear_pointer (&self->events, g_array_unref);
  g_object_unref (self->session);
  g_free (self);
}

static Dialog *
dialog_of (GtkWidget *dialog)
{
  return g_object_get_data (G_OBJECT (dialog), DIALOG_KEY);
}

/* --- Counting --- */

/* What is told; the extent itself belongs to the thread that counted. */
typedef struct
{
  char     *rule;
  char     *inferences;
  char     *decisions;
  char     *persons;
  char     *period;
  char     *versions;
  char     *digest;
  gboolean  is_delimited;
  gboolean  is_cut;         /* there are more than are listed */
  GArray   *events;         /* of gint64 */
} Counted;

static void
counted_free (gpointer data)
{
  Counted *counted = data;

  if (counted == NULL)
    return;

  g_free (counted->rule);
  g_free (counted->inferences);
  g_free (counted->decisions);
  g_free (counted->persons);
  g_free (counted->period);
  g_free (counted->versions);
  g_free (counted->digest);
  g_clear_pointer (&counted->events, g_array_unref);
  g_free (counted);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Counted, counted_free)

static char *
word_inferences (const RcExtent *extent)
{
  g_autofree char *count = rc_count_words (extent->n_inferences);
  g_autofree char *own = rc_count_words (extent->n_own);

  if (extent->n_own == 0)
    return g_strdup (count);
  return g_strdup_printf (_("%1$s, of which %2$s at the record of the exception itself"), count, own);
}

static char *
word_with_unnamed (guint64 count,
                   guint64 unnamed)
{
  g_autofree char *shown = rc_count_words (count);
  g_autofree char *without = rc_count_words (unnamed);

  if (unnamed == 0)
    return g_strdup (shown);
  return g_strdup_printf (_("%1$s, and %2$s answers that name none"), shown, without);
}

static char *
word_period (const RcExtent *extent)
{
  g_autofree char *from = extent->from_us != RC_TIME_NONE ? rc_date_words_moment (extent->from_us, "UTC") : NULL;
  g_autofree char *to = extent->to_us != RC_TIME_NONE ? rc_date_words_moment (extent->to_us, "UTC") : NULL;
  g_autofree char *untimed = rc_count_words (extent->n_without_time);
  g_autofree char *period = from != NULL && to != NULL ? g_strdup_printf (_("%1$s to %2$s"), from, to) : NULL;

  if (period == NULL)
    return g_strdup (extent->n_inferences > 0 ? _("None of them tells its time") : "");
  if (extent->n_without_time == 0)
    return g_steal_pointer (&period);
  return g_strdup_printf (_("%1$s, and %2$s answers that tell no time"), period, untimed);
}

static char *
word_versions (const RcExtent *extent)
{
  GString *text = g_string_new (NULL);
  guint n_named = MIN (extent->versions->len, MAX_VERSIONS);

  for (guint i = 0; i < n_named; i++)
    {
      const RcExtentVersion *version = g_ptr_array_index (extent->versions, i);
      g_autofree char *name = version->version != NULL ? rc_parts_dup_name (version->version) : g_strdup (_("no version named"));
      g_autofree char *count = rc_count_words (version->n_inferences);

      g_string_append_printf (text, "%s%s: %s", i > 0 ? "\n" : "", name, count);
    }
  if (extent->versions->len > n_named || !extent->versions_complete)
    g_string_append_printf (text, "\n%s", _("and further versions"));
  return g_string_free (text, FALSE);
}

static gboolean
list_events (const RcExtent  *extent,
             Counted         *counted,
             GCancellable    *cancellable,
             GError         **error)
{
  RcExtentRow row = { .id = 0 };
  gboolean found = TRUE;

  counted->events = g_array_new (FALSE, FALSE, sizeof (gint64));
  while (!counted->is_cut)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !rc_extent_set_next (extent->set, row.id, &row, &found, error))
        return FALSE;
      if (!found)
        return TRUE;
      counted->is_cut = counted->events->len == MAX_LISTED;
      if (!counted->is_cut)
        g_array_append_val (counted->events, row.id);
    }
  return TRUE;
}

static gpointer
count (RcCase          *case_file,
       RcRecordReader  *reader,
       gpointer         data,
       GCancellable    *cancellable,
       GError         **error)
{
  g_autoptr (RcExtent) extent = rc_extent_of_exception (case_file, reader, *(const gint64 *) data, cancellable, error);
  g_autoptr (Counted) counted = g_new0 (Counted, 1);
  g_autofree char *hex = NULL;

  if (extent == NULL || !list_events (extent, counted, cancellable, error))
    return NULL;

  hex = rc_digest_dup_hex (&extent->digest);
  counted->rule = g_strdup (extent->rule);
  counted->inferences = word_inferences (extent);
  counted->decisions = word_with_unnamed (extent->n_decisions, extent->n_without_decision);
  counted->persons = word_with_unnamed (extent->n_subjects, extent->n_without_subject);
  counted->period = word_period (extent);
  counted->versions = word_versions (extent);
  counted->digest = rc_parts_dup_grouped (hex);
  counted->is_delimited = extent->is_delimited;
  return g_steal_pointer (&counted);
}

/* --- Telling --- */

static void
add (Dialog    *self,
     GtkWidget *child)
{
  gtk_box_append (GTK_BOX (self->box), child);
}

static void
tell (Dialog        *self,
      const Counted *counted)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *digest;
  int row = 0;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  add (self, rc_parts_text (counted->rule, NULL));
  if (!counted->is_delimited)
    add (self, rc_parts_text (_("No rule delimits it: everything is counted that the fault can have reached."), "rc-muted"));
  rc_parts_add_fact (grid, &row, _("Answers of the system"), counted->inferences);
  rc_parts_add_fact (grid, &row, _("Decisions"), counted->decisions);
  rc_parts_add_fact (grid, &row, _("Persons (pseudonyms)"), counted->persons);
  if (*counted->period != '\0')
    rc_parts_add_fact (grid, &row, _("Period"), counted->period);
  if (*counted->versions != '\0')
    rc_parts_add_fact (grid, &row, _("Model versions"), counted->versions);
  add (self, grid);
  add (self, rc_parts_text (_("SHA-256 of the list of their places, one a line"), "rc-muted"));
  digest = rc_parts_text (counted->digest, "rc-digest");
  gtk_label_set_selectable (GTK_LABEL (digest), TRUE);
  add (self, digest);
  if (counted->is_cut)
    add (self, rc_parts_text (_("Only the first hundred thousand can be listed here; “recount-cli extent” lists all."), "rc-muted"));
}

static void
counted_all (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Dialog *self = dialog_of (dialog);
  g_autoptr (GError) error = NULL;
  g_autoptr (Counted) counted = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);
  g_autofree char *message = NULL;

  g_clear_object (&self->counting);
  if (!gtk_widget_get_visible (dialog))
    return;

  gtk_box_remove (GTK_BOX (self->box), self->waiting);
  if (counted == NULL)
    {
      message = rc_act_words_of_error (error);
      add (self, rc_parts_text (message, "rc-failed"));
      return;
    }
  tell (self, counted);
  self->events = g_steal_pointer (&counted->events);
  gtk_dialog_set_response_sensitive (GTK_DIALOG (dialog), GTK_RESPONSE_OK, self->events->len > 0);
}

static void
responded (GtkDialog *dialog,
           int        response,
           Dialog    *self)
{
  g_autoptr (RcSession) session = g_object_ref (self->session);
  g_autoptr (GArray) events = response == GTK_RESPONSE_OK && self->events != NULL ? g_array_ref (self->events) : NULL;

  if (self->counting != NULL)
    g_cancellable_cancel (self->counting);
  gtk_window_destroy (GTK_WINDOW (dialog));
  if (events != NULL)
    rc_session_show_found (session, events);
}

gboolean
rc_extent_dialog_is_ready (GtkWidget *dialog)
{
  return dialog_of (dialog)->counting == NULL;
}

static void
begin_counting (Dialog *self,
                gint64  exception)
{
  RcCaseQueue *reader = rc_session_peek_reader (self->session);
  GtkWidget *spinner = gtk_spinner_new ();

  self->waiting = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_box_append (GTK_BOX (self->waiting), spinner);
  gtk_box_append (GTK_BOX (self->waiting), gtk_label_new (_("Counting…")));
  add (self, self->waiting);
  if (reader == NULL)
    return;

  self->counting = g_cancellable_new ();
  rc_case_queue_run_async (reader, count, g_memdup2 (&exception, sizeof exception), g_free, counted_free, self->counting, counted_all,
                           g_object_ref (self->dialog));
}

GtkWidget *
rc_extent_dialog_show (GtkWindow  *parent,
                       RcSession  *session,
                       gint64      exception,
                       const char *title)
{
  Dialog *self = g_new0 (Dialog, 1);
  GtkDialog *dialog = rc_form_dialog_new (parent, _("How Many Other Decisions?"));
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *heading = rc_parts_heading (title, 2);

  self->session = g_object_ref (session);
  self->dialog = GTK_WIDGET (dialog);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_object_set_data_full (G_OBJECT (dialog), DIALOG_KEY, self, dialog_free);
  rc_parts_set_margins (self->box, 18);
  gtk_box_append (GTK_BOX (self->box), heading);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scroller, MIN (rc_parts_scale_width (DIALOG_WIDTH), MOST_WIDTH), DIALOG_HEIGHT);
  gtk_box_append (GTK_BOX (gtk_dialog_get_content_area (dialog)), scroller);
  gtk_dialog_add_button (dialog, _("_Close"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (dialog, _("_List Them"), GTK_RESPONSE_OK);
  gtk_dialog_set_default_response (dialog, GTK_RESPONSE_OK);
  gtk_dialog_set_response_sensitive (dialog, GTK_RESPONSE_OK, FALSE);
  g_signal_connect (dialog, "response", G_CALLBACK (responded), self);
  begin_counting (self, exception);
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WIDGET (dialog);
}
