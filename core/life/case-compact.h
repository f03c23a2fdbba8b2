/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"
#include "core/life/life.h"
#include "core/life/vault-erase.h"

G_BEGIN_DECLS

/**
 * RcCaseCompaction:
 * @erased: (nullable): where it was asked for
 * @bytes_before, @bytes_after: of the file
 * @is_settled: the file is as it will stay. Otherwise somebody else still reads the case, and what was let go of leaves the file when the last of them
 *   closes it.
 */
typedef struct
{
  RcVaultErased *erased;
  guint64        bytes_before;
  guint64        bytes_after;
  gboolean       is_settled;
} RcCaseCompaction;

void              rc_case_compaction_free (RcCaseCompaction *self);
/* Leaves no free pages in the file, and in the pages nothing of what was deleted. @scrub: the bytes of removed sources go too; refused with
 * %RC_LIFE_ERROR_HELD while a legal hold stands, and with %RC_LIFE_ERROR_STATE where the case was edited by something else. */
RcCaseCompaction *rc_case_compact         (RcCase           *case_file,
                                           gboolean          scrub,
                                           GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCaseCompaction, rc_case_compaction_free)

G_END_DECLS
