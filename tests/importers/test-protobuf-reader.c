/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/protobuf-reader.h"

#include "protobuf-builder.h"

#include "core/bounds.h"

#include <string.h>

/* Reads everything, and every value that could be a message as one; answers how many fields there were. */
static guint
walk (RcProtobufReader *self)
{
  RcProtobufField field;
  guint n = 0;

  while (rc_protobuf_reader_next (self, &field))
    {
      g_assert_cmpuint (field.number, >=, 1);
      g_assert_cmpuint (field.content, >=, field.start + 1);
      n++;
      if (field.wire == RC_PROTOBUF_BYTES)
        {
          RcProtobufReader message;

          g_assert_true (field.bytes >= self->bytes);
          g_assert_true (field.bytes + field.length <= self->bytes + self->length);
          if (self->depth + 1 < RC_LIMIT_PROTOBUF_DEPTH && rc_protobuf_reader_enter (self, &field, &message))
            n += walk (&message);
        }
    }
  if (self->fault != NULL)
    g_assert_cmpuint (self->fault_place, <=, self->base + self->length);
  return n;
}

static void
assert_fault (const char *bytes,
              gsize       length,
              gsize       place,
              const char *fault)
{
  g_autofree char *copy = g_memdup2 (bytes, length);   /* exactly as long as it is, so that a read past its end is noticed */
  RcProtobufReader reader;
  RcProtobufField field;

  rc_protobuf_reader_init (&reader, copy, length);
  while (rc_protobuf_reader_next (&reader, &field))
    ;
  g_assert_nonnull (reader.fault);
  g_assert_nonnull (strstr (reader.fault, fault));
  g_assert_cmpuint (reader.fault_place, ==, place);
  g_assert_false (rc_protobuf_reader_next (&reader, &field));
}

static void
test_fields (void)
{
  g_autoptr (GByteArray) message = g_byte_array_new ();
  GByteArray *inner = g_byte_array_new ();
  RcProtobufReader reader;
  RcProtobufReader content;
  RcProtobufField field;
  g_autofree char *text = NULL;
  double real;
  guint64 number;

  protobuf_add_text (inner, 3, "Übung");
  protobuf_add_number (message, 1, G_MAXUINT64);
  protobuf_add_double (message, 2, -0.125);
  protobuf_add_message (message, 536870911, inner);
  g_byte_array_append (message, (const guint8 *) "\x25\x01\x02\x03\x84", 5);   /* field 4, 32 bits */

  rc_protobuf_reader_init (&reader, message->data, message->len);
  g_assert_true (rc_protobuf_reader_next (&reader, &field));
  g_assert_cmpuint (field.number, ==, 1);
  g_assert_true (rc_protobuf_reader_get_number (&reader, &field, RC_PROTOBUF_VARINT, &number));
  g_assert_cmpuint (number, ==, G_MAXUINT64);
  g_assert_true (rc_protobuf_reader_next (&reader, &field));
  g_assert_true (rc_protobuf_reader_get_double (&reader, &field, &real));
  g_assert_cmpfloat (real, ==, -0.125);
  g_assert_true (rc_protobuf_reader_next (&reader, &field));
  g_assert_cmpuint (field.number, ==, 536870911);
  g_assert_true (rc_protobuf_reader_enter (&reader, &field, &content));

  g_assert_true (rc_protobuf_reader_next (&content, &field));
  g_assert_cmpuint (field.number, ==, 3);
  text = rc_protobuf_reader_dup_text (&content, &field);
  g_assert_cmpstr (text, ==, "Übung");
  /* Places are those of the outermost message. */
  g_assert_cmpmem (message->data + field.content, field.length, "Übung", strlen ("Übung"));
  g_assert_false (rc_protobuf_reader_next (&content, &field));
  g_assert_true (rc_protobuf_reader_leave (&reader, &content));

  g_assert_true (rc_protobuf_reader_next (&reader, &field));
  g_assert_true (rc_protobuf_reader_get_number (&reader, &field, RC_PROTOBUF_FIXED_32, &number));
  g_assert_cmpuint (number, ==, 0x84030201);
  g_assert_false (rc_protobuf_reader_next (&reader, &field));
  g_assert_null (reader.fault);
}

static void
test_empty (void)
{
  RcProtobufReader reader;
  RcProtobufField field;

  rc_protobuf_reader_init (&reader, NULL, 0);
  g_assert_false (rc_protobuf_reader_next (&reader, &field));
  g_assert_null (reader.fault);
}

#define BYTES(text) text, sizeof text - 1

static void
test_refusals (void)
{
  assert_fault (BYTES ("\x08"), 1, "ends within a number");
  assert_fault (BYTES ("\x08\x01\x08\x80"), 3, "ends within a number");
  assert_fault (BYTES ("\x80"), 0, "ends within a number");
  /* Ten bytes hold 64 bits only where the last one is 0 or 1. */
  assert_fault (BYTES ("\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"), 1, "more than 64 bits");
  assert_fault (BYTES ("\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"), 1, "more than 64 bits");
  assert_fault (BYTES ("\x09\x01\x02\x03\x04\x05\x06\x07"), 1, "ends within a number");
  assert_fault (BYTES ("\x0d\x01\x02\x03"), 1, "ends within a number");
  assert_fault (BYTES ("\x0a\x03\x61\x62"), 1, "more bytes than it has");
  /* Lengths near the end of what a machine counts. */
  assert_fault (BYTES ("\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"), 1, "more bytes than it has");
  assert_fault (BYTES ("\x0a\xff\xff\xff\xff\xff\xff\xff\xff\x7f"), 1, "more bytes than it has");
  assert_fault (BYTES ("\x00\x01"), 0, "impossible number");
  assert_fault (BYTES ("\x80\x80\x80\x80\x10\x01"), 0, "impossible number");
  assert_fault (BYTES ("\xf8\xff\xff\xff\xff\xff\xff\xff\xff\x01\x01"), 0, "impossible number");
  /* Groups, and kinds that never were. */
  assert_fault (BYTES ("\x0b\x0c"), 0, "does not have");
  assert_fault (BYTES ("\x0c"), 0, "does not have");
  assert_fault (BYTES ("\x0e\x01"), 0, "does not have");
  assert_fault (BYTES ("\x0f\x01"), 0, "does not have");
}

static void
test_wrong_types (void)
{
  static const char bytes[] = "\x08\x01\x12\x03" "a\0b" "\x1a\x02" "\xc3(";
  RcProtobufReader reader;
  RcProtobufReader message;
  RcProtobufField field;
  guint64 number;
  double real;

  rc_protobuf_reader_init (&reader, bytes, sizeof bytes - 1);
  g_assert_true (rc_protobuf_reader_next (&reader, &field));
  g_assert_null (rc_protobuf_reader_dup_text (&reader, &field));
  g_assert_nonnull (strstr (reader.fault, "where a text must stand"));

  rc_protobuf_reader_init (&reader, bytes, sizeof bytes - 1);
  g_assert_true (rc_protobuf_reader_next (&reader, &field));
  g_assert_false (rc_protobuf_reader_enter (&reader, &field, &message));
  g_assert_nonnull (strstr (reader.fault, "where a message must stand"));
  g_assert_false (rc_protobuf_reader_next (&message, &field));

  rc_protobuf_reader_init (&reader, bytes, sizeof bytes - 1);
  g_assert_true (rc_protobuf_reader_next (&reader, &field));
  g_assert_false (rc_protobuf_reader_get_double (&reader, &field, &real));
  g_assert_nonnull (strstr (reader.fault, "written as something else"));

  rc_protobuf_reader_init (&reader, bytes, sizeof bytes - 1);
  g_assert_true (rc_protobuf_reader_next (&reader, &field) && rc_protobuf_reader_next (&reader, &field));
  g_assert_null (rc_protobuf_reader_dup_text (&reader, &field));
  g_assert_nonnull (strstr (reader.fault, "U+0000"));
  g_assert_cmpuint (reader.fault_place, ==, 2);

  rc_protobuf_reader_init (&reader, bytes, sizeof bytes - 1);
  g_assert_true (rc_protobuf_reader_next (&reader, &field) && rc_protobuf_reader_next (&reader, &field) &&
                 rc_protobuf_reader_next (&reader, &field));
  g_assert_false (rc_protobuf_reader_get_number (&reader, &field, RC_PROTOBUF_BYTES, &number));
  reader.fault = NULL;
  g_assert_null (rc_protobuf_reader_dup_text (&reader, &field));
  g_assert_nonnull (strstr (reader.fault, "not UTF-8"));
}

static void
test_depth (void)
{
  g_autoptr (GByteArray) message = g_byte_array_new ();
  RcProtobufReader readers[RC_LIMIT_PROTOBUF_DEPTH + 1];
  RcProtobufField field;
  guint depth = 0;

  for (guint i = 0; i < 200; i++)
    {
      GByteArray *outer = g_byte_array_new ();

      protobuf_add_message (outer, 1, message);
      message = outer;
    }

  rc_protobuf_reader_init (&readers[0], message->data, message->len);
  while (rc_protobuf_reader_next (&readers[depth], &field) && rc_protobuf_reader_enter (&readers[depth], &field, &readers[depth + 1]))
    depth++;
  g_assert_cmpuint (depth, ==, RC_LIMIT_PROTOBUF_DEPTH - 1);
  g_assert_nonnull (strstr (readers[depth].fault, "RC_LIMIT_PROTOBUF_DEPTH"));
  for (; depth > 0; depth--)
    g_assert_false (rc_protobuf_reader_leave (&readers[depth - 1], &readers[depth]));
  g_assert_nonnull (strstr (readers[0].fault, "RC_LIMIT_PROTOBUF_DEPTH"));
}

static void
test_every_prefix_and_every_changed_byte (void)
{
  g_autoptr (GByteArray) message = g_byte_array_new ();
  GByteArray *inner = g_byte_array_new ();
  GByteArray *innermost = g_byte_array_new ();
  guint n_good = 0;

  protobuf_add_text (innermost, 1, "a name");
  protobuf_add_number (innermost, 2, 1u << 20);
  protobuf_add_message (inner, 1, innermost);
  protobuf_add_double (inner, 2, 1.5);
  protobuf_add_number (message, 1, 300);
  protobuf_add_message (message, 200, inner);
  protobuf_add_text (message, 3, "another");

  for (gsize length = 0; length <= message->len; length++)
    for (gsize place = 0; place < length; place++)
      for (guint bit = 0; bit < 8; bit++)
        {
          g_autofree guint8 *copy = g_memdup2 (message->data, length);
          RcProtobufReader reader;

          copy[place] ^= (guint8) (1u << bit);
          rc_protobuf_reader_init (&reader, copy, length);
          (void) walk (&reader);
          n_good += reader.fault == NULL;
        }
  g_assert_cmpuint (n_good, >, 100);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/importers/protobuf-reader/fields", test_fields);
  g_test_add_func ("/importers/protobuf-reader/empty", test_empty);
  g_test_add_func ("/importers/protobuf-reader/refusals", test_refusals);
  g_test_add_func ("/importers/protobuf-reader/wrong-types", test_wrong_types);
  g_test_add_func ("/importers/protobuf-reader/depth", test_depth);
  g_test_add_func ("/importers/protobuf-reader/every-prefix-and-every-changed-byte", test_every_prefix_and_every_changed_byte);

  return g_test_run ();
}
