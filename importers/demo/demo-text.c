/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/demo/demo-text.h"

void
rc_demo_text_clear (RcDemoText *self)
{
  g_clear_pointer (&self->bytes, g_free);
  self->length = 0;
  self->allocated = 0;
}

void
rc_demo_text_grow (RcDemoText *self,
                   gsize       more)
{
  self->allocated = MAX (2 * self->allocated, self->length + more);
  self->allocated = MAX (self->allocated, 4096);
  self->bytes = g_realloc (self->bytes, self->allocated);
}

void
rc_demo_text_number (RcDemoText *self,
                     guint64     value)
{
  rc_demo_text_padded (self, value, 1);
}

/**
 * rc_demo_text_padded:
 * @digits: at least as many are written, with zeros in front
 */
void
rc_demo_text_padded (RcDemoText *self,
                     guint64     value,
                     guint       digits)
{
  char text[24];
  guint start = sizeof text;

  do
    {
      text[--start] = (char) ('0' + value % 10);
      value /= 10;
    }
  while (value > 0);

  while (sizeof text - start < digits && start > 0)
    text[--start] = '0';

  rc_demo_text_append (self, text + start, sizeof text - start);
}

/**
 * rc_demo_text_decimal:
 * @ten_thousandths: of the value, from 0.0001 to 0.9999
 *
 * Writes the value as ECMAScript does (RFC 8785, 3.2.2.3): no zeros at the end.
 */
void
rc_demo_text_decimal (RcDemoText *self,
                      guint       ten_thousandths)
{
  guint digits = 4;

  g_assert (ten_thousandths > 0 && ten_thousandths < 10000);

  while (ten_thousandths % 10 == 0)
    {
      ten_thousandths /= 10;
      digits--;
    }

  rc_demo_text_literal (self, "0.");
  rc_demo_text_padded (self, ten_thousandths, digits);
}

/**
 * rc_demo_text_hex:
 * @digits: 1 to 16; so many of the value's lowest digits are written
 */
void
rc_demo_text_hex (RcDemoText *self,
                  guint64     value,
                  guint       digits)
{
  char hex[16];

  for (guint i = digits; i-- > 0; value >>= 4)
    hex[i] = "0123456789abcdef"[value & 15];
  rc_demo_text_append (self, hex, digits);
}
