/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/text-private.h"

#include "core/display-text.h"

#include <string.h>

RcText *
rc_text_new (void)
{
  RcText *self = g_new0 (RcText, 1);

  self->string = g_string_new (NULL);
  self->spans = g_array_new (FALSE, FALSE, sizeof (RcSpan));
  return self;
}

/**
 * rc_text_new_own:
 * @words: the program's own words
 *
 * Returns: (transfer full): the words in the plain style
 */
RcText *
rc_text_new_own (const char *words)
{
  RcText *self = rc_text_new ();

  rc_text_add (self, RC_TEXT_PLAIN, words);
  return self;
}

/**
 * rc_text_new_quoted:
 * @tainted: (nullable): from a record or a name; %NULL gives an empty text
 *
 * Returns: (transfer full): what it says, everything in it visible
 */
RcText *
rc_text_new_quoted (const char *tainted)
{
  RcText *self = rc_text_new ();

  if (tainted != NULL)
    rc_text_add_quoted (self, RC_TEXT_PLAIN, tainted, -1);
  return self;
}

RcText *
rc_text_copy (const RcText *self)
{
  RcText *copy = rc_text_new ();

  g_string_append_len (copy->string, self->string->str, self->string->len);
  g_array_append_vals (copy->spans, self->spans->data, self->spans->len);
  return copy;
}

void
rc_text_free (RcText *self)
{
  if (self == NULL)
    return;
  g_string_free (self->string, TRUE);
  g_array_unref (self->spans);
  g_free (self);
}

static gboolean
ends_with_shape (const RcText *self)
{
  return self->spans->len > 0 && g_array_index (self->spans, RcSpan, self->spans->len - 1).kind == RC_SPAN_SHAPE;
}

/* A sign brings its own gap. */
static void
add_span (RcText      *self,
          RcTextStyle  style,
          const char  *safe)
{
  const char *words = ends_with_shape (self) && safe[0] == ' ' ? safe + 1 : safe;
  RcSpan span = { RC_SPAN_WORDS, strlen (words), style, 0 };

  if (span.length == 0)
    return;
  g_string_append_len (self->string, words, span.length);
  g_array_append_val (self->spans, span);
}

/**
 * rc_text_add:
 * @words: the program's own words; a line break in them is one
 */
void
rc_text_add (RcText      *self,
             RcTextStyle  style,
             const char  *words)
{
  g_autofree char *safe = rc_display_words (words);

  add_span (self, style, safe);
}

void
rc_text_add_format (RcText      *self,
                    RcTextStyle  style,
                    const char  *format,
                    ...)
{
  g_autofree char *words = NULL;
  va_list arguments;

  va_start (arguments, format);
  words = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  rc_text_add (self, style, words);
}

/**
 * rc_text_add_quoted:
 * @tainted: bytes of a record, a name
 * @length: in bytes, or -1 for a text that ends with NUL
 *
 * What cannot be seen in it is shown by its number; nothing in it reorders or joins what stands around it.
 */
void
rc_text_add_quoted (RcText      *self,
                    RcTextStyle  style,
                    const char  *tainted,
                    gssize       length)
{
  g_autofree char *safe = rc_display_text (tainted, length, 0);

  add_span (self, style, safe);
}

/**
 * rc_text_add_shape:
 * @shape: the sign; its word follows as text and stays in its line
 */
void
rc_text_add_shape (RcText  *self,
                   RcShape  shape)
{
  gsize before = self->string->len;
  RcSpan span = { RC_SPAN_SHAPE, 0, RC_TEXT_PLAIN, shape };

  g_string_append_unichar (self->string, RC_TEXT_PLACEHOLDER);
  span.length = self->string->len - before;
  g_array_append_val (self->spans, span);
}

/**
 * rc_text_dup_plain:
 *
 * Returns: (transfer full): what the text says, without styles and signs
 */
char *
rc_text_dup_plain (const RcText *self)
{
  GString *plain = g_string_sized_new (self->string->len);
  gsize position = 0;

  for (guint i = 0; i < self->spans->len; i++)
    {
      const RcSpan *span = &g_array_index (self->spans, RcSpan, i);

      if (span->kind != RC_SPAN_SHAPE)
        g_string_append_len (plain, self->string->str + position, span->length);
      position += span->length;
    }
  return g_string_free (plain, FALSE);
}

gboolean
rc_text_is_empty (const RcText *self)
{
  return self->string->len == 0;
}
