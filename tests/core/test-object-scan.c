/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/object-scan.h"

/* Objects in a row and in an array are cut behind each of them, however the bytes come, and what is broken does not swallow the rest. */

typedef struct
{
  const char *name;
  const char *text;
  const char *contents;    /* of the records, trimmed, parted by "§" */
  const char *fault;       /* (nullable): "offset expected found" of what is wrong between them */
  gboolean    is_open;     /* the array has no end */
} Case;

static const Case cases[] = {
  { "nothing", "", "", NULL, FALSE },
  { "blanks", " \n", "", NULL, FALSE },
  { "one", "{}", "{}", NULL, FALSE },
  { "lines", "{\"a\":1}\n{\"a\":2}\r\n{\"a\":3}", "{\"a\":1}§{\"a\":2}§{\"a\":3}", NULL, FALSE },
  { "without-ends", "{\"a\":1}{\"a\":2} {\"a\":{}}", "{\"a\":1}§{\"a\":2}§{\"a\":{}}", NULL, FALSE },
  { "array", "[{\"a\":1}, {\"a\":[{\"a\":2},{}]},\n{\"b\":3}]\n", "{\"a\":1}§{\"a\":[{\"a\":2},{}]}§{\"b\":3}", NULL, FALSE },
  { "empty-array", "[ ]\n", "", NULL, FALSE },
  { "mark", "\357\273\277[{\"a\":1}]", "{\"a\":1}", NULL, FALSE },
  { "pretty", "{\n  \"a\": {\n    \"b\": \"}{\"\n  }\n}\n{\n  \"a\": 2\n}\n", "{\n  \"a\": {\n    \"b\": \"}{\"\n  }\n}§{\n  \"a\": 2\n}", NULL, FALSE },
  { "pretty-array", "[\n  {\n    \"a\": [\n      {\n        \"a\": 1\n      }\n    ]\n  },\n  {\n    \"a\": 2\n  }\n]\n",
    "{\n    \"a\": [\n      {\n        \"a\": 1\n      }\n    ]\n  }§{\n    \"a\": 2\n  }", NULL, FALSE },
  { "flat", "{\n\"a\": [\n{\n\"b\": 1\n},\n{\n\"b\": 2\n}\n]\n}\n{\n\"a\": 2\n}\n",
    "{\n\"a\": [\n{\n\"b\": 1\n},\n{\n\"b\": 2\n}\n]\n}§{\n\"a\": 2\n}", NULL, FALSE },
  { "texts", "{\"a\":\"\\\\\"}{\"a\":\"\\\"}{\"}{\"a\":\"\\u007b\"}", "{\"a\":\"\\\\\"}§{\"a\":\"\\\"}{\"}§{\"a\":\"\\u007b\"}", NULL, FALSE },
  { "broken-value", "{\"a\":tru}\n{\"a\":2}\n", "{\"a\":tru}§{\"a\":2}", NULL, FALSE },

  /* What stands between them. */
  { "commas-in-a-row", "{\"a\":1},\n{\"a\":2},\n", "{\"a\":1}§{\"a\":2}",
    "7 nothing between objects that stand in no array; a comma", FALSE },
  { "no-comma", "[{\"a\":1}{\"a\":2}]", "{\"a\":1}§{\"a\":2}", "8 a comma between two items of the array; none", FALSE },
  { "two-commas", "[{\"a\":1},,{\"a\":2}]", "{\"a\":1}§{\"a\":2}", "9 an object; a comma", FALSE },
  { "last-comma", "[{\"a\":1},]", "{\"a\":1}", "9 an object behind the comma; a closing bracket", FALSE },
  { "two-arrays", "[{\"a\":1}][{\"a\":2}]", "{\"a\":1}§{\"a\":2}", "9 one array of objects; another bracket", FALSE },
  { "behind-the-array", "[{\"a\":1}]\n{\"a\":2}\n", "{\"a\":1}§{\"a\":2}", "10 the end of the source behind the array; an object", FALSE },
  { "open-array", "[{\"a\":1},\n{\"a\":2}", "{\"a\":1}§{\"a\":2}", NULL, TRUE },
  { "open-array-comma", "[{\"a\":1},\n", "{\"a\":1}", NULL, TRUE },
  { "only-a-bracket", "[", "", NULL, TRUE },

  /* Stray bytes. */
  { "stray-line", "{\"a\":1}\nnote {\"b\":1}\n{\"a\":2}\n", "{\"a\":1}§note {\"b\":1}§{\"a\":2}", NULL, FALSE },
  { "stray-first", "note\n{\"a\":1}\n{\"a\":2}", "note§{\"a\":1}§{\"a\":2}", NULL, FALSE },
  { "stray-item", "[{\"a\":1},5,{\"a\":2},{\"a\":3}]", "{\"a\":1}§5,§{\"a\":2}§{\"a\":3}", NULL, FALSE },
  { "stray-item-on-a-line", "[\n {\"a\":1},\n null,\n {\"a\":2}\n]", "{\"a\":1}§null,§{\"a\":2}", NULL, FALSE },
  { "one-brace-more", "{\"a\":1}}\n{\"a\":2}\n", "{\"a\":1}§}§{\"a\":2}", NULL, FALSE },

  /* Broken objects amid right ones. */
  { "cut-last", "{\"a\":1}\n{\"a\":[1,", "{\"a\":1}§{\"a\":[1,", NULL, FALSE },
  { "cut-last-text", "{\"a\":1}\n{\"a\":\"x", "{\"a\":1}§{\"a\":\"x", NULL, FALSE },
  { "cut-last-item", "[{\"a\":1,\"b\":[{\"a\":5},{\"a\":6}]},{\"a\":2,\"b\":[{\"a\":7},{\"a\":8}",
    "{\"a\":1,\"b\":[{\"a\":5},{\"a\":6}]}§{\"a\":2,\"b\":[{\"a\":7},{\"a\":8}", NULL, FALSE },
  { "cut-line", "{\"a\":1}\n{\"a\":\"x\n{\"a\":3}\n{\"a\":4}\n", "{\"a\":1}§{\"a\":\"x§{\"a\":3}§{\"a\":4}", NULL, FALSE },
  { "cut-line-of-array", "{\"a\":[1]}\n{\"a\":[1,\n{\"a\":[3]}\n{\"a\":[4]}\n", "{\"a\":[1]}§{\"a\":[1,§{\"a\":[3]}§{\"a\":[4]}", NULL, FALSE },
  { "open-object", "{\"a\":1}\n{\"a\":2,\n{\"a\":3}\n{\"a\":4}\n", "{\"a\":1}§{\"a\":2,§{\"a\":3}§{\"a\":4}", NULL, FALSE },
  { "open-object-last", "{\"a\":1}\n{\"a\":\n{\"a\":3}\n", "{\"a\":1}§{\"a\":§{\"a\":3}", NULL, FALSE },
  { "open-pretty", "{\n \"a\": 1\n}\n{\n \"a\": 2\n{\n \"a\": 3\n}\n", "{\n \"a\": 1\n}§{\n \"a\": 2§{\n \"a\": 3\n}", NULL, FALSE },
  { "open-text-pretty", "{\n \"a\": 1\n}\n{\n \"a\": \"x,\n \"b\": \"}\"\n}\n{\n \"a\": 3\n}\n",
    "{\n \"a\": 1\n}§{\n \"a\": \"x,\n \"b\": \"}\"\n}§{\n \"a\": 3\n}", NULL, FALSE },
  { "stray-quote", "{\"a\":1}\n{\"a\":\"x\"y\",\"b\":\"} {\"}\n{\"a\":3}\n", "{\"a\":1}§{\"a\":\"x\"y\",\"b\":\"} {\"}§{\"a\":3}", NULL, FALSE },
  { "stray-quote-first", "{\"a\":\"x\"y\"}\n{\"a\":2}\n{\"a\":3}\n", "{\"a\":\"x\"y\"}§{\"a\":2}§{\"a\":3}", NULL, FALSE },
  { "stray-quote-in-one-line", "[{\"a\":1},{\"a\":\"x\"y\",\"b\":\"}\"},{\"a\":3},{\"a\":4}]",
    "{\"a\":1}§{\"a\":\"x\"y\",\"b\":\"}\"}§{\"a\":3}§{\"a\":4}", NULL, FALSE },
  { "stray-quote-without-ends", "{\"a\":\"x\"y\"}{\"a\":2}{\"a\":3}", "{\"a\":\"x\"y\"}§{\"a\":2}§{\"a\":3}", NULL, FALSE },
  { "two-texts", "[{\"a\":1},{\"a\" \"b\"},{\"a\":3}]", "{\"a\":1}§{\"a\" \"b\"}§{\"a\":3}", NULL, FALSE },
  { "wrong-bracket", "{\"a\":1}\n{\"a\":[2}\n{\"a\":3}\n", "{\"a\":1}§{\"a\":[2}§{\"a\":3}", NULL, FALSE },
  { "flat-broken", "{\n\"a\": [\n{\n\"b\": 1\n}\n]\n}\n{\n\"a\": x\"2,\n\"c\": [\n{\n\"b\": 1\n}\n]\n}\n{\n\"a\": 3\n}\n",
    "{\n\"a\": [\n{\n\"b\": 1\n}\n]\n}§{\n\"a\": x\"2,\n\"c\": [\n{\n\"b\": 1\n}\n]\n}§{\n\"a\": 3\n}", NULL, FALSE },
};

static void
append_record (GString    *contents,
               const char *text,
               gsize       length)
{
  gsize content;
  gsize skipped = rc_object_scan_trim (text, length, &content);

  g_assert_cmpuint (skipped + content, <=, length);
  if (content == 0)
    return;
  if (contents->len > 0)
    g_string_append (contents, "§");
  g_string_append_len (contents, text + skipped, (gssize) content);
}

static void
note_fault (const RcObjectScan *scan,
            gsize               dropped,
            char              **fault)
{
  if (scan->has_fault && *fault == NULL)
    *fault = g_strdup_printf ("%" G_GSIZE_FORMAT " %s; %s", dropped + scan->fault.offset, scan->fault.expected, scan->fault.found);
}

/* Gives the bytes in steps of @step, each from memory of its own length, and takes back what was cut. */
static char *
dup_contents (const char  *text,
              gsize        step,
              char       **out_fault,
              gboolean    *out_is_open)
{
  gsize length = strlen (text);
  GString *contents = g_string_new (NULL);
  RcObjectScan scan;
  gsize dropped = 0, end;

  *out_fault = NULL;
  rc_object_scan_init (&scan);
  for (gsize given = MIN (step, length);; given = MIN (given + step, length))
    {
      g_autofree char *bytes = g_memdup2 (text + dropped, given - dropped + (given == dropped ? 1 : 0));
      gsize begin = 0;

      while (rc_object_scan_next (&scan, bytes, given - dropped, given == length, &end))
        {
          g_assert_cmpuint (end, >, begin);
          g_assert_cmpuint (end, <=, given - dropped);
          note_fault (&scan, dropped, out_fault);
          append_record (contents, bytes + begin, end - begin);
          begin = end;
        }
      note_fault (&scan, dropped, out_fault);
      if (given == length)
        {
          append_record (contents, bytes + begin, given - dropped - begin);
          break;
        }
      rc_object_scan_drop (&scan, begin);
      dropped += begin;
    }

  *out_is_open = rc_object_scan_is_open (&scan);
  return g_string_free (contents, FALSE);
}

static void
assert_scan (const Case *of,
             gsize       step)
{
  g_autofree char *fault = NULL;
  gboolean is_open = FALSE;
  g_autofree char *contents = dup_contents (of->text, step, &fault, &is_open);

  g_assert_cmpstr (contents, ==, of->contents);
  g_assert_cmpstr (fault, ==, of->fault);
  g_assert_cmpint (is_open, ==, of->is_open);
}

static void
test_case (gconstpointer data)
{
  const Case *of = data;

  for (gsize step = 1; step <= strlen (of->text) + 1; step++)
    assert_scan (of, step);
}

/* A bracket that is opened again and again must not cost a search through all the rest each time. */
static void
test_many_open (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  RcObjectScan scan;
  guint n_records = 0;
  gsize end;

  for (guint i = 0; i < 500000; i++)
    g_string_append (text, "{\"a\":[\n");
  rc_object_scan_init (&scan);
  while (rc_object_scan_next (&scan, text->str, text->len, TRUE, &end))
    n_records++;
  g_assert_cmpuint (n_records, ==, 499999);
}

/* An object that is cut because it is too long goes on, and what stands in it is no record. */
static void
test_cut (void)
{
  static const char text[] = "[{\"a\":1},{\"a\":[{\"a\":2},{\"a\":3},{\"a\":4}]},{\"a\":5}]";
  RcObjectScan scan;
  gsize end = 0;

  rc_object_scan_init (&scan);
  g_assert_true (rc_object_scan_next (&scan, text, 9, FALSE, &end));
  g_assert_false (rc_object_scan_next (&scan, text, 26, FALSE, &end));
  g_assert_false (rc_object_scan_give_up (&scan, text, 26, &end));
  rc_object_scan_cut (&scan, 24);
  g_assert_true (rc_object_scan_next (&scan, text, strlen (text), TRUE, &end));
  g_assert_cmpstr (text + end, ==, ",{\"a\":5}]");
  g_assert_true (rc_object_scan_next (&scan, text, strlen (text), TRUE, &end));
  g_assert_cmpstr (text + end, ==, "]");
  g_assert_false (scan.has_fault);
}

/* --- Right objects of any form --- */

static void
append_line_end (GString *text,
                 int      indentation,
                 guint    depth)
{
  if (indentation < 0)
    return;

  g_string_append_c (text, '\n');
  for (guint i = 0; i < (guint) indentation * depth; i++)
    g_string_append_c (text, ' ');
}

static void
append_value (GString *text,
              GRand   *rand,
              int      indentation,
              guint    depth,
              gboolean is_object)
{
  static const char * const plain[] = { "1", "null", "\"\"", "\"x\"", "\"{\\\"a\\\":1},{\"", "\"}]\"", "\"\\\\\"", "-1.5e3" };
  gboolean is_array = !is_object && g_rand_int_range (rand, 0, 3) == 0;
  guint n = (guint) g_rand_int_range (rand, 0, 4);

  if (depth > 4 || (!is_object && !is_array && g_rand_boolean (rand)))
    {
      g_string_append (text, is_object ? "{}" : plain[g_rand_int_range (rand, 0, G_N_ELEMENTS (plain))]);
      return;
    }

  g_string_append_c (text, is_array ? '[' : '{');
  for (guint i = 0; i < n; i++)
    {
      append_line_end (text, indentation, depth + 1);
      if (!is_array)
        g_string_append_printf (text, "\"%c\":%s", 'a' + (char) i, indentation >= 0 ? " " : "");
      append_value (text, rand, indentation, depth + 1, FALSE);
      if (i + 1 < n)
        g_string_append_c (text, ',');
    }
  if (n > 0)
    append_line_end (text, indentation, depth);
  g_string_append_c (text, is_array ? ']' : '}');
}

/* Whatever right objects look like, each is a record of its own, whole. */
static void
test_right (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261129);

  for (guint turn = 0; turn < 3000; turn++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) contents = g_string_new (NULL);
      gboolean is_array = g_rand_boolean (rand);
      int indentation = g_rand_int_range (rand, -1, 3);
      gboolean has_lines = g_rand_boolean (rand);
      guint n = (guint) g_rand_int_range (rand, 1, 9);
      Case of = { .text = NULL };

      g_string_append (text, is_array ? "[" : "");
      for (guint i = 0; i < n; i++)
        {
          gsize begin;

          append_line_end (text, has_lines ? MAX (indentation, 0) : -1, is_array ? 1 : 0);
          begin = text->len;
          append_value (text, rand, indentation, is_array ? 1 : 0, TRUE);
          if (i > 0)
            g_string_append (contents, "§");
          g_string_append (contents, text->str + begin);
          if (is_array && i + 1 < n)
            g_string_append_c (text, ',');
        }
      g_string_append (text, is_array ? "]\n" : "\n");
      of.text = text->str;
      of.contents = contents->str;
      assert_scan (&of, (gsize) g_rand_int_range (rand, 1, 40));
      assert_scan (&of, text->len);
    }
}

/* However an object is damaged, where it is cut does not depend on how the bytes come. */
static void
test_damaged (void)
{
  static const char bytes[] = "{}[]\",:\\\n a1\357\273\277\r";
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261130);

  for (guint turn = 0; turn < 20000; turn++)
    {
      const Case *of = &cases[g_rand_int_range (rand, 0, G_N_ELEMENTS (cases))];
      g_autoptr (GString) text = g_string_new (of->text);
      g_autofree char *whole = NULL;
      g_autofree char *pieces = NULL;
      g_autofree char *fault = NULL;
      g_autofree char *other_fault = NULL;
      gboolean is_open, other_is_open;

      for (int i = g_rand_int_range (rand, 1, 4); i > 0 && text->len > 0; i--)
        {
          gssize at = g_rand_int_range (rand, 0, (gint32) text->len);

          if (g_rand_boolean (rand))
            g_string_erase (text, at, 1);
          else
            g_string_insert_c (text, at, bytes[g_rand_int_range (rand, 0, sizeof bytes - 1)]);
        }
      whole = dup_contents (text->str, text->len + 1, &fault, &is_open);
      pieces = dup_contents (text->str, (gsize) g_rand_int_range (rand, 1, 9), &other_fault, &other_is_open);
      g_assert_cmpstr (whole, ==, pieces);
      g_assert_cmpstr (fault, ==, other_fault);
      g_assert_cmpint (is_open, ==, other_is_open);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/object-scan/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/object-scan/many-open", test_many_open);
  g_test_add_func ("/object-scan/cut", test_cut);
  g_test_add_func ("/object-scan/right", test_right);
  g_test_add_func ("/object-scan/damaged", test_damaged);
  return g_test_run ();
}
