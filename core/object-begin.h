/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "object-scan.h"

G_BEGIN_DECLS

/* Where objects of a source begin, as its right objects show it. Private to object-scan.c. */

#define RC_OBJECT_BEGIN_NOTHING '\0'

static inline gboolean
rc_object_begin_is_blank (char byte)
{
  return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

gint64   rc_object_begin_get_indentation (const RcObjectScan *self,
                                          const char         *bytes,
                                          gsize               at);
char     rc_object_begin_byte_before     (const char         *bytes,
                                          gsize               from,
                                          gsize               at);
void     rc_object_begin_learn_key       (RcObjectScan       *self,
                                          const char         *bytes,
                                          gsize               length);
void     rc_object_begin_learn_form      (RcObjectScan       *self,
                                          const char         *bytes,
                                          gsize               end);
gboolean rc_object_begin_find            (RcObjectScan       *self,
                                          const char         *bytes,
                                          gsize               length,
                                          gsize               from,
                                          gboolean            only_lines,
                                          gboolean            is_end,
                                          gsize              *out_end);

G_END_DECLS
