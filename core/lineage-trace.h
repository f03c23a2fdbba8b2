/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lineage-step.h"

G_BEGIN_DECLS

/*
 * Takes down the reasoning of one lineage while it is built. The way from the inference to what stands behind it is gone once, in parts
 * that several questions rest on: what is said in a part is told under each question that uses it.
 */

typedef struct _RcLineageTrace RcLineageTrace;

typedef enum
{
  RC_LINEAGE_PART_RECORD,        /* the inference's own record, and what it replaced */
  RC_LINEAGE_PART_INSTANT,       /* when it happened, and how well that is known */
  RC_LINEAGE_PART_REQUEST,
  RC_LINEAGE_PART_DEPLOYMENTS,
  RC_LINEAGE_PART_VERSION,       /* the ladder of model-reference.h */
  RC_LINEAGE_PART_ENTRIES,       /* the version in the registries */
  RC_LINEAGE_PART_RUNS,
  RC_LINEAGE_PART_CARDS,
  RC_LINEAGE_PART_APPROVALS,
  RC_LINEAGE_PART_ACTIONS,
  RC_N_LINEAGE_PARTS
} RcLineagePart;

#define RC_LINEAGE_PART_BIT(part) (1u << (part))

RcLineageTrace *rc_lineage_trace_new          (void);
void            rc_lineage_trace_free         (RcLineageTrace    *self);
/* What follows is said in this part, until its end; parts do not lie within parts. All take NULL, and then do nothing. */
void            rc_lineage_trace_begin_part   (RcLineageTrace    *self,
                                               RcLineagePart      part);
void            rc_lineage_trace_end_part     (RcLineageTrace    *self);
/* @parts: bits of those that the question rests on from the beginning. */
void            rc_lineage_trace_begin_question (RcLineageTrace  *self,
                                               guint              parts);
/* The question that is being answered rests on this part as well. */
void            rc_lineage_trace_use_part     (RcLineageTrace    *self,
                                               RcLineagePart      part);
/* (element-type RcLineageStep) (transfer full): at most RC_LIMIT_LINEAGE_STEPS, and one more that tells how many are not listed. */
GPtrArray      *rc_lineage_trace_end_question (RcLineageTrace    *self);
/* @step: (transfer full). What was said in the same place already is not said again. */
void            rc_lineage_trace_take         (RcLineageTrace    *self,
                                               RcLineageStep     *step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcLineageTrace, rc_lineage_trace_free)

G_END_DECLS
