/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/ccf-claims.h"

#include <string.h>

#include <sodium.h>

#include "core/base64.h"

#define PROTOCOL "LedgerEntryV1"

static guint32
find_member (const RcJson *json,
             guint32       object,
             const char   *name,
             const char   *other_name)
{
  guint32 node = json->nodes[object].type == RC_JSON_OBJECT ? rc_json_member (json, object, name) : RC_JSON_NO_NODE;

  if (node != RC_JSON_NO_NODE || json->nodes[object].type != RC_JSON_OBJECT)
    return node;
  return rc_json_member (json, object, other_name);
}

static char *
dup_text (const RcJson *json,
          guint32       object,
          const char   *name,
          const char   *other_name,
          gsize        *out_length)
{
  guint32 node = find_member (json, object, name, other_name);

  return node != RC_JSON_NO_NODE && json->nodes[node].type == RC_JSON_STRING ? rc_json_dup_text (json, node, out_length) : NULL;
}

/* Over a text under the entry's own key, so that a claim that is not shown cannot be guessed. */
static void
hmac (GBytes     *key,
      const char *text,
      gsize       length,
      RcDigest   *out_digest)
{
  crypto_auth_hmacsha256_state state;

  crypto_auth_hmacsha256_init (&state, g_bytes_get_data (key, NULL), g_bytes_get_size (key));
  crypto_auth_hmacsha256_update (&state, (const guint8 *) text, length);
  crypto_auth_hmacsha256_final (&state, out_digest->bytes);
}

static gboolean
digest_entry (const RcJson *json,
              guint32       entry,
              RcDigest     *out_claim)
{
  gsize contents_length = 0, collection_length = 0, protocol_length = 0, secret_length = 0;
  g_autofree char *collection = dup_text (json, entry, "collectionId", "collection_id", &collection_length);
  g_autofree char *contents = dup_text (json, entry, "contents", "contents", &contents_length);
  g_autofree char *protocol = dup_text (json, entry, "protocol", "protocol", &protocol_length);
  g_autofree char *secret = dup_text (json, entry, "secretKey", "secret_key", &secret_length);
  g_autoptr (GBytes) key = secret != NULL ? rc_base64_decode (secret, secret_length, RC_BASE64_STANDARD) : NULL;
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  RcDigest parts[2], digest;

  if (collection == NULL || contents == NULL || protocol == NULL || strcmp (protocol, PROTOCOL) != 0 || key == NULL)
    return FALSE;

  hmac (key, collection, collection_length, &parts[0]);
  hmac (key, contents, contents_length, &parts[1]);
  rc_digest_compute (parts, sizeof parts, &digest);
  rc_hasher_update (hasher, PROTOCOL, strlen (PROTOCOL));
  rc_hasher_update (hasher, digest.bytes, sizeof digest.bytes);
  rc_hasher_finish (hasher, out_claim);
  return TRUE;
}

static gboolean
digest_claim (const RcJson *json,
              guint32       claim,
              RcDigest     *out_claim)
{
  guint32 entry = find_member (json, claim, "ledgerEntry", "ledger_entry");

  return entry != RC_JSON_NO_NODE && json->nodes[entry].type == RC_JSON_OBJECT && digest_entry (json, entry, out_claim);
}

/**
 * rc_ccf_claims_digest:
 * @node: of an array; tainted
 *
 * SHA-256 over the number of claims in four bytes, the smallest first, and the claims (integrity.md section 5.12).
 */
gboolean
rc_ccf_claims_digest (const RcJson *json,
                      guint32       node,
                      RcDigest     *out_digest)
{
  guint32 count = GUINT32_TO_LE (json->nodes[node].count);
  g_autoptr (RcHasher) hasher = rc_hasher_new ();

  rc_hasher_update (hasher, &count, sizeof count);
  for (guint32 i = node + 1; i < json->nodes[node].next; i = json->nodes[i].next)
    {
      RcDigest claim;

      if (!digest_claim (json, i, &claim))
        {
          rc_hasher_reset (hasher);
          return FALSE;
        }
      rc_hasher_update (hasher, claim.bytes, sizeof claim.bytes);
    }
  rc_hasher_finish (hasher, out_digest);
  return TRUE;
}
