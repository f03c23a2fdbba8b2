/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cose-fixture.h"

#include <string.h>

#include <sodium.h>

#include "core/cbor.h"
#include "core/trust-file.h"

GBytes *
cose_from_hex (const char *hex)
{
  gsize length = 0;
  guint8 *bytes = rc_bytes_from_hex (hex, strlen (hex), &length);

  g_assert_nonnull (bytes);
  return g_bytes_new_take (bytes, length);
}

void
cose_append (GByteArray *array,
             GBytes     *bytes)
{
  g_byte_array_append (array, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
}

GByteArray *
cose_make_structure (GBytes     *protected_bytes,
                     const void *payload,
                     gsize       length)
{
  GByteArray *structure = g_byte_array_new ();

  rc_cbor_append_head (structure, RC_CBOR_ARRAY, 4);
  rc_cbor_append_bytes (structure, RC_CBOR_TEXT, "Signature1", 10);
  /* An empty map is signed as no bytes. */
  rc_cbor_append_bytes (structure, RC_CBOR_BYTES, g_bytes_get_data (protected_bytes, NULL),
                        g_bytes_get_size (protected_bytes) > 1 ? g_bytes_get_size (protected_bytes) : 0);
  rc_cbor_append_head (structure, RC_CBOR_BYTES, 0);
  rc_cbor_append_bytes (structure, RC_CBOR_BYTES, payload, length);
  return structure;
}

/* @payload: (nullable): detached */
GByteArray *
cose_make_message (CoseSigner *signer,
                   GBytes     *protected_bytes,
                   GBytes     *other,
                   int         tag,
                   const char *payload,
                   const void *signed_payload,
                   gsize       signed_length)
{
  g_autoptr (GByteArray) structure = cose_make_structure (protected_bytes, signed_payload, signed_length);
  GByteArray *message = g_byte_array_new ();
  guint8 signature[64];

  crypto_sign_detached (signature, NULL, structure->data, structure->len, signer->secret_key);
  if (tag != 0)
    rc_cbor_append_head (message, RC_CBOR_TAG, (guint64) tag);
  rc_cbor_append_head (message, RC_CBOR_ARRAY, 4);
  rc_cbor_append_bytes (message, RC_CBOR_BYTES, g_bytes_get_data (protected_bytes, NULL), g_bytes_get_size (protected_bytes));
  cose_append (message, other);
  if (payload != NULL)
    rc_cbor_append_bytes (message, RC_CBOR_BYTES, payload, strlen (payload));
  else
    rc_cbor_append_head (message, RC_CBOR_SIMPLE, RC_CBOR_NULL);
  rc_cbor_append_bytes (message, RC_CBOR_BYTES, signature, sizeof signature);
  return message;
}

GByteArray *
cose_signer_make (CoseSigner     *signer,
                  const CoseWish *wish)
{
  g_autoptr (GBytes) protected_bytes = cose_from_hex (wish->protected_hex);
  g_autoptr (GBytes) other = cose_from_hex (wish->other_hex != NULL ? wish->other_hex : "a0");
  const char *signed_payload = wish->signed_payload != NULL ? wish->signed_payload : wish->payload;

  return cose_make_message (signer, protected_bytes, other, wish->tag, wish->payload, signed_payload, strlen (signed_payload));
}

void
cose_signer_init (CoseSigner *self)
{
  g_assert_cmpint (sodium_init (), >=, 0);
  g_assert_cmpint (crypto_sign_keypair (self->public_key, self->secret_key), ==, 0);
}

void
cose_accept (SealFixture *fixture,
             const char  *kind,
             const void  *bytes,
             gsize        length,
             const char  *purpose)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  g_autoptr (GError) error = NULL;
  RcAnchor *anchor = rc_anchor_parse_as (kind, bytes, length, &error);

  g_assert_no_error (error);
  g_free (anchor->owner);
  g_free (anchor->purpose);
  anchor->owner = g_strdup ("Signer (fictitious)");
  anchor->purpose = g_strdup (purpose);
  g_ptr_array_add (anchors, anchor);
  (void) rc_trust_add_anchors (fixture->case_file, anchors, &error);
  g_assert_no_error (error);
}

/* As COSE_Key, with the id "7" and for EdDSA alone. */
GByteArray *
cose_signer_make_key (const CoseSigner *signer,
                      gboolean          is_secret)
{
  GByteArray *key = g_byte_array_new ();
  g_autoptr (GBytes) head = cose_from_hex (is_secret ? "a6010102413703272006" : "a5010102413703272006");

  cose_append (key, head);
  rc_cbor_append_head (key, RC_CBOR_NEGATIVE, 1);
  rc_cbor_append_bytes (key, RC_CBOR_BYTES, signer->public_key, 32);
  if (is_secret)
    {
      rc_cbor_append_head (key, RC_CBOR_NEGATIVE, 3);
      rc_cbor_append_bytes (key, RC_CBOR_BYTES, signer->secret_key, 32);
    }
  return key;
}

void
cose_signer_trust (CoseSigner  *self,
                   SealFixture *fixture,
                   const char  *purpose)
{
  g_autoptr (GByteArray) key = cose_signer_make_key (self, FALSE);

  cose_accept (fixture, "cose-key", key->data, key->len, purpose);
}

void
cose_write (SealFixture *fixture,
            const char  *name,
            GByteArray  *bytes)
{
  seal_fixture_write (fixture, name, (const char *) bytes->data, bytes->len);
}

gboolean
cose_has_note (const RcSeal *seal,
               const char   *part)
{
  for (guint i = 0; i < seal->notes->len; i++)
    {
      if (strstr (seal->notes->pdata[i], part) != NULL)
        return TRUE;
    }
  return FALSE;
}
