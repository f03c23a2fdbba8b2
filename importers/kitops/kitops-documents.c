/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "kitops-documents.h"

#include "importers/json-document.h"
#include "importers/json-sample.h"
#include "importers/yaml-document.h"
#include "kitops-kit.h"
#include "kitops.h"

#include "core/exception.h"
#include "core/words.h"

#include <string.h>

/*
 * A ModelKit: its Kitfile (YAML), its configuration (the Kitfile as JSON, with digests), its manifest, and the answer of `kit inspect`, which
 * holds the latter two. Names hold in the folder of the layout. Whether the blobs are what their names say, and who signed the manifest, is
 * judged by the seals (core/seals/oci.c) and not repeated here.
 *
 * | document and member                 | entity or claim                                              | answers          |
 * |-------------------------------------|--------------------------------------------------------------|------------------|
 * | package.name, .version              | model-version "name/version", version-of → model; without a  | model-version    |
 * |                                     |   version, the digest of the document stands for it; without |                  |
 * |                                     |   any name, the build does                                   |                  |
 * | the configuration's own digest      | model-version "sha256:…" (the build): artifact-place of the  | model-version    |
 * |   = manifest.config.digest          |   version                                                    |                  |
 * | manifest's own digest, inspect's    | model-version "sha256:…" (as packed): artifact-place of the  |                  |
 * |   digest                            |   build; tags speak of it                                    |                  |
 * | the only model layer's digest,      | artifact-digest: SHA-256 of the layer as stored              | artefact         |
 * |   model.digest                      |                                                              |                  |
 * | datasets[]                          | dataset → data set "name@digest": "packaged with the model"  | dataset          |
 * | model.path that is a reference      | base-model → version "sha256:…", or "registry/repo/tag",     |                  |
 * |                                     |   which may have been moved since                            |                  |
 * | code[], docs[], model.parts[], all  | tags "code", "model card", "document", "model part", with    |                  |
 * |   other layers                      |   digest; the card itself is read from the layer             | card             |
 * | package.license, model.license      | licence                                                      |                  |
 * | package.authors[]                   | tags: an author approved nothing by that                     |                  |
 * | model.framework, .format …          | tags                                                         |                  |
 * | members that the format lacks       | tag: a newer format, or somebody wrote them in               |                  |
 * | parameters                          | nothing: whatever somebody put there stays in the file       |                  |
 *
 * Digests that are none ("sha256:configA") are refused. A layer that is named by its Kitfile and not by the manifest beside it, and one that
 * is stored uncompressed under two digests, are exceptions.
 * It cannot evidence: the time of creation, a run, an environment, an evaluation, an approver, deployment, inference, human action.
 */

/* --- Shared --- */

static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  return rc_json_fields_new ();
}

/* --- Kitfile --- */

static int
recognise_kitfile (const RcImporter *self,
                   const RcSample   *sample)
{
  return rc_yaml_sample_has (sample, "manifestVersion") ? 90 : 0;
}

static gboolean
import_kitfile (const RcImporter     *self,
                const RcImportInput  *input,
                RcImportSink         *sink,
                GCancellable         *cancellable,
                GError              **error)
{
  g_autoptr (RcYaml) yaml = rc_yaml_new ();
  g_autoptr (GError) local_error = NULL;
  g_auto (RcKitopsKit) kit;
  RcDocumentNode document;

  rc_kitops_kit_init (&kit, input, sink);
  if (!rc_yaml_document_read (yaml, input, sink, "A Kitfile cannot be read.", &local_error))
    return rc_json_document_was_refused (g_steal_pointer (&local_error), error);

  rc_document_node_init_yaml (&document, yaml, 0);
  return rc_kitops_kit_read_kitfile (&kit, &document, "", error);
}

static const RcImporter kitfile_importer = {
  .id = "kitops-kitfile",
  .title = N_("Kitfile"),
  .system = RC_KITOPS_SYSTEM,
  .evidences = N_("what a model version was to be packaged from, by name; no digest, no time, no approver"),
  .framing = RC_FRAMING_WHOLE,
  .reads_name = TRUE,
  .recognise = recognise_kitfile,
  .import = import_kitfile,
  .read_fields = read_fields,
};

const RcImporter *
rc_kitops_kitfile_importer (void)
{
  return &kitfile_importer;
}

/* --- Configuration --- */

static int
recognise_config (const RcImporter *self,
                  const RcSample   *sample)
{
  g_auto (RcJsonSample) members = { 0 };

  rc_json_sample_read (&members, sample);
  return members.is_object && rc_json_sample_has (&members, "manifestVersion") &&
         (rc_json_sample_has (&members, "package") || rc_json_sample_has (&members, "model") || rc_json_sample_has (&members, "datasets") ||
          rc_json_sample_has (&members, "code") || rc_json_sample_has (&members, "docs")) ? 85 : 0;
}

static gboolean
import_config (const RcImporter     *self,
               const RcImportInput  *input,
               RcImportSink         *sink,
               GCancellable         *cancellable,
               GError              **error)
{
  g_autoptr (GError) local_error = NULL;
  g_auto (RcKitopsKit) kit;
  g_auto (RcJson) json;
  RcDocumentNode document;

  rc_kitops_kit_init (&kit, input, sink);
  rc_json_init (&json);
  if (!rc_json_document_read (&json, input, sink, "The configuration of a ModelKit cannot be read.", &local_error))
    return rc_json_document_was_refused (g_steal_pointer (&local_error), error);

  rc_document_node_init_json (&document, &json, 0);
  return rc_kitops_kit_set_build (&kit, kit.own, error) && rc_kitops_kit_read_kitfile (&kit, &document, "", error);
}

static const RcImporter config_importer = {
  .id = "kitops-config",
  .title = N_("ModelKit configuration"),
  .system = RC_KITOPS_SYSTEM,
  .evidences = N_("what a model version was packaged from, with the digests of its layers; no time, no run, no approver"),
  .framing = RC_FRAMING_WHOLE,
  .reads_name = TRUE,
  .recognise = recognise_config,
  .import = import_config,
  .read_fields = read_fields,
};

const RcImporter *
rc_kitops_config_importer (void)
{
  return &config_importer;
}

/* --- Manifest --- */

/* The Kitfile that newer tools put into an annotation, where the configuration is that of a ModelPack. */
static gboolean
read_annotated_kitfile (RcKitopsKit           *kit,
                        const RcDocumentNode  *document,
                        GError               **error)
{
  g_autofree char *text = NULL;
  RcDocumentNode annotations, kitfile;
  g_auto (RcJson) json;
  RcJsonFault fault;

  rc_json_init (&json);
  if (!rc_document_node_find (document, "annotations", &annotations))
    return TRUE;
  text = rc_document_node_dup_text (&annotations, "ml.kitops.modelkit.kitfile");
  if (text == NULL)
    return TRUE;
  if (!rc_json_parse (&json, text, strlen (text), &fault) || json.has_duplicate)
    return rc_registry_writer_set_aside (&kit->writer, (gint64) rc_document_node_offset (&annotations), RC_EXCEPTION_REGISTRY_MALFORMED,
                                         "a Kitfile as JSON", "another text", "The Kitfile in a manifest cannot be read.", error);

  rc_document_node_init_json (&kitfile, &json, 0);
  return rc_kitops_kit_read_kitfile (kit, &kitfile, "/annotations/ml.kitops.modelkit.kitfile", error);
}

static gboolean
refuse_manifest (RcImportSink  *sink,
                 RcOciForm      form,
                 gsize          offset,
                 const char    *fault,
                 GError       **error)
{
  return rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, (gint64) offset,
                                   form == RC_OCI_AMBIGUOUS ? RC_EXCEPTION_DUPLICATE_MEMBER : RC_EXCEPTION_REGISTRY_MALFORMED,
                                   "a manifest that names its blobs by digests", fault, "The manifest of a package cannot be read.", error);
}

/* A manifest in @text, which stands at @offset of the source. (nullable) (transfer full): it was set aside, or the case failed. */
static RcOciManifest *
parse_manifest (RcImportSink  *sink,
                const char    *text,
                gsize          length,
                gsize          offset,
                GError       **error)
{
  g_autoptr (RcOciManifest) manifest = NULL;
  const char *fault = NULL;
  gsize place = 0;
  gboolean is_pack;
  RcOciForm form = rc_oci_manifest_parse (text, length, &manifest, &fault, &place);

  if (form == RC_OCI_READ && manifest->config != NULL && rc_kitops_is_config_type (manifest->config->media_type, &is_pack))
    return g_steal_pointer (&manifest);
  if (form == RC_OCI_AMBIGUOUS || form == RC_OCI_MALFORMED)
    (void) refuse_manifest (sink, form, offset + place, fault, error);
  return NULL;
}

static int
recognise_manifest (const RcImporter *self,
                    const RcSample   *sample)
{
  g_auto (RcJsonSample) members = { 0 };
  gboolean is_pack;

  rc_json_sample_read (&members, sample);
  return members.is_object && rc_json_sample_has (&members, "schemaVersion") &&
         (rc_kitops_is_config_type (rc_json_sample_peek (&members, "config/mediaType"), &is_pack) ||
          rc_kitops_is_artifact_type (rc_json_sample_peek (&members, "artifactType"))) ? 92 : 0;
}

static gboolean
import_manifest (const RcImporter     *self,
                 const RcImportInput  *input,
                 RcImportSink         *sink,
                 GCancellable         *cancellable,
                 GError              **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcOciManifest) manifest = NULL;
  g_auto (RcKitopsKit) kit;
  g_auto (RcJson) json;
  RcDocumentNode document;

  rc_kitops_kit_init (&kit, input, sink);
  rc_json_init (&json);
  if (!rc_json_document_read (&json, input, sink, "The manifest of a package cannot be read.", &local_error))
    return rc_json_document_was_refused (g_steal_pointer (&local_error), error);
  manifest = parse_manifest (sink, json.text, json.length, 0, &local_error);
  if (manifest == NULL)
    return rc_json_document_was_refused (g_steal_pointer (&local_error), error);

  rc_document_node_init_json (&document, &json, 0);
  kit.manifest = manifest;
  return rc_kitops_kit_read_manifest (&kit, manifest, &document, "", kit.own, error) && read_annotated_kitfile (&kit, &document, error);
}

static const RcImporter manifest_importer = {
  .id = "kitops-manifest",
  .title = N_("ModelKit or ModelPack manifest"),
  .system = RC_KITOPS_SYSTEM,
  .evidences = N_("the digests of the files of a model version; no time, no run, no approver"),
  .framing = RC_FRAMING_WHOLE,
  .reads_name = TRUE,
  .recognise = recognise_manifest,
  .import = import_manifest,
  .read_fields = read_fields,
};

const RcImporter *
rc_kitops_manifest_importer (void)
{
  return &manifest_importer;
}

/* --- kit inspect --- */

static int
recognise_inspect (const RcImporter *self,
                   const RcSample   *sample)
{
  g_auto (RcJsonSample) members = { 0 };

  rc_json_sample_read (&members, sample);
  return members.is_object && rc_json_sample_has_all (&members, "digest", "kitfile", NULL) &&
         (rc_json_sample_has (&members, "manifest") || rc_json_sample_has (&members, "cliVersion")) ? 90 : 0;
}

static gboolean
read_inspected_manifest (RcKitopsKit           *kit,
                         const RcJson          *json,
                         const RcDocumentNode  *document,
                         RcOciManifest        **out_manifest,
                         GError               **error)
{
  g_autofree char *digest = rc_document_node_dup_text (document, "digest");
  g_autoptr (GError) local_error = NULL;
  RcDocumentNode manifest;

  if (digest != NULL && !rc_kitops_is_digest (digest))
    {
      if (!rc_registry_writer_set_aside (&kit->writer, -1, RC_EXCEPTION_REGISTRY_MALFORMED, "sha256: and 64 hexadecimal digits", digest,
                                         "The answer of kit inspect names its package by what is no digest.", error))
        return FALSE;
      g_clear_pointer (&digest, g_free);
    }
  if (!rc_document_node_find (document, "manifest", &manifest) || !rc_document_node_is_object (&manifest))
    return TRUE;

  *out_manifest = parse_manifest (kit->writer.sink, json->text + json->nodes[manifest.node].offset, json->nodes[manifest.node].length,
                                  json->nodes[manifest.node].offset, &local_error);
  if (*out_manifest == NULL)
    return rc_json_document_was_refused (g_steal_pointer (&local_error), error);

  kit->manifest = *out_manifest;
  return rc_kitops_kit_read_manifest (kit, *out_manifest, &manifest, "/manifest", digest, error);
}

static gboolean
import_inspect (const RcImporter     *self,
                const RcImportInput  *input,
                RcImportSink         *sink,
                GCancellable         *cancellable,
                GError              **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcOciManifest) manifest = NULL;
  g_auto (RcKitopsKit) kit;
  g_auto (RcJson) json;
  RcDocumentNode document, kitfile;

  rc_kitops_kit_init (&kit, input, sink);
  rc_json_init (&json);
  if (!rc_json_document_read (&json, input, sink, "The answer of kit inspect cannot be read.", &local_error))
    return rc_json_document_was_refused (g_steal_pointer (&local_error), error);

  rc_document_node_init_json (&document, &json, 0);
  if (!read_inspected_manifest (&kit, &json, &document, &manifest, error))
    return FALSE;
  return !rc_document_node_find (&document, "kitfile", &kitfile) || !rc_document_node_is_object (&kitfile) ||
         rc_kitops_kit_read_kitfile (&kit, &kitfile, "/kitfile", error);
}

static const RcImporter inspect_importer = {
  .id = "kitops-inspect",
  .title = N_("Answer of kit inspect"),
  .system = RC_KITOPS_SYSTEM,
  .evidences = N_("the Kitfile and the manifest of a model version, with digests; the files themselves are not in it"),
  .framing = RC_FRAMING_WHOLE,
  .reads_name = TRUE,
  .recognise = recognise_inspect,
  .import = import_inspect,
  .read_fields = read_fields,
};

const RcImporter *
rc_kitops_inspect_importer (void)
{
  return &inspect_importer;
}
