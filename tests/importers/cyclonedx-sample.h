/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One bill of materials that says everything that is read of one, in both forms. (transfer full) */
char *cyclonedx_sample_xml  (const char *version);   /* "1.5", "1.6", "1.7" */
char *cyclonedx_sample_json (const char *version);

G_END_DECLS
