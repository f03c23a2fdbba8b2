/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/ssh-key.h"
#include "core/trust.h"

G_BEGIN_DECLS

/* A single key of the kind "ssh" with all that OpenSSH knows of it; NULL: a key of another kind, or a list. */
RcSshKey *rc_anchor_read_ssh (const RcAnchor *anchor);
/* A key that stands in a signature, as a candidate. */
RcAnchor *rc_anchor_new_ssh  (const RcSshKey *key);
/* Whether what was accepted is this key. One that lives in a security key for one application is another key than the same point elsewhere. */
gboolean  rc_anchor_is_ssh_key (const RcAnchor *anchor,
                                const RcSshKey *key);

G_END_DECLS
