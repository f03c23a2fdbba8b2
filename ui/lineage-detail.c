/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/lineage-detail.h"

#include "core/words.h"
#include "reports/exhibit.h"
#include "ui/paper-dialog.h"
#include "ui/parts.h"
#include "ui/request-dialog.h"
#include "ui/state-mark.h"

struct _RcLineageDetail
{
  GtkWidget      parent_instance;
  RcSession     *session;
  GtkWidget     *box;
  RcLineageNode *node;
  GtkWidget     *record;      /* (nullable) */
};

enum
{
  SIGNAL_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RcLineageDetail, rc_lineage_detail, GTK_TYPE_WIDGET)

static void
add (RcLineageDetail *self,
     GtkWidget       *child)
{
  gtk_box_append (GTK_BOX (self->box), child);
}

static void
add_mark (RcLineageDetail *self,
          RcShape          shape,
          const char      *words)
{
  GtkWidget *mark = rc_state_mark_new (shape, words);

  rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
  add (self, mark);
}

static const char *
word_identity (RcIdentity identity)
{
  switch (identity)
    {
    case RC_IDENTITY_NONE:    return _("The record of the decision says it itself.");
    case RC_IDENTITY_STRONG:  return _("Both records carry the same fingerprint: it is the same thing.");
    case RC_IDENTITY_WEAK:    return _("The records use the same name and version; no fingerprint ties them to one thing.");
    case RC_IDENTITY_AUDITOR: return _("The auditor said that both are the same thing.");
    }
  g_return_val_if_reached ("");
}

/* --- Lines below, as buttons that lead there --- */

static void
child_clicked (GtkButton       *button,
               RcLineageDetail *self)
{
  g_signal_emit (self, signals[SIGNAL_WANTED], 0, g_object_get_data (G_OBJECT (button), "rc-node"));
}

static void
add_child (RcLineageDetail *self,
           RcLineageNode   *child)
{
  RcShape shape = RC_SHAPE_NOTE;
  g_autofree char *title = rc_lineage_node_dup_title (child);
  g_autofree char *state = rc_lineage_node_dup_state (child, &shape);
  g_autofree char *words = state != NULL ? g_strdup_printf ("%s · %s", title, state) : g_strdup (title);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *mark = rc_state_mark_new (shape, words);

  rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
  gtk_button_set_child (GTK_BUTTON (button), mark);
  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_set_data_full (G_OBJECT (button), "rc-node", g_object_ref (child), g_object_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (child_clicked), self);
  add (self, button);
}

static void
add_children (RcLineageDetail *self)
{
  g_autoptr (GListModel) children = rc_lineage_node_list_children (self->node);

  for (guint i = 0; children != NULL && i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (RcLineageNode) child = g_list_model_get_item (children, i);

      add_child (self, child);
    }
}

/* --- The reasoning --- */

/* Where the records of a step stand: "E-003, line 12; E-007". */
static char *
dup_places (RcLineageDetail     *self,
            const RcLineageStep *step)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < step->records->len; i++)
    {
      const RcLineageStepRecord *record = &g_array_index (step->records, RcLineageStepRecord, i);
      g_autofree char *place = rc_lineage_stock_dup_place (rc_lineage_node_peek_stock (self->node), record->source, record->record);

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", place);
    }
  return g_string_free (text, FALSE);
}

static void
add_steps (RcLineageDetail     *self,
           const RcLineageSlot *slot)
{
  GtkWidget *expander = gtk_expander_new (_("How It Was Found, Step by Step"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  if (slot->steps == NULL || slot->steps->len == 0)
    return;

  for (guint i = 0; i < slot->steps->len; i++)
    {
      const RcLineageStep *step = g_ptr_array_index (slot->steps, i);
      g_autofree char *places = dup_places (self, step);
      g_autofree char *words = rc_parts_dup_name (step->text);
      g_autofree char *shown = rc_exhibit_shorten_hex (words);
      g_autofree char *numbered = g_strdup_printf ("%u. %s", i + 1, shown);

      gtk_box_append (GTK_BOX (box), rc_parts_text (numbered, NULL));
      if (*places != '\0')
        gtk_box_append (GTK_BOX (box), rc_parts_text (places, "rc-muted"));
    }
  gtk_widget_set_name (expander, "lineage-steps");
  gtk_expander_set_child (GTK_EXPANDER (expander), box);
  add (self, expander);
}

/* --- What a person adds to it --- */

/* Of which decision the selected question is asked, as it is entered. */
static const char *
peek_decision (RcLineageDetail *self)
{
  const RcLineage *lineage = rc_lineage_node_peek_stock (self->node)->lineage;

  return lineage->decision != NULL ? lineage->decision : lineage->reference;
}

static void
read_document (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  RcLineageDetail *self = RC_LINEAGE_DETAIL (widget);
  const RcLineageSlot *slot = self->node != NULL ? rc_lineage_node_peek_slot (self->node) : NULL;

  if (slot != NULL)
    rc_paper_dialog_add (GTK_WINDOW (gtk_widget_get_root (widget)), self->session, slot->slot, peek_decision (self));
}

static void
ask (GtkWidget  *widget,
     const char *name,
     GVariant   *parameter)
{
  RcLineageDetail *self = RC_LINEAGE_DETAIL (widget);
  const RcLineageSlot *slot = self->node != NULL ? rc_lineage_node_peek_slot (self->node) : NULL;

  if (slot != NULL)
    rc_request_dialog_add (GTK_WINDOW (gtk_widget_get_root (widget)), self->session, slot->slot, peek_decision (self));
}

static void
add_steps_on (RcLineageDetail *self)
{
  GtkWidget *line = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (line), GTK_SELECTION_NONE);
  gtk_flow_box_append (GTK_FLOW_BOX (line), rc_parts_button (_("Read in a Document…"), "lineage.read-document", NULL));
  gtk_flow_box_append (GTK_FLOW_BOX (line), rc_parts_button (_("Ask for It…"), "lineage.ask", NULL));
  add (self, line);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lineage.read-document", rc_session_is_writable (self->session));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lineage.ask", rc_session_is_writable (self->session));
}

/* --- Each kind of line --- */

static void
show_question (RcLineageDetail *self)
{
  const RcLineageSlot *slot = rc_lineage_node_peek_slot (self->node);

  add (self, rc_parts_heading (slot->question, 1));
  add_mark (self, rc_shape_of_standing (slot->standing), rc_lineage_slot_sentence (slot));
  if (slot->rung != NULL)
    {
      g_autofree char *rung = g_strdup_printf (_("How the evidence led there: %s"), slot->rung);

      add (self, rc_parts_text (rung, "rc-muted"));
    }
  if (slot->note != NULL)
    {
      g_autofree char *note = rc_parts_dup_name (slot->note);

      add (self, rc_parts_text (note, NULL));
    }
  if (slot->answers->len > 0)
    add (self, rc_parts_heading (slot->answers->len > 1 ? _("Answers") : _("Answer"), 2));
  add_children (self);
  add_steps (self, slot);
  add_steps_on (self);
}

/* For what another system names otherwise. */
static void
add_link_button (RcLineageDetail *self,
                 const char      *entity)
{
  GtkWidget *button = rc_parts_button (_("Same Thing Under Another Name…"), "win.link", NULL);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", entity);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  add (self, button);
}

static void
show_answer (RcLineageDetail *self)
{
  const RcLineageSlot *slot = rc_lineage_node_peek_slot (self->node);
  const RcLineageAnswer *answer = rc_lineage_node_peek_answer (self->node);
  g_autofree char *value = rc_parts_dup_name (answer->value);
  g_autofree char *shown = rc_exhibit_shorten_hex (value);

  add (self, rc_parts_text (slot->question, "rc-muted"));
  add (self, rc_parts_heading (shown, 1));
  add_mark (self, rc_shape_of_standing (answer->standing), rc_standing_sentence (answer->standing));
  if (answer->personal)
    add (self, rc_parts_text (_("Masked: it may speak of a person. The record can be revealed, with a reason."), NULL));
  if (answer->citations->len > 0)
    add (self, rc_parts_text (word_identity (answer->identity), NULL));
  for (guint i = 0; i < answer->sayings->len; i++)
    {
      g_autofree char *words = rc_parts_dup_name (((const RcLineageSaying *) g_ptr_array_index (answer->sayings, i))->words);

      add (self, rc_parts_text (words, NULL));
    }
  if (answer->entity != NULL)
    add_link_button (self, answer->entity);
  add (self, rc_parts_heading (_("Where It Stands"), 2));
  add_children (self);
}

static void
show_exception (RcLineageDetail *self)
{
  const RcException *exception = rc_lineage_node_peek_exception (self->node);
  RcShape shape = RC_SHAPE_NOTE;
  g_autofree char *state = rc_lineage_node_dup_state (self->node, &shape);
  g_autofree char *title = rc_lineage_node_dup_title (self->node);
  g_autofree char *message = rc_parts_dup_name (exception->message);
  g_autofree char *shown = rc_exhibit_shorten_hex (message);
  g_autofree char *place = exception->source != 0
    ? rc_lineage_stock_dup_place (rc_lineage_node_peek_stock (self->node), exception->source, (guint64) exception->record) : NULL;

  add_mark (self, shape, state);
  add (self, rc_parts_heading (title, 1));
  add (self, rc_parts_text (shown, NULL));
  if (place != NULL)
    add (self, rc_parts_text (place, "rc-muted"));
  add (self, rc_parts_text (_("The program noticed this; whether it is a finding is for a person to say."), "rc-muted"));
}

static void
show_heading (RcLineageDetail *self)
{
  g_autofree char *title = rc_lineage_node_dup_title (self->node);

  add (self, rc_parts_heading (title, 1));
  add_children (self);
}

static void
fill (RcLineageDetail *self)
{
  switch (rc_lineage_node_get_kind (self->node))
    {
    case RC_LINEAGE_GROUP:
    case RC_LINEAGE_NOTICED:
      show_heading (self);
      break;
    case RC_LINEAGE_QUESTION:
      show_question (self);
      break;
    case RC_LINEAGE_ANSWER:
      show_answer (self);
      break;
    case RC_LINEAGE_CITATION:
      self->record = rc_record_view_new (self->session, rc_cited_record_new_node (self->node));
      add (self, self->record);
      break;
    case RC_LINEAGE_EXCEPTION:
      show_exception (self);
      break;
    }
}

void
rc_lineage_detail_set_node (RcLineageDetail *self,
                            RcLineageNode   *node)
{
  g_return_if_fail (RC_IS_LINEAGE_DETAIL (self));

  if (node == self->node)
    return;
  if (node != NULL && self->record != NULL && rc_lineage_node_is_same (node, self->node))
    {
      g_set_object (&self->node, node);
      rc_record_view_renew (RC_RECORD_VIEW (self->record), rc_cited_record_new_node (node));
      return;
    }

  self->record = NULL;
  rc_parts_clear (self->box);
  g_set_object (&self->node, node);
  if (node != NULL)
    fill (self);
  else
    add (self, rc_parts_text (_("Choose a question to see how its answer is known."), "rc-muted"));
}

RcRecordView *
rc_lineage_detail_peek_record (RcLineageDetail *self)
{
  return self->record != NULL ? RC_RECORD_VIEW (self->record) : NULL;
}

static void
rc_lineage_detail_dispose (GObject *object)
{
  RcLineageDetail *self = RC_LINEAGE_DETAIL (object);

  self->record = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->node);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rc_lineage_detail_parent_class)->dispose (object);
}

static void
rc_lineage_detail_class_init (RcLineageDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_lineage_detail_dispose;
  signals[SIGNAL_WANTED] = g_signal_new ("wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                         RC_TYPE_LINEAGE_NODE);
  gtk_widget_class_install_action (widget_class, "lineage.read-document", NULL, read_document);
  gtk_widget_class_install_action (widget_class, "lineage.ask", NULL, ask);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rc_lineage_detail_init (RcLineageDetail *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
rc_lineage_detail_new (RcSession *session)
{
  RcLineageDetail *self = g_object_new (RC_TYPE_LINEAGE_DETAIL, NULL);

  self->session = g_object_ref (session);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What Is Known of the Selected Line"), -1);
  add (self, rc_parts_text (_("Choose a question to see how its answer is known."), "rc-muted"));
  return GTK_WIDGET (self);
}
