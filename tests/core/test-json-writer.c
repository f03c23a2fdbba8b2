/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/json-writer.h"
#include "core/json.h"

#include <math.h>
#include <string.h>

static void
test_order (void)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *text = NULL;
  g_autofree char *second = NULL;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "z", "last letter first");
  rc_json_writer_member_integer (writer, "a", G_MININT64);
  rc_json_writer_name (writer, "list");
  rc_json_writer_begin_array (writer);
  rc_json_writer_boolean (writer, FALSE);
  rc_json_writer_null (writer);
  rc_json_writer_begin_object (writer);
  rc_json_writer_end_object (writer);
  rc_json_writer_begin_array (writer);
  rc_json_writer_end_array (writer);
  rc_json_writer_raw (writer, "{\"raw\":[1,2]}");
  rc_json_writer_end_array (writer);
  rc_json_writer_member_boolean (writer, "yes", TRUE);
  rc_json_writer_member_string (writer, "nothing", NULL);
  g_assert_cmpstr (rc_json_writer_peek (writer), ==,
                   "{\"z\":\"last letter first\",\"a\":-9223372036854775808,\"list\":[false,null,{},[],{\"raw\":[1,2]}],"
                   "\"yes\":true,\"nothing\":null");
  rc_json_writer_end_object (writer);
  text = rc_json_writer_finish (writer);
  g_assert_cmpstr (text, ==,
                   "{\"z\":\"last letter first\",\"a\":-9223372036854775808,\"list\":[false,null,{},[],{\"raw\":[1,2]}],"
                   "\"yes\":true,\"nothing\":null}");

  g_assert_cmpstr (rc_json_writer_peek (writer), ==, "");
  rc_json_writer_integer (writer, 7);
  second = rc_json_writer_finish (writer);
  g_assert_cmpstr (second, ==, "7");
}

static void
test_numbers (void)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_array (writer);
  rc_json_writer_double (writer, 0.65);
  rc_json_writer_double (writer, -0.0);
  rc_json_writer_double (writer, 1e300);
  rc_json_writer_double (writer, NAN);
  rc_json_writer_double (writer, -INFINITY);
  rc_json_writer_double (writer, 1.0 / 3.0);
  rc_json_writer_integer (writer, G_MAXINT64);
  rc_json_writer_end_array (writer);
  g_assert_cmpstr (rc_json_writer_peek (writer), ==, "[0.65,0,1e+300,null,null,0.3333333333333333,9223372036854775807]");
}

static char *
write_text (const char *text,
            gsize       length)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_string_len (writer, text, length);
  return rc_json_writer_finish (writer);
}

static void
test_escapes (void)
{
  static const struct { const char *text; gsize length; const char *written; } cases[] = {
    { "", 0, "\"\"" },
    { "a\"b\\c/", 6, "\"a\\\"b\\\\c/\"" },
    { "\b\f\n\r\t\v\0\x1F\x7F", 9, "\"\\b\\f\\n\\r\\t\\u000b\\u0000\\u001f\x7F\"" },
    { "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80", 9, "\"\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80\"" },
    { "a\xFF\xFE""b", 4, "\"a\xEF\xBF\xBD\xEF\xBF\xBD""b\"" },
    { "\xC3", 1, "\"\xEF\xBF\xBD\"" },
    { "\xE2\x82", 2, "\"\xEF\xBF\xBD\xEF\xBF\xBD\"" },
    { "\xE2\x82\"", 3, "\"\xEF\xBF\xBD\xEF\xBF\xBD\\\"\"" },
    { "\xC0\xAF", 2, "\"\xEF\xBF\xBD\xEF\xBF\xBD\"" },
    { "\xED\xA0\x80", 3, "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"" },
    { "\xF4\x90\x80\x80", 4, "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *copy = g_memdup2 (cases[i].text, cases[i].length);
      g_autofree char *written = write_text (copy, cases[i].length);

      g_assert_cmpstr (written, ==, cases[i].written);
    }
}

/* Whatever bytes come, what is written is a document, and valid texts come back as they were. */
static void
test_round_trip (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (8259);
  g_auto (RcJson) json;

  rc_json_init (&json);
  for (guint i = 0; i < 20000; i++)
    {
      gsize length = (gsize) g_rand_int_range (random, 0, 40);
      g_autofree char *bytes = g_malloc (length + 1);
      g_autofree char *written = NULL;
      g_autofree char *read = NULL;
      gsize read_length = 0;

      for (gsize k = 0; k < length; k++)
        bytes[k] = (char) g_rand_int_range (random, 0, i % 2 == 0 ? 256 : 128);
      written = write_text (bytes, length);
      g_assert_true (rc_json_parse (&json, written, strlen (written), NULL));
      read = rc_json_dup_text (&json, 0, &read_length);
      g_assert_true (g_utf8_validate_len (read, read_length, NULL) || memchr (read, 0, read_length) != NULL);
      if (i % 2 != 0)
        g_assert_cmpmem (read, read_length, bytes, length);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-writer/order", test_order);
  g_test_add_func ("/json-writer/numbers", test_numbers);
  g_test_add_func ("/json-writer/escapes", test_escapes);
  g_test_add_func ("/json-writer/round-trip", test_round_trip);

  return g_test_run ();
}
