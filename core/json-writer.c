/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "json-writer.h"

#include "canonical.h"
#include "json-scan.h"

#include <math.h>
#include <string.h>

#define MAX_DEPTH 64

typedef struct
{
  char     closing;     /* '}' or ']' */
  gboolean filled;      /* a comma comes before what follows */
} Level;

struct _RcJsonWriter
{
  GString *text;
  gboolean after_name;
  guint    depth;
  Level    levels[MAX_DEPTH];
};

/**
 * rc_json_writer_new:
 *
 * Returns: (transfer full): a writer that has written nothing
 */
RcJsonWriter *
rc_json_writer_new (void)
{
  RcJsonWriter *self = g_new0 (RcJsonWriter, 1);

  self->text = g_string_new (NULL);
  return self;
}

void
rc_json_writer_free (RcJsonWriter *self)
{
  if (self == NULL)
    return;

  g_string_free (self->text, TRUE);
  g_free (self);
}

/* Makes room for a value or a name: writes the comma before it. */
static void
separate (RcJsonWriter *self,
          gboolean      is_name)
{
  Level *level = self->depth > 0 ? &self->levels[self->depth - 1] : NULL;

  if (self->after_name)
    {
      g_assert (!is_name);
      self->after_name = FALSE;
      return;
    }

  g_assert (is_name == (level != NULL && level->closing == '}'));
  g_assert (level != NULL || self->text->len == 0);
  if (level != NULL && level->filled)
    g_string_append_c (self->text, ',');
  if (level != NULL)
    level->filled = TRUE;
}

static void
begin (RcJsonWriter *self,
       char          opening,
       char          closing)
{
  separate (self, FALSE);
  g_assert (self->depth < MAX_DEPTH);
  g_string_append_c (self->text, opening);
  self->levels[self->depth++] = (Level) { closing, FALSE };
}

static void
end (RcJsonWriter *self,
     char          closing)
{
  g_assert (self->depth > 0 && self->levels[self->depth - 1].closing == closing && !self->after_name);
  g_string_append_c (self->text, closing);
  self->depth--;
}

void
rc_json_writer_begin_object (RcJsonWriter *self)
{
  begin (self, '{', '}');
}

void
rc_json_writer_end_object (RcJsonWriter *self)
{
  end (self, '}');
}

void
rc_json_writer_begin_array (RcJsonWriter *self)
{
  begin (self, '[', ']');
}

void
rc_json_writer_end_array (RcJsonWriter *self)
{
  end (self, ']');
}

static void
append_escaped (GString *out,
                guchar   c)
{
  static const char letters[] = "btn\vfr";

  if (c == '"' || c == '\\')
    {
      g_string_append_c (out, '\\');
      g_string_append_c (out, (char) c);
    }
  else if (c >= '\b' && c <= '\r' && c != '\v')
    {
      g_string_append_c (out, '\\');
      g_string_append_c (out, letters[c - '\b']);
    }
  else
    g_string_append_printf (out, "\\u%04x", c);
}

static void
append_text (GString    *out,
             const char *text,
             gsize       length)
{
  const char *end_of_text = text + length;

  g_string_append_c (out, '"');
  while (text < end_of_text)
    {
      const char *stop = rc_json_scan_text (text, end_of_text);

      g_string_append_len (out, text, stop - text);
      text = stop;
      if (text == end_of_text)
        break;

      if ((guchar) *text < 0x80)
        append_escaped (out, (guchar) *text++);
      else if (g_utf8_get_char_validated (text, end_of_text - text) < (gunichar) -2)
        {
          gsize n = (gsize) (g_utf8_next_char (text) - text);

          g_string_append_len (out, text, (gssize) n);
          text += n;
        }
      else
        {
          g_string_append (out, "\xEF\xBF\xBD");
          text++;
        }
    }
  g_string_append_c (out, '"');
}

/**
 * rc_json_writer_name:
 * @self: a writer whose innermost container is an object
 * @name: the name of the member whose value comes next
 */
void
rc_json_writer_name (RcJsonWriter *self,
                     const char   *name)
{
  separate (self, TRUE);
  append_text (self->text, name, strlen (name));
  g_string_append_c (self->text, ':');
  self->after_name = TRUE;
}

/**
 * rc_json_writer_string:
 * @self: a writer
 * @value: (nullable): a text; %NULL writes null
 */
void
rc_json_writer_string (RcJsonWriter *self,
                       const char   *value)
{
  if (value == NULL)
    rc_json_writer_null (self);
  else
    rc_json_writer_string_len (self, value, strlen (value));
}

/**
 * rc_json_writer_string_len:
 * @self: a writer
 * @value: a text that need not be terminated or UTF-8 and can hold zero bytes
 * @length: of @value in bytes
 *
 * Each byte of @value that is not UTF-8 is written as U+FFFD.
 */
void
rc_json_writer_string_len (RcJsonWriter *self,
                           const char   *value,
                           gsize         length)
{
  separate (self, FALSE);
  append_text (self->text, value, length);
}

void
rc_json_writer_integer (RcJsonWriter *self,
                        gint64        value)
{
  separate (self, FALSE);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
}

/**
 * rc_json_writer_double:
 * @self: a writer
 * @value: a number, written as ECMAScript writes it; null if it is not finite
 */
void
rc_json_writer_double (RcJsonWriter *self,
                       double        value)
{
  char number[32];

  separate (self, FALSE);
  if (isfinite (value))
    g_string_append_len (self->text, number, (gssize) rc_number_format_ecmascript (value, number));
  else
    g_string_append (self->text, "null");
}

void
rc_json_writer_boolean (RcJsonWriter *self,
                        gboolean      value)
{
  separate (self, FALSE);
  g_string_append (self->text, value ? "true" : "false");
}

void
rc_json_writer_null (RcJsonWriter *self)
{
  separate (self, FALSE);
  g_string_append (self->text, "null");
}

/**
 * rc_json_writer_raw:
 * @self: a writer
 * @json: one whole JSON value, trusted and written as it is
 */
void
rc_json_writer_raw (RcJsonWriter *self,
                    const char   *json)
{
  separate (self, FALSE);
  g_string_append (self->text, json);
}

void
rc_json_writer_member_string (RcJsonWriter *self,
                              const char   *name,
                              const char   *value)
{
  rc_json_writer_name (self, name);
  rc_json_writer_string (self, value);
}

void
rc_json_writer_member_integer (RcJsonWriter *self,
                               const char   *name,
                               gint64        value)
{
  rc_json_writer_name (self, name);
  rc_json_writer_integer (self, value);
}

void
rc_json_writer_member_boolean (RcJsonWriter *self,
                               const char   *name,
                               gboolean      value)
{
  rc_json_writer_name (self, name);
  rc_json_writer_boolean (self, value);
}

/**
 * rc_json_writer_peek:
 *
 * Returns: (transfer none): what was written so far, until the next call
 */
const char *
rc_json_writer_peek (RcJsonWriter *self)
{
  return self->text->str;
}

/**
 * rc_json_writer_finish:
 * @self: a writer in which every container is closed
 *
 * Returns: (transfer full): what was written; the writer is empty afterwards and can be used again
 */
char *
rc_json_writer_finish (RcJsonWriter *self)
{
  GString *text = g_steal_pointer (&self->text);

  g_assert (self->depth == 0 && !self->after_name);
  self->text = g_string_new (NULL);
  return g_string_free (text, FALSE);
}
