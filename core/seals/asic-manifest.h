/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/source-digests.h"

G_BEGIN_DECLS

/* Judges META-INF/ASiCManifest….xml (EN 319 162-1 section A.4): what it names by digest is covered as far as the manifest itself is. A source
 * that is none is passed over. FALSE: the case could not be read. */
gboolean rc_asic_manifest_judge  (RcSealWork       *work,
                                  RcSourceDigests  *digests,
                                  const RcSource   *manifest,
                                  GError          **error);
/* The names that META-INF/manifest.xml lists (OpenDocument 1.2 part 3); (transfer full) (element-type utf8). NULL without error: it is none. */
GPtrArray *rc_asic_manifest_list (RcSealWork       *work,
                                  const RcSource   *manifest,
                                  GError          **error);

G_END_DECLS
