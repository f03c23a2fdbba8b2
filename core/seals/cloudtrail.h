/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/mechanism.h"

G_BEGIN_DECLS

/* Digests of AWS CloudTrail and results of CloudTrail Lake (integrity.md section 5.1). */
extern const RcMechanism rc_mechanism_cloudtrail;

G_END_DECLS
