/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/archive/zip-directory.h"

G_BEGIN_DECLS

gboolean rc_zip_local_check (const RcContainerWalk  *walk,
                             RcZipEntry             *entry,
                             guint64                 directory,
                             GError                **error);

G_END_DECLS
