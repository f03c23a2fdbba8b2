/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/archive/zip-directory.h"

G_BEGIN_DECLS

/* What a zip in itself may do and a bundle may not: names that mean something else elsewhere, second names in extra fields, comments, several folders. */
gboolean rc_bundle_file_check  (RcStream              *file,
                                const RcZipDirectory  *directory,
                                char                 **out_folder,
                                GError               **error);
/* The one sentence by which a bundle is refused. Answers FALSE. */
gboolean rc_bundle_file_refuse (GError               **error,
                                const char            *format,
                                ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
