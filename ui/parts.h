/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Small parts that pages are put together from. All texts must be safe to show. */

/* A paragraph that wraps; @css_class: (nullable). */
GtkWidget *rc_parts_text     (const char *text,
                              const char *css_class);
/* A heading, for eyes and for screen readers. */
GtkWidget *rc_parts_heading  (const char *text,
                              guint       level);
/* A count with its thousands set apart, in figures of one width. */
GtkWidget *rc_parts_count    (guint64     count);
void       rc_parts_set_tabular (GtkWidget *label);
/* @window, just made, stands before @parent (nullable), and goes with it. What still works for it may keep it longer than @parent lives. */
void       rc_parts_set_parent (GtkWindow *window,
                                GtkWindow *parent);
/* A button with a visible label and an action; @css_class: (nullable). */
GtkWidget *rc_parts_button   (const char *label,
                              const char *action,
                              const char *css_class);
void       rc_parts_clear    (GtkWidget  *box);
void       rc_parts_set_margins (GtkWidget *widget,
                              int         margin);
/* A name of a file or person, safe to show; (transfer full). */
char      *rc_parts_dup_name (const char *tainted);
/* The digits of a digest in groups, to be read aloud; (transfer full). */
char      *rc_parts_dup_grouped (const char *hex);
/* A line of a grid: the name of a fact and what it is, which can be selected and copied; @row is moved on. */
void       rc_parts_add_fact (GtkWidget  *grid,
                              int        *row,
                              const char *name,
                              const char *value);
/* The line above a table: a heading, and up to two buttons (nullable). */
GtkWidget *rc_parts_bar      (GtkWidget  *heading,
                              GtkWidget  *first,
                              GtkWidget  *second);
/* A list and, in a pane that can be resized, what is known of its selected row; @out_detail is the box to fill. */
GtkWidget *rc_parts_list_and_detail (GtkWidget  *list,
                                     GtkWidget **out_detail);
/* Two widgets beside each other where there is room, else below each other. */
GtkWidget *rc_parts_columns  (GtkWidget  *first,
                              GtkWidget  *second);
/* @width pixels at the usual size of text, in pixels at the size that it has. */
int        rc_parts_scale_width (int         width);
/* A column that is @width pixels wide at the usual size of text, and wider where text is larger. */
void       rc_parts_set_column_width (GtkColumnViewColumn *column,
                                      int                  width);

G_END_DECLS
