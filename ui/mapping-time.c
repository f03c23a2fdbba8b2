/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/mapping-time.h"

#include "core/words.h"
#include "ui/mapping-row.h"

#define LAYOUT_BEGIN "pattern "

struct _RcMappingTime
{
  GtkBox        parent_instance;
  GtkWidget    *form;
  GtkWidget    *layout;      /* of its own */
  GtkWidget    *zone;
  GtkWidget    *offset;      /* as the auditor says */
  char         *note;        /* (nullable): what must be asked, until it is said */
};

G_DEFINE_FINAL_TYPE (RcMappingTime, rc_mapping_time, GTK_TYPE_BOX)

static guint changed_signal;

/* The layout of its own is the last, and those that name no zone of themselves are the first and the last. */
static const struct
{
  const char *form;
  const char *words;
} forms[] = {
  { "rfc3339", N_("Date and time, year first") },
  { "epoch-s", N_("Seconds since 1970") },
  { "epoch-ms", N_("Milliseconds since 1970") },
  { "epoch-us", N_("Microseconds since 1970") },
  { "epoch-ns", N_("Nanoseconds since 1970") },
  { "ticks", N_("Ticks of 100 nanoseconds since the year 1") },
  { LAYOUT_BEGIN, N_("Laid out otherwise…") },
};

enum { ZONE_STATED, ZONE_UTC, ZONE_ASSUMED };

static const struct
{
  const char *zone;
  const char *words;
} zones[] = {
  [ZONE_STATED] = { NULL, N_("Not known, unless it is written") },
  [ZONE_UTC] = { "utc", N_("UTC, by the rule of the format") },
  [ZONE_ASSUMED] = { "assume", N_("As I say for this import…") },
};

static guint
get_form (RcMappingTime *self)
{
  return MIN (gtk_drop_down_get_selected (GTK_DROP_DOWN (self->form)), G_N_ELEMENTS (forms) - 1);
}

static guint
get_zone (RcMappingTime *self)
{
  return MIN (gtk_drop_down_get_selected (GTK_DROP_DOWN (self->zone)), G_N_ELEMENTS (zones) - 1);
}

static gboolean
is_layout (RcMappingTime *self)
{
  return get_form (self) == G_N_ELEMENTS (forms) - 1;
}

static gboolean
may_lack_zone (RcMappingTime *self)
{
  return get_form (self) == 0 || is_layout (self);
}

static void
show_what_is_asked (RcMappingTime *self)
{
  gtk_widget_set_visible (self->layout, is_layout (self));
  gtk_widget_set_visible (self->zone, may_lack_zone (self));
  gtk_widget_set_visible (self->offset, get_zone (self) == ZONE_ASSUMED);
}

static void
changed (RcMappingTime *self)
{
  show_what_is_asked (self);
  g_signal_emit (self, changed_signal, 0);
}

void
rc_mapping_time_apply (RcMappingTime  *self,
                       RcMappingDraft *draft)
{
  g_autofree char *layout = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->layout))));
  gboolean is_asked = may_lack_zone (self) && get_zone (self) == ZONE_STATED;

  g_free (draft->time_form);
  draft->time_form = is_layout (self) ? g_strconcat (LAYOUT_BEGIN, layout, NULL) : g_strdup (forms[get_form (self)].form);
  g_free (draft->zone);
  draft->zone = may_lack_zone (self) ? g_strdup (zones[get_zone (self)].zone) : NULL;
  g_free (draft->time_note);
  draft->time_note = is_asked && draft->fields[RC_FIELD_TIME] != NULL ? g_strdup (self->note) : NULL;
}

gboolean
rc_mapping_time_get_zone (RcMappingTime *self,
                          gboolean      *out_has_zone,
                          int           *out_minutes)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->offset))));

  *out_has_zone = may_lack_zone (self) && get_zone (self) == ZONE_ASSUMED;
  return !*out_has_zone || (*text != '\0' && rc_timestamp_parse_zone (text, out_minutes));
}

/* --- The rows --- */

static void
add_row (RcMappingTime *self,
         const char    *words,
         GtkWidget     *field,
         const char    *name,
         GtkWidget     *more)
{
  GtkWidget *row = rc_mapping_row_new (words, field, name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (more), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  rc_mapping_row_add (row, more);
  gtk_box_append (GTK_BOX (self), row);
}

static void
add_form (RcMappingTime        *self,
          const RcMappingDraft *draft)
{
  GtkStringList *model = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      gtk_string_list_append (model, _(forms[i].words));
      if (draft->time_form != NULL && g_str_has_prefix (draft->time_form, forms[i].form))
        selected = i;
    }
  self->form = rc_mapping_row_new_drop_down (model);
  self->layout = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->layout), "DD.MM.YYYY hh:mm:ss");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->form), selected);
  if (draft->time_form != NULL && g_str_has_prefix (draft->time_form, LAYOUT_BEGIN))
    gtk_editable_set_text (GTK_EDITABLE (self->layout), draft->time_form + sizeof LAYOUT_BEGIN - 1);
  gtk_widget_set_name (self->layout, "mapping-time-layout");
  add_row (self, _("How times are written"), self->form, "mapping-time-form", self->layout);
  g_signal_connect_swapped (self->form, "notify::selected", G_CALLBACK (changed), self);
  g_signal_connect_swapped (self->layout, "changed", G_CALLBACK (changed), self);
}

static void
add_zone (RcMappingTime *self)
{
  GtkStringList *model = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    gtk_string_list_append (model, _(zones[i].words));
  self->zone = rc_mapping_row_new_drop_down (model);
  self->offset = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->offset), _("+02:00 or Europe/Berlin"));
  gtk_widget_set_name (self->offset, "mapping-zone-offset");
  add_row (self, _("Zone of times without one"), self->zone, "mapping-zone", self->offset);
  g_signal_connect_swapped (self->zone, "notify::selected", G_CALLBACK (changed), self);
  g_signal_connect_swapped (self->offset, "changed", G_CALLBACK (changed), self);
}

GtkWidget *
rc_mapping_time_new (const RcMappingDraft *draft)
{
  RcMappingTime *self = g_object_new (RC_TYPE_MAPPING_TIME, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 9, NULL);

  self->note = g_strdup (draft->time_note);
  add_form (self, draft);
  add_zone (self);
  show_what_is_asked (self);
  return GTK_WIDGET (self);
}

static void
rc_mapping_time_finalize (GObject *object)
{
  g_free (RC_MAPPING_TIME (object)->note);
  G_OBJECT_CLASS (rc_mapping_time_parent_class)->finalize (object);
}

static void
rc_mapping_time_class_init (RcMappingTimeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rc_mapping_time_finalize;
  changed_signal = g_signal_new ("changed", RC_TYPE_MAPPING_TIME, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rc_mapping_time_init (RcMappingTime *self)
{
}
