/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "reports/text.h"

G_BEGIN_DECLS

/**
 * RcFonts:
 *
 * The program's own four faces and nothing else, so that a page is the same on every machine: what they have no glyph for is shown by
 * its number, never by whatever else is installed. Belongs to one thread.
 */
typedef struct _RcFonts RcFonts;

/**
 * RcTypeSetting:
 * @size: points
 * @width: points; 0 for a single line without bound
 * @wrap: %PANGO_WRAP_CHAR for digests, %PANGO_WRAP_WORD_CHAR otherwise
 * @align: of the lines
 * @hanging: by how much lines that go on are set in, points
 * @style: for the whole text, besides the styles in it
 */
typedef struct
{
  double         size;
  double         width;
  PangoWrapMode  wrap;
  PangoAlignment align;
  double         hanging;
  RcTextStyle    style;
} RcTypeSetting;

RcFonts     *rc_fonts_new          (const char          *language,
                                    GError             **error);
void         rc_fonts_free         (RcFonts             *self);
PangoLayout *rc_fonts_set          (RcFonts             *self,
                                    const RcText        *text,
                                    const RcTypeSetting *setting);
/* What a line of such a layout says; (transfer full). */
char        *rc_fonts_dup_line     (PangoLayout         *layout,
                                    PangoLayoutLine     *line);
/* The advance of every monospaced character at @size, as RC_TEXT_MONO sets it. */
double       rc_fonts_mono_advance (RcFonts             *self,
                                    double               size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcFonts, rc_fonts_free)

G_END_DECLS
