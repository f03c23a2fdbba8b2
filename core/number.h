/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rc_number_read (const char *text,
                         gsize       length,
                         double     *out_value);

G_END_DECLS
