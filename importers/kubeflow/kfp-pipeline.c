/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "kfp-importers.h"

#include "kfp-plan.h"
#include "kubeflow.h"

#include "core/words.h"
#include "importers/json-sample.h"

#include <string.h>

/*
 * A pipeline as the SDK of Kubeflow Pipelines compiles it, in YAML or JSON, also wrapped as a PipelineJob:
 *
 *   member                                 becomes                                                   answers
 *   -------------------------------------  --------------------------------------------------------  -------
 *   pipelineInfo.name                      the code, named "pipeline NAME" in this source
 *   sdkVersion, schemaVersion              tags
 *   deploymentSpec.executors.E.container   image "planned for E"; SHA-256 of the program in its      (the plan)
 *                                          command
 *   deploymentSpec.executors.E.importer    tag: what is brought in, with the data set or model that
 *                                          a fixed address names
 *   runtimeConfig.parameterValues          tags "parameter NAME = VALUE", none of secret names
 *
 * Of a file of several documents each is read; one of settings for the cluster (`platforms`) says nothing of lineage. It is a plan: it has
 * no version, no commit and no time of its own, and does not say that it was ever run. A run names its pipeline version.
 */

#define MESSAGE "A compiled pipeline cannot be read."

static gboolean
has_line (const RcSample *sample,
          const char     *line)
{
  g_autofree char *inner = g_strconcat ("\n", line, NULL);

  return (sample->head_length >= strlen (line) && memcmp (sample->head, line, strlen (line)) == 0) ||
         memmem (sample->head, sample->head_length, inner, strlen (inner)) != NULL;
}

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  static const char * const wrappers[] = { "", "pipelineSpec/", "pipeline_spec/" };
  g_auto (RcJsonSample) json = { 0 };

  rc_json_sample_read (&json, sample);
  for (gsize i = 0; i < G_N_ELEMENTS (wrappers); i++)
    {
      g_autofree char *deployment = g_strconcat (wrappers[i], "deploymentSpec", NULL);
      g_autofree char *info = g_strconcat (wrappers[i], "pipelineInfo", NULL);
      g_autofree char *components = g_strconcat (wrappers[i], "components", NULL);

      if (rc_json_sample_has_all (&json, deployment, info, NULL) || rc_json_sample_has_all (&json, deployment, components, NULL))
        return 85;
    }
  if (json.is_object || json.is_array)
    return 0;

  /* The plan's last lines may lie behind the sample. */
  return has_line (sample, "deploymentSpec:") && (has_line (sample, "components:") || has_line (sample, "pipelineInfo:")) ? 85 : 0;
}

static gboolean
read_document (const RcKubeflowTree  *tree,
               RcRegistryWriter      *writer,
               GError               **error)
{
  guint32 spec = rc_kfp_plan_find (tree, 0);
  guint32 parameters;
  g_autofree char *name = NULL;
  g_autofree char *full = NULL;
  gint64 plan;

  if (spec == RC_JSON_NO_NODE)
    return TRUE;

  name = rc_kubeflow_tree_dup_member (tree, rc_kubeflow_tree_either (tree, spec, "pipeline_info"), "name");
  full = g_strdup_printf ("pipeline %s", name != NULL ? name : "without a name");
  parameters = rc_kubeflow_tree_find (tree, 0, "runtimeConfig", "parameterValues", NULL);
  if (parameters == RC_JSON_NO_NODE)
    parameters = rc_kubeflow_tree_find (tree, 0, "runtimeConfig", "parameters", NULL);

  rc_registry_writer_at (writer, "%s", "");
  return rc_registry_writer_add_entity (writer, RC_ENTITY_COMMIT, full, &plan, error) &&
         rc_kfp_plan_read (tree, spec, spec == 0 ? "" : "/pipelineSpec", writer, plan, error) &&
         rc_kfp_add_parameters (tree, parameters, writer, plan, error);
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  return rc_kubeflow_import_documents (input, sink, /* scope= */ NULL, MESSAGE, read_document, error);
}

static const RcImporter importer = {
  .id = "kfp-pipeline",
  .title = N_("Kubeflow pipeline as compiled (YAML or JSON)"),
  .system = RC_KUBEFLOW_SYSTEM,
  .evidences = N_("the plan of a pipeline: images, digests of the programs in it, data brought in; not that it was run"),
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise,
  .import = import,
};

const RcImporter *
rc_kfp_pipeline_importer (void)
{
  return &importer;
}
