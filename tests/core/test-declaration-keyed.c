/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/declaration/declaration-keyed.h"

static RcDeclaration *
parse (const char  *json,
       GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));

  return rc_declaration_from_keyed (bytes, error);
}

static void
test_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDeclaration) declaration = parse (
    "{\"system-name\": \"KreditCheck\", \"date\": \"2026-11-30\", \"body-number\": \"12\", \"original-language\": \"no\","
    " \"provider-address\": \"Street 1\\nTown\","
    " \"versions\": [{\"name\": \"kreditcheck/4\", \"sha256\": \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}, {\"name\": \"b\"}],"
    " \"acts\": [{\"number\": \"Regulation (EU) 2099/1\", \"amended-by\": \"X\"}],"
    " \"standards\": [{\"reference\": \"EN 1\", \"oj-date\": \"2026-01-02\", \"harmonised\": true, \"withdrawn\": false}],"
    " \"languages\": [{\"language\": \"en\", \"original\": true, \"title\": \"EU declaration of conformity\", \"statements\": {\"0\": \"S\", \"3\": \"T\"}}]}",
    &error);
  const RcDeclarationLanguage *language;

  g_assert_no_error (error);
  g_assert_true (declaration->is_received);
  g_assert_cmpstr (rc_declaration_peek (declaration, RC_DECLARATION_SYSTEM_NAME), ==, "KreditCheck");
  g_assert_cmpstr (rc_declaration_peek (declaration, RC_DECLARATION_PROVIDER_ADDRESS), ==, "Street 1\nTown");
  /* Whether these can be right is for the check. */
  g_assert_cmpstr (rc_declaration_peek (declaration, RC_DECLARATION_BODY_NUMBER), ==, "12");
  g_assert_cmpstr (rc_declaration_peek (declaration, RC_DECLARATION_ORIGINAL_LANGUAGE), ==, "no");
  g_assert_cmpint (declaration->values[RC_DECLARATION_DATE].origin, ==, RC_DECLARATION_RECEIVED);
  g_assert_null (rc_declaration_peek (declaration, RC_DECLARATION_PLACE));
  g_assert_cmpuint (declaration->versions->len, ==, 2);
  g_assert_null (((RcDeclarationVersion *) g_ptr_array_index (declaration->versions, 1))->sha256);
  g_assert_cmpstr (((RcDeclarationAct *) g_ptr_array_index (declaration->acts, 0))->amended_by, ==, "X");
  g_assert_true (((RcDeclarationStandard *) g_ptr_array_index (declaration->standards, 0))->is_claimed_harmonised);
  g_assert_false (((RcDeclarationStandard *) g_ptr_array_index (declaration->standards, 0))->is_withdrawn);
  language = g_ptr_array_index (declaration->languages, 0);
  g_assert_true (language->is_original);
  g_assert_cmpstr (language->statements[0], ==, "S");
  g_assert_cmpstr (language->statements[3], ==, "T");
  g_assert_null (language->statements[4]);
}

static void
test_refused (void)
{
  static const struct
  {
    const char        *json;
    RcDeclarationError code;
    const char        *said;
  } rows[] = {
    { "", RC_DECLARATION_ERROR_MALFORMED, "JSON" },
    { "[]", RC_DECLARATION_ERROR_MALFORMED, "object" },
    { "{\"place\": \"A\", \"place\": \"B\"}", RC_DECLARATION_ERROR_MALFORMED, "once" },
    { "{\"place\": \"A\"} {}", RC_DECLARATION_ERROR_MALFORMED, "byte 15" },
    { "{\"colour\": \"red\"}", RC_DECLARATION_ERROR_FIELD, "colour" },
    { "{\"place\": 7}", RC_DECLARATION_ERROR_FIELD, "place" },
    { "{\"place\": \"a\\u0001b\"}", RC_DECLARATION_ERROR_FIELD, "expected" },
    { "{\"place\": \"a\\u0000b\"}", RC_DECLARATION_ERROR_FIELD, "expected" },
    { "{\"date\": \"30.11.2026\"}", RC_DECLARATION_ERROR_FIELD, "2026-11-30" },
    { "{\"body-number\": \"\"}", RC_DECLARATION_ERROR_FIELD, "body-number" },
    { "{\"versions\": {}}", RC_DECLARATION_ERROR_FIELD, "versions" },
    { "{\"versions\": [\"a\"]}", RC_DECLARATION_ERROR_FIELD, "versions" },
    { "{\"versions\": [{\"sha256\": \"00\"}]}", RC_DECLARATION_ERROR_FIELD, "name" },
    { "{\"versions\": [{\"name\": \"a\", \"sha256\": \"00\"}]}", RC_DECLARATION_ERROR_FIELD, "hexadecimal" },
    { "{\"acts\": [{\"title\": \"a\"}]}", RC_DECLARATION_ERROR_FIELD, "number" },
    { "{\"standards\": [{\"reference\": \"a\", \"oj-date\": \"soon\"}]}", RC_DECLARATION_ERROR_FIELD, "2026-11-30" },
    { "{\"languages\": [{\"language\": \"en\", \"statements\": []}]}", RC_DECLARATION_ERROR_FIELD, "statements" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (rows[i].json, &error));
      g_assert_error (error, RC_DECLARATION_ERROR, (int) rows[i].code);
      if (strstr (error->message, rows[i].said) == NULL)
        g_error ("%s: %s", rows[i].json, error->message);
    }
}

static void
test_key_in (void)
{
  g_autoptr (RcDeclaration) declaration = rc_declaration_new (TRUE);
  g_autoptr (GError) error = NULL;

  g_assert_true (rc_declaration_key_in (declaration, RC_DECLARATION_PLACE, "Kiel", &error));
  g_assert_true (rc_declaration_key_in (declaration, RC_DECLARATION_PLACE, "Bremen", &error));
  g_assert_cmpstr (rc_declaration_peek (declaration, RC_DECLARATION_PLACE), ==, "Bremen");
  g_assert_false (rc_declaration_key_in (declaration, RC_DECLARATION_DATE, "today", &error));
  g_assert_error (error, RC_DECLARATION_ERROR, RC_DECLARATION_ERROR_FIELD);
  g_assert_null (rc_declaration_peek (declaration, RC_DECLARATION_DATE));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/declaration-keyed/read", test_read);
  g_test_add_func ("/declaration-keyed/refused", test_refused);
  g_test_add_func ("/declaration-keyed/key-in", test_key_in);
  return g_test_run ();
}
