/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/digest.h"

/* FIPS 180-4 example "abc". */
#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static void
test_known_answer (void)
{
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  RcDigest once, parts;
  char hex[RC_DIGEST_HEX_SIZE];

  rc_digest_compute ("abc", 3, &once);
  rc_digest_to_hex (&once, hex);
  g_assert_cmpstr (hex, ==, ABC);

  for (guint turn = 0; turn < 2; turn++)
    {
      rc_hasher_update (hasher, "a", 1);
      rc_hasher_update (hasher, "bc", 2);
      rc_hasher_finish (hasher, &parts);
      g_assert_true (rc_digest_equal (&once, &parts));
    }
}

static void
test_hex (void)
{
  RcDigest digest, other;
  gsize length = 0;
  g_autofree guint8 *bytes = NULL;

  g_assert_true (rc_digest_from_hex (ABC, 64, &digest));
  rc_digest_compute ("abc", 3, &other);
  g_assert_true (rc_digest_equal (&digest, &other));

  other.bytes[31] ^= 1;
  g_assert_false (rc_digest_equal (&digest, &other));
  g_assert_false (rc_digest_from_hex (ABC, 63, &digest));
  g_assert_false (rc_digest_from_hex ("", 0, &digest));
  g_assert_false (rc_digest_from_hex ("g" ABC, 64, &digest));

  bytes = rc_bytes_from_hex ("00fF", 4, &length);
  g_assert_cmpuint (length, ==, 2);
  g_assert_cmpuint (bytes[1], ==, 255);
  g_assert_null (rc_bytes_from_hex ("0", 1, &length));
  g_assert_null (rc_bytes_from_hex ("", 0, &length));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/digest/known-answer", test_known_answer);
  g_test_add_func ("/digest/hex", test_hex);
  return g_test_run ();
}
