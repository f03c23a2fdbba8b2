/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/writing/bundle-parts.h"

#include <string.h>

#include "core/canonical.h"
#include "core/trust.h"
#include "core/words.h"

/* Exactly the bytes of which documents print the digest. */
gboolean
rc_bundle_write_anchors (RcBundleWork  *work,
                         GError       **error)
{
  g_autofree char *anchors = rc_trust_export (work->case_file, error);

  return anchors != NULL
         && rc_bundle_writer_add (work->writer, "data/trust-anchors.used.json", RC_BUNDLE_JSON, _("The keys that the maker accepted"), anchors,
                                  strlen (anchors), error);
}

static void
write_bytes (RcJsonWriter *writer,
             const char   *name,
             sqlite3_stmt *row,
             int           column)
{
  const guint8 *bytes = sqlite3_column_blob (row, column);
  g_autofree char *hex = bytes != NULL ? rc_bytes_dup_hex (bytes, (gsize) sqlite3_column_bytes (row, column)) : NULL;

  rc_json_writer_member_string (writer, name, hex);
}

/* What is stored is what was hashed. A detail that is not in its form was edited: it is told as a text, and its hash does not fit. */
static void
write_detail (RcJsonWriter *writer,
              sqlite3_stmt *row)
{
  g_autofree char *detail = rc_database_column_dup (row, 3);
  g_autofree char *canonical = detail != NULL ? rc_canonical_dup (detail, strlen (detail)) : NULL;

  if (canonical != NULL && strcmp (canonical, detail) == 0)
    {
      rc_json_writer_name (writer, "detail");
      rc_json_writer_raw (writer, detail);
    }
  else
    rc_json_writer_member_string (writer, "detail_text", detail);
}

/* Whether the entry is told; of one whose detail may be about others its hashes and signatures alone, which is what the chain of the log needs. */
static gboolean
is_told (RcBundleWork  *work,
         sqlite3_stmt  *row,
         gboolean      *out_told,
         GError       **error)
{
  g_autofree char *act = rc_database_column_dup (row, 2);
  g_autofree char *detail = rc_database_column_dup (row, 3);

  *out_told = TRUE;
  if (rc_bundle_work_is_full (work))
    return TRUE;
  return rc_bundle_selection_needs_act (work->selection, act != NULL ? act : "", detail != NULL ? detail : "", out_told, error);
}

/* Members in their order, and numbers as they are: the line is in the form of RFC 8785 wherever the entry is. */
static gboolean
add_entry (RcBundleWork  *work,
           sqlite3_stmt  *row,
           GError       **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *act = rc_database_column_dup (row, 2);
  gboolean told;
  const char *line;

  if (!is_told (work, row, &told, error))
    return FALSE;

  rc_json_writer_begin_object (writer);
  if (told)
    {
      rc_json_writer_member_string (writer, "act", act);
      write_detail (writer, row);
    }
  write_bytes (writer, "hash", row, 5);
  rc_json_writer_member_integer (writer, "id", sqlite3_column_int64 (row, 0));
  write_bytes (writer, "previous", row, 4);
  write_bytes (writer, "signature", row, 6);
  write_bytes (writer, "signer", row, 7);
  rc_json_writer_member_integer (writer, "time_us", sqlite3_column_int64 (row, 1));
  if (!told)
    rc_json_writer_member_boolean (writer, "withheld", TRUE);
  rc_json_writer_end_object (writer);
  line = rc_json_writer_peek (writer);
  return rc_bundle_writer_append (work->writer, line, strlen (line), error) && rc_bundle_writer_append (work->writer, "\n", 1, error);
}

/**
 * rc_bundle_write_custody:
 *
 * Writes the custody log up to the act that brought the evidence state about; all of it where the log does not name that act.
 */
gboolean
rc_bundle_write_custody (RcBundleWork  *work,
                         GError       **error)
{
  RcDatabase *database = rc_case_get_database (work->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT id, time_us, act, detail, previous, hash, signature, signer FROM custody "
                                                 "WHERE id <= coalesce ((SELECT max (id) FROM custody WHERE hash = ?1), 9223372036854775807) ORDER BY id",
                                                 error);
  gboolean row = FALSE;

  if (statement == NULL || !rc_bundle_writer_begin (work->writer, "data/custody.jsonl", RC_BUNDLE_LINES, _("The custody log"), error))
    return FALSE;

  rc_database_bind_digest (statement, 1, &work->head);
  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return rc_bundle_writer_end (work->writer, error);
      if (!add_entry (work, statement, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
}
