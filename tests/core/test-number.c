/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/digest.h"
#include "core/number.h"

#include <math.h>
#include <string.h>

static double
from_bits (guint64 bits)
{
  double value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

static guint64
to_bits (double value)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  return bits;
}

/* RFC 8785 appendix B, and the numbers at which the form changes. */
static void
test_ecmascript (void)
{
  static const struct { guint64 bits; const char *text; } cases[] = {
    { G_GUINT64_CONSTANT (0x0000000000000000), "0" },
    { G_GUINT64_CONSTANT (0x8000000000000000), "0" },
    { G_GUINT64_CONSTANT (0x0000000000000001), "5e-324" },
    { G_GUINT64_CONSTANT (0x8000000000000001), "-5e-324" },
    { G_GUINT64_CONSTANT (0x7fefffffffffffff), "1.7976931348623157e+308" },
    { G_GUINT64_CONSTANT (0xffefffffffffffff), "-1.7976931348623157e+308" },
    { G_GUINT64_CONSTANT (0x4340000000000000), "9007199254740992" },
    { G_GUINT64_CONSTANT (0xc340000000000000), "-9007199254740992" },
    { G_GUINT64_CONSTANT (0x4430000000000000), "295147905179352830000" },
    { G_GUINT64_CONSTANT (0x44b52d02c7e14af5), "9.999999999999997e+22" },
    { G_GUINT64_CONSTANT (0x44b52d02c7e14af6), "1e+23" },
    { G_GUINT64_CONSTANT (0x44b52d02c7e14af7), "1.0000000000000001e+23" },
    { G_GUINT64_CONSTANT (0x444b1ae4d6e2ef4e), "999999999999999700000" },
    { G_GUINT64_CONSTANT (0x444b1ae4d6e2ef4f), "999999999999999900000" },
    { G_GUINT64_CONSTANT (0x444b1ae4d6e2ef50), "1e+21" },
    { G_GUINT64_CONSTANT (0x3eb0c6f7a0b5ed8c), "9.999999999999997e-7" },
    { G_GUINT64_CONSTANT (0x3eb0c6f7a0b5ed8d), "0.000001" },
    { G_GUINT64_CONSTANT (0x41b3de4355555553), "333333333.3333332" },
    { G_GUINT64_CONSTANT (0x41b3de4355555554), "333333333.33333325" },
    { G_GUINT64_CONSTANT (0x41b3de4355555555), "333333333.3333333" },
    { G_GUINT64_CONSTANT (0x41b3de4355555556), "333333333.3333334" },
    { G_GUINT64_CONSTANT (0x41b3de4355555557), "333333333.33333343" },
    { G_GUINT64_CONSTANT (0xbecbf647612f3696), "-0.0000033333333333333333" },
    { G_GUINT64_CONSTANT (0x43143ff3c1cb0959), "1424953923781206.2" },
    { G_GUINT64_CONSTANT (0x3e70000000000000), "5.960464477539063e-8" },    /* 2^-24: nearer below than above */
  };
  char text[RC_NUMBER_SIZE];

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = rc_number_format_ecmascript (from_bits (cases[i].bits), text);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpuint (length, ==, strlen (text));
    }
}

static void
test_python (void)
{
  static const struct { double value; const char *text; } cases[] = {
    { 0, "0.0" }, { -0.0, "-0.0" }, { 1, "1.0" }, { -100, "-100.0" }, { 0.65, "0.65" }, { 1e15, "1000000000000000.0" },
    { 1e16, "1e+16" }, { 9999999999999998.0, "9999999999999998.0" }, { 123456789012345680.0, "1.2345678901234568e+17" },
    { 0.0001, "0.0001" }, { 0.00001, "1e-05" }, { 0.000123, "0.000123" }, { 1.5e-7, "1.5e-07" }, { 1e22, "1e+22" },
    { 1e100, "1e+100" }, { 5e-324, "5e-324" }, { 1.0 / 3.0, "0.3333333333333333" },
  };
  char text[RC_NUMBER_SIZE];

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = rc_number_format_python (cases[i].value, text);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpuint (length, ==, strlen (text));
    }
}

/* The values that the test file of the JCS authors begins with, as their description lists them. */
static GArray *
load_listed_values (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("RECOUNT_CORPUS"), "integrity/jcs/README-upstream.md", NULL);
  g_autofree char *text = NULL;
  GArray *values;
  const char *at;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;

  values = g_array_new (FALSE, FALSE, sizeof (guint64));
  at = strstr (text, "staticU64s");
  g_assert_nonnull (at);
  *strstr (at, "])") = '\0';
  while ((at = strstr (at, "0x")) != NULL)
    {
      char *end = NULL;
      guint64 bits = g_ascii_strtoull (at + 2, &end, 16);

      g_assert_true (end == at + 18);
      g_array_append_val (values, bits);
      at = end;
    }

  for (guint64 i = 0; i < 2000; i++)
    {
      guint64 bits = G_GUINT64_CONSTANT (0x0010000000000000) + i;

      g_array_append_val (values, bits);
    }
  return values;
}

static void
feed_line (RcHasher *hasher,
           guint64   bits)
{
  char number[RC_NUMBER_SIZE];
  char line[64];
  int length;

  rc_number_format_ecmascript (from_bits (bits), number);
  length = g_snprintf (line, sizeof line, "%" G_GINT64_MODIFIER "x,%s\n", bits, number);
  rc_hasher_update (hasher, line, (gsize) length);
}

/*
 * The test file of the JCS authors, made by their rule: listed values, then serial ones, then the doubles in the
 * repeated SHA-256 of 32 zero bytes. Its first lines have known digests.
 */
static void
test_published_file (void)
{
  static const struct { guint n_lines; const char *sha256; } parts[] = {
    { 1000, "be18b62b6f69cdab33a7e0dae0d9cfa869fda80ddc712221570f9f40a5878687" },
    { 10000, "b9f7a8e75ef22a835685a52ccba7f7d6bdc99e34b010992cbc5864cd12be6892" },
    { 100000, "22776e6d4b49fa294a0d0f349268e5c28808fe7e0cb2bcbe28f63894e494d4c7" },
  };
  g_autoptr (GArray) listed = g_getenv ("RECOUNT_CORPUS") != NULL ? load_listed_values () : NULL;

  if (listed == NULL)
    {
      g_test_skip ("the folder RECOUNT_CORPUS is absent");
      return;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (RcHasher) hasher = rc_hasher_new ();
      char hex[RC_DIGEST_HEX_SIZE];
      RcDigest block = { { 0 } };
      RcDigest digest;
      guint n_lines = 0;

      for (; n_lines < MIN (listed->len, parts[i].n_lines); n_lines++)
        feed_line (hasher, g_array_index (listed, guint64, n_lines));
      for (guint part = 4; n_lines < parts[i].n_lines; part++)
        {
          guint64 bits = 0;

          if (part == 4)
            {
              rc_digest_compute (block.bytes, RC_DIGEST_BYTES, &block);
              part = 0;
            }
          memcpy (&bits, block.bytes + 8 * part, 8);
          bits = GUINT64_FROM_LE (bits);
          if (!isfinite (from_bits (bits)) || from_bits (bits) == 0)
            continue;
          feed_line (hasher, bits);
          n_lines++;
        }

      rc_hasher_finish (hasher, &digest);
      rc_digest_to_hex (&digest, hex);
      g_assert_cmpstr (hex, ==, parts[i].sha256);
    }
}

/* Both forms read back as the same double, and no decimal with one digit less does. */
static void
test_shortest (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (8785);

  for (guint i = 0; i < 200000; i++)
    {
      guint64 bits = (guint64) g_rand_int (random) << 32 | g_rand_int (random);
      char text[RC_NUMBER_SIZE];
      char shorter[64];
      double value;
      double back = 0;
      RcDecimal decimal;
      int n_digits;

      if (i % 4 == 0)
        bits &= ~G_GUINT64_CONSTANT (0xFFFFFFFFFFFFF);    /* powers of two: the interval is not symmetric */
      if (i % 4 == 1)
        bits &= G_GUINT64_CONSTANT (0x800FFFFFFFFFFFFF);  /* subnormal */
      value = from_bits (bits);
      if (!isfinite (value) || value == 0)
        continue;

      g_assert_true (rc_number_read (text, rc_number_format_ecmascript (value, text), &back));
      g_assert_cmpuint (to_bits (back), ==, bits);
      g_assert_true (rc_number_read (text, rc_number_format_python (value, text), &back));
      g_assert_cmpuint (to_bits (back), ==, bits);

      decimal = rc_number_shortest (value);
      g_assert_cmpuint (decimal.digits % 10, !=, 0);
      n_digits = g_snprintf (shorter, sizeof shorter, "%" G_GUINT64_FORMAT, decimal.digits);
      g_assert_cmpint (n_digits, <=, 17);
      for (int up = 0; up < 2 && n_digits > 1; up++)
        {
          g_snprintf (shorter, sizeof shorter, "%s%" G_GUINT64_FORMAT "e%d", value < 0 ? "-" : "", decimal.digits / 10 + (guint64) up,
                      decimal.exponent + 1);
          if (rc_number_read (shorter, strlen (shorter), &back))
            g_assert_cmpuint (to_bits (back), !=, bits);
        }
    }
}

static void
test_read (void)
{
  double value = 0;

  g_assert_true (rc_number_read ("0.1999", 3, &value));
  g_assert_true (value == 0.1);
  g_assert_true (rc_number_read ("-0", 2, &value));
  g_assert_true (value == 0 && signbit (value));
  g_assert_true (rc_number_read ("-0.0e5", 6, &value));
  g_assert_true (value == 0 && signbit (value));
  g_assert_true (rc_number_read ("9007199254740993", 16, &value));
  g_assert_true (value == 9007199254740992.0);
  g_assert_false (rc_number_read ("2e308", 5, &value));
  g_assert_false (rc_number_read ("", 0, &value));
  g_assert_false (rc_number_read ("1,5", 3, &value));
  g_assert_false (rc_number_read ("nan", 3, &value));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/number/ecmascript", test_ecmascript);
  g_test_add_func ("/number/python", test_python);
  g_test_add_func ("/number/published-file", test_published_file);
  g_test_add_func ("/number/shortest", test_shortest);
  g_test_add_func ("/number/read", test_read);

  return g_test_run ();
}
