/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/head-statement.h"

#include <string.h>

#include "core/json.h"

/* A statement is small; a file of many of them, one a line, is still no log. */
#define STATEMENT_FILE_BYTES (1u << 20)
#define STATEMENT_MEMBERS 16u
#define LONGEST_TIME 64u

static const char * const sequence_names[] = { "seq", "head_seq", "headSeq", "sequence", "head_sequence", "last_seq", NULL };
static const char * const hash_names[] = { "hash", "head_hash", "headHash", "chain_head", "chainHead", "last_hash", NULL };
static const char * const scope_names[] = { "system", "systemId", "system_id", "scope", "chain_id", "chainId", NULL };
static const char * const time_names[] = { "stated_at", "statedAt", "timestamp", "time", "created_at", "createdAt", NULL };
/* A document with one of these is a record of a chain, and no statement about one. */
static const char * const record_names[] = { "prev_hash", "prevHash", "previous_hash", "previousHash", "prev", "prev_head", NULL };

void
rc_head_statement_free (RcHeadStatement *self)
{
  if (self == NULL)
    return;

  g_free (self->system);
  g_free (self->file);
  g_free (self->stated_at);
  g_free (self);
}

static guint32
find_member (const RcJson        *json,
             const char * const  *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      guint32 node = rc_json_member (json, 0, names[i]);

      if (node != RC_JSON_NO_NODE)
        return node;
    }
  return RC_JSON_NO_NODE;
}

static gboolean
read_digest (const RcJson *json,
             guint32       node,
             RcDigest     *out_digest)
{
  const char *text;
  gsize length;

  if (node == RC_JSON_NO_NODE || json->nodes[node].type != RC_JSON_STRING || !rc_json_is_plain (json, node))
    return FALSE;

  text = rc_json_peek_text (json, node, &length);
  if (length > 7 && memcmp (text, "sha256:", 7) == 0)
    {
      text += 7;
      length -= 7;
    }
  return rc_digest_from_hex (text, length, out_digest);
}

static char *
dup_text (const RcJson *json,
          guint32       node)
{
  if (node == RC_JSON_NO_NODE || json->nodes[node].type != RC_JSON_STRING)
    return NULL;
  return rc_json_dup_text (json, node, NULL);
}

/* A plain "hash" beside a plain "seq" may be anything where many of them stand in one file: one of the words must say head. */
static gboolean
says_head (const RcJson *json)
{
  g_autofree char *schema = dup_text (json, rc_json_member (json, 0, "schema"));

  if (schema != NULL && strstr (schema, "head") != NULL)
    return TRUE;
  for (guint i = 1; hash_names[i] != NULL; i++)
    {
      if (rc_json_member (json, 0, hash_names[i]) != RC_JSON_NO_NODE)
        return TRUE;
    }
  return FALSE;
}

static RcHeadStatement *
read_statement (const RcJson *json,
                gboolean      is_single,
                guint64       record)
{
  g_autoptr (RcHeadStatement) self = NULL;
  guint32 sequence, entries;
  RcDigest hash;

  if (json->n_nodes == 0 || json->nodes[0].type != RC_JSON_OBJECT || json->nodes[0].count > STATEMENT_MEMBERS
      || json->has_duplicate || find_member (json, record_names) != RC_JSON_NO_NODE)
    return NULL;
  if (!read_digest (json, find_member (json, hash_names), &hash) || (!is_single && !says_head (json)))
    return NULL;

  self = g_new0 (RcHeadStatement, 1);
  self->hash = hash;
  self->record = record;
  self->entries = -1;
  sequence = find_member (json, sequence_names);
  self->has_sequence = sequence != RC_JSON_NO_NODE && rc_json_get_integer (json, sequence, &self->sequence);
  entries = rc_json_member (json, 0, "entries");
  if (entries != RC_JSON_NO_NODE && !rc_json_get_integer (json, entries, &self->entries))
    self->entries = -1;
  if (!self->has_sequence)
    return NULL;

  self->system = dup_text (json, find_member (json, scope_names));
  self->file = dup_text (json, rc_json_member (json, 0, "file"));
  self->stated_at = dup_text (json, find_member (json, time_names));
  if (self->stated_at != NULL && strlen (self->stated_at) > LONGEST_TIME)
    g_clear_pointer (&self->stated_at, g_free);
  return g_steal_pointer (&self);
}

static gboolean
parse_lines (RcJson     *json,
             const char *bytes,
             gsize       length,
             GPtrArray  *statements)
{
  guint64 record = 0;

  while (length > 0)
    {
      const char *end = memchr (bytes, '\n', length);
      gsize line = end != NULL ? (gsize) (end - bytes) : length;
      RcHeadStatement *statement;
      RcJsonFault fault;

      record++;
      if (line > 0 && !(line == 1 && bytes[0] == '\r'))
        {
          if (!rc_json_parse (json, bytes, line, &fault))
            return FALSE;
          statement = read_statement (json, FALSE, record);
          if (statement == NULL)
            return FALSE;
          g_ptr_array_add (statements, statement);
        }
      bytes += end != NULL ? line + 1 : line;
      length -= end != NULL ? line + 1 : line;
    }

  return TRUE;
}

/**
 * rc_head_statement_parse:
 * @bytes: tainted
 *
 * Recognises by content: the demonstration's own schema, and what loggers write in the same sense under other names.
 *
 * Returns: (element-type RcHeadStatement) (transfer full): empty where @bytes are something else
 */
GPtrArray *
rc_head_statement_parse (const char *bytes,
                         gsize       length)
{
  GPtrArray *statements = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_head_statement_free);
  g_auto (RcJson) json;
  RcHeadStatement *statement;
  RcJsonFault fault;
  gsize start = 0;

  rc_json_init (&json);
  while (start < length && g_ascii_isspace (bytes[start]))
    start++;
  if (start == length || bytes[start] != '{' || length > STATEMENT_FILE_BYTES)
    return statements;

  if (rc_json_parse (&json, bytes, length, &fault))
    {
      statement = read_statement (&json, TRUE, 1);
      if (statement != NULL)
        g_ptr_array_add (statements, statement);
    }
  else if (fault.kind == RC_JSON_FAULT_TRAILING && !parse_lines (&json, bytes, length, statements))
    {
      g_ptr_array_set_size (statements, 0);
    }

  return statements;
}

static gboolean
may_hold_statement (const RcSource *source)
{
  return source->size > 64 && source->size <= STATEMENT_FILE_BYTES && strcmp (source->kind, "file") == 0;
}

static GPtrArray *
read_source (RcSealContext   *context,
             const RcSource  *source,
             GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GPtrArray *statements;

  bytes = rc_seal_context_read (context, source, &local_error);
  if (local_error != NULL && !rc_seal_context_tolerate (&local_error, error))
    return NULL;
  if (bytes == NULL)
    return g_ptr_array_new ();

  statements = rc_head_statement_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  for (guint i = 0; i < statements->len; i++)
    ((RcHeadStatement *) statements->pdata[i])->source = source->id;
  return statements;
}

gboolean
rc_head_statement_is (RcSealContext  *context,
                      const RcSource *source)
{
  g_autoptr (GPtrArray) statements = may_hold_statement (source) ? read_source (context, source, NULL) : NULL;

  return statements != NULL && statements->len > 0;
}

/**
 * rc_head_statement_collect:
 *
 * Returns: (element-type RcHeadStatement) (transfer full): the heads that documents of the case state; %NULL with @error
 */
GPtrArray *
rc_head_statement_collect (RcSealContext  *context,
                           GError        **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_head_statement_free);

  for (guint i = 0; i < context->sources->len; i++)
    {
      const RcSource *source = context->sources->pdata[i];
      g_autoptr (GPtrArray) statements = NULL;

      if (!may_hold_statement (source))
        continue;
      if (g_cancellable_set_error_if_cancelled (context->cancellable, error))
        return NULL;
      statements = read_source (context, source, error);
      if (statements == NULL)
        return NULL;
      while (statements->len > 0)
        g_ptr_array_add (all, g_ptr_array_steal_index (statements, 0));
    }

  return g_steal_pointer (&all);
}
