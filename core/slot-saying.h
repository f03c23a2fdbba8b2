/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lineage-saying.h"
#include "slot-context.h"

G_BEGIN_DECLS

/**
 * RcSlotSaying:
 * @slot: id of the question that it answers
 * @value: what is shown of it; personal values masked
 * @compared: (nullable): what is held against the answers of records; %NULL where it is a passage or a page, which no answer equals
 * @is_masked: @value is a mask
 * @saying: (nullable): who read or said it; %NULL once it is told
 * @left_out: (nullable): why it does not count
 *
 * What people read in documents, said in an exercise or entered, as an answer to one question about one inference. It stands beside the
 * records and never makes their answers better known.
 */
typedef struct
{
  char            *slot;
  char            *value;
  char            *compared;
  gboolean         is_masked;
  RcLineageSaying *saying;
  char            *left_out;
} RcSlotSaying;

void       rc_slot_saying_free (RcSlotSaying   *self);
/* All that concern the inference of @context; (element-type RcSlotSaying) (transfer full). */
GPtrArray *rc_slot_saying_list (RcSlotContext  *context,
                                GError        **error);

G_END_DECLS
