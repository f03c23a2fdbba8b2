/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "reports/typesetting/shape.h"

G_BEGIN_DECLS

/*
 * One HTML file that stands alone: no script, nothing loaded from anywhere, readable in an old reader, on paper, and in light and dark. What comes from
 * evidence is shown as a document shows it (core/display-text.h) and cannot become a tag, an attribute or an address.
 */

typedef struct _RcHtmlPage RcHtmlPage;

/* @title, as all @words: the program's own words, in @language. */
RcHtmlPage *rc_html_page_new     (const char  *language,
                                  const char  *title);
void        rc_html_page_free    (RcHtmlPage  *self);
/* @tag: the program's own: "table", or with attributes "td class=\"digest\"". */
void        rc_html_page_open    (RcHtmlPage  *self,
                                  const char  *tag);
void        rc_html_page_close   (RcHtmlPage  *self,
                                  const char  *name);
void        rc_html_page_words   (RcHtmlPage  *self,
                                  const char  *words);
/* @tainted: (nullable) */
void        rc_html_page_quoted  (RcHtmlPage  *self,
                                  const char  *tainted);
/* A whole element of words. */
void        rc_html_page_element (RcHtmlPage  *self,
                                  const char  *tag,
                                  const char  *words);
/* A link to a file of the bundle, @path being relative to the page. @tainted: what is shown; (nullable): the path. */
void        rc_html_page_link    (RcHtmlPage  *self,
                                  const char  *path,
                                  const char  *tainted);
/* The sign of a state; its word must follow. */
void        rc_html_page_shape   (RcHtmlPage  *self,
                                  RcShape      shape);
/* Begins and ends a table that scrolls by itself where it is too wide; @titles: NULL-terminated; those that begin with "#" are of numbers. */
void        rc_html_page_begin_table (RcHtmlPage *self,
                                  const char * const *titles);
void        rc_html_page_end_table   (RcHtmlPage *self);
/* Ends the page; (transfer full). */
char       *rc_html_page_finish  (RcHtmlPage  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcHtmlPage, rc_html_page_free)

G_END_DECLS
