/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "import-act.h"

#include <string.h>

#include "event-merge.h"
#include "known-record.h"
#include "occurrence.h"

/*
 * Exports overlap. The ids of the act's events are merged with those of all earlier ones, both sorted already; where two
 * events have the same id their records are compared: the same bytes are another occurrence, other bytes a conflict. Where a record
 * tells of several events, what it says of this one is compared: documents overlap, too, and the rest of them differs. One id may
 * stand on several records; each is then a candidate for what comes later. In a format whose later records replace earlier ones
 * other bytes are no conflict: the one that counts is the event, the others are kept and counted as replaced.
 */

/* Pairs that are compared together, in the order of the records, so that the vault is read front to back. */
#define MAX_PAIRS (64u << 10)
/* Records of one id that a later one is compared with: the earliest. */
#define MAX_CANDIDATES 16u

typedef struct
{
  gint64 later;
  gint64 earlier;
} Pair;

typedef struct
{
  RcImportAct       *act;
  RcRecordReader    *reader;
  RcRecordReader    *earlier_reader;
  RcKnownRecord      later;
  RcKnownRecord      earlier;
  GArray            *pairs;         /* of Pair */
  GArray            *candidates;    /* of gint64, ascending: events of one id */
  guint              n_live;        /* so many of them are known to be neither removed nor occurrences */
  gint64             first_new;     /* events from here on are of this act */
  gboolean           has_replaced;  /* a candidate may have been replaced since it was noted */
} Search;

/* What a record says of itself, as far as two of one id are weighed by it. */
typedef struct
{
  gboolean  replaces;
  char     *importer;      /* (nullable): its id */
  char     *id;
  char     *ended;
  char     *updated;
} Said;

static void
said_clear (Said *self)
{
  g_free (self->importer);
  g_free (self->id);
  g_free (self->ended);
  g_free (self->updated);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Said, said_clear)

typedef struct
{
  gint64  source;
  guint64 record;
  guint32 row;
  gint64  kind;
  gboolean is_whole;   /* the record is the whole source */
} Place;

static int
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  const Pair *left = a;
  const Pair *right = b;

  if (left->later != right->later)
    return left->later < right->later ? -1 : 1;
  return left->earlier < right->earlier ? -1 : left->earlier > right->earlier;
}

/* Events of the act are not published yet: read by row, not by rc_event_load(). */
static gboolean
load_place (RcDatabase  *database,
            gint64       event,
            Place       *out_place,
            GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT event.source, record, row, event.kind, framing = 'whole' FROM event JOIN source "
                                                 "ON source.id = event.source WHERE event.id = ?1 AND state <> 'removed'",
                                                 error);
  gboolean row = FALSE;

  memset (out_place, 0, sizeof *out_place);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, event);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;

  out_place->source = sqlite3_column_int64 (statement, 0);
  out_place->record = (guint64) sqlite3_column_int64 (statement, 1);
  out_place->row = (guint32) sqlite3_column_int64 (statement, 2);
  out_place->kind = sqlite3_column_int64 (statement, 3);
  out_place->is_whole = sqlite3_column_int (statement, 4) != 0;
  sqlite3_reset (statement);
  return TRUE;
}

static void
take_said (Said               *out_said,
           const RcFieldValue *value)
{
  char **place = value->field == RC_FIELD_ID ? &out_said->id : value->field == RC_FIELD_ENDED ? &out_said->ended :
                 value->field == RC_FIELD_UPDATED ? &out_said->updated : NULL;

  if (place != NULL && *place == NULL)
    *place = g_strdup (value->value);
}

/* (nullable): the record tells of one event only, or its importer cannot tell. */
static const RcRowDigest *
find_row (Search        *self,
          const Place   *place,
          RcKnownRecord *known)
{
  return place->row > 0 || place->is_whole ? rc_known_record_find_row (known, self->act->case_file, place->row) : NULL;
}

static void
read_said (Search        *self,
           const Place   *place,
           RcKnownRecord *known,
           Said          *out_said)
{
  RcCase *case_file = self->act->case_file;
  g_autoptr (RcSource) source = rc_source_load (self->act->database, place->source, NULL);
  const RcImporter *importer = source != NULL ? rc_importer_for_source (case_file, source, NULL) : NULL;
  const RcRowDigest *row = find_row (self, place, known);
  g_autoptr (GPtrArray) fields = NULL;
  gsize size;
  const char *data = g_bytes_get_data (known->content, &size);

  memset (out_said, 0, sizeof *out_said);
  if (importer == NULL)
    return;

  out_said->replaces = importer->replaces;
  out_said->importer = g_strdup (importer->id);
  if (row != NULL && row->id != NULL)
    {
      out_said->id = g_strdup (row->id);
      out_said->ended = g_strdup (row->ended);
      out_said->updated = g_strdup (row->updated);
      return;
    }

  fields = rc_importer_read_fields (importer, source->framing, source->name, data, size, place->row);
  for (guint i = 0; i < fields->len; i++)
    take_said (out_said, g_ptr_array_index (fields, i));
}

/* The call that has ended counts, then the record that was changed later, then the one that came later. */
static gboolean
counts_over (const Said *later,
             const Said *earlier)
{
  gboolean has_ended = later->ended != NULL && *later->ended != '\0';
  gboolean had_ended = earlier->ended != NULL && *earlier->ended != '\0';
  RcTimestamp updated, before;

  if (has_ended != had_ended)
    return has_ended;
  if (later->updated == NULL || earlier->updated == NULL ||
      !rc_timestamp_parse (later->updated, strlen (later->updated), RC_ZONE_RULE, 0, &updated) ||
      !rc_timestamp_parse (earlier->updated, strlen (earlier->updated), RC_ZONE_RULE, 0, &before))
    return TRUE;

  return updated.from_us >= before.from_us;
}

static gboolean
keep_occurrence (RcImportAct  *act,
                 gint64        event,
                 gint64        of,
                 gboolean      is_superseded,
                 gint64        first_new,
                 GError      **error)
{
  gboolean is_new;

  if (!rc_occurrence_keep (act->database, event, of, is_superseded, event < first_new, &is_new, error))
    return FALSE;
  if (is_new)
    act->next_occurrence = MAX (act->next_occurrence, event + 1);
  return TRUE;
}

static gboolean
keep_conflict (Search       *self,
               const Place  *later,
               const Place  *earlier,
               const char   *id,
               GError      **error)
{
  g_autofree char *expected = g_strdup_printf ("one record with the id %s", id);
  g_autofree char *found = g_strdup_printf ("another record with this id at %" G_GINT64_FORMAT ":%" G_GUINT64_FORMAT,
                                            earlier->source, earlier->record);

  return rc_import_act_set_aside (self->act, later->source, (gint64) later->record, -1, RC_EXCEPTION_ID_CONFLICT, expected,
                                  found, "One id stands on two different records; both are kept and shown.", error);
}

typedef enum
{
  COMPARED_OTHER,        /* another id, or no event any more */
  COMPARED_OCCURRENCE,
  COMPARED_CONFLICT,
  COMPARED_REPLACED,     /* the later record counts */
  COMPARED_REPLACES,     /* the earlier one does */
} Compared;

/* Whether both records say the same of their event; each may tell of others besides. */
static gboolean
are_equal (Search      *self,
           const Place *later,
           const Place *earlier)
{
  const RcRowDigest *of_later, *of_earlier;

  if (earlier->row == later->row && g_bytes_equal (self->earlier.content, self->later.content))
    return TRUE;
  if (earlier->row == 0 && later->row == 0 && !earlier->is_whole && !later->is_whole)
    return FALSE;

  of_later = rc_known_record_find_row (&self->later, self->act->case_file, later->row);
  of_earlier = of_later != NULL ? rc_known_record_find_row (&self->earlier, self->act->case_file, earlier->row) : NULL;
  return of_earlier != NULL && rc_digest_equal (&of_later->digest, &of_earlier->digest);
}

static gboolean
compare_pair (Search       *self,
              const Place  *later,
              gint64        earlier_event,
              Compared     *out_compared,
              Place        *out_earlier,
              char        **out_id,
              GError      **error)
{
  RcDatabase *database = self->act->database;
  g_auto (Said) said = { 0 };
  g_auto (Said) said_later = { 0 };

  *out_compared = COMPARED_OTHER;
  if (!load_place (database, earlier_event, out_earlier, error))
    return FALSE;
  if (out_earlier->source == 0 || out_earlier->kind != later->kind)
    return TRUE;

  if (!rc_known_record_read (&self->earlier, self->earlier_reader, out_earlier->source, out_earlier->record, error))
    return FALSE;
  if (are_equal (self, later, out_earlier))
    {
      *out_compared = COMPARED_OCCURRENCE;
      return TRUE;
    }

  /* The hashes agree; the ids decide. */
  read_said (self, out_earlier, &self->earlier, &said);
  read_said (self, later, &self->later, &said_later);
  if (said.id == NULL || g_strcmp0 (said.id, said_later.id) != 0)
    return TRUE;

  *out_id = g_steal_pointer (&said_later.id);
  /* One id in two formats is none that either gives anew. */
  if (said.replaces && said_later.replaces && g_strcmp0 (said.importer, said_later.importer) == 0)
    *out_compared = counts_over (&said_later, &said) ? COMPARED_REPLACED : COMPARED_REPLACES;
  else
    *out_compared = COMPARED_CONFLICT;
  return TRUE;
}

/* The event that counts for a candidate by now. */
static gboolean
follow (Search   *self,
        gint64   *event,
        GError  **error)
{
  gint64 of = self->has_replaced ? *event : 0;
  gboolean superseded;

  while (of != 0)
    {
      *event = of;
      if (!rc_occurrence_find (self->act->database, *event, &of, &superseded, error))
        return FALSE;
    }
  return TRUE;
}

/* Compares an event with all candidates for it: it repeats one of them, replaces them or is replaced, or is in conflict with the
 * first of its id. */
static gboolean
compare_with_all (Search      *self,
                  const Pair  *pairs,
                  guint        n_pairs,
                  GError     **error)
{
  g_autofree char *conflict_id = NULL;
  gint64 event = pairs->later;
  Place later, conflict;

  if (!load_place (self->act->database, event, &later, error))
    return FALSE;
  if (later.source == 0)
    return TRUE;
  if (!rc_known_record_read (&self->later, self->reader, later.source, later.record, error))
    return FALSE;

  for (guint i = 0; i < n_pairs; i++)
    {
      g_autofree char *id = NULL;
      gint64 candidate = pairs[i].earlier;
      Compared compared;
      Place earlier;

      if (!follow (self, &candidate, error))
        return FALSE;
      if (candidate == event)
        continue;
      if (!compare_pair (self, &later, candidate, &compared, &earlier, &id, error))
        return FALSE;
      if (compared == COMPARED_OCCURRENCE)
        return keep_occurrence (self->act, event, candidate, FALSE, self->first_new, error);
      self->has_replaced = self->has_replaced || compared == COMPARED_REPLACED || compared == COMPARED_REPLACES;
      if (compared == COMPARED_REPLACES)
        return keep_occurrence (self->act, event, candidate, TRUE, self->first_new, error);
      if (compared == COMPARED_REPLACED && !keep_occurrence (self->act, candidate, event, TRUE, self->first_new, error))
        return FALSE;
      if (compared != COMPARED_CONFLICT || conflict_id != NULL)
        continue;
      conflict_id = g_steal_pointer (&id);
      conflict = earlier;
    }

  return conflict_id == NULL || keep_conflict (self, &later, &conflict, conflict_id, error);
}

static gboolean
compare_all (Search   *self,
             GError  **error)
{
  const Pair *pairs = (const Pair *) (gpointer) self->pairs->data;

  g_array_sort (self->pairs, compare_pairs);
  for (guint i = 0, turn = 0; i < self->pairs->len; turn++)
    {
      guint n_pairs = 1;

      while (i + n_pairs < self->pairs->len && pairs[i + n_pairs].later == pairs[i].later)
        n_pairs++;
      if (!compare_with_all (self, pairs + i, n_pairs, error)
          || ((turn & 0xff) == 0 && !rc_import_act_breathe (self->act, error)))
        return FALSE;
      i += n_pairs;
    }
  g_array_set_size (self->pairs, 0);
  return TRUE;
}

/* An event that was removed, or only repeats another, is no candidate. */
static gboolean
is_live (RcDatabase  *database,
         gint64       event,
         gboolean    *out_live,
         GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT EXISTS (SELECT 1 FROM event WHERE id = ?1) "
                                                 "AND NOT EXISTS (SELECT 1 FROM occurrence WHERE event IN (?1, -?1))",
                                                 error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, event);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  *out_live = row && sqlite3_column_int (statement, 0) != 0;
  sqlite3_reset (statement);
  return TRUE;
}

static void
begin_candidates (Search *self)
{
  g_array_set_size (self->candidates, 0);
  self->n_live = 0;
}

/* Most ids stand on one record, and most candidates are never compared: they are looked at when that is needed. */
static gboolean
settle_candidates (Search   *self,
                   GError  **error)
{
  while (self->n_live < self->candidates->len)
    {
      gboolean live;

      if (!is_live (self->act->database, g_array_index (self->candidates, gint64, self->n_live), &live, error))
        return FALSE;
      if (live)
        self->n_live++;
      else
        g_array_remove_index (self->candidates, self->n_live);
    }
  return TRUE;
}

/* Notes an event for comparison with the candidates before it, and makes it one. Events of one id come ascending. */
static gboolean
note_event (Search   *self,
            gint64    event,
            GError  **error)
{
  gboolean is_new = event >= self->first_new;

  if ((is_new || self->candidates->len == MAX_CANDIDATES) && !settle_candidates (self, error))
    return FALSE;

  for (guint i = 0; is_new && i < self->candidates->len; i++)
    {
      Pair pair = { .later = event, .earlier = g_array_index (self->candidates, gint64, i) };

      g_array_append_val (self->pairs, pair);
    }
  if (self->candidates->len < MAX_CANDIDATES)
    g_array_append_val (self->candidates, event);
  return self->pairs->len < MAX_PAIRS || compare_all (self, error);
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

static gboolean
look_up (Search              *self,
         const RcEventEntry  *entry,
         gint64               last_run,
         GError             **error)
{
  g_autoptr (GArray) events = rc_event_run_lookup (self->act->database, last_run, RC_EVENT_KEY_ID, entry->hash, error);

  guint i = 0;

  if (events == NULL)
    return FALSE;

  /* The first new event of an id speaks for all. */
  g_array_sort (events, compare_events);
  while (i < events->len && g_array_index (events, gint64, i) < self->first_new)
    i++;
  if (i == events->len || g_array_index (events, gint64, i) != entry->event)
    return TRUE;

  begin_candidates (self);
  for (i = 0; i < events->len; i++)
    {
      if (!note_event (self, g_array_index (events, gint64, i), error))
        return FALSE;
    }
  return TRUE;
}

/* Few new events: each is looked up. */
static gboolean
look_up_each (Search   *self,
              gint64    first_run,
              gint64    last_run,
              GError  **error)
{
  RcDatabase *database = self->act->database;

  for (gint64 run = first_run; run <= last_run; run++)
    {
      RcEventRunCursor cursor;
      RcEventKey key = 0;

      if (!rc_event_run_cursor_begin (&cursor, database, run, &key, error))
        return FALSE;
      while (key == RC_EVENT_KEY_ID && rc_event_run_cursor_peek (&cursor) != NULL)
        {
          RcEventEntry entry = *rc_event_run_cursor_peek (&cursor);

          if (!look_up (self, &entry, last_run, error))
            return FALSE;
          if (!rc_event_run_cursor_advance (&cursor, database, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* Many new events: all runs of ids are walked once, side by side. */
static gboolean
merge_runs (Search   *self,
            gint64    last_run,
            GError  **error)
{
  g_auto (RcEventMerge) merge = { 0 };
  const RcEventEntry *entry;
  gint64 last = 0;
  gboolean has_last = FALSE;

  if (!rc_event_merge_begin (&merge, self->act->database, last_run, RC_EVENT_KEY_ID, error))
    return FALSE;

  while ((entry = rc_event_merge_peek (&merge)) != NULL)
    {
      gint64 event = entry->event;

      if (!has_last || entry->hash != last)
        begin_candidates (self);
      last = entry->hash;
      has_last = TRUE;
      if (!note_event (self, event, error) || !rc_event_merge_advance (&merge, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * rc_import_act_find_repeats:
 *
 * Finds the events of this act that were met before or twice. The index of the act must be flushed.
 */
gboolean
rc_import_act_find_repeats (RcImportAct  *act,
                            GError      **error)
{
  gint64 published_run = rc_case_get_mark (act->case_file, "run");
  gint64 published_events = rc_case_get_mark (act->case_file, "event");
  gint64 new_events = act->next_event - 1 - published_events;
  gint64 last_row, last_run;
  gboolean good;
  Search self = { .act = act, .first_new = published_events + 1 };

  rc_event_index_writer_get_marks (act->index, &last_row, &last_run);
  if (new_events == 0 || last_run == published_run)
    return TRUE;

  self.reader = rc_record_reader_new (act->database);
  self.earlier_reader = rc_record_reader_new (act->database);
  self.pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  self.candidates = g_array_new (FALSE, FALSE, sizeof (gint64));
  good = new_events * 20 < published_events
    ? look_up_each (&self, published_run + 1, last_run, error)
    : merge_runs (&self, last_run, error);
  good = good && compare_all (&self, error) && (!self.has_replaced || rc_occurrence_publish (act->database, error));
  g_array_unref (self.candidates);
  g_array_unref (self.pairs);
  rc_known_record_clear (&self.earlier);
  rc_known_record_clear (&self.later);
  rc_record_reader_free (self.earlier_reader);
  rc_record_reader_free (self.reader);
  return good;
}
