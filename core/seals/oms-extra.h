/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/oms-statement.h"
#include "core/seals/seal-work.h"

G_BEGIN_DECLS

/* Says of every file in the folder of a model that is not among @taken (ids, of gint64; signatures over @carrier are added) that the
 * statement does not list it: NOT_COVERED, unless the signer says so itself. @root: path of the model from the folder of @carrier, "" or
 * with a "/" at its end. */
void rc_oms_extra_judge (RcSealWork           *work,
                         const RcSource       *carrier,
                         const RcOmsStatement *statement,
                         const char           *root,
                         GHashTable           *taken,
                         RcSeal               *seal);

G_END_DECLS
