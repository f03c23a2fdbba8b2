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

static void
test_read (void)
{
  const RcLaw *law = rc_law_get ();
  const RcRequirement *requirement = rc_law_find_requirement (law, "AIA-12-3a");
  g_autofree char *place = NULL;
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
  place = rc_law_dup_place (law, requirement);
  wording = rc_law_dup_wording (law, rc_law_find_requirement (law, "AIA-77-1"));
  rc_words_pop ();
  g_assert_cmpstr (place, ==, "Artikel 12(3)(a)");
  g_assert_cmpstr (wording, ==, "Verordnung (EU) 2024/1689, in der Fassung der Verordnung (EU) 2026/1744");
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
  g_test_add_func ("/law/dates-by-article", test_dates_by_article);
  g_test_add_func ("/law/read", test_read);
  g_test_add_func ("/law/items", test_items);
  return g_test_run ();
}
