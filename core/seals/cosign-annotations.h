/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/oci-manifest.h"
#include "core/seals/sigstore-bundle.h"

G_BEGIN_DECLS

/* What cosign writes beside the signed layer of a manifest (signature, certificates, log entry, time stamp) as the same bundle that
 * newer versions write as a file. @envelope: (nullable) (transfer full): of an attestation, whose signature stands in it. (nullable):
 * @out_fault (static text) says why. */
RcSigstoreBundle *rc_cosign_annotations_read (const RcOciDescriptor *layer,
                                              RcDsseEnvelope        *envelope,
                                              const char           **out_fault);

G_END_DECLS
