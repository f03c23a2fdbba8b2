/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/archive/decoded-stream.h"

#include <string.h>

#define INPUT_BYTES (64u << 10)

typedef enum
{
  IN_FRAME,
  BETWEEN_FRAMES,
  ENDED,
} State;

typedef struct
{
  RcStream         stream;
  RcStream        *base;
  guint64          position;      /* in @base, of the byte after the input */
  guint64          end;
  const RcDecoder *decoder;
  gpointer         decoding;
  State            state;
  guint8          *input;
  gsize            input_start;
  gsize            input_end;
} DecodedStream;

static gsize
input_length (DecodedStream *self)
{
  return self->input_end - self->input_start;
}

/* Has at least @wanted bytes of input at hand, or all that there are. */
static gboolean
fill_input (DecodedStream  *self,
            gsize           wanted,
            GError        **error)
{
  gsize room, n;

  if (input_length (self) >= wanted || self->position >= self->end)
    return TRUE;

  memmove (self->input, self->input + self->input_start, input_length (self));
  self->input_end -= self->input_start;
  self->input_start = 0;

  room = (gsize) MIN (INPUT_BYTES - self->input_end, self->end - self->position);
  if (!rc_stream_pread_full (self->base, self->position, self->input + self->input_end, room, &n, error))
    return FALSE;

  self->input_end += n;
  self->position += n;
  if (n < room)
    self->end = self->position;

  return TRUE;
}

/* After a frame: another one, or the end. What follows and begins no frame is left for the caller to notice by its place. */
static gboolean
begin_next_frame (DecodedStream  *self,
                  GError        **error)
{
  const RcDecoder *decoder = self->decoder;

  if (!fill_input (self, MAX (decoder->magic_length, 1), error))
    return FALSE;

  if (decoder->begins != NULL && decoder->begins (self->input + self->input_start, input_length (self)))
    self->state = IN_FRAME;
  else
    self->state = ENDED;

  return TRUE;
}

static gboolean
refuse (DecodedStream  *self,
        RcDecodeStatus  status,
        const char     *problem,
        GError        **error)
{
  g_set_error (error, RC_STREAM_ERROR,
               status == RC_DECODE_LIMIT ? RC_STREAM_ERROR_LIMIT : RC_STREAM_ERROR_MALFORMED,
               "The compressed bytes (%s) cannot be read at %" G_GUINT64_FORMAT ": %s.",
               self->decoder->id, rc_decoded_stream_get_place (&self->stream), problem);
  return FALSE;
}

static gboolean
decode_once (DecodedStream  *self,
             guint8         *buffer,
             gsize          *length,
             GError        **error)
{
  const char *problem = NULL;
  RcDecodeStatus status;
  gsize taken;

  if (!fill_input (self, 1, error))
    return FALSE;

  taken = input_length (self);
  status = self->decoder->decode (self->decoding, self->input + self->input_start, &taken, buffer, length, &problem);
  self->input_start += taken;

  if (status == RC_DECODE_MALFORMED || status == RC_DECODE_LIMIT)
    return refuse (self, status, problem, error);

  if (status == RC_DECODE_END)
    self->state = BETWEEN_FRAMES;
  else if (taken == 0 && *length == 0)
    return refuse (self, RC_DECODE_MALFORMED, "they end in the middle", error);

  return TRUE;
}

static gssize
decoded_read (RcStream  *stream,
              void      *buffer,
              gsize      length,
              GError   **error)
{
  DecodedStream *self = (DecodedStream *) stream;

  while (self->state != ENDED)
    {
      gsize n = length;

      if (self->state == BETWEEN_FRAMES)
        {
          if (!begin_next_frame (self, error))
            return -1;
          continue;
        }

      if (!decode_once (self, buffer, &n, error))
        return -1;
      if (n > 0)
        return (gssize) n;
    }

  return 0;
}

static void
decoded_close (RcStream *stream)
{
  DecodedStream *self = (DecodedStream *) stream;

  self->decoder->destroy (self->decoding);
  g_free (self->input);
}

/**
 * rc_decoded_stream_new:
 * @base: (transfer none): readable at any place; must stay open while the stream is read
 * @offset: where the compressed bytes begin in @base
 * @size: how many they are
 * @decoder: the method
 *
 * The decompressed content of a range of @base. Frames that follow each other (RFC 1952 section 2.2, RFC 8878 section 3.1) are
 * one content. Bytes that end in the middle or do not fit their checksum end the content with %RC_STREAM_ERROR_MALFORMED;
 * nothing here bounds how much comes out.
 *
 * Returns: (transfer full): a stream that can be read from front to back
 */
RcStream *
rc_decoded_stream_new (RcStream        *base,
                       guint64          offset,
                       guint64          size,
                       const RcDecoder *decoder)
{
  DecodedStream *self;

  g_return_val_if_fail (offset <= G_MAXINT64 && size <= G_MAXINT64 - offset, NULL);

  self = g_new0 (DecodedStream, 1);
  self->stream.read = decoded_read;
  self->stream.close = decoded_close;
  self->stream.size = -1;
  self->base = base;
  self->position = offset;
  self->end = offset + size;
  self->decoder = decoder;
  self->decoding = decoder->create ();
  self->input = g_malloc (INPUT_BYTES);

  return &self->stream;
}

/**
 * rc_decoded_stream_get_place:
 * @self: a stream made by rc_decoded_stream_new()
 *
 * Returns: the place in the base of the first compressed byte not taken yet
 */
guint64
rc_decoded_stream_get_place (RcStream *self)
{
  DecodedStream *decoded = (DecodedStream *) self;

  g_return_val_if_fail (self->read == decoded_read, 0);

  return decoded->position - input_length (decoded);
}
