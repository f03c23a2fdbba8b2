/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/envelope/envelope.h"

#include <string.h>
#include <unistd.h>

#include <openssl/cms.h>
#include <openssl/err.h>

#include "core/crypto-library.h"
#include "core/words.h"
#include "reports/bundle/bundle.h"
#include "reports/bundle/envelope/envelope-ber.h"
#include "reports/bundle/envelope/envelope-pipe.h"

#define TAG_OCTET_STRING 0x04u

/*
 * libcrypto reads the whole of a CMS into memory. Here it gets the frame alone, and the content from this: the octet strings in a row, one after the other.
 */
typedef struct
{
  RcEnvelopePipe *pipe;
  guint64         left;        /* of the octet string at hand */
  guint64         left_in_row; /* of the row; G_MAXUINT64: to its end-of-contents */
  gboolean        is_row;
  gboolean        at_end;
  gboolean        is_broken;
} Content;

static gboolean
take (Content *self,
      guint8  *bytes,
      gsize    length)
{
  while (length > 0)
    {
      gssize got = rc_envelope_pipe_read (self->pipe, bytes, length);

      if (got <= 0)
        return FALSE;
      bytes += got;
      length -= (gsize) got;
    }
  return TRUE;
}

static gboolean
read_tag (Content       *self,
          RcEnvelopeTag *out_tag)
{
  guint8 bytes[RC_ENVELOPE_TAG_BYTES];
  guint n_bytes = 2;

  if (!take (self, bytes, 2))
    return FALSE;
  if (bytes[1] > 0x80)
    {
      guint more = bytes[1] & 0x7f;

      if (more > 8 || !take (self, bytes + 2, more))
        return FALSE;
      n_bytes += more;
    }
  return rc_envelope_tag_read (out_tag, bytes, n_bytes);
}

static gboolean
begin_next (Content *self)
{
  RcEnvelopeTag tag;

  if (self->left_in_row == 0)
    {
      self->at_end = TRUE;
      return TRUE;
    }
  if (!read_tag (self, &tag))
    return FALSE;
  if (self->left_in_row == G_MAXUINT64 && tag.tag == 0 && tag.length == 0)
    {
      self->at_end = TRUE;
      return TRUE;
    }
  if (tag.tag != TAG_OCTET_STRING || tag.length == G_MAXUINT64)
    return FALSE;
  if (self->left_in_row != G_MAXUINT64)
    {
      if (tag.bytes > self->left_in_row || tag.length > self->left_in_row - tag.bytes)
        return FALSE;
      self->left_in_row -= tag.bytes + tag.length;
    }
  self->left = tag.length;
  return TRUE;
}

static int
content_read (BIO  *bio,
              char *buffer,
              int   length)
{
  Content *self = BIO_get_data (bio);
  gssize got;

  BIO_clear_retry_flags (bio);
  while (self->left == 0 && self->is_row && !self->at_end && !self->is_broken)
    self->is_broken = !begin_next (self);
  if (self->is_broken)
    return -1;
  if (self->left == 0 || length <= 0)
    return 0;

  got = rc_envelope_pipe_read (self->pipe, buffer, (gsize) MIN ((guint64) length, self->left));
  /* The file ended within an octet string. */
  self->is_broken = got <= 0;
  if (got <= 0)
    return -1;
  self->left -= (guint64) got;
  return (int) got;
}

static long
content_control (BIO  *bio,
                 int   command,
                 long  number,
                 void *pointer)
{
  const Content *self = BIO_get_data (bio);

  switch (command)
    {
    case BIO_CTRL_FLUSH:
      return 1;
    case BIO_CTRL_EOF:
      return self->left == 0 && (self->at_end || !self->is_row);
    default:
      return 0;
    }
}

static BIO *
new_content (Content *content)
{
  static gsize made = 0;
  BIO *bio;

  if (g_once_init_enter (&made))
    {
      BIO_METHOD *method = BIO_meth_new (BIO_get_new_index () | BIO_TYPE_SOURCE_SINK, "envelope content");

      BIO_meth_set_read (method, content_read);
      BIO_meth_set_ctrl (method, content_control);
      g_once_init_leave (&made, GPOINTER_TO_SIZE (method));
    }

  bio = BIO_new (GSIZE_TO_POINTER (made));
  BIO_set_data (bio, content);
  BIO_set_init (bio, 1);
  return bio;
}

static CMS_ContentInfo *
parse_head (const GByteArray *head)
{
  CMS_ContentInfo *cms = CMS_ContentInfo_new_ex (rc_crypto_library (), RC_CRYPTO_PROPERTIES);
  const guchar *cursor = head->data;
  const guchar *end = head->data + head->len;

  if (d2i_CMS_ContentInfo (&cms, &cursor, (long) head->len) != NULL && cursor == end)
    return cms;
  CMS_ContentInfo_free (cms);
  return NULL;
}

/* Without a reader of that name libcrypto would try every key, and say nothing where none fits. */
static gboolean
is_reader (CMS_ContentInfo *cms,
           const RcKeyFile *key)
{
  STACK_OF (CMS_RecipientInfo) *recipients = CMS_get0_RecipientInfos (cms);
  X509 *certificate = rc_certificate_peek (key->certificate);

  for (int i = 0; i < sk_CMS_RecipientInfo_num (recipients); i++)
    {
      CMS_RecipientInfo *recipient = sk_CMS_RecipientInfo_value (recipients, i);

      if (CMS_RecipientInfo_type (recipient) == CMS_RECIPINFO_TRANS && CMS_RecipientInfo_ktri_cert_cmp (recipient, certificate) == 0)
        return TRUE;
      if (CMS_RecipientInfo_type (recipient) == CMS_RECIPINFO_AGREE)
        {
          STACK_OF (CMS_RecipientEncryptedKey) *keys = CMS_RecipientInfo_kari_get0_reks (recipient);

          for (int j = 0; j < sk_CMS_RecipientEncryptedKey_num (keys); j++)
            if (CMS_RecipientEncryptedKey_cert_cmp (sk_CMS_RecipientEncryptedKey_value (keys, j), certificate) == 0)
              return TRUE;
        }
    }
  return FALSE;
}

static gboolean
decrypt (RcEnvelopePipe         *pipe,
         const RcEnvelopeFrame  *frame,
         const RcKeyFile        *key,
         const char            **out_doubt)
{
  Content content = {
    .pipe = pipe,
    .is_row = frame->is_constructed,
    .left = frame->is_constructed ? 0 : frame->length,
    .left_in_row = frame->length,
  };
  CMS_ContentInfo *cms = parse_head (frame->head);
  gboolean good = FALSE;

  *out_doubt = _("The sealed file is damaged, or uses a method that is not known here.");
  if (cms != NULL && !is_reader (cms, key))
    {
      *out_doubt = _("The file is sealed to other certificates than the one of this key.");
    }
  else if (cms != NULL && lseek (pipe->in, (off_t) frame->content, SEEK_SET) >= 0)
    {
      BIO *in = new_content (&content);
      BIO *out = rc_envelope_pipe_new_sink (pipe);

      pipe->left -= frame->content;
      good = CMS_decrypt (cms, key->key, rc_certificate_peek (key->certificate), in, out, 0) == 1 && !content.is_broken && content.left == 0
             && (content.at_end || !content.is_row);
      BIO_free (in);
      BIO_free (out);
    }
  CMS_ContentInfo_free (cms);
  ERR_clear_error ();
  return good;
}

/**
 * rc_envelope_open_with_key:
 * @path: as rc_envelope_seal_to_readers() or another program wrote it, tainted
 * @plain_path: nothing may be there; private to its owner, and gone again on failure
 *
 * Nothing vouches for what comes out: it was not changed by chance, as far as its padding shows, and whoever knows the certificate could have made it.
 */
gboolean
rc_envelope_open_with_key (const char       *path,
                           const char       *plain_path,
                           const RcKeyFile  *key,
                           GCancellable     *cancellable,
                           GError          **error)
{
  RcEnvelopeFrame frame;
  RcEnvelopePipe pipe;
  const char *doubt;
  gboolean good = FALSE;

  if (!rc_envelope_pipe_open (&pipe, path, plain_path, cancellable, error))
    return FALSE;

  doubt = rc_envelope_frame_read (&frame, pipe.in, pipe.left);
  if (doubt == NULL)
    {
      good = decrypt (&pipe, &frame, key, &doubt);
      rc_envelope_frame_clear (&frame);
    }
  return rc_envelope_pipe_close (&pipe, good, doubt, NULL, error);
}
