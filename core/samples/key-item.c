/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/samples/key-item.h"

#include <string.h>

#include "core/bounds.h"
#include "core/event-walk.h"
#include "core/joining.h"
#include "core/override.h"
#include "core/seal.h"
#include "core/words.h"

/* By the bits of RcKeyItemReasons. */
static const struct
{
  const char *name;
  const char *words;
} reasons[RC_N_KEY_ITEM_REASONS] = {
  { "override", N_("a person replaced the machine's answer") },
  { "stop", N_("a person stopped or escalated it") },
  { "incident", N_("an incident is about it") },
  { "anomaly", N_("an anomaly is about it") },
  { "exception", N_("an exception stands at its record") },
  { "chain-break", N_("its record is at or next to a break in its chain") },
  { "uncertain", N_("what a person or a monitor said could be about it, or about another one") },
};

typedef struct
{
  RcSamplePopulation *population;
  RcCase             *case_file;
  RcRecordReader     *reader;
  GCancellable       *cancellable;
} Pass;

const char *
rc_key_item_reason_nth_name (guint index)
{
  return index < RC_N_KEY_ITEM_REASONS ? reasons[index].name : NULL;
}

const char *
rc_key_item_reason_nth_words (guint index)
{
  return index < RC_N_KEY_ITEM_REASONS ? _(reasons[index].words) : NULL;
}

static gboolean
mark_all (Pass              *self,
          const GArray      *events,
          RcKeyItemReasons   reason,
          GError           **error)
{
  for (guint i = 0; i < events->len; i++)
    if (!rc_sample_population_mark (self->population, g_array_index (events, gint64, i), reason, error))
      return FALSE;
  return TRUE;
}

/* --- What people and monitors said of an inference --- */

static gboolean
judge_action (Pass           *self,
              const RcEvent  *action,
              const GArray   *inferences,
              guint          *out_reasons,
              GError        **error)
{
  g_autoptr (RcEvent) inference = NULL;

  *out_reasons = rc_override_stops (action) ? RC_KEY_ITEM_STOP : 0;
  if (inferences->len == 1)
    {
      inference = rc_event_load (self->case_file, g_array_index (inferences, gint64, 0), error);
      if (inference == NULL || !rc_event_read_fields (inference, self->case_file, self->reader, error))
        return FALSE;
    }
  if (rc_override_is_one (action, inference))
    *out_reasons |= RC_KEY_ITEM_OVERRIDE;
  return TRUE;
}

/* Incidents are joined by no format's rule: by what they name. */
static GArray *
list_named (Pass           *self,
            const RcEvent  *event,
            GError        **error)
{
  static const struct { RcField field; RcEventKey key; } ways[] = {
    { RC_FIELD_TARGET, RC_EVENT_KEY_ID }, { RC_FIELD_DECISION, RC_EVENT_KEY_DECISION },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      const char *text = rc_event_peek_field (event, ways[i].field);
      g_autoptr (GArray) found = NULL;

      if (text == NULL || *text == '\0')
        continue;
      found = rc_event_index_find (self->case_file, self->reader, RC_EVENT_INFERENCE, ways[i].key, text, RC_LIMIT_LINEAGE_EVENTS, error);
      if (found == NULL || found->len > 0)
        return g_steal_pointer (&found);
    }
  return g_array_new (FALSE, FALSE, sizeof (gint64));
}

/* Where it could be about several, or is about a trace, each of them is looked at: one too many is examined sooner than one too few. */
static gboolean
is_uncertain (const RcJoin *join)
{
  return join->state == RC_JOIN_AMBIGUOUS || join->way == RC_JOIN_BY_TRACE;
}

static gboolean
mark_joined (Pass           *self,
             const RcEvent  *event,
             GError        **error)
{
  g_autoptr (RcJoin) join = rc_join_find_inference (self->case_file, self->reader, event, error);
  guint found = RC_KEY_ITEM_ANOMALY;

  if (join == NULL || (event->kind == RC_EVENT_HUMAN_ACTION && !judge_action (self, event, join->events, &found, error)))
    return FALSE;
  if (found != 0 && is_uncertain (join))
    found = RC_KEY_ITEM_UNCERTAIN;
  return found == 0 || mark_all (self, join->events, (RcKeyItemReasons) found, error);
}

static gboolean
mark_from (Pass           *self,
           const RcEvent  *event,
           GError        **error)
{
  g_autoptr (GArray) named = NULL;

  if (event->kind != RC_EVENT_INCIDENT)
    return mark_joined (self, event, error);

  named = list_named (self, event, error);
  return named != NULL && mark_all (self, named, RC_KEY_ITEM_INCIDENT, error);
}

static gboolean
mark_kind (Pass         *self,
           RcEventKind   kind,
           GError      **error)
{
  const RcEventQuery query = { .kind = kind, .from_us = RC_TIME_NONE, .to_us = RC_TIME_NONE };
  RcEventWalk walk;

  if (!rc_event_walk_begin (&walk, &query, rc_case_get_mark (self->case_file, "event"), error))
    return FALSE;
  while (!walk.at_end)
    {
      RcEventPlace places[RC_EVENT_WALK_STEP];
      guint n_places;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error)
          || !rc_event_walk_step (&walk, self->case_file, places, &n_places, error))
        return FALSE;
      for (guint i = 0; i < n_places; i++)
        {
          g_autoptr (GError) local_error = NULL;
          g_autoptr (RcEvent) event = rc_event_load (self->case_file, places[i].id, error);

          if (event == NULL)
            return FALSE;
          /* What cannot be read says nothing; verify tells of it. */
          if ((!rc_event_read_fields (event, self->case_file, self->reader, &local_error) || !mark_from (self, event, &local_error))
              && !rc_seal_context_tolerate (&local_error, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* --- What verify found at a record --- */

static gboolean
breaks_chain (const char *kind)
{
  static const char * const kinds[] = {
    RC_EXCEPTION_RECORD_ALTERED, RC_EXCEPTION_RECORD_REHASHED, RC_EXCEPTION_CHAIN_GAP, RC_EXCEPTION_CHAIN_FORK,
    RC_EXCEPTION_CHAIN_RESTART, RC_EXCEPTION_CHAIN_TAIL_MISSING, RC_EXCEPTION_RECORD_REPLAYED, RC_EXCEPTION_HEAD_DISAGREES, NULL,
  };

  return g_strv_contains (kinds, kind);
}

/* All that was read from the record. Occurrences and other kinds of events are no members, and are passed over. */
static gboolean
mark_record (Pass              *self,
             gint64             source,
             guint64            record,
             RcKeyItemReasons   reason,
             GError           **error)
{
  RcDatabase *database = rc_case_get_database (self->case_file);
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *statement;
  gboolean row = TRUE;
  gint64 first;

  if (!rc_event_find_at_record (self->case_file, source, record, &first, error))
    return FALSE;
  if (first == 0)
    return TRUE;

  /* The events of a source follow each other in the order of its records. */
  statement = rc_database_prepare (database, "SELECT id, source, record FROM event WHERE id >= ?1 ORDER BY id", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, first);
  while (row)
    {
      gint64 event;

      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row || sqlite3_column_int64 (statement, 1) != source || (guint64) sqlite3_column_int64 (statement, 2) != record)
        break;
      event = sqlite3_column_int64 (statement, 0);
      g_array_append_val (events, event);
    }
  if (row)
    sqlite3_reset (statement);
  return mark_all (self, events, reason, error);
}

static gboolean
mark_exception (Pass               *self,
                const RcException  *exception,
                GError            **error)
{
  guint64 record = (guint64) exception->record;

  if (exception->source == 0 || exception->record <= 0)
    return TRUE;
  if (!breaks_chain (exception->kind))
    return mark_record (self, exception->source, record, RC_KEY_ITEM_EXCEPTION, error);

  return (record == 1 || mark_record (self, exception->source, record - 1, RC_KEY_ITEM_CHAIN_BREAK, error))
    && mark_record (self, exception->source, record, RC_KEY_ITEM_CHAIN_BREAK, error)
    && mark_record (self, exception->source, record + 1, RC_KEY_ITEM_CHAIN_BREAK, error);
}

gboolean
rc_key_items_mark (RcSamplePopulation  *population,
                   RcCase              *case_file,
                   const RcJudgement   *judgement,
                   GCancellable        *cancellable,
                   GError             **error)
{
  static const RcEventKind kinds[] = { RC_EVENT_HUMAN_ACTION, RC_EVENT_ANOMALY, RC_EVENT_INCIDENT };
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  Pass pass = { population, case_file, reader, cancellable };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (!mark_kind (&pass, kinds[i], error))
      return FALSE;
  for (guint i = 0; judgement != NULL && i < judgement->exceptions->len; i++)
    if (!mark_exception (&pass, g_ptr_array_index (judgement->exceptions, i), error))
      return FALSE;

  return TRUE;
}
