/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/digest.h"
#include "core/life/life.h"

G_BEGIN_DECLS

/**
 * RcCaseDestruction:
 *
 * The file of a case that is closed, held so that nobody opens it for writing, while it is taken away and destroyed.
 */
typedef struct _RcCaseDestruction RcCaseDestruction;

/* Refused with %RC_LIFE_ERROR_STATE where somebody has it open. @path: of the case, or of what was taken away of it earlier. */
RcCaseDestruction *rc_case_destruction_new       (const char         *path,
                                                  GError            **error);
void               rc_case_destruction_free      (RcCaseDestruction  *self);
gboolean           rc_case_destruction_digest    (RcCaseDestruction  *self,
                                                  const RcLifeWork   *work,
                                                  RcDigest           *out_sha256,
                                                  guint64            *out_bytes,
                                                  GError            **error);
/* Under which name it stands from then on, so that no program opens it as a case any more. @sha256: of the file, hexadecimal: another case that comes to stand
 * at the same place is not taken for this one. */
char              *rc_case_destruction_dup_name  (const char         *path,
                                                  const char         *sha256);
/* What was taken away from @path by any order and is there still; (transfer full) (nullable). */
char              *rc_case_destruction_find      (const char         *path);
gboolean           rc_case_destruction_take_away (RcCaseDestruction  *self,
                                                  const char         *sha256,
                                                  GError            **error);
/* Where the case is protected: what its key is kept in, with zeros that are on the disk before anything else is overwritten; whatever stays of the other
 * pages opens for nobody who has not the key already. */
gboolean           rc_case_destruction_forget_keys (RcCaseDestruction *self,
                                                  GError            **error);
/* All bytes with zeros from the first on, then cut to none; each step is on the disk before the next. */
gboolean           rc_case_destruction_overwrite (RcCaseDestruction  *self,
                                                  GError            **error);
gboolean           rc_case_destruction_remove    (RcCaseDestruction  *self,
                                                  GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCaseDestruction, rc_case_destruction_free)

G_END_DECLS
