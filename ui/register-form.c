/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/register-form.h"

#include <string.h>

#include "core/words.h"
#include "ui/file-dialog.h"
#include "ui/form-act.h"
#include "ui/form.h"
#include "ui/parts.h"

#define FORM_KEY      "rc-register-form"
#define FILE_KEY      "rc-file-field"
#define PROPOSED_KEY  "rc-proposed-name"
#define FORM_WIDTH    580
#define MOST_WIDTH    960       /* with large text too, the dialog must fit 1024 by 600 points */
#define FIELDS_HEIGHT 400       /* of the part that scrolls */
#define TEXT_HEIGHT   62        /* of a field of several lines */
#define CHOICE_CHARS  56

typedef enum
{
  FIELD_LINE,
  FIELD_TEXT,
  FIELD_CHOICE,
  FIELD_FILE,
  FIELD_FIXED,
  FIELD_SECRET,
} FieldKind;

typedef struct
{
  FieldKind  kind;
  char      *name;
  char      *before;
  gboolean   is_required;
  GtkWidget *widget;        /* entry, text view, drop-down, or the label that says which file, or what is fixed */
  char     **codes;         /* (nullable): of a choice */
  char      *path;          /* (nullable): of a file; what is fixed */
} Field;

struct _RcRegisterForm
{
  RcSession         *session;
  RcCaseWork         enter;
  GtkWidget         *dialog;
  GtkGrid           *grid;
  GtkWidget         *trouble;
  GPtrArray         *fields;    /* of Field */
  GArray            *numbers;
};

static void
field_free (gpointer data)
{
  Field *field = data;

  g_free (field->name);
  g_free (field->before);
  g_strfreev (field->codes);
  g_free (field->path);
  g_free (field);
}

static void
form_free (gpointer data)
{
  RcRegisterForm *self = data;

  g_object_unref (self->session);
  g_ptr_array_unref (self->fields);
  g_array_unref (self->numbers);
  g_free (self);
}

RcRegisterForm *
rc_register_form_of (GtkWidget *dialog)
{
  return g_object_get_data (G_OBJECT (dialog), FORM_KEY);
}

static Field *
find_field (RcRegisterForm *self,
            const char     *name)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      Field *field = g_ptr_array_index (self->fields, i);

      if (strcmp (field->name, name) == 0)
        return field;
    }
  g_return_val_if_reached (NULL);
}

/* --- What stands in the fields --- */

static char *
dup_value (const Field *field)
{
  guint chosen;

  switch (field->kind)
    {
    case FIELD_LINE:
      return rc_form_dup_entry (field->widget);
    case FIELD_TEXT:
      return rc_form_dup_text (field->widget);
    case FIELD_SECRET:
      /* As it was typed, blanks and all. */
      return g_strdup (gtk_editable_get_text (GTK_EDITABLE (field->widget)));
    case FIELD_FILE:
    case FIELD_FIXED:
      return g_strdup (field->path != NULL ? field->path : "");
    case FIELD_CHOICE:
    default:
      chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (field->widget));
      return g_strdup (chosen < g_strv_length (field->codes) ? field->codes[chosen] : "");
    }
}

char *
rc_register_form_dup_value (RcRegisterForm *self,
                            const char     *name)
{
  const Field *field = find_field (self, name);

  return field != NULL ? dup_value (field) : NULL;
}

static void
look (RcRegisterForm *self)
{
  gboolean is_complete = TRUE;

  for (guint i = 0; i < self->fields->len && is_complete; i++)
    {
      const Field *field = g_ptr_array_index (self->fields, i);
      g_autofree char *value = field->is_required ? dup_value (field) : NULL;

      is_complete = value == NULL || *value != '\0';
    }
  gtk_dialog_set_response_sensitive (GTK_DIALOG (self->dialog), GTK_RESPONSE_OK, is_complete);
}

static void
set_file (Field      *field,
          const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *shown = rc_parts_dup_name (name);

  g_free (field->path);
  field->path = g_strdup (path);
  gtk_label_set_text (GTK_LABEL (field->widget), shown);
}

static void
choose_code (Field      *field,
             const char *code)
{
  for (guint i = 0; field->codes[i] != NULL; i++)
    {
      if (strcmp (field->codes[i], code) == 0)
        gtk_drop_down_set_selected (GTK_DROP_DOWN (field->widget), i);
    }
}

void
rc_register_form_set_value (RcRegisterForm *self,
                            const char     *name,
                            const char     *value)
{
  Field *field = find_field (self, name);

  g_return_if_fail (field != NULL);

  switch (field->kind)
    {
    case FIELD_LINE:
    case FIELD_SECRET:
      gtk_editable_set_text (GTK_EDITABLE (field->widget), value);
      break;
    case FIELD_TEXT:
      gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->widget)), value, -1);
      break;
    case FIELD_CHOICE:
      choose_code (field, value);
      break;
    case FIELD_FILE:
      set_file (field, value);
      break;
    case FIELD_FIXED:
      g_return_if_reached ();
    }
  look (self);
}

GtkWidget *
rc_register_form_peek_field (RcRegisterForm *self,
                             const char     *name)
{
  const Field *field = find_field (self, name);

  return field != NULL ? field->widget : NULL;
}

RcSession *
rc_register_form_peek_session (RcRegisterForm *self)
{
  return self->session;
}

/* --- Entering --- */

static void
answers_free (gpointer data)
{
  rc_register_answers_free (data);
}

static RcRegisterAnswers *
collect (RcRegisterForm *self)
{
  RcRegisterAnswers *answers = rc_register_answers_new ();

  for (guint i = 0; i < self->fields->len; i++)
    {
      const Field *field = g_ptr_array_index (self->fields, i);

      rc_register_answers_take (answers, field->name, field->before, dup_value (field));
    }
  for (guint i = 0; i < self->numbers->len; i++)
    rc_register_answers_add_number (answers, g_array_index (self->numbers, gint64, i));
  return answers;
}

static void
responded (GtkDialog      *dialog,
           int             response,
           RcRegisterForm *self)
{
  if (response == GTK_RESPONSE_OK)
    rc_form_act (GTK_WIDGET (dialog), self->trouble, self->session, self->enter, collect (self), answers_free);
  else
    gtk_window_destroy (GTK_WINDOW (dialog));
}

/* --- Fields --- */

static Field *
add_field (RcRegisterForm *self,
           FieldKind       kind,
           const char     *name,
           const char     *before,
           GtkWidget      *widget)
{
  Field *field = g_new0 (Field, 1);

  field->kind = kind;
  field->name = g_strdup (name);
  field->before = g_strdup (before != NULL ? before : "");
  field->widget = widget;
  g_ptr_array_add (self->fields, field);
  return field;
}

void
rc_register_form_add_note (RcRegisterForm *self,
                           const char     *text)
{
  rc_form_add_note (self->grid, text);
}

void
rc_register_form_add_line (RcRegisterForm *self,
                           const char     *name,
                           const char     *label,
                           const char     *value,
                           const char     *hint)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), hint);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (entry), value != NULL ? value : "");
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (look), self);
  rc_form_add_row (self->grid, label, entry, name);
  add_field (self, FIELD_LINE, name, value, entry);
}

/* The label of a field that has several lines stands beside the first one, and names what is typed into rather than what scrolls it. */
static void
tie_label (GtkGrid   *grid,
           GtkWidget *scroller,
           GtkWidget *view)
{
  GtkWidget *label;
  int row;

  gtk_grid_query_child (grid, scroller, NULL, &row, NULL, NULL);
  label = gtk_grid_get_child_at (grid, 0, row);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_margin_top (label, 6);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), view);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
}

void
rc_register_form_add_text (RcRegisterForm *self,
                           const char     *name,
                           const char     *label,
                           const char     *value)
{
  GtkWidget *view;
  GtkWidget *scroller = rc_form_text_new (TEXT_HEIGHT, &view);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  gtk_widget_add_css_class (scroller, "rc-typed");
  gtk_text_buffer_set_text (buffer, value != NULL ? value : "", -1);
  g_signal_connect_swapped (buffer, "changed", G_CALLBACK (look), self);
  rc_form_add_row (self->grid, label, scroller, name);
  tie_label (self->grid, scroller, view);
  add_field (self, FIELD_TEXT, name, value, view);
}

static GtkWidget *
choice_new (const RcRegisterChoice *choices,
            guint                   n_choices)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  GtkWidget *choice;

  for (guint i = 0; i < n_choices; i++)
    gtk_string_list_append (list, choices[i].words);
  choice = gtk_drop_down_new (G_LIST_MODEL (list), gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  rc_form_shorten_choice (choice, CHOICE_CHARS);
  return choice;
}

void
rc_register_form_add_choice (RcRegisterForm         *self,
                             const char             *name,
                             const char             *label,
                             const RcRegisterChoice *choices,
                             guint                   n_choices,
                             const char             *chosen)
{
  GtkWidget *widget = choice_new (choices, n_choices);
  Field *field = add_field (self, FIELD_CHOICE, name, chosen != NULL ? chosen : choices[0].code, widget);
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();

  for (guint i = 0; i < n_choices; i++)
    g_strv_builder_add (codes, choices[i].code);
  field->codes = g_strv_builder_end (codes);
  choose_code (field, field->before);
  g_signal_connect_swapped (widget, "notify::selected", G_CALLBACK (look), self);
  rc_form_add_row (self->grid, label, widget, name);
}

static void
file_chosen (const char * const *paths,
             gpointer            owner)
{
  rc_register_form_set_value (rc_register_form_of (owner), g_object_get_data (G_OBJECT (owner), FILE_KEY), paths[0]);
}

static void
choose_path (RcRegisterForm     *self,
             GtkButton          *button,
             const RcFileDialog *dialog)
{
  /* No other is chosen while that dialog is there: it is modal. */
  g_object_set_data_full (G_OBJECT (self->dialog), FILE_KEY, g_strdup (g_object_get_data (G_OBJECT (button), FILE_KEY)), g_free);
  rc_file_dialog_show (GTK_WINDOW (self->dialog), dialog, file_chosen, G_OBJECT (self->dialog));
}

static void
choose_file (GtkButton      *button,
             RcRegisterForm *self)
{
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_KEY,
    .action = GTK_FILE_CHOOSER_ACTION_OPEN,
    .title = _("Choose a File"),
    .accept = _("_Choose"),
  };

  choose_path (self, button, &dialog);
}

static void
choose_place (GtkButton      *button,
              RcRegisterForm *self)
{
  const char *proposed = g_object_get_data (G_OBJECT (button), PROPOSED_KEY);
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_DOCUMENT,
    .action = proposed != NULL ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
    .title = proposed != NULL ? _("Choose a Name") : _("Choose a Folder"),
    .accept = _("_Choose"),
    .name = proposed,
  };

  choose_path (self, button, &dialog);
}

void
rc_register_form_add_fixed (RcRegisterForm *self,
                            const char     *name,
                            const char     *label,
                            const char     *tainted)
{
  g_autofree char *words = rc_parts_dup_name (tainted);
  GtkWidget *shown = rc_parts_text (words, NULL);

  rc_form_add_row (self->grid, label, shown, name);
  add_field (self, FIELD_FIXED, name, NULL, shown)->path = g_strdup (tainted);
}

/* What was chosen, and the button to choose it with; (transfer none). */
static GtkWidget *
add_path (RcRegisterForm *self,
          const char     *name,
          const char     *label)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *choose = gtk_button_new_with_mnemonic (_("Ch_oose…"));
  GtkWidget *shown = gtk_label_new (_("None"));

  gtk_label_set_xalign (GTK_LABEL (shown), 0);
  gtk_label_set_ellipsize (GTK_LABEL (shown), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (shown, TRUE);
  gtk_box_append (GTK_BOX (box), shown);
  gtk_box_append (GTK_BOX (box), choose);
  rc_form_add_row (self->grid, label, box, name);
  add_field (self, FIELD_FILE, name, NULL, shown);
  g_object_set_data_full (G_OBJECT (choose), FILE_KEY, g_strdup (name), g_free);
  return choose;
}

void
rc_register_form_add_file (RcRegisterForm *self,
                           const char     *name,
                           const char     *label)
{
  g_signal_connect (add_path (self, name, label), "clicked", G_CALLBACK (choose_file), self);
}

void
rc_register_form_add_place (RcRegisterForm *self,
                            const char     *name,
                            const char     *label,
                            const char     *proposed)
{
  GtkWidget *choose = add_path (self, name, label);

  g_object_set_data_full (G_OBJECT (choose), PROPOSED_KEY, g_strdup (proposed), g_free);
  g_signal_connect (choose, "clicked", G_CALLBACK (choose_place), self);
}

void
rc_register_form_add_secret (RcRegisterForm *self,
                             const char     *name,
                             const char     *label)
{
  GtkWidget *entry = gtk_password_entry_new ();

  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (entry), TRUE);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (look), self);
  rc_form_add_row (self->grid, label, entry, name);
  add_field (self, FIELD_SECRET, name, NULL, entry);
}

void
rc_register_form_require (RcRegisterForm *self,
                          const char     *name)
{
  Field *field = find_field (self, name);

  g_return_if_fail (field != NULL);

  field->is_required = TRUE;
}

void
rc_register_form_add_number (RcRegisterForm *self,
                             gint64          number)
{
  g_array_append_val (self->numbers, number);
}

/* --- The dialog --- */

RcRegisterForm *
rc_register_form_new (GtkWindow  *parent,
                      RcSession  *session,
                      const char *title,
                      const char *verb,
                      RcCaseWork  enter)
{
  RcRegisterForm *self = g_new0 (RcRegisterForm, 1);
  GtkDialog *dialog = rc_form_dialog_new (parent, title);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->session = g_object_ref (session);
  self->enter = enter;
  self->dialog = GTK_WIDGET (dialog);
  self->fields = g_ptr_array_new_with_free_func (field_free);
  self->numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->grid = GTK_GRID (gtk_grid_new ());
  self->trouble = rc_form_trouble_new ();
  g_object_set_data_full (G_OBJECT (dialog), FORM_KEY, self, form_free);

  gtk_grid_set_row_spacing (self->grid, 9);
  gtk_grid_set_column_spacing (self->grid, 12);
  rc_parts_set_margins (GTK_WIDGET (self->grid), 18);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->grid));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), FIELDS_HEIGHT);
  gtk_widget_set_size_request (scroller, MIN (rc_parts_scale_width (FORM_WIDTH), MOST_WIDTH), -1);
  rc_parts_set_margins (self->trouble, 12);
  gtk_box_append (GTK_BOX (gtk_dialog_get_content_area (dialog)), scroller);
  gtk_box_append (GTK_BOX (gtk_dialog_get_content_area (dialog)), self->trouble);
  gtk_dialog_add_button (dialog, _("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (dialog, verb, GTK_RESPONSE_OK);
  gtk_dialog_set_default_response (dialog, GTK_RESPONSE_OK);
  g_signal_connect (dialog, "response", G_CALLBACK (responded), self);
  return self;
}

GtkWidget *
rc_register_form_show (RcRegisterForm *self)
{
  look (self);
  gtk_window_present (GTK_WINDOW (self->dialog));
  return self->dialog;
}
