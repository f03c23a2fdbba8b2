/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include <glib/gstdio.h>

#include "core/canonical.h"
#include "core/json-schema.h"
#include "reports/bundle/reading/bundle-file.h"
#include "tests/reports/bundle-case.h"

static RcBundleReader *
open_bundle (ImportFixture *fixture,
             const char    *name)
{
  g_autofree char *path = bundle_case_dup_path (fixture, name);
  g_autoptr (GError) error = NULL;
  RcBundleReader *reader = rc_bundle_reader_open (path, &error);

  g_assert_no_error (error);
  return reader;
}

/* As somebody would with a tool of SQLite. */
static gboolean
edit (const char *path,
      const char *sql)
{
  sqlite3 *database = NULL;
  gboolean good = sqlite3_open (path, &database) == SQLITE_OK && sqlite3_exec (database, sql, NULL, NULL, NULL) == SQLITE_OK;

  return sqlite3_close (database) == SQLITE_OK && good;
}

static char *
read_text (RcBundleReader *reader,
           const char     *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rc_bundle_reader_read (reader, path, 64u << 20, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* The log of the case grows with each export, and the bundle does not change. */
static void
test_same_bytes (ImportFixture *fixture,
                 gconstpointer  data)
{
  g_autoptr (RcBundleResult) first = bundle_case_export (fixture, "first.zip", NULL);
  g_autoptr (RcBundleResult) second = NULL;
  g_autofree char *entries = NULL;

  import_fixture_reopen (fixture);
  second = bundle_case_export (fixture, "second.zip", NULL);
  g_assert_cmpstr (first->id, ==, second->id);
  g_assert_cmpstr (first->sha256, ==, second->sha256);
  g_assert_true (first->is_sealed);
  entries = import_fixture_query_text (fixture, "SELECT count(*) FROM custody WHERE act = 'export' AND detail LIKE '%\"sealed\":true%'");
  g_assert_cmpstr (entries, ==, "2");
}

static void
test_tools (ImportFixture *fixture,
            gconstpointer  data)
{
  g_autoptr (RcBundleResult) result = bundle_case_export (fixture, "bundle.zip", NULL);
  g_autofree char *command = g_strdup_printf ("sh -ec 'cd \"%s\"; unzip -qq bundle.zip; cd recount-%.16s; sha256sum -c --quiet manifest-sha256.txt; "
                                              "sha256sum -c --quiet tagmanifest-sha256.txt; "
                                              "minisign -V -q -p seal-key.pub -m tagmanifest-sha256.txt; "
                                              "openssl ts -query -in tagmanifest-sha256.txt.tsq -text | grep -q sha256'",
                                              fixture->folder, result->id);
  g_autofree char *unzip = g_find_program_in_path ("unzip");
  g_autofree char *minisign = g_find_program_in_path ("minisign");
  g_autofree char *output = NULL, *faults = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (unzip == NULL || minisign == NULL)
    {
      g_test_skip ("unzip or minisign is absent");
      return;
    }
  g_assert_true (g_spawn_command_line_sync (command, &output, &faults, &status, &error));
  g_assert_no_error (error);
  if (status != 0)
    g_error ("%s%s", output, faults);
}

/* Every file of data/ is there, and the sources are those that were imported. */
static void
test_contents (ImportFixture *fixture,
               gconstpointer  data)
{
  static const char * const expected[] = {
    "data/bundle.json", "data/case.json", "data/sources.json", "data/imports.json", "data/claims.jsonl", "data/entries.jsonl",
    "data/findings.json", "data/links.json", "data/elsewhere.json", "data/trust-anchors.used.json", "data/custody.jsonl",
    "data/verification.json", "data/memory.json", "bagit.txt", "bag-info.txt", "seal-key.pub", "tagmanifest-sha256.txt.minisig",
    "tagmanifest-sha256.txt.tsq",
  };
  g_autoptr (RcBundleResult) result = bundle_case_export (fixture, "bundle.zip", NULL);
  g_autoptr (RcBundleReader) reader = open_bundle (fixture, "bundle.zip");
  g_autofree char *settings = read_text (reader, "data/case.json");
  g_autofree char *imports = read_text (reader, "data/imports.json");
  g_autofree char *n_files = import_fixture_query_text (fixture, "SELECT count(*) FROM source WHERE derivation = 'file'");
  const GPtrArray *members = rc_bundle_reader_list (reader);
  guint n_sources = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    if (!rc_bundle_reader_has (reader, expected[i]))
      g_error ("%s is absent", expected[i]);
  for (guint i = 0; i < members->len; i++)
    n_sources += g_str_has_prefix (((const RcBundleMember *) g_ptr_array_index (members, i))->path, "data/sources/");
  g_assert_cmpuint (n_sources, ==, (guint) g_ascii_strtoull (n_files, NULL, 10));
  g_assert_nonnull (strstr (settings, "\"case.pseudonym-key\""));
  g_assert_null (strstr (settings, "verify."));
  g_assert_nonnull (strstr (imports, "{\"acts\":["));
}

/* --- Schemas --- */

/* Which schema a file of data/ has; (nullable): it is no JSON, or of a form that others define. */
static char *
dup_schema_name (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  char *dot = strrchr (base, '.');

  if (!g_str_has_prefix (path, "data/") || dot == NULL || g_str_has_prefix (path, "data/sources/") || g_str_has_prefix (path, "data/schemas/")
      || g_str_has_prefix (path, "data/elsewhere/") || g_str_has_prefix (path, "data/prov/")
      || (strcmp (dot, ".json") != 0 && strcmp (dot, ".jsonl") != 0))
    return NULL;
  *dot = '\0';
  return g_str_has_prefix (path, "data/lineages/") ? g_strdup ("lineages") : g_steal_pointer (&base);
}

static void
assert_conforms (const RcJsonSchema *schema,
                 const char         *path,
                 const char         *text,
                 gsize               length)
{
  g_auto (RcJson) json = { 0 };
  RcSchemaFault fault;
  RcJsonFault json_fault;

  rc_json_init (&json);
  g_assert_true (rc_json_parse (&json, text, length, &json_fault));
  if (rc_json_schema_judge (schema, &json, 0, &fault) != RC_SCHEMA_CONFORMS)
    {
      g_autofree char *rule = rc_json_schema_dup_rule (schema, &fault);
      g_autofree char *expected = rc_json_schema_dup_expected (schema, &fault);
      g_autofree char *found = rc_json_schema_dup_found (schema, &json, &fault);
      const RcJsonNode *node = &json.nodes[fault.node];

      g_error ("%s: %s expects %s, found %s: %.*s", path, rule, expected, found, (int) MIN (node->length, 200), text + node->offset);
    }
}

static void
assert_in_form (const char *path,
                const char *text,
                gsize       length)
{
  g_autofree char *canonical = rc_canonical_dup (text, length);

  g_assert_nonnull (canonical);
  if (strlen (canonical) != length || memcmp (canonical, text, length) != 0)
    g_error ("%s is not in the form of RFC 8785", path);
}

static guint
check_file (RcBundleReader *reader,
            const char     *path,
            const char     *name)
{
  g_autofree char *schema_path = g_strdup_printf ("data/schemas/%s.schema.json", name);
  g_autofree char *schema_text = read_text (reader, schema_path);
  g_autofree char *text = read_text (reader, path);
  const char *reason = NULL;
  g_autoptr (RcJsonSchema) schema = rc_json_schema_new (schema_text, strlen (schema_text), &reason);
  guint n = 0;

  g_assert_cmpstr (reason, ==, NULL);
  if (!g_str_has_suffix (path, ".jsonl"))
    {
      if (!g_str_has_suffix (path, "trust-anchors.used.json"))
        assert_in_form (path, text, strlen (text));
      assert_conforms (schema, path, text, strlen (text));
      return 1;
    }
  for (const char *line = text; *line != '\0'; n++)
    {
      const char *end = strchr (line, '\n');

      g_assert_nonnull (end);
      assert_in_form (path, line, (gsize) (end - line));
      assert_conforms (schema, path, line, (gsize) (end - line));
      line = end + 1;
    }
  return n;
}

static void
test_schemas (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autofree char *event = bundle_case_dup_event (fixture);
  const char * const lineages[] = { event, NULL };
  const RcBundleTerms terms = { .lineages = lineages, .language = "en" };
  g_autoptr (RcBundleResult) result = bundle_case_export_with (fixture, "bundle.zip", &terms);
  g_autoptr (RcBundleReader) reader = open_bundle (fixture, "bundle.zip");
  const GPtrArray *members = rc_bundle_reader_list (reader);
  guint n_files = 0, n_values = 0;

  for (guint i = 0; i < members->len; i++)
    {
      const char *path = ((const RcBundleMember *) g_ptr_array_index (members, i))->path;
      g_autofree char *name = dup_schema_name (path);

      if (name == NULL)
        continue;
      n_values += check_file (reader, path, name);
      n_files++;
    }
  g_assert_cmpuint (n_files, >=, 14);
  g_assert_cmpuint (n_values, >, 100);
}

/* --- Documents --- */

static void
test_documents (ImportFixture *fixture,
                gconstpointer  data)
{
  g_autofree char *event = bundle_case_dup_event (fixture);
  const char * const lineages[] = { event, NULL };
  const RcBundleTerms terms = { .lineages = lineages, .language = "de" };
  g_autoptr (RcBundleResult) result = bundle_case_export_with (fixture, "bundle.zip", &terms);
  g_autoptr (RcBundleReader) reader = open_bundle (fixture, "bundle.zip");
  const GPtrArray *members = rc_bundle_reader_list (reader);
  guint n_sheets = 0, n_dossiers = 0;

  for (guint i = 0; i < members->len; i++)
    {
      const char *path = ((const RcBundleMember *) g_ptr_array_index (members, i))->path;

      n_sheets += g_str_has_suffix (path, "-sheet.pdf");
      n_dossiers += g_str_has_suffix (path, "-lineage.pdf");
    }
  g_assert_cmpuint (n_sheets, ==, 1);
  g_assert_cmpuint (n_dossiers, ==, 1);
  g_assert_true (rc_bundle_reader_has (reader, "data/documents/integrity.pdf"));
  g_assert_true (rc_bundle_reader_has (reader, "data/documents/timeline.pdf"));
  g_assert_true (rc_bundle_reader_has (reader, "data/documents/findings.pdf"));
  g_assert_true (rc_bundle_reader_has (reader, "data/documents/issued.json"));
}

/* --- A case that was edited --- */

/* Evidence of tampering travels too, and the bundle says so first. */
static void
test_edited (ImportFixture *fixture,
             gconstpointer  data)
{
  g_autoptr (RcBundleResult) result = NULL;
  g_autoptr (RcBundleReader) reader = NULL;
  g_autofree char *bundle = NULL, *verification = NULL;
  g_autoptr (GError) error = NULL;

  import_fixture_close (fixture);
  g_assert_true (edit (fixture->path, "UPDATE custody SET detail = replace (detail, '{', '{ ') WHERE id = 2;"
                       "UPDATE claim SET value = 'another' WHERE id = (SELECT min (id) FROM claim WHERE value IS NOT NULL)"));
  fixture->case_file = rc_case_open (fixture->path, TRUE, &error);
  g_assert_no_error (error);
  result = bundle_case_export (fixture, "bundle.zip", NULL);
  reader = open_bundle (fixture, "bundle.zip");
  bundle = read_text (reader, "data/bundle.json");
  verification = read_text (reader, "data/verification.json");
  g_assert_nonnull (strstr (bundle, "\"custody_holds\":false"));
  g_assert_nonnull (strstr (bundle, "\"edited\":true"));
  g_assert_nonnull (strstr (verification, "\"custody-broken\""));
  g_assert_nonnull (strstr (verification, "\"table-edited\""));
}

/* --- Refusals --- */

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
assert_refused (ImportFixture       *fixture,
                const RcBundleTerms *terms,
                RcBundleError        code)
{
  g_autofree char *path = bundle_case_dup_path (fixture, "refused.zip");
  g_autoptr (GError) error = NULL;
  guint before = count_files (fixture->folder);

  g_assert_null (rc_bundle_export (fixture->case_file, path, terms, NULL, &error));
  g_assert_error (error, RC_BUNDLE_ERROR, (gint) code);
  g_assert_cmpuint (count_files (fixture->folder), ==, before);
}

/* Whatever the place at which there is no room any more: no bundle, nothing beside it, no entry in the log, and the case as it was. */
static void
test_full_disk (ImportFixture *fixture,
                gconstpointer  data)
{
  static const rlim_t shares[] = { 1, 2, 3 };
  g_autofree char *path = bundle_case_dup_path (fixture, "full.zip");
  g_autoptr (RcBundleResult) whole = bundle_case_export (fixture, "whole.zip", NULL);
  const RcBundleTerms terms = { .language = "en" };
  struct rlimit before;
  guint n_files = count_files (fixture->folder);

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RcBundleResult) result = NULL;
      g_autofree char *entries = NULL;

      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &(struct rlimit) { whole->bytes / 4 * shares[i], before.rlim_max }), ==, 0);
      result = rc_bundle_export (fixture->case_file, path, &terms, NULL, &error);
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
      g_assert_null (result);
      g_assert_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_FILE);
      g_assert_cmpuint (count_files (fixture->folder), ==, n_files);
      entries = import_fixture_query_text (fixture, "SELECT count(*) FROM custody WHERE act = 'export'");
      g_assert_cmpstr (entries, ==, "1");
    }
}

static void
test_refused (ImportFixture *fixture,
              gconstpointer  data)
{
  static const char * const nothing[] = { NULL };
  static const char * const unknown[] = { "no-such-decision", NULL };
  static const char * const pointer[] = { "/a", NULL };

  assert_refused (fixture, &(const RcBundleTerms) { .language = "tlh" }, RC_BUNDLE_ERROR_TERMS);
  assert_refused (fixture, &(const RcBundleTerms) { .language = "en", .events = nothing }, RC_BUNDLE_ERROR_TERMS);
  assert_refused (fixture, &(const RcBundleTerms) { .language = "en", .lineages = unknown }, RC_BUNDLE_ERROR_TERMS);
  assert_refused (fixture, &(const RcBundleTerms) { .language = "en", .events = unknown }, RC_BUNDLE_ERROR_TERMS);
  assert_refused (fixture, &(const RcBundleTerms) { .language = "en", .redact = pointer }, RC_BUNDLE_ERROR_TERMS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/bundle-export/" path, ImportFixture, NULL, bundle_case_set_up, func, import_fixture_tear_down)
  ADD ("same-bytes", test_same_bytes);
  ADD ("tools", test_tools);
  ADD ("contents", test_contents);
  ADD ("schemas", test_schemas);
  ADD ("documents", test_documents);
  ADD ("edited", test_edited);
  ADD ("refused", test_refused);
  ADD ("full-disk", test_full_disk);

  return bundle_case_run ();
}
