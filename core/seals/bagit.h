/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/mechanism.h"

G_BEGIN_DECLS

/* Bags (RFC 8493 and its drafts): folders with manifests of what they hold. */
extern const RcMechanism rc_mechanism_bagit;

G_END_DECLS
