/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/canonical.h"
#include "core/custody.h"
#include "core/judgement-json.h"
#include "core/verify.h"
#include "reports/archival/signing.h"
#include "reports/bundle/reading/bundle-open.h"
#include "core/entry.h"
#include "core/trust.h"
#include "tests/importers/zip-builder.h"
#include "tests/reports/bundle-case.h"
#include "tests/reports/kinds-case.h"

/* A bundle that nobody touched opens as the case that it was made of. */

static void
show_checks (const RcBundleOpening *opening)
{
  for (guint i = 0; i < opening->checks->len; i++)
    {
      const RcBundleCheck *check = g_ptr_array_index (opening->checks, i);

      g_test_message ("%s %s (%s): expected %s, found %s", rc_verdict_to_code (check->verdict), check->object, check->reason != NULL ? check->reason : "-",
                      check->expected != NULL ? check->expected : "-", check->found != NULL ? check->found : "-");
    }
}

static RcBundleOpening *
open_bundle (ImportFixture *fixture,
             const char    *name,
             const char    *case_path,
             const char    *key)
{
  const RcBundleOpenTerms terms = { .seal_key = key };
  g_autofree char *path = bundle_case_dup_path (fixture, name);
  g_autoptr (GError) error = NULL;
  RcBundleOpening *opening = rc_bundle_open (path, case_path, &terms, NULL, &error);

  g_assert_no_error (error);
  show_checks (opening);
  return opening;
}

static char *
dup_verification (ImportFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gboolean is_current;
  g_autoptr (RcJudgement) judgement = rc_verify_load (fixture->case_file, &is_current, &error);
  g_autoptr (RcUncovered) uncovered = rc_uncovered_new (fixture->case_file, judgement, &error);
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  g_assert_no_error (error);
  rc_judgement_write_json (judgement, uncovered, writer);
  return rc_canonical_dup (rc_json_writer_peek (writer), strlen (rc_json_writer_peek (writer)));
}

static const RcBundleCheck *
find_check (const RcBundleOpening *opening,
            const char            *object)
{
  for (guint i = 0; i < opening->checks->len; i++)
    if (strcmp (((const RcBundleCheck *) g_ptr_array_index (opening->checks, i))->object, object) == 0)
      return g_ptr_array_index (opening->checks, i);
  return NULL;
}

static void
test_full (ImportFixture *fixture,
           gconstpointer  data)
{
  g_autofree char *event = bundle_case_dup_event (fixture);
  const char * const lineages[] = { event, NULL };
  const RcBundleTerms terms = { .language = "en", .lineages = lineages };
  g_autoptr (RcBundleResult) result = bundle_case_export_with (fixture, "bundle.zip", &terms);
  g_autofree char *verification = dup_verification (fixture);
  g_autofree char *key = rc_signing_dup_minisign_key (NULL);
  g_autofree char *case_path = bundle_case_dup_path (fixture, "opened.recount");
  g_autoptr (RcBundleOpening) opening = open_bundle (fixture, "bundle.zip", case_path, key);
  RcDigest expected, found;

  g_assert_cmpstr (opening->id, ==, result->id);
  g_assert_cmpstr (opening->sha256, ==, result->sha256);
  g_assert_cmpuint (opening->n_differing, ==, 0);
  g_assert_cmpuint (opening->n_compared, >, 10);
  g_assert_cmpstr (rc_verdict_to_code (rc_bundle_opening_worst (opening)), ==, "VALID");
  g_assert_cmpstr (opening->verification, ==, verification);
  g_assert_false (rc_case_is_writable (opening->case_file));
  g_assert_true (rc_custody_evidence_state (fixture->case_file, &expected, NULL, NULL));
  g_assert_true (rc_custody_evidence_state (opening->case_file, &found, NULL, NULL));
  g_assert_true (rc_digest_equal (&expected, &found));
  g_assert_true (g_file_test (case_path, G_FILE_TEST_IS_REGULAR));
}

/* All that people enter comes back: registers, an exercise, papers, what was issued. */
static void
test_registers (ImportFixture *fixture,
                gconstpointer  data)
{
  g_autofree char *key = rc_signing_dup_minisign_key (NULL);
  g_autoptr (RcBundleResult) result = bundle_case_export (fixture, "bundle.zip", NULL);
  g_autoptr (RcBundleOpening) opening = open_bundle (fixture, "bundle.zip", NULL, key);

  g_assert_cmpuint (opening->n_differing, ==, 0);
  g_assert_cmpint (rc_verdict_exit_code (rc_bundle_opening_worst (opening)), ==, 0);
}

static void
set_up_registers (ImportFixture *fixture,
                  gconstpointer  data)
{
  kinds_case_set_up (fixture);
}

static void
put_zip (ImportFixture *fixture,
         const char    *name)
{
  g_autoptr (GString) log = import_fixture_make_log (1, 4);
  ZipBuilder *builder = zip_builder_new ();
  g_autoptr (GBytes) bytes = NULL;

  zip_builder_text (builder, "one.jsonl", log->str);
  zip_builder_text (builder, "again.jsonl", log->str);
  zip_builder_text (builder, "other.txt", "some text\n");
  bytes = zip_builder_end (builder, NULL);
  import_fixture_put_bytes (fixture, name, bytes);
}

static void
verify (ImportFixture *fixture)
{
  rc_judgement_free (import_fixture_verify (fixture));
}

static void
set_up_acts (ImportFixture *fixture,
             gconstpointer  data)
{
  const RcEntryTerms note = { .kind = RC_ENTRY_NOTE, .act = "note add", .body = "{\"text\":\"for myself\"}", .is_private = TRUE };
  g_autoptr (GString) first = import_fixture_make_log (1, 9);
  g_autoptr (GString) second = import_fixture_make_log (5, 20);
  g_autoptr (GError) error = NULL;

  import_fixture_set_up (fixture, data);
  put_zip (fixture, "a.zip");
  import_fixture_put (fixture, "b.jsonl", first->str, -1);
  rc_import_result_free (import_fixture_import (fixture, NULL));
  import_fixture_put (fixture, "c.jsonl", second->str, -1);
  import_fixture_put (fixture, "d/b.jsonl", first->str, -1);
  import_fixture_put (fixture, "e.txt", "nobody understands this\n", -1);
  rc_import_result_free (import_fixture_import (fixture, NULL));
  g_assert_cmpint (rc_entry_add (fixture->case_file, &note, &error), >, 0);
  g_assert_no_error (error);
}

/* Archives, the same bytes under two names, logs that overlap, and a private note of which only the digest leaves the case. */
static void
test_acts (ImportFixture *fixture,
           gconstpointer  data)
{
  g_autofree char *key = rc_signing_dup_minisign_key (NULL);
  g_autoptr (RcBundleResult) result = NULL;
  g_autoptr (RcBundleOpening) opening = NULL;

  verify (fixture);
  result = bundle_case_export (fixture, "bundle.zip", NULL);
  opening = open_bundle (fixture, "bundle.zip", NULL, key);
  g_assert_cmpuint (opening->n_differing, ==, 0);
  g_assert_cmpint (rc_verdict_exit_code (rc_bundle_opening_worst (opening)), ==, 0);
  g_assert_nonnull (find_check (opening, "tables"));
}

static void
remove_source (ImportFixture *fixture,
               const char    *ending)
{
  g_autofree char *sql = g_strdup_printf ("SELECT min(id) FROM source WHERE name LIKE '%%%s'", ending);
  g_autofree char *text = import_fixture_query_text (fixture, sql);
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_import_remove (fixture->case_file, g_ascii_strtoll (text, NULL, 10), "not ours", &error));
  g_assert_no_error (error);
}

/* What was removed is not handed over; the evidence state is the maker's all the same. */
static void
test_removed (ImportFixture *fixture,
              gconstpointer  data)
{
  g_autofree char *key = rc_signing_dup_minisign_key (NULL);
  g_autoptr (RcBundleResult) result = NULL;
  g_autoptr (RcBundleOpening) opening = NULL;

  remove_source (fixture, "a.zip!other.txt");
  remove_source (fixture, "/b.jsonl");
  import_fixture_put (fixture, "f.txt", "some text\n", -1);
  rc_import_result_free (import_fixture_import (fixture, "f.txt"));
  verify (fixture);
  result = bundle_case_export (fixture, "bundle.zip", NULL);
  opening = open_bundle (fixture, "bundle.zip", NULL, key);
  g_assert_cmpstr (rc_verdict_to_code (find_check (opening, "evidence state")->verdict), ==, "VALID");
  g_assert_cmpstr (rc_verdict_to_code (find_check (opening, "tables")->verdict), ==, "PARTIAL");
  g_assert_cmpuint (opening->n_differing, ==, 0);
  g_assert_cmpint (rc_verdict_exit_code (rc_bundle_opening_worst (opening)), ==, 0);
}

/* The reader's own keys judge the evidence, too: one who accepts none of them gets no seal that is worth as much. */
static void
test_own_keys (ImportFixture *fixture,
               gconstpointer  data)
{
  g_autoptr (RcBundleResult) result = bundle_case_export (fixture, "bundle.zip", NULL);
  g_autofree char *path = bundle_case_dup_path (fixture, "bundle.zip");
  g_autofree char *trust = bundle_case_dup_path (fixture, "trust.json");
  g_autofree char *same = rc_trust_export (fixture->case_file, NULL);
  const RcBundleOpenTerms terms = { .trust = trust };
  g_autoptr (RcBundleOpening) with = NULL;
  g_autoptr (RcBundleOpening) without = NULL;
  g_autoptr (GError) error = NULL;
  gboolean found = FALSE;

  g_assert_true (g_file_set_contents (trust, same, -1, NULL));
  with = rc_bundle_open (path, NULL, &terms, NULL, &error);
  g_assert_no_error (error);
  show_checks (with);
  g_assert_nonnull (find_check (with, "seals by your keys"));

  g_assert_true (g_file_set_contents (trust, "{\"format\":\"recount.trust-anchors/2\",\"anchors\":[]}", -1, NULL));
  without = rc_bundle_open (path, NULL, &terms, NULL, &error);
  g_assert_no_error (error);
  show_checks (without);
  for (guint i = 0; i < without->checks->len; i++)
    found = found || g_str_has_suffix (((const RcBundleCheck *) g_ptr_array_index (without->checks, i))->object, " by your keys");
  g_assert_true (found);
  g_assert_cmpuint (without->n_differing, ==, 0);
}

/* Without a place the case stands in a private folder, and goes with the opening; the key that came with the bundle shows nothing. */
static void
test_no_place (ImportFixture *fixture,
               gconstpointer  data)
{
  g_autoptr (RcBundleResult) result = bundle_case_export (fixture, "bundle.zip", NULL);
  g_autoptr (RcBundleOpening) opening = open_bundle (fixture, "bundle.zip", NULL, NULL);
  g_autofree char *path = g_strdup (rc_case_peek_path (opening->case_file));
  const RcBundleCheck *seal = find_check (opening, "seal");
  GStatBuf status;

  g_assert_cmpstr (rc_verdict_to_code (rc_bundle_opening_worst (opening)), ==, "UNVERIFIABLE");
  g_assert_cmpstr (seal->reason, ==, "key-in-bundle-only");
  g_assert_cmpuint (strlen (opening->seal_fingerprint), ==, 64);
  g_assert_cmpint (g_stat (opening->folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_clear_pointer (&opening, rc_bundle_opening_free);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
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

/* Nothing is left where a bundle is refused, where something is there already, and where the reader has had enough. */
static void
test_nothing_left (ImportFixture *fixture,
                   gconstpointer  data)
{
  const RcBundleOpenTerms terms = { 0 };
  g_autoptr (RcBundleResult) result = bundle_case_export (fixture, "bundle.zip", NULL);
  g_autofree char *path = bundle_case_dup_path (fixture, "bundle.zip");
  g_autofree char *text = bundle_case_dup_path (fixture, "text.zip");
  g_autofree char *case_path = bundle_case_dup_path (fixture, "opened.recount");
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint before;

  g_assert_true (g_file_set_contents (text, "no bundle\n", -1, NULL));
  before = count_files (fixture->folder);
  g_assert_null (rc_bundle_open (text, case_path, &terms, NULL, &error));
  g_assert_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_NOT_ONE);
  g_clear_error (&error);
  g_assert_null (rc_bundle_open (path, fixture->path, &terms, NULL, &error));
  g_assert_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_FILE);
  g_clear_error (&error);
  g_cancellable_cancel (cancelled);
  g_assert_null (rc_bundle_open (path, case_path, &terms, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (fixture->folder), ==, before);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/bundle-open/" path, ImportFixture, NULL, bundle_case_set_up, func, import_fixture_tear_down)
  ADD ("full", test_full);
  g_test_add ("/bundle-open/registers", ImportFixture, NULL, set_up_registers, test_registers, import_fixture_tear_down);
  g_test_add ("/bundle-open/acts", ImportFixture, NULL, set_up_acts, test_acts, import_fixture_tear_down);
  g_test_add ("/bundle-open/removed", ImportFixture, NULL, set_up_acts, test_removed, import_fixture_tear_down);
  ADD ("own-keys", test_own_keys);
  ADD ("no-place", test_no_place);
  ADD ("nothing-left", test_nothing_left);

  return bundle_case_run ();
}
