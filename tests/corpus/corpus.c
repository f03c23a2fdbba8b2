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

/* The folders to be imported, up to a NULL; (nullable): the corpus is not at hand. */
static GPtrArray *
list_paths (void)
{
  static const char * const whole[] = { "", NULL };
  const char *corpus = g_getenv ("RECOUNT_CORPUS");
  const char * const *parts = corpus_table.parts != NULL ? corpus_table.parts : whole;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; corpus != NULL && parts[i] != NULL; i++)
    g_ptr_array_add (paths, g_build_filename (corpus, corpus_table.folder, *parts[i] != '\0' ? parts[i] : NULL, NULL));
  if (paths->len == 0 || !g_file_test (g_ptr_array_index (paths, 0), G_FILE_TEST_IS_DIR))
    return NULL;

  g_ptr_array_add (paths, NULL);
  return g_steal_pointer (&paths);
}

/* Names of sources begin at the folder that was imported. */
static char *
dup_source_name (const char *path)
{
  return corpus_table.parts != NULL ? g_strdup (path) : g_build_filename (corpus_table.folder, path, NULL);
}

static char *
describe (const CorpusFile *file)
{
  g_autofree char *name = dup_source_name (file->path);

  return g_strdup_printf ("%s|%s|%u|%u|%u|%u|%u", name, file->importer != NULL ? file->importer : "-",
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

/* (transfer full): "inference 3, request-part 1" */
static char *
dup_kinds (ImportFixture *fixture,
           const char    *path)
{
  g_autofree char *name = dup_source_name (path);
  g_autofree char *sql = g_strdup_printf ("SELECT kind, count (*) FROM event WHERE source IN (SELECT s.id FROM source s LEFT JOIN source p "
                                          "ON p.id = s.parent AND s.derivation = 'rows of' WHERE ifnull (p.name, s.name) = '%s') "
                                          "GROUP BY kind ORDER BY kind", name);
  g_autofree char *text = import_fixture_query_text (fixture, sql);
  g_auto (GStrv) rows = g_strsplit (g_strchomp (text), "\n", -1);
  GString *kinds = g_string_new (NULL);

  for (guint i = 0; rows[i] != NULL && *rows[i] != '\0'; i++)
    {
      guint64 kind = g_ascii_strtoull (rows[i], NULL, 10);

      g_string_append_printf (kinds, "%s%s %s", i > 0 ? ", " : "", rc_event_kind_to_name ((RcEventKind) kind), strchr (rows[i], '|') + 1);
    }
  return g_string_free (kinds, FALSE);
}

/* Of those files of which the table says them. */
static void
compare_kinds (ImportFixture *fixture)
{
  for (gsize i = 0; i < corpus_table.n_files; i++)
    {
      const CorpusFile *file = &corpus_table.files[i];
      g_autofree char *found = file->kinds != NULL ? dup_kinds (fixture, file->path) : NULL;

      if (g_strcmp0 (file->kinds, found) == 0)
        continue;
      g_test_message ("%s: expected %s\n#    found    %s", file->path, file->kinds, found);
      g_test_fail ();
    }
}

static void
test_folder (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) paths = list_paths ();
  g_autoptr (GHashTable) expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) found = NULL;
  GHashTableIter iter;
  gpointer line;

  if (paths == NULL)
    {
      g_test_skip ("no corpus at RECOUNT_CORPUS");
      return;
    }

  for (gsize i = 0; i < corpus_table.n_files; i++)
    {
      const CorpusFile *file = &corpus_table.files[i];

      g_assert_true (file->importer != NULL || file->why != NULL);
      g_assert_true (g_hash_table_insert (expected, dup_source_name (file->path), describe (file)));
    }

  result = rc_import_paths (fixture->case_file, (const char * const *) paths->pdata, &(RcImportOptions) { 0 }, NULL, &error);
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
  compare_kinds (fixture);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *name = g_strdup_printf ("/corpus/%s%s%s", corpus_table.folder, corpus_table.parts != NULL ? "/" : "",
                                           corpus_table.parts != NULL ? corpus_table.parts[0] : "");

  g_test_init (&argc, &argv, NULL);
  g_test_add (name, ImportFixture, NULL, import_fixture_set_up, test_folder, import_fixture_verify_and_tear_down);
  return g_test_run ();
}
