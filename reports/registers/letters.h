/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"
#include "reports/typesetting/document.h"

G_BEGIN_DECLS

/**
 * rc_letters_build:
 * @addressee: (nullable): the letter to this one alone, without the list; one of the requests that go to it names it too
 * @language: "en", "de", "fr"
 *
 * What is asked for: one letter to each addressee with what is still owed, on a page of its own, then the list of all requests and how they
 * stand. What is overdue is told as of the day of the last act that changed the evidence state.
 *
 * Returns: (transfer full): the document
 */
RcDocument *rc_letters_build (RcCase      *case_file,
                              const char  *addressee,
                              const char  *language,
                              GError     **error);

G_END_DECLS
