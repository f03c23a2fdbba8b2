/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/typesetting/block.h"

G_BEGIN_DECLS

/* Columns of a line of plain text. */
#define RC_PLAIN_WIDTH 100

/* The lines of @text, at most @width columns each; at least one. (transfer full) */
GPtrArray *rc_plain_wrap           (const char    *text,
                                    guint          width);
/* The text with the letters of its signs and the numbers of its notes; (transfer full). */
char      *rc_plain_dup_text       (const RcText  *text);
/* How many columns a terminal gives it. */
guint      rc_plain_columns        (const char    *text);
void       rc_plain_add_spaces     (GString       *out,
                                    guint          n);
/* No line ends with spaces. */
void       rc_plain_end_line       (GString       *out);
/* From where the line is; lines that go on are set in by @indent and @hanging. */
void       rc_plain_add_wrapped    (GString       *out,
                                    const char    *text,
                                    guint          indent,
                                    guint          hanging);
/* Set in by @indent. */
void       rc_plain_add_paragraph  (GString       *out,
                                    const char    *text,
                                    guint          indent);
void       rc_plain_add_underlined (GString       *out,
                                    const char    *text,
                                    guint          indent,
                                    const char    *line);
void       rc_plain_add_table      (GString       *out,
                                    const RcTable *table,
                                    guint          indent);

G_END_DECLS
