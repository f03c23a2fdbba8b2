/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/setter.h"

/* Of the width: what a mark may take beside what it marks. */
#define MOST_OF_MARK 0.25

void
rc_setter_space (RcSetter *self,
                 double    gap)
{
  self->gap = MAX (self->gap, gap);
}

RcStrip *
rc_setter_add_strip (RcSetter *self,
                     double    height)
{
  RcStrip *strip = rc_strip_new (self->gap, height);

  self->gap = 0;
  g_ptr_array_add (self->galley, strip);
  return strip;
}

RcStrip *
rc_setter_last_strip (const RcSetter *self)
{
  return self->galley->pdata[self->galley->len - 1];
}

const char *
rc_setter_heading_tag (int level)
{
  static const char * const tags[] = { "H1", "H2", "H3", "H4" };

  return tags[CLAMP (level, 1, (int) G_N_ELEMENTS (tags)) - 1];
}

gboolean
rc_setter_is_mark (const RcSetter *self,
                   PangoLayout    *layout)
{
  return rc_type_width (layout) <= self->width * MOST_OF_MARK && pango_layout_get_line_count (layout) == 1;
}

void
rc_setter_insert_ops (RcStrip      *strip,
                      const GArray *ops)
{
  GArray *all = rc_ops_new ();

  rc_ops_append (all, ops, 0);
  rc_ops_append (all, strip->ops, 0);
  g_array_unref (strip->ops);
  strip->ops = all;
}

double
rc_setter_page_height (const RcSetter *self)
{
  return self->look->bottom - self->look->top;
}

double
rc_setter_baseline (double size,
                    double leading)
{
  return (leading - (RC_TYPE_ASCENT + RC_TYPE_DESCENT) * size) / 2 + RC_TYPE_ASCENT * size;
}

static double
line_offset (PangoLayoutIter *iter)
{
  PangoRectangle logical;

  pango_layout_iter_get_line_extents (iter, NULL, &logical);
  return logical.x / (double) PANGO_SCALE;
}

double
rc_setter_place_lines (GArray      *ops,
                       PangoLayout *layout,
                       double       x,
                       double       y,
                       double       size,
                       double       leading)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  leading = rc_type_leading (layout, size, leading);
  do
    {
      PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);

      if (line->length > 0)
        rc_ops_line (ops, rc_line_new (layout, line), x + line_offset (iter), y + rc_setter_baseline (size, leading));
      y += leading;
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
  return y;
}

/* No line of a paragraph stands alone at the end or the beginning of a page. */
static void
keep_lines (GPtrArray *galley,
            guint      from,
            gboolean   all)
{
  guint n = galley->len - from;

  for (guint i = 0; i < n; i++)
    {
      RcStrip *strip = galley->pdata[from + i];

      strip->keep = all || (i == 0 && n > 1) || (n > 1 && i == n - 2);
    }
}

guint
rc_setter_add_lines (RcSetter     *self,
                     PangoLayout  *layout,
                     const RcFlow *flow)
{
  const RcOp begin = { .kind = RC_OP_BEGIN, .tag = flow->tag };
  double leading = rc_type_leading (layout, flow->size, flow->leading);
  guint from = self->galley->len;
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  RcInline elements;
  RcStrip *strip;

  do
    {
      PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);

      strip = rc_setter_add_strip (self, leading);
      if (self->galley->len == from + 1)
        rc_inline_begin (&elements, self->document, &begin, flow->text != NULL && rc_text_is_mixed (flow->text), strip->ops);
      rc_inline_add_line (&elements, strip->ops, layout, line, flow->x + line_offset (iter), rc_setter_baseline (flow->size, leading));
    }
  while (pango_layout_iter_next_line (iter));
  rc_inline_end (&elements, strip->ops);
  pango_layout_iter_free (iter);
  keep_lines (self->galley, from, flow->keep);
  return from;
}
