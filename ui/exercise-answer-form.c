/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/exercise-answer-form.h"

#include "core/display-text.h"
#include "core/words.h"
#include "reports/typesetting/shape.h"
#include "ui/exercise-words.h"
#include "ui/form.h"
#include "ui/state-mark.h"

#define TEXT_HEIGHT   60
#define FIRST_STATUS  RC_EXERCISE_STATUS_RECORD

struct _RcExerciseAnswerForm
{
  GtkWidget      parent_instance;
  GtkWidget     *statuses[RC_N_EXERCISE_STATUSES];
  GtkGrid       *grid;
  GtkWidget     *text;
  GtkWidget     *source;
  GtkWidget     *record;
  GtkWidget     *page;
  GtkWidget     *role;
  GtkWidget     *due;
  GtkWidget     *time;
  GStrv          roles;
  GStringChunk  *texts;
  gboolean       is_paper;
};

G_DEFINE_FINAL_TYPE (RcExerciseAnswerForm, rc_exercise_answer_form, GTK_TYPE_WIDGET)

static RcExerciseStatus
get_status (RcExerciseAnswerForm *self)
{
  for (guint i = FIRST_STATUS; i < RC_N_EXERCISE_STATUSES; i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->statuses[i])))
      return i;

  return RC_EXERCISE_STATUS_NOT_ASKED;
}

/* What is only said rests on nothing, so that nothing can be typed there. */
static void
follow_status (RcExerciseAnswerForm *self)
{
  RcExerciseStatus status = get_status (self);
  gboolean is_shown = rc_exercise_status_is_shown (status);

  gtk_widget_set_visible (self->source, is_shown);
  gtk_widget_set_visible (self->record, is_shown && status != RC_EXERCISE_STATUS_DOCUMENT);
  gtk_widget_set_visible (self->page, is_shown && status != RC_EXERCISE_STATUS_RECORD);
  gtk_widget_set_visible (self->role, status == RC_EXERCISE_STATUS_PROMISED);
  gtk_widget_set_visible (self->due, status == RC_EXERCISE_STATUS_PROMISED);
  gtk_widget_set_visible (self->time, self->is_paper);
}

void
rc_exercise_answer_form_set_status (RcExerciseAnswerForm *self,
                                    RcExerciseStatus      status)
{
  g_return_if_fail (RC_IS_EXERCISE_ANSWER_FORM (self));

  if (status >= FIRST_STATUS && status < RC_N_EXERCISE_STATUSES)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->statuses[status]), TRUE);
}

void
rc_exercise_answer_form_set_paper (RcExerciseAnswerForm *self,
                                   gboolean              is_paper)
{
  self->is_paper = is_paper;
  follow_status (self);
}

void
rc_exercise_answer_form_set_roles (RcExerciseAnswerForm *self,
                                   const RcExercise     *exercise)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GStrvBuilder) roles = g_strv_builder_new ();

  for (guint i = 0; i < exercise->setup->roles->len; i++)
    {
      const char *role = g_ptr_array_index (exercise->setup->roles, i);
      g_autofree char *words = rc_display_text (rc_exercise_role_words (role), -1, 0);

      g_strv_builder_add (roles, role);
      gtk_string_list_append (names, words);
    }
  g_strfreev (self->roles);
  self->roles = g_strv_builder_end (roles);
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->role), G_LIST_MODEL (names));
}

void
rc_exercise_answer_form_clear (RcExerciseAnswerForm *self)
{
  GtkWidget *entries[] = { self->source, self->record, self->page, self->due, self->time };

  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    gtk_editable_set_text (GTK_EDITABLE (entries[i]), "");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), "", 0);
  for (guint i = FIRST_STATUS; i < RC_N_EXERCISE_STATUSES; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->statuses[i]), FALSE);
  follow_status (self);
}

void
rc_exercise_answer_form_focus (RcExerciseAnswerForm *self)
{
  gtk_widget_grab_focus (self->text);
}

/* --- The answer --- */

/* (nullable) */
static const char *
keep (RcExerciseAnswerForm *self,
      char                 *typed)      /* (transfer full) */
{
  g_autofree char *text = typed;

  return *text != '\0' ? g_string_chunk_insert (self->texts, text) : NULL;
}

static const char *
take (RcExerciseAnswerForm *self,
      GtkWidget            *entry)
{
  return gtk_widget_get_visible (entry) ? keep (self, rc_form_dup_entry (entry)) : NULL;
}

static gint64
take_number (GtkWidget *entry,
             char       letter)
{
  return gtk_widget_get_visible (entry) ? rc_exercise_words_parse_number (gtk_editable_get_text (GTK_EDITABLE (entry)), letter) : 0;
}

void
rc_exercise_answer_form_fill (RcExerciseAnswerForm *self,
                              RcExerciseStep       *step)
{
  guint role = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->role));
  const char *time;

  g_return_if_fail (RC_IS_EXERCISE_ANSWER_FORM (self));

  g_string_chunk_clear (self->texts);
  time = take (self, self->time);
  step->status = get_status (self);
  step->text = keep (self, rc_form_dup_text (self->text));
  step->source = take_number (self->source, 'E');
  step->record = take_number (self->record, 'L');
  step->page = take (self, self->page);
  step->due = take (self, self->due);
  if (step->status == RC_EXERCISE_STATUS_PROMISED && role != GTK_INVALID_LIST_POSITION)
    step->role = self->roles[role];
  step->elapsed_is_stated = self->is_paper && time != NULL && rc_exercise_parse_time (time, &step->elapsed_us);
}

/* --- The widget --- */

static void
rc_exercise_answer_form_dispose (GObject *object)
{
  RcExerciseAnswerForm *self = RC_EXERCISE_ANSWER_FORM (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->roles, g_strfreev);
  g_clear_pointer (&self->texts, g_string_chunk_free);
  G_OBJECT_CLASS (rc_exercise_answer_form_parent_class)->dispose (object);
}

static void
rc_exercise_answer_form_class_init (RcExerciseAnswerFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_exercise_answer_form_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

/* Two columns, so that the words stand whole beside their shapes. */
static GtkWidget *
make_statuses (RcExerciseAnswerForm *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  for (guint i = FIRST_STATUS; i < RC_N_EXERCISE_STATUSES; i++)
    {
      g_autofree char *key = g_strdup_printf (_("Ctrl+%u"), i);
      g_autofree char *name = g_strdup_printf ("exercise-status-%s", rc_exercise_status_to_name (i));
      GtkWidget *mark = rc_state_mark_new (rc_shape_of_exercise_status (i), rc_exercise_status_words (i));

      self->statuses[i] = gtk_toggle_button_new ();
      gtk_widget_set_name (self->statuses[i], name);
      rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
      gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
      gtk_button_set_child (GTK_BUTTON (self->statuses[i]), mark);
      gtk_widget_set_tooltip_text (self->statuses[i], key);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->statuses[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, rc_exercise_status_words (i), -1);
      if (i > FIRST_STATUS)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->statuses[i]), GTK_TOGGLE_BUTTON (self->statuses[FIRST_STATUS]));
      g_signal_connect_swapped (self->statuses[i], "toggled", G_CALLBACK (follow_status), self);
      gtk_grid_attach (GTK_GRID (grid), self->statuses[i], (int) (i - FIRST_STATUS) % 2, (int) (i - FIRST_STATUS) / 2, 1, 1);
    }
  return grid;
}

static GtkWidget *
add_entry (RcExerciseAnswerForm *self,
           const char           *label,
           const char           *name,
           const char           *placeholder)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  rc_form_add_row (self->grid, label, entry, name);
  return entry;
}

static void
rc_exercise_answer_form_init (RcExerciseAnswerForm *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *field;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 9);
  self->texts = g_string_chunk_new (256);
  gtk_widget_set_parent (make_statuses (self), GTK_WIDGET (self));
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  self->grid = GTK_GRID (grid);
  field = rc_form_text_new (TEXT_HEIGHT, &self->text);
  rc_form_add_row (self->grid, _("Ans_wer"), field, "exercise-answer-field");
  gtk_widget_set_name (self->text, "exercise-answer");
  gtk_label_set_mnemonic_widget (GTK_LABEL (gtk_widget_get_prev_sibling (field)), self->text);
  self->source = add_entry (self, _("E_xhibit"), "exercise-source", "E-014");
  self->record = add_entry (self, _("L_ine or Record"), "exercise-record", "8231");
  self->page = add_entry (self, _("Pa_ge"), "exercise-page", "2");
  self->role = gtk_drop_down_new (NULL, NULL);
  rc_form_add_row (self->grid, _("Promised _By"), self->role, "exercise-role");
  self->due = add_entry (self, _("Promised _Until"), "exercise-due", "2026-12-05");
  self->time = add_entry (self, _("_Time Taken"), "exercise-time", _("3:20; empty: nobody took it"));
  gtk_widget_set_parent (grid, GTK_WIDGET (self));
  follow_status (self);
}

GtkWidget *
rc_exercise_answer_form_new (void)
{
  return g_object_new (RC_TYPE_EXERCISE_ANSWER_FORM, NULL);
}
