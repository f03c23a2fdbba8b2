/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/exercise-step-dialog.h"

#include "core/display-text.h"
#include "core/exercises/exercise-matrix.h"
#include "core/exercises/exercise-paper.h"
#include "core/exercises/surprise-card.h"
#include "core/words.h"
#include "ui/act-words.h"
#include "ui/exercise-words.h"
#include "ui/file-dialog.h"
#include "ui/form.h"

#define TEXT_HEIGHT 90
#define MAX_CARD_CHARS 60

/* What a step is asked for. */
typedef enum
{
  ASKS_TEXT    = 1 << 0,
  ASKS_REASON  = 1 << 1,
  ASKS_ROLE    = 1 << 2,
  ASKS_DUE     = 1 << 3,
  ASKS_EVENT   = 1 << 4,
  ASKS_PRESENT = 1 << 5,
  ASKS_CARD    = 1 << 6,
  ASKS_SOURCE  = 1 << 7,
  ASKS_PRIVATE = 1 << 8,
} Asks;

typedef struct
{
  RcExerciseStepKind  kind;
  guint               asks;
  const char         *title;
  const char         *note;      /* (nullable) */
  const char         *text;      /* label of the text; (nullable) */
  const char         *verb;
} Form;

static const Form forms[] = {
  { RC_EXERCISE_OPENED, ASKS_PRESENT, N_("Open the Exercise"),
    N_("Names stand on the attendance list alone: neither the Room nor any question shows them."), NULL, N_("_Open") },
  { RC_EXERCISE_DECISION_ADDED, ASKS_EVENT, N_("Add a Decision"),
    N_("It counts as chosen by a person: no statement about others rests on it."), NULL, N_("_Add") },
  { RC_EXERCISE_SKIPPED, ASKS_REASON, N_("Leave the Question Out"), NULL, NULL, N_("_Leave Out") },
  { RC_EXERCISE_PASSED_ON, ASKS_ROLE, N_("Pass the Question On"), N_("The clock runs on, for the other role."), NULL, N_("_Pass On") },
  { RC_EXERCISE_NOTED, ASKS_TEXT | ASKS_PRIVATE, N_("Note"), N_("Notes are never shown in the Room."), N_("_Note"), N_("_Keep Note") },
  { RC_EXERCISE_PROMISED, ASKS_TEXT | ASKS_ROLE | ASKS_DUE, N_("Promise"), NULL, N_("_What is promised"), N_("_Record Promise") },
  { RC_EXERCISE_CORRECTED, ASKS_TEXT, N_("Correction"), N_("The locked answer stays as it is; this is added to it."), N_("_What is corrected"),
    N_("_Add Correction") },
  { RC_EXERCISE_CARD_PLAYED, ASKS_CARD, N_("Surprise Card"), NULL, NULL, N_("_Play Card") },
  { RC_EXERCISE_ATTACHED, ASKS_SOURCE | ASKS_TEXT, N_("Attach Evidence of the Case"),
    N_("What came in before, or was imported just now, is marked as produced in the middle of the session."), N_("_What it is said to be"),
    N_("_Attach") },
  { RC_EXERCISE_REPLACED, ASKS_REASON | ASKS_EVENT, N_("Replace the Decision"),
    N_("Only by the rule that was written beforehand. The decision stays counted as replaced."), NULL, N_("_Replace") },
  { RC_EXERCISE_NOT_EXAMINABLE, ASKS_REASON, N_("The Decision Cannot Be Examined"), N_("It counts as a deviation, and stays one."), NULL,
    N_("_Record Deviation") },
  { RC_EXERCISE_CONCLUDED, ASKS_TEXT | ASKS_REASON | ASKS_DUE, N_("Conclude the Exercise"), NULL, N_("_What is concluded"), N_("_Conclude") },
};

typedef struct
{
  RcExerciseLive *live;
  GtkDialog      *dialog;
  const Form     *form;
  RcExerciseStep  step;
  GStringChunk   *texts;       /* of @step, as it was given */
  GStrv           roles;
  GPtrArray      *cards;       /* (nullable) */
  GtkWidget      *text;        /* all of these (nullable) */
  GtkWidget      *reason;
  GtkWidget      *role;
  GtkWidget      *due;
  GtkWidget      *event;
  GtkWidget      *present;
  GtkWidget      *card;
  GtkWidget      *card_text;
  GtkWidget      *source;
  GtkWidget      *private;
  GtkWidget      *trouble;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  g_string_chunk_free (self->texts);
  g_strfreev (self->roles);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_object_unref (self->live);
  g_free (self);
}

static const Form *
find_form (RcExerciseStepKind kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    if (forms[i].kind == kind)
      return &forms[i];

  g_return_val_if_reached (NULL);
}

/* --- The answer --- */

/* (nullable): nothing was typed, or nothing is asked */
static const char *
take_entry (Asking    *self,
            GtkWidget *entry)
{
  g_autofree char *text = entry != NULL ? rc_form_dup_entry (entry) : NULL;

  return text != NULL && *text != '\0' ? g_string_chunk_insert (self->texts, text) : NULL;
}

static const char *
take_text (Asking    *self,
           GtkWidget *view)
{
  g_autofree char *text = view != NULL ? rc_form_dup_text (view) : NULL;

  return text != NULL && *text != '\0' ? g_string_chunk_insert (self->texts, text) : NULL;
}

static void
take_card (Asking         *self,
           RcExerciseStep *step)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->card));
  const RcSurpriseCard *card = selected < self->cards->len ? g_ptr_array_index (self->cards, selected) : NULL;

  if (card == NULL)
    return;
  step->card = card->id;
  step->title = card->title;
  step->text = card->text;
}

static RcExerciseStep
fill (Asking *self)
{
  RcExerciseStep step = self->step;

  step.text = take_text (self, self->text);
  step.reason = take_entry (self, self->reason);
  step.due = take_entry (self, self->due);
  step.event = take_entry (self, self->event);
  step.present = take_text (self, self->present);
  if (self->role != NULL && gtk_drop_down_get_selected (GTK_DROP_DOWN (self->role)) != GTK_INVALID_LIST_POSITION)
    step.role = self->roles[gtk_drop_down_get_selected (GTK_DROP_DOWN (self->role))];
  if (self->card != NULL)
    take_card (self, &step);
  if (self->source != NULL)
    step.source = rc_exercise_words_parse_number (gtk_editable_get_text (GTK_EDITABLE (self->source)), 'E');
  if (self->private != NULL)
    step.is_private = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->private));
  return step;
}

static void
acted (GObject      *source,
       GAsyncResult *result,
       gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Asking *self = g_object_get_data (G_OBJECT (dialog), "asking");
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (rc_exercise_live_finish (RC_EXERCISE_LIVE (source), result, &error))
    {
      gtk_window_destroy (GTK_WINDOW (dialog));
      return;
    }
  rc_form_set_busy (dialog, FALSE);
  message = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? NULL : rc_act_words_of_error (error);
  rc_form_set_trouble (self->trouble, message);
}

static void
responded (GtkDialog *dialog,
           int        response,
           Asking    *self)
{
  RcExerciseStep step;

  if (response != GTK_RESPONSE_OK)
    {
      gtk_window_destroy (GTK_WINDOW (dialog));
      return;
    }

  step = fill (self);
  rc_form_set_trouble (self->trouble, NULL);
  rc_form_set_busy (GTK_WIDGET (dialog), TRUE);
  rc_exercise_live_act_async (self->live, &step, 1, acted, g_object_ref (dialog));
}

/* --- Fields --- */

static void
add_text (Asking     *self,
          GtkGrid    *grid,
          const char *label,
          const char *name,
          GtkWidget **out_view)
{
  GtkWidget *field = rc_form_text_new (TEXT_HEIGHT, out_view);

  rc_form_add_row (grid, label, field, name);
  gtk_widget_set_name (field, NULL);
  gtk_widget_set_name (*out_view, name);
  gtk_label_set_mnemonic_widget (GTK_LABEL (gtk_widget_get_prev_sibling (field)), *out_view);
}

static GtkWidget *
add_entry (GtkGrid    *grid,
           const char *label,
           const char *name,
           const char *placeholder)    /* (nullable) */
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  if (placeholder != NULL)
    gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  rc_form_add_row (grid, label, entry, name);
  return entry;
}

static void
add_role (Asking           *self,
          GtkGrid          *grid,
          const RcExercise *exercise)
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
  self->roles = g_strv_builder_end (roles);
  self->role = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  rc_form_add_row (grid, _("_Role"), self->role, "step-role");
}

static void
card_chosen (Asking *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->card));
  g_autofree char *text = selected < self->cards->len
                            ? rc_display_words (((const RcSurpriseCard *) g_ptr_array_index (self->cards, selected))->text) : g_strdup ("");

  gtk_label_set_text (GTK_LABEL (self->card_text), text);
}

static void
list_cards (Asking *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->cards->len; i++)
    {
      g_autofree char *title = rc_display_text (((const RcSurpriseCard *) g_ptr_array_index (self->cards, i))->title, -1, MAX_CARD_CHARS);

      gtk_string_list_append (titles, title);
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->card), G_LIST_MODEL (titles));
}

static gpointer
read_own_cards (RcCase          *case_file,
                RcRecordReader  *reader,
                gpointer         data,
                GCancellable    *cancellable,
                GError         **error)
{
  return rc_surprise_card_load_file (data, error);
}

/* Own cards stand below those of the library, and the first of them is chosen. */
static void
own_cards_read (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Asking *self = g_object_get_data (G_OBJECT (dialog), "asking");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) own = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);
  g_autofree char *message = own == NULL ? rc_act_words_of_error (error) : NULL;
  guint n_before = self->cards->len;

  rc_form_set_trouble (self->trouble, message);
  if (own == NULL)
    return;
  while (own->len > 0)
    g_ptr_array_add (self->cards, g_ptr_array_steal_index (own, 0));
  list_cards (self);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->card), n_before);
}

static void
own_cards_chosen (const char * const *paths,
                  gpointer            owner)
{
  rc_exercise_step_dialog_add_cards (GTK_WIDGET (owner), paths[0]);
}

void
rc_exercise_step_dialog_add_cards (GtkWidget  *dialog,
                                   const char *path)
{
  Asking *self = g_object_get_data (G_OBJECT (dialog), "asking");
  RcCaseQueue *reader = rc_session_peek_reader (rc_exercise_live_peek_session (self->live));

  if (reader != NULL)
    rc_case_queue_run_async (reader, read_own_cards, g_strdup (path), g_free, (GDestroyNotify) g_ptr_array_unref, NULL, own_cards_read,
                             g_object_ref (dialog));
}

static void
choose_own_cards (GtkButton *button,
                  Asking    *self)
{
  const RcFileDialog dialog = {
    .purpose = RC_FILE_PURPOSE_MAPPING,
    .action = GTK_FILE_CHOOSER_ACTION_OPEN,
    .title = _("Choose a File of Own Cards"),
    .accept = _("_Choose"),
  };

  rc_file_dialog_show (GTK_WINDOW (self->dialog), &dialog, own_cards_chosen, G_OBJECT (self->dialog));
}

static void
add_card (Asking  *self,
          GtkGrid *grid)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *own = gtk_button_new_with_mnemonic (_("O_wn…"));

  self->cards = rc_surprise_card_list ();
  self->card = gtk_drop_down_new (NULL, NULL);
  list_cards (self);
  gtk_widget_set_hexpand (self->card, TRUE);
  gtk_box_append (GTK_BOX (row), self->card);
  gtk_box_append (GTK_BOX (row), own);
  g_signal_connect (own, "clicked", G_CALLBACK (choose_own_cards), self);
  rc_form_add_row (grid, _("_Card"), row, "step-card-row");
  gtk_widget_set_name (self->card, "step-card");
  gtk_label_set_mnemonic_widget (GTK_LABEL (gtk_widget_get_prev_sibling (row)), self->card);
  self->card_text = rc_form_add_note (grid, "");
  g_signal_connect_swapped (self->card, "notify::selected", G_CALLBACK (card_chosen), self);
  card_chosen (self);
}

static void
add_notices (GtkGrid          *grid,
             const RcExercise *exercise)
{
  g_autoptr (GPtrArray) notices = rc_exercise_notices (exercise);
  g_autoptr (GString) text = g_string_new (_("Read out:"));

  for (guint i = 0; i < notices->len; i++)
    g_string_append_printf (text, "\n• %s", (const char *) g_ptr_array_index (notices, i));
  rc_form_add_note (grid, text->str);
}

/* What came of it stands beside what is concluded. */
static void
add_outcome (GtkGrid          *grid,
             const RcExercise *exercise)
{
  g_autoptr (RcExerciseMatrix) matrix = rc_exercise_matrix_new (exercise);
  g_autoptr (GPtrArray) remarks = rc_exercise_matrix_remarks (matrix, exercise);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *words = rc_exercise_matrix_words (matrix);

  g_string_append (text, words);
  for (guint i = 0; i < remarks->len; i++)
    g_string_append_printf (text, "\n• %s", (const char *) g_ptr_array_index (remarks, i));
  rc_form_add_note (grid, text->str);
}

static gboolean
has_pending (const RcExercise *exercise)
{
  for (guint i = 0; i < exercise->decisions->len; i++)
    if (((const RcExerciseDecision *) g_ptr_array_index (exercise->decisions, i))->state == RC_EXERCISE_DECISION_PENDING)
      return TRUE;
  return FALSE;
}

static void
add_reason (Asking           *self,
            GtkGrid          *grid,
            const RcExercise *exercise)
{
  if (self->form->kind != RC_EXERCISE_CONCLUDED)
    self->reason = add_entry (grid, _("_Reason"), "step-reason", NULL);
  else if (has_pending (exercise))
    self->reason = add_entry (grid, _("Why Decisions Were _Left"), "step-reason", NULL);
}

static void
add_fields (Asking           *self,
            const RcExercise *exercise)
{
  GtkGrid *grid = rc_form_add_grid (self->dialog);
  guint asks = self->form->asks;

  if (self->form->kind == RC_EXERCISE_OPENED)
    add_notices (grid, exercise);
  if (self->form->kind == RC_EXERCISE_CONCLUDED)
    add_outcome (grid, exercise);
  if (self->form->note != NULL)
    rc_form_add_note (grid, _(self->form->note));
  if (asks & ASKS_CARD)
    add_card (self, grid);
  if (asks & ASKS_SOURCE)
    self->source = add_entry (grid, _("_Exhibit"), "step-source", "E-014");
  if (asks & ASKS_EVENT)
    self->event = add_entry (grid, self->form->kind == RC_EXERCISE_REPLACED ? _("_By Decision") : _("_Decision"), "step-event",
                             _("Reference or id, as the log has it"));
  if (asks & ASKS_TEXT)
    add_text (self, grid, _(self->form->text), "step-text", &self->text);
  if (asks & ASKS_PRESENT)
    add_text (self, grid, _("_Who is present, one a line"), "step-present", &self->present);
  if (asks & ASKS_REASON)
    add_reason (self, grid, exercise);
  if (asks & ASKS_ROLE)
    add_role (self, grid, exercise);
  if (asks & ASKS_DUE)
    self->due = add_entry (grid, self->form->kind == RC_EXERCISE_CONCLUDED ? _("_Followed Up On") : _("Promised _Until"), "step-due", "2026-12-05");
  if (asks & ASKS_PRIVATE)
    self->private = rc_form_add_check (grid, _("_Private: leaves the case in no copy"), "step-private");
  self->trouble = rc_form_add_trouble (grid);
}

static void
keep_known (Asking               *self,
            const RcExerciseStep *step)
{
  const char **places[] = { &self->step.question, &self->step.paper_by, &self->step.paper_on };

  self->step = *step;
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (*places[i] != NULL)
      *places[i] = g_string_chunk_insert (self->texts, *places[i]);
}

GtkWidget *
rc_exercise_step_dialog_show (GtkWindow            *parent,
                              RcExerciseLive       *live,
                              const RcExerciseStep *step)
{
  const RcExercise *exercise = rc_exercise_live_peek (live);
  const Form *form = find_form (step->kind);
  Asking *self;

  g_return_val_if_fail (form != NULL, NULL);

  if (exercise == NULL)
    return NULL;
  self = g_new0 (Asking, 1);
  self->live = g_object_ref (live);
  self->form = form;
  self->texts = g_string_chunk_new (256);
  keep_known (self, step);
  self->dialog = rc_form_dialog_new (parent, _(form->title));
  g_object_set_data_full (G_OBJECT (self->dialog), "asking", self, asking_free);
  gtk_widget_set_name (GTK_WIDGET (self->dialog), "exercise-step");
  add_fields (self, exercise);
  gtk_dialog_add_button (self->dialog, _("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (self->dialog, _(form->verb), GTK_RESPONSE_OK);
  gtk_dialog_set_default_response (self->dialog, GTK_RESPONSE_OK);
  g_signal_connect (self->dialog, "response", G_CALLBACK (responded), self);
  gtk_window_present (GTK_WINDOW (self->dialog));
  return GTK_WIDGET (self->dialog);
}
