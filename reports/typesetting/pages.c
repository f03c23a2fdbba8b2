/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/pages.h"

#include "reports/typesetting/furniture.h"
#include "reports/typesetting/page.h"

#include "core/words.h"

#include <cairo-pdf.h>

struct _RcPages
{
  const RcDocument *document;
  RcFonts          *fonts;
  GPtrArray        *pages;    /* GArray of RcOp */
  GHashTable       *boxes;    /* number of a box → page that it ends on */
};

G_DEFINE_QUARK (rc-pages-error-quark, rc_pages_error)

static void
add_furniture (RcPages      *self,
               const RcLook *look)
{
  for (guint i = 0; i < self->pages->len; i++)
    {
      GArray *ops = rc_ops_new ();

      rc_furniture_add_head (&self->document->head, look, self->fonts, i + 1, self->pages->len, ops);
      rc_ops_append (ops, self->pages->pdata[i], 0);
      g_array_unref (self->pages->pdata[i]);
      self->pages->pdata[i] = ops;
    }
}

static gboolean
set_pages (RcPages  *self,
           GError  **error)
{
  RcLook look = *rc_look_get (self->document->head.compact);
  g_autoptr (GPtrArray) galley = rc_galley_new ();
  RcSetter setter = { .look = &look, .fonts = self->fonts, .x = look.side, .width = RC_PAGE_WIDTH - 2 * look.side, .galley = galley };

  rc_furniture_fit (&self->document->head, self->fonts, &look);
  if (!rc_furniture_set_house (&setter, &self->document->head, error))
    return FALSE;
  rc_setter_blocks (&setter, self->document->blocks);
  self->pages = rc_pages_fill (&look, galley, self->boxes);
  add_furniture (self, &look);
  return TRUE;
}

/**
 * rc_pages_new:
 * @document: borrowed, must live as long
 *
 * Returns: (transfer full): the document on pages, or %NULL and an error
 */
RcPages *
rc_pages_new (const RcDocument *document,
              GError          **error)
{
  g_autoptr (RcFonts) fonts = rc_fonts_new (document->head.language, error);
  RcPages *self;
  gboolean pushed, set;

  if (fonts == NULL)
    return NULL;
  self = g_new0 (RcPages, 1);
  self->document = document;
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

static gboolean
check_status (cairo_status_t   status,
              guint            page,
              GError         **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, RC_PAGES_ERROR, RC_PAGES_ERROR_DRAWING, _("Page %u could not be drawn: %s"), page, cairo_status_to_string (status));
  return FALSE;
}

static void
draw_page (RcPages         *self,
           guint            index,
           cairo_t         *cr,
           cairo_surface_t *pdf)
{
  rc_figure_use_fonts (cr, self->fonts);
  rc_page_draw (self->pages->pdata[index], cr, pdf, index + 1);
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
  draw_page (self, index, cr, NULL);
  cairo_restore (cr);
  return check_status (cairo_status (cr), index + 1, error);
}

char *
rc_pages_dup_text (const RcPages *self,
                   guint          index)
{
  return rc_page_dup_text (self->pages->pdata[index]);
}

static cairo_status_t
collect_bytes (void                *closure,
               const unsigned char *data,
               unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static char *
format_date (gint64 time_us)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (MAX (time_us, 0) / G_USEC_PER_SEC);

  return date != NULL ? g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("1970-01-01T00:00:00Z");
}

static void
write_metadata (const RcDocumentHead *head,
                cairo_surface_t      *surface)
{
  g_autofree char *date = format_date (head->dated_us);

  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_5);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, head->title);
  if (head->subject != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, head->subject);
  if (head->letterhead != NULL && head->letterhead[0] != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, head->letterhead[0]);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Recount " PACKAGE_VERSION);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, date);
}

/* An error of drawing silences everything that follows it and stays with @cr alone: it is asked after each page. */
static gboolean
write_pages (RcPages          *self,
             cairo_surface_t  *surface,
             GError          **error)
{
  cairo_t *cr = cairo_create (surface);
  gboolean drawn = TRUE;

  /* The root, without which cairo does not call the file tagged. */
  cairo_tag_begin (cr, "Document", NULL);
  for (guint i = 0; i < self->pages->len && drawn; i++)
    {
      draw_page (self, i, cr, surface);
      if (i + 1 == self->pages->len)
        cairo_tag_end (cr, "Document");
      cairo_show_page (cr);
      drawn = check_status (cairo_status (cr), i + 1, error);
    }
  cairo_destroy (cr);
  return drawn;
}

/**
 * rc_pages_to_pdf:
 *
 * Returns: (transfer full): a tagged PDF, or %NULL where not all of it could be drawn
 */
GBytes *
rc_pages_to_pdf (RcPages  *self,
                 GError  **error)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (collect_bytes, bytes, RC_PAGE_WIDTH, RC_PAGE_HEIGHT);
  gboolean drawn;

  write_metadata (&self->document->head, surface);
  drawn = write_pages (self, surface, error);
  cairo_surface_finish (surface);
  drawn = drawn && check_status (cairo_surface_status (surface), self->pages->len, error);
  cairo_surface_destroy (surface);
  if (!drawn)
    g_clear_pointer (&bytes, g_byte_array_unref);
  return bytes != NULL ? g_byte_array_free_to_bytes (bytes) : NULL;
}
