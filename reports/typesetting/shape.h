/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "core/registers/finding.h"
#include "core/registers/request.h"
#include "core/requirement.h"
#include "core/exercises/exercise-step.h"
#include "core/standing.h"
#include "core/verdict.h"

G_BEGIN_DECLS

/*
 * The signs of the visual language (design.md section 7): state is always shape, word and colour, and looks the same in the window, in
 * the graph and on paper. Each is drawn into a square, with plain paths, so that it may stand inside a tagged page.
 */
typedef enum
{
  RC_SHAPE_SEALED,            /* filled circle with tick */
  RC_SHAPE_AGREED,            /* two overlapping circles, filled */
  RC_SHAPE_CONSISTENT,        /* two overlapping circles, hollow */
  RC_SHAPE_SINGLE,            /* hollow circle */
  RC_SHAPE_READ,              /* page */
  RC_SHAPE_STATED,            /* speech bubble */
  RC_SHAPE_DISAGREE,          /* filled diamond with bar */
  RC_SHAPE_NOTHING,           /* dashed circle */
  RC_SHAPE_WITHHELD,          /* dashed circle with bar */
  RC_SHAPE_NOT_APPLICABLE,    /* short dash */
  RC_SHAPE_PASSED,            /* shield with tick */
  RC_SHAPE_FAILED,            /* octagon with cross */
  RC_SHAPE_ABSENT,            /* broken ring */
  RC_SHAPE_UNCHECKED,         /* square with question mark */
  RC_SHAPE_NOBODY_VOUCHES,    /* open shield */
  RC_SHAPE_NOTE,              /* small i */
  RC_N_SHAPES
} RcShape;

typedef enum
{
  RC_SCHEME_PAPER,            /* light, and readable in black and white */
  RC_SCHEME_LIGHT,
  RC_SCHEME_DARK,
  RC_SCHEME_HIGH_CONTRAST,
  RC_SCHEME_HIGH_CONTRAST_DARK,
  RC_N_SCHEMES
} RcScheme;

typedef struct
{
  double red, green, blue;
} RcInk;

RcShape     rc_shape_of_standing  (RcStanding      standing);
RcShape     rc_shape_of_group     (RcVerdictGroup  group);
RcShape     rc_shape_of_verdict   (RcVerdict       verdict);
/* How a question of an exercise was answered: what was shown has the shapes of standings, and none says that it is protected. */
RcShape     rc_shape_of_exercise_status (RcExerciseStatus      status);
RcShape     rc_shape_of_comparison      (RcExerciseComparison  comparison);
RcShape     rc_shape_of_requirement (RcRequirementVerdict verdict);
/* The colour of a shape: at least 4.5:1 against the ground of the scheme. */
RcInk       rc_shape_ink          (RcShape         shape,
                                   RcScheme        scheme);
/* Text, muted text, hair lines, ground and the one accent of a scheme. */
typedef enum { RC_INK_TEXT, RC_INK_MUTED, RC_INK_LINE, RC_INK_GROUND, RC_INK_PANEL, RC_INK_ACCENT, RC_N_INKS } RcInkRole;
RcInk       rc_scheme_ink         (RcScheme        scheme,
                                   RcInkRole       role);
/* Draws the shape into the square of @size at (@x, @y). */
void        rc_shape_draw         (RcShape         shape,
                                   RcScheme        scheme,
                                   cairo_t        *cr,
                                   double          x,
                                   double          y,
                                   double          size);
/* One character for terminals and plain text. */
const char *rc_shape_letter       (RcShape         shape);
/* How findings and requests stand. That somebody says so, or looked, has the shapes of standings; nothing of it was checked by the program. */
RcShape     rc_shape_of_finding   (RcFindingState  state,
                                   gboolean        is_overdue);
RcShape     rc_shape_of_request   (RcRequestState  state,
                                   gboolean        is_overdue);

G_END_DECLS
