/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/samples/sample-item.h"

#include <string.h>

#include "core/event-walk.h"
#include "core/samples/sample-stratum.h"
#include "core/seal.h"

typedef struct
{
  RcDatabase         *database;
  RcCase             *case_file;
  RcRecordReader     *reader;
  const RcEventQuery *query;
  const char         *stratify;
  RcProtectionMap    *protection;
  RcSampleCounts     *counts;
  GHashTable         *places;       /* source → SHA-256 in hex */
  GCancellable       *cancellable;
} Pass;

/* Tainted. What parts lines and columns must not stand in them. */
static char *
escape (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    {
      if (*p < 0x20 || *p == 0x7f || *p == '\\')
        g_string_append_printf (out, "\\x%02x", *p);
      else
        g_string_append_c (out, (char) *p);
    }
  return g_string_free (out, FALSE);
}

/* Of one length, so that the order of the bytes is that of the times. */
static char *
format_time (gint64 time_us)
{
  g_autofree char *text = time_us != RC_TIME_NONE ? rc_time_format_utc (time_us) : NULL;
  gint64 fraction = time_us % G_USEC_PER_SEC;

  if (text == NULL)
    return g_strdup ("-");

  text[strlen ("2026-04-01T02:35:21")] = '\0';
  return g_strdup_printf ("%s.%06" G_GINT64_FORMAT "Z", text, fraction < 0 ? fraction + G_USEC_PER_SEC : fraction);
}

static char *
dup_place (Pass           *self,
           const RcEvent  *event,
           GError        **error)
{
  const char *sha256 = g_hash_table_lookup (self->places, &event->source);

  if (sha256 == NULL)
    {
      g_autoptr (RcSource) source = rc_source_load (rc_case_get_database (self->case_file), event->source, error);
      char *hex;

      if (source == NULL)
        return NULL;
      hex = rc_digest_dup_hex (&source->sha256);
      g_hash_table_insert (self->places, g_memdup2 (&event->source, sizeof event->source), hex);
      sha256 = hex;
    }
  if (event->row > 0)
    return g_strdup_printf ("%s:%" G_GUINT64_FORMAT "#%u", sha256, event->record, event->row);

  return g_strdup_printf ("%s:%" G_GUINT64_FORMAT, sha256, event->record);
}

static char *
dup_stratum (Pass           *self,
             const RcEvent  *event,
             gboolean        is_readable,
             GError        **error)
{
  g_autofree char *name = NULL;

  if (self->stratify == NULL)
    return g_strdup ("");
  if (strcmp (self->stratify, RC_STRATUM_OVERRIDE) == 0)
    return g_strdup (RC_STRATUM_NOT_OVERRIDDEN);
  if (!is_readable)
    return g_strdup (RC_STRATUM_UNREADABLE);

  name = rc_sample_stratum_dup_name (self->stratify, self->case_file, event, error);
  return name != NULL ? escape (name) : NULL;
}

static void
count (Pass          *self,
       const RcEvent *event,
       gboolean       is_readable)
{
  RcSampleCounts *counts = self->counts;

  counts->unreadable += !is_readable;
  counts->without_time += event->time_us == RC_TIME_NONE;
  counts->protections[rc_protection_map_get (self->protection, event->source, event->record, NULL)]++;
  if (event->time_us == RC_TIME_NONE)
    return;
  if (counts->from_us == RC_TIME_NONE || event->time_us < counts->from_us)
    counts->from_us = event->time_us;
  if (counts->to_us == RC_TIME_NONE || event->time_us > counts->to_us)
    counts->to_us = event->time_us;
}

static gboolean
add_item (Pass           *self,
          const RcEvent  *event,
          gboolean        is_readable,
          GError        **error)
{
  const char *decision = is_readable ? rc_event_peek_field (event, RC_FIELD_DECISION) : NULL;
  const char *own = is_readable ? rc_event_peek_field (event, RC_FIELD_ID) : NULL;
  g_autofree char *time = format_time (event->time_us);
  g_autofree char *place = dup_place (self, event, error);
  g_autofree char *stratum = place != NULL ? dup_stratum (self, event, is_readable, error) : NULL;
  g_autofree char *safe_decision = decision != NULL && *decision != '\0' ? escape (decision) : NULL;
  g_autofree char *safe_own = escape (own != NULL ? own : "");
  sqlite3_stmt *statement;

  if (stratum == NULL)
    return FALSE;
  statement = rc_database_prepare (self->database, "INSERT INTO item VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, event->id);
  rc_database_bind_text (statement, 2, time);
  rc_database_bind_text (statement, 3, safe_decision);
  rc_database_bind_text (statement, 4, safe_own);
  rc_database_bind_text (statement, 5, place);
  rc_database_bind_text (statement, 6, stratum);
  sqlite3_bind_int (statement, 7, is_readable);
  count (self, event, is_readable);
  return rc_database_run (self->database, statement, error);
}

static gboolean
reads_records (const RcEventQuery *query)
{
  return query->id != NULL || query->decision != NULL || query->subject != NULL || query->text != NULL ||
         (query->within != NULL && rc_system_filter_has_conditions (query->within));
}

/* A condition of the system asks for what the record does not let read: perhaps it belongs to it. */
static gboolean
note_doubtful (Pass    *self,
               gint64   id,
               GError **error)
{
  g_autoptr (RcEvent) event = NULL;
  RcSystemCoverage coverage;

  if (self->query->within == NULL || !rc_system_filter_has_conditions (self->query->within))
    return TRUE;
  event = rc_event_load (self->case_file, id, error);
  if (event == NULL || !rc_system_filter_covers (self->query->within, self->case_file, self->reader, event, &coverage, error))
    return FALSE;
  self->counts->perhaps += coverage == RC_SYSTEM_COVERS_UNKNOWN;
  return TRUE;
}

/* A record that the case cannot read stays in the population wherever its row lets it in: whoever draws it finds a deviation. */
static gboolean
take (Pass    *self,
      gint64   id,
      GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcEvent) event = NULL;

  if (rc_event_query_fits (self->case_file, self->reader, self->query, id, &event, &local_error))
    return event != NULL ? add_item (self, event, TRUE, error) : note_doubtful (self, id, error);
  if (!rc_seal_context_tolerate (&local_error, error))
    return FALSE;
  if (reads_records (self->query))
    {
      self->counts->perhaps++;
      return TRUE;
    }

  event = rc_event_load (self->case_file, id, error);
  return event != NULL && add_item (self, event, FALSE, error);
}

static gboolean
take_found (Pass          *self,
            const GArray  *places,
            gint64         mark,
            GError       **error)
{
  for (guint i = 0; i < places->len; i++)
    {
      gint64 id = g_array_index (places, RcEventPlace, i).id;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) || (id <= mark && !take (self, id, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_all (Pass    *self,
          GError **error)
{
  gint64 mark = rc_case_get_mark (self->case_file, "event");
  g_autoptr (GArray) found = NULL;
  RcEventWalk walk;

  if (!rc_event_query_find (self->case_file, self->reader, self->query, &found, error))
    return FALSE;
  if (found != NULL)
    return take_found (self, found, mark, error);

  if (!rc_event_walk_begin (&walk, self->query, mark, error))
    return FALSE;
  while (!walk.at_end)
    {
      RcEventPlace places[RC_EVENT_WALK_STEP];
      guint n_places;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error)
          || !rc_event_walk_step (&walk, self->case_file, places, &n_places, error))
        return FALSE;
      for (guint i = 0; i < n_places; i++)
        if (!take (self, places[i].id, error))
          return FALSE;
    }
  return TRUE;
}

/* Nobody knows whether these are of the period. They come first in the walk. */
static gboolean
count_timeless (Pass    *self,
                GError **error)
{
  RcEventQuery query = *self->query;
  gboolean timed = FALSE;
  RcEventWalk walk;

  if (query.from_us == RC_TIME_NONE && query.to_us == RC_TIME_NONE)
    return TRUE;

  query.from_us = query.to_us = RC_TIME_NONE;
  if (!rc_event_walk_begin (&walk, &query, rc_case_get_mark (self->case_file, "event"), error))
    return FALSE;
  while (!walk.at_end && !timed)
    {
      RcEventPlace places[RC_EVENT_WALK_STEP];
      guint n_places;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error)
          || !rc_event_walk_step (&walk, self->case_file, places, &n_places, error))
        return FALSE;
      timed = n_places > 0 && places[n_places - 1].time_us != RC_TIME_NONE;
      for (guint i = 0; i < n_places && places[i].time_us == RC_TIME_NONE; i++)
        {
          g_autoptr (GError) local_error = NULL;
          g_autoptr (RcEvent) event = NULL;

          if (rc_event_query_fits (self->case_file, self->reader, &query, places[i].id, &event, &local_error))
            self->counts->timeless += event != NULL;
          else if (rc_seal_context_tolerate (&local_error, error))
            self->counts->timeless++;
          else
            return FALSE;
        }
    }
  return TRUE;
}

/**
 * rc_sample_items_read:
 * @database: has the table %RC_SAMPLE_ITEM_TABLE
 * @query: which inferences; its kind, order, limit and cursor do not count
 * @stratify: (nullable): by what the population is divided
 * @counts: (inout): what is known of the inferences one by one
 *
 * Reads every inference that @query lets in, from its record.
 */
gboolean
rc_sample_items_read (RcDatabase          *database,
                      RcCase              *case_file,
                      const RcEventQuery  *query,
                      const char          *stratify,
                      RcProtectionMap     *protection,
                      RcSampleCounts      *counts,
                      GCancellable        *cancellable,
                      GError             **error)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  RcEventQuery own_query = *query;
  Pass pass = {
    .database = database, .case_file = case_file, .reader = reader, .query = &own_query, .stratify = stratify,
    .protection = protection, .counts = counts, .places = places, .cancellable = cancellable,
  };

  own_query.kind = RC_EVENT_INFERENCE;
  own_query.newest_first = FALSE;
  own_query.limit = 0;
  own_query.after = NULL;
  return take_all (&pass, error) && count_timeless (&pass, error);
}
