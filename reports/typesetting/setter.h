/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/typesetting/inline.h"
#include "reports/typesetting/look.h"
#include "reports/typesetting/type-setting.h"

G_BEGIN_DECLS

/**
 * RcSetter:
 * @x: left edge of the column that is being filled
 * @width: of the column
 * @galley: where the strips go
 * @gap: to be left above the next strip
 * @level: of the last heading
 *
 * Turns blocks into strips.
 */
typedef struct
{
  const RcDocument *document;
  const RcLook     *look;
  RcFonts          *fonts;
  double            x, width;
  GPtrArray        *galley;
  double            gap;
  int               level;
} RcSetter;

/**
 * RcFlow:
 * @tag: of the element that the lines are
 * @text: (nullable): that was set, where it may be mixed
 * @leading: distance of lines, points
 * @keep: all lines and the next strip stay on one page
 *
 * How lines of text become strips.
 */
typedef struct
{
  const char   *tag;
  double        x;
  double        leading;
  double        size;
  gboolean      keep;
  const RcText *text;
} RcFlow;

void     rc_setter_blocks        (RcSetter            *self,
                                  const GPtrArray     *blocks);
void     rc_setter_box           (RcSetter            *self,
                                  const RcBlock       *block);
void     rc_setter_columns       (RcSetter            *self,
                                  const RcBlock       *block);
void     rc_setter_bytes         (RcSetter            *self,
                                  const RcBlock       *block);
void     rc_setter_signatures    (RcSetter            *self,
                                  const RcBlock       *block);
void     rc_setter_table         (RcSetter            *self,
                                  const RcTable       *table);
/* The headings that follow @contents, each with the page that it is on. */
void     rc_setter_contents      (RcSetter            *self,
                                  const RcBlock       *contents);
void     rc_setter_notes         (RcSetter            *self,
                                  const GPtrArray     *notes);
/* The notes that are left, and what the house says at the end. */
void     rc_setter_ending        (RcSetter            *self);
void     rc_setter_space         (RcSetter            *self,
                                  double               gap);
RcStrip *rc_setter_add_strip     (RcSetter            *self,
                                  double               height);
RcStrip *rc_setter_last_strip    (const RcSetter      *self);
/* From 1; there are no more than four. */
const char *rc_setter_heading_tag (int                 level);
/* Whether a number or a bullet can stand beside what it marks. */
gboolean rc_setter_is_mark       (const RcSetter      *self,
                                  PangoLayout         *layout);
/* Where the strips of the text begin in the galley. */
guint    rc_setter_add_lines     (RcSetter            *self,
                                  PangoLayout         *layout,
                                  const RcFlow        *flow);
/* Puts what @ops draw before what @strip draws. */
void     rc_setter_insert_ops    (RcStrip             *strip,
                                  const GArray        *ops);
double   rc_setter_page_height   (const RcSetter      *self);
/* Baseline of a line of text of @size in a line of @leading, from its top. */
double   rc_setter_baseline      (double               size,
                                  double               leading);
/* Puts the lines of @layout one below the other, from @y; returns where the next would be. */
double   rc_setter_place_lines   (GArray              *ops,
                                  PangoLayout         *layout,
                                  double               x,
                                  double               y,
                                  double               size,
                                  double               leading);

G_END_DECLS
