/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a window shows before a case is open in it: what can be done, and the cases opened lately. Works through actions of the window. */
#define RC_TYPE_START_PAGE (rc_start_page_get_type ())
G_DECLARE_FINAL_TYPE (RcStartPage, rc_start_page, RC, START_PAGE, GtkWidget)

GtkWidget *rc_start_page_new     (void);
/* Reads the list of recent cases again. */
void       rc_start_page_refresh (RcStartPage *self);
/* What came of something that left no case in the window; stays until it is closed, or a case is opened. @sentence: (nullable): NULL takes it away */
void       rc_start_page_say     (RcStartPage *self,
                                  const char  *sentence);

G_END_DECLS
