/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The measures of a page, in points. One set for reports, one for the one-page sheet. */
typedef struct
{
  double body;              /* size of the text */
  double table;             /* size of the text in tables and of record bytes */
  double headings[3];
  double leading;           /* distance of lines, in sizes */
  double side;              /* margins */
  double head_y;            /* baseline of the running head */
  double banner_y;          /* where the banner begins, once the head is known */
  double top;               /* where the text begins */
  double bottom;            /* where it must end */
  double foot_y;            /* baseline of the foot line */
  double paragraph_gap;
  double heading_gaps[3];   /* above */
  double block_gap;         /* above and below tables, figures and boxes */
  double cell_x, cell_y;    /* padding of cells */
  double column_gap;
  double number_width;      /* of a box's number, left of its content */
  double furniture;         /* size of running head and foot */
} RcLook;

const RcLook *rc_look_get (gboolean compact);

G_END_DECLS
