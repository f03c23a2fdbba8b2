/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-context.h"

#include "core/exception.h"

#include <string.h>

/* What MLflow writes over a deleted version; the row and its number stay. */
static gboolean
is_redacted (const char *text)
{
  return g_str_has_prefix (text, "REDACTED-");
}

/**
 * rc_mlflow_read_model:
 *
 * A row of `registered_models`.
 */
gboolean
rc_mlflow_read_model (RcSqliteImport   *self,
                      GError          **error)
{
  g_autofree char *full = NULL;
  gint64 updated_us;
  const char *name;
  gint64 model;

  if (!rc_sqlite_import_require_text (self, "name", &name, error))
    return FALSE;
  if (name == NULL)
    return TRUE;

  full = rc_mlflow_dup_model_name (self, name);
  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL, full, &model, error) &&
         rc_sqlite_import_read_time (self, "last_updated_time", NULL, &updated_us, error) &&
         rc_sqlite_import_add_created (self, model, "creation_time", error) &&
         rc_registry_writer_add_tag (&self->writer, model, "description", rc_sqlite_row_peek_text (self->row, "description"), updated_us, error);
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

/* The version that the row is about; @out_version 0 where the row does not say. */
static gboolean
read_version_entity (RcSqliteImport   *self,
                     gint64           *out_version,
                     char            **out_model_name,
                     GError          **error)
{
  g_autofree char *model = NULL;
  g_autofree char *full = NULL;
  const char *name;
  gint64 number;

  *out_version = 0;
  if (!rc_sqlite_import_require_text (self, "name", &name, error))
    return FALSE;
  if (name == NULL)
    return TRUE;
  if (!rc_sqlite_row_get_integer (self->row, "version", &number))
    return rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_REGISTRY_MALFORMED, "a number in the column version", "none",
                                         "A row of the registry does not say what it is about.", error);

  model = rc_mlflow_dup_model_name (self, name);
  full = g_strdup_printf ("%s/%" G_GINT64_FORMAT, model, number);
  if (out_model_name != NULL)
    *out_model_name = g_steal_pointer (&model);
  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, full, out_version, error);
}

/* models:/m-… names the logged model that the version was made from. */
static gboolean
add_place (RcSqliteImport   *self,
           gint64            version,
           const char       *column,
           GError          **error)
{
  const char *place = rc_sqlite_row_peek_text (self->row, column);
  gint64 target = 0;

  if (place == NULL || is_redacted (place))
    return TRUE;
  if (g_str_has_prefix (place, "models:/m-") && strchr (place + strlen ("models:/"), '/') == NULL &&
      !rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, place + strlen ("models:/"), &target, error))
    return FALSE;

  return rc_registry_writer_add_claim (&self->writer, version, RC_PROPERTY_ARTIFACT_PLACE, place, target, RC_TIME_NONE, RC_TIME_NONE, error);
}

static gboolean
add_run (RcSqliteImport   *self,
         gint64            version,
         GError          **error)
{
  const char *id = rc_sqlite_row_peek_text (self->row, "run_id");
  gint64 run;

  if (id == NULL || is_redacted (id))
    return TRUE;

  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_RUN, id, &run, error) &&
         rc_registry_writer_add_claim (&self->writer, version, RC_PROPERTY_TRAINED_BY, id, run, RC_TIME_NONE, RC_TIME_NONE, error);
}

/*
 * The row is overwritten by every change: stage and status were so when it was written last. When they became so is not said.
 */
static gboolean
add_state (RcSqliteImport   *self,
           gint64            version,
           GError          **error)
{
  const char *stage = rc_sqlite_row_peek_text (self->row, "current_stage");
  const char *status = rc_sqlite_row_peek_text (self->row, "status");
  gint64 updated_us;

  if (!rc_sqlite_import_read_time (self, "last_updated_time", NULL, &updated_us, error))
    return FALSE;
  if (stage != NULL &&
      !rc_registry_writer_add_claim (&self->writer, version, RC_PROPERTY_STAGE, stage, 0, RC_TIME_NONE, updated_us, error))
    return FALSE;
  if (status != NULL &&
      !rc_registry_writer_add_claim (&self->writer, version, RC_PROPERTY_STATUS, status, 0, RC_TIME_NONE, updated_us, error))
    return FALSE;

  return rc_registry_writer_add_tag (&self->writer, version, "description", rc_sqlite_row_peek_text (self->row, "description"), updated_us, error) &&
         rc_registry_writer_add_tag (&self->writer, version, "user_id", rc_sqlite_row_peek_text (self->row, "user_id"), updated_us, error);
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
  g_autofree char *name = NULL;
  gint64 version;
  gint64 model;

  if (!read_version_entity (self, &version, &name, error))
    return FALSE;
  if (version == 0)
    return TRUE;

  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL, name, &model, error) &&
         rc_registry_writer_add_claim (&self->writer, version, RC_PROPERTY_VERSION_OF, name, model, RC_TIME_NONE, RC_TIME_NONE, error) &&
         rc_sqlite_import_add_created (self, version, "creation_time", error) &&
         add_run (self, version, error) &&
         add_place (self, version, "source", error) &&
         add_place (self, version, "storage_location", error) &&
         add_state (self, version, error);
}

/* MLflow has no approvals: a tag is the only place for an approver, and by custom another says when. */
static gboolean
add_approver (RcSqliteImport   *self,
              gint64            version,
              const char       *approver,
              GError          **error)
{
  gint64 number = 0;
  g_autofree char *digits = NULL;
  g_auto (GStrv) values = NULL;
  const char *parameters[] = { rc_sqlite_row_peek_text (self->row, "name"), NULL, NULL };
  RcTimestamp time = { 0 };
  gint64 from_us = RC_TIME_NONE;

  rc_sqlite_row_get_integer (self->row, "version", &number);
  parameters[1] = digits = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  if (!rc_sqlite_reader_look_up (self->reader,
                                 "SELECT value FROM model_version_tags WHERE key = 'approved_at' AND name = ? AND version = ?",
                                 parameters, &values, error))
    return FALSE;
  if (values != NULL && rc_timestamp_parse (values[0], strlen (values[0]), RC_ZONE_UNKNOWN, 0, &time))
    from_us = time.from_us;

  return rc_registry_writer_add_person (&self->writer, version, RC_PROPERTY_APPROVED_BY, approver, from_us, error);
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
  const char *key;
  gint64 version;

  if (!rc_sqlite_import_require_text (self, "key", &key, error) || !read_version_entity (self, &version, NULL, error))
    return FALSE;
  if (key == NULL || value == NULL || version == 0)
    return TRUE;

  if (rc_mlflow_is_digest_tag (key, value))
    {
      g_autofree char *digest = g_ascii_strdown (value, -1);

      return rc_registry_writer_add_claim (&self->writer, version, RC_PROPERTY_ARTIFACT_DIGEST, digest, 0, RC_TIME_NONE, RC_TIME_NONE, error);
    }
  if (g_str_equal (key, "approved_by"))
    return add_approver (self, version, value, error);

  return rc_registry_writer_add_tag (&self->writer, version, key, value, RC_TIME_NONE, error);
}

/**
 * rc_mlflow_read_alias:
 *
 * A row of `registered_model_aliases`: which version an alias names now, written as MLflow writes it in a URI. When it came to do so is
 * not said.
 */
gboolean
rc_mlflow_read_alias (RcSqliteImport   *self,
                      GError          **error)
{
  g_autofree char *stage = NULL;
  const char *alias;
  gint64 version;

  if (!rc_sqlite_import_require_text (self, "alias", &alias, error) || !read_version_entity (self, &version, NULL, error))
    return FALSE;
  if (alias == NULL)
    return TRUE;

  stage = g_strconcat ("@", alias, NULL);
  return rc_registry_writer_add_claim (&self->writer, version, RC_PROPERTY_STAGE, stage, 0, RC_TIME_NONE, RC_TIME_NONE, error);
}
