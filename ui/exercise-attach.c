/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/exercise-attach.h"

#include "core/source.h"
#include "core/words.h"
#include "ui/act-words.h"

/* More than these of one import are not named one by one: the import itself stands in the custody log. */
#define MOST_ATTACHED 100u
#define ATTACHING_KEY "rc-attaching"

/* One import whose end is waited for. */
typedef struct
{
  RcExerciseLive *live;
  gint64          last;       /* number of the last source before it */
  gulong          busy;       /* handler of the session */
} Attaching;

static void
attaching_free (gpointer data)
{
  Attaching *self = data;

  g_clear_signal_handler (&self->busy, rc_exercise_live_peek_session (self->live));
  g_free (self);
}

/* --- What is new --- */

typedef struct
{
  gint64  source;
  char   *name;
} Found;

static void
found_clear (gpointer data)
{
  g_free (((Found *) data)->name);
}

/* What came as itself, also where its bytes were in the case before: members of an archive stand under it. */
static gpointer
list_new (RcCase          *case_file,
          RcRecordReader  *reader,
          gpointer         data,
          GCancellable    *cancellable,
          GError         **error)
{
  const gint64 *last = data;
  g_autoptr (GPtrArray) sources = rc_source_list (case_file, error);
  GArray *list;

  if (sources == NULL)
    return NULL;

  list = g_array_new (FALSE, FALSE, sizeof (Found));
  g_array_set_clear_func (list, found_clear);
  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);
      const Found found = { source->id, g_strdup (source->name) };

      if (source->id > *last && source->parent <= *last)
        g_array_append_val (list, found);
      else
        g_free (found.name);
    }
  return list;
}

static void
tell_trouble (RcExerciseLive *live,
              const GError   *error)
{
  g_autofree char *message = rc_act_words_of_error (error);

  rc_session_say (rc_exercise_live_peek_session (live), TRUE, _("This was not attached to the exercise: %s"), message);
}

static void
attach (RcExerciseLive *live,
        const GArray   *found)
{
  g_autofree RcExerciseStep *steps = g_new0 (RcExerciseStep, MAX (found->len, 1));
  guint n_steps = MIN (found->len, MOST_ATTACHED);

  for (guint i = 0; i < n_steps; i++)
    {
      const Found *of = &g_array_index (found, Found, i);

      steps[i] = (RcExerciseStep) { .kind = RC_EXERCISE_ATTACHED, .source = of->source, .text = of->name };
    }
  if (n_steps > 0)
    rc_exercise_live_act_async (live, steps, n_steps, NULL, NULL);
  else
    rc_session_say (rc_exercise_live_peek_session (live), FALSE, "%s",
                    _("Nothing new came in. Attach the exhibit that the case has already."));
}

static void
new_listed (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (RcExerciseLive) live = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) found = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);

  if (found != NULL)
    attach (live, found);
  else
    tell_trouble (live, error);
}

static void
busy_changed (RcSession  *session,
              GParamSpec *pspec,
              gpointer    user_data)
{
  Attaching *self = user_data;
  g_autoptr (RcExerciseLive) live = g_object_ref (self->live);
  gint64 last = self->last;

  if (rc_session_is_busy (session))
    return;

  g_object_set_data (G_OBJECT (live), ATTACHING_KEY, NULL);
  if (rc_session_peek_reader (session) != NULL)
    rc_case_queue_run_async (rc_session_peek_reader (session), list_new, g_memdup2 (&last, sizeof last), g_free, (GDestroyNotify) g_array_unref,
                             NULL, new_listed, g_steal_pointer (&live));
}

/* --- The import --- */

static gpointer
find_last (RcCase          *case_file,
           RcRecordReader  *reader,
           gpointer         data,
           GCancellable    *cancellable,
           GError         **error)
{
  g_autoptr (GPtrArray) sources = rc_source_list (case_file, error);
  gint64 *last = sources != NULL ? g_new0 (gint64, 1) : NULL;

  if (sources != NULL && sources->len > 0)
    *last = ((const RcSource *) g_ptr_array_index (sources, sources->len - 1))->id;
  return last;
}

static void
begin_import (RcExerciseLive     *live,
              const char * const *paths,
              gint64              last)
{
  RcSession *session = rc_exercise_live_peek_session (live);
  RcImportRequest *request = rc_import_request_new_for_paths (paths);
  Attaching *self = g_new0 (Attaching, 1);

  request->obtained = g_strdup_printf (_("handed over in the middle of exercise %lld"), (long long) rc_exercise_live_get_number (live));
  self->live = live;
  self->last = last;
  self->busy = g_signal_connect (session, "notify::busy", G_CALLBACK (busy_changed), self);
  g_object_set_data_full (G_OBJECT (live), ATTACHING_KEY, self, attaching_free);
  rc_session_import_request (session, request);
}

typedef struct
{
  RcExerciseLive *live;
  GStrv           paths;
} Wanted;

static void
last_found (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Wanted *wanted = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *last = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);

  if (last != NULL)
    begin_import (wanted->live, (const char * const *) wanted->paths, *last);
  else
    tell_trouble (wanted->live, error);
  g_object_unref (wanted->live);
  g_strfreev (wanted->paths);
  g_free (wanted);
}

void
rc_exercise_attach_paths (RcExerciseLive     *live,
                          const char * const *paths)
{
  RcCaseQueue *reader = rc_session_peek_reader (rc_exercise_live_peek_session (live));
  Wanted *wanted;

  g_return_if_fail (RC_IS_EXERCISE_LIVE (live));

  if (reader == NULL)
    return;
  wanted = g_new0 (Wanted, 1);
  wanted->live = g_object_ref (live);
  wanted->paths = g_strdupv ((char **) paths);
  rc_case_queue_run_async (reader, find_last, NULL, NULL, g_free, NULL, last_found, wanted);
}
