/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/life/case-compact.h"

#include <string.h>

#include "core/custody-afresh.h"
#include "core/json-writer.h"
#include "core/life/obstacle.h"
#include "core/verify-forget.h"
#include "core/words.h"

/*
 * Two acts, each true by itself: "scrub" erases, with pages overwritten as they become free, and says what; then the file is written anew without
 * free pages, and "compact" says that. What is broken off between them is compacted by the next run.
 *
 * The file is written anew in its place, through the WAL: every page of it is overwritten or cut off, a crash leaves it as it was before or after, and who
 * reads it meanwhile goes on reading.
 */

/* Names that only records of removed sources used. */
static const char * const purges[] = {
  "WITH used (id) AS (SELECT system FROM event UNION SELECT model FROM event UNION SELECT endpoint FROM event) "
  "DELETE FROM name WHERE id NOT IN (SELECT id FROM used WHERE id IS NOT NULL)",
  "DELETE FROM entity WHERE NOT EXISTS (SELECT 1 FROM claim WHERE claim.entity = entity.id) "
  "AND NOT EXISTS (SELECT 1 FROM claim WHERE claim.target = entity.id) "
  "AND NOT EXISTS (SELECT 1 FROM identity_link l WHERE l.entity = entity.id) "
  "AND NOT EXISTS (SELECT 1 FROM identity_link l WHERE l.other = entity.id)",
};

void
rc_case_compaction_free (RcCaseCompaction *self)
{
  if (self == NULL)
    return;

  rc_vault_erased_free (self->erased);
  g_free (self);
}

/* --- What forbids it --- */

/* Of what was in a removed source no event is left to be held against a system or a period: each hold counts. */
static gboolean
check_holds (RcCase  *case_file,
             GError **error)
{
  g_autoptr (RcHold) hold = NULL;

  if (!rc_obstacle_find_hold (case_file, &hold, error))
    return FALSE;
  if (hold == NULL)
    return TRUE;

  g_set_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_HELD,
               _("Nothing is erased while legal hold %1$lld stands (“%2$s”): what was in a removed source cannot be told from what is held."),
               (long long) hold->number, hold->reason);
  return FALSE;
}

/* What is erased is decided by what the tables say. */
static gboolean
check_untouched (RcCase  *case_file,
                 GError **error)
{
  g_autofree char *fault = NULL;

  if (!rc_obstacle_find_fault (case_file, &fault, error))
    return FALSE;
  if (fault == NULL)
    return TRUE;

  g_set_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_STATE, _("Nothing is erased of a case that was edited: %s"), fault);
  return FALSE;
}

/* --- Erasing --- */

/* Sources whose numbers follow each other are told together. */
static void
write_sources (RcJsonWriter *writer,
               const char   *name,
               const GArray *sources,
               gboolean      kept)
{
  rc_json_writer_name (writer, name);
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < sources->len;)
    {
      const RcErasedSource *first = &g_array_index (sources, RcErasedSource, i);
      gint64 next = first->id;
      guint64 bytes = 0;

      while (i < sources->len && g_array_index (sources, RcErasedSource, i).id == next)
        {
          const RcErasedSource *source = &g_array_index (sources, RcErasedSource, i);

          if ((kept ? source->kept : source->erased) == 0)
            break;
          bytes += kept ? source->kept : source->erased;
          next++;
          i++;
        }
      if (next == first->id)
        {
          i++;
          continue;
        }
      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "first", first->id);
      rc_json_writer_member_integer (writer, "last", next - 1);
      rc_json_writer_member_integer (writer, "bytes", (gint64) bytes);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static char *
describe_erased (const RcVaultErased *erased)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "bytes", (gint64) erased->bytes);
  write_sources (writer, "erased", erased->sources, FALSE);
  write_sources (writer, "kept", erased->sources, TRUE);
  rc_json_writer_end_object (writer);
  return rc_json_writer_finish (writer);
}

static gboolean
purge (RcCase  *case_file,
       GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (purges); i++)
    {
      if (!rc_database_exec (rc_case_get_database (case_file), purges[i], error))
        return FALSE;
    }
  return rc_verify_forget_earlier (case_file, error);
}

static RcVaultErased *
erase (RcCase  *case_file,
       GError **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (RcVaultErased) erased = NULL;
  g_autofree char *detail = NULL;

  if (!rc_case_begin (case_file, error))
    return NULL;
  erased = rc_vault_erase_removed (database, error);
  detail = erased != NULL ? describe_erased (erased) : NULL;
  if (erased != NULL && purge (case_file, error) && rc_custody_append_afresh (case_file, "scrub", detail, error) &&
      rc_case_commit (case_file, error))
    return g_steal_pointer (&erased);

  rc_case_rollback (case_file);
  return NULL;
}

/* --- Writing anew --- */

static gboolean
count_bytes (RcDatabase  *database,
             guint64     *out_bytes,
             GError     **error)
{
  gint64 pages, page_bytes;

  if (!rc_database_get_integer (database, "PRAGMA page_count", &pages, error) ||
      !rc_database_get_integer (database, "PRAGMA page_size", &page_bytes, error))
    return FALSE;
  *out_bytes = (guint64) pages * (guint64) page_bytes;
  return TRUE;
}

static gboolean
write_anew (RcDatabase  *database,
            GError     **error)
{
  sqlite3 *connection = rc_database_peek (database);

  for (sqlite3_stmt *s = sqlite3_next_stmt (connection, NULL); s != NULL; s = sqlite3_next_stmt (connection, s))
    sqlite3_reset (s);
  return rc_database_exec (database, "VACUUM", error);
}

static gboolean
note_compaction (RcCase                  *case_file,
                 const RcCaseCompaction  *self,
                 GError                 **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "bytes_before", (gint64) self->bytes_before);
  rc_json_writer_member_integer (writer, "bytes_after", (gint64) self->bytes_after);
  rc_json_writer_end_object (writer);
  return rc_custody_append (case_file, "compact", rc_json_writer_peek (writer), error);
}

/* The WAL into the file, and the WAL emptied. */
static gboolean
settle (RcDatabase  *database,
        gboolean    *out_settled,
        GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "PRAGMA wal_checkpoint (TRUNCATE)", error);
  gboolean row = FALSE;

  *out_settled = FALSE;
  if (statement == NULL || !rc_database_step (database, statement, &row, error))
    return FALSE;
  *out_settled = row && sqlite3_column_int (statement, 0) == 0;
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
compact (RcCase            *case_file,
         RcCaseCompaction  *self,
         GError           **error)
{
  RcDatabase *database = rc_case_get_database (case_file);

  return write_anew (database, error) && count_bytes (database, &self->bytes_after, error) && note_compaction (case_file, self, error) &&
         settle (database, &self->is_settled, error);
}

/**
 * rc_case_compact:
 * @case_file: open for writing
 * @scrub: whether the bytes of removed sources are erased
 *
 * What the storage under the file keeps of its earlier content is not in the hand of a program: copies of a file system, spare blocks of an SSD.
 *
 * Returns: (transfer full) (nullable): %NULL with @error set. Where @scrub was asked for, what the custody log says was erased is so even then.
 */
RcCaseCompaction *
rc_case_compact (RcCase    *case_file,
                 gboolean   scrub,
                 GError   **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (RcCaseCompaction) self = g_new0 (RcCaseCompaction, 1);
  gboolean done;

  if (!rc_case_require_writable (case_file, error) || (scrub && (!check_holds (case_file, error) || !check_untouched (case_file, error))))
    return NULL;
  if (!count_bytes (database, &self->bytes_before, error) || !rc_database_exec (database, "PRAGMA secure_delete = ON", error))
    return NULL;

  if (scrub)
    self->erased = erase (case_file, error);
  done = (!scrub || self->erased != NULL) && compact (case_file, self, error);
  (void) rc_database_exec (database, "PRAGMA secure_delete = OFF", NULL);
  if (!done && self->erased != NULL)
    g_prefix_error_literal (error, _("What was to be erased is erased, and the custody log says so; the file was not written anew: "));
  return done ? g_steal_pointer (&self) : NULL;
}
