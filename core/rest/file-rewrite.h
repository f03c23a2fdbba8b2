/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case-lock.h"
#include "core/rest/case-keys.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The pages of one case file written into another, in clear or sealed. */

gboolean rc_file_rewrite_write_all (int            fd,
                                    const guint8  *bytes,
                                    gsize          length,
                                    gint64         offset);
/* From the file behind @from, which nobody writes, into the empty one behind @to; @from_keys and @to_keys: (nullable): NULL is in clear. Ends
 * with the bytes on the disk. */
gboolean rc_file_rewrite_pages     (int            from,
                                    RcCaseKeys    *from_keys,
                                    int            to,
                                    RcCaseKeys    *to_keys,
                                    const char    *path,
                                    GCancellable  *cancellable,
                                    GError       **error);
/* Writes zeros over all of it. */
gboolean rc_file_rewrite_overwrite (int            fd,
                                    const char    *path,
                                    GError       **error);

G_END_DECLS
