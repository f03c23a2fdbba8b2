/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What makes readers of PDF differ on what a file shows, in the bytes behind the first @frozen_length of @whole; (nullable) (transfer none): nothing */
const char *rc_signing_find_ambiguity (GBytes *whole,
                                       gsize   frozen_length);

G_END_DECLS
