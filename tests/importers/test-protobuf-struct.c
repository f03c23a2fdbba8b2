/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/kubeflow/protobuf-struct.h"

#include "core/bounds.h"

#include <string.h>

static char *
read_struct (const char  *hex,
             const char **out_fault)
{
  g_autofree guint8 *bytes = g_malloc0 (strlen (hex) / 2 + 1);

  for (gsize i = 0; hex[2 * i] != '\0'; i++)
    bytes[i] = (guint8) (g_ascii_xdigit_value (hex[2 * i]) << 4 | g_ascii_xdigit_value (hex[2 * i + 1]));
  return rc_protobuf_struct_dup_json (bytes, strlen (hex) / 2, out_fault);
}

static void
test_struct (void)
{
  static const struct
  {
    const char *hex;
    const char *json;
  } cases[] = {
    { "", "{}" },
    { "0a0e0a01611209110000000000000040", "{\"a\":2}" },
    { "0a0a0a016112051a03666f6f", "{\"a\":\"foo\"}" },
    { "0a070a016112022001", "{\"a\":true}" },
    { "0a070a016112020800", "{\"a\":null}" },
    { "0a0b0a0161120632040a022000", "{\"a\":[false]}" },
    { "0a0f0a0161120a2a080a060a0012020800", "{\"a\":{\"\":null}}" },
    /* not finite: no number of JSON says it */
    { "0a0e0a0161120911000000000000f07f", "{\"a\":null}" },
    /* an unknown field is passed over */
    { "1001", "{}" },
    /* a name without a value */
    { "0a030a0161", NULL },
    /* a value without a name */
    { "0a0412022001", NULL },
    /* the value first */
    { "0a07120220010a0161", NULL },
    /* a value of two kinds */
    { "0a090a0161120420012001", NULL },
    /* a value of no kind */
    { "0a050a01611200", NULL },
    /* a kind that is written as another */
    { "0a070a016112021801", NULL },
    /* the same name twice */
    { "0a070a0161120220010a070a016112022000", NULL },
    /* a text that is not UTF-8 */
    { "0a080a016112031a01ff", NULL },
    /* a text with a zero */
    { "0a080a016112031a0100", NULL },
    /* a length beyond the end */
    { "0aff0101", NULL },
    /* a number without an end */
    { "10ffffffffffffffffffffff", NULL },
    /* a group */
    { "0b0c", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *fault = NULL;
      g_autofree char *json = read_struct (cases[i].hex, &fault);

      g_assert_cmpstr (json, ==, cases[i].json);
      g_assert_true ((json == NULL) == (fault != NULL));
    }
}

/* Structs in each other, as deep as the reader goes and deeper. */
static void
test_deep_struct (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gboolean is_refused = FALSE;
  guint n_read = 0;

  g_byte_array_append (bytes, (const guint8 *) "\x0a\x06\x0a\x00\x12\x02\x08\x00", 8);
  while (bytes->len < 110)
    {
      const guint8 entry[] = {
        0x0a, (guint8) (bytes->len + 6), 0x0a, 0x00, 0x12, (guint8) (bytes->len + 2), 0x2a, (guint8) bytes->len
      };
      const char *fault = NULL;
      g_autofree char *json = rc_protobuf_struct_dup_json (bytes->data, bytes->len, &fault);

      g_assert_true ((json == NULL) == (fault != NULL));
      if (fault != NULL)
        g_assert_nonnull (strstr (fault, "RC_LIMIT_PROTOBUF_DEPTH"));
      is_refused = fault != NULL;
      n_read += json != NULL;
      g_byte_array_prepend (bytes, entry, sizeof entry);
    }

  g_assert_true (is_refused);
  g_assert_cmpuint (n_read, ==, RC_LIMIT_PROTOBUF_DEPTH / 3);
}

static void
test_any (void)
{
  static const guint8 any[] = { 0x0a, 0x03, 'a', '/', 'b', 0x12, 0x01, 0x00 };
  g_autofree char *type = rc_protobuf_any_dup_type (any, sizeof any);

  g_assert_cmpstr (type, ==, "a/b");
  for (gsize length = 0; length < 5; length++)
    g_assert_null (rc_protobuf_any_dup_type (any, length));
}

/* Base64 that is none, or that hides other bytes, is no struct. */
static void
test_base64 (void)
{
  static const char * const bad[] = { "%%", "Ch", "/w==", "CgcKAWESAiAB=", "CgcKAWESAiAC AQ==" };
  const char *fault = NULL;
  g_autofree char *good = rc_protobuf_struct_dup_json_of_base64 ("CgcKAWESAiAB", &fault);

  g_assert_cmpstr (good, ==, "{\"a\":true}");
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      fault = NULL;
      g_assert_null (rc_protobuf_struct_dup_json_of_base64 (bad[i], &fault));
      g_assert_nonnull (fault);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/importers/protobuf-struct/struct", test_struct);
  g_test_add_func ("/importers/protobuf-struct/deep", test_deep_struct);
  g_test_add_func ("/importers/protobuf-struct/any", test_any);
  g_test_add_func ("/importers/protobuf-struct/base64", test_base64);
  return g_test_run ();
}
