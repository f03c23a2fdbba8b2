/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/page.h"

#include "reports/typesetting/type-setting.h"

/* Returns: (transfer full): name of a place, borrowed → page, from 1 */
static GHashTable *
find_places (GPtrArray *pages)
{
  GHashTable *places = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint page = 0; page < pages->len; page++)
    {
      const GArray *ops = pages->pdata[page];

      for (guint i = 0; i < ops->len; i++)
        {
          const RcOp *op = &g_array_index (ops, RcOp, i);

          if (op->kind == RC_OP_ANCHOR)
            g_hash_table_insert (places, op->place, GUINT_TO_POINTER (page + 1));
        }
    }
  return places;
}

/* The op that kept the place becomes a line that ends there. */
static void
put_number (RcOp    *op,
            guint    number,
            RcFonts *fonts)
{
  const RcTypeSetting setting = { .size = op->width };
  g_autofree char *words = g_strdup_printf ("%u", number);
  g_autoptr (RcText) text = rc_text_new_own (words);
  g_autoptr (PangoLayout) layout = rc_type_set (fonts, text, &setting);

  op->kind = RC_OP_LINE;
  op->x -= rc_type_width (layout);
  op->line = rc_line_new (layout, pango_layout_get_line_readonly (layout, 0));
}

void
rc_pages_number (GPtrArray *pages,
                 RcFonts   *fonts)
{
  g_autoptr (GHashTable) places = find_places (pages);

  for (guint page = 0; page < pages->len; page++)
    {
      GArray *ops = pages->pdata[page];

      for (guint i = 0; i < ops->len; i++)
        {
          RcOp *op = &g_array_index (ops, RcOp, i);
          guint number = op->kind == RC_OP_PAGE_NUMBER ? GPOINTER_TO_UINT (g_hash_table_lookup (places, op->place)) : 0;

          if (number > 0)
            put_number (op, number, fonts);
        }
    }
}
