/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "exact-number.h"

#include <string.h>

#include "bounds.h"

#define MAX_DIVISOR_DIGITS 18u      /* ten times the divisor fits in 64 bits */
#define MAX_APART 4096              /* powers of ten between a number and its divisor */

static gboolean
read_exponent (const char *text,
               const char *end,
               gint64     *out_exponent)
{
  gboolean negative = FALSE;
  gint64 value = 0;

  if (text < end && (*text == '+' || *text == '-'))
    negative = *text++ == '-';
  for (; text < end; text++)
    {
      value = value * 10 + (*text - '0');
      if (value > (gint64) RC_LIMIT_EXPONENT)
        return FALSE;
    }
  *out_exponent = negative ? -value : value;
  return TRUE;
}

/* Zeros behind the last other digit go into the exponent. */
static void
strip (RcExactNumber *self)
{
  while (self->n_digits > 0 && self->digits[self->n_digits - 1] == '0')
    {
      self->n_digits--;
      self->exponent++;
    }
  if (self->n_digits == 0)
    {
      self->is_negative = FALSE;
      self->exponent = 0;
    }
}

/**
 * rc_exact_number_read:
 * @self: (out caller-allocates): cleared by rc_exact_number_clear() where the answer is %TRUE
 * @text: a number by the grammar of RFC 8259; needs no terminator
 */
gboolean
rc_exact_number_read (RcExactNumber *self,
                      const char    *text,
                      gsize          length)
{
  const char *end = text + length;
  const char *mark = text;
  gint64 exponent = 0;
  gboolean in_fraction = FALSE;

  while (mark < end && *mark != 'e' && *mark != 'E')
    mark++;
  if (mark < end && !read_exponent (mark + 1, end, &exponent))
    return FALSE;

  self->is_negative = text < end && *text == '-';
  self->n_digits = 0;
  self->digits = length > sizeof self->few ? g_malloc (length) : self->few;
  for (; text < mark; text++)
    {
      if (*text == '.')
        in_fraction = TRUE;
      if (!g_ascii_isdigit (*text))
        continue;
      if (self->n_digits > 0 || *text != '0')
        self->digits[self->n_digits++] = *text;
      exponent -= in_fraction ? 1 : 0;
    }
  self->exponent = exponent;
  strip (self);
  return TRUE;
}

void
rc_exact_number_clear (RcExactNumber *self)
{
  if (self->digits != self->few)
    g_free (self->digits);
  self->digits = NULL;
}

static int
compare_sizes (const RcExactNumber *self,
               const RcExactNumber *other)
{
  gint64 size = self->exponent + self->n_digits;
  gint64 other_size = other->exponent + other->n_digits;
  int order;

  if (self->n_digits == 0 || other->n_digits == 0)
    return (self->n_digits > 0) - (other->n_digits > 0);
  if (size != other_size)
    return size < other_size ? -1 : 1;

  order = memcmp (self->digits, other->digits, MIN (self->n_digits, other->n_digits));
  if (order == 0)
    return (self->n_digits > other->n_digits) - (self->n_digits < other->n_digits);
  return order < 0 ? -1 : 1;
}

/**
 * rc_exact_number_compare:
 *
 * Returns: less than, equal to or greater than 0, as @self is to @other
 */
int
rc_exact_number_compare (const RcExactNumber *self,
                         const RcExactNumber *other)
{
  if (self->is_negative != other->is_negative)
    return self->is_negative ? -1 : 1;

  return self->is_negative ? compare_sizes (other, self) : compare_sizes (self, other);
}

gboolean
rc_exact_number_is_integer (const RcExactNumber *self)
{
  return self->exponent >= 0;
}

gboolean
rc_exact_number_get_count (const RcExactNumber *self,
                           guint64             *out_count)
{
  guint64 count = 0;

  if (self->is_negative || self->exponent < 0 || self->n_digits + self->exponent > 19)
    return FALSE;

  for (guint i = 0; i < self->n_digits; i++)
    count = count * 10 + (guint64) (self->digits[i] - '0');
  for (gint64 i = 0; i < self->exponent; i++)
    count *= 10;
  *out_count = count;
  return TRUE;
}

/**
 * rc_exact_number_is_multiple:
 *
 * Returns: whether @out_answer could be told
 */
gboolean
rc_exact_number_is_multiple (const RcExactNumber *self,
                             const RcExactNumber *divisor,
                             gboolean            *out_answer)
{
  gint64 apart = self->exponent - divisor->exponent;
  guint64 whole = 0, rest = 0;

  if (self->n_digits == 0)
    {
      *out_answer = TRUE;
      return TRUE;
    }
  /* The divisor's last digit stands further left than this number's, which is not 0. */
  if (apart < 0)
    {
      *out_answer = FALSE;
      return TRUE;
    }
  if (divisor->n_digits > MAX_DIVISOR_DIGITS || apart > MAX_APART)
    return FALSE;

  for (guint i = 0; i < divisor->n_digits; i++)
    whole = whole * 10 + (guint64) (divisor->digits[i] - '0');
  for (guint i = 0; i < self->n_digits; i++)
    rest = (rest * 10 + (guint64) (self->digits[i] - '0')) % whole;
  for (gint64 i = 0; i < apart; i++)
    rest = rest * 10 % whole;
  *out_answer = rest == 0;
  return TRUE;
}
