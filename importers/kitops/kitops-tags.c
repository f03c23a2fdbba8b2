/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "kitops-documents.h"

#include "importers/json-document.h"
#include "importers/json-sample.h"
#include "kitops-kit.h"
#include "kitops.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/words.h"

#include <string.h>

/*
 * What tags mean: the index of a layout that says its packages are ModelKits or ModelPacks, and of KitOps' own storage the files
 * "<base64url of the repository>-index.json" and "…-tags.json".
 *
 * | document and member                                | claim of the package "sha256:…" (its manifest)         | answers |
 * |----------------------------------------------------|--------------------------------------------------------|---------|
 * | manifests[].digest with the annotation             | stage = the tag, undated: nothing says since when, nor |         |
 * |   org.opencontainers.image.ref.name                |   who set it, and a tag can be moved                   |         |
 * | "tag": { digest }                                  | the same                                               |         |
 * | the repository in the file's name                  | tag "repository"                                       |         |
 *
 * An index that does not say what its packages are is nobody's but the seals' (core/seals/oci.c).
 */

#define INDEX_SUFFIX "-index.json"
#define TAGS_SUFFIX  "-tags.json"
#define TAG_NAME     "org.opencontainers.image.ref.name"

static gboolean
has_repository (const RcSample *sample,
                const char     *suffix)
{
  g_autofree char *repository = sample->name != NULL ? rc_kitops_dup_repository (sample->name, suffix) : NULL;

  return repository != NULL;
}

static gboolean
is_tag_list (const RcSample *sample)
{
  return has_repository (sample, TAGS_SUFFIX) && memmem (sample->head, sample->head_length, "\"digest\"", strlen ("\"digest\"")) != NULL;
}

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  g_auto (RcJsonSample) members = { 0 };

  rc_json_sample_read (&members, sample);
  if (!members.is_object)
    return 0;
  if (rc_json_sample_has_all (&members, "schemaVersion", "manifests", NULL))
    return rc_kitops_is_artifact_type (rc_json_sample_peek (&members, "manifests/0/artifactType")) ||
           rc_kitops_is_artifact_type (rc_json_sample_peek (&members, "artifactType")) || has_repository (sample, INDEX_SUFFIX) ? 92 : 0;
  return is_tag_list (sample) ? 85 : 0;
}

/* A signature that cosign keeps under a tag is no package. */
static gboolean
is_of_signature (const char *tag)
{
  return g_str_has_prefix (tag, "sha256-") && (g_str_has_suffix (tag, ".sig") || g_str_has_suffix (tag, ".att") || g_str_has_suffix (tag, ".sbom"));
}

static gboolean
add_package (RcKitopsKit           *kit,
             const RcDocumentNode  *descriptor,
             const char            *tag,
             const char            *repository,
             GError               **error)
{
  g_autofree char *digest = rc_document_node_dup_text (descriptor, "digest");
  gint64 package;

  if (tag != NULL && is_of_signature (tag))
    return TRUE;
  if (!rc_kitops_is_digest (digest))
    return rc_registry_writer_set_aside (&kit->writer, (gint64) rc_document_node_offset (descriptor), RC_EXCEPTION_REGISTRY_MALFORMED,
                                         "sha256: and 64 hexadecimal digits", digest != NULL ? digest : "none",
                                         "A package is named by what is no digest.", error);

  return rc_registry_writer_add_entity (&kit->writer, RC_ENTITY_MODEL_VERSION, digest, &package, error) &&
         rc_registry_writer_add_claim (&kit->writer, package, RC_PROPERTY_STAGE, tag, 0, RC_TIME_NONE, RC_TIME_NONE, error) &&
         rc_registry_writer_add_tag (&kit->writer, package, "repository", repository, RC_TIME_NONE, error);
}

static gboolean
tell_more (RcKitopsKit  *kit,
           GError      **error)
{
  return rc_registry_writer_set_aside (&kit->writer, -1, RC_EXCEPTION_LIMIT, "at most 10000 packages (RC_LIMIT_OCI_MANIFESTS)", "more",
                                       "An index lists more packages than the program does.", error);
}

static gboolean
read_index (RcKitopsKit           *kit,
            const RcDocumentNode  *manifests,
            const char            *repository,
            GError               **error)
{
  RcDocumentNode descriptor, annotations;
  RcDocumentIter iter;
  guint n = 0;

  rc_document_iter_init (&iter, manifests);
  for (; rc_document_iter_next (&iter, NULL, &descriptor); n++)
    {
      g_autofree char *tag = NULL;

      if (n >= RC_LIMIT_OCI_MANIFESTS)
        return tell_more (kit, error);
      if (rc_document_node_find (&descriptor, "annotations", &annotations))
        tag = rc_document_node_dup_text (&annotations, TAG_NAME);
      rc_registry_writer_at (&kit->writer, "/manifests/%u", n);
      if (!add_package (kit, &descriptor, tag, repository, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_tags (RcKitopsKit           *kit,
           const RcDocumentNode  *document,
           const char            *repository,
           GError               **error)
{
  RcDocumentNode descriptor;
  RcDocumentIter iter;
  char *name;
  guint n = 0;

  rc_document_iter_init (&iter, document);
  while (rc_document_iter_next (&iter, &name, &descriptor))
    {
      g_autofree char *tag = name;

      if (n++ >= RC_LIMIT_OCI_MANIFESTS)
        return tell_more (kit, error);
      rc_registry_writer_at (&kit->writer, "/%s", tag != NULL ? tag : "");
      if (!add_package (kit, &descriptor, tag, repository, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  g_autofree char *of_index = rc_kitops_dup_repository (input->name, INDEX_SUFFIX);
  g_autofree char *of_tags = rc_kitops_dup_repository (input->name, TAGS_SUFFIX);
  g_autoptr (GError) local_error = NULL;
  g_auto (RcKitopsKit) kit;
  g_auto (RcJson) json;
  RcDocumentNode document, manifests;

  rc_kitops_kit_init (&kit, input, sink);
  rc_json_init (&json);
  if (!rc_json_document_read (&json, input, sink, "A list of packages cannot be read.", &local_error))
    return rc_json_document_was_refused (g_steal_pointer (&local_error), error);

  rc_document_node_init_json (&document, &json, 0);
  if (rc_document_node_find (&document, "manifests", &manifests) && rc_document_node_is_list (&manifests))
    return read_index (&kit, &manifests, of_index, error);
  return of_tags == NULL || read_tags (&kit, &document, of_tags, error);
}

static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  return rc_json_fields_new ();
}

static const RcImporter importer = {
  .id = "kitops-tags",
  .title = N_("List of ModelKits or ModelPacks by tag"),
  .system = RC_KITOPS_SYSTEM,
  .evidences = N_("which package a tag meant when the list was copied; neither since when nor by whom"),
  .framing = RC_FRAMING_WHOLE,
  .reads_name = TRUE,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
};

const RcImporter *
rc_kitops_tags_importer (void)
{
  return &importer;
}
