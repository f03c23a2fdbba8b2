/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"

G_BEGIN_DECLS

/* Showing a record in clear is an act: it lets evidence out. Who shows it notes it first, where the case may be written. */
gboolean rc_reveal_note (RcCase      *case_file,
                         gint64       source,
                         guint64      record,
                         const char  *reason,        /* (nullable) */
                         GError     **error);

G_END_DECLS
