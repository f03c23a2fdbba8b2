/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "card-document.h"

#include "core/bounds.h"

#include <string.h>

#define OPEN_SECTION "[More Information Needed]"
/* A placeholder is one expression; what is longer is text with braces. */
#define LONGEST_PLACEHOLDER 300

typedef struct
{
  gsize offset;
  gsize length;   /* without the line's end */
  gsize next;
} Line;

gsize
rc_card_line_length (const char *text,
                     gsize       length,
                     gsize       offset,
                     gsize      *out_next)
{
  gsize end = offset;

  while (end < length && text[end] != '\n' && text[end] != '\r')
    end++;
  *out_next = end;
  if (end < length)
    *out_next += end + 1 < length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1;

  return end - offset;
}

static gboolean
next_line (const RcCardDocument *self,
           gsize                 offset,
           Line                 *out_line)
{
  if (offset >= self->length)
    return FALSE;

  out_line->offset = offset;
  out_line->length = rc_card_line_length (self->text, self->length, offset, &out_line->next);
  return TRUE;
}

static gboolean
is_fence (const RcCardDocument *self,
          const Line           *line)
{
  const char *c = self->text + line->offset;

  if (line->length < 3 || memcmp (c, "---", 3) != 0)
    return FALSE;
  for (gsize i = 3; i < line->length; i++)
    if (c[i] != ' ' && c[i] != '\t')
      return FALSE;
  return TRUE;
}

static gboolean
is_blank (const RcCardDocument *self,
          const Line           *line)
{
  for (gsize i = 0; i < line->length; i++)
    if (!g_ascii_isspace (self->text[line->offset + i]))
      return FALSE;
  return TRUE;
}

/* "key: value" or a comment: what tells front matter that is not ended from a Markdown rule. */
static gboolean
looks_like_yaml (const RcCardDocument *self,
                 const Line           *line)
{
  const char *c = self->text + line->offset;
  gsize i = 0;

  while (i < line->length && (g_ascii_isalnum (c[i]) || c[i] == '_' || c[i] == '-'))
    i++;
  return (i > 0 && i < line->length && c[i] == ':' && (i + 1 == line->length || c[i + 1] == ' ')) ||
         (line->length > 0 && c[0] == '#');
}

/* Hugging Face: at the very start, optional white space, "---", a line end, text, a line end, "---". */
static void
split (RcCardDocument *self)
{
  gsize offset = self->length >= 3 && memcmp (self->text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  Line line = { 0 };
  Line first = { 0 };

  self->front = RC_CARD_FRONT_NONE;
  self->body_offset = offset;
  while (next_line (self, offset, &line) && is_blank (self, &line))
    offset = line.next;
  if (offset >= self->length || !is_fence (self, &line) || line.next == line.offset + line.length)
    return;

  self->yaml_offset = line.next;
  next_line (self, line.next, &first);
  for (offset = line.next; next_line (self, offset, &line); offset = line.next)
    if (is_fence (self, &line))
      {
        self->front = RC_CARD_FRONT_CLOSED;
        self->yaml_length = line.offset - self->yaml_offset;
        self->body_offset = line.next;
        return;
      }

  if (looks_like_yaml (self, &first))
    {
      self->front = RC_CARD_FRONT_UNCLOSED;
      self->yaml_length = self->length - self->yaml_offset;
      self->body_offset = self->length;
    }
}

static void
free_heading (gpointer data)
{
  RcCardHeading *self = data;

  g_free (self->text);
  g_free (self);
}

/* Marks of emphasis around a heading's words are not part of what it says. */
static char *
dup_heading_text (const char *text,
                  gsize       length)
{
  static const char blanks[] = " \t#*_`:";

  while (length > 0 && strchr (blanks, text[0]) != NULL)
    {
      text++;
      length--;
    }
  while (length > 0 && strchr (blanks, text[length - 1]) != NULL)
    length--;

  return g_strndup (text, length);
}

static void
add_heading (RcCardDocument *self,
             guint           level,
             const Line     *words,
             gsize           content_offset)
{
  RcCardHeading *heading;
  g_autofree char *text = dup_heading_text (self->text + words->offset, words->length);

  if (text[0] == '\0')
    return;
  if (strlen (text) > RC_LIMIT_NAME_BYTES || self->headings->len >= RC_LIMIT_CARD_HEADINGS)
    {
      self->has_more_headings = TRUE;
      return;
    }

  heading = g_new0 (RcCardHeading, 1);
  heading->level = level;
  heading->offset = words->offset;
  heading->text = g_steal_pointer (&text);
  heading->content_offset = content_offset;
  g_ptr_array_add (self->headings, heading);
}

/* "## Words": one to six number signs, then a blank (CommonMark section 4.2). */
static guint
level_of_line (const RcCardDocument *self,
               const Line           *line)
{
  const char *c = self->text + line->offset;
  guint level = 0;

  while (level < line->length && c[level] == '#')
    level++;
  return level >= 1 && level <= 6 && level < line->length && (c[level] == ' ' || c[level] == '\t') ? level : 0;
}

/* Words with a line of = or - under them (section 4.3); a table's line has bars. */
static guint
level_of_underline (const RcCardDocument *self,
                    const Line           *words,
                    const Line           *line)
{
  const char *c = self->text + line->offset;

  if (line->length < 3 || (c[0] != '=' && c[0] != '-') || is_blank (self, words) ||
      memchr (self->text + words->offset, '|', words->length) != NULL)
    return 0;
  for (gsize i = 0; i < line->length; i++)
    if (c[i] != c[0])
      return 0;
  return c[0] == '=' ? 1 : 2;
}

static gboolean
is_code_fence (const RcCardDocument *self,
               const Line           *line)
{
  const char *c = self->text + line->offset;
  gsize i = 0;

  while (i < 3 && i < line->length && c[i] == ' ')
    i++;
  return line->length >= i + 3 && (memcmp (c + i, "```", 3) == 0 || memcmp (c + i, "~~~", 3) == 0);
}

static void
note_placeholder (RcCardDocument *self,
                  gsize           offset,
                  gsize           length)
{
  if (self->n_placeholders++ == 0)
    {
      self->first_placeholder = offset;
      self->first_placeholder_length = length;
    }
}

/* "{{ … }}" within one line, not between back-quotes. */
static void
find_placeholders (RcCardDocument *self,
                   const Line     *line)
{
  const char *c = self->text + line->offset;
  gboolean in_code = FALSE;

  for (gsize i = 0; i < line->length; i++)
    {
      const char *end;

      if (c[i] == '`')
        in_code = !in_code;
      if (in_code || c[i] != '{' || i + 1 >= line->length || c[i + 1] != '{')
        continue;
      end = memmem (c + i + 2, MIN (line->length - i - 2, LONGEST_PLACEHOLDER), "}}", 2);
      if (end == NULL)
        continue;
      note_placeholder (self, line->offset + i, (gsize) (end + 2 - c) - i);
      i = (gsize) (end + 1 - c);
    }
}

static void
find_open_sections (RcCardDocument *self,
                    const Line     *line)
{
  const char *c = self->text + line->offset;
  const char *found = memmem (c, line->length, OPEN_SECTION, strlen (OPEN_SECTION));

  /* Within a placeholder it is the template's own default. */
  if (found == NULL || memmem (c, (gsize) (found - c), "{{", 2) != NULL)
    return;
  if (self->n_open_sections++ == 0)
    self->first_open_section = (gsize) (found - self->text);
}

/* A template of Python's format(): a line that is nothing but "{card_data}". */
static void
find_format_placeholder (RcCardDocument *self,
                         const Line     *line)
{
  const char *c = self->text + line->offset;

  if (line->length < 3 || c[0] != '{' || c[line->length - 1] != '}')
    return;
  for (gsize i = 1; i < line->length - 1; i++)
    if (!g_ascii_isalnum (c[i]) && c[i] != '_')
      return;
  note_placeholder (self, line->offset, line->length);
}

static void
read_front (RcCardDocument *self)
{
  gsize end = self->yaml_offset + self->yaml_length;
  Line line;

  for (gsize offset = self->yaml_offset; offset < end && next_line (self, offset, &line); offset = line.next)
    {
      find_placeholders (self, &line);
      find_format_placeholder (self, &line);
    }
  self->front_has_placeholder = self->n_placeholders > 0;
}

static void
read_body (RcCardDocument *self)
{
  gboolean in_code = FALSE;
  Line before = { 0 };
  Line line;

  for (gsize offset = self->body_offset; next_line (self, offset, &line); offset = line.next)
    {
      guint level;

      if (is_code_fence (self, &line))
        in_code = !in_code;
      else if (!in_code)
        {
          find_placeholders (self, &line);
          find_open_sections (self, &line);
          if ((level = level_of_line (self, &line)) > 0)
            add_heading (self, level, &line, line.next);
          else if (before.length > 0 && (level = level_of_underline (self, &before, &line)) > 0)
            add_heading (self, level, &before, line.next);
        }
      before = in_code ? (Line) { 0 } : line;
    }
}

static void
end_sections (RcCardDocument *self)
{
  for (guint i = 0; i < self->headings->len; i++)
    {
      RcCardHeading *heading = g_ptr_array_index (self->headings, i);
      gsize end = self->length;

      for (guint k = i + 1; k < self->headings->len; k++)
        {
          const RcCardHeading *later = g_ptr_array_index (self->headings, k);

          if (later->level <= heading->level)
            {
              end = later->offset;
              break;
            }
        }
      heading->content_length = end - MIN (end, heading->content_offset);
    }
}

/**
 * rc_card_document_read:
 * @text: (array length=length): UTF-8; kept as long as the result is used
 *
 * Splits a card and finds what stands where. The front matter is not read as YAML here.
 */
void
rc_card_document_read (RcCardDocument *self,
                       const char     *text,
                       gsize           length)
{
  *self = (RcCardDocument) { .text = text, .length = length };
  self->headings = g_ptr_array_new_with_free_func (free_heading);
  split (self);
  read_front (self);
  read_body (self);
  end_sections (self);
}

void
rc_card_document_clear (RcCardDocument *self)
{
  g_clear_pointer (&self->headings, g_ptr_array_unref);
}
