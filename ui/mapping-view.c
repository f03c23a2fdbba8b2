/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/mapping-view.h"

#include "core/words.h"
#include "ui/form.h"
#include "ui/mapping-compare.h"
#include "ui/parts.h"

#define MARGIN         12
#define FORM_WIDTH     460
#define COMPARE_WIDTH  300
#define MISSING_HEIGHT 78      /* at the most: the rest is scrolled to */

struct _RcMappingView
{
  GtkBox     parent_instance;
  GtkWidget *form;
  GtkWidget *compare;
  GtkWidget *trouble;
  GtkWidget *said;
  GtkWidget *below;
  GtkWidget *missing;
};

G_DEFINE_FINAL_TYPE (RcMappingView, rc_mapping_view, GTK_TYPE_BOX)

RcMappingForm *
rc_mapping_view_peek_form (RcMappingView *self)
{
  return RC_MAPPING_FORM (self->form);
}

static void
show_missing (RcMappingView *self)
{
  g_autoptr (GPtrArray) missing = rc_mapping_draft_list_missing (rc_mapping_form_peek_draft (RC_MAPPING_FORM (self->form)));

  rc_parts_clear (self->missing);
  for (guint i = 0; i < missing->len; i++)
    gtk_box_append (GTK_BOX (self->missing), rc_parts_text (g_ptr_array_index (missing, i), NULL));
  gtk_widget_set_visible (self->below, missing->len > 0);
}

void
rc_mapping_view_show (RcMappingView *self,
                      GPtrArray     *previews)
{
  rc_mapping_compare_show (RC_MAPPING_COMPARE (self->compare), previews);
  rc_mapping_form_tell_silent (RC_MAPPING_FORM (self->form), previews);
  show_missing (self);
}

void
rc_mapping_view_show_raw (RcMappingView *self,
                          const char    *text,
                          gsize          length)
{
  rc_mapping_compare_show_raw (RC_MAPPING_COMPARE (self->compare), text, length);
  gtk_widget_set_visible (self->below, FALSE);
}

void
rc_mapping_view_show_nothing (RcMappingView *self)
{
  rc_mapping_compare_show_nothing (RC_MAPPING_COMPARE (self->compare));
  gtk_widget_set_visible (self->below, FALSE);
}

void
rc_mapping_view_set_trouble (RcMappingView *self,
                             const char    *sentence)
{
  rc_form_set_trouble (self->trouble, sentence);
  gtk_widget_set_visible (self->said, FALSE);
}

void
rc_mapping_view_say (RcMappingView *self,
                     const char    *sentence)
{
  rc_form_set_trouble (self->trouble, NULL);
  gtk_label_set_text (GTK_LABEL (self->said), sentence);
  gtk_widget_set_visible (self->said, TRUE);
}

/* --- The widget --- */

static GtkWidget *
scroller_new (GtkWidget *child)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_overlay_scrolling (GTK_SCROLLED_WINDOW (scroller), FALSE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  return scroller;
}

static GtkWidget *
panes_new (RcMappingView *self)
{
  GtkWidget *panes = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  GtkWidget *left = scroller_new (self->form);
  GtkWidget *right = scroller_new (self->compare);

  gtk_widget_set_size_request (left, FORM_WIDTH, -1);
  gtk_widget_set_size_request (right, COMPARE_WIDTH, -1);
  gtk_paned_set_start_child (GTK_PANED (panes), left);
  gtk_paned_set_end_child (GTK_PANED (panes), right);
  gtk_paned_set_shrink_start_child (GTK_PANED (panes), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (panes), FALSE);
  gtk_paned_set_resize_start_child (GTK_PANED (panes), FALSE);
  gtk_widget_set_vexpand (panes, TRUE);
  return panes;
}

static GtkWidget *
below_new (RcMappingView *self)
{
  GtkWidget *below = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = scroller_new (self->missing);

  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MISSING_HEIGHT);
  rc_parts_set_margins (below, MARGIN);
  gtk_box_append (GTK_BOX (below), rc_parts_heading (_("What Such a Log Will Leave Open"), 2));
  gtk_box_append (GTK_BOX (below), scroller);
  gtk_widget_set_visible (below, FALSE);
  return below;
}

GtkWidget *
rc_mapping_view_new (void)
{
  return g_object_new (RC_TYPE_MAPPING_VIEW, "orientation", GTK_ORIENTATION_VERTICAL, NULL);
}

static void
rc_mapping_view_class_init (RcMappingViewClass *klass)
{
}

static void
rc_mapping_view_init (RcMappingView *self)
{
  self->form = rc_mapping_form_new ();
  self->compare = rc_mapping_compare_new ();
  self->missing = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  self->trouble = rc_form_trouble_new ();
  self->said = rc_parts_text ("", NULL);
  self->below = below_new (self);
  gtk_widget_set_name (self->missing, "mapping-missing");
  gtk_widget_set_name (self->said, "mapping-said");
  rc_parts_set_margins (self->form, MARGIN);
  rc_parts_set_margins (self->compare, MARGIN);
  rc_parts_set_margins (self->trouble, MARGIN);
  rc_parts_set_margins (self->said, MARGIN);
  gtk_widget_set_visible (self->said, FALSE);
  gtk_box_append (GTK_BOX (self), panes_new (self));
  gtk_box_append (GTK_BOX (self), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (self), self->trouble);
  gtk_box_append (GTK_BOX (self), self->said);
  gtk_box_append (GTK_BOX (self), self->below);
}
