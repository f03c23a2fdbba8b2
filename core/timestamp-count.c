/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "clock-face.h"

/*
 * Times that are written as one number: what it counts, and since when, the format says. Digits never pass through a floating-point
 * number, which could not hold them.
 */

#define NS_PER_SECOND G_GINT64_CONSTANT (1000000000)

/* 2000-01-01 and 2100-01-01. */
#define FIRST_PLAUSIBLE_US  (G_GINT64_CONSTANT (946684800) * RC_US_PER_SECOND)
#define END_OF_PLAUSIBLE_US (G_GINT64_CONSTANT (4102444800) * RC_US_PER_SECOND)

/* Of the whole number, and of its fraction. */
#define MOST_DIGITS 64

#define MOST_FRACTION_DIGITS 9

/* No time of the years 1 to 9999 is written with a larger exponent, unless its digits are mostly zeros. */
#define MOST_EXPONENT 40

/* The last digit of a number written with an exponent can count so many units, as a power of ten. */
#define MOST_STEP 9

static const gint64 powers_of_ten[] = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000 };

/* A non-negative decimal number. */
typedef struct
{
  const char *digits;       /* a point behind the first @n_whole of them */
  int         n_whole;
  int         n_digits;
  int         exponent;
  gint64      whole;
  gint64      fraction;     /* in units of the @n_fraction'th power of a tenth; what is below is cut off */
  int         n_fraction;
  gint64      step;         /* so many units the last digit counts; 1 where there is a fraction */
} Decimal;

static int
count_digits (const char *at,
              const char *end)
{
  const char *start = at;

  while (at < end && at - start < MOST_DIGITS && g_ascii_isdigit (*at))
    at++;
  return (int) (at - start);
}

/* Digits, perhaps a point with more digits, perhaps an exponent, and nothing else. */
static gboolean
split_decimal (Decimal    *self,
               const char *at,
               const char *end)
{
  gboolean is_negative;
  int n_exponent;

  *self = (Decimal) { .digits = at };
  self->n_whole = self->n_digits = count_digits (at, end);
  at += self->n_whole;
  if (self->n_whole == 0)
    return FALSE;

  if (at < end && *at == '.')
    {
      int n_fraction = count_digits (++at, end);

      if (n_fraction == 0)
        return FALSE;
      self->n_digits += n_fraction;
      at += n_fraction;
    }

  if (at == end)
    return TRUE;
  if (*at++ != 'e' && at[-1] != 'E')
    return FALSE;

  is_negative = at < end && *at == '-';
  at += at < end && (*at == '-' || *at == '+') ? 1 : 0;
  n_exponent = count_digits (at, end);
  if (n_exponent == 0 || n_exponent > 2 || at + n_exponent != end)
    return FALSE;

  for (; at < end; at++)
    self->exponent = self->exponent * 10 + (*at - '0');
  if (is_negative)
    self->exponent = -self->exponent;
  return ABS (self->exponent) <= MOST_EXPONENT;
}

/* The digits to the left and to the right of the written ones are zeros. */
static int
digit_at (const Decimal *self,
          int            place)
{
  if (place < 0 || place >= self->n_digits)
    return 0;
  return self->digits[place < self->n_whole ? place : place + 1] - '0';
}

static gboolean
read_decimal (Decimal    *self,
              const char *at,
              const char *end)
{
  int point;

  if (!split_decimal (self, at, end))
    return FALSE;

  point = self->n_whole + self->exponent;
  if (point - self->n_digits > MOST_STEP)
    return FALSE;
  self->step = powers_of_ten[MAX (point - self->n_digits, 0)];

  for (int i = 0; i < point; i++)
    {
      if (self->whole > (G_MAXINT64 - 9) / 10)
        return FALSE;
      self->whole = self->whole * 10 + digit_at (self, i);
    }
  for (int i = point; i < self->n_digits && self->n_fraction < MOST_FRACTION_DIGITS; i++, self->n_fraction++)
    self->fraction = self->fraction * 10 + digit_at (self, i);
  return TRUE;
}

/**
 * rc_timestamp_is_plausible:
 *
 * A count of milliseconds read as seconds lies tens of thousands of years ahead, one of seconds read as milliseconds in January 1970
 * (tamper-cases.md T22).
 *
 * Returns: whether it lies from 2000 to 2099
 */
gboolean
rc_timestamp_is_plausible (const RcTimestamp *self)
{
  return self->from_us >= FIRST_PLAUSIBLE_US && self->from_us < END_OF_PLAUSIBLE_US;
}

/**
 * rc_timestamp_from_epoch:
 * @digits: tainted; a decimal number of units since 1970-01-01T00:00:00Z; a minus sign, a fraction and an exponent allowed; needs no
 *   terminator
 * @length: of @digits in bytes
 * @units_per_second: 1, 1000, 1000000, 1000000000 or another power of ten between them
 * @out_timestamp: (out): set where the answer is %TRUE
 *
 * The answer spans one unit of the last digit written, and says %RC_ZONE_RULE: the epoch is in UTC by definition.
 *
 * Returns: whether @digits is a number and its time lies in the years 1 to 9999
 */
gboolean
rc_timestamp_from_epoch (const char  *digits,
                         gsize        length,
                         gint64       units_per_second,
                         RcTimestamp *out_timestamp)
{
  gboolean is_negative = length > 0 && *digits == '-';
  Decimal number;
  gint64 ns_per_unit;
  gint64 ns;
  gint64 us;
  gint64 precision_us;

  g_return_val_if_fail (units_per_second > 0 && NS_PER_SECOND % units_per_second == 0, FALSE);

  if (!read_decimal (&number, digits + is_negative, digits + length))
    return FALSE;
  if (number.whole / units_per_second > (RC_LAST_DAY + 1) * 86400)
    return FALSE;

  ns_per_unit = NS_PER_SECOND / units_per_second;
  ns = number.whole % units_per_second * ns_per_unit + number.fraction * ns_per_unit / powers_of_ten[number.n_fraction];
  us = number.whole / units_per_second * RC_US_PER_SECOND + ns / 1000;
  ns %= 1000;
  if (is_negative)
    {
      us = ns > 0 ? -us - 1 : -us;
      ns = ns > 0 ? 1000 - ns : 0;
    }

  precision_us = ns_per_unit * number.step / powers_of_ten[number.n_fraction] / 1000;
  return rc_timestamp_set (out_timestamp, us, precision_us, (guint) ns, RC_ZONE_RULE);
}

/**
 * rc_timestamp_from_ticks:
 * @digits: tainted; a whole number of 100 nanoseconds since 0001-01-01T00:00:00Z, as .NET counts; needs no terminator
 * @length: of @digits in bytes
 * @out_timestamp: (out): set where the answer is %TRUE
 *
 * The answer says %RC_ZONE_RULE: that the ticks are those of UTC is the rule of the formats that have them.
 *
 * Returns: whether @digits is such a number and its time lies in the years 1 to 9999
 */
gboolean
rc_timestamp_from_ticks (const char  *digits,
                         gsize        length,
                         RcTimestamp *out_timestamp)
{
  Decimal number;

  if (length == 0 || count_digits (digits, digits + length) != (gint64) length || !read_decimal (&number, digits, digits + length))
    return FALSE;
  if (number.whole / 10 > RC_LAST_US - RC_FIRST_US)
    return FALSE;

  return rc_timestamp_set (out_timestamp, RC_FIRST_US + number.whole / 10, 0, (guint) (number.whole % 10 * 100), RC_ZONE_RULE);
}
