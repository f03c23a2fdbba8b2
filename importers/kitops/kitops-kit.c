/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "kitops-kit.h"

#include "core/digest.h"
#include "core/exception.h"

#include <string.h>

void
rc_kitops_kit_init (RcKitopsKit         *self,
                    const RcImportInput *input,
                    RcImportSink        *sink)
{
  g_autofree char *hex = rc_digest_dup_hex (&input->sha256);

  *self = (RcKitopsKit) { .version = 0 };
  rc_registry_writer_init (&self->writer, sink, RC_IMPORT_SOURCE);
  self->scope = rc_kitops_scope_dup (input);
  self->writer.scope = self->scope;
  self->own = g_strconcat ("sha256:", hex, NULL);
}

void
rc_kitops_kit_clear (RcKitopsKit *self)
{
  rc_registry_writer_clear (&self->writer);
  g_clear_pointer (&self->scope, g_free);
  g_clear_pointer (&self->own, g_free);
  g_clear_pointer (&self->build, g_free);
}

gboolean
rc_kitops_kit_set_build (RcKitopsKit  *self,
                         const char   *digest,
                         GError      **error)
{
  g_free (self->build);
  self->build = g_strdup (digest);
  if (!rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, digest, &self->build_entity, error))
    return FALSE;

  self->version = self->build_entity;
  return TRUE;
}

gboolean
rc_kitops_kit_set_version (RcKitopsKit  *self,
                           const char   *name,
                           const char   *version,
                           const char   *pointer,
                           GError      **error)
{
  RcRegistryWriter *writer = &self->writer;
  g_autofree char *full = NULL;

  if (name == NULL || name[0] == '\0')
    return self->build != NULL || rc_kitops_kit_set_build (self, self->own, error);

  full = g_strdup_printf ("%s/%s", name, version != NULL && version[0] != '\0' ? version : self->build != NULL ? self->build : self->own);
  if (!rc_registry_writer_add_entity (writer, RC_ENTITY_MODEL_VERSION, full, &self->version, error))
    return FALSE;
  rc_registry_writer_at (writer, "%s", pointer);
  if (!rc_registry_writer_link (writer, self->version, RC_PROPERTY_VERSION_OF, RC_ENTITY_MODEL, name, RC_TIME_NONE, error))
    return FALSE;

  return self->build == NULL ||
         rc_registry_writer_add_claim (writer, self->version, RC_PROPERTY_ARTIFACT_PLACE, self->build, self->build_entity, RC_TIME_NONE,
                                       RC_TIME_NONE, error);
}

gboolean
rc_kitops_kit_add_tag (RcKitopsKit  *self,
                       const char   *key,
                       const char   *value,
                       GError      **error)
{
  if (value == NULL || value[0] == '\0')
    return TRUE;
  return rc_registry_writer_add_tag (&self->writer, self->version, key, value, RC_TIME_NONE, error);
}

/* A package shows what was packed together; only a run shows what was trained on. */
gboolean
rc_kitops_kit_add_dataset (RcKitopsKit  *self,
                           gint64        entity,
                           const char   *name,
                           const char   *digest,
                           GError      **error)
{
  g_autofree char *full = digest != NULL ? g_strdup_printf ("%s@%s", name, digest) : g_strdup (name);
  gint64 dataset;

  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_DATASET, full, &dataset, error) &&
         rc_registry_writer_add_claim (&self->writer, entity, RC_PROPERTY_DATASET,
                                       "packaged with the model; the package does not say that it was trained on it", dataset, RC_TIME_NONE,
                                       RC_TIME_NONE, error) &&
         rc_registry_writer_add_claim (&self->writer, dataset, RC_PROPERTY_DATASET_DIGEST, digest, 0, RC_TIME_NONE, RC_TIME_NONE, error);
}

/* --- A manifest --- */

static char *
describe_layer (const RcOciDescriptor *layer)
{
  const char *path = rc_oci_descriptor_get_annotation (layer, "org.cncf.model.filepath");
  g_autoptr (GString) text = g_string_new (layer->digest);

  if (layer->size >= 0)
    g_string_append_printf (text, ", %" G_GINT64_FORMAT " bytes", layer->size);
  if (path != NULL)
    g_string_append_printf (text, ", %s", path);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static guint
count_models (const RcOciManifest *manifest)
{
  guint n = 0;

  for (guint i = 0; i < manifest->parts->len; i++)
    {
      const RcOciDescriptor *layer = g_ptr_array_index (manifest->parts, i);
      RcKitopsRole role;

      n += rc_kitops_read_layer_type (layer->media_type, &role) && role == RC_KITOPS_MODEL;
    }

  return n;
}

/* One file that runs has one digest; of several none is that of the version. Data sets of a ModelPack stand nowhere else; those of a
 * ModelKit are named by its Kitfile. */
static gboolean
read_layer (RcKitopsKit            *self,
            const RcOciDescriptor  *layer,
            gboolean                is_only_model,
            gboolean                is_pack,
            GError                **error)
{
  const char *path = rc_oci_descriptor_get_annotation (layer, "org.cncf.model.filepath");
  g_autofree char *text = describe_layer (layer);
  g_autofree char *key = NULL;
  RcKitopsRole role;

  (void) rc_kitops_read_layer_type (layer->media_type, &role);
  if (role == RC_KITOPS_MODEL && is_only_model && layer->hash == RC_HASH_SHA256)
    return rc_registry_writer_add_digest (&self->writer, self->build_entity, "model", layer->digest, error);
  if (role == RC_KITOPS_DATASET && is_pack)
    return rc_kitops_kit_add_dataset (self, self->build_entity, path != NULL ? path : "data set", layer->digest, error);

  key = g_strdup_printf ("%s layer", rc_kitops_role_name (role));
  return rc_registry_writer_add_tag (&self->writer, self->build_entity, key, text, RC_TIME_NONE, error);
}

static gboolean
read_layers (RcKitopsKit          *self,
             const RcOciManifest  *manifest,
             const char           *pointer,
             gboolean              is_pack,
             GError              **error)
{
  gboolean is_only_model = count_models (manifest) == 1;

  for (guint i = 0; i < manifest->parts->len; i++)
    {
      rc_registry_writer_at (&self->writer, "%s/layers/%u/digest", pointer, i);
      if (!read_layer (self, g_ptr_array_index (manifest->parts, i), is_only_model, is_pack, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_annotations (RcKitopsKit           *self,
                  const RcDocumentNode  *document,
                  const char            *pointer,
                  GError               **error)
{
  RcDocumentNode annotations;
  g_autofree char *version = NULL;

  if (!rc_document_node_find (document, "annotations", &annotations))
    return TRUE;

  version = rc_document_node_dup_text (&annotations, "ml.kitops.modelkit.cli-version");
  rc_registry_writer_at (&self->writer, "%s/annotations/ml.kitops.modelkit.cli-version", pointer);
  return version == NULL || rc_registry_writer_add_tag (&self->writer, self->build_entity, "packed with kit", version, RC_TIME_NONE, error);
}

gboolean
rc_kitops_kit_read_manifest (RcKitopsKit           *self,
                             const RcOciManifest   *manifest,
                             const RcDocumentNode  *document,
                             const char            *pointer,
                             const char            *digest,
                             GError               **error)
{
  gboolean is_pack;
  gint64 packed;

  (void) rc_kitops_is_config_type (manifest->config->media_type, &is_pack);
  if (!rc_kitops_kit_set_build (self, manifest->config->digest, error))
    return FALSE;

  if (digest != NULL)
    {
      rc_registry_writer_at (&self->writer, "%s/config/digest", pointer);
      if (!rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, digest, &packed, error) ||
          !rc_registry_writer_add_claim (&self->writer, self->build_entity, RC_PROPERTY_ARTIFACT_PLACE, digest, packed, RC_TIME_NONE,
                                         RC_TIME_NONE, error))
        return FALSE;
    }
  return read_layers (self, manifest, pointer, is_pack, error) && read_annotations (self, document, pointer, error);
}
