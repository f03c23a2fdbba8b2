/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/samples/draw.h"

G_BEGIN_DECLS

/**
 * RcDrawResult:
 * @deviations: k: members that deviate, or could not be examined
 * @concludes: something follows about what was not drawn; else all fields below are 0
 * @is_whole: every member was examined: @deviations are all there are
 * @upper: U: with the confidence of the draw, no larger part of the stratum deviates
 * @upper_count: the same in members; only by the hypergeometric rule
 * @clopper_pearson: U as if the stratum had no end: never smaller than @upper
 * @supports: @upper is at most the tolerable rate
 *
 * What follows from one stratum of a draw that was tested. A draw by the hypergeometric rule is judged by that rule, so that a sample that
 * went as planned supports what it was planned for; every other by the one-sided limit of Clopper and Pearson.
 */
typedef struct
{
  guint64  deviations;
  gboolean concludes;
  gboolean is_whole;
  double   upper;
  guint64  upper_count;
  double   clopper_pearson;
  gboolean supports;
} RcDrawResult;

/* @deviations: of each stratum. Answers one result for each; RC_SAMPLE_ERROR_TERMS where the draw was discarded, or more deviate than were
 * drawn. (element-type RcDrawResult) (transfer full) */
GArray   *rc_draw_evaluate       (const RcDraw   *self,
                                  const guint64  *deviations,
                                  GError        **error);
/* Of the whole of a divided population: the limits of the strata, each at so much more confidence that all of them hold together, weighted
 * by their members. On the safe side. FALSE where nothing follows, or there is one stratum. */
gboolean  rc_draw_weighted_upper (const RcDraw   *self,
                                  const guint64  *deviations,
                                  double         *out_upper);
/* Records what a person found. */
gboolean  rc_draw_note_result    (RcCase         *case_file,
                                  const RcDraw   *self,
                                  const guint64  *deviations,
                                  const char     *by,          /* (nullable) */
                                  GError        **error);

G_END_DECLS
