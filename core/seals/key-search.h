/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/seal-work.h"

G_BEGIN_DECLS

typedef enum
{
  RC_KEY_NOT_MEANT,     /* of another kind, or with another id where the id must be the same: says nothing */
  RC_KEY_TRIED,         /* does not fit, and nothing says that it should have */
  RC_KEY_EXPECTED,      /* could have made it, and does not fit; the signature names no key: failed, unless one that came with the evidence
                           fits */
  RC_KEY_FAILED,        /* the signature names this key, and does not fit it */
  RC_KEY_FITS,
} RcKeyFit;

/* Whether the signature would be one of @key. Called for accepted keys and for candidates alike. */
typedef RcKeyFit (*RcKeyTryFunc) (const RcAnchor *key,
                                  gpointer        data);

/**
 * RcKeyQuestion:
 * @purpose: for which a key must be accepted (rc_anchor_purposes())
 * @key_name: how the signature names its key, for people; (nullable)
 * @claimed_us: when the signer says it signed, which is a claim; RC_TIME_NONE: not said
 * @established: (nullable): by when it is proven to have been signed
 * @signed_sha256: (nullable): of exactly the bytes that are signed; %NULL: those of @covered as a whole, where it is another source
 * @covered: (nullable): what is signed, for the sentences
 * @carrier: where the signature stands
 * @embedded: (nullable): a key that stands in the signature itself, which is a candidate like one that stands beside it
 * @counts_group_itself: the mechanism says what the group of the key means to it, as logs do of their witnesses
 *
 * One signature, and what has to be known to say whose it is (integrity.md sections 2 and 3).
 */
typedef struct
{
  RcKeyTryFunc             try_key;
  gpointer                 data;
  const char              *purpose;
  const char              *key_name;
  gint64                   claimed_us;
  const RcEstablishedTime *established;
  const RcDigest          *signed_sha256;
  const RcSource          *covered;
  const RcSource          *carrier;
  const RcAnchor          *embedded;
  gboolean                 counts_group_itself;
} RcKeyQuestion;

/* Sets the seal's signature, anchor, reason and notes, and tells the exceptions. Integrity and completeness are set to VALID where the
 * signature fits an accepted key; where it does not, integrity is what the signature is. The accepted key that fits; (nullable). */
const RcAnchor *rc_key_search (RcSealWork          *work,
                               RcSeal              *seal,
                               const RcKeyQuestion *question);
/* For mechanisms that find the key another way: the time limits, revocation and purpose of an accepted key that fits. */
void            rc_key_accept (RcSealWork          *work,
                               RcSeal              *seal,
                               const RcKeyQuestion *question,
                               const RcAnchor      *anchor);
/* Whether it is a key of no signature format of its own, as envelopes, tokens and documents are signed with: not one of minisign, of SSH,
 * of a log … */
gboolean        rc_key_search_is_plain  (const RcAnchor *anchor);
/* Whether a judged seal was found to be made with this accepted key. */
gboolean        rc_key_search_names_key (const RcSeal   *seal,
                                         const RcAnchor *anchor);

G_END_DECLS
