/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "registry-events.h"

#include "kubeflow-names.h"

#include "core/bounds.h"
#include "importers/json-document.h"

#include <string.h>

/**
 * Event:
 * @endpoint: node of the service's name
 * @model: node of the model's name
 * @version: node of the version's name, or of its number where the document does not hold it
 */
typedef struct
{
  RcEventKind kind;
  guint32     id;
  guint32     endpoint;
  guint32     model;
  guint32     version;
  guint32     from;
  guint32     to;
  guint32     status;
} Event;

static void
find_version (const RcRegistryIndex  *index,
              const RcRegistryObject *object,
              Event                  *event)
{
  g_autofree char *id = rc_registry_object_dup (index, object, "modelVersionId");

  rc_registry_index_find_name (index, id, &event->model, &event->version);
  if (event->version == RC_JSON_NO_NODE)
    event->version = rc_kubeflow_tree_member (index->tree, object->node, "modelVersionId");
}

/* A service says what is to run there now. Which version it is without one is decided when it is asked. */
static void
read_service (const RcRegistryIndex  *index,
              const RcRegistryObject *object,
              Event                  *event)
{
  g_autofree char *wish = rc_registry_object_dup (index, object, "desiredState");

  event->kind = g_strcmp0 (wish, "DEPLOYED") == 0 ? RC_EVENT_DEPLOYMENT : RC_EVENT_OTHER;
  event->endpoint = rc_kubeflow_tree_member (index->tree, object->node, "name");
  event->status = rc_kubeflow_tree_member (index->tree, object->node, "desiredState");
}

static void
read_serve (const RcRegistryIndex  *index,
            const RcRegistryObject *object,
            Event                  *event)
{
  g_autofree char *state = rc_registry_object_dup (index, object, "lastKnownState");
  const RcRegistryObject *service = object->path->of != NULL ? g_hash_table_lookup (index->services, object->path->of) : NULL;

  event->kind = rc_kubeflow_was_served (state) ? RC_EVENT_DEPLOYMENT : RC_EVENT_OTHER;
  if (service != NULL)
    event->endpoint = rc_kubeflow_tree_member (index->tree, service->node, "name");
  event->from = rc_kubeflow_tree_member (index->tree, object->node, "createTimeSinceEpoch");
  event->status = rc_kubeflow_tree_member (index->tree, object->node, "lastKnownState");
  if (rc_kubeflow_has_ended (state))
    event->to = rc_kubeflow_tree_member (index->tree, object->node, "lastUpdateTimeSinceEpoch");
}

static gboolean
read_event (const RcRegistryIndex  *index,
            const RcRegistryObject *object,
            Event                  *event)
{
  if (object->kind != RC_REGISTRY_SERVICE && object->kind != RC_REGISTRY_SERVE)
    return FALSE;

  *event = (Event) { RC_EVENT_OTHER, RC_JSON_NO_NODE, RC_JSON_NO_NODE, RC_JSON_NO_NODE, RC_JSON_NO_NODE, RC_JSON_NO_NODE, RC_JSON_NO_NODE,
                     RC_JSON_NO_NODE };
  event->id = rc_kubeflow_tree_member (index->tree, object->node, "id");
  find_version (index, object, event);
  if (object->kind == RC_REGISTRY_SERVICE)
    read_service (index, object, event);
  else
    read_serve (index, object, event);

  return TRUE;
}

/* A name that is too long is the event's no more; it stands in the record. */
static RcSlice
slice_of (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  return length <= RC_LIMIT_NAME_BYTES ? (RcSlice) { text, length } : (RcSlice) { NULL, 0 };
}

static gboolean
tell_event (const RcRegistryIndex  *index,
            const Event            *event,
            guint32                 row,
            RcRegistryWriter       *writer,
            GError                **error)
{
  g_autofree char *id = rc_kubeflow_tree_dup (index->tree, event->id);
  g_autofree char *endpoint = rc_kubeflow_tree_dup (index->tree, event->endpoint);
  g_autofree char *model = rc_kubeflow_tree_dup (index->tree, event->model);
  g_autofree char *version = rc_kubeflow_tree_dup (index->tree, event->version);
  g_autofree char *from = rc_kubeflow_tree_dup (index->tree, event->from);
  RcParsedEvent parsed = {
    .kind = event->kind,
    .row = row,
    .id = slice_of (id),
    .endpoint = slice_of (endpoint),
    .model_name = slice_of (model),
    .model_version = slice_of (version),
  };

  parsed.has_time = rc_kubeflow_read_time (from, &parsed.time) != RC_TIME_NONE;
  return rc_import_sink_add_event (writer->sink, writer->place, writer->record, &parsed, error);
}

gboolean
rc_registry_events_tell (const RcRegistryIndex  *index,
                         RcRegistryWriter       *writer,
                         GError                **error)
{
  for (guint i = 0; i < index->objects->len; i++)
    {
      Event event;

      if (read_event (index, g_ptr_array_index (index->objects, i), &event) && !tell_event (index, &event, i, writer, error))
        return FALSE;
    }

  return TRUE;
}

/* Digits of milliseconds are given as the instant that they mean: lineage compares them with times in words. */
static void
add_time (GPtrArray             *fields,
          RcField                field,
          const RcRegistryIndex *index,
          guint32                node,
          const char            *locator)
{
  g_autofree char *text = rc_kubeflow_tree_dup (index->tree, node);
  gint64 us = rc_kubeflow_read_time (text, NULL);
  guint before = fields->len;

  rc_json_fields_add (fields, field, &index->tree->json, node, locator);
  if (us != RC_TIME_NONE && fields->len > before)
    {
      RcFieldValue *value = g_ptr_array_index (fields, before);

      g_free (value->value);
      value->value = rc_time_format_utc (us);
    }
}

static void
add_fields (GPtrArray              *fields,
            const RcRegistryIndex  *index,
            const RcRegistryObject *object,
            const Event            *event)
{
  const RcJson *json = &index->tree->json;

  rc_json_fields_add (fields, RC_FIELD_ID, json, event->id, object->pointer);
  rc_json_fields_add (fields, RC_FIELD_ENDPOINT, json, event->endpoint, object->pointer);
  rc_json_fields_add (fields, RC_FIELD_MODEL_NAME, json, event->model, object->pointer);
  rc_json_fields_add (fields, RC_FIELD_MODEL_VERSION, json, event->version, object->pointer);
  rc_json_fields_add (fields, RC_FIELD_STATUS, json, event->status, object->pointer);
  add_time (fields, RC_FIELD_TIME, index, event->from, object->pointer);
  add_time (fields, RC_FIELD_VALID_FROM, index, event->from, object->pointer);
  add_time (fields, RC_FIELD_VALID_TO, index, event->to, object->pointer);
}

/**
 * rc_registry_events_read_fields:
 * @row: number of the object in the document
 */
GPtrArray *
rc_registry_events_read_fields (const char *bytes,
                                gsize       length,
                                guint32     row)
{
  GPtrArray *fields = rc_json_fields_new ();
  g_auto (RcKubeflowTree) tree = { .text = NULL };
  g_auto (RcRegistryIndex) index = { .tree = NULL };
  RcJsonFault fault;
  Event event;

  rc_kubeflow_tree_init (&tree);
  if (!rc_json_parse (&tree.json, bytes, length, &fault) || tree.json.has_duplicate)
    return fields;

  rc_registry_index_init (&index, &tree, /* source_name= */ NULL);
  if (row < index.objects->len && read_event (&index, g_ptr_array_index (index.objects, row), &event))
    add_fields (fields, &index, g_ptr_array_index (index.objects, row), &event);

  return fields;
}
