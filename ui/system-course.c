/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/system-course.h"

#include "core/retention.h"
#include "core/timeline.h"
#include "core/words.h"
#include "reports/typesetting/shape.h"
#include "ui/act-words.h"
#include "ui/parts.h"
#include "ui/state-mark.h"
#include "ui/timeline-view.h"

#define SPACING 9

struct _RcSystemCourse
{
  GtkWidget     parent_instance;
  GtkWidget    *box;
  GCancellable *reading;      /* (nullable) */
};

G_DEFINE_FINAL_TYPE (RcSystemCourse, rc_system_course, GTK_TYPE_WIDGET)

/* --- Reading --- */

typedef struct
{
  RcTimeline  *timeline;
  RcRetention *retention;
} Course;

static void
course_free (gpointer data)
{
  Course *course = data;

  g_clear_pointer (&course->timeline, rc_timeline_free);
  g_clear_pointer (&course->retention, rc_retention_free);
  g_free (course);
}

static gpointer
read_course (RcCase          *case_file,
             RcRecordReader  *reader,
             gpointer         data,
             GCancellable    *cancellable,
             GError         **error)
{
  g_autoptr (RcSystem) system = rc_system_find (case_file, reader, data, error);
  g_autoptr (RcSystemFilter) filter = system != NULL ? rc_system_filter_new (case_file, system, error) : NULL;
  Course *course;

  if (filter == NULL)
    return NULL;

  course = g_new0 (Course, 1);
  course->retention = rc_retention_load (case_file, reader, system, cancellable, error);
  course->timeline = course->retention != NULL ? rc_timeline_load_within (case_file, reader, filter, cancellable, error) : NULL;
  if (course->timeline != NULL)
    return course;
  course_free (course);
  return NULL;
}

/* --- Showing --- */

static void
add (RcSystemCourse *self,
     GtkWidget      *widget)
{
  gtk_box_append (GTK_BOX (self->box), widget);
}

static RcShape
shape_of (RcRetentionAnswer answer)
{
  RcRequirementVerdict verdict = RC_REQUIREMENT_NO_EVIDENCE;

  (void) rc_requirement_verdict_from_code (rc_retention_answer_to_name (answer), &verdict);
  return rc_shape_of_requirement (verdict);
}

static void
add_point (RcSystemCourse     *self,
           RcRetentionQuestion question,
           const RcRetention  *retention)
{
  const RcRetentionPoint *point = &retention->points[question];
  g_autofree char *words = g_strdup_printf ("%s %s", rc_retention_question_words (question),
                                            rc_retention_answer_words (point->answer));
  GtkWidget *mark = rc_state_mark_new (shape_of (point->answer), words);

  rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
  add (self, mark);
  add (self, rc_parts_text (point->words, "rc-muted"));
}

static void
add_retention (RcSystemCourse    *self,
               const RcRetention *retention)
{
  add (self, rc_parts_heading (_("How Long Its Logs Are Kept"), 2));
  for (guint i = 0; i < RC_N_RETENTION_QUESTIONS; i++)
    add_point (self, (RcRetentionQuestion) i, retention);
  for (guint i = 0; i < retention->conflicts->len; i++)
    add (self, rc_state_mark_new (RC_SHAPE_DISAGREE, g_ptr_array_index (retention->conflicts, i)));
}

static void
show_course (RcSystemCourse *self,
             Course         *course)
{
  GtkWidget *timeline = rc_timeline_view_new ();

  add_retention (self, course->retention);
  add (self, rc_parts_heading (_("What Happened When"), 2));
  if (course->timeline->from_us == RC_TIME_NONE)
    {
      add (self, rc_parts_text (_("No inference with a time belongs to it."), "rc-muted"));
      g_object_ref_sink (timeline);
      g_object_unref (timeline);
      return;
    }
  rc_timeline_view_set_timeline (RC_TIMELINE_VIEW (timeline), g_steal_pointer (&course->timeline));
  add (self, timeline);
}

typedef struct
{
  RcSystemCourse *widget;
  GCancellable   *cancellable;
} Reading;

static void
course_read (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autofree Reading *reading = user_data;
  g_autoptr (RcSystemCourse) self = reading->widget;
  g_autoptr (GCancellable) cancellable = reading->cancellable;
  g_autoptr (GError) error = NULL;
  Course *course = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);
  g_autofree char *words = NULL;

  /* Another system was chosen meanwhile, or the page is gone. */
  if (self->reading == cancellable)
    {
      g_clear_object (&self->reading);
      rc_parts_clear (self->box);
      if (course != NULL)
        show_course (self, course);
      else
        add (self, rc_parts_text (words = rc_act_words_of_error (error), "rc-failed"));
    }
  if (course != NULL)
    course_free (course);
}

void
rc_system_course_set_system (RcSystemCourse *self,
                             RcSession      *session,
                             const char     *name)
{
  RcCaseQueue *reader = rc_session_peek_reader (session);
  Reading *reading;

  g_return_if_fail (RC_IS_SYSTEM_COURSE (self));

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  rc_parts_clear (self->box);
  if (name == NULL || reader == NULL)
    return;

  add (self, rc_parts_text (_("Reading…"), "rc-muted"));
  self->reading = g_cancellable_new ();
  reading = g_new0 (Reading, 1);
  *reading = (Reading) { g_object_ref (self), g_object_ref (self->reading) };
  rc_case_queue_run_async (reader, read_course, g_strdup (name), g_free, course_free, self->reading, course_read, reading);
}

gboolean
rc_system_course_is_settled (RcSystemCourse *self)
{
  return self->reading == NULL;
}

/* --- The widget --- */

static void
rc_system_course_dispose (GObject *object)
{
  RcSystemCourse *self = RC_SYSTEM_COURSE (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (rc_system_course_parent_class)->dispose (object);
}

static void
rc_system_course_class_init (RcSystemCourseClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rc_system_course_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rc_system_course_init (RcSystemCourse *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);
  rc_parts_set_margins (self->box, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
rc_system_course_new (void)
{
  return g_object_new (RC_TYPE_SYSTEM_COURSE, NULL);
}
