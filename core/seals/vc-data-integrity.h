/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/mechanism.h"

G_BEGIN_DECLS

/* Verifiable credentials and other documents with proofs of W3C Data Integrity, eddsa-jcs-2022 (integrity.md section 5.15). */
extern const RcMechanism rc_mechanism_vc_data_integrity;

G_END_DECLS
