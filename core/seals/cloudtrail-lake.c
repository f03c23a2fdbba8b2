/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/cloudtrail-lake.h"

#include <string.h>

#include "core/bounds.h"
#include "core/interval.h"
#include "core/seals/cloudtrail-digest.h"
#include "core/seals/cover.h"
#include "core/seals/key-search.h"

#define KIND "cloudtrail-lake"

/* A listed result: its hash is signed, its name is not. */
typedef struct
{
  char    *name;
  RcDigest hash;
} Result;

typedef struct
{
  RcSealWork       *work;
  RcCloudTrailKeys *keys;
  const RcSource   *carrier;
  GArray           *results;       /* of Result */
  char             *fingerprint;
  GBytes           *message;
  GBytes           *signature;
  gint64            claimed_us;
  gboolean          is_ambiguous;
  gboolean          is_known_algorithm;
  RcSeal           *seal;
  gint64            seal_id;
} Lake;

static void
result_clear (gpointer data)
{
  g_free (((Result *) data)->name);
}

static void
lake_clear (Lake *self)
{
  g_clear_pointer (&self->results, g_array_unref);
  g_clear_pointer (&self->fingerprint, g_free);
  g_clear_pointer (&self->message, g_bytes_unref);
  g_clear_pointer (&self->signature, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Lake, lake_clear)

/* --- Reading --- */

static gboolean
read_results (Lake         *self,
              const RcJson *json)
{
  guint32 files = rc_json_member (json, 0, "files");
  g_autoptr (GString) message = g_string_new (NULL);

  self->results = g_array_new (FALSE, TRUE, sizeof (Result));
  g_array_set_clear_func (self->results, result_clear);
  if (files == RC_JSON_NO_NODE || json->nodes[files].type != RC_JSON_ARRAY || json->nodes[files].count == 0)
    return FALSE;

  for (guint32 item = files + 1; item < json->nodes[files].next; item = json->nodes[item].next)
    {
      g_autofree char *hex = rc_cloudtrail_dup_member (json, item, "fileHashValue");
      Result result = { 0 };

      if (hex == NULL || !rc_digest_from_hex (hex, strlen (hex), &result.hash))
        return FALSE;
      result.name = rc_cloudtrail_dup_member (json, item, "fileName");
      g_array_append_val (self->results, result);
      if (result.name == NULL)
        return FALSE;
      g_string_append_printf (message, "%s%s", message->len > 0 ? " " : "", hex);
    }
  self->message = g_bytes_new (message->str, message->len);
  return TRUE;
}

/* NULL: read. */
static const char *
read_lake (Lake         *self,
           const RcJson *json)
{
  g_autofree char *hex = rc_cloudtrail_dup_member (json, 0, "hashSignature");
  g_autofree char *hash = rc_cloudtrail_dup_member (json, 0, "hashAlgorithm");
  g_autofree char *algorithm = rc_cloudtrail_dup_member (json, 0, "signatureAlgorithm");
  g_autofree char *time_text = rc_cloudtrail_dup_member (json, 0, "queryCompleteTime");
  RcTimestamp time;

  if (!read_results (self, json))
    return "its list of files is not readable";

  self->signature = hex != NULL ? rc_cloudtrail_read_signature (hex) : NULL;
  self->fingerprint = rc_cloudtrail_dup_member (json, 0, "publicKeyFingerprint");
  if (self->signature == NULL || self->fingerprint == NULL)
    return "its signature is not readable";

  self->is_ambiguous = json->has_duplicate;
  self->is_known_algorithm = g_strcmp0 (hash, "SHA-256") == 0 && g_strcmp0 (algorithm, "SHA256withRSA") == 0;
  self->claimed_us = time_text != NULL && rc_timestamp_parse (time_text, strlen (time_text), RC_ZONE_RULE, 0, &time) ? time.from_us
                     : RC_TIME_NONE;
  return NULL;
}

/* --- The signature --- */

static RcKeyFit
try_list (const RcAnchor *list,
          gpointer        data)
{
  const Lake *self = data;
  RcCloudTrailMatch match = rc_cloudtrail_keys_ask (self->keys, list, self->fingerprint, self->message, self->signature);

  return match.answer == RC_CLOUDTRAIL_KEY_FITS ? RC_KEY_FITS
         : match.answer == RC_CLOUDTRAIL_KEY_FAILED ? RC_KEY_FAILED : RC_KEY_NOT_MEANT;
}

/* The key's own validity in its list, at the only time known, which is not even signed. */
static void
judge_key (Lake           *self,
           const RcAnchor *list)
{
  RcCloudTrailMatch match = rc_cloudtrail_keys_ask (self->keys, list, self->fingerprint, self->message, self->signature);
  gint64 time_us = self->claimed_us;
  gboolean is_outside = time_us != RC_TIME_NONE && rc_validity_excludes (match.key->from_us, match.key->to_us, time_us);

  if (rc_public_key_is_weak (match.key->key))
    {
      self->seal->signature = RC_VERDICT_WEAK;
      rc_seal_set_reason (self->seal, "algorithm");
    }
  if (is_outside)
    {
      self->seal->anchor = rc_verdict_worst (self->seal->anchor, RC_VERDICT_UNVERIFIABLE);
      rc_seal_set_reason (self->seal, "time-not-established");
      rc_seal_add_note (self->seal, "The list of keys gives the key %s for a time that does not include the one claimed",
                        self->fingerprint);
    }
}

static void
judge_signature (Lake *self)
{
  const RcKeyQuestion question = {
    .try_key = try_list,
    .data = self,
    .purpose = "cloudtrail",
    .key_name = self->fingerprint,
    .claimed_us = self->claimed_us,
    .established = rc_seal_work_get_time (self->work, self->carrier->id),
    .covered = NULL,
    .carrier = self->carrier,
  };
  const RcAnchor *list;

  if (self->is_ambiguous)
    {
      rc_seal_set_all (self->seal, RC_VERDICT_AMBIGUOUS, "format");
      rc_seal_work_tell (self->work, RC_EXCEPTION_DUPLICATE_MEMBER, self->carrier, "each member once", "a member twice",
                         "“%s” can be read in two ways.", self->carrier->name);
      return;
    }
  if (!self->is_known_algorithm)
    {
      rc_seal_set_all (self->seal, RC_VERDICT_UNVERIFIABLE, "algorithm-unsupported");
      return;
    }

  list = rc_key_search (self->work, self->seal, &question);
  if (list != NULL)
    judge_key (self, list);
}

/* --- The files --- */

static RcVerdict
judge_there (Lake            *self,
             const Result    *result,
             const GPtrArray *there)
{
  RcVerdict own = rc_verdict_worst (self->seal->signature, self->seal->anchor);
  RcVerdict worst = RC_VERDICT_VALID;

  for (guint i = 0; i < there->len; i++)
    {
      const RcSource *source = g_ptr_array_index (there, i);
      RcVerdict verdict = rc_digest_equal (&source->sha256, &result->hash) ? RC_VERDICT_VALID : RC_VERDICT_INVALID;
      char expected[RC_DIGEST_HEX_SIZE];
      char found[RC_DIGEST_HEX_SIZE];

      worst = rc_verdict_worst (worst, verdict);
      g_array_append_val (self->seal->sources, source->id);
      rc_cover_source (self->work->context, self->work->judgement, self->seal_id, source, rc_verdict_worst (own, verdict));
      if (verdict == RC_VERDICT_VALID)
        continue;

      rc_digest_to_hex (&result->hash, expected);
      rc_digest_to_hex (&source->sha256, found);
      rc_seal_work_tell (self->work, RC_EXCEPTION_DIGEST_MISMATCH, source, expected, found,
                         "“%s” is not the file that “%s” lists: its SHA-256 differs.", source->name, self->carrier->name);
    }
  return worst;
}

/* The hash is what is signed: under another name, the file is the same. */
static GPtrArray *
find_by_hash (Lake         *self,
              const Result *result)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < self->work->context->sources->len; i++)
    {
      RcSource *source = self->work->context->sources->pdata[i];

      if (rc_seal_work_is_file (source) && !rc_source_is_repeat (source) && rc_digest_equal (&source->sha256, &result->hash))
        g_ptr_array_add (found, source);
    }
  return found;
}

static void
judge_result (Lake         *self,
              const Result *result)
{
  g_autoptr (GPtrArray) there = rc_seal_context_find_all_beside (self->work->context, self->carrier, result->name);
  RcSeal *seal = self->seal;
  RcVerdict verdict;

  if (there->len == 0)
    {
      g_ptr_array_unref (there);
      there = find_by_hash (self, result);
    }
  if (there->len == 0)
    {
      seal->completeness = RC_VERDICT_INCOMPLETE;
      rc_seal_work_tell (self->work, RC_EXCEPTION_LISTED_ABSENT, self->carrier, result->name, "nothing received",
                         "“%s” lists “%s”, which was not received.", self->carrier->name, result->name);
      return;
    }

  verdict = judge_there (self, result, there);
  seal->integrity = rc_verdict_worst (seal->integrity, verdict);
  if (verdict == RC_VERDICT_INVALID)
    rc_seal_set_reason (seal, "digest");
  seal->checked += verdict == RC_VERDICT_VALID && rc_verdict_worst (seal->signature, seal->anchor) >= RC_VERDICT_WEAK;
}

static void
judge (Lake *self)
{
  self->seal = rc_seal_new (KIND, self->carrier->name);
  self->seal->carrier = self->carrier->id;
  g_array_append_val (self->seal->sources, self->carrier->id);
  self->seal_id = rc_judgement_add_seal (self->work->judgement, self->seal);
  judge_signature (self);

  self->seal->checked = 0;
  self->seal->total = self->results->len;
  /* Of what could not be judged the digests can still be compared: the first question stands for itself. */
  if (self->seal->integrity == RC_VERDICT_UNVERIFIABLE)
    self->seal->integrity = RC_VERDICT_VALID;
  for (guint i = 0; i < self->results->len; i++)
    judge_result (self, &g_array_index (self->results, Result, i));
  rc_seal_add_note (self->seal, "Names of files, region, time and the query itself are not signed; the signature covers the hashes of "
                    "%u files in their order", self->results->len);
}

/**
 * rc_cloudtrail_lake_judge:
 * @carrier: the file result_sign.json of an export
 *
 * One signature over the hashes of all files, parted by blanks; the files are hashed as they were delivered (integrity.md section 5.1).
 */
gboolean
rc_cloudtrail_lake_judge (RcSealWork       *work,
                          RcCloudTrailKeys *keys,
                          const RcSource   *carrier,
                          GBytes           *bytes)
{
  g_auto (Lake) self = { .work = work, .keys = keys, .carrier = carrier };
  const char *fault = "it is no JSON object";
  g_auto (RcJson) json;
  RcJsonFault json_fault;

  rc_json_init (&json);
  if (rc_json_parse (&json, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &json_fault)
      && json.nodes[0].type == RC_JSON_OBJECT)
    fault = read_lake (&self, &json);

  if (fault != NULL)
    rc_seal_work_malformed (work, KIND, NULL, carrier, "the signature of a query of CloudTrail Lake", fault);
  else
    judge (&self);
  return TRUE;
}
