/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/reading/bundle-restore.h"

#include <string.h>

#include "core/anchor-store.h"
#include "core/bounds.h"
#include "core/trust-file.h"
#include "core/words.h"

/* --- Who controls a source --- */

/* Removed ones are as the history says. */
static gboolean
restore_controller (RcBundleOpenWork  *work,
                    RcCase            *case_file,
                    const RcJson      *json,
                    guint32            item,
                    GError           **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "UPDATE source SET controller = ?2, obtained = ?3 WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  if (rc_bundle_bind_number (statement, 1, json, item, "id") && rc_bundle_bind_text (statement, 2, json, item, "controller", FALSE)
      && rc_bundle_bind_text (statement, 3, json, item, "obtained", FALSE))
    return rc_database_run (database, statement, error);

  sqlite3_reset (statement);
  rc_bundle_check_add (work, "data/sources.json", RC_VERDICT_MALFORMED, NULL, N_("sources with their numbers"), N_("another object"),
                       _("What the bundle says of a source cannot be read."));
  return TRUE;
}

/* --- Accepted keys --- */

/* By which number the log last names the key, and when it was accepted. */
static gboolean
find_number (RcCase          *case_file,
             const RcAnchor  *anchor,
             gint64          *out_id,
             gint64          *out_added_us,
             GError         **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT json_extract (detail, '$.anchor'), time_us FROM custody "
                                                 "WHERE act IN ('trust add', 'trust promote') "
                                                 "AND json_extract (detail, '$.fingerprint') = ?1 AND json_extract (detail, '$.kind') = ?2 "
                                                 "AND json_extract (detail, '$.key_id') = ?3 ORDER BY id DESC LIMIT 1", error);
  g_autofree char *hex = rc_digest_dup_hex (&anchor->fingerprint);
  gboolean row = FALSE;

  *out_id = 0;
  *out_added_us = 0;
  if (statement == NULL)
    return FALSE;
  rc_database_bind_text (statement, 1, hex);
  rc_database_bind_text (statement, 2, anchor->kind);
  rc_database_bind_text (statement, 3, anchor->key_id);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (row)
    {
      *out_id = sqlite3_column_int64 (statement, 0);
      *out_added_us = sqlite3_column_int64 (statement, 1);
      sqlite3_reset (statement);
    }
  return TRUE;
}

static gboolean
renumber (RcCase    *case_file,
          gint64     from,
          gint64     to,
          gint64     added_us,
          GError   **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "UPDATE OR IGNORE anchor SET id = ?2, added_us = ?3 WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, from);
  sqlite3_bind_int64 (statement, 2, to);
  sqlite3_bind_int64 (statement, 3, added_us);
  return rc_database_run (database, statement, error);
}

static gboolean
restore_anchor (RcCase    *case_file,
                RcAnchor  *anchor,
                GError   **error)
{
  gint64 id, added_us;

  return find_number (case_file, anchor, &id, &added_us, error) && rc_anchor_insert (anchor, rc_case_get_database (case_file), error)
         && (id <= 0 || id > RC_LIMIT_SOURCES || renumber (case_file, anchor->id, id, added_us, error));
}

static gboolean
restore_anchors (RcBundleOpenWork  *work,
                 RcCase            *case_file,
                 GError           **error)
{
  static const char path[] = "data/trust-anchors.used.json";
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = rc_bundle_reader_read (work->reader, path, RC_LIMIT_RECORD_BYTES, &local_error);
  gsize length = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  g_autoptr (GPtrArray) anchors = text != NULL ? rc_trust_file_parse (text, length, NULL, &local_error) : NULL;

  if (anchors == NULL)
    {
      rc_bundle_check_add (work, path, RC_VERDICT_MALFORMED, NULL, N_("accepted keys"), local_error->message,
                           _("The keys that the maker accepted cannot be read out of the bundle."));
      return TRUE;
    }
  for (guint i = 0; i < anchors->len; i++)
    if (!restore_anchor (case_file, g_ptr_array_index (anchors, i), error))
      return FALSE;
  return TRUE;
}

/* --- Links --- */

static gboolean
find_entity (RcCase        *case_file,
             const RcJson  *json,
             guint32        entity,
             gint64        *out_id,
             GError       **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT id FROM entity WHERE kind = ?1 AND scope = ?2 AND name = ?3", error);
  gboolean row = FALSE;

  *out_id = 0;
  if (statement == NULL)
    return FALSE;
  if (!rc_bundle_bind_text (statement, 1, json, entity, "kind", TRUE) || !rc_bundle_bind_text (statement, 2, json, entity, "scope", TRUE)
      || !rc_bundle_bind_text (statement, 3, json, entity, "name", TRUE))
    {
      sqlite3_reset (statement);
      return TRUE;
    }
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (row)
    {
      *out_id = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  return TRUE;
}

static gboolean
restore_link (RcBundleOpenWork  *work,
              RcCase            *case_file,
              const RcJson      *json,
              guint32            item,
              GError           **error)
{
  sqlite3_stmt *statement;
  gint64 entity, other;
  gboolean good;

  if (!find_entity (case_file, json, rc_json_member (json, item, "entity"), &entity, error)
      || !find_entity (case_file, json, rc_json_member (json, item, "other"), &other, error))
    return FALSE;
  statement = rc_database_prepare (rc_case_get_database (case_file),
                                   "INSERT OR IGNORE INTO identity_link (id, entity, other, reason, linked_by, added_us, withdrawn_for, withdrawn_us) "
                                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", error);
  if (statement == NULL)
    return FALSE;

  good = entity > 0 && other > 0 && rc_bundle_bind_number (statement, 1, json, item, "id")
    && rc_bundle_bind_text (statement, 4, json, item, "reason", TRUE) && rc_bundle_bind_text (statement, 5, json, item, "by", TRUE)
    && rc_bundle_bind_time (statement, 6, json, item, "added", TRUE) && rc_bundle_bind_text (statement, 7, json, item, "withdrawn_for", FALSE)
    && rc_bundle_bind_time (statement, 8, json, item, "withdrawn", FALSE);
  sqlite3_bind_int64 (statement, 2, MIN (entity, other));
  sqlite3_bind_int64 (statement, 3, MAX (entity, other));
  return rc_bundle_restore_row (work, case_file, statement, good, "data/links.json", error);
}

/* --- Checks that were done elsewhere --- */

static gboolean
bind_output (RcBundleOpenWork *work,
             sqlite3_stmt     *statement,
             int               index,
             const RcJson     *json,
             guint32           item)
{
  g_autofree char *path = rc_json_dup_string (json, rc_json_member (json, item, "output"));
  g_autofree char *stated = rc_json_dup_string (json, rc_json_member (json, item, "output_sha256"));
  g_autofree char *hex = NULL;
  g_autoptr (GBytes) bytes = path != NULL ? rc_bundle_reader_read (work->reader, path, RC_LIMIT_ELSEWHERE_BYTES, NULL) : NULL;
  RcDigest digest;

  if (bytes == NULL)
    return FALSE;
  rc_digest_compute (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &digest);
  hex = rc_digest_dup_hex (&digest);
  if (g_strcmp0 (hex, stated) != 0)
    rc_bundle_check_add (work, path, RC_VERDICT_INVALID, "digest", stated, hex, _("What came out of a check that was done elsewhere was changed since."));
  sqlite3_bind_blob64 (statement, index, g_bytes_get_size (bytes) > 0 ? g_bytes_get_data (bytes, NULL) : "", g_bytes_get_size (bytes), SQLITE_TRANSIENT);
  return TRUE;
}

static gboolean
restore_check (RcBundleOpenWork  *work,
               RcCase            *case_file,
               const RcJson      *json,
               guint32            item,
               GError           **error)
{
  static const char * const texts[] = { "kind", "name", "done_by", "done_on", "tool", "output_name" };
  sqlite3_stmt *statement = rc_database_prepare (rc_case_get_database (case_file),
    "INSERT OR IGNORE INTO elsewhere (id, subject, kind, name, done_by, done_on, tool, output_name, output, output_sha256, added_us, withdrawn_for) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)", error);
  gboolean good;

  if (statement == NULL)
    return FALSE;
  good = rc_bundle_bind_number (statement, 1, json, item, "id") && rc_bundle_bind_digest (statement, 2, json, item, "subject")
    && bind_output (work, statement, 9, json, item) && rc_bundle_bind_digest (statement, 10, json, item, "output_sha256")
    && rc_bundle_bind_time (statement, 11, json, item, "added", TRUE) && rc_bundle_bind_text (statement, 12, json, item, "withdrawn_for", FALSE);
  for (int i = 0; good && i < (int) G_N_ELEMENTS (texts); i++)
    good = rc_bundle_bind_text (statement, 3 + i, json, item, texts[i], TRUE);
  return rc_bundle_restore_row (work, case_file, statement, good, "data/elsewhere.json", error);
}

/* --- What earlier verifications remembered --- */

static gboolean
restore_head (RcBundleOpenWork  *work,
              RcCase            *case_file,
              const RcJson      *json,
              guint32            item,
              GError           **error)
{
  sqlite3_stmt *statement = rc_database_prepare (rc_case_get_database (case_file),
                                                 "INSERT OR IGNORE INTO log_head (origin, key, size, root, source, seen_us) "
                                                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6)", error);
  gboolean good;

  if (statement == NULL)
    return FALSE;
  good = rc_bundle_bind_text (statement, 1, json, item, "origin", TRUE) && rc_bundle_bind_digest (statement, 2, json, item, "key")
    && rc_bundle_bind_number (statement, 3, json, item, "size") && rc_bundle_bind_digest (statement, 4, json, item, "root")
    && rc_bundle_bind_number (statement, 5, json, item, "source") && rc_bundle_bind_number (statement, 6, json, item, "seen_us");
  return rc_bundle_restore_row (work, case_file, statement, good, "data/memory.json", error);
}

static gboolean
restore_expectation (RcBundleOpenWork  *work,
                     RcCase            *case_file,
                     const RcJson      *json,
                     guint32            item,
                     GError           **error)
{
  sqlite3_stmt *statement = rc_database_prepare (rc_case_get_database (case_file),
                                                 "INSERT OR IGNORE INTO expectation (importer, name, protection, source) VALUES (?1, ?2, ?3, ?4)", error);
  gboolean good;

  if (statement == NULL)
    return FALSE;
  good = rc_bundle_bind_text (statement, 1, json, item, "importer", TRUE) && rc_bundle_bind_text (statement, 2, json, item, "name", TRUE)
    && rc_bundle_bind_text (statement, 3, json, item, "protection", TRUE) && rc_bundle_bind_number (statement, 4, json, item, "source");
  return rc_bundle_restore_row (work, case_file, statement, good, "data/memory.json", error);
}

gboolean
rc_bundle_restore_words (RcBundleOpenWork  *work,
                         RcCase            *case_file,
                         GError           **error)
{
  return rc_bundle_restore_items (work, case_file, "data/sources.json", "sources", restore_controller, error)
         && restore_anchors (work, case_file, error)
         && rc_bundle_restore_items (work, case_file, "data/links.json", "links", restore_link, error)
         && rc_bundle_restore_items (work, case_file, "data/elsewhere.json", "checks", restore_check, error)
         && rc_bundle_restore_items (work, case_file, "data/memory.json", "log_heads", restore_head, error)
         && rc_bundle_restore_items (work, case_file, "data/memory.json", "expectations", restore_expectation, error);
}
