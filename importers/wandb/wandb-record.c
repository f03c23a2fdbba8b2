/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wandb-record.h"

#include "importers/protobuf-reader.h"
#include "importers/secret.h"
#include "wandb-messages.h"

#include "core/json-writer.h"

/* Every record may have it, whatever it is. */
#define RECORD_NUM 1u

static gboolean write_message (RcProtobufReader      *parent,
                               const RcProtobufField *field,
                               const RcWandbMessage  *message,
                               RcJsonWriter          *writer);

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
  g_autofree char *stripped = is_url ? rc_secret_strip_address (text) : NULL;

  rc_json_writer_string (writer, stripped != NULL ? stripped : text);
}

static void
write_number (RcProtobufReader      *reader,
              const RcProtobufField *field,
              RcWandbFieldKind       kind,
              RcJsonWriter          *writer)
{
  guint64 value = 0;
  double real = 0;

  if (kind == RC_WANDB_DOUBLE && rc_protobuf_reader_get_double (reader, field, &real))
    rc_json_writer_double (writer, real);
  else if (kind != RC_WANDB_DOUBLE && !rc_protobuf_reader_get_number (reader, field, RC_PROTOBUF_VARINT, &value))
    rc_json_writer_null (writer);
  else if (kind == RC_WANDB_BOOLEAN)
    rc_json_writer_boolean (writer, value != 0);
  else if (kind == RC_WANDB_UNSIGNED)
    write_unsigned (writer, value);
  else if (kind != RC_WANDB_DOUBLE)
    rc_json_writer_integer (writer, (gint64) value);
  else
    rc_json_writer_null (writer);
}

static void
write_value (RcProtobufReader      *reader,
             const RcProtobufField *field,
             const RcWandbField    *known,
             RcJsonWriter          *writer)
{
  switch (known->kind)
    {
    case RC_WANDB_MESSAGE:
    case RC_WANDB_MESSAGES:
      (void) write_message (reader, field, known->message, writer);
      return;

    case RC_WANDB_JSON:
      write_json (reader, field, writer);
      return;

    case RC_WANDB_TEXT:
    case RC_WANDB_TEXTS:
    case RC_WANDB_ARGUMENTS:
    case RC_WANDB_URL:
      write_text (reader, field, known->kind == RC_WANDB_URL, writer);
      return;

    case RC_WANDB_UNSIGNED:
    case RC_WANDB_SIGNED:
    case RC_WANDB_SIGNED_OR_ZERO:
    case RC_WANDB_BOOLEAN:
    case RC_WANDB_DOUBLE:
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
      g_autofree char *stripped = rc_secret_strip_address (text);

      rc_json_writer_string (writer, stripped);
    }
}

static gboolean
is_repeated (RcWandbFieldKind kind)
{
  return kind == RC_WANDB_TEXTS || kind == RC_WANDB_ARGUMENTS || kind == RC_WANDB_MESSAGES;
}

/* All values of one field. Of a field that is there once, the last one counts, as the format says. */
static void
write_field (RcProtobufReader   *reader,
             const RcWandbField *known,
             RcJsonWriter       *writer)
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
      if (known->kind == RC_WANDB_ARGUMENTS)
        write_argument (reader, &field, &hides_next, writer);
      else if (is_repeated (known->kind))
        write_value (reader, &field, known, writer);
      else
        last = field;
    }

  if (n == 0 && known->kind == RC_WANDB_SIGNED_OR_ZERO)
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
               const RcWandbMessage  *message,
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

/* Finds what the record is; @out_content is its last field that says so, as of any choice the last one counts. */
static const RcWandbField *
find_content (RcProtobufReader *reader,
              RcWandbRecord    *self,
              RcProtobufField  *out_content)
{
  const RcWandbField *known = NULL;
  RcProtobufField field;

  while (rc_protobuf_reader_next (reader, &field))
    {
      const RcWandbField *found = rc_wandb_find_record (field.number);

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
  const RcWandbField *known;

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
