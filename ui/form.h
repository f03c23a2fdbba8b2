/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Dialogs that ask for a few things: labelled rows one below the other, a sentence of trouble that stays in the dialog, and two or
 * three verbs. Each field has its visible label, which also names it to screen readers.
 */
GtkDialog  *rc_form_dialog_new    (GtkWindow   *parent,
                                   const char  *title);
/* For labelled rows; (transfer floating). */
GtkGrid    *rc_form_grid_new      (void);
/* Into the dialog; (transfer none). */
GtkGrid    *rc_form_add_grid      (GtkDialog   *dialog);
/* @label: with its mnemonic. @name: of the widget, for those who look for it. */
void        rc_form_add_row       (GtkGrid     *grid,
                                   const char  *label,
                                   GtkWidget   *field,
                                   const char  *name);
/* A box to tick, which has its words itself; (transfer none). */
GtkWidget  *rc_form_add_check     (GtkGrid     *grid,
                                   const char  *label,
                                   const char  *name);
/* A field of several lines, for rc_form_add_row(); @out_view: where it is typed. */
GtkWidget  *rc_form_text_new      (int          height,
                                   GtkWidget  **out_view);
/* For a file that is chosen: its name, in @out_label, and a button that asks for it. @name: of the button. */
GtkWidget  *rc_form_file_new      (const char  *verb,
                                   const char  *name,
                                   GCallback    clicked,
                                   gpointer     user_data,
                                   GtkWidget  **out_label);
void        rc_form_show_file     (GtkWidget   *label,
                                   const char  *path);
/* What was typed there, without blanks around it; (transfer full). */
char       *rc_form_dup_text      (GtkWidget   *view);
/* The same of an entry. */
char       *rc_form_dup_entry     (GtkWidget   *entry);
/* A sentence below the last row, over the whole width; (transfer none). */
GtkWidget  *rc_form_add_note      (GtkGrid     *grid,
                                   const char  *text);
/* Hidden until rc_form_set_trouble(); (transfer none). */
GtkWidget  *rc_form_add_trouble   (GtkGrid     *grid);
/* The same for dialogs that have no such grid. */
GtkWidget  *rc_form_trouble_new    (void);
/* A list may be of whole sentences, or of names of others: none of them may make what it stands in wider than a screen. */
void        rc_form_shorten_choice (GtkWidget   *drop_down,
                                    int          chars);
/* While something is made of what was typed, nothing can be typed; the dialog stays. */
void        rc_form_set_busy       (GtkWidget   *dialog,
                                    gboolean     is_busy);
/* @sentence: (nullable): NULL hides it. */
void        rc_form_set_trouble   (GtkWidget   *trouble,
                                   const char  *sentence);
/* @hex in groups, and a button that copies it without them. @name: what it is, for those who hear it; @button_name: of the button; (transfer floating). */
GtkWidget  *rc_form_digits_new     (const char  *name,
                                    const char  *hex,
                                    const char  *button_name);
/* The latest instant that a typed time can mean, in UTC unless it says otherwise: what had been recorded by a day's end. Nothing typed is
 * RC_TIME_NONE. FALSE: it is no time. */
gboolean    rc_form_read_latest   (const char  *text,
                                   gint64      *out_time_us);

G_END_DECLS
