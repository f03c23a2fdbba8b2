/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Numbers between their spelling and the nearest double, both ways exact and without the locale: the shortest digits
 * that read back as the same double, as ECMAScript (RFC 8785 section 3.2.2.3) and Python's repr() write them.
 */

/* digits × 10^exponent, without trailing zeros; 0 has no digits. */
typedef struct
{
  guint64 digits;
  int     exponent;
} RcDecimal;

#define RC_NUMBER_SIZE 32   /* enough for every text that is written here, terminator included */

gboolean  rc_number_read              (const char *text,
                                       gsize       length,
                                       double     *out_value);
RcDecimal rc_number_shortest          (double      value);
gsize     rc_number_format_ecmascript (double      value,
                                       char        out_text[RC_NUMBER_SIZE]);
gsize     rc_number_format_python     (double      value,
                                       char        out_text[RC_NUMBER_SIZE]);

G_END_DECLS
