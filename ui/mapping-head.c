/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/mapping-head.h"

#include "core/importer.h"
#include "core/words.h"
#include "ui/mapping-row.h"
#include "ui/parts.h"

#define ID_CHARS 60u       /* with OWN before them they are an id */
#define OWN      "own-"

struct _RcMappingHead
{
  GtkBox     parent_instance;
  GtkWidget *kind;
  GtkWidget *written;      /* as JSON or a table, or in lines */
  GtkWidget *line;
  GtkWidget *title;
};

G_DEFINE_FINAL_TYPE (RcMappingHead, rc_mapping_head, GTK_TYPE_BOX)

enum { SIGNAL_ASK_AGAIN, SIGNAL_NAMED, N_SIGNALS };

static guint signals[N_SIGNALS];

static const struct
{
  RcEventKind  kind;
  const char  *words;
} kinds[] = {
  { RC_EVENT_INFERENCE, N_("Decision or answer of a model") },
  { RC_EVENT_HUMAN_ACTION, N_("Act of a person") },
  { RC_EVENT_DECISION, N_("The business’s own list of decisions") },
  { RC_EVENT_ANOMALY, N_("Alarm") },
};

const char *
rc_mapping_head_kind_words (RcEventKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == kind)
      return _(kinds[i].words);
  return rc_event_kind_to_name (kind);
}

RcEventKind
rc_mapping_head_get_kind (RcMappingHead *self)
{
  return kinds[MIN (gtk_drop_down_get_selected (GTK_DROP_DOWN (self->kind)), G_N_ELEMENTS (kinds) - 1)].kind;
}

const char *
rc_mapping_head_peek_line (RcMappingHead *self)
{
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (self->written)) == 1 ? gtk_editable_get_text (GTK_EDITABLE (self->line)) : NULL;
}

/* --- What it is called --- */

void
rc_mapping_head_set_title (RcMappingHead *self,
                           const char    *title)
{
  gtk_editable_set_text (GTK_EDITABLE (self->title), title);
}

char *
rc_mapping_head_dup_title (RcMappingHead *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title))));
}

char *
rc_mapping_head_dup_id (RcMappingHead *self)
{
  GString *id = g_string_new (NULL);

  for (const char *p = gtk_editable_get_text (GTK_EDITABLE (self->title)); *p != '\0' && id->len < ID_CHARS; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (id, g_ascii_tolower (*p));
      else if (id->len > 0 && id->str[id->len - 1] != '-')
        g_string_append_c (id, '-');
    }
  if (id->len > 0 && id->str[id->len - 1] == '-')
    g_string_truncate (id, id->len - 1);
  if (id->len == 0)
    g_string_assign (id, OWN "log");
  if (rc_importer_by_id (id->str) != NULL)
    g_string_prepend (id, OWN);
  return g_string_free (id, FALSE);
}

/* --- The rows --- */

static void
ask_again (RcMappingHead *self)
{
  gtk_widget_set_visible (self->line, rc_mapping_head_peek_line (self) != NULL);
  g_signal_emit (self, signals[SIGNAL_ASK_AGAIN], 0);
}

static void
named (RcMappingHead *self)
{
  g_signal_emit (self, signals[SIGNAL_NAMED], 0);
}

static GtkWidget *
drop_down_new (const char * const *words)
{
  GtkStringList *model = gtk_string_list_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    gtk_string_list_append (model, _(words[i]));
  return rc_mapping_row_new_drop_down (model);
}

static GtkWidget *
line_row_new (RcMappingHead *self)
{
  GtkWidget *note = rc_parts_text (_("Such as {time} * {status} {ms}: each part that matters has a name in braces, and * is any text."),
                                   "rc-muted");
  GtkWidget *row;

  self->line = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->line), "{time} * {status} {ms}");
  gtk_widget_set_visible (self->line, FALSE);
  gtk_widget_add_css_class (note, "rc-small");
  row = rc_mapping_row_new (_("A line looks like"), self->line, "mapping-line");
  rc_mapping_row_add (row, note);
  return row;
}

GtkWidget *
rc_mapping_head_new (void)
{
  static const char * const written_words[] = { N_("As JSON or as a table"), N_("As a text in lines"), NULL };
  RcMappingHead *self = g_object_new (RC_TYPE_MAPPING_HEAD, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 9, NULL);
  const char *kind_words[G_N_ELEMENTS (kinds) + 1] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    kind_words[i] = kinds[i].words;
  self->title = gtk_entry_new ();
  self->kind = drop_down_new (kind_words);
  self->written = drop_down_new (written_words);
  gtk_box_append (GTK_BOX (self), rc_mapping_row_new (_("Name of this log"), self->title, "mapping-title"));
  gtk_box_append (GTK_BOX (self), rc_mapping_row_new (_("Each record is"), self->kind, "mapping-kind"));
  gtk_box_append (GTK_BOX (self), rc_mapping_row_new (_("It is written"), self->written, "mapping-written"));
  gtk_box_append (GTK_BOX (self), line_row_new (self));
  g_signal_connect_swapped (self->title, "changed", G_CALLBACK (named), self);
  g_signal_connect_swapped (self->kind, "notify::selected", G_CALLBACK (ask_again), self);
  g_signal_connect_swapped (self->written, "notify::selected", G_CALLBACK (ask_again), self);
  g_signal_connect_swapped (self->line, "changed", G_CALLBACK (ask_again), self);
  return GTK_WIDGET (self);
}

static void
rc_mapping_head_class_init (RcMappingHeadClass *klass)
{
  signals[SIGNAL_ASK_AGAIN] = g_signal_new ("ask-again", RC_TYPE_MAPPING_HEAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_NAMED] = g_signal_new ("named", RC_TYPE_MAPPING_HEAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rc_mapping_head_init (RcMappingHead *self)
{
}
