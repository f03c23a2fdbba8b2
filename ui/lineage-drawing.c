/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/lineage-drawing.h"

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

G_STATIC_ASSERT (G_N_ELEMENTS (places) == RC_LINEAGE_BOXES);

/* --- Places --- */

static double
get_scale (const RcLineageDrawing *self)
{
  PangoContext *context = gtk_widget_get_pango_context (self->widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    size *= pango_cairo_context_get_resolution (context) / 72.0;
  return CLAMP (size / USUAL_TEXT, 0.75, 4);
}

static double
node_x (const RcLineageBox *node)
{
  return MARGIN + node->column * COLUMN_WIDTH + SPINE + STUB;
}

static double
node_y (const RcLineageBox *node)
{
  return MARGIN + HEAD_HEIGHT + node->row * ROW_HEIGHT;
}

static const RcLineageSlot *
get_slot (const RcLineageDrawing *self,
          const RcLineageBox     *node)
{
  return g_ptr_array_index (self->stock->lineage->slots, node->slot);
}

/* --- Drawing --- */

static void
set_ink (const RcLineageDrawing *self,
         cairo_t                *cr,
         RcInkRole               role)
{
  rc_scheme_set_ink (cr, rc_scheme_ink (rc_scheme_of_widget (self->widget), role));
}

/* @lines: at most so many, the last cut. */
static void
draw_text (const RcLineageDrawing *self,
           cairo_t                *cr,
           const char             *text,
           double                  x,
           double                  y,
           double                  width,
           int                     lines,
           double                  size,
           gboolean                is_strong)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (self->widget, text);
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
set_line (const RcLineageDrawing *self,
          cairo_t                *cr,
          Edge                    edge)
{
  static const double dashes[] = { 4, 3 };

  set_ink (self, cr, RC_INK_MUTED);
  cairo_set_line_width (cr, edge == EDGE_STRONG ? 1.5 : 1);
  cairo_set_dash (cr, dashes, edge == EDGE_STRONG ? 0 : G_N_ELEMENTS (dashes), 0);
}

static void
draw_edges (const RcLineageDrawing *self,
            cairo_t                *cr)
{
  double trunk = MARGIN + HEAD_HEIGHT - 40;

  set_line (self, cr, EDGE_STRONG);
  cairo_move_to (cr, MARGIN + SPINE, MARGIN + 38);
  cairo_line_to (cr, MARGIN + SPINE, trunk);
  cairo_line_to (cr, MARGIN + (N_COLUMNS - 1) * COLUMN_WIDTH + SPINE, trunk);
  cairo_stroke (cr);
  for (guint i = 0; i < self->n_boxes; i++)
    {
      const RcLineageBox *node = &self->boxes[i];
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
draw_frame (const RcLineageDrawing *self,
            cairo_t                *cr,
            const RcLineageBox     *node,
            gboolean                is_selected)
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
      cairo_set_line_width (cr, gtk_widget_has_focus (self->widget) ? 3 : 2);
    }
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_box (const RcLineageDrawing *self,
          cairo_t                *cr,
          guint                   index,
          guint                   selected)
{
  const RcLineageBox *node = &self->boxes[index];
  const RcLineageSlot *slot = get_slot (self, node);
  g_autofree char *value = dup_value (slot);
  double x = node_x (node) + 6;
  double y = node_y (node) + 5;
  double width = NODE_WIDTH - SHAPE_SIZE - 18;

  draw_frame (self, cr, node, index == selected);
  rc_shape_draw (rc_shape_of_standing (slot->standing), rc_scheme_of_widget (self->widget), cr, x, y + 1, SHAPE_SIZE);
  set_ink (self, cr, RC_INK_MUTED);
  draw_text (self, cr, _(places[node->place].label), x + SHAPE_SIZE + 6, y, width, 1, 11, FALSE);
  draw_text (self, cr, rc_lineage_slot_word (slot), x + 2, y + 48, NODE_WIDTH - 12, 1, 10.5, FALSE);
  set_ink (self, cr, RC_INK_TEXT);
  draw_text (self, cr, value, x + SHAPE_SIZE + 6, y + 15, width, 2, 12, TRUE);
}

static void
draw_head (const RcLineageDrawing *self,
           cairo_t                *cr)
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
      draw_text (self, cr, _(headings[i]), MARGIN + i * COLUMN_WIDTH + SPINE + STUB, MARGIN + HEAD_HEIGHT - 34, NODE_WIDTH + 4, 2, 11,
                 TRUE);
    }
}

static void
draw_foot (const RcLineageDrawing *self,
           cairo_t                *cr)
{
  set_ink (self, cr, RC_INK_MUTED);
  draw_text (self, cr, _("Solid line: the record itself, or the same fingerprint. Dashed line: only the same name. No line: nothing "
                               "leads there."),
             MARGIN + SPINE, MARGIN + HEAD_HEIGHT + self->n_rows * ROW_HEIGHT, N_COLUMNS * COLUMN_WIDTH, 1, 11, FALSE);
}

/**
 * rc_lineage_drawing_draw:
 * @selected: number of the box that stands out; more than there are for none
 */
void
rc_lineage_drawing_draw (const RcLineageDrawing *self,
                         cairo_t                *cr,
                         guint                   selected)
{
  if (self->stock == NULL)
    return;

  cairo_save (cr);
  cairo_scale (cr, get_scale (self), get_scale (self));
  draw_edges (self, cr);
  draw_head (self, cr);
  for (guint i = 0; i < self->n_boxes; i++)
    draw_box (self, cr, i, selected);
  draw_foot (self, cr);
  cairo_restore (cr);
}

void
rc_lineage_drawing_get_size (const RcLineageDrawing *self,
                             double                 *out_width,
                             double                 *out_height)
{
  *out_width = (N_COLUMNS * COLUMN_WIDTH + 2 * MARGIN) * get_scale (self);
  *out_height = (HEAD_HEIGHT + MAX (self->n_rows, 1) * ROW_HEIGHT + FOOT_HEIGHT + 2 * MARGIN) * get_scale (self);
}

void
rc_lineage_drawing_get_box (const RcLineageDrawing *self,
                            guint                   index,
                            graphene_rect_t        *out_bounds)
{
  const RcLineageBox *node = &self->boxes[index];
  float scale = (float) get_scale (self);

  graphene_rect_init (out_bounds, (float) node_x (node) * scale, (float) node_y (node) * scale, (float) NODE_WIDTH * scale,
                      (float) NODE_HEIGHT * scale);
}

const RcLineageSlot *
rc_lineage_drawing_peek_slot (const RcLineageDrawing *self,
                              guint                   index)
{
  return index < self->n_boxes ? get_slot (self, &self->boxes[index]) : NULL;
}

char *
rc_lineage_drawing_dup_value (const RcLineageSlot *slot)
{
  return dup_value (slot);
}

static void
place_boxes (RcLineageDrawing *self)
{
  guint rows[N_COLUMNS] = { 0 };

  self->n_boxes = 0;
  self->n_rows = 0;
  for (guint i = 0; i < G_N_ELEMENTS (places) && self->stock != NULL; i++)
    for (guint slot = 0; slot < self->stock->lineage->slots->len; slot++)
      {
        const RcLineageSlot *found = g_ptr_array_index (self->stock->lineage->slots, slot);

        if (strcmp (found->slot, places[i].slot) != 0)
          continue;
        self->boxes[self->n_boxes++] = (RcLineageBox) { slot, i, places[i].column, rows[places[i].column]++ };
        self->n_rows = MAX (self->n_rows, rows[places[i].column]);
      }
}

void
rc_lineage_drawing_set (RcLineageDrawing *self,
                        RcLineageStock   *stock)
{
  g_clear_pointer (&self->stock, rc_lineage_stock_unref);
  self->stock = stock != NULL ? rc_lineage_stock_ref (stock) : NULL;
  place_boxes (self);
}
