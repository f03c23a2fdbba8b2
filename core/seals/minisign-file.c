/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/minisign-file.h"

#include <string.h>

#include <sodium.h>

#include "core/bounds.h"

#define UNTRUSTED "untrusted comment:"
#define TRUSTED "trusted comment: "
#define SIGNATURE_LINE_BYTES (2 + 8 + 64)
#define PUBLIC_KEY_LINE_BYTES (2 + 8 + 32)
#define SECRET_KEY_LINE_BYTES 104    /* the shortest: signify */

typedef struct
{
  const char *text;
  gsize       length;
} Line;

void
rc_minisign_file_free (RcMinisignFile *self)
{
  if (self == NULL)
    return;

  g_free (self->trusted_comment);
  g_free (self);
}

RcMinisignFile *
rc_minisign_file_copy (const RcMinisignFile *self)
{
  RcMinisignFile *copy = g_memdup2 (self, sizeof *self);

  if (self->trusted_comment != NULL)
    copy->trusted_comment = g_memdup2 (self->trusted_comment, self->trusted_length + 1);
  return copy;
}

/* Takes the next line off @text, without its line end: one CR before the LF belongs to it. */
static gboolean
next_line (const char **text,
           gsize       *length,
           Line        *out_line)
{
  const char *end;

  if (*length == 0)
    return FALSE;

  end = memchr (*text, '\n', *length);
  out_line->text = *text;
  out_line->length = end != NULL ? (gsize) (end - *text) : *length;
  *length -= end != NULL ? out_line->length + 1 : *length;
  *text += end != NULL ? out_line->length + 1 : out_line->length;
  if (out_line->length > 0 && out_line->text[out_line->length - 1] == '\r')
    out_line->length--;
  return TRUE;
}

static gboolean
starts_with (const Line *line,
             const char *prefix)
{
  return line->length >= strlen (prefix) && memcmp (line->text, prefix, strlen (prefix)) == 0;
}

static gsize
decode (const Line *line,
        guint8     *out_bytes,
        gsize       size)
{
  gsize length = 0;

  if (line->length == 0
      || sodium_base642bin (out_bytes, size, line->text, line->length, NULL, &length, NULL, sodium_base64_VARIANT_ORIGINAL) != 0)
    return 0;
  return length;
}

static gboolean
is_name_of_minisign (const char *name,
                     const Line *comment)
{
  return g_str_has_suffix (name, ".minisig") || g_strstr_len (comment->text, (gssize) comment->length, "minisign") != NULL;
}

/* Lines 3 and 4 of minisign, or what signify puts after its two lines. */
static RcMinisignForm
parse_rest (RcMinisignFile  *self,
            const char      *rest,
            gsize            length,
            const char      *whole,
            gboolean         is_minisign,
            const char     **out_fault)
{
  gsize embedded = length > 0 ? (gsize) (rest - whole) : 0;
  guint8 bytes[64];
  Line comment, global, surplus;
  gboolean has_comment = next_line (&rest, &length, &comment) && starts_with (&comment, TRUSTED);

  if (!has_comment && !is_minisign && !self->is_prehashed)
    {
      self->is_signify = TRUE;
      self->embedded = embedded;
      return RC_MINISIGN_READ;
    }
  if (!has_comment)
    {
      *out_fault = "the third line is no trusted comment";
      return RC_MINISIGN_MALFORMED;
    }
  if (memchr (comment.text, '\r', comment.length) != NULL)
    {
      *out_fault = "the trusted comment holds a carriage return";
      return RC_MINISIGN_MALFORMED;
    }
  if (!next_line (&rest, &length, &global) || decode (&global, bytes, sizeof bytes) != sizeof bytes)
    {
      *out_fault = "the fourth line is no signature over the trusted comment";
      return RC_MINISIGN_MALFORMED;
    }
  if (next_line (&rest, &length, &surplus))
    {
      *out_fault = "something follows the fourth line";
      return RC_MINISIGN_MALFORMED;
    }

  memcpy (self->global, bytes, sizeof bytes);
  self->trusted_length = comment.length - strlen (TRUSTED);
  self->trusted_comment = g_malloc0 (self->trusted_length + 1);
  memcpy (self->trusted_comment, comment.text + strlen (TRUSTED), self->trusted_length);
  return RC_MINISIGN_READ;
}

/**
 * rc_minisign_file_parse:
 * @bytes: tainted
 * @name: the file's name, which only tells a signature of minisign that lost its last lines from one of signify
 * @out_file: (out): set for %RC_MINISIGN_READ
 * @out_fault: (out): static text, set for %RC_MINISIGN_MALFORMED
 *
 * Reads the signature files of minisign and signify (integrity.md 5.7). Public and secret keys of the two are something else.
 *
 * Returns: what @bytes are
 */
RcMinisignForm
rc_minisign_file_parse (const char      *bytes,
                        gsize            length,
                        const char      *name,
                        RcMinisignFile **out_file,
                        const char     **out_fault)
{
  g_autoptr (RcMinisignFile) self = NULL;
  guint8 decoded[512];
  const char *rest = bytes;
  gsize rest_length = length;
  Line comment, signature;
  RcMinisignForm form;
  guint64 little;
  gsize n;

  if (!next_line (&rest, &rest_length, &comment) || !starts_with (&comment, UNTRUSTED))
    return RC_MINISIGN_ANOTHER;
  if (!next_line (&rest, &rest_length, &signature))
    {
      *out_fault = "the second line is absent";
      return RC_MINISIGN_MALFORMED;
    }

  n = decode (&signature, decoded, sizeof decoded);
  if (n == PUBLIC_KEY_LINE_BYTES || n >= SECRET_KEY_LINE_BYTES)
    return RC_MINISIGN_ANOTHER;
  if (n != SIGNATURE_LINE_BYTES)
    {
      *out_fault = "the second line is no signature";
      return RC_MINISIGN_MALFORMED;
    }
  if (memcmp (decoded, "Ed", 2) != 0 && memcmp (decoded, "ED", 2) != 0)
    {
      *out_fault = "the second line names an algorithm that is neither Ed nor ED";
      return RC_MINISIGN_MALFORMED;
    }

  self = g_new0 (RcMinisignFile, 1);
  self->is_prehashed = decoded[1] == 'D';
  memcpy (&little, decoded + 2, sizeof little);
  self->key_number = GUINT64_FROM_LE (little);
  memcpy (self->signature, decoded + 10, sizeof self->signature);
  form = parse_rest (self, rest, rest_length, bytes, is_name_of_minisign (name, &comment), out_fault);
  if (form == RC_MINISIGN_READ)
    *out_file = g_steal_pointer (&self);
  return form;
}

static gboolean
hash_stream (RcStream  *stream,
             guint8     out_hash[crypto_generichash_blake2b_BYTES_MAX],
             GError   **error)
{
  g_autofree guint8 *buffer = g_malloc (RC_LIMIT_BLOCK_BYTES);
  crypto_generichash_blake2b_state state;
  gssize n;

  crypto_generichash_blake2b_init (&state, NULL, 0, crypto_generichash_blake2b_BYTES_MAX);
  while ((n = rc_stream_read (stream, buffer, RC_LIMIT_BLOCK_BYTES, error)) > 0)
    crypto_generichash_blake2b_update (&state, buffer, (gsize) n);
  crypto_generichash_blake2b_final (&state, out_hash, crypto_generichash_blake2b_BYTES_MAX);
  return n == 0;
}

/**
 * rc_minisign_content_read:
 * @stream: the signed bytes
 * @size: how many there are
 * @out_content: (out): set where the answer is %TRUE
 *
 * Returns: %FALSE without @error where the old form asks for a file to be read whole that is larger than
 *   RC_LIMIT_RECORD_BYTES
 */
gboolean
rc_minisign_content_read (const RcMinisignFile  *file,
                          RcStream              *stream,
                          guint64                size,
                          RcMinisignContent     *out_content,
                          GError               **error)
{
  g_autofree guint8 *bytes = NULL;
  gsize length = crypto_generichash_blake2b_BYTES_MAX;

  if (file->is_prehashed)
    {
      bytes = g_malloc (length);
      if (!hash_stream (stream, bytes, error))
        return FALSE;
    }
  else
    {
      if (size > RC_LIMIT_RECORD_BYTES)
        return FALSE;
      bytes = g_malloc ((gsize) size + 1);
      if (!rc_stream_read_full (stream, bytes, (gsize) size, &length, error))
        return FALSE;
    }

  out_content->bytes = g_steal_pointer (&bytes);
  out_content->length = length;
  return TRUE;
}

void
rc_minisign_content_clear (RcMinisignContent *self)
{
  g_clear_pointer (&self->bytes, g_free);
  self->length = 0;
}

/**
 * rc_minisign_file_fits:
 *
 * Returns: whether the owner of @key signed @content
 */
gboolean
rc_minisign_file_fits (const RcMinisignFile    *self,
                       const RcMinisignContent *content,
                       const guint8             key[32])
{
  return crypto_sign_verify_detached (self->signature, content->bytes, content->length, key) == 0;
}

/**
 * rc_minisign_file_comment_fits:
 *
 * Returns: whether the trusted comment is the signer's, too; %TRUE where the form has none
 */
gboolean
rc_minisign_file_comment_fits (const RcMinisignFile *self,
                               const guint8          key[32])
{
  g_autofree guint8 *message = NULL;

  if (self->trusted_comment == NULL)
    return self->is_signify;

  message = g_malloc (sizeof self->signature + self->trusted_length);
  memcpy (message, self->signature, sizeof self->signature);
  memcpy (message + sizeof self->signature, self->trusted_comment, self->trusted_length);
  return crypto_sign_verify_detached (self->global, message, sizeof self->signature + self->trusted_length, key) == 0;
}

/**
 * rc_minisign_file_claimed_time:
 *
 * Returns: the signing time that the signer claims in the trusted comment, microseconds UTC; RC_TIME_NONE without one. A
 *   claim of the key's holder, no established time.
 */
gint64
rc_minisign_file_claimed_time (const RcMinisignFile *self)
{
  const char *digits;
  guint64 seconds;

  if (self->trusted_comment == NULL)
    return RC_TIME_NONE;
  digits = strstr (self->trusted_comment, "timestamp:");
  if (digits == NULL || !g_ascii_isdigit (digits[strlen ("timestamp:")]))
    return RC_TIME_NONE;

  seconds = g_ascii_strtoull (digits + strlen ("timestamp:"), NULL, 10);
  return seconds <= G_MAXINT64 / G_USEC_PER_SEC ? (gint64) (seconds * G_USEC_PER_SEC) : RC_TIME_NONE;
}
