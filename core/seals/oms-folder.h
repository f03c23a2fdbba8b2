/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/oms-statement.h"
#include "core/seals/seal-work.h"

G_BEGIN_DECLS

/* Holds what was received against what the statement lists: covers the files, counts, and sets the seal's integrity, completeness and,
 * where they decide, its reason. @seal: owned by the judgement, with the verdicts on its signature. FALSE: the case could not be read. */
gboolean rc_oms_folder_judge (RcSealWork            *work,
                              const RcSource        *carrier,
                              const RcOmsStatement  *statement,
                              RcSeal                *seal,
                              GError               **error);

G_END_DECLS
