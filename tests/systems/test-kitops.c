/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "system-fixture.h"

#include <string.h>

#include "core/exception.h"

#define WEIGHTS "what the model weighs"
#define LOANS   "income,granted\n1200,1\n"
#define PARENT  "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"
#define COMMIT  "1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d"

static char *
dup_digest (const char *content)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, content, -1);
}

static void
put_bytes (ImportFixture *fixture,
           GBytes        *content)
{
  g_autofree char *hex = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
  g_autofree char *path = g_strconcat ("kit/blobs/sha256/", hex, NULL);

  import_fixture_put_bytes (fixture, path, content);
}

static void
put_blob (ImportFixture *fixture,
          const char    *content)
{
  g_autoptr (GBytes) bytes = g_bytes_new (content, strlen (content));

  put_bytes (fixture, bytes);
}

static char *
describe_bytes (const char *media_type,
                GBytes     *content,
                const char *more)
{
  g_autofree char *hex = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);

  return g_strdup_printf ("{\"mediaType\":\"%s\",\"digest\":\"sha256:%s\",\"size\":%" G_GSIZE_FORMAT "%s}", media_type, hex,
                          g_bytes_get_size (content), more);
}

static char *
describe (const char *media_type,
          const char *content,
          const char *more)
{
  g_autoptr (GBytes) bytes = g_bytes_new (content, strlen (content));

  return describe_bytes (media_type, bytes, more);
}

static GBytes *
compress (const char *content)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
  g_autoptr (GError) error = NULL;
  guint8 buffer[512];
  gsize n_read, n_written;

  g_assert_cmpint (g_converter_convert (G_CONVERTER (compressor), content, strlen (content), buffer, sizeof buffer, G_CONVERTER_INPUT_AT_END,
                                        &n_read, &n_written, &error), ==, G_CONVERTER_FINISHED);
  g_assert_no_error (error);
  return g_bytes_new (buffer, n_written);
}

/* An image layout with one package of that configuration, under the tag "champion". */
static void
put_layout (ImportFixture *fixture,
            const char    *artifact_type,
            const char    *config_type,
            const char    *config,
            GBytes        *weights,
            const char    *model_type,
            const char    *dataset_type)
{
  g_autofree char *model = describe_bytes (model_type, weights, "");
  g_autofree char *dataset = describe (dataset_type, LOANS, ",\"annotations\":{\"org.cncf.model.filepath\":\"loans.csv\"}");
  g_autofree char *configured = describe (config_type, config, "");
  g_autofree char *manifest = g_strdup_printf ("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                                               "\"artifactType\":\"%s\",\"config\":%s,\"layers\":[%s,%s]}",
                                               artifact_type, configured, model, dataset);
  g_autofree char *more = g_strdup_printf (",\"artifactType\":\"%s\",\"annotations\":{\"org.opencontainers.image.ref.name\":\"champion\"}",
                                           artifact_type);
  g_autofree char *listed = describe ("application/vnd.oci.image.manifest.v1+json", manifest, more);
  g_autofree char *index = g_strdup_printf ("{\"schemaVersion\":2,\"manifests\":[%s]}", listed);

  put_bytes (fixture, weights);
  put_blob (fixture, LOANS);
  put_blob (fixture, config);
  put_blob (fixture, manifest);
  import_fixture_put (fixture, "kit/index.json", index, -1);
  import_fixture_put (fixture, "kit/oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}", -1);
}

/* @plain: what the configuration states of the layer's uncompressed form. */
static void
put_kit_with (ImportFixture *fixture,
              GBytes        *weights,
              const char    *model_type,
              const char    *plain)
{
  g_autofree char *model = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, weights);
  g_autofree char *dataset = dup_digest (LOANS);
  g_autofree char *config =
    g_strdup_printf ("{\"manifestVersion\":\"1.0.0\",\"package\":{\"name\":\"scorer\",\"version\":\"1.0\",\"authors\":[\"A. Muster\"]},"
                     "\"model\":{\"path\":\"registry.example.org/team/base@sha256:" PARENT "\",\"digest\":\"sha256:%s\",\"diffId\":\"sha256:%s\"},"
                     "\"datasets\":[{\"name\":\"loans\",\"path\":\"loans.csv\",\"digest\":\"sha256:%s\"}]}", model, plain, dataset);

  put_layout (fixture, "application/vnd.kitops.modelkit.manifest.v1+json", "application/vnd.kitops.modelkit.config.v1+json", config,
              weights, model_type, "application/vnd.kitops.modelkit.dataset.v1.tar");
}

static void
put_kit (ImportFixture *fixture)
{
  g_autoptr (GBytes) weights = g_bytes_new_static (WEIGHTS, strlen (WEIGHTS));
  g_autofree char *plain = dup_digest (WEIGHTS);

  put_kit_with (fixture, weights, "application/vnd.kitops.modelkit.model.v1.tar", plain);
}

/* It logs no inference: a project's own log names the layer that was loaded by its digest, and no version. */
static void
put_inference (ImportFixture *fixture,
               const char    *model)
{
  g_autofree char *line =
    g_strdup_printf ("{\"schema\":\"kreditcheck.decision/1\",\"event\":\"inference\",\"event_id\":\"inf-1\","
                     "\"timestamp\":\"2026-02-01T09:00:00Z\",\"system\":\"loans\",\"endpoint\":\"scores\",\"model\":{%s},"
                     "\"output\":{\"score\":0.7}}\n", model);

  import_fixture_put (fixture, "log.jsonl", line, -1);
}

static const SystemSlot slots_of_kit[] = {
  { "input", RC_STANDING_NOTHING, "deployer" },
  { "subject", RC_STANDING_NOTHING, "person" },
  { "output", RC_STANDING_SINGLE, "1 field" },
  { "score", RC_STANDING_SINGLE, "0.7" },
  { "endpoint", RC_STANDING_SINGLE, "scores" },
  { "deployment", RC_STANDING_NOTHING, "deployment" },
  { "model-version", RC_STANDING_SINGLE, "scorer/1.0" },
  { "artefact", RC_STANDING_CONSISTENT, "" },
  { "run", RC_STANDING_NOTHING, "runs" },
  { "dataset", RC_STANDING_SINGLE, "packaged with the model" },
  { "commit", RC_STANDING_NOTHING, "KitOps: ask for the configuration of the ModelPack" },
  { "environment", RC_STANDING_NOTHING, "environment" },
  { "evaluation", RC_STANDING_NOTHING, "evaluation" },
  { "approval", RC_STANDING_NOTHING, "KitOps: ask for the signatures" },
  { "documentation", RC_STANDING_NOTHING, "documentation" },
  { "card", RC_STANDING_NOTHING, "KitOps: ask for the package's documents" },
  { "human-action", RC_STANDING_NOTHING, "human" },
  { "final-decision", RC_STANDING_NOTHING, "decision" },
  { "anomaly", RC_STANDING_NOTHING, "alerts" },
  { "incident", RC_STANDING_NOTHING, "incident" },
  { "reliance", RC_STANDING_NOTHING, "checked" },
  { "retention", RC_STANDING_NOTHING, "retention" },
};

static void
test_kit (ImportFixture *fixture,
          gconstpointer  data)
{
  g_autofree char *hex = dup_digest (WEIGHTS);
  g_autofree char *model = g_strdup_printf ("\"artifact_sha256\":\"%s\"", hex);
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcLineage) lineage = NULL;
  g_autofree char *tags = NULL;

  put_kit (fixture);
  put_inference (fixture, model);
  result = import_fixture_import (fixture, NULL);
  lineage = system_fixture_assert_lineage (fixture, "inf-1", slots_of_kit, G_N_ELEMENTS (slots_of_kit));

  g_assert_cmpstr (import_fixture_find (result, "evidence/kit/index.json")->importer, ==, "kitops-tags");
  /* The tag speaks of the manifest that the configuration's build was packed as. */
  tags = import_fixture_query_text (fixture, "SELECT c.value FROM claim c JOIN claim p ON p.target = c.entity "
                                             "WHERE c.property = 'stage' AND p.property = 'artifact-place'");
  g_assert_cmpstr (g_strchomp (tags), ==, "champion");
}

/* The same layout in one file: its members know each other as the files of a folder do. */
static void
test_packed_layout (ImportFixture *fixture,
                    gconstpointer  data)
{
  g_autofree char *tar = g_find_program_in_path ("tar");
  g_autofree char *folder = import_fixture_dup_path (fixture, "kit");
  g_autofree char *file = import_fixture_dup_path (fixture, "kit.tar");
  const char *command[] = { tar, "-C", folder, "-cf", file, "oci-layout", "index.json", "blobs", NULL };
  g_autofree char *hex = dup_digest (WEIGHTS);
  g_autofree char *model = g_strdup_printf ("\"artifact_sha256\":\"%s\"", hex);
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcLineage) lineage = NULL;
  g_autoptr (GError) error = NULL;

  if (tar == NULL)
    {
      g_test_skip ("no tar");
      return;
    }
  put_kit (fixture);
  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  import_fixture_remove_tree (folder);
  put_inference (fixture, model);
  result = import_fixture_import (fixture, NULL);
  g_assert_cmpstr (import_fixture_find (result, "evidence/kit.tar!index.json")->importer, ==, "kitops-tags");
  lineage = system_fixture_assert_lineage (fixture, "inf-1", slots_of_kit, G_N_ELEMENTS (slots_of_kit));
}

static const SystemSlot slots_of_pack[] = {
  { "input", RC_STANDING_NOTHING, "deployer" },
  { "subject", RC_STANDING_NOTHING, "person" },
  { "output", RC_STANDING_SINGLE, "1 field" },
  { "score", RC_STANDING_SINGLE, "0.7" },
  { "endpoint", RC_STANDING_SINGLE, "scores" },
  { "deployment", RC_STANDING_NOTHING, "deployment" },
  { "model-version", RC_STANDING_SINGLE, "scorer/2" },
  { "artefact", RC_STANDING_SINGLE, "" },
  { "run", RC_STANDING_NOTHING, "runs" },
  { "dataset", RC_STANDING_SINGLE, "loans.csv@sha256:" },
  { "commit", RC_STANDING_SINGLE, COMMIT },
  { "environment", RC_STANDING_NOTHING, "environment" },
  { "evaluation", RC_STANDING_NOTHING, "evaluation" },
  { "approval", RC_STANDING_NOTHING, "KitOps: ask for the signatures" },
  { "documentation", RC_STANDING_NOTHING, "documentation" },
  { "card", RC_STANDING_NOTHING, "KitOps: ask for the package's documents" },
  { "human-action", RC_STANDING_NOTHING, "human" },
  { "final-decision", RC_STANDING_NOTHING, "decision" },
  { "anomaly", RC_STANDING_NOTHING, "alerts" },
  { "incident", RC_STANDING_NOTHING, "incident" },
  { "reliance", RC_STANDING_NOTHING, "checked" },
  { "retention", RC_STANDING_NOTHING, "retention" },
};

/* By name and version: the configuration names them and the commit, the manifest the file. */
static void
test_pack (ImportFixture *fixture,
           gconstpointer  data)
{
  g_autoptr (GBytes) weights = g_bytes_new_static (WEIGHTS, strlen (WEIGHTS));
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcLineage) lineage = NULL;

  put_layout (fixture, "application/vnd.cncf.model.manifest.v1+json", "application/vnd.cncf.model.config.v1+json",
              "{\"descriptor\":{\"name\":\"scorer\",\"version\":\"2\",\"createdAt\":\"2026-01-01T09:00:00Z\",\"revision\":\"" COMMIT "\"},"
              "\"config\":{},\"modelfs\":{\"type\":\"layers\",\"diffIds\":[\"sha256:" PARENT "\"]}}",
              weights, "application/vnd.cncf.model.weight.v1.raw", "application/vnd.cncf.model.dataset.v1.raw");
  put_inference (fixture, "\"name\":\"scorer\",\"version\":\"2\"");
  result = import_fixture_import (fixture, NULL);
  lineage = system_fixture_assert_lineage (fixture, "inf-1", slots_of_pack, G_N_ELEMENTS (slots_of_pack));
}

static const RcSeal *
find_layout (const RcJudgement *judgement)
{
  for (guint i = 0; i < judgement->seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (judgement->seals, i);

      if (g_str_equal (seal->kind, "oci-layout"))
        return seal;
    }
  g_assert_not_reached ();
}

/* Whether the blobs are what their names say is judged by the seals, whoever reads the index. */
static void
test_seal (ImportFixture *fixture,
           gconstpointer  data)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcJudgement) judgement = NULL;
  const RcSeal *seal;

  put_kit (fixture);
  result = import_fixture_import (fixture, NULL);
  judgement = import_fixture_verify (fixture);
  seal = find_layout (judgement);
  g_assert_cmpint (seal->integrity, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->completeness, ==, RC_VERDICT_VALID);
  g_assert_cmpint (seal->signature, ==, RC_VERDICT_UNSIGNED);
  g_assert_cmpuint (seal->checked, ==, 4);
}

static void
test_exchanged_layer (ImportFixture *fixture,
                      gconstpointer  data)
{
  g_autofree char *hex = dup_digest (WEIGHTS);
  g_autofree char *path = g_strconcat ("kit/blobs/sha256/", hex, NULL);
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcJudgement) judgement = NULL;

  put_kit (fixture);
  import_fixture_put (fixture, path, "what another model weighs", -1);
  result = import_fixture_import (fixture, NULL);
  judgement = import_fixture_verify (fixture);
  g_assert_cmpint (find_layout (judgement)->integrity, ==, RC_VERDICT_INVALID);
}

/* A compressed layer has another digest than what it holds; the configuration states both. */
static void
test_packed_layer (ImportFixture *fixture,
                   gconstpointer  data)
{
  gboolean is_other = GPOINTER_TO_INT (data);
  g_autoptr (GBytes) weights = compress (WEIGHTS);
  g_autofree char *plain = dup_digest (is_other ? "something else" : WEIGHTS);
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (RcJudgement) judgement = NULL;
  const RcSeal *seal;

  put_kit_with (fixture, weights, "application/vnd.kitops.modelkit.model.v1.tar+gzip", plain);
  result = import_fixture_import (fixture, NULL);
  judgement = import_fixture_verify (fixture);
  seal = find_layout (judgement);
  g_assert_cmpint (seal->integrity, ==, is_other ? RC_VERDICT_INVALID : RC_VERDICT_VALID);
  g_assert_cmpuint (seal->checked, ==, 4);
  if (is_other)
    g_assert_cmpstr (((const RcException *) g_ptr_array_index (judgement->exceptions, 0))->kind, ==, RC_EXCEPTION_DIGEST_MISMATCH);
  else
    g_assert_cmpuint (judgement->exceptions->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/systems/kitops/kit", ImportFixture, NULL, import_fixture_set_up, test_kit, import_fixture_verify_and_tear_down);
  g_test_add ("/systems/kitops/packed-layout", ImportFixture, NULL, import_fixture_set_up, test_packed_layout,
              import_fixture_verify_and_tear_down);
  g_test_add ("/systems/kitops/pack", ImportFixture, NULL, import_fixture_set_up, test_pack, import_fixture_verify_and_tear_down);
  g_test_add ("/systems/kitops/seal", ImportFixture, NULL, import_fixture_set_up, test_seal, import_fixture_verify_and_tear_down);
  g_test_add ("/systems/kitops/exchanged-layer", ImportFixture, NULL, import_fixture_set_up, test_exchanged_layer,
              import_fixture_verify_and_tear_down);
  g_test_add ("/systems/kitops/packed-layer", ImportFixture, GINT_TO_POINTER (FALSE), import_fixture_set_up, test_packed_layer,
              import_fixture_verify_and_tear_down);
  g_test_add ("/systems/kitops/packed-layer-of-something-else", ImportFixture, GINT_TO_POINTER (TRUE), import_fixture_set_up,
              test_packed_layer, import_fixture_verify_and_tear_down);
  return g_test_run ();
}
