/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Up to so many names are looked for at once. */
#define RC_JSON_PREFIX_NAMES 8u

/*
 * What the first bytes of a JSON text tell of it, where the rest was not read yet: which of @names (ends with NULL) the first object has as
 * members of its own, bit 0 for the first name. Whether the text is JSON at all is left to who reads it whole. Names with escapes fit none.
 */
guint    rc_json_prefix_find_names (const char         *text,
                                    gsize               length,
                                    const char * const *names);
/* Where the value of that member of the first object begins, or NULL. */
const char *rc_json_prefix_find_value (const char      *text,
                                    gsize               length,
                                    const char         *name);

G_END_DECLS
