/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "json.h"

#include <string.h>

G_BEGIN_DECLS

/*
 * Whether an object names a member twice, which RFC 8259 section 4 leaves open and evidence must not: two readers
 * would see two different records. The first names of an object are looked at while it is read, against a small set
 * of fingerprints; bigger objects and objects with escaped names once they are closed, by sorting.
 */

/* Up to so many names are compared one with another. */
#define RC_JSON_FEW_NAMES 32u

void rc_json_check_name     (RcJson  *json,
                             guint32  object,
                             guint32  name);
void rc_json_find_duplicate (RcJson  *json,
                             guint32  object);

/* A number from 0 to 63, equal for names that are spelled alike. */
static inline guint
rc_json_name_fingerprint (const RcJson     *json,
                          const RcJsonNode *name)
{
  const guchar *text = (const guchar *) json->text + name->offset + 1;
  guint length = name->length - 2;

  if (length == 0)
    return 0;
  return (length + text[0] * 7u + text[length / 2] * 11u + text[length - 1] * 29u) % 64u;
}

/* Whether @b comes after @a, byte by byte as written. */
static inline gboolean
rc_json_names_ascend (const RcJson     *json,
                      const RcJsonNode *a,
                      const RcJsonNode *b)
{
  const char *x = json->text + a->offset + 1;
  const char *y = json->text + b->offset + 1;
  gsize x_length = a->length - 2;
  gsize y_length = b->length - 2;
  int order;

  /* An empty name is followed by its closing quote, so that its first byte can be looked at as well. */
  if (x_length > 0 && y_length > 0 && *x != *y)
    return (guchar) *x < (guchar) *y;

  order = memcmp (x, y, MIN (x_length, y_length));
  return order < 0 || (order == 0 && x_length < y_length);
}

G_END_DECLS
