/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "core/text-pattern.h"

#define ESCAPED RC_TEXT_PATTERN_ESCAPED
#define FOLDED  RC_TEXT_PATTERN_IGNORE_CASE
#define BOTH    (ESCAPED | FOLDED)

static RcTextPattern *
make (const char         *text,
      RcTextPatternFlags  flags)
{
  g_autoptr (GError) error = NULL;
  RcTextPattern *pattern = rc_text_pattern_new (text, flags, &error);

  g_assert_no_error (error);
  return pattern;
}

/* All matches as "offset+length", with an "e" behind those that are spelled with escapes. */
static char *
list (const RcTextPattern *pattern,
      const char          *bytes,
      gsize                length)
{
  GString *found = g_string_new (NULL);
  RcTextMatch match = { 0 };

  for (gsize from = 0; rc_text_pattern_find (pattern, (const guint8 *) bytes, length, from, length, &match); from = match.offset + 1)
    {
      g_assert_cmpuint (match.length, <=, rc_text_pattern_reach (pattern));
      g_assert_cmpuint (match.offset + match.length, <=, length);
      g_string_append_printf (found, "%s%" G_GSIZE_FORMAT "+%" G_GSIZE_FORMAT "%s", found->len > 0 ? " " : "", match.offset, match.length,
                              match.is_escaped ? "e" : "");
    }
  return g_string_free (found, FALSE);
}

static const struct
{
  const char         *text;
  RcTextPatternFlags  flags;
  const char         *bytes;
  const char         *found;
} cases[] = {
  /* As written. */
  { "Müller", 0, "Herr Müller", "5+7" },
  { "Müller", 0, "Herr M\\u00fcller", "" },
  { "Müller", 0, "Herr müller, MÜLLER, Mu\u0308ller", "" },
  { "aa", 0, "aaaa", "0+2 1+2 2+2" },
  { "a", 0, "bab", "1+1" },
  { "ab", 0, "xa", "" },
  { "C:\\x", 0, "C:\\x C:\\\\x", "0+4" },

  /* Escaped. */
  { "Müller", ESCAPED, "{\"n\":\"M\\u00fcller\"}", "6+11e" },
  { "Müller", ESCAPED, "M\\u00FCller", "0+11e" },
  { "Müller", ESCAPED, "{\"p\":\"{\\\"n\\\":\\\"M\\\\u00fcller\\\"}\"}", "15+12e" },
  { "Müller", ESCAPED, "\\u004d\\u00fcll\\u0065\\u0072", "0+26e" },
  { "Müller", ESCAPED, "M\\u00fxller M\\u00f M\\u M\\ M", "" },
  { "ü", ESCAPED, "\\\\\\u00fc", "0+8e" },
  { "a/b", ESCAPED, "a\\/b a/b a\\\\/b", "0+4e 5+3 9+5e" },
  { "\"n\":\"x\"", ESCAPED, "{\\\"n\\\":\\\"x\\\"}", "1+11e" },
  { "a\nb", ESCAPED, "a\\nb a\nb", "0+4e 5+3" },
  { "anb", ESCAPED, "a\\nb", "" },
  { "😀", ESCAPED, "\\ud83d\\ude00 \\ud83d \\ude00 😀", "0+12e 27+4" },
  { "😀", ESCAPED, "\\\\ud83d\\\\ude00", "0+14e" },
  { "C:\\users", ESCAPED, "C:\\users C:\\\\users C:\\\\\\\\users", "0+8 9+9e 19+11e" },
  { "say \\\"x", ESCAPED, "say \\\\\\\"x", "0+9e" },
  { "x\\", ESCAPED, "x\\\\ x", "0+2" },
  { "tab", ESCAPED, "C:\\table", "3+3" },
  { "\\table", ESCAPED, "C:\\table", "2+6" },

  /* Without regard to case. */
  { "müller", FOLDED, "MÜLLER Müller müller", "0+7 8+7 16+7" },
  { "MÜLLER", BOTH, "M\\u00DCLLER m\\u00fcller", "0+11e 12+11e" },
  { "straße", FOLDED, "STRASSE STRAẞE Straße strasse", "8+8 17+7" },
  { "strasse", FOLDED, "straße STRASSE", "8+7" },
  { "istanbul", FOLDED, "İstanbul Istanbul ıstanbul i\u0307stanbul", "10+8" },
  { "İ", FOLDED, "i I İ ı", "4+2" },
  { "k", FOLDED, "K k \u212a", "0+1 2+1 4+3" },
  { "\u212a", FOLDED, "K k \u212a", "0+1 2+1 4+3" },
  { "s", FOLDED, "S s \u017f", "0+1 2+1 4+2" },
  { "ς", FOLDED, "Σ σ ς", "0+2 3+2 6+2" },
  { "ΟΔΟΣ", FOLDED, "οδος", "0+8" },
  { "дом", FOLDED, "ДОМ", "0+6" },
  { "abc", FOLDED, "aBc ABC abd", "0+3 4+3" },
  { "é", FOLDED, "É \xc3 \xc3\x28 \xa9 é", "0+2 10+2" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RcTextPattern) pattern = make (cases[i].text, cases[i].flags);
      g_autofree char *found = list (pattern, cases[i].bytes, strlen (cases[i].bytes));

      if (strcmp (found, cases[i].found) != 0)
        g_error ("“%s” in “%s”: found “%s”, expected “%s”", cases[i].text, cases[i].bytes, found, cases[i].found);
    }
}

static void
assert_refused (const char         *text,
                RcTextPatternError  code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (rc_text_pattern_new (text, BOTH, &error));
  g_assert_error (error, RC_TEXT_PATTERN_ERROR, (int) code);
}

static void
test_refused (void)
{
  g_autofree char *longest = g_strnfill (RC_LIMIT_SEARCH_BYTES, 'a');
  g_autofree char *too_long = g_strnfill (RC_LIMIT_SEARCH_BYTES + 1, 'a');
  g_autoptr (RcTextPattern) pattern = make (longest, 0);
  g_autofree char *found = list (pattern, longest, strlen (longest));
  g_autofree char *expected = g_strdup_printf ("0+%u", RC_LIMIT_SEARCH_BYTES);

  g_assert_cmpstr (found, ==, expected);
  assert_refused ("", RC_TEXT_PATTERN_ERROR_EMPTY);
  assert_refused (too_long, RC_TEXT_PATTERN_ERROR_TOO_LONG);
  assert_refused ("M\xfcller", RC_TEXT_PATTERN_ERROR_NOT_TEXT);
}

/* A run of backslashes longer than any nesting is passed over, and costs no more than its length. */
static void
test_long_run (void)
{
  g_autofree char *run = g_strnfill (1000000, '\\');
  g_autofree char *bytes = g_strconcat (run, "u00fc \\u00fc", NULL);
  g_autoptr (RcTextPattern) pattern = make ("ü", ESCAPED);
  g_autofree char *found = list (pattern, bytes, strlen (bytes));

  g_assert_cmpstr (found, ==, "1000006+6e");
}

/* Folding is the same for all letters of one, and each folds to one that folds to itself. */
static void
test_fold (void)
{
  for (gunichar each = 0; each <= 0x1ffff; each++)
    {
      gunichar folded = rc_text_fold (each);

      g_assert_cmpuint (rc_text_fold (folded), ==, folded);
      if (each < 0x80)
        g_assert_cmpuint (folded, ==, (gunichar) g_ascii_tolower ((char) each));
    }
}

/* What is found does not depend on where the bytes are cut. */
static void
test_cuts (void)
{
  static const char * const parts[] = { "a", "A", "b", "ä", "Ä", "\\u00e4", "\\\\u00E4", "\\", "\\\\", "\"", "\\\"", "\xc3", "u", "00e4" };
  static const char * const texts[] = { "ab", "ä", "aä\"", "\\", "\\\"", "äbä", "a\\u00e4" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260711);

  for (guint round = 0; round < 400; round++)
    {
      g_autoptr (GString) bytes = g_string_new (NULL);
      g_autoptr (RcTextPattern) pattern = make (texts[round % G_N_ELEMENTS (texts)], (RcTextPatternFlags) (round % 4));
      g_autoptr (GString) found = g_string_new (NULL);
      g_autofree char *whole = NULL;
      gsize step = (gsize) g_rand_int_range (rand, 1, 9);

      for (guint i = 0; i < 40; i++)
        g_string_append (bytes, parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts))]);
      whole = list (pattern, bytes->str, bytes->len);

      for (gsize at = 0; at < bytes->len; at += step)
        {
          gsize begin = at - MIN (at, RC_TEXT_PATTERN_BEHIND);
          gsize available = MIN (bytes->len - begin, (at - begin) + step + rc_text_pattern_reach (pattern));
          g_autofree guint8 *part = g_memdup2 (bytes->str + begin, available);
          gsize from = at - begin;
          RcTextMatch match = { 0 };

          for (; rc_text_pattern_find (pattern, part, available, from, at - begin + step, &match); from = match.offset + 1)
            g_string_append_printf (found, "%s%" G_GSIZE_FORMAT "+%" G_GSIZE_FORMAT "%s", found->len > 0 ? " " : "",
                                    begin + match.offset, match.length, match.is_escaped ? "e" : "");
        }
      g_assert_cmpstr (found->str, ==, whole);
    }
}

/* As written, every place and no other is found. */
static void
test_all_places (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  char bytes[4000];
  static const char * const texts[] = { "a", "ab", "aba", "bbab", "abcabcab" };

  for (gsize i = 0; i < sizeof bytes; i++)
    bytes[i] = (char) ('a' + g_rand_int_range (rand, 0, 3));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (RcTextPattern) pattern = make (texts[i], (RcTextPatternFlags) (i % 4));
      gsize length = strlen (texts[i]);
      gsize from = 0;
      RcTextMatch match = { 0 };

      for (gsize at = 0; at + length <= sizeof bytes; at++)
        {
          if (memcmp (bytes + at, texts[i], length) != 0)
            continue;
          g_assert_true (rc_text_pattern_find (pattern, (const guint8 *) bytes, sizeof bytes, from, sizeof bytes, &match));
          g_assert_cmpuint (match.offset, ==, at);
          from = at + 1;
        }
      g_assert_false (rc_text_pattern_find (pattern, (const guint8 *) bytes, sizeof bytes, from, sizeof bytes, &match));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/text-pattern/cases", test_cases);
  g_test_add_func ("/core/text-pattern/refused", test_refused);
  g_test_add_func ("/core/text-pattern/long-run", test_long_run);
  g_test_add_func ("/core/text-pattern/fold", test_fold);
  g_test_add_func ("/core/text-pattern/cuts", test_cuts);
  g_test_add_func ("/core/text-pattern/all-places", test_all_places);
  return g_test_run ();
}
