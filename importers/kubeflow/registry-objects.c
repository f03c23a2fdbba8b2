/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "registry-objects.h"

#include "importers/secret.h"
#include "kubeflow-names.h"
#include "kubeflow.h"
#include "registry-events.h"
#include "registry-index.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/words.h"
#include "importers/json-sample.h"

#include <string.h>

/*
 * Objects of Kubeflow's model registry (API v1alpha3) as JSON: one, a list as the API answers it, or one JSON object of many answers, each
 * under the path of its query ("registered_models", "registered_models/11/versions", "model_versions/13/artifacts",
 * "inference_services", "inference_services/31/serves").
 *
 *   object, member                         becomes                                                   answers
 *   -------------------------------------  --------------------------------------------------------  -------------------
 *   RegisteredModel                        model, by its name; created, status, tags, licence
 *     readme                               card that describes the model, without a date             card (undated)
 *   ModelVersion                           model version "model/version"; where the document does    model-version
 *                                          not hold the model, by its number: "13"
 *     author                               tag: who registered it, not who approved it
 *     customProperties.approved_by         approver, without a time                                  approval
 *   model-artifact                         build "model artifact 21"; the version's place leads to   artefact
 *                                          it where the query says which version
 *     uri, "…@sha256:…"                    place; digest of an image's manifest                      artefact
 *     modelSourceId                        build → training run                                      run
 *   dataset-artifact                       data set "name@digest" of the version; digest, source     dataset
 *   doc-artifact                           tag of the version: where a document lies                 (documentation)
 *   metric, parameter                      evaluation of the version, tag                            evaluation
 *   InferenceService                       endpoint, its wish as status; deployment event without a  deployment
 *                                          time where it is to be DEPLOYED: it says what is to run   (perhaps)
 *                                          now, not since when
 *   ServeModel RUNNING                     deployment event from its creation, no end                deployment
 *   ServeModel COMPLETE                    deployment event from its creation to its last update     deployment
 *   ServeModel of other states             other event: it was never live
 *   ExperimentRun                          run "experiment run 7"; status, start, end                run
 *   customProperties                       tags; those of secret names are left out
 *
 * Numbers and times are texts of digits; times count milliseconds, 0 is none. Objects name each other by number only: a file of one list
 * does not tell which endpoint or model is meant; the one object of all answers does. No approvals, no history, no digest of a model file
 * but in the address of an image; everything can be edited in place.
 */

#define MESSAGE "An object of the model registry cannot be read."

typedef struct
{
  const RcRegistryIndex *index;
  RcRegistryWriter      *writer;
} Work;

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  static const char * const answers[] = { "registered_models", "model_versions", "inference_services" };
  g_auto (RcJsonSample) json = { 0 };

  rc_json_sample_read (&json, sample);
  if (rc_json_sample_has_all (&json, "items/0/id", "items/0/createTimeSinceEpoch", NULL) ||
      rc_json_sample_has_all (&json, "id", "createTimeSinceEpoch", "lastUpdateTimeSinceEpoch", NULL))
    return 85;
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *first = g_strconcat (answers[i], "/items", NULL);
      g_autofree char *size = g_strconcat (answers[i], "/size", NULL);

      if (rc_json_sample_has_all (&json, first, size, NULL))
        return 85;
    }

  return 0;
}

static gint64
read_time (const Work             *self,
           const RcRegistryObject *object,
           const char             *member)
{
  g_autofree char *text = rc_registry_object_dup (self->index, object, member);

  return rc_kubeflow_read_time (text, NULL);
}

static gboolean
add_tags (const Work              *self,
          const RcRegistryObject  *object,
          const char * const      *members,
          gint64                   entity,
          gint64                   recorded_us,
          GError                 **error)
{
  for (; *members != NULL; members++)
    {
      g_autofree char *value = rc_registry_object_dup (self->index, object, *members);

      if (value != NULL && !rc_kubeflow_add_registry_property (self->writer, entity, FALSE, *members, value, recorded_us, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_custom (const Work              *self,
            const RcRegistryObject  *object,
            gboolean                 is_version,
            gint64                   entity,
            gint64                   recorded_us,
            GError                 **error)
{
  const RcKubeflowTree *tree = self->index->tree;
  guint32 properties = rc_kubeflow_tree_member (tree, object->node, "customProperties");
  RcKubeflowIter iter = { 0 };

  while (iter.index < RC_LIMIT_KUBEFLOW_PARAMETERS && rc_kubeflow_tree_iterate (tree, properties, &iter))
    {
      g_autofree char *name = rc_kubeflow_tree_dup (tree, iter.name);
      g_autofree char *value = rc_registry_dup_custom_value (tree, iter.value);

      if (name == NULL || value == NULL)
        continue;
      rc_registry_writer_at (self->writer, "%s/customProperties/%s", object->pointer, name);
      if (!rc_kubeflow_add_registry_property (self->writer, entity, is_version, name, value, recorded_us, error))
        return FALSE;
    }

  rc_registry_writer_at (self->writer, "%s", object->pointer);
  return TRUE;
}

/* What every object has: when it was made, how it stood when it was written last, and what its users added. */
static gboolean
add_common (const Work              *self,
            const RcRegistryObject  *object,
            gint64                   entity,
            GError                 **error)
{
  static const char * const members[] = { "state", "description", "externalId", NULL };
  gint64 updated_us = read_time (self, object, "lastUpdateTimeSinceEpoch");

  return rc_registry_writer_add_created (self->writer, entity, read_time (self, object, "createTimeSinceEpoch"), error) &&
         add_tags (self, object, members, entity, updated_us, error) &&
         add_custom (self, object, object->kind == RC_REGISTRY_VERSION, entity, updated_us, error);
}

static gboolean
set_aside_nameless (const Work              *self,
                    const RcRegistryObject  *object,
                    GError                 **error)
{
  return rc_registry_writer_set_aside (self->writer, self->index->tree->json.nodes[object->node].offset, RC_EXCEPTION_REGISTRY_MALFORMED,
                                       "an object with the members that say what it is and which", "none",
                                       "An object of the model registry does not say what it is about.", error);
}

/* The card stands in the registry without a date, and can be written over. */
static gboolean
read_card (const Work              *self,
           const RcRegistryObject  *object,
           const char              *name,
           gint64                   model,
           GError                 **error)
{
  g_autofree char *readme = rc_registry_object_dup (self->index, object, "readme");
  g_autofree char *licence = rc_registry_object_dup (self->index, object, "license");
  g_autofree char *provider = rc_registry_object_dup (self->index, object, "provider");
  g_autofree char *card_name = g_strdup_printf ("readme of %s", name);
  gint64 card;

  if (readme == NULL)
    return TRUE;

  rc_registry_writer_at (self->writer, "%s/readme", object->pointer);
  return rc_registry_writer_add_entity (self->writer, RC_ENTITY_CARD, card_name, &card, error) &&
         rc_registry_writer_add_claim (self->writer, card, RC_PROPERTY_DESCRIBES, name, model, RC_TIME_NONE, RC_TIME_NONE, error) &&
         rc_registry_writer_add_claim (self->writer, card, RC_PROPERTY_LICENCE, licence, 0, RC_TIME_NONE, RC_TIME_NONE, error) &&
         rc_registry_writer_add_claim (self->writer, card, RC_PROPERTY_ISSUED_BY, provider, 0, RC_TIME_NONE, RC_TIME_NONE, error);
}

static gboolean
read_model (const Work              *self,
            const RcRegistryObject  *object,
            GError                 **error)
{
  static const char * const members[] = { "id", "owner", "provider", "license", "maturity", NULL };
  g_autofree char *name = rc_registry_object_dup (self->index, object, "name");
  gint64 model;

  if (name == NULL)
    return set_aside_nameless (self, object, error);

  return rc_registry_writer_add_entity (self->writer, RC_ENTITY_MODEL, name, &model, error) &&
         add_common (self, object, model, error) &&
         add_tags (self, object, members, model, RC_TIME_NONE, error) &&
         read_card (self, object, name, model, error);
}

static gboolean
read_version (const Work              *self,
              const RcRegistryObject  *object,
              GError                 **error)
{
  static const char * const members[] = { "id", "name", "author", "registeredModelId", NULL };
  g_autofree char *id = rc_registry_object_dup (self->index, object, "id");
  g_autofree char *full = id != NULL ? rc_registry_index_dup_version (self->index, id) : NULL;
  g_autofree char *model = NULL;
  guint32 model_node;
  guint32 version_node;
  gint64 version;

  if (id == NULL)
    return set_aside_nameless (self, object, error);

  rc_registry_index_find_name (self->index, id, &model_node, &version_node);
  model = rc_kubeflow_tree_dup (self->index->tree, model_node);
  return rc_registry_writer_add_entity (self->writer, RC_ENTITY_MODEL_VERSION, full, &version, error) &&
         rc_registry_writer_link (self->writer, version, RC_PROPERTY_VERSION_OF, RC_ENTITY_MODEL, model, RC_TIME_NONE, error) &&
         add_common (self, object, version, error) &&
         add_tags (self, object, members, version, RC_TIME_NONE, error);
}

/* --- Artifacts --- */

/* 0 where the query does not say of which version they are. */
static gboolean
add_version_of (const Work              *self,
                const RcRegistryObject  *object,
                gint64                  *out_version,
                GError                 **error)
{
  g_autofree char *full = NULL;

  *out_version = 0;
  if (object->path->of == NULL)
    return TRUE;

  full = rc_registry_index_dup_version (self->index, object->path->of);
  return rc_registry_writer_add_entity (self->writer, RC_ENTITY_MODEL_VERSION, full, out_version, error);
}

static gboolean
read_model_artifact (const Work              *self,
                     const RcRegistryObject  *object,
                     const char              *id,
                     gint64                   version,
                     GError                 **error)
{
  static const char * const members[] = { "name", "modelFormatName", "modelFormatVersion", "storagePath", "modelSourceKind",
                                          "modelSourceClass", "modelSourceGroup", "modelSourceName", NULL };
  g_autofree char *uri = rc_registry_object_dup (self->index, object, "uri");
  g_autofree char *source = rc_registry_object_dup (self->index, object, "modelSourceId");
  g_autofree char *name = g_strdup_printf ("model artifact %s", id);
  gint64 build;
  gint64 run = 0;

  if (!rc_registry_writer_add_entity (self->writer, RC_ENTITY_MODEL_VERSION, name, &build, error) ||
      (source != NULL && !rc_kubeflow_add_run (self->writer, source, &run, error)) ||
      !rc_kubeflow_add_place (self->writer, build, uri, 0, error) ||
      !rc_registry_writer_add_claim (self->writer, build, RC_PROPERTY_TRAINED_BY, source, run, RC_TIME_NONE, RC_TIME_NONE, error) ||
      !add_common (self, object, build, error) ||
      !add_tags (self, object, members, build, RC_TIME_NONE, error))
    return FALSE;

  return version == 0 || rc_registry_writer_add_claim (self->writer, version, RC_PROPERTY_ARTIFACT_PLACE, uri != NULL ? uri : name, build,
                                                       RC_TIME_NONE, RC_TIME_NONE, error);
}

static gboolean
read_dataset (const Work              *self,
              const RcRegistryObject  *object,
              gint64                   version,
              GError                 **error)
{
  static const char * const members[] = { "uri", "sourceType", "source", NULL };
  g_autofree char *name = rc_registry_object_dup (self->index, object, "name");
  g_autofree char *digest = rc_registry_object_dup (self->index, object, "digest");
  g_autofree char *full = NULL;
  gint64 dataset;

  if (name == NULL)
    return set_aside_nameless (self, object, error);

  full = digest != NULL ? g_strdup_printf ("%s@%s", name, digest) : g_strdup (name);
  return rc_registry_writer_add_entity (self->writer, RC_ENTITY_DATASET, full, &dataset, error) &&
         rc_registry_writer_add_claim (self->writer, dataset, RC_PROPERTY_DATASET_DIGEST, digest, 0, RC_TIME_NONE, RC_TIME_NONE, error) &&
         add_common (self, object, dataset, error) &&
         add_tags (self, object, members, dataset, RC_TIME_NONE, error) &&
         rc_registry_writer_add_claim (self->writer, version, RC_PROPERTY_DATASET, full, dataset, RC_TIME_NONE, RC_TIME_NONE, error);
}

static gboolean
read_measure (const Work              *self,
              const RcRegistryObject  *object,
              const char              *type,
              gint64                   version,
              GError                 **error)
{
  g_autofree char *name = rc_registry_object_dup (self->index, object, "name");
  g_autofree char *value = rc_registry_object_dup (self->index, object, "value");
  g_autofree char *full = NULL;
  g_autofree char *key = NULL;

  if (name == NULL || version == 0)
    return TRUE;
  if (g_str_equal (type, "metric"))
    {
      full = rc_registry_index_dup_version (self->index, object->path->of);
      return rc_registry_writer_add_evaluation (self->writer, RC_ENTITY_MODEL_VERSION, full, name, value, NULL,
                                                read_time (self, object, "timestamp"), error);
    }

  key = g_strdup_printf ("parameter %s", name);
  return rc_secret_is_name (name) || rc_registry_writer_add_tag (self->writer, version, key, value, RC_TIME_NONE, error);
}

static gboolean
read_artifact (const Work              *self,
               const RcRegistryObject  *object,
               GError                 **error)
{
  g_autofree char *type = rc_registry_object_dup (self->index, object, "artifactType");
  g_autofree char *id = rc_registry_object_dup (self->index, object, "id");
  g_autofree char *name = rc_registry_object_dup (self->index, object, "name");
  g_autofree char *uri = rc_registry_object_dup (self->index, object, "uri");
  g_autofree char *key = NULL;
  gint64 version;

  if (id == NULL)
    return set_aside_nameless (self, object, error);
  if (!add_version_of (self, object, &version, error))
    return FALSE;
  if (type == NULL || g_str_equal (type, "model-artifact"))
    return read_model_artifact (self, object, id, version, error);
  if (g_str_equal (type, "dataset-artifact"))
    return read_dataset (self, object, version, error);
  if (g_str_equal (type, "metric") || g_str_equal (type, "parameter"))
    return read_measure (self, object, type, version, error);
  if (!g_str_equal (type, "doc-artifact") || version == 0)
    return TRUE;

  key = g_strdup_printf ("document %s", name != NULL ? name : id);
  return rc_registry_writer_add_tag (self->writer, version, key, uri, RC_TIME_NONE, error);
}

/* --- Services and runs --- */

static gboolean
read_service (const Work              *self,
              const RcRegistryObject  *object,
              GError                 **error)
{
  static const char * const members[] = { "id", "runtime", "registeredModelId", "modelVersionId", NULL };
  g_autofree char *name = rc_registry_object_dup (self->index, object, "name");
  g_autofree char *wish = rc_registry_object_dup (self->index, object, "desiredState");
  gint64 updated_us = read_time (self, object, "lastUpdateTimeSinceEpoch");
  gint64 endpoint;

  if (name == NULL)
    return set_aside_nameless (self, object, error);

  return rc_registry_writer_add_entity (self->writer, RC_ENTITY_ENDPOINT, name, &endpoint, error) &&
         add_common (self, object, endpoint, error) &&
         rc_registry_writer_add_claim (self->writer, endpoint, RC_PROPERTY_STATUS, wish, 0, RC_TIME_NONE, updated_us, error) &&
         add_tags (self, object, members, endpoint, updated_us, error);
}

static gboolean
read_run (const Work              *self,
          const RcRegistryObject  *object,
          GError                 **error)
{
  static const char * const members[] = { "name", "owner", "experimentId", NULL };
  g_autofree char *id = rc_registry_object_dup (self->index, object, "id");
  g_autofree char *name = g_strdup_printf ("experiment run %s", id);
  g_autofree char *status = rc_registry_object_dup (self->index, object, "status");
  gint64 end_us = read_time (self, object, "endTimeSinceEpoch");
  g_autofree char *end = end_us != RC_TIME_NONE ? rc_time_format_utc (end_us) : NULL;
  gint64 run;

  if (id == NULL)
    return set_aside_nameless (self, object, error);

  return rc_registry_writer_add_entity (self->writer, RC_ENTITY_RUN, name, &run, error) &&
         rc_registry_writer_add_created (self->writer, run, read_time (self, object, "startTimeSinceEpoch"), error) &&
         rc_registry_writer_add_claim (self->writer, run, RC_PROPERTY_STATUS, status, 0, RC_TIME_NONE, end_us, error) &&
         rc_registry_writer_add_tag (self->writer, run, "end", end, RC_TIME_NONE, error) &&
         add_tags (self, object, members, run, RC_TIME_NONE, error) &&
         add_custom (self, object, FALSE, run, RC_TIME_NONE, error);
}

static gboolean
read_object (const Work              *self,
             const RcRegistryObject  *object,
             GError                 **error)
{
  rc_registry_writer_at (self->writer, "%s", object->pointer);
  switch (object->kind)
    {
    case RC_REGISTRY_MODEL:
      return read_model (self, object, error);
    case RC_REGISTRY_VERSION:
      return read_version (self, object, error);
    case RC_REGISTRY_ARTIFACT:
      return read_artifact (self, object, error);
    case RC_REGISTRY_SERVICE:
      return read_service (self, object, error);
    case RC_REGISTRY_RUN:
      return read_run (self, object, error);
    case RC_REGISTRY_UNKNOWN:
      return set_aside_nameless (self, object, error);
    case RC_REGISTRY_SERVE:
    case RC_REGISTRY_IGNORED:
    default:
      return TRUE;
    }
}

static gboolean
read_index (const RcRegistryIndex  *index,
            RcRegistryWriter       *writer,
            GError                **error)
{
  Work self = { index, writer };

  for (guint i = 0; i < index->objects->len; i++)
    if (!read_object (&self, g_ptr_array_index (index->objects, i), error))
      return FALSE;
  if (index->is_full && !rc_registry_writer_set_aside (writer, -1, RC_EXCEPTION_LIMIT,
                                                       "at most 100000 objects in one document (RC_LIMIT_REGISTRY_COUNTED)", "more",
                                                       "The other objects of the model registry are not read.", error))
    return FALSE;

  return rc_registry_events_tell (index, writer, error) && rc_registry_writer_finish (writer, error);
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  g_autofree char *scope = rc_registry_scope_dup (input, 1);
  g_auto (RcKubeflowTree) tree = { .text = NULL };
  g_auto (RcRegistryIndex) index = { .tree = NULL };
  g_autoptr (GError) local_error = NULL;
  RcRegistryWriter writer;
  gboolean good;

  rc_kubeflow_tree_init (&tree);
  if (!rc_kubeflow_tree_next (&tree, input, sink, MESSAGE, &local_error))
    {
      if (local_error == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  rc_registry_index_init (&index, &tree, input->name);
  rc_registry_writer_init (&writer, sink, RC_IMPORT_SOURCE);
  writer.scope = scope;
  good = read_index (&index, &writer, error);
  rc_registry_writer_clear (&writer);

  return good;
}

static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  return rc_registry_events_read_fields (bytes, length, row);
}

static const RcImporter importer = {
  .id = "kubeflow-registry",
  .title = N_("Kubeflow model registry (JSON)"),
  .system = RC_KUBEFLOW_SYSTEM,
  .evidences = N_("registered models and versions, where their files lie, the run that made them, data sets, metrics, and dated deployments; "
                  "no history, no approver unless a property names one"),
  .framing = RC_FRAMING_WHOLE,
  .reads_name = TRUE,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
};

const RcImporter *
rc_registry_objects_importer (void)
{
  return &importer;
}
