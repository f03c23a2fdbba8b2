/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include <glib.h>

G_BEGIN_DECLS

/*
 * A growing text for the hot path: some hundred small pieces a record, and no allocation once it has its size. GString is
 * used everywhere else.
 */
typedef struct
{
  char  *bytes;      /* not terminated */
  gsize  length;
  gsize  allocated;
} RcDemoText;

void rc_demo_text_clear  (RcDemoText *self);
void rc_demo_text_grow   (RcDemoText *self,
                          gsize       more);
void rc_demo_text_number (RcDemoText *self,
                          guint64     value);
void rc_demo_text_padded (RcDemoText *self,
                          guint64     value,
                          guint       digits);
void rc_demo_text_decimal (RcDemoText *self,
                          guint       ten_thousandths);
void rc_demo_text_hex    (RcDemoText *self,
                          guint64     value,
                          guint       digits);

static inline void
rc_demo_text_append (RcDemoText *self,
                     const char *bytes,
                     gsize       length)
{
  if (G_UNLIKELY (self->allocated - self->length < length))
    rc_demo_text_grow (self, length);
  memcpy (self->bytes + self->length, bytes, length);
  self->length += length;
}

static inline void
rc_demo_text_string (RcDemoText *self,
                     const char *string)
{
  rc_demo_text_append (self, string, strlen (string));
}

#define rc_demo_text_literal(self, literal) rc_demo_text_append (self, "" literal, sizeof (literal) - 1)

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcDemoText, rc_demo_text_clear)

G_END_DECLS
