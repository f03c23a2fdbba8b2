/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/seal-work.h"
#include "core/seals/time-stamp-token.h"

G_BEGIN_DECLS

/* Sets the seal's verdicts, reason and notes, and tells the exceptions, for a token that stands over @covered (nullable: what it stamps
 * is no whole source) with @digest (nullable: its bytes could not be read). TRUE: the time is established. */
gboolean rc_time_stamp_judge (RcSealWork       *work,
                              RcSeal           *seal,
                              const RcSource   *covered,
                              const RcSource   *carrier,
                              RcTimeStampToken *token,
                              GBytes           *digest);

G_END_DECLS
