/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/mapping-form.h"

#include "core/date-words.h"
#include "core/words.h"
#include "ui/mapping-field.h"
#include "ui/mapping-time.h"
#include "ui/parts.h"

struct _RcMappingForm
{
  GtkBox          parent_instance;
  RcMappingDraft *draft;        /* (nullable) */
  GtkWidget      *head;
  GtkWidget      *found;
  GtkWidget      *heading;
  GtkWidget      *fields;       /* of RcMappingField, one of RcMappingTime */
  GtkWidget      *time;         /* (nullable) */
  GtkWidget      *signs;
  char           *said[RC_N_FIELDS];      /* (nullable) each: a place that the auditor chose */
  gboolean        is_said[RC_N_FIELDS];
};

G_DEFINE_FINAL_TYPE (RcMappingForm, rc_mapping_form, GTK_TYPE_BOX)

enum { SIGNAL_CHANGED, SIGNAL_ASK_AGAIN, N_SIGNALS };

static guint signals[N_SIGNALS];

RcMappingDraft *
rc_mapping_form_peek_draft (RcMappingForm *self)
{
  return self->draft;
}

RcMappingHead *
rc_mapping_form_peek_head (RcMappingForm *self)
{
  return RC_MAPPING_HEAD (self->head);
}

gboolean
rc_mapping_form_get_zone (RcMappingForm *self,
                          gboolean      *out_has_zone,
                          int           *out_minutes)
{
  *out_has_zone = FALSE;
  return self->time == NULL || self->draft->fields[RC_FIELD_TIME] == NULL ||
         rc_mapping_time_get_zone (RC_MAPPING_TIME (self->time), out_has_zone, out_minutes);
}

/* --- Changes --- */

static void
apply_title (RcMappingForm *self)
{
  g_free (self->draft->title);
  g_free (self->draft->id);
  self->draft->title = rc_mapping_head_dup_title (RC_MAPPING_HEAD (self->head));
  self->draft->id = rc_mapping_head_dup_id (RC_MAPPING_HEAD (self->head));
}

static void
changed (RcMappingForm *self)
{
  if (self->draft == NULL)
    return;
  apply_title (self);
  rc_mapping_time_apply (RC_MAPPING_TIME (self->time), self->draft);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
field_changed (RcMappingForm  *self,
               RcMappingField *row)
{
  RcField field = rc_mapping_field_get_field (row);

  g_free (self->said[field]);
  self->said[field] = rc_mapping_field_dup_choice (row);
  self->is_said[field] = TRUE;
  rc_mapping_draft_set (self->draft, field, self->said[field]);
  if (field == RC_FIELD_TIME)
    gtk_widget_set_visible (self->time, self->said[field] != NULL);
  changed (self);
}

static void
ask_again (RcMappingForm *self)
{
  g_signal_emit (self, signals[SIGNAL_ASK_AGAIN], 0);
}

void
rc_mapping_form_tell_silent (RcMappingForm *self,
                             GPtrArray     *previews)
{
  gboolean speaks[RC_N_FIELDS] = { FALSE };

  for (guint i = 0; i < previews->len; i++)
    {
      const GPtrArray *events = ((const RcMappingPreview *) g_ptr_array_index (previews, i))->events;

      for (guint k = 0; k < events->len; k++)
        {
          const GPtrArray *values = g_ptr_array_index (events, k);

          for (guint v = 0; v < values->len; v++)
            speaks[((const RcFieldValue *) g_ptr_array_index (values, v))->field] = TRUE;
        }
    }
  for (GtkWidget *row = gtk_widget_get_first_child (self->fields); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (RC_IS_MAPPING_FIELD (row))
      rc_mapping_field_set_silent (RC_MAPPING_FIELD (row), !speaks[rc_mapping_field_get_field (RC_MAPPING_FIELD (row))]);
}

/* --- The rows of a draft --- */

static void
add_field (RcMappingForm *self,
           RcField        field)
{
  GtkWidget *row = rc_mapping_field_new (field, self->draft);

  if (self->is_said[field])
    {
      rc_mapping_field_set_choice (RC_MAPPING_FIELD (row), self->said[field]);
      rc_mapping_draft_set (self->draft, field, self->said[field]);
    }
  g_signal_connect_swapped (row, "changed", G_CALLBACK (field_changed), self);
  gtk_box_append (GTK_BOX (self->fields), row);
  if (field != RC_FIELD_TIME)
    return;

  self->time = rc_mapping_time_new (self->draft);
  gtk_widget_set_visible (self->time, self->draft->fields[RC_FIELD_TIME] != NULL);
  g_signal_connect_swapped (self->time, "changed", G_CALLBACK (changed), self);
  gtk_box_append (GTK_BOX (self->fields), self->time);
}

/* How it was read, and by what it will be known again. */
static void
tell_found (RcMappingForm *self)
{
  const RcMappingDraft *draft = self->draft;
  g_autofree char *count = rc_count_words (draft->n_records);
  g_autofree char *read = g_strdup_printf (rc_words_plural ("%s record of the beginning was looked at.",
                                                            "%s records of the beginning were looked at.", draft->n_records), count);
  g_autoptr (GString) found = g_string_new (read);
  g_autoptr (GString) signs = g_string_new (NULL);

  if (draft->n_unread > 0)
    {
      g_autofree char *unread = rc_count_words (draft->n_unread);

      g_string_append_c (found, ' ');
      g_string_append_printf (found, rc_words_plural ("%s could not be read.", "%s could not be read.", draft->n_unread), unread);
    }
  if (draft->rows != NULL)
    {
      g_autofree char *rows = rc_parts_dup_name (draft->rows);

      g_string_append_c (found, ' ');
      g_string_append_printf (found, _("Each holds several events, at %s; the places below begin there."), rows);
    }
  gtk_label_set_text (GTK_LABEL (self->found), found->str);

  for (guint i = 0; i < draft->signs->len; i++)
    {
      const char *said = g_ptr_array_index (draft->signs, i);
      const char *path = strchr (said, ' ');
      g_autofree char *sign = rc_parts_dup_name (path != NULL ? path + 1 : said);

      g_string_append_printf (signs, "%s%s", i > 0 ? ", " : "", sign);
    }
  g_string_printf (found, _("A log is known again by this way of reading where each record says something at these places: %s."), signs->str);
  gtk_label_set_text (GTK_LABEL (self->signs), found->str);
}

void
rc_mapping_form_set_draft (RcMappingForm  *self,
                           RcMappingDraft *draft)
{
  rc_parts_clear (self->fields);
  self->time = NULL;
  rc_mapping_draft_free (self->draft);
  self->draft = draft;
  gtk_widget_set_visible (self->found, draft != NULL);
  gtk_widget_set_visible (self->heading, draft != NULL);
  gtk_widget_set_visible (self->signs, draft != NULL);
  if (draft == NULL)
    return;

  for (const RcField *field = rc_mapping_draft_get_asked (draft->kind); *field != RC_N_FIELDS; field++)
    add_field (self, *field);
  tell_found (self);
  apply_title (self);
  rc_mapping_time_apply (RC_MAPPING_TIME (self->time), draft);
}

/* --- The form --- */

GtkWidget *
rc_mapping_form_new (void)
{
  return g_object_new (RC_TYPE_MAPPING_FORM, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 9, NULL);
}

static void
rc_mapping_form_finalize (GObject *object)
{
  RcMappingForm *self = RC_MAPPING_FORM (object);

  rc_mapping_draft_free (self->draft);
  for (guint i = 0; i < RC_N_FIELDS; i++)
    g_free (self->said[i]);
  G_OBJECT_CLASS (rc_mapping_form_parent_class)->finalize (object);
}

static void
rc_mapping_form_class_init (RcMappingFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rc_mapping_form_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", RC_TYPE_MAPPING_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ASK_AGAIN] = g_signal_new ("ask-again", RC_TYPE_MAPPING_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rc_mapping_form_init (RcMappingForm *self)
{
  self->found = rc_parts_text ("", "rc-muted");
  self->heading = rc_parts_heading (_("Where It Says What"), 2);
  self->fields = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  self->signs = rc_parts_text ("", "rc-muted");
  self->head = rc_mapping_head_new ();
  g_signal_connect_swapped (self->head, "ask-again", G_CALLBACK (ask_again), self);
  g_signal_connect_swapped (self->head, "named", G_CALLBACK (changed), self);
  gtk_box_append (GTK_BOX (self), self->head);
  gtk_box_append (GTK_BOX (self), self->found);
  gtk_box_append (GTK_BOX (self), self->heading);
  gtk_box_append (GTK_BOX (self), self->fields);
  gtk_box_append (GTK_BOX (self), self->signs);
}
