/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/event.h"
#include "reports/typesetting/document.h"

G_BEGIN_DECLS

#define RC_SHEET_ERROR (rc_sheet_error_quark ())
GQuark rc_sheet_error_quark (void);

typedef enum
{
  RC_SHEET_ERROR_LANGUAGE,   /* none that documents are written in */
  RC_SHEET_ERROR_LAYOUT,     /* boxes 1 to 8 do not fit on one side, however short they are made */
} RcSheetError;

/* The boxes that stand on the first side. */
#define RC_SHEET_FIRST_BOXES 8

/**
 * rc_sheet_build:
 * @case_file: a case
 * @event: (transfer full): an inference
 * @language: "en", "de", "fr"
 *
 * The reconstruction sheet: one decision on one A4 side, its eight boxes in the same order in every language, and a table of how each
 * answer is known that may go on overleaf. Personal values stay masked. A pure function of the evidence state, of what the last check
 * found of it, of the style of the house, of the language and of the program's version.
 *
 * Returns: (transfer full): the document
 */
RcDocument *rc_sheet_build (RcCase      *case_file,
                            RcEvent     *event,
                            const char  *language,
                            GError     **error);

G_END_DECLS
