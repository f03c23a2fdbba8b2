/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/mechanism.h"

G_BEGIN_DECLS

/* Envelopes of DSSE that stand by themselves, one in a file or one a line: statements of in-toto, provenance of SLSA, and whatever else
 * (integrity.md section 5.6). */
extern const RcMechanism rc_mechanism_dsse;

G_END_DECLS
