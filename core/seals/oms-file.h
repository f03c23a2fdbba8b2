/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/oms-statement.h"
#include "core/seals/seal-work.h"

G_BEGIN_DECLS

/**
 * RcOmsFileFinding:
 * @differing: (nullable): the first of its ranges, or the whole, that is not as signed
 * @found: (nullable): the digest of that; %NULL: the file ends before it
 * @covered: bytes from the beginning that are signed without a hole
 *
 * What holding one file of a model against a statement showed.
 */
typedef struct
{
  RcVerdict            verdict;
  const RcOmsResource *differing;
  GBytes              *found;
  guint64              covered;
} RcOmsFileFinding;

/* Whether two ranges of a file (of RcOmsResource) have a byte in common; sorts them by their place. */
gboolean rc_oms_file_has_overlap   (GPtrArray             *resources);
/* @resources: of RcOmsResource of that file, without overlap; they are sorted by their place in it. FALSE: the case could not be read. */
gboolean rc_oms_file_judge         (RcSealWork            *work,
                                    const RcOmsStatement  *statement,
                                    const RcSource        *source,
                                    GPtrArray             *resources,
                                    RcOmsFileFinding      *out_finding,
                                    GError               **error);
void     rc_oms_file_finding_clear (RcOmsFileFinding      *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcOmsFileFinding, rc_oms_file_finding_clear)

G_END_DECLS
