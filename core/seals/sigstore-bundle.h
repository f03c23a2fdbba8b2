/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/public-key.h"
#include "core/seals/dsse-envelope.h"
#include "core/seals/sigstore-log-entry.h"

G_BEGIN_DECLS

/**
 * RcSigstoreBundle:
 * @version: 1 to 3: the number behind “0.”
 * @signature: as the key made it: DER for ECDSA
 * @envelope: (nullable): what was signed is the payload of this envelope; %NULL: a file beside the bundle
 * @digest_hash: of @digest: RC_HASH_NONE where the bundle does not say
 * @digest: (nullable): what the signer says is the digest of the file; nobody signed this
 * @certificates: of GBytes: DER, the signer's first; empty: signed with a bare key
 * @hint: (nullable): how the signer names the bare key
 * @entries: of RcSigstoreLogEntry
 * @time_stamps: of GBytes: tokens of RFC 3161 over the bytes of @signature
 *
 * A Sigstore bundle as read; nothing in it is verified (integrity.md section 5.4).
 */
typedef struct
{
  guint           version;
  GBytes         *signature;
  RcDsseEnvelope *envelope;
  RcHash          digest_hash;
  GBytes         *digest;
  GPtrArray      *certificates;
  char           *hint;
  GPtrArray      *entries;
  GPtrArray      *time_stamps;
} RcSigstoreBundle;

typedef enum
{
  RC_SIGSTORE_READ,
  RC_SIGSTORE_ANOTHER,       /* no bundle */
  RC_SIGSTORE_UNSUPPORTED,   /* a bundle of a version that is not known */
  RC_SIGSTORE_AMBIGUOUS,     /* names a member twice */
  RC_SIGSTORE_MALFORMED,
} RcSigstoreForm;

/* @out_fault: static text; @out_offset: the byte at which it was found. Both are set for RC_SIGSTORE_AMBIGUOUS and _MALFORMED. */
RcSigstoreForm rc_sigstore_bundle_parse     (const char        *text,
                                             gsize              length,
                                             RcSigstoreBundle **out_bundle,
                                             const char       **out_fault,
                                             gsize             *out_offset);
/* Empty: for those who find the same material elsewhere. */
RcSigstoreBundle *rc_sigstore_bundle_new    (guint              version);
void           rc_sigstore_bundle_free      (RcSigstoreBundle  *self);
/* Whether a text that may be cut off or spoiled begins like a bundle. */
gboolean       rc_sigstore_bundle_recognise (const char        *text,
                                             gsize              length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSigstoreBundle, rc_sigstore_bundle_free)

G_END_DECLS
