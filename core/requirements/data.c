/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/requirements/check.h"

/* Articles 9, 10 and 4a: risks, and the data that a model was made from. */

const RcRequirementCheck rc_requirement_data[] = {
  { "AIA-9-1", rc_requirement_check_paper, NULL, 0 },
  { "AIA-9-5", rc_requirement_check_paper, NULL, 0 },
  { "AIA-9-6", rc_requirement_check_slots, "evaluation approval", 0 },
  { "AIA-9-9", rc_requirement_check_paper, NULL, 0 },
  { "AIA-10-1", rc_requirement_check_slots, "run dataset", 0 },
  { "AIA-10-2b", rc_requirement_check_slots, "dataset", 0 },
  { "AIA-10-2c", rc_requirement_check_slots, "dataset run commit", 0 },
  { "AIA-10-2d", rc_requirement_check_paper, NULL, 0 },
  { "AIA-10-2f", rc_requirement_check_slots, "evaluation", 0 },
  { "AIA-10-2h", rc_requirement_check_paper, NULL, 0 },
  { "AIA-10-3", rc_requirement_check_slots, "dataset evaluation", 0 },
  { "AIA-4a-1", rc_requirement_check_paper, NULL, 0 },
  { NULL, NULL, NULL, 0 },
};
