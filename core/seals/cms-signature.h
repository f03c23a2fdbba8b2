/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/mechanism.h"

G_BEGIN_DECLS

extern const RcMechanism rc_mechanism_cms_signature;

G_END_DECLS
