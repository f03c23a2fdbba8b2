/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/exercise-ability-view.h"

#include "core/display-text.h"
#include "core/exercises/exercise.h"
#include "core/exercises/exercise-record.h"
#include "core/words.h"
#include "reports/typesetting/shape.h"
#include "ui/act-words.h"
#include "ui/parts.h"
#include "ui/state-mark.h"

struct _RcExerciseAbilityView
{
  GtkWidget     parent_instance;
  RcSession    *session;
  GtkWidget    *box;
  GCancellable *cancellable;   /* of what is being read */
};

G_DEFINE_FINAL_TYPE (RcExerciseAbilityView, rc_exercise_ability_view, GTK_TYPE_WIDGET)

/* --- Reading --- */

typedef struct
{
  RcExerciseAbilityView *view;
  GCancellable          *cancellable;
  char                  *pack;
  char                  *path;      /* (nullable) */
} Request;

static void
request_free (gpointer data)
{
  Request *self = data;

  g_object_unref (self->view);
  g_object_unref (self->cancellable);
  g_free (self->pack);
  g_free (self->path);
  g_free (self);
}

/* The questions stand in the pack. */
typedef struct
{
  RcExercisePack *pack;
  GArray         *list;
} Abilities;

static void
abilities_free (gpointer data)
{
  Abilities *self = data;

  g_clear_pointer (&self->list, g_array_unref);
  g_clear_pointer (&self->pack, rc_exercise_pack_free);
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
  g_autoptr (RcExercisePack) pack = request->path != NULL ? rc_exercise_pack_load_file (request->path, error)
                                                          : rc_exercise_pack_find (request->pack, error);
  g_autoptr (GArray) list = pack != NULL ? rc_exercise_pack_abilities (pack, case_file, cancellable, error) : NULL;
  Abilities *abilities;

  if (list == NULL)
    return NULL;

  abilities = g_new0 (Abilities, 1);
  abilities->pack = g_steal_pointer (&pack);
  abilities->list = g_steal_pointer (&list);
  return abilities;
}

/* --- Showing --- */

static RcShape
shape_of (RcExerciseAbility ability)
{
  switch (ability)
    {
    case RC_EXERCISE_CAN_ANSWER:
      return RC_SHAPE_SINGLE;
    case RC_EXERCISE_CAN_SOME:
      return RC_SHAPE_ABSENT;
    case RC_EXERCISE_CAN_UNCHECKED:
      return RC_SHAPE_UNCHECKED;
    case RC_EXERCISE_CAN_BY_HAND:
      return RC_SHAPE_READ;
    case RC_EXERCISE_CAN_NOTHING:
    default:
      return RC_SHAPE_NOTHING;
    }
}

static char *
dup_questions (const GArray      *list,
               RcExerciseAbility  ability)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const RcExerciseCan *can = &g_array_index (list, RcExerciseCan, i);

      if (can->ability == ability)
        g_string_append_printf (ids, "%s%s", ids->len > 0 ? ", " : "", can->question);
    }
  return rc_display_text (ids->str, -1, 0);
}

static void
show (RcExerciseAbilityView *self,
      const Abilities       *abilities)
{
  for (guint ability = 0; ability <= RC_EXERCISE_CAN_BY_HAND; ability++)
    {
      g_autofree char *questions = dup_questions (abilities->list, ability);
      g_autofree char *words = NULL;
      GtkWidget *mark;

      if (*questions == '\0')
        continue;
      words = g_strdup_printf ("%s: %s", questions, rc_exercise_ability_words (ability));
      mark = rc_state_mark_new (shape_of (ability), words);
      rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
      gtk_box_append (GTK_BOX (self->box), mark);
    }
}

static void
loaded (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  Request *request = user_data;
  RcExerciseAbilityView *self = request->view;
  g_autoptr (GError) error = NULL;
  Abilities *abilities = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);

  if (!g_cancellable_is_cancelled (request->cancellable) && self->box != NULL)
    {
      g_autofree char *message = error != NULL ? rc_act_words_of_error (error) : NULL;

      g_clear_object (&self->cancellable);
      rc_parts_clear (self->box);
      if (abilities != NULL)
        show (self, abilities);
      else
        gtk_box_append (GTK_BOX (self->box), rc_parts_text (message, "rc-failed"));
    }
  g_clear_pointer (&abilities, abilities_free);
}

static void
stop (RcExerciseAbilityView *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

void
rc_exercise_ability_view_show (RcExerciseAbilityView *self,
                               const char            *pack,
                               const char            *path)
{
  RcCaseQueue *reader = rc_session_peek_reader (self->session);
  Request *request;

  g_return_if_fail (RC_IS_EXERCISE_ABILITY_VIEW (self));

  stop (self);
  rc_parts_clear (self->box);
  if (reader == NULL)
    return;
  gtk_box_append (GTK_BOX (self->box), rc_parts_text (_("Reading the case…"), "rc-muted"));
  self->cancellable = g_cancellable_new ();
  request = g_new0 (Request, 1);
  *request = (Request) { g_object_ref (self), g_object_ref (self->cancellable), g_strdup (pack), g_strdup (path) };
  rc_case_queue_run_async (reader, load, request, request_free, abilities_free, self->cancellable, loaded, request);
}

gboolean
rc_exercise_ability_view_is_settled (RcExerciseAbilityView *self)
{
  return self->cancellable == NULL;
}

/* --- The widget --- */

static void
rc_exercise_ability_view_dispose (GObject *object)
{
  RcExerciseAbilityView *self = RC_EXERCISE_ABILITY_VIEW (object);

  stop (self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rc_exercise_ability_view_parent_class)->dispose (object);
}

static void
rc_exercise_ability_view_class_init (RcExerciseAbilityViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rc_exercise_ability_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rc_exercise_ability_view_init (RcExerciseAbilityView *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
rc_exercise_ability_view_new (RcSession *session)
{
  RcExerciseAbilityView *self = g_object_new (RC_TYPE_EXERCISE_ABILITY_VIEW, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
