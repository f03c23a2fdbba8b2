/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/parts.h"

#include "core/date-words.h"
#include "core/display-text.h"

#define MAX_NAME_BYTES 400u
#define DIGEST_GROUP 4
#define SPACING 32
#define DETAIL_WIDTH 360
#define LEAST_COLUMN 400     /* pixels: narrower, two columns are put below each other */

void
rc_parts_set_margins (GtkWidget *widget,
                      int        margin)
{
  gtk_widget_set_margin_start (widget, margin);
  gtk_widget_set_margin_end (widget, margin);
  gtk_widget_set_margin_top (widget, margin);
  gtk_widget_set_margin_bottom (widget, margin);
}

static void
forget_parent (GtkWindow *window)
{
  gtk_window_set_transient_for (window, NULL);
}

/* GTK itself forgets the parent of a window only when that window is finalised, and touches it then: where somebody kept the window, it is gone. */
void
rc_parts_set_parent (GtkWindow *window,
                     GtkWindow *parent)
{
  gtk_window_set_transient_for (window, parent);
  gtk_window_set_destroy_with_parent (window, TRUE);
  if (parent != NULL)
    g_signal_connect_object (parent, "destroy", G_CALLBACK (forget_parent), window, G_CONNECT_SWAPPED);
}

GtkWidget *
rc_parts_text (const char *text,
               const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);
  PangoAttrList *attributes = pango_attr_list_new ();

  /* A hyphen that was put in could be taken for a part of a name. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  pango_attr_list_unref (attributes);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

GtkWidget *
rc_parts_heading (const char *text,
                  guint       level)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, "label", text, "xalign", 0.0,
                                   "wrap", TRUE, NULL);

  gtk_widget_add_css_class (label, level == 1 ? "rc-title" : "rc-heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL, (int) level, -1);
  return label;
}

void
rc_parts_set_tabular (GtkWidget *label)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  pango_attr_list_unref (attributes);
}

GtkWidget *
rc_parts_count (guint64 count)
{
  g_autofree char *text = rc_count_words (count);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  rc_parts_set_tabular (label);
  return label;
}

GtkWidget *
rc_parts_button (const char *text,
                 const char *action,
                 const char *css_class)
{
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);
  return button;
}

void
rc_parts_clear (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

char *
rc_parts_dup_name (const char *tainted)
{
  return rc_display_text (tainted != NULL ? tainted : "", -1, MAX_NAME_BYTES);
}

char *
rc_parts_dup_grouped (const char *hex)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; hex[i] != '\0'; i++)
    {
      if (i > 0 && i % DIGEST_GROUP == 0)
        g_string_append_c (text, ' ');
      g_string_append_c (text, hex[i]);
    }
  return g_string_free (text, FALSE);
}

void
rc_parts_add_fact (GtkWidget  *grid,
                   int        *row,
                   const char *name,
                   const char *value)
{
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *text = rc_parts_text (value, NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "rc-muted");
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  rc_parts_set_tabular (text);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_grid_attach (GTK_GRID (grid), label, 0, *row, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), text, 1, (*row)++, 1, 1);
}

GtkWidget *
rc_parts_bar (GtkWidget *heading,
              GtkWidget *first,
              GtkWidget *second)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  rc_parts_set_margins (bar, 12);
  gtk_widget_set_hexpand (heading, TRUE);
  gtk_box_append (GTK_BOX (bar), heading);
  if (first != NULL)
    gtk_box_append (GTK_BOX (bar), first);
  if (second != NULL)
    gtk_box_append (GTK_BOX (bar), second);
  return bar;
}

GtkWidget *
rc_parts_list_and_detail (GtkWidget  *list,
                          GtkWidget **out_detail)
{
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  *out_detail = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  rc_parts_set_margins (*out_detail, 16);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), *out_detail);
  gtk_widget_set_size_request (list, 320, -1);
  gtk_widget_set_size_request (scroller, DETAIL_WIDTH, -1);
  gtk_paned_set_start_child (GTK_PANED (paned), list);
  gtk_paned_set_end_child (GTK_PANED (paned), scroller);
  gtk_paned_set_resize_end_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  return paned;
}

/* --- Two columns --- */

#define RC_TYPE_COLUMNS (rc_columns_get_type ())
G_DECLARE_FINAL_TYPE (RcColumns, rc_columns, RC, COLUMNS, GtkWidget)

struct _RcColumns
{
  GtkWidget  parent_instance;
  GtkWidget *children[2];
};

G_DEFINE_FINAL_TYPE (RcColumns, rc_columns, GTK_TYPE_WIDGET)

/* With large text a column needs more. */
static gboolean
is_wide (RcColumns *self,
         int        width)
{
  int least = LEAST_COLUMN;

  for (guint i = 0; i < 2; i++)
    {
      int minimum;

      gtk_widget_measure (self->children[i], GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      least = MAX (least, minimum);
    }
  return width >= 2 * least + SPACING;
}

static void
measure_width (RcColumns *self,
               int       *minimum,
               int       *natural)
{
  *minimum = 0;
  *natural = SPACING;
  for (guint i = 0; i < 2; i++)
    {
      int least, best;

      gtk_widget_measure (self->children[i], GTK_ORIENTATION_HORIZONTAL, -1, &least, &best, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural += MAX (best, LEAST_COLUMN);
    }
}

static void
measure_height (RcColumns *self,
                int        width,
                int       *minimum,
                int       *natural)
{
  gboolean wide = is_wide (self, width);
  int column = wide ? (width - SPACING) / 2 : width;

  *minimum = *natural = wide ? 0 : SPACING;
  for (guint i = 0; i < 2; i++)
    {
      int least, best;

      gtk_widget_measure (self->children[i], GTK_ORIENTATION_VERTICAL, column, &least, &best, NULL, NULL);
      *minimum = wide ? MAX (*minimum, least) : *minimum + least;
      *natural = wide ? MAX (*natural, best) : *natural + best;
    }
}

static void
rc_columns_measure (GtkWidget      *widget,
                    GtkOrientation  orientation,
                    int             for_size,
                    int            *minimum,
                    int            *natural,
                    int            *minimum_baseline,
                    int            *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (RC_COLUMNS (widget), minimum, natural);
  else
    measure_height (RC_COLUMNS (widget), for_size, minimum, natural);
}

static void
rc_columns_size_allocate (GtkWidget *widget,
                          int        width,
                          int        height,
                          int        baseline)
{
  RcColumns *self = RC_COLUMNS (widget);
  int column = is_wide (self, width) ? (width - SPACING) / 2 : width;
  int first = height;

  if (!is_wide (self, width))
    gtk_widget_measure (self->children[0], GTK_ORIENTATION_VERTICAL, column, NULL, &first, NULL, NULL);
  gtk_widget_size_allocate (self->children[0], &(GtkAllocation) { 0, 0, column, first }, -1);
  if (is_wide (self, width))
    gtk_widget_size_allocate (self->children[1], &(GtkAllocation) { width - column, 0, column, height }, -1);
  else
    gtk_widget_size_allocate (self->children[1],
                              &(GtkAllocation) { 0, first + SPACING, column, MAX (height - first - SPACING, 0) }, -1);
}

static GtkSizeRequestMode
rc_columns_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
rc_columns_dispose (GObject *object)
{
  g_clear_pointer (&RC_COLUMNS (object)->children[0], gtk_widget_unparent);
  g_clear_pointer (&RC_COLUMNS (object)->children[1], gtk_widget_unparent);
  G_OBJECT_CLASS (rc_columns_parent_class)->dispose (object);
}

static void
rc_columns_class_init (RcColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_columns_dispose;
  widget_class->measure = rc_columns_measure;
  widget_class->size_allocate = rc_columns_size_allocate;
  widget_class->get_request_mode = rc_columns_get_request_mode;
}

static void
rc_columns_init (RcColumns *self)
{
}

GtkWidget *
rc_parts_columns (GtkWidget *first,
                  GtkWidget *second)
{
  RcColumns *self = g_object_new (RC_TYPE_COLUMNS, NULL);

  self->children[0] = first;
  self->children[1] = second;
  gtk_widget_set_parent (first, GTK_WIDGET (self));
  gtk_widget_set_parent (second, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

/* --- Columns of tables --- */

#define WIDTH_KEY "rc-width"
#define USUAL_DPI (96.0 * 1024)
#define USUAL_POINTS 10.0

int
rc_parts_scale_width (int width)
{
  GtkSettings *settings = gtk_settings_get_default ();
  g_autofree char *name = NULL;
  PangoFontDescription *font;
  double scale;
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, "gtk-font-name", &name, NULL);
  font = pango_font_description_from_string (name);
  scale = pango_font_description_get_size (font) / (double) PANGO_SCALE / USUAL_POINTS;
  pango_font_description_free (font);
  return (int) (width * CLAMP ((scale > 0 ? scale : 1) * (dpi > 0 ? dpi / USUAL_DPI : 1), 1, 4));
}

static void
scale_column (GtkColumnViewColumn *column)
{
  int width = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (column), WIDTH_KEY));

  gtk_column_view_column_set_fixed_width (column, rc_parts_scale_width (width));
}

void
rc_parts_set_column_width (GtkColumnViewColumn *column,
                           int                  width)
{
  g_object_set_data (G_OBJECT (column), WIDTH_KEY, GINT_TO_POINTER (width));
  g_signal_connect_object (gtk_settings_get_default (), "notify::gtk-xft-dpi", G_CALLBACK (scale_column), column, G_CONNECT_SWAPPED);
  scale_column (column);
}
