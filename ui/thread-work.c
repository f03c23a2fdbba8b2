/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/thread-work.h"

static void
answered (GTask        *task,
          GParamSpec   *property,
          GApplication *application)
{
  g_application_release (application);
}

void
rc_thread_work_run (GTask           *task,
                    GTaskThreadFunc  work)
{
  GApplication *application = g_application_get_default ();

  g_return_if_fail (G_IS_TASK (task));

  /* Some tests have none. */
  if (application != NULL)
    {
      g_application_hold (application);
      g_signal_connect_object (task, "notify::completed", G_CALLBACK (answered), application, 0);
    }
  g_task_run_in_thread (task, work);
}
