/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/furniture.h"

#include "reports/typesetting/pages.h"

#include "core/words.h"

#include <string.h>

#define MAX_LOGO_SIDE 4096   /* pixels */
#define MAX_LOGO_WIDTH 150.0 /* points */

typedef struct
{
  const guint8 *bytes;
  gsize         length;
  gsize         position;
} PngReader;

static cairo_status_t
read_png (void          *closure,
          unsigned char *data,
          unsigned int   length)
{
  PngReader *reader = closure;

  if (length > reader->length - reader->position)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, reader->bytes + reader->position, length);
  reader->position += length;
  return CAIRO_STATUS_SUCCESS;
}

static guint32
read_number (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
}

/* The first chunk of a PNG says how large the picture is: asked before anything is unpacked. */
static gboolean
has_bounded_size (const guint8 *bytes,
                  gsize         length)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

  return length > 24 && memcmp (bytes, signature, sizeof signature) == 0
    && read_number (bytes + 16) <= MAX_LOGO_SIDE && read_number (bytes + 20) <= MAX_LOGO_SIDE;
}

/* Paper is white: what shines through the logo is known, and the file needs no transparency, which the oldest archives refuse. */
static cairo_surface_t *
put_on_white (cairo_surface_t *logo)
{
  cairo_surface_t *opaque = cairo_image_surface_create (CAIRO_FORMAT_RGB24, cairo_image_surface_get_width (logo),
                                                        cairo_image_surface_get_height (logo));
  cairo_t *cr = cairo_create (opaque);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_set_source_surface (cr, logo, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  return opaque;
}

static cairo_surface_t *
read_logo (GBytes  *png,
           GError **error)
{
  PngReader reader = { .position = 0 };
  cairo_surface_t *logo = NULL, *opaque = NULL;

  reader.bytes = g_bytes_get_data (png, &reader.length);
  if (has_bounded_size (reader.bytes, reader.length))
    logo = cairo_image_surface_create_from_png_stream (read_png, &reader);
  if (logo != NULL && cairo_surface_status (logo) == CAIRO_STATUS_SUCCESS)
    opaque = put_on_white (logo);
  g_clear_pointer (&logo, cairo_surface_destroy);
  if (opaque != NULL && cairo_surface_status (opaque) == CAIRO_STATUS_SUCCESS)
    return opaque;
  g_clear_pointer (&opaque, cairo_surface_destroy);
  g_set_error (error, RC_PAGES_ERROR, RC_PAGES_ERROR_DRAWING,
               _("The logo of the letterhead is not a PNG picture of at most %d by %d pixels."), MAX_LOGO_SIDE, MAX_LOGO_SIDE);
  return NULL;
}

/* The logo stands at the right edge. Returns: what draws it; @out_width is what it takes. */
static GArray *
place_logo (RcSetter             *setter,
            const RcDocumentHead *head,
            cairo_surface_t      *logo,
            double                height,
            double               *out_width)
{
  double scale = MIN (height / cairo_image_surface_get_height (logo), MAX_LOGO_WIDTH / cairo_image_surface_get_width (logo));
  double width = cairo_image_surface_get_width (logo) * scale;
  RcOp begin = { .kind = RC_OP_BEGIN, .tag = "Figure", .leaf = TRUE };
  RcOp image = { .kind = RC_OP_IMAGE, .x = setter->x + setter->width - width, .width = width,
                 .height = cairo_image_surface_get_height (logo) * scale, .image = cairo_surface_reference (logo) };
  GArray *ops = rc_ops_new ();

  begin.words = g_strdup (head->letterhead != NULL && head->letterhead[0] != NULL ? head->letterhead[0] : _("Logo"));
  g_array_append_val (ops, begin);
  g_array_append_val (ops, image);
  rc_ops_end (ops, "Figure");
  *out_width = width;
  return ops;
}

/* Returns: the height of what was added */
static double
add_lines (RcSetter             *setter,
           const RcDocumentHead *head,
           double                width)
{
  double size = setter->look->table, height = 0;
  const RcTypeSetting setting = { .size = size, .width = width, .wrap = PANGO_WRAP_WORD_CHAR };
  const RcFlow flow = { "P", setter->x, size * 1.3, size, TRUE, NULL };
  guint first = setter->galley->len;

  for (gsize i = 0; head->letterhead != NULL && head->letterhead[i] != NULL; i++)
    {
      g_autoptr (RcText) text = rc_text_new ();
      g_autoptr (PangoLayout) layout = NULL;

      rc_text_add (text, i == 0 ? RC_TEXT_STRONG : RC_TEXT_MUTED, head->letterhead[i]);
      layout = rc_type_set (setter->fonts, text, &setting);
      rc_setter_add_lines (setter, layout, &flow);
    }
  for (guint i = first; i < setter->galley->len; i++)
    height += ((const RcStrip *) setter->galley->pdata[i])->height;
  return height;
}

gboolean
rc_furniture_set_house (RcSetter             *setter,
                        const RcDocumentHead *head,
                        GError              **error)
{
  double taken = 0, height = setter->look->table * 1.3 * 3;
  g_autoptr (GArray) ops = NULL;
  cairo_surface_t *logo = NULL;
  guint first = setter->galley->len;

  if (head->logo_png != NULL && (logo = read_logo (head->logo_png, error)) == NULL)
    return FALSE;
  if (logo != NULL)
    {
      ops = place_logo (setter, head, logo, height, &taken);
      taken += setter->look->column_gap;
      cairo_surface_destroy (logo);
    }
  height -= add_lines (setter, head, setter->width - taken);
  if (ops != NULL && height > 0)
    rc_setter_add_strip (setter, height)->keep = TRUE;
  if (ops != NULL)
    rc_setter_insert_ops (setter->galley->pdata[first], ops);
  if (setter->galley->len > first)
    rc_setter_space (setter, setter->look->heading_gaps[1]);
  return TRUE;
}
