/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/archival/signing.h"

G_BEGIN_DECLS

/* CMS over the bytes, which are not in it: DER; (transfer full) (nullable). */
GBytes *rc_signing_key_sign (const RcSigningKey  *self,
                             const void          *bytes,
                             gsize                length,
                             gint64               at_us,
                             GError             **error);

G_END_DECLS
