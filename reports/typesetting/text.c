/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/text-private.h"

#include "core/date-words.h"
#include "core/display-text.h"

#include <string.h>

static void
clear_span (gpointer data)
{
  RcSpan *span = data;

  g_free (span->name);
  if (span->note != NULL)
    {
      rc_text_free (span->note->text);
      g_free (span->note);
    }
}

RcText *
rc_text_new (void)
{
  RcText *self = g_new0 (RcText, 1);

  self->string = g_string_new (NULL);
  self->spans = g_array_new (FALSE, FALSE, sizeof (RcSpan));
  g_array_set_clear_func (self->spans, clear_span);
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

static RcNote *
new_note (RcText *text)
{
  RcNote *note = g_new0 (RcNote, 1);

  note->text = text;
  return note;
}

RcText *
rc_text_new_small (const char *words)
{
  RcText *self = rc_text_new ();

  rc_text_add (self, RC_TEXT_SMALL, words);
  return self;
}

RcText *
rc_text_new_shape (RcShape     shape,
                   const char *words)
{
  RcText *self = rc_text_new ();

  rc_text_add_shape (self, shape);
  rc_text_add (self, RC_TEXT_SMALL, " ");
  rc_text_add (self, RC_TEXT_SMALL, words);
  return self;
}

RcText *
rc_text_new_count (guint64 count)
{
  g_autofree char *words = rc_count_words (count);

  return rc_text_new_small (words);
}

RcText *
rc_text_copy (const RcText *self)
{
  RcText *copy = rc_text_new ();

  g_string_append_len (copy->string, self->string->str, self->string->len);
  for (guint i = 0; i < self->spans->len; i++)
    {
      RcSpan span = g_array_index (self->spans, RcSpan, i);

      span.name = g_strdup (span.name);
      if (span.note != NULL)
        span.note = new_note (rc_text_copy (span.note->text));
      g_array_append_val (copy->spans, span);
    }
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
          RcSpanKind   kind,
          RcTextStyle  style,
          const char  *name,
          const char  *safe)
{
  const char *words = ends_with_shape (self) && safe[0] == ' ' ? safe + 1 : safe;
  RcSpan span = { .kind = kind, .length = strlen (words), .style = style };

  if (span.length == 0)
    return;
  span.name = g_strdup (name);
  g_string_append_len (self->string, words, span.length);
  g_array_append_val (self->spans, span);
}

/* A character that stands for what is no text. */
static void
add_placeholder (RcText   *self,
                 RcSpan   *span,
                 gunichar  placeholder)
{
  gsize before = self->string->len;

  g_string_append_unichar (self->string, placeholder);
  span->length = self->string->len - before;
  g_array_append_vals (self->spans, span, 1);
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

  add_span (self, RC_SPAN_WORDS, style, NULL, safe);
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

  add_span (self, RC_SPAN_WORDS, style, NULL, safe);
}

/**
 * rc_text_add_shape:
 * @shape: the sign; its word follows as text and stays in its line
 */
void
rc_text_add_shape (RcText  *self,
                   RcShape  shape)
{
  RcSpan span = { .kind = RC_SPAN_SHAPE, .shape = shape };

  add_placeholder (self, &span, RC_TEXT_PLACEHOLDER);
}

/**
 * rc_text_add_reference:
 * @anchor: a name that rc_document_add_anchor() gives somewhere in the document; where it does not, the words lead nowhere
 * @words: the program's own words
 */
void
rc_text_add_reference (RcText      *self,
                       RcTextStyle  style,
                       const char  *anchor,
                       const char  *words)
{
  g_autofree char *safe = rc_display_words (words);

  add_span (self, RC_SPAN_REFERENCE, style, anchor, safe);
}

/**
 * rc_text_add_note:
 * @note: (transfer full): stands at the end of the section, behind its number
 */
void
rc_text_add_note (RcText *self,
                  RcText *note)
{
  RcSpan span = { .kind = RC_SPAN_NOTE, .note = new_note (note) };

  add_placeholder (self, &span, RC_TEXT_NOTE_PLACEHOLDER);
}

/**
 * rc_text_add_foreign:
 * @language: as in BCP 47
 * @tainted: as of rc_text_add_quoted()
 * @length: in bytes, or -1 for a text that ends with NUL
 */
void
rc_text_add_foreign (RcText      *self,
                     RcTextStyle  style,
                     const char  *language,
                     const char  *tainted,
                     gssize       length)
{
  g_autofree char *safe = rc_display_text (tainted, length, 0);

  add_span (self, RC_SPAN_FOREIGN, style, language, safe);
}

gboolean
rc_text_is_mixed (const RcText *self)
{
  for (guint i = 0; i < self->spans->len; i++)
    if (g_array_index (self->spans, RcSpan, i).kind > RC_SPAN_SHAPE)
      return TRUE;
  return FALSE;
}

void
rc_text_number_notes (RcText    *self,
                      guint     *number,
                      GPtrArray *notes)
{
  for (guint i = 0; i < self->spans->len; i++)
    {
      RcNote *note = g_array_index (self->spans, RcSpan, i).note;

      if (note == NULL)
        continue;
      note->number = ++*number;
      g_ptr_array_add (notes, note);
      rc_text_number_notes (note->text, number, notes);
    }
}

char *
rc_note_dup_mark (const RcNote *note)
{
  return g_strdup_printf ("[%u]", note->number);
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

      if (span->kind != RC_SPAN_SHAPE && span->kind != RC_SPAN_NOTE)
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
