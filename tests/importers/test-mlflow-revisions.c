/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mlflow/mlflow-store.h"

#include "database-fixture.h"
#include "recording-sink.h"

#include <string.h>

/*
 * One store, as each landmark of MLflow's schema would have kept it: tables and columns come in with the revision that made them, and with them
 * what they say. At each landmark exactly that must be claimed: nothing lost, nothing invented.
 */

#define RUN_1   "0123456789abcdef0123456789abcdef"
#define RUN_2   "fedcba9876543210fedcba9876543210"
#define LOGGED  "m-00112233445566778899aabbccddeeff"
#define COMMIT  "1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0d"
#define HISTORY \
  "[{\"run_id\": \"" RUN_1 "\", \"artifact_path\": \"model\", \"utc_time_created\": \"2017-07-14 02:41:00.000000\", \"model_uuid\": \"u-1\"," \
  " \"flavors\": {\"python_function\": {\"python_version\": \"3.7.10\"}}}]"

typedef enum
{
  BEGINNING,
  IS_NAN,
  EXPERIMENT_TAGS,
  REGISTRY,
  REGISTRY_TAGS,
  RUN_LINK,
  DELETED_TIME,
  ALIASES,
  DATASETS,
  STORAGE_LOCATION,
  TRACES,
  LOGGED_MODELS,
  TRACE_PREVIEWS,
  ASSESSMENTS,
  EVALUATION_DATASETS,
  GATEWAY,
  WORKSPACES,
  NEVER,
} Landmark;

static const char * const revisions[] = {
  [BEGINNING] = "451aebb31d03",
  [IS_NAN] = "181f10493468",
  [EXPERIMENT_TAGS] = "7ac759974ad8",
  [REGISTRY] = "2b4d017a5e9b",
  [REGISTRY_TAGS] = "27a6a02d2cf1",
  [RUN_LINK] = "a8c4a736bde6",
  [DELETED_TIME] = "97727af70f4d",
  [ALIASES] = "3500859a5d39",
  [DATASETS] = "7f2a7d5fae7d",
  [STORAGE_LOCATION] = "acf3f17fdcc7",
  [TRACES] = "867495a8f9d4",
  [LOGGED_MODELS] = "6953534de441",
  [TRACE_PREVIEWS] = "cbc13b556ace",
  [ASSESSMENTS] = "a1b2c3d4e5f6",
  [EVALUATION_DATASETS] = "71994744cf8e",
  [GATEWAY] = "1bd49d398cd23",
  [WORKSPACES] = "1b5f0d9ad7c1",
};

#define MOST_ROWS 4

typedef struct
{
  const char *name;
  Landmark    since;
  const char *values[MOST_ROWS];    /* as SQL; of each row of the table */
} Column;

typedef struct
{
  const char *name;
  Landmark    since;
  const char *key;
  Landmark    rows[MOST_ROWS];      /* since when each row is there */
  guint       n_rows;
  Column      columns[16];
} Table;

static const Table tables[] = {
  { "experiments", BEGINNING, "experiment_id", { BEGINNING }, 1, {
      { "experiment_id INTEGER NOT NULL", BEGINNING, { "1" } },
      { "name VARCHAR(256) NOT NULL", BEGINNING, { "'credit'" } },
      { "artifact_location VARCHAR(256)", BEGINNING, { "'s3://x/1'" } },
      { "lifecycle_stage VARCHAR(32)", BEGINNING, { "'active'" } },
      { "creation_time BIGINT", DELETED_TIME, { "1500000000000" } },
      { "last_update_time BIGINT", DELETED_TIME, { "1500000000000" } },
      { "workspace VARCHAR(63) NOT NULL DEFAULT 'default'", WORKSPACES, { "'default'" } } } },
  { "experiment_tags", EXPERIMENT_TAGS, "\"key\", experiment_id", { BEGINNING }, 1, {
      { "\"key\" VARCHAR(250) NOT NULL", BEGINNING, { "'team'" } },
      { "value VARCHAR(5000)", BEGINNING, { "'risk'" } },
      { "experiment_id INTEGER NOT NULL", BEGINNING, { "1" } } } },
  { "runs", BEGINNING, "run_uuid", { BEGINNING, BEGINNING }, 2, {
      { "run_uuid VARCHAR(32) NOT NULL", BEGINNING, { "'" RUN_1 "'", "'" RUN_2 "'" } },
      { "name VARCHAR(250)", BEGINNING, { "'first'", "''" } },
      { "source_type VARCHAR(20)", BEGINNING, { "'LOCAL'", "'UNKNOWN'" } },
      { "source_name VARCHAR(500)", BEGINNING, { "'train.py'", "''" } },
      { "entry_point_name VARCHAR(50)", BEGINNING, { "'main'", "''" } },
      { "user_id VARCHAR(256)", BEGINNING, { "'maria'", "'ben'" } },
      { "status VARCHAR(9)", BEGINNING, { "'FINISHED'", "'FAILED'" } },
      { "start_time BIGINT", BEGINNING, { "1500000000000", "1500000100000" } },
      { "end_time BIGINT", BEGINNING, { "1500000060000", "NULL" } },
      { "source_version VARCHAR(50)", BEGINNING, { "'" COMMIT "'", "''" } },
      { "lifecycle_stage VARCHAR(20)", BEGINNING, { "'active'", "'deleted'" } },
      { "artifact_uri VARCHAR(200)", BEGINNING, { "'s3://x/1/" RUN_1 "/artifacts'", "''" } },
      { "experiment_id INTEGER", BEGINNING, { "1", "1" } },
      { "deleted_time BIGINT", DELETED_TIME, { "NULL", "1500000200000" } } } },
  { "tags", BEGINNING, "\"key\", run_uuid", { BEGINNING, BEGINNING, BEGINNING, BEGINNING }, 4, {
      { "\"key\" VARCHAR(250) NOT NULL", BEGINNING,
        { "'mlflow.source.git.branch'", "'mlflow.docker.image.uri'", "'mlflow.parentRunId'", "'mlflow.log-model.history'" } },
      { "value VARCHAR(8000)", BEGINNING, { "'main'", "'img@sha256:aa'", "'" RUN_1 "'", "'" HISTORY "'" } },
      { "run_uuid VARCHAR(32) NOT NULL", BEGINNING, { "'" RUN_1 "'", "'" RUN_1 "'", "'" RUN_2 "'", "'" RUN_1 "'" } } } },
  { "params", BEGINNING, "\"key\", run_uuid", { BEGINNING }, 1, {
      { "\"key\" VARCHAR(250) NOT NULL", BEGINNING, { "'depth'" } },
      { "value VARCHAR(8000) NOT NULL", BEGINNING, { "'6'" } },
      { "run_uuid VARCHAR(32) NOT NULL", BEGINNING, { "'" RUN_1 "'" } } } },
  { "metrics", BEGINNING, "\"key\", timestamp, run_uuid, value", { BEGINNING, BEGINNING, IS_NAN }, 3, {
      { "\"key\" VARCHAR(250) NOT NULL", BEGINNING, { "'auc'", "'auc'", "'psi'" } },
      { "value FLOAT NOT NULL", BEGINNING, { "0.5", "0.75", "0" } },
      { "timestamp BIGINT NOT NULL", BEGINNING, { "1500000001000", "1500000002000", "1500000003000" } },
      { "run_uuid VARCHAR(32) NOT NULL", BEGINNING, { "'" RUN_1 "'", "'" RUN_1 "'", "'" RUN_1 "'" } },
      { "step BIGINT DEFAULT '0' NOT NULL", BEGINNING, { "0", "1", "0" } },
      { "is_nan BOOLEAN DEFAULT '0' NOT NULL", IS_NAN, { "0", "0", "1" } } } },
  { "latest_metrics", REGISTRY, "\"key\", run_uuid", { BEGINNING, BEGINNING }, 2, {
      { "\"key\" VARCHAR(250) NOT NULL", BEGINNING, { "'auc'", "'psi'" } },
      { "value FLOAT NOT NULL", BEGINNING, { "0.75", "0" } },
      { "timestamp BIGINT", BEGINNING, { "1500000002000", "1500000003000" } },
      { "step BIGINT NOT NULL", BEGINNING, { "1", "0" } },
      { "is_nan BOOLEAN NOT NULL", BEGINNING, { "0", "1" } },
      { "run_uuid VARCHAR(32) NOT NULL", BEGINNING, { "'" RUN_1 "'", "'" RUN_1 "'" } } } },
  { "registered_models", REGISTRY, "name", { BEGINNING }, 1, {
      { "name VARCHAR(256) NOT NULL", BEGINNING, { "'credit'" } },
      { "creation_time BIGINT", BEGINNING, { "1500000300000" } },
      { "last_updated_time BIGINT", BEGINNING, { "1500000400000" } },
      { "description VARCHAR(5000)", BEGINNING, { "'Limits'" } },
      { "workspace VARCHAR(63) NOT NULL DEFAULT 'default'", WORKSPACES, { "'team-b'" } } } },
  { "registered_model_tags", REGISTRY_TAGS, "\"key\", name", { BEGINNING }, 1, {
      { "\"key\" VARCHAR(250) NOT NULL", BEGINNING, { "'owner'" } },
      { "value VARCHAR(5000)", BEGINNING, { "'risk'" } },
      { "name VARCHAR(256) NOT NULL", BEGINNING, { "'credit'" } },
      { "workspace VARCHAR(63) NOT NULL DEFAULT 'default'", WORKSPACES, { "'team-b'" } } } },
  { "model_versions", REGISTRY, "name, version", { BEGINNING, BEGINNING }, 2, {
      { "name VARCHAR(256) NOT NULL", BEGINNING, { "'credit'", "'credit'" } },
      { "version INTEGER NOT NULL", BEGINNING, { "1", "2" } },
      { "creation_time BIGINT", BEGINNING, { "1500000300000", "1500000300000" } },
      { "last_updated_time BIGINT", BEGINNING, { "1500000400000", "1500000400000" } },
      { "description VARCHAR(5000)", BEGINNING, { "NULL", "NULL" } },
      { "user_id VARCHAR(256)", BEGINNING, { "NULL", "NULL" } },
      { "current_stage VARCHAR(20)", BEGINNING, { "'Production'", "'Deleted_Internal'" } },
      { "source VARCHAR(500)", BEGINNING, { "'s3://x/1/" RUN_1 "/artifacts/model'", "'REDACTED-SOURCE-PATH'" } },
      { "run_id VARCHAR(32)", BEGINNING, { "'" RUN_1 "'", "'REDACTED-RUN-ID'" } },
      { "status VARCHAR(20)", BEGINNING, { "'READY'", "'READY'" } },
      { "status_message VARCHAR(500)", BEGINNING, { "NULL", "''" } },
      { "run_link VARCHAR(500)", RUN_LINK, { "'https://h.example.org/1'", "'REDACTED-RUN-LINK'" } },
      { "storage_location VARCHAR(500)", STORAGE_LOCATION, { "'s3://store/credit/1'", "NULL" } },
      { "workspace VARCHAR(63) NOT NULL DEFAULT 'default'", WORKSPACES, { "'team-b'", "'team-b'" } } } },
  { "model_version_tags", REGISTRY_TAGS, "\"key\", name, version", { BEGINNING, BEGINNING }, 2, {
      { "\"key\" VARCHAR(250) NOT NULL", BEGINNING, { "'approved_by'", "'ticket'" } },
      { "value TEXT", BEGINNING, { "'c.ortega@example.org'", "'MRM-417'" } },
      { "name VARCHAR(256) NOT NULL", BEGINNING, { "'credit'", "'credit'" } },
      { "version INTEGER NOT NULL", BEGINNING, { "1", "1" } },
      { "workspace VARCHAR(63) NOT NULL DEFAULT 'default'", WORKSPACES, { "'team-b'", "'team-b'" } } } },
  { "registered_model_aliases", ALIASES, "name, alias", { BEGINNING }, 1, {
      { "alias VARCHAR(256) NOT NULL", BEGINNING, { "'champion'" } },
      { "version INTEGER NOT NULL", BEGINNING, { "1" } },
      { "name VARCHAR(256) NOT NULL", BEGINNING, { "'credit'" } },
      { "workspace VARCHAR(63) NOT NULL DEFAULT 'default'", WORKSPACES, { "'team-b'" } } } },
  { "datasets", DATASETS, "experiment_id, name, digest", { BEGINNING }, 1, {
      { "dataset_uuid VARCHAR(36) NOT NULL", BEGINNING, { "'d-1'" } },
      { "experiment_id INTEGER NOT NULL", BEGINNING, { "1" } },
      { "name VARCHAR(500) NOT NULL", BEGINNING, { "'loans'" } },
      { "digest VARCHAR(36) NOT NULL", BEGINNING, { "'a1b2c3d4'" } },
      { "dataset_source_type VARCHAR(36) NOT NULL", BEGINNING, { "'s3'" } },
      { "dataset_source TEXT NOT NULL", BEGINNING, { "'{\"uri\": \"s3://x/loans\"}'" } },
      { "dataset_schema TEXT", BEGINNING, { "NULL" } },
      { "dataset_profile TEXT", BEGINNING, { "'{\"num_rows\": 7}'" } } } },
  { "inputs", DATASETS, "source_type, source_id, destination_type, destination_id", { BEGINNING, LOGGED_MODELS, LOGGED_MODELS, BEGINNING }, 4, {
      { "input_uuid VARCHAR(36) NOT NULL", BEGINNING, { "'i-1'", "'i-2'", "'i-3'", "'i-4'" } },
      { "source_type VARCHAR(36) NOT NULL", BEGINNING, { "'DATASET'", "'RUN_OUTPUT'", "'RUN_INPUT'", "'PROMPT'" } },
      { "source_id VARCHAR(36) NOT NULL", BEGINNING, { "'d-1'", "'" RUN_1 "'", "'" RUN_2 "'", "'p-1'" } },
      { "destination_type VARCHAR(36) NOT NULL", BEGINNING, { "'RUN'", "'MODEL_OUTPUT'", "'MODEL_INPUT'", "'RUN'" } },
      { "destination_id VARCHAR(36) NOT NULL", BEGINNING, { "'" RUN_1 "'", "'" LOGGED "'", "'" LOGGED "'", "'" RUN_1 "'" } },
      { "step BIGINT DEFAULT '0' NOT NULL", LOGGED_MODELS, { "0", "0", "0", "0" } } } },
  { "input_tags", DATASETS, "input_uuid, name", { BEGINNING }, 1, {
      { "input_uuid VARCHAR(36) NOT NULL", BEGINNING, { "'i-1'" } },
      { "name VARCHAR(255) NOT NULL", BEGINNING, { "'mlflow.data.context'" } },
      { "value VARCHAR(500) NOT NULL", BEGINNING, { "'training'" } } } },
  { "trace_info", TRACES, "request_id", { BEGINNING }, 1, {
      { "request_id VARCHAR(50) NOT NULL", BEGINNING, { "'tr-1'" } },
      { "experiment_id INTEGER NOT NULL", BEGINNING, { "1" } },
      { "timestamp_ms BIGINT NOT NULL", BEGINNING, { "1500000500000" } },
      { "execution_time_ms BIGINT", BEGINNING, { "83" } },
      { "status VARCHAR(50) NOT NULL", BEGINNING, { "'OK'" } },
      { "client_request_id VARCHAR(50)", TRACE_PREVIEWS, { "'app-7'" } },
      { "request_preview VARCHAR(1000)", TRACE_PREVIEWS, { "'cut'" } },
      { "response_preview VARCHAR(1000)", TRACE_PREVIEWS, { "'short'" } } } },
  { "trace_request_metadata", TRACES, "\"key\", request_id", { BEGINNING, BEGINNING }, 2, {
      { "\"key\" VARCHAR(250) NOT NULL", BEGINNING, { "'mlflow.modelId'", "'mlflow.traceInputs'" } },
      { "value VARCHAR(8000)", BEGINNING, { "'" LOGGED "'", "'{\"income\": 7}'" } },
      { "request_id VARCHAR(50) NOT NULL", BEGINNING, { "'tr-1'", "'tr-1'" } } } },
  { "trace_tags", TRACES, "\"key\", request_id", { BEGINNING }, 1, {
      { "\"key\" VARCHAR(250) NOT NULL", BEGINNING, { "'mlflow.traceName'" } },
      { "value VARCHAR(8000)", BEGINNING, { "'score'" } },
      { "request_id VARCHAR(50) NOT NULL", BEGINNING, { "'tr-1'" } } } },
  { "logged_models", LOGGED_MODELS, "model_id", { BEGINNING }, 1, {
      { "model_id VARCHAR(36) NOT NULL", BEGINNING, { "'" LOGGED "'" } },
      { "experiment_id INTEGER NOT NULL", BEGINNING, { "1" } },
      { "name VARCHAR(500) NOT NULL", BEGINNING, { "'model'" } },
      { "artifact_location VARCHAR(1000) NOT NULL", BEGINNING, { "'s3://x/1/models/other'" } },
      { "creation_timestamp_ms BIGINT NOT NULL", BEGINNING, { "1500000250000" } },
      { "last_updated_timestamp_ms BIGINT NOT NULL", BEGINNING, { "1500000250000" } },
      { "status INTEGER NOT NULL", BEGINNING, { "2" } },
      { "lifecycle_stage VARCHAR(32)", BEGINNING, { "'active'" } },
      { "model_type VARCHAR(500)", BEGINNING, { "'tree'" } },
      { "source_run_id VARCHAR(32)", BEGINNING, { "'" RUN_1 "'" } },
      { "status_message VARCHAR(1000)", BEGINNING, { "NULL" } } } },
  { "logged_model_tags", LOGGED_MODELS, "model_id, tag_key", { BEGINNING }, 1, {
      { "model_id VARCHAR(36) NOT NULL", BEGINNING, { "'" LOGGED "'" } },
      { "experiment_id INTEGER NOT NULL", BEGINNING, { "1" } },
      { "tag_key VARCHAR(255) NOT NULL", BEGINNING, { "'mlflow.modelVersions'" } },
      { "tag_value TEXT NOT NULL", BEGINNING, { "'[{\"name\": \"credit\", \"version\": 1}]'" } } } },
  { "logged_model_params", LOGGED_MODELS, "model_id, param_key", { BEGINNING }, 1, {
      { "model_id VARCHAR(36) NOT NULL", BEGINNING, { "'" LOGGED "'" } },
      { "experiment_id INTEGER NOT NULL", BEGINNING, { "1" } },
      { "param_key VARCHAR(255) NOT NULL", BEGINNING, { "'depth'" } },
      { "param_value TEXT NOT NULL", BEGINNING, { "'6'" } } } },
  { "logged_model_metrics", LOGGED_MODELS, "model_id, metric_name, metric_timestamp_ms, metric_step, run_id", { BEGINNING, BEGINNING }, 2, {
      { "model_id VARCHAR(36) NOT NULL", BEGINNING, { "'" LOGGED "'", "'" LOGGED "'" } },
      { "metric_name VARCHAR(500) NOT NULL", BEGINNING, { "'recall'", "'f1'" } },
      { "metric_timestamp_ms BIGINT NOT NULL", BEGINNING, { "1500000251000", "1500000251000" } },
      { "metric_step BIGINT NOT NULL", BEGINNING, { "0", "0" } },
      { "metric_value FLOAT", BEGINNING, { "0.25", "0.125" } },
      { "experiment_id INTEGER NOT NULL", BEGINNING, { "1", "1" } },
      { "run_id VARCHAR(32) NOT NULL", BEGINNING, { "'" RUN_1 "'", "'" RUN_1 "'" } },
      { "dataset_uuid VARCHAR(36)", BEGINNING, { "'d-1'", "'d-1'" } },
      { "dataset_name VARCHAR(500)", BEGINNING, { "'loans'", "NULL" } },
      { "dataset_digest VARCHAR(36)", BEGINNING, { "'a1b2c3d4'", "NULL" } } } },
  { "assessments", ASSESSMENTS, "assessment_id", { BEGINNING, BEGINNING }, 2, {
      { "assessment_id VARCHAR(50) NOT NULL", BEGINNING, { "'a-0'", "'a-1'" } },
      { "trace_id VARCHAR(50) NOT NULL", BEGINNING, { "'tr-1'", "'tr-1'" } },
      { "name VARCHAR(250) NOT NULL", BEGINNING, { "'ok'", "'ok'" } },
      { "assessment_type VARCHAR(20) NOT NULL", BEGINNING, { "'feedback'", "'feedback'" } },
      { "value TEXT NOT NULL", BEGINNING, { "'\"yes\"'", "'\"no\"'" } },
      { "created_timestamp BIGINT NOT NULL", BEGINNING, { "1500000600000", "1500000700000" } },
      { "last_updated_timestamp BIGINT NOT NULL", BEGINNING, { "1500000600000", "1500000700000" } },
      { "source_type VARCHAR(50) NOT NULL", BEGINNING, { "'LLM_JUDGE'", "'HUMAN'" } },
      { "source_id VARCHAR(250)", BEGINNING, { "'judge'", "'rev-7'" } },
      { "overrides VARCHAR(50)", BEGINNING, { "NULL", "'a-0'" } },
      { "valid BOOLEAN NOT NULL", BEGINNING, { "0", "1" } } } },
  { "spans", ASSESSMENTS, "trace_id, span_id", { BEGINNING }, 1, {
      { "trace_id VARCHAR(50) NOT NULL", BEGINNING, { "'tr-1'" } },
      { "span_id VARCHAR(50) NOT NULL", BEGINNING, { "'s-1'" } },
      { "content TEXT NOT NULL", BEGINNING, { "'a person''s words'" } } } },
  { "webhooks", EVALUATION_DATASETS, "webhook_id", { BEGINNING }, 1, {
      { "webhook_id VARCHAR(256) NOT NULL", BEGINNING, { "'w-1'" } },
      { "url VARCHAR(500) NOT NULL", BEGINNING, { "'https://hooks.example.org'" } },
      { "secret VARCHAR(1000)", BEGINNING, { "'ciphertext'" } } } },
  { "evaluation_datasets", EVALUATION_DATASETS, "dataset_id", { BEGINNING }, 1, {
      { "dataset_id VARCHAR(36) NOT NULL", BEGINNING, { "'e-1'" } },
      { "name VARCHAR(255) NOT NULL", BEGINNING, { "'golden'" } },
      { "digest VARCHAR(64)", BEGINNING, { "'00ff'" } },
      { "created_time BIGINT", BEGINNING, { "1500000800000" } },
      { "last_update_time BIGINT", BEGINNING, { "1500000900000" } },
      { "created_by VARCHAR(255)", BEGINNING, { "'maria'" } },
      { "last_updated_by VARCHAR(255)", BEGINNING, { "'ben'" } } } },
  { "entity_associations", EVALUATION_DATASETS, "source_type, source_id, destination_type, destination_id", { BEGINNING }, 1, {
      { "association_id VARCHAR(36) NOT NULL", BEGINNING, { "'x-1'" } },
      { "source_type VARCHAR(36) NOT NULL", BEGINNING, { "'trace'" } },
      { "source_id VARCHAR(36) NOT NULL", BEGINNING, { "'tr-1'" } },
      { "destination_type VARCHAR(36) NOT NULL", BEGINNING, { "'run'" } },
      { "destination_id VARCHAR(36) NOT NULL", BEGINNING, { "'" RUN_1 "'" } },
      { "created_time BIGINT", BEGINNING, { "1500000600000" } } } },
  { "secrets", GATEWAY, "secret_id", { BEGINNING }, 1, {
      { "secret_id VARCHAR(36) NOT NULL", BEGINNING, { "'k-1'" } },
      { "encrypted_value BLOB NOT NULL", BEGINNING, { "'ciphertext'" } } } },
  { "model_definitions", GATEWAY, "model_definition_id", { BEGINNING }, 1, {
      { "model_definition_id VARCHAR(36) NOT NULL", BEGINNING, { "'f-1'" } },
      { "name VARCHAR(255) NOT NULL", BEGINNING, { "'chat'" } },
      { "provider VARCHAR(64) NOT NULL", BEGINNING, { "'acme'" } },
      { "model_name VARCHAR(256) NOT NULL", BEGINNING, { "'large'" } } } },
  { "endpoints", GATEWAY, "endpoint_id", { BEGINNING }, 1, {
      { "endpoint_id VARCHAR(36) NOT NULL", BEGINNING, { "'p-1'" } },
      { "name VARCHAR(255)", BEGINNING, { "'limits'" } },
      { "created_by VARCHAR(255)", BEGINNING, { "'maria'" } },
      { "created_at BIGINT NOT NULL", BEGINNING, { "1500000800000" } },
      { "last_updated_by VARCHAR(255)", BEGINNING, { "NULL" } },
      { "last_updated_at BIGINT NOT NULL", BEGINNING, { "1500000900000" } } } },
  { "endpoint_model_mappings", GATEWAY, "mapping_id", { BEGINNING }, 1, {
      { "mapping_id VARCHAR(36) NOT NULL", BEGINNING, { "'g-1'" } },
      { "endpoint_id VARCHAR(36) NOT NULL", BEGINNING, { "'p-1'" } },
      { "model_definition_id VARCHAR(36) NOT NULL", BEGINNING, { "'f-1'" } },
      { "weight FLOAT NOT NULL", BEGINNING, { "0.5" } },
      { "created_at BIGINT NOT NULL", BEGINNING, { "1500000850000" } } } },
};

typedef struct
{
  Landmark     since;
  Landmark     until;      /* not there any more */
  RcEntityKind kind;
  const char  *name;
  RcProperty   property;
  const char  *value;
  const char  *target;
} Told;

#define RUN     RC_ENTITY_RUN
#define VERSION RC_ENTITY_MODEL_VERSION
#define TAG     RC_PROPERTY_TAG
#define BUILD   RUN_1 ":model"

/* Of a registered model, which is another one in a workspace of its own. */
#define OF_MODEL(since, property, value) \
  { since, WORKSPACES, RC_ENTITY_MODEL, "credit", property, value, NULL }, \
  { WORKSPACES, NEVER, RC_ENTITY_MODEL, "team-b:credit", property, value, NULL }
#define OF_VERSION(since, number, property, value, target) \
  { since, WORKSPACES, VERSION, "credit/" number, property, value, target }, \
  { WORKSPACES, NEVER, VERSION, "team-b:credit/" number, property, value, target }

static const Told claims[] = {
  { BEGINNING, NEVER, RUN, RUN_1, RC_PROPERTY_CREATED, "2017-07-14T02:40:00Z", NULL },
  { BEGINNING, NEVER, RUN, RUN_1, TAG, "end_time = 2017-07-14T02:41:00Z", NULL },
  { BEGINNING, NEVER, RUN, RUN_1, RC_PROPERTY_STATUS, "FINISHED", NULL },
  { BEGINNING, NEVER, RUN, RUN_1, RC_PROPERTY_TRAINED_BY_PERSON, "maria", "maria" },
  { BEGINNING, NEVER, RUN, RUN_1, TAG, "name = first", NULL },
  { BEGINNING, NEVER, RUN, RUN_1, TAG, "artifact_uri = s3://x/1/" RUN_1 "/artifacts", NULL },
  { BEGINNING, NEVER, RUN, RUN_1, TAG, "source_type = LOCAL", NULL },
  { BEGINNING, NEVER, RUN, RUN_1, TAG, "source_name = train.py", NULL },
  { BEGINNING, NEVER, RUN, RUN_1, TAG, "entry_point_name = main", NULL },
  { BEGINNING, NEVER, RUN, RUN_1, RC_PROPERTY_CODE_COMMIT, COMMIT, COMMIT },
  { BEGINNING, NEVER, RUN, RUN_2, RC_PROPERTY_CREATED, "2017-07-14T02:41:40Z", NULL },
  { BEGINNING, NEVER, RUN, RUN_2, RC_PROPERTY_STATUS, "FAILED", NULL },
  { BEGINNING, NEVER, RUN, RUN_2, RC_PROPERTY_TRAINED_BY_PERSON, "ben", "ben" },
  { BEGINNING, NEVER, RUN, RUN_2, TAG, "lifecycle_stage = deleted", NULL },
  { BEGINNING, NEVER, RUN, RUN_1, TAG, "mlflow.source.git.branch = main", NULL },
  { BEGINNING, NEVER, RUN, RUN_1, RC_PROPERTY_ENVIRONMENT, "img@sha256:aa", "img@sha256:aa" },
  { BEGINNING, NEVER, RUN, RUN_2, TAG, "mlflow.parentRunId = " RUN_1, RUN_1 },
  { BEGINNING, NEVER, RUN, RUN_1, TAG, "mlflow.log-model.history = model", BUILD },
  { BEGINNING, NEVER, RUN, RUN_1, RC_PROPERTY_ENVIRONMENT, "Python 3.7.10", NULL },
  { BEGINNING, NEVER, VERSION, BUILD, RC_PROPERTY_TRAINED_BY, RUN_1, RUN_1 },
  { BEGINNING, NEVER, VERSION, BUILD, RC_PROPERTY_CREATED, "2017-07-14T02:41:00Z", NULL },
  { BEGINNING, NEVER, VERSION, BUILD, TAG, "model_uuid = u-1", NULL },
  { BEGINNING, REGISTRY, RUN, RUN_1, RC_PROPERTY_EVALUATION, "auc = 0.5", NULL },
  { BEGINNING, NEVER, RUN, RUN_1, RC_PROPERTY_EVALUATION, "auc = 0.75", NULL },
  { IS_NAN, NEVER, RUN, RUN_1, RC_PROPERTY_EVALUATION, "psi = NaN", NULL },
  OF_MODEL (REGISTRY, RC_PROPERTY_CREATED, "2017-07-14T02:45:00Z"),
  OF_MODEL (REGISTRY, TAG, "description = Limits"),
  OF_MODEL (REGISTRY_TAGS, TAG, "owner = risk"),
  { REGISTRY, WORKSPACES, VERSION, "credit/1", RC_PROPERTY_VERSION_OF, "credit", "credit" },
  { WORKSPACES, NEVER, VERSION, "team-b:credit/1", RC_PROPERTY_VERSION_OF, "team-b:credit", "team-b:credit" },
  OF_VERSION (REGISTRY, "1", RC_PROPERTY_CREATED, "2017-07-14T02:45:00Z", NULL),
  OF_VERSION (REGISTRY, "1", RC_PROPERTY_TRAINED_BY, RUN_1, RUN_1),
  OF_VERSION (REGISTRY, "1", RC_PROPERTY_ARTIFACT_PLACE, "s3://x/1/" RUN_1 "/artifacts/model", BUILD),
  OF_VERSION (REGISTRY, "1", RC_PROPERTY_STAGE, "Production", NULL),
  OF_VERSION (REGISTRY, "1", RC_PROPERTY_STATUS, "READY", NULL),
  OF_VERSION (REGISTRY_TAGS, "1", RC_PROPERTY_APPROVED_BY, "c.ortega@example.org", "c.ortega@example.org"),
  OF_VERSION (REGISTRY_TAGS, "1", TAG, "ticket = MRM-417", NULL),
  OF_VERSION (RUN_LINK, "1", TAG, "run_link = https://h.example.org/1", NULL),
  OF_VERSION (ALIASES, "1", RC_PROPERTY_STAGE, "@champion", NULL),
  OF_VERSION (STORAGE_LOCATION, "1", RC_PROPERTY_ARTIFACT_PLACE, "s3://store/credit/1", NULL),
  { REGISTRY, WORKSPACES, VERSION, "credit/2", RC_PROPERTY_VERSION_OF, "credit", "credit" },
  { WORKSPACES, NEVER, VERSION, "team-b:credit/2", RC_PROPERTY_VERSION_OF, "team-b:credit", "team-b:credit" },
  OF_VERSION (REGISTRY, "2", RC_PROPERTY_CREATED, "2017-07-14T02:45:00Z", NULL),
  OF_VERSION (REGISTRY, "2", RC_PROPERTY_STAGE, "Deleted_Internal", NULL),
  OF_VERSION (REGISTRY, "2", RC_PROPERTY_STATUS, "READY", NULL),
  { DATASETS, NEVER, RC_ENTITY_DATASET, "loans@a1b2c3d4", RC_PROPERTY_DATASET_DIGEST, "a1b2c3d4", NULL },
  { DATASETS, NEVER, RC_ENTITY_DATASET, "loans@a1b2c3d4", TAG, "dataset_source_type = s3", NULL },
  { DATASETS, NEVER, RC_ENTITY_DATASET, "loans@a1b2c3d4", TAG, "dataset_source = {\"uri\": \"s3://x/loans\"}", NULL },
  { DATASETS, NEVER, RUN, RUN_1, RC_PROPERTY_DATASET, "loans@a1b2c3d4", "loans@a1b2c3d4" },
  { DATASETS, NEVER, RUN, RUN_1, TAG, "mlflow.data.context = training", "loans@a1b2c3d4" },
  { LOGGED_MODELS, NEVER, RUN, RUN_2, RC_PROPERTY_USED_MODEL, LOGGED, LOGGED },
  { LOGGED_MODELS, NEVER, VERSION, LOGGED, RC_PROPERTY_CREATED, "2017-07-14T02:44:10Z", NULL },
  { LOGGED_MODELS, NEVER, VERSION, LOGGED, RC_PROPERTY_STATUS, "READY", NULL },
  { LOGGED_MODELS, NEVER, VERSION, LOGGED, RC_PROPERTY_ARTIFACT_PLACE, "s3://x/1/models/other", NULL },
  { LOGGED_MODELS, NEVER, VERSION, LOGGED, TAG, "name = model", NULL },
  { LOGGED_MODELS, NEVER, VERSION, LOGGED, TAG, "model_type = tree", NULL },
  /* The edge and the table say the same. */
  { LOGGED_MODELS, NEVER, VERSION, LOGGED, RC_PROPERTY_TRAINED_BY, RUN_1, RUN_1 },
  { LOGGED_MODELS, NEVER, VERSION, LOGGED, RC_PROPERTY_TRAINED_BY, RUN_1, RUN_1 },
  { LOGGED_MODELS, NEVER, VERSION, LOGGED, TAG, "mlflow.modelVersions = [{\"name\": \"credit\", \"version\": 1}]", "credit/1" },
  { LOGGED_MODELS, NEVER, VERSION, LOGGED, RC_PROPERTY_EVALUATION, "recall = 0.25", "loans@a1b2c3d4" },
  { LOGGED_MODELS, NEVER, VERSION, LOGGED, RC_PROPERTY_EVALUATION, "f1 = 0.125", "loans@a1b2c3d4" },
  { EVALUATION_DATASETS, NEVER, RC_ENTITY_DATASET, "golden@00ff", RC_PROPERTY_DATASET_DIGEST, "00ff", NULL },
  { EVALUATION_DATASETS, NEVER, RC_ENTITY_DATASET, "golden@00ff", RC_PROPERTY_CREATED, "2017-07-14T02:53:20Z", NULL },
  { EVALUATION_DATASETS, NEVER, RC_ENTITY_DATASET, "golden@00ff", TAG, "created_by = maria", NULL },
  { EVALUATION_DATASETS, NEVER, RC_ENTITY_DATASET, "golden@00ff", TAG, "last_updated_by = ben", NULL },
  { GATEWAY, NEVER, RC_ENTITY_ENDPOINT, "limits", RC_PROPERTY_CREATED, "2017-07-14T02:53:20Z", NULL },
  { GATEWAY, NEVER, RC_ENTITY_ENDPOINT, "limits", TAG, "created_by = maria", NULL },
  { GATEWAY, NEVER, RC_ENTITY_ENDPOINT, "limits", TAG, "model = acme/large, weight 0.5", "acme/large" },
};

static void
append_table (GString     *sql,
              const Table *table,
              Landmark     landmark)
{
  g_string_append_printf (sql, "CREATE TABLE %s (", table->name);
  for (const Column *column = table->columns; column->name != NULL; column++)
    if (column->since <= landmark)
      g_string_append_printf (sql, "%s, ", column->name);
  g_string_append_printf (sql, "PRIMARY KEY (%s));", table->key);

  for (guint row = 0; row < table->n_rows; row++)
    {
      const char *comma = "";

      if (table->rows[row] > landmark)
        continue;
      g_string_append_printf (sql, "INSERT INTO %s VALUES (", table->name);
      for (const Column *column = table->columns; column->name != NULL; column++)
        if (column->since <= landmark)
          {
            g_string_append_printf (sql, "%s%s", comma, column->values[row]);
            comma = ", ";
          }
      g_string_append (sql, ");");
    }
}

static GBytes *
make_store (Landmark landmark)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);"
                               "INSERT INTO alembic_version VALUES ('%s');", revisions[landmark]);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    if (tables[i].since <= landmark)
      append_table (sql, &tables[i], landmark);
  return database_fixture_new (sql->str);
}

static const char *
name_of (RecordingSink *sink,
         gint64         entity)
{
  return entity != 0 ? ((const RecordedEntity *) g_ptr_array_index (sink->entities, (guint) entity - 1))->name : NULL;
}

static gboolean
is_told (RecordingSink *sink,
         const RcClaim *claim,
         const Told    *told)
{
  const RecordedEntity *entity = g_ptr_array_index (sink->entities, (guint) claim->entity - 1);

  return entity->kind == told->kind && g_str_equal (entity->name, told->name) && claim->property == told->property &&
         g_strcmp0 (claim->value, told->value) == 0 && g_strcmp0 (name_of (sink, claim->target), told->target) == 0;
}

/* Each claim that is found is taken off what was expected, and none may be left over on either side. */
static void
compare_claims (RecordingSink *sink,
                Landmark       landmark)
{
  gboolean used[G_N_ELEMENTS (claims)] = { FALSE };

  for (guint i = 0; i < sink->claims->len; i++)
    {
      const RcClaim *claim = &((const RecordedClaim *) g_ptr_array_index (sink->claims, i))->claim;
      gboolean found = FALSE;

      for (gsize k = 0; k < G_N_ELEMENTS (claims) && !found; k++)
        if (!used[k] && claims[k].since <= landmark && claims[k].until > landmark && is_told (sink, claim, &claims[k]))
          found = used[k] = TRUE;
      if (!found)
        g_error ("%s: invented %s %s %s → %s", revisions[landmark], name_of (sink, claim->entity), rc_property_to_name (claim->property),
                 claim->value, name_of (sink, claim->target));
    }

  for (gsize k = 0; k < G_N_ELEMENTS (claims); k++)
    if (!used[k] && claims[k].since <= landmark && claims[k].until > landmark)
      g_error ("%s: lost %s %s %s", revisions[landmark], claims[k].name, rc_property_to_name (claims[k].property), claims[k].value);
}

static void
compare_events (RecordingSink *sink,
                Landmark       landmark)
{
  guint n_events = (landmark >= TRACES ? 1 : 0) + (landmark >= ASSESSMENTS ? 1 : 0);
  const RecordedEvent *trace;

  g_assert_cmpuint (sink->events->len, ==, n_events);
  if (n_events == 0)
    return;

  trace = g_ptr_array_index (sink->events, 0);
  g_assert_cmpint (trace->event.kind, ==, RC_EVENT_INFERENCE);
  g_assert_cmpstr (trace->event.id.text, ==, "tr-1");
  g_assert_cmpint (trace->event.time.from_us, ==, G_GINT64_CONSTANT (1500000500000000));
  /* Before models had a table of their own, their id is all that is known. */
  g_assert_cmpstr (trace->event.model_name.text, ==, landmark >= LOGGED_MODELS ? "credit" : NULL);
  g_assert_cmpstr (trace->event.model_version.text, ==, landmark >= LOGGED_MODELS ? "1" : LOGGED);
  g_assert_cmpstr (trace->event.decision.text, ==, landmark >= TRACE_PREVIEWS ? "app-7" : NULL);
}

static void
compare_rows (RecordingSink *sink,
              Landmark       landmark)
{
  static const char * const unread[] = { "spans", "webhooks", "secrets", NULL };
  guint n_rows = 2;   /* the file's header and the revision */

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    for (guint row = 0; row < tables[i].n_rows; row++)
      if (tables[i].since <= landmark && tables[i].rows[row] <= landmark && !g_strv_contains (unread, tables[i].name))
        n_rows++;

  g_assert_cmpuint (sink->rows->len, ==, n_rows);
  g_assert_cmpuint (recording_sink_find_row (sink, revisions[landmark]), ==, 2);
  g_assert_cmpuint (recording_sink_find_row (sink, "ciphertext"), ==, 0);
  g_assert_cmpuint (recording_sink_find_row (sink, "a person's words"), ==, 0);
}

static void
test_landmark (gconstpointer data)
{
  Landmark landmark = (Landmark) GPOINTER_TO_UINT (data);
  const RcImporter *importer = rc_mlflow_store_importer ();
  g_autoptr (GBytes) bytes = make_store (landmark);
  g_autoptr (RcStream) stream = rc_stream_new_memory (bytes);
  g_autoptr (RecordingSink) sink = recording_sink_new ();
  RcImportInput input = { .name = "mlflow.db", .size = g_bytes_get_size (bytes), .stream = stream, .modified_us = RC_TIME_NONE };
  g_autoptr (GError) error = NULL;

  g_assert_true (importer->import (importer, &input, &sink->base, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (sink->asides->len, ==, 0);
  compare_claims (sink, landmark);
  compare_events (sink, landmark);
  compare_rows (sink, landmark);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint landmark = BEGINNING; landmark < NEVER; landmark++)
    {
      g_autofree char *name = g_strdup_printf ("/importers/mlflow-revisions/%02u-%s", landmark, revisions[landmark]);

      g_test_add_data_func (name, GUINT_TO_POINTER (landmark), test_landmark);
    }

  return g_test_run ();
}
