/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/sshsig-file.h"

#include <string.h>

#include "core/base64.h"
#include "core/bounds.h"

#define BEGIN "-----BEGIN SSH SIGNATURE-----"
#define END "-----END SSH SIGNATURE-----"
#define MAGIC "SSHSIG"
#define MAGIC_BYTES 6
#define FLAGS_BYTES 5       /* flags and counter of a security key */

/* Which signatures a key of a type makes. */
static const struct
{
  const char     *key_type;
  const char     *algorithm;
  RcSignatureForm form;
  RcHash          hash;
} algorithms[] = {
  { "ssh-ed25519", "ssh-ed25519", RC_SIGNATURE_EDDSA, RC_HASH_NONE },
  { "sk-ssh-ed25519@openssh.com", "sk-ssh-ed25519@openssh.com", RC_SIGNATURE_EDDSA, RC_HASH_NONE },
  { "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", RC_SIGNATURE_ECDSA_RAW, RC_HASH_SHA256 },
  { "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp384", RC_SIGNATURE_ECDSA_RAW, RC_HASH_SHA384 },
  { "ecdsa-sha2-nistp521", "ecdsa-sha2-nistp521", RC_SIGNATURE_ECDSA_RAW, RC_HASH_SHA512 },
  { "sk-ecdsa-sha2-nistp256@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com", RC_SIGNATURE_ECDSA_RAW, RC_HASH_SHA256 },
  { "ssh-rsa", "rsa-sha2-256", RC_SIGNATURE_RSA_PKCS1, RC_HASH_SHA256 },
  { "ssh-rsa", "rsa-sha2-512", RC_SIGNATURE_RSA_PKCS1, RC_HASH_SHA512 },
};

void
rc_sshsig_file_free (RcSshsigFile *self)
{
  if (self == NULL)
    return;

  rc_ssh_key_free (self->key);
  g_free (self->name_space);
  g_clear_pointer (&self->reserved, g_bytes_unref);
  g_free (self->hash);
  g_free (self->algorithm);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_free (self);
}

static gint
find_algorithm (const RcSshsigFile *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++)
    {
      if (strcmp (self->key->type, algorithms[i].key_type) == 0 && strcmp (self->algorithm, algorithms[i].algorithm) == 0)
        return (gint) i;
    }
  return -1;
}

/* --- The armour --- */

gboolean
rc_sshsig_file_is (const char *bytes,
                   gsize       length)
{
  return length >= strlen (BEGIN) && memcmp (bytes, BEGIN, strlen (BEGIN)) == 0;
}

/* The base64 between the two lines, whose own line ends are dropped; nothing but blanks behind. */
static GBytes *
open_armour (const char *bytes,
             gsize       length)
{
  const char *start = bytes + strlen (BEGIN);
  const char *end = g_strstr_len (start, (gssize) (length - strlen (BEGIN)), END);
  g_autoptr (GString) base64 = NULL;

  if (end == NULL || (gsize) (end - start) > RC_LIMIT_SSHSIG_BYTES || (*start != '\n' && *start != '\r'))
    return NULL;
  for (const char *at = end + strlen (END); at < bytes + length; at++)
    {
      if (!g_ascii_isspace (*at))
        return NULL;
    }

  base64 = g_string_new (NULL);
  for (const char *at = start; at < end; at++)
    {
      if (*at != '\n' && *at != '\r')
        g_string_append_c (base64, *at);
    }
  return rc_base64_decode (base64->str, base64->len, RC_BASE64_STANDARD);
}

/* --- The blob --- */

static char *
read_text (RcSshReader *reader,
           gsize        minimum)
{
  RcSshReader text;

  if (!rc_ssh_read_string (reader, &text) || text.length < minimum || text.length > RC_LIMIT_NAME_BYTES
      || !g_utf8_validate_len ((const char *) text.bytes, text.length, NULL))
    return NULL;
  return g_strndup ((const char *) text.bytes, text.length);
}

static gboolean
put_number (RcSshReader *reader,
            guint8      *out_bytes,
            gsize        size)
{
  RcSshReader number;

  if (!rc_ssh_read_positive (reader, &number) || number.length > size)
    return FALSE;
  memcpy (out_bytes + size - number.length, number.bytes, number.length);
  return TRUE;
}

/* r and s as numbers of SSH become two of fixed length. */
static GBytes *
read_ecdsa (const RcSshsigFile *self,
            RcSshReader         text)
{
  guint8 both[2 * 66] = { 0 };
  gsize size = (rc_public_key_get_bits (self->key->key) + 7) / 8;

  if (!put_number (&text, both, size) || !put_number (&text, both + size, size) || text.length != 0)
    return NULL;
  return g_bytes_new (both, 2 * size);
}

/* Some signers leave out zeros at the front. */
static GBytes *
read_rsa (const RcSshsigFile *self,
          RcSshReader         text)
{
  gsize size = (rc_public_key_get_bits (self->key->key) + 7) / 8;
  guint8 *whole;

  if (text.length == 0 || text.length > size)
    return NULL;
  whole = g_malloc0 (size);
  memcpy (whole + size - text.length, text.bytes, text.length);
  return g_bytes_new_take (whole, size);
}

/* The inner signature of a known algorithm. */
static gboolean
read_known (RcSshsigFile *self,
            RcSshReader  *reader,
            gint          algorithm)
{
  RcSshReader text;

  if (!rc_ssh_read_string (reader, &text))
    return FALSE;

  if (algorithms[algorithm].form == RC_SIGNATURE_ECDSA_RAW)
    self->signature = read_ecdsa (self, text);
  else if (algorithms[algorithm].form == RC_SIGNATURE_RSA_PKCS1)
    self->signature = read_rsa (self, text);
  else if (text.length == 64)
    self->signature = g_bytes_new (text.bytes, text.length);
  if (self->signature == NULL)
    return FALSE;

  if (self->key->application != NULL)
    {
      if (reader->length != FLAGS_BYTES)
        return FALSE;
      self->flags = reader->bytes[0];
      reader->bytes++;
      reader->length--;
      (void) rc_ssh_read_number (reader, &self->counter);
    }
  return reader->length == 0;
}

static const char *
read_signature (RcSshsigFile *self,
                RcSshReader  *reader)
{
  RcSshReader signature;
  gint algorithm;

  if (!rc_ssh_read_string (reader, &signature) || reader->length != 0)
    return "does not end where its parts end";

  self->algorithm = read_text (&signature, 1);
  if (self->algorithm == NULL)
    return "does not name the algorithm of its signature";
  if (self->key->key == NULL)
    return NULL;

  algorithm = find_algorithm (self);
  return algorithm < 0 || read_known (self, &signature, algorithm) ? NULL : "holds a signature that is not of the form of its algorithm";
}

/* NULL: read; else what is wrong. */
static const char *
read_blob (RcSshsigFile *self,
           GBytes       *blob)
{
  RcSshReader reader, key, reserved;

  reader.bytes = g_bytes_get_data (blob, &reader.length);
  if (reader.length < MAGIC_BYTES || memcmp (reader.bytes, MAGIC, MAGIC_BYTES) != 0)
    return "does not hold a signature of SSH";
  reader.bytes += MAGIC_BYTES;
  reader.length -= MAGIC_BYTES;
  if (!rc_ssh_read_number (&reader, &self->version))
    return "ends within its version";
  if (self->version != 1)
    return NULL;

  if (!rc_ssh_read_string (&reader, &key))
    return "ends within its key";
  self->key = rc_ssh_key_read (key.bytes, key.length);
  if (self->key == NULL)
    return "holds no sound public key";
  self->name_space = read_text (&reader, 1);
  if (self->name_space == NULL)
    return "says no namespace that can be read";
  if (!rc_ssh_read_string (&reader, &reserved))
    return "ends within its reserved part";
  self->reserved = g_bytes_new (reserved.bytes, reserved.length);
  self->hash = read_text (&reader, 1);
  return self->hash == NULL ? "does not name its hash" : read_signature (self, &reader);
}

RcSshsigForm
rc_sshsig_file_parse (const char    *bytes,
                      gsize          length,
                      RcSshsigFile **out_file,
                      const char   **out_fault)
{
  g_autoptr (RcSshsigFile) self = NULL;
  g_autoptr (GBytes) blob = NULL;

  *out_file = NULL;
  *out_fault = NULL;
  if (!rc_sshsig_file_is (bytes, length))
    return RC_SSHSIG_ANOTHER;

  blob = open_armour (bytes, length);
  if (blob == NULL)
    {
      *out_fault = "its text between the two lines is not base64 that ends with the second";
      return RC_SSHSIG_MALFORMED;
    }
  self = g_new0 (RcSshsigFile, 1);
  *out_fault = read_blob (self, blob);
  if (*out_fault != NULL)
    return RC_SSHSIG_MALFORMED;
  *out_file = g_steal_pointer (&self);
  return RC_SSHSIG_READ;
}

/* --- What is signed --- */

RcHash
rc_sshsig_file_get_hash (const RcSshsigFile *self)
{
  if (strcmp (self->hash, "sha256") == 0)
    return RC_HASH_SHA256;
  return strcmp (self->hash, "sha512") == 0 ? RC_HASH_SHA512 : RC_HASH_NONE;
}

gboolean
rc_sshsig_file_is_forbidden (const RcSshsigFile *self)
{
  if (self->version != 1 || self->key->key == NULL || self->signature != NULL)
    return FALSE;
  if (strcmp (self->algorithm, "ssh-rsa") == 0 || strcmp (self->algorithm, "ssh-dss") == 0)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (algorithms); i++)
    {
      if (strcmp (self->algorithm, algorithms[i].algorithm) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
put_string (GByteArray   *bytes,
            gconstpointer text,
            gsize         length)
{
  guint32 size = GUINT32_TO_BE ((guint32) length);

  g_byte_array_append (bytes, (const guint8 *) &size, sizeof size);
  if (length > 0)
    g_byte_array_append (bytes, text, (guint) length);
}

static GByteArray *
make_signed (const RcSshsigFile *self,
             const guint8       *digest)
{
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) MAGIC, MAGIC_BYTES);
  put_string (bytes, self->name_space, strlen (self->name_space));
  put_string (bytes, g_bytes_get_data (self->reserved, NULL), g_bytes_get_size (self->reserved));
  put_string (bytes, self->hash, strlen (self->hash));
  put_string (bytes, digest, rc_hash_get_length (rc_sshsig_file_get_hash (self)));
  return bytes;
}

/* What a security key makes of the bytes that it is given (PROTOCOL.u2f). */
static GByteArray *
wrap_for_security_key (const RcSshsigFile *self,
                       GByteArray         *inner)
{
  GByteArray *bytes = g_byte_array_new ();
  guint32 counter = GUINT32_TO_BE (self->counter);
  RcDigest digest;

  rc_digest_compute (self->key->application, strlen (self->key->application), &digest);
  g_byte_array_append (bytes, digest.bytes, sizeof digest.bytes);
  g_byte_array_append (bytes, &self->flags, 1);
  g_byte_array_append (bytes, (const guint8 *) &counter, sizeof counter);
  rc_digest_compute (inner->data, inner->len, &digest);
  g_byte_array_append (bytes, digest.bytes, sizeof digest.bytes);
  return bytes;
}

/**
 * rc_sshsig_file_fits:
 * @self: with a hash and an algorithm that are known
 * @digest: of the message, by rc_sshsig_file_get_hash()
 *
 * Returns: whether @key made it
 */
gboolean
rc_sshsig_file_fits (const RcSshsigFile *self,
                     const RcPublicKey  *key,
                     const guint8       *digest)
{
  gint algorithm = find_algorithm (self);
  g_autoptr (GByteArray) bytes = NULL;

  if (algorithm < 0 || self->signature == NULL)
    return FALSE;

  bytes = make_signed (self, digest);
  if (self->key->application != NULL)
    {
      GByteArray *wrapped = wrap_for_security_key (self, bytes);

      g_byte_array_unref (bytes);
      bytes = wrapped;
    }
  return rc_public_key_verify (key, algorithms[algorithm].form, algorithms[algorithm].hash, bytes->data, bytes->len,
                               g_bytes_get_data (self->signature, NULL), g_bytes_get_size (self->signature)) == RC_SIGNATURE_FITS;
}
