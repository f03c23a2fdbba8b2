/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/chain.h"

G_BEGIN_DECLS

/*
 * One record by itself: what it says of its place in a chain, and whether its own hash fits. Part of chain.c.
 */

/* Reads @bytes as one record under @profile; the worker is the scratch of one thread. @leaf may be NULL. */
void     rc_chain_record_judge  (const RcChainProfile *profile,
                                 RcChainWorker        *worker,
                                 const char           *bytes,
                                 gsize                 length,
                                 const RcDigest       *leaf,
                                 RcChainLink          *out_link);
/* Hexadecimal digits, bare or after "sha256:", blanks at the end passed over. */
gboolean rc_chain_digest_parse  (const char           *text,
                                 gsize                 length,
                                 RcDigest             *out_digest);
/* 64 bits that stand for a scope's name; never 0. */
guint64  rc_chain_scope_hash    (const char           *text,
                                 gsize                 length);
/* The text of the profile's scope member in a record; (nullable) (transfer full). */
char    *rc_chain_record_dup_scope (const RcChainProfile *profile,
                                 const char           *bytes,
                                 gsize                 length);

G_END_DECLS
