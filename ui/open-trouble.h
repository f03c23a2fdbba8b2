/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Why a case could not be opened, in words, and which ways on there are. */
typedef struct
{
  const char *title;        /* static */
  char       *sentence;
  gboolean    may_retry;    /* the same may succeed later */
  gboolean    may_read;     /* reading may succeed where writing did not */
} RcOpenTrouble;

void           rc_open_trouble_free (RcOpenTrouble *self);
/* @for_writing: what was tried. (transfer full) */
RcOpenTrouble *rc_open_trouble_new  (const GError  *error,
                                     gboolean       for_writing);
/* The case is gone, but not to its end. (transfer full) */
RcOpenTrouble *rc_open_trouble_new_of_disposal (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcOpenTrouble, rc_open_trouble_free)

G_END_DECLS
