/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/envelope/envelope-pipe.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/bio.h>

#include "core/words.h"
#include "reports/bundle/bundle.h"

static void
note_unwritten (RcEnvelopePipe *self)
{
  int saved_errno = errno;

  if (self->error == NULL)
    self->error = g_error_new (RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_FILE, _("The file could not be written to its end: %s"), g_strerror (saved_errno));
}

gboolean
rc_envelope_pipe_open (RcEnvelopePipe  *self,
                       const char      *in_path,
                       const char      *out_path,
                       GCancellable    *cancellable,
                       GError         **error)
{
  struct stat status;

  *self = (RcEnvelopePipe) { .in = -1, .out = -1, .cancellable = cancellable };
  self->in = open (in_path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (self->in < 0 || fstat (self->in, &status) != 0)
    {
      g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_FILE, _("%s could not be read: %s"), in_path, g_strerror (errno));
      goto failed;
    }
  if (!S_ISREG (status.st_mode))
    {
      g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_NOT_ONE, _("%s is not a file."), in_path);
      goto failed;
    }

  self->out = open (out_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (self->out < 0)
    {
      g_set_error (error, RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_FILE, _("%s could not be written: %s"), out_path, g_strerror (errno));
      goto failed;
    }

  self->left = (guint64) status.st_size;
  self->out_path = g_strdup (out_path);
  self->hasher = rc_hasher_new ();
  return TRUE;

failed:
  if (self->in >= 0)
    close (self->in);
  self->in = -1;
  return FALSE;
}

gssize
rc_envelope_pipe_read (RcEnvelopePipe *self,
                       void           *buffer,
                       gsize           length)
{
  gssize got;

  if (self->error != NULL || g_cancellable_set_error_if_cancelled (self->cancellable, &self->error))
    return -1;

  do
    got = read (self->in, buffer, (gsize) MIN ((guint64) length, self->left));
  while (got < 0 && errno == EINTR);
  if (got < 0)
    self->error = g_error_new (RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_FILE, _("The file could not be read to its end: %s"), g_strerror (errno));
  else
    self->left -= (guint64) got;
  return got;
}

gboolean
rc_envelope_pipe_write (RcEnvelopePipe *self,
                        const void     *buffer,
                        gsize           length)
{
  const guint8 *bytes = buffer;

  if (self->error != NULL || g_cancellable_set_error_if_cancelled (self->cancellable, &self->error))
    return FALSE;

  rc_hasher_update (self->hasher, bytes, length);
  while (length > 0)
    {
      gssize put = write (self->out, bytes, length);

      if (put < 0 && errno == EINTR)
        continue;
      if (put <= 0)
        {
          note_unwritten (self);
          return FALSE;
        }
      bytes += put;
      length -= (gsize) put;
    }
  return TRUE;
}

/* --- As streams of libcrypto --- */

static int
source_read (BIO  *bio,
             char *buffer,
             int   length)
{
  BIO_clear_retry_flags (bio);
  return (int) rc_envelope_pipe_read (BIO_get_data (bio), buffer, (gsize) MAX (length, 0));
}

static int
sink_write (BIO        *bio,
            const char *buffer,
            int         length)
{
  BIO_clear_retry_flags (bio);
  return rc_envelope_pipe_write (BIO_get_data (bio), buffer, (gsize) MAX (length, 0)) ? length : -1;
}

static long
control (BIO  *bio,
         int   command,
         long  number,
         void *pointer)
{
  return command == BIO_CTRL_FLUSH ? 1 : 0;
}

static BIO *
new_stream (RcEnvelopePipe    *self,
            const BIO_METHOD  *method)
{
  BIO *bio = BIO_new (method);

  BIO_set_data (bio, self);
  BIO_set_init (bio, 1);
  return bio;
}

/* Made once in the life of the process. */
static BIO_METHOD *
make_method (const char *name)
{
  BIO_METHOD *method = BIO_meth_new (BIO_get_new_index () | BIO_TYPE_SOURCE_SINK, name);

  BIO_meth_set_ctrl (method, control);
  return method;
}

struct bio_st *
rc_envelope_pipe_new_source (RcEnvelopePipe *self)
{
  static gsize made = 0;

  if (g_once_init_enter (&made))
    {
      BIO_METHOD *method = make_method ("envelope source");

      BIO_meth_set_read (method, source_read);
      g_once_init_leave (&made, GPOINTER_TO_SIZE (method));
    }
  return new_stream (self, GSIZE_TO_POINTER (made));
}

struct bio_st *
rc_envelope_pipe_new_sink (RcEnvelopePipe *self)
{
  static gsize made = 0;

  if (g_once_init_enter (&made))
    {
      BIO_METHOD *method = make_method ("envelope sink");

      BIO_meth_set_write (method, sink_write);
      g_once_init_leave (&made, GPOINTER_TO_SIZE (method));
    }
  return new_stream (self, GSIZE_TO_POINTER (made));
}

gboolean
rc_envelope_pipe_close (RcEnvelopePipe  *self,
                        gboolean         good,
                        const char      *doubt,
                        RcDigest        *out_sha256,
                        GError         **error)
{
  RcDigest digest;

  if (good && self->error == NULL && fsync (self->out) != 0)
    note_unwritten (self);
  if (close (self->out) != 0)
    note_unwritten (self);
  close (self->in);
  rc_hasher_finish (self->hasher, &digest);
  rc_hasher_free (self->hasher);

  if (!good && self->error == NULL)
    self->error = g_error_new_literal (RC_BUNDLE_ERROR, RC_BUNDLE_ERROR_NOT_ONE, doubt);
  good = self->error == NULL;
  if (!good)
    {
      unlink (self->out_path);
      g_propagate_error (error, g_steal_pointer (&self->error));
    }
  else if (out_sha256 != NULL)
    {
      *out_sha256 = digest;
    }
  g_clear_pointer (&self->out_path, g_free);
  return good;
}
