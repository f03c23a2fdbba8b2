/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/mapping-row.h"

#include "ui/parts.h"

#define TITLE_WIDTH 146    /* pixels: the same in all rows, whatever stands there */
#define ITEM_CHARS    56
#define TITLE_TOP     7    /* pixels: beside the words of a field with a frame */

GtkWidget *
rc_mapping_row_new (const char *words,
                    GtkWidget  *field,
                    const char *name)
{
  GtkWidget *row = gtk_grid_new ();      /* a box would make the words as wide as they must be to stand on one line */
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = rc_parts_text (words, NULL);

  gtk_label_set_yalign (GTK_LABEL (title), 0);
  gtk_widget_set_valign (title, GTK_ALIGN_START);
  gtk_widget_set_margin_top (title, TITLE_TOP);
  /* No wish of its own: long words wrap in the width that all have. */
  gtk_label_set_max_width_chars (GTK_LABEL (title), 1);
  gtk_widget_set_size_request (title, rc_parts_scale_width (TITLE_WIDTH), -1);
  gtk_widget_set_name (field, name);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL, -1);
  gtk_widget_set_hexpand (column, TRUE);
  gtk_box_append (GTK_BOX (column), field);
  gtk_grid_set_column_spacing (GTK_GRID (row), 12);
  gtk_grid_attach (GTK_GRID (row), title, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (row), column, 1, 0, 1, 1);
  g_object_bind_property (field, "visible", row, "visible", G_BINDING_SYNC_CREATE);
  return row;
}

void
rc_mapping_row_add (GtkWidget *row,
                    GtkWidget *more)
{
  gtk_box_append (GTK_BOX (gtk_widget_get_last_child (row)), more);
}

/* --- Choices --- */

static void
item_made (GtkSignalListItemFactory *factory,
           GtkListItem              *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), ITEM_CHARS);
  gtk_list_item_set_child (item, label);
}

static void
item_shown (GtkSignalListItemFactory *factory,
            GtkListItem              *item)
{
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

GtkWidget *
rc_mapping_row_new_drop_down (GtkStringList *texts)
{
  GtkWidget *drop_down = gtk_drop_down_new (G_LIST_MODEL (texts), NULL);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (item_made), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (item_shown), NULL);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (drop_down), factory);
  return drop_down;
}
