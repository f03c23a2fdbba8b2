/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/declaration/declaration.h"
#include "core/issued/issued.h"
#include "reports/typesetting/document.h"

G_BEGIN_DECLS

/**
 * RcDeclarationTerms:
 * @language: one of the 24
 * @state: DRAFT, FOR_SIGNATURE …: what every page says
 * @xml: (nullable): the twin, which is attached and whose SHA-256 is printed; %NULL while the trees are digested
 * @with_annexes: covered versions and digests, training data, evaluation results, risk measures, index of Annex IV, fields of Annex VIII
 */
typedef struct
{
  const char    *language;
  RcIssuedState  state;
  GBytes        *xml;
  gboolean       with_annexes;
} RcDeclarationTerms;

/* Annex V, items 1 to 8 in their order, and on drafts what is missing. (transfer full) (nullable) */
RcDocument *rc_declaration_build       (RcCase                   *case_file,
                                        const RcDeclaration      *declaration,
                                        const RcDeclarationTerms *terms,
                                        GError                  **error);
/* One page: what a check of a declaration that was received found, by item. @case_file: (nullable). @lints: as rc_declaration_lint() and, behind them, the
 * formal points. */
RcDocument *rc_declaration_check_build (RcCase                   *case_file,
                                        const RcDeclaration      *declaration,
                                        GPtrArray                *lints,
                                        GPtrArray                *formal,
                                        const char               *language,
                                        GError                  **error);

G_END_DECLS
