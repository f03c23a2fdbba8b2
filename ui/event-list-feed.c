/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/event-list-model.h"

/* The rows of a case: searched and read in the reader's thread, one short piece of work after the other. */

/* A piece of the search: pages that are looked at must not wait for longer. */
#define PIECE_MS 30u

typedef struct
{
  RcCaseQueue  *reader;
  RcEventPages *pages;
  GCancellable *growing;
  GCancellable *reading;
} CaseFeed;

/* What goes to the reader's thread and comes back; the model may be gone by then. */
typedef struct
{
  GWeakRef      model;
  RcEventPages *pages;
  guint         first;
  guint         n;
} Demand;

static Demand *
demand_new (RcEventListModel *model,
            RcEventPages     *pages,
            guint             first,
            guint             n)
{
  Demand *self = g_new0 (Demand, 1);

  g_weak_ref_init (&self->model, model);
  self->pages = rc_event_pages_ref (pages);
  self->first = first;
  self->n = n;
  return self;
}

static void
demand_free (gpointer data)
{
  Demand *self = data;

  g_weak_ref_clear (&self->model);
  rc_event_pages_unref (self->pages);
  g_free (self);
}

/* What an answer is for, unless the list has begun anew since; (transfer full) (nullable). */
static RcEventListModel *
get_model (Demand *demand)
{
  RcEventListModel *model = g_weak_ref_get (&demand->model);

  if (model != NULL && rc_event_list_model_peek_pages (model) != demand->pages)
    g_clear_object (&model);
  return model;
}

static gpointer
grow (RcCase          *case_file,
      RcRecordReader  *reader,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  const Demand *demand = data;
  g_autofree RcEventPagesState *state = g_new0 (RcEventPagesState, 1);

  if (!rc_event_pages_grow (demand->pages, case_file, reader, PIECE_MS, state, cancellable, error))
    return NULL;
  return g_steal_pointer (&state);
}

static void
grown (GObject      *source,
       GAsyncResult *result,
       gpointer      user_data)
{
  Demand *demand = user_data;
  g_autoptr (RcEventListModel) model = get_model (demand);
  g_autoptr (GError) error = NULL;
  g_autofree RcEventPagesState *state = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);

  if (model != NULL && !rc_event_list_model_was_stopped (model))
    rc_event_list_model_take_state (model, state, error);
  demand_free (demand);
}

static void
ask_more (RcEventListModel *model,
          gpointer          data)
{
  CaseFeed *self = data;

  rc_case_queue_run_async (self->reader, grow, demand_new (model, self->pages, 0, 0), demand_free, g_free, self->growing, grown,
                           demand_new (model, self->pages, 0, 0));
}

static gpointer
read_rows (RcCase          *case_file,
           RcRecordReader  *reader,
           gpointer         data,
           GCancellable    *cancellable,
           GError         **error)
{
  const Demand *demand = data;

  return rc_event_pages_read (demand->pages, case_file, reader, demand->first, demand->n, cancellable, error);
}

static void
rows_read (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Demand *demand = user_data;
  g_autoptr (RcEventListModel) model = get_model (demand);
  g_autoptr (GError) error = NULL;
  GPtrArray *lines = rc_case_queue_run_finish (RC_CASE_QUEUE (source), result, &error);

  if (model != NULL)
    rc_event_list_model_take_rows (model, demand->first, lines, error);
  else
    g_clear_pointer (&lines, g_ptr_array_unref);
  demand_free (demand);
}

static void
ask_rows (RcEventListModel *model,
          gpointer          data,
          guint             first,
          guint             n)
{
  CaseFeed *self = data;

  rc_case_queue_run_async (self->reader, read_rows, demand_new (model, self->pages, first, n), demand_free,
                           (GDestroyNotify) g_ptr_array_unref, self->reading, rows_read, demand_new (model, self->pages, first, n));
}

static void
cancel (gpointer data,
        gboolean all)
{
  CaseFeed *self = data;

  g_cancellable_cancel (self->growing);
  if (all)
    g_cancellable_cancel (self->reading);
}

static void
case_feed_free (gpointer data)
{
  CaseFeed *self = data;

  g_object_unref (self->reader);
  g_object_unref (self->growing);
  g_object_unref (self->reading);
  rc_event_pages_unref (self->pages);
  g_free (self);
}

static CaseFeed *
case_feed_new (RcCaseQueue        *reader,
               const RcEventQuery *query)
{
  CaseFeed *self = g_new0 (CaseFeed, 1);

  self->reader = g_object_ref (reader);
  self->pages = rc_event_pages_new (query);
  self->growing = g_cancellable_new ();
  self->reading = g_cancellable_new ();
  return self;
}

/**
 * rc_event_list_model_new_for_case:
 * @reader: a queue with the case open
 * @query: which events, in which order
 *
 * Returns: (transfer full): the list, which begins to grow at once
 */
RcEventListModel *
rc_event_list_model_new_for_case (RcCaseQueue        *reader,
                                  const RcEventQuery *query)
{
  static const RcEventFeed feed = { ask_more, ask_rows, cancel };

  return rc_event_list_model_new (&feed, case_feed_new (reader, query), case_feed_free);
}

/**
 * rc_event_list_model_restart_for_case:
 * @self: of rc_event_list_model_new_for_case()
 */
void
rc_event_list_model_restart_for_case (RcEventListModel   *self,
                                      RcCaseQueue        *reader,
                                      const RcEventQuery *query)
{
  rc_event_list_model_restart (self, case_feed_new (reader, query), case_feed_free);
}

/**
 * rc_event_list_model_peek_pages:
 *
 * Returns: (transfer none): the list that a model of rc_event_list_model_new_for_case() shows
 */
RcEventPages *
rc_event_list_model_peek_pages (RcEventListModel *self)
{
  CaseFeed *feed = rc_event_list_model_peek_data (self);

  return feed != NULL ? feed->pages : NULL;
}
