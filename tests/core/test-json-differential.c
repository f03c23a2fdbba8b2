/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/json.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

/*
 * The reader against another one, over every JSON document of the corpus and over mutations of small ones: both accept
 * or both refuse, and they see the same tree. The differences that are allowed are named here and nowhere else.
 */

typedef struct
{
  guint n_documents;
  guint n_equal;
  guint n_refused;
} Counts;

/* What RFC 8259 allows and jansson does not hold: numbers beyond its types, names with U+0000. */
static const char *
find_limit_of_jansson (const RcJson *json)
{
  for (guint32 i = 0; i < json->n_nodes; i++)
    {
      const RcJsonNode *node = &json->nodes[i];
      gint64 integer;
      double real;

      if (node->type == RC_JSON_NUMBER && (node->flags & RC_JSON_NODE_INTEGER) != 0 &&
          !rc_json_get_integer (json, i, &integer))
        return "an integer beyond 64 bits";
      if (node->type == RC_JSON_NUMBER && !rc_json_get_double (json, i, &real))
        return "a number beyond the doubles";
      if (node->type == RC_JSON_NAME)
        {
          gsize length = 0;
          g_autofree char *name = rc_json_dup_text (json, i, &length);

          if (memchr (name, '\0', length) != NULL)
            return "U+0000 in a name";
        }
    }

  return NULL;
}

/*
 * What jansson takes and this reader does not: deep nesting, and a zero byte right behind a number, which jansson eats
 * against the grammar.
 */
static const char *
find_licence_of_jansson (const char        *text,
                         gsize              length,
                         const RcJsonFault *fault)
{
  if (fault->kind == RC_JSON_FAULT_LIMIT)
    return "deep nesting";
  if (fault->offset > 0 && fault->offset < length && text[fault->offset] == '\0' &&
      g_ascii_isdigit (text[fault->offset - 1]))
    return "a zero byte behind a number";
  return NULL;
}

static void assert_equal (const RcJson *json,
                          guint32       index,
                          const json_t *theirs);

static void
assert_equal_object (const RcJson *json,
                     guint32       index,
                     const json_t *theirs)
{
  const RcJsonNode *node = &json->nodes[index];

  /* Of members with the same name jansson keeps the last one: then there is no one tree to compare. */
  if (json->has_duplicate)
    return;

  g_assert_cmpuint (json_object_size (theirs), ==, node->count);
  for (guint32 i = index + 1; i < node->next; i = json->nodes[i].next)
    {
      gsize length = 0;
      g_autofree char *name = rc_json_dup_text (json, i, &length);

      assert_equal (json, i + 1, json_object_getn (theirs, name, length));
      if (strlen (name) == length)
        g_assert_cmpuint (rc_json_member (json, index, name), ==, i + 1);
    }
}

static void
assert_equal_number (const RcJson *json,
                     guint32       index,
                     const json_t *theirs)
{
  gboolean is_integer = (json->nodes[index].flags & RC_JSON_NODE_INTEGER) != 0;
  gint64 integer = 0;
  double real = 0;

  g_assert_cmpint (is_integer, ==, json_is_integer (theirs));
  if (is_integer)
    {
      g_assert_true (rc_json_get_integer (json, index, &integer));
      g_assert_cmpint (integer, ==, json_integer_value (theirs));
    }
  else
    {
      double value = json_real_value (theirs);

      g_assert_true (rc_json_get_double (json, index, &real));
      g_assert_true (memcmp (&real, &value, sizeof real) == 0);
    }
}

static void
assert_equal (const RcJson *json,
              guint32       index,
              const json_t *theirs)
{
  const RcJsonNode *node = &json->nodes[index];
  g_autofree char *text = NULL;
  gsize length = 0;
  guint32 item = index + 1;

  g_assert_nonnull (theirs);
  switch ((RcJsonType) node->type)
    {
    case RC_JSON_NULL:
      g_assert_true (json_is_null (theirs));
      break;
    case RC_JSON_FALSE:
      g_assert_true (json_is_false (theirs));
      break;
    case RC_JSON_TRUE:
      g_assert_true (json_is_true (theirs));
      break;
    case RC_JSON_NUMBER:
      assert_equal_number (json, index, theirs);
      break;
    case RC_JSON_STRING:
      g_assert_true (json_is_string (theirs));
      text = rc_json_dup_text (json, index, &length);
      g_assert_cmpmem (text, length, json_string_value (theirs), json_string_length (theirs));
      break;
    case RC_JSON_ARRAY:
      g_assert_true (json_is_array (theirs));
      g_assert_cmpuint (json_array_size (theirs), ==, node->count);
      for (guint32 i = 0; i < node->count; i++, item = json->nodes[item].next)
        assert_equal (json, item, json_array_get (theirs, i));
      break;
    case RC_JSON_OBJECT:
      g_assert_true (json_is_object (theirs));
      assert_equal_object (json, index, theirs);
      break;
    case RC_JSON_NAME:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
compare (RcJson     *json,
         const char *text,
         gsize       length,
         Counts     *counts)
{
  g_autofree char *copy = g_memdup2 (text, length);     /* so that a read beyond the end is seen */
  json_error_t error;
  RcJsonFault fault;
  gboolean accepted = rc_json_parse (json, copy, length, &fault);
  json_t *theirs = json_loadb (text, length, JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);

  counts->n_documents++;
  if (accepted && theirs != NULL)
    {
      assert_equal (json, 0, theirs);
      counts->n_equal++;
    }
  else if (accepted)
    {
      if (find_limit_of_jansson (json) == NULL)
        g_error ("accepted here, but jansson says \"%s\": %.*s", error.text, (int) MIN (length, 200), text);
    }
  else if (theirs != NULL)
    {
      if (find_licence_of_jansson (text, length, &fault) == NULL)
        g_error ("jansson accepts what is refused here (%s at %" G_GSIZE_FORMAT "): %.*s", rc_json_fault_code (fault.kind),
                 fault.offset, (int) MIN (length, 200), text);
    }
  else
    counts->n_refused++;

  json_decref (theirs);
  return accepted;
}

static void
compare_lines (RcJson     *json,
               const char *text,
               gsize       length,
               Counts     *counts)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *line_end = memchr (text, '\n', (gsize) (end - text));

      if (line_end == NULL)
        line_end = end;
      compare (json, text, (gsize) (line_end - text), counts);
      text = line_end + 1;
    }
}

/* A file whose name says lines is read by lines, and so is one that is not a document as a whole. */
static void
compare_file (RcJson     *json,
              const char *path,
              Counts     *counts)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  gboolean is_lines = g_str_has_suffix (path, ".jsonl") || g_str_has_suffix (path, ".ndjson");

  if (!is_lines && !g_str_has_suffix (path, ".json"))
    return;

  g_test_message ("%s", path);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  if (is_lines || !compare (json, text, length, counts))
    compare_lines (json, text, length, counts);
}

static void
walk (RcJson     *json,
      const char *folder,
      Counts     *counts)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        continue;
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        walk (json, path, counts);
      else
        compare_file (json, path, counts);
    }
}

static void
test_corpus (void)
{
  const char *corpus = g_getenv ("RECOUNT_CORPUS");
  Counts counts = { 0, 0, 0 };
  g_auto (RcJson) json;

  rc_json_init (&json);
  if (corpus == NULL || !g_file_test (corpus, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("the folder RECOUNT_CORPUS is absent");
      return;
    }

  walk (&json, corpus, &counts);
  g_test_message ("%u documents, %u with equal trees, %u refused by both", counts.n_documents, counts.n_equal,
                  counts.n_refused);
  g_assert_cmpuint (counts.n_documents, >, 500);
  g_assert_cmpuint (counts.n_equal, >, 500);
}

/* Small documents with a few bytes exchanged: most are wrong in some way, and both must see that. */
static void
test_mutations (void)
{
  static const char * const seeds[] = {
    "{\"a\":[1,-2.5e+3,true],\"b\":{\"c\":null,\"d\":false}}", "[\"\\u00e9\\ud83d\\ude00\\n\\/\",\"\xC3\xA9\xF0\x9F\x98\x80\"]",
    "[0,-0,10,0.1,1e5,1E-5,9223372036854775807,-0.0]", " { \"x\" : [ ] , \"y\" : { } } ", "\"\xE2\x82\xAC\"", "-12.5e-3", "[[[[]]]]",
  };
  static const char palette[] = "{}[]:,\"\\/ue0123456789.+-Etrfalsn \n\t\x00\x1F\x7F\x80\x9F\xA0\xBF\xC0\xC2\xE0\xED\xEF\xF0\xF4\xFF""dD8cC";
  g_autoptr (GRand) random = g_rand_new_with_seed (6901);
  Counts counts = { 0, 0, 0 };
  g_auto (RcJson) json;

  rc_json_init (&json);
  for (guint i = 0; i < 300000; i++)
    {
      g_autoptr (GString) text = g_string_new (seeds[i % G_N_ELEMENTS (seeds)]);

      for (int k = g_rand_int_range (random, 1, 4); k > 0 && text->len > 1; k--)
        {
          gssize place = g_rand_int_range (random, 0, (gint32) text->len);
          char c = palette[g_rand_int_range (random, 0, sizeof palette - 1)];

          if (k == 3)
            g_string_insert_c (text, place, c);
          else if (k == 2 && g_rand_boolean (random))
            g_string_erase (text, place, 1);
          else
            text->str[place] = c;
        }
      compare (&json, text->str, text->len, &counts);
    }
  g_assert_cmpuint (counts.n_equal, >, 10000);
  g_assert_cmpuint (counts.n_refused, >, 10000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-differential/corpus", test_corpus);
  g_test_add_func ("/json-differential/mutations", test_mutations);

  return g_test_run ();
}
