/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/type-setting.h"
#include "reports/typesetting/line.h"

/* One glyph for each character, so that what is copied is what was written; and no letter form by the language of the user. */
#define FEATURES "liga=0, clig=0, dlig=0, calt=0, locl=0"

#define SMALL_SCALE 0.86
#define MONO_SCALE  0.92
#define NOTE_SCALE  0.72
#define NOTE_RISE   0.34   /* of the text's size */
#define SHAPE_SIZE  0.96   /* of the text's size */
#define SHAPE_RISE  0.86   /* of its own side, above the baseline */
#define SHAPE_GAP   0.34

/* Characters of one paragraph: each may become eight of its size's width, and 2^31 units are two million points. */
#define MAX_PARAGRAPH 20000

/* Bytes of text that Pango shapes at one time. */
#define MOST_AT_ONCE 600

#define ISOLATE     0x2068
#define ISOLATE_END 0x2069

/* What a shape's attribute carries. */
#define PACK_SHAPE(shape, scheme) GINT_TO_POINTER ((shape) + (scheme) * RC_N_SHAPES)

void
rc_type_draw_shape (const PangoAttribute *shape,
                    cairo_t              *cr,
                    double                x,
                    double                y)
{
  const PangoAttrShape *attribute = (const PangoAttrShape *) shape;
  double size = attribute->ink_rect.width / (double) PANGO_SCALE;
  int packed = GPOINTER_TO_INT (attribute->data);

  rc_shape_draw (packed % RC_N_SHAPES, packed / RC_N_SHAPES, cr, x, y + attribute->ink_rect.y / (double) PANGO_SCALE, size);
}

static void
draw_shape (cairo_t        *cr,
            PangoAttrShape *attribute,
            gboolean        do_path,
            gpointer        data)
{
  double x, y;

  if (do_path)
    return;
  cairo_get_current_point (cr, &x, &y);
  rc_type_draw_shape (&attribute->attr, cr, x, y);
}

/* The string of a layout while it is put together. @plain_only: nothing but ASCII counts as drawable. */
typedef struct
{
  RcFonts *fonts;      /* (nullable) */
  GString *string;
  gboolean plain_only;
  gsize    run;        /* characters since the last line break */
  gboolean tall;       /* something may stand higher or lower than the lines of common scripts */
} Composition;

/* Beyond the letters of Latin, Greek and Cyrillic scripts and what is set among them: marks that are stacked, and letters that bring them along. */
static gboolean
is_tall (gunichar c)
{
  return c >= 0x1c4 && (c < 0x370 || c > 0x52f) && (c < 0x2000 || c > 0x23ff);
}

static gboolean
is_drawable (const Composition *self,
             gunichar           c)
{
  return c < 0x80 || (!self->plain_only && (self->fonts == NULL || rc_fonts_has_glyph (self->fonts, c)));
}

/* Pango measures a paragraph in an int: one that is too long for it gets a line break, or what comes after would be lost. */
static void
append_drawable (Composition *self,
                 const char  *text,
                 gsize        length)
{
  for (const char *cursor = text; cursor < text + length; cursor = g_utf8_next_char (cursor))
    {
      gunichar c = g_utf8_get_char (cursor);

      self->tall = self->tall || is_tall (c);
      if (is_drawable (self, c))
        g_string_append_unichar (self->string, c);
      else
        g_string_append_printf (self->string, "[U+%04X]", c);
      self->run = c == '\n' ? 0 : self->run + 1;
      if (self->run == MAX_PARAGRAPH)
        {
          g_string_append_c (self->string, '\n');
          self->run = 0;
        }
    }
}

/* The blocks that Unicode keeps for scripts written from right to left. */
static gboolean
is_of_leftward_script (gunichar c)
{
  return (c >= 0x590 && c <= 0x8ff) || (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfeff)
    || (c >= 0x10800 && c <= 0x10fff) || (c >= 0x1e800 && c <= 0x1efff);
}

/* Length of the leftward words that @text begins with, and of what stands between them; 0 where it begins otherwise. */
static gsize
leftward_length (const char *text,
                 const char *end)
{
  const char *last = text;

  for (const char *cursor = text; cursor < end; cursor = g_utf8_next_char (cursor))
    {
      gunichar c = g_utf8_get_char (cursor);

      if (is_of_leftward_script (c))
        last = g_utf8_next_char (cursor);
      else if (cursor == text || g_unichar_isalnum (c))
        break;
    }
  return last - text;
}

/* Leftward words must not turn the order of what stands around them. */
static void
append_span (Composition  *self,
             const RcSpan *span,
             const char   *text)
{
  const char *end = text + span->length;

  if (span->kind == RC_SPAN_SHAPE)
    {
      g_string_append_len (self->string, text, span->length);
      return;
    }
  if (span->kind == RC_SPAN_NOTE)
    {
      g_string_append_printf (self->string, "[%u]", span->note->number);
      return;
    }
  while (text < end)
    {
      gsize leftward = leftward_length (text, end);
      gsize length = leftward > 0 ? leftward : (gsize) (g_utf8_next_char (text) - text);

      if (leftward > 0)
        g_string_append_unichar (self->string, ISOLATE);
      append_drawable (self, text, length);
      if (leftward > 0)
        g_string_append_unichar (self->string, ISOLATE_END);
      text += length;
    }
}

static void
add_attribute (PangoAttrList  *list,
               PangoAttribute *attribute,
               gsize           from,
               gsize           to)
{
  attribute->start_index = from;
  attribute->end_index = to;
  pango_attr_list_insert (list, attribute);
}

static PangoAttribute *
ink_attribute (RcScheme  scheme,
               RcInkRole role)
{
  RcInk ink = rc_scheme_ink (scheme, role);

  return pango_attr_foreground_new (ink.red * 65535, ink.green * 65535, ink.blue * 65535);
}

/* @fonts: (nullable): the window's own where there are none */
static void
add_style (PangoAttrList       *list,
           const RcTypeSetting *setting,
           const RcFonts       *fonts,
           RcTextStyle          style,
           gsize                from,
           gsize                to)
{
  double scale = (style & RC_TEXT_SMALL ? SMALL_SCALE : 1) * (style & RC_TEXT_MONO ? MONO_SCALE : 1);

  if (style & RC_TEXT_STRONG)
    add_attribute (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), from, to);
  if (style & RC_TEXT_MONO)
    add_attribute (list, pango_attr_family_new (fonts != NULL ? RC_FONTS_MONO : "monospace"), from, to);
  if (scale < 1)
    add_attribute (list, pango_attr_scale_new (scale), from, to);
  if (style & RC_TEXT_MUTED)
    add_attribute (list, ink_attribute (setting->scheme, RC_INK_MUTED), from, to);
  if (style & RC_TEXT_ACCENT)
    add_attribute (list, ink_attribute (setting->scheme, RC_INK_ACCENT), from, to);
}

static void
add_shape (PangoAttrList       *list,
           const RcTypeSetting *setting,
           RcShape              shape,
           gsize                from,
           gsize                to)
{
  int side = setting->size * SHAPE_SIZE * PANGO_SCALE;
  int above = side * SHAPE_RISE;
  PangoRectangle ink = { 0, -above, side, side };
  PangoRectangle logical = { 0, -above, side + setting->size * SHAPE_GAP * PANGO_SCALE, side };

  add_attribute (list, pango_attr_shape_new_with_data (&ink, &logical, PACK_SHAPE (shape, setting->scheme), NULL, NULL), from, to);
}

static void
add_mark (PangoAttrList       *list,
          const RcTypeSetting *setting,
          const RcSpan        *span,
          gsize                from,
          gsize                to)
{
  add_attribute (list, rc_line_mark_new (span), from, to);
  if (span->kind == RC_SPAN_FOREIGN)
    add_attribute (list, pango_attr_language_new (pango_language_from_string (span->name)), from, to);
  if (span->kind != RC_SPAN_NOTE)
    return;
  add_attribute (list, pango_attr_scale_new (NOTE_SCALE), from, to);
  add_attribute (list, pango_attr_rise_new (setting->size * NOTE_RISE * PANGO_SCALE), from, to);
  add_attribute (list, ink_attribute (setting->scheme, RC_INK_ACCENT), from, to);
}

/* Where to divide what begins at @text: behind a space or, where there is none, between two characters that are no marks. */
static const char *
find_division (const char *text,
               const char *end)
{
  const char *cursor, *space = NULL, *any = NULL;

  if (end - text <= MOST_AT_ONCE)
    return end;
  for (cursor = text; cursor < text + MOST_AT_ONCE; cursor = g_utf8_next_char (cursor))
    {
      if (cursor > text + MOST_AT_ONCE / 2 && cursor[-1] == ' ' && cursor[0] != ' ')
        space = cursor;
      if (cursor > text && !g_unichar_ismark (g_utf8_get_char (cursor)))
        any = cursor;
    }
  return space != NULL ? space : any != NULL ? any : cursor;
}

/*
 * For each line, Pango shapes again all that is left of a stretch of one style: a long one would take the square of its length. Stretches of an
 * attribute that does nothing divide it.
 */
static void
divide (PangoAttrList *list,
        const GString *string)
{
  const char *end = string->str + string->len;

  if (string->len <= 2 * MOST_AT_ONCE)
    return;
  for (const char *from = string->str; from < end;)
    {
      const char *to = find_division (from, end);

      add_attribute (list, pango_attr_letter_spacing_new (0), from - string->str, to - string->str);
      from = to;
    }
}

static void
put_text (RcFonts             *self,
          PangoLayout         *layout,
          const RcText        *text,
          const RcTypeSetting *setting,
          gboolean             plain_only)
{
  g_autoptr (GString) string = g_string_sized_new (text->string->len + 16);
  Composition composition = { self, string, plain_only, 0, FALSE };
  PangoAttrList *list = pango_attr_list_new ();
  gsize position = 0;

  for (guint i = 0; i < text->spans->len; i++)
    {
      const RcSpan *span = &g_array_index (text->spans, RcSpan, i);
      gsize from = string->len;

      append_span (&composition, span, text->string->str + position);
      position += span->length;
      if (span->kind == RC_SPAN_SHAPE)
        add_shape (list, setting, span->shape, from, string->len);
      else
        add_style (list, setting, self, span->style | setting->style, from, string->len);
      if (span->kind > RC_SPAN_SHAPE)
        add_mark (list, setting, span, from, string->len);
    }
  add_attribute (list, pango_attr_font_features_new (FEATURES), 0, G_MAXUINT);
  /* Where a token is broken nothing is put in that would be copied with it. */
  add_attribute (list, pango_attr_insert_hyphens_new (FALSE), 0, G_MAXUINT);
  divide (list, string);
  pango_layout_set_text (layout, string->str, string->len);
  pango_layout_set_attributes (layout, list);
  pango_attr_list_unref (list);
  g_object_set_data (G_OBJECT (layout), "recount-tall", GINT_TO_POINTER (composition.tall));
}

static void
apply_setting (PangoLayout         *layout,
               const RcTypeSetting *setting,
               const char          *family)
{
  PangoFontDescription *description = pango_font_description_new ();

  pango_font_description_set_family_static (description, family);
  pango_font_description_set_absolute_size (description, setting->size * PANGO_SCALE);
  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_auto_dir (layout, FALSE);
  if (setting->width > 0)
    pango_layout_set_width (layout, setting->width * PANGO_SCALE);
  pango_layout_set_wrap (layout, setting->wrap);
  pango_layout_set_alignment (layout, setting->align);
  pango_layout_set_indent (layout, -setting->hanging * PANGO_SCALE);
}

/**
 * rc_type_set:
 * @text: what to set
 * @setting: how
 *
 * Returns: (transfer full): the lines
 */
PangoLayout *
rc_type_set (RcFonts             *fonts,
             const RcText        *text,
             const RcTypeSetting *setting)
{
  PangoContext *context = rc_fonts_get_context (fonts);
  PangoLayout *layout = pango_layout_new (context);

  pango_cairo_context_set_shape_renderer (context, draw_shape, NULL, NULL);
  apply_setting (layout, setting, RC_FONTS_SANS);
  put_text (fonts, layout, text, setting, FALSE);
  /* A sequence may have no glyph though each of its characters has one. */
  if (pango_layout_get_unknown_glyphs_count (layout) > 0)
    put_text (fonts, layout, text, setting, TRUE);
  return layout;
}

double
rc_type_width (PangoLayout *layout)
{
  int width;

  pango_layout_get_size (layout, &width, NULL);
  return width / (double) PANGO_SCALE;
}

/**
 * rc_type_leading:
 * @size: of the text
 * @leading: of common text
 *
 * Returns: the distance of lines in which no line is printed over another
 */
double
rc_type_leading (PangoLayout *layout,
                 double       size,
                 double       leading)
{
  /* How far the baseline of a line lies below its middle. */
  double middle = (RC_TYPE_ASCENT - RC_TYPE_DESCENT) / 2 * size;
  PangoLayoutIter *iter;

  if (g_object_get_data (G_OBJECT (layout), "recount-tall") == NULL)
    return leading;
  iter = pango_layout_get_iter (layout);
  do
    {
      PangoRectangle ink;

      pango_layout_line_get_extents (pango_layout_iter_get_line_readonly (iter), &ink, NULL);
      leading = MAX (leading, 2 * (-ink.y / (double) PANGO_SCALE - middle));
      leading = MAX (leading, 2 * ((ink.y + ink.height) / (double) PANGO_SCALE + middle));
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
  return leading;
}

/**
 * rc_type_cut:
 * @words: UTF-8
 * @most_lines: as its line breaks divide it; with 1 the line breaks are spaces
 *
 * Returns: (transfer full): all of it, or its beginning with a sign that it goes on
 */
char *
rc_type_cut (const char *words,
             guint       most_characters,
             guint       most_lines)
{
  g_autoptr (GString) out = g_string_new (NULL);
  guint n = 0, lines = 1;
  const char *cursor;

  for (cursor = words; *cursor != '\0' && n < most_characters; cursor = g_utf8_next_char (cursor), n++)
    {
      if (*cursor == '\n' && most_lines > 1 && ++lines > most_lines)
        break;
      g_string_append_unichar (out, *cursor == '\n' && most_lines == 1 ? ' ' : g_utf8_get_char (cursor));
    }
  if (*cursor != '\0')
    g_string_append_printf (out, "… +%ld", g_utf8_strlen (cursor, -1));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * rc_type_dup_text:
 * @text: of a layout
 *
 * Returns: (transfer full): the words in it, without what stands for shapes and what keeps directions apart
 */
char *
rc_type_dup_text (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *cursor = text; *cursor != '\0'; cursor = g_utf8_next_char (cursor))
    {
      gunichar c = g_utf8_get_char (cursor);

      if (c != RC_TEXT_PLACEHOLDER && c != ISOLATE && c != ISOLATE_END)
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

double
rc_type_mono_advance (RcFonts *fonts,
                      double   size)
{
  const RcTypeSetting setting = { .size = size, .style = RC_TEXT_MONO };
  g_autoptr (RcText) text = rc_text_new_own ("0000000000");
  g_autoptr (PangoLayout) layout = rc_type_set (fonts, text, &setting);

  return rc_type_width (layout) / 10;
}

static const cairo_user_data_key_t fonts_key;

void
rc_figure_use_fonts (cairo_t *cr,
                     RcFonts *fonts)
{
  (void) cairo_set_user_data (cr, &fonts_key, fonts, NULL);
}

/**
 * rc_figure_set:
 * @cr: what the figure is drawn on
 *
 * Returns: (transfer full): the lines
 */
PangoLayout *
rc_figure_set (cairo_t             *cr,
               const RcText        *text,
               const RcTypeSetting *setting)
{
  RcFonts *fonts = cairo_get_user_data (cr, &fonts_key);
  PangoLayout *layout;

  if (fonts != NULL)
    return rc_type_set (fonts, text, setting);
  layout = pango_cairo_create_layout (cr);
  pango_cairo_context_set_shape_renderer (pango_layout_get_context (layout), draw_shape, NULL, NULL);
  apply_setting (layout, setting, "sans-serif");
  put_text (NULL, layout, text, setting, FALSE);
  return layout;
}
