/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "work-pool.h"

/* More would only take memory: the disk is not quicker. */
#define MAX_WORKERS 4

typedef struct
{
  gpointer item;
  gboolean done;
} WorkItem;

struct _RcWorkPool
{
  GThread          *threads[MAX_WORKERS];
  guint             n_threads;
  RcWorkerNewFunc   worker_new;
  RcWorkerFreeFunc  worker_free;
  RcWorkerRunFunc   run;
  gpointer          user_data;
  GMutex            lock;
  GCond             changed;
  GQueue            waiting;     /* of WorkItem: not begun */
  GQueue            order;       /* of WorkItem: all inside, in the order they came */
  gboolean          stopping;
};

static gpointer
work (gpointer data)
{
  RcWorkPool *self = data;
  gpointer worker = self->worker_new (self->user_data);

  g_mutex_lock (&self->lock);
  while (!self->stopping)
    {
      WorkItem *item = g_queue_pop_head (&self->waiting);

      if (item == NULL)
        {
          g_cond_wait (&self->changed, &self->lock);
          continue;
        }

      g_mutex_unlock (&self->lock);
      self->run (worker, item->item);
      g_mutex_lock (&self->lock);
      item->done = TRUE;
      g_cond_broadcast (&self->changed);
    }
  g_mutex_unlock (&self->lock);

  self->worker_free (worker);
  return NULL;
}

/**
 * rc_work_pool_new:
 * @n_threads: 0 for one for each processor, at least two and at most four; with 1 the items are worked on in their order
 * @worker_new: makes the scratch of one thread, in that thread
 * @worker_free: frees it
 * @run: works on one item
 */
RcWorkPool *
rc_work_pool_new (guint            n_threads,
                  RcWorkerNewFunc  worker_new,
                  RcWorkerFreeFunc worker_free,
                  RcWorkerRunFunc  run,
                  gpointer         user_data)
{
  RcWorkPool *self = g_new0 (RcWorkPool, 1);

  self->worker_new = worker_new;
  self->worker_free = worker_free;
  self->run = run;
  self->user_data = user_data;
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_queue_init (&self->waiting);
  g_queue_init (&self->order);
  self->n_threads = n_threads > 0 ? MIN (n_threads, MAX_WORKERS) : CLAMP (g_get_num_processors (), 2, MAX_WORKERS);
  for (guint i = 0; i < self->n_threads; i++)
    self->threads[i] = g_thread_new ("recount-worker", work, self);
  return self;
}

void
rc_work_pool_free (RcWorkPool *self)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  for (guint i = 0; i < self->n_threads; i++)
    g_thread_join (self->threads[i]);

  g_queue_clear (&self->waiting);
  g_queue_clear_full (&self->order, g_free);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

void
rc_work_pool_push (RcWorkPool *self,
                   gpointer    item)
{
  WorkItem *work_item = g_new0 (WorkItem, 1);

  work_item->item = item;
  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->waiting, work_item);
  g_queue_push_tail (&self->order, work_item);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

/**
 * rc_work_pool_pop:
 *
 * Returns: (transfer full) (nullable): the item that was handed in first, once it is done; %NULL where none is inside
 */
gpointer
rc_work_pool_pop (RcWorkPool *self)
{
  WorkItem *work_item;
  gpointer item = NULL;

  g_mutex_lock (&self->lock);
  work_item = g_queue_peek_head (&self->order);
  if (work_item != NULL)
    {
      while (!work_item->done)
        g_cond_wait (&self->changed, &self->lock);
      g_queue_pop_head (&self->order);
      item = work_item->item;
      g_free (work_item);
    }
  g_mutex_unlock (&self->lock);
  return item;
}

guint
rc_work_pool_in_flight (RcWorkPool *self)
{
  guint count;

  g_mutex_lock (&self->lock);
  count = self->order.length;
  g_mutex_unlock (&self->lock);
  return count;
}
