/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "note-key.h"

#include <string.h>

#include "base64.h"
#include "bounds.h"

#define ID_DIGITS 8
#define ED25519_BYTES 32
#define ML_DSA_44_BYTES 1312

void
rc_note_key_free (RcNoteKey *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  rc_public_key_unref (self->key);
  g_free (self);
}

gboolean
rc_note_name_is_good (const char *name,
                      gsize       length)
{
  const char *end = name + length;

  if (length == 0 || length > RC_LIMIT_NAME_BYTES || !g_utf8_validate_len (name, length, NULL))
    return FALSE;
  for (const char *cursor = name; cursor < end; cursor = g_utf8_next_char (cursor))
    {
      gunichar character = g_utf8_get_char (cursor);

      if (character == '+' || character < 0x20 || g_unichar_isspace (character))
        return FALSE;
    }
  return TRUE;
}

static guint32
first_four (const RcDigest *digest)
{
  return (guint32) digest->bytes[0] << 24 | (guint32) digest->bytes[1] << 16 | (guint32) digest->bytes[2] << 8 | digest->bytes[3];
}

/* SHA-256 (name, LF, type, material), of which the first four bytes are the id. */
static guint32
compute_id (const char    *name,
            RcNoteKeyType  type,
            const void    *material,
            gsize          length)
{
  const guint8 middle[2] = { '\n', (guint8) type };
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  RcDigest digest;

  rc_hasher_update (hasher, name, strlen (name));
  rc_hasher_update (hasher, middle, sizeof middle);
  rc_hasher_update (hasher, material, length);
  rc_hasher_finish (hasher, &digest);
  return first_four (&digest);
}

static guint32
compute_id_of_key (const RcNoteKey *self)
{
  RcDigest fingerprint;

  if (self->type == RC_NOTE_ED25519 || self->type == RC_NOTE_COSIGNATURE)
    return compute_id (self->name, self->type, rc_public_key_peek_ed25519 (self->key), ED25519_BYTES);

  rc_public_key_fingerprint (self->key, &fingerprint);
  if (self->type == RC_NOTE_ECDSA)
    return first_four (&fingerprint);
  return compute_id (self->name, self->type, fingerprint.bytes, sizeof fingerprint.bytes);
}

static gboolean
fits_type (const RcPublicKey *key,
           RcNoteKeyType      type)
{
  RcKeyType kind = rc_public_key_get_type (key);

  switch (type)
    {
    case RC_NOTE_ED25519:
    case RC_NOTE_COSIGNATURE:
      return kind == RC_KEY_ED25519;
    case RC_NOTE_ECDSA:
    case RC_NOTE_TREE_HEAD:
      return kind == RC_KEY_EC_P256 || kind == RC_KEY_EC_P384 || kind == RC_KEY_EC_P521;
    case RC_NOTE_ML_DSA_44:
    default:
      return FALSE;
    }
}

/**
 * rc_note_key_new:
 * @name: as notes name it
 * @key: a reference is taken
 *
 * Returns: (transfer full) (nullable): the key with its id (C2SP signed-note, “Signatures”)
 */
RcNoteKey *
rc_note_key_new (const char    *name,
                 RcNoteKeyType  type,
                 RcPublicKey   *key)
{
  RcNoteKey *self;

  if (!rc_note_name_is_good (name, strlen (name)) || !fits_type (key, type))
    return NULL;

  self = g_new0 (RcNoteKey, 1);
  self->name = g_strdup (name);
  self->type = type;
  self->key = rc_public_key_ref (key);
  self->id = compute_id_of_key (self);
  return self;
}

/* --- As text --- */

static gboolean
parse_id (const char *text,
          guint32    *out_id)
{
  guint32 id = 0;

  for (guint i = 0; i < ID_DIGITS; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return FALSE;
      id = id << 4 | (guint32) g_ascii_xdigit_value (text[i]);
    }
  *out_id = id;
  return TRUE;
}

static RcNoteKey *
new_ml_dsa (const char   *name,
            const guint8 *bytes,
            gsize         length)
{
  RcNoteKey *self;

  if (length != ML_DSA_44_BYTES)
    return NULL;
  self = g_new0 (RcNoteKey, 1);
  self->name = g_strdup (name);
  self->type = RC_NOTE_ML_DSA_44;
  self->id = compute_id (name, RC_NOTE_ML_DSA_44, bytes, length);
  return self;
}

/* The type in one byte, then the key. */
static RcNoteKey *
read_material (const char *name,
               GBytes     *material)
{
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (material, &length);
  g_autoptr (RcPublicKey) key = NULL;

  if (length < 2)
    return NULL;

  switch (bytes[0])
    {
    case RC_NOTE_ED25519:
    case RC_NOTE_COSIGNATURE:
      key = length == 1 + ED25519_BYTES ? rc_public_key_new_ed25519 (bytes + 1) : NULL;
      break;
    case RC_NOTE_ECDSA:
    case RC_NOTE_TREE_HEAD:
      key = rc_public_key_new_spki (bytes + 1, length - 1);
      break;
    case RC_NOTE_ML_DSA_44:
      return new_ml_dsa (name, bytes + 1, length - 1);
    default:
      return NULL;
    }
  return key != NULL ? rc_note_key_new (name, (RcNoteKeyType) bytes[0], key) : NULL;
}

/**
 * rc_note_key_parse:
 * @text: tainted; blanks at its end are passed over
 *
 * It is parted at its first two “+”, because base64 has that letter too. The id in the text is compared with the computed one.
 *
 * Returns: (transfer full) (nullable): the key
 */
RcNoteKey *
rc_note_key_parse (const char *text,
                   gsize       length)
{
  g_autoptr (GBytes) material = NULL;
  g_autoptr (RcNoteKey) self = NULL;
  g_autofree char *name = NULL;
  const char *plus;
  gsize rest;
  guint32 id;

  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  plus = length <= RC_LIMIT_KEY_BYTES ? memchr (text, '+', length) : NULL;
  if (plus == NULL || !rc_note_name_is_good (text, (gsize) (plus - text)))
    return NULL;

  rest = length - (gsize) (plus + 1 - text);
  if (rest < ID_DIGITS + 2 || !parse_id (plus + 1, &id) || plus[1 + ID_DIGITS] != '+')
    return NULL;

  material = rc_base64_decode (plus + 2 + ID_DIGITS, rest - ID_DIGITS - 1, RC_BASE64_STANDARD);
  name = g_strndup (text, (gsize) (plus - text));
  self = material != NULL ? read_material (name, material) : NULL;
  return self != NULL && self->id == id ? g_steal_pointer (&self) : NULL;
}
