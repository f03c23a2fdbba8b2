/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "event-index.h"

#include <string.h>

#include "event-run.h"

/*
 * Why not an index of SQLite: keys of a log arrive in random order, and three random inserts for each event cost more
 * than everything else of an import. A run is sorted in memory and written once, front to back.
 */

/* Entries of one key that are sorted and written together. Fixed, so that memory does not grow with the events. */
#define N_BUFFERED_ENTRIES (128u << 10)

struct _RcEventIndexWriter
{
  RcCase       *case_file;
  RcEventEntry *entries[RC_EVENT_KEY_LAST + 1];
  RcEventEntry *scratch;
  guint         n_entries[RC_EVENT_KEY_LAST + 1];
  gint64        next_row;
  gint64        next_run;
};

/* Keys that records of different kinds have in common: what has one text stands side by side in a run, by its kind. */
#define KIND_BITS 5

G_STATIC_ASSERT (RC_N_EVENT_KINDS <= 1 << KIND_BITS);

static gboolean
is_shared (RcEventKey key)
{
  return key == RC_EVENT_KEY_CORRELATION || key == RC_EVENT_KEY_TRACE;
}

/**
 * rc_event_key_hash:
 * @kind: events of different kinds never share a hash on purpose; those of one correlation or trace share a group
 * @text: tainted
 *
 * Returns: 64-bit FNV-1a of key, kind and text, stirred. It only proposes candidates; it is no protection.
 */
guint64
rc_event_key_hash (RcEventKey   key,
                   RcEventKind  kind,
                   const char  *text,
                   gsize        length)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  hash = (hash ^ (guint64) key) * G_GUINT64_CONSTANT (0x100000001b3);
  hash = (hash ^ (is_shared (key) ? 0 : (guint64) kind)) * G_GUINT64_CONSTANT (0x100000001b3);
  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guint8) text[i]) * G_GUINT64_CONSTANT (0x100000001b3);

  hash ^= hash >> 32;
  hash *= G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  hash ^= hash >> 32;
  return is_shared (key) ? hash >> KIND_BITS << KIND_BITS | (guint64) kind : hash;
}

/**
 * rc_event_key_group:
 * @hash: of a correlation or trace
 *
 * Returns: the same for all kinds of events that have it
 */
gint64
rc_event_key_group (gint64 hash)
{
  return (gint64) ((guint64) hash >> KIND_BITS);
}

/**
 * rc_event_index_writer_new:
 * @case_file: open for writing; must outlive the writer
 */
RcEventIndexWriter *
rc_event_index_writer_new (RcCase *case_file)
{
  RcEventIndexWriter *self = g_new0 (RcEventIndexWriter, 1);

  self->case_file = case_file;
  self->scratch = g_new (RcEventEntry, N_BUFFERED_ENTRIES);
  memset (self->scratch, 0xff, N_BUFFERED_ENTRIES * sizeof (RcEventEntry));
  self->next_row = rc_case_get_mark (case_file, "key_run") + 1;
  self->next_run = rc_case_get_mark (case_file, "run") + 1;
  return self;
}

void
rc_event_index_writer_free (RcEventIndexWriter *self)
{
  if (self == NULL)
    return;

  for (guint key = 1; key <= RC_EVENT_KEY_LAST; key++)
    g_free (self->entries[key]);
  g_free (self->scratch);
  g_free (self);
}

/* Sorts by hash, then by the order of adding, which is that of the events: byte by byte from the lowest (a radix sort), because
 * the keys are hashes and spread evenly. The top bit is turned, so that negative hashes come first. */
static void
sort_entries (RcEventEntry *entries,
              RcEventEntry *scratch,
              guint         count)
{
  for (guint shift = 0; shift < 64; shift += 8)
    {
      guint32 places[256] = { 0 };
      guint8 turn = shift == 56 ? 0x80 : 0;
      RcEventEntry *kept;
      guint32 place = 0;

      for (guint i = 0; i < count; i++)
        places[(guint8) ((guint64) entries[i].hash >> shift) ^ turn]++;
      for (guint i = 0; i < 256; i++)
        {
          guint32 length = places[i];

          places[i] = place;
          place += length;
        }
      for (guint i = 0; i < count; i++)
        scratch[places[(guint8) ((guint64) entries[i].hash >> shift) ^ turn]++] = entries[i];

      kept = entries;
      entries = scratch;
      scratch = kept;
    }
}

static gboolean
flush_key (RcEventIndexWriter  *self,
           RcEventKey           key,
           GError             **error)
{
  guint count = self->n_entries[key];

  if (count == 0)
    return TRUE;

  sort_entries (self->entries[key], self->scratch, count);   /* eight turns: the result stands where it was */
  for (guint first = 0; first < count; first += RC_EVENT_RUN_PART)
    {
      guint length = MIN (RC_EVENT_RUN_PART, count - first);

      if (!rc_event_run_save (rc_case_get_database (self->case_file), self->next_row, self->next_run, key,
                              self->entries[key] + first, length, error))
        return FALSE;
      self->next_row++;
    }

  self->next_run++;
  self->n_entries[key] = 0;
  return TRUE;
}

/**
 * rc_event_index_writer_add:
 * @hash: rc_event_key_hash() of the key
 * @event: its id
 *
 * Notes a key of an event; writes a run where the buffer is full.
 */
gboolean
rc_event_index_writer_add (RcEventIndexWriter  *self,
                           RcEventKey           key,
                           guint64              hash,
                           gint64               event,
                           GError             **error)
{
  RcEventEntry *entry;

  /* Touched at once: an import of many events must not take more memory than one of few. Most formats lack some of the keys. */
  if (self->entries[key] == NULL)
    {
      self->entries[key] = g_new (RcEventEntry, N_BUFFERED_ENTRIES);
      memset (self->entries[key], 0xff, N_BUFFERED_ENTRIES * sizeof (RcEventEntry));
    }
  if (self->n_entries[key] == N_BUFFERED_ENTRIES && !flush_key (self, key, error))
    return FALSE;

  entry = &self->entries[key][self->n_entries[key]++];
  entry->hash = (gint64) hash;
  entry->event = event;
  return TRUE;
}

/**
 * rc_event_index_writer_flush:
 *
 * Writes what is left, within the caller's transaction. The marks `key_run` and `run` are the caller's to publish, see
 * rc_event_index_writer_get_marks().
 */
gboolean
rc_event_index_writer_flush (RcEventIndexWriter  *self,
                             GError             **error)
{
  for (guint key = 1; key <= RC_EVENT_KEY_LAST; key++)
    {
      if (!flush_key (self, key, error))
        return FALSE;
    }
  return TRUE;
}

void
rc_event_index_writer_get_marks (const RcEventIndexWriter *self,
                                 gint64                   *out_row,
                                 gint64                   *out_run)
{
  *out_row = self->next_row - 1;
  *out_run = self->next_run - 1;
}

static RcField
field_of_key (RcEventKey key)
{
  switch (key)
    {
    case RC_EVENT_KEY_ID:       return RC_FIELD_ID;
    case RC_EVENT_KEY_DECISION: return RC_FIELD_DECISION;
    case RC_EVENT_KEY_SUBJECT:  return RC_FIELD_SUBJECT;
    case RC_EVENT_KEY_TARGET:   return RC_FIELD_TARGET;
    case RC_EVENT_KEY_CORRELATION: return RC_FIELD_CORRELATION;
    case RC_EVENT_KEY_TRACE:    return RC_FIELD_TRACE;
    }
  g_return_val_if_reached (RC_FIELD_ID);
}

static gboolean
is_occurrence (RcCase    *case_file,
               gint64     event,
               gboolean  *out_occurrence,
               GError   **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT 1 FROM occurrence WHERE event = ?1", error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, event);
  if (!rc_database_step (database, statement, out_occurrence, error))
    return FALSE;
  if (*out_occurrence)
    sqlite3_reset (statement);
  return TRUE;
}

/* A hash only proposed the event: its record decides. Events of a removed source are no answer. */
static gboolean
confirm (RcCase          *case_file,
         RcRecordReader  *reader,
         gint64           id,
         RcEventKind      kind,
         RcEventKey       key,
         const char      *text,
         gboolean        *out_fits,
         GError         **error)
{
  g_autoptr (RcEvent) event = NULL;
  g_autoptr (GError) local_error = NULL;
  gboolean occurrence = FALSE;

  *out_fits = FALSE;
  event = rc_event_load (case_file, id, &local_error);
  if (event == NULL)
    {
      if (g_error_matches (local_error, RC_CASE_ERROR, RC_CASE_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (event->kind != kind)
    return TRUE;
  if (!is_occurrence (case_file, id, &occurrence, error))
    return FALSE;
  if (occurrence)
    return TRUE;
  if (!rc_event_read_fields (event, case_file, reader, error))
    return FALSE;

  *out_fits = g_strcmp0 (rc_event_peek_field (event, field_of_key (key)), text) == 0;
  return TRUE;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

/**
 * rc_event_index_find:
 * @limit: at most so many are returned
 *
 * Finds the events of a kind that call themselves by @text.
 *
 * Returns: (transfer full) (element-type gint64): ids, ascending; empty where there is none
 */
GArray *
rc_event_index_find (RcCase          *case_file,
                     RcRecordReader  *reader,
                     RcEventKind      kind,
                     RcEventKey       key,
                     const char      *text,
                     guint            limit,
                     GError         **error)
{
  g_autoptr (GArray) candidates = NULL;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 hash = (gint64) rc_event_key_hash (key, kind, text, strlen (text));

  candidates = rc_event_run_lookup (rc_case_get_database (case_file), rc_case_get_mark (case_file, "run"),
                                    key, hash, error);
  if (candidates == NULL)
    return NULL;

  g_array_sort (candidates, compare_ids);
  for (guint i = 0; i < candidates->len && found->len < limit; i++)
    {
      gint64 id = g_array_index (candidates, gint64, i);
      gboolean fits = FALSE;

      if (!confirm (case_file, reader, id, kind, key, text, &fits, error))
        return NULL;
      if (fits)
        g_array_append_val (found, id);
    }

  return g_steal_pointer (&found);
}

/**
 * rc_event_index_digest:
 * @first_row: id of the first row of `key_run`
 * @last_row: id of the last; below @first_row for none
 */
gboolean
rc_event_index_digest (RcDatabase  *database,
                       gint64       first_row,
                       gint64       last_row,
                       RcDigest    *out_digest,
                       GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT * FROM key_run WHERE id BETWEEN ?1 AND ?2 ORDER BY id", error);
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, first_row);
  sqlite3_bind_int64 (statement, 2, last_row);
  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        break;
      rc_database_hash_row (hasher, statement);
    }

  rc_hasher_finish (hasher, out_digest);
  return TRUE;
}
