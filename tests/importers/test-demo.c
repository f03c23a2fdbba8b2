/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

#include "core/importer.h"
#include "demo-fixture.h"
#include "importers/importers.h"

/* --- Formats --- */

static const struct
{
  const char *path;
  const char *importer;
  gint        lines;      /* -1: not fixed */
} formats[] = {
  { "evidence/log/decisions-2026-04.jsonl", "kreditcheck-decision", -1 },
  { "evidence/log/decisions-2026-07.jsonl", "kreditcheck-decision", -1 },
  { "evidence/operations/deployments.jsonl", "modelops-deployment", 3 },
  { "evidence/operations/approvals.jsonl", "modelops-approval", 3 },
  { "evidence/oversight/actions.jsonl", "oversight-action", -1 },
  { "evidence/monitoring/anomalies.jsonl", "monitoring-anomaly", 9 },
  { "evidence/core-banking/decisions.jsonl", "corebank-decision", 500 },
  { "evidence/system/system-description.json", "system-description", 1 },
  { "evidence/policy/retention.json", "records-retention", 1 },
};

static void
count_event (const RcParsedEvent *event,
             gpointer             user_data)
{
  guint *count = user_data;

  g_assert_true (event->has_time);
  g_assert_cmpuint (event->kind, !=, RC_EVENT_OTHER);
  (*count)++;
}

static void
check_lines (const RcImporter  *importer,
             char             **lines)
{
  gpointer parser = importer->parser_new (importer);
  guint count = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      RcRecordFault fault;

      g_assert_cmpint (importer->parse (importer, parser, lines[i], strlen (lines[i]), count_event, &count, &fault),
                       ==, RC_PARSE_EVENTS);
    }
  g_assert_cmpuint (count, ==, g_strv_length (lines));
  importer->parser_free (parser);
}

/* The program's own mappings read every record of the set. */
static void
test_formats (void)
{
  g_autofree char *folder = demo_write (500, 5, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *text = demo_read (folder, formats[i].path);
      g_auto (GStrv) lines = demo_read_lines (folder, formats[i].path);
      RcSample sample = {
        .name = formats[i].path, .head = text, .head_length = MIN (strlen (text), 65536), .size = (gint64) strlen (text),
      };
      const RcImporter *importer = rc_importer_choose (&sample);

      g_assert_nonnull (importer);
      g_assert_cmpstr (importer->id, ==, formats[i].importer);
      if (formats[i].lines >= 0)
        g_assert_cmpuint (g_strv_length (lines), ==, formats[i].lines);
      if (importer->framing == RC_FRAMING_LINES)
        check_lines (importer, lines);
    }

  demo_remove (folder);
}

/* --- The chain and its heads --- */

static void
check_head (const char *folder,
            const char *day,
            GPtrArray  *records,
            guint      *out_index)
{
  g_autofree char *path = g_strdup_printf ("evidence/log/heads/head-%s.json", day);
  g_autofree char *text = demo_read (folder, path);
  g_autofree char *file = demo_dup_text_member (text, "/file");
  g_autofree char *hash = demo_dup_text_member (text, "/hash");
  g_autofree char *stated = demo_dup_text_member (text, "/stated_at");
  gint64 sequence = demo_get_text_integer (text, "/seq");
  const DemoRecord *record;

  g_assert_cmpint (sequence, <, records->len);
  record = records->pdata[sequence];
  g_assert_cmpstr (record->file, ==, file);
  g_assert_cmpstr (record->hash, ==, hash);
  g_assert_cmpint (demo_get_text_integer (text, "/entries"), ==, sequence + 1);
  g_assert_cmpint (strncmp (record->time, day, 10), <=, 0);
  g_assert_true (g_str_has_prefix (stated, day));
  if (sequence + 1 < records->len)
    g_assert_cmpint (strncmp (((DemoRecord *) records->pdata[sequence + 1])->time, day, 10), >, 0);
  *out_index = (guint) sequence;
}

static void
test_chain (void)
{
  g_autofree char *folder = demo_write (0, 11, FALSE);
  g_autoptr (GPtrArray) records = demo_read_log (folder);
  guint last = 0;

  g_assert_cmpuint (records->len, ==, RC_DEMO_DEFAULT_INFERENCES);
  for (guint i = 0; i < records->len; i++)
    {
      const DemoRecord *record = records->pdata[i];
      const DemoRecord *before = i > 0 ? records->pdata[i - 1] : NULL;

      g_assert_cmpint (record->sequence, ==, i);
      g_assert_cmpstr (record->hash, ==, record->computed);
      g_assert_cmpstr (record->previous, ==,
                       before != NULL ? before->hash : "0000000000000000000000000000000000000000000000000000000000000000");
      g_assert_true (strncmp (record->file + strlen ("decisions-"), record->time, 7) == 0);
      if (before != NULL)
        g_assert_cmpstr (before->time, <=, record->time);
    }

  for (guint i = 0; i < DEMO_N_HEADS; i++)
    check_head (folder, demo_head_days[i], records, &last);
  g_assert_cmpuint (last, ==, records->len - 1);
  demo_remove (folder);
}

static void
test_signatures (void)
{
  g_autofree char *folder = demo_write (300, 12, FALSE);
  g_autofree char *changed = g_build_filename (folder, "evidence/log/heads/head-2026-04-15.json", NULL);

  for (guint i = 0; i < DEMO_N_HEADS; i++)
    {
      g_autofree char *path = g_strdup_printf ("evidence/log/heads/head-%s.json", demo_head_days[i]);

      g_assert_cmpint (demo_check_signature (folder, path), ==, DEMO_SIGNATURE_GOOD);
    }
  g_assert_cmpint (demo_check_signature (folder, "evidence/SHA256SUMS"), ==, DEMO_SIGNATURE_GOOD);

  g_assert_true (g_file_set_contents (changed, "{}\n", -1, NULL));
  g_assert_cmpint (demo_check_signature (folder, "evidence/log/heads/head-2026-04-15.json"), ==, DEMO_SIGNATURE_BAD);
  demo_remove (folder);
}

/* Every file of the evidence but the list and its signature is listed, with the digest that it has. */
static void
test_list (void)
{
  g_autofree char *folder = demo_write (300, 13, TRUE);
  g_autofree char *evidence = g_build_filename (folder, "evidence", NULL);
  g_autofree char *list = demo_read (evidence, "SHA256SUMS");
  g_autoptr (GPtrArray) files = demo_list_files (evidence);
  g_autoptr (GString) expected = g_string_new (NULL);

  for (guint i = 0; i < files->len; i++)
    {
      const char *path = files->pdata[i];
      g_autofree char *full = g_build_filename (evidence, path, NULL);
      g_autofree char *hex = NULL;
      g_autofree char *bytes = NULL;
      gsize length = 0;
      RcDigest digest;

      if (g_str_has_prefix (path, "SHA256SUMS"))
        continue;
      g_assert_true (g_file_get_contents (full, &bytes, &length, NULL));
      rc_digest_compute (bytes, length, &digest);
      hex = rc_digest_dup_hex (&digest);
      g_string_append_printf (expected, "%s  %s\n", hex, path);
    }

  g_assert_cmpstr (list, ==, expected->str);
  demo_remove (folder);
}

/* --- People and the business --- */

static void
check_action (const char *line,
              GPtrArray  *records,
              GHashTable *finals)
{
  g_autofree char *application = demo_dup_text_member (line, "/application");
  g_autofree char *event = demo_dup_text_member (line, "/event_id");
  g_autofree char *action = demo_dup_text_member (line, "/action");
  g_autofree char *original = demo_dup_text_member (line, "/original_output/proposal");
  g_autofree char *final = demo_dup_text_member (line, "/final");
  g_autofree char *actor = demo_dup_text_member (line, "/actor");
  g_autofree char *acted = demo_dup_text_member (line, "/acted_at");
  guint64 number = g_ascii_strtoull (application + strlen ("KA-2026-"), NULL, 10);
  const DemoRecord *record = records->pdata[number - 1];
  g_autofree char *record_event = demo_dup_text_member (record->line, "/event_id");
  g_autofree char *proposal = demo_dup_text_member (record->line, "/output/proposal");

  g_assert_cmpstr (event, ==, record_event);
  g_assert_cmpstr (original, ==, proposal);
  g_assert_cmpstr (acted, >, record->time);
  g_assert_true (g_str_has_suffix (actor, " (fictitious)"));
  g_assert_true (g_str_equal (action, g_str_equal (original, final) ? "approve" : "override"));
  g_assert_true (g_hash_table_insert (finals, g_steal_pointer (&application), g_steal_pointer (&final)));
}

static void
test_business (void)
{
  g_autofree char *folder = demo_write (4000, 14, FALSE);
  g_autoptr (GPtrArray) records = demo_read_log (folder);
  g_autoptr (GHashTable) finals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) actions = demo_read_lines (folder, "evidence/oversight/actions.jsonl");
  g_auto (GStrv) decisions = demo_read_lines (folder, "evidence/core-banking/decisions.jsonl");
  g_autofree char *last_time = g_strdup ("");
  guint overrides = 0;

  for (guint i = 0; actions[i] != NULL; i++)
    {
      check_action (actions[i], records, finals);
      overrides += strstr (actions[i], "\"action\":\"override\"") != NULL;
    }
  g_assert_cmpuint (overrides, >, 4000 * 2 / 100);
  g_assert_cmpuint (overrides, <, 4000 * 4 / 100);

  g_assert_cmpuint (g_strv_length (decisions), ==, records->len);
  for (guint i = 0; i < records->len; i++)
    {
      const DemoRecord *record = records->pdata[i];
      g_autofree char *application = demo_dup_text_member (decisions[i], "/application");
      g_autofree char *logged = demo_dup_text_member (record->line, "/application");
      g_autofree char *proposal = demo_dup_text_member (record->line, "/output/proposal");
      g_autofree char *final = demo_dup_text_member (decisions[i], "/final");
      g_autofree char *decided = demo_dup_text_member (decisions[i], "/decided_at");
      const char *acted = g_hash_table_lookup (finals, application);

      g_assert_cmpstr (application, ==, logged);
      g_assert_cmpstr (final, ==, acted != NULL ? acted : proposal);
      g_assert_cmpstr (decided, >, record->time);
      g_assert_cmpstr (decided, >=, last_time);
      g_free (last_time);
      last_time = g_steal_pointer (&decided);
    }

  demo_remove (folder);
}

/* --- The registry and the cards --- */

static void
assert_query (sqlite3    *database,
              const char *sql,
              const char *expected)
{
  g_autofree char *found = demo_query (database, sql);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_registry (void)
{
  g_autofree char *folder = demo_write (300, 15, FALSE);
  g_autoptr (GPtrArray) records = demo_read_log (folder);
  g_autofree char *v3 = demo_dup_text_member (((DemoRecord *) records->pdata[0])->line, "/model/artifact_sha256");
  g_autofree char *v4 = demo_dup_text_member (((DemoRecord *) records->pdata[records->len - 1])->line, "/model/artifact_sha256");
  g_autofree char *registry = g_build_filename (folder, "evidence/registry", NULL);
  g_autoptr (GPtrArray) files = demo_list_files (registry);
  sqlite3 *database = demo_open_registry (folder);
  g_autofree char *tags = demo_query (database, DEMO_ARTIFACT_TAGS);
  g_auto (GStrv) digests = g_strsplit (tags, ";", -1);

  assert_query (database, "SELECT version_num FROM alembic_version", "7f2a7d5fae7d;");
  assert_query (database, "PRAGMA integrity_check", "ok;");
  assert_query (database, "PRAGMA foreign_key_check", "");
  assert_query (database, "SELECT current_stage FROM model_versions ORDER BY version", "Archived;Archived;Production;");
  assert_query (database,
                "SELECT count (*) FROM model_versions v JOIN runs r ON r.run_uuid = v.run_id"
                " JOIN tags t ON t.run_uuid = r.run_uuid AND t.key = 'mlflow.source.git.commit' AND length (t.value) = 40"
                " JOIN inputs i ON i.destination_id = r.run_uuid JOIN datasets d ON d.dataset_uuid = i.source_id"
                " JOIN input_tags g ON g.input_uuid = i.input_uuid AND g.value = 'training'", "3;");
  g_assert_cmpint (sqlite3_close (database), ==, SQLITE_OK);

  g_assert_cmpuint (g_strv_length (digests), ==, 4);
  g_assert_cmpstr (digests[1], ==, v3);
  g_assert_cmpstr (digests[2], ==, v4);
  g_assert_cmpstr (v3, !=, v4);
  g_assert_cmpuint (files->len, ==, 1);
  demo_remove (folder);
}

static void
test_cards (void)
{
  static const char * const names[] = { "3-card-1.0", "3-card-1.1", "4-card-2.0" };
  static const char * const parts[] = {
    "\nmodel_name: kreditcheck\n", "\nlicense: other\n", "\ndatasets:\n  - nordhafen-", "\nmodel-index:\n", "\n---\n",
    "\n## Uses\n", "\n## Bias, Risks, and Limitations\n", "\n## Evaluation\n",
  };
  g_autofree char *folder = demo_write (50, 16, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strdup_printf ("evidence/cards/kreditcheck-%s.md", names[i]);
      g_autofree char *text = demo_read (folder, path);
      g_autofree char *version = g_strdup_printf ("\nversion: \"%c\"\ncard_version: \"%s\"\n", names[i][0], names[i] + 7);

      g_assert_true (g_str_has_prefix (text, "---\n"));
      g_assert_nonnull (strstr (text, version));
      for (guint k = 0; k < G_N_ELEMENTS (parts); k++)
        g_assert_nonnull (strstr (text, parts[k]));
    }

  demo_remove (folder);
}

/* --- Same seed, same bytes --- */

static char *
digest_all (const char *folder)
{
  g_autoptr (GPtrArray) files = demo_list_files (folder);
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  RcDigest digest;

  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *full = g_build_filename (folder, files->pdata[i], NULL);
      g_autofree char *bytes = NULL;
      gsize length = 0;

      g_assert_true (g_file_get_contents (full, &bytes, &length, NULL));
      rc_hasher_update (hasher, files->pdata[i], strlen (files->pdata[i]) + 1);
      rc_hasher_update (hasher, &length, sizeof length);
      rc_hasher_update (hasher, bytes, length);
    }

  rc_hasher_finish (hasher, &digest);
  return rc_digest_dup_hex (&digest);
}

static void
test_deterministic (void)
{
  g_autofree char *first = demo_write (700, 21, TRUE);
  g_autofree char *again = demo_write (700, 21, TRUE);
  g_autofree char *other = demo_write (700, 22, TRUE);
  g_autofree char *first_digest = digest_all (first);
  g_autofree char *again_digest = digest_all (again);
  g_autofree char *other_digest = digest_all (other);

  g_assert_cmpstr (first_digest, ==, again_digest);
  g_assert_cmpstr (first_digest, !=, other_digest);
  demo_remove (first);
  demo_remove (again);
  demo_remove (other);
}

/* --- Few records, refusals, cancelling --- */

/* Half months without a record have no head; the newest head names the last record. */
static void
test_few (void)
{
  static const guint64 counts[] = { 1, 2, 3, 9, 40 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *folder = demo_write (counts[i], 41, FALSE);
      g_autofree char *heads = g_build_filename (folder, "evidence/log/heads", NULL);
      g_autoptr (GPtrArray) files = demo_list_files (heads);
      g_autofree char *head = demo_read (heads, files->pdata[files->len - 2]);

      g_assert_true (g_str_has_suffix (files->pdata[files->len - 1], ".json.minisig"));
      g_assert_cmpint (demo_get_text_integer (head, "/entries"), ==, (gint64) counts[i]);
      demo_remove (folder);
    }
}

static void
assert_refused (const RcDemoOptions *options,
                GQuark               domain,
                int                  code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (rc_demo_write (options, &error));
  g_assert_error (error, domain, code);
}

static void
test_refusals (void)
{
  g_autofree char *folder = g_dir_make_tmp ("demo-XXXXXX", NULL);
  g_autofree char *inner = g_build_filename (folder, "new", "set", NULL);
  g_autofree char *kept = g_build_filename (folder, "kept.txt", NULL);
  g_autofree char *below_file = g_build_filename (kept, "set", NULL);
  g_autofree char *text = NULL;
  RcDemoOptions few = { .folder = inner, .inferences = RC_DEMO_MIN_WITH_FAULTS - 1, .faults = TRUE };
  RcDemoOptions many = { .folder = inner, .inferences = RC_DEMO_MAX_INFERENCES + 1 };
  RcDemoOptions used = { .folder = folder, .inferences = 10 };
  RcDemoOptions below = { .folder = below_file, .inferences = 10 };

  assert_refused (&few, RC_DEMO_ERROR, RC_DEMO_ERROR_OPTIONS);
  assert_refused (&many, RC_DEMO_ERROR, RC_DEMO_ERROR_OPTIONS);
  g_assert_false (g_file_test (inner, G_FILE_TEST_EXISTS));

  g_assert_true (g_file_set_contents (kept, "mine", -1, NULL));
  assert_refused (&used, RC_DEMO_ERROR, RC_DEMO_ERROR_NOT_EMPTY);
  assert_refused (&below, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
  g_assert_true (g_file_get_contents (kept, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");
  demo_remove (folder);
}

static void
cancel_late (guint64  done,
             guint64  total,
             gpointer user_data)
{
  if (done > total / 2)
    g_cancellable_cancel (user_data);
}

/* A run that is cancelled takes everything back that it wrote. */
static void
test_cancelled (void)
{
  g_autofree char *folder = g_dir_make_tmp ("demo-XXXXXX", NULL);
  g_autofree char *inner = g_build_filename (folder, "set", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  RcDemoOptions options = {
    .folder = inner, .inferences = 40000, .cancellable = cancellable, .progress = cancel_late, .user_data = cancellable,
  };

  assert_refused (&options, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (inner, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* --- Public tools say the same --- */

static gboolean
run_tool (const char         *folder,
          const char * const *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_set_cwd (launcher, folder);
  process = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  g_assert_no_error (error);
  return g_subprocess_wait_check (process, NULL, NULL);
}

static void
test_sha256sum (void)
{
  static const char * const arguments[] = { "sha256sum", "--check", "--strict", "SHA256SUMS", NULL };
  g_autofree char *program = g_find_program_in_path ("sha256sum");
  g_autofree char *folder = NULL;
  g_autofree char *evidence = NULL;
  g_autofree char *card = NULL;

  if (program == NULL)
    {
      g_test_skip ("the program sha256sum is not installed");
      return;
    }

  folder = demo_write (250, 51, TRUE);
  evidence = g_build_filename (folder, "evidence", NULL);
  card = g_build_filename (evidence, "cards/kreditcheck-3-card-1.0.md", NULL);
  g_assert_true (run_tool (evidence, arguments));
  g_assert_true (g_file_set_contents (card, "x", -1, NULL));
  g_assert_false (run_tool (evidence, arguments));
  demo_remove (folder);
}

static void
test_minisign (void)
{
  static const char * const list[] = {
    "minisign", "-V", "-H", "-p", "keys/nordhafen-log.pub", "-m", "evidence/SHA256SUMS", NULL,
  };
  static const char * const head[] = {
    "minisign", "-V", "-H", "-p", "keys/nordhafen-log.pub", "-m", "evidence/log/heads/head-2026-07-31.json", NULL,
  };
  g_autofree char *program = g_find_program_in_path ("minisign");
  g_autofree char *folder = NULL;
  g_autofree char *changed = NULL;

  if (program == NULL)
    {
      g_test_skip ("the program minisign is not installed");
      return;
    }

  folder = demo_write (250, 52, TRUE);
  changed = g_build_filename (folder, head[6], NULL);
  g_assert_true (run_tool (folder, list));
  g_assert_true (run_tool (folder, head));
  g_assert_true (g_file_set_contents (changed, "{}\n", -1, NULL));
  g_assert_false (run_tool (folder, head));
  demo_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  rc_importers_register_all ();
  g_test_add_func ("/demo/formats", test_formats);
  g_test_add_func ("/demo/chain", test_chain);
  g_test_add_func ("/demo/signatures", test_signatures);
  g_test_add_func ("/demo/list", test_list);
  g_test_add_func ("/demo/business", test_business);
  g_test_add_func ("/demo/registry", test_registry);
  g_test_add_func ("/demo/cards", test_cards);
  g_test_add_func ("/demo/deterministic", test_deterministic);
  g_test_add_func ("/demo/few", test_few);
  g_test_add_func ("/demo/refusals", test_refusals);
  g_test_add_func ("/demo/cancelled", test_cancelled);
  g_test_add_func ("/demo/tools/sha256sum", test_sha256sum);
  g_test_add_func ("/demo/tools/minisign", test_minisign);
  return g_test_run ();
}
