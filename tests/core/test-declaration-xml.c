/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/bounds.h"
#include "core/declaration/declaration-text.h"
#include "core/declaration/declaration-xml.h"
#include "core/timestamp.h"

#define SHA "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<declaration xmlns=\"urn:recount:declaration:1\">\n"
#define ITEMS "<document/>\n<item-1/>\n<item-2/>\n<item-4/>\n<item-5/>\n<item-6/>\n<item-7/>\n<item-8/>\n"
#define TAIL "</declaration>\n"

/* --- A whole one --- */

static void
set (RcDeclaration      *declaration,
     RcDeclarationField  field,
     const char         *value)
{
  declaration->values[field].value = g_strdup (value);
  declaration->values[field].origin = RC_DECLARATION_ENTERED;
}

static void
add_version (RcDeclaration *declaration,
             const char    *name)
{
  RcDeclarationVersion *version = g_new0 (RcDeclarationVersion, 1);

  version->name = g_strdup (name);
  version->sha256 = g_strdup (SHA);
  version->from_us = G_GINT64_CONSTANT (1767225600123456);
  version->to_us = RC_TIME_NONE;
  g_ptr_array_add (declaration->versions, version);
}

static void
add_act (RcDeclaration *declaration)
{
  RcDeclarationAct *act = g_new0 (RcDeclarationAct, 1);

  act->number = g_strdup ("Regulation (EU) 2017/745");
  act->title = g_strdup ("Medical devices & <more>");
  act->amended_by = g_strdup ("Regulation (EU) 2023/607");
  g_ptr_array_add (declaration->acts, act);
}

static void
add_standard (RcDeclaration *declaration,
              const char    *reference,
              const char    *oj_date)
{
  RcDeclarationStandard *standard = g_new0 (RcDeclarationStandard, 1);

  standard->reference = g_strdup (reference);
  standard->dated = g_strdup ("2026");
  standard->oj_reference = g_strdup (oj_date != NULL ? "OJ L, 2026/1" : NULL);
  standard->oj_date = g_strdup (oj_date);
  g_ptr_array_add (declaration->standards, standard);
}

static RcDeclaration *
make (void)
{
  RcDeclaration *declaration = rc_declaration_new (FALSE);
  const char * const *languages = rc_declaration_text_list_languages ();

  for (guint field = 0; field < RC_N_DECLARATION_FIELDS; field++)
    {
      static const char * const candidates[] = {
        "annex-vi", "de", "DE", "DE,FR", "0123", "2026-11-30", "true", SHA, "DoC-2026-001 2026-05-04", "Straße 1, «Ünï» \"A\" & 'B' <c>",
      };

      for (gsize i = 0; i < G_N_ELEMENTS (candidates) && declaration->values[field].value == NULL; i++)
        {
          if (rc_declaration_field_check (field, candidates[G_N_ELEMENTS (candidates) - 1 - i], NULL))
            set (declaration, field, candidates[G_N_ELEMENTS (candidates) - 1 - i]);
        }
      g_assert_nonnull (declaration->values[field].value);
    }
  g_free (declaration->values[RC_DECLARATION_PROVIDER_ADDRESS].value);
  set (declaration, RC_DECLARATION_PROVIDER_ADDRESS, "Am Südkai 1\n00000 Nordhafen (fictitious)");
  add_version (declaration, "kreditcheck/1");
  add_version (declaration, "kreditcheck/2 \xe2\x80\xae");
  add_act (declaration);
  add_standard (declaration, "EN 00000-1:2026", "2026-11-30");
  add_standard (declaration, "EN 00000-2:2026", "2026-12-01");
  add_standard (declaration, "ISO/IEC 42001:2023", NULL);
  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_assert_true (rc_declaration_add_language (declaration, languages[i], i == 0, NULL));
      ((RcDeclarationLanguage *) g_ptr_array_index (declaration->languages, i))->tree = g_strdup (SHA);
    }
  return declaration;
}

static GBytes *
write_xml (const RcDeclaration *declaration)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = rc_declaration_to_xml (declaration, &error);

  g_assert_no_error (error);
  return bytes;
}

static RcDeclaration *
read_xml (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  RcDeclaration *declaration = rc_declaration_from_xml (bytes, &error);

  g_assert_no_error (error);
  return declaration;
}

static void
test_round_trip (void)
{
  g_autoptr (RcDeclaration) declaration = make ();
  g_autoptr (GBytes) bytes = write_xml (declaration);
  g_autoptr (GBytes) once_more = write_xml (declaration);
  g_autoptr (RcDeclaration) read = read_xml (bytes);
  g_autoptr (GBytes) again = write_xml (read);

  g_assert_true (g_bytes_equal (bytes, once_more));
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), g_bytes_get_data (again, NULL), g_bytes_get_size (again));
  g_assert_true (read->is_received);
  for (guint field = 0; field < RC_N_DECLARATION_FIELDS; field++)
    {
      g_assert_cmpstr (rc_declaration_peek (read, field), ==, rc_declaration_peek (declaration, field));
      g_assert_cmpint (read->values[field].origin, ==, RC_DECLARATION_RECEIVED);
      g_assert_cmpint (read->values[field].source, ==, 0);
    }
}

static void
test_parts (void)
{
  g_autoptr (RcDeclaration) declaration = make ();
  g_autoptr (GBytes) bytes = write_xml (declaration);
  g_autoptr (RcDeclaration) read = read_xml (bytes);
  const RcDeclarationVersion *version = g_ptr_array_index (read->versions, 1);
  const RcDeclarationAct *act = g_ptr_array_index (read->acts, 0);
  const RcDeclarationLanguage *language = g_ptr_array_index (read->languages, 0);

  g_assert_cmpstr (version->name, ==, "kreditcheck/2 \xe2\x80\xae");
  g_assert_cmpstr (version->sha256, ==, SHA);
  g_assert_cmpint (version->from_us, ==, G_GINT64_CONSTANT (1767225600123456));
  g_assert_cmpint (version->to_us, ==, RC_TIME_NONE);
  g_assert_cmpstr (act->title, ==, "Medical devices & <more>");
  g_assert_cmpstr (act->amended_by, ==, "Regulation (EU) 2023/607");
  g_assert_true (language->is_original);
  g_assert_cmpstr (language->tree, ==, SHA);
  g_assert_nonnull (language->statements[0]);
  g_assert_nonnull (strstr (language->statements[4], "Medical devices"));
}

/* A draft says so, whoever passes it on. */
static void
test_draft (void)
{
  g_autoptr (RcDeclaration) declaration = make ();
  g_autoptr (GBytes) plain = write_xml (declaration);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RcDeclaration) read = NULL;
  g_autoptr (RcDeclaration) read_plain = read_xml (plain);
  g_autoptr (GBytes) again = NULL;

  declaration->is_draft = TRUE;
  bytes = write_xml (declaration);
  read = read_xml (bytes);
  again = write_xml (read);
  g_assert_true (read->is_draft);
  g_assert_false (read_plain->is_draft);
  g_assert_true (g_bytes_equal (bytes, again));
}

/* Only what the Official Journal had by the day of issue is called harmonised. */
static void
test_harmonised (void)
{
  static const gboolean expected[] = { TRUE, FALSE, FALSE };
  g_autoptr (RcDeclaration) declaration = make ();
  g_autoptr (GBytes) bytes = write_xml (declaration);
  g_autoptr (RcDeclaration) read = read_xml (bytes);

  g_assert_cmpuint (read->standards->len, ==, G_N_ELEMENTS (expected));
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (((const RcDeclarationStandard *) g_ptr_array_index (read->standards, i))->is_claimed_harmonised, ==, expected[i]);
}

/* What XML cannot carry is shown in it, and the result is read as it was written. */
static void
test_uncarried (void)
{
  g_autoptr (RcDeclaration) declaration = rc_declaration_new (FALSE);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RcDeclaration) read = NULL;
  g_autoptr (GBytes) again = NULL;

  set (declaration, RC_DECLARATION_SYSTEM_NAME, "a\x01\x1b[31m\xff" "b");
  add_version (declaration, "  k\r/\x7f" "1 ");
  bytes = write_xml (declaration);
  g_assert_null (memchr (g_bytes_get_data (bytes, NULL), '\x1b', g_bytes_get_size (bytes)));
  read = read_xml (bytes);
  again = write_xml (read);
  g_assert_true (g_bytes_equal (bytes, again));
}

/* --- The public tool --- */

static void
test_xmllint (void)
{
  g_autoptr (RcDeclaration) whole = make ();
  g_autoptr (RcDeclaration) empty = rc_declaration_new (FALSE);
  const RcDeclaration * const declarations[] = { whole, empty };
  g_autofree char *tool = g_find_program_in_path ("xmllint");
  g_autofree char *folder = g_dir_make_tmp ("declaration-XXXXXX", NULL);
  g_autofree char *schema = g_build_filename (folder, "declaration.xsd", NULL);
  g_autofree char *path = g_build_filename (folder, "declaration.xml", NULL);
  g_autoptr (GBytes) form = rc_declaration_load_schema ();

  if (tool == NULL)
    {
      g_test_skip ("there is no xmllint");
      return;
    }
  empty->is_draft = TRUE;
  g_assert_true (g_file_set_contents (schema, g_bytes_get_data (form, NULL), (gssize) g_bytes_get_size (form), NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (declarations); i++)
    {
      g_autoptr (GBytes) bytes = write_xml (declarations[i]);
      const char * const arguments[] = { tool, "--noout", "--nonet", "--schema", schema, path, NULL };
      g_autofree char *said = NULL;
      int status = -1;

      g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
      g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &said, &status, NULL));
      g_assert_cmpint (status, ==, 0);
    }
  g_unlink (path);
  g_unlink (schema);
  g_rmdir (folder);
}

/* --- What others wrote --- */

static RcDeclaration *
read_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return read_xml (bytes);
}

/* Nothing but the parts: it is read, so that it can be told what it lacks. */
static void
test_incomplete (void)
{
  g_autoptr (RcDeclaration) declaration = read_text (HEAD ITEMS TAIL);
  g_autoptr (GPtrArray) missing = rc_declaration_list_missing (declaration);

  g_assert_cmpuint (missing->len, >, 5);
  g_assert_cmpuint (declaration->languages->len, ==, 0);
  g_assert_true (declaration->is_received);
}

/* An author may indent, comment and leave the declaration of the encoding away. */
static void
test_other_hand (void)
{
  g_autoptr (RcDeclaration) declaration = read_text (
    "<d:declaration xmlns:d=\"urn:recount:declaration:1\"><!-- ours --><d:document/><d:item-1>\n<d:system-name>\n  Kredit\n  Check\n</d:system-name>"
    "</d:item-1><d:item-2><d:provider-address>\n   Street 1\n   Town\n </d:provider-address></d:item-2><d:item-4/><d:item-5/><d:item-6/>"
    "<d:item-7><d:body-number>12</d:body-number></d:item-7><d:item-8><d:place><![CDATA[<Hafen>]]></d:place></d:item-8>"
    "<d:language code=\"is\" original=\"1\"/></d:declaration>");

  g_assert_cmpstr (rc_declaration_peek (declaration, RC_DECLARATION_PROVIDER_ADDRESS), ==, "Street 1\nTown");
  g_assert_cmpstr (rc_declaration_peek (declaration, RC_DECLARATION_SYSTEM_NAME), ==, "Kredit Check");
  g_assert_cmpstr (rc_declaration_peek (declaration, RC_DECLARATION_PLACE), ==, "<Hafen>");
  g_assert_cmpstr (rc_declaration_peek (declaration, RC_DECLARATION_BODY_NUMBER), ==, "12");
  g_assert_true (((const RcDeclarationLanguage *) g_ptr_array_index (declaration->languages, 0))->is_original);
}

static void
assert_refused (const char         *text,
                gsize               length,
                RcDeclarationError  code,
                const char         *words)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GError) error = NULL;

  g_assert_null (rc_declaration_from_xml (bytes, &error));
  g_assert_error (error, RC_DECLARATION_ERROR, (int) code);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), <, 1000);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” is not in “%s”", words, error->message);
}

#define MALFORMED RC_DECLARATION_ERROR_MALFORMED
#define INVALID   RC_DECLARATION_ERROR_INVALID

static void
test_refused (void)
{
  static const struct
  {
    const char         *text;
    RcDeclarationError  code;
    const char         *words;
  } rows[] = {
    { "", MALFORMED, "well-formed" },
    { "%PDF-1.7", MALFORMED, "line 1" },
    { HEAD ITEMS, MALFORMED, "line 11" },
    { HEAD "<document>", MALFORMED, "line 3" },
    { "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><d>&b;</d>", MALFORMED, "document type" },
    { "<!DOCTYPE d SYSTEM \"http://example.invalid/d.dtd\"><d/>", MALFORMED, "document type" },
    { HEAD ITEMS "&undeclared;" TAIL, MALFORMED, "line 11" },
    { "<declaration/>", INVALID, "line 1" },
    { "<declaration xmlns=\"urn:recount:declaration:2\"/>", INVALID, "urn:recount:declaration:1" },
    { "<item-1 xmlns=\"urn:recount:declaration:1\"/>", INVALID, "root element" },
    { HEAD TAIL, INVALID, "line 2" },
    { HEAD "<item-1/>\n<document/>\n" TAIL, INVALID, "line 3" },
    { HEAD ITEMS "\n<language code=\"de\"/>" TAIL, INVALID, "line 12" },
    { HEAD ITEMS "<language code=\"DE\" original=\"true\"/>" TAIL, INVALID, "line 11" },
    { HEAD ITEMS "<language code=\"de\" original=\"true\"/>\n<language code=\"de\" original=\"false\"/>" TAIL, INVALID,
      "line 12: the language “de”" },
    { HEAD ITEMS "<language code=\"de\" original=\"true\"><statement item=\"3\">a</statement>\n<statement item=\"3\">b</statement></language>" TAIL,
      INVALID, "line 12: a second statement for item 3" },
    { HEAD ITEMS "<language code=\"de\" original=\"true\"><statement item=\"9\">a</statement></language>" TAIL, INVALID, "line 11" },
    { HEAD "<document><number>1</number><number>2</number></document>" TAIL, INVALID, "line 3" },
    { HEAD "<document><secret>1</secret></document>" TAIL, INVALID, "secret" },
    { HEAD "<document/><item-1><system-name/></item-1>" TAIL, INVALID, "line 3" },
    { HEAD "<document/><item-1><system-name>a&#x85;b</system-name></item-1>"
      "<item-2/><item-4/><item-5/><item-6/><item-7/><item-8/>" TAIL, INVALID, "line 3" },
    { HEAD "<document/><item-1/><item-2/><item-4/><item-5/><item-6/><item-7/><item-8><date>2026-02-30</date></item-8>" TAIL, INVALID, "line 3" },
    { HEAD "<document/><item-1/><item-2/><item-4/><item-5/><item-6/><item-7/><item-8><date>1066-10-14</date></item-8>" TAIL, INVALID, "line 3" },
    { HEAD "<document/><item-1><version sha256=\"" SHA "0\">a/1</version></item-1>" TAIL, INVALID, "line 3" },
    { "<declaration xmlns=\"urn:recount:declaration:1\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
      "xsi:schemaLocation=\"urn:recount:declaration:1 http://example.invalid/x.xsd\">" ITEMS TAIL, INVALID, "line 1" },
    { "<declaration xmlns=\"urn:recount:declaration:1\" xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\"/etc/passwd\"/>" TAIL,
      INVALID, "line 1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_refused (rows[i].text, strlen (rows[i].text), rows[i].code, rows[i].words);
}

static void
test_large (void)
{
  g_autoptr (GString) versions = g_string_new (HEAD "<document/><item-1>\n");
  g_autofree char *blanks = g_strnfill (RC_LIMIT_DECLARATION_BYTES + 1, ' ');
  g_autofree char *name = g_strnfill (RC_LIMIT_DECLARATION_VALUE_BYTES + 1, 'a');
  g_autofree char *long_name = g_strdup_printf (HEAD "<document><number>%s</number></document>" TAIL, name);
  g_autoptr (GString) deep = g_string_new (HEAD);
  g_autoptr (GString) wide = g_string_new (HEAD "<document");

  for (guint i = 0; i <= RC_LIMIT_XML_ATTRIBUTES; i++)
    g_string_append_printf (wide, " a%u=\"\"", i);
  g_string_append (wide, "/>" TAIL);
  for (guint i = 0; i <= RC_LIMIT_DECLARATION_ITEMS; i++)
    g_string_append (versions, "<version>a/1</version>\n");
  g_string_append (versions, "</item-1><item-2/><item-4/><item-5/><item-6/><item-7/><item-8/>" TAIL);
  for (guint i = 0; i < 10000; i++)
    g_string_append (deep, "<document>");

  assert_refused (blanks, RC_LIMIT_DECLARATION_BYTES + 1, MALFORMED, "RC_LIMIT_DECLARATION_BYTES");
  assert_refused (versions->str, versions->len, INVALID, "line 1004: more than the 1000 elements “version”");
  assert_refused (long_name, strlen (long_name), INVALID, "line 3");
  assert_refused (deep->str, deep->len, MALFORMED, "line 3");
  assert_refused (wide->str, wide->len, MALFORMED, "more");
}

/* Wherever it is cut off it is refused, and whatever single byte is another it is read or refused. */
static void
test_damaged (void)
{
  g_autoptr (RcDeclaration) declaration = make ();
  g_autoptr (GBytes) bytes = NULL;
  const char *text;
  gsize length;

  g_ptr_array_set_size (declaration->languages, 1);
  bytes = write_xml (declaration);
  text = g_bytes_get_data (bytes, &length);
  for (gsize cut = 0; cut + 1 < length; cut += 7)
    {
      g_autoptr (GBytes) part = g_bytes_new (text, cut);

      g_assert_null (rc_declaration_from_xml (part, NULL));
    }
  for (gsize at = 0; at < length; at += 5)
    {
      g_autofree char *copy = g_memdup2 (text, length);
      g_autoptr (GBytes) damaged = NULL;
      g_autoptr (RcDeclaration) read = NULL;
      g_autoptr (GError) error = NULL;

      copy[at] ^= (char) (1 << (at % 8));
      damaged = g_bytes_new (copy, length);
      read = rc_declaration_from_xml (damaged, &error);
      g_assert_true ((read == NULL) == (error != NULL));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/declaration-xml/round-trip", test_round_trip);
  g_test_add_func ("/declaration-xml/parts", test_parts);
  g_test_add_func ("/declaration-xml/draft", test_draft);
  g_test_add_func ("/declaration-xml/harmonised", test_harmonised);
  g_test_add_func ("/declaration-xml/uncarried", test_uncarried);
  g_test_add_func ("/declaration-xml/xmllint", test_xmllint);
  g_test_add_func ("/declaration-xml/incomplete", test_incomplete);
  g_test_add_func ("/declaration-xml/other-hand", test_other_hand);
  g_test_add_func ("/declaration-xml/refused", test_refused);
  g_test_add_func ("/declaration-xml/large", test_large);
  g_test_add_func ("/declaration-xml/damaged", test_damaged);
  return g_test_run ();
}
