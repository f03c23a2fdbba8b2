/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/anchors/ssh.h"

#include <string.h>

#include "core/anchor-kind.h"
#include "core/base64.h"
#include "core/bounds.h"
#include "core/words.h"

/* A line has at most principals, options, type and key; what is behind them is a comment. */
#define MAX_WORDS 4u

typedef struct
{
  const char *start;
  gsize       length;
} Word;

/* --- Words --- */

/* Up to a blank that stands in no quotes. */
static Word
take_word (const char **text,
           const char  *end)
{
  gboolean is_quoted = FALSE;
  Word word;

  while (*text < end && (**text == ' ' || **text == '\t'))
    (*text)++;
  word.start = *text;
  while (*text < end && (is_quoted || (**text != ' ' && **text != '\t')))
    {
      is_quoted ^= **text == '"';
      (*text)++;
    }
  word.length = (gsize) (*text - word.start);
  return word;
}

/* A type and the base64 of a key that says the same of itself. */
static RcSshKey *
read_pair (const Word *type,
           const Word *base64)
{
  g_autoptr (GBytes) blob = rc_base64_decode (base64->start, base64->length, RC_BASE64_STANDARD);
  g_autoptr (RcSshKey) key = blob != NULL ? rc_ssh_key_read (g_bytes_get_data (blob, NULL), g_bytes_get_size (blob)) : NULL;

  if (key == NULL || strlen (key->type) != type->length || memcmp (key->type, type->start, type->length) != 0)
    return NULL;
  return g_steal_pointer (&key);
}

/* --- allowed_signers (ssh-keygen(1), ALLOWED SIGNERS) --- */

/* Years to days or to seconds, in UTC: the zone of the machine that wrote the line is not known. */
static gboolean
read_time (const char *text,
           gint64     *out_us)
{
  g_autoptr (GDateTime) time = NULL;
  gsize length = strlen (text);
  int parts[6] = { 0 };

  if (length > 0 && (text[length - 1] == 'Z' || text[length - 1] == 'z'))
    length--;
  if ((length != 8 && length != 12 && length != 14) || strspn (text, "0123456789") < length)
    return FALSE;

  for (gsize i = 0, part = 0; i < length; part++)
    {
      gsize digits = part == 0 ? 4 : 2;

      for (; digits > 0; digits--, i++)
        parts[part] = parts[part] * 10 + (text[i] - '0');
    }
  time = g_date_time_new_utc (parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
  if (time == NULL)
    return FALSE;
  *out_us = g_date_time_to_unix (time) * G_USEC_PER_SEC;
  return TRUE;
}

static void
add_identities (RcAnchor   *key,
                const char *name,
                const char *values)
{
  g_auto (GStrv) items = g_strsplit (values, ",", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (key->identities != NULL)
    g_strv_builder_addv (builder, (const char **) key->identities);
  for (guint i = 0; items[i] != NULL; i++)
    {
      g_autofree char *identity = g_strconcat (name, "=", items[i], NULL);

      g_strv_builder_add (builder, identity);
    }
  g_strfreev (key->identities);
  key->identities = g_strv_builder_end (builder);
}

/* @out_usable: whether the key may be asked: not the key of an authority, and no pattern of namespaces, since identities are matched
 * exactly (integrity.md section 3). */
static gboolean
take_option (RcAnchor   *key,
             const char *option,
             gboolean   *out_usable)
{
  g_auto (GStrv) parts = g_strsplit (option, "=", 2);
  gsize length;

  if (g_ascii_strcasecmp (option, "cert-authority") == 0)
    {
      *out_usable = FALSE;
      return TRUE;
    }
  if (parts[0] == NULL || parts[1] == NULL)
    return FALSE;

  length = strlen (parts[1]);
  if (length < 2 || parts[1][0] != '"' || parts[1][length - 1] != '"')
    return FALSE;
  parts[1][length - 1] = '\0';
  if (g_ascii_strcasecmp (parts[0], "namespaces") == 0)
    {
      *out_usable = *out_usable && strpbrk (parts[1], "*?!") == NULL;
      add_identities (key, "namespace", parts[1] + 1);
      return TRUE;
    }
  if (g_ascii_strcasecmp (parts[0], "valid-after") == 0)
    return read_time (parts[1] + 1, &key->from_us);
  return g_ascii_strcasecmp (parts[0], "valid-before") == 0 && read_time (parts[1] + 1, &key->to_us);
}

/* Parted by commas that stand in no quotes. */
static gboolean
take_options (RcAnchor   *key,
              const Word *options,
              gboolean   *out_usable)
{
  const char *end = options->start + options->length;
  const char *start = options->start;
  gboolean is_quoted = FALSE;

  for (const char *at = start; at <= end; at++)
    {
      g_autofree char *option = NULL;

      if (at < end && *at == '"')
        is_quoted = !is_quoted;
      if (at < end && (is_quoted || *at != ','))
        continue;
      option = g_strndup (start, (gsize) (at - start));
      if (!take_option (key, option, out_usable))
        return FALSE;
      start = at + 1;
    }
  return !is_quoted;
}

static gboolean
take_principals (RcAnchor   *key,
                 const Word *principals)
{
  g_autofree char *text = g_strndup (principals->start, principals->length);

  if (strpbrk (text, "=") != NULL)
    return FALSE;
  if (principals->length >= 2 && text[0] == '"' && text[principals->length - 1] == '"')
    {
      text[principals->length - 1] = '\0';
      add_identities (key, "principal", text + 1);
    }
  else
    add_identities (key, "principal", text);
  return TRUE;
}

/* --- Lines --- */

RcAnchor *
rc_anchor_new_ssh (const RcSshKey *key)
{
  RcAnchor *self = rc_anchor_new ("ssh");

  self->key = rc_public_key_ref (key->key);
  self->key_id = rc_ssh_key_dup_fingerprint (key);
  self->material = rc_ssh_key_dup_line (key);
  rc_anchor_complete (self);
  return self;
}

/* %FALSE: no line of such a file. @out_key: (nullable): NULL for a comment, and for a key that can vouch for nothing here. @out_listed:
 * the line says who signs, and within which limits. */
static gboolean
read_line (const char  *line,
           const char  *end,
           RcAnchor   **out_key,
           gboolean    *out_listed)
{
  g_autoptr (RcSshKey) key = NULL;
  g_autoptr (RcAnchor) anchor = NULL;
  gboolean is_usable = TRUE;
  Word words[MAX_WORDS];
  guint type = 0;

  *out_key = NULL;
  for (guint i = 0; i < MAX_WORDS; i++)
    words[i] = take_word (&line, end);
  if (words[0].length == 0 || words[0].start[0] == '#')
    return TRUE;

  while (type < MAX_WORDS - 1 && (key = read_pair (&words[type], &words[type + 1])) == NULL)
    type++;
  if (key == NULL)
    return FALSE;

  anchor = key->key != NULL ? rc_anchor_new_ssh (key) : rc_anchor_new ("ssh");
  *out_listed |= type > 0;
  if ((type > 0 && !take_principals (anchor, &words[0])) || (type > 1 && !take_options (anchor, &words[1], &is_usable)))
    return FALSE;
  if (is_usable && key->key != NULL)
    *out_key = g_steal_pointer (&anchor);
  return TRUE;
}

/* Every line of the file; %FALSE: not such a file. */
static gboolean
read_lines (const char *bytes,
            gsize       length,
            GPtrArray  *keys,
            gboolean   *out_listed)
{
  const char *end = bytes + length;

  *out_listed = FALSE;
  while (bytes < end)
    {
      const char *newline = memchr (bytes, '\n', (gsize) (end - bytes));
      const char *stop = newline != NULL ? newline : end;
      RcAnchor *key = NULL;

      if (stop > bytes && stop[-1] == '\r')
        stop--;
      if (!read_line (bytes, stop, &key, out_listed))
        return FALSE;
      if (key != NULL)
        g_ptr_array_add (keys, key);
      if (newline == NULL)
        break;
      bytes = newline + 1;
    }
  return TRUE;
}

/* --- The kind --- */

/* A line of one key becomes that key; several, and lines that set limits, stay a list. */
static gboolean
read_ssh (RcAnchor   *anchor,
          const char *bytes,
          gsize       length)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  gboolean is_listed;
  const RcAnchor *only;

  if (length > RC_LIMIT_SSH_LIST_BYTES || !g_utf8_validate_len (bytes, length, NULL) || !read_lines (bytes, length, keys, &is_listed)
      || keys->len == 0)
    return FALSE;
  if (is_listed || keys->len > 1)
    return TRUE;

  only = g_ptr_array_index (keys, 0);
  anchor->key = rc_public_key_ref (only->key);
  anchor->key_id = g_strdup (only->key_id);
  anchor->material = g_strdup (only->material);
  return TRUE;
}

static void
list_keys (const RcAnchor *list,
           GPtrArray      *keys)
{
  gboolean is_listed;

  (void) read_lines (list->material, strlen (list->material), keys, &is_listed);
}

static const char *
refuse (const char *bytes,
        gsize       length)
{
  const char *newline = memchr (bytes, '\n', length);
  gsize line = newline != NULL ? (gsize) (newline - bytes) : length;

  if (g_strstr_len (bytes, (gssize) line, "-----BEGIN ") == bytes && g_strstr_len (bytes, (gssize) line, "PRIVATE KEY") != NULL)
    return "This is a private key; only the public key is wanted, and a private key should be with nobody but its owner";
  return NULL;
}

RcSshKey *
rc_anchor_read_ssh (const RcAnchor *anchor)
{
  const char *line = anchor->material;
  const char *end;
  Word type, base64;

  if (strcmp (anchor->kind, "ssh") != 0 || anchor->key == NULL)
    return NULL;

  end = line + strlen (line);
  type = take_word (&line, end);
  base64 = take_word (&line, end);
  return read_pair (&type, &base64);
}

const RcAnchorKind rc_anchor_kind_ssh = {
  .id = "ssh",
  .title = N_("SSH key, or list of allowed signers"),
  .purposes = "files",
  .is_guessed = TRUE,
  .read = read_ssh,
  .refuse = refuse,
  .list_keys = list_keys,
};

gboolean
rc_anchor_is_ssh_key (const RcAnchor *anchor,
                      const RcSshKey *key)
{
  g_autoptr (RcSshKey) known = NULL;

  if (anchor->key == NULL || !rc_public_key_equal (anchor->key, key->key))
    return FALSE;
  known = rc_anchor_read_ssh (anchor);
  return g_strcmp0 (known != NULL ? known->application : NULL, key->application) == 0;
}
