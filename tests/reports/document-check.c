/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/reports/document-check.h"

#include "core/canonical.h"
#include "core/json-schema.h"

#include <string.h>

static RcJsonSchema *
load_schema (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("RECOUNT_SOURCE"), "reports", "typesetting", "document.schema.json", NULL);
  g_autofree char *text = NULL;
  const char *reason = NULL;
  RcJsonSchema *schema;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  schema = rc_json_schema_new (text, length, &reason);
  g_assert_cmpstr (reason, ==, NULL);
  g_assert_nonnull (schema);
  return schema;
}

static void
check_schema (const RcJson *json)
{
  g_autoptr (RcJsonSchema) schema = load_schema ();
  RcSchemaFault fault;
  RcSchemaAnswer answer = rc_json_schema_judge (schema, json, 0, &fault);

  if (answer != RC_SCHEMA_CONFORMS)
    {
      g_autofree char *rule = rc_json_schema_dup_rule (schema, &fault);
      g_autofree char *expected = rc_json_schema_dup_expected (schema, &fault);
      g_autofree char *found = rc_json_schema_dup_found (schema, json, &fault);

      g_test_message ("%s: %s, not %s", rule, expected, found);
    }
  g_assert_cmpint (answer, ==, RC_SCHEMA_CONFORMS);
}

void
document_check_tree (const RcDocument *document)
{
  g_autofree char *text = rc_document_to_json (document);
  g_autoptr (GString) canonical = g_string_new (NULL);
  RcDigest digest, of_text;
  RcJson json;

  rc_json_init (&json);
  g_assert_true (rc_json_parse (&json, text, strlen (text), NULL));
  g_assert_cmpint (rc_canonical_append (canonical, &json, 0, RC_CANONICAL_JCS, NULL), ==, RC_CANONICAL_OK);
  g_assert_cmpstr (canonical->str, ==, text);
  check_schema (&json);
  rc_json_clear (&json);
  rc_document_digest_tree (document, &digest);
  rc_digest_compute (text, strlen (text), &of_text);
  g_assert_true (rc_digest_equal (&digest, &of_text));
}
