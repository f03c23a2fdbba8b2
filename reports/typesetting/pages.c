/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/pages-private.h"

#include "reports/typesetting/furniture.h"

#include "core/words.h"

G_DEFINE_QUARK (rc-pages-error-quark, rc_pages_error)

static void
add_furniture (RcPages           *self,
               const RcFurniture *furniture)
{
  for (guint i = 0; i < self->pages->len; i++)
    {
      GArray *ops = rc_ops_new ();

      rc_furniture_add (furniture, i + 1, self->pages->len, ops);
      rc_ops_take (ops, self->pages->pdata[i], 0);
      g_array_unref (self->pages->pdata[i]);
      self->pages->pdata[i] = ops;
    }
}

static gboolean
set_pages (RcPages  *self,
           GError  **error)
{
  const RcLook *look = &self->look;
  g_autoptr (RcFurniture) furniture = rc_furniture_new (&self->document->head, self->fonts, &self->look);
  g_autoptr (GPtrArray) galley = rc_galley_new ();
  RcSetter setter = { .document = self->document, .look = look, .fonts = self->fonts, .x = look->side, .width = RC_PAGE_WIDTH - 2 * look->side,
                      .galley = galley };

  if (!rc_furniture_set_house (&setter, &self->document->head, error))
    return FALSE;
  rc_setter_blocks (&setter, self->document->blocks);
  rc_setter_ending (&setter);
  self->pages = rc_pages_fill (look, galley, self->boxes);
  if (self->document->has_contents)
    rc_pages_number (self->pages, self->fonts);
  add_furniture (self, furniture);
  return TRUE;
}

/**
 * rc_pages_new:
 * @document: borrowed, must live as long
 *
 * Returns: (transfer full): the document on pages, or %NULL and an error
 */
RcPages *
rc_pages_new (const RcDocument  *document,
              GError           **error)
{
  g_autoptr (RcFonts) fonts = rc_fonts_new (document->head.language, error);
  RcPages *self;
  gboolean pushed, set;

  if (fonts == NULL)
    return NULL;
  self = g_new0 (RcPages, 1);
  self->document = document;
  self->look = *rc_look_get (document->head.compact);
  self->fonts = g_steal_pointer (&fonts);
  self->boxes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  pushed = rc_words_push (document->head.language);
  set = set_pages (self, error);
  if (pushed)
    rc_words_pop ();
  if (!set)
    g_clear_pointer (&self, rc_pages_free);
  return self;
}

void
rc_pages_free (RcPages *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_hash_table_unref (self->boxes);
  rc_fonts_free (self->fonts);
  g_free (self);
}

guint
rc_pages_count (const RcPages *self)
{
  return self->pages->len;
}

gboolean
rc_pages_box_is_on_first (const RcPages *self,
                          const char    *number)
{
  gpointer page;

  return g_hash_table_lookup_extended (self->boxes, number, NULL, &page) && GPOINTER_TO_UINT (page) == 0;
}

gboolean
rc_pages_check (cairo_status_t   status,
                guint            page,
                GError         **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, RC_PAGES_ERROR, RC_PAGES_ERROR_DRAWING, _("Page %u could not be drawn: %s"), page, cairo_status_to_string (status));
  return FALSE;
}

void
rc_pages_draw_one (RcPages    *self,
                   guint       index,
                   cairo_t    *cr,
                   RcPageFile *file)
{
  rc_figure_use_fonts (cr, self->fonts);
  rc_page_draw (self->pages->pdata[index], cr, file);
  rc_figure_use_fonts (cr, NULL);
}

/**
 * rc_pages_draw:
 * @index: from 0, below rc_pages_count()
 * @cr: in points, its origin at the upper left corner of the paper
 *
 * Draws a page on a screen or for a printer, on a ground that is white already.
 */
gboolean
rc_pages_draw (RcPages  *self,
               guint     index,
               cairo_t  *cr,
               GError  **error)
{
  cairo_save (cr);
  rc_pages_draw_one (self, index, cr, NULL);
  cairo_restore (cr);
  return rc_pages_check (cairo_status (cr), index + 1, error);
}

char *
rc_pages_dup_text (const RcPages *self,
                   guint          index)
{
  return rc_page_dup_text (self->pages->pdata[index]);
}
