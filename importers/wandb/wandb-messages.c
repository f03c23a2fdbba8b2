/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wandb-messages.h"

#define MESSAGE(fields) { fields, G_N_ELEMENTS (fields) }

static const RcWandbField time_fields[] = {
  { 1, RC_WANDB_SIGNED, "seconds", NULL },
  { 2, RC_WANDB_SIGNED, "nanos", NULL },
};
static const RcWandbMessage time_message = MESSAGE (time_fields);

static const RcWandbField item_fields[] = {
  { 1, RC_WANDB_TEXT, "key", NULL },
  { 2, RC_WANDB_TEXTS, "nested_key", NULL },
  { 16, RC_WANDB_JSON, "value_json", NULL },
};
static const RcWandbMessage item_message = MESSAGE (item_fields);

static const RcWandbField extra_fields[] = {
  { 1, RC_WANDB_TEXT, "key", NULL },
  { 2, RC_WANDB_JSON, "value_json", NULL },
};
static const RcWandbMessage extra_message = MESSAGE (extra_fields);

static const RcWandbField update_fields[] = {
  { 1, RC_WANDB_MESSAGES, "update", &item_message },
  { 2, RC_WANDB_MESSAGES, "remove", &item_message },
};
static const RcWandbMessage update_message = MESSAGE (update_fields);

static const RcWandbField step_fields[] = { { 1, RC_WANDB_SIGNED_OR_ZERO, "num", NULL } };
static const RcWandbMessage step_message = MESSAGE (step_fields);

static const RcWandbField history_fields[] = {
  { 1, RC_WANDB_MESSAGES, "item", &item_message },
  { 2, RC_WANDB_MESSAGE, "step", &step_message },
};
static const RcWandbMessage history_message = MESSAGE (history_fields);

static const RcWandbField file_fields[] = {
  { 1, RC_WANDB_TEXT, "path", NULL },
  { 2, RC_WANDB_UNSIGNED, "policy", NULL },
  { 3, RC_WANDB_UNSIGNED, "type", NULL },
};
static const RcWandbMessage file_message = MESSAGE (file_fields);

static const RcWandbField files_fields[] = { { 1, RC_WANDB_MESSAGES, "files", &file_message } };
static const RcWandbMessage files_message = MESSAGE (files_fields);

static const RcWandbField stats_item_fields[] = {
  { 1, RC_WANDB_TEXT, "key", NULL },
  { 16, RC_WANDB_JSON, "value_json", NULL },
};
static const RcWandbMessage stats_item_message = MESSAGE (stats_item_fields);

static const RcWandbField stats_fields[] = {
  { 1, RC_WANDB_UNSIGNED, "type", NULL },
  { 2, RC_WANDB_MESSAGE, "timestamp", &time_message },
  { 3, RC_WANDB_MESSAGES, "item", &stats_item_message },
};
static const RcWandbMessage stats_message = MESSAGE (stats_fields);

static const RcWandbField entry_fields[] = {
  { 1, RC_WANDB_TEXT, "path", NULL },
  { 2, RC_WANDB_TEXT, "digest", NULL },
  { 3, RC_WANDB_URL, "ref", NULL },
  { 4, RC_WANDB_SIGNED, "size", NULL },
  { 5, RC_WANDB_TEXT, "mimetype", NULL },
  { 7, RC_WANDB_TEXT, "birth_artifact_id", NULL },
  { 16, RC_WANDB_MESSAGES, "extra", &extra_message },
};
static const RcWandbMessage entry_message = MESSAGE (entry_fields);

static const RcWandbField manifest_fields[] = {
  { 1, RC_WANDB_SIGNED, "version", NULL },
  { 2, RC_WANDB_TEXT, "storage_policy", NULL },
  { 3, RC_WANDB_MESSAGES, "storage_policy_config", &extra_message },
  { 4, RC_WANDB_MESSAGES, "contents", &entry_message },
  { 5, RC_WANDB_TEXT, "manifest_file_path", NULL },
};
static const RcWandbMessage manifest_message = MESSAGE (manifest_fields);

static const RcWandbField artifact_fields[] = {
  { 1, RC_WANDB_TEXT, "run_id", NULL },
  { 2, RC_WANDB_TEXT, "project", NULL },
  { 3, RC_WANDB_TEXT, "entity", NULL },
  { 4, RC_WANDB_TEXT, "type", NULL },
  { 5, RC_WANDB_TEXT, "name", NULL },
  { 6, RC_WANDB_TEXT, "digest", NULL },
  { 7, RC_WANDB_TEXT, "description", NULL },
  { 8, RC_WANDB_JSON, "metadata", NULL },
  { 9, RC_WANDB_BOOLEAN, "user_created", NULL },
  { 10, RC_WANDB_BOOLEAN, "use_after_commit", NULL },
  { 11, RC_WANDB_TEXTS, "aliases", NULL },
  { 12, RC_WANDB_MESSAGE, "manifest", &manifest_message },
  { 13, RC_WANDB_TEXT, "distributed_id", NULL },
  { 14, RC_WANDB_BOOLEAN, "finalize", NULL },
  { 15, RC_WANDB_TEXT, "client_id", NULL },
  { 16, RC_WANDB_TEXT, "sequence_client_id", NULL },
  { 17, RC_WANDB_TEXT, "base_id", NULL },
  { 18, RC_WANDB_SIGNED, "ttl_duration_seconds", NULL },
  { 19, RC_WANDB_TEXTS, "tags", NULL },
};
static const RcWandbMessage artifact_message = MESSAGE (artifact_fields);

static const RcWandbField telemetry_fields[] = {
  { 4, RC_WANDB_TEXT, "python_version", NULL },
  { 5, RC_WANDB_TEXT, "cli_version", NULL },
  { 6, RC_WANDB_TEXT, "huggingface_version", NULL },
  { 13, RC_WANDB_TEXT, "platform", NULL },
};
static const RcWandbMessage telemetry_message = MESSAGE (telemetry_fields);

static const RcWandbField metric_fields[] = {
  { 1, RC_WANDB_TEXT, "name", NULL },
  { 2, RC_WANDB_TEXT, "glob_name", NULL },
  { 4, RC_WANDB_TEXT, "step_metric", NULL },
  { 8, RC_WANDB_UNSIGNED, "goal", NULL },
};
static const RcWandbMessage metric_message = MESSAGE (metric_fields);

/* Of what the program printed, only that it did. */
static const RcWandbField output_fields[] = {
  { 1, RC_WANDB_UNSIGNED, "stream", NULL },
  { 2, RC_WANDB_MESSAGE, "timestamp", &time_message },
};
static const RcWandbMessage output_message = MESSAGE (output_fields);

static const RcWandbField git_fields[] = {
  { 1, RC_WANDB_URL, "remote_url", NULL },
  { 2, RC_WANDB_TEXT, "commit", NULL },
};
static const RcWandbMessage git_message = MESSAGE (git_fields);

static const RcWandbField branch_fields[] = {
  { 1, RC_WANDB_TEXT, "run", NULL },
  { 2, RC_WANDB_DOUBLE, "value", NULL },
  { 3, RC_WANDB_TEXT, "metric", NULL },
};
static const RcWandbMessage branch_message = MESSAGE (branch_fields);

static const RcWandbField run_fields[] = {
  { 1, RC_WANDB_TEXT, "run_id", NULL },
  { 2, RC_WANDB_TEXT, "entity", NULL },
  { 3, RC_WANDB_TEXT, "project", NULL },
  { 4, RC_WANDB_MESSAGE, "config", &update_message },
  { 5, RC_WANDB_MESSAGE, "summary", &update_message },
  { 6, RC_WANDB_TEXT, "run_group", NULL },
  { 7, RC_WANDB_TEXT, "job_type", NULL },
  { 8, RC_WANDB_TEXT, "display_name", NULL },
  { 9, RC_WANDB_TEXT, "notes", NULL },
  { 10, RC_WANDB_TEXTS, "tags", NULL },
  { 12, RC_WANDB_TEXT, "sweep_id", NULL },
  { 13, RC_WANDB_TEXT, "host", NULL },
  { 14, RC_WANDB_SIGNED, "starting_step", NULL },
  { 16, RC_WANDB_TEXT, "storage_id", NULL },
  { 17, RC_WANDB_MESSAGE, "start_time", &time_message },
  { 18, RC_WANDB_BOOLEAN, "resumed", NULL },
  { 19, RC_WANDB_MESSAGE, "telemetry", &telemetry_message },
  { 20, RC_WANDB_SIGNED, "runtime", NULL },
  { 21, RC_WANDB_MESSAGE, "git", &git_message },
  { 22, RC_WANDB_BOOLEAN, "forked", NULL },
  { 23, RC_WANDB_MESSAGE, "branch_point", &branch_message },
};
static const RcWandbMessage run_message = MESSAGE (run_fields);

static const RcWandbField exit_fields[] = {
  { 1, RC_WANDB_SIGNED_OR_ZERO, "exit_code", NULL },
  { 2, RC_WANDB_SIGNED, "runtime", NULL },
  { 3, RC_WANDB_BOOLEAN, "not_complete", NULL },
};
static const RcWandbMessage exit_message = MESSAGE (exit_fields);

static const RcWandbField version_fields[] = {
  { 1, RC_WANDB_TEXT, "producer", NULL },
  { 2, RC_WANDB_TEXT, "min_consumer", NULL },
};
static const RcWandbMessage version_message = MESSAGE (version_fields);

static const RcWandbField header_fields[] = { { 1, RC_WANDB_MESSAGE, "version_info", &version_message } };
static const RcWandbMessage header_message = MESSAGE (header_fields);

static const RcWandbField use_artifact_fields[] = {
  { 1, RC_WANDB_TEXT, "id", NULL },
  { 2, RC_WANDB_TEXT, "type", NULL },
  { 3, RC_WANDB_TEXT, "name", NULL },
};
static const RcWandbMessage use_artifact_message = MESSAGE (use_artifact_fields);

static const RcWandbField environment_fields[] = {
  { 1, RC_WANDB_TEXT, "os", NULL },
  { 2, RC_WANDB_TEXT, "python", NULL },
  { 3, RC_WANDB_MESSAGE, "started_at", &time_message },
  { 4, RC_WANDB_TEXT, "docker", NULL },
  { 5, RC_WANDB_ARGUMENTS, "args", NULL },
  { 6, RC_WANDB_TEXT, "program", NULL },
  { 7, RC_WANDB_TEXT, "code_path", NULL },
  { 8, RC_WANDB_TEXT, "code_path_local", NULL },
  { 9, RC_WANDB_MESSAGE, "git", &git_message },
  { 10, RC_WANDB_TEXT, "email", NULL },
  { 11, RC_WANDB_TEXT, "root", NULL },
  { 12, RC_WANDB_TEXT, "host", NULL },
  { 13, RC_WANDB_TEXT, "username", NULL },
  { 14, RC_WANDB_TEXT, "executable", NULL },
  { 16, RC_WANDB_UNSIGNED, "cpu_count", NULL },
  { 17, RC_WANDB_UNSIGNED, "cpu_count_logical", NULL },
  { 18, RC_WANDB_TEXT, "gpu", NULL },
  { 19, RC_WANDB_UNSIGNED, "gpu_count", NULL },
  { 25, RC_WANDB_TEXT, "cuda_version", NULL },
  { 199, RC_WANDB_TEXT, "writer_id", NULL },
};
static const RcWandbMessage environment_message = MESSAGE (environment_fields);

static const RcWandbMessage empty_message = { NULL, 0 };

/* What a record is, by the number of its field. */
static const RcWandbField kinds[] = {
  { 2, RC_WANDB_MESSAGE, "history", &history_message },
  { 3, RC_WANDB_MESSAGE, "summary", &update_message },
  { 4, RC_WANDB_MESSAGE, "output", &empty_message },
  { 5, RC_WANDB_MESSAGE, "config", &update_message },
  { 6, RC_WANDB_MESSAGE, "files", &files_message },
  { 7, RC_WANDB_MESSAGE, "stats", &stats_message },
  { 8, RC_WANDB_MESSAGE, "artifact", &artifact_message },
  { 9, RC_WANDB_MESSAGE, "tensorboard", &empty_message },
  { 10, RC_WANDB_MESSAGE, "alert", &empty_message },
  { 11, RC_WANDB_MESSAGE, "telemetry", &telemetry_message },
  { 12, RC_WANDB_MESSAGE, "metric", &metric_message },
  { 13, RC_WANDB_MESSAGE, "output_raw", &output_message },
  { 17, RC_WANDB_MESSAGE, "run", &run_message },
  { 18, RC_WANDB_MESSAGE, "exit", &exit_message },
  { 20, RC_WANDB_MESSAGE, "final", &empty_message },
  { 21, RC_WANDB_MESSAGE, "header", &header_message },
  { 22, RC_WANDB_MESSAGE, "footer", &empty_message },
  { 23, RC_WANDB_MESSAGE, "preempting", &empty_message },
  { 24, RC_WANDB_MESSAGE, "link_artifact", &empty_message },
  { 25, RC_WANDB_MESSAGE, "use_artifact", &use_artifact_message },
  { 26, RC_WANDB_MESSAGE, "environment", &environment_message },
  { 27, RC_WANDB_MESSAGE, "output_logger", &empty_message },
  { 100, RC_WANDB_MESSAGE, "request", &empty_message },
};

const RcWandbField *
rc_wandb_find_record (guint32 number)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].number == number)
      return &kinds[i];
  return NULL;
}
