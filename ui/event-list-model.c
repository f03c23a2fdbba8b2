/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/event-list-model.h"

#include "ui/act-words.h"
#include "ui/event-row.h"

/* Demands that wait while one is under way; those before were scrolled past. */
#define MOST_WANTED 4u

/* The list tells of new rows at most so often: each time costs a layout of everything that shows it. */
#define TELL_US (200 * G_TIME_SPAN_MILLISECOND)

/* A list that begins anew will mostly be as long as before: it is not told to be shorter until so long has passed. */
#define SHRINK_US (500 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  guint       number;
  guint       known;         /* rows of the list that were known when it was read: those before are as they are */
  RcEventRow *rows[RC_EVENT_LIST_PAGE];
} Page;

struct _RcEventListModel
{
  GObject            parent_instance;
  RcEventFeed        feed;
  gpointer           data;
  GDestroyNotify     data_free;
  RcEventPagesState  state;
  guint              n_told;          /* rows that those who look at the list know of */
  gint64             told_us;
  GHashTable        *pages;           /* guint → Page */
  GQueue             recent;          /* of Page, the one used last first */
  GQueue             wanted;          /* of guint + 1, the one wanted last first */
  gboolean           is_reading;
  guint              reading;         /* which page */
  guint              reading_known;   /* and how many rows were known by then */
  gint64             begun_us;
  gboolean           is_stopped;
  char              *trouble;
};

enum
{
  SIGNAL_MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void rc_event_list_model_init_list (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RcEventListModel, rc_event_list_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, rc_event_list_model_init_list))

static void
page_free (gpointer data)
{
  Page *self = data;

  for (guint i = 0; i < RC_EVENT_LIST_PAGE; i++)
    g_clear_object (&self->rows[i]);
  g_free (self);
}

/* --- Reading --- */

static guint
count_known (RcEventListModel *self)
{
  return (guint) MIN (self->state.n_rows, RC_EVENT_LIST_MOST);
}

static guint
get_first (const Page *page)
{
  return page->number * RC_EVENT_LIST_PAGE;
}

static gboolean
needs_reading (RcEventListModel *self,
               const Page       *page)
{
  return page->known < MIN (get_first (page) + RC_EVENT_LIST_PAGE, count_known (self));
}

/* Somebody shows one of its rows. */
static gboolean
is_in_use (const Page *page)
{
  for (guint i = 0; i < RC_EVENT_LIST_PAGE; i++)
    if (page->rows[i] != NULL && G_OBJECT (page->rows[i])->ref_count > 1)
      return TRUE;
  return FALSE;
}

static void
read_next (RcEventListModel *self)
{
  while (!self->is_reading && !g_queue_is_empty (&self->wanted))
    {
      guint number = GPOINTER_TO_UINT (g_queue_pop_head (&self->wanted)) - 1;
      const Page *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (number));

      if (page == NULL || !needs_reading (self, page))
        continue;
      self->is_reading = TRUE;
      self->reading = number;
      self->reading_known = count_known (self);
      self->feed.ask_rows (self, self->data, get_first (page), RC_EVENT_LIST_PAGE);
    }
}

/* A page that was forgotten while it waited is asked for again when a row of it is. */
static void
forget (RcEventListModel *self,
        guint             number)
{
  Page *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (number));

  if (page == NULL || !needs_reading (self, page) || is_in_use (page))
    return;
  g_queue_remove (&self->recent, page);
  g_hash_table_remove (self->pages, GUINT_TO_POINTER (number));
}

static void
want (RcEventListModel *self,
      guint             number)
{
  gpointer key = GUINT_TO_POINTER (number + 1);

  if (self->is_reading && self->reading == number)
    return;
  g_queue_remove (&self->wanted, key);
  g_queue_push_head (&self->wanted, key);
  if (g_queue_get_length (&self->wanted) > MOST_WANTED)
    forget (self, GPOINTER_TO_UINT (g_queue_pop_tail (&self->wanted)) - 1);
  read_next (self);
}

static void
drop_oldest (RcEventListModel *self)
{
  for (GList *link = self->recent.tail; link != NULL; link = link->prev)
    {
      Page *page = link->data;

      if (is_in_use (page))
        continue;
      g_queue_delete_link (&self->recent, link);
      g_hash_table_remove (self->pages, GUINT_TO_POINTER (page->number));
      return;
    }
}

static Page *
get_page (RcEventListModel *self,
          guint             number)
{
  Page *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (number));

  if (page != NULL)
    {
      if (g_queue_peek_head (&self->recent) != page)
        {
          g_queue_remove (&self->recent, page);
          g_queue_push_head (&self->recent, page);
        }
      if (needs_reading (self, page))
        want (self, number);
      return page;
    }

  page = g_new0 (Page, 1);
  page->number = number;
  page->known = get_first (page);
  g_hash_table_insert (self->pages, GUINT_TO_POINTER (number), page);
  g_queue_push_head (&self->recent, page);
  if (g_queue_get_length (&self->recent) > RC_EVENT_LIST_PAGES)
    drop_oldest (self);
  want (self, number);
  return page;
}

/* What is shown of pages that are not read yet, or were read when less was known. */
static void
want_shown (RcEventListModel *self)
{
  for (GList *link = self->recent.tail; link != NULL; link = link->prev)
    {
      const Page *page = link->data;

      if (needs_reading (self, page) && is_in_use (page))
        want (self, page->number);
    }
}

/* Rows up to @known: one that has no line now was removed. */
static void
fill_page (Page      *page,
           GPtrArray *lines,
           guint      known)
{
  for (guint i = 0; i < RC_EVENT_LIST_PAGE && get_first (page) + i < known; i++)
    {
      gboolean has_line = lines != NULL && i < lines->len;

      /* A page that grew is read again: what it had stays. */
      if (page->rows[i] != NULL ? rc_event_row_is_loaded (page->rows[i]) : !has_line)
        continue;
      if (page->rows[i] == NULL)
        page->rows[i] = rc_event_row_new (get_first (page) + i);
      rc_event_row_take_line (page->rows[i], has_line ? g_steal_pointer (&lines->pdata[i]) : NULL);
    }
  page->known = MIN (known, get_first (page) + RC_EVENT_LIST_PAGE);
}

void
rc_event_list_model_take_rows (RcEventListModel *self,
                               guint             first,
                               GPtrArray        *lines,
                               const GError     *error)
{
  Page *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (first / RC_EVENT_LIST_PAGE));

  g_return_if_fail (RC_IS_EVENT_LIST_MODEL (self));

  self->is_reading = FALSE;
  if (page != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      fill_page (page, lines, self->reading_known);
    }
  g_clear_pointer (&lines, g_ptr_array_unref);
  if (error != NULL && self->trouble == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    {
      self->trouble = rc_act_words_of_error (error);
      g_signal_emit (self, signals[SIGNAL_MOVED], 0);
    }
  read_next (self);
  if (!self->is_reading)
    want_shown (self);
}

/* --- Growing --- */

static gboolean
is_time_to_tell (RcEventListModel *self,
                 gint64            now_us)
{
  if (count_known (self) < self->n_told)
    return now_us - self->begun_us >= SHRINK_US;
  return self->n_told == 0 || now_us - self->told_us >= TELL_US;
}

static void
tell_growth (RcEventListModel *self,
             gboolean          is_last)
{
  guint n_rows = count_known (self);
  guint n_before = self->n_told;
  guint n_same = MIN (n_before, n_rows);
  gint64 now_us = g_get_monotonic_time ();

  if (n_rows == n_before || (!is_last && !is_time_to_tell (self, now_us)))
    return;

  self->told_us = now_us;
  self->n_told = n_rows;
  g_list_model_items_changed (G_LIST_MODEL (self), n_same, n_before - n_same, n_rows - n_same);
}

void
rc_event_list_model_take_state (RcEventListModel        *self,
                                const RcEventPagesState *state,
                                const GError            *error)
{
  g_autoptr (RcEventListModel) kept = NULL;

  g_return_if_fail (RC_IS_EVENT_LIST_MODEL (self));

  kept = g_object_ref (self);
  if (state != NULL)
    self->state = *state;
  else
    self->is_stopped = TRUE;
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED) && self->trouble == NULL)
    self->trouble = rc_act_words_of_error (error);

  tell_growth (self, !rc_event_list_model_is_growing (self));
  want_shown (self);
  g_signal_emit (self, signals[SIGNAL_MOVED], 0);
  if (rc_event_list_model_is_growing (self))
    self->feed.ask_more (self, self->data);
}

gboolean
rc_event_list_model_is_growing (RcEventListModel *self)
{
  return !self->state.is_complete && !self->is_stopped;
}

gboolean
rc_event_list_model_was_stopped (RcEventListModel *self)
{
  return self->is_stopped;
}

const char *
rc_event_list_model_peek_trouble (RcEventListModel *self)
{
  return self->trouble;
}

const RcEventPagesState *
rc_event_list_model_peek_state (RcEventListModel *self)
{
  return &self->state;
}

gpointer
rc_event_list_model_peek_data (RcEventListModel *self)
{
  return self->data;
}

void
rc_event_list_model_stop (RcEventListModel *self)
{
  g_return_if_fail (RC_IS_EVENT_LIST_MODEL (self));

  if (!rc_event_list_model_is_growing (self))
    return;
  self->is_stopped = TRUE;
  self->feed.cancel (self->data, FALSE);
  tell_growth (self, TRUE);
  g_signal_emit (self, signals[SIGNAL_MOVED], 0);
}

/* --- GListModel --- */

static GType
get_item_type (GListModel *list)
{
  return RC_TYPE_EVENT_ROW;
}

static guint
get_n_items (GListModel *list)
{
  return RC_EVENT_LIST_MODEL (list)->n_told;
}

static gpointer
get_item (GListModel *list,
          guint       position)
{
  RcEventListModel *self = RC_EVENT_LIST_MODEL (list);
  RcEventRow **row;

  if (position >= self->n_told)
    return NULL;

  row = &get_page (self, position / RC_EVENT_LIST_PAGE)->rows[position % RC_EVENT_LIST_PAGE];
  if (*row == NULL)
    *row = rc_event_row_new (position);
  return g_object_ref (*row);
}

static void
rc_event_list_model_init_list (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* --- The object --- */

static void
drop_feed (RcEventListModel *self)
{
  if (self->data != NULL)
    self->feed.cancel (self->data, TRUE);
  if (self->data != NULL && self->data_free != NULL)
    self->data_free (self->data);
  self->data = NULL;
}

static void
rc_event_list_model_dispose (GObject *object)
{
  RcEventListModel *self = RC_EVENT_LIST_MODEL (object);

  drop_feed (self);
  g_queue_clear (&self->wanted);
  g_queue_clear (&self->recent);
  g_hash_table_remove_all (self->pages);
  G_OBJECT_CLASS (rc_event_list_model_parent_class)->dispose (object);
}

static void
rc_event_list_model_finalize (GObject *object)
{
  RcEventListModel *self = RC_EVENT_LIST_MODEL (object);

  g_hash_table_unref (self->pages);
  g_free (self->trouble);
  G_OBJECT_CLASS (rc_event_list_model_parent_class)->finalize (object);
}

static void
rc_event_list_model_class_init (RcEventListModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rc_event_list_model_dispose;
  object_class->finalize = rc_event_list_model_finalize;
  signals[SIGNAL_MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rc_event_list_model_init (RcEventListModel *self)
{
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, page_free);
  g_queue_init (&self->recent);
  g_queue_init (&self->wanted);
}

/* Only pages of which rows are shown stay, and their rows are empty. */
static void
empty_pages (RcEventListModel *self)
{
  GList *link = self->recent.head;

  while (link != NULL)
    {
      GList *next = link->next;
      Page *page = link->data;

      page->known = get_first (page);
      if (is_in_use (page))
        {
          for (guint i = 0; i < RC_EVENT_LIST_PAGE; i++)
            if (page->rows[i] != NULL)
              rc_event_row_reset (page->rows[i]);
        }
      else
        {
          g_queue_delete_link (&self->recent, link);
          g_hash_table_remove (self->pages, GUINT_TO_POINTER (page->number));
        }
      link = next;
    }
}

void
rc_event_list_model_restart (RcEventListModel *self,
                             gpointer          data,
                             GDestroyNotify    data_free)
{
  g_return_if_fail (RC_IS_EVENT_LIST_MODEL (self));

  drop_feed (self);
  self->data = data;
  self->data_free = data_free;
  self->state = (RcEventPagesState) { 0 };
  self->begun_us = g_get_monotonic_time ();
  self->is_reading = FALSE;
  self->is_stopped = FALSE;
  g_clear_pointer (&self->trouble, g_free);
  g_queue_clear (&self->wanted);
  empty_pages (self);
  self->feed.ask_more (self, self->data);
  g_signal_emit (self, signals[SIGNAL_MOVED], 0);
}

RcEventListModel *
rc_event_list_model_new (const RcEventFeed *feed,
                         gpointer           data,
                         GDestroyNotify     data_free)
{
  RcEventListModel *self = g_object_new (RC_TYPE_EVENT_LIST_MODEL, NULL);

  self->feed = *feed;
  self->data = data;
  self->data_free = data_free;
  self->begun_us = g_get_monotonic_time ();
  self->feed.ask_more (self, self->data);
  return self;
}
