/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlmd-store.h"

#include "importers/secret.h"
#include "kubeflow-names.h"
#include "kubeflow.h"
#include "mlmd-acts.h"

#include "core/words.h"

static gboolean
is_secret (const RcSqliteRow *row)
{
  const char *name = rc_sqlite_row_peek_text (row, "name");

  return name != NULL && rc_secret_is_name (name);
}

/*
 * ML Metadata in SQLite, as TFX, Kubeflow Pipelines and Kubeflow's model registry write it.
 *
 *   table, column                          becomes                                                   answers
 *   -------------------------------------  --------------------------------------------------------  -----------------------
 *   Context of a run                       run, named as the context; created                        run
 *     (system.PipelineRun, run,
 *      pipeline_run)
 *     namespace, resource_name,            tags of the run
 *      pipeline_root, pipeline_name
 *   Association                            which run an execution belongs to; without one its        run
 *                                          properties pipeline_name and run_id, else "execution N"
 *   Execution.last_known_state             status of the run, in words, with the step's name
 *   ExecutionProperty                      only of executions that are COMPLETE or CACHED:
 *     image                                environment; of a cached step that of the step which ran  environment
 *     cached_execution_id                  tag that names the execution that ran
 *     inputs (a struct)                    tags "parameter NAME of STEP = VALUE"
 *     train_args, eval_args, …             tags
 *     module_path, module_file             code, of a Trainer only                                   commit
 *   Artifact of a data set                 data set version, named by its address; status, created   dataset
 *   Artifact of a model                    model version, named by its address; place, digest of a   artefact
 *                                          container image's address, status, created
 *   ArtifactProperty
 *     numbers of metrics                   evaluation of the run that made them                      evaluation
 *     tfx_version of a model               environment of the run                                    environment
 *     display_name, framework, span, …     tags
 *   Event 2, 3 (input)                     run → data set, run → model used                          dataset
 *   Event 4 (output)                       model → run that trained it; data set → data set that it  run, dataset
 *                                          was derived from; data set that came from outside
 *   EventPath.step_key                     tag that says what a data set was to the step             dataset
 *   ModelEvaluation                        evaluation of the model, by the address of its results    evaluation
 *   ModelBlessing.blessed                  model checked; approval event, actor the component and    approval
 *                                          role "not a person", evaluation the results of the same
 *                                          step; time: last update of the artifact
 *   PushedModel                            deployment event at the folder that is served; model      deployment,
 *                                          version "folder/version", placed at the model pushed      model-version
 *   kf.RegisteredModel, kf.ModelVersion    model, model version, see mlmd-registry.c                 model-version
 *   kf.ServeModel                          deployment event at the inference service, from its       deployment
 *                                          creation; until its last update where it is COMPLETE
 *
 * Of executions that failed, were canceled or still say RUNNING nothing counts but their status. CACHED ones used what the store says, but
 * made nothing: what they gave out was made by an earlier one. A store older than schema version 5 keeps no states: then a property `state`
 * decides, and without one the edges count. A time of 0 is none. Rows of properties whose names are those of secrets are left out; members
 * of such names in a struct are not claimed, and their text in the row stays encoded.
 *
 * What it cannot evidence: the content of anything (addresses only; input_fingerprint of TFX is made of times of change), a commit, a
 * person, who approved, what was inferred.
 */
static const RcSqliteImportTable tables[] = {
  { "MLMDEnv", NULL },
  { "Type", NULL },
  { "TypeProperty", NULL },
  { "ParentType", NULL },
  { "Context", rc_mlmd_read_context },
  { "ContextProperty", rc_mlmd_read_context_property, .is_secret = is_secret },
  { "ParentContext", NULL },
  { "Association", rc_mlmd_read_association },
  { "Execution", rc_mlmd_read_execution },
  { "ExecutionProperty", rc_mlmd_read_execution_property, .is_secret = is_secret },
  { "Artifact", rc_mlmd_read_artifact },
  { "ArtifactProperty", rc_mlmd_read_artifact_property, .is_secret = is_secret },
  { "Attribution", rc_mlmd_read_attribution },
  { "Event", rc_mlmd_read_event },
  { "EventPath", rc_mlmd_read_event_path },
};

/* Tables that every metadata store has had since its first release. */
static const char * const marks[] = { "Type", "TypeProperty", "Artifact", "ArtifactProperty", "Execution", "ExecutionProperty", "Event",
                                      "EventPath", NULL };
static const char * const words[] = { "ArtifactProperty", "ExecutionProperty", "EventPath", NULL };

static const RcSqliteFormat format = { marks, words, tables, G_N_ELEMENTS (tables) };

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  return rc_sqlite_import_recognise (&format, sample);
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  RcMlmdStore store = {
    .runs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ref_string_release),
    .edges = rc_mlmd_edges_new (),
  };
  gboolean good = rc_sqlite_import_run (&format, &store, input, sink, cancellable, error);

  g_hash_table_unref (store.runs);
  rc_mlmd_edges_free (store.edges);
  return good;
}

static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  return rc_mlmd_act_read_fields (bytes, length);
}

static const RcImporter importer = {
  .id = "mlmd-store",
  .title = N_("ML Metadata store (SQLite)"),
  .system = RC_KUBEFLOW_SYSTEM,
  .evidences = N_("training runs with their data, models, images, parameters and metrics, automated checks of models, models pushed or served; "
                  "addresses only, no digests, no commit and no person"),
  .framing = RC_FRAMING_FIXED,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
};

/**
 * rc_mlmd_store_importer:
 *
 * Returns: the importer of a metadata store of ML Metadata as an SQLite file, of any schema version: tables and columns are probed, not
 *   assumed
 */
const RcImporter *
rc_mlmd_store_importer (void)
{
  return &importer;
}
