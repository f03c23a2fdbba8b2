/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* FALSE, and the test is skipped with the reason, where the public tool is not there. */
gboolean pdf_tools_have        (const char *tool);
/* What @tool with the words of @arguments says about the PDF; its exit status must be 0. (transfer full) */
char    *pdf_tools_run         (const char *tool,
                                GBytes     *pdf,
                                const char *arguments);
/* Without spaces, line breaks and what turns the reading direction; (transfer full). */
char    *pdf_tools_fold        (const char *text);
guint    pdf_tools_count       (const char *text,
                                const char *part);

G_END_DECLS
