/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/mechanism.h"

G_BEGIN_DECLS

/* Signatures of the JSON Signature Format, as bills of materials of CycloneDX carry them: they are told, and not judged. */
extern const RcMechanism rc_mechanism_jsf;

G_END_DECLS
