/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/dossier.h"
#include "reports/sheet.h"

RcDocument *
rc_dossier_build (RcCase      *case_file,
                  RcEvent     *event,
                  const char  *language,
                  GError     **error)
{
  return rc_sheet_build (case_file, event, language, error);
}
