/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RcWorkPool:
 *
 * A fixed number of threads that work on items handed in by one thread, which takes them back in the order it handed them
 * in. Used by import (items are chunks to be stored) and by verify (items are chunks to be checked).
 */
typedef struct _RcWorkPool RcWorkPool;

typedef gpointer (*RcWorkerNewFunc)  (gpointer user_data);
typedef void     (*RcWorkerFreeFunc) (gpointer worker);
typedef void     (*RcWorkerRunFunc)  (gpointer worker,
                                      gpointer item);

RcWorkPool *rc_work_pool_new       (guint             n_threads,      /* 0: one for each processor, two to four */
                                    RcWorkerNewFunc   worker_new,
                                    RcWorkerFreeFunc  worker_free,
                                    RcWorkerRunFunc   run,
                                    gpointer          user_data);
/* Ends the threads; items still inside are dropped, their memory is the caller's. */
void        rc_work_pool_free      (RcWorkPool       *self);
void        rc_work_pool_push      (RcWorkPool       *self,
                                    gpointer          item);
/* Waits for the item handed in first; NULL where none is inside. */
gpointer    rc_work_pool_pop       (RcWorkPool       *self);
guint       rc_work_pool_in_flight (RcWorkPool       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcWorkPool, rc_work_pool_free)

G_END_DECLS
