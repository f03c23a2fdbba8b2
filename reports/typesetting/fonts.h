/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

#define RC_FONTS_SANS "DejaVu Sans"
#define RC_FONTS_MONO "DejaVu Sans Mono"

/**
 * RcFonts:
 *
 * The program's own four faces and nothing else, so that a page is the same on every machine: what they have no glyph for is shown by
 * its number, never by whatever else is installed. Belongs to one thread.
 */
typedef struct _RcFonts RcFonts;

RcFonts      *rc_fonts_new         (const char  *language,
                                    GError     **error);
void          rc_fonts_free        (RcFonts     *self);
gboolean      rc_fonts_has_glyph   (RcFonts     *self,
                                    gunichar     c);
/* (transfer none) */
PangoContext *rc_fonts_get_context (RcFonts     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcFonts, rc_fonts_free)

G_END_DECLS
