/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ssh-key.h"

#include <string.h>

#include "base64.h"
#include "bounds.h"

#define ED25519_BYTES 32

static const struct
{
  const char *name;
  RcKeyType   type;
  const char *curve;              /* (nullable): as SSH names it */
  gboolean    is_security_key;
} types[] = {
  { "ssh-ed25519", RC_KEY_ED25519, NULL, FALSE },
  { "sk-ssh-ed25519@openssh.com", RC_KEY_ED25519, NULL, TRUE },
  { "ecdsa-sha2-nistp256", RC_KEY_EC_P256, "nistp256", FALSE },
  { "ecdsa-sha2-nistp384", RC_KEY_EC_P384, "nistp384", FALSE },
  { "ecdsa-sha2-nistp521", RC_KEY_EC_P521, "nistp521", FALSE },
  { "sk-ecdsa-sha2-nistp256@openssh.com", RC_KEY_EC_P256, "nistp256", TRUE },
  { "ssh-rsa", RC_KEY_RSA, NULL, FALSE },
};

/* --- Reading --- */

gboolean
rc_ssh_read_number (RcSshReader *self,
                    guint32     *out_number)
{
  if (self->length < 4)
    return FALSE;

  *out_number = (guint32) self->bytes[0] << 24 | (guint32) self->bytes[1] << 16 | (guint32) self->bytes[2] << 8 | self->bytes[3];
  self->bytes += 4;
  self->length -= 4;
  return TRUE;
}

gboolean
rc_ssh_read_string (RcSshReader *self,
                    RcSshReader *out_text)
{
  guint32 length;

  if (!rc_ssh_read_number (self, &length) || length > self->length)
    return FALSE;

  out_text->bytes = self->bytes;
  out_text->length = length;
  self->bytes += length;
  self->length -= length;
  return TRUE;
}

gboolean
rc_ssh_read_positive (RcSshReader *self,
                      RcSshReader *out_number)
{
  if (!rc_ssh_read_string (self, out_number) || out_number->length == 0 || (out_number->bytes[0] & 0x80) != 0)
    return FALSE;
  if (out_number->bytes[0] != 0)
    return TRUE;
  if (out_number->length == 1 || (out_number->bytes[1] & 0x80) == 0)
    return FALSE;

  out_number->bytes++;
  out_number->length--;
  return TRUE;
}

gboolean
rc_ssh_text_is (const RcSshReader *text,
                const char        *word)
{
  return strlen (word) == text->length && memcmp (text->bytes, word, text->length) == 0;
}

/* A name: printable ASCII without blanks (RFC 4251 section 6). */
static gboolean
is_name (const RcSshReader *text)
{
  for (gsize i = 0; i < text->length; i++)
    {
      if (!g_ascii_isgraph (text->bytes[i]))
        return FALSE;
    }
  return text->length > 0 && text->length <= 64;
}

/* --- Keys --- */

static RcPublicKey *
read_ed25519 (RcSshReader *reader)
{
  RcSshReader point;

  if (!rc_ssh_read_string (reader, &point) || point.length != ED25519_BYTES)
    return NULL;
  return rc_public_key_new_ed25519 (point.bytes);
}

static RcPublicKey *
read_ec (RcSshReader *reader,
         RcKeyType    type,
         const char  *curve)
{
  RcSshReader name, point;

  if (!rc_ssh_read_string (reader, &name) || !rc_ssh_text_is (&name, curve) || !rc_ssh_read_string (reader, &point))
    return NULL;
  return rc_public_key_new_ec (type, point.bytes, point.length);
}

static RcPublicKey *
read_rsa (RcSshReader *reader)
{
  RcSshReader exponent, modulus;

  if (!rc_ssh_read_positive (reader, &exponent) || !rc_ssh_read_positive (reader, &modulus))
    return NULL;
  return rc_public_key_new_rsa (modulus.bytes, modulus.length, exponent.bytes, exponent.length);
}

static gboolean
read_application (RcSshKey    *self,
                  RcSshReader *reader)
{
  RcSshReader text;

  if (!rc_ssh_read_string (reader, &text) || text.length > RC_LIMIT_NAME_BYTES
      || !g_utf8_validate_len ((const char *) text.bytes, text.length, NULL))
    return FALSE;

  self->application = g_strndup ((const char *) text.bytes, text.length);
  return TRUE;
}

/* Of a known type, to its end. */
static gboolean
read_known (RcSshKey    *self,
            RcSshReader *reader,
            guint        type)
{
  if (types[type].type == RC_KEY_RSA)
    self->key = read_rsa (reader);
  else if (types[type].curve != NULL)
    self->key = read_ec (reader, types[type].type, types[type].curve);
  else
    self->key = read_ed25519 (reader);

  return self->key != NULL && (!types[type].is_security_key || read_application (self, reader)) && reader->length == 0;
}

/**
 * rc_ssh_key_read:
 * @blob: tainted
 *
 * Returns: (transfer full) (nullable): the key, without a key to ask where its type is not known here; %NULL where the bytes are no
 *   public key, or an unsound one of a known type
 */
RcSshKey *
rc_ssh_key_read (const void *blob,
                 gsize       length)
{
  g_autoptr (RcSshKey) self = NULL;
  RcSshReader reader = { blob, length };
  RcSshReader name;

  if (length > RC_LIMIT_KEY_BYTES || !rc_ssh_read_string (&reader, &name) || !is_name (&name))
    return NULL;

  self = g_new0 (RcSshKey, 1);
  self->type = g_strndup ((const char *) name.bytes, name.length);
  self->blob = g_bytes_new (blob, length);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (rc_ssh_text_is (&name, types[i].name))
        return read_known (self, &reader, i) ? g_steal_pointer (&self) : NULL;
    }
  return g_steal_pointer (&self);
}

void
rc_ssh_key_free (RcSshKey *self)
{
  if (self == NULL)
    return;

  g_free (self->type);
  rc_public_key_unref (self->key);
  g_free (self->application);
  g_clear_pointer (&self->blob, g_bytes_unref);
  g_free (self);
}

char *
rc_ssh_key_dup_fingerprint (const RcSshKey *self)
{
  g_autofree char *base64 = NULL;
  RcDigest digest;

  rc_digest_compute (g_bytes_get_data (self->blob, NULL), g_bytes_get_size (self->blob), &digest);
  base64 = rc_base64_encode (digest.bytes, sizeof digest.bytes);
  return g_strdup_printf ("SHA256:%.*s", (int) strcspn (base64, "="), base64);
}

char *
rc_ssh_key_dup_line (const RcSshKey *self)
{
  g_autofree char *base64 = rc_base64_encode (g_bytes_get_data (self->blob, NULL), g_bytes_get_size (self->blob));

  return g_strdup_printf ("%s %s", self->type, base64);
}

gboolean
rc_ssh_key_is_rsa (const RcSshKey *self)
{
  return strcmp (self->type, "ssh-rsa") == 0;
}
