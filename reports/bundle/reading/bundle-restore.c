/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/reading/bundle-restore.h"

#include <string.h>

#include "core/bounds.h"
#include "core/mask.h"
#include "core/timestamp.h"
#include "core/words.h"
#include "reports/bundle/reading/bundle-custody-row.h"

/* --- Members --- */

gboolean
rc_bundle_bind_text (sqlite3_stmt *statement,
                     int           index,
                     const RcJson *json,
                     guint32       item,
                     const char   *name,
                     gboolean      is_needed)
{
  guint32 node = rc_json_member (json, item, name);
  g_autofree char *text = rc_json_dup_string (json, node);

  if (text == NULL)
    return !is_needed && (node == RC_JSON_NO_NODE || rc_json_is (json, node, RC_JSON_NULL));
  if (strlen (text) > RC_LIMIT_ENTRY_BYTES)
    return FALSE;
  rc_database_bind_text (statement, index, text);
  return TRUE;
}

gboolean
rc_bundle_bind_number (sqlite3_stmt *statement,
                       int           index,
                       const RcJson *json,
                       guint32       item,
                       const char   *name)
{
  gint64 value;

  if (!rc_json_get_integer (json, rc_json_member (json, item, name), &value) || value < 0 || value > RC_LIMIT_JSON_INTEGER)
    return FALSE;
  sqlite3_bind_int64 (statement, index, value);
  return TRUE;
}

gboolean
rc_bundle_bind_digest (sqlite3_stmt *statement,
                       int           index,
                       const RcJson *json,
                       guint32       item,
                       const char   *name)
{
  gsize length = 0;
  guint32 node = rc_json_member (json, item, name);
  const char *hex = rc_json_is (json, node, RC_JSON_STRING) ? rc_json_peek_text (json, node, &length) : NULL;
  RcDigest digest;

  if (hex == NULL || !rc_digest_from_hex (hex, length, &digest))
    return FALSE;
  rc_database_bind_digest (statement, index, &digest);
  return TRUE;
}

gboolean
rc_bundle_bind_time (sqlite3_stmt *statement,
                     int           index,
                     const RcJson *json,
                     guint32       item,
                     const char   *name,
                     gboolean      is_needed)
{
  guint32 node = rc_json_member (json, item, name);
  g_autofree char *text = rc_json_dup_string (json, node);
  RcTimestamp time;

  if (text == NULL)
    return !is_needed && rc_json_is (json, node, RC_JSON_NULL);
  if (!rc_timestamp_parse (text, strlen (text), RC_ZONE_UNKNOWN, 0, &time))
    return FALSE;
  rc_database_bind_time (statement, index, time.from_us);
  return TRUE;
}

gboolean
rc_bundle_restore_row (RcBundleOpenWork  *work,
                       RcCase            *case_file,
                       sqlite3_stmt      *statement,
                       gboolean           is_bound,
                       const char        *object,
                       GError           **error)
{
  RcDatabase *database = rc_case_get_database (case_file);

  if (!is_bound)
    {
      sqlite3_reset (statement);
      rc_bundle_check_add (work, object, RC_VERDICT_MALFORMED, NULL, N_("what the program writes"), N_("members of another kind, or beyond the bounds"),
                           _("Something that people entered cannot be read out of the bundle."));
      return TRUE;
    }
  if (!rc_database_run (database, statement, error))
    return FALSE;
  if (sqlite3_changes (rc_database_peek (database)) != 1)
    rc_bundle_check_add (work, object, RC_VERDICT_AMBIGUOUS, NULL, N_("each of them once"), N_("another one"),
                         _("Something that people entered is in the bundle twice, or not as the program lets it be."));
  return TRUE;
}

gboolean
rc_bundle_restore_items (RcBundleOpenWork  *work,
                         RcCase            *case_file,
                         const char        *path,
                         const char        *name,
                         RcBundleItemFunc   func,
                         GError           **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_auto (RcJson) json;
  guint32 array;

  rc_json_init (&json);
  if (!rc_bundle_check_read_json (work, path, &json, &bytes))
    return TRUE;
  array = rc_json_member (&json, 0, name);
  if (!rc_json_is (&json, array, RC_JSON_ARRAY))
    {
      rc_bundle_check_add (work, path, RC_VERDICT_MALFORMED, NULL, name, N_("none"), _("A file of the bundle is not what such a file is."));
      return TRUE;
    }
  for (guint32 item = array + 1; item < json.nodes[array].next; item = json.nodes[item].next)
    if (!func (work, case_file, &json, item, error))
      return FALSE;
  return TRUE;
}

/* --- Settings --- */

static gboolean
is_setting (const char *key)
{
  return g_str_has_prefix (key, "case.") || g_str_has_prefix (key, "statement.") || g_str_has_prefix (key, "house.") || g_str_has_prefix (key, "auditor.");
}

static gboolean
restore_setting (RcBundleOpenWork  *work,
                 RcCase            *case_file,
                 const RcJson      *json,
                 guint32            name,
                 GError           **error)
{
  g_autofree char *key = rc_json_dup_text (json, name, NULL);
  g_autofree char *value = rc_json_dup_string (json, name + 1);
  g_autofree char *object = g_strdup_printf ("setting %.200s", key);

  if (value != NULL && strlen (value) <= RC_LIMIT_ENTRY_BYTES && is_setting (key))
    return rc_case_set_setting (case_file, key, value, error);
  rc_bundle_check_add (work, object, RC_VERDICT_MALFORMED, NULL, N_("a setting of a case"), N_("another one, or no text"),
                       _("A setting in the bundle is none that a case has."));
  return TRUE;
}

/* Where the bundle keeps the key of the pseudonyms to itself, the case that was made has one of its own. */
gboolean
rc_bundle_restore_settings (RcBundleOpenWork  *work,
                            RcCase            *case_file,
                            GError           **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_auto (RcJson) json;
  guint32 settings;

  rc_json_init (&json);
  if (!rc_database_exec (rc_case_get_database (case_file), "DELETE FROM custody; DELETE FROM setting WHERE key <> '" RC_MASK_KEY_SETTING "'", error))
    return FALSE;
  if (!rc_bundle_check_read_json (work, "data/case.json", &json, &bytes))
    return TRUE;
  settings = rc_json_member (&json, 0, "settings");
  if (!rc_json_is (&json, settings, RC_JSON_OBJECT))
    {
      rc_bundle_check_add (work, "data/case.json", RC_VERDICT_MALFORMED, NULL, N_("settings"), N_("none"),
                           _("A file of the bundle is not what such a file is."));
      return TRUE;
    }
  for (guint32 name = settings + 1; name < json.nodes[settings].next; name = json.nodes[name].next)
    if (!restore_setting (work, case_file, &json, name, error))
      return FALSE;
  return TRUE;
}

/* --- Entries --- */

/* A private one stays what it is: something that was entered, of which the digest alone is known. */
static char *
dup_body (const RcJson *line)
{
  guint32 node = rc_json_member (line, 0, "body");

  if (rc_json_is (line, node, RC_JSON_OBJECT))
    return g_strndup (line->text + line->nodes[node].offset, line->nodes[node].length);
  if (node == RC_JSON_NO_NODE && rc_json_is (line, rc_json_member (line, 0, "withheld"), RC_JSON_TRUE))
    return g_strdup ("{}");
  return rc_json_dup_string (line, rc_json_member (line, 0, "body_text"));
}

static void
check_body (RcBundleOpenWork *work,
            const RcJson     *line,
            const char       *body,
            const char       *object)
{
  g_autofree char *stated = rc_json_dup_string (line, rc_json_member (line, 0, "sha256"));
  g_autofree char *found = NULL;
  RcDigest digest;

  if (rc_json_is (line, rc_json_member (line, 0, "withheld"), RC_JSON_TRUE))
    return;
  rc_digest_compute (body, strlen (body), &digest);
  found = rc_digest_dup_hex (&digest);
  if (g_strcmp0 (stated, found) != 0)
    rc_bundle_check_add (work, object, RC_VERDICT_INVALID, "digest", stated, found, _("What a person entered was changed since."));
}

static gboolean
restore_entry (RcBundleOpenWork  *work,
               const RcJson      *line,
               guint64            number,
               gpointer           user_data,
               GError           **error)
{
  RcCase *case_file = user_data;
  sqlite3_stmt *statement = rc_database_prepare (rc_case_get_database (case_file),
                                                 "INSERT OR IGNORE INTO entry (id, kind, number, about, body, sha256, private, by, added_us) "
                                                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", error);
  g_autofree char *object = g_strdup_printf ("entry %" G_GUINT64_FORMAT, number);
  g_autofree char *body = dup_body (line);
  guint32 about = rc_json_member (line, 0, "about");
  gboolean good;

  if (statement == NULL)
    return FALSE;

  good = body != NULL && strlen (body) <= RC_LIMIT_ENTRY_BYTES && rc_bundle_bind_number (statement, 1, line, 0, "id")
    && rc_bundle_bind_text (statement, 2, line, 0, "kind", TRUE) && rc_bundle_bind_number (statement, 3, line, 0, "number")
    && (rc_json_is (line, about, RC_JSON_NULL) || rc_bundle_bind_number (statement, 4, line, 0, "about"))
    && rc_bundle_bind_digest (statement, 6, line, 0, "sha256") && rc_bundle_bind_text (statement, 8, line, 0, "by", TRUE)
    && rc_bundle_bind_number (statement, 9, line, 0, "added_us");
  if (good)
    {
      if (rc_json_is (line, about, RC_JSON_NULL))
        sqlite3_bind_int64 (statement, 4, 0);
      rc_database_bind_text (statement, 5, body);
      sqlite3_bind_int (statement, 7, rc_json_is (line, rc_json_member (line, 0, "private"), RC_JSON_TRUE));
      check_body (work, line, body, object);
    }
  return rc_bundle_restore_row (work, case_file, statement, good, object, error);
}

gboolean
rc_bundle_restore_entries (RcBundleOpenWork  *work,
                           RcCase            *case_file,
                           GError           **error)
{
  return rc_bundle_check_lines (work, "data/entries.jsonl", restore_entry, case_file, error);
}

/* --- The custody log --- */

/* What is no object was never written by the program, and what asks for members of details would stumble over it. */
static gboolean
is_object (const char *detail)
{
  g_auto (RcJson) json;
  RcJsonFault fault;

  rc_json_init (&json);
  return rc_json_parse (&json, detail, strlen (detail), &fault) && json.nodes[0].type == RC_JSON_OBJECT;
}

static gboolean
restore_custody (RcBundleOpenWork  *work,
                 const RcJson      *line,
                 guint64            number,
                 gpointer           user_data,
                 GError           **error)
{
  RcCase *case_file = user_data;
  sqlite3_stmt *statement = rc_database_prepare (rc_case_get_database (case_file),
                                                 "INSERT OR IGNORE INTO custody (id, time_us, act, detail, previous, hash, signature, signer) "
                                                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", error);
  g_autofree char *object = g_strdup_printf ("custody entry %" G_GUINT64_FORMAT, number);
  g_auto (RcBundleCustodyRow) row;
  gboolean good = rc_bundle_custody_row_read (line, &row) && row.detail != NULL && is_object (row.detail);

  if (statement == NULL)
    return FALSE;

  if (good)
    {
      sqlite3_bind_int64 (statement, 1, row.id);
      sqlite3_bind_int64 (statement, 2, row.time_us);
      rc_database_bind_text (statement, 3, row.act);
      rc_database_bind_text (statement, 4, row.detail);
      rc_database_bind_digest (statement, 5, &row.previous);
      rc_database_bind_digest (statement, 6, &row.hash);
      if (row.is_signed)
        {
          sqlite3_bind_blob (statement, 7, row.signature, sizeof row.signature, SQLITE_TRANSIENT);
          sqlite3_bind_blob (statement, 8, row.signer, sizeof row.signer, SQLITE_TRANSIENT);
        }
    }
  return rc_bundle_restore_row (work, case_file, statement, good, object, error);
}

gboolean
rc_bundle_restore_custody (RcBundleOpenWork  *work,
                           RcCase            *case_file,
                           GError           **error)
{
  return rc_bundle_check_lines (work, "data/custody.jsonl", restore_custody, case_file, error);
}
