/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Cases that were opened lately, from the desktop's own list of recent files. */
typedef struct
{
  char *path;
  char *title;       /* (nullable): of the case */
} RcRecentCase;

void       rc_recent_case_free  (RcRecentCase *self);
/* Newest first; (element-type RcRecentCase) (transfer full). */
GPtrArray *rc_recent_cases_list (guint         most);
/* Where the user wants that remembered. */
void       rc_recent_cases_add  (const char   *path,
                                 const char   *title);
void       rc_recent_cases_remove (const char  *path);
void       rc_recent_cases_clear (void);

G_END_DECLS
