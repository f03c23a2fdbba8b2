/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "corpus.h"

#include <string.h>

#include "tests/importers/import-fixture.h"

/* Every file of a folder of the corpus is imported, and what was read from it compared with what is known of it. */

#define COUNT(sql) "(SELECT count (*) FROM " sql " WHERE source IN (s.id, r.id))"

/* Of each source but rows: what stands in the table. Those who remove the rows' counts would find the wrong ones told twice. */
static const char query[] =
  "SELECT s.name, CASE WHEN s.derivation = 'same as' THEN 'same as' ELSE ifnull (s.importer, '-') END, ifnull (r.records, s.records), "
  "s.event_rows + ifnull (r.event_rows, 0), "
  "(SELECT count (*) FROM (SELECT entity FROM claim WHERE source IN (s.id, r.id) "
  "UNION SELECT target FROM claim WHERE source IN (s.id, r.id) AND target IS NOT NULL)), "
  COUNT ("claim") ", " COUNT ("set_aside") " "
  "FROM source s LEFT JOIN source r ON r.parent = s.id AND r.derivation = 'rows of' "
  "WHERE s.derivation <> 'rows of' ORDER BY s.name";

static char *
describe (const CorpusFile *file)
{
  return g_strdup_printf ("%s/%s|%s|%u|%u|%u|%u|%u", corpus_table.folder, file->path, file->importer != NULL ? file->importer : "-",
                          file->records, file->events, file->entities, file->claims, file->asides);
}

static void
compare (GHashTable *expected,
         const char *found)
{
  g_autofree char *name = g_strndup (found, strcspn (found, "|"));
  const char *line = g_hash_table_lookup (expected, name);

  if (line == NULL)
    {
      g_test_message ("not in the table: %s", found);
      g_test_fail ();
    }
  else if (!g_str_equal (line, found))
    {
      g_test_message ("expected %s\n#    found    %s", line, found);
      g_test_fail ();
    }
  g_hash_table_remove (expected, name);
}

static void
test_folder (ImportFixture *fixture,
             gconstpointer  data)
{
  const char *corpus = g_getenv ("RECOUNT_CORPUS");
  g_autofree char *path = corpus != NULL ? g_build_filename (corpus, corpus_table.folder, NULL) : NULL;
  g_autoptr (GHashTable) expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) found = NULL;
  GHashTableIter iter;
  gpointer line;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("no corpus at RECOUNT_CORPUS");
      return;
    }

  for (gsize i = 0; i < corpus_table.n_files; i++)
    {
      const CorpusFile *file = &corpus_table.files[i];

      g_assert_true (file->importer != NULL || file->why != NULL);
      g_assert_true (g_hash_table_insert (expected, g_strdup_printf ("%s/%s", corpus_table.folder, file->path), describe (file)));
    }

  result = rc_import_paths (fixture->case_file, (const char * const []) { path, NULL }, &(RcImportOptions) { 0 }, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->refused->len, ==, 0);

  text = import_fixture_query_text (fixture, query);
  found = g_strsplit (g_strchomp (text), "\n", -1);
  for (guint i = 0; found[i] != NULL; i++)
    compare (expected, found[i]);

  g_hash_table_iter_init (&iter, expected);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    {
      g_test_message ("not in the folder: %s", (const char *) line);
      g_test_fail ();
    }
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *name = g_strdup_printf ("/corpus/%s", corpus_table.folder);

  g_test_init (&argc, &argv, NULL);
  g_test_add (name, ImportFixture, NULL, import_fixture_set_up, test_folder, import_fixture_verify_and_tear_down);
  return g_test_run ();
}
