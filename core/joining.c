/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "joining.h"

#include <string.h>

#include "event-index.h"

/*
 * A request and its answer have an equal correlation; what follows an answer names it by its id, by its correlation, by the decision
 * that it is of, or by the trace that it is part of. The best way that leads anywhere is the one that counts.
 */

void
rc_join_free (RcJoin *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->events);
  g_array_unref (self->outside);
  g_array_unref (self->rivals);
  g_free (self);
}

const char *
rc_join_state_to_name (RcJoinState state)
{
  static const char * const names[] = { "none", "half", "outside-window", "ambiguous", "joined" };

  g_return_val_if_fail (state < G_N_ELEMENTS (names), NULL);

  return names[state];
}

const char *
rc_join_way_to_name (RcJoinWay way)
{
  static const char * const names[] = { "by-id", "by-correlation", "by-decision", "by-trace", "none" };

  g_return_val_if_fail (way < G_N_ELEMENTS (names), NULL);

  return names[way];
}

gboolean
rc_event_kind_follows (RcEventKind kind)
{
  switch (kind)
    {
    case RC_EVENT_HUMAN_ACTION:
    case RC_EVENT_FEEDBACK:
    case RC_EVENT_GROUND_TRUTH:
    case RC_EVENT_ANOMALY:
    case RC_EVENT_GUARDRAIL:
    case RC_EVENT_TOOL_CALL:
      return TRUE;
    default:
      return FALSE;
    }
}

RcImporterJoin
rc_join_bounds (const RcImporter *importer)
{
  const RcImporterJoin a_day = { .window_us = G_TIME_SPAN_DAY };

  return importer != NULL && importer->join != NULL ? *importer->join : a_day;
}

/**
 * rc_join_is_within:
 * @bounds: of the format
 *
 * What a record does not tell cannot lie outside: not every format has times, or an endpoint on both halves.
 *
 * Returns: whether @a and @b can be of one call
 */
gboolean
rc_join_is_within (const RcImporterJoin *bounds,
                   const RcEvent        *a,
                   const RcEvent        *b)
{
  const RcEvent *first = a->time_us <= b->time_us ? a : b;
  const RcEvent *second = first == a ? b : a;

  if (bounds->same_endpoint && a->endpoint != NULL && b->endpoint != NULL && strcmp (a->endpoint, b->endpoint) != 0)
    return FALSE;
  if (a->time_us == RC_TIME_NONE || b->time_us == RC_TIME_NONE)
    return TRUE;

  /* Differences of 64-bit times are taken without a sign: two of them may be further apart than half of all. */
  return (guint64) second->time_us - (guint64) first->time_us <= (guint64) MAX (first->span_us, 0) + (guint64) MAX (bounds->window_us, 0);
}

/* --- Candidates --- */

static RcJoin *
join_new (void)
{
  RcJoin *self = g_new0 (RcJoin, 1);

  self->way = RC_JOIN_BY_NOTHING;
  self->is_complete = TRUE;
  self->events = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->outside = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rivals = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

/* What is looked among, and for whom. */
typedef struct
{
  RcCase         *case_file;
  RcRecordReader *reader;
  const RcEvent  *event;
  RcImporterJoin  bounds;
  gboolean        is_bounded;
} Search;

static const RcImporter *
find_importer (RcCase        *case_file,
               const RcEvent *event)
{
  g_autoptr (RcSource) source = rc_source_load (rc_case_get_database (case_file), event->source, NULL);

  return source != NULL ? rc_importer_for_source (case_file, source, NULL) : NULL;
}

/* (element-type RcEvent) (transfer full): the events of @kind that call themselves so, the one that asks left out. */
static GPtrArray *
list_called (const Search  *self,
             RcEventKind    kind,
             RcEventKey     key,
             const char    *text,
             gboolean      *out_complete,
             GError       **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_event_free);
  g_autoptr (GArray) ids = NULL;

  if (text == NULL || *text == '\0')
    return g_steal_pointer (&events);

  ids = rc_event_index_find (self->case_file, self->reader, kind, key, text, RC_JOIN_MAX_CANDIDATES + 1, error);
  if (ids == NULL)
    return NULL;
  *out_complete = *out_complete && ids->len <= RC_JOIN_MAX_CANDIDATES;
  for (guint i = 0; i < MIN (ids->len, RC_JOIN_MAX_CANDIDATES); i++)
    {
      RcEvent *event;

      if (g_array_index (ids, gint64, i) == self->event->id)
        continue;
      event = rc_event_load (self->case_file, g_array_index (ids, gint64, i), error);
      if (event == NULL)
        return NULL;
      g_ptr_array_add (events, event);
    }

  return g_steal_pointer (&events);
}

static gboolean
is_same_record (const RcEvent *a,
                const RcEvent *b)
{
  return a->source == b->source && a->record == b->record;
}

/* Parts the candidates into those within the bounds, which stay, and the others. */
static void
part (RcJoin        *join,
      const Search  *self,
      GPtrArray     *candidates)
{
  for (guint i = 0; i < candidates->len;)
    {
      const RcEvent *candidate = g_ptr_array_index (candidates, i);

      if (!self->is_bounded || rc_join_is_within (&self->bounds, self->event, candidate))
        {
          i++;
          continue;
        }
      g_array_append_val (join->outside, candidate->id);
      g_ptr_array_remove_index (candidates, i);
    }
}

static guint
count_records (GPtrArray *events)
{
  guint count = 0;

  for (guint i = 0; i < events->len; i++)
    {
      guint j = 0;

      while (j < i && !is_same_record (g_ptr_array_index (events, j), g_ptr_array_index (events, i)))
        j++;
      count += j == i ? 1 : 0;
    }
  return count;
}

static void
take (RcJoin    *join,
      GPtrArray *events)
{
  join->n_records = count_records (events);
  for (guint i = 0; i < events->len; i++)
    g_array_append_val (join->events, ((const RcEvent *) g_ptr_array_index (events, i))->id);
}

/* A record with several rows is met by its like row by row: the batch has one order. */
static void
keep_same_row (const RcEvent *event,
               GPtrArray     *partners)
{
  for (guint i = 0; partners->len > 1 && i < partners->len; i++)
    {
      RcEvent *partner = g_ptr_array_index (partners, i);

      if (partner->row != event->row)
        continue;
      while (partners->len > i + 1)
        g_ptr_array_remove_index (partners, i + 1);
      while (partners->len > 1)
        g_ptr_array_remove_index (partners, 0);
    }
}

/* --- Halves --- */

/* Those of the event's own kind that could claim a partner as well. */
static gboolean
find_rivals (RcJoin        *join,
             const Search  *self,
             const char    *correlation,
             GPtrArray     *partners,
             GError       **error)
{
  g_autoptr (GPtrArray) others = list_called (self, self->event->kind, RC_EVENT_KEY_CORRELATION, correlation, &join->is_complete, error);

  if (others == NULL)
    return FALSE;

  for (guint i = 0; i < others->len; i++)
    {
      const RcEvent *other = g_ptr_array_index (others, i);
      gboolean claims = FALSE;

      for (guint j = 0; j < partners->len && !claims; j++)
        claims = rc_join_is_within (&self->bounds, other, g_ptr_array_index (partners, j));
      if (claims && !is_same_record (other, self->event))
        g_array_append_val (join->rivals, other->id);
    }

  return TRUE;
}

/* The records of @kind that have the event's correlation. */
static gboolean
join_half (RcJoin        *join,
           Search        *self,
           RcEventKind    kind,
           GError       **error)
{
  const char *correlation = rc_event_peek_field (self->event, RC_FIELD_CORRELATION);
  g_autoptr (GPtrArray) partners = NULL;

  if (correlation == NULL || *correlation == '\0')
    return TRUE;

  join->way = RC_JOIN_BY_CORRELATION;
  self->is_bounded = TRUE;
  partners = list_called (self, kind, RC_EVENT_KEY_CORRELATION, correlation, &join->is_complete, error);
  if (partners == NULL)
    return FALSE;

  part (join, self, partners);
  if (partners->len == 0)
    {
      join->state = !join->is_complete ? RC_JOIN_AMBIGUOUS : join->outside->len > 0 ? RC_JOIN_OUTSIDE : RC_JOIN_HALF;
      return TRUE;
    }
  if (!find_rivals (join, self, correlation, partners, error))
    return FALSE;

  if (count_records (partners) == 1)
    keep_same_row (self->event, partners);
  take (join, partners);
  /* One request may be answered by all rows of a record; the rows of a request that none of them fits are several requests. */
  join->state = join->n_records == 1 && (partners->len == 1 || kind == RC_EVENT_INFERENCE) && join->rivals->len == 0 &&
                join->is_complete ? RC_JOIN_JOINED : RC_JOIN_AMBIGUOUS;
  return TRUE;
}

/**
 * rc_join_find_request:
 * @inference: its fields read
 *
 * Nothing is missing of an inference whose own record holds what was asked, or the digest of it.
 *
 * Returns: (transfer full): how its request was found; %RC_JOIN_NONE where it needs none
 */
RcJoin *
rc_join_find_request (RcCase          *case_file,
                      RcRecordReader  *reader,
                      const RcEvent   *inference,
                      GError         **error)
{
  g_autoptr (RcJoin) join = join_new ();
  Search self = { .case_file = case_file, .reader = reader, .event = inference };

  self.bounds = rc_join_bounds (find_importer (case_file, inference));
  if (!join_half (join, &self, RC_EVENT_REQUEST_PART, error))
    return NULL;

  if (join->state == RC_JOIN_HALF && (rc_event_peek_field (inference, RC_FIELD_INPUT) != NULL ||
                                      rc_event_peek_field (inference, RC_FIELD_INPUT_DIGEST) != NULL))
    join->state = RC_JOIN_NONE;
  return g_steal_pointer (&join);
}

/* --- Followers --- */

/* One way from a record to inferences. */
typedef struct
{
  RcJoinWay  way;
  RcField    field;      /* of the record that follows */
  RcEventKey key;        /* of the inference */
} Way;

static const Way ways[] = {
  { RC_JOIN_BY_ID, RC_FIELD_TARGET, RC_EVENT_KEY_ID },
  { RC_JOIN_BY_CORRELATION, RC_FIELD_TARGET, RC_EVENT_KEY_CORRELATION },
  { RC_JOIN_BY_CORRELATION, RC_FIELD_CORRELATION, RC_EVENT_KEY_CORRELATION },
  { RC_JOIN_BY_DECISION, RC_FIELD_TARGET, RC_EVENT_KEY_DECISION },
  { RC_JOIN_BY_DECISION, RC_FIELD_DECISION, RC_EVENT_KEY_DECISION },
  { RC_JOIN_BY_TRACE, RC_FIELD_TARGET, RC_EVENT_KEY_TRACE },
  { RC_JOIN_BY_TRACE, RC_FIELD_TRACE, RC_EVENT_KEY_TRACE },
};

static gboolean
is_about_one (RcJoinWay way)
{
  return way == RC_JOIN_BY_ID || way == RC_JOIN_BY_CORRELATION;
}

static gboolean
follow (RcJoin        *join,
        const Search  *self,
        const Way     *way,
        GError       **error)
{
  g_autoptr (GPtrArray) found = NULL;

  found = list_called (self, RC_EVENT_INFERENCE, way->key, rc_event_peek_field (self->event, way->field), &join->is_complete, error);
  if (found == NULL)
    return FALSE;

  part (join, self, found);
  if (found->len == 0 && (join->is_complete || !is_about_one (way->way)))
    {
      /* A better way is not given up for a worse one that leads outside too. */
      if (join->outside->len > 0 && join->way == RC_JOIN_BY_NOTHING)
        join->way = way->way;
      join->is_complete = TRUE;
      return TRUE;
    }

  join->way = way->way;
  take (join, found);
  join->state = !is_about_one (way->way) || (join->n_records == 1 && join->is_complete) ? RC_JOIN_JOINED : RC_JOIN_AMBIGUOUS;
  return TRUE;
}

/* The inference of one request. */
static gboolean
add_answer (RcJoin        *join,
            const Search  *self,
            RcEvent       *request,
            GError       **error)
{
  g_autoptr (RcJoin) through = NULL;

  if (!rc_event_read_fields (request, self->case_file, self->reader, error))
    return FALSE;
  through = rc_join_find_inference (self->case_file, self->reader, request, error);
  if (through == NULL)
    return FALSE;

  join->state = MAX (join->state, through->events->len > 0 ? through->state : RC_JOIN_NONE);
  join->n_records += through->n_records;
  g_array_append_vals (join->events, through->events->data, through->events->len);
  return TRUE;
}

/* A record may name the request where that has an id of its own, or be under the business reference that only the request has. */
static gboolean
follow_requests (RcJoin        *join,
                 const Search  *self,
                 RcJoinWay      way,
                 RcField        field,
                 RcEventKey     key,
                 GError       **error)
{
  g_autoptr (GPtrArray) requests = list_called (self, RC_EVENT_REQUEST_PART, key, rc_event_peek_field (self->event, field),
                                                &join->is_complete, error);

  if (requests == NULL)
    return FALSE;
  if (!join->is_complete || (is_about_one (way) && requests->len != 1))
    {
      join->is_complete = TRUE;
      return TRUE;
    }

  for (guint i = 0; i < requests->len; i++)
    if (!add_answer (join, self, g_ptr_array_index (requests, i), error))
      return FALSE;
  if (join->events->len > 0)
    join->way = way;
  return TRUE;
}

static gboolean
names_something (const RcEvent *event)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      const char *text = rc_event_peek_field (event, ways[i].field);

      if (text != NULL && *text != '\0')
        return TRUE;
    }
  return FALSE;
}

/* What is said of an answer may come weeks later: a window binds it only where its own format declares one. */
static gboolean
join_follower (RcJoin        *join,
               Search        *self,
               GError       **error)
{
  const RcImporter *importer = find_importer (self->case_file, self->event);

  self->is_bounded = importer != NULL && importer->join != NULL;
  self->bounds = rc_join_bounds (importer);
  for (gsize i = 0; i < G_N_ELEMENTS (ways) && join->state == RC_JOIN_NONE; i++)
    {
      if (i > 0 && is_about_one (ways[i - 1].way) && !is_about_one (ways[i].way) &&
          !follow_requests (join, self, RC_JOIN_BY_ID, RC_FIELD_TARGET, RC_EVENT_KEY_ID, error))
        return FALSE;
      if (join->state == RC_JOIN_NONE && !follow (join, self, &ways[i], error))
        return FALSE;
    }

  if (join->state == RC_JOIN_NONE &&
      !follow_requests (join, self, RC_JOIN_BY_DECISION, RC_FIELD_DECISION, RC_EVENT_KEY_DECISION, error))
    return FALSE;
  if (join->state == RC_JOIN_NONE && names_something (self->event))
    join->state = join->outside->len > 0 ? RC_JOIN_OUTSIDE : RC_JOIN_HALF;
  return TRUE;
}

/**
 * rc_join_find_inference:
 * @event: a request, or a record that speaks of an inference, its fields read
 *
 * Returns: (transfer full): the inference that it belongs to; %RC_JOIN_NONE where it names none, or is of a kind that does not
 */
RcJoin *
rc_join_find_inference (RcCase          *case_file,
                        RcRecordReader  *reader,
                        const RcEvent   *event,
                        GError         **error)
{
  g_autoptr (RcJoin) join = join_new ();
  Search self = { .case_file = case_file, .reader = reader, .event = event };
  gboolean good = TRUE;

  if (event->kind == RC_EVENT_REQUEST_PART)
    {
      self.bounds = rc_join_bounds (find_importer (case_file, event));
      good = join_half (join, &self, RC_EVENT_INFERENCE, error);
    }
  else if (rc_event_kind_follows (event->kind))
    {
      good = join_follower (join, &self, error);
    }

  return good ? g_steal_pointer (&join) : NULL;
}
