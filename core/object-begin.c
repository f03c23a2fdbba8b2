/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "object-begin.h"

#include <string.h>

/* The form by which an object is known where another one is broken. */

typedef enum
{
  BEGIN_NO,
  BEGIN_YES,
  BEGIN_MORE,
} Begin;

/* How many blanks stand before @at on its line; -1: something else does. */
gint64
rc_object_begin_get_indentation (const RcObjectScan *self,
                                 const char         *bytes,
                                 gsize               at)
{
  gsize begin = at;

  while (begin > self->begin && (bytes[begin - 1] == ' ' || bytes[begin - 1] == '\t'))
    begin--;
  if (begin > self->begin ? bytes[begin - 1] == '\n' : self->is_line_begin)
    return (gint64) (at - begin);

  return -1;
}

/* The last byte before @at that is no blank; RC_OBJECT_BEGIN_NOTHING: none since @from. */
char
rc_object_begin_byte_before (const char *bytes,
                             gsize       from,
                             gsize       at)
{
  while (at > from)
    {
      if (!rc_object_begin_is_blank (bytes[--at]))
        return bytes[at];
    }
  return RC_OBJECT_BEGIN_NOTHING;
}

void
rc_object_begin_learn_key (RcObjectScan *self,
                           const char   *bytes,
                           gsize         length)
{
  gsize at = self->open + 1;
  const char *end;

  while (at < length && rc_object_begin_is_blank (bytes[at]))
    at++;
  if (at >= length || bytes[at] != '"')
    return;

  end = memchr (bytes + at + 1, '"', MIN (length - at - 1, RC_OBJECT_SCAN_KEY_BYTES - 1));
  if (end == NULL || memchr (bytes + at, '\\', (gsize) (end - bytes) - at) != NULL)
    return;

  self->key_length = (gsize) (end - bytes) + 1 - at;
  memcpy (self->key, bytes + at, self->key_length);
}

void
rc_object_begin_learn_form (RcObjectScan *self,
                            const char   *bytes,
                            gsize         end)
{
  const char *line = memchr (bytes + self->open, '\n', end - self->open);
  gsize at;

  if (self->key_length == 0)
    rc_object_begin_learn_key (self, bytes, end);
  if (line == NULL || self->open_indentation < 0)
    return;

  for (at = (gsize) (line - bytes) + 1; at < end && (bytes[at] == ' ' || bytes[at] == '\t'); at++)
    ;
  if ((gint64) (at - (gsize) (line - bytes) - 1) <= self->open_indentation && bytes[at] != '}')
    self->is_flat = TRUE;
}

/* Whether the brace at @at is followed by the name that objects of this source begin with. */
static Begin
has_key (const RcObjectScan *self,
         const char         *bytes,
         gsize               length,
         gsize               at)
{
  if (self->key_length == 0)
    return BEGIN_NO;

  for (at++; at < length && rc_object_begin_is_blank (bytes[at]); at++)
    ;
  if (length - at < self->key_length)
    return memcmp (bytes + at, self->key, length - at) == 0 ? BEGIN_MORE : BEGIN_NO;
  return memcmp (bytes + at, self->key, self->key_length) == 0 ? BEGIN_YES : BEGIN_NO;
}

/* Whether the brace at @at, the first of its line, begins an object. */
static Begin
begins_line (const RcObjectScan *self,
             const char         *bytes,
             gsize               length,
             gsize               at,
             gint64              indentation)
{
  gint64 usual = self->n_right > 0 ? self->indentation : self->open_indentation;

  if (usual < 0 && self->n_right == 0 && self->open <= self->begin && self->depth == 0)
    return BEGIN_YES;      /* nothing but stray bytes came before */
  if (indentation != usual)
    return BEGIN_NO;
  return self->is_flat ? has_key (self, bytes, length, at) : BEGIN_YES;
}

/* Whether the brace at @at begins an object on a line that holds others, too. */
static Begin
begins_within (const RcObjectScan *self,
               const char         *bytes,
               gsize               length,
               gsize               at)
{
  char before = rc_object_begin_byte_before (bytes, self->begin, at);
  gsize comma = at;

  if (self->n_right > 1 && self->indentation >= 0)
    return BEGIN_NO;       /* they stand on lines of their own */
  if (self->has_array != (before == ','))
    return BEGIN_NO;

  /* Within a broken object, only what may stand between two objects. */
  if (before == ',' && self->depth > 0)
    {
      while (bytes[--comma] != ',')
        ;
      before = rc_object_begin_byte_before (bytes, self->begin, comma);
    }
  return before == '}' || (before == ',' && self->depth == 0) ? has_key (self, bytes, length, at) : BEGIN_NO;
}

/* Searches for the beginning of an object from @from on. */
gboolean
rc_object_begin_find (RcObjectScan *self,
                      const char   *bytes,
                      gsize         length,
                      gsize         from,
                      gboolean      only_lines,
                      gboolean      is_end,
                      gsize        *out_end)
{
  while (from < length)
    {
      const char *brace = memchr (bytes + from, '{', length - from);
      gsize at = brace != NULL ? (gsize) (brace - bytes) : length;
      gint64 indentation;
      Begin begin;

      self->next = at;
      if (brace == NULL)
        return FALSE;

      indentation = rc_object_begin_get_indentation (self, bytes, at);
      begin = indentation >= 0 ? begins_line (self, bytes, length, at, indentation) : BEGIN_NO;
      if (begin == BEGIN_YES)
        {
          *out_end = at - (gsize) indentation;
          return TRUE;
        }
      if (begin == BEGIN_NO && !only_lines)
        begin = begins_within (self, bytes, length, at);
      if (begin == BEGIN_YES)
        {
          *out_end = at;
          return TRUE;
        }
      if (begin == BEGIN_MORE && !is_end)
        return FALSE;
      from = at + 1;
    }

  self->next = length;
  return FALSE;
}
