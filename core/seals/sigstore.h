/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/mechanism.h"

G_BEGIN_DECLS

/* Sigstore bundles over files and over in-toto statements. Those over models are left to the mechanism of OpenSSF Model Signing. */
extern const RcMechanism rc_mechanism_sigstore;

G_END_DECLS
