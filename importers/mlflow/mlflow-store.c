/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-store.h"

#include "mlflow-context.h"

#include "core/bounds.h"
#include "core/exception.h"
#include "core/words.h"

#include <string.h>

/*
 * Tables in the order in which their rows come in the source "rows of". Tables that hold secrets, and those whose rows can hold the
 * data of persons in bulk (spans, records of evaluation data sets), are not among them. A revision may lack any of them.
 */
static const RcMlflowTable tables[] = {
  { "alembic_version", NULL },
  { "experiments", NULL },
  { "experiment_tags", NULL },
  { "runs", rc_mlflow_read_run },
  { "tags", rc_mlflow_read_run_tag },
  { "params", NULL },
  { "latest_metrics", rc_mlflow_read_latest_metric },
  { "metrics", rc_mlflow_read_metric },
  { "datasets", rc_mlflow_read_dataset },
  { "inputs", rc_mlflow_read_input },
  { "input_tags", rc_mlflow_read_input_tag },
  { "logged_models", rc_mlflow_read_logged_model },
  { "logged_model_params", NULL },
  { "logged_model_tags", rc_mlflow_read_logged_model_tag },
  { "logged_model_metrics", rc_mlflow_read_logged_model_metric },
  { "registered_models", rc_mlflow_read_model },
  { "registered_model_tags", rc_mlflow_read_model_tag },
  { "model_versions", rc_mlflow_read_version },
  { "model_version_tags", rc_mlflow_read_version_tag },
  { "registered_model_aliases", rc_mlflow_read_alias },
  { "trace_info", rc_mlflow_read_trace },
  { "trace_request_metadata", NULL },
  { "trace_tags", NULL },
  { "assessments", rc_mlflow_read_assessment },
  { "evaluation_datasets", rc_mlflow_read_evaluation_dataset },
  { "entity_associations", NULL },
};

/* Tables that every MLflow store has had since its first release with migrations. */
static const char * const marks[] = { "alembic_version", "experiments", "runs" };

static gboolean
holds (const char *bytes,
       gsize       length,
       const char *text)
{
  return memmem (bytes, length, text, strlen (text)) != NULL;
}

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  if (sample->head_length < RC_SQLITE_MAGIC_BYTES || memcmp (sample->head, RC_SQLITE_MAGIC, RC_SQLITE_MAGIC_BYTES) != 0)
    return 0;
  if (holds (sample->head, sample->head_length, "alembic_version") && holds (sample->head, sample->head_length, "experiments"))
    return 95;

  /* The schema of a large store need not lie at its beginning: import() sees, and tells nothing where it is another's. */
  return 20;
}

/* For a database that cannot be opened: whether words of MLflow's schema stand anywhere in its bytes. */
static gboolean
looks_like_mlflow (RcStream      *stream,
                   gboolean      *out_looks,
                   GCancellable  *cancellable,
                   GError       **error)
{
  static const char first[] = "alembic_version";
  static const char second[] = "run_uuid";
  const gsize keep = sizeof first - 1;   /* a mark may lie across two reads */
  g_autofree char *buffer = g_malloc (keep + RC_LIMIT_BLOCK_BYTES);
  guint64 offset = 0;
  gsize kept = 0;
  gboolean has_first = FALSE;
  gboolean has_second = FALSE;
  gsize length;

  do
    {
      gsize total;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !rc_stream_pread_full (stream, offset, buffer + kept, RC_LIMIT_BLOCK_BYTES, &length, error))
        return FALSE;

      total = kept + length;
      has_first = has_first || holds (buffer, total, first);
      has_second = has_second || holds (buffer, total, second);
      offset += length;
      kept = MIN (total, keep);
      memmove (buffer, buffer + total - kept, kept);
    }
  while (length > 0 && !(has_first && has_second));
  *out_looks = has_first && has_second;

  return TRUE;
}

static gboolean
is_mlflow (RcSqliteReader *reader)
{
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (!rc_sqlite_reader_has (reader, marks[i]))
      return FALSE;
  return TRUE;
}

static gboolean
tell_faults (RcImportSink  *sink,
             GPtrArray     *faults,
             GError       **error)
{
  for (guint i = 0; i < faults->len; i++)
    {
      const RcException *fault = g_ptr_array_index (faults, i);
      guint64 record = fault->offset >= 0 ? (guint64) fault->offset / RC_LIMIT_FIXED_TILE_BYTES + 1 : 0;

      if (!rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, record, fault->offset, fault->kind, fault->expected, fault->found,
                                     fault->message, error))
        return FALSE;
    }
  g_ptr_array_set_size (faults, 0);

  return TRUE;
}

static void
write_number (RcJsonWriter *writer,
              const char   *name,
              guint32       number)
{
  g_autofree char *digits = g_strdup_printf ("%u", number);

  rc_json_writer_name (writer, name);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "integer", digits);
  rc_json_writer_end_object (writer);
}

/*
 * The first row is the file's header: free pages hold what was deleted, and version 2 says that a write-ahead log belonged to the file,
 * whose latest transactions may be missing here.
 */
static gboolean
add_header_row (RcImportSink          *sink,
                const RcSqliteHeader  *header,
                GError               **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "table", "sqlite header");
  rc_json_writer_name (writer, "key");
  rc_json_writer_begin_object (writer);
  rc_json_writer_end_object (writer);
  rc_json_writer_name (writer, "columns");
  rc_json_writer_begin_object (writer);
  write_number (writer, "page_size", header->page_size);
  write_number (writer, "page_count", header->page_count);
  write_number (writer, "freelist_count", header->freelist_count);
  write_number (writer, "write_version", header->write_version);
  write_number (writer, "read_version", header->read_version);
  write_number (writer, "change_counter", header->change_counter);
  write_number (writer, "schema_version", header->schema_cookie);
  write_number (writer, "text_encoding", header->text_encoding);
  write_number (writer, "user_version", header->user_version);
  write_number (writer, "application_id", header->application_id);
  write_number (writer, "sqlite_version", header->sqlite_version);
  rc_json_writer_end_object (writer);
  rc_json_writer_end_object (writer);

  return rc_import_sink_add_row (sink, rc_json_writer_peek (writer), strlen (rc_json_writer_peek (writer)), error) != 0;
}

typedef struct
{
  RcMlflowContext     *context;
  const RcMlflowTable *table;
} TableWork;

static gboolean
read_row (const RcSqliteRow  *row,
          gpointer            user_data,
          GError            **error)
{
  TableWork *work = user_data;
  RcMlflowContext *context = work->context;
  g_autofree char *json = rc_sqlite_row_dup_json (row);
  gsize length = strlen (json);

  if (length >= RC_LIMIT_RECORD_BYTES)
    return rc_import_sink_set_aside (context->sink, RC_IMPORT_ROWS, 0, -1, RC_EXCEPTION_LIMIT,
                                     "a row of at most 64 MiB (RC_LIMIT_RECORD_BYTES)", "more",
                                     "A row of the registry is larger than the program reads.", error);

  context->row = row;
  context->record = rc_import_sink_add_row (context->sink, json, length, error);
  if (context->record == 0)
    return FALSE;

  g_free (context->locator);
  context->locator = rc_sqlite_row_dup_locator (row);
  if (!rc_sqlite_row_is_all_utf8 (row) &&
      !rc_mlflow_set_aside (context, RC_EXCEPTION_REGISTRY_MALFORMED, "texts of UTF-8 without NUL", "other bytes",
                            "A text of the registry is no text.", error))
    return FALSE;

  return work->table->read == NULL || work->table->read (context, error);
}

static gboolean
tell_what_is_not_listed (const RcMlflowContext  *context,
                         GError                **error)
{
  if (!context->is_full)
    return TRUE;

  return rc_import_sink_set_aside (context->sink, RC_IMPORT_SOURCE, 0, -1, RC_EXCEPTION_LIMIT,
                                   "at most 100000 runs and models with metrics (RC_LIMIT_REGISTRY_COUNTED)", "more",
                                   "The metrics of the other runs are not listed; they stand in their rows.", error);
}

static gboolean
import_rows (RcSqliteReader  *reader,
             RcImportSink    *sink,
             GPtrArray       *faults,
             GError         **error)
{
  RcMlflowContext context;
  gboolean good;

  rc_mlflow_context_init (&context, sink, reader);
  good = rc_import_sink_begin_rows (sink, error) &&
         add_header_row (sink, rc_sqlite_reader_peek_header (reader), error);
  for (gsize i = 0; i < G_N_ELEMENTS (tables) && good; i++)
    {
      TableWork work = { &context, &tables[i] };

      good = rc_sqlite_reader_read (reader, tables[i].name, read_row, &work, faults, error) && tell_faults (sink, faults, error);
    }
  good = good && tell_what_is_not_listed (&context, error);
  rc_mlflow_context_clear (&context);

  return good;
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_exception_free);
  g_autoptr (RcSqliteReader) reader = NULL;
  const char *names[G_N_ELEMENTS (tables) + 1] = { NULL };
  gboolean is_ours;
  gboolean is_readable;

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    names[i] = tables[i].name;

  reader = rc_sqlite_reader_new (input->stream, names, cancellable);
  if (!rc_sqlite_reader_open (reader, faults, error))
    return FALSE;
  if (faults->len > 0)
    return looks_like_mlflow (input->stream, &is_ours, cancellable, error) &&
           (!is_ours || tell_faults (sink, faults, error));
  if (!is_mlflow (reader))
    return TRUE;

  if (!rc_sqlite_reader_check (reader, &is_readable, faults, error) || !tell_faults (sink, faults, error))
    return FALSE;
  return !is_readable || import_rows (reader, sink, faults, error);
}

static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  return rc_mlflow_read_fields (bytes, length);
}

static const RcImporter importer = {
  .id = "mlflow-store",
  .title = N_("MLflow store (SQLite)"),
  .evidences = N_("training runs, data set inputs, code commits, metrics, registered model versions, traces and assessments; "
                  "keeps no history of stages and names no approver unless a tag does"),
  .framing = RC_FRAMING_FIXED,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
};

/**
 * rc_mlflow_store_importer:
 *
 * Returns: the importer of MLflow's SQL store as an SQLite file, of any revision: tables and columns are probed, not assumed. Its rows
 *   are those of RcSqliteRow, in the order of the table of tables above and of each table's primary key.
 */
const RcImporter *
rc_mlflow_store_importer (void)
{
  return &importer;
}
