/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/mechanism.h"

G_BEGIN_DECLS

/* Agent receipts: credentials over one act of an AI agent each, signed with Ed25519 and linked by the digest of the one before
 * (ai-audit-log-projects.md section 2). */
extern const RcMechanism rc_mechanism_agent_receipt;

G_END_DECLS
