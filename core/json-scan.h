/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include <glib.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

G_BEGIN_DECLS

/*
 * The inner loop of everything that reads or writes JSON texts: how far do the bytes go on that stand for
 * themselves? It stops at a quote, a backslash, a control character (RFC 8259 section 7) and at every byte that is
 * not ASCII, whose encoding wants a look. Sixteen bytes at a time with SSE2, eight at a time everywhere else.
 */

#define RC_JSON_SCAN_EACH(byte) (G_GUINT64_CONSTANT (0x0101010101010101) * (byte))
#define RC_JSON_SCAN_HIGH       RC_JSON_SCAN_EACH (0x80)

static inline gboolean
rc_json_scan_stops (guchar c)
{
  return c < 0x20 || c >= 0x80 || c == '"' || c == '\\';
}

/* Sets the high bit of some byte exactly if a byte of @word is one that the scan stops at. */
static inline guint64
rc_json_scan_word (guint64 word)
{
  guint64 quote = word ^ RC_JSON_SCAN_EACH ('"');
  guint64 backslash = word ^ RC_JSON_SCAN_EACH ('\\');

  return ((word - RC_JSON_SCAN_EACH (0x20)) | (quote - RC_JSON_SCAN_EACH (1)) |
          (backslash - RC_JSON_SCAN_EACH (1)) | word) & RC_JSON_SCAN_HIGH;
}

static inline const char *
rc_json_scan_text_portable (const char *at,
                            const char *end)
{
  while (end - at >= 8)
    {
      guint64 word;

      memcpy (&word, at, sizeof word);
      if (rc_json_scan_word (word) != 0)
        break;
      at += 8;
    }

  while (at < end && !rc_json_scan_stops ((guchar) *at))
    at++;
  return at;
}

/*
 * rc_json_scan_text:
 * Returns: the first byte from @at on that does not stand for itself, or @end
 */
static inline const char *
rc_json_scan_text (const char *at,
                   const char *end)
{
#ifdef __SSE2__
  const __m128i quote = _mm_set1_epi8 ('"');
  const __m128i backslash = _mm_set1_epi8 ('\\');
  const __m128i blank = _mm_set1_epi8 (0x20);

  while (end - at >= 16)
    {
      __m128i bytes = _mm_loadu_si128 ((const __m128i *) (gconstpointer) at);
      /* The comparison is signed: bytes from 0x80 on are below the blank, too. */
      __m128i stops = _mm_or_si128 (_mm_cmplt_epi8 (bytes, blank),
                                    _mm_or_si128 (_mm_cmpeq_epi8 (bytes, quote), _mm_cmpeq_epi8 (bytes, backslash)));
      int mask = _mm_movemask_epi8 (stops);

      if (mask != 0)
        return at + __builtin_ctz ((unsigned int) mask);
      at += 16;
    }
#endif

  return rc_json_scan_text_portable (at, end);
}

G_END_DECLS
