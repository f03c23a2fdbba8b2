/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "case-fixture.h"
#include "core/bounds.h"
#include "core/custody.h"
#include "core/house.h"

/* One grey pixel. */
#define PNG "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="

static GBytes *
make_png (guint32 width,
          gsize   size)
{
  gsize length;
  guint8 *bytes = g_base64_decode (PNG, &length);
  guint8 *padded = g_malloc0 (MAX (length, size));

  memcpy (padded, bytes, length);
  g_free (bytes);
  padded[16] = (guint8) (width >> 24);
  padded[17] = (guint8) (width >> 16);
  padded[18] = (guint8) (width >> 8);
  padded[19] = (guint8) width;
  return g_bytes_new_take (padded, MAX (length, size));
}

static void
test_change (CaseFixture   *fixture,
             gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  char *lines[] = { (char *) "Audit House North", (char *) "Kontorgasse 1", NULL };
  g_autoptr (GBytes) logo = make_png (1, 0);
  const RcHouse change = { .letterhead = lines, .logo = logo, .zone = (char *) "Europe/Berlin" };
  const RcHouse removal = { .zone = (char *) "" };
  g_autoptr (RcHouse) house = NULL;
  g_autoptr (GError) error = NULL;
  RcDigest before, after, first, second;
  gint64 entries = case_fixture_query (case_file, "SELECT count(*) FROM custody");

  rc_custody_evidence_state (case_file, &before, NULL, &error);
  rc_house_change (case_file, &change, &error);
  g_assert_no_error (error);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count(*) FROM custody WHERE act = 'house'"), ==, 1);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count(*) FROM custody"), ==, entries + 1);
  house = rc_house_load (case_file);
  g_assert_cmpstr (house->letterhead[1], ==, "Kontorgasse 1");
  g_assert_cmpuint (g_strv_length (house->letterhead), ==, 2);
  g_assert_cmpstr (house->zone, ==, "Europe/Berlin");
  g_assert_null (house->classification);
  g_assert_true (g_bytes_equal (house->logo, logo));
  g_assert_true (rc_house_digest (house, &first));

  /* What the papers look like is nothing that answers depend on. */
  rc_custody_evidence_state (case_file, &after, NULL, &error);
  g_assert_true (rc_digest_equal (&before, &after));

  rc_house_change (case_file, &removal, &error);
  g_assert_no_error (error);
  g_clear_pointer (&house, rc_house_free);
  house = rc_house_load (case_file);
  g_assert_null (house->zone);
  g_assert_nonnull (house->letterhead);
  g_assert_true (rc_house_digest (house, &second));
  g_assert_false (rc_digest_equal (&first, &second));
  case_fixture_close (case_file);
}

static void
assert_refused (RcCase        *case_file,
                const RcHouse *change,
                RcHouseError   code)
{
  g_autoptr (RcHouse) house = NULL;
  g_autoptr (GError) error = NULL;
  RcDigest digest;

  g_assert_false (rc_house_change (case_file, change, &error));
  g_assert_error (error, RC_HOUSE_ERROR, (int) code);
  house = rc_house_load (case_file);
  g_assert_false (rc_house_digest (house, &digest));
}

static void
test_refused (CaseFixture   *fixture,
              gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autofree char *tall = g_strnfill (RC_LIMIT_HOUSE_TEXT + 1, 'x');
  char *two[] = { (char *) "one\ntwo", NULL };
  char *many[RC_LIMIT_HOUSE_LINES + 2] = { NULL };
  g_autoptr (GBytes) wide = make_png (RC_LIMIT_LOGO_PIXELS + 1, 0);
  g_autoptr (GBytes) narrow = make_png (0, 0);
  g_autoptr (GBytes) heavy = make_png (1, RC_LIMIT_LOGO_BYTES + 1);
  g_autoptr (GBytes) other = g_bytes_new_static ("GIF89a", 6);
  GBytes *logos[] = { wide, narrow, heavy, other };

  for (guint i = 0; i <= RC_LIMIT_HOUSE_LINES; i++)
    many[i] = (char *) "line";
  assert_refused (case_file, &(RcHouse) { .classification = tall }, RC_HOUSE_ERROR_TEXT);
  assert_refused (case_file, &(RcHouse) { .letterhead = two }, RC_HOUSE_ERROR_TEXT);
  assert_refused (case_file, &(RcHouse) { .letterhead = many }, RC_HOUSE_ERROR_TEXT);
  assert_refused (case_file, &(RcHouse) { .number = (char *) "\xff" }, RC_HOUSE_ERROR_TEXT);
  assert_refused (case_file, &(RcHouse) { .zone = (char *) "Nowhere/Land" }, RC_HOUSE_ERROR_ZONE);
  for (guint i = 0; i < G_N_ELEMENTS (logos); i++)
    assert_refused (case_file, &(RcHouse) { .logo = logos[i] }, RC_HOUSE_ERROR_LOGO);
  g_assert_cmpint (case_fixture_query (case_file, "SELECT count(*) FROM custody WHERE act = 'house'"), ==, 0);
  case_fixture_close (case_file);
}

/* What the house says of itself at the end of its reports is a part of its style; papers of houses without any keep their digest. */
static void
test_disclaimers (CaseFixture   *fixture,
                  gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  char *lines[] = { (char *) "For the addressee alone.", (char *) "No liability to others (fictitious).", NULL };
  char *none[] = { NULL };
  char *schemes[] = { (char *) "tabletop=TR-{number}", (char *) "sheet={year}/{number}", NULL };
  g_autofree char *long_line = g_strnfill (RC_LIMIT_HOUSE_DISCLAIMER + 1, 'x');
  char *too_long[] = { long_line, NULL };
  char *no_number[] = { (char *) "tabletop=TR-{year}", NULL };
  char *no_kind[] = { (char *) "={number}", NULL };
  g_autoptr (RcHouse) house = NULL;
  g_autofree char *scheme = NULL;
  g_autoptr (GError) error = NULL;
  RcDigest bare, with, again;

  assert_refused (case_file, &(RcHouse) { .disclaimers = too_long }, RC_HOUSE_ERROR_TEXT);
  assert_refused (case_file, &(RcHouse) { .numbering = no_number }, RC_HOUSE_ERROR_NUMBER);
  assert_refused (case_file, &(RcHouse) { .numbering = no_kind }, RC_HOUSE_ERROR_NUMBER);
  g_assert_true (rc_house_change (case_file, &(RcHouse) { .number = (char *) "NH-7" }, &error));
  house = rc_house_load (case_file);
  g_assert_true (rc_house_digest (house, &bare));
  g_clear_pointer (&house, rc_house_free);

  g_assert_true (rc_house_change (case_file, &(RcHouse) { .disclaimers = lines, .numbering = schemes }, &error));
  house = rc_house_load (case_file);
  g_assert_cmpstr (house->disclaimers[1], ==, lines[1]);
  g_assert_true (rc_house_digest (house, &with));
  g_assert_false (rc_digest_equal (&bare, &with));
  scheme = rc_house_dup_numbering (house, "sheet");
  g_assert_cmpstr (scheme, ==, "{year}/{number}");
  g_assert_null (rc_house_dup_numbering (house, "she"));
  g_clear_pointer (&house, rc_house_free);

  g_assert_true (rc_house_change (case_file, &(RcHouse) { .disclaimers = none, .numbering = none }, &error));
  g_assert_no_error (error);
  house = rc_house_load (case_file);
  g_assert_null (house->disclaimers);
  g_assert_true (rc_house_digest (house, &again));
  g_assert_true (rc_digest_equal (&bare, &again));
  case_fixture_close (case_file);
}

/* The head that documents print is that of the act that brought the state about, not of the last look at it. */
static void
test_head (CaseFixture   *fixture,
           gconstpointer  data)
{
  RcCase *case_file = case_fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  RcDigest state, first, second;
  gint64 first_us, second_us;

  g_assert_true (rc_custody_evidence_head (case_file, &state, &first_us, &first, &error));
  rc_custody_append (case_file, "report", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (rc_custody_evidence_head (case_file, &state, &second_us, &second, &error));
  g_assert_true (rc_digest_equal (&first, &second));
  g_assert_cmpint (first_us, ==, second_us);

  rc_case_set_setting (case_file, "statement.test", "said", &error);
  rc_custody_append (case_file, "statement", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (rc_custody_evidence_head (case_file, &state, &second_us, &second, &error));
  g_assert_false (rc_digest_equal (&first, &second));
  case_fixture_close (case_file);
}

#define ADD(path, test) g_test_add (path, CaseFixture, NULL, case_fixture_set_up, test, case_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/house/change", test_change);
  ADD ("/house/refused", test_refused);
  ADD ("/house/disclaimers", test_disclaimers);
  ADD ("/house/head", test_head);
  return g_test_run ();
}
