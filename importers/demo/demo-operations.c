/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exception.h"
#include "core/json-writer.h"
#include "importers/demo/demo-random.h"
#include "importers/demo/demo-set.h"

/* What ran when, who allowed it, and what the monitoring saw. */

static char *
dup_time (gint64 time_ms)
{
  g_auto (RcDemoText) text = { 0 };

  rc_demo_text_time_seconds (&text, time_ms);
  return g_strndup (text.bytes, text.length);
}

static void
member_time (RcJsonWriter *writer,
             const char   *name,
             gint64        time_ms)
{
  g_autofree char *text = dup_time (time_ms);

  rc_json_writer_member_string (writer, name, text);
}

static void
member_model (RcJsonWriter      *writer,
              const RcDemoModel *model,
              gboolean           with_digest)
{
  rc_json_writer_name (writer, "model");
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "name", RC_DEMO_MODEL);
  rc_json_writer_member_string (writer, "version", model->version_text);
  if (with_digest)
    rc_json_writer_member_string (writer, "artifact_sha256", model->artifact_sha256);
  rc_json_writer_end_object (writer);
}

static void
end_line (RcJsonWriter *writer,
          GString      *lines)
{
  g_autofree char *json = NULL;

  rc_json_writer_end_object (writer);
  json = rc_json_writer_finish (writer);
  g_string_append (lines, json);
  g_string_append_c (lines, '\n');
}

/* --- Deployments --- */

static void
append_deployment (RcDemoSet *self,
                   GString   *lines,
                   guint      index)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  const RcDemoModel *model = &self->story.models[index];
  g_autofree char *id = g_strdup_printf ("D-%04u", index + 1);
  gint64 to = index + 1 < RC_DEMO_N_MODELS ? self->story.models[index + 1].deployed_ms : 0;

  if (self->faults.planted && index == RC_DEMO_MODEL_3)
    to += 2 * RC_DEMO_DAY_MS + 9 * RC_DEMO_HOUR_MS;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "schema", "modelops.deployment/1");
  rc_json_writer_member_string (writer, "deployment_id", id);
  rc_json_writer_member_string (writer, "system", RC_DEMO_SYSTEM);
  rc_json_writer_member_string (writer, "endpoint", RC_DEMO_ENDPOINT);
  member_model (writer, model, TRUE);
  member_time (writer, "from", model->deployed_ms);
  if (to != 0)
    member_time (writer, "to", to);
  else
    rc_json_writer_member_string (writer, "to", NULL);
  member_time (writer, "recorded_at", model->deployed_ms + 5 * RC_DEMO_SECOND_MS);
  rc_json_writer_member_string (writer, "deployed_by", RC_DEMO_OPERATOR);
  end_line (writer, lines);
}

static gboolean
write_deployments (RcDemoSet  *self,
                   GError    **error)
{
  const char *path = "evidence/operations/deployments.jsonl";
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < RC_DEMO_N_MODELS; i++)
    append_deployment (self, lines, i);
  if (self->faults.planted)
    rc_demo_faults_add (&self->faults, RC_EXCEPTION_DEPLOYMENTS_OVERLAP, path, RC_DEMO_MODEL_4 + 1,
                        "Two versions are deployed at one endpoint in the same hours.",
                        "The deployment of kreditcheck/3 was given an end two days after kreditcheck/4 had been deployed.");
  return rc_demo_folder_write (self->folder, path, lines->str, error);
}

/* --- Approvals --- */

typedef struct
{
  const char *id;
  gint64      days_before;     /* the deployment */
  const char *evaluation;
  const char *documentation;
  const char *conditions;
} Approval;

static const Approval approvals[RC_DEMO_N_MODELS] = {
  [RC_DEMO_MODEL_2] = { "A-2025-011", 5, "EV-2025-021", "kreditcheck-2-card-1.0", "none" },
  [RC_DEMO_MODEL_3] = { "A-2026-003", 4, "EV-2026-004", "kreditcheck-3-card-1.0",
                        "monthly report of the refusal rate below 25 years" },
  [RC_DEMO_MODEL_4] = { "A-2026-009", 4, "EV-2026-011", "kreditcheck-4-card-2.0",
                        "drift of net_income_eur watched daily in the first month" },
};

static void
append_approval (RcDemoSet *self,
                 GString   *lines,
                 guint      index)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  const Approval *approval = &approvals[index];
  const RcDemoModel *model = &self->story.models[index];
  gint64 approved = model->deployed_ms - approval->days_before * RC_DEMO_DAY_MS + 10 * RC_DEMO_HOUR_MS + 24 * RC_DEMO_MINUTE_MS;

  if (self->faults.planted && index == RC_DEMO_MODEL_4)
    approved += 7 * RC_DEMO_DAY_MS;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "schema", "modelops.approval/1");
  rc_json_writer_member_string (writer, "approval_id", approval->id);
  rc_json_writer_member_string (writer, "system", RC_DEMO_SYSTEM);
  member_model (writer, model, TRUE);
  rc_json_writer_member_string (writer, "decision", "approve");
  rc_json_writer_member_string (writer, "approved_by", RC_DEMO_APPROVER);
  rc_json_writer_member_string (writer, "role", "Head of Model Risk");
  member_time (writer, "approved_at", approved);
  rc_json_writer_member_string (writer, "evaluation", approval->evaluation);
  rc_json_writer_member_string (writer, "documentation", approval->documentation);
  rc_json_writer_member_string (writer, "conditions", approval->conditions);
  end_line (writer, lines);
}

static gboolean
write_approvals (RcDemoSet  *self,
                 GError    **error)
{
  const char *path = "evidence/operations/approvals.jsonl";
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < RC_DEMO_N_MODELS; i++)
    append_approval (self, lines, i);
  if (self->faults.planted)
    rc_demo_faults_add (&self->faults, RC_EXCEPTION_APPROVAL_LATE, path, RC_DEMO_MODEL_4 + 1,
                        "The approval of kreditcheck/4 is later than its deployment.",
                        "The approval of kreditcheck/4 was dated three days after its deployment.");
  return rc_demo_folder_write (self->folder, path, lines->str, error);
}

/* --- Anomalies --- */

/* One signal: raised over a window of some hours that begins on a day of the period, and resolved some days later. */
typedef struct
{
  guint8      day;
  guint8      hours;
  guint8      resolved_day;      /* 0: still open at the end */
  const char *metric;
  guint       value;             /* thousandths, before the seed's part */
  guint       calm_value;
  const char *threshold;
  const char *severity;
} Signal;

static const Signal signals[] = {
  { 12, 24, 19, "psi.net_income_eur", 262, 141, "0.2", "warning" },
  { 40, 1, 41, "latency_p99_s", 911, 108, "0.5", "minor" },
  { 63, 24, 70, "score_mean_shift", 84, 22, "0.05", "warning" },
  { 82, 24, 92, "refusal_rate_gap.age_under_25", 96, 44, "0.08", "major" },
  { 110, 24, 0, "psi.employment_months", 221, 0, "0.2", "warning" },
};

/* A line of the monitoring: a signal is raised in one record and resolved in another, each with an id of its own. */
typedef struct
{
  const Signal *signal;
  guint         day;
  gboolean      raised;
  guint         raised_line;
} Notice;

static void
append_notice (RcDemoSet    *self,
               GString      *lines,
               guint         line,
               const Notice *notice)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  gint64 from = RC_DEMO_START_MS + notice->day * RC_DEMO_DAY_MS + (notice->signal->hours < 24 ? 9 : 0) * RC_DEMO_HOUR_MS;
  gint64 to = from + notice->signal->hours * RC_DEMO_HOUR_MS;
  g_autofree char *id = g_strdup_printf ("AN-%04u", line);
  g_autofree char *resolves = g_strdup_printf ("AN-%04u", notice->raised_line);
  RcDemoRandom random;
  guint value;

  rc_demo_random_init (&random, self->story.seed, RC_DEMO_STREAM_ANOMALY, line);
  value = (notice->raised ? notice->signal->value : notice->signal->calm_value) + rc_demo_random_below (&random, 20);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "schema", "monitoring.anomaly/1");
  rc_json_writer_member_string (writer, "anomaly_id", id);
  rc_json_writer_member_string (writer, "system", RC_DEMO_SYSTEM);
  rc_json_writer_member_string (writer, "endpoint", RC_DEMO_ENDPOINT);
  member_model (writer, rc_demo_story_model_at (&self->story, from), FALSE);
  rc_json_writer_member_string (writer, "metric", notice->signal->metric);
  rc_json_writer_name (writer, "value");
  rc_json_writer_double (writer, value / 1000.0);
  rc_json_writer_name (writer, "threshold");
  rc_json_writer_raw (writer, notice->signal->threshold);
  rc_json_writer_member_string (writer, "severity", notice->signal->severity);
  rc_json_writer_member_string (writer, "state", notice->raised ? "raise" : "resolve");
  if (!notice->raised)
    rc_json_writer_member_string (writer, "resolves", resolves);
  member_time (writer, "window_from", from);
  member_time (writer, "window_to", to);
  member_time (writer, "raised_at", to + 11 * RC_DEMO_MINUTE_MS);
  end_line (writer, lines);
}

static gboolean
write_anomalies (RcDemoSet  *self,
                 GError    **error)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  guint line = 0;

  /* Each signal of this story ends before the next begins. */
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      Notice notice = { &signals[i], signals[i].day, TRUE, 0 };

      append_notice (self, lines, ++line, &notice);
      if (signals[i].resolved_day == 0)
        continue;

      notice.raised_line = line;
      notice.raised = FALSE;
      notice.day = signals[i].resolved_day;
      append_notice (self, lines, ++line, &notice);
    }

  return rc_demo_folder_write (self->folder, "evidence/monitoring/anomalies.jsonl", lines->str, error);
}

/**
 * rc_demo_set_write_operations:
 *
 * Writes the deployments, the approvals and the monitoring's signals.
 */
gboolean
rc_demo_set_write_operations (RcDemoSet  *self,
                              GError    **error)
{
  return write_deployments (self, error) && write_approvals (self, error) && write_anomalies (self, error);
}
