/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "custody.h"
#include "json.h"
#include "timestamp.h"

#include <string.h>

/*
 * What answers depend on, and nothing else: not the title of the case, not what the last verification judged, not who has looked.
 * People's statements are the settings whose key begins with "statement."
 */
static const char *const parts[] = {
  "SELECT id, parent, derivation, name, kind, sha256, importer, mapping, controller, obtained, state, removed_for FROM source "
  "WHERE id <= (SELECT mark FROM published WHERE item = 'source') ORDER BY id",
  "SELECT id, name, sha256 FROM mapping "
  "WHERE id <= (SELECT mark FROM published WHERE item = 'mapping') ORDER BY id",
  "SELECT id, kind, material, fingerprint, owner, purpose, from_us, to_us, how FROM anchor ORDER BY id",
  "SELECT key, value FROM setting WHERE key >= 'statement.' AND key < 'statement/' ORDER BY key",
};

/*
 * What a later version of the case added. It counts only where there is some, so that a case that was brought forward is in the state
 * that its documents name.
 */
static const char *const later_parts[] = {
  "SELECT id, label, identities, revoked_us, revoked_for, threshold_group, threshold, obtained_by, obtained_us FROM anchor "
  "WHERE coalesce (label, identities, revoked_us, revoked_for, threshold_group, threshold, obtained_by, obtained_us) IS NOT NULL "
  "ORDER BY id",
  "SELECT id, subject, done_by, done_on, tool, output_sha256, withdrawn_for FROM elsewhere ORDER BY id",
  "SELECT id, as_of_us, as_of_how FROM source WHERE as_of_us IS NOT NULL AND id <= (SELECT mark FROM published WHERE item = 'source') "
  "ORDER BY id",
  "SELECT id, entity, other, reason, linked_by, withdrawn_for FROM identity_link ORDER BY id",
  "SELECT source, record, offset, length, path FROM excerpt WHERE source <= (SELECT mark FROM published WHERE item = 'source') "
  "ORDER BY source, record",
  "SELECT id, bundle, kind, number, body FROM stated ORDER BY id",
  "SELECT id, kind, number, about, sha256, private, by FROM entry ORDER BY id",   /* the last one: see below */
};

/* @with_entries: FALSE for what a verification depends on: no word that people add in the course of an engagement changes what it found. */
static gboolean
compute_state (RcDatabase  *database,
               gboolean     with_entries,
               RcDigest    *out_state,
               GError     **error)
{
  RcDigest digests[G_N_ELEMENTS (parts) + G_N_ELEMENTS (later_parts)];
  gsize n_parts = G_N_ELEMENTS (digests) - (with_entries ? 0 : 1);
  gsize n_digests = 0;
  RcDigest none;

  rc_digest_compute ("", 0, &none);
  for (gsize i = 0; i < n_parts; i++)
    {
      gboolean is_later = i >= G_N_ELEMENTS (parts);
      const char *sql = is_later ? later_parts[i - G_N_ELEMENTS (parts)] : parts[i];
      sqlite3_stmt *statement = rc_database_prepare (database, sql, error);

      if (statement == NULL || !rc_database_hash_rows (database, statement, &digests[n_digests], error))
        return FALSE;
      if (!is_later || !rc_digest_equal (&digests[n_digests], &none))
        n_digests++;
    }

  rc_digest_compute (digests, n_digests * sizeof digests[0], out_state);
  return TRUE;
}

/* Tainted. Answers whether @detail names a state at all. */
static gboolean
read_state (const char *detail,
            gsize       length,
            RcDigest   *out_state)
{
  g_auto (RcJson) json;
  RcJsonFault fault;
  const char *hex;
  gsize hex_length;
  guint32 node;

  rc_json_init (&json);
  if (!rc_json_parse (&json, detail, length, &fault))
    return FALSE;
  node = rc_json_member (&json, 0, "state");
  if (node == RC_JSON_NO_NODE || !rc_json_is_plain (&json, node))
    return FALSE;
  hex = rc_json_peek_text (&json, node, &hex_length);
  return rc_digest_from_hex (hex, hex_length, out_state);
}

/* Walks back through the log as long as its entries name @state. @out_head: hash of the oldest of these; zeros where there is none. */
static gboolean
find_change (RcDatabase      *database,
             const RcDigest  *state,
             gint64          *out_changed_us,
             RcDigest        *out_head,
             GError         **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT time_us, detail, hash FROM custody ORDER BY id DESC", error);
  gboolean row;

  *out_changed_us = RC_TIME_NONE;
  memset (out_head, 0, sizeof *out_head);
  if (statement == NULL)
    return FALSE;

  for (;;)
    {
      const char *detail;
      RcDigest named;

      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      detail = (const char *) sqlite3_column_text (statement, 1);
      if (detail == NULL || !read_state (detail, (gsize) sqlite3_column_bytes (statement, 1), &named))
        continue;
      if (*out_changed_us != RC_TIME_NONE && !rc_digest_equal (&named, state))
        break;
      *out_changed_us = sqlite3_column_int64 (statement, 0);
      rc_database_column_digest (statement, 2, out_head);
      if (!rc_digest_equal (&named, state))
        break;
    }

  sqlite3_reset (statement);
  return TRUE;
}

/**
 * rc_custody_evidence_state:
 * @out_state: (out): one digest of everything that answers depend on: sources, mappings, accepted keys, people's statements
 * @out_changed_us: (out) (optional): time of the act that brought this state about; of the newest act where the log does not name
 *   this state; %RC_TIME_NONE where the log is empty
 *
 * Reading, verifying and printing change neither (design.md, promise 6).
 */
gboolean
rc_custody_evidence_state (RcCase    *case_file,
                           RcDigest  *out_state,
                           gint64    *out_changed_us,
                           GError   **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  RcDigest head;

  if (!compute_state (database, TRUE, out_state, error))
    return FALSE;

  return out_changed_us == NULL || find_change (database, out_state, out_changed_us, &head, error);
}

/**
 * rc_custody_judged_state:
 * @out_state: (out): one digest of everything that a verification depends on
 *
 * The evidence state without the entries: a draw or an answer noted in an exercise leaves the last verification as good as it was.
 */
gboolean
rc_custody_judged_state (RcCase    *case_file,
                         RcDigest  *out_state,
                         GError   **error)
{
  return compute_state (rc_case_get_database (case_file), FALSE, out_state, error);
}

/**
 * rc_custody_evidence_head:
 * @out_state: (out): as rc_custody_evidence_state()
 * @out_changed_us: (out): as rc_custody_evidence_state()
 * @out_head: (out): head of the custody log as of the act that brought this state about; zeros where the log is empty
 *
 * What a document says of the state it was written from: later acts of reading and printing are not in it.
 */
gboolean
rc_custody_evidence_head (RcCase    *case_file,
                          RcDigest  *out_state,
                          gint64    *out_changed_us,
                          RcDigest  *out_head,
                          GError   **error)
{
  RcDatabase *database = rc_case_get_database (case_file);

  return compute_state (database, TRUE, out_state, error) &&
         find_change (database, out_state, out_changed_us, out_head, error);
}
