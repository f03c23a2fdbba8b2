/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "number.h"

#include <math.h>
#include <string.h>

/* The powers of ten that a double holds exactly. */
static const double exact_powers[] = {
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

/* Numbers without exponent whose digits and whose power of ten are both exact: one correctly rounded division. */
static gboolean
read_short (const char *text,
            gsize       length,
            double     *out_value)
{
  gboolean negative = *text == '-';
  guint64 digits = 0;
  guint n_digits = 0;
  guint n_fraction = 0;
  gboolean in_fraction = FALSE;

  for (gsize i = negative; i < length; i++)
    {
      if (text[i] == '.' && !in_fraction)
        in_fraction = TRUE;
      else if (g_ascii_isdigit (text[i]) && n_digits < 15)
        {
          digits = digits * 10 + (guint64) (text[i] - '0');
          n_digits++;
          n_fraction += in_fraction;
        }
      else
        return FALSE;
    }

  *out_value = (double) digits / exact_powers[n_fraction];
  if (negative)
    *out_value = -*out_value;
  return n_digits > 0;
}

/**
 * rc_number_read:
 * @text: a number by the grammar of RFC 8259, already checked; needs no terminator
 * @length: of @text in bytes
 * @out_value: (out): the nearest double, set where the answer is %TRUE
 *
 * The locale plays no part.
 *
 * Returns: whether a finite double can stand for it; too small numbers become 0
 */
gboolean
rc_number_read (const char *text,
                gsize       length,
                double     *out_value)
{
  g_autofree char *long_copy = NULL;
  char short_copy[64];
  char *copy = short_copy;
  char *end = NULL;
  double value;

  if (length > 0 && read_short (text, length, out_value))
    return TRUE;

  if (length >= sizeof short_copy)
    copy = long_copy = g_malloc (length + 1);
  memcpy (copy, text, length);
  copy[length] = '\0';

  value = g_ascii_strtod (copy, &end);
  if (end != copy + length || length == 0 || !isfinite (value))
    return FALSE;
  *out_value = value;
  return TRUE;
}
