/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lineage.h"

G_BEGIN_DECLS

/* How one question is answered on both sides. */
typedef enum
{
  RC_LINEAGE_RELATION_NEITHER,         /* nothing answers it on either side */
  RC_LINEAGE_RELATION_SAME,
  RC_LINEAGE_RELATION_OTHER_STANDING,  /* the same answers, known in another way */
  RC_LINEAGE_RELATION_DIFFERS,
  RC_LINEAGE_RELATION_ONLY_LEFT,
  RC_LINEAGE_RELATION_ONLY_RIGHT,
  RC_N_LINEAGE_RELATIONS
} RcLineageRelation;

/**
 * RcLineagePair:
 * @left, @right: (transfer none): the question on both sides
 * @n_common: answers that both sides give
 * @n_left: answers of the left side alone; and @n_right
 */
typedef struct
{
  const RcLineageSlot *left;
  const RcLineageSlot *right;
  RcLineageRelation    relation;
  guint                n_common;
  guint                n_left;
  guint                n_right;
} RcLineagePair;

/**
 * RcLineageComparison:
 * @pairs: (element-type RcLineagePair): in the order of the template
 *
 * Two lineages side by side: of two inferences, or of one as two instants knew it. Answers are held against each other by what they say, not
 * by what is shown of them: equality of masked values is told, and the values are not.
 */
typedef struct
{
  RcLineage *left;
  RcLineage *right;
  GPtrArray *pairs;
  guint      counts[RC_N_LINEAGE_RELATIONS];
} RcLineageComparison;

/* Both: (transfer full). */
RcLineageComparison *rc_lineage_comparison_new      (RcLineage                 *left,
                                                     RcLineage                 *right);
void                 rc_lineage_comparison_free     (RcLineageComparison       *self);
/* Whether @other gives the answer as well. */
gboolean             rc_lineage_slot_gives          (const RcLineageSlot       *other,
                                                     const RcLineageAnswer     *answer);
/* "same" …: stable, for JSON. */
const char          *rc_lineage_relation_to_name    (RcLineageRelation          relation);
/* In the language of the reader. */
const char          *rc_lineage_relation_words      (RcLineageRelation          relation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcLineageComparison, rc_lineage_comparison_free)

G_END_DECLS
