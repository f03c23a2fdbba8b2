/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/jwk.h"
#include "core/trust.h"

G_BEGIN_DECLS

/* A single key of the kind "jwk" with what it says of itself; NULL: a key of another kind, or a set. */
RcJwk *rc_anchor_read_jwk (const RcAnchor *anchor);

G_END_DECLS
