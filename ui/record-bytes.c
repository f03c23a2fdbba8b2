/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/record-bytes.h"

#include <string.h>

#include "core/date-words.h"
#include "core/display-text.h"
#include "core/words.h"
#include "ui/parts.h"

/* What is shown of a long record: more would take the window long to lay out. */
#define MAX_SHOWN (32u << 10)
#define BEFORE_CITED (8u << 10)
#define HEX_BYTES 16u

struct _RcRecordBytes
{
  GtkWidget      parent_instance;
  GtkWidget     *box;
  GtkTextBuffer *buffer;
  GtkTextTag    *exact;
  GtkTextTag    *cited;
  GBytes        *bytes;
  gsize          cited_from;      /* these four: places in the record */
  gsize          cited_to;
  gsize          from;
  gsize          to;
};

G_DEFINE_FINAL_TYPE (RcRecordBytes, rc_record_bytes, GTK_TYPE_WIDGET)

static void
append (RcRecordBytes *self,
        const char    *text,
        gboolean       is_cited)
{
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_insert_with_tags (self->buffer, &end, text, -1, self->exact, is_cited ? self->cited : NULL, NULL);
}

/* --- As text --- */

/* Lines are kept as lines; everything else that cannot be seen is shown by its number. */
static void
append_text (RcRecordBytes *self,
             gsize          from,
             gsize          to,
             gboolean       is_cited)
{
  const char *data = g_bytes_get_data (self->bytes, NULL);

  while (from < to)
    {
      const char *line_end = memchr (data + from, '\n', to - from);
      gsize length = line_end != NULL ? (gsize) (line_end - data) - from : to - from;
      g_autofree char *shown = rc_display_text (data + from, (gssize) length, 0);

      append (self, shown, is_cited);
      if (line_end != NULL)
        append (self, "\n", FALSE);
      from += length + 1;
    }
}

static void
fill_text (RcRecordBytes *self)
{
  gsize cited_from = CLAMP (self->cited_from, self->from, self->to);
  gsize cited_to = CLAMP (self->cited_to, self->from, self->to);

  append_text (self, self->from, cited_from, FALSE);
  append_text (self, cited_from, cited_to, TRUE);
  append_text (self, cited_to, self->to, FALSE);
}

/* --- As hexadecimal digits --- */

static void
append_hex_line (RcRecordBytes *self,
                 gsize          from)
{
  const guint8 *data = g_bytes_get_data (self->bytes, NULL);
  char readable[HEX_BYTES + 1] = { 0 };
  g_autofree char *place = g_strdup_printf ("%08" G_GSIZE_MODIFIER "x  ", from);

  append (self, place, FALSE);
  for (gsize i = from; i < from + HEX_BYTES; i++)
    {
      char digits[4] = "   ";

      if (i < self->to)
        g_snprintf (digits, sizeof digits, "%02x ", data[i]);
      append (self, digits, i >= self->cited_from && i < self->cited_to && i < self->to);
      readable[i - from] = i >= self->to ? ' ' : g_ascii_isprint (data[i]) ? (char) data[i] : '.';
    }
  append (self, " ", FALSE);
  append (self, readable, FALSE);
  append (self, "\n", FALSE);
}

static void
fill (RcRecordBytes *self,
      gboolean       as_hex)
{
  gtk_text_buffer_set_text (self->buffer, "", 0);
  if (!as_hex)
    {
      fill_text (self);
      return;
    }
  for (gsize from = self->from; from < self->to; from += HEX_BYTES)
    append_hex_line (self, from);
}

static void
form_toggled (GtkCheckButton *button,
              RcRecordBytes  *self)
{
  fill (self, gtk_check_button_get_active (button));
}

/* --- The widget --- */

static void
choose_part (RcRecordBytes *self)
{
  gsize size = g_bytes_get_size (self->bytes);

  self->to = size;
  if (size <= MAX_SHOWN)
    return;
  self->from = self->cited_from > BEFORE_CITED ? self->cited_from - BEFORE_CITED : 0;
  self->to = MIN (size, self->from + MAX_SHOWN);
}

static void
add_part_note (RcRecordBytes *self)
{
  g_autofree char *size = rc_count_words (g_bytes_get_size (self->bytes));
  g_autofree char *from = rc_count_words (self->from);
  g_autofree char *to = rc_count_words (self->to);
  g_autofree char *note = g_strdup_printf (_("Bytes %1$s to %2$s of the %3$s bytes of the record"), from, to, size);

  if (self->to - self->from < g_bytes_get_size (self->bytes))
    gtk_box_append (GTK_BOX (self->box), rc_parts_text (note, "rc-muted"));
}

static void
rc_record_bytes_dispose (GObject *object)
{
  RcRecordBytes *self = RC_RECORD_BYTES (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->buffer);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  G_OBJECT_CLASS (rc_record_bytes_parent_class)->dispose (object);
}

static void
rc_record_bytes_class_init (RcRecordBytesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rc_record_bytes_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rc_record_bytes_init (RcRecordBytes *self)
{
  GtkWidget *view, *scroller;

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->buffer = gtk_text_buffer_new (NULL);
  /* A hyphen where a line is broken would be read as a byte of the record. */
  self->exact = gtk_text_buffer_create_tag (self->buffer, "exact", "insert-hyphens", FALSE, NULL);
  self->cited = gtk_text_buffer_create_tag (self->buffer, "cited", "weight", PANGO_WEIGHT_BOLD, "underline", PANGO_UNDERLINE_SINGLE, NULL);
  view = gtk_text_view_new_with_buffer (self->buffer);
  gtk_widget_set_name (view, "record-bytes");
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), TRUE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 6);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("The bytes of the record"), -1);
  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 220);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 420);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_add_css_class (scroller, "rc-framed");
  gtk_box_append (GTK_BOX (self->box), scroller);
}

GtkWidget *
rc_record_bytes_new (GBytes *bytes,
                     gsize   cited_offset,
                     gsize   cited_length)
{
  RcRecordBytes *self = g_object_new (RC_TYPE_RECORD_BYTES, NULL);
  GtkWidget *form = gtk_check_button_new_with_label (_("As hexadecimal digits"));

  self->bytes = g_bytes_ref (bytes);
  self->cited_from = MIN (cited_offset, g_bytes_get_size (bytes));
  self->cited_to = self->cited_from + MIN (cited_length, g_bytes_get_size (bytes) - self->cited_from);
  choose_part (self);
  add_part_note (self);
  gtk_widget_set_name (form, "as-hex");
  g_signal_connect (form, "toggled", G_CALLBACK (form_toggled), self);
  gtk_box_append (GTK_BOX (self->box), form);
  fill (self, FALSE);
  return GTK_WIDGET (self);
}
