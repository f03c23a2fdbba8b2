/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mask.h"

#include <string.h>

#include <sodium.h>

#include "slot.h"

G_STATIC_ASSERT (RC_DIGEST_BYTES == crypto_generichash_KEYBYTES);
G_STATIC_ASSERT (RC_DIGEST_BYTES == crypto_generichash_BYTES);

/* What fingerprints are made of is never what pseudonyms are made of. */
#define PSEUDONYM_DOMAIN "recount pseudonym"
#define FINGERPRINT_DOMAIN "recount fingerprint"

/* A key that is no 64 digits is another's work, and counts as none. */
static gboolean
load_key (RcCase   *case_file,
          RcDigest *out_key)
{
  char *hex = rc_case_dup_setting (case_file, RC_MASK_KEY_SETTING);
  gboolean found = hex != NULL && rc_digest_from_hex (hex, strlen (hex), out_key);

  if (hex != NULL)
    sodium_memzero (hex, strlen (hex));
  g_free (hex);
  return found;
}

/**
 * rc_mask_make_key:
 * @case_file: open for writing
 * @wanted: (nullable): the key, %RC_DIGEST_BYTES long, where it must be a certain one
 * @out_made: (out): whether there was none
 *
 * See the beginning of mask.h.
 */
gboolean
rc_mask_make_key (RcCase        *case_file,
                  const guint8  *wanted,
                  gboolean      *out_made,
                  GError       **error)
{
  char hex[RC_DIGEST_HEX_SIZE];
  RcDigest key;
  gboolean done;

  *out_made = !load_key (case_file, &key);
  if (*out_made)
    {
      if (wanted != NULL)
        memcpy (key.bytes, wanted, sizeof key.bytes);
      else
        randombytes_buf (key.bytes, sizeof key.bytes);
      rc_digest_to_hex (&key, hex);
    }
  done = !*out_made || rc_case_set_setting (case_file, RC_MASK_KEY_SETTING, hex, error);
  sodium_memzero (&key, sizeof key);
  sodium_memzero (hex, sizeof hex);
  return done;
}

/* The parts are parted by zeros, which no text holds. */
static gboolean
hash (RcCase      *case_file,
      const char  *domain,
      const char  *kind,
      const char  *text,
      RcDigest    *out_digest)
{
  crypto_generichash_state state;
  RcDigest key;

  if (!load_key (case_file, &key))
    return FALSE;

  crypto_generichash_init (&state, key.bytes, sizeof key.bytes, sizeof out_digest->bytes);
  crypto_generichash_update (&state, (const guint8 *) domain, strlen (domain) + 1);
  crypto_generichash_update (&state, (const guint8 *) kind, strlen (kind) + 1);
  crypto_generichash_update (&state, (const guint8 *) text, strlen (text));
  crypto_generichash_final (&state, out_digest->bytes, sizeof out_digest->bytes);
  sodium_memzero (&key, sizeof key);
  sodium_memzero (&state, sizeof state);
  return TRUE;
}

static gboolean
is_answer (RcField field)
{
  return field == RC_FIELD_OUTPUT || field == RC_FIELD_PROPOSAL || field == RC_FIELD_FINAL || field == RC_FIELD_ORIGINAL;
}

/**
 * rc_mask_value:
 * @case_file: the case, whose key is used
 * @field: what the value is
 * @value: a personal value
 *
 * Returns: (transfer full): its pseudonym; the beginning of mask.h says what it means where two are equal
 */
char *
rc_mask_value (RcCase     *case_file,
               RcField     field,
               const char *value)
{
  const char *kind = rc_field_to_name (is_answer (field) ? RC_FIELD_OUTPUT : field);
  RcDigest digest;

  if (!hash (case_file, PSEUDONYM_DOMAIN, kind, value, &digest))
    return g_strdup (RC_MASK_DOTS);

  return g_strdup_printf (RC_MASK_DOTS "%02x%02x%02x%02x", digest.bytes[0], digest.bytes[1], digest.bytes[2], digest.bytes[3]);
}

/**
 * rc_mask_field:
 * @value: (nullable): what a record says in @field
 * @out_masked: (out) (optional): whether something is left out
 *
 * What lists, lineages and documents show of a field: the pseudonym of a personal value, the shape and pseudonym of an answer that could
 * hold a person's data, anything else as written.
 *
 * Returns: (transfer full) (nullable): %NULL where @value is
 */
char *
rc_mask_field (RcCase     *case_file,
               RcField     field,
               const char *value,
               gboolean   *out_masked)
{
  gboolean masked = FALSE;
  char *shown = NULL;

  if (value != NULL && is_answer (field))
    {
      shown = rc_slot_dup_answer_in (case_file, value, &masked);
    }
  else if (value != NULL)
    {
      masked = rc_field_is_personal (field);
      shown = masked ? rc_mask_value (case_file, field, value) : g_strdup (value);
    }
  if (out_masked != NULL)
    *out_masked = masked;
  return shown;
}

char *
rc_mask_entity (RcCase         *case_file,
                const RcEntity *entity)
{
  if (entity->kind == RC_ENTITY_PERSON)
    return rc_mask_value (case_file, RC_FIELD_ACTOR, entity->name);
  return g_strdup (entity->name);
}

/**
 * rc_mask_fingerprint:
 * @purpose: what it is made for: the same text has another fingerprint for each
 * @text: what it is the fingerprint of
 *
 * For the custody log, which must say the same of the same without saying what.
 */
gboolean
rc_mask_fingerprint (RcCase     *case_file,
                     const char *purpose,
                     const char *text,
                     RcDigest   *out_digest)
{
  return hash (case_file, FINGERPRINT_DOMAIN, purpose, text, out_digest);
}
