/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-bundle.h"

#include "importers/json-value.h"
#include "importers/secret.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

/* By custom another tag says when the approver approved. */
static gint64
find_approval_time (const RcMlflowBundle *self,
                    guint32               tags)
{
  static const char * const keys[] = { "approved_at", "approved-at", "approvedAt" };
  RcTimestamp time = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *text = rc_mlflow_bundle_dup_tag (self, tags, keys[i]);

      if (text != NULL && rc_timestamp_parse (text, strlen (text), RC_ZONE_UNKNOWN, 0, &time))
        return time.from_us;
    }

  return RC_TIME_NONE;
}

static gboolean
add_version_tag (RcMlflowBundle  *self,
                 gint64           version,
                 const char      *key,
                 const char      *value,
                 gpointer         user_data,
                 GError         **error)
{
  return rc_secret_is_name (key) || rc_secret_is_address (value) ||
         rc_mlflow_add_version_tag (&self->writer, version, key, value, *(const gint64 *) user_data, error);
}

/* @model: (nullable): of the model that lists the version, for versions that do not say it themselves */
static gboolean
read_names (RcMlflowBundle  *self,
            guint32          node,
            const char      *model,
            char           **out_model,
            char           **out_number,
            GError         **error)
{
  *out_number = NULL;
  *out_model = rc_json_document_dup (&self->json, node, "name");
  if (*out_model == NULL)
    *out_model = g_strdup (model);
  if (*out_model == NULL && !rc_mlflow_bundle_require (self, node, "name", out_model, error))
    return FALSE;
  return *out_model == NULL || rc_mlflow_bundle_require (self, node, "version", out_number, error);
}

static gboolean
add_version (RcMlflowBundle  *self,
             guint32          node,
             const char      *model,
             const char      *pointer,
             gint64          *out_version,
             GError         **error)
{
  const RcJson *json = &self->json;
  guint32 tags = rc_json_member (json, node, "tags");
  gint64 approved_us = find_approval_time (self, tags);
  g_autofree char *name = NULL;
  g_autofree char *number = NULL;
  g_autofree char *run_id = rc_json_document_dup (json, node, "run_id");
  g_autofree char *run_link = rc_json_document_dup (json, node, "run_link");
  g_autofree char *model_id = rc_json_document_dup (json, node, "model_id");
  g_autofree char *source = rc_json_document_dup (json, node, "source");
  g_autofree char *storage = rc_json_document_dup (json, node, "storage_location");
  g_autofree char *stage = rc_json_document_dup (json, node, "current_stage");
  g_autofree char *status = rc_json_document_dup (json, node, "status");
  g_autofree char *message = rc_json_document_dup (json, node, "status_message");
  g_autofree char *description = rc_json_document_dup (json, node, "description");
  g_autofree char *user = rc_json_document_dup (json, node, "user_id");
  g_autofree char *place = g_strconcat (pointer, "/tags", NULL);
  g_autofree char *full = NULL;
  RcMlflowVersion version = {
    .run_id = run_id, .run_link = run_link, .model_id = model_id, .source = source, .storage_location = storage, .stage = stage,
    .status = status, .status_message = message, .description = description, .user = user,
  };

  *out_version = 0;
  rc_registry_writer_at (&self->writer, "%s", pointer);
  if (!read_names (self, node, model, &name, &number, error))
    return FALSE;
  if (name == NULL || number == NULL)
    return TRUE;

  version.model = name;
  version.number = number;
  full = rc_mlflow_dup_version_name (name, number);
  return rc_mlflow_bundle_read_time (self, node, "creation_timestamp", &version.created_us, error) &&
         rc_mlflow_bundle_read_time (self, node, "last_updated_timestamp", &version.updated_us, error) &&
         rc_mlflow_add_version (&self->writer, &version, error) &&
         rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, full, out_version, error) &&
         rc_mlflow_bundle_for_tags (self, tags, place, *out_version, add_version_tag, &approved_us, error);
}

static gboolean
add_versions (RcMlflowBundle  *self,
              guint32          list,
              const char      *model,
              const char      *pointer,
              GError         **error)
{
  guint index = 0;

  if (!rc_json_is (&self->json, list, RC_JSON_ARRAY))
    return TRUE;

  for (guint32 item = list + 1; item < self->json.nodes[list].next; item = self->json.nodes[item].next, index++)
    {
      g_autofree char *place = g_strdup_printf ("%s/%u", pointer, index);
      gint64 version;

      if (!add_version (self, item, model, place, &version, error))
        return FALSE;
    }

  return TRUE;
}

/* The model's own list counts: that of a version can be empty although the model's is filled. */
static gboolean
add_aliases (RcMlflowBundle  *self,
             guint32          list,
             const char      *model,
             GError         **error)
{
  guint index = 0;

  if (!rc_json_is (&self->json, list, RC_JSON_ARRAY))
    return TRUE;

  for (guint32 item = list + 1; item < self->json.nodes[list].next; item = self->json.nodes[item].next, index++)
    {
      g_autofree char *alias = rc_json_document_dup (&self->json, item, "alias");
      g_autofree char *number = rc_json_document_dup (&self->json, item, "version");
      g_autofree char *full = alias != NULL && number != NULL ? rc_mlflow_dup_version_name (model, number) : NULL;
      gint64 version;

      rc_registry_writer_at (&self->writer, "/mlflow/registered_model/aliases/%u", index);
      if (full != NULL && (!rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL_VERSION, full, &version, error) ||
                           !rc_mlflow_add_alias (&self->writer, version, alias, error)))
        return FALSE;
    }

  return TRUE;
}

typedef struct
{
  RcMlflowBundle *bundle;
  gint64          model;
  guint           n;
} Rights;

/* What somebody might do, not what somebody did: it is never taken for an approval. */
static gboolean
add_right (Rights      *self,
           const char  *right,
           const char  *holder,
           GError     **error)
{
  g_autofree char *key = g_strdup_printf ("right %s", right != NULL ? right : "");
  RcRegistryWriter *writer = &self->bundle->writer;

  if (right == NULL || holder == NULL)
    return TRUE;
  if (++self->n > RC_LIMIT_REGISTRY_PARTS)
    return self->n > RC_LIMIT_REGISTRY_PARTS + 1 ||
           rc_registry_writer_set_aside (writer, -1, RC_EXCEPTION_LIMIT, "at most 256 rights (RC_LIMIT_REGISTRY_PARTS)", "more",
                                         "More have rights on a model than the program lists.", error);
  return rc_registry_writer_add_tag (writer, self->model, key, holder, RC_TIME_NONE, error);
}

static char *
dup_holder (const RcJson *json,
            guint32       entry)
{
  static const char * const names[] = { "principal", "user_name", "group_name", "service_principal_name" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      char *holder = rc_json_document_dup (json, entry, names[i]);

      if (holder != NULL)
        return holder;
    }

  return NULL;
}

static gboolean
add_rights_of (Rights      *self,
               guint32      entry,
               const char  *list_name,
               GError     **error)
{
  const RcJson *json = &self->bundle->json;
  guint32 list = rc_mlflow_bundle_member (self->bundle, entry, list_name, RC_JSON_ARRAY);
  g_autofree char *holder = dup_holder (json, entry);

  if (list == RC_JSON_NO_NODE)
    return TRUE;
  for (guint32 item = list + 1; item < json->nodes[list].next; item = json->nodes[item].next)
    {
      g_autofree char *right = rc_json_is (json, item, RC_JSON_STRING) ? rc_json_value_dup (json, item)
                                                                       : rc_json_document_dup (json, item, "permission_level");

      if (!add_right (self, right, holder, error))
        return FALSE;
    }

  return TRUE;
}

/* The workspace registry lists levels for each holder, Unity Catalog privileges for each principal. */
static gboolean
add_rights (RcMlflowBundle  *self,
            gint64           model,
            guint32          registered,
            GError         **error)
{
  static const struct { const char *entries; const char *list; } forms[] = {
    { "access_control_list", "all_permissions" },
    { "privilege_assignments", "privileges" },
  };
  const RcJson *json = &self->json;
  guint32 outer = rc_mlflow_bundle_member (self, registered, "permissions", RC_JSON_OBJECT);
  guint32 permissions = rc_mlflow_bundle_member (self, outer, "permissions", RC_JSON_OBJECT);
  Rights rights = { self, model, 0 };

  rc_registry_writer_at (&self->writer, "/mlflow/registered_model/permissions/permissions");
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      guint32 list = rc_mlflow_bundle_member (self, permissions, forms[i].entries, RC_JSON_ARRAY);

      for (guint32 item = list + 1; list != RC_JSON_NO_NODE && item < json->nodes[list].next; item = json->nodes[item].next)
        if (!add_rights_of (&rights, item, forms[i].list, error))
          return FALSE;
    }

  return TRUE;
}

/**
 * rc_mlflow_bundle_read_model:
 *
 * model.json: a registered model with its versions; old exports hold only the latest of each stage.
 */
gboolean
rc_mlflow_bundle_read_model (RcMlflowBundle  *self,
                             GError         **error)
{
  const RcJson *json = &self->json;
  guint32 node = rc_mlflow_bundle_member (self, self->mlflow, "registered_model", RC_JSON_OBJECT);
  g_autofree char *description = rc_json_document_dup (json, node, "description");
  g_autofree char *user = rc_json_document_dup (json, node, "user_id");
  g_autofree char *name = NULL;
  RcMlflowModel model = { .description = description };
  gint64 entity;

  rc_registry_writer_at (&self->writer, "/mlflow/registered_model");
  if (!rc_mlflow_bundle_require (self, node, "name", &name, error))
    return FALSE;
  if (name == NULL)
    return TRUE;

  model.name = name;
  return rc_mlflow_bundle_read_time (self, node, "creation_timestamp", &model.created_us, error) &&
         rc_mlflow_bundle_read_time (self, node, "last_updated_timestamp", &model.updated_us, error) &&
         rc_mlflow_add_model (&self->writer, &model, error) &&
         rc_registry_writer_add_entity (&self->writer, RC_ENTITY_MODEL, name, &entity, error) &&
         rc_registry_writer_add_tag (&self->writer, entity, "user_id", user, model.updated_us, error) &&
         rc_mlflow_bundle_for_tags (self, rc_json_member (json, node, "tags"), "/mlflow/registered_model/tags", entity,
                                    rc_mlflow_bundle_add_tag, NULL, error) &&
         add_versions (self, rc_json_member (json, node, "versions"), name, "/mlflow/registered_model/versions", error) &&
         add_versions (self, rc_json_member (json, node, "latest_versions"), name, "/mlflow/registered_model/latest_versions", error) &&
         add_aliases (self, rc_json_member (json, node, "aliases"), name, error) &&
         add_rights (self, entity, node, error);
}

/**
 * rc_mlflow_bundle_read_version:
 *
 * version.json: one version with the aliases that it has.
 */
gboolean
rc_mlflow_bundle_read_version (RcMlflowBundle  *self,
                               GError         **error)
{
  guint32 node = rc_mlflow_bundle_member (self, self->mlflow, "model_version", RC_JSON_OBJECT);
  guint32 aliases = rc_mlflow_bundle_member (self, node, "aliases", RC_JSON_ARRAY);
  guint index = 0;
  gint64 version;

  if (!add_version (self, node, NULL, "/mlflow/model_version", &version, error))
    return FALSE;
  if (version == 0 || aliases == RC_JSON_NO_NODE)
    return TRUE;

  for (guint32 item = aliases + 1; item < self->json.nodes[aliases].next; item = self->json.nodes[item].next, index++)
    {
      g_autofree char *alias = rc_json_is (&self->json, item, RC_JSON_STRING) ? rc_json_value_dup (&self->json, item) : NULL;

      rc_registry_writer_at (&self->writer, "/mlflow/model_version/aliases/%u", index);
      if (alias != NULL && !rc_mlflow_add_alias (&self->writer, version, alias, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * rc_mlflow_bundle_read_prompt:
 *
 * prompt.json: MLflow keeps prompts as registered models, and so does this.
 */
gboolean
rc_mlflow_bundle_read_prompt (RcMlflowBundle  *self,
                              GError         **error)
{
  const RcJson *json = &self->json;
  guint32 node = rc_mlflow_bundle_member (self, self->mlflow, "prompt", RC_JSON_OBJECT);
  g_autofree char *message = rc_json_document_dup (json, node, "commit_message");
  g_autofree char *template = rc_json_document_dup (json, node, "template");
  gint64 version;

  return add_version (self, node, NULL, "/mlflow/prompt", &version, error) &&
         rc_registry_writer_add_tag (&self->writer, version, "mlflow.prompt.commit_message", message, RC_TIME_NONE, error) &&
         rc_registry_writer_add_tag (&self->writer, version, "mlflow.prompt.text", template, RC_TIME_NONE, error);
}
