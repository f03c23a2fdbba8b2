/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <sodium.h>

#include "core/base58.h"
#include "core/multikey.h"
#include "core/trust.h"

static void
test_base58 (void)
{
  static const struct
  {
    const char *text;
    const char *hex;
  } cases[] = {
    { "2NEpo7TZRRrLZSi2U", "48656c6c6f20576f726c6421" },
    { "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z",
      "54686520717569636b2062726f776e20666f78206a756d7073206f76657220746865206c617a7920646f672e" },
    { "11233QC4", "0000287fb4cd" },
    { "1", "00" },
    { "11111", "0000000000" },
    { "z", "39" },
    { "5Q", "ff" },
  };
  static const char * const wrong[] = { "", "0", "O", "I", "l", "2NEpo7TZRRrLZSi2U ", "+", "\xC3\xA9" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = rc_base58_decode (cases[i].text, strlen (cases[i].text));
      g_autofree char *hex = NULL;
      g_autofree char *text = NULL;

      g_assert_nonnull (bytes);
      hex = rc_bytes_dup_hex (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_assert_cmpstr (hex, ==, cases[i].hex);
      text = rc_base58_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_assert_cmpstr (text, ==, cases[i].text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (rc_base58_decode (wrong[i], strlen (wrong[i])));
}

static void
test_multikey (void)
{
  static const char p256[] = "zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169";
  static const char key[] = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
  static const char * const wrong[] = { "", "z", "6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2", "z6Mk", "m6MkrJVnaZkeFzdQyM" };
  g_autoptr (RcPublicKey) ed25519 = rc_multikey_parse (key, strlen (key));
  g_autoptr (RcPublicKey) ec = rc_multikey_parse (p256, strlen (p256));
  g_autofree char *again = rc_multikey_dup (ed25519);
  g_autofree char *did = rc_multikey_dup_did ("did:key:zABC#zABC");
  g_autofree char *other = rc_multikey_dup_did ("did:web:example.org");

  g_assert_cmpstr (again, ==, key);
  g_assert_nonnull (ec);
  g_assert_cmpint (rc_public_key_get_type (ec), ==, RC_KEY_EC_P256);
  g_assert_null (rc_multikey_dup (ec));
  g_assert_cmpstr (did, ==, "zABC");
  g_assert_null (other);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (rc_multikey_parse (wrong[i], strlen (wrong[i])));
}

/* A file that holds the private key too is refused, with a word of why. */
static void
test_anchor (void)
{
  static const char method[] = "{\"type\":\"Multikey\",\"publicKeyMultibase\":\"z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2\"}";
  static const char both[] = "{\"publicKeyMultibase\":\"z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2\",\"secretKeyMultibase\":\"z1\"}";
  static const char did[] = "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (RcAnchor) first = rc_anchor_parse (method, strlen (method), &error);
  g_autoptr (RcAnchor) second = rc_anchor_parse (did, strlen (did), NULL);
  g_autoptr (RcAnchor) refused = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (first->kind, ==, "multikey");
  g_assert_cmpstr (first->key_id, ==, "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2");
  g_assert_nonnull (second);
  g_assert_true (rc_digest_equal (&first->fingerprint, &second->fingerprint));

  refused = rc_anchor_parse (both, strlen (both), &error);
  g_assert_null (refused);
  g_assert_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_NOT_A_KEY);
  g_assert_nonnull (strstr (error->message, "private key"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);

  g_test_add_func ("/multikey/base58", test_base58);
  g_test_add_func ("/multikey/key", test_multikey);
  g_test_add_func ("/multikey/anchor", test_anchor);

  return g_test_run ();
}
