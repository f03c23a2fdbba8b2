/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/canonical.h"
#include "core/digest.h"

#include <string.h>

typedef struct
{
  const char       *text;
  const char       *expected;
  RcCanonicalResult result;
} Case;

static void
check (const Case         *c,
       RcCanonicalForm     form,
       const char * const *left_out)
{
  g_autoptr (GString) out = g_string_new ("before ");
  g_autofree char *copy = g_memdup2 (c->text, strlen (c->text));    /* so that a read beyond the end is seen */
  g_auto (RcJson) json;

  g_test_message ("%s", c->text);
  rc_json_init (&json);
  g_assert_true (rc_json_parse (&json, copy, strlen (c->text), NULL));
  g_assert_cmpint (rc_canonical_append (out, &json, 0, form, left_out), ==, c->result);
  g_assert_true (g_str_has_prefix (out->str, "before "));
  g_assert_cmpstr (out->str + strlen ("before "), ==, c->expected);
  g_assert_cmpuint (out->len, ==, strlen (out->str));
}

static void
test_jcs (void)
{
  static const Case cases[] = {
    { " { } ", "{}" }, { "[ ]", "[]" }, { "\"\"", "\"\"" }, { " null ", "null" },
    { "{\"b\":1,\"a\":{\"d\":[3, 2,{\"z\":0,\"y\":0}],\"c\":true}}", "{\"a\":{\"c\":true,\"d\":[3,2,{\"y\":0,\"z\":0}]},\"b\":1}" },
    { "{\"aaaaaaaab\":1,\"aaaaaaaaa\":2,\"aaaaaaaa\":3,\"\":4}", "{\"\":4,\"aaaaaaaa\":3,\"aaaaaaaaa\":2,\"aaaaaaaab\":1}" },
    { "{\"a\\u0000\":1,\"a\":2,\"a!\":3}", "{\"a\":2,\"a\\u0000\":1,\"a!\":3}" },
    /* U+FB33 and U+1F600: by code units the supplementary character comes first. */
    { "{\"\xEF\xAC\xB3\":1,\"\xF0\x9F\x98\x80\":2}", "{\"\xF0\x9F\x98\x80\":2,\"\xEF\xAC\xB3\":1}" },
    { "{\"\\ufb33\":1,\"\\ud83d\\ude00\":2}", "{\"\xF0\x9F\x98\x80\":2,\"\xEF\xAC\xB3\":1}" },
    { "{\"long prefix \\ufb33\":1,\"long prefix \xF0\x9F\x98\x80\":2}",
      "{\"long prefix \xF0\x9F\x98\x80\":2,\"long prefix \xEF\xAC\xB3\":1}" },
    { "{\"long prefix \xEF\xAC\xB3\":1,\"long prefix \xF0\x9F\x98\x80\":2,\"long prefix \xED\x9F\xBF\":3}",
      "{\"long prefix \xED\x9F\xBF\":3,\"long prefix \xF0\x9F\x98\x80\":2,\"long prefix \xEF\xAC\xB3\":1}" },
    { "\"\\u0041\\/\\\"\\\\\\b\\f\\n\\r\\t\\u000B\\u001F\\u007f\\u00E9\\uD83D\\uDE00\"",
      "\"A/\\\"\\\\\\b\\f\\n\\r\\t\\u000b\\u001f\x7F\xC3\xA9\xF0\x9F\x98\x80\"" },
    { "\"</script>\xE2\x80\xA8\"", "\"</script>\xE2\x80\xA8\"" },
    { "[0,-0,-0.0,0e5,1.0,1.50,-1.5E0,10,1e2,1E-2,0.1e1,100.00]", "[0,0,0,0,1,1.5,-1.5,10,100,0.01,1,100]" },
    { "[0.000001,0.0000001,0.00000123,0.000000123,1e20,1e21]", "[0.000001,1e-7,0.00000123,1.23e-7,100000000000000000000,1e+21]" },
    { "[0.1234567890123456,0.12345678901234567,0.3,0.30000000000000004,123456789012345.6]",
      "[0.1234567890123456,0.12345678901234566,0.3,0.30000000000000004,123456789012345.6]" },
    { "[9007199254740992,-9007199254740992,999999999999999,1234567890123456]",
      "[9007199254740992,-9007199254740992,999999999999999,1234567890123456]" },
    { "[9007199254740993]", "[9007199254740992]", RC_CANONICAL_PRECISION_LOST },
    { "[-9007199254740993,1]", "[-9007199254740992,1]", RC_CANONICAL_PRECISION_LOST },
    { "[638515262815394150]", "[638515262815394200]", RC_CANONICAL_PRECISION_LOST },
    { "[1000000000000000000000]", "[1e+21]", RC_CANONICAL_PRECISION_LOST },
    { "[1,1e400]", "", RC_CANONICAL_NUMBER_RANGE },
    { "[1e400,9007199254740993]", "", RC_CANONICAL_NUMBER_RANGE },
    { "{\"a\":1,\"b\":2,\"a\":3,\"\\u0061\":4}", "{\"a\":4,\"b\":2}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i], RC_CANONICAL_JCS, NULL);
}

/* The expected texts are what json.dumps (json.loads (text), sort_keys=True, …) of Python 3 answers. */
static void
test_python (void)
{
  static const struct { const char *text; const char *compact; const char *spaced; const char *utf8; } cases[] = {
    { "{\"b\":[1,2, {}],\"a\":{\"d\":null,\"c\":true},\"e\":[]}",
      "{\"a\":{\"c\":true,\"d\":null},\"b\":[1,2,{}],\"e\":[]}",
      "{\"a\": {\"c\": true, \"d\": null}, \"b\": [1, 2, {}], \"e\": []}",
      "{\"a\":{\"c\":true,\"d\":null},\"b\":[1,2,{}],\"e\":[]}" },
    { "{\"\xEF\xAC\xB3\":1,\"\xF0\x9F\x98\x80\":2}",
      "{\"\\ufb33\":1,\"\\ud83d\\ude00\":2}",
      "{\"\\ufb33\": 1, \"\\ud83d\\ude00\": 2}",
      "{\"\xEF\xAC\xB3\":1,\"\xF0\x9F\x98\x80\":2}" },
    { "\"\\/\\u0041\\\"\\\\\\b\\f\\n\\r\\t\\u000B\x7F~\\u00E9\xC3\xA9\xE2\x82\xAC sixteen bytes and more \xC3\xA9\"",
      "\"/A\\\"\\\\\\b\\f\\n\\r\\t\\u000b\\u007f~\\u00e9\\u00e9\\u20ac sixteen bytes and more \\u00e9\"",
      "\"/A\\\"\\\\\\b\\f\\n\\r\\t\\u000b\\u007f~\\u00e9\\u00e9\\u20ac sixteen bytes and more \\u00e9\"",
      "\"/A\\\"\\\\\\b\\f\\n\\r\\t\\u000b\x7F~\xC3\xA9\xC3\xA9\xE2\x82\xAC sixteen bytes and more \xC3\xA9\"" },
    { "[0,-0,0.0,-0.0,1.0,1.50,1e2,1E15,1e16,0.0001,0.00001,0.000123,9007199254740993,638515262815394150]",
      "[0,0,0.0,-0.0,1.0,1.5,100.0,1000000000000000.0,1e+16,0.0001,1e-05,0.000123,9007199254740993,638515262815394150]",
      "[0, 0, 0.0, -0.0, 1.0, 1.5, 100.0, 1000000000000000.0, 1e+16, 0.0001, 1e-05, 0.000123, 9007199254740993, "
      "638515262815394150]",
      "[0,0,0.0,-0.0,1.0,1.5,100.0,1000000000000000.0,1e+16,0.0001,1e-05,0.000123,9007199254740993,638515262815394150]" },
    { "[123456789012345678901234567890,0.1234567890123456789,-1.0,12345678901234567.0,0.00012,0.000012,123.10]",
      "[123456789012345678901234567890,0.12345678901234568,-1.0,1.2345678901234568e+16,0.00012,1.2e-05,123.1]",
      "[123456789012345678901234567890, 0.12345678901234568, -1.0, 1.2345678901234568e+16, 0.00012, 1.2e-05, 123.1]",
      "[123456789012345678901234567890,0.12345678901234568,-1.0,1.2345678901234568e+16,0.00012,1.2e-05,123.1]" },
    { "{\"a\":1,\"b\":2,\"a\":3}", "{\"a\":3,\"b\":2}", "{\"a\": 3, \"b\": 2}", "{\"a\":3,\"b\":2}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      check (&(Case) { cases[i].text, cases[i].compact, RC_CANONICAL_OK }, RC_CANONICAL_PYTHON_COMPACT, NULL);
      check (&(Case) { cases[i].text, cases[i].spaced, RC_CANONICAL_OK }, RC_CANONICAL_PYTHON_DEFAULT, NULL);
      check (&(Case) { cases[i].text, cases[i].utf8, RC_CANONICAL_OK }, RC_CANONICAL_PYTHON_COMPACT_UTF8, NULL);
    }
  check (&(Case) { "[1e999]", "", RC_CANONICAL_NUMBER_RANGE }, RC_CANONICAL_PYTHON_COMPACT, NULL);
}

static void
test_left_out (void)
{
  static const char * const hash[] = { "hash", NULL };
  static const char * const two[] = { "hash", "signature", NULL };
  static const char * const none[] = { NULL };
  static const Case canonical[] = {
    { "{\"hash\":1,\"b\":{\"hash\":2},\"a\":3}", "{\"a\":3,\"b\":{\"hash\":2}}" },
    { "{\"h\\u0061sh\":1,\"b\":2}", "{\"b\":2}" },
    { "{\"hash\":1}", "{}" },
    { "{\"hash\":1,\"b\":2,\"hash\":3}", "{\"b\":2}" },
    { "{\"hashes\":1,\"has\":2}", "{\"has\":2,\"hashes\":1}" },
    { "[{\"hash\":1}]", "[{\"hash\":1}]" },
    { "{\"hash\":1e999,\"b\":2}", "{\"b\":2}" },
  };
  static const Case stored[] = {
    { "{\"b\":{\"hash\":2},\"a\":3,\"hash\":\"x\"}", "{\"b\":{\"hash\":2},\"a\":3}" },
    { "{\"hash\":\"x\",\"b\":1.0}", "{\"b\":1.0}" },
    { "{\"b\":1,\"hash\":\"x\",\"a\":2}", "{\"b\":1,\"a\":2}" },
    { "{\"b\": 1, \"hash\": \"x\", \"a\" : 2}", "{\"b\": 1, \"a\" : 2}" },
    { "{\"b\": 1, \"hash\": \"x\"}", "{\"b\": 1}" },
    { "{ \"hash\" : \"x\" , \"b\": 1 }", "{ \"b\": 1 }" },
    { " {\n  \"b\": 1,\n  \"hash\": \"x\"\n} ", "{\n  \"b\": 1\n}" },
    { "{\"hash\":1}", "{}" },
    { "{\"hash\":1,\"b\":2,\"hash\":3,\"c\":4}", "{\"b\":2,\"c\":4}" },
    { "{}", "{}" },
    { "[1, {\"hash\":1}]", "[1, {\"hash\":1}]" },
    { "\"hash\"", "\"hash\"" },
  };
  static const Case stored_two[] = {
    { "{\"a\":1,\"hash\":2,\"signature\":3}", "{\"a\":1}" },
    { "{\"signature\":3,\"hash\":2,\"a\":1}", "{\"a\":1}" },
    { "{\"hash\":2,\"a\":1,\"signature\":3}", "{\"a\":1}" },
    { "{\"a\":1, \"hash\":2,  \"signature\":3,   \"b\":4}", "{\"a\":1, \"b\":4}" },
    { "{\"hash\":2,\"signature\":3}", "{}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (canonical); i++)
    check (&canonical[i], RC_CANONICAL_JCS, hash);
  for (gsize i = 0; i < G_N_ELEMENTS (stored); i++)
    check (&stored[i], RC_CANONICAL_AS_STORED, hash);
  for (gsize i = 0; i < G_N_ELEMENTS (stored_two); i++)
    check (&stored_two[i], RC_CANONICAL_AS_STORED, two);
  check (&(Case) { " {\"b\": 1.0, \"a\":2 } ", "{\"b\": 1.0, \"a\":2 }", RC_CANONICAL_OK }, RC_CANONICAL_AS_STORED, NULL);
  check (&(Case) { " {\"b\": 1.0, \"a\":2 } ", "{\"b\": 1.0, \"a\":2 }", RC_CANONICAL_OK }, RC_CANONICAL_AS_STORED, none);
}

/* A part of a document is written as if it were one. */
static void
test_inner_node (void)
{
  static const char * const left_out[] = { "b", NULL };
  g_auto (RcJson) json;
  g_autoptr (GString) out = g_string_new (NULL);
  static const char text[] = "{\"x\":{\"b\":1, \"a\":{\"b\":2}},\"b\":0}";

  rc_json_init (&json);
  g_assert_true (rc_json_parse (&json, text, sizeof text - 1, NULL));
  g_assert_cmpint (rc_canonical_append (out, &json, 2, RC_CANONICAL_JCS, left_out), ==, RC_CANONICAL_OK);
  g_assert_cmpstr (out->str, ==, "{\"a\":{\"b\":2}}");
  g_string_truncate (out, 0);
  rc_canonical_append (out, &json, 2, RC_CANONICAL_AS_STORED, left_out);
  g_assert_cmpstr (out->str, ==, "{\"a\":{\"b\":2}}");
  g_string_truncate (out, 0);
  rc_canonical_append (out, &json, 1, RC_CANONICAL_JCS, NULL);
  g_assert_cmpstr (out->str, ==, "\"x\"");
}

/* Objects of every size around the bounds where sorting and its memory change. */
static void
test_big_objects (void)
{
  g_auto (RcJson) json;

  rc_json_init (&json);
  for (guint n = 0; n < 400; n += 1 + n / 16)
    {
      g_autoptr (GString) text = g_string_new ("{");
      g_autoptr (GString) expected = g_string_new ("{");
      g_autoptr (GString) out = g_string_new (NULL);

      for (guint i = 0; i < n; i++)
        {
          /* 7919 is prime: every place is hit once. */
          g_string_append_printf (text, "%s\"m%03u\":{\"b\":%u,\"a\":[]}", i > 0 ? "," : "", i * 7919 % n, i);
          g_string_append_printf (expected, "%s\"m%03u\":", i > 0 ? "," : "", i);
          for (guint source = 0; source < n; source++)
            if (source * 7919 % n == i)
              g_string_append_printf (expected, "{\"a\":[],\"b\":%u}", source);
        }
      g_string_append_c (text, '}');
      g_string_append_c (expected, '}');

      g_assert_true (rc_json_parse (&json, text->str, text->len, NULL));
      g_assert_false (json.has_duplicate);
      g_assert_cmpint (rc_canonical_append (out, &json, 0, RC_CANONICAL_JCS, NULL), ==, RC_CANONICAL_OK);
      g_assert_cmpstr (out->str, ==, expected->str);
    }
}

static char *
build_corpus_path (const char *rest)
{
  const char *corpus = g_getenv ("RECOUNT_CORPUS");

  return g_build_filename (corpus != NULL ? corpus : "absent", "integrity", rest, NULL);
}

static void
check_vector (const char *folder,
              const char *name)
{
  g_autofree char *input_path = g_build_filename (folder, "input", name, NULL);
  g_autofree char *output_path = g_build_filename (folder, "output", name, NULL);
  g_autofree char *input = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) again = g_string_new (NULL);
  gsize input_length = 0;
  gsize expected_length = 0;
  g_auto (RcJson) json;

  rc_json_init (&json);
  g_assert_true (g_file_get_contents (input_path, &input, &input_length, NULL));
  g_assert_true (g_file_get_contents (output_path, &expected, &expected_length, NULL));
  g_assert_true (rc_json_parse (&json, input, input_length, NULL));
  rc_canonical_append (out, &json, 0, RC_CANONICAL_JCS, NULL);
  g_assert_cmpmem (out->str, out->len, expected, expected_length);

  g_assert_true (rc_json_parse (&json, expected, expected_length, NULL));
  rc_canonical_append (again, &json, 0, RC_CANONICAL_JCS, NULL);
  g_assert_cmpmem (again->str, again->len, expected, expected_length);
}

static void
test_published_vectors (void)
{
  g_autofree char *folder = build_corpus_path ("jcs");
  g_autofree char *inputs = g_build_filename (folder, "input", NULL);
  g_autoptr (GDir) dir = g_dir_open (inputs, 0, NULL);
  const char *name;
  guint n_vectors = 0;

  if (dir == NULL)
    {
      g_test_skip ("the folder RECOUNT_CORPUS is absent");
      return;
    }

  for (; (name = g_dir_read_name (dir)) != NULL; n_vectors++)
    check_vector (folder, name);
  g_assert_cmpuint (n_vectors, ==, 6);
}

/* The digests of the EU AI Act log were made by an ECMAScript engine over the record without its hash. */
static guint
check_chain_file (const char *path)
{
  static const char * const left_out[] = { "hash", NULL };
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (RcJson) json;
  guint n_records = 0;

  rc_json_init (&json);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      g_autofree char *hash = NULL;
      char hex[RC_DIGEST_HEX_SIZE];
      RcDigest digest;

      g_assert_true (rc_json_parse (&json, lines[i], strlen (lines[i]), NULL));
      hash = rc_json_dup_text (&json, rc_json_member (&json, 0, "hash"), NULL);
      g_assert_cmpint (rc_canonical_append (out, &json, 0, RC_CANONICAL_JCS, left_out), ==, RC_CANONICAL_OK);
      rc_digest_compute (out->str, out->len, &digest);
      rc_digest_to_hex (&digest, hex);
      g_assert_cmpstr (hex, ==, hash);
      n_records++;
    }

  return n_records;
}

static void
test_chain_vectors (void)
{
  g_autofree char *folder = build_corpus_path ("jsonl-chain/valid");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_records = 0;

  if (dir == NULL)
    {
      g_test_skip ("the folder RECOUNT_CORPUS is absent");
      return;
    }

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_suffix (name, ".jsonl"))
        n_records += check_chain_file (path);
    }
  g_assert_cmpuint (n_records, ==, 8);
}

static void
test_whole_text (void)
{
  static const char text[] = "{ \"b\": 1.0, \"a\": [true, \"\\u00e4\"] }";
  static const char twice[] = "{\"a\":1,\"a\":2}";
  static const char inexact[] = "[9007199254740993]";
  g_autofree char *canonical = rc_canonical_dup (text, strlen (text));

  g_assert_cmpstr (canonical, ==, "{\"a\":[true,\"\xc3\xa4\"],\"b\":1}");
  g_assert_null (rc_canonical_dup ("{", 1));
  g_assert_null (rc_canonical_dup (twice, strlen (twice)));
  g_assert_null (rc_canonical_dup (inexact, strlen (inexact)));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/canonical/jcs", test_jcs);
  g_test_add_func ("/canonical/python", test_python);
  g_test_add_func ("/canonical/left-out", test_left_out);
  g_test_add_func ("/canonical/inner-node", test_inner_node);
  g_test_add_func ("/canonical/big-objects", test_big_objects);
  g_test_add_func ("/canonical/whole-text", test_whole_text);
  g_test_add_func ("/canonical/published-vectors", test_published_vectors);
  g_test_add_func ("/canonical/chain-vectors", test_chain_vectors);

  return g_test_run ();
}
