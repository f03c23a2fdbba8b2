/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "core/custody.h"
#include "core/custody-tables.h"
#include "core/import-replay.h"
#include "core/vault.h"
#include "import-fixture.h"
#include "zip-builder.h"

/* What was imported in one case is imported again in another, from nothing but its history and the bytes of its files. */
typedef struct
{
  RcCase    *from;
  RcVault   *vault;
  GString   *faults;
} Bytes;

static RcStream *
open_source (gint64     source,
             gpointer   user_data,
             GError   **error)
{
  Bytes *self = user_data;
  g_autoptr (RcSource) row = rc_source_load (rc_case_get_database (self->from), source, error);

  return row != NULL ? rc_vault_new_stream (self->vault, row->start, row->size) : NULL;
}

static char *
dup_mapping (const char *sha256,
             gpointer    user_data)
{
  Bytes *self = user_data;
  g_autofree char *sql = g_strdup_printf ("SELECT text FROM mapping WHERE lower (hex (sha256)) = '%s'", sha256);
  sqlite3_stmt *statement = NULL;
  char *text = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (rc_database_peek (rc_case_get_database (self->from)), sql, -1, &statement, NULL), ==, SQLITE_OK);
  if (sqlite3_step (statement) == SQLITE_ROW)
    text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return text;
}

static void
note_fault (gint64      source,
            const char *expected,
            const char *found,
            gpointer    user_data)
{
  Bytes *self = user_data;

  g_string_append_printf (self->faults, "%" G_GINT64_FORMAT ": expected %s, found %s\n", source, expected, found);
}

static RcImportHistory *
hand_over (RcCase *case_file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcImportHistory) history = rc_import_history_load (case_file, &error);
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  RcImportHistory *again;

  g_assert_no_error (error);
  rc_import_history_write (history, writer);
  again = rc_import_history_parse (rc_json_writer_peek (writer), strlen (rc_json_writer_peek (writer)), &error);
  g_assert_no_error (error);
  return again;
}

static const char * const compared[] = { "entity", "key_run", "mapping", "name", "occurrence", "set_aside", "published", NULL };

static void
compare_tables (RcCase *from,
                RcCase *to)
{
  g_autoptr (GError) error = NULL;
  RcCustodyTables expected, found;

  g_assert_true (rc_custody_tables_compute (rc_case_get_database (from), NULL, NULL, &expected, &error));
  g_assert_no_error (error);
  g_assert_true (rc_custody_tables_compute (rc_case_get_database (to), NULL, NULL, &found, &error));
  g_assert_no_error (error);
  for (gsize i = 0; i < RC_CUSTODY_N_TABLES; i++)
    if (g_strv_contains (compared, rc_custody_tables_get_name (i)) && !rc_digest_equal (&expected.digests[i], &found.digests[i]))
      g_error ("the table %s differs", rc_custody_tables_get_name (i));
}

static void
copy_words (RcCase *from,
            RcCase *to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sources = rc_source_list (from, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);
      sqlite3_stmt *statement = rc_database_prepare (rc_case_get_database (to), "UPDATE source SET controller = ?2, obtained = ?3 WHERE id = ?1", &error);

      sqlite3_bind_int64 (statement, 1, source->id);
      rc_database_bind_text (statement, 2, source->controller);
      rc_database_bind_text (statement, 3, source->obtained);
      g_assert_true (rc_database_run (rc_case_get_database (to), statement, &error));
    }
}

/* @removed: whether something was removed, so that numbers of rows may differ. */
static void
replay (ImportFixture *self,
        gboolean       removed)
{
  const RcCaseDescription description = { .title = "Replayed", .is_unsigned = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcImportHistory) history = hand_over (self->case_file);
  g_autofree char *path = g_build_filename (self->folder, "replayed.recount", NULL);
  g_autoptr (RcCase) to = rc_case_create (path, &description, &error);
  g_autoptr (GString) faults = g_string_new (NULL);
  Bytes bytes = { .from = self->case_file, .vault = rc_vault_new (rc_case_get_database (self->case_file)), .faults = faults };
  const RcReplaySource source = { open_source, dup_mapping, &bytes };
  RcDigest expected, found;

  g_assert_no_error (error);
  g_assert_true (rc_import_replay (to, history, &source, note_fault, &bytes, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (faults->str, ==, "");
  copy_words (self->case_file, to);

  /* Of what went with its bytes nobody is to read those of another. */
  for (guint i = 0; i < history->removed->len; i++)
    {
      const RcHistoryRemoved *gone = g_ptr_array_index (history->removed, i);
      g_autoptr (RcSource) row = rc_source_load (rc_case_get_database (to), gone->source->id, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (row->start + row->size, ==, G_MAXINT64);
    }

  if (!removed)
    {
      compare_tables (self->case_file, to);
      for (guint i = 0; i < 2; i++)
        {
          static const char * const sql[] = {
            "SELECT id, parent, derivation, name, kind, size, sha256, framing, importer, mapping, controller, obtained, imported_us, records, events, "
            "set_aside, root, rows_digest, first_event, event_rows, state, removed_for, as_of_us, as_of_how FROM source ORDER BY id",
            "SELECT * FROM claim ORDER BY id",
          };
          sqlite3_stmt *one = rc_database_prepare (rc_case_get_database (self->case_file), sql[i], &error);
          sqlite3_stmt *other = rc_database_prepare (rc_case_get_database (to), sql[i], &error);

          g_assert_true (rc_database_hash_rows (rc_case_get_database (self->case_file), one, &expected, &error));
          g_assert_true (rc_database_hash_rows (rc_case_get_database (to), other, &found, &error));
          g_assert_true (rc_digest_equal (&expected, &found));
        }
    }

  g_assert_true (rc_custody_evidence_state (self->case_file, &expected, NULL, &error));
  g_assert_true (rc_custody_evidence_state (to, &found, NULL, &error));
  g_assert_true (rc_digest_equal (&expected, &found));
  rc_vault_free (bytes.vault);
}

static void
test_demo (ImportFixture *self,
           gconstpointer  data)
{
  RcImportResult *result;

  import_fixture_put_demo (self, 200, 1, TRUE);
  result = import_fixture_import (self, NULL);
  rc_import_result_free (result);
  replay (self, FALSE);
}

static void
put_zip (ImportFixture *self,
         const char    *name,
         const char    *second)
{
  g_autoptr (GString) log = import_fixture_make_log (1, 4);
  ZipBuilder *builder = zip_builder_new ();
  g_autoptr (GBytes) bytes = NULL;

  zip_builder_text (builder, "one.jsonl", log->str);
  zip_builder_text (builder, "again.jsonl", log->str);
  zip_builder_text (builder, "other.txt", second);
  bytes = zip_builder_end (builder, NULL);
  import_fixture_put_bytes (self, name, bytes);
}

/* Archives, the same bytes under other names in one act and in two, files that cannot be read, overlapping logs, options. */
static void
put_all (ImportFixture *self)
{
  const RcImportOptions said = {
    .controller = "provider", .obtained = "by hand", .has_zone = TRUE, .zone_minutes = 120, .has_as_of = TRUE,
    .as_of_us = G_GINT64_CONSTANT (1750000000000000),
  };
  g_autoptr (GString) first = import_fixture_make_log (1, 9);
  g_autoptr (GString) second = import_fixture_make_log (5, 20);
  g_autofree char *link = g_build_filename (self->evidence, "c-link", NULL);

  put_zip (self, "a.zip", "some text\n");
  import_fixture_put (self, "b.jsonl", first->str, -1);
  g_assert_cmpint (symlink ("/etc/passwd", link), ==, 0);
  import_fixture_put (self, "d/same.jsonl", first->str, -1);
  rc_import_result_free (import_fixture_import (self, NULL));

  put_zip (self, "e.zip", "another text\n");
  import_fixture_put (self, "f.jsonl", second->str, -1);
  import_fixture_put (self, "g.jsonl", first->str, -1);
  import_fixture_put (self, "h.txt", "nobody understands this\n", -1);
  rc_import_result_free (import_fixture_import_with (self, NULL, &said));
}

static void
test_acts (ImportFixture *self,
           gconstpointer  data)
{
  put_all (self);
  replay (self, FALSE);
}

static gint64
find_source (ImportFixture *self,
             const char    *ending)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM source WHERE name LIKE '%%%s' AND state = 'published' ORDER BY id LIMIT 1", ending);
  g_autofree char *text = import_fixture_query_text (self, sql);
  gint64 id = g_ascii_strtoll (text, NULL, 10);

  g_assert_cmpint (id, >, 0);
  return id;
}

/* A member alone is removed and the same bytes come again; a log and an archive go with all that was taken out of them. */
static void
test_removed (ImportFixture *self,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  put_all (self);
  g_assert_true (rc_import_remove (self->case_file, find_source (self, "a.zip!other.txt"), "not ours", &error));
  import_fixture_put (self, "i.txt", "some text\n", -1);
  rc_import_result_free (import_fixture_import (self, "i.txt"));
  g_assert_true (rc_import_remove (self->case_file, find_source (self, "e.zip"), "sent by mistake", &error));
  g_assert_true (rc_import_remove (self->case_file, find_source (self, "f.jsonl"), "twice", &error));
  g_assert_no_error (error);
  replay (self, TRUE);
}

/* A source that nobody understood is read again with a mapping; of what stood in an archive the bytes are there only once. */
static void
test_again (ImportFixture *self,
            gconstpointer  data)
{
  static const char mapping[] =
    "[mapping]\nid=own-scores\ntitle=Own scores\nevidences=Each score.\nversion=1\nframing=lines\n\n"
    "[recognise]\nequals.1=/sort score\nhas.1=/ref\n\n[kind]\nkind=inference\n\n[time]\npath=/at\n\n[fields]\ndecision=/ref\n";
  static const char log[] = "{\"sort\":\"score\",\"ref\":\"A-17\",\"at\":\"2026-05-04T09:12:31+02:00\"}\n";
  const RcImportOptions options = { .mapping_text = mapping, .mapping_length = strlen (mapping), .mapping_name = "own-scores" };
  g_autoptr (GError) error = NULL;
  RcImportResult *result;

  put_zip (self, "a.zip", log);
  rc_import_result_free (import_fixture_import (self, NULL));
  result = rc_import_source_again (self->case_file, find_source (self, "a.zip!other.txt"), &options, NULL, &error);
  if (result == NULL)
    g_test_message ("%s", error->message);
  g_assert_no_error (error);
  rc_import_result_free (result);
  replay (self, TRUE);
}

static void
test_hostile (void)
{
  static const char * const texts[] = {
    "", "[]", "{}", "{\"acts\":{},\"removed\":[],\"mappings\":[],\"entities\":[]}",
    "{\"acts\":[7],\"removed\":[],\"mappings\":[],\"entities\":[]}",
    "{\"acts\":[],\"acts\":[],\"removed\":[],\"mappings\":[],\"entities\":[]}",
    "{\"acts\":[{\"act\":\"steal\"}],\"removed\":[],\"mappings\":[],\"entities\":[]}",
    "{\"acts\":[{\"act\":\"remove\",\"source\":-1}],\"removed\":[],\"mappings\":[],\"entities\":[]}",
    "{\"acts\":[{\"act\":\"import\",\"imported_us\":1,\"items\":[{\"source\":0,\"name\":\"a\"}],\"notes\":[]}],\"removed\":[],\"mappings\":[],\"entities\":[]}",
    "{\"acts\":[{\"act\":\"import\",\"imported_us\":1,\"items\":[{\"source\":99999999999,\"name\":\"a\"}],\"notes\":[]}],\"removed\":[],\"mappings\":[],\"entities\":[]}",
    "{\"acts\":[{\"act\":\"import\",\"imported_us\":1,\"items\":[{\"source\":2,\"name\":\"a\"},{\"source\":2,\"name\":\"b\"}],\"notes\":[]}],\"removed\":[],\"mappings\":[],\"entities\":[]}",
    "{\"acts\":[{\"act\":\"import\",\"imported_us\":1,\"items\":[{\"source\":2,\"same_as\":2,\"name\":\"a\"}],\"notes\":[]}],\"removed\":[],\"mappings\":[],\"entities\":[]}",
    "{\"acts\":[{\"act\":\"import\",\"imported_us\":1,\"mapping\":\"../x\",\"items\":[],\"notes\":[]}],\"removed\":[],\"mappings\":[],\"entities\":[]}",
    "{\"acts\":[{\"act\":\"import\",\"imported_us\":1,\"record_limit\":99999999999,\"items\":[],\"notes\":[]}],\"removed\":[],\"mappings\":[],\"entities\":[]}",
    "{\"acts\":[{\"act\":\"import\",\"imported_us\":1,\"items\":[{\"source\":1,\"name\":\"a\\u0000b\"}],\"notes\":[]}],\"removed\":[],\"mappings\":[],\"entities\":[]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (rc_import_history_parse (texts[i], strlen (texts[i]), &error));
      g_assert_error (error, RC_IMPORT_HISTORY_ERROR, RC_IMPORT_HISTORY_ERROR_MALFORMED);
    }
}

#define ADD(path, function) \
  g_test_add (path, ImportFixture, NULL, import_fixture_set_up, function, import_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/import-replay/demo", test_demo);
  ADD ("/import-replay/acts", test_acts);
  ADD ("/import-replay/removed", test_removed);
  ADD ("/import-replay/again", test_again);
  g_test_add_func ("/import-replay/hostile", test_hostile);

  return g_test_run ();
}
