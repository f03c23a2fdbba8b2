/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "core/exception.h"
#include "demo-fixture.h"
#include "importers/importers.h"
#include "recording-sink.h"

/* The faults that FAULTS.json lists are where it says, and an independent look at the set finds no others. */

/* What an independent look at the log finds: source and record of each kind, or a NULL file. */
typedef struct
{
  const DemoRecord *altered;
  const DemoRecord *rehashed;
  const DemoRecord *gap;
  const DemoRecord *fork;
  const DemoRecord *replayed;
  const DemoRecord *clock;
} Found;

static void
find_once (const DemoRecord **place,
           const DemoRecord  *record)
{
  g_assert_null (*place);
  *place = record;
}

static void
find_faults (GPtrArray *records,
             Found     *found)
{
  g_autoptr (GHashTable) lines = g_hash_table_new (g_str_hash, g_str_equal);
  const DemoRecord *before = NULL;

  for (guint i = 0; i < records->len; i++)
    {
      const DemoRecord *record = records->pdata[i];

      if (!g_hash_table_add (lines, record->line))
        {
          find_once (&found->replayed, record);
          continue;
        }
      if (!g_str_equal (record->hash, record->computed))
        find_once (&found->altered, record);
      if (before != NULL && before->sequence == record->sequence)
        {
          g_assert_cmpstr (before->previous, ==, record->previous);
          g_assert_cmpstr (before->hash, !=, record->hash);
          g_assert_cmpstr (before->time, <=, record->time);
          find_once (&found->fork, record);
          continue;
        }
      if (before != NULL && strcmp (record->time, before->time) < 0)
        find_once (&found->clock, record);
      if (before != NULL && record->sequence != before->sequence + 1)
        find_once (&found->gap, record);
      else if (before != NULL && !g_str_equal (record->previous, before->hash))
        find_once (&found->rehashed, before);
      before = record;
    }
}

static const DemoFault *
get_fault (GPtrArray  *faults,
           const char *kind)
{
  const DemoFault *found = NULL;

  for (guint i = 0; i < faults->len; i++)
    {
      const DemoFault *fault = faults->pdata[i];

      if (!g_str_equal (fault->kind, kind))
        continue;
      g_assert_null (found);
      found = fault;
    }

  g_assert_nonnull (found);
  return found;
}

static void
assert_place (GPtrArray        *faults,
              const char       *kind,
              const DemoRecord *record)
{
  const DemoFault *fault = get_fault (faults, kind);
  g_autofree char *source = NULL;

  g_assert_nonnull (record);
  source = g_strdup_printf ("evidence/log/%s", record->file);
  g_assert_cmpstr (fault->source, ==, source);
  g_assert_cmpint (fault->record, ==, (gint64) record->record);
}

static void
check_log_faults (GPtrArray *faults,
                  GPtrArray *records)
{
  const DemoRecord *places[6];
  Found found = { NULL };

  find_faults (records, &found);
  assert_place (faults, RC_EXCEPTION_RECORD_ALTERED, places[0] = found.altered);
  assert_place (faults, RC_EXCEPTION_RECORD_REHASHED, places[1] = found.rehashed);
  assert_place (faults, RC_EXCEPTION_CHAIN_GAP, places[2] = found.gap);
  assert_place (faults, RC_EXCEPTION_CHAIN_FORK, places[3] = found.fork);
  assert_place (faults, RC_EXCEPTION_RECORD_REPLAYED, places[4] = found.replayed);
  assert_place (faults, RC_EXCEPTION_CLOCK_BACK, places[5] = found.clock);

  for (guint a = 0; a < G_N_ELEMENTS (places); a++)
    for (guint b = 0; b < a; b++)
      g_assert_cmpint (ABS (places[a]->sequence - places[b]->sequence), >=, 16);
}

static const DemoRecord *
find_sequence (GPtrArray *records,
               gint64     sequence)
{
  for (guint i = 0; i < records->len; i++)
    if (((DemoRecord *) records->pdata[i])->sequence == sequence)
      return records->pdata[i];

  return NULL;
}

/* One head unsigned, one by another key, the last one beyond the log; every other statement is right. */
static void
check_head_faults (const char *folder,
                   GPtrArray  *faults,
                   GPtrArray  *records)
{
  const DemoFault *no_signature = get_fault (faults, RC_EXCEPTION_HEAD_UNSIGNED);
  const DemoFault *strange = get_fault (faults, RC_EXCEPTION_KEY_UNKNOWN);
  const DemoFault *tail = get_fault (faults, RC_EXCEPTION_CHAIN_TAIL_MISSING);

  g_assert_cmpstr (no_signature->source, !=, strange->source);
  g_assert_cmpstr (tail->source, ==, "evidence/log/heads/head-2026-07-31.json");
  for (guint i = 0; i < DEMO_N_HEADS; i++)
    {
      g_autofree char *path = g_strdup_printf ("evidence/log/heads/head-%s.json", demo_head_days[i]);
      g_autofree char *text = demo_read (folder, path);
      g_autofree char *hash = demo_dup_text_member (text, "/hash");
      const DemoRecord *record = find_sequence (records, demo_get_text_integer (text, "/seq"));
      DemoSignature expected = DEMO_SIGNATURE_GOOD;

      if (g_str_equal (path, no_signature->source))
        expected = DEMO_SIGNATURE_ABSENT;
      if (g_str_equal (path, strange->source))
        expected = DEMO_SIGNATURE_OTHER_KEY;
      g_assert_cmpint (demo_check_signature (folder, path), ==, expected);

      if (i == DEMO_N_HEADS - 1)
        {
          g_assert_null (record);
          continue;
        }
      g_assert_nonnull (record);
      g_assert_cmpstr (record->hash, ==, hash);
    }
}

static void
check_operation_faults (const char *folder,
                        GPtrArray  *faults)
{
  g_auto (GStrv) deployments = demo_read_lines (folder, "evidence/operations/deployments.jsonl");
  g_auto (GStrv) approvals = demo_read_lines (folder, "evidence/operations/approvals.jsonl");
  const DemoFault *overlap = get_fault (faults, RC_EXCEPTION_DEPLOYMENTS_OVERLAP);
  const DemoFault *late = get_fault (faults, RC_EXCEPTION_APPROVAL_LATE);
  g_autofree char *to = demo_dup_text_member (deployments[overlap->record - 2], "/to");
  g_autofree char *from = demo_dup_text_member (deployments[overlap->record - 1], "/from");
  g_autofree char *deployed = demo_dup_text_member (deployments[late->record - 1], "/from");
  g_autofree char *deployed_version = demo_dup_text_member (deployments[late->record - 1], "/model/version");
  g_autofree char *version = demo_dup_text_member (approvals[late->record - 1], "/model/version");
  g_autofree char *approved = demo_dup_text_member (approvals[late->record - 1], "/approved_at");

  g_assert_cmpstr (overlap->source, ==, "evidence/operations/deployments.jsonl");
  g_assert_cmpstr (to, >, from);
  g_assert_cmpstr (late->source, ==, "evidence/operations/approvals.jsonl");
  g_assert_cmpstr (version, ==, deployed_version);
  g_assert_cmpstr (approved, >, deployed);
}

static void
check_model_faults (const char *folder,
                    GPtrArray  *faults,
                    GPtrArray  *records)
{
  const DemoFault *edited = get_fault (faults, RC_EXCEPTION_CARD_EDITED);
  const DemoFault *digest = get_fault (faults, RC_EXCEPTION_DIGEST_DISAGREES);
  g_autofree char *card = demo_read (folder, edited->source);
  const char *date = strstr (card, "\ndate: ");
  g_autofree char *v3 = demo_dup_text_member (((DemoRecord *) records->pdata[0])->line, "/model/artifact_sha256");
  g_autofree char *v4 = demo_dup_text_member (((DemoRecord *) records->pdata[records->len - 1])->line, "/model/artifact_sha256");
  sqlite3 *database = demo_open_registry (folder);
  g_autofree char *tags = demo_query (database, DEMO_ARTIFACT_TAGS);
  g_auto (GStrv) digests = g_strsplit (tags, ";", -1);

  g_assert_cmpint (sqlite3_close (database), ==, SQLITE_OK);
  g_assert_cmpstr (digest->source, ==, "evidence/registry/mlflow.db!rows");
  g_assert_cmpstr (digests[1], !=, v3);
  g_assert_cmpstr (digests[2], ==, v4);

  g_assert_cmpstr (edited->source, ==, "evidence/cards/kreditcheck-4-card-2.0.md");
  g_assert_cmpint (edited->record, ==, 1);
  g_assert_nonnull (date);
  g_assert_cmpint (strncmp (date + strlen ("\ndate: "), "2026-06-01", 10), >, 0);
}

static void
import_registry (const char    *folder,
                 RecordingSink *sink)
{
  g_autofree char *path = g_build_filename (folder, "evidence/registry/mlflow.db", NULL);
  g_autoptr (RcStream) stream = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  RcImportInput input = { .name = "mlflow.db", .modified_us = RC_TIME_NONE };
  RcSample sample = { .name = "mlflow.db" };
  const RcImporter *importer;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  bytes = g_bytes_new (contents, length);
  stream = rc_stream_new_memory (bytes);
  input.size = length;
  input.stream = stream;
  input.bytes = bytes;
  rc_digest_compute (contents, length, &input.sha256);
  sample.head = contents;
  sample.head_length = MIN (length, RC_LIMIT_SAMPLE_BYTES);
  sample.size = (gint64) length;

  importer = rc_importer_choose (&sample);
  g_assert_nonnull (importer);
  g_assert_cmpstr (importer->id, ==, "mlflow-store");
  g_assert_true (importer->import (importer, &input, &sink->base, NULL, &error));
  g_assert_no_error (error);
}

/* The row that FAULTS.json names is the changed tag, in the order in which the importer lists rows. */
static void
test_registry_row (void)
{
  g_autofree char *folder = demo_write (RC_DEMO_MIN_WITH_FAULTS, 9, TRUE);
  g_autoptr (GPtrArray) faults = demo_read_faults (folder);
  gint64 place = get_fault (faults, RC_EXCEPTION_DIGEST_DISAGREES)->record;
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  const char *row;
  g_autofree char *table = NULL;
  g_autofree char *key = NULL;
  g_autofree char *version = NULL;

  import_registry (folder, sink);
  g_assert_cmpuint (sink->asides->len, ==, 0);
  g_assert_cmpint (place, <=, sink->rows->len);
  row = sink->rows->pdata[place - 1];
  table = demo_dup_text_member (row, "/table");
  key = demo_dup_text_member (row, "/key/key/text");
  version = demo_dup_text_member (row, "/key/version/integer");
  g_assert_cmpstr (table, ==, "model_version_tags");
  g_assert_cmpstr (key, ==, "artifact_sha256");
  g_assert_cmpstr (version, ==, "3");
  demo_remove (folder);
}

/* The record about the application of that number, "KA-2026-000001"; NULL: there is none. */
static const DemoRecord *
find_application (GPtrArray  *records,
                  const char *application)
{
  g_autofree char *member = g_strdup_printf ("\"application\":\"%s\"", application);

  for (guint i = 0; i < records->len; i++)
    if (strstr (((DemoRecord *) records->pdata[i])->line, member) != NULL)
      return records->pdata[i];

  return NULL;
}

/* The bank's own list has one decision that was never logged; those before and after it follow each other in a chain without a break. */
static void
check_unlogged (const char *folder,
                GPtrArray  *faults,
                GPtrArray  *records)
{
  g_auto (GStrv) lines = demo_read_lines (folder, "evidence/core-banking/decisions.jsonl");
  const DemoFault *unlogged = get_fault (faults, RC_EXCEPTION_DECISION_MISSING);
  const DemoRecord *about[3];

  g_assert_cmpstr (unlogged->source, ==, "evidence/core-banking/decisions.jsonl");
  for (guint i = 0; i < G_N_ELEMENTS (about); i++)
    {
      g_autofree char *application = demo_dup_text_member (lines[unlogged->record - 2 + i], "/application");

      about[i] = find_application (records, application);
    }

  g_assert_nonnull (about[0]);
  g_assert_null (about[1]);
  g_assert_nonnull (about[2]);
  g_assert_cmpint (about[2]->sequence, ==, about[0]->sequence + 1);
  g_assert_cmpstr (about[2]->previous, ==, about[0]->hash);
}

/* No human action refers to an application whose record was touched. */
static void
check_actions_untouched (const char *folder,
                         GPtrArray  *records)
{
  g_auto (GStrv) actions = demo_read_lines (folder, "evidence/oversight/actions.jsonl");

  for (guint i = 0; actions[i] != NULL; i++)
    {
      g_autofree char *application = demo_dup_text_member (actions[i], "/application");
      const DemoRecord *record = find_application (records, application);

      g_assert_nonnull (record);
      g_assert_cmpstr (record->hash, ==, record->computed);
    }
}

static void
check_faults (guint64 inferences,
              guint64 seed)
{
  g_autofree char *folder = demo_write (inferences, seed, TRUE);
  g_autoptr (GPtrArray) faults = demo_read_faults (folder);
  g_autoptr (GPtrArray) records = demo_read_log (folder);

  g_assert_cmpuint (faults->len, ==, 14);
  check_log_faults (faults, records);
  check_head_faults (folder, faults, records);
  check_operation_faults (folder, faults);
  check_model_faults (folder, faults, records);
  check_unlogged (folder, faults, records);
  check_actions_untouched (folder, records);
  demo_remove (folder);
}

static void
test_faults (void)
{
  for (guint64 seed = 1; seed <= 3; seed++)
    check_faults (2500, seed);
}

/* Where there is hardly room for them, the faults still keep apart. */
static void
test_faults_crowded (void)
{
  for (guint64 seed = 100; seed < 112; seed++)
    check_faults (RC_DEMO_MIN_WITH_FAULTS, seed);
}

static void
test_no_faults (void)
{
  g_autofree char *folder = demo_write (60, 31, FALSE);
  g_autofree char *text = demo_read (folder, "FAULTS.json");

  g_assert_cmpstr (text, ==, "[]\n");
  demo_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  rc_importers_register_all ();
  g_test_add_func ("/demo-faults/listed", test_faults);
  g_test_add_func ("/demo-faults/crowded", test_faults_crowded);
  g_test_add_func ("/demo-faults/none", test_no_faults);
  g_test_add_func ("/demo-faults/registry-row", test_registry_row);
  return g_test_run ();
}
