/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-context.h"

/*
 * The gateway's tables say which models stand behind an endpoint now. Every change overwrites them, so that they tell nothing about an
 * earlier day: they become tags of the endpoint, never a deployment.
 */

/**
 * rc_mlflow_read_endpoint:
 *
 * A row of `endpoints`.
 */
gboolean
rc_mlflow_read_endpoint (RcSqliteImport   *self,
                         GError          **error)
{
  const char *name = rc_sqlite_row_peek_text (self->row, "name");
  const char *id;
  gint64 updated_us;
  gint64 endpoint;

  if (!rc_sqlite_import_require_text (self, "endpoint_id", &id, error))
    return FALSE;
  if (id == NULL)
    return TRUE;

  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_ENDPOINT, name != NULL ? name : id, &endpoint, error) &&
         rc_sqlite_import_read_time (self, "last_updated_at", NULL, &updated_us, error) &&
         rc_sqlite_import_add_created (self, endpoint, "created_at", error) &&
         rc_mlflow_add_column (self, endpoint, "created_by", RC_TIME_NONE, error) &&
         rc_mlflow_add_column (self, endpoint, "last_updated_by", updated_us, error);
}

/* "openai/gpt-4o, weight 1": as the provider of the model calls it. */
static gboolean
add_model (RcSqliteImport   *self,
           gint64            endpoint,
           const char       *definition,
           GError          **error)
{
  const char *parameters[] = { definition, NULL };
  g_autofree char *weight = rc_sqlite_import_dup_value (self, "weight");
  g_auto (GStrv) model = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  gint64 created_us;
  gint64 target;

  if (!rc_sqlite_reader_look_up (self->reader, "SELECT provider, model_name FROM model_definitions WHERE model_definition_id = ?", parameters,
                                 &model, error) ||
      !rc_sqlite_import_read_time (self, "created_at", NULL, &created_us, error))
    return FALSE;

  name = model != NULL ? g_strdup_printf ("%s/%s", model[0], model[1]) : g_strdup (definition);
  text = weight != NULL ? g_strdup_printf ("model = %s, weight %s", name, weight) : g_strdup_printf ("model = %s", name);
  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL, name, &target, error) &&
         rc_registry_writer_add_claim (&self->writer, endpoint, RC_PROPERTY_TAG, text, target, RC_TIME_NONE, created_us, error);
}

/**
 * rc_mlflow_read_endpoint_model:
 *
 * A row of `endpoint_model_mappings`.
 */
gboolean
rc_mlflow_read_endpoint_model (RcSqliteImport   *self,
                               GError          **error)
{
  g_autofree char *name = NULL;
  const char *id;
  const char *definition;
  gint64 endpoint;

  if (!rc_sqlite_import_require_text (self, "endpoint_id", &id, error) ||
      !rc_sqlite_import_require_text (self, "model_definition_id", &definition, error))
    return FALSE;
  if (id == NULL || definition == NULL)
    return TRUE;

  return rc_mlflow_look_up (self, "SELECT name FROM endpoints WHERE endpoint_id = ?", id, NULL, &name, error) &&
         rc_registry_writer_add_entity (&self->writer, RC_ENTITY_ENDPOINT, name != NULL ? name : id, &endpoint, error) &&
         add_model (self, endpoint, definition, error);
}
