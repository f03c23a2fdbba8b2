/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <zstd.h>

#include "container-fixture.h"
#include "core/bounds.h"
#include "core/custody.h"
#include "core/elsewhere.h"
#include "core/entry.h"
#include "core/exception.h"
#include "import-fixture.h"
#include "zip-builder.h"

/* A case that somebody edited with another program: `verify` names what was changed, or the case is refused with a sentence. */

typedef struct
{
  char *bytes;         /* of the case's file as the program left it */
  gsize length;
} Original;

static void
put_evidence (ImportFixture *fixture)
{
  g_autoptr (GString) overlap = import_fixture_make_log (1, 40);
  g_autoptr (GString) more = import_fixture_make_log (21, 60);
  g_autoptr (GString) packed = import_fixture_make_log (61, 70);
  g_autoptr (GBytes) zip = NULL;
  ZipBuilder *builder = zip_builder_new ();
  ZipPart part = { .name = "decisions.jsonl", .data = packed->str, .length = packed->len, .deflate = TRUE };

  import_fixture_put_demo (fixture, 40, 7, FALSE);
  g_string_append (more, "{\"schema\":\n");
  import_fixture_put (fixture, "extra/a.jsonl", overlap->str, (gssize) overlap->len);
  import_fixture_put (fixture, "extra/b.jsonl", more->str, (gssize) more->len);
  import_fixture_put (fixture, "extra/c.jsonl", overlap->str, (gssize) overlap->len);
  import_fixture_put (fixture, "extra/e.jws", "eyJhbGciOiJIUzI1NiJ9.e30.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n", -1);
  zip_builder_add (builder, &part);
  zip = zip_builder_end (builder, NULL);
  import_fixture_put_bytes (fixture, "extra/d.zip", zip);
}

/* A token by a shared secret cannot be checked here; somebody checked it elsewhere. */
static void
check_elsewhere (ImportFixture     *fixture,
                 const RcJudgement *judgement)
{
  g_autofree char *output = g_build_filename (fixture->folder, "output.txt", NULL);
  RcElsewhereTerms terms = { "A. Auditor (fictitious)", "2026-11-21", "a program 1.0", output };
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (output, "it fits\n", -1, NULL));
  for (guint i = 0; i < judgement->seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (judgement->seals, i);

      if (!rc_elsewhere_is_open (seal))
        continue;
      g_assert_cmpint (rc_elsewhere_add (fixture->case_file, seal->id, &terms, &error), >, 0);
      g_assert_no_error (error);
      return;
    }
  g_error ("every seal of the test's case was checked");
}

/* Two things are one, as somebody says who takes it back again. */
static void
link_entities (ImportFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  rc_case_begin (fixture->case_file, &error);
  g_assert_no_error (error);
  rc_database_exec (rc_case_get_database (fixture->case_file),
                    "INSERT INTO identity_link VALUES (1, 1, 2, 'one model', 'me', 5, NULL, NULL), (2, 1, 3, 'one', 'me', 5, 'no', 6)", &error);
  g_assert_no_error (error);
  g_assert_true (rc_custody_append (fixture->case_file, "link", NULL, &error));
  g_assert_true (rc_case_commit (fixture->case_file, &error));
}

/* What comes of a bundle, here of no source of the case. */
static void
state_something (ImportFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  rc_case_begin (fixture->case_file, &error);
  g_assert_no_error (error);
  rc_database_exec (rc_case_get_database (fixture->case_file),
                    "INSERT INTO excerpt VALUES (0, 1, 10, 20, zeroblob (32)), (0, 2, 30, 40, zeroblob (64));"
                    "INSERT INTO stated VALUES (1, 'abc', 'custody', 7, '{}'), (2, 'abc', 'custody', 8, '{}')", &error);
  g_assert_no_error (error);
  g_assert_true (rc_custody_append (fixture->case_file, "merge", NULL, &error));
  g_assert_true (rc_case_commit (fixture->case_file, &error));
}

/* A case in which every table has rows. */
static void
enter_finding (ImportFixture *fixture)
{
  const RcEntryTerms terms = { .kind = RC_ENTRY_FINDING, .act = "finding add", .body = "{\"title\":\"No gate\"}", .by = "me" };
  g_autoptr (GError) error = NULL;
  gint64 first = rc_entry_add (fixture->case_file, &terms, &error);
  const RcEntryTerms more = { .kind = RC_ENTRY_FINDING, .about = first, .act = "finding change", .body = "{\"cause\":\"haste\"}", .by = "me" };

  g_assert_no_error (error);
  g_assert_cmpint (rc_entry_add (fixture->case_file, &more, &error), >, first);
  g_assert_no_error (error);
}

static void
make_original (ImportFixture *fixture,
               Original      *out_original)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcJudgement) judgement = NULL;

  put_evidence (fixture);
  result = import_fixture_import (fixture, NULL);
  import_fixture_accept_key (fixture);
  judgement = import_fixture_verify (fixture);
  g_assert_cmpuint (judgement->records_failed, ==, 0);
  check_elsewhere (fixture, judgement);
  link_entities (fixture);
  state_something (fixture);
  enter_finding (fixture);
  import_fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &out_original->bytes, &out_original->length, NULL));
}

static void
put_back (ImportFixture  *fixture,
          const Original *original)
{
  g_autoptr (GError) error = NULL;

  if (fixture->case_file != NULL)
    import_fixture_close (fixture);
  g_file_set_contents (fixture->path, original->bytes, (gssize) original->length, &error);
  g_assert_no_error (error);
}

static gboolean
names_edit (const RcJudgement *judgement)
{
  static const char * const kinds[] = { RC_EXCEPTION_VAULT_DAMAGED, RC_EXCEPTION_TABLE_EDITED, RC_EXCEPTION_CUSTODY_BROKEN };

  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);

      for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
        if (g_str_equal (exception->kind, kinds[k]))
          return TRUE;
    }
  return FALSE;
}

/* A refusal is one sentence in a domain that speaks of the case; a mapping that it keeps and that was edited is refused by name. */
static void
assert_refusal (const GError *error,
                const char   *what)
{
  if (error->domain != RC_CASE_ERROR && error->domain != RC_DATABASE_ERROR &&
      (error->domain != RC_IMPORTER_ERROR || strstr (error->message, "of the case") == NULL))
    g_error ("%s: %s", what, error->message);
  g_assert_cmpuint (strlen (error->message), >, 20);
}

static void
assert_named (ImportFixture *fixture,
              gboolean       for_writing,
              const char    *what)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcJudgement) judgement = NULL;

  fixture->case_file = rc_case_open (fixture->path, for_writing, &error);
  if (fixture->case_file == NULL)
    {
      assert_refusal (error, what);
      return;
    }

  judgement = rc_verify_case (fixture->case_file, NULL, NULL, NULL, &error);
  if (judgement == NULL)
    assert_refusal (error, what);
  else if (!names_edit (judgement) || rc_judgement_exit_code (judgement) != 1)
    g_error ("%s: not named when opened for %s", what, for_writing ? "writing" : "reading");
  import_fixture_close (fixture);
}

/* Opened for reading, opened for writing, and once more: what verify itself keeps must not make it good. */
static void
assert_named_always (ImportFixture *fixture,
                     const char    *what)
{
  g_test_message ("%s", what);
  assert_named (fixture, FALSE, what);
  assert_named (fixture, TRUE, what);
  assert_named (fixture, TRUE, what);
}

/* --- One value in each column --- */

static char *
query (ImportFixture *fixture,
       const char    *sql)
{
  GString *text = g_string_new (NULL);
  sqlite3 *connection = NULL;
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_open_v2 (fixture->path, &connection, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (connection, sql, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
  return g_string_free (text, FALSE);
}

/* The edit of one column in one row; numbers by one, or far where that number is taken. */
static char *
make_edit (const char *table,
           const char *column,
           const char *row,
           guint       variant)
{
  return g_strdup_printf ("UPDATE OR IGNORE \"%s\" SET \"%s\" = CASE typeof (\"%s\") "
                          "WHEN 'integer' THEN \"%s\" + %d "
                          "WHEN 'text' THEN \"%s\" || '%s' "
                          "WHEN 'blob' THEN CAST (substr (\"%s\", 1, length (\"%s\") - 1) || "
                          "CASE WHEN substr (\"%s\", -1) = x'%s' THEN x'33' ELSE x'%s' END AS BLOB) "
                          "ELSE (SELECT CASE type WHEN 'INTEGER' THEN 1 WHEN 'BLOB' THEN x'01' ELSE 'x' END "
                          "FROM pragma_table_info ('%s') WHERE name = '%s') END WHERE %s",
                          table, column, column, column, variant == 0 ? 1 : 1000000, column, variant == 0 ? "x" : " ",
                          column, column, column, variant == 0 ? "5a" : "a5", variant == 0 ? "5a" : "a5", table, column, row);
}

/* Whether the edit changed the file. */
static gboolean
edit_once (ImportFixture *fixture,
           const char    *sql)
{
  sqlite3 *connection = NULL;
  gboolean changed;

  g_assert_cmpint (sqlite3_open (fixture->path, &connection), ==, SQLITE_OK);
  changed = sqlite3_exec (connection, sql, NULL, NULL, NULL) == SQLITE_OK && sqlite3_changes (connection) == 1;
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
  return changed;
}

static void
check_column (ImportFixture  *fixture,
              const Original *original,
              const char     *table,
              const char     *column,
              const char     *row)
{
  gboolean edited = FALSE;

  for (guint variant = 0; variant < 2 && !edited; variant++)
    {
      g_autofree char *edit = make_edit (table, column, row, variant);
      g_autofree char *what = g_strdup_printf ("%s.%s where %s", table, column, row);

      put_back (fixture, original);
      edited = edit_once (fixture, edit);
      if (edited)
        assert_named_always (fixture, what);
    }
  if (!edited)
    g_error ("%s.%s could not be edited", table, column);
}

/* One row: by the smallest or the largest value of the key, and of its second column where it has one. */
static char *
make_row (const char *table,
          const char *key,
          const char *second,
          const char *end)
{
  g_autofree char *row = g_strdup_printf ("\"%s\" = (SELECT %s (\"%s\") FROM \"%s\")", key, end, key, table);

  if (second[0] == '\0')
    return g_steal_pointer (&row);
  return g_strdup_printf ("%s AND \"%s\" = (SELECT %s (\"%s\") FROM \"%s\" WHERE %s)", row, second, end, second, table, row);
}

static void
check_table (ImportFixture  *fixture,
             const Original *original,
             const char     *table)
{
  g_autofree char *columns_sql = g_strdup_printf ("SELECT name FROM pragma_table_info ('%s')", table);
  g_autofree char *key_sql = g_strdup_printf ("SELECT name FROM pragma_table_info ('%s') WHERE pk = 1", table);
  g_autofree char *second_sql = g_strdup_printf ("SELECT name FROM pragma_table_info ('%s') WHERE pk = 2", table);
  g_autofree char *columns = query (fixture, columns_sql);
  g_autofree char *second = query (fixture, second_sql);
  g_autofree char *key = query (fixture, key_sql);
  g_auto (GStrv) names = g_strsplit (columns, "\n", -1);
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (g_str_equal (table, "tile"))
    {
      first = g_strdup ("source = (SELECT min (source) FROM tile) AND first_record = 1");
      last = g_strdup ("source = (SELECT max (source) FROM tile) AND first_record = 1");
    }
  else
    {
      first = make_row (table, key, second, "min");
      last = make_row (table, key, second, "max");
    }

  for (gsize i = 0; names[i] != NULL; i++)
    check_column (fixture, original, table, names[i], i % 2 == 0 ? first : last);
}

static void
test_columns (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autofree char *tables = NULL;
  g_auto (GStrv) names = NULL;
  Original original;
  guint checked = 0;

  make_original (fixture, &original);
  tables = query (fixture, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
  names = g_strsplit (tables, "\n", -1);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *count_sql = g_strdup_printf ("SELECT count(*) FROM \"%s\"", names[i]);
      g_autofree char *count = NULL;

      put_back (fixture, &original);
      count = query (fixture, count_sql);
      /* Who has the case open, and how long a question has run, is no evidence. */
      if (g_str_equal (names[i], "holder") || g_str_equal (names[i], "clock"))
        {
          g_assert_cmpstr (count, ==, "0");
          continue;
        }
      if (g_str_equal (count, "0"))
        g_error ("the table %s of the test's case is empty", names[i]);
      check_table (fixture, &original, names[i]);
      checked++;
    }
  g_assert_cmpuint (checked, ==, 27);
  g_free (original.bytes);
}

/* Rows more and rows fewer. */
static void
test_rows (ImportFixture *fixture,
           gconstpointer  data)
{
  static const char * const edits[] = {
    "DELETE FROM event WHERE id = 3",
    "DELETE FROM event WHERE id = (SELECT max (id) FROM event)",
    "INSERT INTO event SELECT -id, source, record, row, kind, time_us, span_us, system, model, endpoint FROM event WHERE id = 3",
    "DELETE FROM claim WHERE id = 3",
    "INSERT INTO claim (id, source, record, locator, entity, property) SELECT (SELECT mark FROM published WHERE item = 'claim') - 100000, "
    "99, 1, '/', 1, 'name'",
    "DELETE FROM tile WHERE source = 2",
    "DELETE FROM block WHERE id = 4",
    "DELETE FROM block WHERE id = (SELECT max (id) FROM block)",
    "DELETE FROM source WHERE id = 5",
    "DELETE FROM source WHERE id = (SELECT max (id) FROM source)",
    "DELETE FROM occurrence",
    "DELETE FROM set_aside",
    "DELETE FROM exception",
    "DELETE FROM seal WHERE id = 1",
    "DELETE FROM anchor",
    "DELETE FROM custody WHERE id = (SELECT max (id) FROM custody)",
    "DELETE FROM custody WHERE id = 2",
    "DELETE FROM custody",
    "DELETE FROM published WHERE item = 'source'",
    "UPDATE published SET mark = 0 WHERE item = 'set_aside'",
    "UPDATE published SET mark = mark - 1 WHERE item = 'source'",
    "DELETE FROM setting WHERE key = 'case.title'",
    "INSERT INTO setting VALUES ('statement.x', 'y')",
    "DELETE FROM key_run WHERE id = 1",
    "UPDATE source SET state = 'removed' WHERE id = 7",
    "UPDATE exception SET kind = 'clock-back' WHERE id = 1",
    "UPDATE seal SET worst = 'VALID', integrity = 'VALID', signature = 'VALID', anchor = 'VALID'",
    "CREATE TRIGGER t AFTER INSERT ON custody BEGIN DELETE FROM exception; END",
    "CREATE TABLE more (x)",
    "DROP INDEX event_by_time",
  };
  Original original;

  make_original (fixture, &original);
  for (gsize i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      put_back (fixture, &original);
      import_fixture_edit (fixture, edits[i]);
      assert_named_always (fixture, edits[i]);
    }
  g_free (original.bytes);
}

/* --- The vault --- */

typedef enum
{
  DAMAGE_CHANGED,      /* a frame of other bytes of the same length */
  DAMAGE_SHORTER,      /* a frame of fewer bytes */
  DAMAGE_LONGER,
  DAMAGE_GARBAGE,
  DAMAGE_EMPTY,
  DAMAGE_CUT,
  N_DAMAGES
} Damage;

static void
damage_frame (sqlite3_stmt *block,
              Damage        damage,
              guint8       *out_frame,
              gsize        *out_length)
{
  gsize room = ZSTD_compressBound (RC_LIMIT_BLOCK_BYTES + 1);
  gsize frame_length = (gsize) sqlite3_column_bytes (block, 1);
  g_autofree guint8 *raw = g_malloc0 (RC_LIMIT_BLOCK_BYTES + 1);
  gsize length = ZSTD_decompress (raw, RC_LIMIT_BLOCK_BYTES, sqlite3_column_blob (block, 1), frame_length);

  g_assert_false (ZSTD_isError (length));
  memcpy (out_frame, sqlite3_column_blob (block, 1), frame_length);
  *out_length = frame_length;
  switch (damage)
    {
    case DAMAGE_CHANGED:
      raw[length / 2] ^= 1;
      *out_length = ZSTD_compress (out_frame, room, raw, length, 1);
      break;
    case DAMAGE_SHORTER:
      *out_length = ZSTD_compress (out_frame, room, raw, length - 1, 1);
      break;
    case DAMAGE_LONGER:
      *out_length = ZSTD_compress (out_frame, room, raw, length + 1, 1);
      break;
    case DAMAGE_GARBAGE:
      memset (out_frame, 0xa5, frame_length);
      break;
    case DAMAGE_EMPTY:
      *out_length = 0;
      break;
    case DAMAGE_CUT:
      *out_length = frame_length / 2;
      break;
    case N_DAMAGES:
      g_assert_not_reached ();
    }
  g_assert_false (ZSTD_isError (*out_length));
}

static void
damage_block (ImportFixture *fixture,
              gint64         id,
              Damage         damage)
{
  g_autofree guint8 *frame = g_malloc (ZSTD_compressBound (RC_LIMIT_BLOCK_BYTES + 1));
  sqlite3 *connection = NULL;
  sqlite3_stmt *statement = NULL;
  gsize length;

  g_assert_cmpint (sqlite3_open (fixture->path, &connection), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (connection, "SELECT length, data FROM block WHERE id = ?", -1, &statement, NULL), ==, SQLITE_OK);
  sqlite3_bind_int64 (statement, 1, id);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  damage_frame (statement, damage, frame, &length);
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_prepare_v2 (connection, "UPDATE block SET data = ? WHERE id = ?", -1, &statement, NULL), ==, SQLITE_OK);
  sqlite3_bind_blob64 (statement, 1, frame, length, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, id);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
}

/* The damage is told at a source whose bytes the block holds. */
static void
assert_damage_told (ImportFixture *fixture,
                    gint64         block)
{
  g_autofree char *sql = NULL;
  g_autofree char *owners = NULL;
  g_auto (GStrv) ids = NULL;
  g_autoptr (RcJudgement) judgement = NULL;
  gboolean told = FALSE;

  import_fixture_reopen (fixture);
  sql = g_strdup_printf ("SELECT source.id FROM source JOIN block ON source.start < block.start + block.length "
                         "AND block.start < source.start + source.size WHERE block.id = %" G_GINT64_FORMAT, block);
  owners = import_fixture_query_text (fixture, sql);
  ids = g_strsplit (owners, "\n", -1);
  judgement = import_fixture_verify (fixture);
  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, exception->source);

      if (!g_str_equal (exception->kind, RC_EXCEPTION_VAULT_DAMAGED))
        continue;
      if (g_strv_contains ((const char * const *) ids, id) && exception->record > 0 && exception->offset >= 0)
        told = TRUE;
    }
  if (!told)
    g_error ("the damage of block %" G_GINT64_FORMAT " is not told", block);
  g_assert_cmpuint (judgement->records_failed, >, 0);
  g_assert_cmpint (rc_judgement_exit_code (judgement), ==, 1);
}

static void
test_blocks (ImportFixture *fixture,
             gconstpointer  data)
{
  Original original;
  g_autofree char *count = NULL;
  gint64 n_blocks;

  make_original (fixture, &original);
  count = query (fixture, "SELECT max (id) FROM block");
  n_blocks = g_ascii_strtoll (count, NULL, 10);
  g_assert_cmpint (n_blocks, >, 30);
  for (gint64 block = 1; block <= n_blocks; block++)
    {
      put_back (fixture, &original);
      damage_block (fixture, block, DAMAGE_CHANGED);
      assert_damage_told (fixture, block);
    }
  for (guint damage = DAMAGE_SHORTER; damage < N_DAMAGES; damage++)
    {
      gint64 block = 1 + 7 * damage % n_blocks;

      put_back (fixture, &original);
      damage_block (fixture, block, (Damage) damage);
      assert_damage_told (fixture, block);
    }
  put_back (fixture, &original);
  g_free (original.bytes);
}

/* --- Bytes of the file --- */

/* A place in the file that holds something: pages that are nearly empty are mostly zeros, which nothing reads. */
static gsize
pick_place (GRand          *rand,
            const Original *original)
{
  gsize at;

  do
    at = (gsize) g_rand_int_range (rand, 0, (gint32) original->length);
  while (original->bytes[at] == 0);

  return at;
}

/* Any byte of the file changed: no crash; refused, or named, or without effect on what the case says. */
static void
test_file_bytes (ImportFixture *fixture,
                 gconstpointer  data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260815);
  Original original;
  guint told = 0;

  make_original (fixture, &original);
  for (guint i = 0; i < 150; i++)
    {
      gsize at = pick_place (rand, &original);
      g_autoptr (GError) error = NULL;
      g_autoptr (RcJudgement) judgement = NULL;

      original.bytes[at] = (char) (original.bytes[at] ^ (1 << (i % 8)));
      put_back (fixture, &original);
      original.bytes[at] = (char) (original.bytes[at] ^ (1 << (i % 8)));
      fixture->case_file = rc_case_open (fixture->path, FALSE, &error);
      if (fixture->case_file != NULL)
        {
          judgement = rc_verify_case (fixture->case_file, NULL, NULL, NULL, &error);
          g_assert_finalize_object (g_steal_pointer (&fixture->case_file));
        }
      if (judgement == NULL)
        assert_refusal (error, "a changed byte");
      told += judgement == NULL || names_edit (judgement);
    }
  g_test_message ("%u of 150 told", told);
  g_assert_cmpuint (told, >, 100);
  put_back (fixture, &original);
  g_free (original.bytes);
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *path; void (*run) (ImportFixture *, gconstpointer); } tests[] = {
    { "columns", test_columns },
    { "rows", test_rows },
    { "blocks", test_blocks },
    { "file-bytes", test_file_bytes },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/verify-edited/", tests[i].path, NULL);

      g_test_add (path, ImportFixture, NULL, import_fixture_set_up, tests[i].run, import_fixture_tear_down);
    }
  return g_test_run ();
}
