/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/bounds.h"
#include "core/json.h"
#include "reports/bundle/bundle-file.h"
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
  ADD ("refused", test_refused);

  return bundle_case_run ();
}
