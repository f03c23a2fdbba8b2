/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "core/custody.h"
#include "core/reveal.h"
#include "core/subject-lookup.h"
#include "lineage-fixture.h"

/* One person is found by the identifier in clear and by what providers make of it; the digests here were made with Python's hmac and hashlib. */

#define MAIL "Erika@Example.org"
#define KEY "provider secret 1"

static RcSubjectKey *
key_of (const char  *bytes,
        gssize       length,
        GError     **error)
{
  RcSubjectKey *key;
  int ends[2];

  g_assert_cmpint (pipe (ends), ==, 0);
  if (length < 0)
    length = (gssize) strlen (bytes);
  g_assert_cmpint (write (ends[1], bytes, (gsize) length), ==, length);
  close (ends[1]);
  key = rc_subject_key_read_descriptor (ends[0], error);
  close (ends[0]);
  return key;
}

static GPtrArray *
derive (const char         *identifier,
        const RcSubjectKey *key,
        RcSubjectMethod     method,
        guint               length)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *forms = rc_subject_forms_derive (identifier, key, method, length, &error);

  g_assert_no_error (error);
  return forms;
}

static const RcSubjectForm *
find (GPtrArray  *forms,
      const char *text)
{
  for (guint i = 0; i < forms->len; i++)
    {
      const RcSubjectForm *form = g_ptr_array_index (forms, i);

      if (strcmp (form->text, text) == 0)
        return form;
    }
  return NULL;
}

typedef struct
{
  const char          *text;
  RcSubjectMethod      method;
  RcSubjectVariant     variant;
  RcSubjectEncoding    encoding;
  RcSubjectKeyReading  reading;
} Expected;

static const Expected expected[] = {
  { " Erika@Example.org", RC_SUBJECT_METHOD_CLEAR, RC_SUBJECT_VARIANT_WRITTEN,
    RC_SUBJECT_ENCODING_TEXT, RC_SUBJECT_KEY_AS_IT_IS },
  { "Erika@Example.org", RC_SUBJECT_METHOD_CLEAR, RC_SUBJECT_VARIANT_TRIMMED,
    RC_SUBJECT_ENCODING_TEXT, RC_SUBJECT_KEY_AS_IT_IS },
  { "erika@example.org", RC_SUBJECT_METHOD_CLEAR, RC_SUBJECT_VARIANT_LOWER,
    RC_SUBJECT_ENCODING_TEXT, RC_SUBJECT_KEY_AS_IT_IS },
  { "7f023045d61255e1e44eca4e61b2ac48960ade960cf5355b31d1225aa1fb2d9b", RC_SUBJECT_METHOD_SHA256, RC_SUBJECT_VARIANT_TRIMMED,
    RC_SUBJECT_ENCODING_HEX, RC_SUBJECT_KEY_AS_IT_IS },
  { "FF53F9CA5E967924C509171002913481FBF2AD2F69409032444EA9B0696266EC", RC_SUBJECT_METHOD_SHA256, RC_SUBJECT_VARIANT_LOWER,
    RC_SUBJECT_ENCODING_HEX_UPPER, RC_SUBJECT_KEY_AS_IT_IS },
  { "7179411fa10473aa5c6bad50cfbe6ddf3a7065533216684811f42bd0885ad871", RC_SUBJECT_METHOD_HMAC_SHA256, RC_SUBJECT_VARIANT_LOWER,
    RC_SUBJECT_ENCODING_HEX, RC_SUBJECT_KEY_LINE },
  { "f3e11050daf6c6db1a2f79fe5e2b5859010277f119bf24c5ad9df978f12da1e3", RC_SUBJECT_METHOD_HMAC_SHA256, RC_SUBJECT_VARIANT_LOWER,
    RC_SUBJECT_ENCODING_HEX, RC_SUBJECT_KEY_AS_IT_IS },
  { "gncespbn16swcV2tIYTW0IzDeiLnH7LJ9duqAvTKrI4=", RC_SUBJECT_METHOD_HMAC_SHA256, RC_SUBJECT_VARIANT_TRIMMED,
    RC_SUBJECT_ENCODING_BASE64, RC_SUBJECT_KEY_LINE },
  { "t-_iIAx0MOPK9Tx4IpWlh6qfOz5gn72DoYGtU6giRUk-KyAqUn5JG111CVXjZGnwbRdRIEexRmcRl_rKDsnWvg",
    RC_SUBJECT_METHOD_HMAC_SHA512, RC_SUBJECT_VARIANT_TRIMMED,
    RC_SUBJECT_ENCODING_BASE64URL_BARE, RC_SUBJECT_KEY_LINE },
  { "t-_iIAx0MOPK9Tx4IpWlh6qfOz5gn72DoYGtU6giRUk-KyAqUn5JG111CVXjZGnwbRdRIEexRmcRl_rKDsnWvg==",
    RC_SUBJECT_METHOD_HMAC_SHA512, RC_SUBJECT_VARIANT_TRIMMED,
    RC_SUBJECT_ENCODING_BASE64URL, RC_SUBJECT_KEY_LINE },
  { "gncespbn16swcV2tIYTW0IzDeiLnH7LJ9duqAvTKrI4", RC_SUBJECT_METHOD_HMAC_SHA256, RC_SUBJECT_VARIANT_TRIMMED,
    RC_SUBJECT_ENCODING_BASE64_BARE, RC_SUBJECT_KEY_LINE },
  { "b7efe2200c7430e3caf53c782295a587aa9f3b3e609fbd83a181ad53a82245493e2b202a527e491b5d750955e36469f06d17512047b146671197faca0ec9d6be",
    RC_SUBJECT_METHOD_HMAC_SHA512, RC_SUBJECT_VARIANT_TRIMMED,
    RC_SUBJECT_ENCODING_HEX, RC_SUBJECT_KEY_LINE },
  { "4412db140f290d030e162abc7ca0a62b4fab2f4f63b9a45e3d0b95bc14386be0", RC_SUBJECT_METHOD_SHA256_SALT_FIRST, RC_SUBJECT_VARIANT_TRIMMED,
    RC_SUBJECT_ENCODING_HEX, RC_SUBJECT_KEY_LINE },
  { "2e6e6cdcfdd18807b61e9d09d4d19a8233b012bdc53f69ab67751d4f6623daa9", RC_SUBJECT_METHOD_SHA256_SALT_LAST, RC_SUBJECT_VARIANT_TRIMMED,
    RC_SUBJECT_ENCODING_HEX, RC_SUBJECT_KEY_LINE },
};

static void
test_forms (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcSubjectKey) key = key_of (KEY "\n", -1, &error);
  g_autoptr (GPtrArray) forms = derive (" " MAIL, key, RC_SUBJECT_N_METHODS, 0);

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const RcSubjectForm *form = find (forms, expected[i].text);

      g_assert_nonnull (form);
      g_assert_cmpint (form->method, ==, expected[i].method);
      g_assert_cmpint (form->variant, ==, expected[i].variant);
      g_assert_cmpint (form->encoding, ==, expected[i].encoding);
      g_assert_cmpint (form->reading, ==, expected[i].reading);
      g_assert_cmpuint (form->length, ==, 0);
    }
  /* Each text once. */
  for (guint i = 0; i < forms->len; i++)
    g_assert_true (find (forms, ((RcSubjectForm *) g_ptr_array_index (forms, i))->text) == g_ptr_array_index (forms, i));
}

static void
test_without_key (void)
{
  g_autoptr (GPtrArray) forms = derive ("P-1", NULL, RC_SUBJECT_N_METHODS, 0);
  g_autoptr (GPtrArray) clear = derive ("P-1", NULL, RC_SUBJECT_METHOD_CLEAR, 0);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (clear->len, ==, 1);
  g_assert_cmpuint (forms->len, ==, 7);
  for (guint i = 0; i < forms->len; i++)
    g_assert_false (rc_subject_method_needs_key (((RcSubjectForm *) g_ptr_array_index (forms, i))->method));
  g_assert_null (rc_subject_forms_derive ("P-1", NULL, RC_SUBJECT_METHOD_HMAC_SHA256, 0, &error));
  g_assert_error (error, RC_SUBJECT_ERROR, RC_SUBJECT_ERROR_METHOD);
}

static void
test_account (void)
{
  g_autoptr (GPtrArray) forms = derive ("de89 3704 0044 0532 0130 00", NULL, RC_SUBJECT_METHOD_CLEAR, 0);
  g_autoptr (GPtrArray) words = derive ("Max and Erika and others", NULL, RC_SUBJECT_METHOD_CLEAR, 0);
  const RcSubjectForm *form = find (forms, "DE89370400440532013000");

  g_assert_nonnull (form);
  g_assert_cmpint (form->variant, ==, RC_SUBJECT_VARIANT_COMPACT);
  g_assert_cmpuint (words->len, ==, 1);
}

static void
test_cut (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcSubjectKey) key = key_of (KEY, -1, &error);
  g_autoptr (GPtrArray) forms = derive (MAIL, key, RC_SUBJECT_METHOD_HMAC_SHA256, 8);
  g_autofree char *words = NULL;
  const RcSubjectForm *form = find (forms, "82771eb296e7d7ab");

  g_assert_nonnull (form);
  g_assert_cmpuint (form->length, ==, 8);
  words = rc_subject_form_dup_words (form);
  g_assert_cmpstr (words, ==, "identifier as written; digest made with the key (HMAC-SHA-256); key as it is; its first 8 bytes; hex");
}

/* A key is tried as what it can mean. */
static void
test_key (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcSubjectKey) hex = key_of ("00ff10\r\n", -1, &error);
  g_autoptr (RcSubjectKey) plain = key_of ("a\0b", 3, &error);
  g_autoptr (RcSubjectKey) empty = NULL;
  g_autoptr (RcSubjectKey) absent = NULL;
  g_autofree char *long_text = g_strnfill (5000, 'x');
  const guint8 *bytes;
  gsize length;

  g_assert_true (rc_subject_key_get (hex, RC_SUBJECT_KEY_AS_IT_IS, &bytes, &length));
  g_assert_cmpmem (bytes, length, "00ff10\r\n", 8);
  g_assert_true (rc_subject_key_get (hex, RC_SUBJECT_KEY_LINE, &bytes, &length));
  g_assert_cmpmem (bytes, length, "00ff10", 6);
  g_assert_true (rc_subject_key_get (hex, RC_SUBJECT_KEY_HEX, &bytes, &length));
  g_assert_cmpmem (bytes, length, "\x00\xff\x10", 3);
  g_assert_true (rc_subject_key_get (plain, RC_SUBJECT_KEY_AS_IT_IS, &bytes, &length));
  g_assert_cmpmem (bytes, length, "a\0b", 3);
  g_assert_false (rc_subject_key_get (plain, RC_SUBJECT_KEY_LINE, &bytes, &length));
  g_assert_false (rc_subject_key_get (plain, RC_SUBJECT_KEY_HEX, &bytes, &length));

  empty = key_of ("\n", -1, &error);
  g_assert_error (error, RC_SUBJECT_ERROR, RC_SUBJECT_ERROR_KEY);
  g_clear_error (&error);
  g_assert_null (key_of (long_text, -1, &error));
  g_assert_error (error, RC_SUBJECT_ERROR, RC_SUBJECT_ERROR_KEY);
  g_clear_error (&error);
  absent = rc_subject_key_read_file ("/nonexistent/key", &error);
  g_assert_error (error, RC_SUBJECT_ERROR, RC_SUBJECT_ERROR_KEY);
}

/* --- Looking up --- */

#define EVENTS \
  "{\"kind\":\"inference\",\"id\":\"i-1\",\"time\":\"2026-05-04T09:00:00Z\",\"decision\":\"A-2\",\"subject\":\"7179411fa10473aa5c6bad50cfbe6ddf3a7065533216684811f42bd0885ad871\",\"proposal\":\"no\"}\n" \
  "{\"kind\":\"inference\",\"id\":\"i-2\",\"time\":\"2026-05-03T09:00:00Z\",\"decision\":\"A-1\",\"proposal\":\"yes\"}\n" \
  "{\"kind\":\"decision\",\"id\":\"d-1\",\"time\":\"2026-05-03T10:00:00Z\",\"decision\":\"A-1\",\"subject\":\"erika@example.org\"}\n" \
  "{\"kind\":\"human-action\",\"id\":\"h-1\",\"time\":\"2026-05-04T10:00:00Z\",\"decision\":\"A-3\",\"actor\":\"erika@example.org\"," \
  "\"action\":\"override\"}\n" \
  "{\"kind\":\"inference\",\"id\":\"i-3\",\"time\":\"2026-05-04T09:30:00Z\",\"decision\":\"A-3\",\"subject\":\"another\"}\n" \
  "{\"kind\":\"other\",\"id\":\"o-1\",\"time\":\"2026-05-05T09:30:00Z\",\"subject\":\"7f023045d61255e1e44eca4e61b2ac48960ade960cf5355b31d1225aa1fb2d9b\"}\n"

static RcSubjectFound *
look_up (LineageFixture      *fixture,
         const char          *identifier,
         const RcSubjectKey  *key,
         GError             **error)
{
  const RcSubjectRequest request = { .identifier = identifier, .key = key, .method = RC_SUBJECT_N_METHODS, .reason = "asked on 1 June" };

  return rc_subject_look_up (fixture->case_file, fixture->reader, &request, NULL, error);
}

static void
assert_hit (const RcSubjectFound *found,
            guint                 index,
            const char           *id,
            RcSubjectRole         as,
            const char           *decision)
{
  const RcSubjectHit *hit = g_ptr_array_index (found->hits, index);

  g_assert_cmpstr (rc_event_peek_field (hit->event, RC_FIELD_ID), ==, id);
  g_assert_cmpint (hit->as, ==, as);
  g_assert_cmpstr (hit->decision, ==, decision);
}

static char *
newest_detail (LineageFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  RcDatabase *database = rc_case_get_database (fixture->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT act || ' ' || detail FROM custody ORDER BY id DESC LIMIT 1", &error);
  gboolean row;
  char *detail;

  g_assert_true (rc_database_step (database, statement, &row, &error));
  detail = rc_database_column_dup (statement, 0);
  sqlite3_reset (statement);
  return detail;
}

static void
test_look_up (LineageFixture *fixture,
              gconstpointer   data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcSubjectKey) key = key_of (KEY, -1, &error);
  g_autoptr (RcSubjectFound) found = NULL;
  g_autoptr (RcSubjectAnswer) answer = NULL;
  g_autofree char *detail = NULL;

  lineage_fixture_import (fixture, "log.jsonl", NULL, EVENTS);
  found = look_up (fixture, MAIL " ", key, &error);
  g_assert_no_error (error);
  g_assert_true (found->is_complete);
  g_assert_cmpuint (found->hits->len, ==, 5);
  g_assert_cmpuint (found->n_decisions, ==, 4);
  assert_hit (found, 0, "i-2", RC_SUBJECT_BY_DECISION, "A-1");
  assert_hit (found, 1, "d-1", RC_SUBJECT_AS_CONCERNED, "A-1");
  assert_hit (found, 2, "i-1", RC_SUBJECT_AS_CONCERNED, "A-2");
  assert_hit (found, 3, "h-1", RC_SUBJECT_AS_ACTOR, "A-3");
  assert_hit (found, 4, "o-1", RC_SUBJECT_AS_CONCERNED, "o-1");
  g_assert_true (found->is_weak);

  answer = rc_subject_answer_load (fixture->case_file, ((RcSubjectHit *) g_ptr_array_index (found->hits, 2))->event->id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (answer->answer, ==, "no");
  g_assert_null (answer->action);

  /* The log says that somebody was looked for, and why, but neither whom nor with which key. */
  detail = newest_detail (fixture);
  g_assert_true (g_str_has_prefix (detail, "subject-lookup {\"decisions\":4,\"events\":5,\"key\":true,\"methods\":[\"clear\","));
  g_assert_nonnull (strstr (detail, "],\"person\":\""));
  g_assert_nonnull (strstr (detail, "\",\"reason\":\"asked on 1 June\""));
  g_assert_null (strcasestr (detail, "erika"));
  g_assert_null (strstr (detail, KEY));
  g_assert_null (strstr (detail, "7179411fa10473aa5c6bad50cfbe6ddf3a7065533216684811f42bd0885ad871"));
}

/* The same person has the same fingerprint in the log, so that two look-ups can be told to be of one person. */
static void
test_fingerprint (LineageFixture *fixture,
                  gconstpointer   data)
{
  char *persons[3];
  static const char *const identifiers[] = { "P-1", " P-1", "P-2" };

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RcSubjectFound) found = look_up (fixture, identifiers[i], NULL, &error);
      g_autofree char *detail = NULL;
      const char *person;

      g_assert_no_error (error);
      g_assert_cmpuint (found->hits->len, ==, 0);
      g_assert_false (found->is_weak);
      detail = newest_detail (fixture);
      person = strstr (detail, "\"person\":\"");
      g_assert_nonnull (person);
      persons[i] = g_strndup (person, 76);
    }
  g_assert_cmpstr (persons[0], ==, persons[1]);
  g_assert_cmpstr (persons[0], !=, persons[2]);
  for (guint i = 0; i < 3; i++)
    g_free (persons[i]);
}

static void
test_refused (LineageFixture *fixture,
              gconstpointer   data)
{
  RcSubjectRequest request = { .identifier = "P-1", .method = RC_SUBJECT_N_METHODS, .reason = " " };
  g_autofree char *before = newest_detail (fixture);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (rc_subject_look_up (fixture->case_file, fixture->reader, &request, NULL, &error));
  g_assert_error (error, RC_REVEAL_ERROR, RC_REVEAL_ERROR_REASON);
  g_clear_error (&error);
  request.reason = "R";
  request.identifier = " ";
  g_assert_null (rc_subject_look_up (fixture->case_file, fixture->reader, &request, NULL, &error));
  g_assert_error (error, RC_SUBJECT_ERROR, RC_SUBJECT_ERROR_IDENTIFIER);
  after = newest_detail (fixture);
  g_assert_cmpstr (before, ==, after);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, LineageFixture, NULL, lineage_fixture_set_up, function, lineage_fixture_tear_down)

  g_test_add_func ("/subject/forms", test_forms);
  g_test_add_func ("/subject/without-key", test_without_key);
  g_test_add_func ("/subject/account", test_account);
  g_test_add_func ("/subject/cut", test_cut);
  g_test_add_func ("/subject/key", test_key);
  ADD ("/subject/look-up", test_look_up);
  ADD ("/subject/fingerprint", test_fingerprint);
  ADD ("/subject/refused", test_refused);

  return g_test_run ();
}
