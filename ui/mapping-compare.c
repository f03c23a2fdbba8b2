/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/mapping-compare.h"

#include <string.h>

#include "core/date-words.h"
#include "core/display-text.h"
#include "core/exception.h"
#include "core/words.h"
#include "ui/mapping-head.h"
#include "ui/parts.h"
#include "ui/state-mark.h"

#define RAW_BYTES   2000u
#define VALUE_BYTES 600u
#define MAX_EVENTS  8u       /* of one record */

struct _RcMappingCompare
{
  GtkBox      parent_instance;
  GPtrArray  *previews;      /* (nullable) of RcMappingPreview */
  guint       at;
  GtkWidget  *bar;
  GtkWidget  *place;
  GtkWidget  *previous;
  GtkWidget  *next;
  GtkWidget  *raw;
  GtkWidget  *becomes;
};

G_DEFINE_FINAL_TYPE (RcMappingCompare, rc_mapping_compare, GTK_TYPE_BOX)

/* Line by line, with nothing hidden in it; (transfer full). */
static char *
dup_raw (const char *text,
         gsize       length)
{
  const char *end = text + MIN (length, RAW_BYTES);
  GString *raw = g_string_new (NULL);

  for (const char *line = text; line < end;)
    {
      const char *line_end = memchr (line, '\n', (gsize) (end - line));
      gsize line_length = (gsize) ((line_end != NULL ? line_end : end) - line);
      g_autofree char *shown = NULL;

      if (line_length > 0 && line[line_length - 1] == '\r')
        line_length--;
      shown = rc_display_text (line, (gssize) line_length, 0);
      g_string_append_printf (raw, "%s%s", raw->len > 0 ? "\n" : "", shown);
      line = line_end != NULL ? line_end + 1 : end;
    }
  if (length > RAW_BYTES)
    g_string_append (raw, " …");
  return g_string_free (raw, FALSE);
}

static void
add_event (RcMappingCompare *self,
           RcEventKind       kind,
           const GPtrArray  *fields)
{
  GtkWidget *grid = gtk_grid_new ();
  int row = 0;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  for (guint i = 0; i < fields->len; i++)
    {
      const RcFieldValue *value = g_ptr_array_index (fields, i);
      g_autofree char *shown = rc_display_text (value->value, -1, VALUE_BYTES);

      rc_parts_add_fact (grid, &row, rc_mapping_field_to_words (value->field), shown);
    }
  gtk_box_append (GTK_BOX (self->becomes), rc_parts_text (rc_mapping_head_kind_words (kind), NULL));
  gtk_box_append (GTK_BOX (self->becomes), grid);
}

/* The kind of the fault, which stands before it, in words; (transfer full). */
static char *
dup_fault_words (const char *fault)
{
  const char *colon = strstr (fault, ": ");
  g_autofree char *kind = colon != NULL ? g_strndup (fault, (gsize) (colon - fault)) : g_strdup (fault);
  g_autofree char *words = g_strconcat (rc_exception_kind_title (kind), colon != NULL ? colon : "", NULL);

  return rc_display_text (words, -1, VALUE_BYTES);
}

static void
add_fault (RcMappingCompare *self,
           const char       *fault)
{
  g_autofree char *shown = dup_fault_words (fault);
  GtkWidget *mark = rc_state_mark_new (RC_SHAPE_NOTE, shown);

  rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
  gtk_box_append (GTK_BOX (self->becomes), mark);
}

static void
show_events (RcMappingCompare       *self,
             const RcMappingPreview *preview)
{
  guint shown = MIN (preview->events->len, MAX_EVENTS);

  rc_parts_clear (self->becomes);
  for (guint i = 0; i < shown; i++)
    add_event (self, g_array_index (preview->kinds, RcEventKind, i), g_ptr_array_index (preview->events, i));
  if (preview->events->len > shown)
    {
      g_autofree char *count = rc_count_words (preview->events->len - shown);
      g_autofree char *more = g_strdup_printf (rc_words_plural ("and %s more event", "and %s more events",
                                                                preview->events->len - shown), count);

      gtk_box_append (GTK_BOX (self->becomes), rc_parts_text (more, "rc-muted"));
    }
  if (preview->fault != NULL)
    add_fault (self, preview->fault);
  else if (shown == 0)
    gtk_box_append (GTK_BOX (self->becomes), rc_parts_text (_("No event: it will be kept, and in no list."), "rc-note"));
}

static void
show_record (RcMappingCompare *self)
{
  const RcMappingPreview *preview = g_ptr_array_index (self->previews, self->at);
  g_autofree char *offset = rc_count_words (preview->offset);
  g_autofree char *place = g_strdup_printf (_("Record %1$u of the first %2$u, at byte %3$s"), self->at + 1, self->previews->len, offset);
  g_autofree char *raw = dup_raw (preview->raw, strlen (preview->raw));

  gtk_label_set_text (GTK_LABEL (self->place), place);
  gtk_label_set_text (GTK_LABEL (self->raw), raw);
  gtk_widget_set_sensitive (self->previous, self->at > 0);
  gtk_widget_set_sensitive (self->next, self->at + 1 < self->previews->len);
  show_events (self, preview);
}

void
rc_mapping_compare_show (RcMappingCompare *self,
                         GPtrArray        *previews)
{
  g_clear_pointer (&self->previews, g_ptr_array_unref);
  if (previews->len == 0)
    return;
  self->previews = g_ptr_array_ref (previews);
  self->at = MIN (self->at, previews->len - 1);
  gtk_widget_set_visible (self->bar, TRUE);
  show_record (self);
}

void
rc_mapping_compare_show_nothing (RcMappingCompare *self)
{
  g_clear_pointer (&self->previews, g_ptr_array_unref);
  gtk_widget_set_visible (self->bar, FALSE);
  rc_parts_clear (self->becomes);
  gtk_box_append (GTK_BOX (self->becomes), rc_parts_text (_("Nothing yet: what stands in the way is said below."), "rc-muted"));
}

void
rc_mapping_compare_show_raw (RcMappingCompare *self,
                             const char       *text,
                             gsize             length)
{
  g_autofree char *raw = dup_raw (text, length);

  gtk_label_set_text (GTK_LABEL (self->raw), raw);
  rc_mapping_compare_show_nothing (self);
}

static void
go (RcMappingCompare *self,
    gboolean          forward)
{
  if (self->previews == NULL || (forward ? self->at + 1 >= self->previews->len : self->at == 0))
    return;
  self->at += forward ? 1u : -1u;
  show_record (self);
}

static void
go_back (RcMappingCompare *self)
{
  go (self, FALSE);
}

static void
go_on (RcMappingCompare *self)
{
  go (self, TRUE);
}

/* --- The widget --- */

static GtkWidget *
step_new (RcMappingCompare *self,
          const char       *words,
          const char       *name,
          GCallback         clicked)
{
  GtkWidget *button = gtk_button_new_with_label (words);

  gtk_widget_set_name (button, name);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

static GtkWidget *
column_new (const char *heading,
            GtkWidget  *content)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (column), rc_parts_heading (heading, 2));
  gtk_box_append (GTK_BOX (column), content);
  return column;
}

GtkWidget *
rc_mapping_compare_new (void)
{
  return g_object_new (RC_TYPE_MAPPING_COMPARE, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 9, NULL);
}

static void
rc_mapping_compare_finalize (GObject *object)
{
  g_clear_pointer (&RC_MAPPING_COMPARE (object)->previews, g_ptr_array_unref);
  G_OBJECT_CLASS (rc_mapping_compare_parent_class)->finalize (object);
}

static void
rc_mapping_compare_class_init (RcMappingCompareClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rc_mapping_compare_finalize;
}

static void
rc_mapping_compare_init (RcMappingCompare *self)
{
  self->place = rc_parts_text ("", "rc-muted");
  self->previous = step_new (self, _("Previous"), "mapping-previous", G_CALLBACK (go_back));
  self->next = step_new (self, _("Next"), "mapping-next", G_CALLBACK (go_on));
  self->bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->raw = rc_parts_text ("", "monospace");
  self->becomes = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_label_set_selectable (GTK_LABEL (self->raw), TRUE);
  gtk_widget_set_name (self->raw, "mapping-raw");
  gtk_widget_set_name (self->becomes, "mapping-becomes");
  gtk_widget_set_hexpand (self->place, TRUE);
  gtk_widget_set_visible (self->bar, FALSE);
  gtk_box_append (GTK_BOX (self->bar), self->place);
  gtk_box_append (GTK_BOX (self->bar), self->previous);
  gtk_box_append (GTK_BOX (self->bar), self->next);
  gtk_box_append (GTK_BOX (self), self->bar);
  gtk_box_append (GTK_BOX (self), rc_parts_columns (column_new (_("As It Stands"), self->raw),
                                                    column_new (_("What It Becomes"), self->becomes)));
}
