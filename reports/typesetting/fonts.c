/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/fonts.h"
#include "reports/typesetting/pages.h"

#include "core/words.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>

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

/* Returns: (transfer none): read once for the whole process; it is only looked at after that, from whatever thread. */
static FcConfig *
get_config (GError **error)
{
  static GMutex mutex;
  static FcConfig *config;
  FcConfig *loaded;

  g_mutex_lock (&mutex);
  if (config == NULL)
    config = load_files (error);
  loaded = config;
  g_mutex_unlock (&mutex);
  return loaded;
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
  FcConfig *config = get_config (error);
  RcFonts *self;

  if (config == NULL)
    return NULL;
  self = g_new0 (RcFonts, 1);
  self->map = pango_cairo_font_map_new_for_font_type (CAIRO_FONT_TYPE_FT);
  pango_fc_font_map_set_config (PANGO_FC_FONT_MAP (self->map), config);
  self->context = create_context (self->map, language);
  self->coverages[0] = load_coverage (self->context, RC_FONTS_SANS);
  self->coverages[1] = load_coverage (self->context, RC_FONTS_MONO);
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

/**
 * rc_fonts_has_glyph:
 *
 * Returns: whether @c can be drawn with one of the faces
 */
gboolean
rc_fonts_has_glyph (RcFonts  *self,
                    gunichar  c)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->coverages); i++)
    if (pango_coverage_get (self->coverages[i], c) != PANGO_COVERAGE_NONE)
      return TRUE;
  return FALSE;
}

PangoContext *
rc_fonts_get_context (RcFonts *self)
{
  return self->context;
}
