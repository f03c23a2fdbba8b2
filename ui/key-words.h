/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/trust.h"

G_BEGIN_DECLS

/* What is told of an accepted key, safe to show; each (transfer full). */
char *rc_key_words_dup_kind     (const RcAnchor *anchor);
/* All purposes, parted by @between. */
char *rc_key_words_dup_purposes (const RcAnchor *anchor,
                                 const char     *between);
char *rc_key_words_dup_validity (const RcAnchor *anchor);
char *rc_key_words_dup_how      (const RcAnchor *anchor);
/* Everything, into an empty box. */
void  rc_key_words_fill         (GtkWidget      *detail,
                                 const RcAnchor *anchor);

G_END_DECLS
