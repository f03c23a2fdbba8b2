/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/jws-judge.h"

#include <math.h>
#include <string.h>

#include "core/anchors/jwk.h"
#include "core/seals/key-search.h"

#define PURPOSE "statements"
#define MAX_SECONDS 253402300799.0      /* the end of the year 9999 */

/* One signature while it is judged. */
typedef struct
{
  const RcJwsStatement *statement;
  const RcJwsSignature *signature;
  const RcJwsAlgorithm *algorithm;
  RcSeal               *seal;
  RcJson                claims;
  gboolean              has_claims;     /* the payload is a JSON object */
} Judging;

/* --- Claims of the payload (RFC 7519 section 4.1) --- */

static void
read_claims (Judging *judging)
{
  GBytes *payload = judging->statement->detached != NULL ? judging->statement->detached : judging->statement->jws->payload;
  RcJsonFault fault;
  gsize length = 0;
  const char *text = payload != NULL ? g_bytes_get_data (payload, &length) : NULL;

  judging->has_claims = length > 0 && text[0] == '{' && rc_json_parse (&judging->claims, text, length, &fault)
                        && !judging->claims.has_duplicate;
}

/* RC_TIME_NONE: not said */
static gint64
claim_time (const Judging *judging,
            const char    *name)
{
  guint32 node = judging->has_claims ? rc_json_member (&judging->claims, 0, name) : RC_JSON_NO_NODE;
  double seconds;

  if (node == RC_JSON_NO_NODE || judging->claims.nodes[node].type != RC_JSON_NUMBER
      || !rc_json_get_double (&judging->claims, node, &seconds) || !isfinite (seconds) || seconds < 0 || seconds > MAX_SECONDS)
    return RC_TIME_NONE;
  return (gint64) (seconds * G_USEC_PER_SEC);
}

/* A token that has expired is no worse evidence: it is judged as of the event that it was used for. */
static void
note_times (Judging *judging)
{
  static const struct { const char *name; const char *text; } times[] = {
    { "iat", "The token says that it was issued at %s" },
    { "nbf", "The token says that it counts from %s" },
    { "exp", "The token says that it counts until %s, which is to be held against the time of its use" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      gint64 time_us = claim_time (judging, times[i].name);
      g_autofree char *text = time_us != RC_TIME_NONE ? rc_time_format_utc (time_us) : NULL;
      g_auto (GStrv) parts = g_strsplit (times[i].text, "%s", 2);

      if (text != NULL)
        rc_seal_add_note (judging->seal, "%s%s%s", parts[0], text, parts[1]);
    }
}

/* --- Whose key it is --- */

/* Only what is signed can say whose key it should be. */
static const char *
get_named (const RcJwsSignature *signature)
{
  return signature->is_key_id_covered ? signature->key_id : NULL;
}

static gboolean
names (const RcJwsSignature *signature,
       const RcJwk          *key)
{
  const char *named = get_named (signature);

  return named != NULL && key != NULL && key->key_id != NULL && strcmp (named, key->key_id) == 0;
}

/* The accepted key fixes the algorithm, never the token (RFC 8725 section 3.1). */
static gboolean
is_algorithm_of (const RcJwsAlgorithm *algorithm,
                 const RcAnchor       *anchor,
                 const RcJwk          *key)
{
  const RcJwsAlgorithm *own = key != NULL && key->algorithm != NULL ? rc_jws_algorithm_by_name (key->algorithm) : NULL;

  if (!rc_jws_algorithm_is_of (algorithm, anchor->key))
    return FALSE;
  return own == NULL || (own->form == algorithm->form && own->hash == algorithm->hash);
}

static RcKeyFit
try_key (const RcAnchor *anchor,
         gpointer        data)
{
  const Judging *judging = data;
  const RcJwsStatement *statement = judging->statement;
  g_autoptr (RcJwk) key = rc_anchor_read_jwk (anchor);

  if (anchor->key == NULL || !rc_key_search_is_plain (anchor) || !is_algorithm_of (judging->algorithm, anchor, key))
    return RC_KEY_NOT_MEANT;
  if (rc_jws_verify (statement->jws, judging->signature, anchor->key, statement->detached) == RC_SIGNATURE_FITS)
    return RC_KEY_FITS;
  if (names (judging->signature, key))
    return RC_KEY_FAILED;
  return judging->signature->key_id == NULL && key != NULL ? RC_KEY_EXPECTED : RC_KEY_TRIED;
}

/* (nullable): an accepted key that the token means, where it means none whose algorithm it uses. */
static const RcAnchor *
find_confused (const Judging *judging)
{
  const GPtrArray *keys = judging->statement->work->keys;
  const RcAnchor *confused = NULL;

  for (guint i = 0; i < keys->len; i++)
    {
      const RcAnchor *anchor = g_ptr_array_index (keys, i);
      g_autoptr (RcJwk) key = rc_anchor_read_jwk (anchor);
      gboolean is_unnamed_mac = judging->algorithm->is_mac && judging->signature->key_id == NULL && rc_anchor_accepts (anchor, PURPOSE);

      if (key == NULL || (!names (judging->signature, key) && !is_unnamed_mac))
        continue;
      if (is_algorithm_of (judging->algorithm, anchor, key))
        return NULL;
      if (confused == NULL)
        confused = anchor;
    }
  return confused;
}

/* What the auditor asks of whoever signs, exactly. */
static void
judge_identity (Judging        *judging,
                const RcAnchor *anchor)
{
  static const struct { const char *constraint; const char *claim; } identities[] = {
    { "issuer", "iss" }, { "subject", "sub" }, { "audience", "aud" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (identities); i++)
    {
      g_autoptr (GPtrArray) values = rc_anchor_list_identities (anchor, identities[i].constraint);
      guint32 node = judging->has_claims ? rc_json_member (&judging->claims, 0, identities[i].claim) : RC_JSON_NO_NODE;
      gboolean is_text = node != RC_JSON_NO_NODE && judging->claims.nodes[node].type == RC_JSON_STRING;
      gsize length = 0;
      g_autofree char *found = is_text ? rc_json_dup_text (&judging->claims, node, &length) : NULL;

      if (values->len == 0
          || (found != NULL && strlen (found) == length && rc_anchor_allows (anchor, identities[i].constraint, found)))
        continue;
      judging->seal->signature = RC_VERDICT_INVALID;
      judging->seal->anchor = RC_VERDICT_INVALID;
      judging->seal->checked = 0;
      rc_seal_set_reason (judging->seal, "identity");
      rc_seal_work_tell (judging->statement->work, RC_EXCEPTION_SIGNATURE_INVALID, judging->statement->carrier,
                         g_ptr_array_index (values, 0), found != NULL ? found : "nothing that can be read",
                         "“%s” names another %s than the key of %s was accepted for.", judging->statement->carrier->name,
                         identities[i].constraint, anchor->owner);
      return;
    }
}

static void
judge_keys (Judging *judging)
{
  const RcJwsStatement *statement = judging->statement;
  RcKeyQuestion question = {
    .try_key = try_key,
    .data = judging,
    .purpose = PURPOSE,
    .key_name = judging->signature->key_id,
    .claimed_us = claim_time (judging, "iat"),
    .established = rc_seal_work_get_time (statement->work, statement->carrier->id),
    .covered = statement->covered,
    .carrier = statement->carrier,
  };
  const RcAnchor *anchor = rc_key_search (statement->work, judging->seal, &question);

  if (anchor != NULL)
    judge_identity (judging, anchor);
}

/* --- What is refused before any key is asked --- */

static void
tell_refused (Judging    *judging,
              const char *expected,
              const char *found,
              const char *sentence)
{
  rc_seal_set_all (judging->seal, RC_VERDICT_INVALID, "algorithm");
  rc_seal_work_tell (judging->statement->work, RC_EXCEPTION_SIGNATURE_INVALID, judging->statement->carrier, expected, found, "“%s” %s.",
                     judging->statement->carrier->name, sentence);
}

static gboolean
is_refused (Judging *judging)
{
  const RcJwsSignature *signature = judging->signature;
  const RcAnchor *confused;

  if (g_ascii_strcasecmp (signature->algorithm_name, "none") == 0)
    {
      tell_refused (judging, "a signature", "none", "says of itself that nothing protects it");
      return TRUE;
    }
  if (signature->unknown_critical != NULL)
    {
      tell_refused (judging, "headers that are known", signature->unknown_critical,
                    "must not be accepted by whoever does not understand one of its headers");
      return TRUE;
    }

  confused = judging->algorithm != NULL ? find_confused (judging) : NULL;
  if (confused == NULL)
    return FALSE;
  tell_refused (judging, "an algorithm of the accepted key", signature->algorithm_name,
                "is not protected by the algorithm of the accepted key that it means");
  return TRUE;
}

/* Whoever holds the secret of a MAC could have made it (integrity.md section 5.10): it is no evidence of who did. */
static void
judge_mac (Judging *judging)
{
  rc_seal_set_all (judging->seal, RC_VERDICT_UNVERIFIABLE, "key-missing");
  rc_seal_add_note (judging->seal, "Protected by a shared secret (%s), not by a signature: everybody who can check it could have made it",
                    judging->signature->algorithm_name);
}

static void
note_headers (const Judging *judging)
{
  const RcJwsSignature *signature = judging->signature;

  if (!signature->is_algorithm_covered)
    rc_seal_add_note (judging->seal, "Names its algorithm outside of what is signed");
  if (signature->key_id != NULL && !signature->is_key_id_covered)
    rc_seal_add_note (judging->seal, "Names its key outside of what is signed, which was not relied on");
  if (signature->names_key)
    rc_seal_add_note (judging->seal, "Brings a key, or says where to fetch one, which was not used");
}

/**
 * rc_jws_judge:
 * @seal: (inout): of one thing to check
 */
void
rc_jws_judge (const RcJwsStatement *self,
              const RcJwsSignature *signature,
              RcSeal               *seal)
{
  Judging judging = { .statement = self, .signature = signature, .seal = seal };

  rc_json_init (&judging.claims);
  judging.algorithm = rc_jws_algorithm_by_name (signature->algorithm_name);
  if (!is_refused (&judging))
    {
      read_claims (&judging);
      if (judging.algorithm == NULL)
        rc_seal_set_all (seal, RC_VERDICT_UNVERIFIABLE, "algorithm-unsupported");
      else if (judging.algorithm->is_mac)
        judge_mac (&judging);
      else
        judge_keys (&judging);
    }
  note_headers (&judging);
  if (!self->is_one_of_many)
    note_times (&judging);
  rc_json_clear (&judging.claims);
}
