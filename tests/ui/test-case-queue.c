/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/custody.h"
#include "ui-fixture.h"
#include "ui/case-queue.h"

/* One thread for each queue: order, cancellation, who frees what where, and reading beside writing. */

static void
store_result (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static RcCaseQueue *
open_queue (const char *path,
            gboolean    for_writing)
{
  RcCaseQueue *queue = rc_case_queue_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rc_case_queue_open_async (queue, path, for_writing, store_result, &result);
  ui_fixture_wait (has_result, &result);
  g_assert_true (rc_case_queue_open_finish (queue, result, &error));
  g_assert_no_error (error);
  return queue;
}

static void
close_queue (RcCaseQueue *queue)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rc_case_queue_close_async (queue, store_result, &result);
  ui_fixture_wait (has_result, &result);
  g_assert_true (rc_case_queue_close_finish (queue, result, &error));
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_finalize_object (queue);
}

/* --- Order and threads --- */

typedef struct
{
  GString *order;
  GThread *thread;
  GThread *freed_in;
  char     letter;
} Step;

static gpointer
note_step (RcCase          *case_file,
           RcRecordReader  *reader,
           gpointer         data,
           GCancellable    *cancellable,
           GError         **error)
{
  Step *step = data;

  g_assert_nonnull (case_file);
  g_assert_nonnull (reader);
  g_string_append_c (step->order, step->letter);
  step->thread = g_thread_self ();
  return g_strdup ("done");
}

static void
note_freed (gpointer data)
{
  ((Step *) data)->freed_in = g_thread_self ();
}

static void
test_order (UiFixtureOf   *of,
            gconstpointer  data)
{
  RcCaseQueue *queue = open_queue (of->fixture->case_path, FALSE);
  g_autoptr (GString) order = g_string_new (NULL);
  g_autofree Step *steps = g_new0 (Step, 5);
  GAsyncResult *results[5] = { NULL };

  for (guint i = 0; i < 5; i++)
    {
      steps[i] = (Step) { .order = order, .letter = (char) ('a' + i) };
      rc_case_queue_run_async (queue, note_step, &steps[i], note_freed, g_free, NULL, store_result, &results[i]);
    }
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *answer = NULL;

      ui_fixture_wait (has_result, &results[i]);
      answer = rc_case_queue_run_finish (queue, results[i], NULL);
      g_assert_cmpstr (answer, ==, "done");
      g_clear_object (&results[i]);
    }
  ui_fixture_settle (1);
  g_assert_cmpstr (order->str, ==, "abcde");
  for (guint i = 0; i < 5; i++)
    {
      g_assert_true (steps[i].thread == steps[0].thread && steps[i].thread != g_thread_self ());
      g_assert_true (steps[i].freed_in == g_thread_self ());
    }
  close_queue (queue);
}

/* --- Cancelling --- */

static gpointer
wait_for_cancel (RcCase          *case_file,
                 RcRecordReader  *reader,
                 gpointer         data,
                 GCancellable    *cancellable,
                 GError         **error)
{
  while (!g_cancellable_set_error_if_cancelled (cancellable, error))
    g_usleep (1000);
  return NULL;
}

static gpointer
cancel_and_answer (RcCase          *case_file,
                   RcRecordReader  *reader,
                   gpointer         data,
                   GCancellable    *cancellable,
                   GError         **error)
{
  g_cancellable_cancel (cancellable);
  return g_strdup ("committed");
}

static void
test_cancel (UiFixtureOf   *of,
             gconstpointer  data)
{
  RcCaseQueue *queue = open_queue (of->fixture->case_path, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GString) order = g_string_new (NULL);
  g_autoptr (GAsyncResult) running = NULL, queued = NULL, late = NULL;
  g_autoptr (GCancellable) of_late = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;
  Step step = { .order = order, .letter = 'x' };

  rc_case_queue_run_async (queue, wait_for_cancel, NULL, NULL, NULL, cancellable, store_result, &running);
  rc_case_queue_run_async (queue, note_step, &step, note_freed, g_free, cancellable, store_result, &queued);
  g_cancellable_cancel (cancellable);
  ui_fixture_wait (has_result, &running);
  g_assert_null (rc_case_queue_run_finish (queue, running, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  ui_fixture_wait (has_result, &queued);
  g_assert_null (rc_case_queue_run_finish (queue, queued, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&queued);
  ui_fixture_settle (1);
  g_assert_cmpstr (order->str, ==, "");
  g_assert_true (step.freed_in == g_thread_self ());

  /* What was committed when the cancellation came is told as done. */
  rc_case_queue_run_async (queue, cancel_and_answer, NULL, NULL, g_free, of_late, store_result, &late);
  ui_fixture_wait (has_result, &late);
  answer = rc_case_queue_run_finish (queue, late, NULL);
  g_assert_cmpstr (answer, ==, "committed");
  g_clear_object (&late);
  g_clear_object (&running);
  close_queue (queue);
}

/* --- Reading beside writing --- */

static gpointer
count_sources (RcCase          *case_file,
               RcRecordReader  *reader,
               gpointer         data,
               GCancellable    *cancellable,
               GError         **error)
{
  g_autoptr (GPtrArray) sources = rc_source_list (case_file, error);

  return sources != NULL ? GUINT_TO_POINTER (sources->len) : NULL;
}

static gpointer
import (RcCase          *case_file,
        RcRecordReader  *reader,
        gpointer         data,
        GCancellable    *cancellable,
        GError         **error)
{
  const char *paths[] = { data, NULL };
  const RcImportOptions options = { 0 };
  g_autoptr (RcImportResult) result = rc_import_paths (case_file, paths, &options, cancellable, error);

  return result != NULL ? GUINT_TO_POINTER (result->sources->len) : NULL;
}

static guint
run (RcCaseQueue *queue,
     RcCaseWork   work,
     gpointer     data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gpointer answer;

  rc_case_queue_run_async (queue, work, data, NULL, NULL, NULL, store_result, &result);
  ui_fixture_wait (has_result, &result);
  answer = rc_case_queue_run_finish (queue, result, &error);
  g_assert_no_error (error);
  return GPOINTER_TO_UINT (answer);
}

static void
test_reader_beside_writer (UiFixtureOf   *of,
                           gconstpointer  data)
{
  RcCaseQueue *writer = open_queue (of->fixture->case_path, TRUE);
  RcCaseQueue *reader = open_queue (of->fixture->case_path, FALSE);
  guint sources;

  g_assert_true (rc_case_queue_is_writable (writer));
  g_assert_null (rc_case_queue_peek_holder (writer));
  g_assert_false (rc_case_queue_is_writable (reader));
  g_assert_cmpuint (run (reader, count_sources, NULL), ==, 0);
  sources = run (writer, import, of->fixture->evidence);
  g_assert_cmpuint (sources, >, 5);
  g_assert_cmpuint (run (reader, count_sources, NULL), ==, sources);

  close_queue (reader);
  close_queue (writer);
  g_assert_true (ui_fixture_is_alone (of->fixture->case_path));
}

static void
test_second_writer (UiFixtureOf   *of,
                    gconstpointer  data)
{
  RcCaseQueue *first = open_queue (of->fixture->case_path, TRUE);
  RcCaseQueue *second = open_queue (of->fixture->case_path, TRUE);

  g_assert_false (rc_case_queue_is_writable (second));
  g_assert_nonnull (strstr (rc_case_queue_peek_holder (second), "open for writing in this program already"));
  /* The writer goes first here: the last reader puts the journal back. */
  close_queue (first);
  close_queue (second);
  g_assert_true (ui_fixture_is_alone (of->fixture->case_path));
}

/* --- What cannot be opened --- */

static void
test_not_opened (UiFixtureOf   *of,
                 gconstpointer  data)
{
  g_autoptr (RcCaseQueue) queue = rc_case_queue_new ();
  g_autoptr (GAsyncResult) result = NULL, after = NULL, again = NULL;
  g_autoptr (GError) error = NULL;

  rc_case_queue_open_async (queue, of->fixture->folder, FALSE, store_result, &result);
  rc_case_queue_run_async (queue, count_sources, NULL, NULL, NULL, NULL, store_result, &after);
  ui_fixture_wait (has_result, &after);
  g_assert_false (rc_case_queue_open_finish (queue, result, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_A_CASE);
  g_clear_error (&error);
  g_assert_null (rc_case_queue_run_finish (queue, after, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_error (&error);

  rc_case_queue_open_async (queue, of->fixture->case_path, FALSE, store_result, &again);
  ui_fixture_wait (has_result, &again);
  g_assert_true (rc_case_queue_open_finish (queue, again, &error));
  g_assert_no_error (error);
}

static void
test_dropped (UiFixtureOf   *of,
              gconstpointer  data)
{
  RcCaseQueue *queue = open_queue (of->fixture->case_path, TRUE);

  g_assert_finalize_object (queue);
  g_assert_true (ui_fixture_is_alone (of->fixture->case_path));
}

int
main (int    argc,
      char **argv)
{
  if (!ui_fixture_init (&argc, &argv))
    return 0;

#define ADD(name, func) g_test_add ("/ui/case-queue/" name, UiFixtureOf, NULL, ui_fixture_set_up_empty, func, ui_fixture_tear_down)
  ADD ("order", test_order);
  ADD ("cancel", test_cancel);
  ADD ("reader-beside-writer", test_reader_beside_writer);
  ADD ("second-writer", test_second_writer);
  ADD ("not-opened", test_not_opened);
  ADD ("dropped", test_dropped);
#undef ADD
  return g_test_run ();
}
