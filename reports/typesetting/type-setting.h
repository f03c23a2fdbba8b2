/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/typesetting/fonts.h"
#include "reports/typesetting/text.h"

G_BEGIN_DECLS

/**
 * RcTypeSetting:
 * @size: points
 * @width: points; 0 for a single line without bound
 * @wrap: %PANGO_WRAP_CHAR for digests, %PANGO_WRAP_WORD_CHAR otherwise
 * @align: of the lines
 * @hanging: by how much lines that go on are set in, points
 * @style: for the whole text, besides the styles in it
 * @scheme: of muted and accented words and of shapes
 *
 * How a text is set.
 */
typedef struct
{
  double         size;
  double         width;
  PangoWrapMode  wrap;
  PangoAlignment align;
  double         hanging;
  RcTextStyle    style;
  RcScheme       scheme;
} RcTypeSetting;

/* (transfer full) */
PangoLayout *rc_type_set          (RcFonts             *fonts,
                                   const RcText        *text,
                                   const RcTypeSetting *setting);
/* What text of such a layout says; (transfer full). */
char        *rc_type_dup_text     (const char          *text);
/* Of its longest line, in points. */
double       rc_type_width        (PangoLayout         *layout);
/* Ascent and descent of the faces, in sizes. */
#define RC_TYPE_ASCENT  0.928
#define RC_TYPE_DESCENT 0.236

double       rc_type_leading      (PangoLayout         *layout,
                                   double               size,
                                   double               leading);
/* The first characters and lines of the program's own words, and how many characters more there are; (transfer full). */
char        *rc_type_cut          (const char          *words,
                                   guint                most_characters,
                                   guint                most_lines);
/* The shape that an attribute of such a layout stands for, where its line stands at (@x, @y). */
void         rc_type_draw_shape   (const PangoAttribute *shape,
                                   cairo_t             *cr,
                                   double               x,
                                   double               y);
/* The advance of every monospaced character at @size, as RC_TEXT_MONO sets it. */
double       rc_type_mono_advance (RcFonts             *fonts,
                                   double               size);

/*
 * For a figure: @text in a layout to be drawn with pango_cairo_show_layout(); on a page with the page's fonts, in a window, where @cr
 * is of no page, with the window's. (transfer full)
 */
PangoLayout *rc_figure_set        (cairo_t             *cr,
                                   const RcText        *text,
                                   const RcTypeSetting *setting);
/* Tells the figures that are drawn on @cr which fonts are theirs; NULL ends it. */
void         rc_figure_use_fonts  (cairo_t             *cr,
                                   RcFonts             *fonts);

G_END_DECLS
