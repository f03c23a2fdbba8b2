/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/seal-work.h"
#include "core/seals/sigstore-bundle.h"
#include "core/seals/sigstore-message.h"

G_BEGIN_DECLS

/**
 * RcSigstoreMaterial:
 * @seal: sets its signature, anchor, reason, notes and what was checked; integrity to VALID, or to what the log and its proof say.
 *   Completeness becomes VALID
 * @covered: (nullable): what is signed, for the sentences
 * @message: the bytes that the signature is over: a file, or rc_dsse_pae() of an envelope
 * @purpose: for which a key or a trusted root must be accepted (rc_anchor_purposes())
 *
 * One signature of a Sigstore bundle to be judged.
 */
typedef struct
{
  RcSealWork              *work;
  RcSeal                  *seal;
  const RcSource          *covered;
  const RcSource          *carrier;
  const RcSigstoreBundle  *bundle;
  const RcSigstoreMessage *message;
  const char              *purpose;
} RcSigstoreMaterial;

/* Judges whose signature it is, when it was made, and whether it stands in a log, in the order of integrity.md section 5.4. What the
 * payload of an envelope says is not looked at. */
void rc_sigstore_material_judge (const RcSigstoreMaterial *self);

G_END_DECLS
