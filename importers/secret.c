/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "secret.h"

#include "core/json.h"

#include <string.h>

/* Words that say it alone, and those that say it before "key". */
static const char * const words[] = {
  "apikey", "authorization", "credential", "credentials", "passphrase", "passwd", "password", "passwords", "pwd", "secret", "secrets",
  "token", NULL,
};
static const char * const before_key[] = { "access", "account", "api", "auth", "encryption", "private", "secret", "signing", "storage", NULL };

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

gboolean
rc_secret_is_name (const char *name)
{
  g_autofree char *before = NULL;
  const char *at = name;

  while (TRUE)
    {
      g_autofree char *word = dup_next_word (name, &at);

      if (word == NULL)
        return FALSE;
      if (g_strv_contains (words, word) ||
          (before != NULL && g_str_equal (word, "key") && g_strv_contains (before_key, before)))
        return TRUE;
      g_free (before);
      before = g_steal_pointer (&word);
    }
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
  const char *scheme = strstr (address, "://");
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
