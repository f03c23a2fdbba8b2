/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/fonts.h"
#include "reports/pages.h"
#include "reports/text-private.h"

#include "core/words.h"

#include <string.h>

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>

#define SANS "DejaVu Sans"
#define MONO "DejaVu Sans Mono"

/* One glyph for each character, so that what is copied is what was written; and no letter form by the language of the user. */
#define FEATURES "liga=0, clig=0, dlig=0, calt=0, locl=0"

#define SMALL_SCALE 0.86
#define MONO_SCALE  0.92
#define SHAPE_SIZE  0.88   /* of the text's size */
#define SHAPE_GAP   0.34

#define ISOLATE     0x2068
#define ISOLATE_END 0x2069

struct _RcFonts
{
  PangoFontMap  *map;
  PangoContext  *context;
  PangoCoverage *coverages[2];
};

static const char * const files[] = { "DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf" };

static FcConfig *
load_files (GError **error)
{
  FcConfig *config = FcConfigCreate ();

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (FONT_FOLDER, files[i], NULL);

      if (!g_file_test (path, G_FILE_TEST_IS_REGULAR) || !FcConfigAppFontAddFile (config, (const FcChar8 *) path))
        {
          g_set_error (error, RC_PAGES_ERROR, RC_PAGES_ERROR_FONTS,
                       _("The font %s is not there, and pages are set with it. The package fonts-dejavu-core brings it."), path);
          FcConfigDestroy (config);
          return NULL;
        }
    }
  return config;
}

/* Returns: (transfer full): the context's outlines as they are, without a screen's adjustments. */
static PangoContext *
create_context (PangoFontMap *map,
                const char   *language)
{
  PangoContext *context = pango_font_map_create_context (map);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_base_dir (context, PANGO_DIRECTION_LTR);
  pango_context_set_language (context, pango_language_from_string (language));
  return context;
}

static void
draw_shape (cairo_t        *cr,
            PangoAttrShape *attribute,
            gboolean        do_path,
            gpointer        data)
{
  double size = attribute->ink_rect.width / (double) PANGO_SCALE;
  double x, y;

  if (do_path)
    return;
  cairo_get_current_point (cr, &x, &y);
  rc_shape_draw (GPOINTER_TO_INT (attribute->data), RC_SCHEME_PAPER, cr, x, y + attribute->ink_rect.y / (double) PANGO_SCALE, size);
}

static PangoCoverage *
load_coverage (PangoContext *context,
               const char   *family)
{
  PangoFontDescription *description = pango_font_description_new ();
  PangoFont *font;
  PangoCoverage *coverage;

  pango_font_description_set_family_static (description, family);
  pango_font_description_set_absolute_size (description, 10 * PANGO_SCALE);
  font = pango_context_load_font (context, description);
  coverage = font != NULL ? pango_font_get_coverage (font, pango_context_get_language (context)) : pango_coverage_new ();
  g_clear_object (&font);
  pango_font_description_free (description);
  return coverage;
}

/**
 * rc_fonts_new:
 * @language: of the text, "en"
 *
 * Returns: (transfer full): the faces, or %NULL and %RC_PAGES_ERROR_FONTS
 */
RcFonts *
rc_fonts_new (const char  *language,
              GError     **error)
{
  FcConfig *config = load_files (error);
  RcFonts *self;

  if (config == NULL)
    return NULL;
  self = g_new0 (RcFonts, 1);
  self->map = pango_cairo_font_map_new_for_font_type (CAIRO_FONT_TYPE_FT);
  pango_fc_font_map_set_config (PANGO_FC_FONT_MAP (self->map), config);
  FcConfigDestroy (config);
  self->context = create_context (self->map, language);
  pango_cairo_context_set_shape_renderer (self->context, draw_shape, NULL, NULL);
  self->coverages[0] = load_coverage (self->context, SANS);
  self->coverages[1] = load_coverage (self->context, MONO);
  return self;
}

void
rc_fonts_free (RcFonts *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (self->coverages); i++)
    g_object_unref (self->coverages[i]);
  g_object_unref (self->context);
  g_object_unref (self->map);
  g_free (self);
}

static gboolean
has_glyph (RcFonts  *self,
           gunichar  c)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->coverages); i++)
    if (pango_coverage_get (self->coverages[i], c) != PANGO_COVERAGE_NONE)
      return TRUE;
  return FALSE;
}

/* Puts the characters of a span as they can be drawn. @plain_only: nothing but ASCII counts as drawable. */
static void
append_drawable (RcFonts    *self,
                 GString    *out,
                 const char *text,
                 gsize       length,
                 gboolean    plain_only)
{
  for (const char *cursor = text; cursor < text + length; cursor = g_utf8_next_char (cursor))
    {
      gunichar c = g_utf8_get_char (cursor);

      if (c < 0x80 || (!plain_only && has_glyph (self, c)))
        g_string_append_unichar (out, c);
      else
        g_string_append_printf (out, "[U+%04X]", c);
    }
}

/* The blocks that Unicode keeps for scripts written from right to left. */
static gboolean
is_of_leftward_script (gunichar c)
{
  return (c >= 0x590 && c <= 0x8ff) || (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfeff)
    || (c >= 0x10800 && c <= 0x10fff) || (c >= 0x1e800 && c <= 0x1efff);
}

static gboolean
runs_to_the_left (const char *text,
                  gsize       length)
{
  for (const char *cursor = text; cursor < text + length; cursor = g_utf8_next_char (cursor))
    if (is_of_leftward_script (g_utf8_get_char (cursor)))
      return TRUE;
  return FALSE;
}

static void
append_span (RcFonts      *self,
             GString      *out,
             const RcSpan *span,
             const char   *text,
             gboolean      plain_only)
{
  gboolean isolated = span->kind == RC_SPAN_QUOTED && runs_to_the_left (text, span->length);

  if (span->kind == RC_SPAN_SHAPE)
    {
      g_string_append_len (out, text, span->length);
      return;
    }
  /* A quotation must not turn the order of what stands around it. */
  if (isolated)
    g_string_append_unichar (out, ISOLATE);
  append_drawable (self, out, text, span->length, plain_only);
  if (isolated)
    g_string_append_unichar (out, ISOLATE_END);
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
ink_attribute (RcInkRole role)
{
  RcInk ink = rc_scheme_ink (RC_SCHEME_PAPER, role);

  return pango_attr_foreground_new (ink.red * 65535, ink.green * 65535, ink.blue * 65535);
}

static void
add_style (PangoAttrList *list,
           RcTextStyle    style,
           gsize          from,
           gsize          to)
{
  double scale = (style & RC_TEXT_SMALL ? SMALL_SCALE : 1) * (style & RC_TEXT_MONO ? MONO_SCALE : 1);

  if (style & RC_TEXT_STRONG)
    add_attribute (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), from, to);
  if (style & RC_TEXT_MONO)
    add_attribute (list, pango_attr_family_new (MONO), from, to);
  if (scale < 1)
    add_attribute (list, pango_attr_scale_new (scale), from, to);
  if (style & RC_TEXT_MUTED)
    add_attribute (list, ink_attribute (RC_INK_MUTED), from, to);
  if (style & RC_TEXT_ACCENT)
    add_attribute (list, ink_attribute (RC_INK_ACCENT), from, to);
}

static void
add_shape (PangoAttrList *list,
           RcShape        shape,
           double         size,
           gsize          from,
           gsize          to)
{
  int side = size * SHAPE_SIZE * PANGO_SCALE;
  int above = side * 0.86;
  PangoRectangle ink = { 0, -above, side, side };
  PangoRectangle logical = { 0, -above, side + size * SHAPE_GAP * PANGO_SCALE, side };

  add_attribute (list, pango_attr_shape_new_with_data (&ink, &logical, GINT_TO_POINTER (shape), NULL, NULL), from, to);
}

static void
put_text (RcFonts             *self,
          PangoLayout         *layout,
          const RcText        *text,
          const RcTypeSetting *setting,
          gboolean             plain_only)
{
  g_autoptr (GString) string = g_string_sized_new (text->string->len + 16);
  PangoAttrList *list = pango_attr_list_new ();
  gsize position = 0;

  for (guint i = 0; i < text->spans->len; i++)
    {
      const RcSpan *span = &g_array_index (text->spans, RcSpan, i);
      gsize from = string->len;

      append_span (self, string, span, text->string->str + position, plain_only);
      position += span->length;
      if (span->kind == RC_SPAN_SHAPE)
        add_shape (list, span->shape, setting->size, from, string->len);
      else
        add_style (list, span->style | setting->style, from, string->len);
    }
  add_attribute (list, pango_attr_font_features_new (FEATURES), 0, G_MAXUINT);
  pango_layout_set_text (layout, string->str, string->len);
  pango_layout_set_attributes (layout, list);
  pango_attr_list_unref (list);
}

static void
apply_setting (PangoLayout         *layout,
               const RcTypeSetting *setting)
{
  PangoFontDescription *description = pango_font_description_new ();

  pango_font_description_set_family_static (description, SANS);
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
 * rc_fonts_set:
 * @text: what to set
 * @setting: how
 *
 * Returns: (transfer full): the lines
 */
PangoLayout *
rc_fonts_set (RcFonts             *self,
              const RcText        *text,
              const RcTypeSetting *setting)
{
  PangoLayout *layout = pango_layout_new (self->context);

  apply_setting (layout, setting);
  put_text (self, layout, text, setting, FALSE);
  /* A sequence may have no glyph though each of its characters has one. */
  if (pango_layout_get_unknown_glyphs_count (layout) > 0)
    put_text (self, layout, text, setting, TRUE);
  return layout;
}

char *
rc_fonts_dup_line (PangoLayout     *layout,
                   PangoLayoutLine *line)
{
  const char *text = pango_layout_get_text (layout) + line->start_index;
  GString *out = g_string_sized_new (line->length);

  for (const char *cursor = text; cursor < text + line->length; cursor = g_utf8_next_char (cursor))
    {
      gunichar c = g_utf8_get_char (cursor);

      if (c != RC_TEXT_PLACEHOLDER && c != ISOLATE && c != ISOLATE_END)
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

double
rc_fonts_mono_advance (RcFonts *self,
                       double   size)
{
  const RcTypeSetting setting = { .size = size, .style = RC_TEXT_MONO };
  g_autoptr (RcText) text = rc_text_new_own ("0000000000");
  g_autoptr (PangoLayout) layout = rc_fonts_set (self, text, &setting);
  int width;

  pango_layout_get_size (layout, &width, NULL);
  return width / (10.0 * PANGO_SCALE);
}
