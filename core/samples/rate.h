/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Decimals of a per cent figure that are kept: more say nothing about a sample. */
#define RC_RATE_DECIMALS 7u
#define RC_RATE_ONE      G_GINT64_CONSTANT (1000000000)

#define RC_RATE_TEXT_SIZE 16   /* "100.0000000" and its terminator */

/**
 * RcRate:
 * @parts: of %RC_RATE_ONE, 0 to %RC_RATE_ONE
 *
 * A share of a whole as it was written in per cent, exact: 5 % of 1,000 are 50, and never 50.000000000000004 that are rounded up to 51.
 */
typedef struct
{
  gint64 parts;
} RcRate;

/* "95", "0.25", "2,5", "5 %": per cent, with at most RC_RATE_DECIMALS decimals. G_OPTION_ERROR_BAD_VALUE where it is none. */
gboolean rc_rate_parse      (const char    *text,
                             RcRate        *out_rate,
                             GError       **error);
/* Without the per cent sign and needless zeros. */
void     rc_rate_format     (RcRate         self,
                             char           out_text[RC_RATE_TEXT_SIZE]);
double   rc_rate_get        (RcRate         self);
/* 1 - the rate, of which nothing is lost before it becomes a double. */
double   rc_rate_get_rest   (RcRate         self);
int      rc_rate_compare    (RcRate         self,
                             RcRate         other);
/* The smallest whole number that is not less than this share of @count. */
guint64  rc_rate_ceil_of    (RcRate         self,
                             guint64        count);
/* Whether @part of @whole are at most this share; exact. */
gboolean rc_rate_covers     (RcRate         self,
                             guint64        part,
                             guint64        whole);

G_END_DECLS
