/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/note-file.h"

#include <string.h>

#include "core/base64.h"
#include "core/bounds.h"
#include "core/seals/note-signature.h"
#include "core/timestamp.h"

/* U+2014 and a blank: how every signature line begins. */
#define DASH "\xe2\x80\x94 "
#define ID_BYTES 4
/* No signature of any kind is shorter; the line of a quotation's author is. */
#define SHORTEST_LINE_BASE64 80

static void
note_line_free (gpointer data)
{
  RcNoteLine *self = data;

  g_free (self->name);
  g_bytes_unref (self->signature);
  g_free (self);
}

void
rc_note_file_free (RcNoteFile *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->text, g_bytes_unref);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

/* What follows the last empty line; NULL: there is none. */
static const char *
find_signatures (const char *text,
                 gsize       length)
{
  for (gsize i = length; i >= 2; i--)
    {
      if (text[i - 1] == '\n' && text[i - 2] == '\n')
        return text + i;
    }
  return NULL;
}

/* An empty line at the very end parts nothing. */
static gsize
trim_empty_lines (const char *text,
                  gsize       length)
{
  while (length >= 2 && text[length - 1] == '\n' && text[length - 2] == '\n')
    length--;
  return length;
}

static gsize
line_length (const char *text,
             const char *end)
{
  const char *line_end = memchr (text, '\n', (gsize) (end - text));

  return line_end != NULL ? (gsize) (line_end - text) : (gsize) (end - text);
}

static gboolean
has_dash (const char *line,
          gsize       length)
{
  return length >= strlen (DASH) && memcmp (line, DASH, strlen (DASH)) == 0;
}

/* Whether at least one line behind the last empty one can be nothing but a signature. */
static gboolean
looks_signed (const char *signatures,
              const char *end)
{
  for (const char *line = signatures; line < end; )
    {
      gsize length = line_length (line, end);
      const char *blank = has_dash (line, length) ? g_strrstr_len (line, (gssize) length, " ") : NULL;

      if (blank != NULL && (gsize) (line + length - blank) > SHORTEST_LINE_BASE64)
        return TRUE;
      line += MIN (length + 1, (gsize) (end - line));
    }
  return FALSE;
}

static gboolean
has_control (const char *text,
             gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      if ((guint8) text[i] < 0x20 && text[i] != '\n')
        return TRUE;
    }
  return FALSE;
}

static RcNoteLine *
parse_line (const char *line,
            gsize       length)
{
  const char *name = line + strlen (DASH);
  const char *blank = has_dash (line, length) ? memchr (name, ' ', length - strlen (DASH)) : NULL;
  g_autoptr (GBytes) decoded = NULL;
  const guint8 *bytes;
  gsize n_bytes;
  RcNoteLine *self;

  if (blank == NULL || !rc_note_name_is_good (name, (gsize) (blank - name)))
    return NULL;

  decoded = rc_base64_decode (blank + 1, length - (gsize) (blank + 1 - line), RC_BASE64_STANDARD);
  bytes = decoded != NULL ? g_bytes_get_data (decoded, &n_bytes) : NULL;
  if (bytes == NULL || n_bytes <= ID_BYTES)
    return NULL;

  self = g_new0 (RcNoteLine, 1);
  self->name = g_strndup (name, (gsize) (blank - name));
  self->id = (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
  self->signature = g_bytes_new_from_bytes (decoded, ID_BYTES, n_bytes - ID_BYTES);
  return self;
}

static gboolean
parse_lines (RcNoteFile *self,
             const char *start,
             const char *signatures,
             const char *end)
{
  for (const char *line = signatures; line < end; )
    {
      gsize length = line_length (line, end);
      RcNoteLine *parsed = parse_line (line, length);

      if (parsed == NULL)
        return FALSE;
      parsed->offset = (gsize) (line - start);
      g_ptr_array_add (self->lines, parsed);
      line += MIN (length + 1, (gsize) (end - line));
    }
  return self->lines->len > 0;
}

static const char *
find_fault (const char *text,
            gsize       length)
{
  if (!g_utf8_validate_len (text, length, NULL))
    return "it is not UTF-8";
  if (has_control (text, length))
    return "it holds control characters";
  return text[length - 1] != '\n' ? "its last line has no end" : NULL;
}

/**
 * rc_note_file_parse:
 * @bytes: tainted
 * @out_file: (out) (transfer full) (nullable): set for %RC_NOTE_READ
 * @out_fault: (out) (nullable): what is wrong, for %RC_NOTE_MALFORMED
 *
 * Parts a note at its last empty line: its text may hold others. Of one that is longer than RC_LIMIT_NOTE_BYTES the beginning is enough
 * to know it.
 *
 * Returns: what @bytes are
 */
RcNoteForm
rc_note_file_parse (const void   *bytes,
                    gsize         length,
                    RcNoteFile  **out_file,
                    const char  **out_fault)
{
  const char *text = bytes;
  gsize used = trim_empty_lines (text, MIN (length, RC_LIMIT_NOTE_BYTES));
  const char *signatures = find_signatures (text, used);
  g_autoptr (RcNoteFile) self = NULL;

  *out_file = NULL;
  *out_fault = NULL;
  if (signatures == NULL || !looks_signed (signatures, text + used))
    return RC_NOTE_ANOTHER;
  if (length > RC_LIMIT_NOTE_BYTES)
    return RC_NOTE_TOO_LONG;

  *out_fault = used < length ? "an empty line follows its signatures" : find_fault (text, length);
  if (*out_fault != NULL)
    return RC_NOTE_MALFORMED;

  self = g_new0 (RcNoteFile, 1);
  self->lines = g_ptr_array_new_with_free_func (note_line_free);
  if (!parse_lines (self, text, signatures, text + length))
    {
      *out_fault = "a line behind its last empty line is no signature";
      return RC_NOTE_MALFORMED;
    }

  self->text = g_bytes_new (text, (gsize) (signatures - 1 - text));
  *out_file = g_steal_pointer (&self);
  return RC_NOTE_READ;
}

gboolean
rc_note_line_is_by (const RcNoteLine *line,
                    const RcNoteKey  *key)
{
  return line->id == key->id && strcmp (line->name, key->name) == 0;
}

/**
 * rc_note_file_check:
 *
 * A key signs a note where each line that names it, and there is one at least, fits.
 */
RcNoteFit
rc_note_file_check (const RcNoteFile *self,
                    const RcNoteKey  *key,
                    gint64           *out_time_us)
{
  RcNoteFit result = RC_NOTE_NOT_SIGNED;

  if (out_time_us != NULL)
    *out_time_us = RC_TIME_NONE;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const RcNoteLine *line = g_ptr_array_index (self->lines, i);
      gint64 time_us = RC_TIME_NONE;

      if (!rc_note_line_is_by (line, key))
        continue;
      if (key->type == RC_NOTE_ML_DSA_44)
        return RC_NOTE_UNSUPPORTED;
      if (!rc_note_signature_fits (self->text, line->signature, key, &time_us))
        return RC_NOTE_FAILS;

      result = RC_NOTE_FITS;
      if (out_time_us != NULL && time_us != RC_TIME_NONE && (*out_time_us == RC_TIME_NONE || time_us < *out_time_us))
        *out_time_us = time_us;
    }
  return result;
}
