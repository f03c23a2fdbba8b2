/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/bounds.h"
#include "core/json-scan.h"
#include "core/json.h"

#include <string.h>

typedef struct
{
  const char     *text;
  gsize           length;
  RcJsonFaultKind kind;
  gsize           offset;
} FaultCase;

#define FAULT(text, kind, offset) { text, sizeof (text) - 1, RC_JSON_FAULT_##kind, offset }

static const FaultCase fault_cases[] = {
  FAULT ("", EMPTY, 0),
  FAULT (" \r\n\t", EMPTY, 4),
  FAULT ("\xEF\xBB\xBF{}", BYTE_ORDER_MARK, 0),
  FAULT ("\xFF\xFE{\0}\0", ENCODING, 0),
  FAULT ("{} {}", TRAILING, 3),
  FAULT ("1 2", TRAILING, 2),
  FAULT ("nullx", TRAILING, 4),
  FAULT ("null\0", TRAILING, 4),
  FAULT ("{}\0", TRAILING, 2),
  FAULT ("{", TRUNCATED, 1),
  FAULT ("{\"a", TRUNCATED, 3),
  FAULT ("{\"a\"", TRUNCATED, 4),
  FAULT ("{\"a\":", TRUNCATED, 5),
  FAULT ("{\"a\":1", TRUNCATED, 6),
  FAULT ("{\"a\":1,", TRUNCATED, 7),
  FAULT ("[", TRUNCATED, 1),
  FAULT ("[1,", TRUNCATED, 3),
  FAULT ("tru", TRUNCATED, 3),
  FAULT ("-", TRUNCATED, 1),
  FAULT ("1.", TRUNCATED, 2),
  FAULT ("1e", TRUNCATED, 2),
  FAULT ("1e+", TRUNCATED, 3),
  FAULT ("\"\\", TRUNCATED, 2),
  FAULT ("\"\\u00e", TRUNCATED, 6),
  FAULT ("\"\\ud83d", TRUNCATED, 7),
  FAULT ("\"\\ud83d\\", TRUNCATED, 8),
  FAULT ("\"\xE2\x82", TRUNCATED, 3),
  FAULT ("tree", SYNTAX, 2),
  FAULT ("True", SYNTAX, 0),
  FAULT ("NaN", SYNTAX, 0),
  FAULT ("Infinity", SYNTAX, 0),
  FAULT ("-Infinity", SYNTAX, 1),
  FAULT ("+1", SYNTAX, 0),
  FAULT (".5", SYNTAX, 0),
  FAULT ("01", SYNTAX, 1),
  FAULT ("-01", SYNTAX, 2),
  FAULT ("[1.x]", SYNTAX, 3),
  FAULT ("[1.e5]", SYNTAX, 3),
  FAULT ("[1ex]", SYNTAX, 3),
  FAULT ("0x10", TRAILING, 1),
  FAULT ("[1 2]", SYNTAX, 3),
  FAULT ("[1,]", SYNTAX, 3),
  FAULT ("[,1]", SYNTAX, 1),
  FAULT ("[1}", SYNTAX, 2),
  FAULT ("{\"a\":1]", SYNTAX, 6),
  FAULT ("{\"a\":1,}", SYNTAX, 7),
  FAULT ("{,}", SYNTAX, 1),
  FAULT ("{a:1}", SYNTAX, 1),
  FAULT ("{'a':1}", SYNTAX, 1),
  FAULT ("{\"a\" 1}", SYNTAX, 5),
  FAULT ("{\"a\"::1}", SYNTAX, 5),
  FAULT ("{1:1}", SYNTAX, 1),
  FAULT ("]", SYNTAX, 0),
  FAULT ("// no\n1", SYNTAX, 0),
  FAULT ("[1]/**/", TRAILING, 3),
  FAULT ("\v1", SYNTAX, 0),
  FAULT ("\xC2\xA0""1", SYNTAX, 0),
  FAULT ("\"\\x41\"", SYNTAX, 2),
  FAULT ("\"\\\0\"", SYNTAX, 2),
  FAULT ("\"\\u00g0\"", SYNTAX, 5),
  FAULT ("\"a\nb\"", CONTROL, 2),
  FAULT ("\"\0\"", CONTROL, 1),
  FAULT ("\"0123456789abcdef\x1F\"", CONTROL, 17),
  FAULT ("\"\\ud83d\"", SURROGATE, 1),
  FAULT ("\"\\ud83dx\"", SURROGATE, 1),
  FAULT ("\"\\ud83d\\n\"", SURROGATE, 1),
  FAULT ("\"\\ud83d\\ud83d\"", SURROGATE, 1),
  FAULT ("\"\\ude00\"", SURROGATE, 1),
  FAULT ("\"\x80\"", ENCODING, 1),
  FAULT ("\"\xC0\xAF\"", ENCODING, 1),             /* overlong "/" */
  FAULT ("\"\xC1\xBF\"", ENCODING, 1),
  FAULT ("\"\xE0\x9F\xBF\"", ENCODING, 1),         /* overlong U+07FF */
  FAULT ("\"\xF0\x8F\xBF\xBF\"", ENCODING, 1),     /* overlong U+FFFF */
  FAULT ("\"\xED\xA0\x80\"", ENCODING, 1),         /* U+D800 */
  FAULT ("\"\xED\xBF\xBF\"", ENCODING, 1),         /* U+DFFF */
  FAULT ("\"\xF4\x90\x80\x80\"", ENCODING, 1),     /* U+110000 */
  FAULT ("\"\xF5\x80\x80\x80\"", ENCODING, 1),
  FAULT ("\"\xFE\"", ENCODING, 1),
  FAULT ("\"ab\xE2\x82""c\"", ENCODING, 3),
};

static void
test_faults (void)
{
  g_auto (RcJson) json;

  rc_json_init (&json);
  for (gsize i = 0; i < G_N_ELEMENTS (fault_cases); i++)
    {
      const FaultCase *c = &fault_cases[i];
      g_autofree char *copy = g_memdup2 (c->text, c->length);   /* so that a read beyond the end is seen */
      RcJsonFault fault;

      g_test_message ("case %" G_GSIZE_FORMAT ": %s", i, c->text);
      g_assert_false (rc_json_parse (&json, copy, c->length, &fault));
      g_assert_cmpstr (rc_json_fault_code (fault.kind), ==, rc_json_fault_code (c->kind));
      g_assert_cmpuint (fault.offset, ==, c->offset);
      g_assert_nonnull (fault.expected);
      g_assert_cmpuint (json.n_nodes, ==, 0);
      g_assert_cmpuint (rc_json_member (&json, 0, "a"), ==, RC_JSON_NO_NODE);
      g_assert_cmpuint (rc_json_pointer (&json, ""), ==, RC_JSON_NO_NODE);
      g_assert_null (rc_json_peek_text (&json, 0, NULL));
    }
}

static void
parse (RcJson     *json,
       const char *text)
{
  RcJsonFault fault;
  gboolean good = rc_json_parse (json, text, strlen (text), &fault);

  if (!good)
    g_test_message ("%s at %" G_GSIZE_FORMAT ", expected %s", rc_json_fault_code (fault.kind), fault.offset,
                    fault.expected);
  g_assert_true (good);
}

static void
assert_node (const RcJson *json,
             guint32       index,
             RcJsonType    type,
             const char   *written,
             guint32       next,
             guint32       count,
             guint         depth)
{
  const RcJsonNode *node = &json->nodes[index];
  g_autofree char *bytes = g_strndup (json->text + node->offset, node->length);

  g_assert_cmpuint (node->type, ==, type);
  g_assert_cmpstr (bytes, ==, written);
  g_assert_cmpuint (node->next, ==, next);
  g_assert_cmpuint (node->count, ==, count);
  g_assert_cmpuint (node->depth, ==, depth);
}

static void
test_nodes (void)
{
  g_auto (RcJson) json;

  rc_json_init (&json);
  parse (&json, "{\"b\":[1,-2.5e3,[]],\"a\":{},\"c\":null}");
  g_assert_cmpuint (json.n_nodes, ==, 10);
  assert_node (&json, 0, RC_JSON_OBJECT, "{\"b\":[1,-2.5e3,[]],\"a\":{},\"c\":null}", 10, 3, 0);
  assert_node (&json, 1, RC_JSON_NAME, "\"b\"", 6, 0, 1);
  assert_node (&json, 2, RC_JSON_ARRAY, "[1,-2.5e3,[]]", 6, 3, 1);
  assert_node (&json, 3, RC_JSON_NUMBER, "1", 4, 0, 2);
  assert_node (&json, 4, RC_JSON_NUMBER, "-2.5e3", 5, 0, 2);
  assert_node (&json, 5, RC_JSON_ARRAY, "[]", 6, 0, 2);
  assert_node (&json, 6, RC_JSON_NAME, "\"a\"", 8, 0, 1);
  assert_node (&json, 7, RC_JSON_OBJECT, "{}", 8, 0, 1);
  assert_node (&json, 8, RC_JSON_NAME, "\"c\"", 10, 0, 1);
  assert_node (&json, 9, RC_JSON_NULL, "null", 10, 0, 1);
  g_assert_cmpuint (json.nodes[3].flags, ==, RC_JSON_NODE_INTEGER);
  g_assert_cmpuint (json.nodes[4].flags, ==, 0);
  g_assert_cmpuint (json.nodes[0].flags, ==, RC_JSON_NODE_UNSORTED);
  g_assert_false (json.has_white_space);
  g_assert_false (json.has_duplicate);

  parse (&json, "{\"\":0,\"a\":1,\"aa\":2,\"b\":3}");
  g_assert_cmpuint (json.nodes[0].flags, ==, 0);
  g_assert_false (json.has_white_space);
  parse (&json, "{\"aa\":0,\"a\":1}");
  g_assert_cmpuint (json.nodes[0].flags, ==, RC_JSON_NODE_UNSORTED);
}

static void
test_white_space (void)
{
  static const char * const blank[] = { " 1", "1\r", "[ 1]", "[1 ]", "[1, 2]", "{ \"a\":1}", "{\"a\" :1}", "{\"a\":\t1}", "[\n]" };
  g_auto (RcJson) json;

  rc_json_init (&json);
  for (gsize i = 0; i < G_N_ELEMENTS (blank); i++)
    {
      parse (&json, blank[i]);
      g_assert_true (json.has_white_space);
    }
  parse (&json, "[\" \",{\" a \":1}]");
  g_assert_false (json.has_white_space);
}

static void
test_texts (void)
{
  g_auto (RcJson) json;
  g_autofree char *escaped = NULL;
  g_autofree char *number = NULL;
  gsize length = 0;

  rc_json_init (&json);
  parse (&json, "[\"plain \xC3\xA4 \xF0\x9F\x98\x80 \x7F\",\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\\u00E4\\uD83D\\uDE00.\",12,true]");

  g_assert_true (rc_json_is_plain (&json, 1));
  g_assert_true (memcmp (rc_json_peek_text (&json, 1, &length), "plain \xC3\xA4 \xF0\x9F\x98\x80 \x7F", 15) == 0);
  g_assert_cmpuint (length, ==, 15);

  g_assert_false (rc_json_is_plain (&json, 2));
  escaped = rc_json_dup_text (&json, 2, &length);
  g_assert_cmpmem (escaped, length, "\"\\/\b\f\n\r\t\0\xC3\xA4\xF0\x9F\x98\x80.", 16);
  g_assert_cmpint (escaped[length], ==, '\0');

  g_assert_false (rc_json_is_plain (&json, 3));
  g_assert_true (memcmp (rc_json_peek_text (&json, 4, &length), "true", 4) == 0);
  g_assert_cmpuint (length, ==, 4);
  number = rc_json_dup_text (&json, 3, NULL);
  g_assert_cmpstr (number, ==, "12");

  g_assert_false (rc_json_is_plain (&json, RC_JSON_NO_NODE));
  g_assert_null (rc_json_peek_text (&json, RC_JSON_NO_NODE, &length));
  g_assert_cmpuint (length, ==, 0);
  g_assert_null (rc_json_dup_text (&json, 99, &length));
}

static void
test_integers (void)
{
  static const struct { const char *text; gboolean good; gint64 value; } cases[] = {
    { "0", TRUE, 0 }, { "-0", TRUE, 0 }, { "-1", TRUE, -1 },
    { "9223372036854775807", TRUE, G_MAXINT64 }, { "9223372036854775808", FALSE, 0 },
    { "-9223372036854775808", TRUE, G_MININT64 }, { "-9223372036854775809", FALSE, 0 },
    { "9999999999999999999", FALSE, 0 }, { "18446744073709551616", FALSE, 0 }, { "100000000000000000000", FALSE, 0 },
    { "1.0", FALSE, 0 }, { "1e3", FALSE, 0 }, { "\"1\"", FALSE, 0 }, { "null", FALSE, 0 },
  };
  g_auto (RcJson) json;

  rc_json_init (&json);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 value = 0;

      parse (&json, cases[i].text);
      g_assert_cmpint (rc_json_get_integer (&json, 0, &value), ==, cases[i].good);
      g_assert_cmpint (value, ==, cases[i].value);
    }
  g_assert_false (rc_json_get_integer (&json, RC_JSON_NO_NODE, NULL));
}

static void
test_doubles (void)
{
  static const struct { const char *text; gboolean good; double value; } cases[] = {
    { "0", TRUE, 0 }, { "-1.5", TRUE, -1.5 }, { "0.7134", TRUE, 0.7134 }, { "123456789012345", TRUE, 123456789012345.0 },
    { "0.1e1", TRUE, 1 }, { "1E+2", TRUE, 100 }, { "1.7976931348623157e308", TRUE, G_MAXDOUBLE }, { "5e-324", TRUE, 5e-324 },
    { "1e-400", TRUE, 0 }, { "1e400", FALSE, 0 }, { "-1e400", FALSE, 0 }, { "0.1234567890123456789", TRUE, 0.1234567890123456789 },
    { "333333333.33333329", TRUE, 333333333.33333329 }, { "\"1\"", FALSE, 0 }, { "[]", FALSE, 0 },
    { "0.00000000000000000000000000000000000000000000000000000000000000000000000000000000125", TRUE, 1.25e-81 },
  };
  g_auto (RcJson) json;

  rc_json_init (&json);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double value = 0;

      parse (&json, cases[i].text);
      g_assert_cmpint (rc_json_get_double (&json, 0, &value), ==, cases[i].good);
      g_assert_true (memcmp (&value, &cases[i].value, sizeof value) == 0);
    }
}

static void
test_members (void)
{
  g_auto (RcJson) json;

  rc_json_init (&json);
  parse (&json, "{\"a\":1,\"ab\":{\"x\":2},\"\":3,\"\\u00e9\\n\":4,\"a\\u0062c\":5}");
  g_assert_cmpuint (rc_json_member (&json, 0, "a"), ==, 2);
  g_assert_cmpuint (rc_json_member (&json, 0, "ab"), ==, 4);
  g_assert_cmpuint (rc_json_member (&json, 4, "x"), ==, 6);
  g_assert_cmpuint (rc_json_member (&json, 0, "x"), ==, RC_JSON_NO_NODE);
  g_assert_cmpuint (rc_json_member (&json, 0, ""), ==, 8);
  g_assert_cmpuint (rc_json_member (&json, 0, "\xC3\xA9\n"), ==, 10);
  g_assert_cmpuint (rc_json_member (&json, 0, "\xC3\xA9\nx"), ==, RC_JSON_NO_NODE);
  g_assert_cmpuint (rc_json_member (&json, 0, "\xC3"), ==, RC_JSON_NO_NODE);
  g_assert_cmpuint (rc_json_member (&json, 0, "abc"), ==, 12);
  g_assert_cmpuint (rc_json_member (&json, 0, "a\\u0062c"), ==, RC_JSON_NO_NODE);
  g_assert_cmpuint (rc_json_member (&json, 2, "a"), ==, RC_JSON_NO_NODE);
  g_assert_cmpuint (rc_json_member (&json, RC_JSON_NO_NODE, "a"), ==, RC_JSON_NO_NODE);
}

/* The examples of RFC 6901 section 5, and what the grammar refuses. */
static void
test_pointers (void)
{
  static const struct { const char *pointer; const char *written; } cases[] = {
    { "/foo", "[\"bar\",\"baz\"]" }, { "/foo/0", "\"bar\"" }, { "/foo/1", "\"baz\"" }, { "/", "0" }, { "/a~1b", "1" },
    { "/c%d", "2" }, { "/e^f", "3" }, { "/g|h", "4" }, { "/i\\j", "5" }, { "/k\"l", "6" }, { "/ ", "7" }, { "/m~0n", "8" },
    { "/~01", "9" }, { "/o/0/0/p", "10" },
    { "/foo/2", NULL }, { "/foo/-", NULL }, { "/foo/01", NULL }, { "/foo/", NULL }, { "/foo/+1", NULL }, { "/foo/1x", NULL },
    { "/foo/99999999999999999999", NULL }, { "/foo/4294967296", NULL }, { "foo", NULL }, { "/m~n", NULL }, { "/m~", NULL },
    { "/m~2n", NULL }, { "/foo/0/x", NULL }, { "//", NULL }, { "/a/b", NULL },
  };
  g_auto (RcJson) json;

  rc_json_init (&json);
  parse (&json, "{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"c%d\":2,\"e^f\":3,\"g|h\":4,\"i\\\\j\":5,\"k\\\"l\":6,\" \":7,\"m~n\":8,"
                "\"~1\":9,\"o\":[[{\"p\":10}]]}");
  g_assert_cmpuint (rc_json_pointer (&json, ""), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint32 node = rc_json_pointer (&json, cases[i].pointer);

      g_test_message ("%s", cases[i].pointer);
      if (cases[i].written == NULL)
        g_assert_cmpuint (node, ==, RC_JSON_NO_NODE);
      else
        g_assert_cmpmem (json.text + json.nodes[node].offset, json.nodes[node].length, cases[i].written,
                         strlen (cases[i].written));
    }
}

static void
test_duplicates (void)
{
  static const struct { const char *text; guint32 duplicate; } cases[] = {
    { "{\"a\":1,\"a\":1}", 3 },
    { "{\"a\":1,\"b\":2,\"a\":3}", 5 },
    { "{\"a\":1,\"\\u0061\":2}", 3 },
    { "{\"\\u0061\":1,\"b\":3,\"a\":2}", 5 },
    { "{\"\\ud83d\\ude00\":1,\"\xF0\x9F\x98\x80\":2}", 3 },
    { "{\"\":1,\"\":2}", 3 },
    { "[{\"a\":1},{\"b\":{\"x\":[],\"y\":1,\"x\":2}}]", 11 },
    { "{\"b\":{\"a\":1,\"a\":2},\"b\":0}", 5 },
    { "{\"\\u0061\":{\"z\":1,\"z\":2},\"a\":2}", 5 },
    { "{\"a\":{\"a\":{\"a\":1}},\"b\":{\"a\":1}}", RC_JSON_NO_NODE },
    { "{\"a\":1,\"A\":2,\"a \":3,\"\":4}", RC_JSON_NO_NODE },
    { "{\"\xC3\xA9\":1,\"e\\u0301\":2}", RC_JSON_NO_NODE },      /* NFC and NFD are different names */
    { "{\"a\\n\":1,\"a\\\\n\":2}", RC_JSON_NO_NODE },
  };
  g_auto (RcJson) json;

  rc_json_init (&json);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      parse (&json, cases[i].text);
      g_assert_cmpint (json.has_duplicate, ==, cases[i].duplicate != RC_JSON_NO_NODE);
      g_assert_cmpuint (json.duplicate, ==, cases[i].duplicate);
    }
}

/* An object of many members with one repetition at every distance that the two ways of finding it meet at. */
static void
test_duplicates_in_big_objects (void)
{
  g_auto (RcJson) json;

  rc_json_init (&json);
  for (guint n = 2; n < 80; n++)
    for (guint first = 0; first < n - 1; first += 1 + n / 7)
      {
        g_autoptr (GString) text = g_string_new ("{");

        for (guint i = 0; i < n; i++)
          g_string_append_printf (text, "%s\"m%u\":%u", i > 0 ? "," : "", (i == n - 1 ? first : i) * 7919 % 1009, i);
        g_string_append_c (text, '}');
        parse (&json, text->str);
        g_assert_true (json.has_duplicate);
        g_assert_cmpuint (json.duplicate, ==, 1 + 2 * (n - 1));

        /* With the repeated name's first place renamed, nothing is repeated: the first member, or else the second. */
        text->str[text->len - 1] = ',';
        g_string_append (text, "\"other\":1}");
        g_string_replace (text, first > 0 ? ",\"m" : "{\"m", first > 0 ? ",\"n" : "{\"n", 1);
        parse (&json, text->str);
        g_assert_cmpint (json.has_duplicate, ==, first > 1);
      }
}

static void
test_depth (void)
{
  g_auto (RcJson) json;
  RcJsonFault fault;

  rc_json_init (&json);
  for (guint depth = RC_LIMIT_JSON_DEPTH - 1; depth <= RC_LIMIT_JSON_DEPTH + 1; depth++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint i = 0; i < depth; i++)
        g_string_append (text, i % 2 == 0 ? "[" : "{\"a\":");
      if (depth % 2 == 0)
        g_string_append (text, "1");
      for (guint i = depth; i > 0; i--)
        g_string_append_c (text, i % 2 == 1 ? ']' : '}');

      if (depth <= RC_LIMIT_JSON_DEPTH)
        parse (&json, text->str);
      else
        {
          g_assert_false (rc_json_parse (&json, text->str, text->len, &fault));
          g_assert_cmpint (fault.kind, ==, RC_JSON_FAULT_LIMIT);
          g_assert_cmpstr (fault.expected, ==, "json-depth");
        }
    }

  g_autofree char *bomb = g_strnfill (1 << 20, '[');

  g_assert_false (rc_json_parse (&json, bomb, 1 << 20, &fault));
  g_assert_cmpint (fault.kind, ==, RC_JSON_FAULT_LIMIT);
  g_assert_cmpuint (fault.offset, ==, RC_LIMIT_JSON_DEPTH);
}

static void
test_size_limits (void)
{
  g_auto (RcJson) json;
  RcJsonFault fault;
  gsize length = 2 * (gsize) RC_LIMIT_JSON_NODES + 1;
  g_autofree char *items = g_strnfill (length, ',');
  g_autofree char *blanks = g_strnfill (RC_LIMIT_RECORD_BYTES, ' ');

  rc_json_init (&json);
  for (gsize i = 1; i < length; i += 2)
    items[i] = '1';
  items[0] = '[';
  items[length - 1] = ']';
  g_assert_false (rc_json_parse (&json, items, length, &fault));
  g_assert_cmpint (fault.kind, ==, RC_JSON_FAULT_LIMIT);
  g_assert_cmpstr (fault.expected, ==, "json-nodes");
  items[length - 3] = ']';
  g_assert_true (rc_json_parse (&json, items, length - 2, &fault));
  g_assert_cmpuint (json.n_nodes, ==, RC_LIMIT_JSON_NODES);

  blanks[RC_LIMIT_RECORD_BYTES - 1] = '1';
  g_assert_true (rc_json_parse (&json, blanks, RC_LIMIT_RECORD_BYTES, &fault));
  /* Refused before a byte is read. */
  g_assert_false (rc_json_parse (&json, blanks, (gsize) RC_LIMIT_RECORD_RAISED_BYTES + 1, &fault));
  g_assert_cmpint (fault.kind, ==, RC_JSON_FAULT_LIMIT);
  g_assert_cmpstr (fault.expected, ==, "record-bytes");
}

/* A million members must take the time of a million members; pairwise comparison would take hours. */
static void
test_million_members (void)
{
  g_auto (RcJson) json;
  g_autoptr (GString) text = g_string_new ("{");
  RcJsonFault fault;
  gint64 start;

  rc_json_init (&json);
  for (guint i = 0; i < 1000000; i++)
    g_string_append_printf (text, "\"%08x\":0,", i * 2654435761u);
  g_string_append (text, "\"last\":1}");

  start = g_get_monotonic_time ();
  g_assert_true (rc_json_parse (&json, text->str, text->len, &fault));
  g_assert_false (json.has_duplicate);
  g_assert_cmpuint (json.nodes[0].count, ==, 1000001);

  g_string_truncate (text, text->len - strlen ("\"last\":1}"));
  g_string_append (text, "\"\\u00300000000\":1}");
  g_assert_true (rc_json_parse (&json, text->str, text->len, &fault));
  g_assert_true (json.has_duplicate);
  g_assert_cmpuint (json.duplicate, ==, 2000001);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 60 * G_USEC_PER_SEC);
}

/* The quick scan and its portable twin against the definition, each byte at each place. */
static void
test_scan (void)
{
  char bytes[80];

  for (guint length = 0; length < 70; length += 1 + length / 20)
    for (guint place = 0; place < length; place++)
      for (guint c = 0; c < 256; c++)
        {
          guint expected;

          memset (bytes, 'a', sizeof bytes);
          bytes[place] = (char) c;
          bytes[length] = '"';
          expected = c < 0x20 || c >= 0x80 || c == '"' || c == '\\' ? place : length;
          g_assert_true (rc_json_scan_text (bytes, bytes + length) == bytes + expected);
          g_assert_true (rc_json_scan_text_portable (bytes, bytes + length) == bytes + expected);
        }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/faults", test_faults);
  g_test_add_func ("/json/nodes", test_nodes);
  g_test_add_func ("/json/white-space", test_white_space);
  g_test_add_func ("/json/texts", test_texts);
  g_test_add_func ("/json/integers", test_integers);
  g_test_add_func ("/json/doubles", test_doubles);
  g_test_add_func ("/json/members", test_members);
  g_test_add_func ("/json/pointers", test_pointers);
  g_test_add_func ("/json/duplicates", test_duplicates);
  g_test_add_func ("/json/duplicates-in-big-objects", test_duplicates_in_big_objects);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/size-limits", test_size_limits);
  g_test_add_func ("/json/million-members", test_million_members);
  g_test_add_func ("/json/scan", test_scan);

  return g_test_run ();
}
