/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/page-boxes.h"

#include "reports/typesetting/pages-private.h"

static void
clear_box (gpointer data)
{
  RcPageBox *box = data;

  g_free (box->text);
}

static gboolean
find_place (const RcOp *op,
            RcPageBox  *box)
{
  box->place = (cairo_rectangle_t) { op->x, op->y, op->width, op->height };
  switch (op->kind)
    {
    case RC_OP_LINE:
      box->kind = RC_PAGE_BOX_TEXT;
      if (!rc_line_get_extents (op->line, &box->place))
        return FALSE;
      box->place.x += op->x;
      box->place.y += op->y;
      box->text = rc_line_dup_text (op->line);
      return TRUE;
    case RC_OP_FILL:
      box->kind = RC_PAGE_BOX_FILL;
      return TRUE;
    case RC_OP_FIGURE:
      box->kind = RC_PAGE_BOX_FIGURE;
      return TRUE;
    case RC_OP_IMAGE:
      box->kind = RC_PAGE_BOX_IMAGE;
      return TRUE;
    case RC_OP_BEGIN:
    case RC_OP_END:
    case RC_OP_OUTLINE:
    case RC_OP_ANCHOR:
    case RC_OP_BOX_END:
    case RC_OP_PAGE_NUMBER:
    default:
      return FALSE;
    }
}

GArray *
rc_pages_list_boxes (const RcPages *self,
                     guint          index)
{
  const GArray *ops = self->pages->pdata[index];
  GArray *boxes = g_array_new (FALSE, TRUE, sizeof (RcPageBox));
  gboolean furniture = FALSE;

  g_array_set_clear_func (boxes, clear_box);
  for (guint i = 0; i < ops->len; i++)
    {
      const RcOp *op = &g_array_index (ops, RcOp, i);
      RcPageBox box = { 0 };

      /* Furniture is a leaf: nothing else begins or ends in it. */
      if (op->kind == RC_OP_BEGIN || op->kind == RC_OP_END)
        furniture = op->kind == RC_OP_BEGIN && g_str_equal (op->tag, RC_ELEMENT_ARTIFACT);
      box.furniture = furniture;
      if (find_place (op, &box))
        g_array_append_val (boxes, box);
    }
  return boxes;
}

void
rc_pages_get_area (const RcPages     *self,
                   cairo_rectangle_t *out_area)
{
  const RcLook *look = &self->look;

  *out_area = (cairo_rectangle_t) { look->side, look->top, RC_PAGE_WIDTH - 2 * look->side, look->bottom - look->top };
}
