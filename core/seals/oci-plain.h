/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/oci-layout.h"

G_BEGIN_DECLS

/**
 * rc_oci_plain_check:
 * @layers: (element-type RcOciBlob): of the manifest, in its order
 * @inout_integrity: made worse where a layer does not unpack to what the configuration states
 * @out_fitting: (out): layers that do
 *
 * Compares the layers, unpacked, with the digests that the configuration of a package states of their uncompressed form: "diffId" of a
 * ModelKit, modelfs.diffIds of a ModelPack, rootfs.diff_ids of an image. A layer that was not unpacked is not compared.
 */
gboolean rc_oci_plain_check (RcOciLayout         *layout,
                             const RcOciManifest *manifest,
                             const RcSource      *config,
                             const GArray        *layers,
                             RcVerdict           *inout_integrity,
                             guint               *out_fitting,
                             GError             **error);

G_END_DECLS
