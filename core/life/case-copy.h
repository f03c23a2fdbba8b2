/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"
#include "core/digest.h"
#include "core/life/life.h"

G_BEGIN_DECLS

/**
 * RcCaseCopy:
 *
 * A copy of a case as it stood at one moment, in a file of its own that has no lasting name yet. While it is made the case may be read and written by
 * anybody.
 */
typedef struct _RcCaseCopy RcCaseCopy;

/* Copies the pages, compares every table with what it was copied from, and leaves a closed case. @path: where it is to stand. */
RcCaseCopy     *rc_case_copy_new         (RcCase           *case_file,
                                          const char       *path,
                                          const RcLifeWork *work,
                                          GError          **error);
/* Where it has no name by then, nothing is left behind. */
void            rc_case_copy_free        (RcCaseCopy       *self);
const char     *rc_case_copy_peek_path   (const RcCaseCopy *self);   /* as long as it has no name: where it is */
const RcDigest *rc_case_copy_get_sha256  (const RcCaseCopy *self);
guint64         rc_case_copy_get_bytes   (const RcCaseCopy *self);
/* Of the custody log in it: its last entry, and the hash of that. */
gint64          rc_case_copy_get_entries (const RcCaseCopy *self);
const RcDigest *rc_case_copy_get_head    (const RcCaseCopy *self);
/* Gives it its name; nothing may be there. */
gboolean        rc_case_copy_publish     (RcCaseCopy       *self,
                                          GError          **error);
/* After somebody wrote into the file that has no name yet. */
gboolean        rc_case_copy_take_change (RcCaseCopy       *self,
                                          const RcLifeWork *work,
                                          GError          **error);
/* Gives it its name within an act of the case. */
gboolean        rc_case_copy_publish_recorded (RcCaseCopy  *self,
                                          RcCase           *case_file,
                                          const char       *act,
                                          const char       *detail,
                                          GError          **error);
/* Takes the name back, where what was to be told of it could not be. */
void            rc_case_copy_withdraw    (RcCaseCopy       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCaseCopy, rc_case_copy_free)

G_END_DECLS
