/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the bytes of @whole behind the first @length do to the document in those, beside signing it: half sentences are added to @changes. */
void rc_signing_compare (GBytes    *whole,
                         gsize      length,
                         GPtrArray *changes);

G_END_DECLS
