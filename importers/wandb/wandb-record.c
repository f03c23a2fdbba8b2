/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wandb-record.h"

#include "importers/protobuf-reader.h"
#include "importers/secret.h"

#include "core/json-writer.h"

/*
 * The messages of a transaction log as far as they are read, by the numbers of their fields. A row holds them by name, in the order of
 * these tables; fields that are not in them are passed over. Not in them on purpose: settings, jobs, console output, environment variables
 * and whatever else may hold secrets or what a program printed.
 */

typedef enum
{
  KIND_UNSIGNED,
  KIND_SIGNED,
  KIND_SIGNED_OR_ZERO,   /* written where it is absent too: 0 says something */
  KIND_BOOLEAN,
  KIND_DOUBLE,
  KIND_TEXT,
  KIND_TEXTS,            /* any number of them, as an array */
  KIND_ARGUMENTS,        /* the same: those of a command line, without secrets */
  KIND_URL,              /* without user name and password */
  KIND_JSON,             /* a text that is JSON; left out where the names beside or in it say that it is a secret */
  KIND_MESSAGE,
  KIND_MESSAGES,
} Kind;

typedef struct _Message Message;

typedef struct
{
  guint32        number;
  Kind           kind;
  const char    *name;
  const Message *message;
} Field;

struct _Message
{
  const Field *fields;
  gsize        n_fields;
};

#define MESSAGE(fields) { fields, G_N_ELEMENTS (fields) }

static const Field time_fields[] = {
  { 1, KIND_SIGNED, "seconds", NULL },
  { 2, KIND_SIGNED, "nanos", NULL },
};
static const Message time_message = MESSAGE (time_fields);

static const Field item_fields[] = {
  { 1, KIND_TEXT, "key", NULL },
  { 2, KIND_TEXTS, "nested_key", NULL },
  { 16, KIND_JSON, "value_json", NULL },
};
static const Message item_message = MESSAGE (item_fields);

static const Field extra_fields[] = {
  { 1, KIND_TEXT, "key", NULL },
  { 2, KIND_JSON, "value_json", NULL },
};
static const Message extra_message = MESSAGE (extra_fields);

static const Field update_fields[] = {
  { 1, KIND_MESSAGES, "update", &item_message },
  { 2, KIND_MESSAGES, "remove", &item_message },
};
static const Message update_message = MESSAGE (update_fields);

static const Field step_fields[] = { { 1, KIND_SIGNED_OR_ZERO, "num", NULL } };
static const Message step_message = MESSAGE (step_fields);

static const Field history_fields[] = {
  { 1, KIND_MESSAGES, "item", &item_message },
  { 2, KIND_MESSAGE, "step", &step_message },
};
static const Message history_message = MESSAGE (history_fields);

static const Field file_fields[] = {
  { 1, KIND_TEXT, "path", NULL },
  { 2, KIND_UNSIGNED, "policy", NULL },
  { 3, KIND_UNSIGNED, "type", NULL },
};
static const Message file_message = MESSAGE (file_fields);

static const Field files_fields[] = { { 1, KIND_MESSAGES, "files", &file_message } };
static const Message files_message = MESSAGE (files_fields);

static const Field stats_item_fields[] = {
  { 1, KIND_TEXT, "key", NULL },
  { 16, KIND_JSON, "value_json", NULL },
};
static const Message stats_item_message = MESSAGE (stats_item_fields);

static const Field stats_fields[] = {
  { 1, KIND_UNSIGNED, "type", NULL },
  { 2, KIND_MESSAGE, "timestamp", &time_message },
  { 3, KIND_MESSAGES, "item", &stats_item_message },
};
static const Message stats_message = MESSAGE (stats_fields);

static const Field entry_fields[] = {
  { 1, KIND_TEXT, "path", NULL },
  { 2, KIND_TEXT, "digest", NULL },
  { 3, KIND_URL, "ref", NULL },
  { 4, KIND_SIGNED, "size", NULL },
  { 5, KIND_TEXT, "mimetype", NULL },
  { 7, KIND_TEXT, "birth_artifact_id", NULL },
  { 16, KIND_MESSAGES, "extra", &extra_message },
};
static const Message entry_message = MESSAGE (entry_fields);

static const Field manifest_fields[] = {
  { 1, KIND_SIGNED, "version", NULL },
  { 2, KIND_TEXT, "storage_policy", NULL },
  { 3, KIND_MESSAGES, "storage_policy_config", &extra_message },
  { 4, KIND_MESSAGES, "contents", &entry_message },
  { 5, KIND_TEXT, "manifest_file_path", NULL },
};
static const Message manifest_message = MESSAGE (manifest_fields);

static const Field artifact_fields[] = {
  { 1, KIND_TEXT, "run_id", NULL },
  { 2, KIND_TEXT, "project", NULL },
  { 3, KIND_TEXT, "entity", NULL },
  { 4, KIND_TEXT, "type", NULL },
  { 5, KIND_TEXT, "name", NULL },
  { 6, KIND_TEXT, "digest", NULL },
  { 7, KIND_TEXT, "description", NULL },
  { 8, KIND_JSON, "metadata", NULL },
  { 9, KIND_BOOLEAN, "user_created", NULL },
  { 10, KIND_BOOLEAN, "use_after_commit", NULL },
  { 11, KIND_TEXTS, "aliases", NULL },
  { 12, KIND_MESSAGE, "manifest", &manifest_message },
  { 13, KIND_TEXT, "distributed_id", NULL },
  { 14, KIND_BOOLEAN, "finalize", NULL },
  { 15, KIND_TEXT, "client_id", NULL },
  { 16, KIND_TEXT, "sequence_client_id", NULL },
  { 17, KIND_TEXT, "base_id", NULL },
  { 18, KIND_SIGNED, "ttl_duration_seconds", NULL },
  { 19, KIND_TEXTS, "tags", NULL },
};
static const Message artifact_message = MESSAGE (artifact_fields);

static const Field telemetry_fields[] = {
  { 4, KIND_TEXT, "python_version", NULL },
  { 5, KIND_TEXT, "cli_version", NULL },
  { 6, KIND_TEXT, "huggingface_version", NULL },
  { 13, KIND_TEXT, "platform", NULL },
};
static const Message telemetry_message = MESSAGE (telemetry_fields);

static const Field metric_fields[] = {
  { 1, KIND_TEXT, "name", NULL },
  { 2, KIND_TEXT, "glob_name", NULL },
  { 4, KIND_TEXT, "step_metric", NULL },
  { 8, KIND_UNSIGNED, "goal", NULL },
};
static const Message metric_message = MESSAGE (metric_fields);

/* Of what the program printed, only that it did. */
static const Field output_fields[] = {
  { 1, KIND_UNSIGNED, "stream", NULL },
  { 2, KIND_MESSAGE, "timestamp", &time_message },
};
static const Message output_message = MESSAGE (output_fields);

static const Field git_fields[] = {
  { 1, KIND_URL, "remote_url", NULL },
  { 2, KIND_TEXT, "commit", NULL },
};
static const Message git_message = MESSAGE (git_fields);

static const Field branch_fields[] = {
  { 1, KIND_TEXT, "run", NULL },
  { 2, KIND_DOUBLE, "value", NULL },
  { 3, KIND_TEXT, "metric", NULL },
};
static const Message branch_message = MESSAGE (branch_fields);

static const Field run_fields[] = {
  { 1, KIND_TEXT, "run_id", NULL },
  { 2, KIND_TEXT, "entity", NULL },
  { 3, KIND_TEXT, "project", NULL },
  { 4, KIND_MESSAGE, "config", &update_message },
  { 5, KIND_MESSAGE, "summary", &update_message },
  { 6, KIND_TEXT, "run_group", NULL },
  { 7, KIND_TEXT, "job_type", NULL },
  { 8, KIND_TEXT, "display_name", NULL },
  { 9, KIND_TEXT, "notes", NULL },
  { 10, KIND_TEXTS, "tags", NULL },
  { 12, KIND_TEXT, "sweep_id", NULL },
  { 13, KIND_TEXT, "host", NULL },
  { 14, KIND_SIGNED, "starting_step", NULL },
  { 16, KIND_TEXT, "storage_id", NULL },
  { 17, KIND_MESSAGE, "start_time", &time_message },
  { 18, KIND_BOOLEAN, "resumed", NULL },
  { 19, KIND_MESSAGE, "telemetry", &telemetry_message },
  { 20, KIND_SIGNED, "runtime", NULL },
  { 21, KIND_MESSAGE, "git", &git_message },
  { 22, KIND_BOOLEAN, "forked", NULL },
  { 23, KIND_MESSAGE, "branch_point", &branch_message },
};
static const Message run_message = MESSAGE (run_fields);

static const Field exit_fields[] = {
  { 1, KIND_SIGNED_OR_ZERO, "exit_code", NULL },
  { 2, KIND_SIGNED, "runtime", NULL },
  { 3, KIND_BOOLEAN, "not_complete", NULL },
};
static const Message exit_message = MESSAGE (exit_fields);

static const Field version_fields[] = {
  { 1, KIND_TEXT, "producer", NULL },
  { 2, KIND_TEXT, "min_consumer", NULL },
};
static const Message version_message = MESSAGE (version_fields);

static const Field header_fields[] = { { 1, KIND_MESSAGE, "version_info", &version_message } };
static const Message header_message = MESSAGE (header_fields);

static const Field use_artifact_fields[] = {
  { 1, KIND_TEXT, "id", NULL },
  { 2, KIND_TEXT, "type", NULL },
  { 3, KIND_TEXT, "name", NULL },
};
static const Message use_artifact_message = MESSAGE (use_artifact_fields);

static const Field environment_fields[] = {
  { 1, KIND_TEXT, "os", NULL },
  { 2, KIND_TEXT, "python", NULL },
  { 3, KIND_MESSAGE, "started_at", &time_message },
  { 4, KIND_TEXT, "docker", NULL },
  { 5, KIND_ARGUMENTS, "args", NULL },
  { 6, KIND_TEXT, "program", NULL },
  { 7, KIND_TEXT, "code_path", NULL },
  { 8, KIND_TEXT, "code_path_local", NULL },
  { 9, KIND_MESSAGE, "git", &git_message },
  { 10, KIND_TEXT, "email", NULL },
  { 11, KIND_TEXT, "root", NULL },
  { 12, KIND_TEXT, "host", NULL },
  { 13, KIND_TEXT, "username", NULL },
  { 14, KIND_TEXT, "executable", NULL },
  { 16, KIND_UNSIGNED, "cpu_count", NULL },
  { 17, KIND_UNSIGNED, "cpu_count_logical", NULL },
  { 18, KIND_TEXT, "gpu", NULL },
  { 19, KIND_UNSIGNED, "gpu_count", NULL },
  { 25, KIND_TEXT, "cuda_version", NULL },
  { 199, KIND_TEXT, "writer_id", NULL },
};
static const Message environment_message = MESSAGE (environment_fields);

static const Message empty_message = { NULL, 0 };

/* What a record is, by the number of its field. */
static const Field kinds[] = {
  { 2, KIND_MESSAGE, "history", &history_message },
  { 3, KIND_MESSAGE, "summary", &update_message },
  { 4, KIND_MESSAGE, "output", &empty_message },
  { 5, KIND_MESSAGE, "config", &update_message },
  { 6, KIND_MESSAGE, "files", &files_message },
  { 7, KIND_MESSAGE, "stats", &stats_message },
  { 8, KIND_MESSAGE, "artifact", &artifact_message },
  { 9, KIND_MESSAGE, "tensorboard", &empty_message },
  { 10, KIND_MESSAGE, "alert", &empty_message },
  { 11, KIND_MESSAGE, "telemetry", &telemetry_message },
  { 12, KIND_MESSAGE, "metric", &metric_message },
  { 13, KIND_MESSAGE, "output_raw", &output_message },
  { 17, KIND_MESSAGE, "run", &run_message },
  { 18, KIND_MESSAGE, "exit", &exit_message },
  { 20, KIND_MESSAGE, "final", &empty_message },
  { 21, KIND_MESSAGE, "header", &header_message },
  { 22, KIND_MESSAGE, "footer", &empty_message },
  { 23, KIND_MESSAGE, "preempting", &empty_message },
  { 24, KIND_MESSAGE, "link_artifact", &empty_message },
  { 25, KIND_MESSAGE, "use_artifact", &use_artifact_message },
  { 26, KIND_MESSAGE, "environment", &environment_message },
  { 27, KIND_MESSAGE, "output_logger", &empty_message },
  { 100, KIND_MESSAGE, "request", &empty_message },
};

/* Every record may have it, whatever it is. */
#define RECORD_NUM 1u

static gboolean write_message (RcProtobufReader *parent,
                               const RcProtobufField *field,
                               const Message    *message,
                               RcJsonWriter     *writer);

static void
write_unsigned (RcJsonWriter *writer,
                guint64       value)
{
  char digits[24];

  g_snprintf (digits, sizeof digits, "%" G_GUINT64_FORMAT, value);
  rc_json_writer_raw (writer, digits);
}

/* Whether a name beside the value says that it is a secret. */
static gboolean
is_named_secret (const guint8 *bytes,
                 gsize         length)
{
  RcProtobufReader reader;
  RcProtobufField field;
  gboolean is_secret = FALSE;

  rc_protobuf_reader_init (&reader, bytes, length);
  while (!is_secret && rc_protobuf_reader_next (&reader, &field))
    if (field.wire == RC_PROTOBUF_BYTES && field.number <= 2)
      {
        g_autofree char *name = g_strndup ((const char *) field.bytes, field.length);

        is_secret = rc_secret_is_name (name);
      }

  return is_secret;
}

static void
write_json (RcProtobufReader      *reader,
            const RcProtobufField *field,
            RcJsonWriter          *writer)
{
  g_autofree char *text = rc_protobuf_reader_dup_text (reader, field);

  if (text == NULL)
    rc_json_writer_null (writer);
  else if (is_named_secret (reader->bytes, reader->length) || rc_secret_is_in_json (text))
    rc_json_writer_string (writer, "(left out: it may be a secret)");
  else
    rc_json_writer_string (writer, text);
}

static void
write_text (RcProtobufReader      *reader,
            const RcProtobufField *field,
            gboolean               is_url,
            RcJsonWriter          *writer)
{
  g_autofree char *text = rc_protobuf_reader_dup_text (reader, field);
  g_autofree char *stripped = is_url && text != NULL ? rc_secret_strip_address (text) : NULL;

  rc_json_writer_string (writer, stripped != NULL ? stripped : text);
}

static void
write_number (RcProtobufReader      *reader,
              const RcProtobufField *field,
              Kind                   kind,
              RcJsonWriter          *writer)
{
  guint64 value = 0;
  double real = 0;

  if (kind == KIND_DOUBLE && rc_protobuf_reader_get_double (reader, field, &real))
    rc_json_writer_double (writer, real);
  else if (kind != KIND_DOUBLE && !rc_protobuf_reader_get_number (reader, field, RC_PROTOBUF_VARINT, &value))
    rc_json_writer_null (writer);
  else if (kind == KIND_BOOLEAN)
    rc_json_writer_boolean (writer, value != 0);
  else if (kind == KIND_UNSIGNED)
    write_unsigned (writer, value);
  else if (kind != KIND_DOUBLE)
    rc_json_writer_integer (writer, (gint64) value);
  else
    rc_json_writer_null (writer);
}

static void
write_value (RcProtobufReader      *reader,
             const RcProtobufField *field,
             const Field           *known,
             RcJsonWriter          *writer)
{
  switch (known->kind)
    {
    case KIND_MESSAGE:
    case KIND_MESSAGES:
      (void) write_message (reader, field, known->message, writer);
      return;

    case KIND_JSON:
      write_json (reader, field, writer);
      return;

    case KIND_TEXT:
    case KIND_TEXTS:
    case KIND_ARGUMENTS:
    case KIND_URL:
      write_text (reader, field, known->kind == KIND_URL, writer);
      return;

    case KIND_UNSIGNED:
    case KIND_SIGNED:
    case KIND_SIGNED_OR_ZERO:
    case KIND_BOOLEAN:
    case KIND_DOUBLE:
    default:
      write_number (reader, field, known->kind, writer);
      return;
    }
}

/* "--hf_token=abc" stays "--hf_token=…", and what follows "--hf_token" is left out. */
static void
write_argument (RcProtobufReader      *reader,
                const RcProtobufField *field,
                gboolean              *hides_next,
                RcJsonWriter          *writer)
{
  g_autofree char *text = rc_protobuf_reader_dup_text (reader, field);
  g_auto (GStrv) parts = text != NULL ? g_strsplit (text, "=", 2) : NULL;
  gboolean hides = *hides_next && text != NULL && text[0] != '-';
  gboolean is_secret = parts != NULL && parts[0] != NULL && rc_secret_is_name (parts[0]);

  *hides_next = is_secret && parts[1] == NULL;
  if (hides)
    rc_json_writer_string (writer, "…");
  else if (is_secret && parts[1] != NULL)
    {
      g_autofree char *shown = g_strconcat (parts[0], "=…", NULL);

      rc_json_writer_string (writer, shown);
    }
  else
    {
      g_autofree char *stripped = text != NULL ? rc_secret_strip_address (text) : NULL;

      rc_json_writer_string (writer, stripped);
    }
}

static gboolean
is_repeated (Kind kind)
{
  return kind == KIND_TEXTS || kind == KIND_ARGUMENTS || kind == KIND_MESSAGES;
}

/* All values of one field. Of a field that is there once, the last one counts, as the format says. */
static void
write_field (RcProtobufReader *reader,
             const Field      *known,
             RcJsonWriter     *writer)
{
  RcProtobufField field;
  RcProtobufField last = { 0 };
  gboolean hides_next = FALSE;
  guint n = 0;

  reader->place = 0;
  while (rc_protobuf_reader_next (reader, &field))
    {
      if (field.number != known->number)
        continue;
      if (n++ == 0 && is_repeated (known->kind))
        {
          rc_json_writer_name (writer, known->name);
          rc_json_writer_begin_array (writer);
        }
      if (known->kind == KIND_ARGUMENTS)
        write_argument (reader, &field, &hides_next, writer);
      else if (is_repeated (known->kind))
        write_value (reader, &field, known, writer);
      else
        last = field;
    }

  if (n == 0 && known->kind == KIND_SIGNED_OR_ZERO)
    rc_json_writer_member_integer (writer, known->name, 0);
  else if (n > 0 && is_repeated (known->kind))
    rc_json_writer_end_array (writer);
  else if (n > 0)
    {
      rc_json_writer_name (writer, known->name);
      write_value (reader, &last, known, writer);
    }
}

static gboolean
write_message (RcProtobufReader      *parent,
               const RcProtobufField *field,
               const Message         *message,
               RcJsonWriter          *writer)
{
  RcProtobufReader reader;

  rc_json_writer_begin_object (writer);
  if (rc_protobuf_reader_enter (parent, field, &reader))
    {
      for (gsize i = 0; i < message->n_fields && reader.fault == NULL; i++)
        write_field (&reader, &message->fields[i], writer);
      /* Of a message from which nothing is taken too, it must be one. */
      while (message->n_fields == 0 && rc_protobuf_reader_next (&reader, &(RcProtobufField) { 0 }))
        ;
    }
  rc_json_writer_end_object (writer);

  return rc_protobuf_reader_leave (parent, &reader);
}

static const Field *
find_kind (guint32 number)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].number == number)
      return &kinds[i];
  return NULL;
}

/* Finds what the record is; @out_content is its last field that says so, as of any choice the last one counts. */
static const Field *
find_content (RcProtobufReader *reader,
              RcWandbRecord    *self,
              RcProtobufField  *out_content)
{
  const Field *known = NULL;
  RcProtobufField field;

  while (rc_protobuf_reader_next (reader, &field))
    {
      const Field *found = find_kind (field.number);

      if (field.number == RECORD_NUM)
        (void) rc_protobuf_reader_get_number (reader, &field, RC_PROTOBUF_VARINT, &self->num);
      if (found == NULL)
        continue;
      known = found;
      *out_content = field;
    }

  self->kind = reader->fault != NULL ? "unreadable" : known != NULL ? known->name : "unknown";
  return reader->fault == NULL ? known : NULL;
}

static void
write_head (RcWandbRecord *self,
            RcJsonWriter  *writer,
            guint64        number,
            guint64        offset,
            gsize          length)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_name (writer, "number");
  write_unsigned (writer, number);
  rc_json_writer_name (writer, "offset");
  write_unsigned (writer, offset);
  rc_json_writer_name (writer, "bytes");
  write_unsigned (writer, length);
  if (self->num != 0)
    {
      rc_json_writer_name (writer, "num");
      write_unsigned (writer, self->num);
    }
  rc_json_writer_member_string (writer, "kind", self->kind);
}

/**
 * rc_wandb_record_decode:
 * @number: of the record in the log, from 1
 * @offset: of its first chunk in the log
 *
 * Decodes one logical record. One that is no message, or holds what its kind cannot, becomes a row without content.
 */
void
rc_wandb_record_decode (RcWandbRecord *self,
                        guint64        number,
                        guint64        offset,
                        const guint8  *bytes,
                        gsize          length)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  RcProtobufReader reader;
  RcProtobufField content;
  const Field *known;

  *self = (RcWandbRecord) { 0 };
  rc_protobuf_reader_init (&reader, bytes, length);
  known = find_content (&reader, self, &content);
  write_head (self, writer, number, offset, length);
  if (known != NULL && known->message->n_fields > 0)
    rc_json_writer_name (writer, known->name);
  if (known != NULL && known->message->n_fields > 0)
    (void) write_message (&reader, &content, known->message, writer);
  rc_json_writer_end_object (writer);

  if (reader.fault != NULL)
    {
      self->fault = reader.fault;
      self->fault_place = reader.fault_place;
      self->kind = "unreadable";
      g_clear_pointer (&writer, rc_json_writer_free);
      writer = rc_json_writer_new ();
      write_head (self, writer, number, offset, length);
      rc_json_writer_end_object (writer);
    }
  self->json = rc_json_writer_finish (writer);
}

void
rc_wandb_record_clear (RcWandbRecord *self)
{
  g_clear_pointer (&self->json, g_free);
}
