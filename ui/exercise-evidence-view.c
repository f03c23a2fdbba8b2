/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/exercise-evidence-view.h"

#include "core/display-text.h"
#include "core/exercises/exercise-record.h"
#include "core/words.h"
#include "reports/exhibit.h"
#include "reports/typesetting/shape.h"
#include "ui/act-words.h"
#include "ui/parts.h"
#include "ui/record-place.h"
#include "ui/state-mark.h"

#define MOST_VALUE_BYTES 4000u

struct _RcExerciseEvidenceView
{
  GtkWidget     parent_instance;
  RcSession    *session;
  GtkWidget    *box;
  GtkWidget    *record;        /* the one that was asked for */
  gint64        exercise;
  guint         decision;
  char         *question;      /* (nullable) */
  GCancellable *cancellable;   /* of what is being read */
};

G_DEFINE_FINAL_TYPE (RcExerciseEvidenceView, rc_exercise_evidence_view, GTK_TYPE_WIDGET)

/* --- Reading --- */

typedef struct
{
  RcExerciseEvidenceView *view;
  GCancellable           *cancellable;   /* it is not wanted any more */
  gint64                  exercise;
  guint                   decision;
  char                   *question;
} Request;

static void
request_free (gpointer data)
{
  Request *self = data;

  g_object_unref (self->view);
  g_object_unref (self->cancellable);
  g_free (self->question);
  g_free (self);
}

typedef struct
{
  RcExerciseRecord     *record;
  RcExerciseComparison  proposed;   /* of the room's answer, where one was given */
} Answer;

static void
answer_free (gpointer data)
{
  Answer *self = data;

  rc_exercise_record_free (self->record);
  g_free (self);
}

static gpointer
load (RcCase          *case_file,
      RcRecordReader  *reader,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  const Request *request = data;
  g_autoptr (RcExercise) exercise = rc_exercise_load (case_file, request->exercise, error);

  g_autoptr (RcExerciseRecord) record = exercise != NULL
                                          ? rc_exercise_record_load (exercise, request->decision, request->question, error) : NULL;
  const RcExerciseAnswer *given;
  Answer *answer;

  if (record == NULL)
    return NULL;

  given = rc_exercise_turn_answer (rc_exercise_find_turn (exercise, request->decision, request->question));
  answer = g_new0 (Answer, 1);
  answer->proposed = given != NULL ? rc_exercise_record_propose (record, given) : RC_EXERCISE_COMPARISON_NONE;
  answer->record = g_steal_pointer (&record);
  return answer;
}

/* --- Showing --- */

static void
add (RcExerciseEvidenceView *self,
     GtkWidget              *child)
{
  gtk_box_append (GTK_BOX (self->box), child);
}

/* "8:59": FALSE where it is no place. @out_record 0: a document as a whole. */
static gboolean
read_place (const char *place,
            gint64     *out_source,
            guint64    *out_record)
{
  g_auto (GStrv) parts = g_strsplit (place, ":", 2);

  *out_record = 0;
  return g_ascii_string_to_signed (parts[0], 10, 1, G_MAXINT64, out_source, NULL) &&
         (parts[1] == NULL || g_ascii_string_to_unsigned (parts[1], 10, 1, G_MAXINT64, out_record, NULL));
}

static void
add_place (RcExerciseEvidenceView *self,
           GtkWidget              *flow,
           const char             *place)
{
  g_autofree char *words = NULL;
  GtkWidget *button;
  guint64 record;
  gint64 source;

  if (!read_place (place, &source, &record))
    return;

  words = rc_exhibit_dup_place (NULL, source, record);
  button = gtk_button_new_with_label (words);
  /* A document as a whole is opened from its register. */
  gtk_widget_set_sensitive (button, record > 0);
  gtk_widget_add_css_class (button, "rc-small");
  gtk_widget_set_tooltip_text (button, _("Show this record, here on the Desk alone"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "evidence.show-record");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", place);
  gtk_flow_box_append (GTK_FLOW_BOX (flow), button);
}

static void
add_places (RcExerciseEvidenceView *self,
            const GPtrArray        *places)
{
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);
  GtkWidget *flow = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  for (guint i = 0; i < places->len; i++)
    {
      if (g_hash_table_add (told, g_ptr_array_index (places, i)))
        add_place (self, flow, g_ptr_array_index (places, i));
    }
  add (self, flow);
}

/* The record that an answer rests on, masked until it is revealed with a reason. */
static void
show_record_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  RcExerciseEvidenceView *self = RC_EXERCISE_EVIDENCE_VIEW (widget);
  guint64 record;
  gint64 source;

  if (read_place (g_variant_get_string (parameter, NULL), &source, &record) && record > 0)
    rc_record_place_show (RC_RECORD_PLACE (self->record), self->session, source, record, 0, G_MAXUINT64, NULL);
}

static void
add_evidence (RcExerciseEvidenceView   *self,
              const RcExerciseEvidence *evidence)
{
  g_autofree char *value = rc_display_text (evidence->value, -1, MOST_VALUE_BYTES);
  GtkWidget *text = rc_parts_text (value, NULL);
  GtkWidget *mark = rc_state_mark_new (rc_shape_of_standing (evidence->standing), rc_standing_sentence (evidence->standing));

  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
  gtk_widget_add_css_class (mark, "rc-small");
  add (self, text);
  add (self, mark);
  if (evidence->places->len > 0)
    add_places (self, evidence->places);
}

static void
show_record (RcExerciseEvidenceView *self,
             const RcExerciseRecord *record)
{
  for (guint i = 0; i < record->evidence->len; i++)
    add_evidence (self, g_ptr_array_index (record->evidence, i));
  if (record->evidence->len == 0)
    add (self, rc_state_mark_new (RC_SHAPE_NOTHING, rc_standing_sentence (RC_STANDING_NOTHING)));
  if (record->note != NULL)
    {
      g_autofree char *note = rc_display_text (record->note, -1, MOST_VALUE_BYTES);

      add (self, rc_parts_text (note, "rc-muted"));
    }
}

/* Whether two wordings mean the same is for the facilitator to say. */
static void
show_answer (RcExerciseEvidenceView *self,
             const Answer           *answer)
{
  g_autofree char *words = NULL;
  GtkWidget *mark;

  show_record (self, answer->record);
  if (answer->proposed == RC_EXERCISE_COMPARISON_NONE)
    return;
  words = g_strdup_printf (_("The program proposes: %s"), rc_exercise_comparison_words (answer->proposed));
  mark = rc_state_mark_new (rc_shape_of_comparison (answer->proposed), words);
  rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
  add (self, mark);
}

static void
loaded (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  Request *request = user_data;
  RcExerciseEvidenceView *self = request->view;
  g_autoptr (GError) error = NULL;
  Answer *answer = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);

  if (!g_cancellable_is_cancelled (request->cancellable) && self->box != NULL)
    {
      g_autofree char *message = error != NULL ? rc_act_words_of_error (error) : NULL;

      g_clear_object (&self->cancellable);
      rc_parts_clear (self->box);
      if (answer != NULL)
        show_answer (self, answer);
      else
        add (self, rc_parts_text (message, "rc-failed"));
    }
  g_clear_pointer (&answer, answer_free);
}

static void
stop (RcExerciseEvidenceView *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
begin (RcExerciseEvidenceView *self)
{
  RcCaseQueue *reader = rc_session_peek_reader (self->session);
  Request *request;

  if (reader == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  request = g_new0 (Request, 1);
  *request = (Request) { g_object_ref (self), g_object_ref (self->cancellable), self->exercise, self->decision, g_strdup (self->question) };
  rc_case_queue_run_async (reader, load, request, request_free, answer_free, self->cancellable, loaded, request);
}

void
rc_exercise_evidence_view_show (RcExerciseEvidenceView *self,
                                gint64                  exercise,
                                guint                   decision,
                                const char             *question,
                                gboolean                is_forced)
{
  gboolean is_same = self->exercise == exercise && self->decision == decision && g_strcmp0 (self->question, question) == 0;
  char *kept = g_strdup (question);

  g_return_if_fail (RC_IS_EXERCISE_EVIDENCE_VIEW (self));

  self->exercise = exercise;
  self->decision = decision;
  g_free (self->question);
  self->question = kept;
  if (is_same && !is_forced)
    return;

  stop (self);
  /* What was read of another question must not be taken for this one's. */
  if (!is_same)
    {
      rc_parts_clear (self->box);
      rc_record_place_clear (RC_RECORD_PLACE (self->record));
    }
  if (question == NULL || decision == 0)
    return;
  if (!is_same)
    add (self, rc_parts_text (_("Reading the case…"), "rc-muted"));
  begin (self);
}

gboolean
rc_exercise_evidence_view_is_settled (RcExerciseEvidenceView *self)
{
  return self->cancellable == NULL;
}

/* --- The widget --- */

static void
rc_exercise_evidence_view_dispose (GObject *object)
{
  RcExerciseEvidenceView *self = RC_EXERCISE_EVIDENCE_VIEW (object);

  stop (self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->record, gtk_widget_unparent);
  g_clear_pointer (&self->question, g_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rc_exercise_evidence_view_parent_class)->dispose (object);
}

static void
rc_exercise_evidence_view_class_init (RcExerciseEvidenceViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_exercise_evidence_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_install_action (widget_class, "evidence.show-record", "s", show_record_action);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rc_exercise_evidence_view_init (RcExerciseEvidenceView *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->record = rc_record_place_new ();
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_parent (self->record, GTK_WIDGET (self));
}

GtkWidget *
rc_exercise_evidence_view_new (RcSession *session)
{
  RcExerciseEvidenceView *self = g_object_new (RC_TYPE_EXERCISE_EVIDENCE_VIEW, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
