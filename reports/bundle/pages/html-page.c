/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/pages/html-page.h"

#include <string.h>

#include "core/display-text.h"

struct _RcHtmlPage
{
  GString *text;
};

/* What holds in both schemes. Colours are told apart from it, plainly first, so that a reader that knows no schemes has the light one. */
static const char layout[] =
  "body{font-family:sans-serif;font-size:1em;line-height:1.45;max-width:66em;margin:0 auto;padding:1em 1.5em 4em}"
  "h1{font-size:1.6em;line-height:1.2;margin:.6em 0 .4em}"
  "h2{font-size:1.2em;margin:2em 0 .4em;padding-top:.6em;border-top-width:1px;border-top-style:solid}"
  "h3{font-size:1em;margin:1.4em 0 .2em}"
  "p,dl,ol,ul{margin:.4em 0 .8em}dt{font-weight:bold;margin-top:.8em}dd{margin:0 0 0 1.5em}"
  ".scroll{overflow-x:auto}"
  "table{border-collapse:collapse;width:100%;font-size:.9em;margin:.6em 0 1em}"
  "th,td{text-align:left;vertical-align:top;padding:.3em .8em .3em 0;border-bottom-width:1px;border-bottom-style:solid}"
  ".number{text-align:right}"
  "code,pre,.digest{font-family:monospace;font-size:.95em}"
  ".digest,.name{word-wrap:break-word;overflow-wrap:anywhere;word-break:break-word}"
  ".digest{min-width:17em}.name{min-width:14em}"
  "pre{white-space:pre-wrap;word-wrap:break-word;overflow-wrap:anywhere;padding:.5em .8em;margin:.3em 0 .3em;border-left-width:3px;border-left-style:solid}"
  "pre.printed{border-left-style:dotted;margin-bottom:1.1em}.handle{min-width:9em}"
  ".small{font-size:.85em}.strong{font-weight:bold}"
  "@page{margin:18mm}"
  "@media print{body{max-width:none;padding:0;font-size:10pt}.scroll{overflow:visible}tr,pre,dt{page-break-inside:avoid}h2,h3{page-break-after:avoid}}";

static void
append_ink (GString      *text,
            const char   *selector,
            const char   *property,
            const RcInk  *ink)
{
  g_string_append_printf (text, "%s{%s:#%02x%02x%02x}", selector, property, (guint) (ink->red * 255 + 0.5), (guint) (ink->green * 255 + 0.5),
                          (guint) (ink->blue * 255 + 0.5));
}

static void
append_scheme (GString   *text,
               RcScheme   scheme)
{
  static const struct
  {
    const char *selector;
    const char *property;
    RcInkRole   role;
  } rows[] = {
    { "html,body", "background-color", RC_INK_GROUND },
    { "body", "color", RC_INK_TEXT },
    { "a", "color", RC_INK_ACCENT },
    { ".small", "color", RC_INK_MUTED },
    { "h2,th,td", "border-color", RC_INK_LINE },
    { "pre", "background-color", RC_INK_PANEL },
    { "pre", "border-color", RC_INK_ACCENT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const RcInk ink = rc_scheme_ink (scheme, rows[i].role);

      append_ink (text, rows[i].selector, rows[i].property, &ink);
    }
  for (int shape = 0; shape < RC_N_SHAPES; shape++)
    {
      const RcInk ink = rc_shape_ink ((RcShape) shape, scheme);
      g_autofree char *selector = g_strdup_printf (".sign%d", shape);

      append_ink (text, selector, "color", &ink);
    }
}

static void
append_style (GString *text)
{
  g_string_append (text, "<style>");
  g_string_append (text, layout);
  append_scheme (text, RC_SCHEME_LIGHT);
  g_string_append (text, "@media screen and (prefers-color-scheme:dark){");
  append_scheme (text, RC_SCHEME_DARK);
  g_string_append (text, "}</style>\n");
}

/* Nothing of it may end a text, an attribute or a comment. */
static void
append_escaped (GString    *text,
                const char *words)
{
  for (const char *p = words; *p != '\0'; p++)
    switch (*p)
      {
      case '<':
        g_string_append (text, "&lt;");
        break;
      case '>':
        g_string_append (text, "&gt;");
        break;
      case '&':
        g_string_append (text, "&amp;");
        break;
      case '"':
        g_string_append (text, "&quot;");
        break;
      case '\'':
        g_string_append (text, "&#39;");
        break;
      default:
        g_string_append_c (text, *p);
      }
}

/**
 * rc_html_page_new:
 * @language: as in BCP 47
 * @title: the program's own words
 *
 * Returns: (transfer full): a page that is open below its title
 */
RcHtmlPage *
rc_html_page_new (const char *language,
                  const char *title)
{
  RcHtmlPage *self = g_new0 (RcHtmlPage, 1);

  self->text = g_string_new ("<!DOCTYPE html>\n<html lang=\"");
  append_escaped (self->text, language);
  g_string_append (self->text, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                               "<meta name=\"color-scheme\" content=\"light dark\">\n"
                               "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
  append_escaped (self->text, title);
  g_string_append (self->text, "</title>\n");
  append_style (self->text);
  g_string_append (self->text, "</head>\n<body>\n");
  rc_html_page_element (self, "h1", title);
  return self;
}

void
rc_html_page_free (RcHtmlPage *self)
{
  if (self == NULL)
    return;

  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_free (self);
}

void
rc_html_page_open (RcHtmlPage *self,
                   const char *tag)
{
  g_string_append_printf (self->text, "<%s>", tag);
}

void
rc_html_page_close (RcHtmlPage *self,
                    const char *name)
{
  g_string_append_printf (self->text, "</%s>\n", name);
}

void
rc_html_page_words (RcHtmlPage *self,
                    const char *words)
{
  append_escaped (self->text, words);
}

void
rc_html_page_quoted (RcHtmlPage *self,
                     const char *tainted)
{
  g_autofree char *shown = tainted != NULL ? rc_display_text (tainted, -1, 0) : NULL;

  if (shown != NULL)
    append_escaped (self->text, shown);
}

void
rc_html_page_element (RcHtmlPage *self,
                      const char *tag,
                      const char *words)
{
  g_autofree char *name = g_strndup (tag, strcspn (tag, " "));

  rc_html_page_open (self, tag);
  rc_html_page_words (self, words);
  rc_html_page_close (self, name);
}

void
rc_html_page_link (RcHtmlPage *self,
                   const char *path,
                   const char *tainted)
{
  g_autofree char *address = g_uri_escape_string (path, "/", FALSE);

  /* With the dot a path is one whatever it begins with. */
  g_string_append (self->text, "<a href=\"./");
  append_escaped (self->text, address);
  g_string_append (self->text, "\">");
  rc_html_page_quoted (self, tainted != NULL ? tainted : path);
  g_string_append (self->text, "</a>");
}

void
rc_html_page_shape (RcHtmlPage *self,
                    RcShape     shape)
{
  g_string_append_printf (self->text, "<span class=\"sign%d\" aria-hidden=\"true\">", (int) shape);
  append_escaped (self->text, rc_shape_letter (shape));
  g_string_append (self->text, "</span> ");
}

void
rc_html_page_begin_table (RcHtmlPage         *self,
                          const char * const *titles)
{
  g_string_append (self->text, "<div class=\"scroll\"><table>\n<thead><tr>");
  for (gsize i = 0; titles[i] != NULL; i++)
    if (titles[i][0] == '#')
      rc_html_page_element (self, "th class=\"number\"", titles[i] + 1);
    else
      rc_html_page_element (self, "th", titles[i]);
  g_string_append (self->text, "</tr></thead>\n<tbody>\n");
}

void
rc_html_page_end_table (RcHtmlPage *self)
{
  g_string_append (self->text, "</tbody>\n</table></div>\n");
}

char *
rc_html_page_finish (RcHtmlPage *self)
{
  g_string_append (self->text, "</body>\n</html>\n");
  return g_string_free (g_steal_pointer (&self->text), FALSE);
}
