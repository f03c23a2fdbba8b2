/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/database.h"
#include "core/timestamp.h"

static RcDatabase *
open_memory (void)
{
  sqlite3 *connection = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &connection), ==, SQLITE_OK);
  return rc_database_new (connection);
}

static void
exec (RcDatabase *database,
      const char *sql)
{
  g_autoptr (GError) error = NULL;

  rc_database_exec (database, sql, &error);
  g_assert_no_error (error);
}

static void
test_statements (void)
{
  g_autoptr (RcDatabase) database = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  static const char insert[] = "INSERT INTO t VALUES (?, ?, ?, ?)";
  RcDigest digest, read;
  sqlite3_stmt *statement;
  gint64 value;
  gboolean row;

  exec (database, "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c BLOB, d INTEGER) STRICT");
  rc_digest_compute ("abc", 3, &digest);

  statement = rc_database_prepare (database, insert, &error);
  g_assert_no_error (error);
  sqlite3_bind_int64 (statement, 1, 7);
  rc_database_bind_text (statement, 2, "seven");
  rc_database_bind_digest (statement, 3, &digest);
  rc_database_bind_time (statement, 4, 1234567);
  g_assert_true (rc_database_run (database, statement, &error));

  /* The same text gives the same statement, with nothing bound. */
  g_assert_true (rc_database_prepare (database, insert, &error) == statement);
  sqlite3_bind_int64 (statement, 1, 8);
  g_assert_true (rc_database_run (database, statement, &error));

  statement = rc_database_prepare (database, "SELECT b, c, d FROM t ORDER BY a", &error);
  g_assert_true (rc_database_step (database, statement, &row, &error) && row);
  text = rc_database_column_dup (statement, 0);
  g_assert_cmpstr (text, ==, "seven");
  g_assert_true (rc_database_column_digest (statement, 1, &read));
  g_assert_true (rc_digest_equal (&digest, &read));
  g_assert_false (rc_database_column_digest (statement, 0, &read));
  g_assert_cmpint (rc_database_column_time (statement, 2), ==, 1234567);
  g_assert_true (rc_database_step (database, statement, &row, &error) && row);
  g_assert_null (rc_database_column_dup (statement, 0));
  g_assert_cmpint (rc_database_column_time (statement, 2), ==, RC_TIME_NONE);
  g_assert_true (rc_database_step (database, statement, &row, &error) && !row);

  g_assert_true (rc_database_get_integer (database, "SELECT max (a) FROM t", &value, &error));
  g_assert_cmpint (value, ==, 8);
  g_assert_true (rc_database_get_integer (database, "SELECT a FROM t WHERE a > 100", &value, &error));
  g_assert_cmpint (value, ==, 0);
}

static void
test_memory_used_again (void)
{
  g_autoptr (RcDatabase) database = open_memory ();
  g_autoptr (GError) error = NULL;
  char sql[32];
  gint64 value;

  g_strlcpy (sql, "SELECT 1", sizeof sql);
  g_assert_true (rc_database_get_integer (database, sql, &value, &error));
  g_assert_cmpint (value, ==, 1);
  g_strlcpy (sql, "SELECT 22", sizeof sql);
  g_assert_true (rc_database_get_integer (database, sql, &value, &error));
  g_assert_cmpint (value, ==, 22);
}

static void
test_errors (void)
{
  g_autoptr (RcDatabase) database = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) full = NULL;
  g_autoptr (GError) read_only = NULL;
  sqlite3_stmt *statement;
  gboolean row;

  g_assert_null (rc_database_prepare (database, "SELECT * FROM nothing", &error));
  g_assert_error (error, RC_DATABASE_ERROR, RC_DATABASE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "nothing"));
  g_clear_error (&error);

  exec (database, "PRAGMA max_page_count = 4; CREATE TABLE t (a BLOB)");
  g_assert_false (rc_database_exec (database, "INSERT INTO t VALUES (zeroblob (1000000))", &full));
  g_assert_error (full, RC_DATABASE_ERROR, RC_DATABASE_ERROR_FULL);

  exec (database, "PRAGMA query_only = ON");
  statement = rc_database_prepare (database, "INSERT INTO t VALUES (1)", &error);
  g_assert_no_error (error);
  g_assert_false (rc_database_step (database, statement, &row, &read_only));
  g_assert_error (read_only, RC_DATABASE_ERROR, RC_DATABASE_ERROR_READ_ONLY);
}

static void
test_defence (void)
{
  g_autoptr (RcDatabase) database = open_memory ();
  g_autoptr (GError) error = NULL;
  gint64 value;

  exec (database, "CREATE TABLE t (a); CREATE TABLE seen (a); "
                  "CREATE TRIGGER x AFTER INSERT ON t BEGIN INSERT INTO seen VALUES (1); END; "
                  "CREATE VIEW v AS SELECT 1; INSERT INTO t VALUES (1)");
  g_assert_true (rc_database_get_integer (database, "SELECT count(*) FROM seen", &value, &error));
  g_assert_cmpint (value, ==, 0);
  g_assert_false (rc_database_exec (database, "SELECT * FROM v", &error));
  g_assert_error (error, RC_DATABASE_ERROR, RC_DATABASE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (rc_database_exec (database, "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema", &error));
}

static void
hash_one (RcDatabase *database,
          const char *static_sql,
          RcDigest   *out_digest)
{
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *statement = rc_database_prepare (database, static_sql, &error);
  gboolean row;

  g_assert_no_error (error);
  g_assert_true (rc_database_step (database, statement, &row, &error) && row);
  rc_database_hash_row (hasher, statement);
  sqlite3_reset (statement);
  rc_hasher_finish (hasher, out_digest);
}

static void
test_row_hash (void)
{
  /* No two of these rows may look alike. */
  static const char *const rows[] = {
    "SELECT 'a', 'bc'", "SELECT 'ab', 'c'", "SELECT 'abc', ''", "SELECT 'abc', NULL", "SELECT 'abc'",
    "SELECT 1, 2", "SELECT '1', 2", "SELECT x'31', 2", "SELECT 1.0, 2", "SELECT NULL, 2", "SELECT 0, 2",
    "SELECT 'a', 'bc', NULL", "SELECT 258", "SELECT 513", "SELECT -1", "SELECT ''", "SELECT x''", "SELECT NULL",
  };
  g_autoptr (RcDatabase) database = open_memory ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  RcDigest digest;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      hash_one (database, rows[i], &digest);
      g_assert_true (g_hash_table_add (seen, rc_digest_dup_hex (&digest)));
    }
}

/* The documented form, computed apart: 0, columns; then type and value or length of each column. */
static void
test_row_form (void)
{
  static const guint8 expected[] = { 0, 0, 0, 0, 0, 0, 0, 0, 3,
                                     1, 0, 0, 0, 0, 0, 0, 1, 2,
                                     3, 0, 0, 0, 0, 0, 0, 0, 2, 'a', 'b',
                                     5, 0, 0, 0, 0, 0, 0, 0, 0 };
  g_autoptr (RcDatabase) database = open_memory ();
  RcDigest digest, wanted;

  hash_one (database, "SELECT 258, 'ab', NULL", &digest);
  rc_digest_compute (expected, sizeof expected, &wanted);
  g_assert_true (rc_digest_equal (&digest, &wanted));
}

static void
test_long_row (void)
{
  g_autoptr (RcDatabase) database = open_memory ();
  g_autoptr (GByteArray) expected = g_byte_array_new ();
  static const guint8 head[] = { 0, 0, 0, 0, 0, 0, 0, 0, 2, 4, 0, 0, 0, 0, 0, 0, 3, 232 };
  static const guint8 tail[] = { 4, 0, 0, 0, 0, 0, 0, 1, 0xee };
  g_autofree guint8 *zeros = g_malloc0 (1000);
  RcDigest digest, wanted;

  g_byte_array_append (expected, head, sizeof head);
  g_byte_array_append (expected, zeros, 1000);
  g_byte_array_append (expected, tail, sizeof tail);
  g_byte_array_append (expected, zeros, 494);
  rc_digest_compute (expected->data, expected->len, &wanted);
  hash_one (database, "SELECT zeroblob (1000), zeroblob (494)", &digest);
  g_assert_true (rc_digest_equal (&digest, &wanted));
}

static void
test_table_hash (void)
{
  g_autoptr (RcDatabase) first = open_memory ();
  g_autoptr (RcDatabase) second = open_memory ();
  g_autoptr (GError) error = NULL;
  RcDigest a, b;

  /* The order of insertion does not count, any value does. */
  exec (first, "CREATE TABLE t (a TEXT, b TEXT, c INTEGER, PRIMARY KEY (b, a)) STRICT; "
               "INSERT INTO t VALUES ('x', '1', 1), ('y', '1', 2), ('x', '2', 3)");
  exec (second, "CREATE TABLE t (a TEXT, b TEXT, c INTEGER, PRIMARY KEY (b, a)) STRICT; "
                "INSERT INTO t VALUES ('x', '2', 3), ('x', '1', 1), ('y', '1', 2)");
  g_assert_true (rc_database_hash_table (first, "t", &a, &error));
  g_assert_true (rc_database_hash_table (second, "t", &b, &error));
  g_assert_true (rc_digest_equal (&a, &b));
  exec (second, "UPDATE t SET c = 4 WHERE c = 3");
  g_assert_true (rc_database_hash_table (second, "t", &b, &error));
  g_assert_false (rc_digest_equal (&a, &b));
  g_assert_false (rc_database_hash_table (second, "none", &b, &error));
  g_assert_error (error, RC_DATABASE_ERROR, RC_DATABASE_ERROR_FAILED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/database/statements", test_statements);
  g_test_add_func ("/database/memory-used-again", test_memory_used_again);
  g_test_add_func ("/database/errors", test_errors);
  g_test_add_func ("/database/defence", test_defence);
  g_test_add_func ("/database/row-hash", test_row_hash);
  g_test_add_func ("/database/row-form", test_row_form);
  g_test_add_func ("/database/long-row", test_long_row);
  g_test_add_func ("/database/table-hash", test_table_hash);
  return g_test_run ();
}
