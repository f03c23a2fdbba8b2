/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/envelope/envelope-ber.h"

#include <string.h>
#include <unistd.h>

#include "core/bounds.h"
#include "core/words.h"

#define TAG_INTEGER 0x02u
#define TAG_OID 0x06u
#define TAG_SEQUENCE 0x30u
#define TAG_SET 0x31u
#define TAG_FIRST 0xa0u        /* [0], constructed */
#define TAG_FIRST_PLAIN 0x80u  /* [0], primitive */
#define MAX_DEPTH 16u

static const guint8 enveloped_data[] = { 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x03 };
static const guint8 authenticated_data[] = { 0x06, 0x0b, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x17 };

void
rc_envelope_frame_clear (RcEnvelopeFrame *self)
{
  g_clear_pointer (&self->head, g_byte_array_unref);
}

gboolean
rc_envelope_tag_read (RcEnvelopeTag *self,
                      const guint8  *bytes,
                      gsize          n_bytes)
{
  guint n_length;

  if (n_bytes < 2 || (bytes[0] & 0x1f) == 0x1f)
    return FALSE;

  self->tag = bytes[0];
  self->bytes = 2;
  self->length = bytes[1];
  if (bytes[1] < 0x80)
    return TRUE;
  if (bytes[1] == 0x80)
    {
      self->length = G_MAXUINT64;
      return (bytes[0] & 0x20) != 0;
    }

  n_length = bytes[1] & 0x7f;
  if (n_length > 8 || n_bytes < 2 + n_length)
    return FALSE;
  self->length = 0;
  for (guint i = 0; i < n_length; i++)
    self->length = self->length << 8 | bytes[2 + i];
  self->bytes += n_length;
  return self->length < G_MAXINT64;
}

/* The frame is read whole before it is looked at: it is small, or it is refused. */
typedef struct
{
  const guint8 *bytes;
  gsize         length;
  gsize         at;
} Cursor;

static gboolean
peek (const Cursor  *cursor,
      RcEnvelopeTag *out_tag)
{
  return rc_envelope_tag_read (out_tag, cursor->bytes + cursor->at, cursor->length - cursor->at);
}

/* Steps into a constructed value. */
static gboolean
enter (Cursor *cursor,
       guint8  tag)
{
  RcEnvelopeTag found;

  if (!peek (cursor, &found) || found.tag != tag)
    return FALSE;
  cursor->at += found.bytes;
  return TRUE;
}

/* Steps over a whole value. */
static gboolean
pass (Cursor *cursor,
      guint   depth)
{
  RcEnvelopeTag found;

  if (depth > MAX_DEPTH || !peek (cursor, &found))
    return FALSE;

  cursor->at += found.bytes;
  if (found.length != G_MAXUINT64)
    {
      if (found.length > cursor->length - cursor->at)
        return FALSE;
      cursor->at += (gsize) found.length;
      return TRUE;
    }

  while (cursor->length - cursor->at >= 2 && (cursor->bytes[cursor->at] != 0 || cursor->bytes[cursor->at + 1] != 0))
    if (!pass (cursor, depth + 1))
      return FALSE;
  if (cursor->length - cursor->at < 2)
    return FALSE;
  cursor->at += 2;
  return TRUE;
}

static gboolean
pass_tagged (Cursor *cursor,
             guint8  tag)
{
  RcEnvelopeTag found;

  return peek (cursor, &found) && found.tag == tag && pass (cursor, 0);
}

static gboolean
starts_with (const Cursor *cursor,
             const guint8 *bytes,
             gsize         length)
{
  return cursor->length - cursor->at >= length && memcmp (cursor->bytes + cursor->at, bytes, length) == 0;
}

/* Puts a head of definite length before what @content holds. */
static GByteArray *
wrap (guint8      tag,
      GByteArray *content)      /* (transfer full) */
{
  GByteArray *whole = g_byte_array_new ();
  guint8 head[6] = { tag, 0x84, (guint8) (content->len >> 24), (guint8) (content->len >> 16), (guint8) (content->len >> 8), (guint8) content->len };

  g_byte_array_append (whole, head, sizeof head);
  g_byte_array_append (whole, content->data, content->len);
  g_byte_array_unref (content);
  return whole;
}

static GByteArray *
rebuild (const guint8 *fields,
         gsize         n_fields,
         const guint8 *content_fields,
         gsize         n_content_fields)
{
  GByteArray *content = g_byte_array_new ();
  GByteArray *data = g_byte_array_new ();
  GByteArray *whole = g_byte_array_new ();

  g_byte_array_append (content, content_fields, (guint) n_content_fields);
  content = wrap (TAG_SEQUENCE, content);
  g_byte_array_append (data, fields, (guint) n_fields);
  g_byte_array_append (data, content->data, content->len);
  g_byte_array_unref (content);
  data = wrap (TAG_FIRST, wrap (TAG_SEQUENCE, data));
  g_byte_array_append (whole, enveloped_data, sizeof enveloped_data);
  g_byte_array_append (whole, data->data, data->len);
  g_byte_array_unref (data);
  return wrap (TAG_SEQUENCE, whole);
}

static const char *
read_fields (RcEnvelopeFrame *self,
             Cursor          *cursor)
{
  const char *not_one = _("The file is not sealed as CMS EnvelopedData.");
  RcEnvelopeTag tag;
  gsize fields, content_fields;

  if (!enter (cursor, TAG_SEQUENCE))
    return not_one;
  if (starts_with (cursor, authenticated_data, sizeof authenticated_data))
    return _("The file is sealed as CMS AuthEnvelopedData, which is not opened here: “openssl cms -decrypt” opens it.");
  if (!starts_with (cursor, enveloped_data, sizeof enveloped_data))
    return not_one;
  cursor->at += sizeof enveloped_data;
  if (!enter (cursor, TAG_FIRST) || !enter (cursor, TAG_SEQUENCE))
    return not_one;

  fields = cursor->at;
  if (!pass_tagged (cursor, TAG_INTEGER))
    return not_one;
  if (peek (cursor, &tag) && tag.tag == TAG_FIRST && !pass (cursor, 0))
    return not_one;
  if (!pass_tagged (cursor, TAG_SET))
    return _("The list of readers of the sealed file is damaged, or longer than is read here.");

  content_fields = cursor->at;
  if (!enter (cursor, TAG_SEQUENCE))
    return not_one;
  self->content = cursor->at;
  if (!pass_tagged (cursor, TAG_OID) || !pass_tagged (cursor, TAG_SEQUENCE) || !peek (cursor, &tag)
      || (tag.tag != TAG_FIRST && tag.tag != TAG_FIRST_PLAIN))
    return _("The sealed file holds no content.");

  self->head = rebuild (cursor->bytes + fields, content_fields - fields, cursor->bytes + self->content, cursor->at - self->content);
  self->content = cursor->at + tag.bytes;
  self->is_constructed = tag.tag == TAG_FIRST;
  self->length = tag.length;
  return NULL;
}

const char *
rc_envelope_frame_read (RcEnvelopeFrame *self,
                        int              fd,
                        guint64          size)
{
  g_autofree guint8 *bytes = g_malloc (RC_LIMIT_ENVELOPE_HEAD_BYTES);
  Cursor cursor = { .bytes = bytes };
  const char *fault;

  memset (self, 0, sizeof *self);
  while (cursor.length < RC_LIMIT_ENVELOPE_HEAD_BYTES)
    {
      gssize got = pread (fd, bytes + cursor.length, RC_LIMIT_ENVELOPE_HEAD_BYTES - cursor.length, (off_t) cursor.length);

      if (got <= 0)
        break;
      cursor.length += (gsize) got;
    }

  fault = read_fields (self, &cursor);
  if (fault == NULL && self->length != G_MAXUINT64 && (self->content > size || self->length > size - self->content))
    fault = _("The sealed file ends before its content does.");
  if (fault != NULL)
    rc_envelope_frame_clear (self);
  return fault;
}
