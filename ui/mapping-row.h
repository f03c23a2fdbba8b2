/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Rows of the mapping assistant: what is asked, in words, and beside it where it stands. */

/* @name: of the field, for those who look for it. */
GtkWidget *rc_mapping_row_new           (const char    *words,
                                         GtkWidget     *field,
                                         const char    *name);
/* Below what the row has. */
void       rc_mapping_row_add           (GtkWidget     *row,
                                         GtkWidget     *more);
/* A choice of texts that are cut where there is no room for them. @texts: (transfer full) */
GtkWidget *rc_mapping_row_new_drop_down (GtkStringList *texts);

G_END_DECLS
