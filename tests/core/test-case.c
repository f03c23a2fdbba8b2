/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "case-fixture.h"
#include "core/case-schema.h"
#include "core/custody.h"
#include "core/mask.h"
#include "fault-vfs.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
test_create (CaseFixture   *fixture,
             gconstpointer  data)
{
  RcCase *self = case_fixture_create (fixture);
  g_autofree char *header = NULL;
  g_autofree char *title = NULL;
  g_autofree char *type = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  struct stat status;
  gsize length;

  g_assert_null (rc_case_peek_holder (self));
  g_assert_cmpint (case_fixture_query (self, "SELECT process FROM holder"), ==, getpid ());
  case_fixture_close (self);
  g_assert_cmpuint (case_fixture_count (fixture), ==, 1);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0600);

  g_assert_true (g_file_get_contents (fixture->path, &header, &length, &error));
  g_assert_cmpuint (length % 16384, ==, 0);
  g_assert_cmpmem (header, 16, "SQLite format 3", 16);
  g_assert_cmpint (header[16], ==, 64);                  /* pages of 16384 bytes */
  g_assert_cmpint (header[18], ==, 1);                   /* no WAL */
  g_assert_cmpint (header[20], ==, RC_CASE_RESERVED_BYTES);
  g_assert_cmpmem (header + 68, 4, "RCAN", 4);
  g_assert_cmpint (header[63], ==, RC_CASE_SCHEMA_VERSION);

  self = case_fixture_open (fixture, FALSE);
  g_assert_false (rc_case_is_writable (self));
  g_assert_null (rc_case_peek_holder (self));
  title = rc_case_dup_setting (self, "case.title");
  type = rc_case_dup_setting (self, "case.type");
  id = rc_case_dup_setting (self, "case.id");
  g_assert_cmpstr (title, ==, "Credit scoring 2026");
  g_assert_cmpstr (type, ==, "internal");
  g_assert_true (g_uuid_string_is_valid (id));
  g_assert_null (rc_case_dup_setting (self, "case.organisation"));
  g_assert_false (rc_case_set_setting (self, "a", "b", &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_false (rc_database_exec (rc_case_get_database (self), "DELETE FROM setting", &error));
  case_fixture_close (self);
  g_assert_cmpuint (case_fixture_count (fixture), ==, 1);
}

static void
test_types (void)
{
  static const char *const names[] = { "provider", "internal", "external", "authority" };
  RcCaseType type;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_true (rc_case_type_from_name (names[i], &type));
      g_assert_cmpstr (rc_case_type_to_name (type), ==, names[i]);
    }
  g_assert_false (rc_case_type_from_name ("Provider", &type));
  g_assert_false (rc_case_type_from_name (NULL, &type));
}

static void
test_exists (CaseFixture   *fixture,
             gconstpointer  data)
{
  const RcCaseDescription description = { .title = "T" };
  g_autofree char *missing = g_build_filename (fixture->folder, "no", "C.recount", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (fixture->path, "mine", 4, NULL));
  g_assert_null (rc_case_create (fixture->path, &description, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_EXISTS);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");

  /* Nor through a link that leads nowhere. */
  g_clear_error (&error);
  g_assert_cmpint (g_remove (fixture->path), ==, 0);
  g_assert_cmpint (symlink ("elsewhere", fixture->path), ==, 0);
  g_assert_null (rc_case_create (fixture->path, &description, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_EXISTS);
  g_assert_cmpuint (case_fixture_count (fixture), ==, 1);

  g_clear_error (&error);
  g_assert_null (rc_case_create (missing, &description, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_SYSTEM);
}

static void
test_write_and_read (CaseFixture   *fixture,
                     gconstpointer  data)
{
  RcCase *self = case_fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;
  RcDatabase *reader = rc_case_open_reader (self, &error);
  gint64 count;

  g_assert_no_error (error);
  g_assert_true (rc_case_begin (self, &error));
  g_assert_true (rc_case_set_setting (self, "x", "1", &error));
  g_assert_true (rc_case_set_mark (self, "event", 12, &error));
  g_assert_true (rc_database_get_integer (reader, "SELECT count(*) FROM setting WHERE key = 'x'", &count, &error));
  g_assert_cmpint (count, ==, 0);
  g_assert_true (rc_case_commit (self, &error));
  g_assert_true (rc_database_get_integer (reader, "SELECT count(*) FROM setting WHERE key = 'x'", &count, &error));
  g_assert_cmpint (count, ==, 1);
  g_assert_cmpint (rc_case_get_mark (self, "event"), ==, 12);
  g_assert_cmpint (rc_case_get_mark (self, "name"), ==, 0);
  g_assert_cmpint (rc_case_get_mark (self, "no such item"), ==, 0);

  g_assert_true (rc_case_begin (self, &error));
  g_assert_true (rc_case_set_setting (self, "x", "2", &error));
  rc_case_rollback (self);
  value = rc_case_dup_setting (self, "x");
  g_assert_cmpstr (value, ==, "1");
  g_assert_true (rc_case_set_setting (self, "x", NULL, &error));
  g_assert_null (rc_case_dup_setting (self, "x"));

  /* The reader outlives the writer: the last to go leaves the file alone. */
  case_fixture_close (self);
  g_assert_cmpuint (case_fixture_count (fixture), ==, 3);
  g_assert_true (rc_database_get_integer (reader, "SELECT mark FROM published WHERE item = 'event'", &count, &error));
  g_assert_cmpint (count, ==, 12);
  rc_database_free (reader);
  g_assert_cmpuint (case_fixture_count (fixture), ==, 1);
}

/* Closing in the middle: a transaction is forgotten, a query left standing is no obstacle. */
static void
test_close_in_the_middle (CaseFixture   *fixture,
                          gconstpointer  data)
{
  RcCase *self = case_fixture_create (fixture);
  RcDatabase *database = rc_case_get_database (self);
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT key FROM setting", &error);
  gboolean row;

  g_assert_true (rc_database_step (database, statement, &row, &error) && row);
  g_assert_true (rc_case_begin (self, &error));
  g_assert_true (rc_case_set_setting (self, "x", "1", &error));
  g_assert_true (rc_case_close (self, &error));
  g_assert_no_error (error);
  g_assert_true (rc_case_close (self, &error));
  g_assert_null (rc_case_get_database (self));
  g_assert_false (rc_case_is_writable (self));
  g_assert_false (rc_case_begin (self, &error));
  g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_READ_ONLY);
  g_object_unref (self);
  g_assert_cmpuint (case_fixture_count (fixture), ==, 1);

  self = case_fixture_open (fixture, FALSE);
  g_assert_null (rc_case_dup_setting (self, "x"));
  case_fixture_close (self);
}

/* The last reference closes too. */
static void
test_unref (CaseFixture   *fixture,
            gconstpointer  data)
{
  g_object_unref (case_fixture_create (fixture));
  g_assert_cmpuint (case_fixture_count (fixture), ==, 1);
}

static void
test_second_in_program (CaseFixture   *fixture,
                        gconstpointer  data)
{
  g_autofree char *link_path = g_strconcat (fixture->path, ".link", NULL);
  g_autoptr (GError) error = NULL;
  RcCase *first = case_fixture_create (fixture);
  RcCase *second = case_fixture_open (fixture, TRUE);
  RcCase *third;

  g_assert_false (rc_case_is_writable (second));
  g_assert_nonnull (strstr (rc_case_peek_holder (second), "in this program already"));
  g_assert_true (rc_case_set_setting (first, "x", "1", &error));
  g_assert_cmpint (case_fixture_query (second, "SELECT count(*) FROM setting WHERE key = 'x'"), ==, 1);
  g_assert_cmpint (symlink (fixture->path, link_path), ==, 0);
  third = rc_case_open (link_path, TRUE, &error);
  g_assert_no_error (error);
  g_assert_false (rc_case_is_writable (third));

  case_fixture_close (first);
  case_fixture_close (third);
  case_fixture_close (second);
  g_assert_cmpuint (case_fixture_count (fixture), ==, 2);
  first = case_fixture_open (fixture, TRUE);
  g_assert_true (rc_case_is_writable (first));
  case_fixture_close (first);
}

static void
test_stale_holder (CaseFixture   *fixture,
                   gconstpointer  data)
{
  RcCase *self;

  case_fixture_close (case_fixture_create (fixture));
  case_fixture_edit (fixture, "INSERT INTO holder VALUES (1, 'gone', 'host', 1, 0)");
  self = case_fixture_open (fixture, FALSE);
  g_assert_null (rc_case_peek_holder (self));
  case_fixture_close (self);

  self = case_fixture_open (fixture, TRUE);
  g_assert_true (rc_case_is_writable (self));
  g_assert_cmpint (case_fixture_query (self, "SELECT process FROM holder"), ==, getpid ());
  case_fixture_close (self);
  self = case_fixture_open (fixture, FALSE);
  g_assert_cmpint (case_fixture_query (self, "SELECT count(*) FROM holder"), ==, 0);
  case_fixture_close (self);
}

static void
test_owns_file (CaseFixture   *fixture,
                gconstpointer  data)
{
  RcCase *self = case_fixture_create (fixture);
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (fixture->path, "-shm", NULL);
  g_autofree char *other = g_strconcat (fixture->path, ".jsonl", NULL);
  struct stat status;

  g_assert_true (g_file_set_contents (other, "x", 1, NULL));
  g_assert_true (g_stat (fixture->path, &status) == 0 && rc_case_owns_file (self, &status));
  g_assert_true (g_stat (wal, &status) == 0 && rc_case_owns_file (self, &status));
  g_assert_true (g_stat (shm, &status) == 0 && rc_case_owns_file (self, &status));
  g_assert_true (g_stat (other, &status) == 0 && !rc_case_owns_file (self, &status));
  case_fixture_close (self);
}

/* What is no case */

static void
assert_refused (CaseFixture *fixture,
                int          code,
                const char  *words)
{
  for (int for_writing = 0; for_writing < 2; for_writing++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (rc_case_open (fixture->path, for_writing, &error));
      g_assert_error (error, RC_CASE_ERROR, code);
      g_assert_nonnull (strstr (error->message, fixture->path));
      g_assert_nonnull (strstr (error->message, words));
      g_assert_null (strchr (error->message, '\n'));
    }
}

static void
test_no_case (CaseFixture   *fixture,
              gconstpointer  data)
{
  g_autofree char *noise = g_malloc (70000);

  assert_refused (fixture, RC_CASE_ERROR_SYSTEM, g_strerror (ENOENT));

  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  assert_refused (fixture, RC_CASE_ERROR_NOT_A_CASE, "found an empty file");

  g_assert_true (g_file_set_contents (fixture->path, "SQLite format 3", 16, NULL));
  assert_refused (fixture, RC_CASE_ERROR_NOT_A_CASE, "found 16 bytes in all");

  for (gsize i = 0; i < 70000; i++)
    noise[i] = (char) g_test_rand_int_range (0, 256);
  g_assert_true (g_file_set_contents (fixture->path, noise, 70000, NULL));
  assert_refused (fixture, RC_CASE_ERROR_NOT_A_CASE, "found a file of another kind");

  g_assert_cmpint (g_remove (fixture->path), ==, 0);
  case_fixture_edit (fixture, "CREATE TABLE t (a); PRAGMA application_id = 252006673");
  assert_refused (fixture, RC_CASE_ERROR_NOT_A_CASE, "found the application id 0x0f055111");

  g_assert_cmpint (g_remove (fixture->path), ==, 0);
  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  assert_refused (fixture, RC_CASE_ERROR_NOT_A_CASE, "found a folder");
  g_assert_cmpint (g_rmdir (fixture->path), ==, 0);

  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  assert_refused (fixture, RC_CASE_ERROR_NOT_A_CASE, "found a pipe");
  g_assert_cmpint (g_remove (fixture->path), ==, 0);

  g_assert_cmpint (symlink (fixture->path, fixture->path), ==, 0);
  assert_refused (fixture, RC_CASE_ERROR_SYSTEM, g_strerror (ELOOP));
  g_assert_cmpuint (case_fixture_count (fixture), ==, 1);
}

static void
test_other_versions (CaseFixture   *fixture,
                     gconstpointer  data)
{
  case_fixture_close (case_fixture_create (fixture));
  case_fixture_edit (fixture, "PRAGMA user_version = 7");
  assert_refused (fixture, RC_CASE_ERROR_NEWER, "expected a case of version 5 or older, found version 7");
  case_fixture_edit (fixture, "PRAGMA user_version = -1");
  g_assert_cmpuint (case_fixture_count (fixture), ==, 1);
}

static void
test_other_pages (CaseFixture   *fixture,
                  gconstpointer  data)
{
  case_fixture_edit (fixture, "PRAGMA application_id = 1380139342; PRAGMA user_version = 1; CREATE TABLE setting (a)");
  assert_refused (fixture, RC_CASE_ERROR_DAMAGED, "expected pages of 16384 bytes with 40 reserved, found 4096 with 0");
}

static void
test_cut_off (CaseFixture   *fixture,
              gconstpointer  data)
{
  g_autofree char *bytes = NULL;
  gsize length;

  case_fixture_close (case_fixture_create (fixture));
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
  for (gsize cut = length - 1; cut >= 100; cut = cut / 2)
    {
      g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) cut, NULL));
      assert_refused (fixture, RC_CASE_ERROR_DAMAGED, "is cut off");
    }
}

/* A case handed over with something in it that the program did not make. */
static void
test_other_schema (CaseFixture   *fixture,
                   gconstpointer  data)
{
  static const struct
  {
    const char *sql;
    const char *words;
  } edits[] = {
    { "CREATE TRIGGER hide AFTER INSERT ON exception BEGIN DELETE FROM exception; END", "expected no trigger “hide”, found one" },
    { "CREATE VIEW zz AS SELECT * FROM seal", "expected no view “zz”, found one" },
    { "CREATE TABLE extra (a)", "expected no table “extra”, found one" },
    { "DROP INDEX event_by_time", "expected index “event_by_time”, found none" },
    { "DROP TABLE holder; CREATE TABLE holder (id INTEGER PRIMARY KEY, user TEXT NOT NULL, host TEXT NOT NULL, "
      "process INTEGER NOT NULL, since_us INTEGER NOT NULL) STRICT", "expected table “holder”, found it made otherwise" },
    { "ALTER TABLE seal ADD COLUMN z TEXT DEFAULT '-- x'", "expected table “seal”, found it made otherwise" },
    { "DROP TABLE seal; CREATE VIEW seal AS SELECT 1 AS id", "expected table “seal”, found none" },
    { "ANALYZE", "expected no table “sqlite_stat1”, found one" },
    { "CREATE TABLE \"a\nb\" (a)", "expected no table “a b”, found one" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      case_fixture_close (case_fixture_create (fixture));
      case_fixture_edit (fixture, edits[i].sql);
      assert_refused (fixture, RC_CASE_ERROR_DAMAGED, edits[i].words);
      g_assert_cmpuint (case_fixture_count (fixture), ==, 1);
      g_assert_cmpint (g_remove (fixture->path), ==, 0);
    }
}

/* Writing into sqlite_schema itself, which SQLite then cannot read. */
static void
test_unreadable_schema (CaseFixture   *fixture,
                        gconstpointer  data)
{
  case_fixture_close (case_fixture_create (fixture));
  case_fixture_edit (fixture, "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE' WHERE name = 'seal'");
  assert_refused (fixture, RC_CASE_ERROR_DAMAGED, "is damaged");
}

/* Versions */

#define OLDER 3

G_STATIC_ASSERT (OLDER == RC_CASE_SCHEMA_VERSION - 2);

static const RcCaseMigration steps[] = {
  { OLDER, "CREATE TABLE occurrence (event INTEGER PRIMARY KEY, of INTEGER NOT NULL) STRICT" },
  { OLDER + 1, "CREATE INDEX event_by_time ON event (kind, time_us, id)" },
};

/* A case of an invented older version, in which a table and an index are not there yet. */
static void
make_older (CaseFixture *fixture)
{
  case_fixture_close (case_fixture_create (fixture));
  case_fixture_edit (fixture, "DROP TABLE occurrence; DROP INDEX event_by_time; PRAGMA user_version = " G_STRINGIFY (OLDER));
}

static void
test_migration (CaseFixture   *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcCustodyReport) report = NULL;
  g_autoptr (GPtrArray) faults = NULL;
  RcCase *self;

  make_older (fixture);
  self = rc_case_open_migrating (fixture->path, TRUE, steps, G_N_ELEMENTS (steps), &error);
  g_assert_no_error (error);
  g_assert_true (rc_case_is_writable (self));
  g_assert_cmpint (case_fixture_query (self, "PRAGMA user_version"), ==, RC_CASE_SCHEMA_VERSION);
  g_assert_cmpint (case_fixture_query (self, "SELECT count(*) FROM custody WHERE act = 'migrate'"), ==, 1);
  report = rc_custody_verify (self, &error);
  g_assert_cmpuint (report->faults->len, ==, 0);
  faults = rc_custody_compare_tables (self, &error);
  g_assert_cmpuint (faults->len, ==, 0);
  case_fixture_close (self);

  self = case_fixture_open (fixture, TRUE);
  g_assert_cmpint (case_fixture_query (self, "SELECT count(*) FROM custody WHERE act = 'migrate'"), ==, 1);
  case_fixture_close (self);
  g_assert_cmpuint (case_fixture_count (fixture), ==, 1);
}

static void
assert_migration_refused (CaseFixture           *fixture,
                          gboolean               for_writing,
                          const RcCaseMigration *the_steps,
                          gsize                  n_steps,
                          const char            *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (rc_case_open_migrating (fixture->path, for_writing, the_steps, n_steps, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_cmpuint (case_fixture_count (fixture), ==, 1);
}

static void
test_migration_all_or_nothing (CaseFixture   *fixture,
                               gconstpointer  data)
{
  static const RcCaseMigration broken[] = { { OLDER, "CREATE TABLE occurrence (event INTEGER PRIMARY KEY) STRICT" },
                                            { OLDER + 1, "NO SQL" } };
  static const RcCaseMigration wrong[] = { { OLDER, "CREATE TABLE occurrence (event)" }, { OLDER + 1, "SELECT 1" } };
  g_autoptr (GError) error = NULL;
  RcCase *self;

  make_older (fixture);
  assert_migration_refused (fixture, FALSE, steps, G_N_ELEMENTS (steps), "must be opened for writing");
  assert_migration_refused (fixture, TRUE, NULL, 0, "found version 3");
  assert_migration_refused (fixture, TRUE, steps + 1, 1, "found version 3");
  assert_migration_refused (fixture, TRUE, steps, 1, "found version 4");
  assert_migration_refused (fixture, TRUE, broken, 2, "NO SQL");
  assert_migration_refused (fixture, TRUE, wrong, 2, "expected index “event_by_time”, found none");

  /* None of these left a trace. */
  self = rc_case_open_migrating (fixture->path, TRUE, steps, G_N_ELEMENTS (steps), &error);
  g_assert_no_error (error);
  case_fixture_close (self);
}

/* What an import left that did not end */

static const char pending[] =
  "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 10000) INSERT INTO event SELECT i, 1, i, 0, 1, i, 0, 1, 1, 1 FROM n;"
  "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 10000) INSERT INTO tile SELECT 1 + (i > 5000), i, i, x'00', x'00' FROM n;"
  "INSERT INTO source SELECT i, NULL, 'file', 'a', 'file', 1, zeroblob (32), 0, 'lines', NULL, NULL, NULL, NULL, 1, 1, 1, 1, zeroblob (32), "
  "zeroblob (32), 1, 1, 'pending', NULL, NULL, NULL FROM (SELECT 1 AS i UNION SELECT 2);"
  "INSERT INTO block VALUES (1, 0, 10, x''), (2, 10, 10, x''), (3, 20, 10, x'');"
  "INSERT INTO occurrence VALUES (3, 1), (9000, 1);"
  "INSERT INTO entity VALUES (1, 'model', '', 'a'), (2, 'model', '', 'b');"
  "INSERT INTO claim VALUES (1, 1, 1, '', 1, 'x', 'a', NULL, NULL, NULL, NULL), (2, 1, 1, '', 1, 'x', 'b', NULL, NULL, NULL, NULL);"
  "INSERT INTO name VALUES (1, 'a'), (2, 'b');"
  "INSERT INTO key_run VALUES (1, 1, 1, 1, 1, x''), (2, 1, 1, 1, 1, x'');"
  "INSERT INTO set_aside VALUES (1, 1, NULL, NULL, 'k', 'e', 'f', 'm'), (2, 1, NULL, NULL, 'k', 'e', 'f', 'm');"
  "INSERT INTO mapping VALUES (1, 'a', x'01', 't'), (2, 'b', x'02', 't');"
  "UPDATE published SET mark = 1; UPDATE published SET mark = 20 WHERE item = 'stream'; UPDATE published SET mark = 2 WHERE item = 'block';"
  "UPDATE published SET mark = 50 WHERE item = 'event';";

static void
test_unpublished (CaseFixture   *fixture,
                  gconstpointer  data)
{
  static const struct
  {
    const char *sql;
    gint64      left;
  } expectations[] = {
    { "SELECT count(*) FROM source", 1 }, { "SELECT count(*) FROM tile", 5000 }, { "SELECT max(source) FROM tile", 1 },
    { "SELECT count(*) FROM event", 50 }, { "SELECT max(id) FROM event", 50 }, { "SELECT max(id) FROM block", 2 },
    { "SELECT count(*) FROM block", 2 }, { "SELECT max(event) FROM occurrence", 3 }, { "SELECT max(id) FROM entity", 1 },
    { "SELECT max(id) FROM claim", 1 }, { "SELECT max(id) FROM name", 1 }, { "SELECT max(id) FROM key_run", 1 },
    { "SELECT max(id) FROM set_aside", 1 }, { "SELECT max(id) FROM mapping", 1 },
  };
  RcCase *self;

  case_fixture_close (case_fixture_create (fixture));
  case_fixture_edit (fixture, pending);
  self = case_fixture_open (fixture, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (expectations); i++)
    g_assert_cmpint (case_fixture_query (self, expectations[i].sql), ==, expectations[i].left);
  case_fixture_close (self);
}

/* The stream's mark alone removes blocks too. */
static void
test_unpublished_stream (CaseFixture   *fixture,
                         gconstpointer  data)
{
  RcCase *self;

  case_fixture_close (case_fixture_create (fixture));
  case_fixture_edit (fixture, "INSERT INTO block VALUES (1, 0, 10, x''), (2, 10, 10, x'');"
                              "UPDATE published SET mark = 2 WHERE item = 'block'; UPDATE published SET mark = 10 WHERE item = 'stream'");
  self = case_fixture_open (fixture, TRUE);
  g_assert_cmpint (case_fixture_query (self, "SELECT max(id) FROM block"), ==, 1);
  case_fixture_close (self);
}

/* Damage */

static void
read_all (RcCase *self)
{
  static const char *const tables[] = {
    "setting", "published", "holder", "block", "source", "tile", "name", "event", "key_run", "occurrence", "entity", "claim",
    "set_aside", "mapping", "anchor", "seal", "seal_cover", "exception", "custody",
  };
  g_autoptr (RcCustodyReport) report = rc_custody_verify (self, NULL);
  g_autoptr (GPtrArray) faults = rc_custody_compare_tables (self, NULL);
  RcDigest digest;

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GError) error = NULL;

      if (!rc_database_hash_table (rc_case_get_database (self), tables[i], &digest, &error))
        g_assert_true (error->domain == RC_DATABASE_ERROR);
    }
}

static void
open_damaged (CaseFixture *fixture,
              gboolean     for_writing)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) closing_error = NULL;
  RcCase *self = rc_case_open (fixture->path, for_writing, &error);

  if (self == NULL)
    {
      g_assert_true (error->domain == RC_CASE_ERROR || error->domain == RC_DATABASE_ERROR ||
                     error->domain == RC_CUSTODY_ERROR);
      g_assert_nonnull (strstr (error->message, fixture->path));
      return;
    }

  read_all (self);
  if (!rc_case_close (self, &closing_error))
    g_assert_nonnull (closing_error);
  g_object_unref (self);
}

/* A byte here and there, most of them in the places that say how to read the rest. */
static void
test_flipped_bytes (CaseFixture   *fixture,
                    gconstpointer  data)
{
  g_autofree char *bytes = NULL;
  gsize length;

  fault_vfs_install ();   /* which synchronises nothing, and so is quick */
  case_fixture_close (case_fixture_create (fixture));
  case_fixture_edit (fixture, pending);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
  for (guint i = 0; i < 300; i++)
    {
      gsize page = (gsize) g_test_rand_int_range (0, (gint32) (length / 16384));
      gsize place = i < 100 ? i : page * 16384 + (gsize) g_test_rand_int_range (0, i % 2 == 0 ? 64 : 16384);
      char flip = (char) g_test_rand_int_range (1, 256);

      bytes[place] ^= flip;
      g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) length, NULL));
      open_damaged (fixture, i % 3 == 0);
      bytes[place] ^= flip;
    }
}

static void
add (const char *name,
     void      (*test) (CaseFixture   *fixture,
                        gconstpointer  data))
{
  g_test_add (name, CaseFixture, NULL, case_fixture_set_up, test, case_fixture_tear_down);
}

/* A case of this version that was made before there were keys gets one when it is opened for writing, and says so once. */
static void
test_pseudonym_key (CaseFixture   *fixture,
                    gconstpointer  data)
{
  static const char count[] = "SELECT count(*) FROM custody WHERE act = 'pseudonym-key'";
  static const char key[] = "SELECT length (value) FROM setting WHERE key = '" RC_MASK_KEY_SETTING "'";
  g_autofree char *first = NULL, *second = NULL;
  RcCase *self = case_fixture_create (fixture);

  g_assert_cmpint (case_fixture_query (self, key), ==, 64);
  g_assert_cmpint (case_fixture_query (self, count), ==, 0);
  case_fixture_close (self);
  case_fixture_edit (fixture, "DELETE FROM setting WHERE key = '" RC_MASK_KEY_SETTING "'");

  for (guint i = 0; i < 2; i++)
    {
      self = case_fixture_open (fixture, TRUE);
      g_assert_cmpint (case_fixture_query (self, key), ==, 64);
      g_assert_cmpint (case_fixture_query (self, count), ==, 1);
      *(i == 0 ? &first : &second) = rc_case_dup_setting (self, RC_MASK_KEY_SETTING);
      case_fixture_close (self);
    }
  g_assert_cmpstr (first, ==, second);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/case/create", test_create);
  g_test_add_func ("/case/types", test_types);
  add ("/case/exists", test_exists);
  add ("/case/write-and-read", test_write_and_read);
  add ("/case/close-in-the-middle", test_close_in_the_middle);
  add ("/case/unref", test_unref);
  add ("/case/second-in-program", test_second_in_program);
  add ("/case/stale-holder", test_stale_holder);
  add ("/case/owns-file", test_owns_file);
  add ("/case/no-case", test_no_case);
  add ("/case/other-versions", test_other_versions);
  add ("/case/other-pages", test_other_pages);
  add ("/case/cut-off", test_cut_off);
  add ("/case/other-schema", test_other_schema);
  add ("/case/unreadable-schema", test_unreadable_schema);
  add ("/case/migration/forward", test_migration);
  add ("/case/migration/all-or-nothing", test_migration_all_or_nothing);
  add ("/case/unpublished/all", test_unpublished);
  add ("/case/unpublished/stream", test_unpublished_stream);
  add ("/case/flipped-bytes", test_flipped_bytes);
  add ("/case/pseudonym-key", test_pseudonym_key);
  return g_test_run ();
}
