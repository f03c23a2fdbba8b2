/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/lineage-graph.h"

#include "core/words.h"
#include "ui/lineage-drawing.h"

#define ROOM 12     /* pixels around the box that was brought into view */

struct _RcLineageGraph
{
  GtkWidget        parent_instance;
  RcLineageDrawing drawing;
  guint            selected;      /* of its boxes; n_boxes: none */
};

enum
{
  PROP_SELECTED = 1,
  N_PROPERTIES
};

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RcLineageGraph, rc_lineage_graph, GTK_TYPE_WIDGET)

/* --- Drawing --- */

static void
rc_lineage_graph_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  RcLineageGraph *self = RC_LINEAGE_GRAPH (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  rc_lineage_drawing_draw (&self->drawing, cr, self->selected);
  cairo_destroy (cr);
}

static void
rc_lineage_graph_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  double width, height;

  rc_lineage_drawing_get_size (&RC_LINEAGE_GRAPH (widget)->drawing, &width, &height);
  *minimum = *natural = (int) (orientation == GTK_ORIENTATION_HORIZONTAL ? width : height) + 1;
}

/* --- Selecting --- */

static void
describe_selected (RcLineageGraph *self)
{
  const RcLineageSlot *slot = rc_lineage_drawing_peek_slot (&self->drawing, self->selected);
  g_autofree char *value = slot != NULL ? rc_lineage_drawing_dup_value (slot) : NULL;
  g_autofree char *text = NULL;

  if (slot != NULL)
    text = g_strdup_printf ("%s %s. %s", slot->question, value, rc_lineage_slot_sentence (slot));
  else
    text = g_strdup (_("The questions say the same as this drawing; the arrow keys go from one to the next."));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
bring_into_view (RcLineageGraph *self)
{
  GtkScrolledWindow *scroller = GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW));
  graphene_rect_t box;

  if (scroller == NULL || self->selected >= self->drawing.n_boxes)
    return;
  rc_lineage_drawing_get_box (&self->drawing, self->selected, &box);
  gtk_adjustment_clamp_page (gtk_scrolled_window_get_hadjustment (scroller), box.origin.x - 2 * ROOM, box.origin.x + box.size.width + ROOM);
  /* With the first of a column, its heading. */
  gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (scroller),
                             self->drawing.boxes[self->selected].row == 0 ? 0 : box.origin.y - ROOM, box.origin.y + box.size.height + ROOM);
}

static void
select_node (RcLineageGraph *self,
             guint           index)
{
  if (self->selected == index)
    return;

  self->selected = index;
  describe_selected (self);
  bring_into_view (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static guint
find_node (RcLineageGraph *self,
           guint           slot)
{
  guint index = 0;

  while (index < self->drawing.n_boxes && self->drawing.boxes[index].slot != slot)
    index++;
  return index;
}

void
rc_lineage_graph_select (RcLineageGraph *self,
                         guint           slot)
{
  g_return_if_fail (RC_IS_LINEAGE_GRAPH (self));

  select_node (self, find_node (self, slot));
}

guint
rc_lineage_graph_get_selected (RcLineageGraph *self)
{
  return self->selected < self->drawing.n_boxes ? self->drawing.boxes[self->selected].slot : GTK_INVALID_LIST_POSITION;
}

/* The node nearest to the wanted place, in that column. */
static guint
find_near (RcLineageGraph *self,
           int             column,
           int             row)
{
  guint best = self->drawing.n_boxes;

  for (guint i = 0; i < self->drawing.n_boxes; i++)
    if ((int) self->drawing.boxes[i].column == column &&
        (best == self->drawing.n_boxes || ABS ((int) self->drawing.boxes[i].row - row) < ABS ((int) self->drawing.boxes[best].row - row)))
      best = i;
  return best;
}

static gboolean
move (GtkWidget *widget,
      GVariant  *arguments,
      gpointer   data)
{
  RcLineageGraph *self = RC_LINEAGE_GRAPH (widget);
  int across = 0, down = 0;
  guint index = 0;

  if (self->drawing.n_boxes == 0)
    return FALSE;
  g_variant_get (arguments, "(ii)", &across, &down);
  if (self->selected < self->drawing.n_boxes)
    index = find_near (self, (int) self->drawing.boxes[self->selected].column + across,
                       (int) self->drawing.boxes[self->selected].row + down);
  if (index < self->drawing.n_boxes)
    select_node (self, index);
  return TRUE;
}

static gboolean
jump (GtkWidget *widget,
      GVariant  *arguments,
      gpointer   data)
{
  RcLineageGraph *self = RC_LINEAGE_GRAPH (widget);

  if (self->drawing.n_boxes > 0)
    select_node (self, g_variant_get_boolean (arguments) ? self->drawing.n_boxes - 1 : 0);
  return self->drawing.n_boxes > 0;
}

static gboolean
activate (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   data)
{
  g_signal_emit (widget, signals[SIGNAL_ACTIVATED], 0);
  return TRUE;
}

static void
pressed (GtkGestureClick *gesture,
         int              n_press,
         double           x,
         double           y,
         RcLineageGraph  *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  for (guint i = 0; i < self->drawing.n_boxes; i++)
    {
      graphene_rect_t box;

      rc_lineage_drawing_get_box (&self->drawing, i, &box);
      if (!graphene_rect_contains_point (&box, &GRAPHENE_POINT_INIT ((float) x, (float) y)))
        continue;
      select_node (self, i);
      if (n_press == 2)
        g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
    }
}

/* --- What is drawn --- */

void
rc_lineage_graph_set_lineage (RcLineageGraph *self,
                              RcLineageStock *stock)
{
  guint selected;

  g_return_if_fail (RC_IS_LINEAGE_GRAPH (self));

  selected = rc_lineage_graph_get_selected (self);
  rc_lineage_drawing_set (&self->drawing, stock);
  self->selected = find_node (self, selected);
  describe_selected (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* --- The widget --- */

static void
rc_lineage_graph_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (id == PROP_SELECTED)
    g_value_set_uint (value, rc_lineage_graph_get_selected (RC_LINEAGE_GRAPH (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rc_lineage_graph_finalize (GObject *object)
{
  rc_lineage_drawing_set (&RC_LINEAGE_GRAPH (object)->drawing, NULL);
  G_OBJECT_CLASS (rc_lineage_graph_parent_class)->finalize (object);
}

static void
add_move (GtkWidgetClass *klass,
          guint           key,
          guint           keypad_key,
          int             across,
          int             down)
{
  gtk_widget_class_add_binding (klass, key, 0, move, "(ii)", across, down);
  gtk_widget_class_add_binding (klass, keypad_key, 0, move, "(ii)", across, down);
}

static void
rc_lineage_graph_class_init (RcLineageGraphClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rc_lineage_graph_get_property;
  object_class->finalize = rc_lineage_graph_finalize;
  widget_class->measure = rc_lineage_graph_measure;
  widget_class->snapshot = rc_lineage_graph_snapshot;
  properties[PROP_SELECTED] = g_param_spec_uint ("selected", NULL, NULL, 0, G_MAXUINT, GTK_INVALID_LIST_POSITION,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  add_move (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, -1, 0);
  add_move (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, 1, 0);
  add_move (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, 0, -1);
  add_move (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, 0, 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, jump, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, jump, "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, activate, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, activate, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, activate, NULL);
  gtk_widget_class_set_css_name (widget_class, "lineagegraph");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rc_lineage_graph_init (RcLineageGraph *self)
{
  GtkGesture *gesture = gtk_gesture_click_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->drawing.widget = GTK_WIDGET (self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect (gesture, "pressed", G_CALLBACK (pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (gesture));
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (gtk_widget_queue_draw), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (gtk_widget_queue_draw), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("The Lineage as a Drawing"), -1);
  describe_selected (self);
}

GtkWidget *
rc_lineage_graph_new (void)
{
  return g_object_new (RC_TYPE_LINEAGE_GRAPH, NULL);
}
