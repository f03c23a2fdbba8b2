/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "demo-fixture.h"
#include "import-fixture.h"

/* Every file of the corpus of real and constructed examples is imported: without a crash, without an error, and as many are
 * understood as the table says. A file that no importer reads is kept and says so. */

typedef struct
{
  const char *folder;
  guint       files;
  guint       understood;
} Known;

/* Folder, files, of them understood. An importer that comes to be changes its line. */
static const Known known[] = {
  { "comet", 3, 1 },
  { "databricks", 1, 0 },
  { "databricks/constructed", 7, 7 },
  { "databricks/delta-unitycatalog", 8, 5 },
  { "databricks/export-import-databricks", 43, 35 },
  { "datarobot", 2, 1 },
  { "datarobot/custom-models-action", 2, 2 },
  { "datarobot/rest-responses", 28, 21 },
  { "dvc", 1, 0 },
  { "dvc/constructed", 5, 3 },
  { "dvc/dvc-repo-history", 4, 4 },
  { "dvc/no-licence-stated", 30, 25 },
  { "inference/ai-audit-chains", 46, 23 },
  { "inference/app-prediction-logs", 5, 4 },
  { "inference/argilla", 2, 1 },
  { "inference/aws-bedrock", 4, 3 },
  { "inference/azure-ml-data-collector", 5, 4 },
  { "inference/azure-openai", 2, 1 },
  { "inference/drift-reports", 3, 2 },
  { "inference/elastic-ecs", 2, 1 },
  { "inference/evidently", 3, 2 },
  { "inference/human-review-a2i", 5, 4 },
  { "inference/kserve", 4, 3 },
  { "inference/label-studio", 6, 5 },
  { "inference/langfuse", 3, 2 },
  { "inference/litellm", 2, 1 },
  { "inference/otel-sdk-console-json", 2, 1 },
  { "inference/otlp-json", 8, 7 },
  { "inference/phoenix", 2, 1 },
  { "inference/prometheus-alertmanager", 3, 2 },
  { "inference/sagemaker-data-capture", 15, 14 },
  { "inference/seldon", 2, 1 },
  { "inference/serving-text-logs", 5, 4 },
  { "inference/vertex-ai", 3, 2 },
  { "integrity", 2, 0 },
  { "integrity/agent-capsules", 12, 7 },
  { "integrity/asic", 11, 10 },
  { "integrity/bagit", 289, 106 },
  { "integrity/ccf-receipt", 9, 6 },
  { "integrity/cloudtrail", 135, 107 },
  { "integrity/cose", 14, 0 },
  { "integrity/dsse", 12, 9 },
  { "integrity/jcs", 20, 0 },
  { "integrity/jose", 15, 5 },
  { "integrity/jsonl-chain", 76, 73 },
  { "integrity/minisign", 11, 7 },
  { "integrity/oms", 50, 13 },
  { "integrity/rfc3161", 13, 6 },
  { "integrity/rfc6962", 123, 0 },
  { "integrity/scitt", 33, 12 },
  { "integrity/signed-note", 18, 13 },
  { "integrity/signify", 8, 3 },
  { "integrity/sigstore", 153, 53 },
  { "integrity/sshsig", 13, 4 },
  { "integrity/tlog-tiles", 51, 18 },
  { "integrity/vc-data-integrity", 14, 3 },
  { "integrity/wycheproof", 7, 0 },
  { "integrity/xmldsig", 5, 4 },
  { "kitops", 1, 0 },
  { "kitops/compare-manifest", 9, 5 },
  { "kitops/kitfile-generation", 5, 0 },
  { "kitops/kitfiles", 2, 2 },
  { "kitops/modelkit-refs", 3, 0 },
  { "kitops/modelpack", 1, 1 },
  { "kitops/pack-unpack", 4, 0 },
  { "kitops/parameters", 5, 0 },
  { "kubeflow", 1, 0 },
  { "kubeflow/kfp-argo", 1, 1 },
  { "kubeflow/kfp-ir", 8, 8 },
  { "kubeflow/kfp-proposed-native-lineage", 2, 1 },
  { "kubeflow/kfp-v1-ui-metadata", 3, 3 },
  { "kubeflow/kfp-v2beta1-api", 10, 4 },
  { "kubeflow/mlmd", 10, 2 },
  { "kubeflow/model-catalog", 3, 2 },
  { "kubeflow/model-registry", 18, 17 },
  { "mlflow", 1, 0 },
  { "mlflow/constructed", 3, 3 },
  { "mlflow/evaluation-2.x", 1, 1 },
  { "mlflow/export-import-oss", 25, 25 },
  { "mlflow/mlmodel", 2, 2 },
  { "mlflow/no-licence-stated", 318, 302 },
  { "model-cards", 1, 0 },
  { "model-cards/allennlp-json", 7, 6 },
  { "model-cards/croissant", 17, 16 },
  { "model-cards/cyclonedx", 28, 27 },
  { "model-cards/google-mct", 7, 5 },
  { "model-cards/huggingface", 14, 13 },
  { "model-cards/spdx", 3, 2 },
  { "wandb", 1, 0 },
  { "wandb/offline-run-20210216_154407-g9dvvkua", 6, 4 },
  { "wandb/offline-run-20251014_120029-6zjwrmwu", 4, 4 },
  { "wandb/run-20260211_121423-kj3gdsjx", 5, 5 },
};

static const char *
get_corpus (void)
{
  const char *corpus = g_getenv ("RECOUNT_CORPUS");

  return corpus != NULL && g_file_test (corpus, G_FILE_TEST_IS_DIR) ? corpus : NULL;
}

/* The first two folders of a name, e.g. "mlflow/constructed". */
static char *
dup_folder (const char *name)
{
  const char *first = strchr (name, '/');
  const char *second = first != NULL ? strchr (first + 1, '/') : NULL;

  return second != NULL ? g_strndup (name, (gsize) (second - name)) : g_strndup (name, (gsize) (first - name));
}

static const char *
get_top (const char *folder)
{
  const char *slash = strchr (folder, '/');
  g_autofree char *top = slash != NULL ? g_strndup (folder, (gsize) (slash - folder)) : g_strdup (folder);

  return g_intern_string (top);
}

static gboolean
is_file (const RcSource *source)
{
  return strchr (source->name, '!') == NULL;
}

static char *
count_found (const RcImportResult *result)
{
  g_autoptr (GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) understood = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GList) folders = NULL;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < result->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (result->sources, i);
      g_autofree char *folder = dup_folder (source->name);

      if (!is_file (source))
        continue;
      g_hash_table_insert (files, g_strdup (folder), GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (files, folder)) + 1));
      if (source->importer != NULL)
        g_hash_table_insert (understood, g_strdup (folder),
                             GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (understood, folder)) + 1));
    }

  folders = g_list_sort (g_hash_table_get_keys (files), (GCompareFunc) strcmp);
  for (GList *item = folders; item != NULL; item = item->next)
    g_string_append_printf (text, "  { \"%s\", %u, %u },\n", (const char *) item->data,
                            GPOINTER_TO_UINT (g_hash_table_lookup (files, item->data)),
                            GPOINTER_TO_UINT (g_hash_table_lookup (understood, item->data)));
  return g_string_free (text, FALSE);
}

static char *
count_known (const char *top)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      if (get_top (known[i].folder) == top)
        g_string_append_printf (text, "  { \"%s\", %u, %u },\n", known[i].folder, known[i].files, known[i].understood);
    }
  return g_string_free (text, FALSE);
}

/* What must be read whatever else changes. */
static void
assert_read (const RcImportResult *result,
             const char           *corpus)
{
  for (guint i = 0; i < result->sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (result->sources, i);
      g_autofree char *path = g_build_filename (corpus, source->name, NULL);
      g_autofree char *bytes = NULL;
      gsize length;

      if (!is_file (source))
        continue;
      g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
      g_assert_cmpuint (length, ==, source->size);
      if (g_str_has_prefix (source->name, "mlflow/") && length > 16 && memcmp (bytes, "SQLite format 3", 16) == 0)
        g_assert_cmpstr (source->importer, ==, "mlflow-store");
      if (g_str_has_prefix (source->name, "model-cards/huggingface/") && g_str_has_suffix (source->name, ".md")
          && !g_str_has_suffix (source->name, "/ORIGIN.md"))
        g_assert_cmpstr (source->importer, ==, "hugging-face-card");
      if (g_str_has_prefix (source->name, "inference/ai-audit-chains/aiact-audit-log") && g_str_has_suffix (source->name, ".jsonl"))
        g_assert_cmpstr (source->importer, ==, "aiact-audit-log");
    }
}

static void
test_folder (ImportFixture *fixture,
             gconstpointer  data)
{
  const char *top = data;
  const char *corpus = get_corpus ();
  const RcImportOptions options = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *found = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_files = 0;

  if (corpus == NULL)
    {
      g_test_skip ("the corpus is not there: RECOUNT_CORPUS names no folder");
      return;
    }

  path = g_build_filename (corpus, top, NULL);
  {
    const char * const paths[] = { path, NULL };

    result = rc_import_paths (fixture->case_file, paths, &options, NULL, &error);
  }
  g_assert_no_error (error);
  g_assert_cmpuint (result->refused->len, ==, 0);
  files = demo_list_files (path);
  for (guint i = 0; i < result->sources->len; i++)
    n_files += is_file (g_ptr_array_index (result->sources, i)) ? 1 : 0;
  g_assert_cmpuint (n_files, ==, files->len);

  assert_read (result, corpus);
  found = count_found (result);
  expected = count_known (top);
  g_assert_cmpstr (found, ==, expected);
  import_fixture_assert_sound (fixture->case_file);
  import_fixture_assert_untouched (fixture);
}

/* No folder of the corpus is left out. */
static void
test_all (void)
{
  const char *corpus = get_corpus ();
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (corpus == NULL)
    {
      g_test_skip ("the corpus is not there: RECOUNT_CORPUS names no folder");
      return;
    }

  dir = g_dir_open (corpus, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (corpus, name, NULL);
      gboolean listed = FALSE;

      for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
        listed = listed || g_str_equal (get_top (known[i].folder), name);
      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !listed)
        g_error ("%s is in no table", name);
    }
}

int
main (int    argc,
      char **argv)
{
  const char *last = NULL;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-corpus/all", test_all);
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      const char *top = get_top (known[i].folder);
      g_autofree char *path = g_strconcat ("/import-corpus/", top, NULL);

      if (top == last)
        continue;
      g_test_add (path, ImportFixture, top, import_fixture_set_up, test_folder, import_fixture_tear_down);
      last = top;
    }
  return g_test_run ();
}
