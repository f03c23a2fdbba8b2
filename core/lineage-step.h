/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a step of the reasoning is about. */
typedef enum
{
  RC_LINEAGE_STEP_TRIED,      /* a way to an answer, and what it gave or why it gave nothing */
  RC_LINEAGE_STEP_LEFT_OUT,   /* a record or statement that was considered, and why it does not count */
  RC_LINEAGE_STEP_LINKED,     /* two things that were taken for one, or not, and why */
  RC_LINEAGE_STEP_ANSWERED,   /* a record that gives the answer, and how it was reached */
  RC_LINEAGE_STEP_WEIGHED,    /* how it is known, and why not better */
  RC_N_LINEAGE_STEP_KINDS
} RcLineageStepKind;

/* @record: 0: all of the source, an exhibit that a person read. */
typedef struct
{
  gint64  source;
  guint64 record;
} RcLineageStepRecord;

/**
 * RcLineageStep:
 * @kind: what it is about
 * @text: one or more sentences, in the language that was set when the lineage was built; personal values masked
 * @records: (element-type RcLineageStepRecord): the records that it speaks of; empty where it speaks of none
 *
 * One step of the reasoning behind an answer of a lineage.
 */
typedef struct
{
  RcLineageStepKind  kind;
  char              *text;
  GArray            *records;
} RcLineageStep;

/* @text: (transfer full). */
RcLineageStep *rc_lineage_step_new          (RcLineageStepKind    kind,
                                             char                *text);
void           rc_lineage_step_free         (RcLineageStep       *self);
RcLineageStep *rc_lineage_step_copy         (const RcLineageStep *self);
/* Once for each record; a @source of 0 is none. */
void           rc_lineage_step_add_record   (RcLineageStep       *self,
                                             gint64               source,
                                             guint64              record);
gboolean       rc_lineage_step_equal        (const RcLineageStep *a,
                                             const RcLineageStep *b);
/* "tried" …: stable, for JSON. */
const char    *rc_lineage_step_kind_to_name (RcLineageStepKind    kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcLineageStep, rc_lineage_step_free)

G_END_DECLS
