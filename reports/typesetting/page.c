/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/page.h"

#include <cairo-pdf.h>

static void
use_ink (cairo_t   *cr,
         RcInkRole  role)
{
  RcInk ink = rc_scheme_ink (RC_SCHEME_PAPER, role);

  cairo_set_source_rgb (cr, ink.red, ink.green, ink.blue);
}

static void
draw_figure (const RcOp *op,
             cairo_t    *cr)
{
  cairo_save (cr);
  cairo_translate (cr, op->x, op->y);
  cairo_rectangle (cr, 0, 0, op->width, op->height);
  cairo_clip (cr);
  use_ink (cr, RC_INK_TEXT);
  op->figure->draw (cr, op->width, op->height, op->figure->user_data);
  cairo_restore (cr);
}

static void
draw_image (const RcOp *op,
            cairo_t    *cr,
            gboolean    in_file)
{
  cairo_save (cr);
  cairo_translate (cr, op->x, op->y);
  cairo_scale (cr, op->width / cairo_image_surface_get_width (op->image), op->height / cairo_image_surface_get_height (op->image));
  cairo_set_source_surface (cr, op->image, 0, 0);
  /* Smoothing between pixels is what archives do not want in a file. */
  cairo_pattern_set_filter (cairo_get_source (cr), in_file ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_GOOD);
  cairo_paint (cr);
  cairo_restore (cr);
}

static void
add_outline (const RcOp *op,
             RcPageFile *file)
{
  g_autofree char *place = g_strdup_printf ("page=%u pos=[%d %d]", file->number, (int) op->x, (int) op->y);
  int entry = cairo_pdf_surface_add_outline (file->surface, file->outline[op->level - 1], op->words, place, 0);

  /* A heading two levels below is an entry of this one where there is none between them. */
  for (int level = op->level; level < (int) G_N_ELEMENTS (file->outline); level++)
    file->outline[level] = entry;
}

static void
begin_element (const RcOp *op,
               RcPageFile *file,
               cairo_t    *cr)
{
  g_autofree char *attributes = op->place != NULL ? g_strdup_printf ("dest='%s'", op->place) : NULL;
  const RcElement element = { op->tag, op->words, op->language, op->scope, op->furniture };

  cairo_tag_begin (cr, op->tag, attributes);
  rc_element_list_add (file->elements, &element);
}

static void
add_anchor (const RcOp *op,
            cairo_t    *cr)
{
  g_autofree char *attributes = g_strdup_printf ("name='%s' x=%d y=%d", op->place, (int) op->x, (int) op->y);

  cairo_tag_begin (cr, CAIRO_TAG_DEST, attributes);
  cairo_tag_end (cr, CAIRO_TAG_DEST);
}

static void
draw_op (const RcOp *op,
         cairo_t    *cr,
         RcPageFile *file)
{
  switch (op->kind)
    {
    case RC_OP_BEGIN:
      if (file != NULL)
        begin_element (op, file, cr);
      break;
    case RC_OP_END:
      if (file != NULL)
        cairo_tag_end (cr, op->tag);
      break;
    case RC_OP_LINE:
      use_ink (cr, RC_INK_TEXT);
      rc_line_draw (op->line, cr, op->x, op->y);
      break;
    case RC_OP_FILL:
      use_ink (cr, op->ink);
      cairo_rectangle (cr, op->x, op->y, op->width, op->height);
      cairo_fill (cr);
      break;
    case RC_OP_FIGURE:
      draw_figure (op, cr);
      break;
    case RC_OP_IMAGE:
      draw_image (op, cr, file != NULL);
      break;
    case RC_OP_OUTLINE:
      if (file != NULL)
        add_outline (op, file);
      break;
    case RC_OP_ANCHOR:
      if (file != NULL)
        add_anchor (op, cr);
      break;
    case RC_OP_BOX_END:
    case RC_OP_PAGE_NUMBER:
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * rc_page_draw:
 * @ops: of the page
 * @cr: in points, its origin at the upper left of the page
 * @file: (nullable): where it is a page of a file
 */
void
rc_page_draw (const GArray *ops,
              cairo_t      *cr,
              RcPageFile   *file)
{
  for (guint i = 0; i < ops->len; i++)
    draw_op (&g_array_index (ops, RcOp, i), cr, file);
}

char *
rc_page_dup_text (const GArray *ops)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ops->len; i++)
    {
      const RcOp *op = &g_array_index (ops, RcOp, i);
      g_autofree char *line = op->kind == RC_OP_LINE ? rc_line_dup_text (op->line) : NULL;

      if (line != NULL)
        g_string_append_printf (text, "%s\n", line);
    }
  return g_string_free (text, FALSE);
}
