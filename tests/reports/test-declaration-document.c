/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/declaration/declaration-text.h"
#include "core/digest.h"
#include "core/words.h"
#include "reports/declaration/declaration-document.h"
#include "reports/typesetting/pages.h"
#include "tests/core/demo-case.h"

#define SYSTEM  "KreditCheck"
#define ANNEXES "annexes-en.pdf"
#define BIDI    "\xe2\x80\xae"
#define TWIN    "<declaration/>"

typedef struct
{
  DemoCase       *demo;
  RcCase         *case_file;
  RcRecordReader *reader;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->demo = demo_case_new (300, DEMO_CASE_VERIFIED);
  fixture->case_file = demo_case_open (fixture->demo, TRUE);
  fixture->reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  rc_record_reader_free (fixture->reader);
  rc_case_close (fixture->case_file, &error);
  g_assert_no_error (error);
  demo_case_free (fixture->demo);
}

static void
set (Fixture            *fixture,
     RcDeclarationField  field,
     const char         *value)
{
  const RcDeclarationSetting setting = { field, value };
  g_autoptr (GError) error = NULL;

  rc_declaration_set (fixture->case_file, SYSTEM, &setting, 1, "A. Officer (fictitious)", &error);
  g_assert_no_error (error);
}

/* All that the officer must say. */
static void
complete (Fixture *fixture)
{
  set (fixture, RC_DECLARATION_PROVIDER_COUNTRY, "DE");
  set (fixture, RC_DECLARATION_PLACE, "Nordhafen");
  set (fixture, RC_DECLARATION_DATE, "2026-11-30");
  set (fixture, RC_DECLARATION_SIGNATORY, "Dr. Zoë Ångström (fictitious)");
  set (fixture, RC_DECLARATION_FUNCTION, "Head of Model Risk");
  set (fixture, RC_DECLARATION_ON_BEHALF_OF, "Nordhafen Bank AG (fictitious)");
  set (fixture, RC_DECLARATION_ORIGINAL_LANGUAGE, "en");
  set (fixture, RC_DECLARATION_NO_STANDARDS, "true");
}

static void
add_standard (Fixture    *fixture,
              const char *reference,
              const char *oj_date)
{
  const RcDeclarationStandard standard = {
    .reference = (char *) reference,
    .dated = (char *) "2027",
    .oj_reference = (char *) (oj_date != NULL ? "OJ L, 2026/9 (fictitious)" : NULL),
    .oj_date = (char *) oj_date,
  };
  g_autoptr (GError) error = NULL;

  rc_declaration_add_standard (fixture->case_file, SYSTEM, &standard, FALSE, NULL, &error);
  g_assert_no_error (error);
}

static RcDocument *
build (Fixture       *fixture,
       const char    *language,
       RcIssuedState  state,
       const char    *twin)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) xml = twin != NULL ? g_bytes_new_static (twin, strlen (twin)) : NULL;
  const RcDeclarationTerms terms = { language, state, xml, ANNEXES };
  gboolean pushed = rc_words_push (language);
  g_autoptr (RcDeclaration) declaration = rc_declaration_fill (fixture->case_file, fixture->reader, SYSTEM, &error);
  RcDocument *document;

  if (pushed)
    rc_words_pop ();
  g_assert_no_error (error);
  document = rc_declaration_build (fixture->case_file, declaration, &terms, &error);
  g_assert_no_error (error);
  return document;
}

/* Line breaks are the setter's business. */
static char *
dup_folded (const char *text)
{
  g_autoptr (GRegex) blanks = g_regex_new ("[\\s\\x{a0}\\x{202f}]+", 0, 0, NULL);

  return g_regex_replace_literal (blanks, text, -1, 0, " ", 0, NULL);
}

static void
assert_says (const char *text,
             const char *part)
{
  g_autofree char *folded = dup_folded (part);

  if (strstr (text, folded) == NULL)
    g_error ("The document does not say “%s”:\n%s", part, text);
}

static void
assert_lacks (const char *text,
               const char *part)
{
  g_autofree char *folded = dup_folded (part);

  if (strstr (text, folded) != NULL)
    g_error ("The document says “%s”:\n%s", part, text);
}

static char *
dup_text (Fixture       *fixture,
          const char    *language,
          RcIssuedState  state)
{
  g_autoptr (RcDocument) document = build (fixture, language, state, TWIN);
  g_autofree char *text = rc_document_to_text (document);

  return dup_folded (text);
}

static guint
count_pages (const RcDocument *document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcPages) pages = rc_pages_new (document, &error);

  g_assert_no_error (error);
  return rc_pages_count (pages);
}

/* --- States --- */

static void
test_draft (Fixture       *fixture,
            gconstpointer  data)
{
  static const char * const order[] = {
    "DRAFT: not signed; not an EU declaration of conformity.", "EU declaration of conformity", "No DoC-", "1. AI system", "Name: KreditCheck [from E-",
    "Versions covered:", "2. Provider", "3. Sole responsibility", "issued under the sole responsibility of the provider.", "4. Conformity with Union law",
    "Regulation (EU) 2024/1689", "5. Personal data", "6. Standards and common specifications", "7. Conformity assessment", "internal control, Annex VI",
    "8. Issue and signature", "Signed for and on behalf of: not stated yet", "Chapter III, Section 2", "Annex: annexes-en.pdf", "Still missing",
    "Country of the provider", "Date of issue", "Name of the signatory",
  };
  g_autofree char *text = NULL;
  const char *cursor;

  set (fixture, RC_DECLARATION_PLACE, "Nordhafen");
  cursor = text = dup_text (fixture, "en", RC_ISSUED_DRAFT);
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      assert_says (cursor, order[i]);
      cursor = strstr (cursor, order[i]);
    }
  assert_says (text, "Place and date of issue: Nordhafen [entered by A. Officer (fictitious)], not stated yet");
  assert_lacks (text, "Valid only when signed");
  assert_lacks (text, "Translation awaiting check");
  assert_lacks (text, "Place of issue");
}

static void
test_for_signature (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *text = NULL;

  complete (fixture);
  text = dup_text (fixture, "en", RC_ISSUED_FOR_SIGNATURE);
  assert_says (text, "Valid only when signed.");
  assert_says (text, "Original");
  assert_says (text, "Place and date of issue: Nordhafen, 30 November 2026 (2026-11-30)");
  assert_says (text, "Name and function: Dr. Zoë Ångström (fictitious), Head of Model Risk");
  assert_lacks (text, "DRAFT");
  assert_lacks (text, "[");
  assert_lacks (text, "not stated yet");
  assert_lacks (text, "Still missing");
  assert_lacks (text, "This declaration replaces");

  set (fixture, RC_DECLARATION_REPLACES, "DoC-2025-007 2025-12-01");
  g_free (text);
  text = dup_text (fixture, "en", RC_ISSUED_SIGNED);
  assert_says (text, "This declaration replaces declaration No DoC-2025-007 of 1 December 2025 (2025-12-01).");
  assert_lacks (text, "Valid only when signed");
  assert_lacks (text, "DRAFT");
}

/* One page in each of the 24, with the same numbers, the original marked. */
static void
test_languages (Fixture       *fixture,
                gconstpointer  data)
{
  const char * const *languages = rc_declaration_text_list_languages ();
  g_autoptr (RcDeclaration) declaration = NULL;
  g_autoptr (GError) error = NULL;
  const RcDeclarationVersion *version;
  guint n = 0;

  complete (fixture);
  set (fixture, RC_DECLARATION_NUMBER, "DoC-2031-042");
  declaration = rc_declaration_fill (fixture->case_file, fixture->reader, SYSTEM, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (declaration->versions->len, >, 0);
  version = g_ptr_array_index (declaration->versions, 0);
  for (; languages[n] != NULL; n++)
    {
      g_autofree char *text = dup_text (fixture, languages[n], RC_ISSUED_FOR_SIGNATURE);
      g_autofree char *draft = dup_text (fixture, languages[n], RC_ISSUED_DRAFT);
      g_autoptr (RcDocument) document = build (fixture, languages[n], RC_ISSUED_FOR_SIGNATURE, TWIN);
      const RcDeclarationText *kind = rc_declaration_text_get (languages[n], strcmp (languages[n], "en") == 0 ? RC_DECLARATION_TEXT_ORIGINAL
                                                                                                              : RC_DECLARATION_TEXT_TRANSLATION);
      g_autofree char *before = g_strndup (kind->words, strcspn (kind->words, "{"));

      g_assert_cmpuint (count_pages (document), ==, 1);
      assert_says (text, rc_declaration_text_get (languages[n], RC_DECLARATION_TEXT_TITLE)->words);
      assert_says (text, g_strchomp (before));
      assert_says (text, "DoC-2031-042");
      assert_says (text, "2026-11-30");
      assert_says (text, version->sha256);
      assert_says (text, "2024/1689");
      for (guint item = 1; item <= RC_DECLARATION_ITEMS; item++)
        {
          g_autofree char *label = g_strdup_printf ("%u. %s", item, rc_declaration_text_get (languages[n], RC_DECLARATION_TEXT_ITEM_1 + item - 1)->words);

          assert_says (text, label);
        }
      if (rc_declaration_text_awaits_check (languages[n]))
        assert_says (draft, rc_declaration_text_get (languages[n], RC_DECLARATION_TEXT_AWAITS_CHECK)->words);
      assert_lacks (text, rc_declaration_text_get (languages[n], RC_DECLARATION_TEXT_AWAITS_CHECK)->words);
    }
  g_assert_cmpuint (n, ==, 24);
}

static void
test_checked (Fixture       *fixture,
              gconstpointer  data)
{
  const char *words = rc_declaration_text_get ("de", RC_DECLARATION_TEXT_AWAITS_CHECK)->words;
  g_autofree char *before = dup_text (fixture, "de", RC_ISSUED_DRAFT);
  g_autofree char *checked = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  assert_says (before, words);
  g_assert_true (rc_declaration_confirm_translation (fixture->case_file, SYSTEM, "de", FALSE, NULL, &error));
  checked = dup_text (fixture, "de", RC_ISSUED_DRAFT);
  assert_lacks (checked, words);
  g_assert_true (rc_declaration_confirm_translation (fixture->case_file, SYSTEM, "de", TRUE, NULL, &error));
  after = dup_text (fixture, "de", RC_ISSUED_DRAFT);
  assert_says (after, words);

  g_assert_false (rc_declaration_confirm_translation (fixture->case_file, SYSTEM, "no", FALSE, NULL, &error));
  g_assert_error (error, RC_DECLARATION_ERROR, RC_DECLARATION_ERROR_LANGUAGE);
}

/* --- What stands in it --- */

static void
test_standards (Fixture       *fixture,
                gconstpointer  data)
{
  static const char none[] = "No reference of a harmonised standard";
  g_autofree char *silent = NULL;
  g_autofree char *unstated = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *undated = NULL;
  g_autofree char *early = NULL;
  g_autofree char *late = NULL;

  /* Whether one had been published the program cannot know. */
  silent = dup_text (fixture, "en", RC_ISSUED_DRAFT);
  assert_lacks (silent, none);

  add_standard (fixture, "ISO/IEC 42001:2023", NULL);
  unstated = dup_text (fixture, "en", RC_ISSUED_DRAFT);
  assert_lacks (unstated, none);

  set (fixture, RC_DECLARATION_NO_STANDARDS, "true");
  plain = dup_text (fixture, "en", RC_ISSUED_DRAFT);
  assert_says (plain, none);
  assert_says (plain, "at the date of issue. [entered by ");
  set (fixture, RC_DECLARATION_NO_STANDARDS, "");
  assert_says (plain, "(no presumption of conformity): – ISO/IEC 42001:2023");
  assert_lacks (plain, "Harmonised standards");

  /* With no day of issue nothing can be said of what had been published by then. */
  add_standard (fixture, "EN 00001:2027 (fictitious)", "2026-10-01");
  undated = dup_text (fixture, "en", RC_ISSUED_DRAFT);
  assert_lacks (undated, none);
  assert_lacks (undated, "Harmonised standards");

  set (fixture, RC_DECLARATION_DATE, "2026-09-30");
  early = dup_text (fixture, "en", RC_ISSUED_DRAFT);
  assert_lacks (early, none);
  assert_lacks (early, "Harmonised standards");

  set (fixture, RC_DECLARATION_DATE, "2026-10-01");
  late = dup_text (fixture, "en", RC_ISSUED_DRAFT);
  assert_lacks (late, none);
  assert_says (late, "Harmonised standards: – EN 00001:2027 (fictitious) (2027) – OJ L, 2026/9 (fictitious), 1 October 2026 (2026-10-01)");
  assert_says (late, "(no presumption of conformity): – ISO/IEC 42001:2023");
}

static void
test_assessment (Fixture       *fixture,
                 gconstpointer  data)
{
  const RcDeclarationAct act = { (char *) "Regulation (EU) 2099/1 (fictitious)", (char *) "Fictitious Act", NULL, 0 };
  g_autofree char *open = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  set (fixture, RC_DECLARATION_ROUTE, "annex-vii");
  open = dup_text (fixture, "en", RC_ISSUED_DRAFT);
  assert_says (open, "Notified body: not stated yet");
  assert_lacks (open, "internal control");

  set (fixture, RC_DECLARATION_BODY_NAME, "Prüfhaus (fictitious)");
  set (fixture, RC_DECLARATION_BODY_NUMBER, "0123");
  set (fixture, RC_DECLARATION_PROCEDURE, "Annex VII, points 3 and 4");
  set (fixture, RC_DECLARATION_CERTIFICATE, "C-77");
  set (fixture, RC_DECLARATION_CERTIFICATE_DATE, "2026-05-01");
  set (fixture, RC_DECLARATION_VOLUNTARY, "true");
  set (fixture, RC_DECLARATION_PERSONAL_DATA, "false");
  g_assert_true (rc_declaration_add_act (fixture->case_file, SYSTEM, &act, FALSE, NULL, &error));
  text = dup_text (fixture, "en", RC_ISSUED_DRAFT);
  assert_says (text, "Notified body: Prüfhaus (fictitious)");
  assert_says (text, "Identification number: 0123");
  assert_says (text, "Certificate: C-77");
  assert_says (text, "1 May 2026 (2026-05-01)");
  assert_says (text, "This declaration is drawn up voluntarily");
  assert_says (text, "does not involve the processing of personal data");
  assert_says (text, "following Union law: Regulation (EU) 2099/1 (fictitious), Fictitious Act.");
}

/* The twin's digest is printed and is no part of the tree, whose digest the twin has. */
static void
test_twin (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (RcDocument) without = build (fixture, "en", RC_ISSUED_DRAFT, NULL);
  g_autoptr (RcDocument) with = build (fixture, "en", RC_ISSUED_DRAFT, TWIN);
  g_autoptr (RcDocument) german = build (fixture, "de", RC_ISSUED_DRAFT, TWIN);
  g_autofree char *text = rc_document_to_text (with);
  g_autofree char *hex = NULL;
  RcDigest first, second, third, twin;

  rc_document_digest_tree (without, &first);
  rc_document_digest_tree (with, &second);
  rc_document_digest_tree (german, &third);
  g_assert_cmpmem (&first, sizeof first, &second, sizeof second);
  g_assert_cmpint (memcmp (&first, &third, sizeof first), !=, 0);
  rc_digest_compute (TWIN, strlen (TWIN), &twin);
  hex = rc_digest_dup_hex (&twin);
  assert_says (text, hex);
}

static GBytes *
draw (RcDocument *document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcPages) pages = rc_pages_new (document, &error);
  GBytes *pdf = rc_pages_to_pdf (pages, &error);

  g_assert_no_error (error);
  return pdf;
}

static void
test_bytes (Fixture       *fixture,
            gconstpointer  data)
{
  static const char * const languages[] = { "en", "fr", "el" };

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (RcDocument) first = build (fixture, languages[i], RC_ISSUED_DRAFT, TWIN);
      g_autoptr (RcDocument) second = build (fixture, languages[i], RC_ISSUED_DRAFT, TWIN);
      g_autoptr (GBytes) first_pdf = draw (first);
      g_autoptr (GBytes) second_pdf = draw (second);

      g_assert_true (g_bytes_equal (first_pdf, second_pdf));
    }
}

/* Words that steer what shows them, markup, and words longer than a page. */
static void
test_hostile (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *huge = g_strnfill (8000, 'W');
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;
  g_autoptr (RcDocument) document = NULL;
  g_autoptr (GBytes) pdf = NULL;
  gsize n = 0;

  set (fixture, RC_DECLARATION_SIGNATORY, BIDI "<b>&amp;%s%n</b>");
  set (fixture, RC_DECLARATION_FUNCTION, huge);
  set (fixture, RC_DECLARATION_PROVIDER_ADDRESS, "Street 1\nTown");
  document = build (fixture, "en", RC_ISSUED_DRAFT, TWIN);
  text = rc_document_to_text (document);
  shown = dup_folded (text);
  assert_lacks (text, BIDI);
  assert_says (shown, "<b>&amp;%s%n</b>");
  assert_says (shown, "Street 1, Town");
  for (const char *c = text; *c != '\0'; c++)
    n += *c == 'W';
  g_assert_cmpuint (n, >=, 8000);
  pdf = draw (document);
  g_assert_cmpuint (g_bytes_get_size (pdf), >, 1000);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  const RcDeclarationTerms terms = { "tlh", RC_ISSUED_DRAFT, NULL, NULL };
  g_autoptr (RcDeclaration) declaration = rc_declaration_new (FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_null (rc_declaration_build (fixture->case_file, declaration, &terms, &error));
  g_assert_error (error, RC_DECLARATION_ERROR, RC_DECLARATION_ERROR_LANGUAGE);
  g_clear_error (&error);
  g_assert_null (rc_declaration_annexes_build (fixture->case_file, declaration, SYSTEM, &terms, &error));
  g_assert_error (error, RC_DECLARATION_ERROR, RC_DECLARATION_ERROR_LANGUAGE);
}

/* --- Annexes --- */

static char *
dup_annexes (Fixture    *fixture,
             const char *language)
{
  const RcDeclarationTerms terms = { language, RC_ISSUED_DRAFT, NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RcDeclaration) declaration = rc_declaration_fill (fixture->case_file, fixture->reader, SYSTEM, &error);
  g_autoptr (RcDocument) document = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  document = rc_declaration_annexes_build (fixture->case_file, declaration, SYSTEM, &terms, &error);
  g_assert_no_error (error);
  text = rc_document_to_text (document);
  return dup_folded (text);
}

static void
test_annexes (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *text = dup_annexes (fixture, "en");
  g_autofree char *german = dup_annexes (fixture, "de");
  g_autofree char *voluntary = NULL;

  assert_says (text, "DRAFT");
  assert_says (text, "1 Versions covered, with their digests");
  assert_says (text, "kreditcheck/4");
  assert_says (text, "2 Training data, summary");
  assert_says (text, "nordhafen-credit-applications");
  assert_says (text, "3 Evaluation results");
  assert_says (text, "auc = ");
  assert_says (text, "4 Measures against risks");
  assert_says (text, "Nobody has written a finding in this case. That says nothing of risks.");
  assert_says (text, "5 Technical documentation: index by Annex IV");
  assert_says (text, "Nothing received on this point");
  assert_says (text, "6 Registration in the EU database: Annex VIII, Section A");
  assert_says (text, "Does not apply");
  assert_lacks (text, "compliant");
  assert_lacks (german, "Annex IV, ");
  assert_says (german, "Anhang IV");

  set (fixture, RC_DECLARATION_VOLUNTARY, "true");
  voluntary = dup_annexes (fixture, "en");
  assert_says (voluntary, "Annex VIII, Section B");

  g_assert_cmpstr (rc_declaration_annex_language ("fr"), ==, "fr");
  g_assert_cmpstr (rc_declaration_annex_language ("el"), ==, "en");
}

#define ADD(name, function) g_test_add ("/declaration-document/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("draft", test_draft);
  ADD ("for-signature", test_for_signature);
  ADD ("languages", test_languages);
  ADD ("checked", test_checked);
  ADD ("standards", test_standards);
  ADD ("assessment", test_assessment);
  ADD ("twin", test_twin);
  ADD ("bytes", test_bytes);
  ADD ("hostile", test_hostile);
  ADD ("refused", test_refused);
  ADD ("annexes", test_annexes);
  return g_test_run ();
}
