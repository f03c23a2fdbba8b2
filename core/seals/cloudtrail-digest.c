/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/cloudtrail-digest.h"

#include <string.h>

#include "core/bounds.h"
#include "core/timestamp.h"

#define MIDDLE_OF_NAME "_CloudTrail-Digest_"

static void
log_free (gpointer data)
{
  RcCloudTrailLog *self = data;

  g_free (self->location);
  g_free (self);
}

void
rc_cloudtrail_digest_free (RcCloudTrailDigest *self)
{
  if (self == NULL)
    return;

  g_free (self->chain);
  g_free (self->location);
  g_free (self->end_text);
  g_free (self->fingerprint);
  g_free (self->previous_location);
  g_free (self->previous_signature);
  g_clear_pointer (&self->logs, g_ptr_array_unref);
  g_free (self);
}

/* --- What it is --- */

/* A name as JSON writes it, followed by a colon: no text within another member. */
static gboolean
has_name (const char *head,
          gsize       length,
          const char *name)
{
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", name);
  gsize size = strlen (quoted);
  const char *found = g_strstr_len (head, (gssize) length, quoted);

  while (found != NULL)
    {
      const char *next = found + size;

      while (next < head + length && g_ascii_isspace (*next))
        next++;
      if (next < head + length && *next == ':')
        return TRUE;
      found = g_strstr_len (found + 1, (gssize) (length - (gsize) (found + 1 - head)), quoted);
    }
  return FALSE;
}

/**
 * rc_cloudtrail_recognise:
 * @head: tainted: the first bytes of a file
 *
 * Returns: what the file says to be, by the names of its members
 */
RcCloudTrailForm
rc_cloudtrail_recognise (const char *head,
                         gsize       length)
{
  gsize start = 0;

  while (start < length && g_ascii_isspace (head[start]))
    start++;
  if (start == length || head[start] != '{')
    return RC_CLOUDTRAIL_ANOTHER;

  if (has_name (head, length, "digestS3Object") && has_name (head, length, "digestEndTime"))
    return RC_CLOUDTRAIL_DIGEST;
  if (has_name (head, length, "hashSignature") && has_name (head, length, "fileHashValue"))
    return RC_CLOUDTRAIL_LAKE;
  if (has_name (head, length, "digest_object") && has_name (head, length, "digest_end_time"))
    return RC_CLOUDTRAIL_CTS;
  if (g_strstr_len (head, (gssize) length, "SHA256withRSA") != NULL
      && (has_name (head, length, "signature-algorithm") || has_name (head, length, "x-amz-meta-signature-algorithm")))
    return RC_CLOUDTRAIL_METADATA;
  return RC_CLOUDTRAIL_ANOTHER;
}

/* --- Members --- */

char *
rc_cloudtrail_dup_member (const RcJson *json,
                          guint32       object,
                          const char   *name)
{
  guint32 node = rc_json_member (json, object, name);
  g_autofree char *text = NULL;
  gsize length = 0;

  if (node == RC_JSON_NO_NODE || json->nodes[node].type != RC_JSON_STRING)
    return NULL;

  text = rc_json_dup_text (json, node, &length);
  if (length == 0 || length > RC_LIMIT_NAME_BYTES)
    return NULL;
  /* A line end within a text would move the borders of what is signed. */
  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_iscntrl (text[i]))
        return NULL;
    }
  return g_steal_pointer (&text);
}

/**
 * rc_cloudtrail_read_signature:
 * @hex: tainted
 *
 * Returns: (transfer full) (nullable): the signature's bytes
 */
GBytes *
rc_cloudtrail_read_signature (const char *hex)
{
  gsize length = strlen (hex);
  gsize n_bytes = 0;
  guint8 *bytes;

  if (length == 0 || length > 2 * (RC_LIMIT_RSA_BITS / 8))
    return NULL;

  bytes = rc_bytes_from_hex (hex, length, &n_bytes);
  return bytes != NULL ? g_bytes_new_take (bytes, n_bytes) : NULL;
}

static gboolean
read_hash (const RcJson *json,
           guint32       object,
           const char   *name,
           RcDigest     *out_hash)
{
  g_autofree char *hex = rc_cloudtrail_dup_member (json, object, name);

  return hex != NULL && rc_digest_from_hex (hex, strlen (hex), out_hash);
}

static gboolean
read_time (const char *text,
           gint64     *out_time_us)
{
  RcTimestamp time;

  if (text == NULL || !rc_timestamp_parse (text, strlen (text), RC_ZONE_UNKNOWN, 0, &time) || time.zone != RC_ZONE_EXPLICIT)
    return FALSE;

  *out_time_us = time.from_us;
  return TRUE;
}

static char *
dup_location (const RcJson *json,
              guint32       object,
              const char   *bucket_name,
              const char   *object_name)
{
  g_autofree char *bucket = rc_cloudtrail_dup_member (json, object, bucket_name);
  g_autofree char *key = rc_cloudtrail_dup_member (json, object, object_name);

  if (bucket == NULL || key == NULL || strchr (bucket, '/') != NULL)
    return NULL;
  return g_strconcat (bucket, "/", key, NULL);
}

/* --- Log files --- */

static RcCloudTrailLog *
read_log (const RcJson *json,
          guint32       item,
          gint64        start_us)
{
  RcCloudTrailLog *log;
  g_autofree char *algorithm = NULL;
  g_autofree char *oldest = NULL;
  g_autofree char *location = NULL;
  gint64 oldest_us;

  if (json->nodes[item].type != RC_JSON_OBJECT)
    return NULL;
  location = dup_location (json, item, "s3Bucket", "s3Object");
  if (location == NULL)
    return NULL;

  algorithm = rc_cloudtrail_dup_member (json, item, "hashAlgorithm");
  oldest = rc_cloudtrail_dup_member (json, item, "oldestEventTime");
  log = g_new0 (RcCloudTrailLog, 1);
  log->location = g_steal_pointer (&location);
  log->offset = json->nodes[item].offset;
  log->has_hash = g_strcmp0 (algorithm, "SHA-256") == 0 && read_hash (json, item, "hashValue", &log->hash);
  log->is_late = read_time (oldest, &oldest_us) && oldest_us < start_us;
  return log;
}

static const char *
read_logs (RcCloudTrailDigest *self,
           const RcJson       *json,
           gboolean            is_wanted,
           gsize              *out_offset)
{
  guint32 array = rc_json_member (json, 0, "logFiles");

  if (array == RC_JSON_NO_NODE || json->nodes[array].type != RC_JSON_ARRAY)
    return "its member logFiles is no list";

  self->n_logs = json->nodes[array].count;
  if (!is_wanted)
    return NULL;

  self->logs = g_ptr_array_new_full (self->n_logs, log_free);
  for (guint32 item = array + 1; item < json->nodes[array].next; item = json->nodes[item].next)
    {
      RcCloudTrailLog *log = read_log (json, item, self->start_us);

      if (log == NULL)
        {
          *out_offset = json->nodes[item].offset;
          return "an entry of logFiles names no object";
        }
      g_ptr_array_add (self->logs, log);
    }
  return NULL;
}

/* --- The digest --- */

/* Cuts the end time off the object's name, which is all that differs between digests of one chain. */
static char *
dup_chain (const char *object,
           gboolean   *out_is_backfill)
{
  const char *slash = strrchr (object, '/');
  const char *base = slash != NULL ? slash + 1 : object;
  gsize cut = strlen (base);

  *out_is_backfill = strstr (base, "_backfill.json") != NULL;
  if (strstr (base, MIDDLE_OF_NAME) == NULL)
    return slash != NULL ? g_strndup (object, (gsize) (slash - object)) : g_strdup ("");

  for (const char *mark = strchr (base, '_'); mark != NULL; mark = strchr (mark + 1, '_'))
    {
      gsize digits = strspn (mark + 1, "0123456789");

      if (digits == 8 && mark[1 + digits] == 'T')
        cut = (gsize) (mark - base);
    }
  return g_strndup (base, cut);
}

/* All members of the link, or none: "null" or absent in a starting digest. */
static const char *
read_previous (RcCloudTrailDigest *self,
               const RcJson       *json)
{
  static const char * const names[] = {
    "previousDigestS3Bucket", "previousDigestS3Object", "previousDigestHashValue", "previousDigestSignature"
  };
  g_autofree char *algorithm = rc_cloudtrail_dup_member (json, 0, "previousDigestHashAlgorithm");
  g_autoptr (GBytes) signature = NULL;
  guint n_set = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      guint32 node = rc_json_member (json, 0, names[i]);

      n_set += node != RC_JSON_NO_NODE && json->nodes[node].type != RC_JSON_NULL;
    }
  if (n_set == 0)
    return NULL;

  self->previous_location = dup_location (json, 0, "previousDigestS3Bucket", "previousDigestS3Object");
  self->previous_signature = rc_cloudtrail_dup_member (json, 0, "previousDigestSignature");
  if (n_set < G_N_ELEMENTS (names) || self->previous_location == NULL || self->previous_signature == NULL
      || g_strcmp0 (algorithm, "SHA-256") != 0 || !read_hash (json, 0, "previousDigestHashValue", &self->previous_hash))
    return "its link to the digest before it is not complete";

  signature = rc_cloudtrail_read_signature (self->previous_signature);
  return signature == NULL ? "the signature of the digest before it is not readable" : NULL;
}

static const char *
read_own (RcCloudTrailDigest *self,
          const RcJson       *json)
{
  g_autofree char *start = rc_cloudtrail_dup_member (json, 0, "digestStartTime");
  g_autofree char *algorithm = rc_cloudtrail_dup_member (json, 0, "digestSignatureAlgorithm");

  self->end_text = rc_cloudtrail_dup_member (json, 0, "digestEndTime");
  if (!read_time (start, &self->start_us) || !read_time (self->end_text, &self->end_us))
    return "its times are not readable";
  if (self->end_us < self->start_us)
    return "it ends before it starts";

  self->location = dup_location (json, 0, "digestS3Bucket", "digestS3Object");
  if (self->location == NULL)
    return "it does not say where it was stored";

  self->fingerprint = rc_cloudtrail_dup_member (json, 0, "digestPublicKeyFingerprint");
  if (self->fingerprint == NULL)
    return "it does not name its key";

  self->bucket_length = strcspn (self->location, "/");
  self->chain = dup_chain (self->location + self->bucket_length + 1, &self->is_backfill);
  self->is_known_algorithm = g_strcmp0 (algorithm, "SHA256withRSA") == 0;
  return NULL;
}

/**
 * rc_cloudtrail_digest_parse:
 * @bytes: tainted: a whole digest file, unpacked
 * @with_logs: whether the log files are read too
 * @out_fault: (out) (nullable): half a sentence
 * @out_offset: (out): where the fault is
 *
 * Returns: (transfer full) (nullable): the digest
 */
RcCloudTrailDigest *
rc_cloudtrail_digest_parse (const char  *bytes,
                            gsize        length,
                            gboolean     with_logs,
                            const char **out_fault,
                            gsize       *out_offset)
{
  g_autoptr (RcCloudTrailDigest) self = g_new0 (RcCloudTrailDigest, 1);
  g_auto (RcJson) json;
  RcJsonFault fault;

  *out_offset = 0;
  rc_json_init (&json);
  if (!rc_json_parse (&json, bytes, length, &fault))
    {
      *out_fault = "it is no JSON";
      *out_offset = fault.offset;
      return NULL;
    }

  *out_fault = json.nodes[0].type != RC_JSON_OBJECT ? "it is no object" : read_own (self, &json);
  if (*out_fault == NULL)
    *out_fault = read_previous (self, &json);
  if (*out_fault == NULL)
    *out_fault = read_logs (self, &json, with_logs, out_offset);
  self->is_ambiguous = json.has_duplicate;
  return *out_fault == NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * rc_cloudtrail_digest_string:
 * @hash: SHA-256 of the digest's own bytes
 *
 * Returns: (transfer full): four lines without a line end behind the last: end time, location, hash, signature of the digest before it
 */
GBytes *
rc_cloudtrail_digest_string (const RcCloudTrailDigest *self,
                             const RcDigest           *hash)
{
  char hex[RC_DIGEST_HEX_SIZE];
  char *text;

  rc_digest_to_hex (hash, hex);
  text = g_strdup_printf ("%s\n%s\n%s\n%s", self->end_text, self->location, hex,
                          self->previous_signature != NULL ? self->previous_signature : "null");
  return g_bytes_new_take (text, strlen (text));
}
