/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/seal-work.h"

G_BEGIN_DECLS

/* A file with one JWS a line: one seal of many things to check, which covers each line by what was found of it. */
gboolean rc_jws_log_judge (RcSealWork      *work,
                           const RcSource  *carrier,
                           const char      *kind,
                           GError         **error);

G_END_DECLS
