/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/law/law.h"
#include "core/timestamp.h"
#include "core/words.h"

static gint64
day (const char *text)
{
  RcTimestamp timestamp;

  g_assert_true (rc_timestamp_parse (text, strlen (text), RC_ZONE_RULE, 0, &timestamp));
  return timestamp.from_us;
}

static void
assert_applies (const char    *id,
                RcLawCategory  category,
                const char    *at,
                const char    *from)
{
  const RcRequirement *requirement = rc_law_find_requirement (rc_law_get (), id);

  g_assert_nonnull (requirement);
  g_assert_cmpint (rc_law_requirement_applies_from (rc_law_get (), requirement, category, day (at)), ==, day (from));
}

static void
test_dates_by_article (void)
{
  assert_applies ("AIA-12-1", RC_LAW_CATEGORY_ANNEX_III, "2026-11-29", "2027-12-02");
  assert_applies ("AIA-12-1", RC_LAW_CATEGORY_ANNEX_III, "2026-06-01", "2026-08-02");
  assert_applies ("AIA-12-1", RC_LAW_CATEGORY_ANNEX_I, "2026-11-29", "2028-08-02");
  assert_applies ("AIA-12-1", RC_LAW_CATEGORY_ANNEX_I, "2026-06-01", "2027-08-02");
}

/* Category by category, and what the law did not say yet. */
static void
test_dates_of_category (void)
{
  const RcLaw *law = rc_law_get ();
  const RcRequirement *logs = rc_law_find_requirement (law, "AIA-19-1");

  assert_applies ("AIA-19-1", RC_LAW_CATEGORY_PUBLIC_AUTHORITY, "2026-11-29", "2030-08-02");
  assert_applies ("AIA-19-1", RC_LAW_CATEGORY_LARGE_SCALE_SYSTEM, "2026-11-29", "2030-12-31");
  assert_applies ("AIA-6-4", RC_LAW_CATEGORY_ANNEX_III, "2026-11-29", "2027-12-02");
  assert_applies ("AIA-99", RC_LAW_CATEGORY_ANNEX_III, "2026-11-29", "2025-08-02");
  /* Nobody said which category: Chapter III has no date for all. */
  g_assert_cmpint (rc_law_requirement_applies_from (law, logs, RC_LAW_CATEGORY_ANY, day ("2026-11-29")), ==, RC_TIME_NONE);
  /* Before the Act was in force. */
  g_assert_cmpint (rc_law_requirement_applies_from (law, logs, RC_LAW_CATEGORY_ANNEX_III, day ("2024-07-31")), ==, RC_TIME_NONE);
}

/* The day on which the amendment came into force, and the one before. */
static void
test_dates_on_the_day (void)
{
  assert_applies ("AIA-26-6", RC_LAW_CATEGORY_ANNEX_III, "2026-07-26", "2026-08-02");
  assert_applies ("AIA-26-6", RC_LAW_CATEGORY_ANNEX_III, "2026-07-27", "2027-12-02");
  assert_applies ("AIA-26-6", RC_LAW_CATEGORY_ANNEX_III, "2024-08-01", "2026-08-02");
  assert_applies ("AIA-4a-1", RC_LAW_CATEGORY_ANNEX_III, "2026-07-26", "2026-08-02");
  assert_applies ("AIA-4a-1", RC_LAW_CATEGORY_ANNEX_III, "2026-11-29", "2026-07-27");
  assert_applies ("AIA-4a-1", RC_LAW_CATEGORY_ANNEX_I, "2026-07-26", "2027-08-02");
}

/* Section 5 and Chapter IX stand on the general date; that they have no practical object before the later ones is said beside it. */
static void
test_dates_deferred (void)
{
  const char * const ids[] = { "AIA-43-4", "AIA-47-1a", "AIA-48-1", "AIA-49-1", "AIA-72-1", "AIA-73-2", "AIA-86-1", "DOC-1", "DL-20" };
  const RcLaw *law = rc_law_get ();

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    for (RcLawCategory category = RC_LAW_CATEGORY_ANNEX_III; category <= RC_LAW_CATEGORY_ANNEX_I; category++)
      {
        const RcRequirement *requirement = rc_law_find_requirement (law, ids[i]);
        const RcLawText *note = rc_law_requirement_date_note (law, requirement, category, day ("2026-11-29"));

        assert_applies (ids[i], category, "2026-11-29", "2026-08-02");
        assert_applies (ids[i], category, "2026-06-01", "2026-08-02");
        g_assert_nonnull (note);
        g_assert_nonnull (strstr (rc_law_text_in (note, "en"), "no practical object"));
        g_assert_null (rc_law_requirement_date_note (law, requirement, category, day ("2026-06-01")));
      }
  g_assert_null (rc_law_requirement_date_note (law, rc_law_find_requirement (law, "AIA-12-1"), RC_LAW_CATEGORY_ANNEX_III,
                                               day ("2026-11-29")));
}

/* On no day does the law give two dates for one thing. */
static void
test_dates_once (void)
{
  const RcLaw *law = rc_law_get ();

  for (guint i = 0; i < rc_law_count_dates (law); i++)
    for (guint j = i + 1; j < rc_law_count_dates (law); j++)
      {
        const RcLawDate *one = rc_law_nth_date (law, i);
        const RcLawDate *other = rc_law_nth_date (law, j);

        if (one->category != other->category || strcmp (one->section, other->section) != 0)
          continue;
        g_assert_true ((one->superseded_us != RC_TIME_NONE && one->superseded_us <= other->since_us)
                       || (other->superseded_us != RC_TIME_NONE && other->superseded_us <= one->since_us));
      }
}

static void
test_read (void)
{
  const RcLaw *law = rc_law_get ();
  const RcRequirement *requirement = rc_law_find_requirement (law, "AIA-12-3a");
  g_autofree char *wording = NULL;

  g_assert_cmpstr (rc_law_version (), ==, "2026.1");
  g_assert_cmpint (rc_law_state_us (law), ==, day ("2026-10-31"));
  g_assert_null (rc_law_peek_prefix (law));
  g_assert_cmpuint (requirement->roles, ==, RC_LAW_ROLE_PROVIDER);
  g_assert_true (rc_requirement_concerns (requirement, "III-1a"));
  g_assert_false (rc_requirement_concerns (requirement, "III-5b"));
  g_assert_false (rc_requirement_concerns (requirement, NULL));
  g_assert_true (rc_requirement_concerns (rc_law_find_requirement (law, "AIA-12-1"), NULL));
  g_assert_null (rc_law_find_requirement (law, "AIA-0"));
  g_assert_null (rc_law_find_requirement (law, NULL));

  g_assert_true (rc_words_push ("de"));
  wording = rc_law_dup_wording (law, rc_law_find_requirement (law, "AIA-77-1"));
  rc_words_pop ();
  g_assert_cmpstr (wording, ==, "Verordnung (EU) 2024/1689, in der Fassung der Verordnung (EU) 2026/1744");
}

/* Where it stands, as the official texts of each language say it. */
static void
test_places (void)
{
  static const char * const places[][4] = {
    { "AIA-12-3a", "Article 12(3)(a)", "Artikel 12 Absatz 3 Buchstabe a", "article 12, paragraphe 3, point a)" },
    { "AIA-10-2d", "Article 10(2)(d), (e)", "Artikel 10 Absatz 2 Buchstaben d und e", "article 10, paragraphe 2, points d) et e)" },
    { "AIA-48-1", "Article 48(1)-(3)", "Artikel 48 Absätze 1 bis 3", "article 48, paragraphes 1 à 3" },
    { "AIA-4a-1", "Article 4a", "Artikel 4a", "article 4 bis" },
    { "AIV-1a", "Annex IV, 1(a)", "Anhang IV Nummer 1 Buchstabe a", "annexe IV, point 1 a)" },
    { "AIA-VI", "Annex VI", "Anhang VI", "annexe VI" },
  };
  const char * const *languages = rc_words_list_languages ();

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    for (guint j = 0; languages[j] != NULL; j++)
      {
        g_autofree char *place = NULL;

        g_assert_true (rc_words_push (languages[j]));
        place = rc_law_dup_place (rc_law_get (), rc_law_find_requirement (rc_law_get (), places[i][0]));
        rc_words_pop ();
        g_assert_cmpstr (place, ==, places[i][j + 1]);
      }
}

static void
test_language (void)
{
  const RcLawText *name = rc_law_find_term (rc_law_get (), RC_LAW_TERM_ROLE, "deployer")->name;

  g_assert_cmpstr (rc_law_text (name), ==, "Deployer");
  g_assert_true (rc_words_push ("fr"));
  g_assert_cmpstr (rc_law_text (name), ==, "Déployeur");
  g_assert_cmpstr (rc_law_text_in (name, "de"), ==, "Betreiber");
  g_assert_cmpstr (rc_law_text_in (name, "xx"), ==, "Deployer");
  rc_words_pop ();
  g_assert_cmpstr (rc_law_text (name), ==, "Deployer");
}

static gpointer
get_law (gpointer data)
{
  return (gpointer) rc_law_get ();
}

static void
test_threads (void)
{
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("law", get_law, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_true (g_thread_join (threads[i]) == rc_law_get ());
}

static void
test_items (void)
{
  const RcLaw *law = rc_law_get ();
  const RcRequirement *workers = rc_law_find_requirement (law, "AIA-26-7");
  const RcRequirement *public_bodies = rc_law_find_requirement (law, "AIA-26-8");

  g_assert_cmpuint (g_strv_length (workers->annex), ==, 2);
  g_assert_cmpstr (workers->annex[0], ==, "III-4a");
  g_assert_cmpstr (workers->annex[1], ==, "III-4b");
  g_assert_true (rc_requirement_concerns (public_bodies, "III-5b"));
  g_assert_false (rc_requirement_concerns (public_bodies, "III-2"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* First, so that the threads are the ones that load it. */
  g_test_add_func ("/law/threads", test_threads);
  g_test_add_func ("/law/dates-by-article", test_dates_by_article);
  g_test_add_func ("/law/dates-of-category", test_dates_of_category);
  g_test_add_func ("/law/dates-on-the-day", test_dates_on_the_day);
  g_test_add_func ("/law/dates-deferred", test_dates_deferred);
  g_test_add_func ("/law/dates-once", test_dates_once);
  g_test_add_func ("/law/read", test_read);
  g_test_add_func ("/law/places", test_places);
  g_test_add_func ("/law/language", test_language);
  g_test_add_func ("/law/items", test_items);
  return g_test_run ();
}
