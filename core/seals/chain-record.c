/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/chain-record.h"

#include <string.h>

#include "core/seals/chain-form.h"

#define MAX_SEQUENCE (G_GINT64_CONSTANT (1) << 53)

RcChainWorker *
rc_chain_worker_new (void)
{
  RcChainWorker *self = g_new0 (RcChainWorker, 1);

  rc_json_init (&self->json);
  self->text = g_string_sized_new (4096);
  self->scope = g_string_new (NULL);
  self->hasher = rc_hasher_new ();
  return self;
}

void
rc_chain_worker_free (RcChainWorker *self)
{
  if (self == NULL)
    return;

  rc_json_clear (&self->json);
  rc_chain_layouts_clear (&self->layouts);
  g_string_free (self->text, TRUE);
  g_string_free (self->scope, TRUE);
  rc_hasher_free (self->hasher);
  g_free (self);
}

/**
 * rc_chain_scope_hash:
 *
 * Returns: FNV-1a of the name, 64 bits; what two names with one value would do is mix two chains of one file, which the links
 *   then part again
 */
guint64
rc_chain_scope_hash (const char *text,
                     gsize       length)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guint8) text[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash != 0 ? hash : 1;
}

gboolean
rc_chain_digest_parse (const char *text,
                       gsize       length,
                       RcDigest   *out_digest)
{
  static const char prefix[] = "sha256:";

  if (length > strlen (prefix) && memcmp (text, prefix, strlen (prefix)) == 0)
    {
      text += strlen (prefix);
      length -= strlen (prefix);
    }
  /* Columns of fixed width come with blanks. */
  while (length > 2 * RC_DIGEST_BYTES && text[length - 1] == ' ')
    length--;
  return rc_digest_from_hex (text, length, out_digest);
}

/* The bytes of a text member; empty for null and where it is absent. FALSE: something else, or an escape in it. */
static gboolean
peek_text (const RcJson *json,
           guint32       node,
           const char  **out_text,
           gsize        *out_length)
{
  *out_text = "";
  *out_length = 0;
  if (node == RC_JSON_NO_NODE || json->nodes[node].type == RC_JSON_NULL)
    return TRUE;
  if (json->nodes[node].type != RC_JSON_STRING || !rc_json_is_plain (json, node))
    return FALSE;

  *out_text = rc_json_peek_text (json, node, out_length);
  return TRUE;
}

/* --- What the record says --- */

static void
compute_first_link (const RcChainProfile *profile,
                    RcChainWorker        *worker,
                    const char           *scope,
                    gsize                 length)
{
  if (worker->first_text == profile->first_text && worker->scope->len == length
      && memcmp (worker->scope->str, scope, length) == 0)
    return;

  worker->first_text = profile->first_text;
  g_string_truncate (worker->scope, 0);
  g_string_append_len (worker->scope, scope, (gssize) length);
  rc_hasher_update (worker->hasher, profile->first_text, strlen (profile->first_text));
  rc_hasher_update (worker->hasher, scope, length);
  rc_hasher_finish (worker->hasher, &worker->first_link);
}

/* Nothing here is secret, so that a comparison may end early. */
static inline gboolean
is_equal (const RcDigest *a,
          const RcDigest *b)
{
  return memcmp (a->bytes, b->bytes, RC_DIGEST_BYTES) == 0;
}

static gboolean
is_zeros (const RcDigest *digest)
{
  static const RcDigest zeros;

  return is_equal (digest, &zeros);
}

/* What stands in the place of the previous hash. */
typedef enum
{
  PREVIOUS_ABSENT,
  PREVIOUS_NULL,
  PREVIOUS_TEXT,
  PREVIOUS_OTHER,
} PreviousForm;

static void
read_previous (const RcChainProfile *profile,
               const RcChainWorker  *worker,
               PreviousForm          form,
               const char           *text,
               gsize                 length,
               RcChainLink          *link)
{
  guint first = profile->first;

  memset (&link->previous, 0, sizeof link->previous);
  link->is_first_link = FALSE;
  if (form == PREVIOUS_ABSENT || form == PREVIOUS_NULL)
    {
      link->is_first_link = (first & (form == PREVIOUS_ABSENT ? RC_CHAIN_FIRST_ABSENT : RC_CHAIN_FIRST_NULL)) != 0;
    }
  else if (form == PREVIOUS_TEXT && rc_chain_digest_parse (text, length, &link->previous))
    {
      if ((first & RC_CHAIN_FIRST_ZEROS) != 0)
        link->is_first_link = is_zeros (&link->previous);
      else if ((first & RC_CHAIN_FIRST_NAME) != 0)
        link->is_first_link = is_equal (&link->previous, &worker->first_link);
    }
  else if (form == PREVIOUS_TEXT)
    {
      link->is_first_link = (first & (length == 0 ? RC_CHAIN_FIRST_EMPTY : RC_CHAIN_FIRST_WORD)) != 0;
    }

  /* Neither a hash nor a first link: it links to nothing that can be. */
  if (!link->is_first_link && is_zeros (&link->previous))
    memset (&link->previous, 0xff, sizeof link->previous);
}

static void
set_scope (const RcChainProfile *profile,
           RcChainWorker        *worker,
           const char           *text,
           gsize                 length,
           RcChainLink          *link)
{
  link->scope = profile->scope != NULL ? rc_chain_scope_hash (text, length) : 0;
  if ((profile->first & RC_CHAIN_FIRST_NAME) != 0)
    compute_first_link (profile, worker, text, length);
}

static void
read_scope (const RcChainProfile *profile,
            RcChainWorker        *worker,
            RcChainLink          *link)
{
  guint32 node = profile->scope != NULL ? rc_json_member (&worker->json, 0, profile->scope) : RC_JSON_NO_NODE;
  g_autofree char *copy = NULL;
  const char *text = "";
  gsize length = 0;

  if (node != RC_JSON_NO_NODE && worker->json.nodes[node].type == RC_JSON_STRING)
    {
      if (rc_json_is_plain (&worker->json, node))
        text = rc_json_peek_text (&worker->json, node, &length);
      else
        text = copy = rc_json_dup_text (&worker->json, node, &length);
    }
  set_scope (profile, worker, text, length, link);
}

static PreviousForm
get_previous_form (const RcJson *json,
                   guint32       node)
{
  if (node == RC_JSON_NO_NODE)
    return PREVIOUS_ABSENT;
  if (json->nodes[node].type == RC_JSON_NULL)
    return PREVIOUS_NULL;
  return json->nodes[node].type == RC_JSON_STRING && rc_json_is_plain (json, node) ? PREVIOUS_TEXT : PREVIOUS_OTHER;
}

/* chain_head over the texts of the head before and of the record's own hash, besides that own hash. */
static void
judge_head (const RcChainProfile *profile,
            RcChainWorker        *worker,
            const char           *previous,
            gsize                 previous_length,
            RcChainLink          *link)
{
  guint32 node = rc_json_member (&worker->json, 0, profile->head);
  RcDigest own = link->computed;
  char hex[RC_DIGEST_HEX_SIZE];
  const char *text;
  gsize length;

  rc_digest_to_hex (&own, hex);
  rc_hasher_update (worker->hasher, previous, previous_length);
  rc_hasher_update (worker->hasher, hex, strlen (hex));
  rc_hasher_finish (worker->hasher, &link->computed);
  if (node == RC_JSON_NO_NODE || !peek_text (&worker->json, node, &text, &length)
      || !rc_chain_digest_parse (text, length, &link->hash))
    {
      link->hash_fits = FALSE;
      return;
    }
  link->hash_fits = link->hash_fits && rc_digest_equal (&link->hash, &link->computed);
}

static void
judge_hash (const RcChainProfile *profile,
            RcChainWorker        *worker,
            guint32               hash,
            const char           *previous,
            gsize                 previous_length,
            RcChainLink          *link)
{
  const char *text;
  gsize length;
  gboolean is_stated = hash != RC_JSON_NO_NODE && peek_text (&worker->json, hash, &text, &length) &&
                       rc_chain_digest_parse (text, length, &link->hash);

  if (!rc_chain_form_append (profile, worker, previous, previous_length, link))
    {
      link->present = FALSE;
      link->is_readable = FALSE;
      return;
    }

  rc_hasher_update (worker->hasher, worker->text->str, worker->text->len);
  rc_hasher_finish (worker->hasher, &link->computed);
  if (profile->hash == NULL)
    {
      link->hash = link->computed;
      is_stated = TRUE;
    }
  link->hash_fits = is_stated && rc_digest_equal (&link->hash, &link->computed);
  if (link->hash_fits)
    link->is_respelled = rc_chain_form_is_respelled (profile, worker);
  if (profile->head != NULL)
    judge_head (profile, worker, previous, previous_length, link);
}

static gboolean
is_white (const char *bytes,
          gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isspace (bytes[i]))
        return FALSE;
    }
  return TRUE;
}

/* A byte order mark is no part of JSON; the record after it is judged all the same, and the mark told. */
static gboolean
skip_mark (const char **bytes,
           gsize       *length)
{
  if (*length < 3 || memcmp (*bytes, "\xEF\xBB\xBF", 3) != 0)
    return FALSE;

  *bytes += 3;
  *length -= 3;
  return TRUE;
}

static void
judge_parsed (const RcChainProfile *profile,
              RcChainWorker        *worker,
              RcChainLink          *link)
{
  const RcJson *json = &worker->json;
  guint32 hash = profile->hash != NULL ? rc_json_member (json, 0, profile->hash) : RC_JSON_NO_NODE;
  guint32 previous = rc_json_member (json, 0, profile->previous);
  guint32 sequence = profile->sequence != NULL ? rc_json_member (json, 0, profile->sequence) : RC_JSON_NO_NODE;
  const char *text;
  gsize length;

  if ((hash == RC_JSON_NO_NODE && profile->hash != NULL) || (previous == RC_JSON_NO_NODE && (profile->first & RC_CHAIN_FIRST_ABSENT) == 0))
    return;

  link->present = TRUE;
  link->ambiguous = json->has_duplicate;
  link->has_sequence = sequence != RC_JSON_NO_NODE && rc_json_get_integer (json, sequence, &link->sequence)
                       && link->sequence >= 0 && link->sequence <= MAX_SEQUENCE;
  read_scope (profile, worker, link);
  if (!peek_text (json, previous, &text, &length))
    {
      text = "";
      length = 0;
    }
  read_previous (profile, worker, get_previous_form (json, previous), text, length, link);
  judge_hash (profile, worker, hash, text, length, link);
  if (link->hash_fits && profile->hash != NULL)
    rc_chain_layouts_learn (&worker->layouts, profile, json, worker->text);
}

/* --- Without reading the record in full --- */

static gboolean
is_text (RcChainValue value)
{
  return value.text != NULL && value.text[0] == '"';
}

static gboolean
read_number (RcChainValue  value,
             gint64       *out_number)
{
  gint64 number = 0;

  if (value.text == NULL || value.length > 16)
    return FALSE;
  for (gsize i = 0; i < value.length; i++)
    {
      if (!g_ascii_isdigit (value.text[i]))
        return FALSE;
      number = number * 10 + (value.text[i] - '0');
    }

  *out_number = number;
  return number <= MAX_SEQUENCE;
}

/* Judges a record by the layout of those before it. FALSE: it has another one, or does not fit; it is to be read in full. */
static gboolean
judge_by_layout (const RcChainProfile *profile,
                 RcChainWorker        *worker,
                 const char           *bytes,
                 gsize                 length,
                 RcChainLink          *link)
{
  RcChainValues values;
  RcDigest computed;

  g_string_truncate (worker->text, 0);
  if (!rc_chain_layouts_apply (&worker->layouts, profile, bytes, length, worker->text, &values)
      || !is_text (values.hash) || !rc_chain_digest_parse (values.hash.text + 1, values.hash.length - 2, &link->hash)
      || (values.previous.text != NULL && !is_text (values.previous)))
    return FALSE;

  rc_hasher_update (worker->hasher, worker->text->str, worker->text->len);
  rc_hasher_finish (worker->hasher, &computed);
  if (!is_equal (&computed, &link->hash))
    return FALSE;

  link->is_readable = TRUE;
  link->present = TRUE;
  link->hash_fits = TRUE;
  link->computed = computed;
  link->has_sequence = read_number (values.sequence, &link->sequence);
  if (is_text (values.scope))
    set_scope (profile, worker, values.scope.text + 1, values.scope.length - 2, link);
  else
    set_scope (profile, worker, "", 0, link);
  if (values.previous.text != NULL)
    read_previous (profile, worker, PREVIOUS_TEXT, values.previous.text + 1, values.previous.length - 2, link);
  else
    read_previous (profile, worker, PREVIOUS_ABSENT, "", 0, link);
  return TRUE;
}

/**
 * rc_chain_record_judge:
 * @bytes: tainted; one record without its line end
 *
 * Judges one record by itself. Depends on nothing but its bytes and the profile.
 */
void
rc_chain_record_judge (const RcChainProfile *profile,
                       RcChainWorker        *worker,
                       const char           *bytes,
                       gsize                 length,
                       const RcDigest       *leaf,
                       RcChainLink          *out_link)
{
  RcJsonFault fault;

  memset (out_link, 0, sizeof *out_link);
  if (leaf != NULL)
    out_link->leaf = *leaf;
  if (length > 0 && bytes[length - 1] == '\r')
    length--;
  out_link->has_mark = skip_mark (&bytes, &length);
  if (is_white (bytes, length))
    {
      out_link->is_blank = TRUE;
      return;
    }
  if (judge_by_layout (profile, worker, bytes, length, out_link))
    return;
  if (!rc_json_parse (&worker->json, bytes, length, &fault) || worker->json.nodes[0].type != RC_JSON_OBJECT)
    return;

  out_link->is_readable = TRUE;
  judge_parsed (profile, worker, out_link);
}

char *
rc_chain_record_dup_scope (const RcChainProfile *profile,
                           const char           *bytes,
                           gsize                 length)
{
  g_auto (RcJson) json;
  RcJsonFault fault;
  guint32 node;

  rc_json_init (&json);
  (void) skip_mark (&bytes, &length);
  if (profile->scope == NULL || !rc_json_parse (&json, bytes, length, &fault))
    return NULL;

  node = rc_json_member (&json, 0, profile->scope);
  return node != RC_JSON_NO_NODE && json.nodes[node].type == RC_JSON_STRING ? rc_json_dup_text (&json, node, NULL) : NULL;
}
