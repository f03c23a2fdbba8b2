/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/samples/sample-population.h"

#include <string.h>

#include "core/rest/protected-vfs.h"
#include "core/samples/key-item.h"
#include "core/samples/sample-item.h"
#include "core/samples/sample-size.h"
#include "core/samples/sample-stratum.h"
#include "core/verify.h"

/* What one look at the whole makes of it: no case, and gone with the connection. */
#define TABLES \
  "PRAGMA synchronous = OFF; " \
  RC_SAMPLE_ITEM_TABLE \
  "CREATE TABLE member (id INTEGER PRIMARY KEY, key TEXT NOT NULL, line TEXT NOT NULL, stratum TEXT NOT NULL, event INTEGER NOT NULL); " \
  "CREATE TABLE key_item (member INTEGER PRIMARY KEY, reasons INTEGER NOT NULL); " \
  "BEGIN"

/* By what the inferences of one member belong together; a record that cannot be read is a member of its own. */
#define KEY(decisions) "CASE WHEN " decisions " AND readable THEN 'D' || decision ELSE 'I' || place END"

/* min () makes the other columns those of the same row. */
#define MAKE_MEMBERS \
  "INSERT INTO member (key, line, stratum, event) " \
  "SELECT key, min (line), stratum, event FROM (SELECT " KEY ("?1") " AS key, stratum, event, " \
  "time || char (9) || CASE WHEN ?1 THEN coalesce (decision, '') ELSE own END || char (9) || place AS line FROM item " \
  "WHERE NOT ?1 OR NOT readable OR decision IS NOT NULL) GROUP BY key ORDER BY min (line)"

#define FIND_MEMBER "SELECT member.id FROM item JOIN member ON member.key = " KEY ("?2") " WHERE item.event = ?1"

struct _RcSamplePopulation
{
  RcDatabase      *database;
  RcSampleUnit     unit;
  RcSampleCounts   counts;
  RcDigest         digest;
  GPtrArray       *parts;       /* of RcSamplePart */
};

static void
part_free (gpointer data)
{
  RcSamplePart *part = data;

  g_free (part->name);
  g_free (part);
}

void
rc_sample_population_free (RcSamplePopulation *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->database, rc_database_free);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

static RcDatabase *
open_database (GError **error)
{
  sqlite3 *connection = NULL;
  g_autoptr (RcDatabase) database = NULL;

  /* An empty name: a file that nobody sees, and that SQLite removes when it is closed; sealed, since the case may be protected. */
  rc_protected_vfs_register ();
  if (sqlite3_open_v2 ("", &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, RC_PROTECTED_VFS) != SQLITE_OK)
    {
      g_set_error (error, RC_DATABASE_ERROR, RC_DATABASE_ERROR_FAILED, "no room for the population of a sample could be had: %s",
                   connection != NULL ? sqlite3_errmsg (connection) : "no memory");
      sqlite3_close (connection);
      return NULL;
    }

  database = rc_database_new (connection);
  return rc_database_exec (database, TABLES, error) ? g_steal_pointer (&database) : NULL;
}

/* --- Members --- */

static gboolean
count_rows (RcSamplePopulation *self,
            const char         *sql,
            guint64            *out_count,
            GError            **error)
{
  gint64 value = 0;

  if (!rc_database_get_integer (self->database, sql, &value, error))
    return FALSE;
  *out_count = (guint64) value;
  return TRUE;
}

static gboolean
choose_unit (RcSamplePopulation  *self,
             RcSampleUnit         wanted,
             GError             **error)
{
  guint64 without;

  if (!count_rows (self, "SELECT count (*) FROM item", &self->counts.inferences, error)
      || !count_rows (self, "SELECT count (*) FROM item WHERE readable AND decision IS NULL", &without, error))
    return FALSE;

  self->unit = wanted;
  if (wanted == RC_SAMPLE_UNIT_AUTOMATIC)
    self->unit = without > 0 ? RC_SAMPLE_UNIT_INFERENCE : RC_SAMPLE_UNIT_DECISION;
  if (self->unit == RC_SAMPLE_UNIT_DECISION)
    self->counts.without_reference = without;
  return TRUE;
}

static gboolean
make_members (RcSamplePopulation  *self,
              GError             **error)
{
  sqlite3_stmt *statement = rc_database_prepare (self->database, MAKE_MEMBERS, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, self->unit == RC_SAMPLE_UNIT_DECISION);
  return rc_database_run (self->database, statement, error)
    && rc_database_exec (self->database, "CREATE UNIQUE INDEX member_by_key ON member (key)", error)
    && count_rows (self, "SELECT count (*) FROM member", &self->counts.members, error);
}

static gboolean
hash_line (const char  *line,
           const char  *stratum,
           gpointer     user_data,
           GError     **error)
{
  rc_hasher_update (user_data, line, strlen (line));
  rc_hasher_update (user_data, "\n", 1);
  return TRUE;
}

static gboolean
find_parts (RcSamplePopulation  *self,
            const char          *stratify,
            GError             **error)
{
  sqlite3_stmt *statement = rc_database_prepare (self->database, "SELECT stratum, count (*) FROM member GROUP BY stratum ORDER BY stratum",
                                                 error);
  gboolean row = TRUE;

  while (statement != NULL)
    {
      RcSamplePart *part;

      if (!rc_database_step (self->database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (self->parts->len == RC_SAMPLE_MAX_STRATA)
        {
          sqlite3_reset (statement);
          g_set_error (error, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_LIMIT, "“%s” divides the population into more than %u strata", stratify,
                       RC_SAMPLE_MAX_STRATA);
          return FALSE;
        }
      part = g_new0 (RcSamplePart, 1);
      part->name = stratify != NULL ? rc_database_column_dup (statement, 0) : NULL;
      part->members = (guint64) sqlite3_column_int64 (statement, 1);
      g_ptr_array_add (self->parts, part);
    }
  return FALSE;
}

static gboolean
mark_overridden (RcSamplePopulation  *self,
                 GError             **error)
{
  sqlite3_stmt *statement = rc_database_prepare (self->database,
                                                 "UPDATE member SET stratum = '" RC_STRATUM_OVERRIDDEN "' "
                                                 "WHERE id IN (SELECT member FROM key_item WHERE reasons & ?1)", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, RC_KEY_ITEM_OVERRIDE);
  return rc_database_run (self->database, statement, error);
}

static gboolean
finish (RcSamplePopulation  *self,
        const char          *stratify,
        GError             **error)
{
  g_autoptr (RcHasher) hasher = rc_hasher_new ();

  if ((g_strcmp0 (stratify, RC_STRATUM_OVERRIDE) == 0 && !mark_overridden (self, error))
      || !find_parts (self, stratify, error)
      || !rc_sample_population_each (self, hash_line, hasher, error))
    return FALSE;

  rc_hasher_finish (hasher, &self->digest);
  return TRUE;
}

static gboolean
fill (RcSamplePopulation  *self,
      RcCase              *case_file,
      const RcEventQuery  *query,
      RcSampleUnit         unit,
      const char          *stratify,
      GCancellable        *cancellable,
      GError             **error)
{
  g_autoptr (RcJudgement) judgement = rc_verify_load (case_file, &self->counts.is_verified, error);
  g_autoptr (GPtrArray) sources = judgement != NULL ? rc_source_list (case_file, error) : NULL;
  g_autoptr (RcProtectionMap) protection = NULL;

  if (sources == NULL)
    return FALSE;

  self->counts.is_verified = self->counts.is_verified && !rc_judgement_tells_of_edit (judgement);
  protection = rc_protection_map_new (judgement, self->counts.is_verified, sources);
  return rc_sample_items_read (self->database, case_file, query, stratify, protection, &self->counts, cancellable, error)
    && choose_unit (self, unit, error)
    && make_members (self, error)
    && rc_key_items_mark (self, case_file, self->counts.is_verified ? judgement : NULL, cancellable, error)
    && finish (self, stratify, error);
}

/**
 * rc_sample_population_new:
 * @query: which inferences
 * @unit: what a member is
 * @stratify: (nullable): by what it is divided
 *
 * Reads every inference that @query lets in, from its record, as the case is at one instant.
 *
 * Returns: (transfer full): the population; it may be empty
 */
RcSamplePopulation *
rc_sample_population_new (RcCase              *case_file,
                          const RcEventQuery  *query,
                          RcSampleUnit         unit,
                          const char          *stratify,
                          GCancellable        *cancellable,
                          GError             **error)
{
  g_autoptr (RcSamplePopulation) self = g_new0 (RcSamplePopulation, 1);
  RcDatabase *database = rc_case_get_database (case_file);
  gboolean own_transaction = sqlite3_get_autocommit (rc_database_peek (database));
  gboolean good;

  self->parts = g_ptr_array_new_with_free_func (part_free);
  self->counts.from_us = self->counts.to_us = RC_TIME_NONE;
  if (stratify != NULL && !rc_sample_stratum_check (stratify, error))
    return NULL;
  self->database = open_database (error);
  if (self->database == NULL || (own_transaction && !rc_database_exec (database, "BEGIN", error)))
    return NULL;

  good = fill (self, case_file, query, unit, stratify, cancellable, error);
  if (own_transaction)
    rc_database_exec (database, "ROLLBACK", NULL);
  return good ? g_steal_pointer (&self) : NULL;
}

RcSampleUnit
rc_sample_population_get_unit (RcSamplePopulation *self)
{
  return self->unit;
}

const RcSampleCounts *
rc_sample_population_peek_counts (RcSamplePopulation *self)
{
  return &self->counts;
}

const RcDigest *
rc_sample_population_peek_digest (RcSamplePopulation *self)
{
  return &self->digest;
}

GPtrArray *
rc_sample_population_peek_parts (RcSamplePopulation *self)
{
  return self->parts;
}

/* --- Looking up --- */

typedef struct
{
  guint64 place;
  guint   slot;
} Wanted;

static int
compare_wanted (gconstpointer a,
                gconstpointer b)
{
  const Wanted *left = a;
  const Wanted *right = b;

  return (left->place > right->place) - (left->place < right->place);
}

/**
 * rc_sample_population_find:
 * @part: number of the part, from 0
 * @places: (element-type guint64): as rc_sample_draw() gives them
 *
 * Returns: (transfer full) (element-type gint64): as many events as there are places
 */
GArray *
rc_sample_population_find (RcSamplePopulation  *self,
                           guint                part,
                           const GArray        *places,
                           GError             **error)
{
  const RcSamplePart *of = g_ptr_array_index (self->parts, part);
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (Wanted));
  g_autoptr (GArray) events = g_array_new (FALSE, TRUE, sizeof (gint64));
  sqlite3_stmt *statement = rc_database_prepare (self->database, "SELECT event FROM member WHERE ?1 IS NULL OR stratum = ?1 ORDER BY id",
                                                 error);
  gboolean row = TRUE;
  guint64 place = 0;

  if (statement == NULL)
    return NULL;

  g_array_set_size (events, places->len);
  for (guint i = 0; i < places->len; i++)
    {
      Wanted one = { g_array_index (places, guint64, i), i };

      g_array_append_val (wanted, one);
    }
  g_array_sort (wanted, compare_wanted);

  rc_database_bind_text (statement, 1, of->name);
  for (guint next = 0; next < wanted->len;)
    {
      if (!rc_database_step (self->database, statement, &row, error))
        return NULL;
      g_assert (row);
      if (g_array_index (wanted, Wanted, next).place == ++place)
        g_array_index (events, gint64, g_array_index (wanted, Wanted, next++).slot) = sqlite3_column_int64 (statement, 0);
    }
  sqlite3_reset (statement);
  return g_steal_pointer (&events);
}

/**
 * rc_sample_population_each:
 * @func: called for each member, in their order
 */
gboolean
rc_sample_population_each (RcSamplePopulation  *self,
                           RcSampleLineFunc     func,
                           gpointer             user_data,
                           GError             **error)
{
  sqlite3_stmt *statement = rc_database_prepare (self->database, "SELECT line, stratum FROM member ORDER BY id", error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;

  while (row)
    {
      if (!rc_database_step (self->database, statement, &row, error))
        return FALSE;
      if (row && !func ((const char *) sqlite3_column_text (statement, 0), (const char *) sqlite3_column_text (statement, 1), user_data,
                        error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
  return TRUE;
}

/* --- Key items --- */

/* 0: the inference is of no member. */
static gboolean
find_member (RcSamplePopulation  *self,
             gint64               event,
             gint64              *out_member,
             GError             **error)
{
  sqlite3_stmt *statement = rc_database_prepare (self->database, FIND_MEMBER, error);
  gboolean row;

  *out_member = 0;
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, event);
  sqlite3_bind_int (statement, 2, self->unit == RC_SAMPLE_UNIT_DECISION);
  if (!rc_database_step (self->database, statement, &row, error))
    return FALSE;
  if (row)
    *out_member = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

gboolean
rc_sample_population_mark (RcSamplePopulation  *self,
                           gint64               event,
                           RcKeyItemReasons     reason,
                           GError             **error)
{
  sqlite3_stmt *statement;
  gint64 member;

  if (!find_member (self, event, &member, error))
    return FALSE;
  if (member == 0)
    return TRUE;

  statement = rc_database_prepare (self->database,
                                   "INSERT INTO key_item VALUES (?1, ?2) "
                                   "ON CONFLICT (member) DO UPDATE SET reasons = reasons | excluded.reasons", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, member);
  sqlite3_bind_int (statement, 2, (int) reason);
  return rc_database_run (self->database, statement, error);
}

gboolean
rc_sample_population_get_reasons (RcSamplePopulation  *self,
                                  gint64               event,
                                  guint               *out_reasons,
                                  GError             **error)
{
  sqlite3_stmt *statement;
  gboolean row;
  gint64 member;

  *out_reasons = 0;
  if (!find_member (self, event, &member, error))
    return FALSE;
  statement = rc_database_prepare (self->database, "SELECT reasons FROM key_item WHERE member = ?1", error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, member);
  if (!rc_database_step (self->database, statement, &row, error))
    return FALSE;
  if (row)
    *out_reasons = (guint) sqlite3_column_int (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
count_reasons (RcSamplePopulation  *self,
               guint64              counts[RC_N_KEY_ITEM_REASONS],
               GError             **error)
{
  sqlite3_stmt *statement = rc_database_prepare (self->database, "SELECT reasons, count (*) FROM key_item GROUP BY reasons", error);
  gboolean row = TRUE;

  memset (counts, 0, RC_N_KEY_ITEM_REASONS * sizeof counts[0]);
  while (statement != NULL)
    {
      if (!rc_database_step (self->database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      for (guint i = 0; i < RC_N_KEY_ITEM_REASONS; i++)
        if ((sqlite3_column_int (statement, 0) & 1 << i) != 0)
          counts[i] += (guint64) sqlite3_column_int64 (statement, 1);
    }
  return FALSE;
}

GArray *
rc_sample_population_list_key_items (RcSamplePopulation  *self,
                                     guint                limit,
                                     guint64             *out_count,
                                     guint64              out_counts[RC_N_KEY_ITEM_REASONS],
                                     GError             **error)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (RcSampleKeyItem));
  sqlite3_stmt *statement = rc_database_prepare (self->database,
                                                 "SELECT member.event, reasons FROM key_item JOIN member ON member.id = key_item.member "
                                                 "ORDER BY member.id LIMIT ?1", error);
  gboolean row = TRUE;

  if (statement == NULL || !count_rows (self, "SELECT count (*) FROM key_item", out_count, error)
      || !count_reasons (self, out_counts, error))
    return NULL;

  sqlite3_bind_int64 (statement, 1, limit);
  while (row)
    {
      RcSampleKeyItem item;

      if (!rc_database_step (self->database, statement, &row, error))
        return NULL;
      if (!row)
        break;
      item.event = sqlite3_column_int64 (statement, 0);
      item.reasons = (guint) sqlite3_column_int (statement, 1);
      g_array_append_val (items, item);
    }
  return g_steal_pointer (&items);
}
