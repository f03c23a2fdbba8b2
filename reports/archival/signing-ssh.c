/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/archival/signing-ssh.h"

#include "core/bounds.h"
#include "core/ssh-key.h"
#include "core/stream.h"
#include "core/words.h"

#include <string.h>

#include <sodium.h>

/*
 * OpenSSH's own documents say the forms: PROTOCOL.key of a private key, PROTOCOL.sshsig of a signature. Of keys only one kind is read, and none that is
 * encrypted: who protects a key by a passphrase signs with ssh-keygen.
 */

#define KEY_BEGIN "-----BEGIN OPENSSH PRIVATE KEY-----"
#define KEY_END   "-----END OPENSSH PRIVATE KEY-----"
#define KEY_MAGIC "openssh-key-v1"        /* with its final zero */
#define SIG_MAGIC "SSHSIG"                /* without one */
#define KEY_TYPE  "ssh-ed25519"
#define HASH_NAME "sha512"
#define LINE_CHARACTERS 70
#define PADDING_BLOCK 8u

typedef struct
{
  guint8 *bytes;
  gsize   length;
} Secret;

static void
secret_clear (Secret *self)
{
  if (self->bytes != NULL)
    sodium_memzero (self->bytes, self->length);
  g_clear_pointer (&self->bytes, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Secret, secret_clear)

static gboolean
refuse (const char  *path,
        const char  *why,
        GError     **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, RC_ARCHIVAL_ERROR, RC_ARCHIVAL_ERROR_SIGNATURE, _("“%s” signs nothing: %s"), shown, why);
  return FALSE;
}

/* --- The private key --- */

static gboolean
read_file (const char  *path,
           Secret      *out_text,
           GError     **error)
{
  g_autoptr (RcStream) stream = rc_stream_new_file (path, error);
  gsize length;

  if (stream == NULL)
    return FALSE;

  out_text->length = RC_LIMIT_KEY_BYTES + 1;
  out_text->bytes = g_malloc0 (out_text->length + 1);
  if (!rc_stream_read_full (stream, out_text->bytes, out_text->length, &length, error))
    return FALSE;
  return length <= RC_LIMIT_KEY_BYTES || refuse (path, _("it is too large for a key."), error);
}

/* Between the lines of its armour. */
static gboolean
decode_armour (const Secret  *text,
               const char    *path,
               Secret        *out_key,
               GError       **error)
{
  char *begin = strstr ((char *) text->bytes, KEY_BEGIN);
  char *end = begin != NULL ? strstr (begin, KEY_END) : NULL;

  if (end == NULL)
    return refuse (path, _("it is no private key of OpenSSH."), error);

  *end = '\0';
  out_key->bytes = g_base64_decode (begin + strlen (KEY_BEGIN), &out_key->length);
  return TRUE;
}

/* Check numbers, type, public key, private key (seed and public key), comment, padding 1, 2, 3 … */
static gboolean
read_private (RcSshReader   section,
              guint8        out_secret[crypto_sign_SECRETKEYBYTES])
{
  RcSshReader type, public_key, private_key, comment;
  gsize whole = section.length;
  guint32 first, second;

  if (whole % PADDING_BLOCK != 0 || !rc_ssh_read_number (&section, &first) || !rc_ssh_read_number (&section, &second) || first != second
      || !rc_ssh_read_string (&section, &type) || !rc_ssh_text_is (&type, KEY_TYPE)
      || !rc_ssh_read_string (&section, &public_key) || public_key.length != crypto_sign_PUBLICKEYBYTES
      || !rc_ssh_read_string (&section, &private_key) || private_key.length != crypto_sign_SECRETKEYBYTES
      || !rc_ssh_read_string (&section, &comment) || section.length >= PADDING_BLOCK
      || memcmp (public_key.bytes, private_key.bytes + crypto_sign_SEEDBYTES, crypto_sign_PUBLICKEYBYTES) != 0)
    return FALSE;
  for (gsize i = 0; i < section.length; i++)
    if (section.bytes[i] != i + 1)
      return FALSE;
  memcpy (out_secret, private_key.bytes, crypto_sign_SECRETKEYBYTES);
  return TRUE;
}

/* A file whose two halves are of different keys signs with neither. */
static gboolean
is_one_key (const guint8 secret[crypto_sign_SECRETKEYBYTES],
            RcSshReader  blob)
{
  guint8 public_key[crypto_sign_PUBLICKEYBYTES], again[crypto_sign_SECRETKEYBYTES];
  RcSshReader type, point;
  gboolean same;

  crypto_sign_seed_keypair (public_key, again, secret);
  same = rc_ssh_read_string (&blob, &type) && rc_ssh_text_is (&type, KEY_TYPE) && rc_ssh_read_string (&blob, &point)
         && point.length == sizeof public_key && blob.length == 0 && memcmp (point.bytes, public_key, sizeof public_key) == 0
         && memcmp (again, secret, sizeof again) == 0;
  sodium_memzero (again, sizeof again);
  return same;
}

static gboolean
read_key (const Secret  *key,
          const char    *path,
          guint8         out_secret[crypto_sign_SECRETKEYBYTES],
          RcSshReader   *out_blob,
          GError       **error)
{
  RcSshReader reader = { key->bytes, key->length };
  RcSshReader cipher, derivation, options, section;
  guint32 n_keys;

  if (reader.length < sizeof KEY_MAGIC || memcmp (reader.bytes, KEY_MAGIC, sizeof KEY_MAGIC) != 0)
    return refuse (path, _("it is no private key of OpenSSH."), error);
  reader.bytes += sizeof KEY_MAGIC;
  reader.length -= sizeof KEY_MAGIC;
  if (!rc_ssh_read_string (&reader, &cipher) || !rc_ssh_read_string (&reader, &derivation) || !rc_ssh_read_string (&reader, &options)
      || !rc_ssh_read_number (&reader, &n_keys) || n_keys != 1 || !rc_ssh_read_string (&reader, out_blob) || !rc_ssh_read_string (&reader, &section)
      || reader.length != 0)
    return refuse (path, _("the key in it is damaged."), error);
  if (!rc_ssh_text_is (&cipher, "none") || !rc_ssh_text_is (&derivation, "none"))
    return refuse (path, _("the key in it is protected by a passphrase, which this program does not ask for."), error);
  if (!read_private (section, out_secret) || !is_one_key (out_secret, *out_blob))
    return refuse (path, _("the key in it is damaged, or no Ed25519 key."), error);
  return TRUE;
}

/* --- The signature --- */

static void
put_number (GByteArray *bytes,
            guint32     number)
{
  const guint8 big[4] = { (guint8) (number >> 24), (guint8) (number >> 16), (guint8) (number >> 8), (guint8) number };

  g_byte_array_append (bytes, big, sizeof big);
}

static void
put_string (GByteArray   *bytes,
            const void   *text,
            gsize         length)
{
  put_number (bytes, (guint32) length);
  g_byte_array_append (bytes, text, (guint) length);
}

static void
put_common (GByteArray *bytes,
            const char *name_space)
{
  put_string (bytes, name_space, strlen (name_space));
  put_string (bytes, "", 0);
  put_string (bytes, HASH_NAME, strlen (HASH_NAME));
}

static GByteArray *
make_covered (GBytes     *content,
              const char *name_space)
{
  GByteArray *covered = g_byte_array_new ();
  guint8 digest[crypto_hash_sha512_BYTES];

  crypto_hash_sha512 (digest, g_bytes_get_data (content, NULL), g_bytes_get_size (content));
  g_byte_array_append (covered, (const guint8 *) SIG_MAGIC, strlen (SIG_MAGIC));
  put_common (covered, name_space);
  put_string (covered, digest, sizeof digest);
  return covered;
}

static char *
armour (const GByteArray *bytes)
{
  g_autofree char *base64 = g_base64_encode (bytes->data, bytes->len);
  GString *text = g_string_new ("-----BEGIN SSH SIGNATURE-----\n");

  for (const char *at = base64; *at != '\0'; at += MIN (strlen (at), LINE_CHARACTERS))
    {
      g_string_append_len (text, at, (gssize) MIN (strlen (at), LINE_CHARACTERS));
      g_string_append_c (text, '\n');
    }
  g_string_append (text, "-----END SSH SIGNATURE-----\n");
  return g_string_free (text, FALSE);
}

static char *
sign (GBytes       *content,
      const char   *name_space,
      const guint8  secret[crypto_sign_SECRETKEYBYTES],
      RcSshReader   blob)
{
  g_autoptr (GByteArray) covered = make_covered (content, name_space);
  g_autoptr (GByteArray) value = g_byte_array_new ();
  g_autoptr (GByteArray) file = g_byte_array_new ();
  guint8 signature[crypto_sign_BYTES];

  crypto_sign_detached (signature, NULL, covered->data, covered->len, secret);
  put_string (value, KEY_TYPE, strlen (KEY_TYPE));
  put_string (value, signature, sizeof signature);
  g_byte_array_append (file, (const guint8 *) SIG_MAGIC, strlen (SIG_MAGIC));
  put_number (file, 1);
  put_string (file, blob.bytes, blob.length);
  put_common (file, name_space);
  put_string (file, value->data, value->len);
  return armour (file);
}

/**
 * rc_signing_ssh:
 *
 * Returns: (transfer full) (nullable): the same bytes each time for the same key
 */
char *
rc_signing_ssh (GBytes      *bytes,
                const char  *name_space,
                const char  *path,
                GError     **error)
{
  g_auto (Secret) text = { NULL };
  g_auto (Secret) key = { NULL };
  guint8 secret[crypto_sign_SECRETKEYBYTES];
  char *signature = NULL;
  RcSshReader blob;

  if (read_file (path, &text, error) && decode_armour (&text, path, &key, error) && read_key (&key, path, secret, &blob, error))
    signature = sign (bytes, name_space, secret, blob);
  sodium_memzero (secret, sizeof secret);
  return signature;
}
