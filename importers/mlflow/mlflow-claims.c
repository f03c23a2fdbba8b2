/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-claims.h"

#include "importers/secret.h"

#include "core/digest.h"
#include "core/json.h"

#include <string.h>

#define HEX_DIGITS "0123456789abcdef"
#define RUN_ID_LENGTH 32
#define ARTIFACTS "/artifacts"

gboolean
rc_mlflow_is_run_id (const char *text,
                     gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (strchr (HEX_DIGITS, text[i]) == NULL || text[i] == '\0')
      return FALSE;
  return length == RUN_ID_LENGTH;
}

gboolean
rc_mlflow_is_logged_model_id (const char *text,
                              gsize       length)
{
  return length == RUN_ID_LENGTH + 2 && text[0] == 'm' && text[1] == '-' && rc_mlflow_is_run_id (text + 2, length - 2);
}

/**
 * rc_mlflow_is_digest_tag:
 *
 * Returns: whether a tag gives the SHA-256 of the file that runs, in one of the spellings in use
 */
gboolean
rc_mlflow_is_digest_tag (const char *key,
                         const char *value)
{
  static const char * const keys[] = { "artifact_sha256", "model_sha256", "sha256", NULL };
  RcDigest digest;

  return g_strv_contains (keys, key) && rc_digest_from_hex (value, strlen (value), &digest);
}

/* The enumeration of mlflow.entities.RunStatus. */
const char *
rc_mlflow_run_status_name (gint64 status)
{
  static const char * const names[] = { NULL, "RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED" };

  return status >= 0 && status < (gint64) G_N_ELEMENTS (names) ? names[status] : NULL;
}

/* The enumeration of mlflow.entities.LoggedModelStatus. */
const char *
rc_mlflow_logged_model_status_name (gint64 status)
{
  static const char * const names[] = { "UNSPECIFIED", "PENDING", "READY", "UPLOAD_FAILED" };

  return status >= 0 && status < (gint64) G_N_ELEMENTS (names) ? names[status] : NULL;
}

/* A data set version is known by its name and the digest that MLflow gave it, which is eight characters by default. */
char *
rc_mlflow_dup_dataset_name (const char *name,
                            const char *digest)
{
  return digest == NULL || digest[0] == '\0' ? g_strdup (name) : g_strdup_printf ("%s@%s", name, digest);
}

char *
rc_mlflow_dup_version_name (const char *model,
                            const char *number)
{
  return g_strdup_printf ("%s/%s", model, number);
}

char *
rc_mlflow_dup_build_name (const char *run_id,
                          const char *artifact_path)
{
  return g_strdup_printf ("%s:%s", run_id, artifact_path);
}

/**
 * rc_mlflow_read_only_version:
 * @text: JSON, as in [{"name":"credit-limit","version":3}]
 *
 * Returns: whether the logged model was registered exactly once; @out_name and @out_version then say as what
 */
gboolean
rc_mlflow_read_only_version (const char  *text,
                             char       **out_name,
                             char       **out_version)
{
  g_auto (RcJson) json = { 0 };
  RcJsonFault fault;
  guint32 version;
  guint32 name;

  *out_name = NULL;
  *out_version = NULL;
  rc_json_init (&json);
  if (!rc_json_parse (&json, text, strlen (text), &fault) || json.has_duplicate || json.nodes[0].type != RC_JSON_ARRAY ||
      json.nodes[0].count != 1)
    return FALSE;

  name = rc_json_pointer (&json, "/0/name");
  version = rc_json_pointer (&json, "/0/version");
  if (name == RC_JSON_NO_NODE || version == RC_JSON_NO_NODE || json.nodes[name].type != RC_JSON_STRING)
    return FALSE;
  if (json.nodes[version].type == RC_JSON_NUMBER)
    *out_version = g_strndup (json.text + json.nodes[version].offset, json.nodes[version].length);
  else if (json.nodes[version].type == RC_JSON_STRING)
    *out_version = rc_json_dup_text (&json, version, NULL);
  *out_name = *out_version != NULL ? rc_json_dup_text (&json, name, NULL) : NULL;

  return *out_name != NULL;
}

static gboolean
add_end (RcRegistryWriter  *writer,
         gint64             run,
         gint64             end_us,
         GError           **error)
{
  g_autofree char *text = end_us != RC_TIME_NONE ? rc_time_format_utc (end_us) : NULL;

  return rc_registry_writer_add_tag (writer, run, "end_time", text, end_us, error);
}

static gboolean
is_active (const char *stage)
{
  return stage == NULL || g_str_equal (stage, "active");
}

/**
 * rc_mlflow_add_run:
 * @run: its id is given
 */
gboolean
rc_mlflow_add_run (RcRegistryWriter   *writer,
                   const RcMlflowRun  *run,
                   GError            **error)
{
  gint64 entity;

  return rc_registry_writer_add_entity (writer, RC_ENTITY_RUN, run->id, &entity, error) &&
         rc_registry_writer_add_created (writer, entity, run->start_us, error) &&
         add_end (writer, entity, run->end_us, error) &&
         rc_registry_writer_add_claim (writer, entity, RC_PROPERTY_STATUS, run->status, 0, RC_TIME_NONE, RC_TIME_NONE, error) &&
         rc_registry_writer_add_person (writer, entity, RC_PROPERTY_TRAINED_BY_PERSON, run->user, RC_TIME_NONE, error) &&
         rc_registry_writer_add_tag (writer, entity, "name", run->name, RC_TIME_NONE, error) &&
         rc_registry_writer_add_tag (writer, entity, "artifact_uri", run->artifact_uri, RC_TIME_NONE, error) &&
         rc_registry_writer_add_tag (writer, entity, "source_type", g_strcmp0 (run->source_type, "UNKNOWN") != 0 ? run->source_type : NULL,
                                     RC_TIME_NONE, error) &&
         rc_registry_writer_add_tag (writer, entity, "source_name", run->source_name, RC_TIME_NONE, error) &&
         rc_registry_writer_add_tag (writer, entity, "entry_point_name", run->entry_point, RC_TIME_NONE, error) &&
         rc_registry_writer_link (writer, entity, RC_PROPERTY_CODE_COMMIT, RC_ENTITY_COMMIT, run->commit, RC_TIME_NONE, error) &&
         rc_registry_writer_add_tag (writer, entity, "lifecycle_stage", is_active (run->lifecycle_stage) ? NULL : run->lifecycle_stage,
                                     run->deleted_us, error);
}

/* Tags of a run that are lineage; all others are read from their records on demand. The first that fits counts. */
static const struct
{
  const char   *key;          /* the whole key, or its beginning where it ends with a dot */
  RcProperty    property;
  gboolean      has_target;
  RcEntityKind  target;
} run_tags[] = {
  { "mlflow.source.git.commit", RC_PROPERTY_CODE_COMMIT, TRUE, RC_ENTITY_COMMIT },
  { "mlflow.databricks.gitRepoCommit", RC_PROPERTY_CODE_COMMIT, TRUE, RC_ENTITY_COMMIT },
  { "mlflow.user", RC_PROPERTY_TRAINED_BY_PERSON, TRUE, RC_ENTITY_PERSON },
  { "mlflow.docker.", RC_PROPERTY_ENVIRONMENT, TRUE, RC_ENTITY_ENVIRONMENT },
  { "mlflow.databricks.cluster.info", RC_PROPERTY_ENVIRONMENT, FALSE, RC_ENTITY_ENVIRONMENT },
  { "mlflow.databricks.cluster.libraries", RC_PROPERTY_ENVIRONMENT, FALSE, RC_ENTITY_ENVIRONMENT },
  { "mlflow.project.env", RC_PROPERTY_ENVIRONMENT, FALSE, RC_ENTITY_ENVIRONMENT },
  /* gitRepoStatus says whether the commit is all of the code; notebook, job and cluster are where else to ask. */
  { "mlflow.databricks.", RC_PROPERTY_TAG, FALSE, RC_ENTITY_RUN },
  { "mlflow.project.", RC_PROPERTY_TAG, FALSE, RC_ENTITY_RUN },
  { "mlflow.gitRepoURL", RC_PROPERTY_TAG, FALSE, RC_ENTITY_RUN },
  { "mlflow.gitBranch", RC_PROPERTY_TAG, FALSE, RC_ENTITY_RUN },
  { "sparkDatasourceInfo", RC_PROPERTY_TAG, FALSE, RC_ENTITY_RUN },
  { "mlflow.source.", RC_PROPERTY_TAG, FALSE, RC_ENTITY_RUN },
  { "mlflow.parentRunId", RC_PROPERTY_TAG, TRUE, RC_ENTITY_RUN },
};

static gboolean
key_fits (const char *key,
          const char *pattern)
{
  return g_str_has_suffix (pattern, ".") ? g_str_has_prefix (key, pattern) : g_str_equal (key, pattern);
}

/* A convention where the tables of data sets are not used: a tag "dataset" that says "name@digest". */
static gboolean
is_dataset_tag (const char *key,
                const char *value)
{
  const char *at = strrchr (value, '@');

  return (g_str_equal (key, "dataset") || g_str_equal (key, "mlflow.dataset")) && at != NULL && at > value && at[1] != '\0';
}

/* @of_run: the value is the id of another run */
static gboolean
add_tag_of_run (RcRegistryWriter  *writer,
                gint64             run,
                const char        *key,
                const char        *value,
                gboolean           of_run,
                GError           **error)
{
  g_autofree char *tag = g_strdup_printf ("%s = %s", key, value);
  gint64 target = 0;

  return (!of_run || rc_registry_writer_add_entity (writer, RC_ENTITY_RUN, value, &target, error)) &&
         rc_registry_writer_add_claim (writer, run, RC_PROPERTY_TAG, tag, target, RC_TIME_NONE, RC_TIME_NONE, error);
}

/**
 * rc_mlflow_add_run_tag:
 * @value: as MLflow keeps it; an address with a password in it is not claimed
 */
gboolean
rc_mlflow_add_run_tag (RcRegistryWriter  *writer,
                       gint64             run,
                       const char        *key,
                       const char        *value,
                       GError           **error)
{
  gint64 target = 0;

  if (rc_mlflow_is_digest_tag (key, value))
    return rc_registry_writer_add_digest (writer, run, key, value, error);
  if (rc_secret_is_address (value))
    return TRUE;

  if (g_str_equal (key, RC_MLFLOW_HISTORY_TAG))
    return rc_mlflow_add_history (writer, run, value, error);

  for (gsize i = 0; i < G_N_ELEMENTS (run_tags); i++)
    {
      if (!key_fits (key, run_tags[i].key))
        continue;
      if (run_tags[i].property == RC_PROPERTY_TAG)
        return add_tag_of_run (writer, run, key, value, run_tags[i].has_target, error);
      if (run_tags[i].has_target)
        return rc_registry_writer_link (writer, run, run_tags[i].property, run_tags[i].target, value, RC_TIME_NONE, error);
      return rc_registry_writer_add_claim (writer, run, run_tags[i].property, value, target, RC_TIME_NONE, RC_TIME_NONE, error);
    }

  return !is_dataset_tag (key, value) ||
         rc_registry_writer_link (writer, run, RC_PROPERTY_DATASET, RC_ENTITY_DATASET, value, RC_TIME_NONE, error);
}

/* What MLflow writes over a deleted version; the record and its number stay. */
static gboolean
is_redacted (const char *text)
{
  return g_str_has_prefix (text, "REDACTED-");
}

gboolean
rc_mlflow_add_trained_by (RcRegistryWriter  *writer,
                          gint64             version,
                          const char        *run_id,
                          GError           **error)
{
  return run_id == NULL || is_redacted (run_id) ||
         rc_registry_writer_link (writer, version, RC_PROPERTY_TRAINED_BY, RC_ENTITY_RUN, run_id, RC_TIME_NONE, error);
}

/* The part of a path that ends at @end, after the slash before it. */
static const char *
find_part (const char *path,
           const char *end)
{
  while (end > path && end[-1] != '/')
    end--;
  return end;
}

/*
 * The build that a place names: "models:/m-…", "runs:/RUN/path", or a path as artifact stores lay it out, "…/RUN/artifacts/path" and
 * "…/m-…/artifacts". (nullable) (transfer full)
 */
static char *
dup_build_of_place (const char *place)
{
  const char *artifacts = g_strrstr (place, ARTIFACTS);
  const char *part;
  gsize length;

  if (g_str_has_prefix (place, "models:/"))
    return rc_mlflow_is_logged_model_id (place + strlen ("models:/"), strlen (place) - strlen ("models:/"))
             ? g_strdup (place + strlen ("models:/")) : NULL;
  if (g_str_has_prefix (place, "runs:/"))
    {
      part = place + strlen ("runs:/");
      length = strcspn (part, "/");
      return rc_mlflow_is_run_id (part, length) && part[length] == '/' && part[length + 1] != '\0'
               ? g_strdup_printf ("%.*s:%s", (int) length, part, part + length + 1) : NULL;
    }
  if (artifacts == NULL)
    return NULL;

  part = find_part (place, artifacts);
  length = (gsize) (artifacts - part);
  if (rc_mlflow_is_logged_model_id (part, length) && artifacts[strlen (ARTIFACTS)] == '\0')
    return g_strndup (part, length);
  if (rc_mlflow_is_run_id (part, length) && artifacts[strlen (ARTIFACTS)] == '/' && artifacts[strlen (ARTIFACTS) + 1] != '\0')
    return g_strdup_printf ("%.*s:%s", (int) length, part, artifacts + strlen (ARTIFACTS) + 1);
  return NULL;
}

/**
 * rc_mlflow_add_place:
 * @place: (nullable): URI or path of what a version was registered from
 */
gboolean
rc_mlflow_add_place (RcRegistryWriter  *writer,
                     gint64             version,
                     const char        *place,
                     GError           **error)
{
  g_autofree char *build = NULL;
  gint64 target = 0;

  if (version == 0 || place == NULL || is_redacted (place) || rc_secret_is_address (place))
    return TRUE;

  build = dup_build_of_place (place);
  if (build != NULL && !rc_registry_writer_add_entity (writer, RC_ENTITY_MODEL_VERSION, build, &target, error))
    return FALSE;
  return rc_registry_writer_add_claim (writer, version, RC_PROPERTY_ARTIFACT_PLACE, place, target == version ? 0 : target, RC_TIME_NONE,
                                       RC_TIME_NONE, error);
}

/**
 * rc_mlflow_add_model:
 * @model: its name is given
 */
gboolean
rc_mlflow_add_model (RcRegistryWriter     *writer,
                     const RcMlflowModel  *model,
                     GError              **error)
{
  gint64 entity;

  return rc_registry_writer_add_entity (writer, RC_ENTITY_MODEL, model->name, &entity, error) &&
         rc_registry_writer_add_created (writer, entity, model->created_us, error) &&
         rc_registry_writer_add_tag (writer, entity, "description", model->description, model->updated_us, error);
}

/*
 * The record is overwritten by every change: stage and status were so when it was written last. When they became so is not said.
 */
static gboolean
add_state (RcRegistryWriter       *writer,
           gint64                  entity,
           const RcMlflowVersion  *version,
           GError                **error)
{
  gint64 us = version->updated_us;

  return rc_registry_writer_add_claim (writer, entity, RC_PROPERTY_STAGE, version->stage, 0, RC_TIME_NONE, us, error) &&
         rc_registry_writer_add_claim (writer, entity, RC_PROPERTY_STATUS, version->status, 0, RC_TIME_NONE, us, error) &&
         rc_registry_writer_add_tag (writer, entity, "status_message", version->status_message, us, error) &&
         rc_registry_writer_add_tag (writer, entity, "description", version->description, us, error) &&
         rc_registry_writer_add_tag (writer, entity, "user_id", version->user, us, error);
}

/* Most records name the logged model in their source already. */
static gboolean
add_model_id (RcRegistryWriter       *writer,
              gint64                  entity,
              const RcMlflowVersion  *version,
              GError                **error)
{
  g_autofree char *place = version->model_id != NULL ? g_strconcat ("models:/", version->model_id, NULL) : NULL;

  return g_strcmp0 (place, version->source) == 0 || rc_mlflow_add_place (writer, entity, place, error);
}

/*
 * "models:/NAME/NUMBER" is the version that this one was copied from, in the same workspace. What a stage or an alias named when a version
 * was registered is not known any more.
 */
static char *
dup_copied_version (const RcMlflowVersion *version)
{
  const char *named = version->source != NULL && g_str_has_prefix (version->source, "models:/") ? version->source + strlen ("models:/") : "";
  const char *slash = strchr (named, '/');
  const char *colon = strchr (version->model, ':');

  if (slash == NULL || slash == named || slash[1] == '\0' || strspn (slash + 1, "0123456789") != strlen (slash + 1))
    return NULL;
  if (version->workspace == NULL || colon == NULL)
    return g_strdup (named);
  return g_strdup_printf ("%.*s:%s", (int) (colon - version->model), version->model, named);
}

static gboolean
add_source (RcRegistryWriter       *writer,
            gint64                  entity,
            const RcMlflowVersion  *version,
            GError                **error)
{
  g_autofree char *copied = dup_copied_version (version);
  gint64 target;

  if (copied == NULL)
    return rc_mlflow_add_place (writer, entity, version->source, error);
  return rc_registry_writer_add_entity (writer, RC_ENTITY_MODEL_VERSION, copied, &target, error) &&
         rc_registry_writer_add_claim (writer, entity, RC_PROPERTY_ARTIFACT_PLACE, version->source, target == entity ? 0 : target, RC_TIME_NONE,
                                       RC_TIME_NONE, error);
}

/* The run stands in its own place, or in a source "runs:/RUN/path". */
static gboolean
add_run (RcRegistryWriter       *writer,
         gint64                  entity,
         const RcMlflowVersion  *version,
         GError                **error)
{
  const char *named = version->source != NULL && g_str_has_prefix (version->source, "runs:/") ? version->source + strlen ("runs:/") : "";
  g_autofree char *run = rc_mlflow_is_run_id (named, strcspn (named, "/")) ? g_strndup (named, strcspn (named, "/")) : NULL;
  const char *link = version->run_link;

  return rc_mlflow_add_trained_by (writer, entity, version->run_id != NULL ? version->run_id : run, error) &&
         rc_registry_writer_add_tag (writer, entity, "run_link", link != NULL && is_redacted (link) ? NULL : link, RC_TIME_NONE, error);
}

/**
 * rc_mlflow_add_version:
 * @version: its model and number are given
 */
gboolean
rc_mlflow_add_version (RcRegistryWriter       *writer,
                       const RcMlflowVersion  *version,
                       GError                **error)
{
  g_autofree char *name = rc_mlflow_dup_version_name (version->model, version->number);
  gint64 entity;

  return rc_registry_writer_add_entity (writer, RC_ENTITY_MODEL_VERSION, name, &entity, error) &&
         rc_registry_writer_link (writer, entity, RC_PROPERTY_VERSION_OF, RC_ENTITY_MODEL, version->model, RC_TIME_NONE, error) &&
         rc_registry_writer_add_created (writer, entity, version->created_us, error) &&
         add_run (writer, entity, version, error) &&
         add_source (writer, entity, version, error) &&
         rc_mlflow_add_place (writer, entity, version->storage_location, error) &&
         add_model_id (writer, entity, version, error) &&
         add_state (writer, entity, version, error);
}

/* The spellings in use. */
gboolean
rc_mlflow_is_approver_tag (const char *key)
{
  static const char * const keys[] = { "approved_by", "approved-by", "approvedBy", "approver", NULL };

  return g_strv_contains (keys, key);
}

/**
 * rc_mlflow_add_version_tag:
 * @approved_us: where the tag names an approver: when, if another tag says so
 *
 * MLflow has no approvals: a tag is the only place for an approver.
 */
gboolean
rc_mlflow_add_version_tag (RcRegistryWriter  *writer,
                           gint64             version,
                           const char        *key,
                           const char        *value,
                           gint64             approved_us,
                           GError           **error)
{
  if (rc_mlflow_is_digest_tag (key, value))
    return rc_registry_writer_add_digest (writer, version, key, value, error);
  if (rc_mlflow_is_approver_tag (key))
    return rc_registry_writer_add_person (writer, version, RC_PROPERTY_APPROVED_BY, value, approved_us, error);

  return rc_registry_writer_add_tag (writer, version, key, value, RC_TIME_NONE, error);
}

/**
 * rc_mlflow_add_alias:
 *
 * Which version an alias names now, written as MLflow writes it in a URI. When it came to do so is not said.
 */
gboolean
rc_mlflow_add_alias (RcRegistryWriter  *writer,
                     gint64             version,
                     const char        *alias,
                     GError           **error)
{
  g_autofree char *stage = g_strconcat ("@", alias, NULL);

  return rc_registry_writer_add_claim (writer, version, RC_PROPERTY_STAGE, stage, 0, RC_TIME_NONE, RC_TIME_NONE, error);
}

/**
 * rc_mlflow_add_logged_model:
 * @model: its id is given
 *
 * A logged model (MLflow 3) is what a run built, under an id of its own. It becomes a model version of that name; a registered version
 * points to it by its source, "models:/m-…".
 */
gboolean
rc_mlflow_add_logged_model (RcRegistryWriter           *writer,
                            const RcMlflowLoggedModel  *model,
                            GError                    **error)
{
  gint64 entity;

  return rc_registry_writer_add_entity (writer, RC_ENTITY_MODEL_VERSION, model->id, &entity, error) &&
         rc_registry_writer_add_created (writer, entity, model->created_us, error) &&
         rc_registry_writer_add_claim (writer, entity, RC_PROPERTY_STATUS, model->status, 0, RC_TIME_NONE, model->updated_us, error) &&
         rc_mlflow_add_trained_by (writer, entity, model->run_id, error) &&
         rc_mlflow_add_place (writer, entity, model->artifact_location, error) &&
         rc_registry_writer_add_tag (writer, entity, "name", model->name, RC_TIME_NONE, error) &&
         rc_registry_writer_add_tag (writer, entity, "model_type", model->model_type, RC_TIME_NONE, error) &&
         rc_registry_writer_add_tag (writer, entity, "status_message", model->status_message, model->updated_us, error) &&
         rc_registry_writer_add_tag (writer, entity, "lifecycle_stage", is_active (model->lifecycle_stage) ? NULL : model->lifecycle_stage,
                                     model->updated_us, error);
}

/**
 * rc_mlflow_add_logged_model_tag:
 *
 * The tag RC_MLFLOW_VERSIONS_TAG tells as what the model was registered.
 */
gboolean
rc_mlflow_add_logged_model_tag (RcRegistryWriter  *writer,
                                gint64             model,
                                const char        *key,
                                const char        *value,
                                GError           **error)
{
  g_autofree char *name = NULL;
  g_autofree char *number = NULL;
  g_autofree char *tag = NULL;
  gint64 target = 0;

  if (rc_mlflow_is_digest_tag (key, value))
    return rc_registry_writer_add_digest (writer, model, key, value, error);
  if (g_str_equal (key, RC_MLFLOW_VERSIONS_TAG) && rc_mlflow_read_only_version (value, &name, &number))
    {
      g_autofree char *full = rc_mlflow_dup_version_name (name, number);

      if (!rc_registry_writer_add_entity (writer, RC_ENTITY_MODEL_VERSION, full, &target, error))
        return FALSE;
    }
  if (rc_secret_is_address (value))
    return TRUE;

  tag = g_strdup_printf ("%s = %s", key, value);
  return rc_registry_writer_add_claim (writer, model, RC_PROPERTY_TAG, tag, target, RC_TIME_NONE, RC_TIME_NONE, error);
}

/**
 * rc_mlflow_add_dataset:
 * @name: given
 * @digest: (nullable): eight characters by default, from a part of the data: a name, no proof
 */
gboolean
rc_mlflow_add_dataset (RcRegistryWriter  *writer,
                       const char        *name,
                       const char        *digest,
                       gint64            *out_dataset,
                       GError           **error)
{
  g_autofree char *full = rc_mlflow_dup_dataset_name (name, digest);

  return rc_registry_writer_add_entity (writer, RC_ENTITY_DATASET, full, out_dataset, error) &&
         rc_registry_writer_add_claim (writer, *out_dataset, RC_PROPERTY_DATASET_DIGEST, digest, 0, RC_TIME_NONE, RC_TIME_NONE, error);
}
