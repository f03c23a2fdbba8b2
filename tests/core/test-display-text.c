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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/display-text/unseen", test_unseen);
  g_test_add_func ("/display-text/cut", test_cut);
  return g_test_run ();
}
