/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/system-dialog.h"

#include <string.h>

#include "core/words.h"
#include "ui/code-chooser.h"
#include "ui/form-act.h"
#include "ui/form.h"
#include "ui/parts.h"

#define FIELDS_HEIGHT 380       /* of the part that scrolls; the dialog must fit 600 points */

typedef struct
{
  RcSession *session;
  char      *system;            /* (nullable): its name is asked for */
  GtkWidget *name;              /* (nullable) */
  GtkWidget *model;             /* (nullable): which records belong to it */
  GtkWidget *fields[RC_N_SYSTEM_ATTRIBUTES];
  char      *before[RC_N_SYSTEM_ATTRIBUTES];   /* what stood there; "" nothing */
  GtkWidget *dialog;
  GtkWidget *trouble;
} Dialog;

static void
dialog_free (gpointer data)
{
  Dialog *self = data;

  g_object_unref (self->session);
  g_free (self->system);
  for (guint i = 0; i < RC_N_SYSTEM_ATTRIBUTES; i++)
    g_free (self->before[i]);
  g_free (self);
}

/* --- Stating --- */

typedef struct
{
  char            *name;
  char            *model;       /* "": nothing is bound */
  RcSystemSetting  settings[RC_N_SYSTEM_ATTRIBUTES];
  guint            n_settings;
} Words;

static void
words_free (gpointer data)
{
  Words *words = data;

  g_free (words->name);
  g_free (words->model);
  for (guint i = 0; i < words->n_settings; i++)
    g_free ((char *) words->settings[i].value);
  g_free (words);
}

static gboolean
bind_model (RcCase       *case_file,
            const Words  *words,
            GError      **error)
{
  g_autoptr (GPtrArray) bindings = g_ptr_array_new ();
  RcSystemBinding binding = { .kind = RC_SYSTEM_BINDING_MODEL, .value = words->model };

  if (words->model == NULL || *words->model == '\0')
    return TRUE;

  g_ptr_array_add (bindings, &binding);
  return rc_system_bind (case_file, words->name, bindings, FALSE, NULL, error) != 0;
}

static gpointer
state (RcCase          *case_file,
       RcRecordReader  *reader,
       gpointer         data,
       GCancellable    *cancellable,
       GError         **error)
{
  const Words *words = data;

  if (rc_system_set (case_file, words->name, words->settings, words->n_settings, NULL, error) == 0 || !bind_model (case_file, words, error))
    return NULL;
  return data;
}

static char *
dup_text (GtkWidget *field)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (field))));
}

static const char *
truth_code (guint selected)
{
  static const char * const codes[] = { "", "true", "false" };

  return selected < G_N_ELEMENTS (codes) ? codes[selected] : "";
}

static char *
dup_value (Dialog *self,
           guint   attribute)
{
  switch (rc_system_attribute_type ((RcSystemAttribute) attribute))
    {
    case RC_SYSTEM_VALUE_TRUTH:
      return g_strdup (truth_code (gtk_drop_down_get_selected (GTK_DROP_DOWN (self->fields[attribute]))));
    case RC_SYSTEM_VALUE_CODES:
      return rc_code_chooser_dup_codes (RC_CODE_CHOOSER (self->fields[attribute]));
    case RC_SYSTEM_VALUE_TEXT:
    case RC_SYSTEM_VALUE_DATE:
    case RC_SYSTEM_VALUE_DURATION:
    case RC_SYSTEM_VALUE_STATES:
    case RC_SYSTEM_VALUE_TONGUES:
    default:
      return dup_text (self->fields[attribute]);
    }
}

/* What was emptied is not stated anew: a statement stays until another takes its place. */
static Words *
collect (Dialog *self)
{
  Words *words = g_new0 (Words, 1);

  words->name = self->name != NULL ? dup_text (self->name) : g_strdup (self->system);
  words->model = self->model != NULL ? dup_text (self->model) : NULL;
  for (guint i = 0; i < RC_N_SYSTEM_ATTRIBUTES; i++)
    {
      g_autofree char *value = dup_value (self, i);

      if (*value == '\0' || strcmp (value, self->before[i]) == 0)
        continue;
      words->settings[words->n_settings].attribute = (RcSystemAttribute) i;
      words->settings[words->n_settings++].value = g_steal_pointer (&value);
    }
  return words;
}

static void
responded (GtkDialog *dialog,
           int        response,
           Dialog    *self)
{
  Words *words;

  if (response != GTK_RESPONSE_OK)
    {
      gtk_window_destroy (GTK_WINDOW (dialog));
      return;
    }

  words = collect (self);
  if (words->n_settings == 0)
    {
      rc_form_set_trouble (self->trouble, _("Nothing was stated."));
      words_free (words);
      return;
    }
  rc_form_act (GTK_WIDGET (dialog), self->trouble, self->session, state, words, words_free);
}

/* --- Fields --- */

static char *
join_values (const RcSystem    *system,
             RcSystemAttribute  attribute)
{
  const RcSystemStatement *statement = system != NULL ? rc_system_peek (system, attribute) : NULL;
  GString *text = g_string_new (NULL);

  for (guint i = 0; statement != NULL && i < statement->values->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", (const char *) g_ptr_array_index (statement->values, i));
  return g_string_free (text, FALSE);
}

static const char *
placeholder (RcSystemAttribute attribute)
{
  switch (rc_system_attribute_type (attribute))
    {
    case RC_SYSTEM_VALUE_DATE:     return _("as 2026-03-25");
    case RC_SYSTEM_VALUE_DURATION: return _("as P6M for six months, P10Y for ten years");
    case RC_SYSTEM_VALUE_STATES:   return _("as DE, FR");
    case RC_SYSTEM_VALUE_TONGUES:  return _("as de, fr");
    case RC_SYSTEM_VALUE_TEXT:
    case RC_SYSTEM_VALUE_TRUTH:
    case RC_SYSTEM_VALUE_CODES:
    default:
      return NULL;
    }
}

static GtkWidget *
text_new (const char *placeholder_text,
          const char *value)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder_text);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (entry), value);
  return entry;
}

static GtkWidget *
truth_new (const char *value)
{
  const char * const words[] = { _("not stated"), _("yes"), _("no"), NULL };
  GtkWidget *choice = gtk_drop_down_new_from_strings (words);

  for (guint i = 1; words[i] != NULL; i++)
    {
      if (strcmp (value, truth_code (i)) == 0)
        gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), i);
    }
  return choice;
}

static GtkWidget *
field_new (RcSystemAttribute  attribute,
           const char        *value)
{
  switch (rc_system_attribute_type (attribute))
    {
    case RC_SYSTEM_VALUE_TRUTH:
      return truth_new (value);
    case RC_SYSTEM_VALUE_CODES:
      return rc_code_chooser_new (attribute, value);
    case RC_SYSTEM_VALUE_TEXT:
    case RC_SYSTEM_VALUE_DATE:
    case RC_SYSTEM_VALUE_DURATION:
    case RC_SYSTEM_VALUE_STATES:
    case RC_SYSTEM_VALUE_TONGUES:
    default:
      return text_new (placeholder (attribute), value);
    }
}

static void
name_changed (Dialog *self)
{
  g_autofree char *name = dup_text (self->name);

  gtk_dialog_set_response_sensitive (GTK_DIALOG (self->dialog), GTK_RESPONSE_OK, *name != '\0');
}

static void
add_name (Dialog  *self,
          GtkGrid *grid)
{
  self->name = text_new (NULL, "");
  self->model = text_new (_("its name, or name/version"), "");
  rc_form_add_row (grid, _("_Name of the system"), self->name, "system-name");
  rc_form_add_row (grid, _("_Model whose records belong to it"), self->model, "system-model");
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (name_changed), self);
}

static void
add_fields (Dialog         *self,
            const RcSystem *system,
            GtkBox         *content)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 9);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  rc_parts_set_margins (grid, 18);
  if (system == NULL)
    add_name (self, GTK_GRID (grid));
  for (guint i = 0; i < RC_N_SYSTEM_ATTRIBUTES; i++)
    {
      g_autofree char *name = g_strconcat ("system-", rc_system_attribute_to_name ((RcSystemAttribute) i), NULL);

      self->before[i] = join_values (system, (RcSystemAttribute) i);
      self->fields[i] = field_new ((RcSystemAttribute) i, self->before[i]);
      rc_form_add_row (GTK_GRID (grid), rc_system_attribute_title ((RcSystemAttribute) i), self->fields[i], name);
    }

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), grid);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scroller, rc_parts_scale_width (640), FIELDS_HEIGHT);
  gtk_box_append (content, scroller);
}

GtkWidget *
rc_system_dialog_show (GtkWindow      *parent,
                       RcSession      *session,
                       const RcSystem *system)
{
  Dialog *self = g_new0 (Dialog, 1);
  GtkDialog *dialog = rc_form_dialog_new (parent, system != NULL ? _("State More of This System") : _("Describe an AI System"));
  GtkBox *content = GTK_BOX (gtk_dialog_get_content_area (dialog));
  GtkWidget *note = rc_parts_text (_("All of this is your own statement and is shown as such, with your name and the day. The program has no "
                                     "opinion on it. What you leave empty is not stated."), "rc-muted");

  self->session = g_object_ref (session);
  self->system = system != NULL ? g_strdup (system->name) : NULL;
  self->dialog = GTK_WIDGET (dialog);
  self->trouble = rc_form_trouble_new ();
  g_object_set_data_full (G_OBJECT (dialog), "system-dialog", self, dialog_free);
  rc_parts_set_margins (note, 18);
  gtk_widget_set_margin_bottom (note, 0);
  rc_parts_set_margins (self->trouble, 12);
  gtk_box_append (content, note);
  add_fields (self, system, content);
  gtk_box_append (content, self->trouble);
  gtk_dialog_add_button (dialog, _("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (dialog, _("_State It"), GTK_RESPONSE_OK);
  gtk_dialog_set_default_response (dialog, GTK_RESPONSE_OK);
  if (self->name != NULL)
    name_changed (self);
  g_signal_connect (dialog, "response", G_CALLBACK (responded), self);
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WIDGET (dialog);
}
