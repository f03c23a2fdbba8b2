/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/mechanism.h"

G_BEGIN_DECLS

/* Records of an AI agent's acts that are named by their own digest and name the record that they follow (agent action capsules). */
extern const RcMechanism rc_mechanism_agent_capsule;

G_END_DECLS
