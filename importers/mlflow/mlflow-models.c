/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-context.h"

#include "core/exception.h"

#include <string.h>

/**
 * rc_mlflow_read_model:
 *
 * A row of `registered_models`.
 */
gboolean
rc_mlflow_read_model (RcSqliteImport   *self,
                      GError          **error)
{
  RcMlflowModel model = { .description = rc_sqlite_row_peek_text (self->row, "description") };
  g_autofree char *full = NULL;
  const char *name;

  if (!rc_sqlite_import_require_text (self, "name", &name, error))
    return FALSE;
  if (name == NULL)
    return TRUE;

  model.name = full = rc_mlflow_dup_model_name (self, name);
  return rc_sqlite_import_read_time (self, "last_updated_time", NULL, &model.updated_us, error) &&
         rc_sqlite_import_read_time (self, "creation_time", NULL, &model.created_us, error) &&
         rc_mlflow_add_model (&self->writer, &model, error);
}

/**
 * rc_mlflow_read_model_tag:
 *
 * A row of `registered_model_tags`.
 */
gboolean
rc_mlflow_read_model_tag (RcSqliteImport   *self,
                          GError          **error)
{
  g_autofree char *full = NULL;
  const char *name;
  const char *key;
  gint64 model;

  if (!rc_sqlite_import_require_text (self, "name", &name, error) || !rc_sqlite_import_require_text (self, "key", &key, error))
    return FALSE;
  if (name == NULL || key == NULL)
    return TRUE;

  full = rc_mlflow_dup_model_name (self, name);
  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL, full, &model, error) &&
         rc_registry_writer_add_tag (&self->writer, model, key, rc_sqlite_row_peek_text (self->row, "value"), RC_TIME_NONE, error);
}

/* The model and the number of the version that the row is about; NULL where the row does not say. */
static gboolean
read_version_names (RcSqliteImport   *self,
                    char            **out_model,
                    char            **out_number,
                    GError          **error)
{
  const char *name;
  gint64 number;

  *out_model = NULL;
  *out_number = NULL;
  if (!rc_sqlite_import_require_text (self, "name", &name, error))
    return FALSE;
  if (name == NULL)
    return TRUE;
  if (!rc_sqlite_row_get_integer (self->row, "version", &number))
    return rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_REGISTRY_MALFORMED, "a number in the column version", "none",
                                         "A row of the registry does not say what it is about.", error);

  *out_model = rc_mlflow_dup_model_name (self, name);
  *out_number = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  return TRUE;
}

/* @out_version: 0 where the row does not say. */
static gboolean
read_version_entity (RcSqliteImport   *self,
                     gint64           *out_version,
                     GError          **error)
{
  g_autofree char *model = NULL;
  g_autofree char *number = NULL;
  g_autofree char *full = NULL;

  *out_version = 0;
  if (!read_version_names (self, &model, &number, error))
    return FALSE;
  if (model == NULL)
    return TRUE;

  full = rc_mlflow_dup_version_name (model, number);
  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, full, out_version, error);
}

/**
 * rc_mlflow_read_version:
 *
 * A row of `model_versions`.
 */
gboolean
rc_mlflow_read_version (RcSqliteImport   *self,
                        GError          **error)
{
  RcMlflowVersion version = {
    .workspace = rc_sqlite_row_peek_text (self->row, "workspace"),
    .run_link = rc_sqlite_row_peek_text (self->row, "run_link"),
    .status_message = rc_sqlite_row_peek_text (self->row, "status_message"),
    .run_id = rc_sqlite_row_peek_text (self->row, "run_id"),
    .source = rc_sqlite_row_peek_text (self->row, "source"),
    .storage_location = rc_sqlite_row_peek_text (self->row, "storage_location"),
    .stage = rc_sqlite_row_peek_text (self->row, "current_stage"),
    .status = rc_sqlite_row_peek_text (self->row, "status"),
    .description = rc_sqlite_row_peek_text (self->row, "description"),
    .user = rc_sqlite_row_peek_text (self->row, "user_id"),
  };
  g_autofree char *model = NULL;
  g_autofree char *number = NULL;

  if (!read_version_names (self, &model, &number, error))
    return FALSE;
  if (model == NULL)
    return TRUE;

  version.model = model;
  version.number = number;
  return rc_sqlite_import_read_time (self, "creation_time", NULL, &version.created_us, error) &&
         rc_sqlite_import_read_time (self, "last_updated_time", NULL, &version.updated_us, error) &&
         rc_mlflow_add_version (&self->writer, &version, error);
}

/* By custom another tag says when the approver approved. */
#define SELECT_APPROVED_AT \
  "SELECT value FROM model_version_tags WHERE \"key\" IN ('approved_at', 'approved-at', 'approvedAt') AND name = ? AND version = ?"

static gboolean
find_approval_time (RcSqliteImport   *self,
                    gint64           *out_us,
                    GError          **error)
{
  const char *workspace = rc_sqlite_row_peek_text (self->row, "workspace");
  gint64 number = 0;
  g_autofree char *digits = NULL;
  g_auto (GStrv) values = NULL;
  const char *parameters[] = { rc_sqlite_row_peek_text (self->row, "name"), NULL, workspace, NULL };
  RcTimestamp time = { 0 };

  *out_us = RC_TIME_NONE;
  rc_sqlite_row_get_integer (self->row, "version", &number);
  parameters[1] = digits = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  if (!rc_sqlite_reader_look_up (self->reader, workspace != NULL ? SELECT_APPROVED_AT " AND workspace = ?" : SELECT_APPROVED_AT, parameters,
                                 &values, error))
    return FALSE;
  if (values != NULL && rc_timestamp_parse (values[0], strlen (values[0]), RC_ZONE_UNKNOWN, 0, &time))
    *out_us = time.from_us;

  return TRUE;
}

/**
 * rc_mlflow_read_version_tag:
 *
 * A row of `model_version_tags`.
 */
gboolean
rc_mlflow_read_version_tag (RcSqliteImport   *self,
                            GError          **error)
{
  const char *value = rc_sqlite_row_peek_text (self->row, "value");
  gint64 approved_us = RC_TIME_NONE;
  const char *key;
  gint64 version;

  if (!rc_sqlite_import_require_text (self, "key", &key, error) || !read_version_entity (self, &version, error))
    return FALSE;
  if (key == NULL || value == NULL || version == 0)
    return TRUE;
  if (rc_mlflow_is_approver_tag (key) && !find_approval_time (self, &approved_us, error))
    return FALSE;

  return rc_mlflow_add_version_tag (&self->writer, version, key, value, approved_us, error);
}

/**
 * rc_mlflow_read_alias:
 *
 * A row of `registered_model_aliases`.
 */
gboolean
rc_mlflow_read_alias (RcSqliteImport   *self,
                      GError          **error)
{
  const char *alias;
  gint64 version;

  if (!rc_sqlite_import_require_text (self, "alias", &alias, error) || !read_version_entity (self, &version, error))
    return FALSE;

  return alias == NULL || rc_mlflow_add_alias (&self->writer, version, alias, error);
}
