/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "elsewhere.h"

#include <stdlib.h>
#include <string.h>

#include "bounds.h"
#include "custody.h"
#include "json-writer.h"
#include "judgement-store.h"
#include "registers/register.h"
#include "stream.h"

G_DEFINE_QUARK (rc-elsewhere-error-quark, rc_elsewhere_error)

void
rc_elsewhere_free (RcElsewhere *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->name);
  g_free (self->done_by);
  g_free (self->done_on);
  g_free (self->tool);
  g_free (self->output_name);
  g_free (self->withdrawn_for);
  g_free (self);
}

static RcElsewhere *
from_row (sqlite3_stmt *statement)
{
  RcElsewhere *self = g_new0 (RcElsewhere, 1);

  self->id = sqlite3_column_int64 (statement, 0);
  (void) rc_database_column_digest (statement, 1, &self->subject);
  self->kind = rc_database_column_dup (statement, 2);
  self->name = rc_database_column_dup (statement, 3);
  self->done_by = rc_database_column_dup (statement, 4);
  self->done_on = rc_database_column_dup (statement, 5);
  self->tool = rc_database_column_dup (statement, 6);
  self->output_name = rc_database_column_dup (statement, 7);
  (void) rc_database_column_digest (statement, 8, &self->output_sha256);
  self->added_us = sqlite3_column_int64 (statement, 9);
  self->withdrawn_for = rc_database_column_dup (statement, 10);
  return self;
}

/**
 * rc_elsewhere_list:
 *
 * Returns: (element-type RcElsewhere) (transfer full): all that was recorded; %NULL on error
 */
GPtrArray *
rc_elsewhere_list (RcCase  *case_file,
                   GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_elsewhere_free);
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT id, subject, kind, name, done_by, done_on, tool, output_name, output_sha256, "
                                                 "added_us, withdrawn_for FROM elsewhere ORDER BY id", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;

  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&list);
      g_ptr_array_add (list, from_row (statement));
    }
}

/* --- Recording --- */

static gboolean
check_words (const char  *what,
             const char  *words,
             GError     **error)
{
  if (words != NULL && *words != '\0' && strlen (words) <= RC_LIMIT_NAME_BYTES && g_utf8_validate (words, -1, NULL))
    return TRUE;

  g_set_error (error, RC_ELSEWHERE_ERROR, RC_ELSEWHERE_ERROR_WORDS, "It must be said %s, in at most %u bytes", what, RC_LIMIT_NAME_BYTES);
  return FALSE;
}

static gboolean
check_terms (const RcElsewhereTerms  *terms,
             GError                 **error)
{
  if (!check_words ("by whom it was checked", terms->by, error) || !check_words ("with what it was checked", terms->with, error) ||
      !check_words ("on which day it was checked", terms->on, error))
    return FALSE;
  if (rc_register_is_day (terms->on))
    return TRUE;

  g_set_error (error, RC_ELSEWHERE_ERROR, RC_ELSEWHERE_ERROR_WORDS,
               "“%s” is no day: expected year, month and day like 2026-11-21", terms->on);
  return FALSE;
}

static GBytes *
read_output (const char  *path,
             GError     **error)
{
  g_autoptr (RcStream) stream = NULL;
  g_autofree char *buffer = NULL;
  gsize length = 0;

  if (path == NULL)
    {
      g_set_error (error, RC_ELSEWHERE_ERROR, RC_ELSEWHERE_ERROR_OUTPUT, "The output of the check is missing: a file is kept with it");
      return NULL;
    }
  stream = rc_stream_new_file (path, error);
  if (stream == NULL)
    return NULL;

  buffer = g_malloc (RC_LIMIT_ELSEWHERE_BYTES + 1);
  if (!rc_stream_read_full (stream, buffer, RC_LIMIT_ELSEWHERE_BYTES + 1, &length, error))
    return NULL;
  if (length > 0 && length <= RC_LIMIT_ELSEWHERE_BYTES)
    return g_bytes_new (buffer, length);

  g_set_error (error, RC_ELSEWHERE_ERROR, RC_ELSEWHERE_ERROR_OUTPUT, "%s is %s: expected what came out of the check, at most %u bytes",
               path, length == 0 ? "empty" : "larger than is kept", RC_LIMIT_ELSEWHERE_BYTES);
  return NULL;
}

/* The seal as the last verification left it, whatever was recorded since. */
static gboolean
find_subject (RcCase        *case_file,
              gint64         id,
              RcElsewhere   *entry,
              GError       **error)
{
  g_autoptr (RcJudgement) judgement = rc_judgement_load (rc_case_get_database (case_file), error);
  g_autoptr (GPtrArray) sources = judgement != NULL ? rc_source_list (case_file, error) : NULL;
  const RcSeal *seal;

  if (sources == NULL)
    return FALSE;

  seal = rc_judgement_find_seal (judgement, id);
  if (seal == NULL || !rc_elsewhere_subject (seal, sources, &entry->subject))
    {
      g_set_error (error, RC_ELSEWHERE_ERROR, RC_ELSEWHERE_ERROR_SEAL,
                   "The last check of everything left no integrity protection with the number %" G_GINT64_FORMAT, id);
      return FALSE;
    }
  if (!rc_elsewhere_is_open (seal))
    {
      g_set_error (error, RC_ELSEWHERE_ERROR, RC_ELSEWHERE_ERROR_SEAL,
                   "The integrity protection %" G_GINT64_FORMAT " was checked here: expected one that could not be checked", id);
      return FALSE;
    }

  entry->kind = g_strdup (seal->kind);
  entry->name = g_strdup (seal->name);
  return TRUE;
}

static gboolean
insert (RcDatabase         *database,
        const RcElsewhere  *entry,
        GBytes             *output,
        GError            **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "INSERT INTO elsewhere (subject, kind, name, done_by, done_on, tool, output_name, output, "
                                                 "output_sha256, added_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)", error);

  if (statement == NULL)
    return FALSE;

  rc_database_bind_digest (statement, 1, &entry->subject);
  rc_database_bind_text (statement, 2, entry->kind);
  rc_database_bind_text (statement, 3, entry->name);
  rc_database_bind_text (statement, 4, entry->done_by);
  rc_database_bind_text (statement, 5, entry->done_on);
  rc_database_bind_text (statement, 6, entry->tool);
  rc_database_bind_text (statement, 7, entry->output_name);
  sqlite3_bind_blob64 (statement, 8, g_bytes_get_data (output, NULL), g_bytes_get_size (output), SQLITE_TRANSIENT);
  rc_database_bind_digest (statement, 9, &entry->output_sha256);
  sqlite3_bind_int64 (statement, 10, entry->added_us);
  return rc_database_run (database, statement, error);
}

static gboolean
note_act (RcCase             *case_file,
          const char         *act,
          const RcElsewhere  *entry,
          GError            **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *output = rc_digest_dup_hex (&entry->output_sha256);
  g_autofree char *subject = rc_digest_dup_hex (&entry->subject);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "elsewhere", entry->id);
  rc_json_writer_member_string (writer, "kind", entry->kind);
  rc_json_writer_member_string (writer, "name", entry->name);
  rc_json_writer_member_string (writer, "subject", subject);
  rc_json_writer_member_string (writer, "by", entry->done_by);
  rc_json_writer_member_string (writer, "on", entry->done_on);
  rc_json_writer_member_string (writer, "with", entry->tool);
  rc_json_writer_member_string (writer, "output_sha256", output);
  if (entry->withdrawn_for != NULL)
    rc_json_writer_member_string (writer, "reason", entry->withdrawn_for);
  rc_json_writer_end_object (writer);
  return rc_custody_append (case_file, act, rc_json_writer_peek (writer), error);
}

static gboolean
save (RcCase       *case_file,
      RcElsewhere  *entry,
      GBytes       *output,
      GError      **error)
{
  RcDatabase *database = rc_case_get_database (case_file);

  if (!rc_case_begin (case_file, error))
    return FALSE;
  if (insert (database, entry, output, error) &&
      rc_database_get_integer (database, "SELECT last_insert_rowid ()", &entry->id, error) &&
      note_act (case_file, "elsewhere", entry, error) && rc_case_commit (case_file, error))
    return TRUE;

  rc_case_rollback (case_file);
  return FALSE;
}

/**
 * rc_elsewhere_add:
 * @seal: number of a seal that the last verification could not check
 * @terms: what the person says; all of it is needed
 *
 * Records a check done outside the program, with its output. The evidence has to be verified again for it to be told.
 *
 * Returns: the number of the entry; 0 with @error
 */
gint64
rc_elsewhere_add (RcCase                  *case_file,
                  gint64                   seal,
                  const RcElsewhereTerms  *terms,
                  GError                 **error)
{
  g_autoptr (RcElsewhere) entry = g_new0 (RcElsewhere, 1);
  g_autoptr (GBytes) output = NULL;
  g_autofree char *base = NULL;

  if (!rc_case_require_writable (case_file, error) || !check_terms (terms, error) || !find_subject (case_file, seal, entry, error))
    return 0;
  output = read_output (terms->output, error);
  if (output == NULL)
    return 0;

  base = g_path_get_basename (terms->output);
  entry->output_name = g_filename_display_name (base);
  entry->done_by = g_strdup (terms->by);
  entry->done_on = g_strdup (terms->on);
  entry->tool = g_strdup (terms->with);
  entry->added_us = g_get_real_time ();
  rc_digest_compute (g_bytes_get_data (output, NULL), g_bytes_get_size (output), &entry->output_sha256);
  return save (case_file, entry, output, error) ? entry->id : 0;
}

/* --- Taking back, reading --- */

static RcElsewhere *
find (GPtrArray  *list,
      gint64      id,
      GError    **error)
{
  for (guint i = 0; i < list->len; i++)
    {
      RcElsewhere *entry = g_ptr_array_index (list, i);

      if (entry->id == id)
        return entry;
    }

  g_set_error (error, RC_ELSEWHERE_ERROR, RC_ELSEWHERE_ERROR_NOT_FOUND,
               "No check done elsewhere has the number %" G_GINT64_FORMAT, id);
  return NULL;
}

static gboolean
mark_withdrawn (RcDatabase         *database,
                const RcElsewhere  *entry,
                GError            **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "UPDATE elsewhere SET withdrawn_for = ?2 WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, entry->id);
  rc_database_bind_text (statement, 2, entry->withdrawn_for);
  return rc_database_run (database, statement, error);
}

/**
 * rc_elsewhere_withdraw:
 * @reason: why it is taken back
 *
 * The entry stays, and counts no more.
 */
gboolean
rc_elsewhere_withdraw (RcCase      *case_file,
                       gint64       id,
                       const char  *reason,
                       GError     **error)
{
  g_autoptr (GPtrArray) list = NULL;
  RcElsewhere *entry;

  if (!rc_case_require_writable (case_file, error) || !check_words ("why it is taken back", reason, error))
    return FALSE;
  list = rc_elsewhere_list (case_file, error);
  entry = list != NULL ? find (list, id, error) : NULL;
  if (entry == NULL)
    return FALSE;

  g_free (entry->withdrawn_for);
  entry->withdrawn_for = g_strdup (reason);
  if (!rc_case_begin (case_file, error))
    return FALSE;
  if (mark_withdrawn (rc_case_get_database (case_file), entry, error) &&
      note_act (case_file, "elsewhere withdraw", entry, error) && rc_case_commit (case_file, error))
    return TRUE;

  rc_case_rollback (case_file);
  return FALSE;
}

/**
 * rc_elsewhere_read_output:
 *
 * Returns: (transfer full): the bytes; %NULL with @error
 */
GBytes *
rc_elsewhere_read_output (RcCase  *case_file,
                          gint64   id,
                          GError **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT output FROM elsewhere WHERE id = ?1", error);
  GBytes *bytes = NULL;
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, id);
  if (!rc_database_step (database, statement, &row, error))
    return NULL;
  if (row)
    bytes = g_bytes_new (sqlite3_column_blob (statement, 0), (gsize) sqlite3_column_bytes (statement, 0));
  else
    g_set_error (error, RC_ELSEWHERE_ERROR, RC_ELSEWHERE_ERROR_NOT_FOUND,
                 "No check done elsewhere has the number %" G_GINT64_FORMAT, id);
  sqlite3_reset (statement);
  return bytes;
}
