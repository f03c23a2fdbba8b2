/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/declaration/declaration-text.h"

#define SOFT_HYPHEN 0x00ad

static const char *
words (const char          *language,
       RcDeclarationTextId  id)
{
  const RcDeclarationText *text = rc_declaration_text_get (language, id);

  g_assert_nonnull (text);
  g_assert_nonnull (text->words);
  return text->words;
}

/* --- Complete --- */

typedef struct
{
  const char *language;
  const char *title;
  gboolean    is_official;
} TitleCase;

/* Of this Act, and of no other: their order of words differs. */
static const TitleCase titles[] = {
  { "bg", "ЕС декларация за съответствие", FALSE },
  { "cs", "EU prohlášení o shodě", FALSE },
  { "da", "EU-overensstemmelseserklæring", FALSE },
  { "de", "EU-Konformitätserklärung", TRUE },
  { "el", "Δήλωση συμμόρφωσης ΕΕ", FALSE },
  { "en", "EU declaration of conformity", TRUE },
  { "es", "Declaración UE de conformidad", TRUE },
  { "et", "ELi vastavusdeklaratsioon", FALSE },
  { "fi", "EU-vaatimustenmukaisuusvakuutus", FALSE },
  { "fr", "Déclaration UE de conformité", TRUE },
  { "ga", "Dearbhú comhréireachta AE", FALSE },
  { "hr", "EU izjava o sukladnosti", TRUE },
  { "hu", "EU-megfelelőségi nyilatkozat", FALSE },
  { "it", "Dichiarazione di conformità UE", FALSE },
  { "lt", "ES atitikties deklaracija", FALSE },
  { "lv", "ES atbilstības deklarācija", FALSE },
  { "mt", "Dikjarazzjoni tal-konformità tal-UE", FALSE },
  { "nl", "EU-conformiteitsverklaring", TRUE },
  { "pl", "Deklaracja zgodności UE", FALSE },
  { "pt", "Declaração UE de conformidade", FALSE },
  { "ro", "Declarația UE de conformitate", FALSE },
  { "sk", "EÚ vyhlásenie o zhode", FALSE },
  { "sl", "EU izjava o skladnosti", FALSE },
  { "sv", "EU-försäkran om överensstämmelse", FALSE },
};

static void
test_complete (void)
{
  const char * const *languages = rc_declaration_text_list_languages ();

  g_assert_cmpuint (g_strv_length ((char **) languages), ==, G_N_ELEMENTS (titles));
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_assert_cmpstr (languages[i], ==, titles[i].language);
      g_assert_nonnull (rc_declaration_text_language_name (languages[i]));
      for (guint id = 0; id < RC_N_DECLARATION_TEXTS; id++)
        {
          const RcDeclarationText *text = rc_declaration_text_get (languages[i], id);

          g_assert_nonnull (text);
          g_assert_cmpuint (strlen (text->words), >, 0);
          g_assert_cmpuint (strlen (text->source), >, 0);
        }
    }
}

static void
test_titles (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    g_assert_cmpstr (words (titles[i].language, RC_DECLARATION_TEXT_TITLE), ==, titles[i].title);
}

/* What nobody has held against the Official Journal is never said to be of it. */
static void
test_status (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      const char *language = titles[i].language;
      gboolean is_english = strcmp (language, "en") == 0;

      for (guint id = 0; id < RC_N_DECLARATION_TEXTS; id++)
        {
          const RcDeclarationText *text = rc_declaration_text_get (language, id);
          gboolean is_official = id == RC_DECLARATION_TEXT_TITLE && titles[i].is_official;

          g_assert_cmpint (text->is_official, ==, is_official);
          g_assert_cmpint (text->awaits_check, ==, !is_official && !is_english);
        }
      g_assert_cmpint (rc_declaration_text_awaits_check (language), ==, !is_english);
    }
}

/* --- Wording of the law --- */

typedef struct
{
  const char *language;
  const char *sentence;   /* (nullable): SHA-256 of the sentence of Article 47(2), as it was read */
  const char *items;      /* (nullable): of the eight items of Annex V, line by line */
} LawCase;

static const LawCase laws[] = {
  { "de", "ac09eba842d9f3c0d89690d608847083e4065196d290a24223d99ce4694b5811",
    "bbef92fac9be7b9a868443328dbcf0f033cfbd070a589dd7375c534905d8ed84" },
  { "en", "8efccb456bca82f3adf2d6c79e50817e7795000d5223d15c3ab49744c2050d24",
    "e5aae4481bd5d3eb02ae06186ea5ffcca401bbba41a7b886537c50dc0cc08ae3" },
  { "es", "b4629df7ed76a11fec40002174202fc35d143ea4b3eaeebfd300253abfac3fe3",
    "2f64467d3dc424111d26de94aad2d814e4e79a120173f60b634a9833847f5e80" },
  { "fr", "51efcfac6fe41cc28b07b4a1c8b5c3940877fc9157e367f92fd6c300462e9afd",
    "5e9c4b66d0dbe7b4470bd3d2a64496a0960a4f7d8231091208c5a98f61fd381f" },
  { "hr", NULL,
    "5e319bd95110aceef62c438055c1b6529961482332c1403f6c5ad9d52d37135c" },
  { "it", "8343599669fa0bbfb96c9922649f2c51f6729fa243c39dd823c6a11710df2b3d",
    NULL },
  { "nl", "fab9d6a0e416d69f6fff97e8fcda2bf576d8ce8f5495ab9116eb01d0019f434b",
    "6111c98543f9be0ebf62c3b411a60597669216bfc8226cd2748bed6e6ab3115c" },
};

static void
assert_sha256 (const char *text,
               const char *expected)
{
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  g_assert_cmpstr (sha256, ==, expected);
}

static void
assert_law (const char *language,
            const char *sentence,
            const char *items)
{
  const RcDeclarationText *read = rc_declaration_text_get_law (language, 0);
  g_autoptr (GString) joined = g_string_new (NULL);

  g_assert_cmpint (read != NULL, ==, sentence != NULL);
  if (read != NULL)
    assert_sha256 (read->words, sentence);

  for (guint item = 1; item <= 8; item++)
    {
      const RcDeclarationText *text = rc_declaration_text_get_law (language, item);

      g_assert_cmpint (text != NULL, ==, items != NULL);
      if (text == NULL)
        continue;
      g_assert_true (text->is_official);
      g_assert_false (text->awaits_check);
      g_assert_cmpuint (strlen (text->source), >, 0);
      g_string_append_printf (joined, "%s%s", item > 1 ? "\n" : "", text->words);
    }
  if (items != NULL)
    assert_sha256 (joined->str, items);
}

static void
test_law (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      const LawCase *found = NULL;

      for (gsize j = 0; j < G_N_ELEMENTS (laws); j++)
        if (strcmp (laws[j].language, titles[i].language) == 0)
          found = &laws[j];
      assert_law (titles[i].language, found != NULL ? found->sentence : NULL, found != NULL ? found->items : NULL);
    }
}

/* Numbers are those of the law in every language. */
static void
test_numbers (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      const char *language = titles[i].language;

      g_assert_nonnull (strstr (words (language, RC_DECLARATION_TEXT_CONFORMITY), "2024/1689"));
      g_assert_nonnull (strstr (words (language, RC_DECLARATION_TEXT_CONFORMITY), "2026/1744"));
      g_assert_nonnull (strstr (words (language, RC_DECLARATION_TEXT_CONFORMITY), "1"));
      g_assert_nonnull (strstr (words (language, RC_DECLARATION_TEXT_SECTION_2), "III"));
      g_assert_nonnull (strstr (words (language, RC_DECLARATION_TEXT_SECTION_2), "2024/1689"));
      g_assert_nonnull (strstr (words (language, RC_DECLARATION_TEXT_PERSONAL_DATA), "2016/679"));
      g_assert_nonnull (strstr (words (language, RC_DECLARATION_TEXT_PERSONAL_DATA), "2018/1725"));
      g_assert_nonnull (strstr (words (language, RC_DECLARATION_TEXT_PERSONAL_DATA), "2016/680"));
      g_assert_nonnull (strstr (words (language, RC_DECLARATION_TEXT_NO_STANDARDS), "2024/1689"));
      g_assert_nonnull (strstr (words (language, RC_DECLARATION_TEXT_INTERNAL_CONTROL), "VI"));
      g_assert_nonnull (strstr (words (language, RC_DECLARATION_TEXT_INTERNAL_CONTROL), "43"));
      g_assert_nonnull (strstr (words (language, RC_DECLARATION_TEXT_VOLUNTARY), "2024/1689"));
      g_assert_nonnull (strstr (words (language, RC_DECLARATION_TEXT_DIGEST), "SHA-256"));
      g_assert_nonnull (strstr (words (language, RC_DECLARATION_TEXT_MACHINE_READABLE), "SHA-256"));
    }
}

/* --- Letters --- */

/* A letter of the language's script, or of a numeral or an abbreviation in Latin letters, which is then the whole word. */
static void
assert_script (const char     *text,
               GUnicodeScript  script)
{
  GUnicodeScript of_word = G_UNICODE_SCRIPT_COMMON;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);
      GUnicodeScript found = g_unichar_get_script (letter);

      if (!g_unichar_isalpha (letter))
        {
          of_word = G_UNICODE_SCRIPT_COMMON;
          continue;
        }
      /* º is a sign of Latin script in numbers. */
      g_assert_true (found == script || found == G_UNICODE_SCRIPT_LATIN);
      g_assert_true (of_word == G_UNICODE_SCRIPT_COMMON || of_word == found);
      of_word = found;
    }
}

/* Latin letters in Greek and Bulgarian are numerals, SHA and the names of values. */
static void
assert_no_latin_words (const char *text)
{
  g_autoptr (GRegex) allowed = g_regex_new ("\\{[a-z]+\\}|\\b(SHA|III|VI)\\b", 0, 0, NULL);
  g_autofree char *rest = g_regex_replace_literal (allowed, text, -1, 0, "", 0, NULL);

  for (const char *at = rest; *at != '\0'; at = g_utf8_next_char (at))
    g_assert_false (g_ascii_isalpha (*at));
}

static void
assert_characters (const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpstr (composed, ==, text);
  g_assert_null (strstr (text, "  "));
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      g_assert_cmpuint (letter, !=, SOFT_HYPHEN);
      /* Romanian is written with a comma below, not with a cedilla. */
      g_assert_null (g_utf8_strchr ("ŞşŢţ", -1, letter));
      g_assert_cmpint (g_unichar_type (letter), !=, G_UNICODE_CONTROL);
      g_assert_cmpint (g_unichar_type (letter), !=, G_UNICODE_FORMAT);
      g_assert_cmpint (g_unichar_type (letter), !=, G_UNICODE_NON_SPACING_MARK);
      g_assert_cmpint (g_unichar_type (letter), !=, G_UNICODE_PRIVATE_USE);
      g_assert_cmpint (g_unichar_type (letter), !=, G_UNICODE_UNASSIGNED);
    }
}

static GUnicodeScript
get_script (const char *language)
{
  if (strcmp (language, "bg") == 0)
    return G_UNICODE_SCRIPT_CYRILLIC;
  return strcmp (language, "el") == 0 ? G_UNICODE_SCRIPT_GREEK : G_UNICODE_SCRIPT_LATIN;
}

static void
test_characters (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      GUnicodeScript script = get_script (titles[i].language);

      assert_characters (rc_declaration_text_language_name (titles[i].language));
      for (guint id = 0; id < RC_N_DECLARATION_TEXTS; id++)
        {
          const RcDeclarationText *text = rc_declaration_text_get (titles[i].language, id);

          assert_characters (text->words);
          assert_script (text->words, script);
          if (script != G_UNICODE_SCRIPT_LATIN)
            assert_no_latin_words (text->words);
          if (!text->is_official)
            g_assert_null (strpbrk (text->words, "'\""));
        }
      for (guint item = 0; item <= 8; item++)
        if (rc_declaration_text_get_law (titles[i].language, item) != NULL)
          assert_characters (rc_declaration_text_get_law (titles[i].language, item)->words);
    }
}

/* Letters that are the first to be lost where a text passes through the wrong hands. */
static void
test_letters (void)
{
  static const struct { const char *language; const char *letters; } cases[] = {
    { "cs", "ěščřžýáíéúů" }, { "da", "æøå" }, { "de", "äöü" }, { "el", "άέήίόύώ" }, { "es", "áéíóú" }, { "et", "äõü" }, { "fi", "äö" },
    { "fr", "éèàÉ" }, { "ga", "áéíóú" }, { "hr", "čćšžđ" }, { "hu", "áéíóöőúüű" }, { "lt", "ąčėįšųūž" }, { "lv", "āēģīļņšū" },
    { "mt", "ċġħż" }, { "pl", "ąćęłóśż" }, { "pt", "ãáçéíõú" }, { "ro", "ăîșț" }, { "sk", "áčéíľňóšťúýž" }, { "sl", "čš" }, { "sv", "åäö" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) all = g_string_new (NULL);

      for (guint id = 0; id < RC_N_DECLARATION_TEXTS; id++)
        g_string_append (all, words (cases[i].language, id));
      for (const char *at = cases[i].letters; *at != '\0'; at = g_utf8_next_char (at))
        g_assert_nonnull (g_utf8_strchr (all->str, -1, g_utf8_get_char (at)));
    }
}

/* Whole sentences and longer labels are in the language of the text; short words may be those of English by chance. */
static void
test_no_english (void)
{
  g_autoptr (GRegex) english = g_regex_new ("\\b(the|and|with|which|this|signed|provider|declaration|requirements|identified|awaiting)\\b",
                                            G_REGEX_CASELESS, 0, NULL);

  g_assert_true (g_regex_match (english, words ("en", RC_DECLARATION_TEXT_SECTION_2), 0, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    for (guint id = 0; strcmp (titles[i].language, "en") != 0 && id < RC_N_DECLARATION_TEXTS; id++)
      {
        g_assert_false (g_regex_match (english, words (titles[i].language, id), 0, NULL));
        if (strchr (words ("en", id), ' ') != NULL)
          g_assert_cmpstr (words (titles[i].language, id), !=, words ("en", id));
      }
}

/* --- Values --- */

static gint
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* The names of the values in it, sorted. */
static char *
dup_names (const char *text)
{
  g_autoptr (GRegex) name = g_regex_new ("\\{[a-z]+\\}", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (g_regex_match (name, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    g_ptr_array_add (names, g_match_info_fetch (match, 0));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv ("", (char **) names->pdata);
}

static void
test_names (void)
{
  for (guint id = 0; id < RC_N_DECLARATION_TEXTS; id++)
    {
      g_autofree char *expected = dup_names (words ("en", id));

      for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
        {
          g_autofree char *names = dup_names (words (titles[i].language, id));

          g_assert_cmpstr (names, ==, expected);
        }
    }
}

static void
assert_filled (const char *form,
               const char *expected)
{
  g_autofree char *filled = rc_declaration_text_dup_filled (form, (const char * const[]) { "number", "{date}", "date", "5 May", NULL });

  g_assert_cmpstr (filled, ==, expected);
}

static void
test_filled (void)
{
  assert_filled ("", "");
  assert_filled ("No {number} of {date}.", "No {date} of 5 May.");
  assert_filled ("{date}{date}", "5 May5 May");
  assert_filled ("{unknown} {date", "{unknown} {date");
  assert_filled ("{ {number} }{}", "{ {date} }{}");
  assert_filled ("{{date}}", "{5 May}");
}

/* --- Days --- */

static void
assert_day (const char *language,
            const char *day,
            const char *expected)
{
  g_autofree char *written = rc_declaration_text_dup_day (language, day);

  g_assert_cmpstr (written, ==, expected);
}

static void
test_days (void)
{
  static const struct { const char *language; const char *day; const char *first; } cases[] = {
    { "bg", "30 ноември 2026 г.", "1 август 2026 г." },
    { "cs", "30. listopadu 2026", "1. srpna 2026" },
    { "da", "30. november 2026", "1. august 2026" },
    { "de", "30. November 2026", "1. August 2026" },
    { "el", "30 Νοεμβρίου 2026", "1η Αυγούστου 2026" },
    { "en", "30 November 2026", "1 August 2026" },
    { "es", "30 de noviembre de 2026", "1 de agosto de 2026" },
    { "et", "30. november 2026", "1. august 2026" },
    { "fi", "30. marraskuuta 2026", "1. elokuuta 2026" },
    { "fr", "30 novembre 2026", "1er août 2026" },
    { "ga", "30 Samhain 2026", "1 Lúnasa 2026" },
    { "hr", "30. studenoga 2026.", "1. kolovoza 2026." },
    { "hu", "2026. november 30.", "2026. augusztus 1." },
    { "it", "30 novembre 2026", "1º agosto 2026" },
    { "lt", "2026 m. lapkričio 30 d.", "2026 m. rugpjūčio 1 d." },
    { "lv", "2026. gada 30. novembris", "2026. gada 1. augusts" },
    { "mt", "30 ta’ Novembru 2026", "1 ta’ Awwissu 2026" },
    { "nl", "30 november 2026", "1 augustus 2026" },
    { "pl", "30 listopada 2026 r.", "1 sierpnia 2026 r." },
    { "pt", "30 de novembro de 2026", "1 de agosto de 2026" },
    { "ro", "30 noiembrie 2026", "1 august 2026" },
    { "sk", "30. novembra 2026", "1. augusta 2026" },
    { "sl", "30. novembra 2026", "1. avgusta 2026" },
    { "sv", "30 november 2026", "1 augusti 2026" },
  };

  g_assert_cmpuint (G_N_ELEMENTS (cases), ==, G_N_ELEMENTS (titles));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      assert_day (cases[i].language, "2026-11-30", cases[i].day);
      assert_day (cases[i].language, "2026-08-01", cases[i].first);
    }
}

/* A day stands for itself alone: no two of a year are written alike. */
static void
test_days_distinct (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      for (guint month = 1; month <= 12; month++)
        for (guint day = 1; day <= g_date_get_days_in_month (month, 2028); day++)
          {
            g_autofree char *text = g_strdup_printf ("2028-%02u-%02u", month, day);
            char *written = rc_declaration_text_dup_day (titles[i].language, text);

            g_assert_cmpstr (written, !=, text);
            g_assert_nonnull (strstr (written, "2028"));
            g_assert_null (strchr (written, '{'));
            assert_characters (written);
            g_assert_true (g_hash_table_add (seen, written));
          }
      g_assert_cmpuint (g_hash_table_size (seen), ==, 366);
    }
}

/* What is no day of the calendar is never made one. */
static void
test_days_wrong (void)
{
  const char * const wrong[] = { "", "2026-02-30", "2026-13-01", "2026-00-01", "0000-01-01", "2026-1-01", "2026-11-30T00:00:00Z", "+026-11-30",
    "2026/11/30", "2026-11-3x", "30.11.2026", "{day}" };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (wrong); j++)
      assert_day (titles[i].language, wrong[j], wrong[j]);
  assert_day ("xx", "2026-11-30", "2026-11-30");
}

/* Days end with a full stop in some languages; the sentence then has none of its own. */
static void
test_sentences (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    for (guint id = RC_DECLARATION_TEXT_REPLACES; id <= RC_DECLARATION_TEXT_TRANSLATION; id++)
      {
        g_autofree char *day = rc_declaration_text_dup_day (titles[i].language, "2026-11-30");
        g_autofree char *filled = rc_declaration_text_dup_filled (words (titles[i].language, id),
                                                                  (const char * const[]) { "number", "2026-7", "date", day, NULL });

        g_assert_null (strstr (filled, ".."));
        g_assert_null (strchr (filled, '{'));
        if (id == RC_DECLARATION_TEXT_REPLACES)
          g_assert_true (g_str_has_suffix (filled, "."));
      }
}

/* --- Languages and states --- */

static void
test_no_language (void)
{
  const char * const none[] = { "", "xx", "DE", "de-AT", "ru", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_assert_null (rc_declaration_text_language_name (none[i]));
      g_assert_null (rc_declaration_text_get (none[i], RC_DECLARATION_TEXT_TITLE));
      g_assert_null (rc_declaration_text_get_law (none[i], 1));
      g_assert_false (rc_declaration_text_awaits_check (none[i]));
    }
}

static void
assert_state (const char *state,
              const char *expected)
{
  const char * const *languages = rc_declaration_text_list_of_state (state);
  g_autofree char *joined = languages != NULL ? g_strjoinv (" ", (char **) languages) : NULL;

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_states (void)
{
  static const struct { const char *state; const char *languages; } cases[] = {
    { "AT", "de" }, { "BE", "nl fr de" }, { "BG", "bg" }, { "CY", "el" }, { "CZ", "cs" }, { "DE", "de" }, { "DK", "da" }, { "EE", "et" },
    { "EL", "el" }, { "ES", "es" }, { "FI", "fi sv" }, { "FR", "fr" }, { "GR", "el" }, { "HR", "hr" }, { "HU", "hu" }, { "IE", "ga en" },
    { "IT", "it" }, { "LT", "lt" }, { "LU", "fr de" }, { "LV", "lv" }, { "MT", "mt en" }, { "NL", "nl" }, { "PL", "pl" }, { "PT", "pt" },
    { "RO", "ro" }, { "SE", "sv" }, { "SI", "sl" }, { "SK", "sk" },
  };
  const char * const none[] = { "", "XX", "de", "CH", "GB", "NO", "EU", "BE ", NULL };
  g_autoptr (GHashTable) official = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    assert_state (none[i], NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      assert_state (cases[i].state, cases[i].languages);
      for (const char * const *language = rc_declaration_text_list_of_state (cases[i].state); *language != NULL; language++)
        g_hash_table_add (official, (gpointer) *language);
    }
  g_assert_cmpuint (g_hash_table_size (official), ==, G_N_ELEMENTS (titles));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/declaration-text/complete", test_complete);
  g_test_add_func ("/declaration-text/titles", test_titles);
  g_test_add_func ("/declaration-text/status", test_status);
  g_test_add_func ("/declaration-text/law", test_law);
  g_test_add_func ("/declaration-text/numbers", test_numbers);
  g_test_add_func ("/declaration-text/characters", test_characters);
  g_test_add_func ("/declaration-text/letters", test_letters);
  g_test_add_func ("/declaration-text/no-english", test_no_english);
  g_test_add_func ("/declaration-text/names", test_names);
  g_test_add_func ("/declaration-text/filled", test_filled);
  g_test_add_func ("/declaration-text/days", test_days);
  g_test_add_func ("/declaration-text/days/distinct", test_days_distinct);
  g_test_add_func ("/declaration-text/days/wrong", test_days_wrong);
  g_test_add_func ("/declaration-text/sentences", test_sentences);
  g_test_add_func ("/declaration-text/no-language", test_no_language);
  g_test_add_func ("/declaration-text/states", test_states);

  return g_test_run ();
}
