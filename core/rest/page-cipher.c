/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rest/page-cipher.h"

#include <sodium.h>
#include <string.h>

#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_BYTES crypto_aead_xchacha20poly1305_ietf_ABYTES

/* Beside the page: kind (4), number (8), context (16), salt (32), numbers big-endian. */
#define BESIDE_BYTES (4u + 8u + RC_PAGE_CONTEXT_BYTES + RC_PAGE_SALT_BYTES)

#define SUM_ROUNDS 8u

G_STATIC_ASSERT (NONCE_BYTES + TAG_BYTES == RC_CASE_RESERVED_BYTES);
G_STATIC_ASSERT (RC_PAGE_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
G_STATIC_ASSERT (RC_PAGE_KEY_BYTES == crypto_kdf_KEYBYTES);

/* In guarded, locked memory, and read-only there. */
typedef struct
{
  guint8 page[RC_PAGE_KEY_BYTES];
  guint8 sum[crypto_shorthash_KEYBYTES];
  guint8 mask[crypto_shorthash_KEYBYTES];
} Keys;

struct _RcPageCipher
{
  gatomicrefcount users;
  Keys           *keys;
  guint8          salt[RC_PAGE_SALT_BYTES];
};

/**
 * rc_page_cipher_new:
 * @key: secret; copied
 * @salt: of the case; the keys in use depend on it, so that two cases with one @key have no page in common
 *
 * Returns: (transfer full): a cipher, which several threads may use at once
 */
RcPageCipher *
rc_page_cipher_new (const guint8 key[RC_PAGE_KEY_BYTES],
                    const guint8 salt[RC_PAGE_SALT_BYTES])
{
  RcPageCipher *self = g_new0 (RcPageCipher, 1);

  if (sodium_init () < 0)
    g_error ("libsodium could not be started");
  g_atomic_ref_count_init (&self->users);
  memcpy (self->salt, salt, RC_PAGE_SALT_BYTES);
  self->keys = sodium_malloc (sizeof (Keys));
  if (self->keys == NULL)
    g_error ("No guarded memory for the key of a case");

  /* The page key stands for the whole salt; the others are drawn from it. */
  crypto_generichash (self->keys->page, sizeof self->keys->page, salt, RC_PAGE_SALT_BYTES, key, RC_PAGE_KEY_BYTES);
  crypto_kdf_derive_from_key (self->keys->sum, sizeof self->keys->sum, 1, "RcFrames", self->keys->page);
  crypto_kdf_derive_from_key (self->keys->mask, sizeof self->keys->mask, 2, "RcFrames", self->keys->page);
  sodium_mprotect_readonly (self->keys);
  return self;
}

RcPageCipher *
rc_page_cipher_ref (RcPageCipher *self)
{
  g_atomic_ref_count_inc (&self->users);
  return self;
}

void
rc_page_cipher_unref (RcPageCipher *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->users))
    return;

  /* Wipes as well. */
  sodium_free (self->keys);
  g_free (self);
}

static void
write_beside (RcPageCipher      *self,
              const RcPagePlace *place,
              guint8             out[BESIDE_BYTES])
{
  guint32 kind = GUINT32_TO_BE ((guint32) place->kind);
  guint64 number = GUINT64_TO_BE (place->number);

  memcpy (out, &kind, 4);
  memcpy (out + 4, &number, 8);
  memcpy (out + 12, place->context, RC_PAGE_CONTEXT_BYTES);
  memcpy (out + 12 + RC_PAGE_CONTEXT_BYTES, self->salt, RC_PAGE_SALT_BYTES);
}

/**
 * rc_page_cipher_seal:
 * @page: in clear; its last %RC_CASE_RESERVED_BYTES are not looked at
 * @length: of @page and @out_sealed, more than %RC_CASE_RESERVED_BYTES
 * @out_sealed: (out): may not overlap @page
 */
void
rc_page_cipher_seal (RcPageCipher      *self,
                     const RcPagePlace *place,
                     const guint8      *page,
                     gsize              length,
                     guint8            *out_sealed)
{
  gsize payload = length - RC_CASE_RESERVED_BYTES;
  guint8 *nonce = out_sealed + payload;
  guint8 beside[BESIDE_BYTES];

  write_beside (self, place, beside);
  randombytes_buf (nonce, NONCE_BYTES);
  crypto_aead_xchacha20poly1305_ietf_encrypt_detached (out_sealed, nonce + NONCE_BYTES, NULL, page, payload, beside, sizeof beside, NULL,
                                                       nonce, self->keys->page);
}

/**
 * rc_page_cipher_open:
 * @tainted: of a file
 * @length: of both
 * @out_page: (out): the page with zeros as its reserved bytes; all zeros where this fails. May be @tainted itself
 *
 * Returns: whether @tainted is what was sealed for @place
 */
gboolean
rc_page_cipher_open (RcPageCipher      *self,
                     const RcPagePlace *place,
                     const guint8      *tainted,
                     gsize              length,
                     guint8            *out_page)
{
  gsize payload = length - RC_CASE_RESERVED_BYTES;
  guint8 beside[BESIDE_BYTES];
  guint8 reserved[RC_CASE_RESERVED_BYTES];
  gboolean opened;

  write_beside (self, place, beside);
  memcpy (reserved, tainted + payload, sizeof reserved);
  opened = crypto_aead_xchacha20poly1305_ietf_decrypt_detached (out_page, NULL, tainted, payload, reserved + NONCE_BYTES, beside,
                                                                sizeof beside, reserved, self->keys->page) == 0;
  if (opened)
    memset (out_page + payload, 0, sizeof reserved);
  else
    memset (out_page, 0, length);
  return opened;
}

static guint32
mix (RcPageCipher *self,
     guint64       place,
     guint         round,
     guint32       half)
{
  guint8 text[16] = { (guint8) round };
  guint8 hash[crypto_shorthash_BYTES];
  guint32 number;

  memcpy (text + 4, &half, sizeof half);
  memcpy (text + 8, &place, sizeof place);
  crypto_shorthash (hash, text, sizeof text, self->keys->sum);
  memcpy (&number, hash, sizeof number);
  return number;
}

/**
 * rc_page_cipher_hide_sum:
 * @place: offset of the frame in the WAL
 * @sum: (inout): SQLite's sum over the frame in clear and all before it
 *
 * A frame has no room for a nonce of its sum, so that this is a permutation of 64 bits for each place: a Feistel network whose rounds are
 * keyed hashes (SipHash). It tells whether the same sum stands at the same place again, and nothing else.
 */
void
rc_page_cipher_hide_sum (RcPageCipher *self,
                         guint64       place,
                         guint8        sum[RC_PAGE_SUM_BYTES])
{
  guint32 halves[2];

  memcpy (halves, sum, sizeof halves);
  for (guint round = 0; round < SUM_ROUNDS; round++)
    halves[round % 2] ^= mix (self, place, round, halves[1 - round % 2]);
  memcpy (sum, halves, sizeof halves);
}

void
rc_page_cipher_show_sum (RcPageCipher *self,
                         guint64       place,
                         guint8        sum[RC_PAGE_SUM_BYTES])
{
  guint32 halves[2];

  memcpy (halves, sum, sizeof halves);
  for (guint round = SUM_ROUNDS; round-- > 0;)
    halves[round % 2] ^= mix (self, place, round, halves[1 - round % 2]);
  memcpy (sum, halves, sizeof halves);
}

/**
 * rc_page_cipher_get_mask:
 * @sealed: a page as it stands in the rollback journal
 *
 * Returns: what the sum that follows the page there is hidden with; another one for each writing of a page
 */
guint32
rc_page_cipher_get_mask (RcPageCipher *self,
                         const guint8 *sealed,
                         gsize         length)
{
  guint8 hash[crypto_shorthash_BYTES];
  guint32 mask;

  crypto_shorthash (hash, sealed + length - RC_CASE_RESERVED_BYTES, NONCE_BYTES, self->keys->mask);
  memcpy (&mask, hash, sizeof mask);
  return mask;
}
