/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/record.h"

G_BEGIN_DECLS

/* The way from a record to the root over its file, step by step, as a stranger can go it; @reference: SOURCE:RECORD. */
GtkWidget *rc_proof_view_new   (const RcRecordProof *proof,
                                const char          *reference);
/* A digest in groups, whole, with a button that copies it; @what: says what of, to those who do not see it. */
GtkWidget *rc_proof_digest_new (const RcDigest      *digest,
                                const char          *what);

G_END_DECLS
