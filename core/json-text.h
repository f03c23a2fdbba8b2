/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The characters of a text as it is written between its quotes, escapes resolved one at a time. Only for texts that
 * rc_json_parse() has accepted: nothing is checked again.
 */

gunichar rc_json_text_next    (const char **at);
int      rc_json_text_compare (const char  *a,
                               gsize        a_length,
                               const char  *b,
                               gsize        b_length);
guint64  rc_json_text_hash    (const char  *text,
                               gsize        length);
gsize    rc_json_text_resolve (const char  *text,
                               gsize        length,
                               char        *out_text);

/*
 * rc_json_text_read_unit:
 * Returns: the value of the four hexadecimal digits at @at, or -1
 */
static inline int
rc_json_text_read_unit (const char *at)
{
  int a = g_ascii_xdigit_value (at[0]);
  int b = g_ascii_xdigit_value (at[1]);
  int c = g_ascii_xdigit_value (at[2]);
  int d = g_ascii_xdigit_value (at[3]);

  return (a | b | c | d) < 0 ? -1 : a << 12 | b << 8 | c << 4 | d;
}

G_END_DECLS
