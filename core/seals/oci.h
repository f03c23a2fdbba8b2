/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/mechanism.h"

G_BEGIN_DECLS

/* Images and model packages in the OCI image layout, with the signatures of cosign in it. */
extern const RcMechanism rc_mechanism_oci;

G_END_DECLS
