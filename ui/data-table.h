/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "reports/typesetting/shape.h"

G_BEGIN_DECLS

/*
 * Tables over lists of RcArrayItem, bare or as rows of a tree. What a cell shows is asked of a function each time that it comes into
 * view; texts must be safe to show.
 */

/* (transfer full) (nullable); @user_data as given with the column. */
typedef char *(*RcDataTableText)    (gpointer data,
                                     gpointer user_data);
/* The words of a state, and its shape; (transfer full). */
typedef char *(*RcDataTableState)   (gpointer data,
                                     RcShape *out_shape,
                                     gpointer user_data);
typedef int   (*RcDataTableCompare) (gconstpointer a,
                                 gconstpointer b);

typedef enum
{
  RC_DATA_TABLE_PLAIN  = 0,
  RC_DATA_TABLE_NUMBER = 1 << 0,     /* figures to the end, of one width */
  RC_DATA_TABLE_EXPAND = 1 << 1,
  RC_DATA_TABLE_TREE   = 1 << 2,     /* the column with the expanders */
  RC_DATA_TABLE_PATH   = 1 << 3,     /* cut at its beginning: the end tells most */
} RcDataTableFlags;

/* With a scrolled window around it, in @out_scroller. @label: its accessible name. */
GtkWidget           *rc_data_table_new           (const char          *label,
                                                  GtkWidget          **out_scroller);
/* @compare: (nullable): without it the column is not sorted by */
GtkColumnViewColumn *rc_data_table_add_text      (GtkWidget           *table,
                                                  const char          *title,
                                                  RcDataTableFlags     flags,
                                                  RcDataTableText      text,
                                                  gpointer             user_data,
                                                  RcDataTableCompare   compare);
GtkColumnViewColumn *rc_data_table_add_state     (GtkWidget           *table,
                                                  const char          *title,
                                                  RcDataTableFlags     flags,
                                                  RcDataTableState     state,
                                                  gpointer             user_data,
                                                  RcDataTableCompare   compare);
/* Shows @model (transfer full), in the order of the headers, with one row selected; the selected row is kept where its place is. */
void                 rc_data_table_set_model     (GtkWidget           *table,
                                                  GListModel          *model);
/* What the selected row stands for; (nullable). */
gpointer             rc_data_table_peek_selected (GtkWidget           *table);
void                 rc_data_table_select        (GtkWidget           *table,
                                                  guint                position);
/* The row that stands for @data, wherever the order of the headers puts it; without one nothing is done. */
void                 rc_data_table_select_data   (GtkWidget           *table,
                                                  gconstpointer        data);
/* @changed (@user_data) is called whenever another row is selected or the model changes. */
void                 rc_data_table_on_selected   (GtkWidget           *table,
                                                  GCallback            changed,
                                                  gpointer             user_data);

G_END_DECLS
