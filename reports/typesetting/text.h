/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/typesetting/shape.h"

G_BEGIN_DECLS

typedef enum
{
  RC_TEXT_PLAIN  = 0,
  RC_TEXT_STRONG = 1 << 0,
  RC_TEXT_SMALL  = 1 << 1,
  RC_TEXT_MUTED  = 1 << 2,
  RC_TEXT_MONO   = 1 << 3,   /* digests, ids, record bytes */
  RC_TEXT_ACCENT = 1 << 4,
} RcTextStyle;

/**
 * RcText:
 *
 * A run of inline text with its styles. Every string that enters is made safe for a page: what comes from a record or a name is
 * added with rc_text_add_quoted(), which shows what cannot be seen; the program's own words with rc_text_add().
 */
typedef struct _RcText RcText;

RcText *rc_text_new        (void);
RcText *rc_text_new_own    (const char  *words);
RcText *rc_text_new_quoted (const char  *tainted);      /* (nullable): NULL gives an empty text */
/* Small, as the cells of tables are: the program's words, with the sign of a state before them, or a count as it is read. */
RcText *rc_text_new_small  (const char  *words);
RcText *rc_text_new_shape  (RcShape      shape,
                            const char  *words);
RcText *rc_text_new_count  (guint64      count);
RcText *rc_text_copy       (const RcText *self);
void    rc_text_free       (RcText      *self);
void    rc_text_add        (RcText      *self,
                            RcTextStyle  style,
                            const char  *words);
void    rc_text_add_format (RcText      *self,
                            RcTextStyle  style,
                            const char  *format,
                            ...) G_GNUC_PRINTF (3, 4);
void    rc_text_add_quoted (RcText      *self,
                            RcTextStyle  style,
                            const char  *tainted,
                            gssize       length);       /* -1: to the end */
/* The sign of a state in the line; its word must follow it as text. */
void    rc_text_add_shape  (RcText      *self,
                            RcShape      shape);
/* The program's own words that lead to an anchor of the document: a link in a file, in print the words alone. */
void    rc_text_add_reference (RcText    *self,
                            RcTextStyle  style,
                            const char  *anchor,
                            const char  *words);
/* A note: its number stands here, its words at the end of the section of level 1. @note: (transfer full) */
void    rc_text_add_note   (RcText      *self,
                            RcText      *note);
/* Quoted text in another language than the document's, as in BCP 47: told to who hears the page. */
void    rc_text_add_foreign (RcText     *self,
                            RcTextStyle  style,
                            const char  *language,
                            const char  *tainted,
                            gssize       length);
/* What the text says without its styles and signs; (transfer full). */
char   *rc_text_dup_plain  (const RcText *self);
gboolean rc_text_is_empty  (const RcText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcText, rc_text_free)

G_END_DECLS
