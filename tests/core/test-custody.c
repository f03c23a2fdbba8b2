/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "case-fixture.h"
#include "core/auditor-key.h"
#include "core/custody.h"
#include "core/custody-tables.h"
#include "core/timestamp.h"

#include <glib/gstdio.h>
#include <string.h>

#define PASSPHRASE "correct horse"

typedef struct
{
  char   *folder;
  char   *path;
  RcCase *case_file;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const RcCaseDescription description = {
    .title = "Credit “scoring”\n2026", .type = RC_CASE_TYPE_EXTERNAL, .auditor = "A. Auditor", .is_unsigned = TRUE,
  };
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("recount-custody-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "C.recount", NULL);
  fixture->case_file = rc_case_create (fixture->path, &description, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  if (fixture->case_file != NULL)
    {
      rc_case_close (fixture->case_file, &error);
      g_assert_no_error (error);
      g_object_unref (fixture->case_file);
    }
  g_assert_cmpint (g_remove (fixture->path), ==, 0);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
  rc_auditor_key_lock ();
}

static void
close_case (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  rc_case_close (fixture->case_file, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->case_file);
}

static void
open_case (Fixture  *fixture,
           gboolean  for_writing)
{
  g_autoptr (GError) error = NULL;

  fixture->case_file = rc_case_open (fixture->path, for_writing, &error);
  g_assert_no_error (error);
}

/* Edits the closed case as somebody would with the sqlite3 tool. */
static void
edit (Fixture    *fixture,
      const char *sql)
{
  sqlite3 *connection = NULL;
  char *message = NULL;

  close_case (fixture);
  g_assert_cmpint (sqlite3_open (fixture->path, &connection), ==, SQLITE_OK);
  sqlite3_exec (connection, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_total_changes (connection), >, 0);
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
}

static void
unlock (void)
{
  g_autoptr (GError) error = NULL;

  rc_auditor_key_unlock (PASSPHRASE, strlen (PASSPHRASE), NULL, &error);
  g_assert_no_error (error);
}

static void
append (Fixture    *fixture,
        const char *act,
        const char *detail)
{
  g_autoptr (GError) error = NULL;

  rc_custody_append (fixture->case_file, act, detail, &error);
  g_assert_no_error (error);
}

static RcCustodyReport *
verify (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  RcCustodyReport *report = rc_custody_verify (fixture->case_file, &error);

  g_assert_no_error (error);
  return report;
}

static GPtrArray *
compare (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *faults = rc_custody_compare_tables (fixture->case_file, &error);

  g_assert_no_error (error);
  return faults;
}

static void
assert_sound (Fixture *fixture,
              gint64   entries,
              gint64   signed_entries)
{
  g_autoptr (RcCustodyReport) report = verify (fixture);
  g_autoptr (GPtrArray) faults = compare (fixture);

  g_assert_cmpint (report->entries, ==, entries);
  g_assert_cmpint (report->signed_entries, ==, signed_entries);
  g_assert_cmpuint (report->faults->len, ==, 0);
  g_assert_cmpint (report->verdict, ==, entries == signed_entries ? RC_VERDICT_VALID : RC_VERDICT_UNSIGNED);
  g_assert_cmpuint (faults->len, ==, 0);
}

static char *
query_text (Fixture    *fixture,
            const char *static_sql)
{
  g_autoptr (GError) error = NULL;
  RcDatabase *database = rc_case_get_database (fixture->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, static_sql, &error);
  gboolean row;
  char *text;

  g_assert_no_error (error);
  g_assert_true (rc_database_step (database, statement, &row, &error) && row);
  text = rc_database_column_dup (statement, 0);
  sqlite3_reset (statement);
  return text;
}

/* The hash computed again apart from the program's writer and canonical form. */
static void
test_form (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *text = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *computed = NULL;
  g_autofree char *detail = NULL;

  append (fixture, "print", "{\"z\" : 1.50, \"a\":[true , \"\\u00e9\\n\"]}");
  detail = query_text (fixture, "SELECT detail FROM custody WHERE id = 2");
  g_assert_true (g_str_has_prefix (detail, "{\"a\":[true,\"é\\n\"],\"state\":\""));
  g_assert_true (g_str_has_suffix (detail, "\"},\"z\":1.5}"));

  text = query_text (fixture,
    "SELECT '{\"act\":\"' || act || '\",\"detail\":' || detail || ',\"id\":' || id || ',\"previous\":\"' || "
    "lower (hex (previous)) || '\",\"time_us\":' || time_us || '}' FROM custody WHERE id = 2");
  hash = query_text (fixture, "SELECT lower (hex (hash)) FROM custody WHERE id = 2");
  computed = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_assert_cmpstr (hash, ==, computed);
}

static void
test_first_entry (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *act = query_text (fixture, "SELECT act FROM custody");
  g_autofree char *detail = query_text (fixture, "SELECT detail FROM custody");
  g_autofree char *previous = query_text (fixture, "SELECT hex (previous) FROM custody");

  g_assert_cmpstr (act, ==, "new");
  g_assert_nonnull (strstr (detail, "\"unsigned\":true"));
  g_assert_nonnull (strstr (detail, "\"title\":\"Credit “scoring”\\n2026\""));
  g_assert_nonnull (strstr (detail, "\"type\":\"external\""));
  g_assert_cmpuint (strspn (previous, "0"), ==, 64);
  assert_sound (fixture, 1, 0);
}

static void
test_signed_later (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *act = NULL;
  g_autofree char *detail = NULL;
  g_autoptr (RcCustodyReport) report = NULL;

  append (fixture, "import", NULL);
  append (fixture, "trust", "{}");
  assert_sound (fixture, 3, 0);

  unlock ();
  append (fixture, "verify", NULL);
  assert_sound (fixture, 5, 5);
  act = query_text (fixture, "SELECT act FROM custody WHERE id = 4");
  detail = query_text (fixture, "SELECT detail FROM custody WHERE id = 4");
  g_assert_cmpstr (act, ==, "sign");
  g_assert_cmpstr (detail, ==, "{\"from\":1,\"to\":3}");
  report = verify (fixture);
  g_assert_cmpuint (report->signers->len, ==, 1);

  /* With the key at hand there is nothing to say. */
  append (fixture, "print", NULL);
  assert_sound (fixture, 6, 6);
  rc_auditor_key_lock ();
  append (fixture, "print", NULL);
  assert_sound (fixture, 7, 6);
  unlock ();
  append (fixture, "print", NULL);
  assert_sound (fixture, 9, 9);

  close_case (fixture);
  open_case (fixture, FALSE);
  assert_sound (fixture, 9, 9);
}

static void
test_refused_details (Fixture       *fixture,
                      gconstpointer  data)
{
  static const char *const details[] = {
    "", "[]", "1", "{", "{}{}", "{\"a\":1,\"a\":2}", "{\"tables\":{}}", "{\"state\":\"\"}", "{\"edited\":[]}",
    "{\"a\":9007199254740993}", "{\"a\":1e999}", "{\"st\\u0061te\":1}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (details); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (rc_custody_append (fixture->case_file, "x", details[i], &error));
      g_assert_error (error, RC_CUSTODY_ERROR, RC_CUSTODY_ERROR_DETAIL);
    }
  assert_sound (fixture, 1, 0);
}

static void
test_rolled_back (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_case_begin (fixture->case_file, &error));
  g_assert_true (rc_case_set_setting (fixture->case_file, "statement.x", "1", &error));
  append (fixture, "state", NULL);
  rc_case_rollback (fixture->case_file);
  assert_sound (fixture, 1, 0);
}

/* Several entries within one act: each is compared with what was there before the act. */
static void
test_two_entries_in_one_act (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_case_begin (fixture->case_file, &error));
  g_assert_true (rc_case_set_setting (fixture->case_file, "statement.x", "1", &error));
  append (fixture, "state", NULL);
  g_assert_true (rc_case_set_setting (fixture->case_file, "statement.x", "2", &error));
  append (fixture, "state", NULL);
  g_assert_true (rc_case_commit (fixture->case_file, &error));
  assert_sound (fixture, 3, 0);
}

typedef struct
{
  const char *sql;
  gint64      entry;       /* the first that is named */
  guint       faults;
  gint64      covered;     /* entries covered by a signature afterwards */
  const char *words;
} Alteration;

/* Entries 1 to 3 without the key, 4 signs them, 5 to 7 are signed. */
static const Alteration alterations[] = {
  { "UPDATE custody SET act = 'y' WHERE id = 2", 2, 1, 5, "not as it was written" },
  { "UPDATE custody SET detail = '{}' WHERE id = 1", 1, 1, 6, "not as it was written" },
  { "UPDATE custody SET detail = detail || ' ' WHERE id = 5", 5, 1, 6, "not as it was written" },
  { "UPDATE custody SET detail = 'not JSON' WHERE id = 5", 5, 1, 6, "not as it was written" },
  { "UPDATE custody SET time_us = time_us + 1 WHERE id = 7", 7, 1, 6, "not as it was written" },
  { "UPDATE custody SET hash = zeroblob (32) WHERE id = 3", 3, 1, 4, "not as it was written" },
  { "UPDATE custody SET hash = zeroblob (31) WHERE id = 3", 3, 1, 4, "not as the program writes" },
  { "UPDATE custody SET previous = zeroblob (32) WHERE id = 3", 3, 1, 4, "does not follow" },
  { "UPDATE custody SET signature = zeroblob (64) WHERE id = 6", 6, 1, 6, "does not hold" },
  { "UPDATE custody SET signature = zeroblob (63) WHERE id = 6", 6, 1, 6, "not as the program writes" },
  { "UPDATE custody SET signer = NULL WHERE id = 6", 6, 1, 6, "not as the program writes" },
  { "UPDATE custody SET signer = zeroblob (32) WHERE id = 6", 6, 1, 6, "does not hold" },
  { "UPDATE custody SET signature = (SELECT signature FROM custody WHERE id = 5) WHERE id = 6", 6, 1, 6, "does not hold" },
  { "DELETE FROM custody WHERE id = 1", 2, 1, 5, "entries are missing" },
  { "DELETE FROM custody WHERE id IN (4, 5)", 6, 1, 1, "entries are missing" },
  { "UPDATE custody SET id = 8 WHERE id = 7", 8, 1, 6, "entries are missing" },
  { "UPDATE custody SET act = 'y' WHERE id IN (2, 6)", 2, 2, 4, "not as it was written" },
  { "DELETE FROM custody", 0, 1, 0, "empty" },
};

static void
test_altered_log (Fixture       *fixture,
                  gconstpointer  data)
{
  const Alteration *alteration = data;
  g_autoptr (RcCustodyReport) report = NULL;
  RcCustodyFault *fault;

  append (fixture, "a", NULL);
  append (fixture, "b", NULL);
  unlock ();
  append (fixture, "c", NULL);
  append (fixture, "d", NULL);
  append (fixture, "e", NULL);
  assert_sound (fixture, 7, 7);

  edit (fixture, alteration->sql);
  open_case (fixture, FALSE);
  report = verify (fixture);
  g_assert_cmpint (report->verdict, ==, RC_VERDICT_INVALID);
  g_assert_cmpuint (report->faults->len, ==, alteration->faults);
  fault = g_ptr_array_index (report->faults, 0);
  g_assert_cmpint (fault->entry, ==, alteration->entry);
  g_assert_nonnull (strstr (fault->message, alteration->words));
  g_assert_nonnull (fault->expected);
  g_assert_nonnull (fault->found);
  g_assert_cmpint (report->signed_entries, ==, alteration->covered);
}

/* Without a signature the whole log can be made again: the verdict must not be VALID then. */
static void
test_signatures_taken_away (Fixture       *fixture,
                            gconstpointer  data)
{
  unlock ();
  append (fixture, "a", NULL);
  assert_sound (fixture, 3, 3);
  edit (fixture, "UPDATE custody SET signature = NULL, signer = NULL");
  open_case (fixture, FALSE);
  assert_sound (fixture, 3, 0);
}

static const char fill[] =
  "INSERT INTO source VALUES (1, NULL, 'file', 'a.jsonl', 'file', 3, zeroblob (32), 0, 'lines', 'aivs', 1, 'bank', 'mail', 5, 1, 1, 0, "
  "zeroblob (32), zeroblob (32), 1, 1, 'published', NULL, 7, 'inside');"
  "INSERT INTO identity_link VALUES (1, 1, 2, 'one model', 'me', 5, NULL, NULL);"
  "INSERT INTO entity VALUES (1, 'model', '', 'kreditcheck');"
  "INSERT INTO key_run VALUES (1, 1, 1, -7, 1, zeroblob (16));"
  "INSERT INTO mapping VALUES (1, 'm', zeroblob (32), 'text');"
  "INSERT INTO name VALUES (1, 'KreditCheck');"
  "INSERT INTO occurrence VALUES (2, 1);"
  "INSERT INTO set_aside VALUES (1, 1, 7, 100, 'json-syntax', 'JSON', 'x', 'message');"
  "INSERT INTO anchor VALUES (1, 'minisign', 'RWQ', 'AB', zeroblob (32), 'bank', 'any', NULL, NULL, 'by hand', 5, NULL, NULL, NULL, NULL, NULL, "
  "NULL, NULL, NULL);"
  "INSERT INTO excerpt VALUES (1, 1, 0, 3, zeroblob (32));"
  "INSERT INTO stated VALUES (1, 'b', 'seal', 1, '{}');"
  "INSERT INTO expectation VALUES ('aivs', 'a.jsonl', 'signed', 1);"
  "INSERT INTO log_head VALUES (1, 'log.example', zeroblob (32), 5, zeroblob (32), 1, 5);"
  "INSERT INTO elsewhere VALUES (1, zeroblob (32), 'openpgp', 'a', 'me', '2026-11-21', 'gpg', 'out', zeroblob (3), zeroblob (32), 5, NULL);"
  "INSERT INTO entry (id, kind, number, about, body, sha256, private, by, added_us) VALUES (1, 'note', 1, 0, '{}', zeroblob (32), 0, 'me', 5);"
  "INSERT INTO exception VALUES (1, 'record-altered', NULL, 1, 7, NULL, 'a', 'b', 'c');"
  "INSERT INTO seal VALUES (1, 'chain', 'log', '[1]', 'VALID', 'VALID', 'VALID', 'VALID', 'VALID', NULL, 1, 1, '[]');"
  "INSERT INTO seal_carrier VALUES (1, 1, NULL, NULL);"
  "INSERT INTO seal_cover VALUES (1, 1, 1, 1, 1, 'VALID');"
  "INSERT INTO seal_proof VALUES (1, 'Ed25519', 'ab', 1, NULL, NULL, NULL);"
  "INSERT INTO setting VALUES ('statement.x', '1');"
  "UPDATE published SET mark = 2 WHERE item IN ('source', 'event', 'entity', 'key_run', 'mapping', 'name', 'set_aside');";

static void
fill_tables (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  rc_case_begin (fixture->case_file, &error);
  g_assert_no_error (error);
  rc_database_exec (rc_case_get_database (fixture->case_file), fill, &error);
  g_assert_no_error (error);
  append (fixture, "import", "{}");
  rc_case_commit (fixture->case_file, &error);
  g_assert_no_error (error);
}

/* One value in each table. */
static const struct
{
  const char *table;
  const char *sql;
} edits[] = {
  { "anchor", "UPDATE anchor SET owner = 'me'" },
  { "elsewhere", "UPDATE elsewhere SET done_by = 'you'" },
  { "entity", "UPDATE entity SET name = 'x'" },
  { "entry", "UPDATE entry SET by = 'you'" },
  { "exception", "DELETE FROM exception" },
  { "excerpt", "UPDATE excerpt SET offset = 8" },
  { "expectation", "UPDATE expectation SET protection = 'none'" },
  { "identity_link", "UPDATE identity_link SET other = 3" },
  { "key_run", "UPDATE key_run SET first = -8" },
  { "log_head", "UPDATE log_head SET size = 7" },
  { "mapping", "UPDATE mapping SET text = 'Text'" },
  { "name", "UPDATE name SET text = 'x'" },
  { "occurrence", "UPDATE occurrence SET of = 3" },
  { "published", "UPDATE published SET mark = 3 WHERE item = 'block'" },
  { "seal", "UPDATE seal SET worst = 'INVALID'" },
  { "seal_carrier", "UPDATE seal_carrier SET source = 2" },
  { "seal_cover", "UPDATE seal_cover SET protection = 'INVALID'" },
  { "seal_proof", "UPDATE seal_proof SET anchor = 2" },
  { "set_aside", "UPDATE set_aside SET record = NULL" },
  { "setting", "UPDATE setting SET value = 'X' WHERE key = 'case.title'" },
  { "stated", "UPDATE stated SET body = '{\"worst\":\"VALID\"}'" },
  { "source", "UPDATE source SET controller = 'insurer'" },
};

G_STATIC_ASSERT (G_N_ELEMENTS (edits) == RC_CUSTODY_N_TABLES);

static void
assert_names (GPtrArray  *faults,
              const char *table)
{
  g_assert_cmpuint (faults->len, >, 0);
  for (guint i = 0; i < faults->len; i++)
    {
      RcCustodyFault *fault = g_ptr_array_index (faults, i);

      g_assert_cmpstr (fault->table, ==, table);
      g_assert_cmpint (fault->entry, >, 0);
      g_assert_cmpstr (fault->expected, !=, fault->found);
      g_assert_nonnull (strstr (fault->message, table));
    }
}

/* Whether the table is still not as it should be, beside what earlier acts wrote down. */
static gboolean
differs_now (GPtrArray *faults)
{
  for (guint i = 0; i < faults->len; i++)
    if (strstr (((RcCustodyFault *) g_ptr_array_index (faults, i))->message, "is not as the last act left it") != NULL)
      return TRUE;

  return FALSE;
}

/* The short comparison leaves out what only imports fill. */
static void
assert_short_names (Fixture    *fixture,
                    const char *table)
{
  static const char * const long_tables[] = { "key_run", "name", "occurrence", "set_aside", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = rc_custody_compare_short_tables (fixture->case_file, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (faults->len, ==, g_strv_contains (long_tables, table) ? 0 : 1);
  if (faults->len == 1)
    assert_names (faults, table);
}

static void
test_edited_table (Fixture       *fixture,
                   gconstpointer  data)
{
  gsize index = GPOINTER_TO_SIZE (data);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) touched = NULL;
  g_autoptr (GError) error = NULL;

  fill_tables (fixture);
  assert_sound (fixture, 2, 0);
  edit (fixture, edits[index].sql);
  open_case (fixture, FALSE);
  before = compare (fixture);
  g_assert_cmpuint (before->len, ==, 1);
  assert_names (before, edits[index].table);
  assert_short_names (fixture, edits[index].table);
  close_case (fixture);

  /* An act afterwards does not make it good. */
  open_case (fixture, TRUE);
  append (fixture, "print", NULL);
  after = compare (fixture);
  g_assert_true (differs_now (after));
  assert_names (after, edits[index].table);

  /* Not even an import, or an act that changes the same table. */
  g_assert_true (rc_case_begin (fixture->case_file, &error));
  g_assert_true (rc_case_set_setting (fixture->case_file, "statement.x", "other", &error));
  g_assert_true (rc_case_set_mark (fixture->case_file, "stream", 77, &error));
  append (fixture, "state", NULL);
  g_assert_true (rc_case_commit (fixture->case_file, &error));
  touched = compare (fixture);
  assert_names (touched, edits[index].table);
}

/* What an import has not published yet is no edit, neither for a reader nor for the next act. */
static void
test_pending_rows (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fill_tables (fixture);
  rc_database_exec (rc_case_get_database (fixture->case_file),
                    "INSERT INTO name VALUES (3, 'pending'); INSERT INTO occurrence VALUES (7, 1);"
                    "INSERT INTO set_aside VALUES (5, 1, 7, 100, 'json-syntax', 'JSON', 'x', 'message');", &error);
  g_assert_no_error (error);
  assert_sound (fixture, 2, 0);

  g_assert_true (rc_case_begin (fixture->case_file, &error));
  g_assert_true (rc_case_set_mark (fixture->case_file, "name", 3, &error));
  g_assert_true (rc_case_set_mark (fixture->case_file, "event", 7, &error));
  g_assert_true (rc_case_set_mark (fixture->case_file, "set_aside", 5, &error));
  append (fixture, "import", NULL);
  g_assert_true (rc_case_commit (fixture->case_file, &error));
  assert_sound (fixture, 3, 0);
}

static void
act_with (Fixture    *fixture,
          const char *sql)
{
  g_autoptr (GError) error = NULL;

  rc_case_begin (fixture->case_file, &error);
  g_assert_no_error (error);
  rc_database_exec (rc_case_get_database (fixture->case_file), sql, &error);
  g_assert_no_error (error);
  append (fixture, "act", NULL);
  rc_case_commit (fixture->case_file, &error);
  g_assert_no_error (error);
}

static void
get_state (Fixture  *fixture,
           RcDigest *out_state,
           gint64   *out_changed_us)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_custody_evidence_state (fixture->case_file, out_state, out_changed_us, &error));
  g_assert_no_error (error);
}

static void
test_state_kept (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char *const acts[] = {
    "UPDATE setting SET value = 'X' WHERE key = 'case.title'", "UPDATE setting SET value = 'X' WHERE key = 'auditor.name'",
    "DELETE FROM seal", "DELETE FROM exception", "UPDATE seal_cover SET protection = 'INVALID'",
    "UPDATE source SET rows_digest = zeroblob (32), imported_us = 9", "INSERT INTO setting VALUES ('judged.state', 'x')",
    "INSERT INTO name VALUES (9, 'x')",
  };
  RcDigest first, state;
  gint64 first_us, us;

  fill_tables (fixture);
  get_state (fixture, &first, &first_us);
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_usleep (2);
      act_with (fixture, acts[i]);
      get_state (fixture, &state, &us);
      g_assert_true (rc_digest_equal (&first, &state));
      g_assert_cmpint (us, ==, first_us);
    }
}

static void
test_state_changed (Fixture       *fixture,
                    gconstpointer  data)
{
  static const char *const acts[] = {
    "UPDATE source SET sha256 = x'01'", "UPDATE source SET importer = NULL", "UPDATE source SET mapping = NULL",
    "UPDATE source SET controller = NULL", "UPDATE source SET obtained = NULL",
    "UPDATE source SET state = 'removed', removed_for = 'wrong bank'", "UPDATE mapping SET sha256 = x'01'",
    "UPDATE anchor SET purpose = 'files'", "UPDATE anchor SET to_us = 7", "DELETE FROM anchor",
    "UPDATE setting SET value = 'X' WHERE key = 'statement.x'",
  };
  RcDigest before, state;
  gint64 before_us, us;

  fill_tables (fixture);
  get_state (fixture, &before, &before_us);
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_usleep (2);
      act_with (fixture, acts[i]);
      get_state (fixture, &state, &us);
      g_assert_false (rc_digest_equal (&before, &state));
      g_assert_cmpint (us, >, before_us);
      before = state;
      before_us = us;
    }
}

/* The time is that of the last change, also where an older state comes back. */
static void
test_state_comes_back (Fixture       *fixture,
                       gconstpointer  data)
{
  RcDigest first, state;
  gint64 first_us, us;

  fill_tables (fixture);
  get_state (fixture, &first, &first_us);
  g_usleep (2);
  act_with (fixture, "UPDATE setting SET value = 'X' WHERE key = 'statement.x'");
  g_usleep (2);
  act_with (fixture, "UPDATE setting SET value = '1' WHERE key = 'statement.x'");
  get_state (fixture, &state, &us);
  g_assert_true (rc_digest_equal (&first, &state));
  g_assert_cmpint (us, >, first_us);
}

static void
test_read_only (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  close_case (fixture);
  open_case (fixture, FALSE);
  g_assert_false (rc_custody_append (fixture->case_file, "x", NULL, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_READ_ONLY);
  assert_sound (fixture, 1, 0);
}

static void
add (const char    *name,
     gconstpointer  data,
     void         (*test) (Fixture       *fixture,
                           gconstpointer  data))
{
  g_test_add (name, Fixture, data, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  char *folder;
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = case_fixture_own_data_folder ();
  add ("/custody/form", NULL, test_form);
  add ("/custody/first-entry", NULL, test_first_entry);
  add ("/custody/signed-later", NULL, test_signed_later);
  add ("/custody/refused-details", NULL, test_refused_details);
  add ("/custody/rolled-back", NULL, test_rolled_back);
  add ("/custody/two-entries-in-one-act", NULL, test_two_entries_in_one_act);
  for (gsize i = 0; i < G_N_ELEMENTS (alterations); i++)
    {
      g_autofree char *name = g_strdup_printf ("/custody/altered-log/%" G_GSIZE_FORMAT, i);

      add (name, &alterations[i], test_altered_log);
    }
  add ("/custody/signatures-taken-away", NULL, test_signatures_taken_away);
  for (gsize i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autofree char *name = g_strdup_printf ("/custody/edited-table/%s", edits[i].table);

      add (name, GSIZE_TO_POINTER (i), test_edited_table);
    }
  add ("/custody/pending-rows", NULL, test_pending_rows);
  add ("/custody/state/kept", NULL, test_state_kept);
  add ("/custody/state/changed", NULL, test_state_changed);
  add ("/custody/state/comes-back", NULL, test_state_comes_back);
  add ("/custody/read-only", NULL, test_read_only);
  result = g_test_run ();
  case_fixture_remove_data_folder (folder);
  return result;
}
