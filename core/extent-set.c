/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "extent-set.h"

#include <string.h>

#include "deployment-term.h"
#include "source.h"

/* Events that one question of the data base answers, so that a walk can be left between two. */
#define STEP 512u

/* Places that are remembered; a log may name millions. */
#define MAX_PLACES 4096u

typedef struct
{
  gint64 first;
  gint64 last;
} Span;

/* @model_id: name.id; -1: no name of the case is the text that is looked for. */
typedef struct
{
  RcExtentWindow window;
  gint64         model_id;
} Window;

typedef struct
{
  gint64  system;
  gint64  endpoint;
  guint8 *at;            /* for each window whether that is its place */
} Place;

struct _RcExtentSet
{
  RcCase     *case_file;
  GArray     *spans;       /* of Span: numbers of events, of published sources */
  GArray     *windows;     /* of Window; none: everything in the spans */
  GHashTable *places;      /* Place → itself */
  gint64      mark;
  guint       n_fetched;
  guint       n_served;
  RcExtentRow fetched[STEP];
  gint64      fetched_after;
  gint64      looked_to;   /* behind what was fetched nothing up to here is of the set */
};

static void
window_clear (gpointer data)
{
  Window *self = data;

  g_free (self->window.system);
  g_free (self->window.endpoint);
  g_free (self->window.model);
}

static guint
place_hash (gconstpointer key)
{
  const Place *self = key;

  return g_int64_hash (&self->system) * 31 + g_int64_hash (&self->endpoint);
}

static gboolean
place_equal (gconstpointer a,
             gconstpointer b)
{
  const Place *left = a;
  const Place *right = b;

  return left->system == right->system && left->endpoint == right->endpoint;
}

static void
place_free (gpointer data)
{
  g_free (((Place *) data)->at);
  g_free (data);
}

RcExtentSet *
rc_extent_set_new (RcCase *case_file)
{
  RcExtentSet *self = g_new0 (RcExtentSet, 1);

  self->case_file = g_object_ref (case_file);
  self->spans = g_array_new (FALSE, FALSE, sizeof (Span));
  self->windows = g_array_new (FALSE, FALSE, sizeof (Window));
  g_array_set_clear_func (self->windows, window_clear);
  self->places = g_hash_table_new_full (place_hash, place_equal, place_free, NULL);
  self->mark = rc_case_get_mark (case_file, "event");
  return self;
}

void
rc_extent_set_free (RcExtentSet *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->places);
  g_array_unref (self->windows);
  g_array_unref (self->spans);
  g_object_unref (self->case_file);
  g_free (self);
}

static void
add_span (RcExtentSet *self,
          gint64       first,
          gint64       last)
{
  Span span = { .first = first, .last = MIN (last, self->mark) };

  if (span.first <= span.last)
    g_array_append_val (self->spans, span);
}

/* --- What it is made of --- */

/* Number of the first event of the source at or behind the record; the events of a source follow each other as its records do. */
static gboolean
find_first (RcExtentSet     *self,
            const RcSource  *source,
            guint64          record,
            gint64          *out_event,
            GError         **error)
{
  RcDatabase *database = rc_case_get_database (self->case_file);
  gint64 low = source->first_event;
  gint64 high = source->first_event + (gint64) source->event_rows;

  while (low < high)
    {
      sqlite3_stmt *statement = rc_database_prepare (database, "SELECT record FROM event WHERE id = ?1", error);
      gint64 middle = low + (high - low) / 2;
      gboolean row = FALSE;
      guint64 found = 0;

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, middle);
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (row)
        {
          found = (guint64) sqlite3_column_int64 (statement, 0);
          sqlite3_reset (statement);
        }
      if (found < record)
        low = middle + 1;
      else
        high = middle;
    }

  *out_event = low;
  return TRUE;
}

/**
 * rc_extent_set_add_range:
 *
 * A source that was removed has no inferences any more, and adds none.
 */
gboolean
rc_extent_set_add_range (RcExtentSet          *self,
                         const RcRecordRange  *range,
                         GError              **error)
{
  g_autoptr (RcSource) source = rc_source_load (rc_case_get_database (self->case_file), range->source, error);
  gint64 first;
  gint64 behind;

  if (source == NULL)
    return FALSE;
  if (source->event_rows == 0 || strcmp (source->state, "published") != 0 || range->last_record < range->first_record)
    return TRUE;

  behind = source->first_event + (gint64) source->event_rows;
  if (!find_first (self, source, range->first_record, &first, error) ||
      (range->last_record != G_MAXUINT64 && !find_first (self, source, range->last_record + 1, &behind, error)))
    return FALSE;
  add_span (self, first, behind - 1);
  return TRUE;
}

void
rc_extent_set_add_event (RcExtentSet *self,
                         gint64       event)
{
  add_span (self, event, event);
}

gboolean
rc_extent_set_add_all (RcExtentSet  *self,
                       GError      **error)
{
  g_autoptr (GPtrArray) sources = rc_source_list (self->case_file, error);

  if (sources == NULL)
    return FALSE;

  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);

      if (source->event_rows > 0)
        add_span (self, source->first_event, source->first_event + (gint64) source->event_rows - 1);
    }
  return TRUE;
}

static gboolean
find_name (RcExtentSet  *self,
           const char   *text,
           gint64       *out_id,
           GError      **error)
{
  RcDatabase *database = rc_case_get_database (self->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT id FROM name WHERE text = ?1", error);
  gboolean row = FALSE;

  *out_id = -1;
  if (statement == NULL)
    return FALSE;
  rc_database_bind_text (statement, 1, text);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (row)
    {
      *out_id = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  return TRUE;
}

gboolean
rc_extent_set_add_window (RcExtentSet           *self,
                          const RcExtentWindow  *window,
                          GError               **error)
{
  Window added = { .window = *window };

  if (window->model != NULL && !find_name (self, window->model, &added.model_id, error))
    return FALSE;
  if (self->windows->len == 0 && !rc_extent_set_add_all (self, error))
    return FALSE;

  added.window.system = g_strdup (window->system);
  added.window.endpoint = g_strdup (window->endpoint);
  added.window.model = g_strdup (window->model);
  g_array_append_val (self->windows, added);
  return TRUE;
}

static int
compare_spans (gconstpointer a,
               gconstpointer b)
{
  const Span *left = a;
  const Span *right = b;

  return (left->first > right->first) - (left->first < right->first);
}

/* Sorted, and each number in one span only. */
void
rc_extent_set_close (RcExtentSet *self)
{
  guint n = 0;

  g_array_sort (self->spans, compare_spans);
  for (guint i = 0; i < self->spans->len; i++)
    {
      const Span *span = &g_array_index (self->spans, Span, i);
      Span *last = n > 0 ? &g_array_index (self->spans, Span, n - 1) : NULL;

      if (last != NULL && span->first <= last->last + 1)
        last->last = MAX (last->last, span->last);
      else
        g_array_index (self->spans, Span, n++) = *span;
    }
  g_array_set_size (self->spans, n);
  self->n_fetched = self->n_served = 0;
  self->fetched_after = self->looked_to = 0;
}

/* --- What is in it --- */

static char *
load_name (RcExtentSet  *self,
           gint64        id,
           GError      **error)
{
  RcDatabase *database = rc_case_get_database (self->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT text FROM name WHERE id = ?1", error);
  gboolean row = FALSE;
  char *text;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, id);
  if (!rc_database_step (database, statement, &row, error))
    return NULL;
  text = row ? rc_database_column_dup (statement, 0) : g_strdup ("");
  if (row)
    sqlite3_reset (statement);
  return text;
}

/* (nullable): which windows are at the place of the row. */
static const Place *
find_place (RcExtentSet        *self,
            const RcExtentRow  *row,
            GError            **error)
{
  Place key = { .system = row->system, .endpoint = row->endpoint };
  Place *place = g_hash_table_lookup (self->places, &key);
  g_autofree char *system = NULL;
  g_autofree char *endpoint = NULL;

  if (place != NULL)
    return place;
  if ((row->system != 0 && (system = load_name (self, row->system, error)) == NULL) ||
      (row->endpoint != 0 && (endpoint = load_name (self, row->endpoint, error)) == NULL))
    return NULL;

  if (g_hash_table_size (self->places) == MAX_PLACES)
    g_hash_table_remove_all (self->places);
  place = g_memdup2 (&key, sizeof key);
  place->at = g_new0 (guint8, self->windows->len);
  for (guint i = 0; i < self->windows->len; i++)
    {
      const RcExtentWindow *window = &g_array_index (self->windows, Window, i).window;

      place->at[i] = (window->system == NULL && window->endpoint == NULL) ||
                     rc_deployment_place_matches (window->system, window->endpoint, system, endpoint);
    }
  g_hash_table_add (self->places, place);
  return place;
}

/* An inference that does not tell its time can have happened at any. */
static gboolean
is_in_time (const RcExtentWindow *window,
            const RcExtentRow    *row)
{
  gint64 end_us = row->time_us + row->span_us;

  if (window->from_us == G_MININT64 && window->to_us == G_MAXINT64)
    return TRUE;
  if (row->time_us == RC_TIME_NONE)
    return !window->wholly;
  if (window->wholly)
    return row->time_us >= window->from_us && end_us <= window->to_us;

  return end_us >= window->from_us && row->time_us <= window->to_us;
}

static gboolean
fits (RcExtentSet        *self,
      const RcExtentRow  *row,
      gboolean           *out_fits,
      GError            **error)
{
  const Place *place;

  *out_fits = self->windows->len == 0;
  if (*out_fits)
    return TRUE;

  place = find_place (self, row, error);
  if (place == NULL)
    return FALSE;
  for (guint i = 0; i < self->windows->len && !*out_fits; i++)
    {
      const Window *window = &g_array_index (self->windows, Window, i);

      *out_fits = place->at[i] && (window->window.model == NULL || row->model == window->model_id) &&
                  (!window->window.only_unnamed || row->model == 0) && is_in_time (&window->window, row);
    }
  return TRUE;
}

/* Occurrences are no events of their own. */
#define SELECT_ROWS \
  "SELECT id, source, record, row, time_us, span_us, system, model, endpoint FROM event e WHERE id BETWEEN ?1 AND ?2 AND +kind = ?3 " \
  "AND NOT EXISTS (SELECT 1 FROM occurrence o WHERE o.event = e.id) ORDER BY id"

static void
take_row (sqlite3_stmt *statement,
          RcExtentRow  *out_row)
{
  out_row->id = sqlite3_column_int64 (statement, 0);
  out_row->source = sqlite3_column_int64 (statement, 1);
  out_row->record = (guint64) sqlite3_column_int64 (statement, 2);
  out_row->row = (guint32) sqlite3_column_int64 (statement, 3);
  out_row->time_us = rc_database_column_time (statement, 4);
  out_row->span_us = sqlite3_column_int64 (statement, 5);
  out_row->system = sqlite3_column_int64 (statement, 6);
  out_row->model = sqlite3_column_int64 (statement, 7);
  out_row->endpoint = sqlite3_column_int64 (statement, 8);
}

/* Looks at the numbers from @first to @last, at most STEP of them. */
static gboolean
fetch (RcExtentSet  *self,
       gint64        first,
       gint64        last,
       GError      **error)
{
  RcDatabase *database = rc_case_get_database (self->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, SELECT_ROWS, error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, first);
  sqlite3_bind_int64 (statement, 2, last);
  sqlite3_bind_int (statement, 3, RC_EVENT_INFERENCE);
  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        break;
      take_row (statement, &self->fetched[self->n_fetched++]);
    }

  self->looked_to = last;
  return TRUE;
}

/* (nullable): the first span with a number behind @after. */
static const Span *
find_span (const RcExtentSet *self,
           gint64             after)
{
  guint low = 0;
  guint high = self->spans->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->spans, Span, middle).last <= after)
        low = middle + 1;
      else
        high = middle;
    }
  return low < self->spans->len ? &g_array_index (self->spans, Span, low) : NULL;
}

/**
 * rc_extent_set_next:
 * @after: number of the event before; 0: from the beginning on
 * @out_found: (out): %FALSE at the end
 *
 * Goes on cheaply where it is called with what it answered last.
 */
gboolean
rc_extent_set_next (RcExtentSet  *self,
                    gint64        after,
                    RcExtentRow  *out_row,
                    gboolean     *out_found,
                    GError      **error)
{
  *out_found = FALSE;
  if (after != self->fetched_after)
    {
      self->n_fetched = self->n_served = 0;
      self->looked_to = after;
    }

  while (TRUE)
    {
      const Span *span;
      gint64 first;

      while (self->n_served < self->n_fetched)
        {
          const RcExtentRow *row = &self->fetched[self->n_served++];

          if (!fits (self, row, out_found, error))
            return FALSE;
          if (!*out_found)
            continue;
          *out_row = *row;
          self->fetched_after = row->id;
          return TRUE;
        }

      span = find_span (self, self->looked_to);
      if (span == NULL)
        return TRUE;
      self->n_fetched = self->n_served = 0;
      first = MAX (span->first, self->looked_to + 1);
      if (!fetch (self, first, MIN (span->last, first + (gint64) STEP - 1), error))
        return FALSE;
    }
}

gboolean
rc_extent_set_contains (RcExtentSet  *self,
                        gint64        event,
                        gboolean     *out_contains,
                        GError      **error)
{
  RcDatabase *database = rc_case_get_database (self->case_file);
  const Span *span = find_span (self, event - 1);
  sqlite3_stmt *statement;
  RcExtentRow row;

  *out_contains = FALSE;
  if (span == NULL || span->first > event)
    return TRUE;

  statement = rc_database_prepare (database, SELECT_ROWS, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, event);
  sqlite3_bind_int64 (statement, 2, event);
  sqlite3_bind_int (statement, 3, RC_EVENT_INFERENCE);
  if (!rc_database_step (database, statement, out_contains, error))
    return FALSE;
  if (!*out_contains)
    return TRUE;

  take_row (statement, &row);
  sqlite3_reset (statement);
  return fits (self, &row, out_contains, error);
}
