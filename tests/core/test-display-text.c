/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/display-text.h"

static void
test_unseen (void)
{
  const struct { const char *text; const char *shown; } cases[] = {
    { "plain Ümläut", "plain Ümläut" },
    { "a\033[31mb", "a[U+001B][31mb" },
    { "x\n\ty", "x[U+000A][U+0009]y" },
    { "gpt\xe2\x80\xae" "4", "gpt[U+202E]4" },
    { "z\xe2\x80\x8bw", "z[U+200B]w" },
    { "bad\xff!", "bad[\\xFF]!" },
    { "no\u00a0break", "no[U+00A0]break" },
    { "\u2028\u2029\xc2\x85", "[U+2028][U+2029][U+0085]" },
    { "\u2066a\u2069\u061c\u200f", "[U+2066]a[U+2069][U+061C][U+200F]" },
    { "so\u00adft\u200d\ufe0f\ufeff", "so[U+00AD]ft[U+200D][U+FE0F][U+FEFF]" },
    { "\U000e0041\ufffe\uffff\ufdd0", "[U+E0041][U+FFFE][U+FFFF][U+FDD0]" },
    { "\ue000\U000f0000\u0378", "[U+E000][U+F0000][U+0378]" },
    { "ok \U0001f642", "ok [U+1F642]" },
    { "\u3164\u2003\u2800", "[U+3164][U+2003][U+2800]" },
    { "\u0301e\u0301", "[U+0301]e\u0301" },
    { "e\u0301\u0301\u0301\u0301\u0301", "e\u0301\u0301\u0301\u0301[U+0301]" },
    { "\xed\xa0\x80", "[\\xED][\\xA0][\\x80]" },
    { "pаypаl", "p[U+0430]yp[U+0430]l" },
    { "gpt-4о", "gpt-4[U+043E]" },
    { "креди́т, модель gpt-4o, Ὅμηρος", "креди́т, модель gpt-4o, Ὅμηρος" },
    { "GPT-модель 12 kΩ", "GPT-модель 12 kΩ" },
    { "Κredit", "[U+039A]redit" },
    { "שלום, Ἀθῆναι, ไทย", "שלום, Ἀθῆναι, ไทย" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = rc_display_text (cases[i].text, -1, 0);

      g_assert_cmpstr (shown, ==, cases[i].shown);
      g_assert_true (g_utf8_validate (shown, -1, NULL));
    }
}

static void
test_cut (void)
{
  g_autofree char *shown = rc_display_text ("0123456789", -1, 4);
  g_autofree char *whole = rc_display_text ("0123", -1, 4);
  g_autofree char *inside = rc_display_text ("abc\xc3\xa4yz", -1, 4);

  g_assert_cmpstr (shown, ==, "0123… 6 more bytes");
  g_assert_cmpstr (whole, ==, "0123");
  g_assert_cmpstr (inside, ==, "abcä… 2 more bytes");
}

static void
test_words (void)
{
  const struct { const char *words; const char *shown; } cases[] = {
    { "Vu\u00a0: 41\u202f206\nzweite Zeile", "Vu\u00a0: 41\u202f206\nzweite Zeile" },
    { "U\u0308bung", "Übung" },
    { "name \u202egpt", "name [U+202E]gpt" },
    { "bad\xff", "bad[\\xFF]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = rc_display_words (cases[i].words);

      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

/* French sentences keep their spacing; what came with a value cannot begin a line. */
static void
test_sentence (void)
{
  g_autofree char *shown = rc_display_sentence ("Dit\u00a0: \u00ab\u00a0x\nPassed: all\u202e\u00a0\u00bb");

  g_assert_cmpstr (shown, ==, "Dit\u00a0: \u00ab\u00a0x[U+000A]Passed: all[U+202E]\u00a0\u00bb");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/display-text/unseen", test_unseen);
  g_test_add_func ("/display-text/cut", test_cut);
  g_test_add_func ("/display-text/words", test_words);
  g_test_add_func ("/display-text/sentence", test_sentence);
  return g_test_run ();
}
