/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/record-view.h"

#include "core/date-words.h"
#include "core/protection.h"
#include "core/reveal.h"
#include "core/slot.h"
#include "core/words.h"
#include "ui/act-words.h"
#include "ui/parts.h"
#include "ui/proof-view.h"
#include "ui/reason-dialog.h"
#include "ui/record-bytes.h"
#include "ui/state-mark.h"

struct _RcRecordView
{
  GtkWidget      parent_instance;
  RcSession     *session;
  RcCitedRecord *cited;
  GtkWidget     *box;
  GtkWidget     *head;            /* filled again when the citation is loaded again */
  GtkWidget     *size;            /* what the record is, without its content */
  GtkWidget     *buttons;
  GtkWidget     *trouble;
  GtkWidget     *revealed;        /* the bytes, where they were revealed */
  GtkWidget     *proof;
  GCancellable  *cancellable;
  guint          n_running;
  gboolean       is_revealed;
};

G_DEFINE_FINAL_TYPE (RcRecordView, rc_record_view, GTK_TYPE_WIDGET)

static const RcCitation *
get_citation (RcRecordView *self)
{
  return self->cited->citation;
}

static void
show_trouble (RcRecordView *self,
              const GError *error)
{
  g_autofree char *message = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return;
  message = rc_act_words_of_error (error);
  gtk_label_set_text (GTK_LABEL (self->trouble), message);
  gtk_widget_set_visible (self->trouble, TRUE);
}

/* --- What is known without reading the record --- */

static GtkWidget *
make_facts (RcRecordView *self)
{
  const RcCitation *citation = get_citation (self);
  GtkWidget *grid = gtk_grid_new ();
  g_autofree char *name = rc_parts_dup_name (self->cited->name);
  g_autofree char *value = self->cited->value != NULL ? rc_parts_dup_name (self->cited->value) : NULL;
  g_autofree char *locator = rc_parts_dup_name (citation->locator);
  g_autofree char *from = rc_count_words (citation->offset);
  g_autofree char *to = rc_count_words (citation->offset + citation->length);
  g_autofree char *bytes = g_strdup_printf (_("%1$s to %2$s of the file"), from, to);
  int row = 0;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  rc_parts_add_fact (grid, &row, _("File"), name);
  if (value != NULL)
    rc_parts_add_fact (grid, &row, self->cited->is_personal ? _("Says (masked)") : _("Says"), value);
  if (*locator != '\0')
    rc_parts_add_fact (grid, &row, _("Place"), locator);
  rc_parts_add_fact (grid, &row, _("Bytes"), bytes);
  return grid;
}

static void
fill_head (RcRecordView *self)
{
  RcVerdict protection = self->cited->protection;
  GtkWidget *mark = rc_state_mark_new (rc_shape_of_verdict (protection), _(rc_verdict_sentence (protection)));

  rc_parts_clear (self->head);
  rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
  gtk_box_append (GTK_BOX (self->head), rc_parts_heading (self->cited->place, 1));
  gtk_box_append (GTK_BOX (self->head), mark);
  gtk_box_append (GTK_BOX (self->head), make_facts (self));
}

static void
add_digests (RcRecordView *self)
{
  const RcCitation *citation = get_citation (self);

  gtk_box_append (GTK_BOX (self->box), rc_parts_heading (_("SHA-256 of the Record"), 3));
  gtk_box_append (GTK_BOX (self->box), rc_parts_text (_("Over its bytes without the line end"), "rc-muted"));
  gtk_box_append (GTK_BOX (self->box), rc_proof_digest_new (&citation->record_sha256, _("SHA-256 of the record")));
  gtk_box_append (GTK_BOX (self->box), rc_parts_heading (_("SHA-256 of Its Leaf"), 3));
  gtk_box_append (GTK_BOX (self->box), 
                  rc_parts_text (_("Over a byte 00 and the record with its line end, in the tree over the file"), "rc-muted"));
  gtk_box_append (GTK_BOX (self->box), rc_proof_digest_new (&citation->leaf_sha256, _("SHA-256 of the leaf")));
}

/* --- Work in the case's threads --- */

typedef struct
{
  GWeakRef  view;
  gint64    source;
  guint64   record;
  char     *reason;
  GBytes   *bytes;        /* what was revealed */
  guint64   offset;       /* of the record in its source */
} Demand;

static Demand *
demand_new (RcRecordView *self)
{
  Demand *demand = g_new0 (Demand, 1);

  g_weak_ref_init (&demand->view, self);
  demand->source = get_citation (self)->source;
  demand->record = get_citation (self)->record;
  return demand;
}

static void
demand_free (gpointer data)
{
  Demand *self = data;

  g_weak_ref_clear (&self->view);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->reason);
  g_free (self);
}

/* --- What the record is, without its content --- */

static gpointer
describe (RcCase          *case_file,
          RcRecordReader  *reader,
          gpointer         data,
          GCancellable    *cancellable,
          GError         **error)
{
  const Demand *demand = data;
  g_autoptr (GBytes) bytes = rc_record_reader_read (reader, demand->source, demand->record, NULL, error);
  g_autofree char *text = NULL;
  g_autofree char *shape = NULL;
  g_autofree char *size = NULL;
  gsize length;

  if (bytes == NULL)
    return NULL;

  length = rc_record_content_length (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  size = rc_count_words (length);
  text = g_strndup (g_bytes_get_data (bytes, NULL), length);
  shape = g_utf8_validate (text, -1, NULL) ? rc_slot_dup_shape (text) : g_strdup (_("bytes that are no text"));
  return g_strdup_printf (rc_words_plural ("The record has %1$s byte: %2$s. Its content is not shown until it is revealed.",
                                           "The record has %1$s bytes: %2$s. Its content is not shown until it is revealed.", length),
                          size, shape);
}

static void
described (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RcRecordView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);

  self->n_running--;
  if (words != NULL)
    gtk_label_set_text (GTK_LABEL (self->size), words);
  else
    show_trouble (self, error);
}

/* --- Revealing --- */

static void
show_bytes (RcRecordView *self,
            GBytes       *bytes,
            guint64       offset)
{
  const RcCitation *citation = get_citation (self);
  gsize cited = citation->offset >= offset ? (gsize) (citation->offset - offset) : 0;

  rc_parts_clear (self->revealed);
  gtk_box_append (GTK_BOX (self->revealed), rc_parts_heading (_("The Record, Byte for Byte"), 2));
  if (!rc_session_is_writable (self->session))
    gtk_box_append (GTK_BOX (self->revealed),
                    rc_parts_text (_("The case is open for reading only: this reveal is not in its custody log."), "rc-note"));
  gtk_box_append (GTK_BOX (self->revealed), rc_record_bytes_new (bytes, cited, (gsize) citation->length));
  gtk_widget_set_visible (self->size, FALSE);
  self->is_revealed = TRUE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.reveal", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.hide", TRUE);
}

/* In the main thread, after the act: its way back, since an act answers nothing but whether it was done. */
static void
revealing_done (gpointer data)
{
  Demand *demand = data;
  g_autoptr (RcRecordView) self = g_weak_ref_get (&demand->view);

  if (self != NULL && self->cancellable != NULL)
    {
      self->n_running--;
      if (demand->bytes != NULL)
        show_bytes (self, demand->bytes, demand->offset);
    }
  demand_free (demand);
}

/* The entry first: what is not noted is not shown. */
static gpointer
reveal (RcCase          *case_file,
        RcRecordReader  *reader,
        gpointer         data,
        GCancellable    *cancellable,
        GError         **error)
{
  Demand *demand = data;
  g_autoptr (GBytes) bytes = rc_record_reader_read (reader, demand->source, demand->record, &demand->offset, error);

  if (bytes == NULL)
    return NULL;
  if (rc_case_is_writable (case_file) ? !rc_reveal_note (case_file, demand->source, demand->record, demand->reason, error)
                                      : !rc_reveal_check_reason (demand->reason, error))
    return NULL;

  demand->bytes = g_steal_pointer (&bytes);
  return data;
}

static void
revealed_unnoted (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (RcRecordView) self = user_data;
  g_autoptr (GError) error = NULL;

  if (rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error) == NULL)
    show_trouble (self, error);
}

void
rc_record_view_reveal (RcRecordView *self,
                       const char   *reason)
{
  Demand *demand;

  g_return_if_fail (RC_IS_RECORD_VIEW (self));

  if (rc_session_peek_reader (self->session) == NULL)
    return;
  demand = demand_new (self);
  demand->reason = g_strdup (reason);
  self->n_running++;
  gtk_widget_set_visible (self->trouble, FALSE);
  if (rc_session_is_writable (self->session))
    rc_session_act (self->session, reveal, demand, revealing_done);
  else
    rc_case_queue_run_async (rc_session_peek_reader (self->session), reveal, demand, revealing_done, NULL, self->cancellable,
                             revealed_unnoted, g_object_ref (self));
}

static void
reason_given (GObject    *owner,
              const char *reason,
              gpointer    data)
{
  rc_record_view_reveal (RC_RECORD_VIEW (owner), reason);
}

static void
reveal_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  RcRecordView *self = RC_RECORD_VIEW (widget);
  g_autofree char *message = g_strdup_printf (rc_session_is_writable (self->session)
                                              ? _("%s is shown in clear, with whatever it says of persons. The custody log keeps that it "
                                                  "was shown, when and why.")
                                              : _("%s is shown in clear, with whatever it says of persons. The case is open for reading "
                                                  "only: the custody log will not say that it was shown."), self->cited->place);

  rc_reason_dialog_show (widget, &(RcReasonDialog) {
    .title = _("Reveal Record"),
    .message = message,
    .verb = _("_Reveal"),
    .asks_reason = TRUE,
    .is_acceptance = TRUE,
    .given = reason_given,
    .owner = G_OBJECT (self),
  });
}

static void
hide_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  RcRecordView *self = RC_RECORD_VIEW (widget);

  rc_parts_clear (self->revealed);
  gtk_widget_set_visible (self->size, TRUE);
  self->is_revealed = FALSE;
  gtk_widget_action_set_enabled (widget, "record.reveal", TRUE);
  gtk_widget_action_set_enabled (widget, "record.hide", FALSE);
}

/* --- Proving --- */

static gpointer
prove (RcCase          *case_file,
       RcRecordReader  *reader,
       gpointer         data,
       GCancellable    *cancellable,
       GError         **error)
{
  const Demand *demand = data;

  return rc_record_reader_prove (reader, demand->source, demand->record, error);
}

static void
proved (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (RcRecordView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RcRecordProof) proof = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);
  g_autofree char *reference = NULL;

  self->n_running--;
  if (proof == NULL)
    {
      show_trouble (self, error);
      return;
    }
  reference = g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GUINT64_FORMAT, get_citation (self)->source, get_citation (self)->record);
  rc_parts_clear (self->proof);
  gtk_box_append (GTK_BOX (self->proof), rc_proof_view_new (proof, reference));
}

static void
prove_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  RcRecordView *self = RC_RECORD_VIEW (widget);
  RcCaseQueue *reader = rc_session_peek_reader (self->session);

  if (reader == NULL)
    return;
  self->n_running++;
  gtk_widget_set_visible (self->trouble, FALSE);
  rc_case_queue_run_async (reader, prove, demand_new (self), demand_free, (GDestroyNotify) rc_record_proof_free, self->cancellable,
                           proved, g_object_ref (self));
}

/* --- The widget --- */

gboolean
rc_record_view_is_revealed (RcRecordView *self)
{
  return self->is_revealed;
}

gboolean
rc_record_view_is_settled (RcRecordView *self)
{
  return self->n_running == 0;
}

void
rc_record_view_renew (RcRecordView  *self,
                      RcCitedRecord *cited)
{
  g_return_if_fail (RC_IS_RECORD_VIEW (self));

  rc_cited_record_free (self->cited);
  self->cited = cited;
  fill_head (self);
}

static void
rc_record_view_dispose (GObject *object)
{
  RcRecordView *self = RC_RECORD_VIEW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->cited, rc_cited_record_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rc_record_view_parent_class)->dispose (object);
}

static void
rc_record_view_class_init (RcRecordViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_record_view_dispose;
  gtk_widget_class_install_action (widget_class, "record.reveal", NULL, reveal_action);
  gtk_widget_class_install_action (widget_class, "record.hide", NULL, hide_action);
  gtk_widget_class_install_action (widget_class, "record.prove", NULL, prove_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
add_box (RcRecordView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  gtk_box_append (GTK_BOX (self->box), box);
  return box;
}

static void
rc_record_view_init (RcRecordView *self)
{
  self->cancellable = g_cancellable_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->head = add_box (self);
  self->size = rc_parts_text ("", NULL);
  gtk_widget_set_name (self->size, "record-size");
  gtk_box_append (GTK_BOX (self->box), self->size);
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_append (GTK_BOX (self->buttons), rc_parts_button (_("Reveal…"), "record.reveal", NULL));
  gtk_box_append (GTK_BOX (self->buttons), rc_parts_button (_("Hide"), "record.hide", NULL));
  gtk_box_append (GTK_BOX (self->buttons), rc_parts_button (_("Show the Proof"), "record.prove", NULL));
  gtk_box_append (GTK_BOX (self->box), self->buttons);
  self->trouble = rc_parts_text ("", "rc-failed");
  gtk_widget_set_visible (self->trouble, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->trouble);
  self->revealed = add_box (self);
  self->proof = add_box (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.hide", FALSE);
}

GtkWidget *
rc_record_view_new (RcSession     *session,
                    RcCitedRecord *cited)
{
  RcRecordView *self = g_object_new (RC_TYPE_RECORD_VIEW, NULL);

  self->session = g_object_ref (session);
  self->cited = cited;
  fill_head (self);
  add_digests (self);
  if (rc_session_peek_reader (session) != NULL)
    {
      self->n_running++;
      rc_case_queue_run_async (rc_session_peek_reader (session), describe, demand_new (self), demand_free, g_free, self->cancellable,
                               described, g_object_ref (self));
    }
  return GTK_WIDGET (self);
}
