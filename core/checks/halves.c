/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/checks/join-sums.h"
#include "core/event-merge.h"
#include "core/joining.h"

/*
 * Requests and answers with an equal correlation, for all records at once: the runs of the index are walked side by side, and the
 * rows of what stands together are read in the order of their numbers. It reads rows and no records, and keeps a bounded amount.
 */

/* Entries whose rows are read together. */
#define MAX_ENTRIES (64u << 10)
/* As many of one key are weighed against each other; where there are more the key tells nothing (joining.c). */
#define MAX_CANDIDATES 256u

typedef struct
{
  gint64   group;       /* of its correlation */
  RcEvent  event;       /* without texts; @endpoint as its number */
  gint64   endpoint;
  gboolean is_live;
} Entry;

typedef struct
{
  RcCheckContext *context;
  GHashTable     *sums;
  GArray         *entries;      /* of Entry, by hash */
  GArray         *order;        /* of guint: the entries by their event */
} Halves;

static int
compare_events (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const Halves *self = user_data;
  gint64 left = g_array_index (self->entries, Entry, *(const guint *) a).event.id;
  gint64 right = g_array_index (self->entries, Entry, *(const guint *) b).event.id;

  return left < right ? -1 : left > right;
}

static gboolean
read_row (Entry         *entry,
          RcDatabase    *database,
          sqlite3_stmt  *statement,
          GError       **error)
{
  gboolean row;

  sqlite3_bind_int64 (statement, 1, entry->event.id);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  entry->is_live = row;
  if (!row)
    return TRUE;

  entry->event.kind = (RcEventKind) sqlite3_column_int (statement, 0);
  entry->event.source = sqlite3_column_int64 (statement, 1);
  entry->event.record = (guint64) sqlite3_column_int64 (statement, 2);
  entry->event.row = (guint32) sqlite3_column_int64 (statement, 3);
  entry->event.time_us = rc_database_column_time (statement, 4);
  entry->event.span_us = sqlite3_column_int64 (statement, 5);
  entry->endpoint = sqlite3_column_int64 (statement, 6);
  sqlite3_reset (statement);
  return TRUE;
}

/* Rows lie in the order of their numbers, the entries in that of their hashes. */
static gboolean
read_rows (Halves   *self,
           GError  **error)
{
  RcDatabase *database = rc_case_get_database (self->context->case_file);
  sqlite3_stmt *statement;

  g_array_set_size (self->order, self->entries->len);
  for (guint i = 0; i < self->entries->len; i++)
    g_array_index (self->order, guint, i) = i;
  g_array_sort_with_data (self->order, compare_events, self);

  statement = rc_database_prepare (database,
                                   "SELECT kind, source, record, row, time_us, span_us, endpoint FROM event WHERE id = ?1 "
                                   "AND NOT EXISTS (SELECT 1 FROM occurrence WHERE occurrence.event = event.id)", error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < self->order->len; i++)
    if (!read_row (&g_array_index (self->entries, Entry, g_array_index (self->order, guint, i)), database, statement, error))
      return FALSE;

  return TRUE;
}

static gboolean
is_same_record (const Entry *a,
                const Entry *b)
{
  return a->event.source == b->event.source && a->event.record == b->event.record;
}

static gboolean
is_within (const RcImporterJoin *bounds,
           const Entry          *a,
           const Entry          *b)
{
  if (bounds->same_endpoint && a->endpoint != 0 && b->endpoint != 0 && a->endpoint != b->endpoint)
    return FALSE;

  return rc_join_is_within (bounds, &a->event, &b->event);
}

/* What one side of a call finds on the other. */
typedef struct
{
  guint    n_within;
  guint    n_outside;
  guint    n_records;
  guint    n_rivals;
  gboolean same_row;
} Found;

/* @asks: one of the entries of the group, and of @kind; it looks among those of @wanted. As rc_join_find_request() does. */
static Found
look (const Entry          *asks,
      const RcImporterJoin *bounds,
      const Entry          *group,
      guint                 n_group,
      RcEventKind           wanted)
{
  const Entry *first = NULL;
  Found found = { 0 };

  for (guint i = 0; i < n_group; i++)
    {
      if (!group[i].is_live || group[i].event.kind != wanted)
        continue;
      if (!is_within (bounds, asks, &group[i]))
        {
          found.n_outside++;
          continue;
        }
      found.n_within++;
      found.same_row = found.same_row || group[i].event.row == asks->event.row;
      if (first == NULL || !is_same_record (first, &group[i]))
        found.n_records++;
      if (first == NULL)
        first = &group[i];
    }

  for (guint i = 0; i < n_group && first != NULL; i++)
    {
      if (!group[i].is_live || group[i].event.kind != asks->event.kind || is_same_record (&group[i], asks))
        continue;
      for (guint j = 0; j < n_group; j++)
        if (group[j].is_live && group[j].event.kind == wanted && is_within (bounds, asks, &group[j]) &&
            is_within (bounds, &group[i], &group[j]))
          {
            found.n_rivals++;
            break;
          }
    }
  return found;
}

static void
judge_answer (RcJoinSum   *sum,
              const Entry *answer,
              const Entry *group,
              guint        n_group,
              gboolean     too_many)
{
  Found found = { 0 };

  sum->answers++;
  if (!too_many)
    found = look (answer, &sum->bounds, group, n_group, RC_EVENT_REQUEST_PART);

  if (!too_many && found.n_within == 0 && found.n_outside == 0)
    sum->alone++;
  else if (!too_many && found.n_within == 0)
    sum->outside++;
  else if (!too_many && found.n_records == 1 && found.n_rivals == 0 && (found.n_within == 1 || found.same_row))
    sum->joined++;
  else
    rc_join_sum_note (&sum->ambiguous, &sum->first_ambiguous, answer->event.record);
}

static void
judge_request (RcJoinSum   *sum,
               const Entry *request,
               const Entry *group,
               guint        n_group,
               gboolean     too_many)
{
  sum->requests++;
  if (!too_many && look (request, &sum->bounds, group, n_group, RC_EVENT_INFERENCE).n_within == 0)
    rc_join_sum_note (&sum->unanswered, &sum->first_unanswered, request->event.record);
}

static void
judge_group (Halves      *self,
             const Entry *group,
             guint        n_group)
{
  guint n_answers = 0, n_requests = 0;
  gboolean too_many;

  for (guint i = 0; i < n_group; i++)
    {
      n_answers += group[i].is_live && group[i].event.kind == RC_EVENT_INFERENCE ? 1 : 0;
      n_requests += group[i].is_live && group[i].event.kind == RC_EVENT_REQUEST_PART ? 1 : 0;
    }

  too_many = n_requests > 0 && MAX (n_answers, n_requests) > MAX_CANDIDATES;
  for (guint i = 0; i < n_group; i++)
    {
      RcJoinSum *sum = group[i].is_live ? rc_join_sums_find (self->sums, group[i].event.source) : NULL;

      if (sum == NULL)
        continue;
      if (group[i].event.kind == RC_EVENT_INFERENCE)
        judge_answer (sum, &group[i], group, n_requests > 0 ? n_group : 0, too_many);
      else if (group[i].event.kind == RC_EVENT_REQUEST_PART)
        judge_request (sum, &group[i], group, n_answers > 0 ? n_group : 0, too_many);
    }
}

/* @is_end: no more of the last group can follow. What is left of it stays for the next turn; of a key that fills a whole turn alone there
 * is always more than one. */
static gboolean
judge_all (Halves    *self,
           gboolean   is_end,
           GError   **error)
{
  const Entry *entries = (const Entry *) (gpointer) self->entries->data;
  guint begin = 0;

  if (!read_rows (self, error))
    return FALSE;

  for (guint i = 1; i <= self->entries->len; i++)
    {
      gboolean is_last = i == self->entries->len;

      if (!is_last && entries[i].group == entries[begin].group)
        continue;
      if (is_last && !is_end && begin > 0)
        break;
      judge_group (self, entries + begin, i - begin);
      begin = i;
    }

  if (begin > 0)
    g_array_remove_range (self->entries, 0, begin);
  return TRUE;
}

static gboolean
walk (Halves    *self,
      GError   **error)
{
  RcDatabase *database = rc_case_get_database (self->context->case_file);
  g_auto (RcEventMerge) merge = { 0 };
  const RcEventEntry *entry;

  if (!rc_event_merge_begin (&merge, database, rc_case_get_mark (self->context->case_file, "run"), RC_EVENT_KEY_CORRELATION, error))
    return FALSE;

  while ((entry = rc_event_merge_peek (&merge)) != NULL)
    {
      Entry noted = { .group = rc_event_key_group (entry->hash), .event.id = entry->event };

      g_array_append_val (self->entries, noted);
      if (self->entries->len == MAX_ENTRIES &&
          (!judge_all (self, FALSE, error) || g_cancellable_set_error_if_cancelled (self->context->seal_context->cancellable, error)))
        return FALSE;
      if (!rc_event_merge_advance (&merge, error))
        return FALSE;
    }

  return judge_all (self, TRUE, error);
}

/**
 * rc_check_halves:
 * @sums: filled by this
 */
gboolean
rc_check_halves (RcCheckContext  *context,
                 GHashTable      *sums,
                 GError         **error)
{
  Halves self = { .context = context, .sums = sums };
  gboolean good;

  self.entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self.order = g_array_new (FALSE, FALSE, sizeof (guint));
  good = walk (&self, error);
  g_array_unref (self.order);
  g_array_unref (self.entries);
  return good;
}
