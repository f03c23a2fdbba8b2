/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "custody.h"
#include "auditor-key.h"
#include "custody-afresh.h"
#include "custody-entry.h"
#include "custody-tables.h"
#include "json-writer.h"
#include "team/team-signers.h"

#include <string.h>

G_DEFINE_QUARK (rc-custody-error-quark, rc_custody_error)

static gboolean
load_head (RcDatabase  *database,
           gint64      *out_id,
           RcDigest    *out_hash,
           GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT id, hash FROM custody ORDER BY id DESC LIMIT 1", error);
  gboolean row;

  *out_id = 0;
  memset (out_hash, 0, sizeof *out_hash);
  if (statement == NULL || !rc_database_step (database, statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;

  *out_id = sqlite3_column_int64 (statement, 0);
  /* A hash of another length is another's work: the link to zeros shows it. */
  rc_database_column_digest (statement, 1, out_hash);
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
insert_entry (RcDatabase  *database,
              const char  *act,
              const char  *detail,
              GError     **error)
{
  guint8 signature[RC_CUSTODY_SIGNATURE_BYTES];
  guint8 signer[RC_CUSTODY_SIGNER_BYTES];
  gint64 time_us = g_get_real_time ();
  RcDigest previous, hash;
  sqlite3_stmt *statement;
  gint64 id;

  if (!load_head (database, &id, &previous, error))
    return FALSE;

  id++;
  rc_custody_entry_hash (act, detail, id, &previous, time_us, &hash);
  statement = rc_database_prepare (database, "INSERT INTO custody VALUES (?, ?, ?, ?, ?, ?, ?, ?)", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_int64 (statement, 2, time_us);
  rc_database_bind_text (statement, 3, act);
  rc_database_bind_text (statement, 4, detail);
  rc_database_bind_digest (statement, 5, &previous);
  rc_database_bind_digest (statement, 6, &hash);
  if (rc_auditor_key_sign (hash.bytes, RC_DIGEST_BYTES, signature, signer))
    {
      sqlite3_bind_blob (statement, 7, signature, sizeof signature, SQLITE_TRANSIENT);
      sqlite3_bind_blob (statement, 8, signer, sizeof signer, SQLITE_TRANSIENT);
    }
  return rc_database_run (database, statement, error);
}

/* Where entries were written without the key, the first thing that the key does is to say so. */
static gboolean
sign_earlier (RcDatabase  *database,
              GError     **error)
{
  g_autoptr (RcJsonWriter) writer = NULL;
  gint64 last, last_signed;

  if (!rc_auditor_key_is_unlocked ())
    return TRUE;
  if (!rc_database_get_integer (database, "SELECT max(id) FROM custody", &last, error) ||
      !rc_database_get_integer (database, "SELECT max(id) FROM custody WHERE signature IS NOT NULL", &last_signed, error))
    return FALSE;
  if (last == last_signed)
    return TRUE;

  writer = rc_json_writer_new ();
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "from", last_signed + 1);
  rc_json_writer_member_integer (writer, "to", last);
  rc_json_writer_end_object (writer);
  return insert_entry (database, "sign", rc_json_writer_peek (writer), error);
}

/* Which tables are not as the newest entry says; answers whether any. */
static gboolean
find_changed (const RcCustodyTables *named,
              const RcCustodyTables *tables,
              gboolean               out_changed[RC_CUSTODY_N_TABLES])
{
  gboolean any = FALSE;

  for (gsize i = 0; i < RC_CUSTODY_N_TABLES; i++)
    {
      out_changed[i] = named->known[i] && !rc_digest_equal (&named->digests[i], &tables->digests[i]);
      any = any || out_changed[i];
    }

  return any;
}

/*
 * An act must not make good what somebody edited behind the program's back before it. Another connection still sees the case as it
 * was before the act: where a table is not as the log says even there, the entry records it, and a table that the act itself did
 * not change keeps the digest that it should have.
 */
static gboolean
find_edited (RcCase           *case_file,
             const gboolean   *changed,
             RcCustodyTables  *tables,
             RcCustodyTables  *out_expected,
             RcCustodyTables  *out_found,
             gboolean         *out_any,
             GError          **error)
{
  g_autoptr (RcDatabase) before = rc_case_open_reader (case_file, error);

  *out_any = FALSE;
  if (before == NULL ||
      !rc_custody_tables_load (before, out_expected, error) ||
      !rc_custody_tables_compute (before, NULL, changed, out_found, error))
    return FALSE;

  for (gsize i = 0; i < RC_CUSTODY_N_TABLES; i++)
    {
      out_expected->known[i] = out_expected->known[i] && out_found->known[i] &&
                               !rc_digest_equal (&out_expected->digests[i], &out_found->digests[i]);
      if (!out_expected->known[i])
        continue;
      *out_any = TRUE;
      if (rc_digest_equal (&tables->digests[i], &out_found->digests[i]))
        tables->digests[i] = out_expected->digests[i];
    }

  return TRUE;
}

static gboolean
append (RcCase      *case_file,
        const char  *act,
        const char  *detail_json,
        gboolean     afresh,
        GError     **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autofree char *detail = NULL;
  RcCustodyTables named, tables, expected, found;
  RcCustodyDetail own = { .tables = &tables };
  gboolean changed[RC_CUSTODY_N_TABLES];
  gboolean any_edited = FALSE;
  RcDigest state;

  if (!sign_earlier (database, error) ||
      !rc_custody_tables_load (database, &named, error) ||
      !rc_custody_tables_compute (database, afresh ? NULL : &named, NULL, &tables, error) ||
      !rc_custody_evidence_state (case_file, &state, NULL, error))
    return FALSE;
  if (find_changed (&named, &tables, changed) &&
      !find_edited (case_file, changed, &tables, &expected, &found, &any_edited, error))
    return FALSE;

  own.state = &state;
  if (any_edited)
    {
      own.edited_from = &expected;
      own.edited_to = &found;
    }
  detail = rc_custody_detail_format (detail_json, &own, error);
  return detail != NULL && insert_entry (database, act, detail, error);
}

static gboolean
append_within (RcCase      *case_file,
               const char  *act,
               const char  *detail_json,
               gboolean     afresh,
               GError     **error)
{
  if (!rc_case_require_writable (case_file, error))
    return FALSE;
  /* An act on a member was asked for before it was done: here whoever gives up a role would have it no more. */
  if (!rc_team_is_own_act (act) && !rc_team_allows (case_file, act, error))
    return FALSE;
  if (!sqlite3_get_autocommit (rc_database_peek (rc_case_get_database (case_file))))
    return append (case_file, act, detail_json, afresh, error);

  if (!rc_case_begin (case_file, error))
    return FALSE;
  if (append (case_file, act, detail_json, afresh, error))
    return rc_case_commit (case_file, error);
  rc_case_rollback (case_file);
  return FALSE;
}

/**
 * rc_custody_append:
 * @act: what was done, in one word
 * @detail_json: (nullable): one JSON object with the act's own members; "tables", "state" and "edited" are the log's. Numbers beyond 2^53
 *   must be texts
 *
 * The last step of an act, within its transaction; in one of its own where there is none. Signs where the auditor's key is
 * unlocked in this process, and then first appends an entry "sign" that names the entries written without it. Never asks.
 */
gboolean
rc_custody_append (RcCase      *case_file,
                   const char  *act,
                   const char  *detail_json,
                   GError     **error)
{
  g_return_val_if_fail (act != NULL, FALSE);

  return append_within (case_file, act, detail_json, FALSE, error);
}

/**
 * rc_custody_append_afresh:
 *
 * As rc_custody_append(), for an act that changes tables which otherwise only imports fill. Reads all of them, twice.
 */
gboolean
rc_custody_append_afresh (RcCase      *case_file,
                          const char  *act,
                          const char  *detail_json,
                          GError     **error)
{
  g_return_val_if_fail (act != NULL, FALSE);

  return append_within (case_file, act, detail_json, TRUE, error);
}
