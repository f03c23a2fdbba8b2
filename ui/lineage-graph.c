/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/lineage-graph.h"

#include <string.h>

#include "core/display-text.h"
#include "core/words.h"
#include "reports/exhibit.h"
#include "ui/scheme.h"

/* Pixels at the usual size of text; everything grows with the text. */
#define COLUMN_WIDTH 180.0
#define NODE_WIDTH   150.0
#define NODE_HEIGHT   72.0
#define ROW_HEIGHT    80.0
#define FOOT_HEIGHT   20.0      /* what the lines mean */
#define HEAD_HEIGHT   96.0      /* the decision, the trunk, the headings */
#define MARGIN        16.0
#define SHAPE_SIZE    14.0
#define SPINE          4.0      /* from the left of a column */
#define STUB          18.0      /* from there to a question */
#define USUAL_TEXT    13.33     /* pixels of a text of 10 points */
#define MAX_VALUE_BYTES 120u

/* Where each question stands: from the decision outwards. The whole question is read beside the drawing. */
static const struct
{
  const char *slot;
  const char *label;
  guint       column;
} places[] = {
  { "input", N_("Input"), 0 },
  { "subject", N_("Person"), 0 },
  { "output", N_("Machine's answer"), 0 },
  { "score", N_("Score"), 0 },
  { "endpoint", N_("Endpoint"), 1 },
  { "deployment", N_("Deployment"), 1 },
  { "model-version", N_("Model version"), 1 },
  { "artefact", N_("File that ran"), 1 },
  { "run", N_("Training run"), 2 },
  { "dataset", N_("Data"), 2 },
  { "commit", N_("Code"), 2 },
  { "environment", N_("Environment"), 2 },
  { "evaluation", N_("Evaluation"), 2 },
  { "approval", N_("Approval"), 3 },
  { "documentation", N_("Documentation"), 3 },
  { "card", N_("Model card then"), 3 },
  { "human-action", N_("Human action"), 3 },
  { "final-decision", N_("Final decision"), 3 },
  { "anomaly", N_("Anomalies near it"), 4 },
  { "incident", N_("Incidents near it"), 4 },
  { "reliance", N_("Protection"), 4 },
  { "retention", N_("Retention"), 4 },
};

static const char * const headings[] = {
  N_("Asked and answered"), N_("Who answered"), N_("Where it came from"), N_("Allowed, known, watched"), N_("Went wrong, relied on, kept"),
};

#define N_COLUMNS G_N_ELEMENTS (headings)

typedef struct
{
  guint slot;      /* its number in the lineage */
  guint place;
  guint column;
  guint row;
} Node;

struct _RcLineageGraph
{
  GtkWidget       parent_instance;
  RcLineageStock *stock;
  Node            nodes[G_N_ELEMENTS (places)];
  guint           n_nodes;
  guint           n_rows;
  guint           selected;       /* of the nodes; n_nodes: none */
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

/* --- Places --- */

static double
get_scale (RcLineageGraph *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    size *= pango_cairo_context_get_resolution (context) / 72.0;
  return CLAMP (size / USUAL_TEXT, 0.75, 4);
}

static double
node_x (const Node *node)
{
  return MARGIN + node->column * COLUMN_WIDTH + SPINE + STUB;
}

static double
node_y (const Node *node)
{
  return MARGIN + HEAD_HEIGHT + node->row * ROW_HEIGHT;
}

static const RcLineageSlot *
get_slot (RcLineageGraph *self,
          const Node     *node)
{
  return g_ptr_array_index (self->stock->lineage->slots, node->slot);
}

/* --- Drawing --- */

static void
set_ink (RcLineageGraph *self,
         cairo_t        *cr,
         RcInkRole       role)
{
  rc_scheme_set_ink (cr, rc_scheme_ink (rc_scheme_of_widget (GTK_WIDGET (self)), role));
}

/* @lines: at most so many, the last cut. */
static void
draw_text (RcLineageGraph *self,
           cairo_t        *cr,
           const char     *text,
           double          x,
           double          y,
           double          width,
           int             lines,
           double          size,
           gboolean        is_strong)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (pango_layout_get_context (layout)));
  PangoAttrList *attributes = pango_attr_list_new ();

  /* The drawing is scaled as a whole. */
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, is_strong ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height (layout, -lines);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  pango_font_description_free (font);
}

typedef enum
{
  EDGE_NONE,
  EDGE_NAME,
  EDGE_STRONG,
} Edge;

/* The weakest of the answers: a line must not promise more than one of them keeps. */
static Edge
get_edge (const RcLineageSlot *slot)
{
  Edge edge = slot->answers->len > 0 ? EDGE_STRONG : EDGE_NONE;

  for (guint i = 0; i < slot->answers->len; i++)
    if (((const RcLineageAnswer *) g_ptr_array_index (slot->answers, i))->identity == RC_IDENTITY_WEAK)
      edge = EDGE_NAME;
  return edge;
}

static void
set_line (RcLineageGraph *self,
          cairo_t        *cr,
          Edge            edge)
{
  static const double dashes[] = { 4, 3 };

  set_ink (self, cr, RC_INK_MUTED);
  cairo_set_line_width (cr, edge == EDGE_STRONG ? 1.5 : 1);
  cairo_set_dash (cr, dashes, edge == EDGE_STRONG ? 0 : G_N_ELEMENTS (dashes), 0);
}

static void
draw_edges (RcLineageGraph *self,
            cairo_t        *cr)
{
  double trunk = MARGIN + HEAD_HEIGHT - 40;

  set_line (self, cr, EDGE_STRONG);
  cairo_move_to (cr, MARGIN + SPINE, MARGIN + 38);
  cairo_line_to (cr, MARGIN + SPINE, trunk);
  cairo_line_to (cr, MARGIN + (N_COLUMNS - 1) * COLUMN_WIDTH + SPINE, trunk);
  cairo_stroke (cr);
  for (guint i = 0; i < self->n_nodes; i++)
    {
      const Node *node = &self->nodes[i];
      double spine = MARGIN + node->column * COLUMN_WIDTH + SPINE;
      Edge edge = get_edge (get_slot (self, node));

      set_line (self, cr, EDGE_STRONG);
      cairo_move_to (cr, spine, node->row == 0 ? trunk : node_y (node) - ROW_HEIGHT + NODE_HEIGHT / 2);
      cairo_line_to (cr, spine, node_y (node) + NODE_HEIGHT / 2);
      cairo_stroke (cr);
      if (edge == EDGE_NONE)
        continue;
      set_line (self, cr, edge);
      cairo_move_to (cr, spine, node_y (node) + NODE_HEIGHT / 2);
      cairo_line_to (cr, node_x (node), node_y (node) + NODE_HEIGHT / 2);
      cairo_stroke (cr);
    }
  cairo_set_dash (cr, NULL, 0, 0);
}

static char *
dup_value (const RcLineageSlot *slot)
{
  const RcLineageAnswer *first = slot->answers->len > 0 ? g_ptr_array_index (slot->answers, 0) : NULL;
  g_autofree char *shown = NULL;

  if (first == NULL)
    return g_strdup ("");
  shown = rc_display_text (first->value, -1, MAX_VALUE_BYTES);
  return rc_exhibit_shorten_hex (shown);
}

static void
draw_frame (RcLineageGraph *self,
            cairo_t        *cr,
            const Node     *node,
            gboolean        is_selected)
{
  cairo_rectangle (cr, node_x (node) + 0.5, node_y (node) + 0.5, NODE_WIDTH - 1, NODE_HEIGHT - 1);
  set_ink (self, cr, is_selected ? RC_INK_PANEL : RC_INK_GROUND);
  cairo_fill_preserve (cr);
  set_line (self, cr, get_edge (get_slot (self, node)) == EDGE_NONE ? EDGE_NONE : EDGE_STRONG);
  cairo_set_line_width (cr, 1);
  if (is_selected)
    {
      cairo_set_dash (cr, NULL, 0, 0);
      set_ink (self, cr, RC_INK_ACCENT);
      cairo_set_line_width (cr, gtk_widget_has_focus (GTK_WIDGET (self)) ? 3 : 2);
    }
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_node (RcLineageGraph *self,
           cairo_t        *cr,
           guint           index)
{
  const Node *node = &self->nodes[index];
  const RcLineageSlot *slot = get_slot (self, node);
  g_autofree char *value = dup_value (slot);
  double x = node_x (node) + 6;
  double y = node_y (node) + 5;
  double width = NODE_WIDTH - SHAPE_SIZE - 18;

  draw_frame (self, cr, node, index == self->selected);
  rc_shape_draw (rc_shape_of_standing (slot->standing), rc_scheme_of_widget (GTK_WIDGET (self)), cr, x, y + 1, SHAPE_SIZE);
  set_ink (self, cr, RC_INK_MUTED);
  draw_text (self, cr, _(places[node->place].label), x + SHAPE_SIZE + 6, y, width, 1, 11, FALSE);
  draw_text (self, cr, rc_standing_word (slot->standing), x + 2, y + 48, NODE_WIDTH - 12, 1, 10.5, FALSE);
  set_ink (self, cr, RC_INK_TEXT);
  draw_text (self, cr, value, x + SHAPE_SIZE + 6, y + 15, width, 2, 12, TRUE);
}

static void
draw_head (RcLineageGraph *self,
           cairo_t        *cr)
{
  const RcLineage *lineage = self->stock->lineage;
  g_autofree char *name = rc_display_text (lineage->decision != NULL ? lineage->decision : lineage->reference, -1, MAX_VALUE_BYTES);
  double width = N_COLUMNS * COLUMN_WIDTH - SPINE;

  set_ink (self, cr, RC_INK_PANEL);
  cairo_rectangle (cr, MARGIN, MARGIN, width, 38);
  cairo_fill (cr);
  set_ink (self, cr, RC_INK_TEXT);
  draw_text (self, cr, name, MARGIN + 10, MARGIN + 8, width - 20, 1, 15, TRUE);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      set_ink (self, cr, RC_INK_MUTED);
      draw_text (self, cr, _(headings[i]), MARGIN + i * COLUMN_WIDTH + SPINE + STUB, MARGIN + HEAD_HEIGHT - 34, NODE_WIDTH + 4, 2, 11, TRUE);
    }
}

static void
draw_foot (RcLineageGraph *self,
           cairo_t        *cr)
{
  set_ink (self, cr, RC_INK_MUTED);
  draw_text (self, cr, _("Solid line: the record itself, or the same fingerprint. Dashed line: only the same name. No line: nothing leads there."),
             MARGIN + SPINE, MARGIN + HEAD_HEIGHT + self->n_rows * ROW_HEIGHT, N_COLUMNS * COLUMN_WIDTH, 1, 11, FALSE);
}

static void
rc_lineage_graph_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  RcLineageGraph *self = RC_LINEAGE_GRAPH (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  cairo_t *cr;

  if (self->stock == NULL)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  cairo_scale (cr, get_scale (self), get_scale (self));
  draw_edges (self, cr);
  draw_head (self, cr);
  for (guint i = 0; i < self->n_nodes; i++)
    draw_node (self, cr, i);
  draw_foot (self, cr);
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
  RcLineageGraph *self = RC_LINEAGE_GRAPH (widget);
  double length = orientation == GTK_ORIENTATION_HORIZONTAL ? N_COLUMNS * COLUMN_WIDTH + 2 * MARGIN
                                                            : HEAD_HEIGHT + MAX (self->n_rows, 1) * ROW_HEIGHT + FOOT_HEIGHT + 2 * MARGIN;

  *minimum = *natural = (int) (length * get_scale (self)) + 1;
}

/* --- Selecting --- */

static void
describe_selected (RcLineageGraph *self)
{
  const RcLineageSlot *slot = self->selected < self->n_nodes ? get_slot (self, &self->nodes[self->selected]) : NULL;
  g_autofree char *value = slot != NULL ? dup_value (slot) : NULL;
  g_autofree char *text = NULL;

  if (slot != NULL)
    text = g_strdup_printf ("%s %s. %s", slot->question, value, rc_standing_sentence (slot->standing));
  else
    text = g_strdup (_("The questions say the same as this drawing; the arrow keys go from one to the next."));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
bring_into_view (RcLineageGraph *self)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  const Node *node = &self->nodes[self->selected];
  double scale = get_scale (self);

  if (scroller == NULL || self->selected >= self->n_nodes)
    return;
  gtk_adjustment_clamp_page (gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller)), (node_x (node) - STUB) * scale,
               (node_x (node) + NODE_WIDTH + SPINE) * scale);
  gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)), (node->row == 0 ? 0 : node_y (node)) * scale,
               (node_y (node) + NODE_HEIGHT + SPINE) * scale);
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

  while (index < self->n_nodes && self->nodes[index].slot != slot)
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
  return self->selected < self->n_nodes ? self->nodes[self->selected].slot : GTK_INVALID_LIST_POSITION;
}

/* The node nearest to the wanted place, in that column. */
static guint
find_near (RcLineageGraph *self,
           int             column,
           int             row)
{
  guint best = self->n_nodes;

  for (guint i = 0; i < self->n_nodes; i++)
    if ((int) self->nodes[i].column == column &&
        (best == self->n_nodes || ABS ((int) self->nodes[i].row - row) < ABS ((int) self->nodes[best].row - row)))
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

  if (self->n_nodes == 0)
    return FALSE;
  g_variant_get (arguments, "(ii)", &across, &down);
  if (self->selected < self->n_nodes)
    index = find_near (self, (int) self->nodes[self->selected].column + across, (int) self->nodes[self->selected].row + down);
  if (index < self->n_nodes)
    select_node (self, index);
  return TRUE;
}

static gboolean
jump (GtkWidget *widget,
      GVariant  *arguments,
      gpointer   data)
{
  RcLineageGraph *self = RC_LINEAGE_GRAPH (widget);

  if (self->n_nodes > 0)
    select_node (self, g_variant_get_boolean (arguments) ? self->n_nodes - 1 : 0);
  return self->n_nodes > 0;
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
  double scale = get_scale (self);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  for (guint i = 0; i < self->n_nodes; i++)
    {
      const Node *node = &self->nodes[i];

      if (x / scale < node_x (node) || x / scale >= node_x (node) + NODE_WIDTH ||
          y / scale < node_y (node) || y / scale >= node_y (node) + NODE_HEIGHT)
        continue;
      select_node (self, i);
      if (n_press == 2)
        g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
    }
}

/* --- What is drawn --- */

static void
place_nodes (RcLineageGraph *self)
{
  guint rows[N_COLUMNS] = { 0 };

  self->n_nodes = 0;
  self->n_rows = 0;
  for (guint i = 0; i < G_N_ELEMENTS (places) && self->stock != NULL; i++)
    for (guint slot = 0; slot < self->stock->lineage->slots->len; slot++)
      {
        const RcLineageSlot *found = g_ptr_array_index (self->stock->lineage->slots, slot);

        if (strcmp (found->slot, places[i].slot) != 0)
          continue;
        self->nodes[self->n_nodes++] = (Node) { slot, i, places[i].column, rows[places[i].column]++ };
        self->n_rows = MAX (self->n_rows, rows[places[i].column]);
      }
}

void
rc_lineage_graph_set_lineage (RcLineageGraph *self,
                              RcLineageStock *stock)
{
  guint selected;

  g_return_if_fail (RC_IS_LINEAGE_GRAPH (self));

  selected = rc_lineage_graph_get_selected (self);
  g_clear_pointer (&self->stock, rc_lineage_stock_unref);
  self->stock = stock != NULL ? rc_lineage_stock_ref (stock) : NULL;
  place_nodes (self);
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
  g_clear_pointer (&RC_LINEAGE_GRAPH (object)->stock, rc_lineage_stock_unref);
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
