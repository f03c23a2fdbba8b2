/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlmd-context.h"

#include "protobuf-struct.h"

#include "core/bounds.h"

#include <string.h>

/* How a struct stands in a column for texts. */
#define STRUCT_PREFIX "mlmd-struct::"

void
rc_mlmd_artifact_clear (RcMlmdArtifact *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->uri, g_free);
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->name, g_free);
}

void
rc_mlmd_execution_clear (RcMlmdExecution *self)
{
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->run, g_free);
}

/**
 * rc_mlmd_look_up:
 * @second: (nullable): of the query's second parameter
 * @out_values: (out) (nullable): as of rc_sqlite_reader_look_up()
 */
gboolean
rc_mlmd_look_up (RcSqliteImport   *self,
                 const char       *sql,
                 const char       *first,
                 const char       *second,
                 char           ***out_values,
                 GError          **error)
{
  const char *parameters[] = { first, second, NULL };

  return rc_sqlite_reader_look_up (self->reader, sql, parameters, out_values, error);
}

gboolean
rc_mlmd_find (RcSqliteImport   *self,
              const char       *sql,
              const char       *first,
              const char       *second,
              char            **out_value,
              GError          **error)
{
  g_auto (GStrv) values = NULL;

  *out_value = NULL;
  if (!rc_mlmd_look_up (self, sql, first, second, &values, error))
    return FALSE;
  if (values != NULL && values[0] != NULL && values[0][0] != '\0')
    *out_value = g_strdup (values[0]);

  return TRUE;
}

gboolean
rc_mlmd_find_property (RcSqliteImport   *self,
                       const char       *table,
                       const char       *id,
                       const char       *name,
                       char            **out_value,
                       GError          **error)
{
  static const struct
  {
    const char *table;
    const char *sql;
  } queries[] = {
#define QUERY(table, key) \
    { table, "SELECT string_value, int_value, double_value FROM " table " WHERE " key " = ? AND name = ? AND " \
             "(string_value IS NOT NULL OR int_value IS NOT NULL OR double_value IS NOT NULL) ORDER BY is_custom_property" }
    QUERY ("ArtifactProperty", "artifact_id"),
    QUERY ("ExecutionProperty", "execution_id"),
    QUERY ("ContextProperty", "context_id"),
#undef QUERY
  };
  g_auto (GStrv) values = NULL;

  *out_value = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    if (g_str_equal (queries[i].table, table) && !rc_mlmd_look_up (self, queries[i].sql, id, name, &values, error))
      return FALSE;
  for (guint i = 0; values != NULL && values[i] != NULL && *out_value == NULL; i++)
    if (values[i][0] != '\0')
      *out_value = g_strdup (values[i]);

  return TRUE;
}

/* --- Artifacts --- */

static const struct
{
  const char  *type;
  RcMlmdClass  kind;
} classes[] = {
  { "DataSet", RC_MLMD_DATASET },
  { "Dataset", RC_MLMD_DATASET },
  { "Examples", RC_MLMD_DATASET },
  { "mlmd.Dataset", RC_MLMD_DATASET },
  { "system.Dataset", RC_MLMD_DATASET },
  { "Model", RC_MLMD_MODEL },
  { "SavedModel", RC_MLMD_MODEL },
  { "mlmd.Model", RC_MLMD_MODEL },
  { "system.Model", RC_MLMD_MODEL },
  { "google.VertexModel", RC_MLMD_MODEL },
  { "Metrics", RC_MLMD_METRICS },
  { "mlmd.Metrics", RC_MLMD_METRICS },
  { "system.Metrics", RC_MLMD_METRICS },
  { "system.ClassificationMetrics", RC_MLMD_METRICS },
  { "system.SlicedClassificationMetrics", RC_MLMD_METRICS },
  { "ModelEvaluation", RC_MLMD_EVALUATION },
  { "ModelBlessing", RC_MLMD_BLESSING },
  { "PushedModel", RC_MLMD_PUSHED_MODEL },
};

static RcMlmdClass
class_of (const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    if (g_str_equal (classes[i].type, type))
      return classes[i].kind;
  return RC_MLMD_OTHER;
}

/* A type of one's own may say of which of the base types it is one. */
static gboolean
find_class (RcSqliteImport   *self,
            RcMlmdArtifact   *artifact,
            const char       *type_id,
            GError          **error)
{
  g_autofree char *parent = NULL;

  artifact->kind = class_of (artifact->type);
  if (artifact->kind != RC_MLMD_OTHER)
    return TRUE;
  if (!rc_mlmd_find (self, "SELECT t.name FROM ParentType p JOIN Type t ON t.id = p.parent_type_id WHERE p.type_id = ? ORDER BY t.id",
                     type_id, NULL, &parent, error))
    return FALSE;
  if (parent != NULL)
    artifact->kind = class_of (parent);

  return TRUE;
}

/* An address is no content: two artifacts at one address are two things. */
static gboolean
find_name (RcSqliteImport   *self,
           RcMlmdArtifact   *artifact,
           GError          **error)
{
  RcMlmdStore *store = self->data;

  if (!rc_mlmd_edges_load (store->edges, self, error))
    return FALSE;

  if (artifact->uri[0] == '\0')
    artifact->name = g_strdup_printf ("artifact %s", artifact->id);
  else if (rc_mlmd_edges_is_shared (store->edges, artifact->uri))
    artifact->name = g_strdup_printf ("%s@artifact %s", artifact->uri, artifact->id);
  else
    artifact->name = g_strdup (artifact->uri);
  return TRUE;
}

gboolean
rc_mlmd_find_artifact (RcSqliteImport   *self,
                       const char       *id,
                       RcMlmdArtifact   *out_artifact,
                       gboolean         *out_found,
                       GError          **error)
{
  g_auto (GStrv) values = NULL;

  *out_artifact = (RcMlmdArtifact) { .kind = RC_MLMD_OTHER };
  *out_found = FALSE;
  if (!rc_mlmd_look_up (self, "SELECT a.uri, t.name, a.type_id FROM Artifact a LEFT JOIN Type t ON t.id = a.type_id WHERE a.id = ?", id,
                        NULL, &values, error))
    return FALSE;
  if (values == NULL)
    return TRUE;

  *out_found = TRUE;
  out_artifact->number = g_ascii_strtoll (id, NULL, 10);
  out_artifact->id = g_strdup (id);
  out_artifact->uri = g_strdup (values[0]);
  out_artifact->type = g_strdup (values[1]);
  return find_class (self, out_artifact, values[2], error) && find_name (self, out_artifact, error);
}

gboolean
rc_mlmd_find_artifact_of (RcSqliteImport   *self,
                          const RcMlmdEdge *edge,
                          RcMlmdArtifact   *out_artifact,
                          gboolean         *out_found,
                          GError          **error)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, edge->artifact);

  return rc_mlmd_find_artifact (self, id, out_artifact, out_found, error);
}

/**
 * rc_mlmd_peek_input:
 * @index: (inout): begun with 0; moved behind the edge that is answered
 *
 * Of a thing with more edges than RC_LIMIT_MLMD_EDGES the others are passed over.
 */
const RcMlmdEdge *
rc_mlmd_peek_input (RcSqliteImport *self,
                    gint64          execution,
                    guint          *index)
{
  RcMlmdStore *store = self->data;
  const RcMlmdEdge *last = *index > 0 ? rc_mlmd_edges_of_execution (store->edges, execution, *index - 1) : NULL;
  const RcMlmdEdge *edge = NULL;

  while (*index < RC_LIMIT_MLMD_EDGES && (edge = rc_mlmd_edges_of_execution (store->edges, execution, (*index)++)) != NULL)
    if (rc_mlmd_edge_is_input (edge) && (last == NULL || last->artifact != edge->artifact || !rc_mlmd_edge_is_input (last)))
      return edge;

  return NULL;
}

/* --- Executions --- */

static gboolean
find_run (RcSqliteImport   *self,
          const char       *id,
          char            **out_run,
          GError          **error)
{
  RcMlmdStore *store = self->data;
  gint64 number = g_ascii_strtoll (id, NULL, 10);
  const char *known = g_hash_table_lookup (store->runs, &number);
  g_autofree char *pipeline = NULL;
  g_autofree char *run = NULL;

  *out_run = g_strdup (known);
  if (known != NULL)
    return TRUE;
  if (!rc_mlmd_find_property (self, "ExecutionProperty", id, "run_id", &run, error) ||
      !rc_mlmd_find_property (self, "ExecutionProperty", id, "pipeline_name", &pipeline, error))
    return FALSE;

  /* As later stores name the context of a run. */
  if (run != NULL && pipeline != NULL)
    *out_run = g_strdup_printf ("%s.%s", pipeline, run);
  else
    *out_run = run != NULL ? g_steal_pointer (&run) : g_strdup_printf ("execution %s", id);
  return TRUE;
}

static void
read_state (RcMlmdExecution *self,
            const char      *state)
{
  self->is_cached = g_str_equal (state, "5") || g_str_equal (state, "cached");
  self->counts = self->is_cached || g_str_equal (state, "3") || g_str_equal (state, "complete");
}

/* Before its version 5 the schema had no states; what ran may have kept them as a property, in words. */
static gboolean
find_state_in_words (RcSqliteImport   *self,
                     const char       *id,
                     RcMlmdExecution  *execution,
                     gboolean          counts_without,
                     GError          **error)
{
  g_autofree char *state = NULL;

  if (!rc_mlmd_find_property (self, "ExecutionProperty", id, "state", &state, error))
    return FALSE;
  execution->counts = counts_without;
  if (state != NULL)
    read_state (execution, state);

  return TRUE;
}

gboolean
rc_mlmd_find_execution (RcSqliteImport   *self,
                        const char       *id,
                        RcMlmdExecution  *out_execution,
                        gboolean         *out_found,
                        GError          **error)
{
  g_auto (GStrv) values = NULL;
  gboolean good;

  *out_execution = (RcMlmdExecution) { NULL };
  *out_found = FALSE;
  if (!rc_mlmd_look_up (self, "SELECT t.name, e.last_known_state FROM Execution e LEFT JOIN Type t ON t.id = e.type_id WHERE e.id = ?",
                        id, NULL, &values, error))
    return FALSE;
  if (values != NULL && values[1][0] != '\0')
    {
      read_state (out_execution, values[1]);
      good = TRUE;
    }
  else if (values != NULL)
    {
      good = find_state_in_words (self, id, out_execution, FALSE, error);
    }
  else
    {
      good = rc_mlmd_look_up (self, "SELECT t.name FROM Execution e LEFT JOIN Type t ON t.id = e.type_id WHERE e.id = ?", id, NULL, &values,
                              error) &&
             (values == NULL || find_state_in_words (self, id, out_execution,
                                                     !rc_sqlite_table_has_column (rc_sqlite_reader_peek_table (self->reader, "Execution"),
                                                                                  "last_known_state"), error));
    }
  if (!good || values == NULL)
    return good;

  *out_found = TRUE;
  out_execution->type = g_strdup (values[0]);
  return find_run (self, id, &out_execution->run, error);
}

gboolean
rc_mlmd_find_execution_of (RcSqliteImport   *self,
                           const RcMlmdEdge *edge,
                           RcMlmdExecution  *out_execution,
                           gboolean         *out_found,
                           GError          **error)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, edge->execution);

  return rc_mlmd_find_execution (self, id, out_execution, out_found, error);
}

/* --- Values --- */

gboolean
rc_mlmd_read_time (RcSqliteImport   *self,
                   const char       *column,
                   gint64           *out_us,
                   GError          **error)
{
  gint64 milliseconds;

  *out_us = RC_TIME_NONE;
  if (rc_sqlite_row_get_integer (self->row, column, &milliseconds) && milliseconds == 0)
    return TRUE;

  return rc_sqlite_import_read_time (self, column, NULL, out_us, error);
}

char *
rc_mlmd_dup_property (RcSqliteImport *self)
{
  static const char * const columns[] = { "int_value", "double_value" };
  const char *text = rc_sqlite_row_peek_text (self->row, "string_value");
  const RcSqliteValue *message = rc_sqlite_row_peek (self->row, "proto_value");
  const char *fault = NULL;
  gint64 truth;

  if (text != NULL && g_str_has_prefix (text, STRUCT_PREFIX))
    return rc_protobuf_struct_dup_json_of_base64 (text + strlen (STRUCT_PREFIX), &fault);
  if (text != NULL)
    return g_strdup (text);
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      char *number = rc_sqlite_import_dup_value (self, columns[i]);

      if (number != NULL)
        return number;
    }
  if (rc_sqlite_row_get_integer (self->row, "bool_value", &truth))
    return g_strdup (truth != 0 ? "true" : "false");
  if (message != NULL && message->storage == RC_SQLITE_BLOB_VALUE)
    return rc_protobuf_any_dup_type (message->bytes, message->length);

  return NULL;
}

const char *
rc_mlmd_execution_state (gint64 state)
{
  static const char * const words[] = { "UNKNOWN", "NEW", "RUNNING", "COMPLETE", "FAILED", "CACHED", "CANCELED" };

  return state >= 0 && state < (gint64) G_N_ELEMENTS (words) ? words[state] : NULL;
}

const char *
rc_mlmd_artifact_state (gint64 state)
{
  static const char * const words[] = { "UNKNOWN", "PENDING", "LIVE", "MARKED_FOR_DELETION", "DELETED", "ABANDONED", "REFERENCE" };

  return state >= 0 && state < (gint64) G_N_ELEMENTS (words) ? words[state] : NULL;
}

const char *
rc_mlmd_short_type (const char *type)
{
  const char *dot = strrchr (type, '.');

  return dot != NULL && dot[1] != '\0' ? dot + 1 : type;
}
