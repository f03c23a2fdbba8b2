/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/archive/member-stream.h"

#include <zlib.h>

#include "core/bounds.h"

/*
 * The content of one member on its way out: counted against what the container says of it and against the bounds before a byte
 * is passed on.
 */
typedef struct
{
  RcStream           stream;
  RcStream          *inner;
  RcMemberRules      rules;
  RcExpansionBudget *budget;
  guint64            produced;
  uLong              crc32;
  gboolean           ended;
  GError            *fault;      /* of the evidence; every later read repeats it */
} MemberStream;

static gboolean
is_fault (const GError *error)
{
  return g_error_matches (error, RC_STREAM_ERROR, RC_STREAM_ERROR_MALFORMED)
         || g_error_matches (error, RC_STREAM_ERROR, RC_STREAM_ERROR_LIMIT);
}

static gssize
answer_fault (MemberStream  *self,
              GError       **error)
{
  if (error != NULL)
    *error = g_error_copy (self->fault);

  return -1;
}

static gssize
read_inner (MemberStream  *self,
            void          *buffer,
            gsize          length,
            GError       **error)
{
  g_autoptr (GError) inner_error = NULL;
  gssize n = rc_stream_read (self->inner, buffer, length, &inner_error);

  if (n >= 0)
    return n;

  if (!is_fault (inner_error))
    {
      g_propagate_error (error, g_steal_pointer (&inner_error));
      return -1;
    }

  self->fault = g_steal_pointer (&inner_error);
  return answer_fault (self, error);
}

static gssize
check_end (MemberStream  *self,
           GError       **error)
{
  if (self->rules.size >= 0 && self->produced != (guint64) self->rules.size)
    {
      self->fault = g_error_new (RC_STREAM_ERROR, RC_STREAM_ERROR_MALFORMED,
                                 "%" G_GUINT64_FORMAT " bytes came out where %" G_GINT64_FORMAT " are stated.",
                                 self->produced, self->rules.size);
      return answer_fault (self, error);
    }

  if (self->rules.has_crc32 && self->crc32 != self->rules.crc32)
    {
      self->fault = g_error_new (RC_STREAM_ERROR, RC_STREAM_ERROR_MALFORMED,
                                 "The checksum (CRC-32) of the bytes is %08lx where %08x is stated.",
                                 self->crc32, self->rules.crc32);
      return answer_fault (self, error);
    }

  self->ended = TRUE;
  return 0;
}

/* As much came out as may: another byte is asked for only to learn whether there is one. */
static gssize
check_nothing_left (MemberStream  *self,
                    GError       **error)
{
  guint8 unused;
  gssize n = read_inner (self, &unused, 1, error);

  if (n < 0)
    return -1;
  if (n == 0)
    return check_end (self, error);

  if (self->rules.size >= 0 && self->produced == (guint64) self->rules.size)
    self->fault = g_error_new (RC_STREAM_ERROR, RC_STREAM_ERROR_MALFORMED,
                               "More bytes came out than the %" G_GINT64_FORMAT " that are stated.", self->rules.size);
  else if (self->produced == self->rules.most)
    self->fault = g_error_new (RC_STREAM_ERROR, RC_STREAM_ERROR_LIMIT,
                               "More than %" G_GUINT64_FORMAT " bytes come out: over %u times what is stored.",
                               self->rules.most, RC_LIMIT_EXPANSION_RATIO);
  else
    self->fault = g_error_new (RC_STREAM_ERROR, RC_STREAM_ERROR_LIMIT,
                               "The bytes that one import may take out of archives are used up (%" G_GUINT64_FORMAT ").",
                               RC_LIMIT_EXPANDED_BYTES);

  return answer_fault (self, error);
}

static gssize
member_read (RcStream  *stream,
             void      *buffer,
             gsize      length,
             GError   **error)
{
  MemberStream *self = (MemberStream *) stream;
  guint64 left;
  gssize n;

  if (self->fault != NULL)
    return answer_fault (self, error);
  if (self->ended)
    return 0;

  left = MIN (self->rules.most - self->produced, self->budget->bytes_left);
  if (self->rules.size >= 0)
    left = MIN (left, (guint64) self->rules.size - self->produced);
  if (left == 0)
    return check_nothing_left (self, error);

  n = read_inner (self, buffer, (gsize) MIN (length, left), error);
  if (n < 0)
    return -1;
  if (n == 0)
    return check_end (self, error);

  self->produced += (guint64) n;
  self->budget->bytes_left -= (guint64) n;
  if (self->rules.has_crc32)
    self->crc32 = crc32_z (self->crc32, buffer, (gsize) n);

  return n;
}

static void
member_close (RcStream *stream)
{
  g_clear_error (&((MemberStream *) stream)->fault);
}

/**
 * rc_member_most_expanded:
 * @stored_size: of the compressed bytes
 *
 * Returns: how many bytes may come out of them: any number up to RC_LIMIT_EXPANSION_FREE_BYTES, then
 *   RC_LIMIT_EXPANSION_RATIO times as many as went in
 */
guint64
rc_member_most_expanded (guint64 stored_size)
{
  guint64 most;

  if (!g_uint64_checked_mul (&most, stored_size, RC_LIMIT_EXPANSION_RATIO))
    return G_MAXUINT64;

  return MAX (most, RC_LIMIT_EXPANSION_FREE_BYTES);
}

/**
 * rc_member_stream_new:
 * @inner: (transfer none): the bytes as they come out; must stay open while the stream is read
 * @rules: what they have to fit
 * @budget: what is passed on is taken off it
 *
 * A fault of the bytes ends the stream with %RC_STREAM_ERROR_MALFORMED or %RC_STREAM_ERROR_LIMIT, never with a quiet end, and is
 * kept for rc_member_stream_peek_fault().
 *
 * Returns: (transfer full): a stream that can be read from front to back
 */
RcStream *
rc_member_stream_new (RcStream            *inner,
                      const RcMemberRules *rules,
                      RcExpansionBudget   *budget)
{
  MemberStream *self = g_new0 (MemberStream, 1);

  self->stream.read = member_read;
  self->stream.close = member_close;
  self->stream.size = rules->size;
  self->inner = inner;
  self->rules = *rules;
  self->budget = budget;
  self->crc32 = crc32_z (0, NULL, 0);

  return &self->stream;
}

guint64
rc_member_stream_get_produced (RcStream *self)
{
  return ((MemberStream *) self)->produced;
}

/**
 * rc_member_stream_peek_fault:
 *
 * Returns: (transfer none) (nullable): the fault that ended the content
 */
const GError *
rc_member_stream_peek_fault (RcStream *self)
{
  return ((MemberStream *) self)->fault;
}

/**
 * rc_member_stream_has_ended:
 *
 * Returns: whether the content was read to its end and fits what the container says of it
 */
gboolean
rc_member_stream_has_ended (RcStream *self)
{
  return ((MemberStream *) self)->ended;
}

/**
 * rc_member_stream_finish:
 *
 * Checks the end of a content of which every byte was read, where its reader stopped at the stated size: the checksum stands
 * behind it. A content that was not read to its end is left alone.
 *
 * Returns: %FALSE with @error set where the system failed; a fault is only kept
 */
gboolean
rc_member_stream_finish (RcStream  *self,
                         GError   **error)
{
  MemberStream *member = (MemberStream *) self;
  g_autoptr (GError) local_error = NULL;

  if (member->ended || member->fault != NULL)
    return TRUE;
  if (member->rules.size < 0 || member->produced != (guint64) member->rules.size)
    return TRUE;

  if (check_nothing_left (member, &local_error) < 0 && member->fault == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}
