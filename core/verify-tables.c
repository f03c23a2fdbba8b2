/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "verify-tables.h"

#include <string.h>

#include "bounds.h"
#include "custody.h"
#include "event-index.h"
#include "json.h"
#include "source-rows.h"

struct _RcVerifyTables
{
  RcCase     *case_file;
  GPtrArray  *sources;
  GThread    *thread;
  GPtrArray  *exceptions;    /* of RcException */
  GError     *error;
};

static void
tell_edited (RcVerifyTables *self,
             const char     *table,
             gint64          source,
             const RcDigest *expected,
             const RcDigest *found)
{
  g_autofree char *expected_hex = rc_digest_dup_hex (expected);
  g_autofree char *found_hex = rc_digest_dup_hex (found);

  g_ptr_array_add (self->exceptions,
                   rc_exception_new (RC_EXCEPTION_TABLE_EDITED, source, 0, -1, expected_hex, found_hex,
                                     "The table “%s” of the case is not as the last recorded act left it.", table));
}

static gboolean
compare_rows (RcVerifyTables *self,
              RcDatabase     *database)
{
  for (guint i = 0; i < self->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (self->sources, i);
      RcDigest digest;

      if (!rc_source_rows_digest (database, source, &digest, &self->error))
        return FALSE;
      if (!rc_digest_equal (&digest, &source->rows_digest))
        tell_edited (self, "event or claim", source->id, &source->rows_digest, &digest);
    }
  return TRUE;
}

static void
tell_strays (RcVerifyTables *self,
             const char     *table,
             gint64          expected,
             gint64          found)
{
  g_autofree char *expected_text = g_strdup_printf ("%" G_GINT64_FORMAT " rows", expected);
  g_autofree char *found_text = g_strdup_printf ("%" G_GINT64_FORMAT " rows", found);

  g_ptr_array_add (self->exceptions,
                   rc_exception_new (RC_EXCEPTION_TABLE_EDITED, 0, 0, -1, expected_text, found_text,
                                     "The table “%s” of the case has rows that no import wrote.", table));
}

/* Rows that belong to no source, or stand outside the range of theirs, are in no digest. */
static gboolean
count_strays (RcVerifyTables *self,
              RcDatabase     *database)
{
  static const struct { const char *table, *expected, *found; } rules[] = {
    { "event", "SELECT sum (event_rows) FROM source WHERE state = 'published'",
      "SELECT count (*) FROM event WHERE id <= (SELECT mark FROM published WHERE item = 'event')" },
    { "claim", "SELECT 0",
      "SELECT count (*) FROM claim WHERE id <= (SELECT mark FROM published WHERE item = 'claim') "
      "AND source NOT IN (SELECT id FROM source WHERE state = 'published')" },
    { "tile", "SELECT 0",
      "SELECT count (*) FROM tile WHERE source <= (SELECT mark FROM published WHERE item = 'source') "
      "AND source NOT IN (SELECT id FROM source WHERE derivation <> '" RC_DERIVATION_SAME "')" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      gint64 expected = 0, found = 0;

      if (!rc_database_get_integer (database, rules[i].expected, &expected, &self->error)
          || !rc_database_get_integer (database, rules[i].found, &found, &self->error))
        return FALSE;
      if (expected != found)
        tell_strays (self, rules[i].table, expected, found);
    }
  return TRUE;
}

/* What of the stream is a source of which only some records are here: between these there are no blocks. Ascending; (element-type guint64), beginning
 * and end in turn. */
static GArray *
list_sparse_ranges (RcVerifyTables *self)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (guint64));

  for (guint i = 0; i < self->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (self->sources, i);
      guint64 end = source->start + source->size;

      if (source->excerpts == 0 || rc_source_is_repeat (source))
        continue;
      if (ranges->len > 0 && g_array_index (ranges, guint64, ranges->len - 1) == source->start)
        g_array_index (ranges, guint64, ranges->len - 1) = end;
      else
        {
          g_array_append_val (ranges, source->start);
          g_array_append_val (ranges, end);
        }
    }
  return ranges;
}

static gboolean
may_be_hole (const GArray *ranges,
             gint64        begin,
             gint64        end)
{
  for (guint i = 0; i + 1 < ranges->len; i += 2)
    if ((guint64) begin >= g_array_index (ranges, guint64, i) && (guint64) end <= g_array_index (ranges, guint64, i + 1))
      return TRUE;
  return begin == end;
}

/* Blocks are numbered from 1 and follow each other without a hole, but within sources that are not here whole: that is not in the bytes, which are
 * checked by the sources. */
static gboolean
check_blocks (RcVerifyTables *self,
              RcDatabase     *database)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT id, start, length FROM block "
                                                 "WHERE id <= (SELECT mark FROM published WHERE item = 'block') ORDER BY id",
                                                 &self->error);
  gint64 next_id = 1, next_start = 0, end = 0;
  gboolean row = FALSE, good = TRUE;
  g_autoptr (GArray) sparse = list_sparse_ranges (self);

  if (statement == NULL)
    return FALSE;

  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, &self->error))
        return FALSE;
      if (!row)
        break;
      good = good && sqlite3_column_int64 (statement, 0) == next_id && sqlite3_column_int64 (statement, 1) >= next_start
        && may_be_hole (sparse, next_start, sqlite3_column_int64 (statement, 1))
        && sqlite3_column_int64 (statement, 2) > 0 && sqlite3_column_int64 (statement, 2) <= RC_LIMIT_BLOCK_BYTES;
      if (!good)
        continue;
      next_id++;
      next_start = sqlite3_column_int64 (statement, 1) + sqlite3_column_int64 (statement, 2);
    }

  if (!rc_database_get_integer (database, "SELECT mark FROM published WHERE item = 'stream'", &end, &self->error))
    return FALSE;
  if (!good || next_start > end || !may_be_hole (sparse, next_start, end))
    {
      g_autofree char *expected = g_strdup_printf ("%" G_GINT64_FORMAT " bytes in blocks that follow each other", end);
      g_autofree char *found = g_strdup_printf ("such blocks up to number %" G_GINT64_FORMAT " and byte %" G_GINT64_FORMAT,
                                                next_id - 1, next_start);

      g_ptr_array_add (self->exceptions,
                       rc_exception_new (RC_EXCEPTION_TABLE_EDITED, 0, 0, -1, expected, found,
                                         "The table “%s” of the case is not as the last recorded act left it.", "block"));
    }
  return TRUE;
}

/* A case that was made again out of a bundle lacks what was removed before it was handed over: @before is the number of the first source of which the
 * bytes were never here (0: none). The index of its act and of those after it has other rows than when the log was written; what it is now, the entry of
 * the opening says. */
static gboolean
read_act (const char *detail,
          gint64      before,
          gint64     *out_first,
          gint64     *out_last,
          RcDigest   *out_digest)
{
  g_auto (RcJson) json;
  RcJsonFault fault;
  const char *hex;
  gsize length;
  guint32 keys;
  gint64 last_source;

  rc_json_init (&json);
  if (!rc_json_parse (&json, detail, strlen (detail), &fault))
    return FALSE;
  if (before > 0 && rc_json_get_integer (&json, rc_json_member (&json, 0, "last_source"), &last_source) && last_source >= before)
    return FALSE;

  keys = rc_json_member (&json, 0, "keys_sha256");
  if (keys == RC_JSON_NO_NODE
      || !rc_json_get_integer (&json, rc_json_member (&json, 0, "first_key_row"), out_first)
      || !rc_json_get_integer (&json, rc_json_member (&json, 0, "last_key_row"), out_last))
    return FALSE;

  hex = rc_json_peek_text (&json, keys, &length);
  return rc_digest_from_hex (hex, length, out_digest);
}

#define FIRST_NEVER_HERE \
  "SELECT min (id) FROM source WHERE state = 'removed' AND size > 0 AND derivation <> '" RC_DERIVATION_SAME "' " \
  "AND NOT EXISTS (SELECT 1 FROM tile WHERE tile.source = source.id) AND EXISTS (SELECT 1 FROM custody WHERE act = 'open-bundle')"

/* The index of each import act, against the digest in its entry. */
static gboolean
compare_index (RcVerifyTables *self,
               RcDatabase     *database)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT detail FROM custody WHERE act = 'import' ORDER BY id", &self->error);
  gboolean row = FALSE;
  gint64 before;

  if (statement == NULL
      || !rc_database_get_integer (database, FIRST_NEVER_HERE, &before, &self->error))
    return FALSE;

  while (TRUE)
    {
      gint64 first, last;
      RcDigest expected, found;

      if (!rc_database_step (database, statement, &row, &self->error))
        return FALSE;
      if (!row)
        break;
      if (!read_act ((const char *) sqlite3_column_text (statement, 0), before, &first, &last, &expected))
        continue;      /* the custody log's own check names it */
      if (!rc_event_index_digest (database, first, last, &found, &self->error))
        return FALSE;
      if (!rc_digest_equal (&expected, &found))
        tell_edited (self, "key_run", 0, &expected, &found);
    }
  return TRUE;
}

static gpointer
compare_tables (gpointer data)
{
  RcVerifyTables *self = data;
  g_autoptr (RcDatabase) database = rc_case_open_reader (self->case_file, &self->error);

  if (database != NULL && compare_rows (self, database) && count_strays (self, database) && check_blocks (self, database))
    (void) compare_index (self, database);
  return NULL;
}

RcVerifyTables *
rc_verify_tables_begin (RcCase    *case_file,
                        GPtrArray *sources)
{
  RcVerifyTables *self = g_new0 (RcVerifyTables, 1);

  self->case_file = case_file;
  self->sources = sources;
  self->exceptions = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_exception_free);
  self->thread = g_thread_new ("recount-tables", compare_tables, self);
  return self;
}

static gboolean
compare_custody (RcVerifyTables  *self,
                 RcJudgement     *judgement,
                 GError         **error)
{
  g_autoptr (RcCustodyReport) report = rc_custody_verify (self->case_file, error);
  g_autoptr (GPtrArray) faults = NULL;

  if (report == NULL)
    return FALSE;
  faults = rc_custody_compare_tables (self->case_file, error);
  if (faults == NULL)
    return FALSE;

  for (guint i = 0; i < report->faults->len; i++)
    {
      const RcCustodyFault *fault = g_ptr_array_index (report->faults, i);

      rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_CUSTODY_BROKEN, 0, fault->entry, -1, fault->expected,
                                                               fault->found, "%s", fault->message));
    }
  for (guint i = 0; i < faults->len; i++)
    {
      const RcCustodyFault *fault = g_ptr_array_index (faults, i);

      rc_judgement_add_exception (judgement, rc_exception_new (RC_EXCEPTION_TABLE_EDITED, 0, 0, -1, fault->expected, fault->found,
                                                               "%s", fault->message));
    }
  return TRUE;
}

/**
 * rc_verify_tables_end:
 *
 * Waits for the thread, adds what it found to the judgement, and compares the custody log.
 */
gboolean
rc_verify_tables_end (RcVerifyTables  *self,
                      RcJudgement     *judgement,
                      GError         **error)
{
  gboolean good;

  g_thread_join (self->thread);
  for (guint i = 0; i < self->exceptions->len; i++)
    rc_judgement_add_exception (judgement, g_ptr_array_index (self->exceptions, i));
  g_ptr_array_set_free_func (self->exceptions, NULL);

  good = self->error == NULL;
  if (!good)
    g_propagate_error (error, g_steal_pointer (&self->error));
  else
    good = compare_custody (self, judgement, error);

  g_ptr_array_unref (self->exceptions);
  g_free (self);
  return good;
}
