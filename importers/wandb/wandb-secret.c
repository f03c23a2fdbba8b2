/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wandb-secret.h"

#include "core/json.h"

#include <string.h>

/* Single words, and words that only together say it. */
static const char * const secret_words[] = {
  "apikey", "authorization", "credential", "credentials", "passphrase", "passwd", "password", "pwd", "secret", "secrets", "token", NULL,
};
static const char * const kinds_of_key[] = { "access", "api", "auth", "encryption", "private", "secret", "signing", "wandb", NULL };

static gboolean
ends_word (const char *c)
{
  return !g_ascii_isalnum (c[0]) || (g_ascii_isupper (c[0]) && g_ascii_islower (c[-1]));
}

gboolean
rc_wandb_is_secret_name (const char *name)
{
  g_autofree char *before = NULL;

  for (const char *c = name; *c != '\0';)
    {
      const char *start = c;
      g_autofree char *word = NULL;

      if (!g_ascii_isalnum (*c))
        {
          c++;
          continue;
        }
      for (c++; *c != '\0' && !ends_word (c); c++)
        ;
      word = g_ascii_strdown (start, c - start);
      if (g_strv_contains (secret_words, word) ||
          (before != NULL && g_str_equal (word, "key") && g_strv_contains (kinds_of_key, before)))
        return TRUE;
      g_free (before);
      before = g_steal_pointer (&word);
    }

  return FALSE;
}

/* Python writes NaN and Infinity, which JSON does not know: of a text that is no JSON, every text in it is looked at. */
static gboolean
names_secret_anywhere (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\"", -1);

  for (guint i = 1; parts[i] != NULL; i += 2)
    if (rc_wandb_is_secret_name (parts[i]))
      return TRUE;
  return FALSE;
}

gboolean
rc_wandb_holds_secret (const char *text)
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

      if (name != NULL && rc_wandb_is_secret_name (name))
        return TRUE;
    }
  return FALSE;
}

char *
rc_wandb_strip_url (const char *url)
{
  const char *scheme = strstr (url, "://");
  const char *host = scheme != NULL ? scheme + strlen ("://") : NULL;
  const char *at = NULL;

  /* git@host:path names an account that everyone shares. */
  if (host == NULL)
    return g_strdup (url);

  for (const char *c = host; *c != '\0' && *c != '/' && *c != '?' && *c != '#'; c++)
    if (*c == '@')
      at = c;
  if (at == NULL)
    return g_strdup (url);
  return g_strdup_printf ("%.*s%s", (int) (host - url), url, at + 1);
}
