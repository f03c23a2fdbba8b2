/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "subject-key.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <sodium.h>

#include "bounds.h"

G_DEFINE_QUARK (rc-subject-error-quark, rc_subject_error)

struct _RcSubjectKey
{
  guint8 *bytes;           /* locked */
  gsize   length;
  gsize   line_length;     /* without a line end */
  guint8 *decoded;         /* (nullable): locked */
  gsize   decoded_length;
};

/* Digit by digit in locked memory: nothing of the key is copied elsewhere. */
static int
digit_value (guint8 digit)
{
  return g_ascii_xdigit_value ((char) digit);
}

static void
decode (RcSubjectKey *self)
{
  gsize length = self->line_length;

  if (length < 2 || length % 2 != 0)
    return;
  for (gsize i = 0; i < length; i++)
    {
      if (digit_value (self->bytes[i]) < 0)
        return;
    }

  self->decoded_length = length / 2;
  self->decoded = sodium_malloc (self->decoded_length);
  for (gsize i = 0; self->decoded != NULL && i < self->decoded_length; i++)
    self->decoded[i] = (guint8) (digit_value (self->bytes[2 * i]) << 4 | digit_value (self->bytes[2 * i + 1]));
}

static void
find_line (RcSubjectKey *self)
{
  self->line_length = self->length;
  if (self->line_length > 0 && self->bytes[self->line_length - 1] == '\n')
    self->line_length--;
  if (self->line_length > 0 && self->line_length < self->length && self->bytes[self->line_length - 1] == '\r')
    self->line_length--;
}

/* One byte more than may be is read, to tell what is too long. */
static gboolean
fill (RcSubjectKey  *self,
      int            descriptor,
      GError       **error)
{
  while (self->length <= RC_LIMIT_SUBJECT_KEY_BYTES)
    {
      ssize_t got = read (descriptor, self->bytes + self->length, RC_LIMIT_SUBJECT_KEY_BYTES + 1 - self->length);

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        {
          g_set_error (error, RC_SUBJECT_ERROR, RC_SUBJECT_ERROR_KEY, "The key cannot be read: %s", g_strerror (errno));
          return FALSE;
        }
      if (got == 0)
        break;
      self->length += (gsize) got;
    }

  find_line (self);
  if (self->line_length > 0 && self->length <= RC_LIMIT_SUBJECT_KEY_BYTES)
    return TRUE;
  g_set_error (error, RC_SUBJECT_ERROR, RC_SUBJECT_ERROR_KEY, "The key must have 1 to %u bytes", RC_LIMIT_SUBJECT_KEY_BYTES);
  return FALSE;
}

RcSubjectKey *
rc_subject_key_read_descriptor (int      descriptor,
                                GError **error)
{
  g_autoptr (RcSubjectKey) self = g_new0 (RcSubjectKey, 1);

  if (sodium_init () >= 0)
    self->bytes = sodium_malloc (RC_LIMIT_SUBJECT_KEY_BYTES + 1);
  if (self->bytes == NULL)
    {
      g_set_error_literal (error, RC_SUBJECT_ERROR, RC_SUBJECT_ERROR_KEY, "There is no locked memory to hold the key in");
      return NULL;
    }
  if (!fill (self, descriptor, error))
    return NULL;

  decode (self);
  return g_steal_pointer (&self);
}

RcSubjectKey *
rc_subject_key_read_file (const char  *path,
                          GError     **error)
{
  int descriptor = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  RcSubjectKey *self;

  if (descriptor < 0)
    {
      g_autofree char *name = g_filename_display_name (path);

      g_set_error (error, RC_SUBJECT_ERROR, RC_SUBJECT_ERROR_KEY, "%s cannot be read: %s", name, g_strerror (errno));
      return NULL;
    }
  self = rc_subject_key_read_descriptor (descriptor, error);
  close (descriptor);
  return self;
}

void
rc_subject_key_free (RcSubjectKey *self)
{
  if (self == NULL)
    return;

  /* These wipe what they free. */
  sodium_free (self->bytes);
  sodium_free (self->decoded);
  g_free (self);
}

gboolean
rc_subject_key_get (const RcSubjectKey   *self,
                    RcSubjectKeyReading   reading,
                    const guint8        **out_bytes,
                    gsize                *out_length)
{
  *out_bytes = reading == RC_SUBJECT_KEY_HEX ? self->decoded : self->bytes;
  *out_length = reading == RC_SUBJECT_KEY_HEX ? self->decoded_length : reading == RC_SUBJECT_KEY_LINE ? self->line_length : self->length;
  if (reading == RC_SUBJECT_KEY_LINE)
    return self->line_length < self->length;
  return *out_bytes != NULL;
}
