/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/public-key.h"
#include "core/seals/seal-work.h"

G_BEGIN_DECLS

/**
 * RcSourceDigests:
 *
 * Digests of the sources of a case by the algorithms that signatures name; what was computed is kept. Make one for a whole run.
 */
typedef struct _RcSourceDigests RcSourceDigests;

/* @work: borrowed. */
RcSourceDigests *rc_source_digests_new     (RcSealWork       *work);
void             rc_source_digests_free    (RcSourceDigests  *self);
/* @hash: not RC_HASH_NONE. The digest of @source; (transfer none); NULL without error: its bytes cannot be read. */
GBytes          *rc_source_digests_get     (RcSourceDigests  *self,
                                            const RcSource   *source,
                                            RcHash            hash,
                                            GError          **error);
/* All sources with that digest that came with @carrier; where none did, all; (transfer container) of RcSource. NULL: the case could not be
 * read. */
GPtrArray       *rc_source_digests_find    (RcSourceDigests  *self,
                                            const RcSource   *carrier,
                                            RcHash            hash,
                                            const void       *digest,
                                            gsize             length,
                                            GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSourceDigests, rc_source_digests_free)

G_END_DECLS
