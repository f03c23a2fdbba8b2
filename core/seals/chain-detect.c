/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/chain-detect.h"

#include <string.h>

#include "core/object-scan.h"

#define MAX_TRIED_RECORDS 16u

/* Names under which home-made chains keep a record's own hash. The last ones may mean something else and count only beside a link
 * to another record. */
static const char * const hash_names[] = {
  "entry_hash", "entryHash", "record_hash", "recordHash", "event_hash", "eventHash", "row_hash", "rowHash", "chain_hash",
  "chainHash", "entry_digest", "record_digest", "line_hash", "log_hash", "integrity_hash", "self_hash", "current_hash",
  "currentHash", "curr_hash", "this_hash", "block_hash", "hash", "digest", "sha256", "checksum", NULL
};
#define FIRST_WEAK_NAME "hash"

static const char * const previous_names[] = {
  "prev_hash", "prevHash", "previous_hash", "previousHash", "prev_entry_hash", "previous_entry_hash", "prev_event_hash",
  "previous_event_hash", "prev_record_hash", "previous_record_hash", "prev_row_hash", "prev_chain_hash", "prev_digest",
  "prevDigest", "previous_digest", "parent_hash", "parentHash", "last_hash", "prior_hash", "prev_head", "prev", "previous", NULL
};

static const char * const sequence_names[] = {
  "seq", "sequence", "seq_no", "sequence_number", "sequenceNumber", "index", "idx", "n", "id", NULL
};

static const char * const signature_names[] = { "signature", "sig", "proof", "signatures", NULL };

static const RcCanonicalForm forms[] = {
  RC_CANONICAL_JCS, RC_CANONICAL_PYTHON_COMPACT, RC_CANONICAL_PYTHON_DEFAULT, RC_CANONICAL_PYTHON_COMPACT_UTF8,
  RC_CANONICAL_PYTHON_DEFAULT_UTF8, RC_CANONICAL_AS_STORED,
};

static const struct
{
  RcChainRule rule;
  const char *joint;
} rules[] = {
  { RC_CHAIN_RULE_RECORD, "" },
  { RC_CHAIN_RULE_PREFIX, "" }, { RC_CHAIN_RULE_PREFIX, ":" }, { RC_CHAIN_RULE_PREFIX, "|" }, { RC_CHAIN_RULE_PREFIX, "\n" },
  { RC_CHAIN_RULE_SUFFIX, "" }, { RC_CHAIN_RULE_SUFFIX, ":" },
};

/* The records of the head, and the rule they are tried by. */
typedef struct
{
  RcChainWorker *worker;
  const char    *lines[MAX_TRIED_RECORDS];
  gsize          lengths[MAX_TRIED_RECORDS];
  guint          n_lines;
} Trial;

void
rc_chain_profile_free (RcChainProfile *owned)
{
  if (owned == NULL)
    return;

  g_free ((char *) owned->id);
  g_free ((char *) owned->title);
  g_strfreev ((char **) owned->left_out);
  g_free (owned);
}

static guint32
find_member (const RcJson        *json,
             const char * const  *names,
             const char         **out_name)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      guint32 node = rc_json_member (json, 0, names[i]);

      if (node != RC_JSON_NO_NODE)
        {
          *out_name = names[i];
          return node;
        }
    }
  return RC_JSON_NO_NODE;
}

static gboolean
is_digest (const RcJson *json,
           guint32       node)
{
  const char *text;
  RcDigest digest;
  gsize length;

  if (node == RC_JSON_NO_NODE || json->nodes[node].type != RC_JSON_STRING || !rc_json_is_plain (json, node))
    return FALSE;

  text = rc_json_peek_text (json, node, &length);
  return rc_chain_digest_parse (text, length, &digest);
}

static gboolean
is_link (const RcJson *json,
         guint32       node)
{
  const char *text;
  gsize length;

  if (json->nodes[node].type == RC_JSON_NULL || is_digest (json, node))
    return TRUE;
  if (json->nodes[node].type != RC_JSON_STRING || !rc_json_is_plain (json, node))
    return FALSE;

  text = rc_json_peek_text (json, node, &length);
  return length == 0 || (length == 7 && g_ascii_strncasecmp (text, "genesis", 7) == 0);
}

/* A member that says hash by its name, alone or beside a link to another record. */
static gboolean
has_chain_members (const RcJson  *json,
                   const char   **out_hash,
                   const char   **out_previous)
{
  guint32 hash, previous;

  *out_previous = NULL;
  hash = find_member (json, hash_names, out_hash);
  previous = find_member (json, previous_names, out_previous);
  if (!is_digest (json, hash))
    return FALSE;
  if (previous != RC_JSON_NO_NODE)
    return is_link (json, previous);

  for (guint i = 0; strcmp (hash_names[i], FIRST_WEAK_NAME) != 0; i++)
    {
      if (hash_names[i] == *out_hash)
        return TRUE;
    }
  return FALSE;
}

/* Whether the rule reproduces any digest that is stored: a record's own, or where records have none the link of a later one. */
static gboolean
fits_any (const Trial          *trial,
          const RcChainProfile *profile)
{
  RcDigest computed[MAX_TRIED_RECORDS];

  for (guint i = 0; i < trial->n_lines; i++)
    {
      RcChainLink link;

      rc_chain_record_judge (profile, trial->worker, trial->lines[i], trial->lengths[i], NULL, &link);
      computed[i] = link.computed;
      if (!link.present || !link.hash_fits || link.ambiguous)
        continue;
      if (profile->hash != NULL)
        return TRUE;
      for (guint k = 0; k < i; k++)
        if (!link.is_first_link && rc_digest_equal (&link.previous, &computed[k]))
          return TRUE;
    }
  return FALSE;
}

/* A number that does not grow by one from record to record is no sequence. */
static const char *
find_sequence (const Trial *trial)
{
  g_auto (RcJson) json;
  RcJsonFault fault;

  rc_json_init (&json);
  if (trial->n_lines < 2)
    return NULL;

  for (guint k = 0; sequence_names[k] != NULL; k++)
    {
      gint64 before = 0;
      guint i;

      for (i = 0; i < trial->n_lines; i++)
        {
          guint32 node;
          gint64 number;

          if (!rc_json_parse (&json, trial->lines[i], trial->lengths[i], &fault))
            break;
          node = rc_json_member (&json, 0, sequence_names[k]);
          if (node == RC_JSON_NO_NODE || !rc_json_get_integer (&json, node, &number) || (i > 0 && number != before + 1))
            break;
          before = number;
        }
      if (i == trial->n_lines)
        return sequence_names[k];
    }

  return NULL;
}

static const char *
form_name (RcCanonicalForm form)
{
  static const char * const names[] = {
    [RC_CANONICAL_JCS] = "RFC 8785 form", [RC_CANONICAL_PYTHON_COMPACT] = "sorted compact form",
    [RC_CANONICAL_PYTHON_DEFAULT] = "sorted form with blanks",
    [RC_CANONICAL_PYTHON_COMPACT_UTF8] = "sorted compact form in UTF-8",
    [RC_CANONICAL_PYTHON_DEFAULT_UTF8] = "sorted form with blanks in UTF-8", [RC_CANONICAL_AS_STORED] = "record as it stands",
  };

  return names[form];
}

static RcChainProfile *
make_profile (const RcChainProfile *tried,
              const Trial          *trial)
{
  RcChainProfile *owned = g_memdup2 (tried, sizeof *tried);
  g_autofree char *names = g_strjoinv (", ", (char **) tried->left_out);

  owned->left_out = (const char * const *) g_strdupv ((char **) tried->left_out);
  owned->sequence = find_sequence (trial);
  owned->title = g_strdup_printf ("%s without %s%s", form_name (tried->form), names,
                                  tried->rule == RC_CHAIN_RULE_PREFIX ? ", after the hash before"
                                  : tried->rule == RC_CHAIN_RULE_SUFFIX ? ", before the hash before" : "");
  owned->id = g_strdup_printf ("found:%s:%s:%d:%d:%s", tried->hash, tried->previous, (int) tried->rule, (int) tried->form,
                               tried->joint);
  return owned;
}

/* All ways in which a chain can be put together from members of these names. */
static RcChainProfile *
try_rules (const Trial *trial,
           const char  *hash,
           const char  *previous,
           const char  *signature)
{
  const char *alone[] = { hash, NULL };
  const char *with_previous[] = { hash, previous, NULL };
  const char *with_signature[] = { hash, signature, NULL };
  const char *with_both[] = { hash, previous, signature, NULL };
  const char **choices[] = { alone, with_previous, with_signature, with_both };

  for (guint f = 0; f < G_N_ELEMENTS (forms); f++)
    {
      for (guint r = 0; r < G_N_ELEMENTS (rules); r++)
        {
          for (guint l = 0; l < (signature != NULL ? 4u : 2u); l++)
            {
              RcChainProfile tried = {
                .hash = hash, .previous = previous, .rule = rules[r].rule, .joint = rules[r].joint, .form = forms[f],
                .left_out = (const char * const *) choices[l],
                .first = RC_CHAIN_FIRST_NULL | RC_CHAIN_FIRST_ABSENT | RC_CHAIN_FIRST_EMPTY | RC_CHAIN_FIRST_ZEROS
                         | RC_CHAIN_FIRST_WORD,
              };

              /* With the link outside the hash and nowhere else, nothing would be chained. */
              if (rules[r].rule == RC_CHAIN_RULE_RECORD && l % 2 == 1)
                continue;
              if (fits_any (trial, &tried))
                return make_profile (&tried, trial);
            }
        }
    }

  return NULL;
}

static void
collect_lines (Trial      *trial,
               const char *head,
               gsize       length,
               gboolean    is_whole)
{
  while (length > 0 && trial->n_lines < MAX_TRIED_RECORDS)
    {
      const char *end = memchr (head, '\n', length);
      gsize line = end != NULL ? (gsize) (end - head) : length;

      /* The last line of a sample is most likely cut. */
      if (end == NULL && !is_whole)
        return;
      if (line > 0 && head[line - 1] == '\r')
        trial->lengths[trial->n_lines] = line - 1;
      else
        trial->lengths[trial->n_lines] = line;
      trial->lines[trial->n_lines] = head;
      if (trial->lengths[trial->n_lines] > 0)
        trial->n_lines++;

      head += end != NULL ? line + 1 : line;
      length -= end != NULL ? line + 1 : line;
    }
}

static void
collect_objects (Trial      *trial,
                 const char *head,
                 gsize       length,
                 gboolean    is_whole)
{
  RcObjectScan scan;
  gsize begin = 0, end;

  rc_object_scan_init (&scan);
  while (trial->n_lines < MAX_TRIED_RECORDS && rc_object_scan_next (&scan, head, length, is_whole, &end))
    {
      gsize skipped = rc_object_scan_trim (head + begin, end - begin, &trial->lengths[trial->n_lines]);

      trial->lines[trial->n_lines++] = head + begin + skipped;
      begin = end;
    }
}

static const RcChainProfile *
try_known (const Trial       *trial,
           RcChainDetection  *detection)
{
  g_auto (RcJson) json;
  RcJsonFault fault;

  rc_json_init (&json);
  for (guint i = 0; i < trial->n_lines; i++)
    {
      if (!rc_json_parse (&json, trial->lines[i], trial->lengths[i], &fault))
        continue;

      for (guint k = 0; k < rc_chain_profile_count (); k++)
        {
          const RcChainProfile *profile = rc_chain_profile_nth (k);

          if (!rc_chain_profile_has_signs (profile, &json))
            continue;
          detection->carries = TRUE;
          if (detection->likeness == NULL)
            detection->likeness = profile;
          if (profile->rule != RC_CHAIN_RULE_UNSUPPORTED && fits_any (trial, profile))
            return profile;
        }
    }

  return NULL;
}

static RcChainProfile *
try_found (const Trial      *trial,
           RcChainDetection *detection)
{
  g_auto (RcJson) json;
  RcJsonFault fault;

  rc_json_init (&json);
  for (guint i = 0; i < trial->n_lines; i++)
    {
      const char *hash = NULL;
      const char *previous = NULL;
      const char *signature = NULL;

      if (!rc_json_parse (&json, trial->lines[i], trial->lengths[i], &fault) || !has_chain_members (&json, &hash, &previous))
        continue;

      detection->carries = TRUE;
      find_member (&json, signature_names, &signature);
      return previous != NULL ? try_rules (trial, hash, previous, signature) : NULL;
    }

  return NULL;
}

/**
 * rc_chain_detect:
 * @framing: of the source: its records are lines or objects
 * @head: tainted; the first bytes of the source
 * @is_whole: they are all of it
 *
 * The rule that reproduces any stored digest is the rule (design.md section 4); the records are then judged by it. What is
 * only alike proves nothing, and nothing is called changed by a rule that was guessed.
 */
void
rc_chain_detect (RcFraming         framing,
                 const char       *head,
                 gsize             head_length,
                 gboolean          is_whole,
                 RcChainDetection *out_detection)
{
  Trial trial = { .n_lines = 0 };

  memset (out_detection, 0, sizeof *out_detection);
  (framing == RC_FRAMING_OBJECTS ? collect_objects : collect_lines) (&trial, head, head_length, is_whole);
  if (trial.n_lines == 0)
    return;

  trial.worker = rc_chain_worker_new ();
  out_detection->profile = try_known (&trial, out_detection);
  if (out_detection->profile == NULL)
    {
      out_detection->owned = try_found (&trial, out_detection);
      out_detection->profile = out_detection->owned;
    }
  rc_chain_worker_free (trial.worker);
}
