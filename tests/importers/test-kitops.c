/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/kitops/kitops-documents.h"
#include "importers/kitops/kitops-names.h"
#include "importers/yaml-reader.h"

#include "recording-sink.h"

#include "core/bounds.h"
#include "core/digest.h"
#include "core/exception.h"

#include <string.h>

#define A64 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B64 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define C64 "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
#define D64 "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"
#define COMMIT "1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d"

#define KITFILE \
  "manifestVersion: 1.0\n" \
  "package:\n  name: scorer\n  version: 1.0\n  license: Apache-2.0\n  authors: [A. Muster, \"B. Beispiel\"]\n" \
  "model:\n  name: scorer-model\n  path: model.bin\n  framework: onnx\n  parts:\n  - path: adapter.bin\n    type: lora\n" \
  "  parameters:\n    auc: 0.84\n" \
  "datasets:\n- name: loans\n  path: data/loans.csv\n- path: data/more.csv\n" \
  "code:\n- path: src\n" \
  "docs:\n- path: README.md\n- path: docs/loans-card.md\n- path: LICENSE\n" \
  "approver: nobody\n"

#define CONFIG \
  "{\"manifestVersion\":\"1.0.0\",\"package\":{\"name\":\"scorer\",\"version\":\"1.0\"}," \
  "\"model\":{\"path\":\"registry.example.org/team/base@sha256:" D64 "\",\"digest\":\"sha256:" A64 "\",\"diffId\":\"sha256:" A64 "\"}," \
  "\"datasets\":[{\"name\":\"loans\",\"path\":\"data\",\"digest\":\"sha256:" B64 "\"}]}"

#define LAYER(base, digest) "{\"mediaType\":\"application/vnd.kitops.modelkit." base "\",\"digest\":\"" digest "\",\"size\":10}"
#define MANIFEST_WITH(config, layers) \
  "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"application/vnd.kitops.modelkit.config.v1+json\",\"digest\":\"" config "\",\"size\":9}," \
  "\"layers\":[" layers "],\"annotations\":{\"ml.kitops.modelkit.cli-version\":\"1.2.0-abc\"}}"
#define MANIFEST \
  MANIFEST_WITH ("sha256:" C64, LAYER ("model.v1.tar", "sha256:" A64) "," LAYER ("dataset.v1.tar+gzip", "sha256:" B64))

#define PACK \
  "{\"descriptor\":{\"name\":\"scorer\",\"version\":\"2\",\"createdAt\":\"2026-01-01T09:00:00Z\",\"revision\":\"" COMMIT "\"," \
  "\"sourceURL\":\"https://git.example.org/loans\",\"licenses\":[\"MIT\"],\"authors\":[\"A. Muster\"]," \
  "\"datasetsURL\":[\"https://data.example.org/loans\"]},\"config\":{\"format\":\"onnx\",\"capabilities\":{\"knowledgeCutoff\":\"2025-01-01T00:00:00Z\"}}," \
  "\"modelfs\":{\"type\":\"layers\",\"diffIds\":[\"sha256:" A64 "\"]}}"

static RecordingSink *
import_length (const RcImporter *importer,
               const char       *name,
               const char       *text,
               gsize             length)
{
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  RcImportInput input = { .name = name, .size = length, .stream = stream, .modified_us = RC_TIME_NONE, .delivery = 1 };
  g_autoptr (GError) error = NULL;

  input.bytes = length <= RC_LIMIT_RECORD_BYTES ? bytes : NULL;
  rc_digest_compute (text, length, &input.sha256);
  g_assert_true (importer->import (importer, &input, &sink->base, NULL, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&sink);
}

static RecordingSink *
import_text (const RcImporter *importer,
             const char       *name,
             const char       *text)
{
  return import_length (importer, name, text, strlen (text));
}

static int
recognise (const RcImporter *importer,
           const char       *name,
           const char       *text)
{
  RcSample sample = { .name = name, .head = text, .head_length = strlen (text), .size = (gint64) strlen (text) };

  return importer->recognise (importer, &sample);
}

static char *
dup_own (const char *text)
{
  g_autofree char *hex = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  return g_strconcat ("sha256:", hex, NULL);
}

static const char *
target_of (RecordingSink *sink,
           const RcClaim *claim)
{
  g_assert_nonnull (claim);
  g_assert_cmpint (claim->target, >, 0);
  return ((RecordedEntity *) g_ptr_array_index (sink->entities, (guint) claim->target - 1))->name;
}

static const RcClaim *
find (RecordingSink *sink,
      const char    *version,
      RcProperty     property,
      const char    *value)
{
  return recording_sink_find_claim (sink, RC_ENTITY_MODEL_VERSION, version, property, value);
}

static void
test_names (void)
{
  gboolean is_digest;
  g_autofree char *tag = rc_kitops_dup_parent ("test-ref:model-1", &is_digest);
  g_autofree char *port = rc_kitops_dup_parent ("registry.example.org:5000/team/base:v1", &is_digest);
  g_autofree char *digest = rc_kitops_dup_parent ("registry.example.org/base@sha256:" A64, &is_digest);
  g_autofree char *repository = rc_kitops_dup_repository ("storage/bG9jYWxob3N0L3Njb3Jlcg==-index.json", "-index.json");
  g_autofree char *bare = rc_kitops_dup_repository ("bG9jYWxob3N0L3Njb3Jlcg-tags.json", "-tags.json");
  static const char * const paths[] = { "model.bin", "./a:b", "/abs:x", "C:\\model", "a:b/c", "Dir/x:1", "x:", ":x", "", "a b:c", "x@sha256:1234" };

  g_assert_true (is_digest);
  g_assert_cmpstr (tag, ==, "test-ref/model-1");
  g_assert_cmpstr (port, ==, "registry.example.org:5000/team/base/v1");
  g_assert_cmpstr (digest, ==, "sha256:" A64);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    g_assert_null (rc_kitops_dup_parent (paths[i], &is_digest));
  g_assert_cmpstr (repository, ==, "localhost/scorer");
  g_assert_cmpstr (bare, ==, "localhost/scorer");
  g_assert_null (rc_kitops_dup_repository ("-index.json", "-index.json"));
  g_assert_null (rc_kitops_dup_repository ("!!!-index.json", "-index.json"));
  g_assert_null (rc_kitops_dup_repository ("index.json", "-index.json"));

  g_assert_true (rc_kitops_is_digest ("sha256:" A64));
  g_assert_false (rc_kitops_is_digest ("sha256:configA"));
  g_assert_false (rc_kitops_is_digest ("sha256:AAAA" A64));
  g_assert_false (rc_kitops_is_digest (A64));
  g_assert_false (rc_kitops_is_digest (NULL));
}

static void
test_scope (void)
{
  RcImportInput input = { .name = "kit/blobs/sha256/" A64, .delivery = 4 };
  g_autofree char *blob = rc_kitops_scope_dup (&input);
  g_autofree char *index = NULL;
  g_autofree char *packed = NULL;
  g_autofree char *plain = NULL;

  input.name = "kit/index.json";
  index = rc_kitops_scope_dup (&input);
  g_assert_cmpstr (blob, ==, index);
  input.name = "kit.tar!blobs/sha256/" A64;
  packed = rc_kitops_scope_dup (&input);
  g_assert_cmpstr (packed, ==, "folder 4 kit.tar!");
  input.name = "a/b/Kitfile";
  plain = rc_kitops_scope_dup (&input);
  g_assert_cmpstr (plain, ==, "folder 4 a/b/");
}

static void
test_kitfile (void)
{
  const RcImporter *importer = rc_kitops_kitfile_importer ();
  g_autoptr (RecordingSink) sink = import_text (importer, "kit/Kitfile", KITFILE);
  const RcClaim *claim;

  g_assert_cmpint (recognise (importer, "Kitfile", KITFILE), ==, 90);
  g_assert_cmpint (recognise (importer, "Kitfile", "a: 1\n"), ==, 0);
  /* 1.0 is no number here. */
  claim = find (sink, "scorer/1.0", RC_PROPERTY_VERSION_OF, NULL);
  g_assert_cmpstr (target_of (sink, claim), ==, "scorer");
  g_assert_cmpstr (claim->locator, ==, "/package/name");
  g_assert_nonnull (find (sink, "scorer/1.0", RC_PROPERTY_LICENCE, "Apache-2.0"));
  g_assert_nonnull (find (sink, "scorer/1.0", RC_PROPERTY_TAG, "author = B. Beispiel"));
  g_assert_nonnull (find (sink, "scorer/1.0", RC_PROPERTY_TAG, "model framework = onnx"));
  g_assert_nonnull (find (sink, "scorer/1.0", RC_PROPERTY_TAG, "model part = adapter.bin"));
  g_assert_nonnull (find (sink, "scorer/1.0", RC_PROPERTY_TAG, "code = src"));
  g_assert_nonnull (find (sink, "scorer/1.0", RC_PROPERTY_TAG, "model card = README.md"));
  g_assert_nonnull (find (sink, "scorer/1.0", RC_PROPERTY_TAG, "model card = docs/loans-card.md"));
  g_assert_nonnull (find (sink, "scorer/1.0", RC_PROPERTY_TAG, "document = LICENSE"));
  claim = find (sink, "scorer/1.0", RC_PROPERTY_TAG, "member that the format does not have = approver");
  g_assert_cmpstr (claim->locator, ==, "/approver");
  g_assert_cmpuint (recording_sink_count_claims (sink, RC_ENTITY_MODEL_VERSION, "scorer/1.0", RC_PROPERTY_DATASET), ==, 2);
  g_assert_cmpint (recording_sink_find_entity (sink, RC_ENTITY_DATASET, "loans"), >, 0);
  g_assert_cmpint (recording_sink_find_entity (sink, RC_ENTITY_DATASET, "data/more.csv"), >, 0);
  /* No digest, no build, no parent, and what somebody wrote among the parameters is no evaluation. */
  g_assert_null (find (sink, "scorer/1.0", RC_PROPERTY_ARTIFACT_PLACE, NULL));
  g_assert_null (find (sink, "scorer/1.0", RC_PROPERTY_ARTIFACT_DIGEST, NULL));
  g_assert_null (find (sink, "scorer/1.0", RC_PROPERTY_BASE_MODEL, NULL));
  g_assert_null (find (sink, "scorer/1.0", RC_PROPERTY_EVALUATION, NULL));
  g_assert_null (find (sink, "scorer/1.0", RC_PROPERTY_APPROVED_BY, NULL));
}

static void
test_without_names (void)
{
  const char *unversioned = "manifestVersion: 1.0.0\npackage:\n  name: model-2\nmodel:\n  path: test-ref:model-1\n";
  const char *nameless = "manifestVersion: 1.0.0\nmodel:\n  path: test-ref:model-1\n";
  g_autoptr (RecordingSink) sink = import_text (rc_kitops_kitfile_importer (), "Kitfile", unversioned);
  g_autofree char *own = dup_own (unversioned);
  g_autofree char *version = g_strconcat ("model-2/", own, NULL);
  g_autoptr (RecordingSink) bare = import_text (rc_kitops_kitfile_importer (), "Kitfile", nameless);
  g_autofree char *bare_own = dup_own (nameless);
  const RcClaim *claim = find (sink, version, RC_PROPERTY_BASE_MODEL, NULL);

  g_assert_cmpstr (target_of (sink, claim), ==, "test-ref/model-1");
  g_assert_cmpstr (claim->value, ==, "test-ref:model-1 (a tag, which may since have been moved)");
  g_assert_nonnull (find (bare, bare_own, RC_PROPERTY_BASE_MODEL, NULL));
}

static void
test_config (void)
{
  const RcImporter *importer = rc_kitops_config_importer ();
  g_autoptr (RecordingSink) sink = import_text (importer, "kit/blobs/sha256/" C64, CONFIG);
  g_autofree char *own = dup_own (CONFIG);
  const RcClaim *claim = find (sink, "scorer/1.0", RC_PROPERTY_ARTIFACT_PLACE, NULL);

  g_assert_cmpint (recognise (importer, "x", CONFIG), ==, 85);
  g_assert_cmpint (recognise (importer, "x", "{\"manifestVersion\":1}"), ==, 0);
  /* Named by its own bytes, not by its name. */
  g_assert_cmpstr (target_of (sink, claim), ==, own);
  claim = find (sink, "scorer/1.0", RC_PROPERTY_ARTIFACT_DIGEST, A64);
  g_assert_cmpstr (claim->locator, ==, "/model/digest");
  claim = find (sink, "scorer/1.0", RC_PROPERTY_BASE_MODEL, NULL);
  g_assert_cmpstr (target_of (sink, claim), ==, "sha256:" D64);
  claim = find (sink, "scorer/1.0", RC_PROPERTY_DATASET, NULL);
  g_assert_cmpstr (target_of (sink, claim), ==, "loans@sha256:" B64);
  g_assert_nonnull (recording_sink_find_claim (sink, RC_ENTITY_DATASET, "loans@sha256:" B64, RC_PROPERTY_DATASET_DIGEST, "sha256:" B64));
}

static void
test_manifest (void)
{
  const RcImporter *importer = rc_kitops_manifest_importer ();
  g_autoptr (RecordingSink) sink = import_text (importer, "kit/blobs/sha256/" D64, MANIFEST);
  g_autofree char *own = dup_own (MANIFEST);
  const RcClaim *claim = find (sink, "sha256:" C64, RC_PROPERTY_ARTIFACT_PLACE, NULL);

  g_assert_cmpint (recognise (importer, "x", MANIFEST), ==, 92);
  g_assert_cmpint (recognise (importer, "x", "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\"}}"), ==, 0);
  g_assert_cmpstr (target_of (sink, claim), ==, own);
  claim = find (sink, "sha256:" C64, RC_PROPERTY_ARTIFACT_DIGEST, A64);
  g_assert_cmpstr (claim->locator, ==, "/layers/0/digest");
  g_assert_nonnull (find (sink, "sha256:" C64, RC_PROPERTY_TAG, "data set layer = sha256:" B64 ", 10 bytes"));
  g_assert_nonnull (find (sink, "sha256:" C64, RC_PROPERTY_TAG, "packed with kit = 1.2.0-abc"));
  g_assert_cmpuint (sink->asides->len, ==, 0);
}

static void
test_many_models_have_no_digest (void)
{
  g_autoptr (RecordingSink) sink = import_text (rc_kitops_manifest_importer (), "x",
                                                "{\"schemaVersion\":2,\"artifactType\":\"application/vnd.cncf.model.manifest.v1+json\","
                                                "\"config\":{\"mediaType\":\"application/vnd.cncf.model.config.v1+json\",\"digest\":\"sha256:" C64 "\"},"
                                                "\"layers\":[{\"mediaType\":\"application/vnd.cncf.model.weight.v1.raw\",\"digest\":\"sha256:" A64 "\","
                                                "\"annotations\":{\"org.cncf.model.filepath\":\"m-1.bin\"}},"
                                                "{\"mediaType\":\"application/vnd.cncf.model.weight.v1.raw\",\"digest\":\"sha256:" B64 "\"},"
                                                "{\"mediaType\":\"application/vnd.cncf.model.weight.config.v1.raw\",\"digest\":\"sha256:" B64 "\"},"
                                                "{\"mediaType\":\"application/vnd.cncf.model.dataset.v1.tar\",\"digest\":\"sha256:" D64 "\","
                                                "\"annotations\":{\"org.cncf.model.filepath\":\"train.csv\"}}]}");

  g_assert_null (find (sink, "sha256:" C64, RC_PROPERTY_ARTIFACT_DIGEST, NULL));
  g_assert_nonnull (find (sink, "sha256:" C64, RC_PROPERTY_TAG, "model layer = sha256:" A64 ", m-1.bin"));
  g_assert_nonnull (find (sink, "sha256:" C64, RC_PROPERTY_TAG, "other layer = sha256:" B64));
  g_assert_cmpstr (target_of (sink, find (sink, "sha256:" C64, RC_PROPERTY_DATASET, NULL)), ==, "train.csv@sha256:" D64);
}

static void
test_annotated_kitfile (void)
{
  const char *text = "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"application/vnd.cncf.model.config.v1+json\",\"digest\":\"sha256:" C64 "\"},"
                     "\"layers\":[],\"annotations\":{\"ml.kitops.modelkit.kitfile\":"
                     "\"{\\\"package\\\":{\\\"name\\\":\\\"scorer\\\",\\\"version\\\":\\\"3\\\"}}\"}}";
  g_autoptr (RecordingSink) sink = import_text (rc_kitops_manifest_importer (), "x", text);
  g_autoptr (RecordingSink) wrong = import_text (rc_kitops_manifest_importer (), "x",
                                                 "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"application/vnd.cncf.model.config.v1+json\","
                                                 "\"digest\":\"sha256:" C64 "\"},\"layers\":[],\"annotations\":{\"ml.kitops.modelkit.kitfile\":\"{\"}}");

  g_assert_cmpstr (target_of (sink, find (sink, "scorer/3", RC_PROPERTY_ARTIFACT_PLACE, NULL)), ==, "sha256:" C64);
  g_assert_nonnull (recording_sink_find_aside (wrong, RC_EXCEPTION_REGISTRY_MALFORMED));
}

#define INSPECT(kitfile) \
  "{\"digest\":\"sha256:" D64 "\",\"cliVersion\":\"1.2.0\",\"kitfile\":" kitfile ",\"manifest\":" MANIFEST "}"
#define INSPECTED(model, dataset) \
  INSPECT ("{\"manifestVersion\":\"1.0.0\",\"package\":{\"name\":\"scorer\",\"version\":\"1\"},\"model\":{\"path\":\"m\"" model "}," \
           "\"datasets\":[{\"name\":\"loans\"" dataset "}]}")

static void
test_inspect (void)
{
  const RcImporter *importer = rc_kitops_inspect_importer ();
  const char *text = INSPECTED (",\"digest\":\"sha256:" A64 "\",\"diffId\":\"sha256:" A64 "\"", ",\"digest\":\"sha256:" B64 "\",\"diffId\":\"sha256:" C64 "\"");
  g_autoptr (RecordingSink) sink = import_text (importer, "inspect.json", text);
  g_autoptr (RecordingSink) old = import_text (importer, "inspect.json", INSPECTED ("", ""));

  g_assert_cmpint (recognise (importer, "x", text), ==, 90);
  g_assert_cmpstr (target_of (sink, find (sink, "scorer/1", RC_PROPERTY_ARTIFACT_PLACE, NULL)), ==, "sha256:" C64);
  g_assert_cmpstr (target_of (sink, find (sink, "sha256:" C64, RC_PROPERTY_ARTIFACT_PLACE, NULL)), ==, "sha256:" D64);
  g_assert_cmpstr (find (sink, "scorer/1", RC_PROPERTY_ARTIFACT_DIGEST, NULL)->locator, ==, "/kitfile/model/digest");
  g_assert_cmpstr (find (sink, "sha256:" C64, RC_PROPERTY_ARTIFACT_DIGEST, NULL)->locator, ==, "/manifest/layers/0/digest");
  g_assert_cmpuint (sink->asides->len, ==, 0);
  /* Old kits carry no digests: the layers stand in the order of the Kitfile. */
  g_assert_cmpstr (target_of (old, find (old, "scorer/1", RC_PROPERTY_DATASET, NULL)), ==, "loans@sha256:" B64);
  g_assert_nonnull (find (old, "scorer/1", RC_PROPERTY_ARTIFACT_DIGEST, A64));
}

static void
test_inspect_contradicts_itself (void)
{
  const RcImporter *importer = rc_kitops_inspect_importer ();
  g_autoptr (RecordingSink) absent = import_text (importer, "x", INSPECTED (",\"digest\":\"sha256:" D64 "\"", ""));
  g_autoptr (RecordingSink) two = import_text (importer, "x", INSPECTED (",\"digest\":\"sha256:" A64 "\",\"diffId\":\"sha256:" D64 "\"", ""));
  g_autoptr (RecordingSink) none = import_text (importer, "x", INSPECTED (",\"digest\":\"sha256:configA\"", ""));
  const RecordedAside *aside = recording_sink_find_aside (absent, RC_EXCEPTION_DIGEST_MISMATCH);

  g_assert_nonnull (aside);
  g_assert_cmpstr (aside->found, ==, "sha256:" D64);
  g_assert_nonnull (recording_sink_find_aside (two, RC_EXCEPTION_DIGEST_MISMATCH));
  aside = recording_sink_find_aside (none, RC_EXCEPTION_REGISTRY_MALFORMED);
  g_assert_cmpstr (aside->found, ==, "sha256:configA");
}

static void
test_tags (void)
{
  const RcImporter *importer = rc_kitops_tags_importer ();
  const char *index = "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                      "\"artifactType\":\"application/vnd.kitops.modelkit.manifest.v1+json\",\"digest\":\"sha256:" A64 "\",\"size\":3,"
                      "\"annotations\":{\"org.opencontainers.image.ref.name\":\"champion\"}},"
                      "{\"digest\":\"sha256:" B64 "\",\"annotations\":{\"org.opencontainers.image.ref.name\":\"sha256-" A64 ".sig\"}},"
                      "{\"digest\":\"sha256:layer1\"},{\"digest\":\"sha256:" C64 "\"}]}";
  const char *tags = "{\"v1\":{\"digest\":\"sha256:" A64 "\"},\"latest\":{\"digest\":\"sha256:" A64 "\"}}";
  g_autoptr (RecordingSink) first = import_text (importer, "kit/index.json", index);
  g_autoptr (RecordingSink) second = import_text (importer, "storage/bG9jYWxob3N0L3Njb3Jlcg==-tags.json", tags);
  const RcClaim *claim = find (first, "sha256:" A64, RC_PROPERTY_STAGE, "champion");

  g_assert_cmpint (recognise (importer, "index.json", index), ==, 92);
  g_assert_cmpint (recognise (importer, "index.json", "{\"schemaVersion\":2,\"manifests\":[]}"), ==, 0);
  g_assert_cmpint (recognise (importer, "bG9jYWxob3N0L3Njb3Jlcg==-index.json", "{\"schemaVersion\":2,\"manifests\":[]}"), ==, 92);
  g_assert_cmpint (recognise (importer, "bG9jYWxob3N0L3Njb3Jlcg==-tags.json", tags), ==, 85);
  g_assert_cmpint (recognise (importer, "tags.json", tags), ==, 0);

  g_assert_cmpint (claim->from_us, ==, RC_TIME_NONE);
  g_assert_cmpint (claim->recorded_us, ==, RC_TIME_NONE);
  g_assert_cmpuint (first->claims->len, ==, 1);
  g_assert_cmpuint (first->asides->len, ==, 1);   /* the placeholder */
  g_assert_nonnull (find (second, "sha256:" A64, RC_PROPERTY_STAGE, "v1"));
  g_assert_nonnull (find (second, "sha256:" A64, RC_PROPERTY_STAGE, "latest"));
  g_assert_cmpuint (recording_sink_count_claims (second, RC_ENTITY_MODEL_VERSION, "sha256:" A64, RC_PROPERTY_TAG), ==, 2);
}

static void
test_pack (void)
{
  const RcImporter *importer = rc_kitops_pack_importer ();
  g_autoptr (RecordingSink) sink = import_text (importer, "x", PACK);
  const RcClaim *claim = find (sink, "scorer/2", RC_PROPERTY_CREATED, NULL);

  g_assert_cmpint (recognise (importer, "x", PACK), ==, 85);
  g_assert_cmpint (claim->from_us, ==, G_GINT64_CONSTANT (1767258000000000));
  claim = find (sink, "scorer/2", RC_PROPERTY_CODE_COMMIT, NULL);
  g_assert_cmpstr (target_of (sink, claim), ==, COMMIT);
  g_assert_cmpstr (((RecordedEntity *) g_ptr_array_index (sink->entities, (guint) claim->target - 1))->scope, ==, "");
  g_assert_nonnull (find (sink, "scorer/2", RC_PROPERTY_LICENCE, "MIT"));
  g_assert_nonnull (find (sink, "scorer/2", RC_PROPERTY_TAG, "knowledgeCutoff = 2025-01-01T00:00:00Z"));
  g_assert_cmpstr (target_of (sink, find (sink, "scorer/2", RC_PROPERTY_DATASET, NULL)), ==, "https://data.example.org/loans");
}

typedef struct
{
  const RcImporter *(*importer) (void);
  const char         *text;
} Form;

static const Form forms[] = {
  { rc_kitops_kitfile_importer, KITFILE },
  { rc_kitops_config_importer, CONFIG },
  { rc_kitops_manifest_importer, MANIFEST },
  { rc_kitops_inspect_importer, INSPECTED ("", "") },
  { rc_kitops_tags_importer, "{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"sha256:" A64 "\"}]}" },
  { rc_kitops_pack_importer, PACK },
};

static void
assert_refused (const Form *form,
                const char *text,
                const char *kind)
{
  g_autoptr (RecordingSink) sink = import_text (form->importer (), "x", text);

  g_assert_cmpuint (sink->claims->len, ==, 0);
  g_assert_cmpuint (sink->asides->len, ==, 1);
  g_assert_cmpstr (((RecordedAside *) g_ptr_array_index (sink->asides, 0))->kind, ==, kind);
}

static void
test_wrong_input (void)
{
  g_autofree char *huge = g_malloc0 (RC_LIMIT_RECORD_BYTES + 1);

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (RecordingSink) too_large = import_length (forms[i].importer (), "x", huge, RC_LIMIT_RECORD_BYTES + 1);
      gsize length = strlen (forms[i].text);

      g_assert_nonnull (recording_sink_find_aside (too_large, RC_EXCEPTION_LIMIT));
      assert_refused (&forms[i], "{\"schemaVersion\":2,\"a\":1,\"a\":2}", RC_EXCEPTION_DUPLICATE_MEMBER);
      assert_refused (&forms[i], "{\"a\":", RC_EXCEPTION_UNREADABLE_RECORD);
      assert_refused (&forms[i], "\xff\xfe", RC_EXCEPTION_UNREADABLE_RECORD);
      for (gsize place = 0; place < length; place++)
        {
          g_autofree char *copy = g_strdup (forms[i].text);
          g_autoptr (RecordingSink) cut = import_length (forms[i].importer (), "x", forms[i].text, place);
          g_autoptr (RecordingSink) changed = NULL;

          copy[place] ^= 4;
          changed = import_text (forms[i].importer (), "x", copy);
          g_assert_cmpuint (changed->events->len, ==, 0);
          /* Of a JSON document that was cut nothing is believed. */
          if (i > 0)
            g_assert_cmpuint (cut->claims->len, ==, 0);
        }
    }
}

static void
test_wrong_types (void)
{
  static const char * const texts[] = {
    "{\"package\":7,\"model\":[],\"datasets\":{},\"code\":\"x\",\"docs\":7}",
    "{\"package\":{\"name\":{},\"authors\":\"x\"},\"model\":{\"parts\":1,\"path\":[]},\"datasets\":[1,null,[]]}",
    "[]", "7", "null",
    "{\"digest\":7,\"kitfile\":7,\"manifest\":7}",
    "{\"descriptor\":7,\"modelfs\":{\"diffIds\":[7,null]},\"config\":{\"capabilities\":[]}}",
    "{\"descriptor\":{\"createdAt\":\"soon\",\"licenses\":{},\"datasetsURL\":[[]]}}",
    "{\"schemaVersion\":2,\"manifests\":[7,null,{}]}",
    "{\"schemaVersion\":2,\"config\":7,\"layers\":7}",
    "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"application/vnd.kitops.modelkit.config.v1+json\",\"digest\":\"sha256:" A64 "\"},\"layers\":[7]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (forms); j++)
      {
        g_autoptr (RecordingSink) sink = import_text (forms[j].importer (), "bG9jYWxob3N0L3Njb3Jlcg==-tags.json", texts[i]);

        for (guint k = 0; k < sink->claims->len; k++)
          g_assert_cmpint (((RecordedClaim *) g_ptr_array_index (sink->claims, k))->claim.property, !=, RC_PROPERTY_ARTIFACT_DIGEST);
      }
}

static void
test_many_items (void)
{
  g_autoptr (GString) text = g_string_new ("{\"manifestVersion\":\"1\",\"package\":{\"name\":\"n\"},\"datasets\":[");
  g_autoptr (RecordingSink) sink = NULL;

  for (guint i = 0; i <= RC_LIMIT_CARD_ITEMS; i++)
    g_string_append_printf (text, "%s{\"path\":\"p%u\"}", i > 0 ? "," : "", i);
  g_string_append (text, "]}");
  sink = import_text (rc_kitops_config_importer (), "x", text->str);
  g_assert_nonnull (recording_sink_find_aside (sink, RC_EXCEPTION_LIMIT));
}

/* --- The vendor's own tests, which hold Kitfiles as texts --- */

static RcYaml *
load_yaml (const char *corpus,
           const char *name)
{
  g_autofree char *path = g_build_filename (corpus, "kitops", name, NULL);
  g_autofree char *content = NULL;
  g_autoptr (RcYaml) yaml = rc_yaml_new ();
  g_autoptr (GError) error = NULL;
  RcYamlFault fault;
  gsize length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  g_assert_true (rc_yaml_parse (yaml, content, length, &fault));
  return g_steal_pointer (&yaml);
}

static const char *
get_corpus (void)
{
  const char *corpus = g_getenv ("RECOUNT_CORPUS");
  g_autofree char *path = corpus != NULL ? g_build_filename (corpus, "kitops", NULL) : NULL;

  if (path != NULL && g_file_test (path, G_FILE_TEST_IS_DIR))
    return corpus;
  g_test_skip ("no corpus at RECOUNT_CORPUS");
  return NULL;
}

/* A chain of twelve Kitfiles, each naming the one before by tag. */
static void
test_corpus_references (void)
{
  const char *corpus = get_corpus ();
  g_autoptr (RcYaml) yaml = corpus != NULL ? load_yaml (corpus, "modelkit-refs/test_reference-long-chain.yaml") : NULL;
  guint list = yaml != NULL ? rc_yaml_member (yaml, 0, "modelkits") : RC_YAML_NO_NODE;
  guint n = 0;

  if (yaml == NULL)
    return;
  for (guint item = rc_yaml_first_child (yaml, list); item != RC_YAML_NO_NODE; item = rc_yaml_next_sibling (yaml, list, item), n++)
    {
      const char *kitfile = rc_yaml_peek_text (yaml, rc_yaml_member (yaml, item, "kitfile"), NULL);
      g_autoptr (RecordingSink) sink = import_text (rc_kitops_kitfile_importer (), "Kitfile", kitfile);
      g_autofree char *own = dup_own (kitfile);
      g_autofree char *parent = g_strdup_printf ("test-ref/model-%u", n);
      const RcClaim *claim = find (sink, own, RC_PROPERTY_BASE_MODEL, NULL);

      g_assert_cmpuint (sink->asides->len, ==, 0);
      if (n == 0)
        g_assert_null (claim);
      else
        g_assert_cmpstr (target_of (sink, claim), ==, parent);
    }
  g_assert_cmpuint (n, ==, 12);
}

/* A Kitfile and the configuration that packing makes of it say the same. */
static void
test_corpus_conversions (void)
{
  static const char * const names[] = {
    "parameters/test-basic-parameters.yaml", "parameters/test-data-types.yaml", "parameters/test-list-parameters.yaml",
    "parameters/test-nested-parameters.yaml", "parameters/test-single-value.yaml",
  };
  const char *corpus = get_corpus ();

  for (gsize i = 0; corpus != NULL && i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (RcYaml) yaml = load_yaml (corpus, names[i]);
      const char *kitfile = rc_yaml_peek_text (yaml, rc_yaml_member (yaml, 0, "kitfileYaml"), NULL);
      const char *config = rc_yaml_peek_text (yaml, rc_yaml_member (yaml, 0, "kitfileJson"), NULL);
      g_autoptr (RecordingSink) first = NULL;
      g_autoptr (RecordingSink) second = NULL;

      g_assert_nonnull (kitfile);
      g_assert_nonnull (config);
      first = import_text (rc_kitops_kitfile_importer (), "Kitfile", kitfile);
      second = import_text (rc_kitops_config_importer (), "config", config);
      /* The configuration has a digest to be known by. */
      g_assert_cmpuint (first->claims->len + 1, ==, second->claims->len);
      g_assert_cmpuint (first->asides->len + second->asides->len, ==, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/importers/kitops/names", test_names);
  g_test_add_func ("/importers/kitops/scope", test_scope);
  g_test_add_func ("/importers/kitops/kitfile", test_kitfile);
  g_test_add_func ("/importers/kitops/without-names", test_without_names);
  g_test_add_func ("/importers/kitops/config", test_config);
  g_test_add_func ("/importers/kitops/manifest", test_manifest);
  g_test_add_func ("/importers/kitops/many-models-have-no-digest", test_many_models_have_no_digest);
  g_test_add_func ("/importers/kitops/annotated-kitfile", test_annotated_kitfile);
  g_test_add_func ("/importers/kitops/inspect", test_inspect);
  g_test_add_func ("/importers/kitops/inspect-contradicts-itself", test_inspect_contradicts_itself);
  g_test_add_func ("/importers/kitops/tags", test_tags);
  g_test_add_func ("/importers/kitops/pack", test_pack);
  g_test_add_func ("/importers/kitops/wrong-input", test_wrong_input);
  g_test_add_func ("/importers/kitops/wrong-types", test_wrong_types);
  g_test_add_func ("/importers/kitops/many-items", test_many_items);
  g_test_add_func ("/importers/kitops/corpus-references", test_corpus_references);
  g_test_add_func ("/importers/kitops/corpus-conversions", test_corpus_conversions);

  return g_test_run ();
}
