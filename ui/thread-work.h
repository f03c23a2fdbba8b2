/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * rc_thread_work_run:
 * @task: of which the caller keeps its own reference
 * @work: runs in a thread of its own, and answers @task
 *
 * As g_task_run_in_thread(), but the program does not end before @task is answered. Otherwise it would tear down the libraries that @work is using when
 * the last window goes: it would crash, and what @work had to clear away, as the files of a bundle in clear, would stay behind. Whoever may leave early
 * cancels the task, or waits for it.
 */
void rc_thread_work_run (GTask           *task,
                         GTaskThreadFunc  work);

G_END_DECLS
