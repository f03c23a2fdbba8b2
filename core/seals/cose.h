/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/mechanism.h"

G_BEGIN_DECLS

/* Signed messages in CBOR, statements for transparency logs and receipts of such logs (integrity.md section 5.11). */
extern const RcMechanism rc_mechanism_cose;

G_END_DECLS
