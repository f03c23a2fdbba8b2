/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/registers/register.h"

G_BEGIN_DECLS

/*
 * The auditor's private notes: working papers that leave the case in no copy. That there are such notes, and how many, is said wherever a case is
 * handed on; what stands in them is not.
 */

typedef struct
{
  gint64    number;
  char     *subject;      /* (nullable): what it is on */
  char     *words;
  char     *by;
  gint64    entered_us;
  gboolean  is_withheld;  /* it is not in this copy of the case; @words says so */
} RcNote;

void       rc_note_free  (RcNote      *self);
/* Answers its number; 0 with @error. */
gint64     rc_note_add   (RcCase      *case_file,
                          const char  *subject,    /* (nullable) */
                          const char  *words,
                          const char  *by,         /* (nullable) */
                          GError     **error);
/* By their numbers; (element-type RcNote) (transfer full). */
GPtrArray *rc_note_list  (RcCase      *case_file,
                          GError     **error);
/* How many there are, for those who must be told that there are some. */
gboolean   rc_note_count (RcCase      *case_file,
                          guint       *out_count,
                          GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcNote, rc_note_free)

G_END_DECLS
