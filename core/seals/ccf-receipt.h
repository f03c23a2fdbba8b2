/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/mechanism.h"

G_BEGIN_DECLS

/* Receipts of ledgers on the Confidential Consortium Framework, in JSON (integrity.md section 5.12). */
extern const RcMechanism rc_mechanism_ccf_receipt;

G_END_DECLS
