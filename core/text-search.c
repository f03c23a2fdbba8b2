/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text-search.h"

#include <string.h>

#include "bounds.h"
#include "text-plan.h"
#include "work-pool.h"

#define RANGE_BYTES          (4u << 20)     /* what a worker takes at once */
#define MAX_RANGES_IN_FLIGHT 5u
#define MAX_RANGE_MATCHES    16384u         /* kept of one range at once */
#define SALVAGE_BYTES        (64u << 10)    /* where a range cannot be read, it is read in such parts */
#define PROGRESS_INTERVAL_US 40000

G_DEFINE_QUARK (rc-text-search-error-quark, rc_text_search_error)

/* Where the first byte of a range is in its buffer: bytes before it come first, or zeros. */
#define BEHIND RC_TEXT_PATTERN_BEHIND

/* A part of a piece. */
typedef struct
{
  const RcTextPiece *piece;
  guint64            start;          /* in the source */
  gsize              length;         /* places at which a match may begin */
  gsize              available;      /* bytes from @start on */
  guint8            *buffer;
  gsize              next;           /* in the buffer: where looking goes on */
  GArray            *matches;        /* of RcTextMatch */
  guint64            unreadable;
  GError            *error;          /* (nullable) */
} Range;

typedef struct
{
  RcDatabase *database;
  RcVault    *vault;
} Worker;

typedef struct
{
  RcCase              *case_file;
  const RcTextQuery   *query;
  RcTextHitFunc        hit;
  RcTextProgressFunc   progress;      /* (nullable) */
  gpointer             user_data;
  RcTextCounts        *counts;
  GCancellable        *cancellable;   /* (nullable) */
  RcTextPattern       *pattern;
  gsize                reach;
  RcTextResolver      *resolver;
  RcWorkPool          *pool;
  GQueue               spare;         /* of Range */
  gint64               told_us;
  gboolean             is_ended;      /* the limit was reached, the caller has enough, or something went wrong */
} Search;

/* --- In the workers --- */

static gpointer
worker_new (gpointer user_data)
{
  Search *search = user_data;
  Worker *self = g_new0 (Worker, 1);

  self->database = rc_case_open_reader (search->case_file, NULL);
  self->vault = self->database != NULL ? rc_vault_new (self->database) : NULL;
  return self;
}

static void
worker_free (gpointer worker)
{
  Worker *self = worker;

  rc_vault_free (self->vault);
  rc_database_free (self->database);
  g_free (self);
}

/* What can be read of a damaged range. No text that is looked for holds a NUL: nothing is found in what is left out. */
static gboolean
salvage (Range    *range,
         RcVault  *vault,
         guint64   place,
         GError  **error)
{
  for (gsize done = 0; done < range->available; done += SALVAGE_BYTES)
    {
      gsize length = MIN (SALVAGE_BYTES, range->available - done);
      g_autoptr (GError) reading = NULL;

      if (rc_vault_read (vault, place + done, range->buffer + BEHIND + done, length, &reading))
        continue;
      if (!g_error_matches (reading, RC_VAULT_ERROR, RC_VAULT_ERROR_DAMAGED))
        {
          g_propagate_error (error, g_steal_pointer (&reading));
          return FALSE;
        }
      memset (range->buffer + BEHIND + done, 0, length);
      if (done < range->length)
        range->unreadable += MIN (length, range->length - done);
    }
  return TRUE;
}

/* Another block must seldom be read for it. Where that is damaged, an escape that begins in it is not told of as one. */
static void
read_behind (Range   *range,
             RcVault *vault,
             guint64  place)
{
  gsize length = (gsize) MIN (range->start, BEHIND);

  if (length > 0 && range->buffer[BEHIND] != 0 && strchr ("\\\"/", range->buffer[BEHIND]) != NULL
      && !rc_vault_read (vault, place - length, range->buffer + BEHIND - length, length, NULL))
    memset (range->buffer, 0, BEHIND);
}

static gboolean
read_range (Range    *range,
            RcVault  *vault,
            GError  **error)
{
  guint64 place = range->piece->source->start + range->start;
  g_autoptr (GError) reading = NULL;

  memset (range->buffer, 0, BEHIND);
  if (!rc_vault_read (vault, place, range->buffer + BEHIND, range->available, &reading))
    {
      if (g_error_matches (reading, RC_VAULT_ERROR, RC_VAULT_ERROR_DAMAGED))
        return salvage (range, vault, place, error);
      g_propagate_error (error, g_steal_pointer (&reading));
      return FALSE;
    }
  read_behind (range, vault, place);
  return TRUE;
}

/* The next matches of a range, as many as are kept at once. */
static void
match_range (Range               *range,
             const RcTextPattern *pattern,
             GCancellable        *cancellable)
{
  RcTextMatch match;

  g_array_set_size (range->matches, 0);
  while (range->matches->len < MAX_RANGE_MATCHES && !g_cancellable_is_cancelled (cancellable))
    {
      if (!rc_text_pattern_find (pattern, range->buffer, BEHIND + range->available, range->next, BEHIND + range->length, &match))
        {
          range->next = BEHIND + range->length;
          return;
        }
      g_array_append_val (range->matches, match);
      range->next = match.offset + 1;
    }
}

typedef struct
{
  Search *search;
  Range  *range;
} Item;

static void
run_item (gpointer data,
          gpointer item_data)
{
  Worker *worker = data;
  Item *item = item_data;
  Range *range = item->range;

  if (g_cancellable_is_cancelled (item->search->cancellable))
    return;
  if (worker->vault == NULL)
    g_set_error_literal (&range->error, RC_CASE_ERROR, RC_CASE_ERROR_SYSTEM, "the case could not be opened a second time");
  else if (read_range (range, worker->vault, &range->error))
    match_range (range, item->search->pattern, item->search->cancellable);
}

/* --- In the searching thread --- */

static void
range_free (Range *self)
{
  g_free (self->buffer);
  g_array_unref (self->matches);
  g_clear_error (&self->error);
  g_free (self);
}

static void
tell_progress (Search *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->progress == NULL || now - self->told_us < PROGRESS_INTERVAL_US)
    return;
  self->told_us = now;
  self->progress (self->counts, self->user_data);
}

static gboolean
tell_match (Search             *self,
            const Range        *range,
            const RcTextMatch  *match,
            GError            **error)
{
  guint64 offset = range->start + match->offset - BEHIND;
  g_autoptr (RcTextHit) hit = NULL;

  if (offset + match->length <= range->piece->reach_beyond)
    return TRUE;
  if (!rc_text_resolver_resolve (self->resolver, range->piece->source, offset, &self->query->filter, &hit, error))
    return FALSE;
  if (hit == NULL)
    return TRUE;

  hit->length = match->length;
  hit->is_escaped = match->is_escaped;
  self->counts->hits++;
  self->is_ended = !self->hit (hit, self->user_data) || (self->query->limit != 0 && self->counts->hits >= self->query->limit);
  return TRUE;
}

static gboolean
tell_range (Search  *self,
            Range   *range,
            GError **error)
{
  if (range->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&range->error));
      return FALSE;
    }

  while (TRUE)
    {
      for (guint i = 0; i < range->matches->len && !self->is_ended; i++)
        {
          if ((i & 0x3f) == 0 && g_cancellable_set_error_if_cancelled (self->cancellable, error))
            return FALSE;
          if (!tell_match (self, range, &g_array_index (range->matches, RcTextMatch, i), error))
            return FALSE;
        }
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      if (self->is_ended || range->next >= BEHIND + range->length)
        break;
      match_range (range, self->pattern, self->cancellable);
      tell_progress (self);
    }

  self->counts->bytes += range->length;
  self->counts->unreadable += range->unreadable;
  return TRUE;
}

/* Takes back the range that was handed in first. After the end, what the workers still had is dropped. */
static gboolean
take_back (Search  *self,
           GError **error)
{
  g_autofree Item *item = rc_work_pool_pop (self->pool);
  gboolean good = self->is_ended || tell_range (self, item->range, error);

  if (!good)
    self->is_ended = TRUE;
  tell_progress (self);
  g_clear_error (&item->range->error);
  g_queue_push_head (&self->spare, item->range);
  return good;
}

static void
hand_in (Search            *self,
         const RcTextPiece *piece,
         guint64            done)
{
  Range *range = g_queue_pop_head (&self->spare);
  Item *item = g_new0 (Item, 1);

  if (range == NULL)
    {
      range = g_new0 (Range, 1);
      range->buffer = g_malloc (BEHIND + RANGE_BYTES + self->reach);
      range->matches = g_array_new (FALSE, FALSE, sizeof (RcTextMatch));
    }
  range->piece = piece;
  range->start = piece->start + done;
  range->length = (gsize) MIN (RANGE_BYTES, piece->length - done);
  /* Behind a record of a source that is not here whole is nothing. */
  range->available = (gsize) MIN ((guint64) range->length + self->reach,
                                  (rc_source_is_incomplete (piece->source) ? piece->start + piece->length : piece->source->size) - range->start);
  range->next = BEHIND;
  range->unreadable = 0;
  g_array_set_size (range->matches, 0);
  item->search = self;
  item->range = range;
  rc_work_pool_push (self->pool, item);
}

static gboolean
go_through (Search      *self,
            RcTextPlan  *plan,
            GError     **error)
{
  gboolean good = TRUE;

  for (guint i = 0; i < plan->pieces->len && !self->is_ended; i++)
    {
      const RcTextPiece *piece = &g_array_index (plan->pieces, RcTextPiece, i);

      for (guint64 done = 0; done < piece->length && !self->is_ended; done += RANGE_BYTES)
        {
          hand_in (self, piece, done);
          if (rc_work_pool_in_flight (self->pool) >= MAX_RANGES_IN_FLIGHT)
            good = take_back (self, error);
        }
    }
  while (rc_work_pool_in_flight (self->pool) > 0)
    good = take_back (self, good ? error : NULL) && good;

  return good;
}

static gboolean
parse_cursor (const char  *text,
              gint64      *out_source,
              guint64     *out_offset,
              GError     **error)
{
  g_auto (GStrv) parts = text != NULL ? g_strsplit (text, ":", 2) : NULL;

  *out_source = 0;
  *out_offset = 0;
  if (text == NULL)
    return TRUE;
  if (g_strv_length (parts) == 2 && g_ascii_string_to_signed (parts[0], 10, 1, G_MAXINT64, out_source, NULL)
      && g_ascii_string_to_unsigned (parts[1], 10, 0, G_MAXINT64, out_offset, NULL))
    return TRUE;

  g_set_error (error, RC_TEXT_SEARCH_ERROR, RC_TEXT_SEARCH_ERROR_CURSOR,
               "“%s” is no place to go on from: the cursor of a hit was expected, SOURCE:OFFSET", text);
  return FALSE;
}

static gboolean
search (Search          *self,
        RcRecordReader  *reader,
        RcTextPlan      *plan,
        GError         **error)
{
  gboolean good;

  self->resolver = rc_text_resolver_new (self->case_file, reader);
  self->pool = rc_work_pool_new (0, worker_new, worker_free, run_item, self);
  g_queue_init (&self->spare);
  good = go_through (self, plan, error);
  rc_work_pool_free (self->pool);
  g_queue_clear_full (&self->spare, (GDestroyNotify) range_free);
  rc_text_resolver_free (self->resolver);
  return good;
}

/**
 * rc_text_search:
 * @reader: of the case and the calling thread
 * @query: what is looked for, and where
 * @hit: called for each hit in turn
 * @progress: (nullable): told how far it is
 * @out_counts: (out): what was gone through and found, also where it was cancelled
 *
 * Returns: %FALSE with @error: of %RC_TEXT_PATTERN_ERROR or %RC_TEXT_SEARCH_ERROR where nothing can be looked for so, %G_IO_ERROR_CANCELLED,
 *   or where the case cannot be read. Damaged parts of the evidence store are no error: @out_counts tells how many bytes were not searched
 */
gboolean
rc_text_search (RcCase              *case_file,
                RcRecordReader      *reader,
                const RcTextQuery   *query,
                RcTextHitFunc        hit,
                RcTextProgressFunc   progress,
                gpointer             user_data,
                RcTextCounts        *out_counts,
                GCancellable        *cancellable,
                GError             **error)
{
  g_autoptr (RcTextPattern) pattern = rc_text_pattern_new (query->text, query->flags, error);
  g_autoptr (RcTextPlan) plan = NULL;
  gint64 after_source;
  guint64 after_offset;
  Search self = {
    .case_file = case_file, .query = query, .hit = hit, .progress = progress, .user_data = user_data, .counts = out_counts,
    .cancellable = cancellable, .pattern = pattern,
  };

  memset (out_counts, 0, sizeof *out_counts);
  if (pattern == NULL || !parse_cursor (query->after, &after_source, &after_offset, error)
      || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  self.reach = rc_text_pattern_reach (pattern);
  plan = rc_text_plan_new (case_file, query->source, self.reach, after_source, after_offset, rc_text_event_filter_is_set (&query->filter),
                           error);
  if (plan == NULL)
    return FALSE;

  out_counts->sources = plan->n_searched;
  out_counts->total = plan->bytes;
  out_counts->in_part = plan->n_in_part;
  if (!search (&self, reader, plan, error))
    return FALSE;
  out_counts->is_complete = !self.is_ended;
  if (progress != NULL)
    progress (out_counts, user_data);
  return TRUE;
}
