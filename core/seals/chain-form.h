/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/chain-layout.h"
#include "core/seals/chain-record.h"

G_BEGIN_DECLS

/*
 * The bytes that a rule hashes for one record. Private to the files chain*.c.
 */

/**
 * RcChainWorker:
 *
 * What one thread needs to judge records without allocating for each.
 */
struct _RcChainWorker
{
  RcJson         json;
  GString       *text;          /* the bytes that are hashed */
  RcHasher      *hasher;
  RcChainLayouts layouts;
  GString       *scope;         /* the scope whose first link was computed last */
  const char    *first_text;
  RcDigest       first_link;
};

gboolean rc_chain_form_append       (const RcChainProfile *profile,
                                     RcChainWorker        *worker,
                                     const char           *previous,
                                     gsize                 previous_length,
                                     RcChainLink          *link);
/* Whether the record is written otherwise than it was hashed, though its values are the same. */
gboolean rc_chain_form_is_respelled (const RcChainProfile *profile,
                                     const RcChainWorker  *worker);

G_END_DECLS
