/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/typesetting/line.h"

G_BEGIN_DECLS

/* A glyph of a run in which each character has one, in its place on the baseline. */
typedef struct
{
  guint16 glyph;
  guint16 width;     /* Pango units */
} PackedGlyph;

/**
 * Run:
 * @text, @length: which of the line's bytes
 * @x, @y: from where the line begins, in points
 * @packed: (nullable): glyphs of @font
 * @item: (nullable): glyphs that are not one to one with the characters
 * @shape: (nullable): what is drawn and not written
 *
 * A stretch of one font and one colour.
 */
typedef struct
{
  guint           text, length;
  double          x, y;
  PangoColor      ink;
  gboolean        has_ink;
  PangoFont      *font;
  PackedGlyph    *packed;
  guint           n_packed;
  PangoGlyphItem *item;
  PangoAttribute *shape;
} Run;

struct _RcLine
{
  grefcount references;
  guint     n_runs;
  Run      *runs;      /* from left to right */
  char     *text;
};

G_END_DECLS
