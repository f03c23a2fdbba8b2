/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Names in a bundle have to mean the same file on every system that may unpack it, and one below the bag's folder. What a name would do elsewhere
 * (leave the folder, name a device, hide in another file, look like another) is a reason to refuse all.
 */

/* What speaks against this path; %NULL: nothing. */
const char *rc_bundle_name_fault (const char *path,
                                  gsize       length);
/* Two names of one key are one file where case or the form of Unicode does not count. (transfer full) */
char       *rc_bundle_name_key   (const char *path);

G_END_DECLS
