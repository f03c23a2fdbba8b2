/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/samples/sample-draw.h"

#include <string.h>

#include <sodium.h>

#include "core/digest.h"
#include "core/samples/sample-size.h"

#define WORD_BYTES 6u
#define WORD_LIMIT (G_GUINT64_CONSTANT (1) << 48)

#define BLOCK_BYTES 64u
#define BUFFER_BLOCKS 48u                        /* a multiple of three: no word is cut in two by the end of a buffer */
#define BUFFER_BYTES (BUFFER_BLOCKS * BLOCK_BYTES)

G_STATIC_ASSERT (BUFFER_BYTES % WORD_BYTES == 0);
G_STATIC_ASSERT (crypto_stream_chacha20_ietf_KEYBYTES == RC_DIGEST_BYTES);
G_STATIC_ASSERT (crypto_stream_chacha20_ietf_NONCEBYTES == 12);

static const guint8 nonce[crypto_stream_chacha20_ietf_NONCEBYTES] = {
  'L', 'i', 'b', 's', 'o', 'd', 'i', 'u', 'm', 'D', 'R', 'G'
};

static const char algorithm_text[] =
  "How a sample is drawn, and how anybody draws it again (" RC_SAMPLE_ALGORITHM ")\n"
  "\n"
  "1. The population is a list of lines, in the order of their bytes (LC_ALL=C sort), numbered 1 to N. Its digest is the SHA-256 of\n"
  "   the lines, each with its line feed. “recount-cli sample CASE population” writes them.\n"
  "2. key = SHA-256 of the UTF-8 bytes of the seed. Within a stratum: of the seed, a line feed, and the name of the stratum;\n"
  "   the population is then the lines of that stratum, in the same order.\n"
  "3. stream = ChaCha20 (RFC 8439) with that key, the nonce “LibsodiumDRG” and the counter 0, over zero bytes. It is what\n"
  "   libsodium's randombytes_buf_deterministic() gives.\n"
  "4. The next number below m: six bytes of the stream, the first one highest, are a number w below 2^48. Where\n"
  "   w >= 2^48 - (2^48 mod m) it is passed over, and the next six bytes are taken; else the number is w mod m.\n"
  "5. Fisher-Yates without replacement: for j = 1, 2, ... n let r be the next number below N - j + 1. The lines in the places j and\n"
  "   j + r change places. The line that is in the place j now is the j-th drawn.\n"
  "\n"
  "With openssl, od and awk, for SEED, N and n:\n"
  "\n"
  "  key=$(printf '%s' \"$SEED\" | openssl dgst -sha256 -r | cut -c1-64)\n"
  "  head -c $((12 * n + 6000)) /dev/zero |\n"
  "    openssl enc -chacha20 -K \"$key\" -iv 000000004c6962736f6469756d445247 | od -An -v -tu1 -w6 |\n"
  "    awk -v N=\"$N\" -v n=\"$n\" '\n"
  "      j < n { w = 0; for (i = 1; i <= 6; i++) w = w * 256 + $i\n"
  "              m = N - j; if (w >= 281474976710656 - 281474976710656 % m) next\n"
  "              j++; p = j + w % m; a = (p in at) ? at[p] : p; b = (j in at) ? at[j] : j\n"
  "              at[p] = b; at[j] = a; print a }'\n"
  "\n"
  "It prints the numbers of the lines in the order of the draw.\n";

typedef struct
{
  RcDigest key;
  guint32  next_block;
  guint    position;
  guint8   bytes[BUFFER_BYTES];
} Stream;

static void
stream_begin (Stream     *self,
              const char *seed,
              const char *stratum)
{
  g_autoptr (RcHasher) hasher = rc_hasher_new ();

  rc_hasher_update (hasher, seed, strlen (seed));
  if (stratum != NULL)
    {
      rc_hasher_update (hasher, "\n", 1);
      rc_hasher_update (hasher, stratum, strlen (stratum));
    }
  rc_hasher_finish (hasher, &self->key);
  self->next_block = 0;
  self->position = BUFFER_BYTES;
}

static guint64
stream_next_word (Stream *self)
{
  guint64 word = 0;

  if (self->position == BUFFER_BYTES)
    {
      memset (self->bytes, 0, sizeof self->bytes);
      crypto_stream_chacha20_ietf_xor_ic (self->bytes, self->bytes, BUFFER_BYTES, nonce, self->next_block, self->key.bytes);
      self->next_block += BUFFER_BLOCKS;
      self->position = 0;
    }
  for (guint i = 0; i < WORD_BYTES; i++)
    word = word << 8 | self->bytes[self->position++];
  return word;
}

/* Each number below @bound with the same probability. */
static guint64
stream_next_below (Stream  *self,
                   guint64  bound)
{
  guint64 limit = WORD_LIMIT - WORD_LIMIT % bound;
  guint64 word;

  do
    word = stream_next_word (self);
  while (word >= limit);
  return word % bound;
}

const char *
rc_sample_draw_algorithm_text (void)
{
  return algorithm_text;
}

gboolean
rc_sample_draw_check_seed (const char  *seed,
                           GError     **error)
{
  gsize length = strlen (seed);

  if (length > 0 && length <= RC_SAMPLE_SEED_BYTES && g_utf8_validate (seed, (gssize) length, NULL) && strpbrk (seed, "\r\n") == NULL)
    return TRUE;

  g_set_error (error, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_TERMS, "a seed is one line of 1 to %u bytes of text", RC_SAMPLE_SEED_BYTES);
  return FALSE;
}

char *
rc_sample_draw_make_seed (void)
{
  return g_strdup_printf ("%05u-%05u-%05u-%05u", randombytes_uniform (100000), randombytes_uniform (100000),
                          randombytes_uniform (100000), randombytes_uniform (100000));
}

/* What stands in a place: itself, unless it changed places. */
static guint64
look_up (GHashTable *moved,
         guint64     place)
{
  const guint64 *member = g_hash_table_lookup (moved, &place);

  return member != NULL ? *member : place;
}

static void
put (GHashTable *moved,
     guint64     place,
     guint64     member)
{
  g_hash_table_insert (moved, g_memdup2 (&place, sizeof place), g_memdup2 (&member, sizeof member));
}

/**
 * rc_sample_draw:
 * @seed: as rc_sample_draw_check_seed() wants it
 * @stratum: (nullable): name of the stratum whose members are @population
 * @n: at most @population and %RC_SAMPLE_MAX_DRAWN
 *
 * Draws without replacement, by the algorithm above. Memory grows with @n alone.
 *
 * Returns: (transfer full): the places drawn
 */
GArray *
rc_sample_draw (const char  *seed,
                const char  *stratum,
                guint64      population,
                guint64      n,
                GError     **error)
{
  g_autoptr (GHashTable) moved = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint64));
  Stream stream;

  if (!rc_sample_draw_check_seed (seed, error))
    return NULL;
  if (n > population || n > RC_SAMPLE_MAX_DRAWN || population >= WORD_LIMIT)
    {
      g_set_error (error, RC_SAMPLE_ERROR, RC_SAMPLE_ERROR_LIMIT,
                   "%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " cannot be drawn; at most %u can, and not more than there are", n,
                   population, RC_SAMPLE_MAX_DRAWN);
      return NULL;
    }

  stream_begin (&stream, seed, stratum);
  for (guint64 j = 1; j <= n; j++)
    {
      guint64 place = j + stream_next_below (&stream, population - j + 1);
      guint64 drawn = look_up (moved, place);

      put (moved, place, look_up (moved, j));
      g_hash_table_remove (moved, &j);
      g_array_append_val (places, drawn);
    }
  return g_steal_pointer (&places);
}
