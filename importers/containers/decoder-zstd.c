/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "containers.h"

#include <zstd.h>
#include <zstd_errors.h>

#include "core/bounds.h"

static gpointer
create (void)
{
  ZSTD_DCtx *context = ZSTD_createDCtx ();

  /* The window is memory that a number in the evidence asks for. */
  if (context == NULL || ZSTD_isError (ZSTD_DCtx_setParameter (context, ZSTD_d_windowLogMax, RC_LIMIT_ZSTD_WINDOW_LOG)))
    g_error ("libzstd could not be started");

  return context;
}

static void
destroy (gpointer state)
{
  ZSTD_freeDCtx (state);
}

static RcDecodeStatus
decode (gpointer       state,
        const guint8  *in,
        gsize         *in_length,
        guint8        *out,
        gsize         *out_length,
        const char   **out_problem)
{
  ZSTD_inBuffer input = { in, *in_length, 0 };
  ZSTD_outBuffer output = { out, *out_length, 0 };
  size_t result = ZSTD_decompressStream (state, &output, &input);

  *in_length = input.pos;
  *out_length = output.pos;

  if (!ZSTD_isError (result))
    return result == 0 ? RC_DECODE_END : RC_DECODE_MORE;

  if (ZSTD_getErrorCode (result) == ZSTD_error_memory_allocation)
    g_error ("libzstd got no memory");

  *out_problem = ZSTD_getErrorName (result);
  return ZSTD_getErrorCode (result) == ZSTD_error_frameParameter_windowTooLarge ? RC_DECODE_LIMIT : RC_DECODE_MALFORMED;
}

static gboolean
begins (const guint8 *bytes,
        gsize         length)
{
  guint32 magic;

  if (length < 4)
    return FALSE;

  /* RFC 8878 sections 3.1.1 and 3.1.2: a frame, or a frame that decoders pass over. */
  magic = bytes[0] | (guint32) bytes[1] << 8 | (guint32) bytes[2] << 16 | (guint32) bytes[3] << 24;
  return magic == ZSTD_MAGICNUMBER || (magic & ZSTD_MAGIC_SKIPPABLE_MASK) == ZSTD_MAGIC_SKIPPABLE_START;
}

const RcDecoder rc_decoder_zstd = {
  .id = "zstd",
  .magic_length = 4,
  .begins = begins,
  .create = create,
  .decode = decode,
  .destroy = destroy,
};
