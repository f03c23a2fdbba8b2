/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "kfp-importers.h"

#include "kubeflow-tree.h"
#include "kubeflow.h"

#include "core/bounds.h"
#include "core/words.h"
#include "importers/json-sample.h"

/*
 * What a step of Kubeflow Pipelines v1 left for the window of a run (mlpipeline-ui-metadata.json, mlpipeline-metrics.json):
 *
 *   member                                 becomes                                                   answers
 *   -------------------------------------  --------------------------------------------------------  ----------
 *   outputs[].source                       evaluation, named by the address of its results; tags     (none alone)
 *                                          type, format, predicted_col, target_col
 *   metrics[].name, numberValue            evaluation "metrics", with its values
 *
 * Neither says which run, which model and when: only the folder it lay in does. A text that stands in the file itself stays there.
 */

#define MESSAGE "The results of a pipeline's step cannot be read."

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  static const char * const types[] = { "confusion_matrix", "roc", "table", "tensorboard", "markdown", "web-app", NULL };
  g_auto (RcJsonSample) json = { 0 };
  const char *type;

  rc_json_sample_read (&json, sample);
  type = rc_json_sample_peek (&json, "outputs/0/type");
  if (type != NULL && g_strv_contains (types, type) && rc_json_sample_has (&json, "outputs/0/source"))
    return 75;

  return rc_json_sample_has_all (&json, "metrics/0/name", "metrics/0/numberValue", NULL) ? 75 : 0;
}

static gboolean
read_output (const RcKubeflowTree  *tree,
             guint32                output,
             RcRegistryWriter      *writer,
             GError               **error)
{
  static const char * const tags[] = { "type", "format", "predicted_col", "target_col" };
  g_autofree char *source = rc_kubeflow_tree_dup_member (tree, output, "source");
  g_autofree char *storage = rc_kubeflow_tree_dup_member (tree, output, "storage");
  gint64 evaluation;

  if (source == NULL || g_strcmp0 (storage, "inline") == 0)
    return TRUE;
  if (!rc_registry_writer_add_entity (writer, RC_ENTITY_EVALUATION, source, &evaluation, error))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autofree char *value = rc_kubeflow_tree_dup_member (tree, output, tags[i]);

      if (!rc_registry_writer_add_tag (writer, evaluation, tags[i], value, RC_TIME_NONE, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_document (const RcKubeflowTree  *tree,
               RcRegistryWriter      *writer,
               GError               **error)
{
  guint32 outputs = rc_kubeflow_tree_member (tree, 0, "outputs");
  guint32 metrics = rc_kubeflow_tree_member (tree, 0, "metrics");
  RcKubeflowIter output = { 0 };
  RcKubeflowIter metric = { 0 };

  while (output.index < RC_LIMIT_KUBEFLOW_PARAMETERS && rc_kubeflow_tree_iterate (tree, outputs, &output))
    {
      rc_registry_writer_at (writer, "/outputs/%u", output.index);
      if (!read_output (tree, output.value, writer, error))
        return FALSE;
    }

  while (metric.index < RC_LIMIT_KUBEFLOW_PARAMETERS && rc_kubeflow_tree_iterate (tree, metrics, &metric))
    {
      g_autofree char *name = rc_kubeflow_tree_dup_member (tree, metric.value, "name");
      g_autofree char *value = rc_kubeflow_tree_dup_member (tree, metric.value, "numberValue");

      rc_registry_writer_at (writer, "/metrics/%u", metric.index);
      if (name != NULL &&
          !rc_registry_writer_add_evaluation (writer, RC_ENTITY_EVALUATION, "metrics", name, value, NULL, RC_TIME_NONE, error))
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
  return rc_kubeflow_import_documents (input, sink, /* scope= */ NULL, MESSAGE, read_document, error);
}

static const RcImporter importer = {
  .id = "kfp-ui-metadata",
  .title = N_("Results of a step of Kubeflow Pipelines v1"),
  .system = RC_KUBEFLOW_SYSTEM,
  .evidences = N_("where the results of an evaluation lie, and metrics; not of which run or model"),
  .framing = RC_FRAMING_WHOLE,
  .recognise = recognise,
  .import = import,
};

const RcImporter *
rc_kfp_ui_importer (void)
{
  return &importer;
}
