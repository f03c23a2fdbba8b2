/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/date-words.h"
#include "core/words.h"

static void
test_push (void)
{
  g_assert_cmpstr (C_("in a date", "May"), ==, "May");

  g_assert_true (rc_words_push ("de"));
  g_assert_cmpstr (C_("in a date", "May"), ==, "Mai");
  g_assert_cmpstr (_("Recount case"), ==, "Recount-Fall");
  g_assert_true (rc_words_push ("fr"));
  g_assert_cmpstr (C_("in a date", "May"), ==, "mai");
  g_assert_true (rc_words_push ("en"));
  g_assert_cmpstr (C_("in a date", "May"), ==, "May");
  rc_words_pop ();
  g_assert_cmpstr (C_("in a date", "May"), ==, "mai");
  rc_words_pop ();
  g_assert_cmpstr (C_("in a date", "May"), ==, "Mai");
  rc_words_pop ();
  g_assert_cmpstr (_("Recount case"), ==, "Recount case");
}

static void
test_language (void)
{
  g_assert_cmpstr (rc_words_peek_language (), ==, "en");
  g_assert_true (rc_words_push ("fr"));
  g_assert_cmpstr (rc_words_peek_language (), ==, "fr");
  g_assert_true (rc_words_push ("en"));
  g_assert_cmpstr (rc_words_peek_language (), ==, "en");
  rc_words_pop ();
  rc_words_pop ();
  g_assert_cmpstr (rc_words_peek_language (), ==, "en");
}

static void
test_unknown (void)
{
  g_assert_true (rc_words_push ("de"));
  g_assert_false (rc_words_push ("xx"));
  g_assert_false (rc_words_push (""));
  g_assert_cmpstr (C_("in a date", "May"), ==, "Mai");
  g_assert_cmpstr (rc_words_get ("Nobody ever wrote this"), ==, "Nobody ever wrote this");
  g_assert_cmpstr (rc_words_get (""), ==, "");
  g_assert_cmpstr (rc_words_get_context ("no such context", "May"), ==, "May");
  g_assert_cmpstr (rc_words_plural ("%u thing of nobody", "%u things of nobody", 1), ==, "%u thing of nobody");
  g_assert_cmpstr (rc_words_plural ("%u thing of nobody", "%u things of nobody", 0), ==, "%u things of nobody");
  rc_words_pop ();
}

static gpointer
read_in_other_thread (gpointer data)
{
  const char *before = C_("in a date", "May");

  g_assert_true (rc_words_push ("fr"));
  g_assert_cmpstr (C_("in a date", "May"), ==, "mai");
  return (gpointer) before;
}

static void
test_other_thread (void)
{
  GThread *thread;

  g_assert_true (rc_words_push ("de"));
  thread = g_thread_new ("other", read_in_other_thread, NULL);
  g_assert_cmpstr (g_thread_join (thread), ==, "May");
  g_assert_cmpstr (C_("in a date", "May"), ==, "Mai");
  rc_words_pop ();
}

static void
test_list (void)
{
  const char * const *names = rc_words_list_languages ();

  g_assert_cmpstr (names[0], ==, "en");
  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_assert_true (rc_words_push (names[i]));
      rc_words_pop ();
    }
}

static void
test_plural (void)
{
  const struct { const char *language; gulong count; const char *words; } cases[] = {
    { "en", 0, "%u fields" }, { "en", 1, "%u field" }, { "en", 2, "%u fields" },
    { "de", 0, "%u Felder" }, { "de", 1, "%u Feld" }, { "de", 2, "%u Felder" },
    { "fr", 0, "%u champ" }, { "fr", 1, "%u champ" }, { "fr", 2, "%u champs" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (rc_words_push (cases[i].language));
      g_assert_cmpstr (rc_words_plural ("%u field", "%u fields", cases[i].count), ==, cases[i].words);
      rc_words_pop ();
    }
}

#define US_PER_SECOND G_GINT64_CONSTANT (1000000)

static void
test_dates (void)
{
  /* 2026-08-14T08:42:59.999999Z and 2026-02-28T23:30:00Z */
  const gint64 summer = 1786696979 * US_PER_SECOND + 999999;
  const gint64 winter = 1772321400 * US_PER_SECOND;
  const struct { const char *language; const char *moment; const char *first; const char *clock; const char *count; } cases[] = {
    { "en", "14 August 2026, 10:42 CEST", "1 March 2026", "00:30 CET", "41,206" },
    { "de", "14. August 2026, 10:42 CEST", "1. März 2026", "00:30 CET", "41.206" },
    { "fr", "14 août 2026, 10:42 CEST", "1er mars 2026", "00:30 CET", "41\302\240206" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (rc_words_push (cases[i].language));

      g_autofree char *moment = rc_date_words_moment (summer, "Europe/Berlin");
      g_autofree char *first = rc_date_words_day (winter, "Europe/Berlin");
      g_autofree char *clock = rc_date_words_clock (winter, "Europe/Berlin");
      g_autofree char *count = rc_count_words (41206);

      g_assert_cmpstr (moment, ==, cases[i].moment);
      g_assert_cmpstr (first, ==, cases[i].first);
      g_assert_cmpstr (clock, ==, cases[i].clock);
      g_assert_cmpstr (count, ==, cases[i].count);
      rc_words_pop ();
    }
}

static void
test_odd_times (void)
{
  g_autofree char *before_epoch = rc_date_words_moment (-1, "UTC");
  g_autofree char *utc = rc_date_words_clock (0, "UTC");

  g_assert_cmpstr (before_epoch, ==, "31 December 1969, 23:59 UTC");
  g_assert_cmpstr (utc, ==, "00:00 UTC");
  g_assert_null (rc_date_words_day (G_MININT64, "UTC"));
  g_assert_null (rc_date_words_clock (G_MAXINT64, "UTC"));
  g_assert_null (rc_date_words_moment (0, "Nowhere/Atall"));
}

static void
test_counts (void)
{
  const struct { guint64 count; const char *words; } cases[] = {
    { 0, "0" },
    { 999, "999" },
    { 1000, "1,000" },
    { 123456, "123,456" },
    { 10000000, "10,000,000" },
    { G_MAXUINT64, "18,446,744,073,709,551,615" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = rc_count_words (cases[i].count);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/push", test_push);
  g_test_add_func ("/words/language", test_language);
  g_test_add_func ("/words/unknown", test_unknown);
  g_test_add_func ("/words/other-thread", test_other_thread);
  g_test_add_func ("/words/list", test_list);
  g_test_add_func ("/words/plural", test_plural);
  g_test_add_func ("/words/dates", test_dates);
  g_test_add_func ("/words/odd-times", test_odd_times);
  g_test_add_func ("/words/counts", test_counts);
  return g_test_run ();
}
