/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "import-act.h"

#include "bounds.h"
#include "source-rows.h"

/* The source of these bytes, where the case or this act has them already: the one of that name where one is given; 0: none, -1: error. */
static gint64
find_same (RcImportAct    *act,
           const RcSource *source,
           const char     *name,
           GError        **error)
{
  sqlite3_stmt *statement = rc_database_prepare (act->database,
                                                 "SELECT id FROM source INDEXED BY source_by_digest "
                                                 "WHERE sha256 = ?1 AND size = ?2 AND state NOT IN ('" RC_SOURCE_REMOVED "', '" RC_SOURCE_WITHHELD "') AND ifnull (name = ?3, 1) "
                                                 /* Of one that is not here whole, the digest is somebody's word. */
                                                 "AND NOT EXISTS (SELECT 1 FROM excerpt WHERE excerpt.source = source.id) "
                                                 "AND derivation <> '" RC_DERIVATION_SAME "' ORDER BY importer IS NULL, id LIMIT 1",
                                                 error);
  gboolean row = FALSE;
  gint64 id = 0;

  if (statement == NULL)
    return -1;

  rc_database_bind_digest (statement, 1, &source->sha256);
  sqlite3_bind_int64 (statement, 2, (gint64) source->size);
  rc_database_bind_text (statement, 3, name);
  if (!rc_database_step (act->database, statement, &row, error))
    return -1;
  if (row)
    {
      id = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  return id;
}

/* The source "same as" @first under this name; 0: none, -1: error. */
static gint64
find_repeat (RcImportAct     *act,
             const RcSource  *first,
             const char      *name,
             GError         **error)
{
  sqlite3_stmt *statement = rc_database_prepare (act->database,
                                                 "SELECT id FROM source INDEXED BY source_repeat_by_name "
                                                 "WHERE name = ?1 AND parent = ?2 AND state <> 'removed' "
                                                 "AND derivation = '" RC_DERIVATION_SAME "' ORDER BY id LIMIT 1",
                                                 error);
  gboolean row = FALSE;
  gint64 id = 0;

  if (statement == NULL)
    return -1;

  rc_database_bind_text (statement, 1, name);
  sqlite3_bind_int64 (statement, 2, first->id);
  if (!rc_database_step (act->database, statement, &row, error))
    return -1;
  if (row)
    {
      id = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  return id;
}

/**
 * rc_import_act_note_size:
 *
 * Tells that the case now holds a source of this length.
 */
void
rc_import_act_note_size (RcImportAct *act,
                         guint64      size)
{
  gint64 key = (gint64) size;

  if (act->sizes != NULL)
    g_hash_table_add (act->sizes, g_memdup2 (&key, sizeof key));
}

static gboolean
load_sizes (RcImportAct  *act,
            GError      **error)
{
  sqlite3_stmt *statement = rc_database_prepare (act->database, "SELECT DISTINCT size FROM source WHERE state <> 'removed'", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  act->sizes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  while (TRUE)
    {
      if (!rc_database_step (act->database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      rc_import_act_note_size (act, (guint64) sqlite3_column_int64 (statement, 0));
    }
}

/* Whether bytes of this length are in the case at all: only then is it worth to look for the same bytes beforehand. */
static gboolean
size_is_known (RcImportAct  *act,
               gint64        size,
               gboolean     *out_known,
               GError      **error)
{
  *out_known = FALSE;
  if (act->sizes == NULL && !load_sizes (act, error))
    return FALSE;

  *out_known = size >= 0 && g_hash_table_contains (act->sizes, &size);
  return TRUE;
}

static gboolean
digest_stream (RcImportAct  *act,
               RcStream     *content,
               RcSource     *out_source,
               GError      **error)
{
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  g_autofree guint8 *buffer = g_malloc (RC_LIMIT_BLOCK_BYTES);
  gssize got;

  out_source->size = 0;
  while ((got = rc_stream_pread (content, out_source->size, buffer, RC_LIMIT_BLOCK_BYTES, error)) > 0)
    {
      rc_hasher_update (hasher, buffer, (gsize) got);
      out_source->size += (guint64) got;
      if (g_cancellable_set_error_if_cancelled (act->cancellable, error))
        return FALSE;
    }
  rc_hasher_finish (hasher, &out_source->sha256);
  return got == 0;
}

static gboolean
save_repeat (RcImportAct           *act,
             const RcImportOrigin  *origin,
             const RcSource        *first,
             GError               **error)
{
  RcSource repeat = *first;
  g_autofree char *as_of_how = NULL;

  rc_import_act_set_as_of (act, origin, &repeat);
  as_of_how = repeat.as_of_how;
  repeat.id = act->next_source++;
  repeat.parent = first->id;
  repeat.derivation = (char *) RC_DERIVATION_SAME;
  repeat.name = (char *) origin->name;
  repeat.controller = (char *) act->options->controller;
  repeat.obtained = (char *) act->options->obtained;
  repeat.imported_us = act->imported_us;
  repeat.events = 0;
  repeat.set_aside = 0;
  repeat.first_event = 0;
  repeat.event_rows = 0;
  repeat.state = (char *) "pending";
  if (!rc_source_rows_digest (act->database, &repeat, &repeat.rows_digest, error)
      || !rc_source_save (&repeat, act->database, error))
    return FALSE;

  g_ptr_array_add (act->result->sources, rc_source_copy (&repeat));
  return TRUE;
}

/* Bytes met again: under the same name they are the source that is there; under another they are a source "same as" that one,
 * which costs a row, because a list of digests may name both. */
static gint64
keep_repeat (RcImportAct           *act,
             const RcImportOrigin  *origin,
             const RcSource        *first,
             GError               **error)
{
  RcSource *known = NULL;
  gint64 id = 0;

  act->progress.bytes += first->size;
  act->progress.sources++;
  act->batch_rows++;
  if (g_strcmp0 (first->name, origin->name) == 0)
    {
      known = rc_source_copy (first);
    }
  else
    {
      id = find_repeat (act, first, origin->name, error);
      known = id > 0 ? rc_source_load (act->database, id, error) : NULL;
      if (id < 0 || (id > 0 && known == NULL))
        return 0;
    }

  if (known == NULL)
    {
      id = act->next_source;
      if (!save_repeat (act, origin, first, error))
        return 0;
    }
  else
    {
      id = known->id;
      g_ptr_array_add (act->result->sources, known);
    }
  g_array_append_val (act->result->recognised, id);
  return rc_import_act_breathe (act, error) ? id : 0;
}

static const RcImporter *
choose_importer (RcImportAct           *act,
                 const RcImportOrigin  *origin,
                 RcStream              *content,
                 GError               **error)
{
  g_autofree char *head = g_malloc (RC_LIMIT_SAMPLE_BYTES);
  gsize length = 0;
  RcSample sample = { .name = origin->name, .size = content->size };

  if (!rc_stream_pread_full (content, 0, head, RC_LIMIT_SAMPLE_BYTES, &length, error))
    return NULL;
  sample.head = head;
  sample.head_length = length;
  return rc_import_act_choose_importer (act, &sample);
}

/* Whether known bytes are to be read nevertheless: because the person names who reads a source that nobody understood when it came, or
 * because they come under another name, and their format's rules speak of names. */
static gboolean
is_read_again (RcImportAct           *act,
               const RcImportOrigin  *origin,
               RcStream              *content,
               const RcSource        *first,
               gboolean              *out_again,
               GError               **error)
{
  gboolean is_understood = first->importer != NULL || first->size == 0 || (act->mapped == NULL && act->options->importer_id == NULL);
  gboolean is_of_name = g_strcmp0 (first->name, origin->name) == 0;
  g_autoptr (GError) read_error = NULL;
  const RcImporter *importer;

  *out_again = FALSE;
  if (is_understood && is_of_name)
    return TRUE;

  importer = choose_importer (act, origin, content, &read_error);
  if (read_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&read_error));
      return FALSE;
    }

  *out_again = importer != NULL && (!is_understood || importer->reads_name);
  return TRUE;
}

/**
 * rc_import_act_recognise:
 * @content: readable at any place
 * @out_id: (out): the source that these bytes are; 0: they are to be read
 * @out_stored: (out): where the vault has them already, to be read for the first time by an importer; -1: nowhere
 *
 * Looks whether the case has the bytes of a source.
 */
gboolean
rc_import_act_recognise (RcImportAct           *act,
                         const RcImportOrigin  *origin,
                         RcStream              *content,
                         gint64                *out_id,
                         gint64                *out_stored,
                         GError               **error)
{
  g_autoptr (GError) read_error = NULL;
  g_autoptr (RcSource) first = NULL;
  RcSource probe = { 0 };
  gboolean known = FALSE, again = FALSE;
  gint64 same;

  *out_id = 0;
  *out_stored = -1;
  if (!size_is_known (act, content->size, &known, error))
    return FALSE;
  if (!known || !digest_stream (act, content, &probe, &read_error))
    return TRUE;      /* a fault of reading is met again, and told, where the source is read */

  same = find_same (act, &probe, origin->name, error);
  if (same == 0)
    same = find_same (act, &probe, /* name= */ NULL, error);
  if (same <= 0)
    return same == 0;
  first = rc_source_load (act->database, same, error);
  if (first == NULL || !is_read_again (act, origin, content, first, &again, error))
    return FALSE;
  if (again)
    {
      *out_stored = (gint64) first->start;
      return TRUE;
    }

  *out_id = keep_repeat (act, origin, first, error);
  return *out_id != 0;
}
