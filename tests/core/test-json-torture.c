/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/bounds.h"
#include "core/canonical.h"

#include <string.h>

/*
 * Hostile documents, meant to be run under the address sanitizer: what is read lies in memory of exactly its size, and
 * whatever is accepted is then used by everything that works on documents.
 */

static const char * const seeds[] = {
  "{\"seq\":12,\"event\":\"inference\",\"model\":{\"name\":\"k\",\"version\":\"3\"},\"score\":-0.7134e+1,\"ok\":true,\"x\":[null,false,[],{}]}",
  "[\"\\u00e9\\ud83d\\ude00\\\"\\\\\\/\\b\\f\\n\\r\\t\",\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\",\"0123456789abcdef0123456789abcdef\"]",
  "{ \"a\" : 1 ,\r\n\t\"\\u0061\" : [ 0.5 , 1E-7 , 123456789012345678901234567890 ] , \"\" : { \"b\" : \"\" } }",
};

static void
check_node (const RcJson *json,
            guint32       index)
{
  const RcJsonNode *node = &json->nodes[index];
  g_autofree char *text = NULL;
  gsize length = 0;
  gint64 integer;
  double real;

  g_assert_cmpuint (node->length, >, 0);
  g_assert_cmpuint ((gsize) node->offset + node->length, <=, json->length);
  g_assert_cmpuint (node->next, >, index);
  g_assert_cmpuint (node->next, <=, json->n_nodes);
  g_assert_cmpuint (node->depth, <=, RC_LIMIT_JSON_DEPTH);
  if (node->type == RC_JSON_NAME)
    {
      g_assert_cmpuint (json->nodes[index + 1].type, !=, RC_JSON_NAME);
      g_assert_cmpuint (json->nodes[index + 1].next, ==, node->next);
    }

  text = rc_json_dup_text (json, index, &length);
  g_assert_true (g_utf8_validate_len (text, length, NULL) || memchr (text, '\0', length) != NULL);
  rc_json_get_integer (json, index, &integer);
  rc_json_get_double (json, index, &real);
}

static guint32
count_children (const RcJson *json,
                guint32       index)
{
  guint32 n = 0;

  for (guint32 i = index + 1; i < json->nodes[index].next; i = json->nodes[i].next)
    n++;
  return n;
}

/* Uses a document that was accepted. Every canonical form must be a document with the same number of nodes. */
static void
use (const RcJson *json,
     gboolean      has_duplicate)
{
  static const char * const left_out[] = { "model", "", NULL };
  g_auto (RcJson) again;

  rc_json_init (&again);
  again.reads_non_finite = json->reads_non_finite;
  for (guint32 i = 0; i < json->n_nodes; i++)
    {
      check_node (json, i);
      if (json->nodes[i].type >= RC_JSON_ARRAY)
        g_assert_cmpuint (count_children (json, i), ==, json->nodes[i].count);
    }
  rc_json_member (json, 0, "version");
  rc_json_pointer (json, "/model/version");
  rc_json_pointer (json, "/0");

  for (RcCanonicalForm form = RC_CANONICAL_JCS; form <= RC_CANONICAL_AS_STORED; form++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      if (rc_canonical_append (out, json, 0, form, NULL) != RC_CANONICAL_NUMBER_RANGE)
        {
          g_assert_true (rc_json_parse (&again, out->str, out->len, NULL));
          if (!has_duplicate)
            g_assert_cmpuint (again.n_nodes, ==, json->n_nodes);
        }
      g_string_truncate (out, 0);
      if (rc_canonical_append (out, json, 0, form, left_out) != RC_CANONICAL_NUMBER_RANGE)
        {
          g_assert_true (rc_json_parse (&again, out->str, out->len, NULL));
          g_assert_cmpuint (rc_json_member (&again, 0, "model"), ==, RC_JSON_NO_NODE);
        }
    }
}

static gboolean
try (RcJson      *json,
     const char  *bytes,
     gsize        length,
     RcJsonFault *out_fault)
{
  g_autofree char *copy = g_memdup2 (bytes, length);
  gboolean good = rc_json_parse (json, copy, length, out_fault);

  if (good)
    {
      g_assert_cmpint (out_fault->kind, ==, RC_JSON_FAULT_NONE);
      use (json, json->has_duplicate);
    }
  else
    {
      g_assert_cmpint (out_fault->kind, !=, RC_JSON_FAULT_NONE);
      g_assert_cmpuint (out_fault->offset, <=, length);
      g_assert_nonnull (out_fault->expected);
    }
  return good;
}

static void
test_cut (void)
{
  g_auto (RcJson) json;

  rc_json_init (&json);
  for (gsize i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      gsize length = strlen (seeds[i]);
      RcJsonFault fault;

      g_assert_true (try (&json, seeds[i], length, &fault));
      for (gsize n = 1; n < length; n++)
        {
          g_assert_false (try (&json, seeds[i], n, &fault));
          g_assert_cmpstr (rc_json_fault_code (fault.kind), ==, "truncated");
          g_assert_cmpuint (fault.offset, ==, n);
        }
    }
}

static void
test_each_byte_changed (void)
{
  g_auto (RcJson) json;
  guint n_accepted = 0;
  guint n_refused = 0;

  rc_json_init (&json);
  for (gsize i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      g_autofree char *bytes = g_strdup (seeds[i]);
      gsize length = strlen (bytes);

      for (gsize place = 0; place < length; place++)
        for (guint c = 0; c < 256; c++)
          {
            char was = bytes[place];
            RcJsonFault fault;

            bytes[place] = (char) c;
            if (try (&json, bytes, length, &fault))
              n_accepted++;
            else
              n_refused++;
            bytes[place] = was;
          }
    }

  g_assert_cmpuint (n_accepted, >, 1000);
  g_assert_cmpuint (n_refused, >, 1000);
}

/* One to four changes of a seed: bytes put in, taken out, exchanged, or a piece repeated. */
static void
mutate (GString *text,
        GRand   *random)
{
  static const char palette[] = "{}[]:,\"\\/ue0123456789.+-Ettrufalsn \n\x00\x1F\x7F\x80\xBF\xC2\xE0\xED\xF0\xF4\xFF";
  int n_changes = g_rand_int_range (random, 1, 5);

  for (int i = 0; i < n_changes && text->len > 1; i++)
    {
      gssize place = g_rand_int_range (random, 0, (gint32) text->len);
      gssize wanted = g_rand_int_range (random, 1, 20);
      gssize length = MIN (wanted, (gssize) text->len - place);
      char c = palette[g_rand_int_range (random, 0, sizeof palette - 1)];
      g_autofree char *piece = g_memdup2 (text->str + place, (gsize) length);

      switch (g_rand_int_range (random, 0, 5))
        {
        case 0:
          g_string_insert_c (text, place, c);
          break;
        case 1:
          g_string_erase (text, place, 1);
          break;
        case 2:
          text->str[place] = c;
          break;
        case 3:
          g_string_insert_len (text, g_rand_int_range (random, 0, (gint32) text->len), piece, length);
          break;
        default:
          g_string_erase (text, place, length);
          break;
        }
    }
}

static void
test_mutations (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20260814);
  g_auto (RcJson) json;
  guint n_accepted = 0;

  rc_json_init (&json);
  for (guint i = 0; i < 60000; i++)
    {
      g_autoptr (GString) text = g_string_new (seeds[i % G_N_ELEMENTS (seeds)]);
      RcJsonFault fault;

      mutate (text, random);
      n_accepted += try (&json, text->str, text->len, &fault);
    }
  g_assert_cmpuint (n_accepted, >, 1000);
}

static void
test_depth_bombs (void)
{
  static const char * const pieces[] = { "[", "{\"a\":", "[[{\"b\":[", "[0,", "{\"a\":0,\"b\":" };
  g_auto (RcJson) json;

  rc_json_init (&json);
  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) bomb = g_string_new (NULL);
      RcJsonFault fault;

      while (bomb->len < 4 << 20)
        g_string_append (bomb, pieces[i]);
      g_assert_false (rc_json_parse (&json, bomb->str, bomb->len, &fault));
      g_assert_cmpstr (rc_json_fault_code (fault.kind), ==, "limit");
      g_assert_cmpstr (fault.expected, ==, "json-depth");
    }
}

/* Numbers of a megabyte are numbers: integers stay as they are for Python, doubles need not hold them. */
static void
test_huge_numbers (void)
{
  g_autofree char *nines = g_strnfill (1 << 20, '9');
  g_autofree char *zeros = g_strnfill (1 << 20, '0');
  g_autofree char *fraction = g_strconcat ("0.", zeros, "1", NULL);
  g_autofree char *exponent = g_strconcat ("1e", nines, NULL);
  g_autofree char *tiny = g_strconcat ("1e-", nines, NULL);
  g_autofree char *zero = g_strconcat ("0e", nines, NULL);
  const struct { const char *text; RcCanonicalResult jcs; RcCanonicalResult python; } cases[] = {
    { nines, RC_CANONICAL_NUMBER_RANGE, RC_CANONICAL_OK },
    { fraction, RC_CANONICAL_OK, RC_CANONICAL_OK },
    { exponent, RC_CANONICAL_NUMBER_RANGE, RC_CANONICAL_NUMBER_RANGE },
    { tiny, RC_CANONICAL_OK, RC_CANONICAL_OK },
    { zero, RC_CANONICAL_OK, RC_CANONICAL_OK },
  };
  g_auto (RcJson) json;

  rc_json_init (&json);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) jcs = g_string_new (NULL);
      g_autoptr (GString) python = g_string_new (NULL);

      g_assert_true (rc_json_parse (&json, cases[i].text, strlen (cases[i].text), NULL));
      g_assert_cmpint (rc_canonical_append (jcs, &json, 0, RC_CANONICAL_JCS, NULL), ==, cases[i].jcs);
      g_assert_cmpstr (jcs->str, ==, cases[i].jcs == RC_CANONICAL_OK ? "0" : "");
      g_assert_cmpint (rc_canonical_append (python, &json, 0, RC_CANONICAL_PYTHON_COMPACT, NULL), ==, cases[i].python);
      if (i == 0)
        g_assert_cmpstr (python->str, ==, nines);
      else
        g_assert_cmpstr (python->str, ==, cases[i].python == RC_CANONICAL_OK ? "0.0" : "");
    }
}

/* Names made to look alike: a common beginning, one hash class, escapes everywhere. None may take quadratic time. */
static void
test_hostile_names (void)
{
  static const char * const patterns[] = { "%s\"a common beginning that is long %06u\":0", "%s\"\\u0061%06u\":0", "%s\"%u\":0" };
  g_auto (RcJson) json;
  gint64 start = g_get_monotonic_time ();

  rc_json_init (&json);
  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GString) text = g_string_new ("{");
      g_autoptr (GString) out = g_string_new (NULL);

      for (guint k = 300000; k > 0; k--)
        {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
          g_string_append_printf (text, patterns[i], k < 300000 ? "," : "", k);
#pragma GCC diagnostic pop
        }
      g_string_append_c (text, '}');
      g_assert_true (rc_json_parse (&json, text->str, text->len, NULL));
      g_assert_false (json.has_duplicate);
      g_assert_cmpint (rc_canonical_append (out, &json, 0, RC_CANONICAL_JCS, NULL), ==, RC_CANONICAL_OK);
    }
  g_assert_cmpint (g_get_monotonic_time () - start, <, 60 * G_USEC_PER_SEC);
}

/* NaN and Infinity are no JSON, and are read only where somebody asks for what Python writes. */
static void
test_non_finite_refused (void)
{
  static const struct { const char *text; gsize offset; const char *expected; } cases[] = {
    { "NaN", 0, "a value" }, { "[Infinity]", 1, "a value" }, { "{\"a\":-Infinity}", 6, "a digit" }, { "[-I]", 2, "a digit" },
    { "[N", 1, "a value" }, { "I", 0, "a value" },
  };
  g_auto (RcJson) json;
  RcJsonFault fault;

  rc_json_init (&json);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_false (try (&json, cases[i].text, strlen (cases[i].text), &fault));
      g_assert_cmpuint (fault.offset, ==, cases[i].offset);
      g_assert_cmpstr (fault.expected, ==, cases[i].expected);
      g_assert_false (json.has_non_finite);
    }
}

static void
test_non_finite_read (void)
{
  static const char text[] = "{\"a\":[1,NaN,-Infinity,Infinity],\"b\":\"NaN\"}";
  static const char * const wrong[] = {
    "NAN", "nan", "Nan", "NaN0", "[NaN Infinity]", "infinity", "Infinit", "+Infinity", "-NaN", "- Infinity", "-Infinit", "{NaN:1}", "[Na", "N",
    "-I", "INFINITY", "\"NaN", "[NaN,]",
  };
  g_auto (RcJson) json;
  RcJsonFault fault;
  double value;
  gint64 integer;

  rc_json_init (&json);
  json.reads_non_finite = TRUE;
  g_assert_true (try (&json, text, strlen (text), &fault));
  /* What try() parsed is gone with its copy. */
  g_assert_true (rc_json_parse (&json, text, strlen (text), &fault));
  g_assert_true (json.has_non_finite);
  g_assert_cmpuint (json.non_finite, ==, strlen ("{\"a\":[1,"));
  for (guint32 i = 4; i < 7; i++)
    {
      g_assert_cmpint (json.nodes[i].type, ==, RC_JSON_NUMBER);
      g_assert_cmpint (json.nodes[i].flags, ==, RC_JSON_NODE_NON_FINITE);
      g_assert_false (rc_json_get_double (&json, i, &value));
      g_assert_false (rc_json_get_integer (&json, i, &integer));
    }
  /* No form that is written anew has them. */
  for (RcCanonicalForm form = RC_CANONICAL_JCS; form < RC_CANONICAL_AS_STORED; form++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      g_assert_cmpint (rc_canonical_append (out, &json, 0, form, NULL), ==, RC_CANONICAL_NUMBER_RANGE);
      g_assert_cmpstr (out->str, ==, "");
    }

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_test_message ("%s", wrong[i]);
      g_assert_false (try (&json, wrong[i], strlen (wrong[i]), &fault));
    }
  for (gsize length = 1; length < strlen (text); length++)
    g_assert_false (try (&json, text, length, &fault));
  /* What was asked for stays asked for; what was found is of the last document. */
  g_assert_true (try (&json, "[1]", 3, &fault));
  g_assert_false (json.has_non_finite);
  g_assert_true (json.reads_non_finite);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-torture/cut", test_cut);
  g_test_add_func ("/json-torture/each-byte-changed", test_each_byte_changed);
  g_test_add_func ("/json-torture/mutations", test_mutations);
  g_test_add_func ("/json-torture/depth-bombs", test_depth_bombs);
  g_test_add_func ("/json-torture/huge-numbers", test_huge_numbers);
  g_test_add_func ("/json-torture/hostile-names", test_hostile_names);
  g_test_add_func ("/json-torture/non-finite-refused", test_non_finite_refused);
  g_test_add_func ("/json-torture/non-finite-read", test_non_finite_read);

  return g_test_run ();
}
