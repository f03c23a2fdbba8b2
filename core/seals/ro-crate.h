/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/mechanism.h"

G_BEGIN_DECLS

/* Research objects: ro-crate-metadata.json with the digests and sizes of the files beside it. */
extern const RcMechanism rc_mechanism_ro_crate;

G_END_DECLS
