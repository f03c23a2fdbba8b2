/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wandb-metrics.h"

#include "importers/json-document.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

typedef struct
{
  char     *name;
  char     *value;        /* (nullable): removed since */
  char     *locator;
  guint64   record;
  gboolean  is_summary;
} Metric;

struct _RcWandbMetrics
{
  GPtrArray  *metrics;    /* of Metric, in the order in which they came up */
  GHashTable *by_name;
  gboolean    is_full;
};

static void
metric_free (gpointer data)
{
  Metric *self = data;

  g_free (self->name);
  g_free (self->value);
  g_free (self->locator);
  g_free (self);
}

RcWandbMetrics *
rc_wandb_metrics_new (void)
{
  RcWandbMetrics *self = g_new0 (RcWandbMetrics, 1);

  self->metrics = g_ptr_array_new_with_free_func (metric_free);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

void
rc_wandb_metrics_free (RcWandbMetrics *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->metrics);
  g_free (self);
}

gboolean
rc_wandb_is_measure (const char *value)
{
  g_auto (RcJson) json;
  RcJsonFault fault;

  rc_json_init (&json);
  if (g_str_equal (value, "NaN") || g_str_equal (value, "Infinity") || g_str_equal (value, "-Infinity"))
    return TRUE;

  return rc_json_parse (&json, value, strlen (value), &fault) && json.nodes[0].type == RC_JSON_NUMBER;
}

/* "loss" and "min" nested in it are "loss.min". What begins with an underscore is the library's own: steps, times. (nullable) */
static char *
dup_name (const RcJson *json,
          guint32       item)
{
  guint32 nested = rc_json_member (json, item, "nested_key");
  g_autofree char *key = rc_json_document_dup (json, item, "key");
  g_autoptr (GString) name = g_string_new (key);

  if (key == NULL && nested != RC_JSON_NO_NODE && rc_json_is (json, nested, RC_JSON_ARRAY))
    for (guint32 part = nested + 1; part < json->nodes[nested].next; part = json->nodes[part].next)
      {
        g_autofree char *text = rc_json_is (json, part, RC_JSON_STRING) ? rc_json_dup_string (json, part) : NULL;

        if (text != NULL)
          g_string_append_printf (name, "%s%s", name->len > 0 ? "." : "", text);
      }

  if (name->len == 0 || name->str[0] == '_' || name->len > RC_LIMIT_NAME_BYTES)
    return NULL;
  return g_string_free (g_steal_pointer (&name), FALSE);
}

static Metric *
find_or_add (RcWandbMetrics *self,
             const char     *name)
{
  Metric *metric = g_hash_table_lookup (self->by_name, name);

  if (metric != NULL)
    return metric;
  if (self->metrics->len >= RC_LIMIT_WANDB_METRICS)
    {
      self->is_full = TRUE;
      return NULL;
    }

  metric = g_new0 (Metric, 1);
  metric->name = g_strdup (name);
  g_ptr_array_add (self->metrics, metric);
  g_hash_table_insert (self->by_name, metric->name, metric);
  return metric;
}

void
rc_wandb_metrics_read_items (RcWandbMetrics *self,
                             const RcJson   *json,
                             guint32         items,
                             const char     *pointer,
                             guint64         record,
                             gboolean        is_summary)
{
  guint n = 0;

  if (items == RC_JSON_NO_NODE || !rc_json_is (json, items, RC_JSON_ARRAY))
    return;

  for (guint32 item = items + 1; item < json->nodes[items].next; item = json->nodes[item].next, n++)
    {
      g_autofree char *name = dup_name (json, item);
      g_autofree char *value = rc_json_document_dup (json, item, "value_json");
      Metric *metric = name != NULL && value != NULL && rc_wandb_is_measure (value) ? find_or_add (self, name) : NULL;

      if (metric == NULL || (metric->is_summary && !is_summary))
        continue;
      g_free (metric->value);
      g_free (metric->locator);
      metric->value = g_steal_pointer (&value);
      metric->locator = g_strdup_printf ("%s/%u", pointer, n);
      metric->record = record;
      metric->is_summary = is_summary;
    }
}

void
rc_wandb_metrics_remove_items (RcWandbMetrics *self,
                               const RcJson   *json,
                               guint32         items)
{
  if (items == RC_JSON_NO_NODE || !rc_json_is (json, items, RC_JSON_ARRAY))
    return;

  for (guint32 item = items + 1; item < json->nodes[items].next; item = json->nodes[item].next)
    {
      g_autofree char *name = dup_name (json, item);
      Metric *metric = name != NULL ? g_hash_table_lookup (self->by_name, name) : NULL;

      if (metric != NULL)
        g_clear_pointer (&metric->value, g_free);
    }
}

gboolean
rc_wandb_metrics_tell (RcWandbMetrics  *self,
                       RcWandbRun      *run,
                       GError         **error)
{
  for (guint i = 0; i < self->metrics->len; i++)
    {
      const Metric *metric = g_ptr_array_index (self->metrics, i);

      if (metric->value == NULL)
        continue;
      run->writer.record = metric->record;
      rc_registry_writer_at (&run->writer, "%s", metric->locator);
      if (!rc_registry_writer_add_evaluation (&run->writer, RC_ENTITY_RUN, run->name, metric->name, metric->value, NULL, RC_TIME_NONE, error))
        return FALSE;
    }

  if (!self->is_full)
    return TRUE;
  return rc_import_sink_set_aside (run->writer.sink, RC_IMPORT_SOURCE, 0, -1, RC_EXCEPTION_LIMIT,
                                   "at most 10000 metrics of one run (RC_LIMIT_WANDB_METRICS)", "more",
                                   "The other metrics of the run are not listed; they stand in their records.", error);
}
