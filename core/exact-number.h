/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RcExactNumber:
 *
 * A number exactly as it is spelt in JSON, whatever its length: digits × 10^exponent, without a zero at either end; 0 has no digits.
 * Nothing goes through a double.
 */
typedef struct
{
  gboolean  is_negative;
  guint     n_digits;
  gint64    exponent;
  char     *digits;       /* is @few, or owned */
  char      few[40];
} RcExactNumber;

/* FALSE: its exponent is beyond all use; nothing is to be cleared then. @text: by the grammar of RFC 8259. */
gboolean rc_exact_number_read        (RcExactNumber       *self,
                                      const char          *text,
                                      gsize                length);
void     rc_exact_number_clear       (RcExactNumber       *self);
int      rc_exact_number_compare     (const RcExactNumber *self,
                                      const RcExactNumber *other);
gboolean rc_exact_number_is_integer  (const RcExactNumber *self);
/* FALSE: negative, no integer, or more than 64 bits. */
gboolean rc_exact_number_get_count   (const RcExactNumber *self,
                                      guint64             *out_count);
/* FALSE: cannot be told, since the divisor has more than 18 digits or the two are too far apart. @divisor: not 0. */
gboolean rc_exact_number_is_multiple (const RcExactNumber *self,
                                      const RcExactNumber *divisor,
                                      gboolean            *out_answer);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcExactNumber, rc_exact_number_clear)

G_END_DECLS
