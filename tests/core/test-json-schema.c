/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "core/exact-number.h"
#include "core/json-schema.h"
#include "core/schema-pattern.h"

/* Each row: a schema, a value, and the answer: '+' conforms, '-' differs, '?' cannot be told. */
typedef struct
{
  const char *schema;
  const char *value;
  char        answer;
} Vector;

static char
judge (const char  *schema_text,
       const char  *value,
       char       **out_expected,
       char       **out_found,
       char       **out_rule,
       const char **out_limit)
{
  static const char answers[] = { '+', '-', '?' };
  g_autoptr (RcJsonSchema) schema = NULL;
  g_auto (RcJson) record;
  RcJsonFault json_fault;
  RcSchemaFault fault = { 0 };
  RcSchemaAnswer answer;
  const char *reason;

  schema = rc_json_schema_new (schema_text, strlen (schema_text), &reason);
  if (schema == NULL)
    g_error ("%s: %s", schema_text, reason);
  rc_json_init (&record);
  if (!rc_json_parse (&record, value, strlen (value), &json_fault))
    g_error ("%s is no JSON", value);

  answer = rc_json_schema_judge (schema, &record, 0, &fault);
  if (answer != RC_SCHEMA_CONFORMS && out_expected != NULL)
    {
      *out_expected = rc_json_schema_dup_expected (schema, &fault);
      *out_found = rc_json_schema_dup_found (schema, &record, &fault);
      *out_rule = rc_json_schema_dup_rule (schema, &fault);
    }
  if (out_limit != NULL)
    *out_limit = fault.limit;
  return answers[answer];
}

static void
check (const Vector *vectors,
       gsize         n_vectors)
{
  for (gsize i = 0; i < n_vectors; i++)
    {
      char answer = judge (vectors[i].schema, vectors[i].value, NULL, NULL, NULL, NULL);

      if (answer != vectors[i].answer)
        g_error ("%s with %s: %c, not %c", vectors[i].schema, vectors[i].value, answer, vectors[i].answer);
    }
}

static void
test_values (void)
{
  static const Vector vectors[] = {
    { "true", "1", '+' }, { "{}", "[]", '+' }, { "false", "1", '-' },
    { "{\"type\":\"integer\"}", "7", '+' }, { "{\"type\":\"integer\"}", "7.0", '+' }, { "{\"type\":\"integer\"}", "1e2", '+' },
    { "{\"type\":\"integer\"}", "7.5", '-' }, { "{\"type\":\"integer\"}", "\"7\"", '-' }, { "{\"type\":\"number\"}", "7.5", '+' },
    { "{\"type\":[\"string\",\"null\"]}", "null", '+' }, { "{\"type\":[\"string\",\"null\"]}", "false", '-' },
    { "{\"type\":\"boolean\"}", "true", '+' }, { "{\"type\":\"array\"}", "{}", '-' }, { "{\"type\":\"object\"}", "{}", '+' },
    { "{\"type\":\"text\"}", "\"a\"", '?' }, { "{\"type\":7}", "7", '?' },
    { "{\"enum\":[1,\"a\",{\"b\":[2]}]}", "{\"b\":[2.0]}", '+' }, { "{\"enum\":[1,\"a\"]}", "\"b\"", '-' }, { "{\"enum\":[]}", "1", '-' },
    { "{\"const\":{\"a\":1,\"b\":2}}", "{\"b\":2,\"a\":1}", '+' }, { "{\"const\":\"\\u0061\"}", "\"a\"", '+' },
    { "{\"const\":0}", "false", '-' },
    { "{\"const\":9007199254740993}", "9007199254740992", '-' }, { "{\"const\":9007199254740993}", "9007199254740993.0", '+' },
    { "{\"const\":-0}", "0.0e5", '+' }, { "{\"const\":1e400}", "10e399", '+' }, { "{\"const\":1e400}", "1e401", '-' },
  };

  check (vectors, G_N_ELEMENTS (vectors));
}

static void
test_numbers (void)
{
  static const Vector vectors[] = {
    { "{\"minimum\":0.1}", "0.1", '+' }, { "{\"minimum\":0.1}", "0.09999999999999999999", '-' }, { "{\"minimum\":1}", "\"0\"", '+' },
    { "{\"maximum\":18446744073709551616}", "18446744073709551616", '+' },
    { "{\"maximum\":18446744073709551616}", "18446744073709551617", '-' },
    { "{\"exclusiveMinimum\":0}", "1e-400", '+' }, { "{\"exclusiveMinimum\":0}", "0", '-' }, { "{\"exclusiveMaximum\":-1}", "-1.5", '+' },
    { "{\"exclusiveMaximum\":-1}", "-1", '-' }, { "{\"exclusiveMaximum\":true}", "1", '?' }, { "{\"minimum\":\"1\"}", "1", '?' },
    { "{\"multipleOf\":0.01}", "19.99", '+' }, { "{\"multipleOf\":0.01}", "19.995", '-' },
    { "{\"multipleOf\":7}", "700000000000000000000000008", '-' },
    { "{\"multipleOf\":3}", "111111111111111111111111111", '+' }, { "{\"multipleOf\":0}", "1", '?' }, { "{\"multipleOf\":5}", "0", '+' },
    { "{\"multipleOf\":7}", "1e100000", '?' }, { "{\"minimum\":1}", "1e99999999999999999", '?' },
  };

  check (vectors, G_N_ELEMENTS (vectors));
}

static void
test_texts (void)
{
  static const Vector vectors[] = {
    { "{\"minLength\":2}", "\"äö\"", '+' }, { "{\"minLength\":2}", "\"ä\"", '-' }, { "{\"maxLength\":1}", "\"\\ud83d\\ude00\"", '+' },
    { "{\"maxLength\":1}", "\"ab\"", '-' }, { "{\"maxLength\":1}", "12", '+' }, { "{\"maxLength\":2.0}", "\"ab\"", '+' },
    { "{\"maxLength\":-1}", "\"ab\"", '?' }, { "{\"maxLength\":1.5}", "\"ab\"", '?' },
    { "{\"pattern\":\"^p-[0-9]{4}$\"}", "\"p-4711\"", '+' }, { "{\"pattern\":\"^p-[0-9]{4}$\"}", "\"p-4711\\n\"", '-' },
    { "{\"pattern\":\"b\"}", "\"abc\"", '+' }, { "{\"pattern\":\"^\\\\d+$\"}", "\"٣\"", '-' },
    { "{\"pattern\":\"^\\\\w$\"}", "\"ä\"", '-' },
    { "{\"pattern\":\"^\\\\S+$\"}", "\"a\\u00a0b\"", '-' }, { "{\"pattern\":\"^.$\"}", "\"\\n\"", '-' },
    { "{\"pattern\":\"^\\\\u0041$\"}", "\"A\"", '+' },
    { "{\"pattern\":\"^[\\\\w-.]+$\"}", "\"a-b.c\"", '+' }, { "{\"pattern\":\"^[\\\\w-.]+$\"}", "\"a+b\"", '-' },
    { "{\"pattern\":\"^[[:alpha:]]+$\"}", "\"x]\"", '?' }, { "{\"pattern\":\"^(?!no)\"}", "\"no\"", '-' },
    { "{\"pattern\":\"\\\\bcat\\\\b\"}", "\"a cat\"", '+' },
    { "{\"pattern\":\"(a\"}", "\"a\"", '?' }, { "{\"pattern\":\"(a\"}", "1", '+' }, { "{\"pattern\":\"a++\"}", "\"a\"", '?' },
    { "{\"pattern\":\"(?i)a\"}", "\"A\"", '?' }, { "{\"pattern\":\"\\\\Aa\"}", "\"a\"", '?' },
    { "{\"pattern\":\"(*UCP)a\"}", "\"a\"", '?' },
    { "{\"pattern\":\"(a)\\\\1\"}", "\"aa\"", '?' }, { "{\"pattern\":\"\\\\p{L}\"}", "\"a\"", '?' }, { "{\"pattern\":7}", "\"a\"", '?' },
    { "{\"format\":\"email\"}", "\"no address\"", '+' },
  };

  check (vectors, G_N_ELEMENTS (vectors));
}

static void
test_objects (void)
{
  static const Vector vectors[] = {
    { "{\"required\":[\"a\",\"b\"]}", "{\"a\":1,\"b\":null}", '+' }, { "{\"required\":[\"a\",\"b\"]}", "{\"a\":1}", '-' },
    { "{\"required\":[\"\\u0061\"]}", "{\"a\":1}", '+' }, { "{\"required\":[\"a\"]}", "[]", '+' }, { "{\"required\":true}", "{}", '?' },
    { "{\"properties\":{\"a\":{\"type\":\"string\"}}}", "{\"a\":\"x\",\"b\":1}", '+' },
    { "{\"properties\":{\"a\":{\"type\":\"string\"}}}", "{\"\\u0061\":1}", '-' },
    { "{\"properties\":{\"a\":{}},\"additionalProperties\":false}", "{\"a\":1}", '+' },
    { "{\"properties\":{\"a\":{}},\"additionalProperties\":false}", "{\"a\":1,\"b\":1}", '-' },
    { "{\"additionalProperties\":{\"type\":\"number\"}}", "{\"a\":1}", '+' },
    { "{\"additionalProperties\":{\"type\":\"number\"}}", "{\"a\":\"\"}", '-' },
    { "{\"patternProperties\":{\"^x_\":{\"type\":\"number\"}},\"additionalProperties\":false}", "{\"x_a\":1}", '+' },
    { "{\"patternProperties\":{\"^x_\":{\"type\":\"number\"}},\"additionalProperties\":false}", "{\"x_a\":\"\"}", '-' },
    { "{\"patternProperties\":{\"^x_\":{\"type\":\"number\"}},\"additionalProperties\":false}", "{\"y\":1}", '-' },
    { "{\"patternProperties\":{\"a++\":false},\"additionalProperties\":false}", "{\"y\":1}", '?' },
    { "{\"propertyNames\":{\"maxLength\":2}}", "{\"ab\":1}", '+' }, { "{\"propertyNames\":{\"maxLength\":2}}", "{\"abc\":1}", '-' },
    { "{\"propertyNames\":{\"enum\":[\"a\"]}}", "{\"a\":1}", '+' }, { "{\"propertyNames\":{\"type\":\"string\"}}", "{\"a\":1}", '+' },
    { "{\"minProperties\":1}", "{\"a\":1}", '+' }, { "{\"minProperties\":1}", "{}", '-' }, { "{\"maxProperties\":1}", "{\"a\":1}", '+' },
    { "{\"maxProperties\":1}", "{\"a\":1,\"b\":1}", '-' }, { "{\"maxProperties\":\"1\"}", "{}", '?' },
    { "{\"maxProperties\":\"1\"}", "[]", '+' },
    { "{\"dependentRequired\":{\"a\":[\"b\"]}}", "{\"a\":1,\"b\":1}", '+' },
    { "{\"dependentRequired\":{\"a\":[\"b\"]}}", "{\"a\":1}", '-' },
    { "{\"dependentRequired\":{\"a\":[\"b\"]}}", "{\"c\":1}", '+' },
    { "{\"dependentSchemas\":{\"a\":{\"minProperties\":2}}}", "{\"a\":1}", '-' },
    { "{\"dependentSchemas\":{\"a\":false}}", "{\"b\":1}", '+' },
    { "{\"dependencies\":{\"a\":[\"b\"],\"c\":{\"minProperties\":2}}}", "{\"a\":1,\"b\":1}", '+' },
    { "{\"dependencies\":{\"a\":[\"b\"],\"c\":{\"minProperties\":2}}}", "{\"c\":1}", '-' },
  };

  check (vectors, G_N_ELEMENTS (vectors));
}

static void
test_arrays (void)
{
  static const Vector vectors[] = {
    { "{\"items\":{\"type\":\"number\"}}", "[1,2]", '+' }, { "{\"items\":{\"type\":\"number\"}}", "[1,\"\"]", '-' },
    { "{\"items\":false}", "[]", '+' },
    { "{\"items\":[{\"type\":\"number\"}],\"additionalItems\":false}", "[1]", '+' },
    { "{\"items\":[{\"type\":\"number\"}],\"additionalItems\":false}", "[1,2]", '-' },
    { "{\"prefixItems\":[{\"type\":\"number\"}],\"items\":{\"type\":\"string\"}}", "[1,\"a\"]", '+' },
    { "{\"prefixItems\":[{\"type\":\"number\"}],\"items\":{\"type\":\"string\"}}", "[1,2]", '-' },
    { "{\"contains\":{\"const\":1}}", "[2,1]", '+' }, { "{\"contains\":{\"const\":1}}", "[2]", '-' },
    { "{\"contains\":{\"const\":1}}", "{}", '+' },
    { "{\"contains\":{\"const\":1},\"minContains\":2}", "[1,1]", '+' }, { "{\"contains\":{\"const\":1},\"minContains\":2}", "[1]", '-' },
    { "{\"contains\":{\"const\":1},\"minContains\":0}", "[]", '+' }, { "{\"contains\":{\"const\":1},\"maxContains\":1}", "[1,1]", '-' },
    { "{\"contains\":{\"$dynamicRef\":\"#a\"}}", "[1]", '?' }, { "{\"contains\":{\"$dynamicRef\":\"#a\"}}", "[]", '-' },
    { "{\"minItems\":1}", "[1]", '+' }, { "{\"minItems\":1}", "[]", '-' }, { "{\"maxItems\":1}", "[1]", '+' },
    { "{\"maxItems\":1}", "[1,2]", '-' },
    { "{\"uniqueItems\":true}", "[1,\"1\",[1],{\"a\":1}]", '+' },
    { "{\"uniqueItems\":true}", "[{\"a\":1,\"b\":2},{\"b\":2,\"a\":1.0}]", '-' },
    { "{\"uniqueItems\":false}", "[1,1]", '+' }, { "{\"uniqueItems\":1}", "[1]", '?' },
  };

  check (vectors, G_N_ELEMENTS (vectors));
}

static void
test_combined (void)
{
  static const Vector vectors[] = {
    { "{\"allOf\":[{\"minimum\":1},{\"maximum\":3}]}", "2", '+' }, { "{\"allOf\":[{\"minimum\":1},{\"maximum\":3}]}", "4", '-' },
    { "{\"anyOf\":[{\"type\":\"null\"},{\"minimum\":3}]}", "4", '+' }, { "{\"anyOf\":[{\"type\":\"null\"},{\"minimum\":3}]}", "2", '-' },
    { "{\"oneOf\":[{\"minimum\":1},{\"minimum\":3}]}", "2", '+' }, { "{\"oneOf\":[{\"minimum\":1},{\"minimum\":3}]}", "4", '-' },
    { "{\"oneOf\":[{\"minimum\":1},{\"minimum\":3}]}", "0", '-' }, { "{\"not\":{\"type\":\"null\"}}", "1", '+' },
    { "{\"not\":{\"type\":\"null\"}}", "null", '-' },
    { "{\"if\":{\"minimum\":5},\"then\":{\"multipleOf\":2},\"else\":{\"const\":1}}", "6", '+' },
    { "{\"if\":{\"minimum\":5},\"then\":{\"multipleOf\":2},\"else\":{\"const\":1}}", "7", '-' },
    { "{\"if\":{\"minimum\":5},\"then\":{\"multipleOf\":2},\"else\":{\"const\":1}}", "1", '+' },
    { "{\"if\":{\"minimum\":5},\"then\":{\"multipleOf\":2},\"else\":{\"const\":1}}", "2", '-' },
    { "{\"then\":false,\"else\":false}", "1", '+' },
    /* What cannot be told decides nothing, and hides nothing. */
    { "{\"anyOf\":[{\"$dynamicRef\":\"#a\"},true]}", "1", '+' }, { "{\"anyOf\":[{\"$dynamicRef\":\"#a\"},false]}", "1", '?' },
    { "{\"allOf\":[{\"$dynamicRef\":\"#a\"},false]}", "1", '-' }, { "{\"allOf\":[{\"$dynamicRef\":\"#a\"},true]}", "1", '?' },
    { "{\"oneOf\":[{\"$dynamicRef\":\"#a\"},true]}", "1", '?' }, { "{\"oneOf\":[{\"$dynamicRef\":\"#a\"},true,true]}", "1", '-' },
    { "{\"not\":{\"$dynamicRef\":\"#a\"}}", "1", '?' }, { "{\"if\":{\"$dynamicRef\":\"#a\"},\"then\":{\"minimum\":3}}", "4", '+' },
    { "{\"if\":{\"$dynamicRef\":\"#a\"},\"then\":{\"minimum\":3}}", "2", '?' },
    { "{\"if\":{\"$dynamicRef\":\"#a\"},\"then\":false,\"else\":false}", "2", '-' },
    { "{\"unevaluatedProperties\":false}", "{\"a\":1}", '?' }, { "{\"unevaluatedProperties\":true}", "{\"a\":1}", '+' },
    { "{\"unevaluatedItems\":false}", "{\"a\":1}", '+' }, { "{\"allOf\":1}", "1", '?' }, { "{\"not\":1}", "1", '?' },
    { "{\"title\":\"t\",\"x-own\":5,\"description\":\"d\",\"default\":1,\"examples\":[1]}", "1", '+' },
  };

  check (vectors, G_N_ELEMENTS (vectors));
}

#define OF_7 "\"$schema\":\"http://json-schema.org/draft-07/schema#\","
#define OF_2020 "\"$schema\":\"https://json-schema.org/draft/2020-12/schema\","

static void
test_references (void)
{
  static const Vector vectors[] = {
    { "{\"$defs\":{\"p\":{\"minimum\":1}},\"properties\":{\"a\":{\"$ref\":\"#/$defs/p\"}}}", "{\"a\":1}", '+' },
    { "{\"$defs\":{\"p\":{\"minimum\":1}},\"properties\":{\"a\":{\"$ref\":\"#/$defs/p\"}}}", "{\"a\":0}", '-' },
    { "{\"definitions\":{\"a/b%\":{\"type\":\"null\"}},\"$ref\":\"#/definitions/a~1b%25\"}", "null", '+' },
    { "{\"definitions\":{\"a/b%\":{\"type\":\"null\"}},\"$ref\":\"#/definitions/a~1b%25\"}", "1", '-' },
    { "{\"properties\":{\"next\":{\"$ref\":\"#\"}},\"required\":[\"v\"]}", "{\"v\":1,\"next\":{\"v\":2}}", '+' },
    { "{\"properties\":{\"next\":{\"$ref\":\"#\"}},\"required\":[\"v\"]}", "{\"v\":1,\"next\":{}}", '-' },
    { "{\"$id\":\"urn:x:a\",\"$defs\":{\"p\":{\"$anchor\":\"q\",\"type\":\"null\"}},\"$ref\":\"urn:x:a#q\"}", "null", '+' },
    { "{" OF_7 "\"definitions\":{\"p\":{\"$id\":\"#q\",\"type\":\"null\"}},\"allOf\":[{\"$ref\":\"#q\"}]}", "1", '-' },
    { "{\"$ref\":\"other.json\"}", "1", '?' }, { "{\"$ref\":\"https://example.org/s#/x\"}", "1", '?' },
    { "{\"$ref\":\"#/nowhere\"}", "1", '?' },
    { "{\"$ref\":\"#nowhere\"}", "1", '?' }, { "{\"$ref\":7}", "1", '?' },
    { "{\"$defs\":{\"p\":{\"$id\":\"p.json\",\"$defs\":{\"q\":{}}}},\"$ref\":\"#/$defs/p\"}", "1", '?' },
    /* Beside a reference draft 7 passes over everything, later ones over nothing. */
    { "{" OF_7 "\"definitions\":{\"p\":{}},\"$ref\":\"#/definitions/p\",\"minimum\":5}", "1", '+' },
    { "{" OF_2020 "\"$defs\":{\"p\":{}},\"$ref\":\"#/$defs/p\",\"minimum\":5}", "1", '-' },
    { "{\"$defs\":{\"p\":{}},\"$ref\":\"#/$defs/p\",\"minimum\":5}", "1", '?' },
    { "{\"$defs\":{\"p\":{}},\"$ref\":\"#/$defs/p\",\"minimum\":5}", "6", '+' },
  };

  check (vectors, G_N_ELEMENTS (vectors));
}

static void
test_dialects (void)
{
  static const Vector vectors[] = {
    { "{\"$schema\":\"http://json-schema.org/draft-04/schema#\",\"type\":\"null\"}", "null", '?' },
    { "{\"$schema\":\"https://example.org/own\"}", "null", '?' }, { "{\"$schema\":7}", "null", '?' },
    { "{\"$schema\":\"https://json-schema.org/draft/2019-09/schema\",\"items\":[{\"type\":\"null\"}]}", "[1]", '-' },
    { "{" OF_2020 "\"items\":[{\"type\":\"null\"}]}", "[1]", '?' },
    { "{" OF_2020 "\"dependencies\":{\"a\":[\"b\"]}}", "{\"a\":1}", '?' },
    { "{" OF_2020 "\"dependencies\":{\"a\":[\"b\"]}}", "{\"a\":1,\"b\":1}", '+' },
    { "{" OF_7 "\"prefixItems\":[false]}", "[1]", '?' }, { "{" OF_7 "\"prefixItems\":[true]}", "[1]", '+' },
    { "{" OF_7 "\"dependentRequired\":{\"a\":[\"b\"]}}", "{\"a\":1}", '?' },
    { "{" OF_7 "\"properties\":{\"a\":{" OF_2020 "\"type\":\"null\"}}}", "{\"a\":null}", '?' },
    { "{" OF_7 "\"properties\":{\"a\":{" OF_7 "\"type\":\"null\"}}}", "{\"a\":null}", '+' },
  };

  check (vectors, G_N_ELEMENTS (vectors));
}

static void
test_words (void)
{
  static const struct { const char *schema; const char *value; const char *expected; const char *found; const char *rule; } rows[] = {
    { "{\"properties\":{\"a/b\":{\"type\":[\"string\",\"null\"]}}}", "{\"a/b\":4711}", "a value of type [\"string\",\"null\"]",
    "an integer",
      "/properties/a~1b/type" },
    { "{\"required\":[\"x\"]}", "{\"secret\":1}", "the member \"x\"", "no such member", "/required" },
    { "{\"allOf\":[true,{\"maxLength\":3}]}", "\"Käthe\"", "at most 3 characters", "a text of 5 characters", "/allOf/1/maxLength" },
    { "{\"properties\":{\"a\":{}},\"additionalProperties\":false}", "{\"secret\":\"word\"}", "no value here", "a text of 4 characters",
      "/additionalProperties" },
    { "{\"propertyNames\":{\"pattern\":\"^[a-z]$\"}}", "{\"secret\":1}", "a text of the pattern \"^[a-z]$\"", "a name of 6 characters",
      "/propertyNames/pattern" },
    { "{\"anyOf\":[false,false]}", "[1,2]", "what one of the alternatives allows", "an array of 2 items", "/anyOf" },
    { "{\"$ref\":\"x.json\"}", "{}", "what the schema says here", "an object of 0 members", "/$ref" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *expected = NULL, *found = NULL, *rule = NULL;

      g_assert_cmpint (judge (rows[i].schema, rows[i].value, &expected, &found, &rule, NULL), !=, '+');
      g_assert_cmpstr (expected, ==, rows[i].expected);
      g_assert_cmpstr (found, ==, rows[i].found);
      g_assert_cmpstr (rule, ==, rows[i].rule);
    }
}

/* --- Schemas that would keep a program busy, or break it --- */

static void
assert_limit (const char *schema,
              const char *value,
              const char *limit)
{
  const char *met = NULL;

  g_assert_cmpint (judge (schema, value, NULL, NULL, NULL, &met), ==, '?');
  g_assert_cmpstr (met, ==, limit);
}

static void
test_loops (void)
{
  assert_limit ("{\"$ref\":\"#\"}", "1", "RC_LIMIT_SCHEMA_DEPTH");
  assert_limit ("{\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b\"},\"b\":{\"$ref\":\"#/$defs/a\"}},\"$ref\":\"#/$defs/a\"}", "1",
  "RC_LIMIT_SCHEMA_DEPTH");
  assert_limit ("{\"not\":{\"$ref\":\"#\"}}", "1", "RC_LIMIT_SCHEMA_DEPTH");
}

/* Each level tries the next one twice: 2^60 ways. */
static void
test_exponential (void)
{
  g_autoptr (GString) schema = g_string_new ("{\"$ref\":\"#/$defs/n0\",\"$defs\":{");

  for (guint i = 0; i < 60; i++)
    g_string_append_printf (schema, "\"n%u\":{\"anyOf\":[{\"$ref\":\"#/$defs/n%u\"},{\"$ref\":\"#/$defs/n%u\"}]},", i, i + 1, i + 1);
  g_string_append (schema, "\"n60\":false}}");
  assert_limit (schema->str, "1", "RC_LIMIT_SCHEMA_STEPS");
}

static void
test_many_items (void)
{
  g_autoptr (GString) value = g_string_new ("[0");

  for (guint i = 1; i < 5000; i++)
    g_string_append_printf (value, ",%u", i);
  g_string_append_c (value, ']');
  assert_limit ("{\"uniqueItems\":true}", value->str, "RC_LIMIT_SCHEMA_STEPS");
}

static void
test_dear_pattern (void)
{
  g_autofree char *word = g_strnfill (4000, 'a');
  g_autofree char *value = g_strdup_printf ("\"%s!\"", word);

  g_assert_cmpint (judge ("{\"pattern\":\"^(a+)+$\"}", value, NULL, NULL, NULL, NULL), ==, '?');
  g_assert_cmpint (judge ("{\"pattern\":\"^(a|a)*$\"}", value, NULL, NULL, NULL, NULL), ==, '?');
  g_assert_null (rc_schema_pattern_new (word[0] != 0 ? "[" : ""));
}

static void
test_no_schema (void)
{
  static const char * const texts[] = { "", "[", "[]", "7", "\"a\"", "null", "{\"a\":1,\"a\":2}", "{} {}" };
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autofree char *large = g_strnfill (RC_LIMIT_SCHEMA_BYTES + 1, ' ');
  const char *reason;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_null (rc_json_schema_new (texts[i], strlen (texts[i]), &reason));
      g_assert_nonnull (reason);
    }
  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "{\"not\":");
  g_assert_null (rc_json_schema_new (deep->str, deep->len, &reason));
  g_assert_null (rc_json_schema_new (large, strlen (large), &reason));
  g_assert_cmpstr (reason, ==, "at most 4 MiB (RC_LIMIT_SCHEMA_BYTES)");
}

/* A schema that is cut anywhere, or of which one byte is another, never breaks anything. */
static void
test_broken (void)
{
  static const char text[] =
    "{" OF_2020 "\"$id\":\"urn:x\",\"$defs\":{\"p\":{\"$anchor\":\"q\",\"pattern\":\"^[a-z\\\\d-]{1,9}$\"}},"
    "\"type\":\"object\",\"required\":[\"a\"],"
    "\"properties\":{\"a\":{\"$ref\":\"#q\"},\"n\":{\"multipleOf\":0.01,\"enum\":[1,2.50]}},\"patternProperties\":{\"^x\":false},"
    "\"dependentRequired\":{\"a\":[\"n\"]},\"if\":{\"minProperties\":1},\"then\":{\"maxProperties\":9}}";
  static const char value[] = "{\"a\":\"abc-1\",\"n\":2.5}";
  g_auto (RcJson) record;
  RcJsonFault json_fault;

  rc_json_init (&record);
  g_assert_true (rc_json_parse (&record, value, strlen (value), &json_fault));
  g_assert_cmpint (judge (text, value, NULL, NULL, NULL, NULL), ==, '+');
  for (gsize i = 0; i + 1 < sizeof text; i++)
    {
      static const char bytes[] = "\"{}[],:0-a\\#";

      for (gsize j = 0; bytes[j] != '\0'; j++)
        {
          g_autofree char *copy = g_strdup (text);
          g_autoptr (RcJsonSchema) schema = NULL;
          RcSchemaFault fault;
          const char *reason;

          copy[i] = bytes[j];
          schema = rc_json_schema_new (copy, strlen (copy), &reason);
          if (schema != NULL)
            (void) rc_json_schema_judge (schema, &record, 0, &fault);
        }
    }
}

static void
test_exact_numbers (void)
{
  static const char * const ascending[] = {
    "-1e500", "-10", "-9.99999999999999999999999999999999999999999999999", "-1e-500", "0", "1e-500", "0.1",
    "0.10000000000000000000000000001", "1",
    "9007199254740992", "9007199254740993", "123456789012345678901234567890123456789012345678901234567890", "1e500",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ascending); i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (ascending); j++)
        {
          g_auto (RcExactNumber) a = { .digits = a.few };
          g_auto (RcExactNumber) b = { .digits = b.few };

          g_assert_true (rc_exact_number_read (&a, ascending[i], strlen (ascending[i])));
          g_assert_true (rc_exact_number_read (&b, ascending[j], strlen (ascending[j])));
          g_assert_cmpint (rc_exact_number_compare (&a, &b), ==, i < j ? -1 : i > j);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-schema/values", test_values);
  g_test_add_func ("/json-schema/numbers", test_numbers);
  g_test_add_func ("/json-schema/texts", test_texts);
  g_test_add_func ("/json-schema/objects", test_objects);
  g_test_add_func ("/json-schema/arrays", test_arrays);
  g_test_add_func ("/json-schema/combined", test_combined);
  g_test_add_func ("/json-schema/references", test_references);
  g_test_add_func ("/json-schema/dialects", test_dialects);
  g_test_add_func ("/json-schema/words", test_words);
  g_test_add_func ("/json-schema/loops", test_loops);
  g_test_add_func ("/json-schema/exponential", test_exponential);
  g_test_add_func ("/json-schema/many-items", test_many_items);
  g_test_add_func ("/json-schema/dear-pattern", test_dear_pattern);
  g_test_add_func ("/json-schema/no-schema", test_no_schema);
  g_test_add_func ("/json-schema/broken", test_broken);
  g_test_add_func ("/json-schema/exact-numbers", test_exact_numbers);
  return g_test_run ();
}
