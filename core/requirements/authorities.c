/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/requirements/check.h"

/* Articles 21 to 23, 74 and 77: what authorities may ask for, and representatives and importers must hold. */

const RcRequirementCheck rc_requirement_authorities[] = {
  { "AIA-21-1", rc_requirement_check_paper, NULL, 0 },
  { "AIA-21-2", rc_requirement_check_paper, NULL, 0 },
  { "AIA-22-3", rc_requirement_check_paper, NULL, 0 },
  { "AIA-23-5", rc_requirement_check_paper, NULL, 0 },
  { "AIA-74-12", rc_requirement_check_slots, "dataset", 0 },
  { "AIA-74-13", rc_requirement_check_slots, "commit", 0 },
  { "AIA-77-1", rc_requirement_check_paper, NULL, 0 },
  { NULL, NULL, NULL, 0 },
};
