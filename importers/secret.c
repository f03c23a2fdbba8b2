/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "secret.h"

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
