/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seal.h"

G_BEGIN_DECLS

/* The files of the delivery of @carrier whose names begin with @folder (as rc_seal_context_dup_folder() gives it, or below), @carrier
 * among them: none that was taken out of another one of them; by name; (transfer container) (element-type RcSource). */
GPtrArray *rc_folder_files_list (RcSealContext  *context,
                                 const RcSource *carrier,
                                 const char     *folder);

G_END_DECLS
