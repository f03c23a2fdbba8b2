/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-file.h"

#include "importers/json-document.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

/*
 * Events of a file store: a trace is an inference, what a person said of it a human action. What MLflow keeps beside a trace, one small file
 * for each key, is an event of no kind of its own that names the trace.
 *
 * The fields of an event are read again from the bytes alone, without the path. Its row therefore says what they are: 0 for the document
 * itself, 1, 2 … for an assessment in a trace's document, and ROW_OF_TEXT and more for the plain texts of the table below.
 */
#define ROW_OF_TEXT (1u << 16)

static const struct { const char *key; RcField field; } texts[] = {
  { NULL, RC_N_FIELDS },                       /* a text that answers no question */
  { "mlflow.traceInputs", RC_FIELD_INPUT },
  { "mlflow.traceOutputs", RC_FIELD_OUTPUT },
  { "mlflow.modelId", RC_FIELD_MODEL_NAME },
  { "mlflow.user", RC_FIELD_ACTOR },
};

static RcSlice
slice_of (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  return length <= RC_LIMIT_NAME_BYTES ? (RcSlice) { text, length } : (RcSlice) { 0 };
}

static gboolean
add_event (RcMlflowFile   *self,
           RcParsedEvent  *event,
           GError        **error)
{
  return rc_import_sink_add_event (self->writer.sink, self->writer.place, self->writer.record, event, error);
}

/* The first of two keys that the document has, as MLflow 3 calls some things by another name. */
static const char *
either (const RcYaml *yaml,
        guint         mapping,
        const char   *one,
        const char   *other)
{
  return rc_yaml_document_peek (yaml, mapping, one) != NULL ? one : other;
}

static gboolean
is_human (const RcYaml *yaml,
          guint         assessment)
{
  guint source = rc_yaml_member (yaml, assessment, "source");
  const char *type = source != RC_YAML_NO_NODE ? rc_yaml_document_peek (yaml, source, "source_type") : NULL;

  return type != NULL && g_ascii_strcasecmp (type, "HUMAN") == 0;
}

static gboolean
read_time_text (const RcYaml *yaml,
                guint         mapping,
                const char   *key,
                RcTimestamp  *out_time)
{
  const char *text = rc_yaml_document_peek (yaml, mapping, key);

  if (text == NULL)
    return FALSE;
  if (strspn (text, "0123456789") == strlen (text))
    return rc_timestamp_from_epoch (text, strlen (text), 1000, out_time) && rc_timestamp_is_plausible (out_time);
  return rc_timestamp_parse (text, strlen (text), RC_ZONE_UNKNOWN, 0, out_time);
}

/* What a person said of a trace is a human action; what a program said of it is kept beside the trace. */
static gboolean
add_assessment (RcMlflowFile  *self,
                guint          assessment,
                guint32        row,
                GError       **error)
{
  RcParsedEvent event = {
    .kind = is_human (self->yaml, assessment) ? RC_EVENT_HUMAN_ACTION : RC_EVENT_OTHER,
    .row = row,
    .id = slice_of (rc_yaml_document_peek (self->yaml, assessment, "assessment_id")),
    .target = slice_of (self->path.id),
  };

  event.has_time = read_time_text (self->yaml, assessment, "create_time", &event.time);
  return add_event (self, &event, error);
}

static gboolean
add_inner_assessments (RcMlflowFile  *self,
                       GError       **error)
{
  guint list = rc_yaml_member (self->yaml, 0, "assessments");
  const RcYamlNode *node = rc_yaml_peek_node (self->yaml, list);
  guint32 row = 0;

  if (node == NULL || node->type != RC_YAML_SEQUENCE)
    return TRUE;

  for (guint item = rc_yaml_first_child (self->yaml, list); item != RC_YAML_NO_NODE && row + 1 < ROW_OF_TEXT;
       item = rc_yaml_next_sibling (self->yaml, list, item))
    if (!add_assessment (self, rc_yaml_resolve (self->yaml, item), ++row, error))
      return FALSE;
  return TRUE;
}

/**
 * rc_mlflow_file_read_trace:
 *
 * trace_info.yaml: an inference. Which model answered stands in a file of its own, request_metadata/mlflow.modelId.
 */
gboolean
rc_mlflow_file_read_trace (RcMlflowFile  *self,
                           GError       **error)
{
  const char *id_key = either (self->yaml, 0, "trace_id", "request_id");
  RcParsedEvent event = { .kind = RC_EVENT_INFERENCE };
  const char *id;
  gint64 us;

  if (!rc_mlflow_file_require (self, id_key, &id, error))
    return FALSE;
  if (id == NULL)
    return TRUE;
  if (!rc_mlflow_file_check_id (self, id_key, self->path.id, error) ||
      !rc_mlflow_file_read_time (self, either (self->yaml, 0, "timestamp_ms", "request_time"), &event.time, &us, error))
    return FALSE;

  event.id = slice_of (id);
  event.decision = slice_of (rc_mlflow_file_peek (self, "client_request_id"));
  event.has_time = us != RC_TIME_NONE;
  return add_event (self, &event, error) && add_inner_assessments (self, error);
}

/**
 * rc_mlflow_file_read_trace_text:
 *
 * A file of request_metadata or tags of a trace.
 */
gboolean
rc_mlflow_file_read_trace_text (RcMlflowFile  *self,
                                GError       **error)
{
  RcParsedEvent event = { .kind = RC_EVENT_OTHER, .row = ROW_OF_TEXT, .target = slice_of (self->path.id) };

  for (guint i = 1; i < G_N_ELEMENTS (texts) && self->path.kind == RC_MLFLOW_PATH_TRACE_METADATA; i++)
    if (g_str_equal (self->path.key, texts[i].key))
      event.row = ROW_OF_TEXT + i;

  return add_event (self, &event, error);
}

gboolean
rc_mlflow_file_read_assessment (RcMlflowFile  *self,
                                GError       **error)
{
  const char *id;

  if (!rc_mlflow_file_require (self, "assessment_id", &id, error))
    return FALSE;

  return id == NULL || (rc_mlflow_file_check_id (self, "trace_id", self->path.id, error) && add_assessment (self, 0, 0, error));
}

/**
 * rc_mlflow_file_read_experiment:
 *
 * meta.yaml of an experiment, which is a name for its runs: its making is kept as an event. The runs themselves stand in its folders.
 */
gboolean
rc_mlflow_file_read_experiment (RcMlflowFile  *self,
                                GError       **error)
{
  RcParsedEvent event = { .kind = RC_EVENT_OTHER, .target = slice_of (self->path.id) };
  gint64 us;

  if (!rc_mlflow_file_check_id (self, "experiment_id", self->path.id, error) ||
      !rc_mlflow_file_read_time (self, "creation_time", &event.time, &us, error))
    return FALSE;

  event.has_time = us != RC_TIME_NONE;
  return add_event (self, &event, error);
}

/* --- What an event says, for lineage and lists --- */

typedef struct
{
  const char *key;
  RcField     field;
} FieldOfKey;

static const FieldOfKey trace_keys[] = {
  { "trace_id", RC_FIELD_ID },
  { "request_id", RC_FIELD_ID },
  { "timestamp_ms", RC_FIELD_TIME },
  { "request_time", RC_FIELD_TIME },
  { "client_request_id", RC_FIELD_DECISION },
  { "request_preview", RC_FIELD_INPUT },
  { "response_preview", RC_FIELD_OUTPUT },
  { "status", RC_FIELD_STATUS },
  { "state", RC_FIELD_STATUS },
  { "execution_time_ms", RC_FIELD_LATENCY },
  { "execution_duration_ms", RC_FIELD_LATENCY },
  { "execution_duration", RC_FIELD_LATENCY },
};

static const FieldOfKey assessment_keys[] = {
  { "assessment_id", RC_FIELD_ID },
  { "create_time", RC_FIELD_TIME },
  { "trace_id", RC_FIELD_TARGET },
  { "assessment_name", RC_FIELD_METRIC },
  { "overrides", RC_FIELD_ORIGINAL },
  { "rationale", RC_FIELD_REASON },
};

static const FieldOfKey experiment_keys[] = {
  { "experiment_id", RC_FIELD_TARGET },
  { "creation_time", RC_FIELD_TIME },
  { "name", RC_FIELD_PURPOSE },
  { "lifecycle_stage", RC_FIELD_STATUS },
};

static void
add_field (GPtrArray    *fields,
           const RcYaml *yaml,
           guint         mapping,
           const char   *key,
           RcField       field)
{
  const char *text = rc_yaml_document_peek (yaml, mapping, key);
  const RcYamlNode *node = rc_yaml_peek_node (yaml, rc_yaml_member (yaml, mapping, key));
  RcFieldValue *value;

  if (text == NULL)
    return;

  value = g_new0 (RcFieldValue, 1);
  value->field = field;
  value->value = g_strdup (text);
  value->offset = node->offset;
  value->length = node->length;
  value->locator = g_strconcat ("/", key, NULL);
  g_ptr_array_add (fields, value);
}

static gboolean
has_field (GPtrArray *fields,
           RcField    field)
{
  for (guint i = 0; i < fields->len; i++)
    if (((const RcFieldValue *) g_ptr_array_index (fields, i))->field == field)
      return TRUE;
  return FALSE;
}

static void
add_fields (GPtrArray        *fields,
            const RcYaml     *yaml,
            guint             mapping,
            const FieldOfKey *keys,
            gsize             n_keys)
{
  for (gsize i = 0; i < n_keys; i++)
    if (!has_field (fields, keys[i].field))
      add_field (fields, yaml, mapping, keys[i].key, keys[i].field);
}

static void
add_word (GPtrArray  *fields,
          RcField     field,
          const char *word)
{
  RcFieldValue *value = g_new0 (RcFieldValue, 1);

  value->field = field;
  value->value = g_strdup (word);
  g_ptr_array_add (fields, value);
}

static void
add_assessment_fields (GPtrArray    *fields,
                       const RcYaml *yaml,
                       guint         assessment)
{
  static const char * const values[] = { "feedback", "expectation" };
  guint source = rc_yaml_member (yaml, assessment, "source");

  add_fields (fields, yaml, assessment, assessment_keys, G_N_ELEMENTS (assessment_keys));
  if (source != RC_YAML_NO_NODE)
    add_field (fields, yaml, source, "source_id", RC_FIELD_ACTOR);
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      guint holder = rc_yaml_member (yaml, assessment, values[i]);

      if (holder != RC_YAML_NO_NODE && !has_field (fields, RC_FIELD_FINAL))
        add_field (fields, yaml, holder, "value", RC_FIELD_FINAL);
    }
  add_word (fields, RC_FIELD_ACTION, has_field (fields, RC_FIELD_ORIGINAL) ? "override" : "annotate");
}

static guint
nth_item (const RcYaml *yaml,
          guint         list,
          guint32       n)
{
  guint item = rc_yaml_first_child (yaml, list);

  while (item != RC_YAML_NO_NODE && n-- > 0)
    item = rc_yaml_next_sibling (yaml, list, item);
  return rc_yaml_resolve (yaml, item);
}

static void
add_text_field (GPtrArray  *fields,
                const char *bytes,
                gsize       length,
                guint32     row)
{
  RcFieldValue *value;

  if (row >= ROW_OF_TEXT + G_N_ELEMENTS (texts) || texts[row - ROW_OF_TEXT].field == RC_N_FIELDS || length == 0 ||
      !g_utf8_validate_len (bytes, length, NULL))
    return;

  value = g_new0 (RcFieldValue, 1);
  value->field = texts[row - ROW_OF_TEXT].field;
  value->value = g_strndup (bytes, length);
  value->length = length;
  value->locator = g_strdup (texts[row - ROW_OF_TEXT].key);
  g_ptr_array_add (fields, value);
}

/**
 * rc_mlflow_file_read_fields:
 *
 * Returns: (element-type RcFieldValue) (transfer full): what an event of a file of the store says
 */
GPtrArray *
rc_mlflow_file_read_fields (const char *bytes,
                            gsize       length,
                            guint32     row)
{
  g_autoptr (GPtrArray) fields = rc_json_fields_new ();
  g_autoptr (RcYaml) yaml = NULL;
  RcYamlFault fault;

  if (row >= ROW_OF_TEXT)
    {
      add_text_field (fields, bytes, length, row);
      return g_steal_pointer (&fields);
    }

  yaml = rc_yaml_new ();
  if (!rc_yaml_parse (yaml, bytes, length, &fault) || rc_yaml_count_nodes (yaml) == 0 || rc_yaml_count_duplicates (yaml) > 0)
    return g_steal_pointer (&fields);

  if (row > 0)
    add_assessment_fields (fields, yaml, nth_item (yaml, rc_yaml_member (yaml, 0, "assessments"), row - 1));
  else if (rc_yaml_document_peek (yaml, 0, "assessment_id") != NULL)
    add_assessment_fields (fields, yaml, 0);
  else if (rc_yaml_document_peek (yaml, 0, "trace_id") != NULL || rc_yaml_document_peek (yaml, 0, "request_id") != NULL)
    add_fields (fields, yaml, 0, trace_keys, G_N_ELEMENTS (trace_keys));
  else
    add_fields (fields, yaml, 0, experiment_keys, G_N_ELEMENTS (experiment_keys));

  return g_steal_pointer (&fields);
}
