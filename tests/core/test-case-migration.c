/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "case-fixture.h"
#include "core/case-header.h"
#include "core/custody.h"
#include "core/custody-entry.h"
#include "core/mask.h"
#include "core/source.h"
#include "core/trust.h"

/* A case as the program of its time left it, brought forward when it is opened for writing and only read otherwise. */

static const char schema_1[] =
#include "tests/core/schema-1.sql.inc"
  ;

static const char schema_2[] =
#include "tests/core/schema-2.sql.inc"
  ;

static const char schema_3[] =
#include "tests/core/schema-3.sql.inc"
  ;

static const char schema_4[] =
#include "tests/core/schema-4.sql.inc"
  ;

static const char * const schemas[] = { NULL, schema_1, schema_2, schema_3, schema_4 };

#define KEY "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
#define FINGERPRINT "21fe31dfa154a261626bf854046fd2271b7bed4b6abe45aa58877ef47f9721b9"

static const char rows_of_old[] =
  "INSERT INTO published SELECT value, 0 FROM json_each ('[\"source\",\"event\",\"block\",\"stream\",\"name\",\"entity\",\"claim\","
  "\"key_run\",\"occurrence\",\"set_aside\",\"mapping\"]');"
  "INSERT INTO setting VALUES ('case.id', 'x'), ('case.title', 'Credit scoring'), ('case.type', 'internal'), ('case.unsigned', '1'),"
  "('statement.x', '1');"
  "INSERT INTO anchor (id, kind, material, key_id, fingerprint, owner, purpose, from_us, to_us, how, added_us) VALUES "
  "(1, 'ed25519-raw', '" KEY "', '21FE31DFA154A261', x'" FINGERPRINT "', 'Bank', 'log-head', 10, NULL, 'by telephone', "
  "1775001600000000);"
  "INSERT INTO source (id, parent, derivation, name, kind, size, sha256, start, framing, importer, mapping, controller, obtained, "
  "imported_us, records, events, set_aside, root, rows_digest, first_event, event_rows, state, removed_for) VALUES (1, NULL, 'file', 'a.jsonl', 'file', 3, zeroblob (32), 0, 'lines', NULL, NULL, 'bank', 'mail', 5, 1, 0, 0, "
  "zeroblob (32), zeroblob (32), 1, 0, 'published', NULL);"
  "UPDATE published SET mark = 1 WHERE item = 'source'";

/* As the custody log of the versions took the digests of their tables. */
static const struct
{
  const char *table;
  const char *sql;
  int         since;
} old_tables[] = {
  { "anchor", "SELECT * FROM anchor ORDER BY id" },
  { "entity", "SELECT * FROM entity ORDER BY id" },
  { "exception", "SELECT * FROM exception ORDER BY id" },
  { "key_run", "SELECT * FROM key_run ORDER BY id" },
  { "mapping", "SELECT * FROM mapping ORDER BY id" },
  { "name", "SELECT * FROM name ORDER BY id" },
  { "occurrence", "SELECT * FROM occurrence ORDER BY event" },
  { "published", "SELECT * FROM published ORDER BY item" },
  { "seal", "SELECT * FROM seal ORDER BY id" },
  { "seal_cover", "SELECT * FROM seal_cover ORDER BY id" },
  { "set_aside", "SELECT * FROM set_aside ORDER BY id" },
  { "setting", "SELECT * FROM setting ORDER BY key" },
  { "source", "SELECT * FROM source ORDER BY id" },
  { "elsewhere", "SELECT * FROM elsewhere ORDER BY id", 2 },
  { "entry", "SELECT * FROM entry ORDER BY id", 4 },
  { "expectation", "SELECT * FROM expectation ORDER BY importer, name", 2 },
  { "identity_link", "SELECT * FROM identity_link ORDER BY id", 3 },
  { "log_head", "SELECT * FROM log_head ORDER BY id", 2 },
  { "seal_carrier", "SELECT * FROM seal_carrier ORDER BY seal, source", 2 },
  { "seal_proof", "SELECT * FROM seal_proof ORDER BY seal", 2 },
};

static const char * const old_state[] = {
  "SELECT id, parent, derivation, name, kind, sha256, importer, mapping, controller, obtained, state, removed_for FROM source ORDER BY id",
  "SELECT id FROM mapping",
  "SELECT id, kind, material, fingerprint, owner, purpose, from_us, to_us, how FROM anchor ORDER BY id",
  "SELECT key, value FROM setting WHERE key >= 'statement.' AND key < 'statement/' ORDER BY key",
};

static void
hash (RcDatabase *database,
      const char *sql,
      RcDigest   *out_digest)
{
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *statement = rc_database_prepare (database, sql, &error);

  g_assert_no_error (error);
  g_assert_true (rc_database_hash_rows (database, statement, out_digest, &error));
}

static void
compute_state (RcDatabase *database,
               RcDigest   *out_state)
{
  RcDigest digests[G_N_ELEMENTS (old_state)];

  for (gsize i = 0; i < G_N_ELEMENTS (old_state); i++)
    hash (database, old_state[i], &digests[i]);
  rc_digest_compute (digests, sizeof digests, out_state);
}

static char *
describe (RcDatabase *database,
          int         version)
{
  GString *text = g_string_new ("{\"state\":\"");
  g_autofree char *state_hex = NULL;
  RcDigest state;

  compute_state (database, &state);
  state_hex = rc_digest_dup_hex (&state);
  g_string_append_printf (text, "%s\",\"tables\":{", state_hex);
  for (gsize i = 0; i < G_N_ELEMENTS (old_tables); i++)
    {
      g_autofree char *hex = NULL;
      RcDigest digest;

      if (old_tables[i].since > version)
        continue;
      hash (database, old_tables[i].sql, &digest);
      hex = rc_digest_dup_hex (&digest);
      g_string_append_printf (text, "%s\"%s\":\"%s\"", i > 0 ? "," : "", old_tables[i].table, hex);
    }
  g_string_append (text, "}}");
  return g_string_free (text, FALSE);
}

static void
append_entry (RcDatabase *database,
              int         version)
{
  g_autofree char *detail = describe (database, version);
  g_autoptr (GError) error = NULL;
  RcDigest previous, entry;
  sqlite3_stmt *statement;

  memset (&previous, 0, sizeof previous);
  rc_custody_entry_hash ("new", detail, 1, &previous, 1775001600000000, &entry);
  statement = rc_database_prepare (database, "INSERT INTO custody VALUES (1, 1775001600000000, 'new', ?1, ?2, ?3, NULL, NULL)", &error);
  g_assert_no_error (error);
  rc_database_bind_text (statement, 1, detail);
  rc_database_bind_digest (statement, 2, &previous);
  rc_database_bind_digest (statement, 3, &entry);
  g_assert_true (rc_database_run (database, statement, &error));
}

static void
make_version (CaseFixture *fixture,
              int          version,
              const char  *further_sql)
{
  g_autofree char *pages = g_strdup_printf ("PRAGMA page_size = %u; PRAGMA application_id = %d; PRAGMA user_version = %d", RC_CASE_PAGE_BYTES,
                                            RC_CASE_APPLICATION_ID, version);
  g_autoptr (RcDatabase) database = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *connection = NULL;
  int reserved = RC_CASE_RESERVED_BYTES;

  g_assert_cmpint (sqlite3_open (fixture->path, &connection), ==, SQLITE_OK);
  database = rc_database_new (connection);
  sqlite3_file_control (connection, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
  rc_database_exec (database, pages, &error);
  g_assert_no_error (error);
  rc_database_exec (database, schemas[version], &error);
  g_assert_no_error (error);
  rc_database_exec (database, rows_of_old, &error);
  g_assert_no_error (error);
  append_entry (database, version);
  if (further_sql != NULL)
    rc_database_exec (database, further_sql, &error);
  g_assert_no_error (error);
}

static void
assert_key (RcCase *case_file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) anchors = rc_trust_list (case_file, &error);
  const RcAnchor *anchor;
  g_autofree char *label = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (anchors->len, ==, 1);
  anchor = g_ptr_array_index (anchors, 0);
  label = rc_anchor_dup_label (anchor);
  g_assert_cmpstr (label, ==, "ed25519-raw-21fe31dfa154a261");
  g_assert_cmpstr (anchor->owner, ==, "Bank");
  g_assert_cmpstr (anchor->purpose, ==, "log-head");
  g_assert_cmpstr (anchor->how, ==, "by telephone");
  g_assert_cmpint (anchor->from_us, ==, 10);
  g_assert_cmpint (anchor->revoked_us, ==, RC_TIME_NONE);
  g_assert_cmpint (anchor->added_us, ==, 1775001600000000);
  g_assert_null (anchor->identities);
  g_assert_null (anchor->group);
  g_assert_null (anchor->by);
}

/* When what a source says stood so was not asked then. */
static void
assert_source (RcCase *case_file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sources = rc_source_list (case_file, &error);
  const RcSource *source;

  g_assert_no_error (error);
  g_assert_cmpuint (sources->len, ==, 1);
  source = g_ptr_array_index (sources, 0);
  g_assert_cmpstr (source->name, ==, "a.jsonl");
  g_assert_cmpstr (source->controller, ==, "bank");
  g_assert_cmpint (source->as_of_us, ==, RC_TIME_NONE);
  g_assert_null (source->as_of_how);
}

static void
assert_sound (RcCase *case_file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCustodyReport) report = rc_custody_verify (case_file, &error);
  g_autoptr (GPtrArray) faults = NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < report->faults->len; i++)
    g_test_message ("%s", ((RcCustodyFault *) report->faults->pdata[i])->message);
  g_assert_cmpuint (report->faults->len, ==, 0);
  faults = rc_custody_compare_tables (case_file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (faults->len, ==, 0);
}

static void
get_state (RcCase   *case_file,
           RcDigest *out_state)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_custody_evidence_state (case_file, out_state, NULL, &error));
  g_assert_no_error (error);
}

/* Nothing of the file changes, and what it does not have is absent. */
static void
test_read (CaseFixture   *fixture,
           gconstpointer  data)
{
  g_autoptr (RcDatabase) reader = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gsize before_length, after_length;
  RcCase *case_file;
  gint64 count;

  make_version (fixture, GPOINTER_TO_INT (data), NULL);
  g_assert_true (g_file_get_contents (fixture->path, &before, &before_length, NULL));
  case_file = case_fixture_open (fixture, FALSE);
  assert_key (case_file);
  assert_source (case_file);
  assert_sound (case_file);
  reader = rc_case_open_reader (case_file, &error);
  g_assert_no_error (error);
  g_assert_true (rc_database_get_integer (reader, "SELECT count (*) FROM log_head, expectation, identity_link, entry, clock, excerpt, stated", &count, &error));
  g_assert_cmpint (count, ==, 0);
  g_assert_true (rc_database_get_integer (reader, "SELECT count (*) FROM anchor WHERE identities IS NULL", &count, &error));
  g_assert_cmpint (count, ==, 1);
  g_assert_false (rc_database_exec (reader, "UPDATE main.anchor SET owner = 'x'", NULL));
  g_clear_pointer (&reader, rc_database_free);
  case_fixture_close (case_file);
  g_assert_true (g_file_get_contents (fixture->path, &after, &after_length, NULL));
  g_assert_cmpmem (before, before_length, after, after_length);
}

/* Until it may be written to, an older case has no key, and the dots alone stand for everybody. */
static void
assert_pseudonym (RcCase *case_file,
                  glong   characters)
{
  g_autofree char *mask = rc_mask_value (case_file, RC_FIELD_SUBJECT, "P-1");

  g_assert_true (g_str_has_prefix (mask, RC_MASK_DOTS));
  g_assert_cmpint (g_utf8_strlen (mask, -1), ==, characters);
}

static void
test_bring_forward (CaseFixture   *fixture,
                    gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "k.pub", NULL);
  RcDigest before, after;
  RcCase *case_file;

  make_version (fixture, GPOINTER_TO_INT (data), NULL);
  case_file = case_fixture_open (fixture, FALSE);
  get_state (case_file, &before);
  assert_pseudonym (case_file, 4);
  case_fixture_close (case_file);

  case_file = case_fixture_open (fixture, TRUE);
  g_assert_cmpint (case_fixture_query (case_file, "PRAGMA user_version"), ==, RC_CASE_SCHEMA_VERSION);
  assert_key (case_file);
  assert_source (case_file);
  assert_sound (case_file);
  assert_pseudonym (case_file, 12);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count (*) FROM custody WHERE act = 'migrate'"), ==, 1);
  /* What documents were written from is still what it was. */
  get_state (case_file, &after);
  g_assert_true (rc_digest_equal (&before, &after));
  case_fixture_close (case_file);

  /* The second time it is a case like any other. */
  case_file = case_fixture_open (fixture, TRUE);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count (*) FROM custody"), ==, 2);
  assert_sound (case_file);
  case_fixture_close (case_file);
}

/* A key that was edited behind the program's back before is named by the entry that brings the case forward. */
static void
test_edited (CaseFixture   *fixture,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (GError) error = NULL;
  RcCase *case_file;

  make_version (fixture, GPOINTER_TO_INT (data), "UPDATE anchor SET owner = 'Somebody else'");
  case_file = case_fixture_open (fixture, FALSE);
  faults = rc_custody_compare_tables (case_file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (faults->len, ==, 1);
  g_assert_cmpstr (((RcCustodyFault *) faults->pdata[0])->table, ==, "anchor");
  g_clear_pointer (&faults, g_ptr_array_unref);
  case_fixture_close (case_file);

  case_file = case_fixture_open (fixture, TRUE);
  faults = rc_custody_compare_tables (case_file, &error);
  g_assert_no_error (error);
  /* Where bringing it forward did not write the table anew, it is still not as it should be. */
  g_assert_cmpuint (faults->len, ==, GPOINTER_TO_INT (data) == 1 ? 1 : 2);
  for (guint i = 0; i < faults->len; i++)
    g_assert_cmpstr (((RcCustodyFault *) faults->pdata[i])->table, ==, "anchor");
  case_fixture_close (case_file);
}

/* A view of another's making is no part of a case of any version. */
static void
test_stranger (CaseFixture   *fixture,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  make_version (fixture, GPOINTER_TO_INT (data), "CREATE TRIGGER t AFTER INSERT ON seal BEGIN DELETE FROM exception; END");
  for (gboolean for_writing = FALSE; for_writing <= TRUE; for_writing++)
    {
      g_assert_null (rc_case_open (fixture->path, for_writing, &error));
      g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_DAMAGED);
      g_clear_error (&error);
    }
}

#define ADD(name, function) \
  g_test_add ("/case-migration/1/" name, CaseFixture, GINT_TO_POINTER (1), case_fixture_set_up, function, case_fixture_tear_down); \
  g_test_add ("/case-migration/2/" name, CaseFixture, GINT_TO_POINTER (2), case_fixture_set_up, function, case_fixture_tear_down); \
  g_test_add ("/case-migration/3/" name, CaseFixture, GINT_TO_POINTER (3), case_fixture_set_up, function, case_fixture_tear_down); \
  g_test_add ("/case-migration/4/" name, CaseFixture, GINT_TO_POINTER (4), case_fixture_set_up, function, case_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("read", test_read);
  ADD ("bring-forward", test_bring_forward);
  ADD ("edited", test_edited);
  ADD ("stranger", test_stranger);
  return g_test_run ();
}
