/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/requirements/check.h"

/* Articles 6, 43, 44, 46, 48 and 49, and Annex VI: the way to the market. */

const RcRequirementCheck rc_requirement_conformity[] = {
  { "AIA-43-1", rc_requirement_check_paper, NULL, 0 },
  { "AIA-43-2", rc_requirement_check_paper, NULL, 0 },
  { "AIA-43-3", rc_requirement_check_paper, NULL, 0 },
  { "AIA-43-4", rc_requirement_check_paper, NULL, 0 },
  { "AIA-44-2", rc_requirement_check_paper, NULL, 0 },
  { "AIA-46-1", rc_requirement_check_paper, NULL, 0 },
  { "AIA-VI", rc_requirement_check_paper, NULL, 0 },
  { "AIA-48-1", rc_requirement_check_paper, NULL, 0 },
  { "AIA-48-4", rc_requirement_check_paper, NULL, 0 },
  { "AIA-49-1", rc_requirement_check_paper, NULL, RC_REQUIREMENT_PAPER_BEFORE_USE },
  { "AIA-49-2", rc_requirement_check_paper, NULL, 0 },
  { "AIA-49-3", rc_requirement_check_paper, NULL, 0 },
  { "AIA-49-4", rc_requirement_check_paper, NULL, 0 },
  { "AIA-49-5", rc_requirement_check_paper, NULL, 0 },
  { "AIA-6-4", rc_requirement_check_paper, NULL, 0 },
  { NULL, NULL, NULL, 0 },
};
