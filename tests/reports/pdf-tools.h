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
/* Runs a command, parted at its blanks, in a folder; whether its exit status is 0. */
gboolean pdf_tools_try_in      (const char *folder,
                                const char *format,
                                ...) G_GNUC_PRINTF (2, 3);
/* The folder with the files in it. */
void     pdf_tools_remove_folder (const char *folder);
/* Without spaces, line breaks and what turns the reading direction; (transfer full). */
char    *pdf_tools_fold        (const char *text);
guint    pdf_tools_count       (const char *text,
                                const char *part);

G_END_DECLS
