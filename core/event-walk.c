/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "event-walk.h"

/* An event without an exact time may begin up to two days before a window and reach into it. */
#define REACH_US (2 * G_TIME_SPAN_DAY)

/* Before every time, and yet a time. */
#define BEFORE_ALL (RC_TIME_NONE + 1)

/* Whether the row fits is answered for each row that was looked at, so that a step is short also where few of them do. "/" is followed by
 * "0": the texts between are all versions of a model. */
#define FITS \
  "(?5 IS NULL OR model IN (SELECT id FROM name WHERE text = ?5 OR (text > ?5 || '/' AND text < ?5 || '0'))) " \
  "AND (?6 IS NULL OR system = (SELECT id FROM name WHERE text = ?6)) " \
  "AND (?7 IS NULL OR time_us >= ?7 OR time_us + span_us >= ?7) " \
  "AND (?8 IS NULL OR time_us <= ?8) " \
  "AND (?10 IS NULL OR model IN (SELECT value FROM json_each (?10)) OR system IN (SELECT value FROM json_each (?11)) " \
  "OR endpoint IN (SELECT value FROM json_each (?12)) OR source IN (SELECT value FROM json_each (?13))) "
/* All of them do: then the index alone answers, without a look at the row. */
#define FITS_ANY "?5 IS NULL AND ?6 IS NULL AND ?7 IS NULL AND ?8 IS NULL AND ?10 IS NULL AND ?11 IS NULL AND ?12 IS NULL AND ?13 IS NULL "

#define FROM "FROM event INDEXED BY event_by_time WHERE kind = ?1 AND id <= ?4 "
#define NO_OCCURRENCE "AND NOT EXISTS (SELECT 1 FROM occurrence WHERE occurrence.event = event.id) "
#define UP "ORDER BY time_us, id LIMIT ?9"
#define DOWN "ORDER BY time_us DESC, id DESC LIMIT ?9"

/* A day may be all that the records tell: what is of one time is gone by number, or each step would count through it again. */
#define UNTIMED_UP   "AND time_us IS NULL AND ?2 = ?2 AND id > ?3 "
#define UNTIMED_DOWN "AND time_us IS NULL AND ?2 = ?2 AND id < ?3 "
#define SAME_UP      "AND time_us = ?2 AND id > ?3 "
#define SAME_DOWN    "AND time_us = ?2 AND id < ?3 "
#define OTHER_UP     "AND time_us > ?2 AND ?3 = ?3 "
#define OTHER_DOWN   "AND time_us < ?2 AND ?3 = ?3 "

#define PLAN(fits, part, order) "SELECT id, time_us, " fits FROM part NO_OCCURRENCE order

typedef enum
{
  PART_UNTIMED,
  PART_SAME,
  PART_OTHER,
  N_PARTS
} Part;

/* By whether rows are asked about, newest first, and part. */
static const char * const plans[2][2][N_PARTS] = {
  {
    { PLAN (FITS_ANY, UNTIMED_UP, UP), PLAN (FITS_ANY, SAME_UP, UP), PLAN (FITS_ANY, OTHER_UP, UP) },
    { PLAN (FITS_ANY, UNTIMED_DOWN, DOWN), PLAN (FITS_ANY, SAME_DOWN, DOWN), PLAN (FITS_ANY, OTHER_DOWN, DOWN) },
  },
  {
    { PLAN (FITS, UNTIMED_UP, UP), PLAN (FITS, SAME_UP, UP), PLAN (FITS, OTHER_UP, UP) },
    { PLAN (FITS, UNTIMED_DOWN, DOWN), PLAN (FITS, SAME_DOWN, DOWN), PLAN (FITS, OTHER_DOWN, DOWN) },
  },
};

static gboolean
parse_cursor (RcEventWalk  *self,
              const char   *text,
              GError      **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 3);
  guint n_parts = g_strv_length (parts);

  if (n_parts == 2 && g_str_equal (parts[0], "n")
      && g_ascii_string_to_signed (parts[1], 10, 0, G_MAXINT64, &self->id, NULL))
    {
      self->timed = FALSE;
      return TRUE;
    }
  if (n_parts == 3 && g_str_equal (parts[0], "t")
      && g_ascii_string_to_signed (parts[1], 10, G_MININT64, G_MAXINT64, &self->time_us, NULL)
      && g_ascii_string_to_signed (parts[2], 10, 0, G_MAXINT64, &self->id, NULL))
    {
      self->timed = TRUE;
      return TRUE;
    }

  g_set_error (error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND, "“%s” is no place in a list; give the one that the list printed", text);
  return FALSE;
}

/* The bounds of time move the place, so that a narrow window of a long log is found at once. */
static void
skip_to_window (RcEventWalk *self)
{
  const RcEventQuery *query = self->query;

  if (query->newest_first && query->to_us != RC_TIME_NONE && self->time_us > query->to_us)
    {
      self->time_us = query->to_us;
      self->id = G_MAXINT64;
    }
  if (!query->newest_first && query->from_us != RC_TIME_NONE && self->time_us < query->from_us - REACH_US)
    {
      self->timed = TRUE;
      self->time_us = query->from_us - REACH_US;
      self->id = 0;
    }
}

static gboolean
has_window (const RcEventQuery *query)
{
  return query->from_us != RC_TIME_NONE || query->to_us != RC_TIME_NONE;
}

static void
begin (RcEventWalk        *self,
       const RcEventQuery *query,
       gint64              mark)
{
  *self = (RcEventWalk) {
    .query = query,
    .mark = mark,
    .timed = query->newest_first || has_window (query),
    .time_us = query->newest_first ? G_MAXINT64 : BEFORE_ALL,
    .id = query->newest_first ? G_MAXINT64 : 0,
  };
}

gboolean
rc_event_walk_begin (RcEventWalk         *self,
                     const RcEventQuery  *query,
                     gint64               mark,
                     GError             **error)
{
  begin (self, query, mark);
  if (query->after != NULL && !parse_cursor (self, query->after, error))
    return FALSE;

  skip_to_window (self);
  return TRUE;
}

void
rc_event_walk_begin_after (RcEventWalk        *self,
                           const RcEventQuery *query,
                           gint64              mark,
                           const RcEventPlace *place)
{
  begin (self, query, mark);
  self->timed = place->time_us != RC_TIME_NONE;
  self->time_us = place->time_us;
  self->id = place->id;
}

static gboolean
is_past_window (const RcEventWalk *self)
{
  if (!self->timed)
    return has_window (self->query);
  if (self->query->newest_first)
    return self->query->from_us != RC_TIME_NONE && self->time_us < self->query->from_us - REACH_US;
  return self->query->to_us != RC_TIME_NONE && self->time_us > self->query->to_us;
}

static gboolean
asks_rows (const RcEventQuery *query)
{
  return query->model != NULL || query->system != NULL || query->within != NULL || has_window (query);
}

static sqlite3_stmt *
prepare (const RcEventWalk  *self,
         RcDatabase         *database,
         Part                part,
         guint               limit,
         GError            **error)
{
  const RcEventQuery *query = self->query;
  sqlite3_stmt *statement = rc_database_prepare (database, plans[asks_rows (query)][query->newest_first][part], error);

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int (statement, 1, (int) query->kind);
  sqlite3_bind_int64 (statement, 2, self->time_us);
  sqlite3_bind_int64 (statement, 3, self->id);
  sqlite3_bind_int64 (statement, 4, self->mark);
  rc_database_bind_text (statement, 5, query->model);
  rc_database_bind_text (statement, 6, query->system);
  rc_database_bind_time (statement, 7, query->from_us);
  rc_database_bind_time (statement, 8, query->to_us);
  sqlite3_bind_int64 (statement, 9, limit);
  /* NULL where the row decides nothing; rc_event_query_fits() asks the record. */
  for (guint i = 0; i < RC_N_SYSTEM_FILTER_LISTS; i++)
    rc_database_bind_text (statement, 10 + (int) i, query->within != NULL ? rc_system_filter_peek_list (query->within, i) : NULL);
  return statement;
}

/* The end of one half: the other follows, where it is still to come. */
static void
end_half (RcEventWalk *self)
{
  if (self->timed != self->query->newest_first)
    {
      self->at_end = TRUE;
      return;
    }

  self->timed = !self->timed;
  self->time_us = BEFORE_ALL;
  self->id = self->query->newest_first ? G_MAXINT64 : 0;
}

/* Looks at the next events of a part, and moves the place along. */
static gboolean
step_part (RcEventWalk   *self,
           RcDatabase    *database,
           Part           part,
           RcEventPlace   places[RC_EVENT_WALK_STEP],
           guint         *inout_count,
           guint         *inout_read,
           GError       **error)
{
  sqlite3_stmt *statement = prepare (self, database, part, RC_EVENT_WALK_STEP - *inout_read, error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;

  while (row)
    {
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        break;
      (*inout_read)++;
      self->id = sqlite3_column_int64 (statement, 0);
      if (self->timed)
        self->time_us = sqlite3_column_int64 (statement, 1);
      if (sqlite3_column_int (statement, 2) != 0)
        places[(*inout_count)++] = (RcEventPlace) { self->timed ? self->time_us : RC_TIME_NONE, self->id };
    }
  return TRUE;
}

/**
 * rc_event_walk_step:
 * @places: (out caller-allocates): the events that fit
 * @out_count: (out): how many they are
 *
 * Looks at the next events, at most %RC_EVENT_WALK_STEP of them. Does nothing once the walk is at its end.
 */
gboolean
rc_event_walk_step (RcEventWalk   *self,
                    RcCase        *case_file,
                    RcEventPlace   places[RC_EVENT_WALK_STEP],
                    guint         *out_count,
                    GError       **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  guint n_read = 0;

  *out_count = 0;
  self->at_end = self->at_end || is_past_window (self);
  if (self->at_end)
    return TRUE;

  if (!step_part (self, database, self->timed ? PART_SAME : PART_UNTIMED, places, out_count, &n_read, error))
    return FALSE;
  if (self->timed && n_read < RC_EVENT_WALK_STEP && !step_part (self, database, PART_OTHER, places, out_count, &n_read, error))
    return FALSE;

  self->n_read += n_read;
  if (n_read < RC_EVENT_WALK_STEP)
    end_half (self);
  return TRUE;
}
