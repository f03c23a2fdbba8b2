/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "trust.h"

#include <string.h>

#include "bounds.h"
#include "custody.h"
#include "json-writer.h"
#include "stream.h"
#include "trust-file.h"

#define ANCHOR_COLUMNS "id, kind, material, key_id, fingerprint, owner, purpose, from_us, to_us, how"

static RcAnchor *
anchor_from_row (sqlite3_stmt  *statement,
                 GError       **error)
{
  g_autofree char *material = rc_database_column_dup (statement, 2);
  g_autofree char *kind = rc_database_column_dup (statement, 1);
  g_autoptr (RcAnchor) anchor = rc_anchor_parse_as (kind, material, strlen (material), error);
  RcDigest stored;

  if (anchor == NULL)
    {
      g_prefix_error (error, "Accepted key %" G_GINT64_FORMAT " of the case: ", (gint64) sqlite3_column_int64 (statement, 0));
      return NULL;
    }
  if (!rc_database_column_digest (statement, 4, &stored) || !rc_digest_equal (&stored, &anchor->fingerprint))
    {
      g_set_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_NOT_A_KEY,
                   "Accepted key %" G_GINT64_FORMAT " of the case is not the key of its fingerprint",
                   (gint64) sqlite3_column_int64 (statement, 0));
      return NULL;
    }

  g_free (anchor->kind);
  g_free (anchor->owner);
  g_free (anchor->purpose);
  g_free (anchor->how);
  anchor->id = sqlite3_column_int64 (statement, 0);
  anchor->kind = rc_database_column_dup (statement, 1);
  anchor->owner = rc_database_column_dup (statement, 5);
  anchor->purpose = rc_database_column_dup (statement, 6);
  anchor->from_us = rc_database_column_time (statement, 7);
  anchor->to_us = rc_database_column_time (statement, 8);
  anchor->how = rc_database_column_dup (statement, 9);
  return g_steal_pointer (&anchor);
}

/**
 * rc_trust_list:
 *
 * Returns: (element-type RcAnchor) (transfer full): the keys that the auditor accepts, in the order in which they were added;
 *   %NULL on error
 */
GPtrArray *
rc_trust_list (RcCase  *case_file,
               GError **error)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement;
  gboolean row;

  statement = rc_database_prepare (database, "SELECT " ANCHOR_COLUMNS " FROM anchor ORDER BY id", error);
  if (statement == NULL)
    return NULL;

  while (TRUE)
    {
      RcAnchor *anchor;

      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&anchors);

      anchor = anchor_from_row (statement, error);
      if (anchor == NULL)
        {
          sqlite3_reset (statement);
          return NULL;
        }
      g_ptr_array_add (anchors, anchor);
    }
}

static void
write_time (RcJsonWriter *writer,
            const char   *name,
            gint64        time_us)
{
  g_autofree char *text = time_us == RC_TIME_NONE ? NULL : rc_time_format_utc (time_us);

  rc_json_writer_member_string (writer, name, text);
}

static char *
describe (const RcAnchor *anchor)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  char hex[RC_DIGEST_HEX_SIZE];

  rc_digest_to_hex (&anchor->fingerprint, hex);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "anchor", anchor->id);
  rc_json_writer_member_string (writer, "kind", anchor->kind);
  rc_json_writer_member_string (writer, "key_id", anchor->key_id);
  rc_json_writer_member_string (writer, "fingerprint", hex);
  rc_json_writer_member_string (writer, "owner", anchor->owner);
  rc_json_writer_member_string (writer, "purpose", anchor->purpose);
  write_time (writer, "from", anchor->from_us);
  write_time (writer, "to", anchor->to_us);
  rc_json_writer_member_string (writer, "how", anchor->how);
  rc_json_writer_end_object (writer);
  return rc_json_writer_finish (writer);
}

static gboolean
check_new (RcCase          *case_file,
           const RcAnchor  *anchor,
           GError         **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement;
  gboolean row;

  if (anchor->owner[0] == '\0' || !g_utf8_validate (anchor->owner, -1, NULL) || !g_utf8_validate (anchor->how, -1, NULL))
    {
      g_set_error_literal (error, RC_TRUST_ERROR, RC_TRUST_ERROR_FILE, "An accepted key needs an owner, in UTF-8");
      return FALSE;
    }
  if (anchor->from_us != RC_TIME_NONE && anchor->to_us != RC_TIME_NONE && anchor->to_us < anchor->from_us)
    {
      g_set_error_literal (error, RC_TRUST_ERROR, RC_TRUST_ERROR_FILE, "The key would end before it begins");
      return FALSE;
    }
  if (!rc_anchor_check_purpose (anchor->purpose, error))
    return FALSE;

  statement = rc_database_prepare (database, "SELECT id, owner FROM anchor WHERE fingerprint = ?1", error);
  if (statement == NULL)
    return FALSE;
  rc_database_bind_digest (statement, 1, &anchor->fingerprint);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;

  g_set_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_EXISTS, "This key is accepted already, as number %d of “%s”",
               sqlite3_column_int (statement, 0), (const char *) sqlite3_column_text (statement, 1));
  sqlite3_reset (statement);
  return FALSE;
}

static gboolean
insert (RcCase    *case_file,
        RcAnchor  *anchor,
        GError   **error)
{
  g_autofree char *material = rc_anchor_dup_material (anchor);
  RcDatabase *database = rc_case_get_database (case_file);
  g_autofree char *detail = NULL;
  sqlite3_stmt *statement;

  statement = rc_database_prepare (database,
                                   "INSERT INTO anchor (kind, material, key_id, fingerprint, owner, purpose, from_us, to_us, how, "
                                   "added_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)", error);
  if (statement == NULL)
    return FALSE;

  rc_database_bind_text (statement, 1, anchor->kind);
  rc_database_bind_text (statement, 2, material);
  rc_database_bind_text (statement, 3, anchor->key_id);
  rc_database_bind_digest (statement, 4, &anchor->fingerprint);
  rc_database_bind_text (statement, 5, anchor->owner);
  rc_database_bind_text (statement, 6, anchor->purpose);
  rc_database_bind_time (statement, 7, anchor->from_us);
  rc_database_bind_time (statement, 8, anchor->to_us);
  rc_database_bind_text (statement, 9, anchor->how);
  rc_database_bind_time (statement, 10, g_get_real_time ());
  if (!rc_database_run (database, statement, error))
    return FALSE;

  anchor->id = sqlite3_last_insert_rowid (rc_database_peek (database));
  detail = describe (anchor);
  return rc_custody_append (case_file, "trust add", detail, error);
}

/**
 * rc_trust_add_anchors:
 * @anchors: (element-type RcAnchor): each gets its id
 *
 * Accepts all of these keys in one act, or none.
 *
 * Returns: %FALSE with @error
 */
gboolean
rc_trust_add_anchors (RcCase     *case_file,
                      GPtrArray  *anchors,
                      GError    **error)
{
  if (!rc_case_require_writable (case_file, error))
    return FALSE;
  if (!rc_case_begin (case_file, error))
    return FALSE;

  for (guint i = 0; i < anchors->len; i++)
    {
      if (!check_new (case_file, anchors->pdata[i], error) || !insert (case_file, anchors->pdata[i], error))
        {
          rc_case_rollback (case_file);
          return FALSE;
        }
    }

  if (rc_case_commit (case_file, error))
    return TRUE;

  rc_case_rollback (case_file);
  return FALSE;
}

/**
 * rc_trust_read_file:
 *
 * Returns: (transfer full): the bytes of a small file of the auditor's, %NULL with @error
 */
GBytes *
rc_trust_read_file (const char  *path,
                    GError     **error)
{
  g_autoptr (RcStream) stream = rc_stream_new_file (path, error);
  g_autofree char *buffer = NULL;
  gsize length = 0;

  if (stream == NULL)
    return NULL;

  buffer = g_malloc (RC_LIMIT_SEAL_FILE_BYTES + 1);
  if (!rc_stream_read_full (stream, buffer, RC_LIMIT_SEAL_FILE_BYTES + 1, &length, error))
    return NULL;
  if (length > RC_LIMIT_SEAL_FILE_BYTES)
    {
      g_set_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_NOT_A_KEY, "%s is larger than any key file", path);
      return NULL;
    }

  return g_bytes_new_take (g_realloc (g_steal_pointer (&buffer), MAX (length, 1)), length);
}

/**
 * rc_trust_add:
 * @path: a public key file, from outside the evidence
 * @owner: whose key it is, as the auditor states
 * @purpose: see rc_anchor_check_purpose()
 * @from_us: first instant of its validity, or RC_TIME_NONE
 * @to_us: last instant of its validity, or RC_TIME_NONE
 * @how: (nullable): how the auditor made sure of it
 *
 * Returns: the anchor's id; 0 with @error
 */
gint64
rc_trust_add (RcCase      *case_file,
              const char  *path,
              const char  *owner,
              const char  *purpose,
              gint64       from_us,
              gint64       to_us,
              const char  *how,
              GError     **error)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  g_autoptr (GBytes) bytes = NULL;
  RcAnchor *anchor;

  if (!rc_case_require_writable (case_file, error))
    return 0;

  bytes = rc_trust_read_file (path, error);
  if (bytes == NULL)
    return 0;
  anchor = rc_anchor_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
  if (anchor == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return 0;
    }

  g_ptr_array_add (anchors, anchor);
  g_free (anchor->owner);
  g_free (anchor->purpose);
  g_free (anchor->how);
  anchor->owner = g_strdup (owner);
  anchor->purpose = g_strdup (purpose != NULL ? purpose : "any");
  anchor->from_us = from_us;
  anchor->to_us = to_us;
  anchor->how = g_strdup (how != NULL ? how : "");
  return rc_trust_add_anchors (case_file, anchors, error) ? anchor->id : 0;
}

static gboolean
delete_anchor (RcCase          *case_file,
               const RcAnchor  *anchor,
               GError         **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autofree char *detail = describe (anchor);
  sqlite3_stmt *statement;

  statement = rc_database_prepare (database, "DELETE FROM anchor WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, anchor->id);
  if (!rc_database_run (database, statement, error))
    return FALSE;

  return rc_custody_append (case_file, "trust remove", detail, error);
}

/**
 * rc_trust_remove:
 *
 * Accepts the key no more; the custody log keeps what it was.
 *
 * Returns: %FALSE with @error; RC_TRUST_ERROR_NOT_FOUND where there is no such key
 */
gboolean
rc_trust_remove (RcCase  *case_file,
                 gint64   id,
                 GError **error)
{
  g_autoptr (GPtrArray) anchors = NULL;
  const RcAnchor *anchor = NULL;

  if (!rc_case_require_writable (case_file, error))
    return FALSE;
  anchors = rc_trust_list (case_file, error);
  if (anchors == NULL)
    return FALSE;

  for (guint i = 0; i < anchors->len; i++)
    {
      if (((const RcAnchor *) anchors->pdata[i])->id == id)
        anchor = anchors->pdata[i];
    }
  if (anchor == NULL)
    {
      g_set_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_NOT_FOUND,
                   "No accepted key has the number %" G_GINT64_FORMAT, id);
      return FALSE;
    }

  if (!rc_case_begin (case_file, error))
    return FALSE;
  if (delete_anchor (case_file, anchor, error) && rc_case_commit (case_file, error))
    return TRUE;

  rc_case_rollback (case_file);
  return FALSE;
}
