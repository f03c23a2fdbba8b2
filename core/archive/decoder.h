/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RC_DECODE_MORE,       /* go on: there may be more */
  RC_DECODE_END,        /* one whole frame was read, its checksum included */
  RC_DECODE_MALFORMED,  /* the bytes are not what they say */
  RC_DECODE_LIMIT,      /* they ask for more than a bound of bounds.h allows */
} RcDecodeStatus;

/**
 * RcDecoder:
 * @magic_length: how many bytes @begins has to see
 * @begins: (nullable): whether these bytes begin another frame; %NULL where frames are never concatenated
 * @decode: takes at most *@in_length bytes and gives at most *@out_length; both are set to what was taken and given. After
 *   %RC_DECODE_END the next call begins a new frame. @out_problem: (out): a few words where the bytes are refused, valid until
 *   the next call
 *
 * A method of compression.
 */
typedef struct
{
  const char      *id;
  gsize            magic_length;
  gboolean       (*begins) (const guint8  *bytes,
                            gsize          length);
  gpointer       (*create) (void);
  RcDecodeStatus (*decode) (gpointer       state,
                            const guint8  *in,
                            gsize         *in_length,
                            guint8        *out,
                            gsize         *out_length,
                            const char   **out_problem);
  void           (*destroy) (gpointer      state);
} RcDecoder;

extern const RcDecoder rc_decoder_deflate;   /* RFC 1951, bare */
extern const RcDecoder rc_decoder_gzip;      /* RFC 1952 */

G_END_DECLS
