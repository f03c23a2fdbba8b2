/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "object-scan.h"

#include <string.h>

#include "bounds.h"
#include "object-begin.h"

#define BYTE_ORDER_MARK "\357\273\277"
#define BYTE_ORDER_MARK_BYTES 3u
#define TRIED_FOR_FORM 64u      /* right objects by which the form of printing is known */

typedef enum
{
  STEP_MORE,
  STEP_END,
  STEP_WRONG,
} Step;

/* The bytes at which the search in a text, and outside of texts, has something to do. */
static const guint8 stops_text[256] = { ['"'] = 1, ['\\'] = 1, ['\n'] = 1 };
static const guint8 stops_object[256] = { ['"'] = 1, ['{'] = 1, ['}'] = 1, ['['] = 1, [']'] = 1 };

static gboolean
is_between (char byte)
{
  return rc_object_begin_is_blank (byte) || byte == ',' || byte == '[' || byte == ']';
}

static gboolean
has_mark (const char *bytes,
          gsize       length)
{
  return length >= BYTE_ORDER_MARK_BYTES && memcmp (bytes, BYTE_ORDER_MARK, BYTE_ORDER_MARK_BYTES) == 0;
}

void
rc_object_scan_init (RcObjectScan *self)
{
  memset (self, 0, sizeof *self);
  self->is_line_begin = TRUE;
  self->is_source_begin = TRUE;
  self->open_indentation = -1;
  self->indentation = -1;
}

static void
note_fault (RcObjectScan *self,
            gsize         offset,
            const char   *expected,
            const char   *found)
{
  if (self->has_fault)
    return;

  self->has_fault = TRUE;
  self->fault = (RcObjectScanFault) { offset, expected, found };
}

static void
begin_record (RcObjectScan *self,
              gsize         at,
              gboolean      is_line_begin)
{
  self->state = RC_OBJECT_SCAN_BETWEEN;
  self->begin = at;
  self->next = at;
  self->open = at;
  self->depth = 0;
  self->brackets = 0;
  self->is_in_text = FALSE;
  self->is_cut = FALSE;
  self->is_line_begin = is_line_begin;
  self->is_source_begin = FALSE;
}

static void
end_stray (RcObjectScan *self,
           const char   *bytes,
           gsize         end)
{
  begin_record (self, end, bytes[end - 1] == '\n');
  self->commas = -1;
}

static void
end_object (RcObjectScan *self,
            const char   *bytes,
            gsize         end)
{
  if (self->n_right < TRIED_FOR_FORM && !self->is_cut)
    rc_object_begin_learn_form (self, bytes, end);
  self->n_right++;
  self->indentation = self->open_indentation;
  begin_record (self, end, FALSE);
  self->commas = 0;
}

static void
open_object (RcObjectScan *self,
             const char   *bytes,
             gsize         at)
{
  if (self->is_array_closed)
    note_fault (self, at, "the end of the source behind the array", "an object");
  else if (self->has_array && self->n_right > 0 && self->commas == 0)
    note_fault (self, at, "a comma between two items of the array", "none");

  self->state = RC_OBJECT_SCAN_OBJECT;
  self->open = at;
  self->open_indentation = rc_object_begin_get_indentation (self, bytes, at);
  self->depth = 1;
  self->next = at + 1;
}

static void
take_comma (RcObjectScan *self,
            gsize         at)
{
  if (!self->has_array)
    note_fault (self, at, "nothing between objects that stand in no array", "a comma");
  else if (self->is_array_closed)
    note_fault (self, at, "the end of the source behind the array", "a comma");
  else if (self->commas > 0 || (self->commas == 0 && self->n_right == 0))
    note_fault (self, at, "an object", "a comma");
  if (self->commas >= 0)
    self->commas = 1;
}

static void
take_bracket (RcObjectScan *self,
              gsize         at,
              gboolean      is_opening)
{
  if (is_opening)
    {
      if (self->has_array || self->n_right > 0)
        note_fault (self, at, "one array of objects", "another bracket");
      self->has_array = TRUE;
      return;
    }

  if (!self->has_array || self->is_array_closed)
    note_fault (self, at, "an object", "a closing bracket");
  else if (self->commas > 0)
    note_fault (self, at, "an object behind the comma", "a closing bracket");
  self->is_array_closed = TRUE;
}

/* FALSE: more bytes are needed. */
static gboolean
skip_between (RcObjectScan *self,
              const char   *bytes,
              gsize         length,
              gboolean      is_end)
{
  gsize at = self->next;

  if (self->is_source_begin && at == 0)
    {
      if (length < BYTE_ORDER_MARK_BYTES && !is_end)
        return FALSE;
      if (has_mark (bytes, length))
        at = BYTE_ORDER_MARK_BYTES;
    }

  for (; at < length; at++)
    {
      char byte = bytes[at];

      if (byte == '{')
        {
          open_object (self, bytes, at);
          return TRUE;
        }
      if (byte == ',')
        take_comma (self, at);
      else if (byte == '[' || byte == ']')
        take_bracket (self, at, byte == '[');
      else if (!rc_object_begin_is_blank (byte))
        {
          self->state = RC_OBJECT_SCAN_STRAY;
          self->open = self->begin;
          self->next = at;
          return TRUE;
        }
    }

  self->next = at;
  return FALSE;
}

static gboolean
is_in_array (const RcObjectScan *self)
{
  return self->depth > 1 && (self->brackets >> (self->depth - 1) & 1) != 0;
}

/* FALSE: no bracket or brace can open here. */
static gboolean
go_deeper (RcObjectScan *self,
           const char   *bytes,
           gsize         at)
{
  char before = rc_object_begin_byte_before (bytes, self->open, at);

  if (before != RC_OBJECT_BEGIN_NOTHING && before != ':' && before != '[' && (before != ',' || !is_in_array (self)))
    return FALSE;
  if (self->depth >= RC_LIMIT_JSON_DEPTH)
    return FALSE;

  if (bytes[at] == '[')
    self->brackets |= G_GUINT64_CONSTANT (1) << self->depth;
  else
    self->brackets &= ~(G_GUINT64_CONSTANT (1) << self->depth);
  self->depth++;
  return TRUE;
}

static gboolean
may_begin_text (char before)
{
  return before == RC_OBJECT_BEGIN_NOTHING || before == ':' || before == ',' || before == '{' || before == '[';
}

static Step
scan_object (RcObjectScan *self,
             const char   *bytes,
             gsize         length,
             gsize        *out_end)
{
  gsize at = self->next;

  while (TRUE)
    {
      const guint8 *stops = self->is_in_text ? stops_text : stops_object;

      while (at < length && stops[(guint8) bytes[at]] == 0)
        at++;
      self->next = at;
      if (at == length)
        return STEP_MORE;

      switch (bytes[at])
        {
        case '"':
          if (!self->is_in_text && !may_begin_text (rc_object_begin_byte_before (bytes, self->open, at)))
            return STEP_WRONG;
          self->is_in_text = !self->is_in_text;
          break;
        case '\\':
          if (at + 1 == length)
            return STEP_MORE;
          at++;
          break;
        case '{':
        case '[':
          if (!go_deeper (self, bytes, at))
            return STEP_WRONG;
          break;
        case '}':
        case ']':
          if (is_in_array (self) != (bytes[at] == ']'))
            return STEP_WRONG;
          if (--self->depth == 0)
            {
              *out_end = at + 1;
              return STEP_END;
            }
          break;
        default:
          return STEP_WRONG;      /* a line ends within a text */
        }
      at++;
    }
}

/* The object in work cannot be right: another one may have begun within what was taken for it. */
static gboolean
leave_object (RcObjectScan *self,
              const char   *bytes,
              gsize         length,
              gboolean      only_lines,
              gboolean      is_end,
              gsize        *out_end)
{
  if (self->n_right == 0 && self->key_length == 0 && !self->is_cut)
    rc_object_begin_learn_key (self, bytes, self->next);
  return rc_object_begin_find (self, bytes, length, self->open + 1, only_lines, is_end, out_end);
}

/**
 * rc_object_scan_next:
 * @bytes: tainted; from the beginning of the record in work, or earlier
 * @is_end: the source ends with them
 * @out_end: (out): the place behind the record
 *
 * Goes on with the search. A record begins where the one before ended: the blanks, commas and brackets before an object are part of its
 * record.
 *
 * Returns: %FALSE where the record in work goes on behind @length
 */
gboolean
rc_object_scan_next (RcObjectScan *self,
                     const char   *bytes,
                     gsize         length,
                     gboolean      is_end,
                     gsize        *out_end)
{
  if (self->state == RC_OBJECT_SCAN_BETWEEN && !skip_between (self, bytes, length, is_end))
    return FALSE;

  if (self->state == RC_OBJECT_SCAN_OBJECT)
    {
      Step step = scan_object (self, bytes, length, out_end);

      if (step == STEP_END)
        {
          end_object (self, bytes, *out_end);
          return TRUE;
        }
      if (step == STEP_MORE && (!is_end || !leave_object (self, bytes, length, /* only_lines= */ TRUE, is_end, out_end)))
        return FALSE;
      if (step == STEP_WRONG)
        {
          self->state = RC_OBJECT_SCAN_STRAY;
          if (!leave_object (self, bytes, length, /* only_lines= */ FALSE, is_end, out_end))
            return FALSE;
        }
    }
  else if (!rc_object_begin_find (self, bytes, length, self->next, /* only_lines= */ FALSE, is_end, out_end))
    return FALSE;

  end_stray (self, bytes, *out_end);
  return TRUE;
}

/**
 * rc_object_scan_give_up:
 *
 * The record in work grew beyond what a record may have. An object that was never closed may have swallowed others.
 *
 * Returns: %TRUE where another one begins within it on a line of its own: the record ends there
 */
gboolean
rc_object_scan_give_up (RcObjectScan *self,
                        const char   *bytes,
                        gsize         length,
                        gsize        *out_end)
{
  gsize next = self->next;

  if (self->state != RC_OBJECT_SCAN_OBJECT)
    return FALSE;
  if (!leave_object (self, bytes, length, /* only_lines= */ TRUE, /* is_end= */ TRUE, out_end))
    {
      self->next = next;
      return FALSE;
    }

  end_stray (self, bytes, *out_end);
  return TRUE;
}

void
rc_object_scan_cut (RcObjectScan *self,
                    gsize         end)
{
  self->begin = end;
  self->open = end;
  self->next = MAX (self->next, end);
  self->is_cut = TRUE;
  self->is_line_begin = FALSE;
  self->is_source_begin = FALSE;
}

void
rc_object_scan_drop (RcObjectScan *self,
                     gsize         length)
{
  g_return_if_fail (length <= self->begin);

  self->begin -= length;
  self->next -= length;
  self->open -= length;
}

gboolean
rc_object_scan_is_between (const RcObjectScan *self)
{
  return self->state == RC_OBJECT_SCAN_BETWEEN;
}

gboolean
rc_object_scan_is_open (const RcObjectScan *self)
{
  return self->has_array && !self->is_array_closed && self->state == RC_OBJECT_SCAN_BETWEEN;
}

/**
 * rc_object_scan_trim:
 * @bytes: a record, tainted
 * @out_length: (out): bytes of the object
 *
 * Returns: the place of the object in its record. Where the record holds no whole object, only blanks are taken from its end, so that
 *   a fault is told at its true place.
 */
gsize
rc_object_scan_trim (const char *bytes,
                     gsize       length,
                     gsize      *out_length)
{
  gsize begin = 0;
  gsize end = length;

  /* Files that were joined leave byte order marks between objects. */
  while (begin < end && (is_between (bytes[begin]) || has_mark (bytes + begin, end - begin)))
    begin += has_mark (bytes + begin, end - begin) ? BYTE_ORDER_MARK_BYTES : 1;
  while (end > begin && is_between (bytes[end - 1]))
    end--;
  if (end > begin && bytes[end - 1] != '}')
    {
      for (end = length; end > begin && rc_object_begin_is_blank (bytes[end - 1]); end--)
        ;
    }

  *out_length = end - begin;
  return begin;
}
