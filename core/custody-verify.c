/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "custody.h"
#include "auditor-key.h"
#include "custody-entry.h"
#include "custody-tables.h"
#include "json.h"

#include <string.h>

/* Where the walk along the log stands. */
typedef struct
{
  RcCustodyReport *report;
  gint64           last_id;
  RcDigest         stored;      /* hash of the last entry as it stands there */
  RcDigest         computed;    /* and as it should stand there */
  gint64           waiting;     /* sound entries since the last good signature or the last fault */
} Walk;

void
rc_custody_fault_free (RcCustodyFault *self)
{
  if (self == NULL)
    return;

  g_free (self->table);
  g_free (self->expected);
  g_free (self->found);
  g_free (self->message);
  g_free (self);
}

void
rc_custody_report_free (RcCustodyReport *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->faults);
  g_ptr_array_unref (self->signers);
  g_free (self);
}

static void
add_fault (GPtrArray  *faults,
           gint64      entry,
           const char *table,
           char       *expected,
           char       *found,
           char       *message)
{
  RcCustodyFault *fault = g_new0 (RcCustodyFault, 1);

  fault->entry = entry;
  fault->table = g_strdup (table);
  fault->expected = expected;
  fault->found = found;
  fault->message = message;
  g_ptr_array_add (faults, fault);
}

static gboolean
is_well_formed (sqlite3_stmt *statement)
{
  int signature = sqlite3_column_type (statement, 6);

  return sqlite3_column_bytes (statement, 4) == RC_DIGEST_BYTES &&
         sqlite3_column_bytes (statement, 5) == RC_DIGEST_BYTES &&
         signature == sqlite3_column_type (statement, 7) &&
         (signature == SQLITE_NULL || (sqlite3_column_bytes (statement, 6) == RC_CUSTODY_SIGNATURE_BYTES &&
                                       sqlite3_column_bytes (statement, 7) == RC_CUSTODY_SIGNER_BYTES));
}

static gboolean
check_place (Walk   *walk,
             gint64  id)
{
  if (id == walk->last_id + 1)
    return TRUE;

  add_fault (walk->report->faults, id, NULL, g_strdup_printf ("entry %" G_GINT64_FORMAT, walk->last_id + 1),
             g_strdup_printf ("entry %" G_GINT64_FORMAT, id),
             g_strdup_printf ("Before entry %" G_GINT64_FORMAT " of the custody log entries are missing.", id));
  return FALSE;
}

/* A log that was emptied begins anew with the next act: only the making of a case writes its first entry. */
static gboolean
check_first (Walk       *walk,
             gint64      id,
             const char *act)
{
  if (id != 1 || g_strcmp0 (act, "new") == 0)
    return TRUE;

  add_fault (walk->report->faults, id, NULL, g_strdup ("the entry of the making of the case"),
             g_strdup_printf ("an entry “%s”", act != NULL ? act : ""),
             g_strdup ("The custody log does not begin with the making of the case."));
  return FALSE;
}

static gboolean
check_link (Walk           *walk,
            gint64          id,
            const RcDigest *previous)
{
  /* Whichever of hash and content was altered in the entry before, that entry is named for it, not this one. */
  if (rc_digest_equal (previous, &walk->stored) || rc_digest_equal (previous, &walk->computed))
    return TRUE;

  add_fault (walk->report->faults, id, NULL, rc_digest_dup_hex (&walk->stored), rc_digest_dup_hex (previous),
             g_strdup_printf ("Entry %" G_GINT64_FORMAT " of the custody log does not follow the entry before it.", id));
  return FALSE;
}

static gboolean
check_hash (Walk           *walk,
            gint64          id,
            const RcDigest *computed,
            const RcDigest *stored)
{
  if (rc_digest_equal (computed, stored))
    return TRUE;

  add_fault (walk->report->faults, id, NULL, rc_digest_dup_hex (stored), rc_digest_dup_hex (computed),
             g_strdup_printf ("Entry %" G_GINT64_FORMAT " of the custody log is not as it was written.", id));
  return FALSE;
}

static void
note_signer (RcCustodyReport *report,
             const guint8    *signer)
{
  g_autofree char *hex = rc_bytes_dup_hex (signer, RC_CUSTODY_SIGNER_BYTES);

  if (!g_ptr_array_find_with_equal_func (report->signers, hex, g_str_equal, NULL))
    g_ptr_array_add (report->signers, g_steal_pointer (&hex));
}

static gboolean
check_signature (Walk           *walk,
                 gint64          id,
                 sqlite3_stmt   *statement,
                 const RcDigest *hash)
{
  const guint8 *signature = sqlite3_column_blob (statement, 6);
  const guint8 *signer = sqlite3_column_blob (statement, 7);

  if (rc_auditor_key_verify (hash->bytes, RC_DIGEST_BYTES, signature, signer))
    {
      note_signer (walk->report, signer);
      walk->report->signed_entries += walk->waiting + 1;
      walk->waiting = -1;
      return TRUE;
    }

  add_fault (walk->report->faults, id, NULL, g_strdup ("a signature of the key that the entry names"),
             g_strdup ("another signature"),
             g_strdup_printf ("The signature of entry %" G_GINT64_FORMAT " of the custody log does not hold.", id));
  return FALSE;
}

static gboolean
check_malformed (Walk         *walk,
                 gint64        id,
                 sqlite3_stmt *statement)
{
  if (is_well_formed (statement))
    return TRUE;

  add_fault (walk->report->faults, id, NULL, g_strdup ("hashes of 32 bytes and a signature of 64 with its key, or none"),
             g_strdup ("other lengths"),
             g_strdup_printf ("Entry %" G_GINT64_FORMAT " of the custody log is not as the program writes entries.", id));
  return FALSE;
}

static void
check_entry (Walk         *walk,
             sqlite3_stmt *statement)
{
  gint64 id = sqlite3_column_int64 (statement, 0);
  g_autofree char *act = rc_database_column_dup (statement, 2);
  g_autofree char *detail = rc_database_column_dup (statement, 3);
  RcDigest previous = { { 0 } };
  RcDigest stored = { { 0 } };
  RcDigest computed = { { 0 } };
  gboolean sound;

  sound = check_malformed (walk, id, statement);
  rc_database_column_digest (statement, 4, &previous);
  rc_database_column_digest (statement, 5, &stored);
  rc_custody_entry_hash (act, detail, id, &previous, sqlite3_column_int64 (statement, 1), &computed);
  /* One fault for each entry: the first that explains the others. */
  sound = sound && check_place (walk, id) && check_first (walk, id, act) && check_link (walk, id, &previous) && check_hash (walk, id, &computed, &stored);
  if (sound && sqlite3_column_type (statement, 6) != SQLITE_NULL)
    sound = check_signature (walk, id, statement, &computed);

  walk->waiting = sound ? walk->waiting + 1 : 0;
  walk->last_id = id;
  walk->stored = stored;
  walk->computed = computed;
  walk->report->entries++;
  walk->report->head = stored;
}

static gboolean
walk_log (Walk        *walk,
          RcDatabase  *database,
          GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
    "SELECT id, time_us, act, detail, previous, hash, signature, signer FROM custody ORDER BY id", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;

  for (;;)
    {
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      check_entry (walk, statement);
    }
}

/**
 * rc_custody_verify:
 *
 * Computes each entry's hash again, follows the links, counts the ids and checks the signatures. A signature covers the entries
 * before it, as far back as the log is sound.
 *
 * Returns: (transfer full) (nullable): %NULL with @error set where the case could not be read; a fault of the log is in the report
 */
RcCustodyReport *
rc_custody_verify (RcCase  *case_file,
                   GError **error)
{
  g_autoptr (RcCustodyReport) report = g_new0 (RcCustodyReport, 1);
  Walk walk = { .report = report };

  report->faults = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_custody_fault_free);
  report->signers = g_ptr_array_new_with_free_func (g_free);
  if (!walk_log (&walk, rc_case_get_database (case_file), error))
    return NULL;

  /* The first entry is written with the case. */
  if (report->entries == 0)
    add_fault (report->faults, 0, NULL, g_strdup ("the entry of the making of the case"), g_strdup ("no entry"),
               g_strdup ("The custody log is empty."));
  if (report->faults->len > 0)
    report->verdict = RC_VERDICT_INVALID;
  else
    report->verdict = report->signed_entries == report->entries ? RC_VERDICT_VALID : RC_VERDICT_UNSIGNED;
  return g_steal_pointer (&report);
}

static char *
dup_member (const RcJson *json,
            guint32       object,
            const char   *name)
{
  guint32 node = rc_json_member (json, object, name);

  return node == RC_JSON_NO_NODE ? g_strdup ("") : rc_json_dup_text (json, node, NULL);
}

/* The edits that an earlier act found and wrote down. */
static void
add_recorded (GPtrArray  *faults,
              gint64      entry,
              const char *detail,
              gsize       length)
{
  g_auto (RcJson) json;
  RcJsonFault fault;
  guint32 array;

  rc_json_init (&json);
  if (!rc_json_parse (&json, detail, length, &fault))
    return;
  array = rc_json_member (&json, 0, "edited");
  if (array == RC_JSON_NO_NODE || json.nodes[array].type != RC_JSON_ARRAY)
    return;

  for (guint32 item = array + 1; item < json.nodes[array].next; item = json.nodes[item].next)
    {
      g_autofree char *table = dup_member (&json, item, "table");

      add_fault (faults, entry, table, dup_member (&json, item, "expected"), dup_member (&json, item, "found"),
                 g_strdup_printf ("The table %s had been edited by something other than Recount before the act of entry %"
                                  G_GINT64_FORMAT ".", table, entry));
    }
}

static gboolean
list_recorded (RcDatabase  *database,
               GPtrArray   *faults,
               GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
    "SELECT id, detail FROM custody WHERE instr(detail, '\"edited\":') > 0 ORDER BY id", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;

  for (;;)
    {
      const char *detail;

      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      detail = (const char *) sqlite3_column_text (statement, 1);
      if (detail != NULL)
        add_recorded (faults, sqlite3_column_int64 (statement, 0), detail, (gsize) sqlite3_column_bytes (statement, 1));
    }
}

static void
compare (const RcCustodyTables *named,
         const RcCustodyTables *tables,
         GPtrArray             *faults)
{
  for (gsize i = 0; i < RC_CUSTODY_N_TABLES; i++)
    {
      const char *table = rc_custody_tables_get_name (i);

      /* A case of an older version does not have it. */
      if (!tables->known[i])
        continue;
      if (named->known[i] && rc_digest_equal (&named->digests[i], &tables->digests[i]))
        continue;
      add_fault (faults, named->entry, table,
                 named->known[i] ? rc_digest_dup_hex (&named->digests[i]) : g_strdup ("a digest in the custody log"),
                 rc_digest_dup_hex (&tables->digests[i]),
                 g_strdup_printf ("The table %s is not as the last act left it: something other than Recount edited the case.",
                                  table));
    }
}

static gboolean
compare_tables (RcDatabase  *database,
                gboolean     only_short,
                GPtrArray   *faults,
                GError     **error)
{
  RcCustodyTables named, tables;

  if (!list_recorded (database, faults, error) ||
      !rc_custody_tables_load (database, &named, error) ||
      !rc_custody_tables_compute (database, only_short ? &named : NULL, NULL, &tables, error))
    return FALSE;

  compare (&named, &tables, faults);
  return TRUE;
}

static GPtrArray *
find_edited (RcCase    *case_file,
             gboolean   only_short,
             GError   **error)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_custody_fault_free);
  RcDatabase *database = rc_case_get_database (case_file);
  gboolean own_transaction;
  gboolean done;

  /* One view of the case: another process may commit an act between two queries. */
  if (!rc_database_begin_reading (database, &own_transaction, error))
    return NULL;
  done = compare_tables (database, only_short, faults, error);
  rc_database_end_reading (database, own_transaction);
  return done ? g_steal_pointer (&faults) : NULL;
}

/**
 * rc_custody_compare_tables:
 *
 * Compares each table with the newest entry that names its digest, and lists what earlier acts found edited. An act in the middle
 * of its own changes must not call it.
 *
 * Returns: (transfer full) (element-type RcCustodyFault) (nullable): one for each table that differs; %NULL with @error set
 */
GPtrArray *
rc_custody_compare_tables (RcCase  *case_file,
                           GError **error)
{
  return find_edited (case_file, FALSE, error);
}

/**
 * rc_custody_compare_short_tables:
 *
 * As rc_custody_compare_tables(), without those tables that only imports fill, which may be long: what people entered, the things
 * that registries and cards name, and what the last verification judged. Its time does not grow with the number of events.
 *
 * Returns: (transfer full) (element-type RcCustodyFault) (nullable): one for each table that differs; %NULL with @error set
 */
GPtrArray *
rc_custody_compare_short_tables (RcCase  *case_file,
                                 GError **error)
{
  return find_edited (case_file, TRUE, error);
}
