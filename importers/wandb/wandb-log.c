/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wandb-log.h"

#include "importers/json-document.h"
#include "wandb-artifact.h"
#include "wandb-log-reader.h"
#include "wandb-metrics.h"
#include "wandb-record.h"
#include "wandb-run.h"
#include "wandb.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/words.h"

#include <string.h>

/*
 * The transaction log of a run (run-<id>.wandb), of the generations 0.10 to 0.24. Each logical record is a row:
 * {"number", "offset", "bytes", "num", "kind", and under the kind's name its decoded fields}.
 *
 * | record and field                    | entity or claim                                              | answers                  |
 * |-------------------------------------|--------------------------------------------------------------|--------------------------|
 * | run.run_id                          | run, named in the scope of the run folder                    | run                      |
 * | run.start_time                      | created, from then                                           |                          |
 * | run.project, entity, display_name,  | tags                                                         |                          |
 * |   run_group, job_type, sweep_id,    |                                                              |                          |
 * |   tags, resumed, forked             |                                                              |                          |
 * | run.git, environment.git: commit    | code-commit → commit; a full hash is one of the world        | commit                   |
 * |   remote_url                        | tag "repository", without user name and password             |                          |
 * | environment: os, python, docker,    | environment                                                  | environment              |
 * |   gpu, cuda_version; telemetry:     |                                                              |                          |
 * |   python_version, cli_version …     |                                                              |                          |
 * | environment.email, else username    | trained-by-person → person: the operator, not an approver    |                          |
 * | environment.program, code_path      | tags                                                         |                          |
 * | files: diff.patch, *_<commit>.patch | tag "uncommitted changes": the commit is not all of the code | commit (a remark)        |
 * | artifact of a type with "model"     | model-version "name/digest", trained-by → run, version-of,   | model-version, run       |
 * |                                     |   stage = alias (undated)                                    |                          |
 * | artifact of a type with "data"      | data set "name@digest", dataset-digest, made by run          | dataset (of later runs)  |
 * | any other artifact                  | tag of the run                                               |                          |
 * | artifact.digest                     | computed again from the manifest (MD5); another one is an    |                          |
 * |                                     |   exception                                                  |                          |
 * | use_artifact: model                 | used-model → model-version "team/project/name/v3"            |                          |
 * | use_artifact: data                  | dataset → data set "team/project/name@v3"                    | dataset                  |
 * | summary, history: last numbers      | evaluation "metric = value", at most RC_REGISTRY_EVALUATIONS | evaluation               |
 * | exit                                | status "exit code N"; no such record: "no exit record …"     |                          |
 *
 * What is wrong: parts that do not fit their CRC-32 (the next block is read), a torn end (incomplete, not forged), records that are no
 * messages, numbers that do not go on by one. The log has no signature and no chain: anyone can write it anew.
 * Not in the rows: settings, environment variables, console output, jobs; values whose name says that they are secrets are left out.
 * It cannot evidence: approval, deployment, inference, human action, a card; versions ("v3") are given by the server, not by the run.
 */

typedef struct
{
  RcWandbRun      run;
  RcWandbMetrics *metrics;
  RcImportSink   *sink;
  guint64         n_records;
  guint64         last_num;
  guint64         last_row;
  gboolean        has_exit;
} Log;

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  return sample->head_length >= strlen (RC_WANDB_LOG_MAGIC) &&
         memcmp (sample->head, RC_WANDB_LOG_MAGIC, strlen (RC_WANDB_LOG_MAGIC)) == 0 ? 95 : 0;
}

/* --- Records --- */

static gint64
read_seconds (const RcJson *json,
              guint32       time)
{
  guint32 node = rc_json_is (json, time, RC_JSON_OBJECT) ? rc_json_member (json, time, "seconds") : RC_JSON_NO_NODE;
  guint32 rest = rc_json_is (json, time, RC_JSON_OBJECT) ? rc_json_member (json, time, "nanos") : RC_JSON_NO_NODE;
  gint64 seconds = 0;
  gint64 nanos = 0;

  if (node == RC_JSON_NO_NODE || !rc_json_get_integer (json, node, &seconds) || seconds <= 0 || seconds > G_MAXINT32 * G_GINT64_CONSTANT (2))
    return RC_TIME_NONE;
  if (rest != RC_JSON_NO_NODE && (!rc_json_get_integer (json, rest, &nanos) || nanos < 0 || nanos >= G_GINT64_CONSTANT (1000000000)))
    return RC_TIME_NONE;

  return seconds * G_USEC_PER_SEC + nanos / 1000;
}

static gboolean
read_created (Log          *self,
              const RcJson *json,
              guint32       run,
              GError      **error)
{
  guint32 time = rc_json_member (json, run, "start_time");
  gint64 us;

  if (time == RC_JSON_NO_NODE)
    return TRUE;

  us = read_seconds (json, time);
  if (us == RC_TIME_NONE)
    return rc_registry_writer_set_aside (&self->run.writer, -1, RC_EXCEPTION_REGISTRY_MALFORMED, "seconds since 1970", "another number",
                                         "The time at which a run began is no time.", error);
  rc_registry_writer_at (&self->run.writer, "/run/start_time");
  return rc_registry_writer_add_created (&self->run.writer, self->run.entity, us, error);
}

static gboolean
read_run_tags (Log          *self,
               const RcJson *json,
               guint32       run,
               GError      **error)
{
  static const char * const keys[] = { "entity", "project", "display_name", "run_group", "job_type", "sweep_id", "resumed", "forked" };
  guint32 tags = rc_json_member (json, run, "tags");
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *value = rc_json_document_dup (json, run, keys[i]);

      rc_registry_writer_at (&self->run.writer, "/run/%s", keys[i]);
      if (!rc_wandb_run_add_tag (&self->run, keys[i], value, error))
        return FALSE;
    }

  if (tags == RC_JSON_NO_NODE || !rc_json_is (json, tags, RC_JSON_ARRAY))
    return TRUE;
  for (guint32 item = tags + 1; item < json->nodes[tags].next && n < RC_LIMIT_CARD_ITEMS; item = json->nodes[item].next, n++)
    {
      g_autofree char *tag = rc_json_is (json, item, RC_JSON_STRING) ? rc_json_dup_string (json, item) : NULL;

      rc_registry_writer_at (&self->run.writer, "/run/tags/%u", n);
      if (!rc_wandb_run_add_tag (&self->run, "tag", tag, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_run (Log          *self,
          const RcJson *json,
          guint32       run,
          GError      **error)
{
  g_autofree char *id = rc_json_document_dup (json, run, "run_id");
  RcDocumentNode own, its_telemetry;

  rc_document_node_init_json (&own, json, run);
  if (id != NULL)
    rc_wandb_run_rename (&self->run, id);
  return rc_wandb_run_ensure (&self->run, error) &&
         read_created (self, json, run, error) &&
         read_run_tags (self, json, run, error) &&
         (!rc_document_node_find (&own, "telemetry", &its_telemetry) ||
          rc_wandb_run_read_facts (&self->run, &its_telemetry, "/run/telemetry", error)) &&
         rc_wandb_run_read_facts (&self->run, &own, "/run", error);
}

static gboolean
read_files (Log          *self,
            const RcJson *json,
            guint32       record,
            GError      **error)
{
  guint32 files = rc_json_member (json, record, "files");
  guint n = 0;

  if (files == RC_JSON_NO_NODE || !rc_json_is (json, files, RC_JSON_ARRAY))
    return TRUE;

  for (guint32 item = files + 1; item < json->nodes[files].next; item = json->nodes[item].next, n++)
    {
      g_autofree char *path = rc_json_document_dup (json, item, "path");

      rc_registry_writer_at (&self->run.writer, "/files/files/%u/path", n);
      if (path != NULL && !rc_wandb_run_add_patch (&self->run, path, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_exit (Log          *self,
           const RcJson *json,
           guint32       record,
           GError      **error)
{
  g_autofree char *code = rc_json_document_dup (json, record, "exit_code");
  g_autofree char *open = rc_json_document_dup (json, record, "not_complete");
  g_autofree char *status = g_strdup_printf ("exit code %s%s", code, g_strcmp0 (open, "true") == 0 ? ", not complete" : "");

  self->has_exit = TRUE;
  rc_registry_writer_at (&self->run.writer, "/exit");
  return rc_wandb_run_ensure (&self->run, error) &&
         rc_registry_writer_add_claim (&self->run.writer, self->run.entity, RC_PROPERTY_STATUS, status, 0, RC_TIME_NONE, RC_TIME_NONE, error);
}

static gboolean
read_facts (Log          *self,
            const RcJson *json,
            guint32       record,
            GError      **error)
{
  g_autofree char *kind = rc_json_document_dup (json, 0, "kind");
  g_autofree char *pointer = g_strconcat ("/", kind, NULL);
  RcDocumentNode object;

  rc_document_node_init_json (&object, json, record);
  return rc_wandb_run_read_facts (&self->run, &object, pointer, error);
}

static gboolean
read_made (Log          *self,
           const RcJson *json,
           guint32       record,
           GError      **error)
{
  return rc_wandb_artifact_read_made (&self->run, json, record, error);
}

static gboolean
read_used (Log          *self,
           const RcJson *json,
           guint32       record,
           GError      **error)
{
  return rc_wandb_artifact_read_used (&self->run, json, record, error);
}

static gboolean
read_summary (Log          *self,
              const RcJson *json,
              guint32       record,
              GError      **error)
{
  rc_wandb_metrics_read_items (self->metrics, json, rc_json_member (json, record, "update"), "/summary/update", self->last_row, TRUE);
  rc_wandb_metrics_remove_items (self->metrics, json, rc_json_member (json, record, "remove"));
  return TRUE;
}

static gboolean
read_history (Log          *self,
              const RcJson *json,
              guint32       record,
              GError      **error)
{
  rc_wandb_metrics_read_items (self->metrics, json, rc_json_member (json, record, "item"), "/history/item", self->last_row, FALSE);
  return TRUE;
}

static const struct
{
  const char *kind;
  gboolean  (*read) (Log          *self,
                     const RcJson *json,
                     guint32       record,
                     GError      **error);
} readers[] = {
  { "run", read_run },
  { "environment", read_facts },
  { "telemetry", read_facts },
  { "files", read_files },
  { "exit", read_exit },
  { "artifact", read_made },
  { "use_artifact", read_used },
  { "summary", read_summary },
  { "history", read_history },
};

/* Claims are read from the row, so that whoever looks it up finds what they say. */
static gboolean
read_row (Log         *self,
          const char  *kind,
          const char  *row,
          GError     **error)
{
  g_auto (RcJson) json;
  RcJsonFault fault;
  guint32 record;

  rc_json_init (&json);
  for (gsize i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      if (!g_str_equal (kind, readers[i].kind))
        continue;
      if (!rc_json_parse (&json, row, strlen (row), &fault))
        return rc_registry_writer_set_aside (&self->run.writer, -1, RC_EXCEPTION_LIMIT, fault.expected, "more",
                                             "A record of the transaction log is larger than the program reads.", error);
      record = rc_json_member (&json, 0, kind);
      return record == RC_JSON_NO_NODE || readers[i].read (self, &json, record, error);
    }

  return TRUE;
}

/* --- The log --- */

static guint64
tile_of (guint64 offset)
{
  return offset / RC_LIMIT_FIXED_TILE_BYTES + 1;
}

/* Records of 0.10 have no number. */
static gboolean
check_num (Log         *self,
           guint64      num,
           GError     **error)
{
  guint64 expected = self->last_num + 1;
  g_autofree char *told = g_strdup_printf ("the number %" G_GUINT64_FORMAT, expected);
  g_autofree char *found = g_strdup_printf ("the number %" G_GUINT64_FORMAT, num);

  if (num == expected || (num == 0 && self->last_num == 0))
    {
      self->last_num = num;
      return TRUE;
    }

  if (num != 0)
    self->last_num = num;
  if (num > expected)
    return rc_registry_writer_set_aside (&self->run.writer, -1, RC_EXCEPTION_CHAIN_GAP, told, found,
                                         "Records of the transaction log are missing before this one.", error);
  return rc_registry_writer_set_aside (&self->run.writer, -1, RC_EXCEPTION_REGISTRY_MALFORMED, told, num == 0 ? "no number" : found,
                                       "The records of the transaction log are not numbered one after the other.", error);
}

static gboolean
tell_unreadable (Log                 *self,
                 const RcWandbRecord *record,
                 guint64              offset,
                 GError             **error)
{
  g_autofree char *message = g_strdup_printf ("A record of the transaction log cannot be read: %s.", record->fault);

  return rc_import_sink_set_aside (self->sink, RC_IMPORT_SOURCE, tile_of (offset), (gint64) offset, RC_EXCEPTION_UNREADABLE_RECORD,
                                   "a message of Protocol Buffers", record->fault, message, error);
}

static gboolean
take_record (Log                    *self,
             const RcWandbLogReader *reader,
             GError                **error)
{
  g_auto (RcWandbRecord) record = { 0 };
  gsize length;

  if (self->n_records == 0 && !rc_import_sink_begin_rows (self->sink, error))
    return FALSE;

  rc_wandb_record_decode (&record, ++self->n_records, reader->offset, reader->record->data, reader->record->len);
  length = strlen (record.json);
  if (length >= RC_LIMIT_RECORD_BYTES)
    return rc_import_sink_set_aside (self->sink, RC_IMPORT_SOURCE, tile_of (reader->offset), (gint64) reader->offset, RC_EXCEPTION_LIMIT,
                                     "a row of at most 64 MiB (RC_LIMIT_RECORD_BYTES)", "more",
                                     "A record of the transaction log is larger than the program reads.", error);

  self->last_row = rc_import_sink_add_row (self->sink, record.json, length, error);
  if (self->last_row == 0)
    return FALSE;
  self->run.writer.record = self->last_row;
  if (record.fault != NULL && !tell_unreadable (self, &record, reader->offset, error))
    return FALSE;

  return (record.fault != NULL || check_num (self, record.num, error)) && read_row (self, record.kind, record.json, error);
}

/* A log without an exit record is one of a run that crashed, or that went on when it was copied. */
static gboolean
finish (Log     *self,
        GError **error)
{
  if (self->n_records == 0)
    return TRUE;
  if (!rc_wandb_metrics_tell (self->metrics, &self->run, error))
    return FALSE;
  if (self->has_exit)
    return rc_registry_writer_finish (&self->run.writer, error);

  self->run.writer.record = self->last_row;
  rc_registry_writer_at (&self->run.writer, "the last record");
  return rc_wandb_run_ensure (&self->run, error) &&
         rc_registry_writer_add_claim (&self->run.writer, self->run.entity, RC_PROPERTY_STATUS,
                                       "no exit record: it crashed, or was still running", 0, RC_TIME_NONE, RC_TIME_NONE, error) &&
         rc_registry_writer_finish (&self->run.writer, error);
}

static gboolean
read_log (Log               *self,
          RcWandbLogReader  *reader,
          GCancellable      *cancellable,
          GError           **error)
{
  while (!g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      const RcWandbLogFault *fault = &reader->fault;

      switch (rc_wandb_log_reader_next (reader, error))
        {
        case RC_WANDB_LOG_RECORD:
          if (!take_record (self, reader, error))
            return FALSE;
          break;

        case RC_WANDB_LOG_FAULT:
          if (!rc_import_sink_set_aside (self->sink, RC_IMPORT_SOURCE, tile_of (fault->offset), (gint64) fault->offset, fault->kind,
                                         fault->expected, fault->found, fault->message, error))
            return FALSE;
          break;

        case RC_WANDB_LOG_END:
          return finish (self, error);

        case RC_WANDB_LOG_FAILED:
        default:
          return FALSE;
        }
    }

  return FALSE;
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  g_autoptr (RcWandbMetrics) metrics = rc_wandb_metrics_new ();
  g_auto (RcWandbLogReader) reader;
  Log log = { .metrics = metrics, .sink = sink };
  gboolean good;

  rc_wandb_log_reader_init (&reader, input->stream);
  rc_wandb_run_init (&log.run, input, sink, RC_IMPORT_ROWS);
  good = read_log (&log, &reader, cancellable, error);
  rc_wandb_run_clear (&log.run);

  return good;
}

/* A training run is no event. */
static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  return rc_json_fields_new ();
}

static const RcImporter importer = {
  .id = "wandb-log",
  .title = N_("Weights & Biases transaction log"),
  .system = RC_WANDB_SYSTEM,
  .evidences = N_("a training run in the order in which it was written, with commit, uncommitted changes, environment, metrics and the "
                  "artifacts used and made; unsigned, its checksums show accidents only"),
  .framing = RC_FRAMING_FIXED,
  .reads_name = TRUE,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
};

/**
 * rc_wandb_log_importer:
 *
 * Returns: the importer of transaction logs. What cannot be read is set aside with its offset in the file; the records around it are
 *   rows all the same.
 */
const RcImporter *
rc_wandb_log_importer (void)
{
  return &importer;
}
