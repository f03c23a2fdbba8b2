/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "trust.h"

#include <string.h>

#include <sodium.h>

#include "anchor-kind.h"
#include "base64.h"
#include "bounds.h"

/* minisign and signify: two letters for the algorithm, eight bytes of key number, then the key. */
#define KEY_BYTES 32
#define NUMBERED_KEY_BYTES (2 + 8 + KEY_BYTES)

G_DEFINE_QUARK (rc-trust-error-quark, rc_trust_error)

/**
 * rc_anchor_new:
 *
 * Returns: (transfer full): an anchor of that kind without key, owner and limits
 */
RcAnchor *
rc_anchor_new (const char *kind)
{
  RcAnchor *self = g_new0 (RcAnchor, 1);

  self->kind = g_strdup (kind);
  self->purpose = g_strdup ("any");
  self->owner = g_strdup ("");
  self->how = g_strdup ("");
  self->from_us = RC_TIME_NONE;
  self->to_us = RC_TIME_NONE;
  self->revoked_us = RC_TIME_NONE;
  self->obtained_us = RC_TIME_NONE;
  self->added_us = RC_TIME_NONE;
  return self;
}

void
rc_anchor_free (RcAnchor *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  rc_public_key_unref (self->key);
  g_free (self->material);
  g_free (self->key_id);
  g_free (self->owner);
  g_free (self->purpose);
  g_strfreev (self->identities);
  g_free (self->revoked_for);
  g_free (self->group);
  g_free (self->how);
  g_free (self->label);
  g_free (self->by);
  g_free (self);
}

/* The first 16 digits of a fingerprint: what people see of a key that has no id of its own. */
static char *
dup_short_id (const RcDigest *fingerprint)
{
  char hex[RC_DIGEST_HEX_SIZE];

  rc_digest_to_hex (fingerprint, hex);
  hex[16] = '\0';
  return g_ascii_strup (hex, -1);
}

/**
 * rc_anchor_complete:
 * @self: with its material, and its key where it is a single one
 *
 * Sets what a kind left open: the fingerprint over the SubjectPublicKeyInfo or else over the material, and the key id from it.
 */
void
rc_anchor_complete (RcAnchor *self)
{
  static const RcDigest none;

  if (rc_digest_equal (&self->fingerprint, &none))
    {
      if (self->key != NULL)
        rc_public_key_fingerprint (self->key, &self->fingerprint);
      else
        rc_digest_compute (self->material, strlen (self->material), &self->fingerprint);
    }
  if (self->key_id == NULL)
    self->key_id = dup_short_id (&self->fingerprint);
}

/* Base64 with the key number for minisign and signify, else hexadecimal digits. */
static char *
dup_ed25519_material (const RcAnchor *self)
{
  guint8 bytes[NUMBERED_KEY_BYTES] = { 'E', 'd' };
  guint64 little = GUINT64_TO_LE (self->key_number);

  if (!rc_anchor_has_number (self))
    return rc_bytes_dup_hex (rc_public_key_peek_ed25519 (self->key), KEY_BYTES);

  memcpy (bytes + 2, &little, sizeof little);
  memcpy (bytes + 10, rc_public_key_peek_ed25519 (self->key), KEY_BYTES);
  return rc_base64_encode (bytes, sizeof bytes);
}

static RcAnchor *
anchor_new (const char    *kind,
            const guint8   key[KEY_BYTES],
            const guint8  *number,
            GError       **error)
{
  g_autoptr (RcAnchor) self = rc_anchor_new (kind);

  /* A key on which every signature would fit, or none, is no key (RFC 8032 section 5.1.3 and small orders). */
  self->key = rc_public_key_new_ed25519 (key);
  if (self->key == NULL)
    {
      g_set_error_literal (error, RC_TRUST_ERROR, RC_TRUST_ERROR_NOT_A_KEY,
                           "The 32 bytes are not an Ed25519 public key");
      return NULL;
    }

  rc_digest_compute (key, KEY_BYTES, &self->fingerprint);
  if (number != NULL)
    {
      guint64 little;

      memcpy (&little, number, sizeof little);
      self->key_number = GUINT64_FROM_LE (little);
      self->key_id = g_strdup_printf ("%016" G_GINT64_MODIFIER "X", self->key_number);
    }

  self->material = dup_ed25519_material (self);
  rc_anchor_complete (self);
  return g_steal_pointer (&self);
}

static gboolean
decode_base64 (const char *text,
               gsize       length,
               guint8     *out_bytes,
               gsize       size,
               gsize      *out_length)
{
  return sodium_base642bin (out_bytes, size, text, length, NULL, out_length, NULL, sodium_base64_VARIANT_ORIGINAL) == 0;
}

static gboolean
is_binary (const guint8 *bytes,
           gsize         length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isprint (bytes[i]) && bytes[i] != '\n' && bytes[i] != '\r')
        return TRUE;
    }
  return FALSE;
}

/* One line without white space: base64 of a numbered key, base64 or hexadecimal digits of a bare one. */
static RcAnchor *
parse_line (const char  *line,
            gsize        length,
            const char  *kind,
            GError     **error)
{
  guint8 bytes[256];
  gsize n_bytes = 0;
  RcDigest hex;

  if (rc_digest_from_hex (line, length, &hex))
    return anchor_new ("ed25519-raw", hex.bytes, NULL, error);

  if (length > 0 && decode_base64 (line, length, bytes, sizeof bytes, &n_bytes))
    {
      if (n_bytes == NUMBERED_KEY_BYTES && memcmp (bytes, "Ed", 2) == 0)
        return anchor_new (kind, bytes + 10, bytes + 2, error);
      if (n_bytes == KEY_BYTES)
        return anchor_new ("ed25519-raw", bytes, NULL, error);
      if (n_bytes == 2 + 8 + 64 && (memcmp (bytes, "Ed", 2) == 0 || memcmp (bytes, "ED", 2) == 0))
        {
          g_set_error_literal (error, RC_TRUST_ERROR, RC_TRUST_ERROR_NOT_A_KEY,
                               "This is a signature, not a public key");
          return NULL;
        }
      if (n_bytes > 2 && memcmp (bytes, "Ed", 2) == 0)
        {
          g_set_error_literal (error, RC_TRUST_ERROR, RC_TRUST_ERROR_NOT_A_KEY,
                               "This looks like a secret key; only the public key is wanted");
          return NULL;
        }
    }

  g_set_error_literal (error, RC_TRUST_ERROR, RC_TRUST_ERROR_NOT_A_KEY,
                       "This is not a public key of minisign or signify, nor an Ed25519 key as 32 bytes, 64 hexadecimal "
                       "digits or base64");
  return NULL;
}

static gsize
trim_line (const char **text,
           gsize        length)
{
  while (length > 0 && g_ascii_isspace ((*text)[length - 1]))
    length--;
  while (length > 0 && g_ascii_isspace (**text))
    {
      (*text)++;
      length--;
    }
  return length;
}

/* A public key file of minisign or signify (comment line, base64 line), its base64 line alone, or an Ed25519 key as 32 bytes, 64
 * hexadecimal digits or base64. The comment decides no more than the name of the kind. */
static RcAnchor *
parse_ed25519 (const char  *bytes,
               gsize        length,
               GError     **error)
{
  const char *comment = "untrusted comment:";
  const char *kind = "minisign";
  const char *line = bytes;
  const char *end;

  if (length == KEY_BYTES && is_binary ((const guint8 *) bytes, length))
    return anchor_new ("ed25519-raw", (const guint8 *) bytes, NULL, error);

  if (length >= strlen (comment) && memcmp (bytes, comment, strlen (comment)) == 0)
    {
      end = memchr (bytes, '\n', length);
      if (end == NULL)
        end = bytes + length;
      if (g_strstr_len (bytes, end - bytes, "minisign") == NULL)
        kind = "signify";
      line = end < bytes + length ? end + 1 : end;
    }

  length -= (gsize) (line - bytes);
  length = trim_line (&line, length);
  return parse_line (line, length, kind, error);
}

/* Whether a kind has a reader of its own, and is none of the Ed25519 keys. */
static gboolean
reads_itself (const char *kind)
{
  const RcAnchorKind *known = rc_anchor_kind_by_id (kind);

  return known != NULL && known->read != NULL;
}

/**
 * rc_anchor_parse_as:
 * @kind: (nullable): a kind of rc_anchor_kinds(); %NULL: the first that reads the bytes
 * @bytes: tainted: a file with one public key, certificate or list of keys
 *
 * Nothing is trusted by this.
 *
 * Returns: (transfer full): the key with empty owner and purpose "any"; %NULL with RC_TRUST_ERROR_NOT_A_KEY
 */
RcAnchor *
rc_anchor_parse_as (const char  *kind,
                    const char  *bytes,
                    gsize        length,
                    GError     **error)
{
  const RcAnchorKind * const *kinds = rc_anchor_kinds ();
  g_autoptr (RcAnchor) self = NULL;
  const char *refusal;

  for (guint i = 0; kinds[i] != NULL; i++)
    {
      if (kinds[i]->read == NULL || (kind != NULL ? strcmp (kinds[i]->id, kind) != 0 : !kinds[i]->is_guessed))
        continue;

      refusal = kinds[i]->refuse != NULL ? kinds[i]->refuse (bytes, length) : NULL;
      if (refusal != NULL)
        {
          g_set_error_literal (error, RC_TRUST_ERROR, RC_TRUST_ERROR_NOT_A_KEY, refusal);
          return NULL;
        }
      self = rc_anchor_new (kinds[i]->id);
      if (kinds[i]->read (self, bytes, length))
        {
          if (self->material == NULL)
            self->material = g_strndup (bytes, length);
          rc_anchor_complete (self);
          return g_steal_pointer (&self);
        }
      g_clear_pointer (&self, rc_anchor_free);
    }

  if (kind != NULL && reads_itself (kind))
    {
      g_set_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_NOT_A_KEY, "This is no key of the kind “%s”", kind);
      return NULL;
    }

  self = parse_ed25519 (bytes, length, error);
  if (self == NULL || kind == NULL || strcmp (kind, self->kind) == 0 || (rc_anchor_has_number (self) && strcmp (kind, "signify") == 0))
    return g_steal_pointer (&self);

  g_set_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_NOT_A_KEY, "This is no key of the kind “%s”", kind);
  return NULL;
}

RcAnchor *
rc_anchor_parse (const char  *bytes,
                 gsize        length,
                 GError     **error)
{
  return rc_anchor_parse_as (NULL, bytes, length, error);
}

/**
 * rc_anchor_dup_material:
 *
 * Returns: (transfer full): the key as rc_anchor_parse_as() reads it again
 */
char *
rc_anchor_dup_material (const RcAnchor *self)
{
  return g_strdup (self->material);
}

/**
 * rc_anchor_has_number:
 *
 * Returns: whether the key came with a number, by which signatures select it as a candidate
 */
gboolean
rc_anchor_has_number (const RcAnchor *self)
{
  return strcmp (self->kind, "minisign") == 0 || strcmp (self->kind, "signify") == 0;
}

/**
 * rc_anchor_accepts:
 * @purpose: a name of rc_anchor_purposes(), not "any"
 *
 * Returns: whether the key was accepted for that purpose; a key for one purpose is none for another
 */
gboolean
rc_anchor_accepts (const RcAnchor *self,
                   const char     *purpose)
{
  g_auto (GStrv) purposes = g_strsplit (self->purpose, ",", -1);

  return g_strv_contains ((const char * const *) purposes, "any")
         || g_strv_contains ((const char * const *) purposes, purpose);
}

/**
 * rc_anchor_list_identities:
 * @name: "issuer", "subject", "origin", "namespace" …
 *
 * Returns: (element-type utf8) (transfer container): the values of the constraints of that name; none: not constrained by it
 */
GPtrArray *
rc_anchor_list_identities (const RcAnchor *self,
                           const char     *name)
{
  GPtrArray *values = g_ptr_array_new ();
  gsize length = strlen (name);

  for (guint i = 0; self->identities != NULL && self->identities[i] != NULL; i++)
    {
      if (strncmp (self->identities[i], name, length) == 0 && self->identities[i][length] == '=')
        g_ptr_array_add (values, self->identities[i] + length + 1);
    }
  return values;
}

/**
 * rc_anchor_allows:
 *
 * Returns: whether @value is exactly one of the constraints of that name, or there are none of that name
 */
gboolean
rc_anchor_allows (const RcAnchor *self,
                  const char     *name,
                  const char     *value)
{
  g_autoptr (GPtrArray) values = rc_anchor_list_identities (self, name);

  for (guint i = 0; i < values->len; i++)
    {
      if (strcmp (g_ptr_array_index (values, i), value) == 0)
        return TRUE;
    }
  return values->len == 0;
}
