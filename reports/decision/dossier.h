/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/event.h"
#include "reports/typesetting/document.h"

G_BEGIN_DECLS

/**
 * rc_dossier_build:
 * @case_file: a case
 * @event: (transfer full): an inference
 * @language: "en", "de", "fr"
 *
 * The lineage dossier of one decision: every question with every answer and every citation, what could not be shown, the exhibits with
 * their digests, and how a stranger checks it again. Personal values stay masked. The same function of the same things as the sheet.
 *
 * Returns: (transfer full): the document; %NULL with %RC_SHEET_ERROR_LANGUAGE for a language that documents are not written in
 */
RcDocument *rc_dossier_build (RcCase      *case_file,
                              RcEvent     *event,
                              const char  *language,
                              GError     **error);

G_END_DECLS
