/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "protobuf-struct.h"

#include "core/base64.h"
#include "core/json-writer.h"
#include "core/json.h"
#include "importers/protobuf-reader.h"

#include <string.h>

static gboolean write_value  (RcProtobufReader *reader, RcJsonWriter *writer);
static gboolean write_struct (RcProtobufReader *reader, RcJsonWriter *writer);

/* Goes into a field that holds a message, and takes over what is wrong there. */
static gboolean
read_message (RcProtobufReader      *reader,
              const RcProtobufField *field,
              RcJsonWriter          *writer,
              gboolean             (*read) (RcProtobufReader *, RcJsonWriter *))
{
  RcProtobufReader message;

  return rc_protobuf_reader_enter (reader, field, &message) &&
         (read (&message, writer) || message.fault != NULL) &&
         rc_protobuf_reader_leave (reader, &message);
}

static gboolean
write_list (RcProtobufReader *reader,
            RcJsonWriter     *writer)
{
  RcProtobufField field;

  rc_json_writer_begin_array (writer);
  while (rc_protobuf_reader_next (reader, &field))
    if (field.number == 1 && !read_message (reader, &field, writer, write_value))
      return FALSE;
  rc_json_writer_end_array (writer);

  return reader->fault == NULL;
}

static gboolean
write_text (RcProtobufReader      *reader,
            const RcProtobufField *field,
            RcJsonWriter          *writer)
{
  g_autofree char *text = rc_protobuf_reader_dup_text (reader, field);

  if (text != NULL)
    rc_json_writer_string (writer, text);
  return text != NULL;
}

static gboolean
write_kind (RcProtobufReader      *reader,
            const RcProtobufField *field,
            RcJsonWriter          *writer)
{
  guint64 whole;
  double number;

  switch (field->number)
    {
    case 1:
      rc_json_writer_null (writer);
      return rc_protobuf_reader_get_number (reader, field, RC_PROTOBUF_VARINT, &whole);
    case 2:
      if (!rc_protobuf_reader_get_double (reader, field, &number))
        return FALSE;
      rc_json_writer_double (writer, number);
      return TRUE;
    case 3:
      return write_text (reader, field, writer);
    case 4:
      if (!rc_protobuf_reader_get_number (reader, field, RC_PROTOBUF_VARINT, &whole))
        return FALSE;
      rc_json_writer_boolean (writer, whole != 0);
      return TRUE;
    case 5:
      return read_message (reader, field, writer, write_struct);
    default:
      return read_message (reader, field, writer, write_list);
    }
}

/* A value is of one kind. */
static gboolean
write_value (RcProtobufReader *reader,
             RcJsonWriter     *writer)
{
  gboolean is_written = FALSE;
  RcProtobufField field;

  while (rc_protobuf_reader_next (reader, &field))
    {
      if (field.number > 6)
        continue;
      if (is_written)
        rc_protobuf_reader_fail (reader, &field, "a value in it is of two kinds");
      if (is_written || !write_kind (reader, &field, writer))
        return FALSE;
      is_written = TRUE;
    }
  if (!is_written && reader->fault == NULL)
    reader->fault = "a value in it is of no kind";

  return is_written && reader->fault == NULL;
}

/* Writers put the name first; a later one would come after its value. */
static gboolean
write_entry (RcProtobufReader *reader,
             RcJsonWriter     *writer)
{
  gboolean has_name = FALSE;
  gboolean has_value = FALSE;
  RcProtobufField field;

  while (rc_protobuf_reader_next (reader, &field))
    {
      if (field.number == 1 && !has_name && !has_value)
        {
          g_autofree char *name = rc_protobuf_reader_dup_text (reader, &field);

          if (name == NULL)
            return FALSE;
          rc_json_writer_name (writer, name);
          has_name = TRUE;
        }
      else if (field.number == 2 && has_name && !has_value)
        {
          has_value = TRUE;
          if (!read_message (reader, &field, writer, write_value))
            return FALSE;
        }
      else
        {
          rc_protobuf_reader_fail (reader, &field, "an entry of it is no name with a value");
          return FALSE;
        }
    }
  if (!has_value && reader->fault == NULL)
    reader->fault = "an entry of it is no name with a value";

  return reader->fault == NULL;
}

static gboolean
write_struct (RcProtobufReader *reader,
              RcJsonWriter     *writer)
{
  RcProtobufField field;

  rc_json_writer_begin_object (writer);
  while (rc_protobuf_reader_next (reader, &field))
    if (field.number == 1 && !read_message (reader, &field, writer, write_entry))
      return FALSE;
  rc_json_writer_end_object (writer);

  return reader->fault == NULL;
}

char *
rc_protobuf_struct_dup_json (const void  *bytes,
                             gsize        length,
                             const char **out_fault)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_auto (RcJson) json = { 0 };
  g_autofree char *text = NULL;
  RcProtobufReader reader;
  RcJsonFault fault;

  rc_protobuf_reader_init (&reader, bytes, length);
  if (!write_struct (&reader, writer))
    {
      *out_fault = reader.fault;
      return NULL;
    }

  text = rc_json_writer_finish (writer);
  rc_json_init (&json);
  if (!rc_json_parse (&json, text, strlen (text), &fault) || json.has_duplicate)
    {
      *out_fault = "a name in it stands twice";
      return NULL;
    }

  return g_steal_pointer (&text);
}

char *
rc_protobuf_struct_dup_json_of_base64 (const char  *text,
                                       const char **out_fault)
{
  g_autoptr (GBytes) bytes = rc_base64_decode (text, strlen (text), RC_BASE64_STANDARD);
  gconstpointer data;
  gsize length;

  if (bytes == NULL)
    {
      *out_fault = "it is no base64";
      return NULL;
    }

  data = g_bytes_get_data (bytes, &length);
  return rc_protobuf_struct_dup_json (data, length, out_fault);
}

char *
rc_protobuf_any_dup_type (const void *bytes,
                          gsize       length)
{
  RcProtobufReader reader;
  RcProtobufField field;

  rc_protobuf_reader_init (&reader, bytes, length);
  while (rc_protobuf_reader_next (&reader, &field))
    if (field.number == 1)
      return rc_protobuf_reader_dup_text (&reader, &field);

  return NULL;
}
