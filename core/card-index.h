/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "claim.h"

G_BEGIN_DECLS

/* A card, and the claim by which it names what it describes. */
typedef struct
{
  gint64 card;
  gint64 claim;
} RcCardLink;

/**
 * RcCardIndex:
 *
 * Which cards of a case describe what: read once, so that of ten thousand cards of one model those of one version are found at once. It
 * belongs to the connection of the case, and is made anew once the case has changed.
 */
typedef struct _RcCardIndex RcCardIndex;

/* (transfer none) */
const RcCardIndex *rc_card_index_get          (RcCase             *case_file,
                                               GError            **error);
/* Those that name "name/version", by link or by the name alone, in the order of their claims. (nullable) (element-type RcCardLink) */
const GArray      *rc_card_index_find_version (const RcCardIndex  *self,
                                               const char         *version);
/* Those that name the model, and no version of any. (nullable) (element-type RcCardLink) */
const GArray      *rc_card_index_find_model   (const RcCardIndex  *self,
                                               const char         *model);

G_END_DECLS
