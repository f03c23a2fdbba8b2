/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Files that leave the case: a file is there whole or not at all, and what was there before stays unless it was to be replaced. Refusals are one
 * sentence, %RC_PAGES_ERROR_FILE.
 */
gboolean rc_file_write       (const char  *path,
                              const char  *bytes,
                              gsize        length,
                              gboolean     replace,
                              GError     **error);
gboolean rc_file_check_new   (const char  *path,
                              GError     **error);
/* Why a file was not written, by its errno, in one sentence; (transfer full). */
char    *rc_file_dup_refusal (const char  *path,
                              int          reason);
/* Makes the folder where it is not there; its parent must be. */
gboolean rc_file_make_folder (const char  *path,
                              GError     **error);

G_END_DECLS
