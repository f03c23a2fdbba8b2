/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/decision/lineage-figure.h"

#include <string.h>

#include "core/words.h"
#include "reports/typesetting/type-setting.h"
#include "reports/frame.h"

#define N_COLUMNS       4
#define N_ROWS          4
#define NODE_WIDTH      0.86     /* of a column */
#define NODE_HEIGHT     44.0     /* points, as all below */
#define ROW_HEIGHT      66.0
#define FIGURE_HEIGHT   (N_ROWS * ROW_HEIGHT)
#define PADDING         4.0
#define SIGN_SIZE       9.0
#define LABEL_SIZE      7.0
#define VALUE_SIZE      7.5
#define LINE_WIDTH      0.8
#define SHOWN_CHARACTERS 22

/* Where each question stands. */
static const struct
{
  const char *slot;
  const char *label;
  guint       column;
  guint       row;
} places[] = {
  { "input", N_("Input"), 0, 0 },
  { "output", N_("Machine's answer"), 1, 0 },
  { "human-action", N_("Human action"), 2, 0 },
  { "final-decision", N_("Final decision"), 3, 0 },
  { "deployment", N_("Deployment"), 0, 1 },
  { "model-version", N_("Model version"), 1, 1 },
  { "approval", N_("Approval"), 2, 1 },
  { "card", N_("Model card then"), 3, 1 },
  { "artefact", N_("File that ran"), 0, 2 },
  { "run", N_("Training run"), 1, 2 },
  { "documentation", N_("Documentation"), 2, 2 },
  { "dataset", N_("Data"), 0, 3 },
  { "commit", N_("Code"), 1, 3 },
  { "environment", N_("Environment"), 2, 3 },
  { "evaluation", N_("Evaluation"), 3, 3 },
};

/* A line is whole where both ends are answered. */
static const struct
{
  const char *from;
  const char *to;
} lines[] = {
  { "input", "output" }, { "output", "human-action" }, { "human-action", "final-decision" }, { "output", "model-version" },
  { "model-version", "deployment" }, { "model-version", "approval" }, { "approval", "card" }, { "model-version", "artefact" },
  { "model-version", "run" }, { "approval", "documentation" }, { "run", "dataset" }, { "run", "commit" }, { "run", "environment" },
  { "run", "evaluation" },
};

typedef struct
{
  char       *labels[G_N_ELEMENTS (places)];
  char       *values[G_N_ELEMENTS (places)];
  RcStanding  standings[G_N_ELEMENTS (places)];
  gboolean    is_answered[G_N_ELEMENTS (places)];
} Figure;

static void
figure_free (gpointer data)
{
  Figure *self = data;

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_free (self->labels[i]);
      g_free (self->values[i]);
    }
  g_free (self);
}

static gsize
index_of (const char *slot)
{
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (strcmp (places[i].slot, slot) == 0)
      return i;

  g_return_val_if_reached (0);
}

static char *
dup_value (const RcLineageSlot *slot)
{
  const RcLineageAnswer *answer = slot->answers->len > 0 ? g_ptr_array_index (slot->answers, 0) : NULL;

  if (answer == NULL)
    return g_strdup (_("nothing received"));
  if (slot->answers->len > 1)
    return g_strdup_printf (rc_words_plural ("%u answer", "%u answers", slot->answers->len), slot->answers->len);

  return rc_frame_dup_quoted (answer->value, SHOWN_CHARACTERS, NULL);
}

static Figure *
figure_new (const RcLineage *lineage)
{
  Figure *self = g_new0 (Figure, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const RcLineageSlot *slot = rc_lineage_find_slot (lineage, places[i].slot);

      self->standings[i] = slot->standing;
      self->is_answered[i] = rc_lineage_slot_is_answered (slot);
      self->labels[i] = g_strdup_printf (_("%1$s: %2$s"), _(places[i].label), rc_lineage_slot_word (slot));
      self->values[i] = dup_value (slot);
    }
  return self;
}

static void
set_ink (cairo_t *cr,
         RcInk    ink)
{
  cairo_set_source_rgb (cr, ink.red, ink.green, ink.blue);
}

static double
middle_x (gsize  index,
          double width)
{
  return (places[index].column + 0.5) * width / N_COLUMNS;
}

static double
middle_y (gsize index)
{
  return (places[index].row + 0.5) * ROW_HEIGHT;
}

static void
set_dashes (cairo_t  *cr,
            gboolean  whole)
{
  static const double dashes[] = { 3.0, 2.0 };

  cairo_set_dash (cr, dashes, whole ? 0 : G_N_ELEMENTS (dashes), 0);
}

static void
draw_lines (const Figure *self,
            cairo_t      *cr,
            double        width)
{
  set_ink (cr, rc_scheme_ink (RC_SCHEME_PAPER, RC_INK_MUTED));
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      gsize from = index_of (lines[i].from), to = index_of (lines[i].to);

      set_dashes (cr, self->is_answered[from] && self->is_answered[to]);
      cairo_move_to (cr, middle_x (from, width), middle_y (from));
      cairo_line_to (cr, middle_x (to, width), middle_y (to));
      cairo_stroke (cr);
    }
}

/* Two lines at the most. */
static void
draw_text (cairo_t     *cr,
           const char  *words,
           RcTextStyle  style,
           double       size,
           double       x,
           double       y,
           double       width)
{
  const RcTypeSetting setting = { .size = size, .width = width, .wrap = PANGO_WRAP_WORD_CHAR };
  g_autoptr (RcText) text = rc_text_new ();
  g_autoptr (PangoLayout) layout = NULL;

  rc_text_add (text, style, words);
  layout = rc_figure_set (cr, text, &setting);
  for (int i = 0; i < MIN (2, pango_layout_get_line_count (layout)); i++)
    {
      cairo_move_to (cr, x, y + size + i * size * 1.2);
      pango_cairo_show_layout_line (cr, pango_layout_get_line_readonly (layout, i));
    }
}

static void
draw_node (const Figure *self,
           cairo_t      *cr,
           gsize         index,
           double        width)
{
  double node_width = width / N_COLUMNS * NODE_WIDTH;
  double x = middle_x (index, width) - node_width / 2;
  double y = middle_y (index) - NODE_HEIGHT / 2;
  double text_x = x + PADDING + SIGN_SIZE + PADDING;
  double text_width = node_width - SIGN_SIZE - 3 * PADDING;

  cairo_rectangle (cr, x, y, node_width, NODE_HEIGHT);
  set_ink (cr, rc_scheme_ink (RC_SCHEME_PAPER, RC_INK_GROUND));
  cairo_fill_preserve (cr);
  set_dashes (cr, self->is_answered[index]);
  set_ink (cr, rc_scheme_ink (RC_SCHEME_PAPER, RC_INK_TEXT));
  cairo_stroke (cr);
  set_dashes (cr, TRUE);
  rc_shape_draw (rc_shape_of_standing (self->standings[index]), RC_SCHEME_PAPER, cr, x + PADDING, y + PADDING, SIGN_SIZE);
  set_ink (cr, rc_scheme_ink (RC_SCHEME_PAPER, RC_INK_TEXT));
  draw_text (cr, self->labels[index], RC_TEXT_PLAIN, LABEL_SIZE, text_x, y + PADDING, text_width);
  set_ink (cr, rc_scheme_ink (RC_SCHEME_PAPER, RC_INK_TEXT));
  draw_text (cr, self->values[index], RC_TEXT_STRONG, VALUE_SIZE, text_x, y + PADDING + 2.5 * LABEL_SIZE, text_width);
}

static void
draw (cairo_t  *cr,
      double    width,
      double    height,
      gpointer  user_data)
{
  const Figure *self = user_data;

  cairo_set_line_width (cr, LINE_WIDTH);
  draw_lines (self, cr, width);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    draw_node (self, cr, i, width);
}

static char *
dup_alternative (const Figure *self)
{
  guint answered = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    answered += self->is_answered[i] ? 1 : 0;

  return g_strdup_printf (_("The lineage of the decision as a drawing: input, machine's answer, human action and final decision; the model "
                            "version with its deployment, approval, card and file; the training run with data, code, environment and "
                            "evaluation. %1$u of these %2$u are answered from records. The tables that follow say the same."),
                          answered, (guint) G_N_ELEMENTS (places));
}

void
rc_lineage_figure_add (RcDocument      *document,
                       const RcLineage *lineage)
{
  Figure *figure = figure_new (lineage);
  g_autofree char *alternative = dup_alternative (figure);

  rc_document_add_figure (document, alternative, FIGURE_HEIGHT, draw, figure, figure_free);
}
