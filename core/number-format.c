/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "number.h"

#include <math.h>
#include <string.h>

/*
 * The shortest decimal that reads back as the same double, and of those the nearest to it: Raffaello Giulietti's
 * "Schubfach" (The Schubfach way to render doubles, 2020), with powers of ten of 128 bits. The powers are computed
 * once, exactly, instead of being typed in: 10^k for k >= 0 by multiplying, below by dividing.
 */

#define MIN_POWER -292
#define MAX_POWER 324
#define N_LIMBS   40    /* 1280 bits: 2^1216 / 10^292 still has 246, and 10^324 has 1077 */
#define ONE_LIMB  38    /* where the 1 of the dividend 2^1216 stands */

typedef struct
{
  guint64 high;
  guint64 low;
} Power;

static Power powers[MAX_POWER - MIN_POWER + 1];

/* The 128 highest bits of a number, rounded up if any bit is cut off. */
static Power
take_highest_bits (const guint32 limbs[N_LIMBS],
                   gboolean      is_cut)
{
  Power power = { 0, 0 };
  int top = N_LIMBS - 1;
  guint n_bits = 0;

  while (limbs[top] == 0)
    top--;

  for (int i = top * 32 + 31; i >= 0; i--)
    {
      guint bit = limbs[i / 32] >> (i % 32) & 1;

      if (n_bits == 128)
        is_cut |= bit != 0;
      else if (n_bits > 0 || bit != 0)
        {
          power.high = power.high << 1 | power.low >> 63;
          power.low = power.low << 1 | bit;
          n_bits++;
        }
    }

  for (; n_bits < 128; n_bits++)
    {
      power.high = power.high << 1 | power.low >> 63;
      power.low <<= 1;
    }

  if (is_cut && ++power.low == 0)
    power.high++;
  return power;
}

static void
compute_powers (void)
{
  guint32 limbs[N_LIMBS] = { 1 };

  for (int k = 0; k <= MAX_POWER; k++)
    {
      guint64 carry = 0;

      powers[k - MIN_POWER] = take_highest_bits (limbs, FALSE);
      for (int i = 0; i < N_LIMBS; i++)
        {
          carry += (guint64) limbs[i] * 10;
          limbs[i] = (guint32) carry;
          carry >>= 32;
        }
    }

  memset (limbs, 0, sizeof limbs);
  limbs[ONE_LIMB] = 1;
  for (int k = -1; k >= MIN_POWER; k--)
    {
      guint64 rest = 0;

      for (int i = N_LIMBS - 1; i >= 0; i--)
        {
          rest = rest << 32 | limbs[i];
          limbs[i] = (guint32) (rest / 10);
          rest %= 10;
        }
      /* No negative power of ten is a binary fraction: what is cut off is never nothing. */
      powers[k - MIN_POWER] = take_highest_bits (limbs, TRUE);
    }
}

static const Power *
get_power (int k)
{
  static gsize initialised;

  if (g_once_init_enter (&initialised))
    {
      compute_powers ();
      g_once_init_leave (&initialised, 1);
    }

  return &powers[k - MIN_POWER];
}

static inline guint64
multiply_high (guint64  a,
               guint64  b,
               guint64 *out_low)
{
#ifdef __SIZEOF_INT128__
  __extension__ typedef unsigned __int128 Wide;
  Wide product = (Wide) a * b;

  *out_low = (guint64) product;
  return (guint64) (product >> 64);
#else
  guint64 low = (a & 0xFFFFFFFFu) * (b & 0xFFFFFFFFu);
  guint64 middle = (a >> 32) * (b & 0xFFFFFFFFu) + (low >> 32);
  guint64 other = (a & 0xFFFFFFFFu) * (b >> 32) + (middle & 0xFFFFFFFFu);

  *out_low = other << 32 | (low & 0xFFFFFFFFu);
  return (a >> 32) * (b >> 32) + (middle >> 32) + (other >> 32);
#endif
}

/* The product's highest 64 bits, the last one set if anything below them is not 0. */
static inline guint64
round_to_odd (const Power *power,
              guint64      factor)
{
  guint64 ignored;
  guint64 low;
  guint64 carried = multiply_high (power->low, factor, &ignored);
  guint64 high = multiply_high (power->high, factor, &low);

  low += carried;
  high += low < carried;
  return high | (low > 1);
}

/* floor (value ÷ 2^shift). */
static inline int
floor_shift (int value,
             int shift)
{
  return value >= 0 ? value >> shift : -((-value + (1 << shift) - 1) >> shift);
}

static RcDecimal
strip_zeros (guint64 digits,
             int     exponent)
{
  while (digits != 0 && digits % 10 == 0)
    {
      digits /= 10;
      exponent++;
    }

  return (RcDecimal) { digits, digits == 0 ? 0 : exponent };
}

/* The shortest decimal for significand × 2^exponent, significand > 0. */
static RcDecimal
shorten (guint64  significand,
         int      exponent,
         gboolean lower_is_closer)
{
  guint64 is_odd = significand & 1;
  int k = floor_shift (exponent * 1262611 - (lower_is_closer ? 524031 : 0), 22);
  int shift = exponent + floor_shift (-k * 1741647, 19) + 1;
  const Power *power = get_power (-k);
  guint64 lower = round_to_odd (power, (4 * significand - 2 + (lower_is_closer ? 1 : 0)) << shift) + is_odd;
  guint64 middle = round_to_odd (power, (4 * significand) << shift);
  guint64 upper = round_to_odd (power, (4 * significand + 2) << shift) - is_odd;
  guint64 digits = middle / 4;

  if (digits >= 10)
    {
      guint64 shorter = digits / 10;
      gboolean below_fits = lower <= 40 * shorter;
      gboolean above_fits = 40 * shorter + 40 <= upper;

      if (below_fits != above_fits)
        return strip_zeros (shorter + (above_fits ? 1 : 0), k + 1);
    }

  gboolean below_fits = lower <= 4 * digits;
  gboolean above_fits = 4 * digits + 4 <= upper;

  if (below_fits != above_fits)
    return strip_zeros (digits + (above_fits ? 1 : 0), k);

  guint64 half = 4 * digits + 2;

  return strip_zeros (digits + (middle > half || (middle == half && (digits & 1) != 0) ? 1 : 0), k);
}

/**
 * rc_number_shortest:
 * @value: finite; its sign is left out
 *
 * Returns: the decimal with the fewest digits that is nearer to @value than to every other double, and of those the
 *   nearest
 */
RcDecimal
rc_number_shortest (double value)
{
  guint64 bits;
  guint64 fraction;
  int biased;

  memcpy (&bits, &value, sizeof bits);
  fraction = bits & ((G_GUINT64_CONSTANT (1) << 52) - 1);
  biased = (int) (bits >> 52 & 0x7FF);

  if (biased == 0)
    return fraction == 0 ? (RcDecimal) { 0, 0 } : shorten (fraction, -1074, FALSE);

  guint64 significand = fraction | G_GUINT64_CONSTANT (1) << 52;
  int exponent = biased - 1075;

  if (exponent <= 0 && exponent > -53 && (significand & ((G_GUINT64_CONSTANT (1) << -exponent) - 1)) == 0)
    return strip_zeros (significand >> -exponent, 0);
  return shorten (significand, exponent, fraction == 0 && biased > 1);
}

static guint
write_digits (guint64 digits,
              char    out_digits[20])
{
  char reversed[20];
  guint n = 0;

  for (; digits != 0; digits /= 10)
    reversed[n++] = (char) ('0' + digits % 10);
  for (guint i = 0; i < n; i++)
    out_digits[i] = reversed[n - 1 - i];
  return n;
}

/* The digits with a point after the first @point of them, which can lie before or behind all of them. */
static char *
write_plain (char       *at,
             const char *digits,
             int         n_digits,
             int         point)
{
  if (point <= 0)
    {
      *at++ = '0';
      *at++ = '.';
      memset (at, '0', (gsize) -point);
      at += -point;
      memcpy (at, digits, (gsize) n_digits);
      return at + n_digits;
    }
  if (point >= n_digits)
    {
      memcpy (at, digits, (gsize) n_digits);
      memset (at + n_digits, '0', (gsize) (point - n_digits));
      return at + point;
    }

  memcpy (at, digits, (gsize) point);
  at[point] = '.';
  memcpy (at + point + 1, digits + point, (gsize) (n_digits - point));
  return at + n_digits + 1;
}

static char *
write_exponent (char       *at,
                const char *digits,
                int         n_digits,
                int         exponent,
                guint       min_exponent_digits)
{
  char exponent_digits[20];
  guint n;

  *at++ = digits[0];
  if (n_digits > 1)
    {
      *at++ = '.';
      memcpy (at, digits + 1, (gsize) n_digits - 1);
      at += n_digits - 1;
    }

  *at++ = 'e';
  *at++ = exponent < 0 ? '-' : '+';
  n = write_digits ((guint64) ABS (exponent), exponent_digits);
  for (guint i = n; i < min_exponent_digits; i++)
    *at++ = '0';
  memcpy (at, exponent_digits, n);
  return at + n;
}

/**
 * rc_number_format_ecmascript:
 * @value: finite
 * @out_text: (out): the text, terminated
 *
 * Writes a number as ECMAScript's Number::toString does, which RFC 8785 section 3.2.2.3 asks for: a plain number from
 * 1e-6 up to below 1e21, else with an exponent; -0 is "0".
 *
 * Returns: bytes written, the terminator not counted
 */
gsize
rc_number_format_ecmascript (double value,
                             char   out_text[RC_NUMBER_SIZE])
{
  RcDecimal decimal = rc_number_shortest (value);
  char digits[20];
  int n_digits = (int) write_digits (decimal.digits, digits);
  int point = n_digits + decimal.exponent;
  char *at = out_text;

  g_return_val_if_fail (isfinite (value), 0);

  if (value < 0)
    *at++ = '-';
  if (n_digits == 0)
    *at++ = '0';
  else if (point > 21 || point < -5)
    at = write_exponent (at, digits, n_digits, point - 1, 1);
  else
    at = write_plain (at, digits, n_digits, point);

  *at = '\0';
  return (gsize) (at - out_text);
}

/**
 * rc_number_format_python:
 * @value: finite
 * @out_text: (out): the text, terminated
 *
 * Writes a number as Python's repr() writes a float: a plain number with at least one digit after the point from 1e-4
 * up to below 1e16, else with an exponent of at least two digits; -0 is "-0.0".
 *
 * Returns: bytes written, the terminator not counted
 */
gsize
rc_number_format_python (double value,
                         char   out_text[RC_NUMBER_SIZE])
{
  RcDecimal decimal = rc_number_shortest (value);
  char digits[20];
  int n_digits = (int) write_digits (decimal.digits, digits);
  int point = n_digits + decimal.exponent;
  char *at = out_text;

  g_return_val_if_fail (isfinite (value), 0);

  if (signbit (value))
    *at++ = '-';
  if (n_digits == 0)
    *at++ = '0';
  else if (point > 16 || point < -3)
    at = write_exponent (at, digits, n_digits, point - 1, 2);
  else
    at = write_plain (at, digits, n_digits, point);

  if (n_digits == 0 || (point >= n_digits && point <= 16))
    {
      *at++ = '.';
      *at++ = '0';
    }
  *at = '\0';
  return (gsize) (at - out_text);
}
