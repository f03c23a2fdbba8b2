/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/archive/decoder.h"

#include <zlib.h>

/*
 * Deflate and gzip by zlib itself and not by libarchive: libarchive 3.6 passes over the checksum and the length that end a gzip
 * member (archive_read_support_filter_gzip.c, consume_trailer()), so that a changed byte would go unseen.
 */

typedef struct
{
  z_stream  stream;
  int       window_bits;
  gboolean  ended;
} ZlibState;

static gpointer
create (int window_bits)
{
  ZlibState *self = g_new0 (ZlibState, 1);

  self->window_bits = window_bits;
  if (inflateInit2 (&self->stream, window_bits) != Z_OK)
    g_error ("zlib could not be started");

  return self;
}

static gpointer
create_deflate (void)
{
  return create (-MAX_WBITS);
}

static gpointer
create_gzip (void)
{
  return create (16 + MAX_WBITS);
}

static void
destroy (gpointer state)
{
  ZlibState *self = state;

  inflateEnd (&self->stream);
  g_free (self);
}

static RcDecodeStatus
decode (gpointer       state,
        const guint8  *in,
        gsize         *in_length,
        guint8        *out,
        gsize         *out_length,
        const char   **out_problem)
{
  ZlibState *self = state;
  uInt in_most = (uInt) MIN (*in_length, G_MAXUINT32 / 2);
  uInt out_most = (uInt) MIN (*out_length, G_MAXUINT32 / 2);
  int result;

  if (self->ended)
    inflateReset2 (&self->stream, self->window_bits);
  self->ended = FALSE;

  self->stream.next_in = (Bytef *) in;
  self->stream.avail_in = in_most;
  self->stream.next_out = out;
  self->stream.avail_out = out_most;
  result = inflate (&self->stream, Z_NO_FLUSH);
  *in_length = in_most - self->stream.avail_in;
  *out_length = out_most - self->stream.avail_out;

  if (result == Z_STREAM_END)
    {
      self->ended = TRUE;
      return RC_DECODE_END;
    }

  /* Z_BUF_ERROR says only that there was nothing to do with what was given. */
  if (result == Z_OK || result == Z_BUF_ERROR)
    return RC_DECODE_MORE;

  if (result == Z_MEM_ERROR)
    g_error ("zlib got no memory");

  *out_problem = self->stream.msg != NULL ? self->stream.msg : "needs a preset dictionary";
  return RC_DECODE_MALFORMED;
}

static gboolean
gzip_begins (const guint8 *bytes,
             gsize         length)
{
  /* RFC 1952 section 2.3.1: ID1, ID2, CM = deflate; the upper three bits of FLG must be zero. */
  return length >= 4 && bytes[0] == 0x1f && bytes[1] == 0x8b && bytes[2] == 8 && (bytes[3] & 0xe0) == 0;
}

const RcDecoder rc_decoder_deflate = {
  .id = "deflate",
  .create = create_deflate,
  .decode = decode,
  .destroy = destroy,
};

const RcDecoder rc_decoder_gzip = {
  .id = "gzip",
  .magic_length = 4,
  .begins = gzip_begins,
  .create = create_gzip,
  .decode = decode,
  .destroy = destroy,
};
