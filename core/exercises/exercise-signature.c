/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exercises/exercise-signature.h"

#include <string.h>

#include "core/auditor-key.h"
#include "core/custody-entry.h"
#include "core/registers/register.h"

#define SHOWN_BYTES 4

/* The entry speaks of the conclusion, as it stands in the case. Tainted, as all of the log is. */
static gboolean
is_about (const char     *detail,
          const RcEntry  *conclusion)
{
  g_auto (RcJson) json;
  g_autofree char *named = NULL;
  g_autofree char *sha256 = rc_digest_dup_hex (&conclusion->sha256);
  RcJsonFault fault;
  gint64 entry;

  rc_json_init (&json);
  if (detail == NULL || !rc_json_parse (&json, detail, strlen (detail), &fault) || !rc_json_is (&json, 0, RC_JSON_OBJECT) ||
      !rc_json_get_integer (&json, rc_json_member (&json, 0, "entry"), &entry) || entry != conclusion->id)
    return FALSE;

  named = rc_register_dup_member (&json, 0, "body_sha256");
  return g_strcmp0 (named, sha256) == 0;
}

/* Whether the entry is as it was written, and its signature of the key that stands beside it. Whose key that is, and whether the log as a whole
 * holds, is for the verification of the log. */
static gboolean
is_signed (sqlite3_stmt *statement)
{
  RcDigest previous, stored, computed;

  if (sqlite3_column_bytes (statement, 5) != RC_CUSTODY_SIGNATURE_BYTES || sqlite3_column_bytes (statement, 6) != RC_CUSTODY_SIGNER_BYTES ||
      !rc_database_column_digest (statement, 3, &previous) || !rc_database_column_digest (statement, 4, &stored))
    return FALSE;

  rc_custody_entry_hash ((const char *) sqlite3_column_text (statement, 7), (const char *) sqlite3_column_text (statement, 1),
                         sqlite3_column_int64 (statement, 0), &previous, sqlite3_column_int64 (statement, 2), &computed);
  return rc_digest_equal (&stored, &computed) &&
         rc_auditor_key_verify (stored.bytes, RC_DIGEST_BYTES, sqlite3_column_blob (statement, 5), sqlite3_column_blob (statement, 6));
}

static void
take_row (RcExercise    *self,
          const RcEntry *conclusion,
          sqlite3_stmt  *statement)
{
  if (!is_about ((const char *) sqlite3_column_text (statement, 1), conclusion))
    return;

  self->conclusion->custody_entry = sqlite3_column_int64 (statement, 0);
  if (self->conclusion->signed_by == NULL && is_signed (statement))
    self->conclusion->signed_by = rc_bytes_dup_hex (sqlite3_column_blob (statement, 6), SHOWN_BYTES);
}

gboolean
rc_exercise_find_signature (RcExercise  *self,
                            GError     **error)
{
  RcDatabase *database = rc_case_get_database (self->case_file);
  g_autoptr (RcEntry) conclusion = NULL;
  sqlite3_stmt *statement;
  gboolean row = TRUE;

  if (self->conclusion == NULL)
    return TRUE;

  conclusion = rc_entry_load (self->case_file, self->conclusion->entry, error);
  statement = conclusion == NULL ? NULL :
    rc_database_prepare (database, "SELECT id, detail, time_us, previous, hash, signature, signer, act FROM custody "
                         "WHERE act = 'exercise concluded' ORDER BY id", error);
  if (statement == NULL)
    return FALSE;

  while (row)
    {
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (row)
        take_row (self, conclusion, statement);
    }
  return TRUE;
}
