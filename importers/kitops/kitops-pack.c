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
 * The configuration of a ModelPack (CNCF model-spec). Its manifest is read as that of a ModelKit is.
 *
 * | member                                | entity or claim                                            | answers       |
 * |---------------------------------------|------------------------------------------------------------|---------------|
 * | descriptor.name, .version             | model-version "name/version", version-of → model;          | model-version |
 * |                                       |   artifact-place → the build named by the document's own   |               |
 * |                                       |   digest, of which the manifest says the layers            |               |
 * | descriptor.createdAt                  | created, from then                                         |               |
 * | descriptor.revision                   | code-commit → commit                                       | commit        |
 * | descriptor.datasetsURL[]              | dataset → data set named by its address, without a digest  | dataset       |
 * | descriptor.licenses[]                 | licence                                                    |               |
 * | descriptor.sourceURL, .docURL,        | tags                                                       |               |
 * |   .vendor, .family, .title, .authors  |                                                            |               |
 * | config.architecture, .format,         | tags                                                       |               |
 * |   .paramSize, .precision,             |                                                            |               |
 * |   .quantization, .capabilities.       |                                                            |               |
 * |   knowledgeCutoff                     |                                                            |               |
 * | modelfs.diffIds[]                     | must be digests                                            |               |
 *
 * It cannot evidence: run, environment, evaluation, approver, deployment, inference.
 */

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  g_auto (RcJsonSample) members = { 0 };

  rc_json_sample_read (&members, sample);
  return members.is_object && rc_json_sample_has_all (&members, "descriptor", "modelfs", "modelfs/diffIds", NULL) ? 85 : 0;
}

static gboolean
read_texts (RcKitopsKit           *kit,
            const RcDocumentNode  *object,
            const char            *pointer,
            const char * const    *names,
            GError               **error)
{
  for (; *names != NULL; names++)
    {
      g_autofree char *value = rc_document_node_dup_text (object, *names);

      rc_registry_writer_at (&kit->writer, "%s/%s", pointer, *names);
      if (!rc_kitops_kit_add_tag (kit, *names, value, error))
        return FALSE;
    }
  return TRUE;
}

typedef enum
{
  LIST_AUTHORS,
  LIST_LICENCES,
  LIST_DATASETS,
} ListKind;

static gboolean
add_item (RcKitopsKit  *kit,
          ListKind      kind,
          const char   *text,
          GError      **error)
{
  gint64 dataset;

  switch (kind)
    {
    case LIST_LICENCES:
      return rc_registry_writer_add_claim (&kit->writer, kit->version, RC_PROPERTY_LICENCE, text, 0, RC_TIME_NONE, RC_TIME_NONE, error);
    case LIST_DATASETS:
      return rc_registry_writer_add_entity (&kit->writer, RC_ENTITY_DATASET, text, &dataset, error) &&
             rc_registry_writer_add_claim (&kit->writer, kit->version, RC_PROPERTY_DATASET, "an address, whose content may change", dataset,
                                           RC_TIME_NONE, RC_TIME_NONE, error);
    case LIST_AUTHORS:
    default:
      return rc_kitops_kit_add_tag (kit, "author", text, error);
    }
}

static gboolean
read_list (RcKitopsKit           *kit,
           const RcDocumentNode  *descriptor,
           const char            *name,
           ListKind               kind,
           GError               **error)
{
  RcDocumentNode list, item;
  RcDocumentIter iter;

  if (!rc_document_node_find (descriptor, name, &list) || !rc_document_node_is_list (&list))
    return TRUE;

  rc_document_iter_init (&iter, &list);
  for (guint n = 0; n < RC_LIMIT_CARD_ITEMS && rc_document_iter_next (&iter, NULL, &item); n++)
    {
      g_autofree char *text = rc_document_node_dup (&item);

      rc_registry_writer_at (&kit->writer, "/descriptor/%s/%u", name, n);
      if (text != NULL && text[0] != '\0' && !add_item (kit, kind, text, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_created (RcKitopsKit   *kit,
              const RcJson  *json,
              guint32        descriptor,
              GError       **error)
{
  g_autofree char *text = rc_json_document_dup (json, descriptor, "createdAt");
  gint64 us = rc_json_document_read_time (json, descriptor, "createdAt", 0, NULL);

  if (text == NULL)
    return TRUE;
  if (us == RC_TIME_NONE)
    return rc_registry_writer_set_aside (&kit->writer, -1, RC_EXCEPTION_REGISTRY_MALFORMED, "a date and time in createdAt", text,
                                         "The time at which a package was made is no time.", error);

  rc_registry_writer_at (&kit->writer, "/descriptor/createdAt");
  return rc_registry_writer_add_created (&kit->writer, kit->version, us, error);
}

static gboolean
check_layers (RcKitopsKit           *kit,
              const RcDocumentNode  *document,
              GError               **error)
{
  RcDocumentNode files, digests, item;
  RcDocumentIter iter;

  if (!rc_document_node_find (document, "modelfs", &files) || !rc_document_node_find (&files, "diffIds", &digests))
    return TRUE;

  rc_document_iter_init (&iter, &digests);
  while (rc_document_iter_next (&iter, NULL, &item))
    {
      g_autofree char *digest = rc_document_node_dup (&item);

      if (!rc_kitops_is_digest (digest))
        return rc_registry_writer_set_aside (&kit->writer, (gint64) rc_document_node_offset (&item), RC_EXCEPTION_REGISTRY_MALFORMED,
                                             "sha256: and 64 hexadecimal digits", digest != NULL && digest[0] != '\0' ? digest : "none",
                                             "A ModelPack names a layer by what is no digest.", error);
    }
  return TRUE;
}

static gboolean
read_descriptor (RcKitopsKit           *kit,
                 const RcDocumentNode  *descriptor,
                 GError               **error)
{
  static const char * const names[] = { "sourceURL", "docURL", "vendor", "family", "title", NULL };
  g_autofree char *name = rc_document_node_dup_text (descriptor, "name");
  g_autofree char *version = rc_document_node_dup_text (descriptor, "version");
  g_autofree char *revision = rc_document_node_dup_text (descriptor, "revision");

  if (!rc_kitops_kit_set_version (kit, name, version, "/descriptor/name", error) ||
      !read_created (kit, descriptor->json, descriptor->node, error) ||
      !read_texts (kit, descriptor, "/descriptor", names, error))
    return FALSE;

  rc_registry_writer_at (&kit->writer, "/descriptor/revision");
  return rc_registry_writer_link (&kit->writer, kit->version, RC_PROPERTY_CODE_COMMIT, RC_ENTITY_COMMIT, revision, RC_TIME_NONE, error) &&
         read_list (kit, descriptor, "authors", LIST_AUTHORS, error) &&
         read_list (kit, descriptor, "licenses", LIST_LICENCES, error) &&
         read_list (kit, descriptor, "datasetsURL", LIST_DATASETS, error);
}

static gboolean
read_config (RcKitopsKit           *kit,
             const RcDocumentNode  *document,
             GError               **error)
{
  static const char * const names[] = { "architecture", "format", "paramSize", "precision", "quantization", NULL };
  static const char * const abilities[] = { "knowledgeCutoff", NULL };
  RcDocumentNode config, capabilities;

  if (!rc_document_node_find (document, "config", &config))
    return TRUE;
  if (!read_texts (kit, &config, "/config", names, error))
    return FALSE;
  return !rc_document_node_find (&config, "capabilities", &capabilities) ||
         read_texts (kit, &capabilities, "/config/capabilities", abilities, error);
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  g_autoptr (GError) local_error = NULL;
  g_auto (RcKitopsKit) kit;
  g_auto (RcJson) json;
  RcDocumentNode document, descriptor;

  rc_kitops_kit_init (&kit, input, sink);
  rc_json_init (&json);
  if (!rc_json_document_read (&json, input, sink, "The configuration of a ModelPack cannot be read.", &local_error))
    return rc_json_document_was_refused (g_steal_pointer (&local_error), error);

  rc_document_node_init_json (&document, &json, 0);
  if (!rc_kitops_kit_set_build (&kit, kit.own, error))
    return FALSE;
  if (rc_document_node_find (&document, "descriptor", &descriptor) && !read_descriptor (&kit, &descriptor, error))
    return FALSE;
  return read_config (&kit, &document, error) && check_layers (&kit, &document, error);
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
  .id = "modelpack-config",
  .title = N_("ModelPack configuration"),
  .system = RC_KITOPS_SYSTEM,
  .evidences = N_("name, version, time and code revision of a packaged model; no run, no evaluation, no approver"),
  .framing = RC_FRAMING_WHOLE,
  .reads_name = TRUE,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
};

const RcImporter *
rc_kitops_pack_importer (void)
{
  return &importer;
}
