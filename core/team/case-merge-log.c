/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/team/case-merge-parts.h"

#include <string.h>

#include "core/canonical.h"
#include "core/custody.h"
#include "core/team/hand-out.h"
#include "core/team/team-signers.h"
#include "core/words.h"

/* So many faults of a log are told in the sentence that refuses it. */
#define TOLD_FAULTS 3u

/* --- Whether it holds --- */

static gboolean
refuse_faults (RcMergeWork  *self,
               GPtrArray    *faults,
               GPtrArray    *edited,
               GError      **error)
{
  g_autoptr (GString) words = g_string_new (NULL);
  guint n_faults = faults->len + edited->len;

  for (guint i = 0; i < MIN (n_faults, TOLD_FAULTS); i++)
    {
      const RcCustodyFault *fault = g_ptr_array_index (i < faults->len ? faults : edited, i < faults->len ? i : i - faults->len);

      g_string_append_printf (words, "%s%s", i > 0 ? " " : "", fault->message);
    }
  g_set_error (error, RC_MERGE_ERROR, RC_MERGE_ERROR_LOG, _("Nothing was merged, since the custody log of %1$s does not hold (faults: %2$u). %3$s"),
               rc_case_peek_path (self->there), n_faults, words->str);
  return FALSE;
}

static gboolean
check_log (RcMergeWork  *self,
           GError      **error)
{
  g_autoptr (RcCustodyReport) report = rc_custody_verify (self->there, error);
  g_autoptr (GPtrArray) edited = report != NULL ? rc_custody_compare_tables (self->there, error) : NULL;

  if (edited == NULL)
    return FALSE;
  if (report->faults->len + edited->len > 0)
    return refuse_faults (self, report->faults, edited, error);

  self->result->entries = report->entries;
  self->result->head = rc_digest_dup_hex (&report->head);
  if (report->signed_entries < report->entries)
    g_ptr_array_add (self->result->warnings,
                     g_strdup_printf (_("Entries of its custody log that no signature covers: %1$lld of %2$lld."),
                                      (long long) (report->entries - report->signed_entries), (long long) report->entries));
  return TRUE;
}

/* --- What both logs have in common --- */

static GHashTable *
load_hashes (RcCase  *case_file,
             GError **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT id, lower (hex (hash)) FROM custody ORDER BY id", error);
  g_autoptr (GHashTable) hashes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  while (TRUE)
    {
      gint64 id;

      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&hashes);
      id = sqlite3_column_int64 (statement, 0);
      g_hash_table_insert (hashes, g_memdup2 (&id, sizeof id), rc_database_column_dup (statement, 1));
    }
}

static gint64
count_common (GHashTable *here,
              GHashTable *there)
{
  for (gint64 id = 1;; id++)
    {
      const char *one = g_hash_table_lookup (here, &id), *other = g_hash_table_lookup (there, &id);

      if (one == NULL || other == NULL || strcmp (one, other) != 0)
        return id - 1;
    }
}

/* A case is known by its id and by how its log begins: who changed one of them would pass for another case. */
static gboolean
compare_logs (RcMergeWork  *self,
              GError      **error)
{
  g_autoptr (GHashTable) here = load_hashes (self->here, error);
  g_autoptr (GHashTable) there = here != NULL ? load_hashes (self->there, error) : NULL;
  g_autofree char *own_id = rc_case_dup_setting (self->here, "case.id");
  gboolean is_same_id;

  if (there == NULL)
    return FALSE;
  self->result->common = count_common (here, there);
  is_same_id = g_strcmp0 (own_id, self->result->case_id) == 0;
  self->result->is_part = is_same_id && self->result->common > 0;
  if (self->result->case_id != NULL && is_same_id == (self->result->common > 0))
    return TRUE;

  g_set_error (error, RC_MERGE_ERROR, RC_MERGE_ERROR_LOG,
               is_same_id ? _("Nothing was merged: %s has the id of this case, and a custody log that does not begin as its own")
                          : _("Nothing was merged: the custody log of %s begins as that of this case, and it has another id"),
               rc_case_peek_path (self->there));
  return FALSE;
}

/* --- Each entry of it, to be kept --- */

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

/* In the form of data/custody.jsonl of a bundle. The log holds, so that its details are in the form of RFC 8785. */
static void
keep_entry (RcMergeWork  *self,
            sqlite3_stmt *row)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *act = rc_database_column_dup (row, 2);
  g_autofree char *detail = rc_database_column_dup (row, 3);
  g_autofree char *canonical = detail != NULL ? rc_canonical_dup (detail, strlen (detail)) : NULL;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "act", act);
  if (canonical != NULL && strcmp (canonical, detail) == 0)
    {
      rc_json_writer_name (writer, "detail");
      rc_json_writer_raw (writer, detail);
    }
  else
    rc_json_writer_member_string (writer, "detail_text", detail);
  write_bytes (writer, "hash", row, 5);
  rc_json_writer_member_integer (writer, "id", sqlite3_column_int64 (row, 0));
  write_bytes (writer, "previous", row, 4);
  write_bytes (writer, "signature", row, 6);
  write_bytes (writer, "signer", row, 7);
  rc_json_writer_member_integer (writer, "time_us", sqlite3_column_int64 (row, 1));
  rc_json_writer_end_object (writer);
  g_string_append_printf (self->log, "%s\n", rc_json_writer_peek (writer));
}

static gboolean
keep_log (RcMergeWork  *self,
          GError      **error)
{
  RcDatabase *database = rc_case_get_database (self->there);
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT id, time_us, act, detail, previous, hash, signature, signer FROM custody ORDER BY id", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      keep_entry (self, statement);
    }
}

/* --- Whose part it is --- */

/* The last handing out that the log of the part tells of, with the key as it was then; (transfer full) (nullable). */
static char *
dup_handed_to (RcMergeWork  *self,
               char        **out_name)
{
  RcDatabase *database = rc_case_get_database (self->there);
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT json_extract (detail, '$.key'), json_extract (detail, '$.name') FROM custody "
                                                 "WHERE act = '" RC_HAND_OUT_ACT "' AND json_valid (detail) AND id > ?1 ORDER BY id DESC LIMIT 1", NULL);
  gboolean row = FALSE;
  char *key = NULL;

  *out_name = NULL;
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, self->result->common);
  if (rc_database_step (database, statement, &row, NULL) && row)
    {
      key = rc_database_column_dup (statement, 0);
      *out_name = rc_database_column_dup (statement, 1);
      sqlite3_reset (statement);
    }
  return key;
}

static gboolean
warn_of_strangers (RcMergeWork  *self,
                   GPtrArray    *members,
                   GError      **error)
{
  g_autoptr (RcTeamSigners) signers = rc_team_signers_load (self->there, error);

  for (guint i = 0; signers != NULL && members->len > 0 && i < signers->signers->len; i++)
    {
      const RcTeamSigner *signer = g_ptr_array_index (signers->signers, i);

      if (signer->last > self->result->common && rc_team_member_find_key (members, signer->key) == NULL)
        g_ptr_array_add (self->result->warnings,
                         g_strdup_printf (_("Entries of its custody log are signed by a key that is no member’s of this case now: %s."), signer->key));
    }
  return signers != NULL;
}

static gboolean
warn_of_member (RcMergeWork  *self,
                GError      **error)
{
  g_autoptr (GPtrArray) members = rc_team_member_list (self->here, error);
  g_autofree char *name = NULL;
  g_autofree char *key = NULL;

  if (members == NULL || !warn_of_strangers (self, members, error))
    return FALSE;
  key = self->result->is_part ? dup_handed_to (self, &name) : NULL;
  if (key != NULL && rc_team_member_find_key (members, key) == NULL)
    g_ptr_array_add (self->result->warnings,
                     g_strdup_printf (_("It was handed out to %s, whose key of that time is no member’s of this case any more."),
                                      name != NULL ? name : ""));
  return TRUE;
}

gboolean
rc_merge_judge_log (RcMergeWork  *self,
                    GError      **error)
{
  return rc_team_allows (self->here, RC_MERGE_ACT, error) && check_log (self, error) && compare_logs (self, error) && keep_log (self, error) && warn_of_member (self, error);
}
