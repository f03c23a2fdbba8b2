/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/pages/guide.h"

#include "core/words.h"
#include "reports/bundle/pages/html-page.h"
#include "reports/typesetting/plain-lines.h"

typedef enum
{
  PART_HEADING,
  PART_PARAGRAPH,
  PART_TERM,
  PART_COMMAND,
} PartKind;

typedef struct
{
  PartKind       kind;
  int            level;
  RcShape        shape;
  RcGuideSystem  system;
  char          *words;
  char         **lines;       /* (nullable): sentences of a term, lines that a command prints */
} Part;

struct _RcGuide
{
  char      *language;
  char      *title;
  GPtrArray *parts;
};

static const char * const marks[] = {
  [RC_GUIDE_UNIX] = RC_GUIDE_UNIX_MARK,
  [RC_GUIDE_WINDOWS] = RC_GUIDE_WINDOWS_MARK,
  [RC_GUIDE_EXAMPLE] = "    ",
};

static void
part_free (gpointer data)
{
  Part *part = data;

  g_free (part->words);
  g_strfreev (part->lines);
  g_free (part);
}

static Part *
add_part (RcGuide    *self,
          PartKind    kind,
          const char *words)
{
  Part *part = g_new0 (Part, 1);

  part->kind = kind;
  part->words = g_strdup (words);
  g_ptr_array_add (self->parts, part);
  return part;
}

RcGuide *
rc_guide_new (const char *language,
              const char *title)
{
  RcGuide *self = g_new0 (RcGuide, 1);

  self->language = g_strdup (language);
  self->title = g_strdup (title);
  self->parts = g_ptr_array_new_with_free_func (part_free);
  return self;
}

void
rc_guide_free (RcGuide *self)
{
  if (self == NULL)
    return;

  g_free (self->language);
  g_free (self->title);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

void
rc_guide_heading (RcGuide    *self,
                  int         level,
                  const char *words)
{
  add_part (self, PART_HEADING, words)->level = level;
}

void
rc_guide_paragraph (RcGuide    *self,
                    const char *words)
{
  add_part (self, PART_PARAGRAPH, words);
}

void
rc_guide_term (RcGuide            *self,
               RcShape             shape,
               const char         *term,
               const char * const *sentences)
{
  Part *part = add_part (self, PART_TERM, term);

  part->shape = shape;
  part->lines = g_strdupv ((char **) sentences);
}

void
rc_guide_command (RcGuide       *self,
                  RcGuideSystem  system,
                  const char    *command,
                  const char    *printed)
{
  Part *part = add_part (self, PART_COMMAND, command);

  part->system = system;
  part->lines = printed != NULL ? g_strsplit (printed, "\n", -1) : NULL;
}

/* What is said of a command's output; an example's is the reader's own. */
static const char *
peek_outcome (const Part *part)
{
  if (part->system == RC_GUIDE_EXAMPLE && part->lines == NULL)
    return NULL;

  return part->lines != NULL ? _("It must print:") : _("It must print nothing.");
}

/* --- As HTML --- */

static void
write_term (RcHtmlPage *page,
            const Part *part)
{
  rc_html_page_open (page, "dt");
  rc_html_page_shape (page, part->shape);
  rc_html_page_words (page, part->words);
  rc_html_page_close (page, "dt");
  for (gsize i = 0; part->lines[i] != NULL; i++)
    rc_html_page_element (page, "dd", part->lines[i]);
}

static void
write_command (RcHtmlPage *page,
               const Part *part)
{
  const char *outcome = peek_outcome (part);

  rc_html_page_element (page, "pre", part->words);
  if (outcome != NULL)
    rc_html_page_element (page, "p class=\"small\"", outcome);
  if (part->lines != NULL)
    {
      g_autofree char *printed = g_strjoinv ("\n", part->lines);

      rc_html_page_element (page, "pre class=\"printed\"", printed);
    }
}

static void
write_part (RcHtmlPage *page,
            const Part *part)
{
  g_autofree char *tag = NULL;

  switch (part->kind)
    {
    case PART_HEADING:
      tag = g_strdup_printf ("h%d", part->level);
      rc_html_page_element (page, tag, part->words);
      break;
    case PART_PARAGRAPH:
      rc_html_page_element (page, "p", part->words);
      break;
    case PART_TERM:
      write_term (page, part);
      break;
    case PART_COMMAND:
    default:
      write_command (page, part);
    }
}

char *
rc_guide_to_html (const RcGuide *self)
{
  g_autoptr (RcHtmlPage) page = rc_html_page_new (self->language, self->title);
  gboolean in_list = FALSE;

  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (self->parts, i);
      gboolean is_term = part->kind == PART_TERM;

      if (is_term && !in_list)
        rc_html_page_open (page, "dl");
      else if (!is_term && in_list)
        rc_html_page_close (page, "dl");
      in_list = is_term;
      write_part (page, part);
    }
  if (in_list)
    rc_html_page_close (page, "dl");
  return rc_html_page_finish (page);
}

/* --- As text --- */

static void
append_command (GString    *out,
                const Part *part)
{
  const char *outcome = peek_outcome (part);

  g_string_append_printf (out, "%s%s\n", marks[part->system], part->words);
  if (outcome != NULL)
    rc_plain_add_paragraph (out, outcome, 0);
  for (gsize i = 0; part->lines != NULL && part->lines[i] != NULL; i++)
    g_string_append_printf (out, "%s%s\n", part->system == RC_GUIDE_EXAMPLE ? "    " : RC_GUIDE_PRINTED_MARK, part->lines[i]);
}

static void
append_part (GString    *out,
             const Part *part)
{
  g_autofree char *term = NULL;

  switch (part->kind)
    {
    case PART_HEADING:
      if (part->level == 2)
        g_string_append_c (out, '\n');
      rc_plain_add_underlined (out, part->words, 0, part->level == 2 ? "=" : "-");
      break;
    case PART_PARAGRAPH:
      rc_plain_add_paragraph (out, part->words, 0);
      break;
    case PART_TERM:
      term = g_strdup_printf ("%s %s", rc_shape_letter (part->shape), part->words);
      rc_plain_add_paragraph (out, term, 0);
      for (gsize i = 0; part->lines[i] != NULL; i++)
        rc_plain_add_paragraph (out, part->lines[i], 4);
      break;
    case PART_COMMAND:
    default:
      append_command (out, part);
    }
}

char *
rc_guide_to_text (const RcGuide *self)
{
  GString *out = g_string_new (NULL);

  rc_plain_add_underlined (out, self->title, 0, "=");
  for (guint i = 0; i < self->parts->len; i++)
    {
      g_string_append_c (out, '\n');
      append_part (out, g_ptr_array_index (self->parts, i));
    }
  return g_string_free (out, FALSE);
}
