/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlmd-context.h"

#include "importers/secret.h"
#include "kubeflow-names.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

static gboolean
find_by_column (RcSqliteImport   *self,
                const char       *column,
                RcMlmdArtifact   *out_artifact,
                gboolean         *out_found,
                GError          **error)
{
  g_autofree char *id = NULL;
  gint64 number;

  *out_artifact = (RcMlmdArtifact) { .kind = RC_MLMD_OTHER };
  *out_found = FALSE;
  if (!rc_sqlite_row_get_integer (self->row, column, &number))
    return rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_REGISTRY_MALFORMED, "the number of an artifact", "none",
                                         "A row of the metadata store does not say what it is about.", error);

  id = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  return rc_mlmd_find_artifact (self, id, out_artifact, out_found, error);
}

static gboolean
is_thing (const RcMlmdArtifact *artifact)
{
  return artifact->kind == RC_MLMD_DATASET || artifact->kind == RC_MLMD_MODEL;
}

static gboolean
add_artifact (RcSqliteImport        *self,
              const RcMlmdArtifact  *artifact,
              gint64                *out_entity,
              GError               **error)
{
  return rc_registry_writer_add_entity (&self->writer, artifact->kind == RC_MLMD_MODEL ? RC_ENTITY_MODEL_VERSION : RC_ENTITY_DATASET,
                                        artifact->name, out_entity, error);
}

/**
 * rc_mlmd_read_artifact:
 *
 * A row of `Artifact`: a data set or a model is a thing of the lineage; of the others the properties and edges are read.
 */
gboolean
rc_mlmd_read_artifact (RcSqliteImport  *self,
                       GError         **error)
{
  g_auto (RcMlmdArtifact) artifact = { .kind = RC_MLMD_OTHER };
  const char *word = NULL;
  gint64 created_us;
  gint64 updated_us;
  gboolean found;
  gint64 entity;
  gint64 state;

  if (!find_by_column (self, "id", &artifact, &found, error))
    return FALSE;
  if (!found || !is_thing (&artifact))
    return TRUE;
  if (rc_sqlite_row_get_integer (self->row, "state", &state))
    word = rc_mlmd_artifact_state (state);

  return add_artifact (self, &artifact, &entity, error) &&
         rc_mlmd_read_time (self, "create_time_since_epoch", &created_us, error) &&
         rc_mlmd_read_time (self, "last_update_time_since_epoch", &updated_us, error) &&
         rc_registry_writer_add_created (&self->writer, entity, created_us, error) &&
         rc_registry_writer_add_claim (&self->writer, entity, RC_PROPERTY_STATUS, word, 0, RC_TIME_NONE, updated_us, error) &&
         (artifact.kind == RC_MLMD_DATASET
            ? rc_registry_writer_add_tag (&self->writer, entity, "uri", artifact.uri[0] != '\0' ? artifact.uri : NULL, RC_TIME_NONE, error)
            : rc_kubeflow_add_place (&self->writer, entity, artifact.uri, 0, error));
}

typedef gboolean (*MakerFunc) (RcSqliteImport        *self,
                               const RcMlmdExecution *execution,
                               gpointer               user_data,
                               GError               **error);

/* Each execution that gave the artifact out and counts; one that took it over from an earlier one as well. */
static gboolean
foreach_maker (RcSqliteImport         *self,
               const RcMlmdArtifact   *artifact,
               MakerFunc               func,
               gpointer                user_data,
               GError                **error)
{
  RcMlmdStore *store = self->data;
  const RcMlmdEdge *last = NULL;
  const RcMlmdEdge *edge;

  for (guint i = 0; i < RC_LIMIT_MLMD_EDGES && (edge = rc_mlmd_edges_of_artifact (store->edges, artifact->number, i)) != NULL; i++)
    {
      g_auto (RcMlmdExecution) execution = { NULL };
      gboolean found;

      if (edge->type != RC_MLMD_OUTPUT || (last != NULL && last->execution == edge->execution))
        continue;
      last = edge;
      if (!rc_mlmd_find_execution_of (self, edge, &execution, &found, error))
        return FALSE;
      if (found && execution.counts && !func (self, &execution, user_data, error))
        return FALSE;
    }

  return TRUE;
}

typedef struct
{
  const char *name;
  const char *value;
} Property;

static gboolean
add_metric (RcSqliteImport         *self,
            const RcMlmdExecution  *execution,
            gpointer                user_data,
            GError                **error)
{
  const Property *metric = user_data;

  return rc_kubeflow_add_evaluation (&self->writer, execution->run, metric->name, metric->value, error);
}

static gboolean
add_tfx_version (RcSqliteImport         *self,
                 const RcMlmdExecution  *execution,
                 gpointer                user_data,
                 GError                **error)
{
  const Property *version = user_data;
  g_autofree char *name = g_strdup_printf ("TFX %s", version->value);
  gint64 run;

  return rc_kubeflow_add_run (&self->writer, execution->run, &run, error) &&
         (execution->is_cached || rc_kubeflow_add_image (&self->writer, run, name, NULL, error));
}

static gboolean
is_number (RcSqliteImport *self)
{
  const RcSqliteValue *whole = rc_sqlite_row_peek (self->row, "int_value");
  const RcSqliteValue *real = rc_sqlite_row_peek (self->row, "double_value");

  return (whole != NULL && whole->storage == RC_SQLITE_INTEGER_VALUE) ||
         (real != NULL && (real->storage == RC_SQLITE_REAL_VALUE || real->storage == RC_SQLITE_INTEGER_VALUE));
}

/* A model or a data set says of itself. */
static gboolean
add_property (RcSqliteImport         *self,
              const RcMlmdArtifact   *artifact,
              const char             *key,
              const char             *value,
              GError                **error)
{
  static const char * const shown[] = { "display_name", "framework", "name", "input_fingerprint", "span", "version", "split_names", NULL };
  gint64 entity;

  if (!g_strv_contains (shown, key))
    return TRUE;

  return add_artifact (self, artifact, &entity, error) &&
         rc_registry_writer_add_tag (&self->writer, entity, key, value, RC_TIME_NONE, error);
}

/**
 * rc_mlmd_read_artifact_property:
 *
 * A row of `ArtifactProperty`.
 */
gboolean
rc_mlmd_read_artifact_property (RcSqliteImport  *self,
                                GError         **error)
{
  const char *key = rc_sqlite_row_peek_text (self->row, "name");
  g_auto (RcMlmdArtifact) artifact = { .kind = RC_MLMD_OTHER };
  g_autofree char *value = rc_mlmd_dup_property (self);
  Property property = { key, value };
  gboolean found;

  if (!find_by_column (self, "artifact_id", &artifact, &found, error))
    return FALSE;
  if (!found || key == NULL || value == NULL || value[0] == '\0' || rc_secret_is_name (key))
    return TRUE;

  if (artifact.kind == RC_MLMD_METRICS)
    return !is_number (self) || foreach_maker (self, &artifact, add_metric, &property, error);
  if (artifact.kind == RC_MLMD_MODEL && g_str_equal (key, "tfx_version"))
    return foreach_maker (self, &artifact, add_tfx_version, &property, error);
  return !is_thing (&artifact) || add_property (self, &artifact, key, value, error);
}

/* --- Edges --- */

typedef struct
{
  gint64           execution_id;
  RcMlmdExecution  execution;
  RcMlmdArtifact   artifact;
} Edge;

static void
edge_clear (Edge *self)
{
  rc_mlmd_execution_clear (&self->execution);
  rc_mlmd_artifact_clear (&self->artifact);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Edge, edge_clear)

/* Whether another step of this run made the model: then the run did not start from it. */
static gboolean
is_own_work (RcSqliteImport         *self,
             const RcMlmdExecution  *maker,
             gpointer                user_data,
             GError                **error)
{
  Property *run = user_data;

  if (!maker->is_cached && g_str_equal (maker->run, run->name))
    run->value = "own";
  return TRUE;
}

static gboolean
read_input (RcSqliteImport  *self,
            const Edge      *edge,
            GError         **error)
{
  Property run_of = { edge->execution.run, NULL };
  gint64 thing;
  gint64 run;

  if (edge->artifact.kind == RC_MLMD_MODEL && !foreach_maker (self, &edge->artifact, is_own_work, &run_of, error))
    return FALSE;
  if (run_of.value != NULL)
    return TRUE;

  return rc_kubeflow_add_run (&self->writer, edge->execution.run, &run, error) &&
         add_artifact (self, &edge->artifact, &thing, error) &&
         rc_registry_writer_add_claim (&self->writer, run,
                                       edge->artifact.kind == RC_MLMD_MODEL ? RC_PROPERTY_USED_MODEL : RC_PROPERTY_DATASET,
                                       edge->artifact.name, thing, RC_TIME_NONE, RC_TIME_NONE, error);
}

/* A data set that was made from others; one that was made from nothing came from outside, and the run used it. */
static gboolean
read_made_dataset (RcSqliteImport  *self,
                   const Edge      *edge,
                   gint64           run,
                   gint64           dataset,
                   GError         **error)
{
  const RcMlmdEdge *input;
  guint n_inputs = 0;

  for (guint i = 0; (input = rc_mlmd_peek_input (self, edge->execution_id, &i)) != NULL;)
    {
      g_auto (RcMlmdArtifact) artifact = { .kind = RC_MLMD_OTHER };
      gboolean found;
      gint64 from;

      if (!rc_mlmd_find_artifact_of (self, input, &artifact, &found, error))
        return FALSE;
      if (!found || artifact.kind != RC_MLMD_DATASET || g_str_equal (artifact.name, edge->artifact.name))
        continue;
      n_inputs++;
      if (!add_artifact (self, &artifact, &from, error) ||
          !rc_registry_writer_add_claim (&self->writer, dataset, RC_PROPERTY_DERIVED_FROM, artifact.name, from, RC_TIME_NONE, RC_TIME_NONE,
                                         error))
        return FALSE;
    }

  if (n_inputs > 0)
    return TRUE;
  return rc_registry_writer_add_claim (&self->writer, run, RC_PROPERTY_DATASET, edge->artifact.name, dataset, RC_TIME_NONE, RC_TIME_NONE,
                                       error);
}

/* What brings a model in from outside, or picks one out, did not train it. */
static gboolean
is_trainer (const RcMlmdExecution *execution)
{
  return !execution->is_cached && !g_str_equal (execution->type, "system.ImporterExecution") &&
         !g_str_has_suffix (execution->type, ".Importer") && !g_str_has_suffix (execution->type, ".ImporterNode") &&
         !g_str_has_suffix (execution->type, ".Resolver") && !g_str_has_suffix (execution->type, ".ResolverNode");
}

static gboolean
read_output (RcSqliteImport  *self,
             const Edge      *edge,
             GError         **error)
{
  RcRegistryWriter *writer = &self->writer;
  gint64 thing;
  gint64 run;

  if (!rc_kubeflow_add_run (writer, edge->execution.run, &run, error) || !add_artifact (self, &edge->artifact, &thing, error))
    return FALSE;
  if (edge->artifact.kind == RC_MLMD_DATASET)
    return read_made_dataset (self, edge, run, thing, error);
  if (is_trainer (&edge->execution))
    return rc_registry_writer_add_claim (writer, thing, RC_PROPERTY_TRAINED_BY, edge->execution.run, run, RC_TIME_NONE, RC_TIME_NONE, error);

  return edge->execution.is_cached ||
         rc_registry_writer_add_claim (writer, run, RC_PROPERTY_USED_MODEL, edge->artifact.name, thing, RC_TIME_NONE, RC_TIME_NONE, error);
}

/* The results lie in a folder; what was evaluated are the step's inputs, and for the comparison also an earlier model. */
static gboolean
read_evaluation (RcSqliteImport  *self,
                 const Edge      *edge,
                 GError         **error)
{
  g_autofree char *model = NULL;
  g_autofree char *data = NULL;
  const RcMlmdEdge *input;

  for (guint i = 0; (input = rc_mlmd_peek_input (self, edge->execution_id, &i)) != NULL;)
    {
      g_auto (RcMlmdArtifact) artifact = { .kind = RC_MLMD_OTHER };
      gboolean found;

      if (!rc_mlmd_find_artifact_of (self, input, &artifact, &found, error))
        return FALSE;
      if (found && artifact.kind == RC_MLMD_DATASET && data == NULL)
        data = g_strdup (artifact.name);
      if (found && artifact.kind == RC_MLMD_MODEL && (input->port == NULL || g_str_equal (input->port, "model")))
        {
          g_free (model);
          model = g_strdup (artifact.name);
        }
    }

  return model == NULL || rc_registry_writer_add_evaluation (&self->writer, RC_ENTITY_MODEL_VERSION, model, "results of the evaluation",
                                                             edge->artifact.name, data, RC_TIME_NONE, error);
}

static gboolean
find_edge (RcSqliteImport  *self,
           Edge            *edge,
           gboolean        *out_found,
           GError         **error)
{
  g_autofree char *id = NULL;
  gboolean has_execution = FALSE;

  if (!find_by_column (self, "artifact_id", &edge->artifact, out_found, error))
    return FALSE;
  if (!*out_found || edge->artifact.kind == RC_MLMD_OTHER || !rc_sqlite_row_get_integer (self->row, "execution_id", &edge->execution_id))
    {
      *out_found = FALSE;
      return TRUE;
    }

  id = g_strdup_printf ("%" G_GINT64_FORMAT, edge->execution_id);
  if (!rc_mlmd_find_execution (self, id, &edge->execution, &has_execution, error))
    return FALSE;
  *out_found = has_execution && edge->execution.counts;
  return TRUE;
}

/**
 * rc_mlmd_read_event:
 *
 * A row of `Event`: an edge between a step and what it used or made. Steps that did not end well made nothing that counts.
 */
gboolean
rc_mlmd_read_event (RcSqliteImport  *self,
                    GError         **error)
{
  g_auto (Edge) edge = { 0 };
  gboolean found;
  gint64 type;

  if (!find_edge (self, &edge, &found, error))
    return FALSE;
  if (!found || !rc_sqlite_row_get_integer (self->row, "type", &type))
    return TRUE;

  if (type == RC_MLMD_INPUT || type == RC_MLMD_DECLARED_INPUT)
    return !is_thing (&edge.artifact) || read_input (self, &edge, error);
  if (type != RC_MLMD_OUTPUT)
    return TRUE;

  switch (edge.artifact.kind)
    {
    case RC_MLMD_DATASET:
    case RC_MLMD_MODEL:
      return read_output (self, &edge, error);
    case RC_MLMD_EVALUATION:
      return edge.execution.is_cached || read_evaluation (self, &edge, error);
    case RC_MLMD_BLESSING:
      return edge.execution.is_cached || rc_mlmd_tell_blessing (self, edge.execution_id, &edge.execution, &edge.artifact, error);
    case RC_MLMD_PUSHED_MODEL:
      return edge.execution.is_cached || rc_mlmd_tell_push (self, edge.execution_id, &edge.execution, &edge.artifact, error);
    case RC_MLMD_METRICS:
    case RC_MLMD_OTHER:
    default:
      return TRUE;
    }
}

/**
 * rc_mlmd_read_event_path:
 *
 * A row of `EventPath`: by which name a step took a data set, as in "examples" or "dataset".
 */
gboolean
rc_mlmd_read_event_path (RcSqliteImport  *self,
                         GError         **error)
{
  const char *port = rc_sqlite_row_peek_text (self->row, "step_key");
  g_auto (RcMlmdArtifact) artifact = { .kind = RC_MLMD_OTHER };
  g_auto (RcMlmdExecution) execution = { NULL };
  g_autofree char *id = NULL;
  g_auto (GStrv) values = NULL;
  gboolean found = FALSE;
  gboolean counts = FALSE;
  gint64 dataset;
  gint64 number;
  gint64 run;

  if (port == NULL || !rc_sqlite_row_get_integer (self->row, "event_id", &number))
    return TRUE;

  id = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  if (!rc_mlmd_look_up (self, "SELECT artifact_id, execution_id FROM Event WHERE id = ? AND type IN (2, 3)", id, NULL, &values, error))
    return FALSE;
  if (values == NULL)
    return TRUE;
  if (!rc_mlmd_find_artifact (self, values[0], &artifact, &found, error) ||
      !rc_mlmd_find_execution (self, values[1], &execution, &counts, error))
    return FALSE;
  if (!found || !counts || !execution.counts || artifact.kind != RC_MLMD_DATASET)
    return TRUE;

  {
    g_autofree char *tag = g_strdup_printf ("%s = input of %s", port, rc_mlmd_short_type (execution.type));

    return rc_kubeflow_add_run (&self->writer, execution.run, &run, error) &&
           add_artifact (self, &artifact, &dataset, error) &&
           rc_registry_writer_add_claim (&self->writer, run, RC_PROPERTY_TAG, tag, dataset, RC_TIME_NONE, RC_TIME_NONE, error);
  }
}
