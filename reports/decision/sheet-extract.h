/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/lineage.h"
#include "reports/typesetting/document.h"

G_BEGIN_DECLS

/**
 * RcSheetExtract:
 * @restrict_lineage: leaves out of a lineage what the reader of this copy is not to see
 * @left_out: a sentence that says what was left out, in the language of the document
 *
 * For documents of one decision in a copy that goes to somebody who does not get everything.
 */
typedef struct
{
  gboolean  (*restrict_lineage) (RcLineage  *lineage,
                                 gpointer    data,
                                 GError    **error);
  gpointer    data;
  const char *left_out;
} RcSheetExtract;

/* As rc_sheet_build() and rc_dossier_build(), for such a copy. @event: (transfer full). */
RcDocument *rc_sheet_build_extract   (RcCase               *case_file,
                                      RcEvent              *event,
                                      const char           *language,
                                      const RcSheetExtract *extract,
                                      GError              **error);
RcDocument *rc_dossier_build_extract (RcCase               *case_file,
                                      RcEvent              *event,
                                      const char           *language,
                                      const RcSheetExtract *extract,
                                      GError              **error);

G_END_DECLS
