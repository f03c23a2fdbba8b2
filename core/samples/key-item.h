/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/samples/sample-population.h"
#include "core/seal.h"

G_BEGIN_DECLS

/*
 * The members of a population that are examined in any case, beside the sample, and from which nothing is concluded about the others:
 * overrides, stops, incidents and anomalies that are about them, and records with an exception or next to a break of their chain.
 */

/* Finds them and marks them. @judgement: (nullable): of the evidence as it is now; without it no exception is known. */
gboolean    rc_key_items_mark        (RcSamplePopulation  *population,
                                      RcCase              *case_file,
                                      const RcJudgement   *judgement,
                                      GCancellable        *cancellable,
                                      GError             **error);
/* "override", "chain-break" …; NULL beyond RC_N_KEY_ITEM_REASONS. */
const char *rc_key_item_reason_nth_name  (guint            index);
/* In words for people, in their language. */
const char *rc_key_item_reason_nth_words (guint            index);

G_END_DECLS
