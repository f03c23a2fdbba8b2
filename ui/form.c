/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/form.h"

#include <string.h>

#include "core/display-text.h"
#include "core/timestamp.h"
#include "core/words.h"
#include "ui/parts.h"

#define MAX_NAME_BYTES 300

GtkDialog *
rc_form_dialog_new (GtkWindow  *parent,
                    const char *title)
{
  GtkDialog *dialog = g_object_new (GTK_TYPE_DIALOG,
                                    "use-header-bar", TRUE,
                                    "title", title,
                                    "modal", TRUE,
                                    "resizable", FALSE,
                                    NULL);

  rc_parts_set_parent (GTK_WINDOW (dialog), parent);
  gtk_widget_add_css_class (GTK_WIDGET (dialog), "recount");
  return dialog;
}

GtkGrid *
rc_form_grid_new (void)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 9);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_widget_set_margin_top (grid, 18);
  gtk_widget_set_margin_bottom (grid, 18);
  gtk_widget_set_margin_start (grid, 18);
  gtk_widget_set_margin_end (grid, 18);
  return GTK_GRID (grid);
}

GtkGrid *
rc_form_add_grid (GtkDialog *dialog)
{
  GtkGrid *grid = rc_form_grid_new ();

  gtk_box_append (GTK_BOX (gtk_dialog_get_content_area (dialog)), GTK_WIDGET (grid));
  return grid;
}

static int
count_rows (GtkGrid *grid)
{
  int rows = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (grid)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int row;

      gtk_grid_query_child (grid, child, NULL, &row, NULL, NULL);
      rows = MAX (rows, row + 1);
    }
  return rows;
}

void
rc_form_add_row (GtkGrid    *grid,
                 const char *label,
                 GtkWidget  *field,
                 const char *name)
{
  GtkWidget *title = gtk_label_new_with_mnemonic (label);
  int row = count_rows (grid);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (title), field);
  gtk_widget_set_hexpand (field, TRUE);
  gtk_widget_set_name (field, name);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL, -1);
  /* What the field says shows whether the title does. */
  g_object_bind_property (field, "visible", title, "visible", G_BINDING_SYNC_CREATE);
  gtk_grid_attach (grid, title, 0, row, 1, 1);
  gtk_grid_attach (grid, field, 1, row, 1, 1);
}

GtkWidget *
rc_form_add_check (GtkGrid    *grid,
                   const char *label,
                   const char *name)
{
  GtkWidget *check = gtk_check_button_new_with_mnemonic (label);

  gtk_widget_set_name (check, name);
  gtk_grid_attach (grid, check, 1, count_rows (grid), 1, 1);
  return check;
}

GtkWidget *
rc_form_text_new (int         height,
                  GtkWidget **out_view)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 4);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 4);
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), height);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  *out_view = view;
  return scroller;
}

GtkWidget *
rc_form_file_new (const char  *verb,
                  const char  *name,
                  GCallback    clicked,
                  gpointer     user_data,
                  GtkWidget  **out_label)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *button = gtk_button_new_with_mnemonic (verb);
  GtkWidget *label = gtk_label_new (_("None chosen yet"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_name (button, name);
  /* What is chosen so far is read out with the button. */
  gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, label, NULL, -1);
  g_signal_connect (button, "clicked", clicked, user_data);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  *out_label = label;
  return box;
}

void
rc_form_show_file (GtkWidget  *label,
                   const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *shown = rc_display_text (name, -1, MAX_NAME_BYTES);

  gtk_label_set_text (GTK_LABEL (label), shown);
  gtk_widget_set_tooltip_text (label, shown);
}

char *
rc_form_dup_text (GtkWidget *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

char *
rc_form_dup_entry (GtkWidget *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

static GtkWidget *
text_new (const char        *text,
          GtkAccessibleRole  role)
{
  return g_object_new (GTK_TYPE_LABEL, "accessible-role", role, "label", text, "wrap", TRUE, "xalign", 0.0, NULL);
}

static GtkWidget *
add_text (GtkGrid   *grid,
          GtkWidget *label)
{
  gtk_label_set_max_width_chars (GTK_LABEL (label), 60);
  gtk_label_set_width_chars (GTK_LABEL (label), 48);
  gtk_grid_attach (grid, label, 0, count_rows (grid), 2, 1);
  return label;
}

GtkWidget *
rc_form_add_note (GtkGrid    *grid,
                  const char *text)
{
  GtkWidget *label = add_text (grid, text_new (text, GTK_ACCESSIBLE_ROLE_LABEL));

  gtk_widget_add_css_class (label, "rc-muted");
  return label;
}

GtkWidget *
rc_form_trouble_new (void)
{
  GtkWidget *label = text_new ("", GTK_ACCESSIBLE_ROLE_ALERT);

  gtk_widget_set_name (label, "trouble");
  gtk_widget_add_css_class (label, "rc-failed");
  gtk_widget_set_visible (label, FALSE);
  return label;
}

GtkWidget *
rc_form_add_trouble (GtkGrid *grid)
{
  return add_text (grid, rc_form_trouble_new ());
}

void
rc_form_set_trouble (GtkWidget  *trouble,
                     const char *sentence)
{
  gtk_label_set_text (GTK_LABEL (trouble), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (trouble, sentence != NULL);
}

static void
set_up_choice (GtkListItemFactory *factory,
               GtkListItem        *item,
               gpointer            user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), GPOINTER_TO_INT (user_data));
  gtk_list_item_set_child (item, label);
}

static void
bind_choice (GtkListItemFactory *factory,
             GtkListItem        *item,
             gpointer            user_data)
{
  const char *words = gtk_string_object_get_string (GTK_STRING_OBJECT (gtk_list_item_get_item (item)));

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), words);
  gtk_widget_set_tooltip_text (gtk_list_item_get_child (item), words);
}

void
rc_form_shorten_choice (GtkWidget *drop_down,
                        int        chars)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_choice), GINT_TO_POINTER (chars));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_choice), NULL);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (drop_down), factory);
}

void
rc_form_set_busy (GtkWidget *dialog,
                  gboolean   is_busy)
{
  /* A field that is made insensitive with the focus in it would go on blinking. */
  if (is_busy)
    gtk_window_set_focus (GTK_WINDOW (dialog), NULL);
  gtk_widget_set_sensitive (dialog, !is_busy);
}

/* --- Digits to copy --- */

static void
copy (GtkButton  *button,
      const char *hex)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), hex);
}

GtkWidget *
rc_form_digits_new (const char *name,
                    const char *hex,
                    const char *button_name)
{
  g_autofree char *grouped = rc_parts_dup_grouped (hex);
  g_autofree char *label = g_strdup_printf (_("Copy: %s"), name);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *digits = rc_parts_text (grouped, "rc-digest");
  GtkWidget *button = gtk_button_new_with_label (_("Copy"));

  gtk_label_set_selectable (GTK_LABEL (digits), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (digits), 46);
  gtk_widget_set_hexpand (digits, TRUE);
  gtk_widget_set_name (button, button_name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_data (button, "clicked", G_CALLBACK (copy), g_strdup (hex), (GClosureNotify) (GCallback) g_free, 0);
  gtk_box_append (GTK_BOX (box), digits);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

gboolean
rc_form_read_latest (const char *text,
                     gint64     *out_time_us)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  RcTimestamp time;

  *out_time_us = RC_TIME_NONE;
  if (*stripped == '\0')
    return TRUE;
  if (!rc_timestamp_parse (stripped, strlen (stripped), RC_ZONE_RULE, 0, &time))
    return FALSE;

  *out_time_us = time.to_us;
  return TRUE;
}
