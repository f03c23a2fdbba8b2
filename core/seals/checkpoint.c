/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/checkpoint.h"

#include <string.h>

#include "core/base64.h"
#include "core/bounds.h"

void
rc_checkpoint_free (RcCheckpoint *self)
{
  if (self == NULL)
    return;

  g_free (self->origin);
  g_free (self);
}

gboolean
rc_checkpoint_parse_number (const char *text,
                            gsize       length,
                            guint64    *out_value)
{
  guint64 value = 0;

  if (length == 0 || (length > 1 && text[0] == '0'))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      guint64 digit = (guint64) (text[i] - '0');

      if (!g_ascii_isdigit (text[i]) || value > (G_MAXUINT64 - digit) / 10)
        return FALSE;
      value = value * 10 + digit;
    }
  *out_value = value;
  return TRUE;
}

gboolean
rc_checkpoint_parse_hash (const char *text,
                          gsize       length,
                          RcDigest   *out_hash)
{
  g_autoptr (GBytes) bytes = rc_base64_decode (text, length, RC_BASE64_STANDARD);

  if (bytes == NULL || g_bytes_get_size (bytes) != RC_DIGEST_BYTES)
    return FALSE;
  memcpy (out_hash->bytes, g_bytes_get_data (bytes, NULL), RC_DIGEST_BYTES);
  return TRUE;
}

/* Takes the next line off, which must have its end and not be empty. */
static gboolean
next_line (const char **text,
           gsize       *length,
           const char **out_line,
           gsize       *out_length)
{
  const char *end = *length > 0 ? memchr (*text, '\n', *length) : NULL;

  if (end == NULL || end == *text)
    return FALSE;

  *out_line = *text;
  *out_length = (gsize) (end - *text);
  *length -= *out_length + 1;
  *text = end + 1;
  return TRUE;
}

/**
 * rc_checkpoint_parse:
 *
 * Returns: (transfer full) (nullable): origin, size and root of a log's head
 */
RcCheckpoint *
rc_checkpoint_parse (const char *text,
                     gsize       length)
{
  g_autoptr (RcCheckpoint) self = g_new0 (RcCheckpoint, 1);
  const char *line;
  gsize n_bytes;

  if (!next_line (&text, &length, &line, &n_bytes) || n_bytes > RC_LIMIT_NAME_BYTES)
    return NULL;
  self->origin = g_strndup (line, n_bytes);
  if (!next_line (&text, &length, &line, &n_bytes) || !rc_checkpoint_parse_number (line, n_bytes, &self->size))
    return NULL;
  if (!next_line (&text, &length, &line, &n_bytes) || !rc_checkpoint_parse_hash (line, n_bytes, &self->root))
    return NULL;

  while (length > 0)
    {
      if (!next_line (&text, &length, &line, &n_bytes))
        return NULL;
      self->n_extensions++;
    }
  return g_steal_pointer (&self);
}
