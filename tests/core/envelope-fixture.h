/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "certificate-fixture.h"
#include "core/trust.h"
#include "seal-fixture.h"

G_BEGIN_DECLS

/*
 * Signed envelopes and bundles, made with keys that live as long as the test.
 */

typedef enum
{
  ENVELOPE_DER,    /* as Sigstore writes ECDSA */
  ENVELOPE_RAW,    /* r and s one behind the other */
} EnvelopeWriting;

/* A key of its own, in a certificate that nobody needs. */
CertificateMaker *envelope_new_key        (const char             *name);
/* What @signer makes of @message; (transfer full). */
GBytes           *envelope_sign           (const CertificateMaker *signer,
                                           EnvelopeWriting         writing,
                                           GBytes                 *message);
/* {"keyid":…,"sig":…} over an envelope of that type and payload; @key_id: (nullable). */
char             *envelope_make_signature (const CertificateMaker *signer,
                                           EnvelopeWriting         writing,
                                           const char             *key_id,
                                           const char             *type,
                                           const char             *payload);
/* @signatures: parted by commas. */
char             *envelope_make           (const char             *type,
                                           const char             *payload,
                                           const char             *signatures);
/* An envelope with one signature in DER and no key id. */
char             *envelope_make_signed    (const CertificateMaker *signer,
                                           const char             *type,
                                           const char             *payload);
/* The public key as PEM. */
char             *envelope_dup_key        (const CertificateMaker *signer);
/* Accepts what is in @text on these terms; owner and how are set. */
void              envelope_accept         (SealFixture            *fixture,
                                           const char             *text,
                                           const RcAnchorTerms    *terms);
/* Accepts the signer's key; @purpose, @identity: (nullable). */
void              envelope_accept_key     (SealFixture            *fixture,
                                           const CertificateMaker *signer,
                                           const char             *purpose,
                                           const char             *identity);
/* The only seal of that kind: its worst verdict and reason (NULL: none). */
void              envelope_check_seal     (SealFixture            *fixture,
                                           const char             *kind,
                                           guint                   index,
                                           RcVerdict               worst,
                                           const char             *reason);
/* Whether one of the seal's notes has @text in it. */
gboolean          envelope_has_note       (const RcSeal           *seal,
                                           const char             *text);

G_END_DECLS
