/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/team/case-merge-parts.h"

#include <errno.h>
#include <string.h>

#include "core/custody.h"
#include "core/import-act.h"
#include "core/import-history.h"
#include "core/words.h"

#define READ_BYTES (1u << 20)

/* Share of the work when all but the entry of the custody log and the commit is done. */
#define ENTERED 0.95

G_DEFINE_QUARK (rc-merge-error-quark, rc_merge_error)

/* --- What is answered --- */

static void
source_free (gpointer data)
{
  RcMergedSource *self = data;

  g_free (self->name);
  g_free (self);
}

static void
entry_free (gpointer data)
{
  RcMergedEntry *self = data;

  g_free (self->kind);
  g_free (self);
}

static void
left_free (gpointer data)
{
  RcMergeLeft *self = data;

  g_free (self->kind);
  g_free (self->reason);
  g_free (self);
}

static void
proposal_free (gpointer data)
{
  RcMergeProposal *self = data;

  g_free (self->kind);
  g_free (self->words);
  g_free (self);
}

static RcCaseMerge *
case_merge_new (void)
{
  RcCaseMerge *self = g_new0 (RcCaseMerge, 1);

  self->sources = g_ptr_array_new_with_free_func (source_free);
  self->merged = g_ptr_array_new_with_free_func (entry_free);
  self->left = g_ptr_array_new_with_free_func (left_free);
  self->proposals = g_ptr_array_new_with_free_func (proposal_free);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
rc_case_merge_free (RcCaseMerge *self)
{
  if (self == NULL)
    return;

  g_free (self->case_id);
  g_free (self->title);
  g_free (self->head);
  g_free (self->sha256);
  g_ptr_array_unref (self->sources);
  g_ptr_array_unref (self->merged);
  g_ptr_array_unref (self->left);
  g_ptr_array_unref (self->proposals);
  g_ptr_array_unref (self->warnings);
  g_free (self);
}

/* --- What the parts share --- */

gint64
rc_merge_get (GHashTable *map,
              gint64      there)
{
  const gint64 *here = g_hash_table_lookup (map, &there);

  return here != NULL ? *here : 0;
}

void
rc_merge_put (GHashTable *map,
              gint64      there,
              gint64      here)
{
  g_hash_table_insert (map, g_memdup2 (&there, sizeof there), g_memdup2 (&here, sizeof here));
}

void
rc_merge_leave (RcMergeWork *self,
                const char  *kind,
                gint64       number,
                const char  *reason)
{
  RcMergeLeft *left = g_new0 (RcMergeLeft, 1);

  left->kind = g_strdup (kind);
  left->number = number;
  left->reason = g_strdup (reason);
  g_ptr_array_add (self->result->left, left);
}

static void
free_importer (gpointer data)
{
  RcImporter *importer = data;

  if (importer->free != NULL)
    importer->free (importer);
}

static GHashTable *
new_map (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

static void
work_begin (RcMergeWork *self)
{
  self->sources = new_map ();
  self->threads = new_map ();
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->merged_here = new_map ();
  self->added_here = new_map ();
  self->importers = g_ptr_array_new_with_free_func (free_importer);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->log = g_string_new (NULL);
}

static void
work_clear (RcMergeWork *self)
{
  g_clear_pointer (&self->sources_there, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_hash_table_unref (self->sources);
  g_hash_table_unref (self->threads);
  g_hash_table_unref (self->numbers);
  g_hash_table_unref (self->merged_here);
  g_hash_table_unref (self->added_here);
  g_ptr_array_unref (self->importers);
  g_ptr_array_unref (self->texts);
  g_string_free (self->log, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcMergeWork, work_clear)

/* --- The other case --- */

/* The file of an open case is never opened a second time: closing it would drop the locks of the first. */
static RcCase *
open_other (RcCase      *case_file,
            const char  *path,
            GError     **error)
{
  struct stat status;

  if (stat (path, &status) != 0)
    return rc_life_refuse_file (path, errno, error), NULL;
  if (!rc_case_owns_file (case_file, &status))
    return rc_case_open (path, /* for_writing= */ FALSE, error);

  g_set_error (error, RC_MERGE_ERROR, RC_MERGE_ERROR_SAME, _("%s is this case itself"), path);
  return NULL;
}

/* Through what has it open already, for the reason above. */
static gboolean
digest_file (RcMergeWork  *self,
             GError      **error)
{
  sqlite3 *connection = rc_database_peek (rc_case_get_database (self->there));
  g_autofree guint8 *buffer = g_malloc (READ_BYTES);
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  sqlite3_file *file = NULL;
  sqlite3_int64 size = 0;
  RcDigest digest;

  if (sqlite3_file_control (connection, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || file == NULL || file->pMethods == NULL
      || file->pMethods->xFileSize (file, &size) != SQLITE_OK)
    return rc_life_refuse_file (rc_case_peek_path (self->there), EIO, error);
  for (sqlite3_int64 at = 0; at < size;)
    {
      int length = (int) MIN ((sqlite3_int64) READ_BYTES, size - at);

      if (rc_life_is_cancelled (self->work, error))
        return FALSE;
      if (file->pMethods->xRead (file, buffer, length, at) != SQLITE_OK)
        return rc_life_refuse_file (rc_case_peek_path (self->there), EIO, error);
      rc_hasher_update (hasher, buffer, (gsize) length);
      at += length;
    }
  rc_hasher_finish (hasher, &digest);
  self->result->sha256 = rc_digest_dup_hex (&digest);
  return TRUE;
}

/* --- The act --- */

static void
write_sources (RcMergeWork  *self,
               RcJsonWriter *writer)
{
  rc_json_writer_name (writer, "sources");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < self->result->sources->len; i++)
    {
      const RcMergedSource *source = g_ptr_array_index (self->result->sources, i);

      rc_json_writer_begin_array (writer);
      rc_json_writer_integer (writer, source->there);
      rc_json_writer_integer (writer, source->here);
      rc_json_writer_end_array (writer);
    }
  rc_json_writer_end_array (writer);
}

static void
write_entries (RcMergeWork  *self,
               RcJsonWriter *writer)
{
  rc_json_writer_name (writer, "entries");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < self->result->merged->len; i++)
    {
      const RcMergedEntry *entry = g_ptr_array_index (self->result->merged, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, "additions", entry->additions);
      if (entry->is_beside)
        rc_json_writer_member_boolean (writer, RC_ENTRY_BESIDE, TRUE);
      rc_json_writer_member_integer (writer, "here", entry->here);
      rc_json_writer_member_string (writer, "kind", entry->kind);
      rc_json_writer_member_boolean (writer, "new", entry->is_new);
      rc_json_writer_member_integer (writer, "there", entry->there);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

static char *
describe (RcMergeWork *self)
{
  const RcCaseMerge *result = self->result;
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "case", result->case_id);
  rc_json_writer_member_string (writer, "title", result->title);
  rc_json_writer_member_boolean (writer, "part", result->is_part);
  rc_json_writer_member_integer (writer, "common", result->common);
  rc_json_writer_member_integer (writer, "log_entries", result->entries);
  rc_json_writer_member_string (writer, "head", result->head);
  rc_json_writer_member_string (writer, "sha256", result->sha256);
  rc_json_writer_member_integer (writer, "log_source", result->log_source);
  write_sources (self, writer);
  rc_json_writer_member_integer (writer, "sources_known", result->sources_known);
  write_entries (self, writer);
  rc_json_writer_member_integer (writer, "entries_known", result->entries_known);
  rc_json_writer_member_integer (writer, "left", result->left->len);
  rc_json_writer_member_integer (writer, "private", result->n_private);
  rc_json_writer_end_object (writer);
  return rc_json_writer_finish (writer);
}

/* The last step before the commit that publishes the sources. Where nothing came of it, it is as if nothing had been done. */
static gboolean
conclude (RcImportAct  *act,
          gpointer      user_data,
          GError      **error)
{
  RcMergeWork *self = user_data;
  g_autofree char *detail = NULL;

  if (!rc_merge_map_sources (self, error) || !rc_merge_enter (self, error))
    return FALSE;
  self->result->is_new = self->result->sources->len > 0 || self->result->merged->len > 0;
  if (!self->result->is_new)
    return FALSE;
  rc_life_tell (self->work, ENTERED);
  detail = describe (self);
  return rc_custody_append (self->here, RC_MERGE_ACT, detail, error);
}

static gboolean
run_act (RcMergeWork  *self,
         GPtrArray    *wanted,
         GError      **error)
{
  const RcImportOptions options = { 0 };
  g_autoptr (GError) local_error = NULL;
  RcImportAct act;
  gboolean done = rc_import_act_begin (&act, self->here, &options, self->work != NULL ? self->work->cancellable : NULL, &local_error);

  if (done)
    {
      act.conclude = conclude;
      act.conclude_data = self;
      done = rc_merge_import (self, &act, wanted, &local_error) && rc_import_act_publish (&act, &local_error);
    }
  rc_import_act_end (&act);
  if (done || local_error == NULL)
    {
      if (!done)
        self->result->log_source = 0;
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
merge_found (RcMergeWork  *self,
             GError      **error)
{
  g_autoptr (GPtrArray) wanted = NULL;
  gpointer owned = NULL;
  guint n_new;
  gboolean done;

  if (!rc_merge_find_sources (self, &wanted, &owned, error) || !rc_merge_find_entries (self, &n_new, error))
    {
      rc_import_history_free (owned);
      return FALSE;
    }
  /* Where no entry is to come, this lists only what stays out. */
  done = wanted->len > 0 || n_new > 0 ? run_act (self, wanted, error) : rc_merge_enter (self, error);
  rc_import_history_free (owned);
  return done && rc_merge_propose (self, error);
}

static gboolean
run (RcMergeWork  *self,
     GError      **error)
{
  RcDatabase *database = rc_case_get_database (self->there);
  gboolean own, done;

  /* One view of it, whoever writes it meanwhile. */
  if (!rc_database_begin_reading (database, &own, error))
    return FALSE;
  self->result->case_id = rc_case_dup_setting (self->there, "case.id");
  self->result->title = rc_case_dup_setting (self->there, "case.title");
  done = rc_merge_judge_log (self, error) && digest_file (self, error) && merge_found (self, error);
  rc_database_end_reading (database, own);
  rc_life_tell (self->work, 1.0);
  return done;
}

/**
 * rc_case_merge:
 * @case_file: open for writing
 * @path: of a part of the case, or of another case
 * @work: (nullable): to be told how far it is, and to cancel
 *
 * Whoever merged a case before merges only what came since: the second time nothing is new.
 *
 * Returns: (transfer full) (nullable): %NULL with @error set, and then the case is as it was
 */
RcCaseMerge *
rc_case_merge (RcCase            *case_file,
               const char        *path,
               const RcLifeWork  *work,
               GError           **error)
{
  g_autoptr (RcCaseMerge) result = case_merge_new ();
  g_autoptr (RcCase) other = NULL;
  g_auto (RcMergeWork) self = { .here = case_file, .work = work, .result = result };

  work_begin (&self);
  if (!rc_case_require_writable (case_file, error))
    return NULL;
  other = open_other (case_file, path, error);
  self.there = other;
  return other != NULL && run (&self, error) ? g_steal_pointer (&result) : NULL;
}
