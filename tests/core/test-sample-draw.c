/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/samples/sample-draw.h"

#include <string.h>

#include <sodium.h>

#include "core/digest.h"
#include "core/samples/sample-size.h"

static GArray *
draw (const char *seed,
      const char *stratum,
      guint64     population,
      guint64     n)
{
  g_autoptr (GError) error = NULL;
  GArray *places = rc_sample_draw (seed, stratum, population, n, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (places->len, ==, n);
  return places;
}

/* By the commands that the algorithm's text tells, typed in by hand. */
static void
test_known (void)
{
  static const guint64 expected[] = { 273, 294, 265, 115, 684, 71, 594, 507, 439, 326 };
  g_autoptr (GArray) places = draw ("test seed", NULL, 1000, G_N_ELEMENTS (expected));

  g_assert_cmpmem (places->data, places->len * sizeof (guint64), expected, sizeof expected);
}

static guint64
next_below (const guint8 **bytes,
            guint64        bound)
{
  while (TRUE)
    {
      guint64 word = 0;

      for (guint i = 0; i < 6; i++)
        word = word << 8 | *(*bytes)++;
      if (word < (G_GUINT64_CONSTANT (1) << 48) / bound * bound)
        return word % bound;
    }
}

/* The same with libsodium's own generator, over an array that holds the whole population. */
static void
test_generator (void)
{
  enum { POPULATION = 5000, BYTES = 80000 };
  g_autofree guint8 *bytes = g_malloc (BYTES);
  g_autofree guint64 *members = g_new (guint64, POPULATION);
  g_autoptr (GArray) places = draw ("Saal 3, 29. November\xe2\x80\xaf", NULL, POPULATION, POPULATION);
  const guint8 *next = bytes;
  RcDigest key;

  rc_digest_compute ("Saal 3, 29. November\xe2\x80\xaf", strlen ("Saal 3, 29. November\xe2\x80\xaf"), &key);
  randombytes_buf_deterministic (bytes, BYTES, key.bytes);
  for (guint64 i = 0; i < POPULATION; i++)
    members[i] = i + 1;
  for (guint64 j = 0; j < POPULATION; j++)
    {
      guint64 other = j + next_below (&next, POPULATION - j);
      guint64 kept = members[j];

      members[j] = members[other];
      members[other] = kept;
    }
  g_assert_cmpmem (places->data, POPULATION * sizeof (guint64), members, POPULATION * sizeof (guint64));
}

static void
test_without_replacement (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) places = draw ("1", NULL, 3000, 3000);

  for (guint i = 0; i < places->len; i++)
    {
      guint64 *place = &g_array_index (places, guint64, i);

      g_assert_cmpuint (*place, >=, 1);
      g_assert_cmpuint (*place, <=, 3000);
      g_assert_true (g_hash_table_add (seen, place));
    }
}

/* A larger sample begins with the smaller one: who goes on drawing does not draw anew. */
static void
test_prefix (void)
{
  g_autoptr (GArray) few = draw ("1", NULL, 100000, 10);
  g_autoptr (GArray) more = draw ("1", NULL, 100000, 60);
  g_autoptr (GArray) other = draw ("1", "model\x09kreditcheck/4.2", 100000, 10);

  g_assert_cmpmem (few->data, 10 * sizeof (guint64), more->data, 10 * sizeof (guint64));
  g_assert_cmpint (memcmp (few->data, other->data, 10 * sizeof (guint64)), !=, 0);
}

/* Neither memory nor time grows with the population. */
static void
test_large (void)
{
  g_autoptr (GArray) places = draw ("1", NULL, (G_GUINT64_CONSTANT (1) << 48) - 1, RC_SAMPLE_MAX_DRAWN);
  g_autoptr (GArray) none = draw ("1", NULL, 0, 0);
  g_autoptr (GArray) one = draw ("1", NULL, 1, 1);

  g_assert_cmpuint (g_array_index (places, guint64, 0), >, 0);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (g_array_index (one, guint64, 0), ==, 1);
}

/* Each member is drawn about as often as each other. */
static void
test_uniform (void)
{
  guint counts[10] = { 0 };

  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *seed = g_strdup_printf ("seed %u", i);
      g_autoptr (GArray) places = draw (seed, NULL, 10, 3);

      for (guint j = 0; j < 3; j++)
        counts[g_array_index (places, guint64, j) - 1]++;
    }
  /* 3,000 are expected of each; five standard deviations are 229. */
  for (guint i = 0; i < 10; i++)
    g_assert_cmpint (ABS ((int) counts[i] - 3000), <, 229);
}

static void
assert_refused (const char *seed,
                guint64     population,
                guint64     n,
                int         code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (rc_sample_draw (seed, NULL, population, n, &error));
  g_assert_error (error, RC_SAMPLE_ERROR, code);
}

static void
test_refused (void)
{
  g_autofree char *long_seed = g_strnfill (RC_SAMPLE_SEED_BYTES + 1, 'x');

  assert_refused ("", 10, 1, RC_SAMPLE_ERROR_TERMS);
  assert_refused ("two\nlines", 10, 1, RC_SAMPLE_ERROR_TERMS);
  assert_refused ("\xff", 10, 1, RC_SAMPLE_ERROR_TERMS);
  assert_refused (long_seed, 10, 1, RC_SAMPLE_ERROR_TERMS);
  assert_refused ("1", 10, 11, RC_SAMPLE_ERROR_LIMIT);
  assert_refused ("1", G_GUINT64_CONSTANT (1) << 48, 1, RC_SAMPLE_ERROR_LIMIT);
  assert_refused ("1", 1000000, RC_SAMPLE_MAX_DRAWN + 1, RC_SAMPLE_ERROR_LIMIT);
}

static void
test_seeds (void)
{
  g_autofree char *one = rc_sample_draw_make_seed ();
  g_autofree char *other = rc_sample_draw_make_seed ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (strlen (one), ==, 23);
  g_assert_cmpstr (one, !=, other);
  g_assert_true (rc_sample_draw_check_seed (one, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (rc_sample_draw_algorithm_text (), RC_SAMPLE_ALGORITHM));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample-draw/known", test_known);
  g_test_add_func ("/sample-draw/generator", test_generator);
  g_test_add_func ("/sample-draw/without-replacement", test_without_replacement);
  g_test_add_func ("/sample-draw/prefix", test_prefix);
  g_test_add_func ("/sample-draw/large", test_large);
  g_test_add_func ("/sample-draw/uniform", test_uniform);
  g_test_add_func ("/sample-draw/refused", test_refused);
  g_test_add_func ("/sample-draw/seeds", test_seeds);
  return g_test_run ();
}
