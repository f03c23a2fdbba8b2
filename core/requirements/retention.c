/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/requirements/check.h"

/* Articles 18, 19 and 26(6): how long logs and documents are kept. */

const RcRequirementCheck rc_requirement_retention[] = {
  { "AIA-19-1", rc_requirement_check_paper, NULL, 0 },
  { "AIA-19-2", rc_requirement_check_paper, NULL, 0 },
  { "AIA-26-6", rc_requirement_check_paper, NULL, 0 },
  { "AIA-18-1", rc_requirement_check_paper, NULL, 0 },
  { "AIA-18-3", rc_requirement_check_paper, NULL, 0 },
  { NULL, NULL, NULL, 0 },
};
