/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One line for each library the verdicts rest on, with the version that is loaded, not the one that was built against. (transfer full) */
char *rc_library_versions_describe (void);

G_END_DECLS
