/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/folio-view.h"

#include "core/words.h"

#define PIXELS_PER_POINT (96.0 / 72.0)
#define LEAST_ZOOM 0.25
#define MOST_ZOOM  4.0
/* A screen reader is not handed more of a page at once. */
#define MAX_DESCRIPTION_BYTES 16384

struct _RcFolioView
{
  GtkWidget      parent_instance;
  GtkWidget     *scrolled;
  GtkListView   *list;
  GtkStringList *numbers;       /* of the pages, from 1 */
  RcFolio       *paper;
  double         zoom;
};

G_DEFINE_FINAL_TYPE (RcFolioView, rc_folio_view, GTK_TYPE_WIDGET)

static void
draw_page (GtkDrawingArea *area,
           cairo_t        *cr,
           int             width,
           int             height,
           gpointer        user_data)
{
  GtkListItem *item = user_data;
  RcFolioView *self = g_object_get_data (G_OBJECT (area), "view");
  guint index = gtk_list_item_get_position (item);

  if (self->paper == NULL || index >= rc_pages_count (self->paper->pages))
    return;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, width / RC_PAGE_WIDTH, height / RC_PAGE_HEIGHT);
  /* What cannot be drawn here is told when the paper is written. */
  (void) rc_pages_draw (self->paper->pages, index, cr, NULL);
}

static void
set_size (RcFolioView *self,
          GtkWidget   *area)
{
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), (int) (RC_PAGE_WIDTH * PIXELS_PER_POINT * self->zoom));
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), (int) (RC_PAGE_HEIGHT * PIXELS_PER_POINT * self->zoom));
}

static void
set_up (GtkSignalListItemFactory *factory,
        GtkListItem              *item,
        RcFolioView              *self)
{
  GtkWidget *area = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);

  gtk_widget_set_halign (area, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (area, "rc-paper");
  g_object_set_data (G_OBJECT (area), "view", self);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_page, item, NULL);
  gtk_list_item_set_child (item, area);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind (GtkSignalListItemFactory *factory,
      GtkListItem              *item,
      RcFolioView              *self)
{
  GtkWidget *area = gtk_list_item_get_child (item);
  guint index = gtk_list_item_get_position (item);
  g_autofree char *text = rc_pages_dup_text (self->paper->pages, index);
  g_autofree char *label = NULL;

  /* Translators: %1$u is the number of a page, %2$u how many there are. */
  label = g_strdup_printf (_("Page %1$u of %2$u"), index + 1, rc_pages_count (self->paper->pages));
  if (strlen (text) > MAX_DESCRIPTION_BYTES)
    *g_utf8_find_prev_char (text, text + MAX_DESCRIPTION_BYTES) = '\0';
  gtk_accessible_update_property (GTK_ACCESSIBLE (area), GTK_ACCESSIBLE_PROPERTY_LABEL, label, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
  set_size (self, area);
  gtk_widget_queue_draw (area);
}

/* Every page is made anew: there are few at a time. */
static void
fill (RcFolioView *self)
{
  guint count = self->paper != NULL ? rc_pages_count (self->paper->pages) : 0;

  gtk_string_list_splice (self->numbers, 0, g_list_model_get_n_items (G_LIST_MODEL (self->numbers)), NULL);
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      gtk_string_list_append (self->numbers, number);
    }
}

void
rc_folio_view_set_folio (RcFolioView *self,
                         RcFolio     *paper)
{
  RcFolio *old = g_steal_pointer (&self->paper);

  g_return_if_fail (RC_IS_FOLIO_VIEW (self));

  fill (self);
  self->paper = paper;
  fill (self);
  rc_folio_free (old);
}

RcFolio *
rc_folio_view_peek_folio (RcFolioView *self)
{
  return self->paper;
}

double
rc_folio_view_get_zoom (RcFolioView *self)
{
  return self->zoom;
}

void
rc_folio_view_set_zoom (RcFolioView *self,
                        double       zoom)
{
  g_return_if_fail (RC_IS_FOLIO_VIEW (self));

  self->zoom = CLAMP (zoom, LEAST_ZOOM, MOST_ZOOM);
  fill (self);
}

static void
rc_folio_view_dispose (GObject *object)
{
  RcFolioView *self = RC_FOLIO_VIEW (object);

  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_object (&self->numbers);
  g_clear_pointer (&self->paper, rc_folio_free);
  G_OBJECT_CLASS (rc_folio_view_parent_class)->dispose (object);
}

static void
rc_folio_view_class_init (RcFolioViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_folio_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rc_folio_view_init (RcFolioView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->zoom = 1;
  self->numbers = gtk_string_list_new (NULL);
  g_signal_connect (factory, "setup", G_CALLBACK (set_up), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), self);
  self->list = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->numbers)))),
                                                 factory));
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "rc-papers");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Pages of the document"), -1);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  gtk_widget_set_hexpand (self->scrolled, TRUE);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

GtkWidget *
rc_folio_view_new (void)
{
  return g_object_new (RC_TYPE_FOLIO_VIEW, NULL);
}
