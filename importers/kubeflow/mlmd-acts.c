/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlmd-acts.h"

#include "kubeflow-names.h"

#include "core/bounds.h"
#include "core/json-writer.h"
#include "importers/json-document.h"

#include <string.h>

void
rc_mlmd_act_clear (RcMlmdAct *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->evaluation, g_free);
  g_clear_pointer (&self->milliseconds, g_free);
  g_clear_pointer (&self->end, g_free);
}

static void
write_column (RcJsonWriter *writer,
              const char   *name,
              const char   *storage,
              const char   *value)
{
  if (value == NULL)
    return;

  rc_json_writer_name (writer, name);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, storage, value);
  rc_json_writer_end_object (writer);
}

static char *
dup_time (const char   *milliseconds,
          RcTimestamp  *out_time)
{
  RcTimestamp time = { 0 };

  if (milliseconds == NULL || g_str_equal (milliseconds, "0") ||
      !rc_timestamp_from_epoch (milliseconds, strlen (milliseconds), 1000, &time))
    return NULL;
  if (out_time != NULL)
    *out_time = time;

  return rc_time_format_utc (time.from_us);
}

static char *
dup_row (const RcMlmdAct *self,
         const char      *time,
         const char      *end)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "table", "acts");
  rc_json_writer_name (writer, "key");
  rc_json_writer_begin_object (writer);
  write_column (writer, self->table, "integer", self->number);
  rc_json_writer_end_object (writer);
  rc_json_writer_name (writer, "columns");
  rc_json_writer_begin_object (writer);
  write_column (writer, "kind", "text", rc_event_kind_to_name (self->kind));
  write_column (writer, "id", "text", self->id);
  write_column (writer, "time", "text", time);
  write_column (writer, "end", "text", end);
  write_column (writer, "action", "text", self->action);
  write_column (writer, "actor", "text", self->actor);
  write_column (writer, "role", "text", self->role);
  write_column (writer, "endpoint", "text", self->endpoint);
  write_column (writer, "model", "text", self->name);
  write_column (writer, "version", "text", self->version);
  write_column (writer, "status", "text", self->status);
  write_column (writer, "evaluation", "text", self->evaluation);
  rc_json_writer_end_object (writer);
  rc_json_writer_end_object (writer);

  return rc_json_writer_finish (writer);
}

static RcSlice
slice_of (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  return length <= RC_LIMIT_NAME_BYTES ? (RcSlice) { text, length } : (RcSlice) { NULL, 0 };
}

gboolean
rc_mlmd_act_tell (RcMlmdAct       *self,
                  RcSqliteImport  *import,
                  GError         **error)
{
  RcRegistryWriter *writer = &import->writer;
  RcParsedEvent event = {
    .kind = self->kind,
    .id = slice_of (self->id),
    .endpoint = slice_of (self->endpoint),
    .model_name = slice_of (self->name),
    .model_version = slice_of (self->version),
  };
  g_autofree char *time = dup_time (self->milliseconds, &event.time);
  g_autofree char *end = dup_time (self->end, NULL);
  g_autofree char *row = dup_row (self, time, end);

  event.has_time = time != NULL;
  writer->record = rc_import_sink_add_row (writer->sink, row, strlen (row), error);
  if (writer->record == 0)
    return FALSE;
  rc_registry_writer_at (writer, "acts/%s/%s", self->table, self->number);

  return rc_import_sink_add_event (writer->sink, RC_IMPORT_ROWS, writer->record, &event, error);
}

GPtrArray *
rc_mlmd_act_read_fields (const char *bytes,
                         gsize       length)
{
  static const struct
  {
    const char *pointer;
    RcField     field;
  } columns[] = {
    { "/columns/id/text", RC_FIELD_ID },
    { "/columns/time/text", RC_FIELD_TIME },
    { "/columns/time/text", RC_FIELD_VALID_FROM },
    { "/columns/end/text", RC_FIELD_VALID_TO },
    { "/columns/action/text", RC_FIELD_ACTION },
    { "/columns/actor/text", RC_FIELD_ACTOR },
    { "/columns/role/text", RC_FIELD_ROLE },
    { "/columns/endpoint/text", RC_FIELD_ENDPOINT },
    { "/columns/model/text", RC_FIELD_MODEL_NAME },
    { "/columns/version/text", RC_FIELD_MODEL_VERSION },
    { "/columns/status/text", RC_FIELD_STATUS },
    { "/columns/evaluation/text", RC_FIELD_EVALUATION },
  };
  GPtrArray *fields = rc_json_fields_new ();
  g_autofree char *kind = NULL;
  g_auto (RcJson) json = { 0 };
  RcJsonFault fault;
  guint32 node;

  rc_json_init (&json);
  if (!rc_json_parse (&json, bytes, length, &fault) || json.has_duplicate)
    return fields;

  node = rc_json_pointer (&json, "/columns/kind/text");
  kind = node != RC_JSON_NO_NODE ? rc_json_dup_text (&json, node, NULL) : NULL;
  for (gsize i = 0; kind != NULL && i < G_N_ELEMENTS (columns); i++)
    if (columns[i].field != RC_FIELD_VALID_FROM || g_str_equal (kind, "deployment"))
      rc_json_fields_add (fields, columns[i].field, &json, rc_json_pointer (&json, columns[i].pointer), columns[i].pointer);

  return fields;
}

/* --- Which acts TFX keeps --- */

/* An artifact is given its last state when its step has ended: not before that was the act done. */
static gboolean
find_time (RcSqliteImport   *self,
           const char       *artifact,
           char            **out_milliseconds,
           GError          **error)
{
  if (!rc_mlmd_find (self, "SELECT last_update_time_since_epoch FROM Artifact WHERE id = ?", artifact, NULL, out_milliseconds, error))
    return FALSE;
  if (*out_milliseconds == NULL || g_str_equal (*out_milliseconds, "0"))
    {
      g_free (*out_milliseconds);
      *out_milliseconds = rc_sqlite_import_dup_value (self, "milliseconds_since_epoch");
    }

  return TRUE;
}

/* What a model is called where it is served: the folder and the version in it. Written on Windows, both kinds of slashes stand in it. */
static gboolean
find_served_name (RcSqliteImport   *self,
                  const char       *pushed,
                  char            **out_name,
                  char            **out_version,
                  GError          **error)
{
  g_autofree char *is_pushed = NULL;
  g_autofree char *place = NULL;
  g_autofree char *last = NULL;

  *out_name = NULL;
  if (!rc_mlmd_find_property (self, "ArtifactProperty", pushed, "pushed", &is_pushed, error) ||
      !rc_mlmd_find_property (self, "ArtifactProperty", pushed, "pushed_destination", &place, error) ||
      !rc_mlmd_find_property (self, "ArtifactProperty", pushed, "pushed_version", out_version, error))
    return FALSE;
  if (g_strcmp0 (is_pushed, "1") != 0 || place == NULL)
    return TRUE;

  last = rc_kubeflow_dup_path_part (place, 0);
  if (last == NULL || *out_version == NULL)
    return TRUE;
  *out_name = g_str_equal (last, *out_version) ? rc_kubeflow_dup_path_part (place, 1) : g_steal_pointer (&last);
  return TRUE;
}

/* The model that a step took under the name "model", or the only one that it took. */
static gboolean
find_model (RcSqliteImport   *self,
            gint64            execution,
            RcMlmdArtifact   *out_model,
            GError          **error)
{
  const RcMlmdEdge *input;

  *out_model = (RcMlmdArtifact) { .kind = RC_MLMD_OTHER };
  for (guint i = 0; (input = rc_mlmd_peek_input (self, execution, &i)) != NULL;)
    {
      g_auto (RcMlmdArtifact) artifact = { .kind = RC_MLMD_OTHER };
      gboolean found;

      if (!rc_mlmd_find_artifact_of (self, input, &artifact, &found, error))
        return FALSE;
      if (!found || artifact.kind != RC_MLMD_MODEL || (input->port != NULL && !g_str_equal (input->port, "model")))
        continue;
      rc_mlmd_artifact_clear (out_model);
      *out_model = artifact;
      artifact = (RcMlmdArtifact) { .kind = RC_MLMD_OTHER };
    }

  return TRUE;
}

/* The results that the step which checked a model left in a folder; (nullable). */
static gboolean
find_evaluation (RcSqliteImport   *self,
                 gint64            execution,
                 char            **out_evaluation,
                 GError          **error)
{
  RcMlmdStore *store = self->data;
  const RcMlmdEdge *edge;

  for (guint i = 0; i < RC_LIMIT_MLMD_EDGES && *out_evaluation == NULL &&
                    (edge = rc_mlmd_edges_of_execution (store->edges, execution, i)) != NULL; i++)
    {
      g_auto (RcMlmdArtifact) artifact = { .kind = RC_MLMD_OTHER };
      gboolean found;

      if (edge->type != RC_MLMD_OUTPUT)
        continue;
      if (!rc_mlmd_find_artifact_of (self, edge, &artifact, &found, error))
        return FALSE;
      if (found && artifact.kind == RC_MLMD_EVALUATION)
        *out_evaluation = g_strdup (artifact.name);
    }

  return TRUE;
}

static gboolean
tell_approval (RcSqliteImport         *self,
               gint64                  execution_id,
               const RcMlmdExecution  *execution,
               const RcMlmdArtifact   *blessing,
               gboolean                is_blessed,
               const char             *name,
               const char             *version,
               GError                **error)
{
  g_auto (RcMlmdAct) act = {
    .kind = RC_EVENT_APPROVAL,
    .table = "artifact",
    .number = blessing->id,
    .id = name != NULL ? g_strdup_printf ("%s/%s for %s/%s", blessing->type, blessing->id, name, version)
                       : g_strdup_printf ("%s/%s", blessing->type, blessing->id),
    .action = is_blessed ? "approve" : "reject",
    .actor = rc_mlmd_short_type (execution->type),
    .role = "automated check by a step of the pipeline, not a person",
    .name = name,
    .version = version,
  };

  return find_time (self, blessing->id, &act.milliseconds, error) &&
         find_evaluation (self, execution_id, &act.evaluation, error) &&
         rc_mlmd_act_tell (&act, self, error);
}

/* The name and version that a step pushed a model as; (nullable): it pushed none. */
static gboolean
find_push (RcSqliteImport   *self,
           const RcMlmdEdge *taken,
           char            **out_name,
           char            **out_version,
           GError          **error)
{
  RcMlmdStore *store = self->data;
  g_auto (RcMlmdExecution) push = { NULL };
  const RcMlmdEdge *edge;
  gboolean found;

  if (!rc_mlmd_find_execution_of (self, taken, &push, &found, error))
    return FALSE;
  if (!found || !push.counts || push.is_cached)
    return TRUE;

  for (guint i = 0; i < RC_LIMIT_MLMD_EDGES && (edge = rc_mlmd_edges_of_execution (store->edges, taken->execution, i)) != NULL; i++)
    {
      g_auto (RcMlmdArtifact) artifact = { .kind = RC_MLMD_OTHER };

      if (edge->type != RC_MLMD_OUTPUT)
        continue;
      if (!rc_mlmd_find_artifact_of (self, edge, &artifact, &found, error))
        return FALSE;
      if (found && artifact.kind == RC_MLMD_PUSHED_MODEL)
        return find_served_name (self, artifact.id, out_name, out_version, error);
    }

  return TRUE;
}

/* The check speaks of a model at its address; the lineage asks for it by the name that it is served under. */
static gboolean
tell_approvals_of_served (RcSqliteImport         *self,
                          gint64                  execution_id,
                          const RcMlmdExecution  *execution,
                          const RcMlmdArtifact   *blessing,
                          gboolean                is_blessed,
                          GError                **error)
{
  RcMlmdStore *store = self->data;
  const RcMlmdEdge *last = NULL;
  const RcMlmdEdge *edge;

  for (guint i = 0; i < RC_LIMIT_MLMD_EDGES && (edge = rc_mlmd_edges_of_artifact (store->edges, blessing->number, i)) != NULL; i++)
    {
      g_autofree char *name = NULL;
      g_autofree char *version = NULL;

      if (!rc_mlmd_edge_is_input (edge) || (last != NULL && last->execution == edge->execution))
        continue;
      last = edge;
      if (!find_push (self, edge, &name, &version, error))
        return FALSE;
      if (name != NULL && !tell_approval (self, execution_id, execution, blessing, is_blessed, name, version, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * rc_mlmd_tell_blessing:
 *
 * An evaluator compared a model with thresholds, and with an earlier model: an approval by a program.
 */
gboolean
rc_mlmd_tell_blessing (RcSqliteImport         *self,
                       gint64                  execution_id,
                       const RcMlmdExecution  *execution,
                       const RcMlmdArtifact   *blessing,
                       GError                **error)
{
  g_auto (RcMlmdArtifact) model = { .kind = RC_MLMD_OTHER };
  g_autofree char *blessed = NULL;
  g_autofree char *model_id = NULL;
  g_autofree char *check = NULL;
  gboolean found = FALSE;
  gint64 entity;

  if (!rc_mlmd_find_property (self, "ArtifactProperty", blessing->id, "blessed", &blessed, error) ||
      !rc_mlmd_find_property (self, "ArtifactProperty", blessing->id, "current_model_id", &model_id, error))
    return FALSE;
  if (blessed == NULL)
    return TRUE;
  if (model_id != NULL ? !rc_mlmd_find_artifact (self, model_id, &model, &found, error) : !find_model (self, execution_id, &model, error))
    return FALSE;
  if (model.kind != RC_MLMD_MODEL)
    return TRUE;

  check = g_strdup_printf ("%s by %s = %s", blessing->type, rc_mlmd_short_type (execution->type),
                           g_str_equal (blessed, "1") ? "blessed" : "not blessed");
  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, model.name, &entity, error) &&
         rc_registry_writer_add_claim (&self->writer, entity, RC_PROPERTY_CHECKED, check, 0, RC_TIME_NONE, RC_TIME_NONE, error) &&
         tell_approval (self, execution_id, execution, blessing, g_str_equal (blessed, "1"), NULL, model.name, error) &&
         tell_approvals_of_served (self, execution_id, execution, blessing, g_str_equal (blessed, "1"), error);
}

/**
 * rc_mlmd_tell_push:
 *
 * A model was copied into the folder that a server takes its models from. The server may have taken it later, or never.
 */
gboolean
rc_mlmd_tell_push (RcSqliteImport         *self,
                   gint64                  execution_id,
                   const RcMlmdExecution  *execution,
                   const RcMlmdArtifact   *pushed,
                   GError                **error)
{
  g_auto (RcMlmdArtifact) model = { .kind = RC_MLMD_OTHER };
  g_autofree char *name = NULL;
  g_autofree char *version = NULL;
  g_autofree char *full = NULL;
  g_auto (RcMlmdAct) act = { .kind = RC_EVENT_DEPLOYMENT, .table = "artifact", .number = pushed->id };
  gint64 entity;
  gint64 build = 0;

  if (!find_served_name (self, pushed->id, &name, &version, error) || !find_model (self, execution_id, &model, error))
    return FALSE;
  if (name == NULL)
    return TRUE;

  full = g_strdup_printf ("%s/%s", name, version);
  if (!rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, full, &entity, error) ||
      !rc_registry_writer_link (&self->writer, entity, RC_PROPERTY_VERSION_OF, RC_ENTITY_MODEL, name, RC_TIME_NONE, error) ||
      (model.kind == RC_MLMD_MODEL &&
       !rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, model.name, &build, error)) ||
      !rc_kubeflow_add_place (&self->writer, entity, model.uri, build, error) ||
      !rc_kubeflow_add_place (&self->writer, entity, pushed->uri, 0, error))
    return FALSE;

  act.id = g_strdup_printf ("%s/%s", pushed->type, pushed->id);
  act.action = "push";
  act.actor = rc_mlmd_short_type (execution->type);
  act.role = "step of the pipeline, not a person";
  act.endpoint = name;
  act.name = name;
  act.version = version;
  return find_time (self, pushed->id, &act.milliseconds, error) && rc_mlmd_act_tell (&act, self, error);
}
