/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdlib.h>
#include <time.h>

#include "ui-fixture.h"
#include "ui/application.h"
#include "ui/window.h"

/*
 * Whether the window goes on drawing while the case works. A source that wants to run every 5 ms times itself; RECOUNT_HEARTBEAT=100000
 * measures with as many inferences. What is held to a bound is the time that the main thread itself was at work between two beats: how
 * long it had to wait for a processor depends on what else the machine does, and is only told.
 */
#define BEAT_MILLISECONDS 5
#define MOST_MILLISECONDS 250

typedef struct
{
  gint64 last;
  gint64 last_work;
  gint64 longest;        /* microseconds, as the clock on the wall goes */
  gint64 longest_work;   /* microseconds of the main thread */
  guint  beats;
  guint  late;           /* over 50 ms on the wall */
} Heart;

static RcApplication *application;

static gint64
get_work (void)
{
  struct timespec work;

  g_assert_cmpint (clock_gettime (CLOCK_THREAD_CPUTIME_ID, &work), ==, 0);
  return (gint64) work.tv_sec * G_USEC_PER_SEC + work.tv_nsec / 1000;
}

static gboolean
beat (gpointer data)
{
  Heart *heart = data;
  gint64 now = g_get_monotonic_time ();
  gint64 work = get_work ();

  if (heart->last > 0)
    {
      heart->longest_work = MAX (heart->longest_work, work - heart->last_work);
      heart->longest = MAX (heart->longest, now - heart->last);
      heart->late += now - heart->last > 50000 ? 1 : 0;
    }
  heart->last = now;
  heart->last_work = work;
  heart->beats++;
  return G_SOURCE_CONTINUE;
}

static guint
start (Heart *heart)
{
  *heart = (Heart) { 0 };
  return g_timeout_add_full (G_PRIORITY_HIGH, BEAT_MILLISECONDS, beat, heart, NULL);
}

static void
stop (Heart      *heart,
      guint       source,
      const char *what)
{
  g_source_remove (source);
  g_test_message ("%s: %u beats, longest gap %.1f ms, of them %.1f ms of work, %u gaps over 50 ms", what, heart->beats,
                  (double) heart->longest / 1000, (double) heart->longest_work / 1000, heart->late);
  g_assert_cmpuint (heart->beats, >, 0);
  g_assert_cmpint (heart->longest_work, <, MOST_MILLISECONDS * 1000);
}

static gboolean
has_case (gpointer data)
{
  return strcmp (rc_window_peek_view (data), "case") == 0;
}

static gboolean
is_idle (gpointer data)
{
  return !rc_session_is_busy (data);
}

/* As long as it takes. */
static void
wait_for_end (RcSession *session)
{
  while (!is_idle (session))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_import_and_check (void)
{
  const char *wanted = g_getenv ("RECOUNT_HEARTBEAT");
  UiFixture *fixture = ui_fixture_new (wanted != NULL ? (guint64) atoi (wanted) : 3000, UI_CASE_EMPTY);
  const char * const paths[] = { fixture->evidence, NULL };
  gpointer window = rc_window_new (GTK_APPLICATION (application));
  RcSession *session;
  Heart heart;
  guint source;

  g_object_add_weak_pointer (window, &window);
  gtk_window_present (window);
  rc_window_open (window, fixture->case_path, TRUE);
  ui_fixture_wait (has_case, window);
  session = rc_window_peek_session (window);
  ui_fixture_settle (300);

  source = start (&heart);
  rc_session_import (session, paths);
  wait_for_end (session);
  ui_fixture_settle (500);
  stop (&heart, source, "import");

  source = start (&heart);
  rc_session_verify (session);
  wait_for_end (session);
  ui_fixture_settle (500);
  stop (&heart, source, "check");

  gtk_window_close (window);
  ui_fixture_wait (ui_fixture_is_gone, &window);
  ui_fixture_free (fixture);
}

/* Files that are dropped are looked at in the case's thread. */
static void
test_many_files (void)
{
  UiFixture *fixture = ui_fixture_new (UI_INFERENCES, UI_CASE_EMPTY);
  RcSession *session = ui_fixture_open_session (fixture);
  GSList *files = NULL;
  Heart heart;
  guint source;

  for (guint i = 0; i < 100000; i++)
    {
      g_autofree char *name = g_strdup_printf ("absent-%u", i);

      files = g_slist_prepend (files, g_file_new_build_filename (fixture->folder, name, NULL));
    }
  source = start (&heart);
  rc_session_import_request (session, rc_import_request_new_for_files (files));
  ui_fixture_settle (300);
  rc_session_cancel (session);
  wait_for_end (session);
  stop (&heart, source, "a hundred thousand files");
  ui_fixture_close_session (session);
  ui_fixture_free (fixture);
}

int
main (int    argc,
      char **argv)
{
  int status;

  if (!ui_fixture_init (&argc, &argv))
    return 0;

  application = ui_fixture_new_application (NULL);
  g_test_add_func ("/ui/heartbeat/import-and-check", test_import_and_check);
  g_test_add_func ("/ui/heartbeat/many-files", test_many_files);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
