/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "database.h"

G_BEGIN_DECLS

/*
 * The table `holder`: who has the case open for writing, in words for the next who comes. The lock on the file decides; a row that stands
 * there while the lock is free is left from a crash.
 */

gboolean  rc_case_holder_write    (RcDatabase  *database,
                                   GError     **error);
gboolean  rc_case_holder_clear    (RcDatabase  *database,
                                   GError     **error);
/* One sentence; (transfer full). */
char     *rc_case_holder_describe (RcDatabase  *database,
                                   const char  *path);

G_END_DECLS
