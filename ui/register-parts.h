/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "reports/typesetting/shape.h"
#include "ui/register-form.h"

G_BEGIN_DECLS

/*
 * What the details of all registers are put together from. What people entered may have come from another case or another hand: all of it is
 * made safe to show here, line by line and as a whole.
 */

/* (transfer full); @tainted: (nullable). */
char      *rc_register_parts_dup_words   (const char  *tainted);
/* The first line of it, for a list. */
char      *rc_register_parts_dup_first   (const char  *tainted);
/* "F-001 · what it is called", as a heading. */
void       rc_register_parts_add_head    (GtkWidget   *detail,
                                          const char  *number,
                                          const char  *tainted);
void       rc_register_parts_add_state   (GtkWidget   *detail,
                                          RcShape      shape,
                                          const char  *words);
/* A muted name and below it words that are safe to show, to be selected and copied; nothing where there are none. */
void       rc_register_parts_add_text    (GtkWidget   *detail,
                                          const char  *name,
                                          const char  *words);    /* (nullable) */
/* The same of what was entered. */
void       rc_register_parts_add_words   (GtkWidget   *detail,
                                          const char  *name,
                                          const char  *tainted);  /* (nullable) */
/* Names that came in lists (element-type utf8), each in a line of its own: the first of them, and how many more there are. */
void       rc_register_parts_add_names   (GtkWidget   *detail,
                                          const char  *name,
                                          GPtrArray   *tainted);
/* How many more there are than are shown; nothing for none. */
void       rc_register_parts_add_more    (GtkWidget   *detail,
                                          guint        n_more);
/* A sentence of the program's own. */
void       rc_register_parts_add_note    (GtkWidget   *detail,
                                          const char  *words);
/* Who entered it, and when. */
void       rc_register_parts_add_entered (GtkWidget   *detail,
                                          const char  *by,
                                          gint64       time_us);
/* What it is about (element-type RcAbout), each in a line and in words that are safe to show; (transfer full). */
char      *rc_register_parts_dup_about   (GPtrArray   *about);
/* A criterion, safe to show: what the provision with that id asks for, or the words as they are; (transfer full). */
char      *rc_register_parts_dup_criterion (const char *tainted);
/* What kind of document an evidence class of the catalogue is, or the words as they are; safe to show, (transfer full). */
char      *rc_register_parts_dup_paper_kind (const char *tainted);
/* The questions of the lineage, and "" before them, for a choice; (element-type RcRegisterChoice) (transfer full). */
GArray    *rc_register_parts_list_questions (const char *none);

G_END_DECLS
