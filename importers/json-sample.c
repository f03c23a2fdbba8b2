/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "json-sample.h"

#include <stdarg.h>
#include <string.h>

/* Enough for the signs of every format; what lies deeper, or comes after so many members, is no sign. */
#define MAX_DEPTH   6u
#define MAX_MEMBERS 2000u

/* One pass over the bytes. A level is an object or an array that is open. */
typedef struct
{
  const char *at;
  const char *end;
  GString    *path;
  guint       depth;
  gsize       lengths[MAX_DEPTH + 1];   /* of the path of each open level */
  gboolean    is_array[MAX_DEPTH + 1];
  guint       items[MAX_DEPTH + 1];     /* of an array: read so far */
} Scan;

static void
skip_blanks (Scan *self)
{
  while (self->at < self->end && strchr (" \t\r\n", *self->at) != NULL && *self->at != '\0')
    self->at++;
}

/* FALSE where the text does not end within the sample. */
static gboolean
read_text (Scan        *self,
           const char **out_text,
           gsize       *out_length)
{
  const char *begin = ++self->at;

  for (; self->at < self->end && *self->at != '"'; self->at++)
    if (*self->at == '\\')
      self->at++;
  if (self->at >= self->end)
    return FALSE;

  *out_text = begin;
  *out_length = (gsize) (self->at++ - begin);
  return TRUE;
}

static gboolean
is_looked_into (const Scan *self)
{
  for (guint i = 1; i <= MIN (self->depth, MAX_DEPTH); i++)
    if (self->is_array[i] && self->items[i] > 0)
      return FALSE;
  return self->depth <= MAX_DEPTH;
}

static void
note (RcJsonSample *sample,
      const Scan   *self,
      const char   *text,
      gsize         length)
{
  if (is_looked_into (self) && self->path->len > 0 && g_hash_table_size (sample->members) < MAX_MEMBERS &&
      !g_hash_table_contains (sample->members, self->path->str))
    g_hash_table_insert (sample->members, g_strdup (self->path->str), g_strndup (text, length));
}

static void
append (Scan       *self,
        const char *name,
        gsize       length)
{
  if (self->path->len > 0)
    g_string_append_c (self->path, '/');
  g_string_append_len (self->path, name, (gssize) length);
}

static void
open_level (Scan     *self,
            gboolean  is_array)
{
  self->at++;
  self->depth++;
  if (self->depth > MAX_DEPTH)
    return;

  self->lengths[self->depth] = self->path->len;
  self->is_array[self->depth] = is_array;
  self->items[self->depth] = 0;
  /* The items of the document's own array are what a document would be. */
  if (is_array && self->depth > 1)
    append (self, "0", 1);
}

static void
close_level (Scan *self)
{
  self->at++;
  if (self->depth > 0 && self->depth <= MAX_DEPTH)
    g_string_truncate (self->path, self->lengths[self->depth]);
  if (self->depth > 0)
    self->depth--;
}

/* The next value of the level, after a comma or at its beginning. */
static void
end_value (Scan *self)
{
  if (self->depth == 0 || self->depth > MAX_DEPTH)
    return;
  if (self->is_array[self->depth])
    self->items[self->depth]++;
  else
    g_string_truncate (self->path, self->lengths[self->depth]);
}

static gboolean
read_name_or_text (RcJsonSample *sample,
                   Scan         *self)
{
  const char *text;
  gsize length;

  if (!read_text (self, &text, &length))
    return FALSE;

  skip_blanks (self);
  if (self->at < self->end && *self->at == ':')
    {
      self->at++;
      if (self->depth >= 1 && self->depth <= MAX_DEPTH)
        append (self, text, length);
      note (sample, self, "", 0);
      return TRUE;
    }

  if (is_looked_into (self) && self->path->len > 0 && length > 0)
    g_hash_table_replace (sample->members, g_strdup (self->path->str), g_strndup (text, length));
  return TRUE;
}

static void
scan (RcJsonSample *sample,
      Scan         *self)
{
  for (skip_blanks (self); self->at < self->end; skip_blanks (self))
    {
      switch (*self->at)
        {
        case '{':
        case '[':
          open_level (self, *self->at == '[');
          break;
        case '}':
        case ']':
          close_level (self);
          if (self->depth == 0)
            return;
          break;
        case ',':
          self->at++;
          end_value (self);
          break;
        case '"':
          if (!read_name_or_text (sample, self))
            return;
          break;
        default:
          self->at++;
        }
    }
}

void
rc_json_sample_read (RcJsonSample   *self,
                     const RcSample *sample)
{
  Scan work = { .at = sample->head, .end = sample->head + sample->head_length };

  *self = (RcJsonSample) { 0 };
  if (sample->head_length >= 3 && memcmp (sample->head, "\xEF\xBB\xBF", 3) == 0)
    work.at += 3;

  /* Most files are no JSON, and each is asked about by every importer of it. */
  skip_blanks (&work);
  if (work.at == work.end || (*work.at != '{' && *work.at != '['))
    return;

  self->is_object = *work.at == '{';
  self->is_array = *work.at == '[';
  self->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  work.path = g_string_new (NULL);
  scan (self, &work);
  g_string_free (work.path, TRUE);
}

void
rc_json_sample_clear (RcJsonSample *self)
{
  g_clear_pointer (&self->members, g_hash_table_unref);
}

gboolean
rc_json_sample_has (const RcJsonSample *self,
                    const char         *path)
{
  return self->members != NULL && g_hash_table_contains (self->members, path);
}

gboolean
rc_json_sample_has_all (const RcJsonSample *self,
                        ...)
{
  gboolean has_all = TRUE;
  const char *path;
  va_list paths;

  va_start (paths, self);
  while (has_all && (path = va_arg (paths, const char *)) != NULL)
    has_all = rc_json_sample_has (self, path);
  va_end (paths);

  return has_all;
}

const char *
rc_json_sample_peek (const RcJsonSample *self,
                     const char         *path)
{
  const char *text = self->members != NULL ? g_hash_table_lookup (self->members, path) : NULL;

  return text != NULL && text[0] != '\0' ? text : NULL;
}
