/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-file.h"

#include "importers/secret.h"

#include "core/exception.h"

#include <string.h>

static const char *
peek_status (const RcMlflowFile *self)
{
  const char *text = rc_mlflow_file_peek (self, "status");
  gint64 number;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, G_MAXINT, &number, NULL))
    return text;
  return rc_mlflow_logged_model_status_name (number) != NULL ? rc_mlflow_logged_model_status_name (number) : text;
}

/**
 * rc_mlflow_file_read_logged_model:
 *
 * meta.yaml of a logged model.
 */
gboolean
rc_mlflow_file_read_logged_model (RcMlflowFile  *self,
                                  GError       **error)
{
  RcMlflowLoggedModel model = {
    .name = rc_mlflow_file_peek (self, "name"),
    .run_id = rc_mlflow_file_peek (self, "source_run_id"),
    .artifact_location = rc_mlflow_file_peek (self, "artifact_location"),
    .status = peek_status (self),
    .status_message = rc_mlflow_file_peek (self, "status_message"),
    .model_type = rc_mlflow_file_peek (self, "model_type"),
    .lifecycle_stage = rc_mlflow_file_peek (self, "lifecycle_stage"),
  };

  if (!rc_mlflow_file_require (self, "model_id", &model.id, error))
    return FALSE;
  if (model.id == NULL)
    return TRUE;

  return rc_mlflow_file_check_id (self, "model_id", self->path.id, error) &&
         rc_mlflow_file_read_time (self, "creation_timestamp", NULL, &model.created_us, error) &&
         rc_mlflow_file_read_time (self, "last_updated_timestamp", NULL, &model.updated_us, error) &&
         rc_mlflow_add_logged_model (&self->writer, &model, error);
}

gboolean
rc_mlflow_file_read_logged_model_tag (RcMlflowFile  *self,
                                      GError       **error)
{
  gint64 model;

  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, self->path.id, &model, error) &&
         (rc_secret_is_name (self->path.key) ||
          rc_mlflow_add_logged_model_tag (&self->writer, model, self->path.key, self->text, error));
}

/* The logged model or, in older stores, the artifact of a run in whose folder the file stands. (transfer full) */
static char *
dup_package (const RcMlflowFile *self)
{
  const char *slash = strrchr (self->path.key, '/');
  g_autofree char *folder = slash != NULL ? g_strndup (self->path.key, (gsize) (slash - self->path.key)) : g_strdup ("");

  return rc_mlflow_is_logged_model_id (self->path.id, strlen (self->path.id)) ? g_strdup (self->path.id)
                                                                             : rc_mlflow_dup_build_name (self->path.id, folder);
}

/**
 * rc_mlflow_file_read_registered_meta:
 *
 * registered_model_meta, which the client leaves in a package that it registers: the version is a build of it.
 */
gboolean
rc_mlflow_file_read_registered_meta (RcMlflowFile  *self,
                                     GError       **error)
{
  g_autofree char *package = dup_package (self);
  g_autofree char *full = NULL;
  const char *model;
  const char *number;
  gint64 version;

  if (!rc_mlflow_file_require (self, "model_name", &model, error) || !rc_mlflow_file_require (self, "model_version", &number, error))
    return FALSE;
  if (model == NULL || number == NULL)
    return TRUE;

  full = rc_mlflow_dup_version_name (model, number);
  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, full, &version, error) &&
         rc_registry_writer_link (&self->writer, version, RC_PROPERTY_ARTIFACT_PLACE, RC_ENTITY_MODEL_VERSION, package, RC_TIME_NONE,
                                  error);
}

/**
 * rc_mlflow_file_read_model:
 *
 * meta.yaml of a registered model.
 */
gboolean
rc_mlflow_file_read_model (RcMlflowFile  *self,
                           GError       **error)
{
  RcMlflowModel model = { .description = rc_mlflow_file_peek (self, "description") };

  if (!rc_mlflow_file_require (self, "name", &model.name, error))
    return FALSE;
  if (model.name == NULL)
    return TRUE;

  return rc_mlflow_file_check_id (self, "name", self->path.id, error) &&
         rc_mlflow_file_read_time (self, "creation_timestamp", NULL, &model.created_us, error) &&
         rc_mlflow_file_read_time (self, "last_updated_timestamp", NULL, &model.updated_us, error) &&
         rc_mlflow_add_model (&self->writer, &model, error);
}

gboolean
rc_mlflow_file_read_model_tag (RcMlflowFile  *self,
                               GError       **error)
{
  gint64 model;

  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL, self->path.id, &model, error) &&
         (rc_secret_is_name (self->path.key) || rc_secret_is_address (self->text) ||
          rc_registry_writer_add_tag (&self->writer, model, self->path.key, self->text, RC_TIME_NONE, error));
}

/**
 * rc_mlflow_file_read_alias:
 *
 * The file holds nothing but the number of a version.
 */
gboolean
rc_mlflow_file_read_alias (RcMlflowFile  *self,
                           GError       **error)
{
  g_autofree char *full = NULL;
  gint64 version;

  if (*self->text == '\0' || strspn (self->text, "0123456789") != strlen (self->text))
    return rc_registry_writer_set_aside (&self->writer, 0, RC_EXCEPTION_REGISTRY_MALFORMED, "the number of a version", self->text,
                                         "An alias of the registry names no version.", error);

  full = rc_mlflow_dup_version_name (self->path.id, self->text);
  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, full, &version, error) &&
         rc_mlflow_add_alias (&self->writer, version, self->path.key, error);
}

/**
 * rc_mlflow_file_read_version:
 *
 * meta.yaml of a model version.
 */
gboolean
rc_mlflow_file_read_version (RcMlflowFile  *self,
                             GError       **error)
{
  RcMlflowVersion version = {
    .run_id = rc_mlflow_file_peek (self, "run_id"),
    .run_link = rc_mlflow_file_peek (self, "run_link"),
    .model_id = rc_mlflow_file_peek (self, "model_id"),
    .source = rc_mlflow_file_peek (self, "source"),
    .storage_location = rc_mlflow_file_peek (self, "storage_location"),
    .stage = rc_mlflow_file_peek (self, "current_stage"),
    .status = rc_mlflow_file_peek (self, "status"),
    .status_message = rc_mlflow_file_peek (self, "status_message"),
    .description = rc_mlflow_file_peek (self, "description"),
    .user = rc_mlflow_file_peek (self, "user_id"),
  };

  if (!rc_mlflow_file_require (self, "name", &version.model, error) || !rc_mlflow_file_require (self, "version", &version.number, error))
    return FALSE;
  if (version.model == NULL || version.number == NULL)
    return TRUE;

  return rc_mlflow_file_check_id (self, "name", self->path.id, error) &&
         rc_mlflow_file_check_id (self, "version", self->path.number, error) &&
         rc_mlflow_file_read_time (self, "creation_timestamp", NULL, &version.created_us, error) &&
         rc_mlflow_file_read_time (self, "last_updated_timestamp", NULL, &version.updated_us, error) &&
         rc_mlflow_add_version (&self->writer, &version, error);
}

/**
 * rc_mlflow_file_read_version_tag:
 *
 * When an approver approved stands in another file, the tag approved_at, and is claimed there as a tag.
 */
gboolean
rc_mlflow_file_read_version_tag (RcMlflowFile  *self,
                                 GError       **error)
{
  g_autofree char *full = rc_mlflow_dup_version_name (self->path.id, self->path.number);
  gint64 version;

  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, full, &version, error) &&
         (rc_secret_is_name (self->path.key) || rc_secret_is_address (self->text) ||
          rc_mlflow_add_version_tag (&self->writer, version, self->path.key, self->text, RC_TIME_NONE, error));
}
