/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/public-key.h"
#include "core/seals/sigstore-bundle.h"
#include "core/seals/sigstore-message.h"

G_BEGIN_DECLS

/**
 * RcSigstoreSigner:
 * @certificate: (nullable): DER
 * @key: (nullable): where it is signed with a bare key that is known
 *
 * Who signed a bundle, to be held against what the log says.
 */
typedef struct
{
  GBytes            *certificate;
  const RcPublicKey *key;
} RcSigstoreSigner;

typedef enum
{
  RC_SIGSTORE_BODY_FITS,
  RC_SIGSTORE_BODY_OTHER,         /* an entry about something else */
  RC_SIGSTORE_BODY_UNSUPPORTED,   /* of a kind that is not known */
  RC_SIGSTORE_BODY_MALFORMED,
} RcSigstoreBodyFit;

/* Whether what the log keeps is about this signature of this signer over this message (integrity.md section 5.4, step 7). @out_fault:
 * static text; set unless it fits. */
RcSigstoreBodyFit rc_sigstore_body_check (const RcSigstoreLogEntry *entry,
                                          const RcSigstoreBundle   *bundle,
                                          const RcSigstoreMessage  *message,
                                          const RcSigstoreSigner   *signer,
                                          const char              **out_fault);

G_END_DECLS
