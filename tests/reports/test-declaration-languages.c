/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/declaration/declaration-text.h"
#include "core/words.h"
#include "pdf-check.h"
#include "pdf-tools.h"
#include "reports/declaration/declaration-document.h"
#include "reports/typesetting/fonts.h"
#include "tests/core/demo-case.h"

/* One form gives a declaration in each official language: on one page, with all its letters, and in no other language. */

#define SYSTEM "KreditCheck"
#define NUMBER "NB-2026-7 (fictitious)"

typedef struct
{
  DemoCase *demo;
  RcCase   *case_file;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->demo = demo_case_new (400, DEMO_CASE_VERIFIED);
  self->case_file = demo_case_open (self->demo, TRUE);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  rc_case_close (self->case_file, NULL);
  demo_case_free (self->demo);
}

/* --- Forms: what is entered is in no language --- */

typedef struct
{
  const RcDeclarationSetting *settings;
  guint                       n_settings;
  gboolean                    with_standards;
  gboolean                    with_act;
} Form;

#define COMMON \
  { RC_DECLARATION_SYSTEM_NAME, SYSTEM }, \
  { RC_DECLARATION_SYSTEM_TYPE, "KC-2 (fictitious)" }, \
  { RC_DECLARATION_SYSTEM_VERSION, "2.4 – 2.6" }, \
  { RC_DECLARATION_SYSTEM_REFERENCE, "KC-2/7 (fictitious)" }, \
  { RC_DECLARATION_PROVIDER_NAME, "Nordhafen Bank AG (fictitious)" }, \
  { RC_DECLARATION_PROVIDER_ADDRESS, "Hafenstr. 1, 24103 Kiel (fictitious)" }, \
  { RC_DECLARATION_PROVIDER_COUNTRY, "DE" }, \
  { RC_DECLARATION_PLACE, "Kiel" }, \
  { RC_DECLARATION_DATE, "2026-11-30" }, \
  { RC_DECLARATION_SIGNATORY, "Zoë Ångström (fictitious)" }, \
  { RC_DECLARATION_FUNCTION, "CRO" }, \
  { RC_DECLARATION_ON_BEHALF_OF, "Nordhafen Bank AG (fictitious)" }, \
  { RC_DECLARATION_NUMBER, NUMBER }, \
  { RC_DECLARATION_REVISION, "2" }, \
  { RC_DECLARATION_MEMBER_STATES, "DE,EL,BG" }, \
  { RC_DECLARATION_ORIGINAL_LANGUAGE, "de" }, \
  { RC_DECLARATION_PLACED_ON_MARKET, "2026-12-01" }, \
  { RC_DECLARATION_RETENTION_END, "2036-12-01" }

/* By the provider alone, without a harmonised standard. */
static const RcDeclarationSetting internal_settings[] = {
  COMMON,
  { RC_DECLARATION_PERSONAL_DATA, "true" },
  { RC_DECLARATION_NO_STANDARDS, "true" },
  { RC_DECLARATION_ROUTE, "annex-vi" },
};

/* With a notified body, standards, another act, and all that can stand around the items. */
static const RcDeclarationSetting body_settings[] = {
  COMMON,
  { RC_DECLARATION_PERSONAL_DATA, "false" },
  { RC_DECLARATION_ROUTE, "annex-vii" },
  { RC_DECLARATION_BODY_NAME, "Prüfhaus Nord (fictitious)" },
  { RC_DECLARATION_BODY_NUMBER, "9999" },
  { RC_DECLARATION_PROCEDURE, "VII" },
  { RC_DECLARATION_CERTIFICATE, "PN-77 (fictitious)" },
  { RC_DECLARATION_CERTIFICATE_DATE, "2026-11-02" },
  { RC_DECLARATION_CERTIFICATE_EXPIRY, "2030-11-01" },
  { RC_DECLARATION_REPRESENTATIVE_NAME, "Ö. Łącki (fictitious)" },
  { RC_DECLARATION_REPRESENTATIVE_ADDRESS, "Ulica 5, Gdańsk (fictitious)" },
  { RC_DECLARATION_VOLUNTARY, "true" },
  { RC_DECLARATION_REPLACES, "NB-2026-6 2026-08-01" },
};

static const Form internal_form = { internal_settings, G_N_ELEMENTS (internal_settings), FALSE, FALSE };
static const Form body_form = { body_settings, G_N_ELEMENTS (body_settings), TRUE, TRUE };

static void
enter_standards (RcCase *case_file)
{
  RcDeclarationStandard harmonised = { .reference = (char *) "EN 00001:2026", .dated = (char *) "2026", .oj_reference = (char *) "L, 2026/9",
                                       .oj_date = (char *) "2026-10-01" };
  RcDeclarationStandard other = { .reference = (char *) "ISO/IEC 42001:2023", .dated = (char *) "2023" };
  g_autoptr (GError) error = NULL;

  rc_declaration_add_standard (case_file, SYSTEM, &harmonised, FALSE, NULL, &error);
  g_assert_no_error (error);
  rc_declaration_add_standard (case_file, SYSTEM, &other, FALSE, NULL, &error);
  g_assert_no_error (error);
}

static RcDeclaration *
enter (Fixture    *fixture,
       const Form *form)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (fixture->case_file));
  RcDeclarationAct act = { .number = (char *) "(EU) 2024/2847", .title = (char *) "CRA", .amended_by = (char *) "(EU) 2099/1 (fictitious)" };
  g_autoptr (GError) error = NULL;
  RcDeclaration *declaration;

  rc_declaration_set (fixture->case_file, SYSTEM, form->settings, form->n_settings, NULL, &error);
  g_assert_no_error (error);
  if (form->with_standards)
    enter_standards (fixture->case_file);
  if (form->with_act)
    rc_declaration_add_act (fixture->case_file, SYSTEM, &act, FALSE, NULL, &error);
  g_assert_no_error (error);

  declaration = rc_declaration_fill (fixture->case_file, reader, SYSTEM, &error);
  g_assert_no_error (error);
  return declaration;
}

static RcDocument *
build (Fixture             *fixture,
       const RcDeclaration *declaration,
       const char          *language,
       RcIssuedState        state)
{
  g_autoptr (GBytes) xml = g_bytes_new_static ("<x/>", strlen ("<x/>"));
  const RcDeclarationTerms terms = { language, state, xml, NULL };
  g_autoptr (GError) error = NULL;
  RcDocument *document = rc_declaration_build (fixture->case_file, declaration, &terms, &error);

  g_assert_no_error (error);
  return document;
}

/* --- What holds for each --- */

static void
assert_glyphs (const char *language,
               const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RcFonts) fonts = rc_fonts_new (language, &error);

  g_assert_no_error (error);
  g_assert_null (strstr (text, "[U+"));
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_isspace (g_utf8_get_char (at)))
      g_assert_true (rc_fonts_has_glyph (fonts, g_utf8_get_char (at)));
}

/* Items 1 to 8 in this order, each with its label in the language. */
static void
assert_items (const char *language,
              const char *text)
{
  g_autofree char *folded = pdf_tools_fold (text);
  const char *at = folded;

  for (guint item = 1; item <= RC_DECLARATION_ITEMS; item++)
    {
      g_autofree char *label = pdf_tools_fold (rc_declaration_text_get (language, RC_DECLARATION_TEXT_ITEM_1 + (item - 1))->words);
      g_autofree char *line = g_strdup_printf ("%u.%s", item, label);
      const char *found = strstr (at, line);

      if (found == NULL)
        g_test_message ("%s: no “%s” in its place", language, line);
      g_assert_nonnull (found);
      at = found + strlen (line);
    }
}

static void
assert_no_english (const char *language,
                   const char *text)
{
  g_autoptr (GRegex) english = g_regex_new ("\\b(the|and|with|from|this|signed|provider|declaration|requirements|entered|stated|"
                                            "program|missing|evidence|translation|draft|valid)\\b", G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_regex_match (english, text, 0, &match);
  if (g_match_info_matches (match) && strcmp (language, "en") != 0)
    {
      g_autofree char *word = g_match_info_fetch (match, 0);

      g_test_message ("%s: the English word “%s”", language, word);
    }
  g_assert_cmpint (g_match_info_matches (match), ==, strcmp (language, "en") == 0);
}

static void
assert_says (const char          *language,
             const char          *folded,
             RcDeclarationTextId  id)
{
  g_autofree char *words = pdf_tools_fold (rc_declaration_text_get (language, id)->words);

  if (strstr (folded, words) == NULL)
    g_test_message ("%s: not “%s”", language, words);
  g_assert_nonnull (strstr (folded, words));
}

static char *
dup_text (const RcPages *pages)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < rc_pages_count (pages); i++)
    {
      g_autofree char *page = rc_pages_dup_text (pages, i);

      g_string_append (text, page);
    }
  return g_strdup (text->str);
}

/* What stands in every declaration, whatever it says. */
static void
assert_fixed_words (const char *language,
                    const char *text)
{
  static const RcDeclarationTextId always[] = {
    RC_DECLARATION_TEXT_TITLE, RC_DECLARATION_TEXT_SOLE_RESPONSIBILITY, RC_DECLARATION_TEXT_CONFORMITY, RC_DECLARATION_TEXT_SECTION_2,
    RC_DECLARATION_TEXT_ON_BEHALF_OF, RC_DECLARATION_TEXT_PLACE_AND_DATE, RC_DECLARATION_TEXT_NAME_AND_FUNCTION, RC_DECLARATION_TEXT_SIGNATURE,
    RC_DECLARATION_TEXT_SYSTEM_NAME, RC_DECLARATION_TEXT_PROVIDER, RC_DECLARATION_TEXT_MACHINE_READABLE, RC_DECLARATION_TEXT_REVISION,
  };
  g_autofree char *folded = pdf_tools_fold (text);
  g_autofree char *day = rc_declaration_text_dup_day (language, "2026-11-30");
  g_autofree char *folded_day = pdf_tools_fold (day);

  for (gsize i = 0; i < G_N_ELEMENTS (always); i++)
    assert_says (language, folded, always[i]);
  g_assert_nonnull (strstr (folded, folded_day));
  /* The day of whoever reads it elsewhere stands beside it. */
  g_assert_nonnull (strstr (folded, "2026-11-30"));
}

static void
assert_form (const char *language,
             const char *text,
             const Form *form)
{
  static const RcDeclarationTextId internal[] = {
    RC_DECLARATION_TEXT_PERSONAL_DATA, RC_DECLARATION_TEXT_NO_STANDARDS, RC_DECLARATION_TEXT_INTERNAL_CONTROL,
  };
  static const RcDeclarationTextId body[] = {
    RC_DECLARATION_TEXT_NO_PERSONAL_DATA, RC_DECLARATION_TEXT_OTHER_ACTS, RC_DECLARATION_TEXT_HARMONISED,
    RC_DECLARATION_TEXT_OTHER_SPECIFICATIONS, RC_DECLARATION_TEXT_NOTIFIED_BODY, RC_DECLARATION_TEXT_PROCEDURE,
    RC_DECLARATION_TEXT_CERTIFICATE, RC_DECLARATION_TEXT_REPRESENTATIVE, RC_DECLARATION_TEXT_VOLUNTARY, RC_DECLARATION_TEXT_BODY_NUMBER,
  };
  gboolean is_internal = form == &internal_form;
  g_autofree char *folded = pdf_tools_fold (text);

  for (gsize i = 0; is_internal && i < G_N_ELEMENTS (internal); i++)
    assert_says (language, folded, internal[i]);
  for (gsize i = 0; !is_internal && i < G_N_ELEMENTS (body); i++)
    assert_says (language, folded, body[i]);
}

/* --- The declarations --- */

static void
check_language (Fixture             *fixture,
                const RcDeclaration *declaration,
                const char          *language,
                const Form          *form)
{
  g_autoptr (RcDocument) document = build (fixture, declaration, language, RC_ISSUED_FOR_SIGNATURE);
  g_autoptr (GError) error = NULL;
  g_autoptr (RcPages) pages = rc_pages_new (document, &error);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) pdf = NULL;

  g_assert_no_error (error);
  pdf = pdf_check_document (document, NULL);
  text = dup_text (pages);
  assert_glyphs (language, text);
  assert_items (language, text);
  assert_fixed_words (language, text);
  assert_form (language, text, form);
  assert_no_english (language, text);
  g_assert_cmpuint (rc_pages_count (pages), ==, 1);
}

static void
test_form (Fixture       *fixture,
           gconstpointer  data)
{
  const Form *form = data;
  g_autoptr (RcDeclaration) declaration = enter (fixture, form);
  const char * const *languages = rc_declaration_text_list_languages ();

  g_assert_cmpuint (g_strv_length ((char **) languages), ==, 24);
  for (guint i = 0; languages[i] != NULL; i++)
    check_language (fixture, declaration, languages[i], form);
}

/* A draft lists what is missing, in words of its language. What the evidence says stays in the language of the evidence. */
static void
test_drafts (Fixture       *fixture,
             gconstpointer  data)
{
  const RcDeclarationSetting settings[] = { { RC_DECLARATION_SYSTEM_TYPE, "KC-2 (fictitious)" } };
  const Form form = { settings, G_N_ELEMENTS (settings), FALSE, FALSE };
  g_autoptr (RcDeclaration) declaration = enter (fixture, &form);
  g_autoptr (GError) error = NULL;

  for (const char * const *language = rc_declaration_text_list_languages (); *language != NULL; language++)
    {
      g_autoptr (RcDocument) document = build (fixture, declaration, *language, RC_ISSUED_DRAFT);
      g_autoptr (RcPages) pages = rc_pages_new (document, &error);
      g_autofree char *text = NULL;
      g_autofree char *folded = NULL;
      g_autoptr (GBytes) pdf = NULL;

      g_assert_no_error (error);
      pdf = pdf_check_document (document, NULL);
      text = dup_text (pages);
      folded = pdf_tools_fold (text);
      assert_glyphs (*language, text);
      assert_says (*language, folded, RC_DECLARATION_TEXT_DRAFT);
      assert_says (*language, folded, RC_DECLARATION_TEXT_NOT_STATED);
      assert_says (*language, folded, RC_DECLARATION_TEXT_MISSING);
      g_assert_cmpuint (rc_pages_count (pages), ==, 2);
      if (rc_declaration_text_awaits_check (*language))
        assert_says (*language, folded, RC_DECLARATION_TEXT_AWAITS_CHECK);
      /* The program's own words are held against their catalogues elsewhere. */
      if (!g_strv_contains (rc_words_list_languages (), *language))
        assert_no_english (*language, text);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/declaration-languages/internal-control", Fixture, &internal_form, set_up, test_form, tear_down);
  g_test_add ("/declaration-languages/notified-body", Fixture, &body_form, set_up, test_form, tear_down);
  g_test_add ("/declaration-languages/drafts", Fixture, NULL, set_up, test_drafts, tear_down);

  return g_test_run ();
}
