/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "custody.h"

G_BEGIN_DECLS

/* As rc_custody_append(), for an act that changes tables which otherwise only imports fill: nothing that is known of them is taken over. */
gboolean rc_custody_append_afresh (RcCase      *case_file,
                                   const char  *act,
                                   const char  *detail_json,
                                   GError     **error);

G_END_DECLS
