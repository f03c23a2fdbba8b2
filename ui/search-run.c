/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/search-run.h"

#include "core/text-search-note.h"
#include "core/words.h"
#include "reports/exhibit.h"
#include "ui/act-words.h"

struct _RcSearchRun
{
  GObject             parent_instance;
  RcSession          *session;
  RcCaseQueue        *queue;        /* (nullable): of the search that is running */
  GCancellable       *cancellable;  /* (nullable): of the same */
  char               *text;
  RcTextPatternFlags  flags;
  GPtrArray          *rows;         /* of RcSearchRow */
  RcTextCounts        counts;
  RcSearchRunOutcome  outcome;
  char               *trouble;      /* (nullable) */
};

G_DEFINE_FINAL_TYPE (RcSearchRun, rc_search_run, G_TYPE_OBJECT)

enum
{
  SIGNAL_PROGRESS,
  SIGNAL_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What goes to the thread of a search and comes back. */
typedef struct
{
  GWeakRef            run;
  char               *text;
  RcTextPatternFlags  flags;
  char               *after;        /* (nullable) */
  GPtrArray          *rows;         /* of RcSearchRow */
  GHashTable         *sources;      /* gint64 → RcSource: of the rows */
  RcCase             *case_file;    /* while the search runs */
  RcTextCounts        counts;
  gboolean            is_cancelled;
  GError             *error;        /* (nullable): of making the words */
} Work;

static void
row_clear (gpointer data)
{
  RcSearchRow *self = data;

  rc_text_hit_free (self->hit);
  g_free (self->place);
}

static void
row_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, row_clear);
}

static gpointer
row_ref (gconstpointer row,
         gpointer      data)
{
  return g_atomic_rc_box_acquire ((gpointer) row);
}

static void
work_free (gpointer data)
{
  Work *self = data;

  g_weak_ref_clear (&self->run);
  g_free (self->text);
  g_free (self->after);
  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->sources);
  g_clear_error (&self->error);
  g_free (self);
}

static RcTextQuery
make_query (const Work *work)
{
  return (RcTextQuery) {
    .text = work->text,
    .flags = work->flags,
    .filter = { .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE },
    .limit = RC_SEARCH_RUN_PLACES,
    .after = work->after,
  };
}

/* --- In the thread of the search --- */

static const RcSource *
find_source (Work   *work,
             gint64  id)
{
  RcSource *source = g_hash_table_lookup (work->sources, &id);

  if (source == NULL)
    {
      source = rc_source_load (rc_case_get_database (work->case_file), id, &work->error);
      if (source != NULL)
        g_hash_table_insert (work->sources, &source->id, source);
    }
  return source;
}

static gboolean
take_hit (const RcTextHit *hit,
          gpointer         user_data)
{
  Work *work = user_data;
  const RcSource *source = find_source (work, hit->source);
  RcSearchRow *row;

  if (source == NULL)
    return FALSE;

  row = g_atomic_rc_box_new0 (RcSearchRow);
  row->hit = rc_text_hit_copy (hit);
  row->place = rc_exhibit_dup_place (source, hit->source, hit->record);
  g_ptr_array_add (work->rows, row);
  return TRUE;
}

typedef struct
{
  RcSearchRun  *run;
  RcTextCounts  counts;
} Progress;

static void
progress_free (gpointer data)
{
  Progress *self = data;

  g_object_unref (self->run);
  g_free (self);
}

static gboolean
deliver_progress (gpointer data)
{
  const Progress *progress = data;

  if (progress->run->cancellable != NULL)
    g_signal_emit (progress->run, signals[SIGNAL_PROGRESS], 0, progress->counts.bytes, progress->counts.total, progress->counts.hits);
  return G_SOURCE_REMOVE;
}

static void
tell_progress (const RcTextCounts *counts,
               gpointer            user_data)
{
  Work *work = user_data;
  RcSearchRun *run = g_weak_ref_get (&work->run);
  Progress *progress;

  if (run == NULL)
    return;
  progress = g_new0 (Progress, 1);
  progress->run = run;
  progress->counts = *counts;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, deliver_progress, progress, progress_free);
}

/* A search that was cancelled is one with what it found until then. */
static gpointer
search (RcCase          *case_file,
        RcRecordReader  *reader,
        gpointer         data,
        GCancellable    *cancellable,
        GError         **error)
{
  Work *work = data;
  RcTextQuery query = make_query (work);
  g_autoptr (GError) searching = NULL;
  gboolean good;

  work->case_file = case_file;
  good = rc_text_search (case_file, reader, &query, take_hit, tell_progress, work, &work->counts, cancellable, &searching);
  work->case_file = NULL;
  if (good && work->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&work->error));
      return NULL;
    }
  work->is_cancelled = g_error_matches (searching, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  if (good || work->is_cancelled)
    return work;

  g_propagate_error (error, g_steal_pointer (&searching));
  return NULL;
}

/* --- The entry of the custody log --- */

static gpointer
note (RcCase          *case_file,
      RcRecordReader  *reader,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  const Work *work = data;
  RcTextQuery query = make_query (work);

  return rc_text_search_note (case_file, &query, &work->counts, NULL, NULL, error) ? data : NULL;
}

/* --- The end --- */

static void
end (RcSearchRun        *self,
     RcSearchRunOutcome  outcome)
{
  rc_session_set_searcher (self->session, NULL);
  g_clear_object (&self->queue);
  g_clear_object (&self->cancellable);
  self->outcome = outcome;
  g_signal_emit (self, signals[SIGNAL_ENDED], 0);
}

static void
fail (RcSearchRun  *self,
      const GError *error)
{
  g_free (self->trouble);
  self->trouble = rc_act_words_of_error (error);
  end (self, RC_SEARCH_RUN_FAILED);
}

static void
hand_out (RcSearchRun *self,
          Work        *work)
{
  GPtrArray *rows = g_ptr_array_copy (self->rows, row_ref, NULL);

  /* A list shows the array that was handed out before: it stays as it is. */
  g_ptr_array_extend (rows, work->rows, row_ref, NULL);
  g_ptr_array_unref (self->rows);
  self->rows = rows;
  self->counts = work->counts;
  end (self, work->is_cancelled ? RC_SEARCH_RUN_CANCELLED : work->counts.is_complete ? RC_SEARCH_RUN_ENDED : RC_SEARCH_RUN_MORE);
}

typedef struct
{
  RcSearchRun *run;
  Work        *work;
  gulong       waiting;     /* for the end of an act that began meanwhile; 0: not */
} Noting;

static void
noted (GObject      *source,
       GAsyncResult *result,
       gpointer      user_data)
{
  g_autofree Noting *noting = user_data;
  g_autoptr (RcSearchRun) self = noting->run;
  g_autoptr (GError) error = NULL;

  (void) rc_session_act_finish (RC_SESSION (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (&error);
      g_set_error (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s",
                   _("The search was not entered in the custody log, so what it found is not shown."));
    }
  if (error != NULL)
    fail (self, error);
  else
    hand_out (self, noting->work);
  work_free (noting->work);
}

/* An entry at a time: that of the search follows the act that began meanwhile. */
static void
note_when_idle (Noting *noting)
{
  RcSearchRun *self = noting->run;

  if (rc_session_is_busy (self->session))
    {
      if (noting->waiting == 0)
        noting->waiting = g_signal_connect_swapped (self->session, "notify::busy", G_CALLBACK (note_when_idle), noting);
      return;
    }
  if (noting->waiting != 0)
    g_signal_handler_disconnect (self->session, noting->waiting);
  noting->waiting = 0;
  if (rc_session_is_writable (self->session))
    {
      rc_session_act_async (self->session, note, noting->work, NULL, NULL, noted, noting);
      return;
    }

  hand_out (self, noting->work);
  work_free (noting->work);
  g_object_unref (self);
  g_free (noting);
}

static void
searched (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Noting *noting = user_data;
  RcSearchRun *self = noting->run;
  g_autoptr (GError) error = NULL;

  (void) rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);
  /* Cancelled before it began: nothing was searched, and that is told. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      noting->work->is_cancelled = TRUE;
      g_clear_error (&error);
    }
  if (error == NULL)
    {
      note_when_idle (noting);
      return;
    }

  fail (self, error);
  work_free (noting->work);
  g_object_unref (self);
  g_free (noting);
}

/* --- The beginning --- */

static void
opened (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  Noting *noting = user_data;
  g_autoptr (GError) error = NULL;

  if (!rc_case_queue_open_finish (RC_CASE_QUEUE (source), result, &error))
    {
      g_autoptr (RcSearchRun) self = noting->run;

      fail (self, error);
      work_free (noting->work);
      g_free (noting);
      return;
    }
  rc_case_queue_run_async (RC_CASE_QUEUE (source), search, noting->work, NULL, NULL, noting->run->cancellable, searched, noting);
}

static void
begin (RcSearchRun *self,
       const char  *after)
{
  Noting *noting = g_new0 (Noting, 1);
  Work *work = g_new0 (Work, 1);

  g_weak_ref_init (&work->run, self);
  work->text = g_strdup (self->text);
  work->flags = self->flags;
  work->after = g_strdup (after);
  work->rows = g_ptr_array_new_with_free_func (row_unref);
  work->sources = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) rc_source_free);
  noting->run = g_object_ref (self);
  noting->work = work;

  g_clear_pointer (&self->trouble, g_free);
  self->cancellable = g_cancellable_new ();
  self->queue = rc_case_queue_new ();
  rc_session_set_searcher (self->session, self->queue);
  rc_case_queue_open_async (self->queue, rc_session_peek_path (self->session), FALSE, opened, noting);
}

static gboolean
may_begin (RcSearchRun *self)
{
  g_autoptr (GError) error = NULL;

  if (self->cancellable != NULL || rc_session_peek_reader (self->session) == NULL)
    return FALSE;
  if (!rc_session_is_busy (self->session))
    return TRUE;

  /* Its entry in the custody log would have to wait for the end of the act. */
  g_set_error (&error, G_IO_ERROR, G_IO_ERROR_BUSY, "%s",
               _("Something is still running in this case. Wait for its end, or cancel it, and try again."));
  fail (self, error);
  return FALSE;
}

/**
 * rc_search_run_start:
 * @text: what is looked for
 *
 * What was found before is forgotten. Ends with "ended", also where it could not begin.
 */
void
rc_search_run_start (RcSearchRun        *self,
                     const char         *text,
                     RcTextPatternFlags  flags)
{
  g_return_if_fail (RC_IS_SEARCH_RUN (self));

  if (!may_begin (self))
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  self->flags = flags;
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = g_ptr_array_new_with_free_func (row_unref);
  begin (self, NULL);
}

void
rc_search_run_go_on (RcSearchRun *self)
{
  const RcSearchRow *last;
  g_autofree char *cursor = NULL;

  g_return_if_fail (RC_IS_SEARCH_RUN (self));

  if (self->rows->len == 0 || !may_begin (self))
    return;
  last = g_ptr_array_index (self->rows, self->rows->len - 1);
  cursor = rc_text_hit_dup_cursor (last->hit);
  begin (self, cursor);
}

void
rc_search_run_cancel (RcSearchRun *self)
{
  g_return_if_fail (RC_IS_SEARCH_RUN (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

gboolean
rc_search_run_is_running (RcSearchRun *self)
{
  return self->cancellable != NULL;
}

GPtrArray *
rc_search_run_peek_rows (RcSearchRun *self)
{
  return self->rows;
}

RcSearchRunOutcome
rc_search_run_get_outcome (RcSearchRun *self)
{
  return self->outcome;
}

const char *
rc_search_run_peek_trouble (RcSearchRun *self)
{
  return self->trouble;
}

const RcTextCounts *
rc_search_run_peek_counts (RcSearchRun *self)
{
  return &self->counts;
}

static void
rc_search_run_finalize (GObject *object)
{
  RcSearchRun *self = RC_SEARCH_RUN (object);

  g_clear_object (&self->queue);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_ptr_array_unref (self->rows);
  g_free (self->text);
  g_free (self->trouble);
  G_OBJECT_CLASS (rc_search_run_parent_class)->finalize (object);
}

static void
rc_search_run_class_init (RcSearchRunClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rc_search_run_finalize;
  signals[SIGNAL_PROGRESS] = g_signal_new ("progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                           G_TYPE_UINT64, G_TYPE_UINT64, G_TYPE_UINT64);
  signals[SIGNAL_ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rc_search_run_init (RcSearchRun *self)
{
  self->rows = g_ptr_array_new_with_free_func (row_unref);
}

/* The case is closed. */
static void
session_changed (RcSearchRun *self)
{
  if (rc_session_peek_reader (self->session) == NULL)
    rc_search_run_cancel (self);
}

RcSearchRun *
rc_search_run_new (RcSession *session)
{
  RcSearchRun *self = g_object_new (RC_TYPE_SEARCH_RUN, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::writable", G_CALLBACK (session_changed), self, G_CONNECT_SWAPPED);
  return self;
}
