/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/decision-filter.h"

#include <string.h>

#include "core/timestamp.h"
#include "core/words.h"

typedef enum
{
  FIELD_FROM,
  FIELD_TO,
  FIELD_MODEL,
  FIELD_PERSON,
  FIELD_TEXT,
  N_ENTRIES
} Entry;

struct _RcDecisionFilter
{
  GtkWidget  parent_instance;
  GtkWidget *scroller;
  GtkWidget *parts;
  GtkWidget *entries[N_ENTRIES];
  char      *applied[N_ENTRIES];   /* as they were when they were applied last */
  GtkWidget *order;
  GtkWidget *clear;
  char      *number;               /* (nullable) */
  gboolean   number_is_id;
  GArray    *found;                /* (nullable) */
};

enum
{
  SIGNAL_APPLIED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RcDecisionFilter, rc_decision_filter, GTK_TYPE_WIDGET)

static const struct
{
  const char *label;
  const char *name;
  const char *placeholder;
  const char *tooltip;
  int         width;
} entries[N_ENTRIES] = {
  [FIELD_FROM] = { N_("_From"), "from", "2026-04-01", N_("A day or a time in UTC; the list begins with it"), 10 },
  [FIELD_TO] = { N_("_To"), "to", "2026-07-31", N_("A day or a time in UTC; the list ends with it"), 10 },
  [FIELD_MODEL] = { N_("_Model"), "model", N_("name or name/version"), N_("The model as the log names it, or one version of it"), 14 },
  [FIELD_PERSON] = { N_("_Person"), "person", N_("whole pseudonym"), N_("The pseudonym of the person concerned, letter for letter"), 12 },
  [FIELD_TEXT] = { N_("Te_xt"), "text", N_("anywhere in the record"), N_("Read in every record: this takes its time in a long log"), 16 },
};

static char *
dup_entry (RcDecisionFilter *self,
           Entry             entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entries[entry]))));
}

static void
set_invalid (GtkWidget *entry,
             gboolean   is_invalid)
{
  if (is_invalid)
    gtk_widget_add_css_class (entry, "error");
  else
    gtk_widget_remove_css_class (entry, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               is_invalid ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static gboolean
read_day (RcDecisionFilter *self,
          Entry             entry,
          gint64           *out_us)
{
  const char *text = self->applied[entry];
  RcTimestamp time;
  gboolean good;

  *out_us = RC_TIME_NONE;
  good = text == NULL || *text == '\0' || rc_timestamp_parse (text, strlen (text), RC_ZONE_RULE, 0, &time);
  set_invalid (self->entries[entry], !good);
  if (good && text != NULL && *text != '\0')
    *out_us = entry == FIELD_TO ? time.to_us : time.from_us;
  return good;
}

static const char *
peek_text (RcDecisionFilter *self,
           Entry             entry)
{
  return self->applied[entry] != NULL && *self->applied[entry] != '\0' ? self->applied[entry] : NULL;
}

gboolean
rc_decision_filter_fill_query (RcDecisionFilter *self,
                               RcEventQuery     *out_query)
{
  gboolean from, to;

  g_return_val_if_fail (RC_IS_DECISION_FILTER (self), FALSE);

  *out_query = (RcEventQuery) {
    .kind = RC_EVENT_INFERENCE,
    .id = self->number_is_id ? self->number : NULL,
    .decision = self->number_is_id ? NULL : self->number,
    .model = peek_text (self, FIELD_MODEL),
    .subject = peek_text (self, FIELD_PERSON),
    .text = peek_text (self, FIELD_TEXT),
    .only = self->found,
    .newest_first = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->order)),
  };
  from = read_day (self, FIELD_FROM, &out_query->from_us);
  to = read_day (self, FIELD_TO, &out_query->to_us);
  return from && to;
}

gboolean
rc_decision_filter_is_set (RcDecisionFilter *self)
{
  for (guint i = 0; i < N_ENTRIES; i++)
    if (peek_text (self, i) != NULL)
      return TRUE;

  return self->number != NULL || self->found != NULL;
}

const char *
rc_decision_filter_peek_number (RcDecisionFilter *self)
{
  return self->number;
}

static void
show_clear (RcDecisionFilter *self)
{
  gtk_widget_set_sensitive (self->clear, rc_decision_filter_is_set (self));
}

static void
apply (RcDecisionFilter *self)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < N_ENTRIES; i++)
    {
      g_autofree char *text = dup_entry (self, i);

      if (g_strcmp0 (text, self->applied[i] != NULL ? self->applied[i] : "") == 0)
        continue;
      g_free (self->applied[i]);
      self->applied[i] = g_steal_pointer (&text);
      changed = TRUE;
    }
  show_clear (self);
  if (changed)
    g_signal_emit (self, signals[SIGNAL_APPLIED], 0);
}

static void
order_changed (RcDecisionFilter *self)
{
  g_signal_emit (self, signals[SIGNAL_APPLIED], 0);
}

void
rc_decision_filter_set_number (RcDecisionFilter *self,
                               const char       *number,
                               gboolean          is_id)
{
  g_return_if_fail (RC_IS_DECISION_FILTER (self));

  g_free (self->number);
  self->number = g_strdup (number);
  self->number_is_id = is_id;
  show_clear (self);
  g_signal_emit (self, signals[SIGNAL_APPLIED], 0);
}

void
rc_decision_filter_set_found (RcDecisionFilter *self,
                              GArray           *events)
{
  g_return_if_fail (RC_IS_DECISION_FILTER (self));

  g_clear_pointer (&self->found, g_array_unref);
  self->found = events != NULL ? g_array_ref (events) : NULL;
  show_clear (self);
  g_signal_emit (self, signals[SIGNAL_APPLIED], 0);
}

gboolean
rc_decision_filter_has_found (RcDecisionFilter *self)
{
  return self->found != NULL;
}

void
rc_decision_filter_clear (RcDecisionFilter *self)
{
  g_return_if_fail (RC_IS_DECISION_FILTER (self));

  for (guint i = 0; i < N_ENTRIES; i++)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->entries[i]), "");
      g_clear_pointer (&self->applied[i], g_free);
    }
  g_clear_pointer (&self->found, g_array_unref);
  rc_decision_filter_set_number (self, NULL, FALSE);
}

/* --- The widget --- */

static void
add_part (RcDecisionFilter *self,
          GtkWidget        *part)
{
  gtk_widget_set_hexpand (part, GTK_IS_BOX (part));
  gtk_box_append (GTK_BOX (self->parts), part);
}

static void
add_field (RcDecisionFilter *self,
           const char       *label_text,
           GtkWidget        *field)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label = gtk_label_new_with_mnemonic (label_text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), field);
  gtk_widget_add_css_class (label, "rc-muted");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_box_append (GTK_BOX (column), label);
  gtk_box_append (GTK_BOX (column), field);
  add_part (self, column);
}

static void
add_entry (RcDecisionFilter *self,
           Entry             which)
{
  GtkWidget *entry = gtk_entry_new ();

  self->entries[which] = entry;
  gtk_widget_set_name (entry, entries[which].name);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), which == FIELD_FROM || which == FIELD_TO ? 9 : 6);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), entries[which].width);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _(entries[which].placeholder));
  gtk_widget_set_tooltip_text (entry, _(entries[which].tooltip));
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (apply), self);
  add_field (self, _(entries[which].label), entry);
}

static GtkWidget *
add_button (RcDecisionFilter *self,
            const char       *text,
            const char       *name,
            GCallback         clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (text);

  gtk_widget_set_name (button, name);
  gtk_widget_set_valign (button, GTK_ALIGN_END);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  add_part (self, button);
  return button;
}

static void
rc_decision_filter_dispose (GObject *object)
{
  g_clear_pointer (&RC_DECISION_FILTER (object)->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (rc_decision_filter_parent_class)->dispose (object);
}

static void
rc_decision_filter_finalize (GObject *object)
{
  RcDecisionFilter *self = RC_DECISION_FILTER (object);

  for (guint i = 0; i < N_ENTRIES; i++)
    g_free (self->applied[i]);
  g_clear_pointer (&self->found, g_array_unref);
  g_free (self->number);
  G_OBJECT_CLASS (rc_decision_filter_parent_class)->finalize (object);
}

static void
rc_decision_filter_class_init (RcDecisionFilterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rc_decision_filter_dispose;
  object_class->finalize = rc_decision_filter_finalize;
  signals[SIGNAL_APPLIED] = g_signal_new ("applied", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SEARCH);
}

static void
rc_decision_filter_init (RcDecisionFilter *self)
{
  /* Large text in a small window: the line is wider than the page, and scrolls. */
  self->scroller = gtk_scrolled_window_new ();
  self->parts = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->parts);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  for (guint i = 0; i < N_ENTRIES; i++)
    add_entry (self, i);
  add_button (self, _("_Apply"), "apply-filter", G_CALLBACK (apply));
  self->clear = add_button (self, _("C_lear"), "clear-filter", G_CALLBACK (rc_decision_filter_clear));
  gtk_widget_set_sensitive (self->clear, FALSE);
  self->order = gtk_toggle_button_new_with_mnemonic (_("_Newest First"));
  gtk_widget_set_name (self->order, "newest-first");
  gtk_widget_set_valign (self->order, GTK_ALIGN_END);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->order), TRUE);
  g_signal_connect_swapped (self->order, "toggled", G_CALLBACK (order_changed), self);
  add_part (self, self->order);
}

GtkWidget *
rc_decision_filter_new (void)
{
  return g_object_new (RC_TYPE_DECISION_FILTER, NULL);
}
