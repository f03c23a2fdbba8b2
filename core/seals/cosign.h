/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/in-toto-subjects.h"
#include "core/seals/oci-layout.h"

G_BEGIN_DECLS

/* Whether the manifest holds signatures or attestations of cosign as layers, with what belongs to them beside each. */
gboolean rc_cosign_is_of_node (const RcOciNode  *node);
/* Judges each of them as one seal over the manifest that it speaks of. FALSE: the case could not be read. */
gboolean rc_cosign_judge_node (RcOciLayout      *layout,
                               RcInTotoSubjects *subjects,
                               const RcOciNode  *node,
                               GError          **error);

G_END_DECLS
