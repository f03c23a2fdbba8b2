/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Members that one draw takes: more are no sample that people examine. */
#define RC_SAMPLE_MAX_DRAWN 10000u

#define RC_SAMPLE_SEED_BYTES 256u

/* Names what rc_sample_draw_algorithm_text() tells; a draw that was made by another one says another name. */
#define RC_SAMPLE_ALGORITHM "recount-draw-1"

/*
 * The draw, so that a stranger can make it again with public tools:
 *
 *  1. The population is a list of lines in the order that is stated with it, numbered 1 to N.
 *  2. key = SHA-256 of the UTF-8 bytes of the seed. Within a stratum the seed is followed by a line feed and the name of the stratum.
 *  3. stream = ChaCha20 of RFC 8439 with this key, the nonce "LibsodiumDRG" and the counter 0, over zero bytes: what libsodium's
 *     randombytes_buf_deterministic() gives.
 *  4. The next number below m: six bytes of the stream, the first one highest, are a number w below 2^48. It is passed over where
 *     w >= 2^48 - (2^48 mod m); else the number is w mod m.
 *  5. Fisher-Yates, as far as it is needed: for j = 1 to n, r is the next number below N - j + 1; the members in the places j and j + r
 *     change places; the one that is in place j now is the j-th drawn.
 *
 * Six bytes, so that every number on the way is exact in tools that know none but doubles: awk, spreadsheets.
 */

/* The same in words for people, with the commands; (transfer none). */
const char *rc_sample_draw_algorithm_text (void);

/* A seed that can be read aloud: twenty random digits in four groups; (transfer full). */
char       *rc_sample_draw_make_seed      (void);

/* Not empty, valid UTF-8, one line, at most RC_SAMPLE_SEED_BYTES. RC_SAMPLE_ERROR_TERMS. */
gboolean    rc_sample_draw_check_seed     (const char    *seed,
                                           GError       **error);

/* Places from 1 to @population, in the order of the draw, each once. (element-type guint64) (transfer full) */
GArray     *rc_sample_draw                (const char    *seed,
                                           const char    *stratum,    /* (nullable) */
                                           guint64        population,
                                           guint64        n,
                                           GError       **error);

G_END_DECLS
