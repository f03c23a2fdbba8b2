/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "standing.h"

G_BEGIN_DECLS

/**
 * RcLineageSaying:
 * @standing: %RC_STANDING_READ: a person read it in a registered document; %RC_STANDING_STATED: a person said or typed it
 * @entry: number of the entry by which it came into the case; 0: of none
 * @source: the exhibit that it was read in; 0: in none
 * @page: (nullable): where in it
 * @quote: (nullable): the passage, in the document's own language
 * @by: who read or said it
 * @words: a sentence: who read it where, or who said it
 *
 * What a person read, said or typed as an answer of a lineage. Nothing of it was checked by the program.
 */
typedef struct
{
  RcStanding  standing;
  gint64      entry;
  gint64      source;
  char       *page;
  char       *quote;
  char       *by;
  char       *words;
} RcLineageSaying;

void             rc_lineage_saying_free       (RcLineageSaying *self);
/* "Read by … in exhibit E-019, page 2." @page, @quote: (nullable). */
RcLineageSaying *rc_lineage_saying_new_read   (gint64           entry,
                                               gint64           source,
                                               const char      *page,
                                               const char      *quote,
                                               const char      *by);
/* @words: (transfer full): the sentence that says who said it on which occasion. */
RcLineageSaying *rc_lineage_saying_new_stated (gint64           entry,
                                               const char      *by,
                                               char            *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcLineageSaying, rc_lineage_saying_free)

G_END_DECLS
