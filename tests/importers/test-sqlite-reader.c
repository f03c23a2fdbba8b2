/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/sqlite/sqlite-reader.h"

#include "database-fixture.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

static const char * const tables[] = { "runs", "tags", "plain", NULL };

typedef struct
{
  GBytes         *bytes;
  RcStream       *stream;
  RcSqliteReader *reader;
  GPtrArray      *faults;
  GPtrArray      *rows;       /* of utf8 */
  GPtrArray      *locators;   /* of utf8 */
  gboolean        is_readable;
} Reading;

static void
reading_clear (Reading *self)
{
  rc_sqlite_reader_free (self->reader);
  rc_stream_close (self->stream);
  g_bytes_unref (self->bytes);
  g_ptr_array_unref (self->faults);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->locators);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static gboolean
keep_row (const RcSqliteRow  *row,
          gpointer            user_data,
          GError            **error)
{
  Reading *self = user_data;

  g_ptr_array_add (self->rows, rc_sqlite_row_dup_json (row));
  g_ptr_array_add (self->locators, rc_sqlite_row_dup_locator (row));
  return TRUE;
}

/* Reads as much of the database as its faults allow. */
static void
read_bytes (Reading *self,
            GBytes  *bytes)
{
  g_autoptr (GError) error = NULL;

  self->bytes = bytes;
  self->stream = rc_stream_new_memory (bytes);
  self->faults = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_exception_free);
  self->rows = g_ptr_array_new_with_free_func (g_free);
  self->locators = g_ptr_array_new_with_free_func (g_free);
  self->reader = rc_sqlite_reader_new (self->stream, tables, NULL);

  g_assert_true (rc_sqlite_reader_open (self->reader, self->faults, &error));
  g_assert_no_error (error);
  if (self->faults->len > 0)
    return;
  g_assert_true (rc_sqlite_reader_check (self->reader, &self->is_readable, self->faults, &error));
  g_assert_no_error (error);
  for (gsize i = 0; tables[i] != NULL && self->is_readable; i++)
    {
      g_assert_true (rc_sqlite_reader_read (self->reader, tables[i], keep_row, self, self->faults, &error));
      g_assert_no_error (error);
    }
}

static void
read_sql (Reading    *self,
          const char *sql)
{
  read_bytes (self, database_fixture_new (sql));
}

static const RcException *
fault_at (const Reading *self,
          guint          index)
{
  g_assert_cmpuint (index, <, self->faults->len);
  return g_ptr_array_index (self->faults, index);
}

static void
assert_refused (const Reading *self,
                const char    *found)
{
  g_assert_false (self->is_readable);
  g_assert_cmpuint (self->rows->len, ==, 0);
  g_assert_cmpstr (fault_at (self, 0)->kind, ==, RC_EXCEPTION_REGISTRY_MALFORMED);
  if (found != NULL && strstr (fault_at (self, 0)->found, found) == NULL)
    g_error ("found “%s”, wanted “%s”", fault_at (self, 0)->found, found);
}

static void
assert_row (const Reading *self,
            guint          index,
            const char    *expected)
{
  g_assert_cmpuint (index, <, self->rows->len);
  g_assert_cmpstr (g_ptr_array_index (self->rows, index), ==, expected);
}

static void
test_canonical_rows (void)
{
  g_auto (Reading) reading = { 0 };

  read_sql (&reading, "CREATE TABLE runs (b, a TEXT, n INTEGER, PRIMARY KEY (n, a));"
                      "INSERT INTO runs VALUES (x'00ff', 'ü\"', 9007199254740993);"
                      "INSERT INTO runs VALUES (NULL, 'b/%', -1);"
                      "INSERT INTO runs VALUES (0.1, 'a', -1);"
                      "INSERT INTO runs VALUES (1e400, CAST (x'61ff' AS TEXT), 7);");
  g_assert_cmpuint (reading.faults->len, ==, 0);
  g_assert_cmpuint (reading.rows->len, ==, 4);
  assert_row (&reading, 0,
              "{\"table\":\"runs\",\"key\":{\"n\":{\"integer\":\"-1\"},\"a\":{\"text\":\"a\"}},"
              "\"columns\":{\"b\":{\"real\":\"0.1\"},\"a\":{\"text\":\"a\"},\"n\":{\"integer\":\"-1\"}}}");
  assert_row (&reading, 1,
              "{\"table\":\"runs\",\"key\":{\"n\":{\"integer\":\"-1\"},\"a\":{\"text\":\"b/%\"}},"
              "\"columns\":{\"b\":{\"null\":null},\"a\":{\"text\":\"b/%\"},\"n\":{\"integer\":\"-1\"}}}");
  assert_row (&reading, 2,
              "{\"table\":\"runs\",\"key\":{\"n\":{\"integer\":\"7\"},\"a\":{\"text-bytes\":\"61ff\"}},"
              "\"columns\":{\"b\":{\"real\":\"Infinity\"},\"a\":{\"text-bytes\":\"61ff\"},\"n\":{\"integer\":\"7\"}}}");
  assert_row (&reading, 3,
              "{\"table\":\"runs\",\"key\":{\"n\":{\"integer\":\"9007199254740993\"},\"a\":{\"text\":\"ü\\\"\"}},"
              "\"columns\":{\"b\":{\"blob\":\"00ff\"},\"a\":{\"text\":\"ü\\\"\"},\"n\":{\"integer\":\"9007199254740993\"}}}");
  g_assert_cmpstr (g_ptr_array_index (reading.locators, 1), ==, "runs/-1/b%2F%25");
  g_assert_cmpstr (g_ptr_array_index (reading.locators, 2), ==, "runs/7/a%FF");
}

/* Whatever the key is made of, rows come in its order; without one as they are stored. */
static void
test_orders (void)
{
  g_auto (Reading) reading = { 0 };

  read_sql (&reading, "CREATE TABLE Runs (id INTEGER PRIMARY KEY, t);"
                      "INSERT INTO runs VALUES (5, 'e'), (-3, 'c'), (4, 'd');"
                      "CREATE TABLE tags (k TEXT, v, PRIMARY KEY (k)) WITHOUT ROWID;"
                      "INSERT INTO tags VALUES ('z', 1), ('b', 2);"
                      "CREATE TABLE plain (v);"
                      "INSERT INTO plain VALUES ('z'), ('a');");
  g_assert_cmpuint (reading.faults->len, ==, 0);
  g_assert_cmpuint (reading.rows->len, ==, 7);
  g_assert_cmpstr (g_ptr_array_index (reading.locators, 0), ==, "runs/-3");
  g_assert_cmpstr (g_ptr_array_index (reading.locators, 1), ==, "runs/4");
  g_assert_cmpstr (g_ptr_array_index (reading.locators, 2), ==, "runs/5");
  g_assert_cmpstr (g_ptr_array_index (reading.locators, 3), ==, "tags/b");
  g_assert_cmpstr (g_ptr_array_index (reading.locators, 4), ==, "tags/z");
  g_assert_cmpstr (g_ptr_array_index (reading.locators, 5), ==, "plain/rowid=1");
  assert_row (&reading, 6, "{\"table\":\"plain\",\"key\":{\"rowid\":{\"integer\":\"2\"}},\"columns\":{\"v\":{\"text\":\"a\"}}}");
  g_assert_true (g_str_has_prefix (g_ptr_array_index (reading.rows, 0), "{\"table\":\"Runs\""));
}

static void
test_key_of_other_collation (void)
{
  g_auto (Reading) reading = { 0 };

  read_sql (&reading, "CREATE TABLE runs (k TEXT COLLATE NOCASE, PRIMARY KEY (k));"
                      "INSERT INTO runs VALUES ('B'), ('a');"
                      "CREATE TABLE tags (k TEXT, v, PRIMARY KEY (k DESC)) WITHOUT ROWID;"
                      "INSERT INTO tags VALUES ('a', 1), ('b', 2);");
  g_assert_cmpuint (reading.faults->len, ==, 0);
  g_assert_cmpstr (g_ptr_array_index (reading.locators, 0), ==, "runs/B");
  g_assert_cmpstr (g_ptr_array_index (reading.locators, 1), ==, "runs/a");
  g_assert_cmpstr (g_ptr_array_index (reading.locators, 2), ==, "tags/b");
}

static void
test_names_are_quoted (void)
{
  g_auto (Reading) reading = { 0 };

  read_sql (&reading, "CREATE TABLE runs (\"a\"\"b; DROP TABLE runs\" TEXT PRIMARY KEY, \"select\", [x y]);"
                      "INSERT INTO runs VALUES ('1', 2, 3);");
  g_assert_cmpuint (reading.faults->len, ==, 0);
  g_assert_cmpuint (reading.rows->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (reading.rows, 0), "\"a\\\"b; DROP TABLE runs\":{\"text\":\"1\"}"));
}

static void
test_write_ahead_log (void)
{
  g_autoptr (GBytes) plain = database_fixture_new ("CREATE TABLE runs (id TEXT PRIMARY KEY); INSERT INTO runs VALUES ('a');");
  g_autoptr (GBytes) half = database_fixture_change (plain, 18, 2);
  g_auto (Reading) reading = { 0 };

  read_bytes (&reading, database_fixture_change (half, 19, 2));
  g_assert_cmpuint (reading.faults->len, ==, 0);
  g_assert_cmpuint (reading.rows->len, ==, 1);
  g_assert_cmpuint (rc_sqlite_reader_peek_header (reading.reader)->write_version, ==, 2);
}

static void
test_free_pages_are_counted (void)
{
  g_auto (Reading) reading = { 0 };

  read_sql (&reading, "CREATE TABLE runs (id TEXT PRIMARY KEY, v); CREATE TABLE gone (v);"
                      "INSERT INTO gone VALUES (zeroblob (4000)); DROP TABLE gone;");
  g_assert_cmpuint (reading.faults->len, ==, 0);
  g_assert_cmpuint (rc_sqlite_reader_peek_header (reading.reader)->freelist_count, >, 5);
}

static void
assert_header_fault (GBytes     *bytes,
                     gint64      offset,
                     const char *found)
{
  g_auto (Reading) reading = { 0 };

  read_bytes (&reading, bytes);
  assert_refused (&reading, found);
  g_assert_cmpint (fault_at (&reading, 0)->offset, ==, offset);
}

static void
test_headers (void)
{
  g_autoptr (GBytes) good = database_fixture_new ("CREATE TABLE runs (id TEXT PRIMARY KEY); INSERT INTO runs VALUES ('a');");
  gsize size = g_bytes_get_size (good);

  g_assert_cmpuint (size, ==, 3 * 512);
  assert_header_fault (g_bytes_new_static ("", 0), 0, "0 bytes");
  assert_header_fault (g_bytes_new_from_bytes (good, 0, 99), 0, "99 bytes");
  assert_header_fault (database_fixture_change (good, 15, 'x'), 0, NULL);
  assert_header_fault (database_fixture_change (good, 17, 3), 16, "515");
  assert_header_fault (database_fixture_change (good, 16, 0), 16, "0");
  assert_header_fault (database_fixture_change (good, 18, 3), 18, "3 and 1");
  assert_header_fault (database_fixture_change (good, 19, 0), 18, "1 and 0");
  assert_header_fault (database_fixture_change (good, 20, 33), 20, "479");
  assert_header_fault (database_fixture_change (good, 22, 31), 21, "64, 31 and 32");
  assert_header_fault (database_fixture_change (good, 31, 4), 28, "3 pages");
  assert_header_fault (database_fixture_change (good, 47, 5), 44, "5");
  assert_header_fault (database_fixture_change (good, 59, 4), 56, "4");
  assert_header_fault (g_bytes_new_from_bytes (good, 0, 2 * 512), 28, "2 pages");
  assert_header_fault (g_bytes_new_from_bytes (good, 0, 700), 512, "700 bytes");
}

/* C71: what stands where a table is expected must not run. */
static void
test_schema_that_would_run_something (void)
{
  static const struct
  {
    const char *sql;
    const char *found;
  } cases[] = {
    { "CREATE TABLE t (a); CREATE VIEW runs AS SELECT load_extension('/tmp/x') AS run_uuid FROM t;"
      "CREATE TRIGGER g INSTEAD OF INSERT ON runs BEGIN DELETE FROM t; END;", "the view “runs”" },
    { "CREATE TABLE runs (a TEXT PRIMARY KEY, g AS (upper(a)));", "a function in a constraint" },
    { "CREATE TABLE runs (a TEXT PRIMARY KEY, g AS (a || 'x') STORED);", "a generated column" },
    { "CREATE TABLE runs (a TEXT CHECK (length(a) > 0), PRIMARY KEY (a));", "a function in a constraint" },
    { "CREATE TABLE runs (a TEXT PRIMARY KEY, b); CREATE INDEX i ON runs (lower(b));", "a function in the index “i”" },
    { "CREATE TABLE runs (a TEXT PRIMARY KEY, b); CREATE INDEX i ON runs (b) WHERE abs(b) > 1;", "a function in the index" },
    { "PRAGMA writable_schema=ON; INSERT INTO sqlite_master VALUES"
      " ('table', 'runs', 'runs', 0, 'CREATE VIRTUAL TABLE runs USING nowhere (a)');", "the virtual table “runs”" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Reading) reading = { 0 };

      read_sql (&reading, cases[i].sql);
      assert_refused (&reading, cases[i].found);
      g_assert_true (rc_sqlite_reader_has (reading.reader, "runs"));
    }
}

/* MLflow has a trigger of its own; tables that are not read may hold what they like. */
static void
test_what_is_not_ours_does_no_harm (void)
{
  g_auto (Reading) reading = { 0 };

  read_sql (&reading, "CREATE TABLE runs (a TEXT PRIMARY KEY, b CHECK (b IN (1, 2)));"
                      "INSERT INTO runs VALUES ('x', 1);"
                      "CREATE TABLE spans (s, e, d AS (abs(e - s)), CHECK (length(s) > 0));"
                      "INSERT INTO spans VALUES ('1', '2');"
                      "CREATE VIEW v AS SELECT random() FROM runs;"
                      "CREATE TRIGGER g BEFORE UPDATE ON runs BEGIN SELECT RAISE (ABORT, 'no'); END;");
  g_assert_cmpuint (reading.faults->len, ==, 0);
  g_assert_cmpuint (reading.rows->len, ==, 1);
  g_assert_null (rc_sqlite_reader_peek_table (reading.reader, "spans"));
}

static void
test_function_calls_in_sql (void)
{
  g_assert_false (rc_sqlite_sql_calls_function ("CREATE TABLE t (a VARCHAR(32) DEFAULT (1), CHECK (a IN ('x(', \"y\")))", FALSE));
  g_assert_false (rc_sqlite_sql_calls_function ("CREATE TABLE t (a -- CHECK (f(a))\n, b /* CHECK (f(b)) */)", FALSE));
  g_assert_false (rc_sqlite_sql_calls_function ("CREATE TABLE t (a, CHECK (a > (1) AND (a) NOT IN (2)), b VARCHAR(3))", FALSE));
  g_assert_true (rc_sqlite_sql_calls_function ("CREATE TABLE t (a, CHECK (a > 1 AND f (a)))", FALSE));
  g_assert_true (rc_sqlite_sql_calls_function ("CREATE TABLE t (a check((\"f\"(a))))", FALSE));
  g_assert_true (rc_sqlite_sql_calls_function ("CREATE TABLE t (a CHECK (like('x', a)))", FALSE));
  g_assert_true (rc_sqlite_sql_calls_function ("CREATE TABLE t (a, b AS /* x */ ([f](a)))", FALSE));
  g_assert_true (rc_sqlite_sql_calls_function ("CREATE TABLE t (a CHECK (a = ']') , b CHECK (`f`(b)))", FALSE));
  g_assert_false (rc_sqlite_sql_calls_function ("CREATE INDEX \"i(\" ON t (a, b COLLATE NOCASE) WHERE a IN (1)", TRUE));
  g_assert_true (rc_sqlite_sql_calls_function ("CREATE INDEX i ON t (a) WHERE f(b)", TRUE));
  g_assert_false (rc_sqlite_sql_calls_function ("CREATE TABLE t (a CHECK ('unended (f(", FALSE));
  g_assert_false (rc_sqlite_sql_calls_function ("", FALSE));
}

/* C72 */
static void
test_corrupt_page (void)
{
  g_autoptr (GBytes) good = database_fixture_new ("CREATE TABLE runs (id TEXT PRIMARY KEY, v); INSERT INTO runs VALUES ('a', 'b');");
  g_auto (Reading) reading = { 0 };

  /* The type of the table's only page. */
  read_bytes (&reading, database_fixture_change (good, 512, 0x77));
  assert_refused (&reading, NULL);
}

static void
test_corrupt_page_has_a_place (void)
{
  g_autoptr (GString) sql = g_string_new ("CREATE TABLE runs (id TEXT PRIMARY KEY, v);");
  g_autoptr (GBytes) good = NULL;
  g_autoptr (GBytes) bad = NULL;
  g_auto (Reading) reading = { 0 };
  gint64 place;

  for (int i = 0; i < 60; i++)
    g_string_append_printf (sql, "INSERT INTO runs VALUES ('%03d', 'some words to fill the page %d');", i, i);
  good = database_fixture_new (sql->str);
  /* A cell pointer of the fifth page. */
  bad = database_fixture_change (good, 4 * 512 + 8, 0xff);
  read_bytes (&reading, g_bytes_ref (bad));
  assert_refused (&reading, NULL);
  place = fault_at (&reading, 0)->offset;
  g_assert_cmpint (place, ==, 4 * 512);
}

/* An index that does not name every row could hide one from whoever reads by it. */
static void
test_index_of_another_table (void)
{
  g_auto (Reading) reading = { 0 };

  read_sql (&reading, "CREATE TABLE runs (id TEXT PRIMARY KEY); CREATE TABLE tags (id TEXT PRIMARY KEY);"
                      "INSERT INTO runs VALUES ('seen'), ('hidden'); INSERT INTO tags VALUES ('seen');"
                      "PRAGMA writable_schema=ON;"
                      "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_tags_1')"
                      " WHERE name = 'sqlite_autoindex_runs_1'");
  assert_refused (&reading, NULL);
}

/* A value that breaks its own table's rule stands in its row: the rest is read. */
static void
test_value_against_its_rule (void)
{
  g_auto (Reading) reading = { 0 };

  read_sql (&reading, "CREATE TABLE runs (id TEXT PRIMARY KEY, v); INSERT INTO runs VALUES ('a', NULL), ('b', 1);"
                      "PRAGMA writable_schema=ON;"
                      "UPDATE sqlite_master SET sql = 'CREATE TABLE runs (id TEXT PRIMARY KEY, v NOT NULL)' WHERE name = 'runs'");
  g_assert_true (reading.is_readable);
  g_assert_cmpuint (reading.rows->len, ==, 2);
  g_assert_cmpstr (fault_at (&reading, 0)->found, ==, "NULL value in runs.v");
}

static void
test_unreadable_schema (void)
{
  g_auto (Reading) reading = { 0 };

  read_sql (&reading, "CREATE TABLE runs (id TEXT PRIMARY KEY); PRAGMA writable_schema=ON;"
                      "UPDATE sqlite_master SET sql = 'CREATE NONSENSE' WHERE name = 'runs'");
  assert_refused (&reading, "malformed database schema");
}

static void
test_too_many_columns (void)
{
  g_autoptr (GString) sql = g_string_new ("CREATE TABLE runs (id TEXT PRIMARY KEY");
  g_auto (Reading) reading = { 0 };

  for (int i = 0; i < RC_LIMIT_SQLITE_COLUMNS; i++)
    g_string_append_printf (sql, ", c%d", i);
  g_string_append (sql, ")");
  read_sql (&reading, sql->str);
  assert_refused (&reading, "too many columns");
}

static void
test_overlong_value (void)
{
  g_auto (Reading) reading = { 0 };

  read_sql (&reading, "PRAGMA page_size=65536; VACUUM; CREATE TABLE runs (id TEXT PRIMARY KEY, v);"
                      "INSERT INTO runs VALUES ('a', zeroblob (67108865))");
  g_assert_cmpuint (reading.rows->len, ==, 0);
  g_assert_cmpuint (reading.faults->len, >=, 1);
}

static void
test_look_up (void)
{
  const char *parameters[] = { "a", "7", NULL };
  g_auto (Reading) reading = { 0 };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) values = NULL;
  g_auto (GStrv) none = NULL;
  const char *sql = "SELECT v, n, x FROM runs WHERE id = ? AND n = ?";

  read_sql (&reading, "CREATE TABLE runs (id TEXT, n INTEGER, v, x, PRIMARY KEY (id, n)); INSERT INTO runs VALUES ('a', 7, 'é', x'ff')");
  for (int i = 0; i < 2; i++)
    {
      g_clear_pointer (&values, g_strfreev);
      g_assert_true (rc_sqlite_reader_look_up (reading.reader, sql, parameters, &values, &error));
      g_assert_cmpuint (g_strv_length (values), ==, 3);
      g_assert_cmpstr (values[0], ==, "é");
      g_assert_cmpstr (values[1], ==, "7");
      g_assert_cmpstr (values[2], ==, "");
    }

  parameters[0] = "' OR 1=1 --";
  g_assert_true (rc_sqlite_reader_look_up (reading.reader, sql, parameters, &none, &error));
  g_assert_null (none);
  parameters[0] = NULL;
  g_assert_true (rc_sqlite_reader_look_up (reading.reader, "SELECT absent FROM runs", parameters, &none, &error));
  g_assert_null (none);
  g_assert_true (rc_sqlite_reader_look_up (reading.reader, "SELECT abs(1) FROM runs", parameters, &none, &error));
  g_assert_null (none);
  g_assert_true (rc_sqlite_reader_look_up (reading.reader, "SELECT sql FROM sqlite_master", parameters, &none, &error));
  g_assert_null (none);
  g_assert_true (rc_sqlite_reader_look_up (reading.reader, "ATTACH ':memory:' AS x", parameters, &none, &error));
  g_assert_null (none);
  g_assert_no_error (error);
}

static gssize
fail_to_read (RcStream  *self,
              guint64    offset,
              void      *buffer,
              gsize      length,
              GError   **error)
{
  g_set_error_literal (error, RC_STREAM_ERROR, RC_STREAM_ERROR_SYSTEM, "The stick was pulled.");
  return -1;
}

/* A failure of the machine is no fault of the evidence. */
static void
test_stream_that_fails (void)
{
  RcStream stream = { .pread = fail_to_read, .size = 4096 };
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_exception_free);
  g_autoptr (RcSqliteReader) reader = rc_sqlite_reader_new (&stream, tables, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (rc_sqlite_reader_open (reader, faults, &error));
  g_assert_error (error, RC_STREAM_ERROR, RC_STREAM_ERROR_SYSTEM);
  g_assert_cmpuint (faults->len, ==, 0);
}

typedef struct
{
  RcStream  stream;
  RcStream *inner;
  int       n_left;
} BreakingStream;

static gssize
read_until_it_breaks (RcStream  *stream,
                      guint64    offset,
                      void      *buffer,
                      gsize      length,
                      GError   **error)
{
  BreakingStream *self = (BreakingStream *) stream;

  if (self->n_left-- <= 0)
    return fail_to_read (stream, offset, buffer, length, error);
  return rc_stream_pread (self->inner, offset, buffer, length, error);
}

static void
test_stream_that_fails_later (void)
{
  g_autoptr (GBytes) good = database_fixture_new ("CREATE TABLE runs (id TEXT PRIMARY KEY, v); INSERT INTO runs VALUES ('a', 'b');");
  g_autoptr (RcStream) inner = rc_stream_new_memory (good);
  gboolean ended = FALSE;

  for (int n = 1; n < 50 && !ended; n++)
    {
      BreakingStream stream = { { .pread = read_until_it_breaks, .size = (gint64) g_bytes_get_size (good) }, inner, n };
      g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_exception_free);
      g_autoptr (RcSqliteReader) reader = rc_sqlite_reader_new (&stream.stream, tables, NULL);
      g_autoptr (GError) error = NULL;
      gboolean readable = FALSE;

      ended = rc_sqlite_reader_open (reader, faults, &error) && rc_sqlite_reader_check (reader, &readable, faults, &error);
      g_assert_cmpuint (faults->len, ==, 0);
      if (!ended)
        g_assert_error (error, RC_STREAM_ERROR, RC_STREAM_ERROR_SYSTEM);
    }
  g_assert_true (ended);
}

static void
test_cancelled (void)
{
  g_autoptr (GString) sql = g_string_new ("CREATE TABLE runs (id TEXT PRIMARY KEY, v);");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_exception_free);
  g_autoptr (RcSqliteReader) reader = NULL;
  g_autoptr (RcStream) stream = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gboolean readable;

  for (int i = 0; i < 400; i++)
    g_string_append_printf (sql, "INSERT INTO runs VALUES ('%03d', %d);", i, i);
  bytes = database_fixture_new (sql->str);
  stream = rc_stream_new_memory (bytes);
  reader = rc_sqlite_reader_new (stream, tables, cancellable);
  g_assert_true (rc_sqlite_reader_open (reader, faults, &error));
  g_cancellable_cancel (cancellable);
  g_assert_false (rc_sqlite_reader_check (reader, &readable, faults, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* No database with a byte changed may do harm, and what is read of it is text that can be kept. */
static void
test_every_changed_byte (void)
{
  g_autoptr (GBytes) good = database_fixture_new ("CREATE TABLE runs (id TEXT, n INTEGER, v REAL, PRIMARY KEY (id, n));"
                                                  "INSERT INTO runs VALUES ('a', 1, 0.5), ('b', 2, NULL), ('c', 3, x'ff');"
                                                  "CREATE TABLE tags (k TEXT PRIMARY KEY, v) WITHOUT ROWID;"
                                                  "INSERT INTO tags VALUES ('k', 'v');");
  gsize size = g_bytes_get_size (good);
  static const guint8 values[] = { 0x00, 0x01, 0x7f, 0xff };
  guint n_read = 0;
  guint n_refused = 0;

  for (gsize offset = 0; offset < size; offset++)
    for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
      {
        g_auto (Reading) reading = { 0 };

        read_bytes (&reading, database_fixture_change (good, offset, values[i]));
        n_read += reading.is_readable;
        n_refused += !reading.is_readable;
        g_assert_true (reading.is_readable || reading.faults->len > 0);
        for (guint row = 0; row < reading.rows->len; row++)
          g_assert_true (g_utf8_validate (g_ptr_array_index (reading.rows, row), -1, NULL));
      }
  g_assert_cmpuint (n_read, >, 1000);
  g_assert_cmpuint (n_refused, >, 1000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/importers/sqlite-reader/canonical-rows", test_canonical_rows);
  g_test_add_func ("/importers/sqlite-reader/orders", test_orders);
  g_test_add_func ("/importers/sqlite-reader/key-of-other-collation", test_key_of_other_collation);
  g_test_add_func ("/importers/sqlite-reader/names-are-quoted", test_names_are_quoted);
  g_test_add_func ("/importers/sqlite-reader/write-ahead-log", test_write_ahead_log);
  g_test_add_func ("/importers/sqlite-reader/free-pages-are-counted", test_free_pages_are_counted);
  g_test_add_func ("/importers/sqlite-reader/headers", test_headers);
  g_test_add_func ("/importers/sqlite-reader/C71/schema-that-would-run-something", test_schema_that_would_run_something);
  g_test_add_func ("/importers/sqlite-reader/what-is-not-ours-does-no-harm", test_what_is_not_ours_does_no_harm);
  g_test_add_func ("/importers/sqlite-reader/function-calls-in-sql", test_function_calls_in_sql);
  g_test_add_func ("/importers/sqlite-reader/C72/corrupt-page", test_corrupt_page);
  g_test_add_func ("/importers/sqlite-reader/corrupt-page-has-a-place", test_corrupt_page_has_a_place);
  g_test_add_func ("/importers/sqlite-reader/index-of-another-table", test_index_of_another_table);
  g_test_add_func ("/importers/sqlite-reader/value-against-its-rule", test_value_against_its_rule);
  g_test_add_func ("/importers/sqlite-reader/unreadable-schema", test_unreadable_schema);
  g_test_add_func ("/importers/sqlite-reader/too-many-columns", test_too_many_columns);
  g_test_add_func ("/importers/sqlite-reader/overlong-value", test_overlong_value);
  g_test_add_func ("/importers/sqlite-reader/look-up", test_look_up);
  g_test_add_func ("/importers/sqlite-reader/stream-that-fails", test_stream_that_fails);
  g_test_add_func ("/importers/sqlite-reader/stream-that-fails-later", test_stream_that_fails_later);
  g_test_add_func ("/importers/sqlite-reader/cancelled", test_cancelled);
  g_test_add_func ("/importers/sqlite-reader/every-changed-byte", test_every_changed_byte);

  return g_test_run ();
}
