/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-bundle.h"

#include "importers/json-value.h"

/* Of a metric the value of the last step is claimed, as MLflow shows it: the greatest step, then time; of equal ones the later in the list. */
static guint32
find_latest (const RcJson *json,
             guint32       list)
{
  guint32 latest = RC_JSON_NO_NODE;
  gint64 last_step = G_MININT64;
  gint64 last_time = G_MININT64;

  for (guint32 item = list + 1; item < json->nodes[list].next; item = json->nodes[item].next)
    {
      gint64 step = 0;
      gint64 time = 0;

      if (!rc_json_is (json, item, RC_JSON_OBJECT) || rc_json_member (json, item, "value") == RC_JSON_NO_NODE)
        continue;
      rc_json_get_integer (json, rc_json_member (json, item, "step"), &step);
      rc_json_get_integer (json, rc_json_member (json, item, "timestamp"), &time);
      if (latest != RC_JSON_NO_NODE && (step < last_step || (step == last_step && time < last_time)))
        continue;
      latest = item;
      last_step = step;
      last_time = time;
    }

  return latest;
}

static gboolean
add_metric (RcMlflowBundle  *self,
            const char      *run_id,
            guint32          name,
            GError         **error)
{
  const RcJson *json = &self->json;
  guint32 latest = rc_json_is (json, name + 1, RC_JSON_ARRAY) ? find_latest (json, name + 1) : RC_JSON_NO_NODE;
  g_autofree char *key = rc_json_dup_text (json, name, NULL);
  g_autofree char *value = NULL;
  gint64 us;

  if (latest == RC_JSON_NO_NODE || key == NULL)
    return TRUE;

  rc_mlflow_bundle_at (self, "/mlflow/metrics", key);
  value = rc_json_document_dup (json, latest, "value");
  return rc_mlflow_bundle_read_time (self, latest, "timestamp", &us, error) &&
         rc_registry_writer_add_evaluation (&self->writer, RC_ENTITY_RUN, run_id, key, value, NULL, us, error);
}

/**
 * rc_mlflow_bundle_add_metrics:
 * @metrics: {name: [{value, timestamp, step}]}, or no node
 */
gboolean
rc_mlflow_bundle_add_metrics (RcMlflowBundle  *self,
                              const char      *run_id,
                              guint32          metrics,
                              GError         **error)
{
  if (!rc_json_is (&self->json, metrics, RC_JSON_OBJECT))
    return TRUE;

  for (guint32 name = metrics + 1; name < self->json.nodes[metrics].next; name = self->json.nodes[name].next)
    if (!add_metric (self, run_id, name, error))
      return FALSE;
  return TRUE;
}
