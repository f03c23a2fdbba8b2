/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/mapping-field.h"

#include "core/display-text.h"
#include "core/words.h"
#include "ui/mapping-row.h"
#include "ui/parts.h"

#define PATH_BYTES    80u
#define EXAMPLE_BYTES 60u

struct _RcMappingField
{
  GtkBox        parent_instance;
  RcField       field;
  GtkWidget    *places;       /* nowhere, the paths, another */
  GtkWidget    *entry;        /* of another */
  GtkWidget    *reason;
  GPtrArray    *paths;        /* of utf8 */
  char         *proposed;     /* (nullable) */
  char         *why;          /* (nullable) */
  gboolean      is_silent;
};

G_DEFINE_FINAL_TYPE (RcMappingField, rc_mapping_field, GTK_TYPE_BOX)

static guint changed_signal;

static gboolean
is_other (RcMappingField *self)
{
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (self->places)) == self->paths->len + 1;
}

RcField
rc_mapping_field_get_field (RcMappingField *self)
{
  return self->field;
}

char *
rc_mapping_field_dup_choice (RcMappingField *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->places));
  g_autofree char *typed = NULL;

  if (selected >= 1 && selected <= self->paths->len)
    return g_strdup (g_ptr_array_index (self->paths, selected - 1));
  if (!is_other (self))
    return NULL;
  typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  return *typed != '\0' ? g_steal_pointer (&typed) : NULL;
}

/* Why it is proposed, or why not; what the auditor chose needs no reason. */
static void
tell_reason (RcMappingField *self)
{
  g_autofree char *choice = rc_mapping_field_dup_choice (self);
  g_autofree char *shown = NULL;
  const char *words = NULL;

  if (choice != NULL && self->is_silent)
    words = _("nothing stands there in the first records");
  else if (g_strcmp0 (choice, self->proposed) == 0)
    words = self->why;
  else if (choice != NULL)
    words = _("as you say");
  shown = words != NULL ? rc_parts_dup_name (words) : NULL;
  gtk_label_set_text (GTK_LABEL (self->reason), shown != NULL ? shown : "");
  gtk_widget_set_visible (self->reason, shown != NULL && *shown != '\0');
}

static void
changed (RcMappingField *self)
{
  gtk_widget_set_visible (self->entry, is_other (self));
  tell_reason (self);
  g_signal_emit (self, changed_signal, 0);
}

void
rc_mapping_field_set_silent (RcMappingField *self,
                             gboolean        is_silent)
{
  self->is_silent = is_silent;
  tell_reason (self);
}

void
rc_mapping_field_set_choice (RcMappingField *self,
                             const char     *choice)
{
  guint selected = 0;

  if (choice != NULL)
    {
      guint index;

      selected = self->paths->len + 1;
      if (g_ptr_array_find_with_equal_func (self->paths, choice, g_str_equal, &index))
        selected = index + 1;
      else
        gtk_editable_set_text (GTK_EDITABLE (self->entry), choice);
    }
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->places), selected);
}

/* --- The list of places --- */

static char *
dup_item (const RcMappingPathInfo *info)
{
  g_autofree char *path = rc_display_text (info->path, -1, PATH_BYTES);
  g_autofree char *example = info->examples->len > 0 ? rc_display_text (g_ptr_array_index (info->examples, 0), -1, EXAMPLE_BYTES) : NULL;

  return example != NULL && *example != '\0' ? g_strdup_printf ("%s  ·  %s", path, example) : g_steal_pointer (&path);
}

static GtkStringList *
model_new (const RcMappingDraft *draft)
{
  GtkStringList *model = gtk_string_list_new (NULL);

  gtk_string_list_append (model, _("Not in this log"));
  for (guint i = 0; i < draft->paths->len; i++)
    gtk_string_list_take (model, dup_item (g_ptr_array_index (draft->paths, i)));
  gtk_string_list_append (model, _("Another place…"));
  return model;
}

/* --- The row --- */

static void
add_parts (RcMappingField       *self,
           const RcMappingDraft *draft)
{
  const char *words = rc_mapping_field_to_words (self->field);
  g_autofree char *name = g_strdup_printf ("mapping-%s", rc_field_to_name (self->field));
  g_autofree char *entry_name = g_strdup_printf ("%s-other", name);
  GtkWidget *row;

  self->places = rc_mapping_row_new_drop_down (model_new (draft));
  self->entry = gtk_entry_new ();
  self->reason = rc_parts_text ("", "rc-muted");
  gtk_widget_add_css_class (self->reason, "rc-small");
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _("A place such as /answer/text"));
  gtk_widget_set_name (self->entry, entry_name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  row = rc_mapping_row_new (words, self->places, name);
  rc_mapping_row_add (row, self->entry);
  rc_mapping_row_add (row, self->reason);
  gtk_box_append (GTK_BOX (self), row);
}

GtkWidget *
rc_mapping_field_new (RcField               field,
                      const RcMappingDraft *draft)
{
  RcMappingField *self = g_object_new (RC_TYPE_MAPPING_FIELD, "orientation", GTK_ORIENTATION_VERTICAL, NULL);

  self->field = field;
  self->proposed = g_strdup (draft->fields[field]);
  self->why = g_strdup (draft->reasons[field]);
  for (guint i = 0; i < draft->paths->len; i++)
    g_ptr_array_add (self->paths, g_strdup (((const RcMappingPathInfo *) g_ptr_array_index (draft->paths, i))->path));
  add_parts (self, draft);
  rc_mapping_field_set_choice (self, self->proposed);
  gtk_widget_set_visible (self->entry, is_other (self));
  tell_reason (self);
  g_signal_connect_swapped (self->places, "notify::selected", G_CALLBACK (changed), self);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (changed), self);
  return GTK_WIDGET (self);
}

static void
rc_mapping_field_finalize (GObject *object)
{
  RcMappingField *self = RC_MAPPING_FIELD (object);

  g_ptr_array_unref (self->paths);
  g_free (self->proposed);
  g_free (self->why);
  G_OBJECT_CLASS (rc_mapping_field_parent_class)->finalize (object);
}

static void
rc_mapping_field_class_init (RcMappingFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rc_mapping_field_finalize;
  changed_signal = g_signal_new ("changed", RC_TYPE_MAPPING_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rc_mapping_field_init (RcMappingField *self)
{
  self->paths = g_ptr_array_new_with_free_func (g_free);
}
