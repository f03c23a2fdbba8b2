/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/custody.h"
#include "core/overview.h"
#include "core/verify.h"
#include "reports/bundle/reading/bundle-file.h"
#include "reports/bundle/reading/bundle-merge.h"
#include "reports/bundle/reading/bundle-open.h"
#include "reports/bundle/writing/bundle-writer.h"
#include "reports/archival/signing.h"
#include "tests/reports/bundle-case.h"

/* A selective bundle opens as a case that cites the same and says what it has not; merging one recognises what is there. */

static void
show_checks (const GPtrArray *checks)
{
  for (guint i = 0; i < checks->len; i++)
    {
      const RcBundleCheck *check = g_ptr_array_index (checks, i);

      g_test_message ("%s %s (%s): expected %s, found %s: %s", rc_verdict_to_code (check->verdict), check->object,
                      check->reason != NULL ? check->reason : "-", check->expected != NULL ? check->expected : "-",
                      check->found != NULL ? check->found : "-", check->message);
    }
}

static RcBundleOpening *
open_bundle (ImportFixture *fixture,
             const char    *name,
             const char    *case_path)
{
  g_autofree char *key = rc_signing_dup_minisign_key (NULL);
  const RcBundleOpenTerms terms = { .seal_key = key };
  g_autofree char *path = bundle_case_dup_path (fixture, name);
  g_autoptr (GError) error = NULL;
  RcBundleOpening *opening = rc_bundle_open (path, case_path, &terms, NULL, &error);

  g_assert_no_error (error);
  show_checks (opening->checks);
  return opening;
}

static guint
count_bad (const RcBundleOpening *opening)
{
  guint n = 0;

  for (guint i = 0; i < opening->checks->len; i++)
    n += rc_verdict_exit_code (((const RcBundleCheck *) opening->checks->pdata[i])->verdict) == 1;
  return n;
}

static char *
export (ImportFixture *fixture,
        const char    *name)
{
  char *event = bundle_case_dup_event (fixture);
  const char * const events[] = { event, NULL };
  g_autoptr (RcBundleResult) result = bundle_case_export (fixture, name, events);

  g_assert_cmpuint (result->records, >, 0);
  return event;
}

static void
test_open (ImportFixture *fixture,
           gconstpointer  data)
{
  g_autofree char *event = export (fixture, "s.zip");
  g_autoptr (RcBundleOpening) opening = open_bundle (fixture, "s.zip", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcRecordReader) reader = NULL;
  g_autoptr (RcCustodyReport) report = NULL;
  g_autoptr (RcEvent) found = NULL;
  g_autoptr (RcEvent) wanted = NULL;
  g_autoptr (RcRecordReader) whole = NULL;
  guint64 n_incomplete = 0;

  g_assert_cmpstr (opening->kind, ==, "selective");
  g_assert_cmpuint (count_bad (opening), ==, 0);
  g_assert_cmpuint (opening->n_differing, ==, 0);
  g_assert_cmpstr (rc_verdict_to_code (rc_bundle_opening_worst (opening)), ==, "UNVERIFIABLE");
  g_assert_nonnull (opening->case_file);
  g_assert_false (rc_case_is_writable (opening->case_file));

  /* Counted: what is here is checked, what is not is told apart. */
  for (guint i = 0; i < opening->judgement->exceptions->len; i++)
    {
      const RcException *exception = opening->judgement->exceptions->pdata[i];

      g_test_message ("%s %" G_GINT64_FORMAT ":%" G_GINT64_FORMAT " %s", exception->kind, exception->source, exception->record, exception->message);
      n_incomplete += g_str_equal (exception->kind, RC_EXCEPTION_RECORDS_WITHHELD);
      g_assert_cmpstr (exception->kind, !=, RC_EXCEPTION_VAULT_DAMAGED);
      g_assert_cmpstr (exception->kind, !=, RC_EXCEPTION_TABLE_EDITED);
      g_assert_cmpstr (exception->kind, !=, RC_EXCEPTION_PROOF_INVALID);
      g_assert_cmpstr (exception->kind, !=, RC_EXCEPTION_LISTED_ABSENT);
    }
  g_assert_cmpuint (n_incomplete, >, 0);
  g_assert_cmpuint (opening->judgement->records_withheld, >, 0);
  g_assert_cmpuint (opening->judgement->records_failed, ==, 0);
  g_assert_cmpuint (opening->judgement->records_checked, ==, opening->judgement->records_total);
  for (guint i = 0; i < opening->judgement->seals->len; i++)
    {
      const RcSeal *seal = opening->judgement->seals->pdata[i];

      g_test_message ("seal %s %s: %s (%s), %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT, seal->kind, seal->name,
                      rc_verdict_to_code (rc_seal_worst (seal)), seal->reason != NULL ? seal->reason : "-", seal->checked, seal->total);
      if (g_str_equal (seal->kind, "chain") || g_str_equal (seal->kind, "digest-list"))
        g_assert_cmpint (rc_seal_worst (seal), !=, RC_VERDICT_VALID);
    }

  /* The same reference is the same record. */
  reader = rc_record_reader_new (rc_case_get_database (opening->case_file));
  whole = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  found = rc_event_find (opening->case_file, reader, event, &error);
  g_assert_no_error (error);
  wanted = rc_event_find (fixture->case_file, whole, event, &error);
  g_assert_no_error (error);
  g_assert_cmpint (found->source, ==, wanted->source);
  g_assert_cmpuint (found->record, ==, wanted->record);
  g_assert_cmpint (found->time_us, ==, wanted->time_us);
  {
    guint64 neighbour = found->record > 1 ? found->record - 1 : found->record + 1;

    g_assert_null (rc_record_reader_read (reader, found->source, neighbour, NULL, &error));
    g_assert_error (error, RC_CASE_ERROR, RC_CASE_ERROR_WITHHELD);
    g_clear_error (&error);
  }

  report = rc_custody_verify (opening->case_file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->faults->len, ==, 0);
}

/* What the first page of the window says is of what is here. */
static void
test_overview (ImportFixture *fixture,
               gconstpointer  data)
{
  g_autofree char *event = export (fixture, "s.zip");
  g_autoptr (RcBundleOpening) opening = open_bundle (fixture, "s.zip", NULL);
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (opening->case_file));
  g_autoptr (GError) error = NULL;
  g_autoptr (RcOverview) overview = rc_overview_load (opening->case_file, reader, NULL, &error);
  guint64 n_protected = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < RC_N_PROTECTIONS; i++)
    n_protected += overview->protected_records[i];
  g_assert_cmpuint (overview->records, >, 0);
  g_assert_cmpuint (overview->records, <=, opening->judgement->records_total);
  g_assert_cmpuint (overview->withheld, >, 0);
  g_assert_cmpuint (n_protected, ==, overview->records);
}

/* --- Makers who lie --- */

typedef struct
{
  const char *name;
  const char *path;        /* beginning of the member's path; the first one is changed */
  const char *from;        /* NULL: the first byte */
  const char *object;      /* beginning of the check */
} Lie;

static const Lie lies[] = {
  { "bytes", "data/records/", NULL, "record " },
  { "path", "data/records.json", "\"path\":[\"", "record " },
  { "leaf", "data/records.json", "\"leaf_sha256\":\"", "record " },
  { "root", "data/records.json", "\"root\":\"", "record " },
  { "offset", "data/records.json", "\"offset\":", "record " },
  { "lineage-leaf", "data/lineages/", "\"leaf_sha256\":\"", "data/lineages/" },
  { "lineage-value", "data/lineages/", "\"value\":\"refuse", "data/lineages/" },
};

static GBytes *
change (const Lie *lie,
        GBytes    *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *copy = g_strndup (data, length);
  char *at = lie->from != NULL ? strstr (copy, lie->from) : copy;

  if (at == NULL)
    return g_bytes_ref (bytes);
  at += lie->from != NULL ? strlen (lie->from) - (g_str_has_suffix (lie->from, "refuse") ? 1 : 0) : 0;
  if (g_ascii_isdigit (*at))
    *at = *at == '9' ? '8' : (char) (*at + 1);
  else
    *at = *at == 'a' ? 'b' : 'a';
  return g_bytes_new_take (g_steal_pointer (&copy), length);
}

/* The bag is whole again: only its maker could have made it so. */
static gboolean
rewrite (ImportFixture *fixture,
         const Lie     *lie)
{
  g_autofree char *from = bundle_case_dup_path (fixture, "s.zip");
  g_autofree char *to = bundle_case_dup_path (fixture, "lie.zip");
  g_autoptr (GError) error = NULL;
  g_autoptr (RcBundleReader) reader = rc_bundle_reader_open (from, &error);
  g_autoptr (RcBundleWriter) writer = rc_bundle_writer_new (to, rc_bundle_reader_folder (reader), 1775001600000000, &error);
  const GPtrArray *list = rc_bundle_reader_list (reader);
  gboolean is_changed = FALSE;
  g_autoptr (GBytes) tags = NULL;
  guint64 bytes_out;
  RcDigest digest;

  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    {
      const RcBundleMember *member = list->pdata[i];
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GBytes) changed = NULL;

      if (!g_str_has_prefix (member->path, "data/"))
        continue;
      bytes = rc_bundle_reader_read (reader, member->path, 64u << 20, &error);
      g_assert_no_error (error);
      changed = !is_changed && g_str_has_prefix (member->path, lie->path) ? change (lie, bytes) : g_bytes_ref (bytes);
      is_changed = is_changed || !g_bytes_equal (changed, bytes);
      rc_bundle_writer_add (writer, member->path, "application/octet-stream", "x", g_bytes_get_data (changed, NULL), g_bytes_get_size (changed), &error);
      g_assert_no_error (error);
    }
  rc_bundle_writer_close_payload (writer, &digest, &error);
  tags = rc_bundle_writer_close_tags (writer, &error);
  g_assert_no_error (error);
  rc_bundle_writer_finish (writer, &digest, &bytes_out, &error);
  rc_bundle_writer_publish (writer, &error);
  g_assert_no_error (error);
  return is_changed;
}

static void
test_lie (ImportFixture *fixture,
          gconstpointer  data)
{
  const Lie *lie = data;
  g_autofree char *event = export (fixture, "s.zip");
  g_autoptr (RcBundleOpening) opening = NULL;
  gboolean is_told = FALSE;

  g_assert_true (rewrite (fixture, lie));
  opening = open_bundle (fixture, "lie.zip", NULL);
  for (guint i = 0; i < opening->checks->len; i++)
    {
      const RcBundleCheck *check = opening->checks->pdata[i];

      is_told = is_told || (check->verdict == RC_VERDICT_INVALID && g_str_has_prefix (check->object, lie->object));
    }
  g_assert_true (is_told);
  g_assert_cmpuint (opening->n_differing, >, 0);
}

/* --- Merging --- */

static RcBundleMerging *
merge (ImportFixture *fixture,
       RcCase        *case_file,
       const char    *name)
{
  g_autofree char *key = rc_signing_dup_minisign_key (NULL);
  const RcBundleOpenTerms terms = { .seal_key = key };
  g_autofree char *path = bundle_case_dup_path (fixture, name);
  g_autoptr (GError) error = NULL;
  RcBundleMerging *merging = rc_bundle_merge (case_file, path, &terms, NULL, &error);

  g_assert_no_error (error);
  show_checks (merging->checks);
  return merging;
}

static RcCase *
create_other (ImportFixture *fixture)
{
  const RcCaseDescription description = { .title = "Other", .is_unsigned = TRUE };
  g_autofree char *path = bundle_case_dup_path (fixture, "other.recount");
  g_autoptr (GError) error = NULL;
  RcCase *other = rc_case_create (path, &description, &error);

  g_assert_no_error (error);
  return other;
}

static void
test_merge (ImportFixture *fixture,
            gconstpointer  data)
{
  g_autofree char *event = export (fixture, "s.zip");
  g_autoptr (RcCase) other = create_other (fixture);
  g_autoptr (RcBundleMerging) first = merge (fixture, other, "s.zip");
  g_autofree char *before = import_fixture_dup_state (other);
  g_autoptr (RcBundleMerging) second = merge (fixture, other, "s.zip");
  g_autofree char *after = import_fixture_dup_state (other);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcJudgement) judgement = NULL;

  g_assert_cmpuint (first->records_new, >, 0);
  g_assert_cmpuint (first->records_known, ==, 0);
  g_assert_cmpuint (first->exceptions->len, ==, 0);
  g_assert_cmpuint (second->records_new, ==, 0);
  g_assert_cmpuint (second->records_known, ==, first->records_new);
  g_assert_cmpstr (before, ==, after);

  /* What its maker says of who controls them is not said here. */
  for (guint i = 0; i < first->sources->len; i++)
    {
      g_autoptr (RcSource) source = rc_source_load (rc_case_get_database (other), g_array_index (first->sources, gint64, i), &error);

      g_assert_no_error (error);
      g_assert_null (source->controller);
      g_assert_true (g_str_has_prefix (source->obtained, "bundle "));
    }

  judgement = rc_verify_case (other, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (judgement->records_failed, ==, 0);
  g_assert_cmpuint (judgement->records_withheld, >, 0);
  for (guint i = 0; i < judgement->exceptions->len; i++)
    {
      const RcException *exception = judgement->exceptions->pdata[i];

      g_test_message ("%s %" G_GINT64_FORMAT ":%" G_GINT64_FORMAT " %s", exception->kind, exception->source, exception->record, exception->message);
      g_assert_false (rc_exception_is_of_case (exception->kind));
    }
}

/* Nothing of what its maker has comes in twice. */
static void
test_merge_known (ImportFixture *fixture,
                  gconstpointer  data)
{
  g_autofree char *event = export (fixture, "s.zip");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (RcBundleMerging) merging = NULL;

  before = import_fixture_dup_state (fixture->case_file);
  merging = merge (fixture, fixture->case_file, "s.zip");
  after = import_fixture_dup_state (fixture->case_file);
  g_assert_cmpuint (merging->records_new, ==, 0);
  g_assert_cmpuint (merging->records_known, >, 0);
  g_assert_cmpuint (merging->exceptions->len, ==, 0);
  g_assert_cmpstr (before, ==, after);
}

/* What a bundle only claims to have is not taken for what comes later: the evidence itself is stored, and judged as always. */
static void
test_merge_then_import (ImportFixture *fixture,
                        gconstpointer  data)
{
  g_autofree char *event = export (fixture, "s.zip");
  g_autoptr (RcCase) other = create_other (fixture);
  g_autoptr (RcBundleMerging) merging = merge (fixture, other, "s.zip");
  const char * const paths[] = { fixture->evidence, NULL };
  const RcImportOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcImportResult) result = rc_import_paths (other, paths, &options, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < result->sources->len; i++)
    {
      const RcSource *source = result->sources->pdata[i];
      g_autoptr (RcSource) parent = rc_source_is_repeat (source) ? rc_source_load (rc_case_get_database (other), source->parent, &error) : NULL;

      if (parent != NULL)
        g_assert_false (rc_source_is_incomplete (parent));
    }
}

static void
test_merge_full (ImportFixture *fixture,
                 gconstpointer  data)
{
  g_autoptr (RcBundleResult) result = bundle_case_export (fixture, "full.zip", NULL);
  g_autoptr (RcCase) other = create_other (fixture);
  g_autoptr (RcBundleMerging) first = merge (fixture, other, "full.zip");
  g_autofree char *before = import_fixture_dup_state (other);
  g_autoptr (RcBundleMerging) second = merge (fixture, other, "full.zip");
  g_autofree char *after = import_fixture_dup_state (other);

  g_assert_cmpuint (first->sources->len, >, 0);
  g_assert_cmpuint (second->sources->len, ==, 0);
  g_assert_cmpuint (second->records_known, >, 0);
  g_assert_cmpstr (before, ==, after);
}

/* A bundle that is not what it says stays outside. */
static void
test_merge_refused (ImportFixture *fixture,
                    gconstpointer  data)
{
  g_autofree char *event = export (fixture, "s.zip");
  g_autofree char *path = bundle_case_dup_path (fixture, "s.zip");
  g_autofree char *bytes = NULL;
  gsize length;
  g_autoptr (RcCase) other = create_other (fixture);
  g_autofree char *before = import_fixture_dup_state (other);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  bytes[length / 2] ^= 1;
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  {
    const RcBundleOpenTerms terms = { 0 };

    g_assert_null (rc_bundle_merge (other, path, &terms, NULL, &error));
  }
  g_assert_nonnull (error);
  after = import_fixture_dup_state (other);
  g_assert_cmpstr (before, ==, after);
}

#define ADD(name, function) g_test_add ("/bundle-open-selective/" name, ImportFixture, NULL, bundle_case_set_up, function, import_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("open", test_open);
  ADD ("overview", test_overview);
  ADD ("merge", test_merge);
  ADD ("merge-known", test_merge_known);
  ADD ("merge-then-import", test_merge_then_import);
  ADD ("merge-full", test_merge_full);
  ADD ("merge-refused", test_merge_refused);
  for (gsize i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      g_autofree char *path = g_strdup_printf ("/bundle-open-selective/lie/%s", lies[i].name);

      g_test_add (path, ImportFixture, &lies[i], bundle_case_set_up, test_lie, import_fixture_tear_down);
    }
  return bundle_case_run ();
}
