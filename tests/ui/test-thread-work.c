/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <gio/gio.h>

#include "ui/thread-work.h"

/* Work outlives the last window, and the program outlives the work. */

/* Much longer than a program without windows and without work runs. */
#define WORK_MICROSECONDS (G_USEC_PER_SEC / 4)

static int is_done;     /* atomic */

static void
work (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  g_usleep (WORK_MICROSECONDS);
  g_atomic_int_set (&is_done, 1);
  g_task_return_boolean (task, TRUE);
}

static void
ended (GObject      *source,
       GAsyncResult *result,
       gpointer      user_data)
{
  gboolean *heard = user_data;

  *heard = g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
start (GApplication *application,
       gboolean     *heard)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, ended, heard);

  rc_thread_work_run (task, work);
}

static void
test_outlived (void)
{
  g_autoptr (GApplication) application = g_application_new ("org.example.ThreadWork", G_APPLICATION_NON_UNIQUE);
  gboolean heard = FALSE;

  g_signal_connect (application, "activate", G_CALLBACK (start), &heard);
  g_assert_cmpint (g_application_run (application, 0, NULL), ==, 0);
  g_assert_true (heard);
  g_assert_cmpint (g_atomic_int_get (&is_done), ==, 1);
}

/* Without an application it is an ordinary thread. */
static void
test_alone (void)
{
  gboolean heard = FALSE;

  g_assert_null (g_application_get_default ());
  start (NULL, &heard);
  while (!heard)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/thread-work/alone", test_alone);
  g_test_add_func ("/ui/thread-work/outlived", test_outlived);
  return g_test_run ();
}
