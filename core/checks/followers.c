/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/checks/join-sums.h"
#include "core/event-merge.h"
#include "core/event-query.h"
#include "core/joining.h"

/*
 * Reviews, ratings, outcomes and filters against the log: what each names is looked for among the inferences, for many records at once.
 * The ways and their order are those of rc_join_find_inference(); a hash of the index stands for a text.
 */

/* Records whose names are looked for together. */
#define MAX_FOLLOWERS 16384u
/* So few names are looked up one by one: a walk over all runs would read more. */
#define FEW_NAMES 2048u
/* Records without an inference that are asked whether they speak of something else. */
#define MAX_ASKED 1000u

typedef enum
{
  RANK_ID,
  RANK_TARGET_CORRELATION,
  RANK_CORRELATION,
  RANK_REQUEST,             /* the id of a request: the inference is found through it */
  RANK_TARGET_DECISION,
  RANK_DECISION,
  RANK_TARGET_TRACE,
  RANK_TRACE,
  RANK_REQUEST_DECISION,    /* the business reference that only a request has */
  N_RANKS
} Rank;

static const struct { RcField field; RcEventKey key; RcEventKind kind; } ways[N_RANKS] = {
  { RC_FIELD_TARGET, RC_EVENT_KEY_ID, RC_EVENT_INFERENCE },
  { RC_FIELD_TARGET, RC_EVENT_KEY_CORRELATION, RC_EVENT_INFERENCE },
  { RC_FIELD_CORRELATION, RC_EVENT_KEY_CORRELATION, RC_EVENT_INFERENCE },
  { RC_FIELD_TARGET, RC_EVENT_KEY_ID, RC_EVENT_REQUEST_PART },
  { RC_FIELD_TARGET, RC_EVENT_KEY_DECISION, RC_EVENT_INFERENCE },
  { RC_FIELD_DECISION, RC_EVENT_KEY_DECISION, RC_EVENT_INFERENCE },
  { RC_FIELD_TARGET, RC_EVENT_KEY_TRACE, RC_EVENT_INFERENCE },
  { RC_FIELD_TRACE, RC_EVENT_KEY_TRACE, RC_EVENT_INFERENCE },
  { RC_FIELD_DECISION, RC_EVENT_KEY_DECISION, RC_EVENT_REQUEST_PART },
};

/* One text that a record names, by one of the ways. */
typedef struct
{
  RcEventKey key;
  gint64     hash;
  guint      follower;
  Rank       rank;
} Name;

/* What one way of one record led to: where the first inference stands, and whether another one does. */
typedef struct
{
  gint64   source;
  guint64  record;
  gboolean is_found;
  gboolean is_several;
  gboolean is_outside;
  guint    n_met;
} Hit;

typedef struct
{
  gint64     id;
  RcJoinSum *sum;
  guint64    record;
  gint64     time_us;
  gint64     span_us;
  gint64     endpoint;
  gboolean   names_something;
  Hit        hits[N_RANKS];
} Follower;

typedef struct
{
  RcCheckContext *context;
  GHashTable     *sums;
  GArray         *followers;
  GArray         *names;
  guint           n_asked;
  GError         *error;
} Followers;

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  const Name *left = a;
  const Name *right = b;

  if (left->key != right->key)
    return left->key < right->key ? -1 : 1;

  return left->hash < right->hash ? -1 : left->hash > right->hash;
}

/* --- Hits --- */

/* A name that more answers have than are ever looked at tells of none of them, as joining.c has it for one record. */
static void
give_up (Hit  *hit,
         Rank  rank)
{
  if (rank == RANK_ID || rank == RANK_TARGET_CORRELATION || rank == RANK_CORRELATION)
    hit->is_found = hit->is_several = TRUE;
}

static gboolean
is_settled (Followers   *self,
            const Name  *name)
{
  const Hit *hit = &g_array_index (self->followers, Follower, name->follower).hits[name->rank];

  return hit->is_several || hit->n_met > RC_JOIN_MAX_CANDIDATES;
}

static gboolean
take_hit (Followers   *self,
          const Name  *name,
          gint64       event,
          GError     **error)
{
  RcDatabase *database = rc_case_get_database (self->context->case_file);
  Follower *follower = &g_array_index (self->followers, Follower, name->follower);
  Hit *hit = &follower->hits[name->rank];
  RcEvent inference = { 0 }, own = { .time_us = follower->time_us, .span_us = follower->span_us };
  sqlite3_stmt *statement;
  gint64 endpoint;
  gboolean row;

  if (is_settled (self, name))
    return TRUE;

  statement = rc_database_prepare (database,
                                   "SELECT source, record, time_us, span_us, endpoint FROM event WHERE id = ?1 AND kind = ?2 "
                                   "AND NOT EXISTS (SELECT 1 FROM occurrence WHERE occurrence.event = event.id)", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, event);
  sqlite3_bind_int (statement, 2, ways[name->rank].kind);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;

  inference.source = sqlite3_column_int64 (statement, 0);
  inference.record = (guint64) sqlite3_column_int64 (statement, 1);
  inference.time_us = rc_database_column_time (statement, 2);
  inference.span_us = sqlite3_column_int64 (statement, 3);
  endpoint = sqlite3_column_int64 (statement, 4);
  sqlite3_reset (statement);
  if (++hit->n_met > RC_JOIN_MAX_CANDIDATES)
    {
      give_up (hit, name->rank);
      return TRUE;
    }

  if (follower->sum->is_bounded &&
      (!rc_join_is_within (&follower->sum->bounds, &own, &inference) ||
       (follower->sum->bounds.same_endpoint && endpoint != 0 && follower->endpoint != 0 && endpoint != follower->endpoint)))
    {
      hit->is_outside = TRUE;
      return TRUE;
    }

  hit->is_several = hit->is_found && (hit->source != inference.source || hit->record != inference.record);
  hit->is_found = TRUE;
  hit->source = inference.source;
  hit->record = inference.record;
  return TRUE;
}

static gboolean
look_up_each (Followers  *self,
              gint64      last_run,
              GError    **error)
{
  for (guint i = 0; i < self->names->len; i++)
    {
      const Name *name = &g_array_index (self->names, Name, i);
      g_autoptr (GArray) events = rc_event_run_lookup (rc_case_get_database (self->context->case_file), last_run, name->key, name->hash,
                                                       error);

      if (events == NULL)
        return FALSE;
      for (guint j = 0; j < events->len; j++)
        if (!take_hit (self, name, g_array_index (events, gint64, j), error))
          return FALSE;
    }

  return TRUE;
}

/* The names of one key, sorted, and the runs of that key, side by side. Names that are settled are moved ahead of those that are not. */
static gboolean
merge_key (Followers   *self,
           Name        *names,
           guint        n_names,
           gint64       last_run,
           GError     **error)
{
  g_auto (RcEventMerge) merge = { 0 };
  const RcEventEntry *entry;
  guint begin = 0;

  if (!rc_event_merge_begin (&merge, rc_case_get_database (self->context->case_file), last_run, names->key, error))
    return FALSE;

  while (begin < n_names && (entry = rc_event_merge_peek (&merge)) != NULL)
    {
      gint64 event = entry->event;

      if (names[begin].hash < entry->hash)
        {
          begin++;
          continue;
        }
      for (guint i = begin; i < n_names && names[i].hash == entry->hash; i++)
        {
          Name name = names[i];

          if (!take_hit (self, &name, event, error))
            return FALSE;
          if (!is_settled (self, &name))
            continue;
          names[i] = names[begin];
          names[begin++] = name;
        }
      if (!rc_event_merge_advance (&merge, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
find_hits (Followers  *self,
           GError    **error)
{
  gint64 last_run = rc_case_get_mark (self->context->case_file, "run");
  Name *names;

  if (self->names->len < FEW_NAMES)
    return look_up_each (self, last_run, error);

  g_array_sort (self->names, compare_names);
  names = (Name *) (gpointer) self->names->data;
  for (guint begin = 0, end = 0; begin < self->names->len; begin = end)
    {
      while (end < self->names->len && names[end].key == names[begin].key)
        end++;
      if (!merge_key (self, names + begin, end - begin, last_run, error))
        return FALSE;
    }
  return TRUE;
}

/* --- What they lead to --- */

/* A human action may be on a model, and a rating of an experiment: then no inference is missing. */
static gboolean
speaks_of_else (Followers       *self,
                const Follower  *follower,
                gboolean        *out_answer,
                GError         **error)
{
  RcCase *case_file = self->context->case_file;
  RcRecordReader *reader = self->context->seal_context->reader;
  g_autoptr (RcEvent) event = NULL;
  const char *target;

  *out_answer = FALSE;
  if (self->n_asked == MAX_ASKED)
    return TRUE;

  self->n_asked++;
  event = rc_event_load (case_file, follower->id, error);
  if (event == NULL || !rc_event_read_fields (event, case_file, reader, error))
    return FALSE;
  target = rc_event_peek_field (event, RC_FIELD_TARGET);
  for (guint kind = RC_EVENT_INFERENCE + 1; target != NULL && !*out_answer && kind < RC_N_EVENT_KINDS; kind++)
    {
      g_autoptr (GArray) found = NULL;

      if (kind == RC_EVENT_REQUEST_PART)
        continue;
      found = rc_event_index_find (case_file, reader, (RcEventKind) kind, RC_EVENT_KEY_ID, target, 1, error);
      if (found == NULL)
        return FALSE;
      *out_answer = found->len > 0 && g_array_index (found, gint64, 0) != follower->id;
    }

  return TRUE;
}

/* The inference of a request that has an id of its own: few records name it, and each is asked. */
static gboolean
join_through_request (Followers       *self,
                      const Follower  *follower,
                      RcJoinState     *out_state,
                      GError         **error)
{
  RcCase *case_file = self->context->case_file;
  RcRecordReader *reader = self->context->seal_context->reader;
  g_autoptr (RcEvent) event = rc_event_load (case_file, follower->id, error);
  g_autoptr (RcJoin) join = NULL;

  if (event == NULL || !rc_event_read_fields (event, case_file, reader, error))
    return FALSE;
  join = rc_join_find_inference (case_file, reader, event, error);
  if (join == NULL)
    return FALSE;

  *out_state = join->state;
  return TRUE;
}

static void
count_ambiguous (Followers       *self,
                 const Follower  *follower)
{
  self->context->judgement->joins.followers_ambiguous++;
  rc_join_sum_note (&follower->sum->followers_ambiguous, &follower->sum->first_follower_ambiguous, follower->record);
}

static gboolean
count_alone (Followers       *self,
             const Follower  *follower,
             gboolean         is_outside,
             GError         **error)
{
  RcJoinCounts *joins = &self->context->judgement->joins;
  gboolean is_else = FALSE;

  if (!follower->names_something)
    {
      joins->followers_silent++;
      return TRUE;
    }
  if (is_outside)
    {
      joins->followers_outside++;
      return TRUE;
    }
  if (!speaks_of_else (self, follower, &is_else, error))
    return FALSE;
  if (is_else)
    {
      joins->followers--;
      return TRUE;
    }

  joins->followers_alone++;
  rc_join_sum_note (&follower->sum->followers_alone, &follower->sum->first_follower_alone, follower->record);
  return TRUE;
}

static gboolean
judge (Followers       *self,
       const Follower  *follower,
       GError         **error)
{
  RcJoinCounts *joins = &self->context->judgement->joins;
  gboolean is_outside = FALSE;

  joins->followers++;
  for (guint rank = 0; rank < N_RANKS; rank++)
    {
      const Hit *hit = &follower->hits[rank];
      RcJoinState state = hit->is_several && rank < RANK_TARGET_DECISION ? RC_JOIN_AMBIGUOUS : RC_JOIN_JOINED;

      is_outside = is_outside || hit->is_outside;
      if (!hit->is_found)
        continue;
      if ((rank == RANK_REQUEST || rank == RANK_REQUEST_DECISION) && !join_through_request (self, follower, &state, error))
        return FALSE;
      if (state == RC_JOIN_AMBIGUOUS)
        count_ambiguous (self, follower);
      else if (state == RC_JOIN_JOINED && (rank == RANK_TARGET_TRACE || rank == RANK_TRACE))
        joins->followers_of_traces++;
      else if (state == RC_JOIN_JOINED)
        joins->followers_joined++;
      else
        continue;
      return TRUE;
    }

  return count_alone (self, follower, is_outside, error);
}

static gboolean
judge_all (Followers  *self,
           GError    **error)
{
  if (!find_hits (self, error))
    return FALSE;

  for (guint i = 0; i < self->followers->len; i++)
    if (!judge (self, &g_array_index (self->followers, Follower, i), error))
      return FALSE;

  g_array_set_size (self->followers, 0);
  g_array_set_size (self->names, 0);
  return TRUE;
}

/* --- Reading --- */

static gint64
find_endpoint (Followers     *self,
               const RcEvent *event)
{
  RcDatabase *database = rc_case_get_database (self->context->case_file);
  sqlite3_stmt *statement;
  gint64 endpoint = 0;
  gboolean row = FALSE;

  if (event->endpoint == NULL)
    return 0;

  statement = rc_database_prepare (database, "SELECT endpoint FROM event WHERE id = ?1", NULL);
  if (statement == NULL)
    return 0;
  sqlite3_bind_int64 (statement, 1, event->id);
  if (rc_database_step (database, statement, &row, NULL) && row)
    {
      endpoint = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  return endpoint;
}

static gboolean
add_follower (const RcEvent *event,
              gpointer       user_data)
{
  Followers *self = user_data;
  Follower follower = {
    .id = event->id,
    .sum = rc_join_sums_find (self->sums, event->source),
    .record = event->record,
    .time_us = event->time_us,
    .span_us = event->span_us,
  };

  if (follower.sum == NULL)
    return TRUE;

  follower.endpoint = follower.sum->is_bounded ? find_endpoint (self, event) : 0;
  for (guint rank = 0; rank < N_RANKS; rank++)
    {
      const char *text = rc_event_peek_field (event, ways[rank].field);
      Name name = { .key = ways[rank].key, .follower = self->followers->len, .rank = (Rank) rank };

      if (text == NULL || *text == '\0')
        continue;
      follower.names_something = TRUE;
      name.hash = (gint64) rc_event_key_hash (name.key, ways[rank].kind, text, strlen (text));
      g_array_append_val (self->names, name);
    }

  g_array_append_val (self->followers, follower);
  return self->followers->len < MAX_FOLLOWERS || judge_all (self, &self->error);
}

static gboolean
walk (Followers    *self,
      RcEventKind   kind,
      GError      **error)
{
  RcCheckContext *context = self->context;
  const RcEventQuery query = { .kind = kind, .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE };

  if (!rc_event_query_walk (context->case_file, context->seal_context->reader, &query, add_follower, self,
                            context->seal_context->cancellable, error))
    return FALSE;
  if (self->error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

/**
 * rc_check_followers:
 * @sums: filled by this
 *
 * Anomalies and tool calls stand for themselves: most are about many calls, or about none.
 */
gboolean
rc_check_followers (RcCheckContext  *context,
                    GHashTable      *sums,
                    GError         **error)
{
  static const RcEventKind kinds[] = { RC_EVENT_HUMAN_ACTION, RC_EVENT_FEEDBACK, RC_EVENT_GROUND_TRUTH, RC_EVENT_GUARDRAIL };
  Followers self = { .context = context, .sums = sums };
  gboolean good = TRUE;

  self.followers = g_array_new (FALSE, TRUE, sizeof (Follower));
  self.names = g_array_new (FALSE, FALSE, sizeof (Name));
  for (gsize i = 0; good && i < G_N_ELEMENTS (kinds); i++)
    good = walk (&self, kinds[i], error);
  good = good && judge_all (&self, error);
  g_array_unref (self.names);
  g_array_unref (self.followers);
  return good;
}
