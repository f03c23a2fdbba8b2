/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"

G_BEGIN_DECLS

#define RC_REVEAL_ERROR (rc_reveal_error_quark ())
GQuark rc_reveal_error_quark (void);

typedef enum
{
  RC_REVEAL_ERROR_REASON,    /* none is given, or it is too long or no text */
} RcRevealError;

/* Whether @reason says anything, so that it can stand in the custody log. */
gboolean rc_reveal_check_reason (const char  *reason,        /* (nullable) */
                                 GError     **error);
/* Showing a record in clear is an act: it lets evidence out. Who shows it notes it first, where the case may be written. */
gboolean rc_reveal_note         (RcCase      *case_file,
                                 gint64       source,
                                 guint64      record,
                                 const char  *reason,
                                 GError     **error);

G_END_DECLS
