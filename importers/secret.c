/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "secret.h"

#include "core/json.h"

#include <string.h>

/* What says it, in one word or in two that stand beside each other ("db_password", "apiKey", "pass-word"). */
static const char * const secret_parts[] = {
  "accesskey", "accesstoken", "accountkey", "apikey", "apitoken", "authkey", "authorization", "authtoken", "connectionstring", "credential",
  "encryptionkey", "passphrase", "passwd", "password", "privatekey", "refreshtoken", "secret", "signingkey", "storagekey",
};
/* What does not say it, although it begins like one of these or like its end. */
static const char * const harmless[] = { "keynote", "keyword", "secretari", "secretary", "secretion", "tokenis", "tokeniz" };
/* What stands before and behind a token that is a piece of a text: "pad_token", "token_count". */
static const char * const before_token[] = {
  "average", "avg", "bos", "cls", "end", "eos", "first", "mask", "max", "mean", "min", "num", "pad", "per", "sep", "special", "start", "stop",
  "total", "unk", NULL,
};
static const char * const behind_token[] = {
  "accuracy", "budget", "classification", "cost", "count", "counter", "counts", "distribution", "embedding", "embeddings", "ids", "latency",
  "length", "lengths", "limit", "limits", "loss", "perplexity", "prediction", "price", "rate", "ratio", "throughput", "type", "usage", NULL,
};

/* A new word begins after what is no letter or digit, and where a small letter is followed by a great one. */
static gboolean
begins_word (const char *name,
             const char *c)
{
  return c > name && g_ascii_isupper (c[0]) && g_ascii_islower (c[-1]);
}

static char *
dup_next_word (const char  *name,
               const char **inout_at)
{
  const char *begin = *inout_at;
  const char *end;

  while (*begin != '\0' && !g_ascii_isalnum (*begin))
    begin++;
  for (end = begin; g_ascii_isalnum (*end) && (end == begin || !begins_word (name, end)); end++)
    ;

  *inout_at = end;
  return end > begin ? g_ascii_strdown (begin, end - begin) : NULL;
}

static gboolean
is_harmless (const char *found,
             gsize       length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (harmless); i++)
    {
      const char *at = strstr (found, harmless[i]);

      if (at != NULL && at < found + length)
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_part (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (secret_parts); i++)
    {
      const char *found = strstr (word, secret_parts[i]);

      if (found != NULL && !is_harmless (found, strlen (secret_parts[i])))
        return TRUE;
    }

  return FALSE;
}

/* "token" and "hftoken", but not "tokens", "tokenizer" and what counts or marks pieces of a text. */
static gboolean
is_token (const char *word,
          const char *before,
          const char *behind)
{
  const char *found = strstr (word, "token");
  const char *rest = found != NULL ? found + strlen ("token") : NULL;

  if (found == NULL || rest[0] == 's' || g_str_has_prefix (rest, "iz") || g_str_has_prefix (rest, "is"))
    return FALSE;
  if (rest[0] != '\0')
    return !g_strv_contains (behind_token, rest);
  return !(found == word && before != NULL && g_strv_contains (before_token, before)) &&
         !(behind != NULL && g_strv_contains (behind_token, behind));
}

/* A key for a shared access signature is called after the first letters; SAS is also the maker of a program. */
static gboolean
is_shared_access (const char *word,
                  const char *behind)
{
  static const char * const what[] = { "key", "signature", "uri", "url", NULL };

  return g_str_equal (word, "sas") && (behind == NULL || g_strv_contains (what, behind));
}

static gboolean
is_secret_word (const char *word,
                const char *before,
                const char *behind)
{
  g_autofree char *both = g_strconcat (before != NULL ? before : "", word, NULL);

  return g_str_equal (word, "pwd") || has_part (word) || has_part (both) || is_token (word, before, behind) ||
         is_shared_access (word, behind);
}

gboolean
rc_secret_is_name (const char *name)
{
  const char *at = name;
  g_autofree char *before = NULL;
  g_autofree char *word = dup_next_word (name, &at);

  while (word != NULL)
    {
      g_autofree char *behind = dup_next_word (name, &at);

      if (is_secret_word (word, before, behind))
        return TRUE;
      g_free (before);
      before = g_steal_pointer (&word);
      word = g_steal_pointer (&behind);
    }

  return FALSE;
}

gboolean
rc_secret_is_address (const char *text)
{
  for (const char *scheme = strstr (text, "://"); scheme != NULL; scheme = strstr (scheme + 1, "://"))
    {
      const char *host = scheme + strlen ("://");

      if (memchr (host, '@', strcspn (host, "/ \"'?#")) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* Python writes NaN and Infinity, which JSON does not know: of a text that is no JSON, every text in it is looked at. */
static gboolean
names_secret_anywhere (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\"", -1);

  for (guint i = 0; parts[i] != NULL && parts[i + 1] != NULL; i += 2)
    if (rc_secret_is_name (parts[i + 1]))
      return TRUE;
  return FALSE;
}

gboolean
rc_secret_is_in_json (const char *text)
{
  g_auto (RcJson) json;
  RcJsonFault fault;

  rc_json_init (&json);
  if (strchr (text, '{') == NULL)
    return FALSE;
  if (!rc_json_parse (&json, text, strlen (text), &fault))
    return names_secret_anywhere (text);

  for (guint32 i = 0; i < json.n_nodes; i++)
    {
      g_autofree char *name = json.nodes[i].type == RC_JSON_NAME ? rc_json_dup_text (&json, i, NULL) : NULL;

      if (name != NULL && rc_secret_is_name (name))
        return TRUE;
    }
  return FALSE;
}

/* git@host:path names an account that everyone shares, and stays. */
char *
rc_secret_strip_address (const char *address)
{
  const char *scheme = address != NULL ? strstr (address, "://") : NULL;
  const char *host = scheme != NULL ? scheme + strlen ("://") : NULL;
  const char *at = NULL;

  if (host == NULL)
    return g_strdup (address);

  for (const char *c = host; *c != '\0' && *c != '/' && *c != '?' && *c != '#'; c++)
    if (*c == '@')
      at = c;
  if (at == NULL)
    return g_strdup (address);
  return g_strdup_printf ("%.*s%s", (int) (host - address), address, at + 1);
}
