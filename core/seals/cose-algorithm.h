/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/public-key.h"

G_BEGIN_DECLS

/* Of the IANA registry of COSE algorithms; FALSE: not one that is checked here. */
gboolean rc_cose_algorithm_find (gint64             algorithm,
                                 RcSignatureForm   *out_form,
                                 RcHash            *out_hash);
/* Whether a key can make signatures of it (RFC 9053 section 2, RFC 9864). */
gboolean rc_cose_algorithm_suits (gint64            algorithm,
                                 const RcPublicKey *key);
/* What a key signs with where a message does not say so; 0: there is more than one way. */
gint64   rc_cose_algorithm_of   (const RcPublicKey *key);

G_END_DECLS
