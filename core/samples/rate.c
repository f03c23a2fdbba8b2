/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/samples/rate.h"

#include <string.h>

#define PARTS_PER_CENT (RC_RATE_ONE / 100)

/* Reads digits; FALSE where there is none, or the number is beyond all use. */
static gboolean
read_digits (const char **inout_text,
             gint64      *inout_value,
             guint       *out_count)
{
  const char *text = *inout_text;
  guint count = 0;

  for (; g_ascii_isdigit (*text); text++, count++)
    {
      if (*inout_value > RC_RATE_ONE)
        return FALSE;
      *inout_value = *inout_value * 10 + (*text - '0');
    }
  *inout_text = text;
  *out_count = count;
  return count > 0;
}

static gboolean
read_rate (const char *text,
           RcRate     *out_rate)
{
  guint n_whole, n_decimals = 0;
  gint64 value = 0;

  while (*text == ' ')
    text++;
  if (!read_digits (&text, &value, &n_whole) || value > 100)
    return FALSE;
  /* A rate is never so large that a comma could part its thousands. */
  if (*text == '.' || *text == ',')
    {
      text++;
      if (!read_digits (&text, &value, &n_decimals) || n_decimals > RC_RATE_DECIMALS)
        return FALSE;
    }
  while (*text == ' ')
    text++;
  if (*text == '%')
    text++;
  if (*text != '\0')
    return FALSE;

  for (guint i = n_decimals; i < RC_RATE_DECIMALS; i++)
    value *= 10;
  out_rate->parts = value;
  return value <= RC_RATE_ONE;
}

/**
 * rc_rate_parse:
 * @text: in per cent
 * @out_rate: (out): filled in on success
 */
gboolean
rc_rate_parse (const char  *text,
               RcRate      *out_rate,
               GError     **error)
{
  if (read_rate (text, out_rate))
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "“%s” is no per cent figure; write 95 or 0.25, from 0 to 100 with at most %u decimals", text, RC_RATE_DECIMALS);
  return FALSE;
}

/**
 * rc_rate_format:
 * @out_text: (out): "95", "0.25"
 */
void
rc_rate_format (RcRate self,
                char   out_text[RC_RATE_TEXT_SIZE])
{
  gint64 decimals = self.parts % PARTS_PER_CENT;
  gsize length;

  if (decimals == 0)
    {
      g_snprintf (out_text, RC_RATE_TEXT_SIZE, "%" G_GINT64_FORMAT, self.parts / PARTS_PER_CENT);
      return;
    }

  g_snprintf (out_text, RC_RATE_TEXT_SIZE, "%" G_GINT64_FORMAT ".%0*" G_GINT64_FORMAT, self.parts / PARTS_PER_CENT,
              (int) RC_RATE_DECIMALS, decimals);
  for (length = strlen (out_text); out_text[length - 1] == '0'; length--)
    out_text[length - 1] = '\0';
}

double
rc_rate_get (RcRate self)
{
  return (double) self.parts / (double) RC_RATE_ONE;
}

double
rc_rate_get_rest (RcRate self)
{
  return (double) (RC_RATE_ONE - self.parts) / (double) RC_RATE_ONE;
}

int
rc_rate_compare (RcRate self,
                 RcRate other)
{
  return (self.parts > other.parts) - (self.parts < other.parts);
}

/**
 * rc_rate_ceil_of:
 *
 * Returns: ceil (rate × @count); no step of it leaves 64 bits
 */
guint64
rc_rate_ceil_of (RcRate  self,
                 guint64 count)
{
  guint64 parts = (guint64) self.parts;
  guint64 one = (guint64) RC_RATE_ONE;

  return parts * (count / one) + (parts * (count % one) + one - 1) / one;
}

/**
 * rc_rate_covers:
 *
 * Returns: whether @part <= rate × @whole
 */
gboolean
rc_rate_covers (RcRate  self,
                guint64 part,
                guint64 whole)
{
  guint64 one = (guint64) RC_RATE_ONE;
  guint64 floor_of = (guint64) self.parts * (whole / one) + (guint64) self.parts * (whole % one) / one;

  return part <= floor_of;
}
