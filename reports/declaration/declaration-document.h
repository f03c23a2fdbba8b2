/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/declaration/declaration-lint.h"
#include "core/issued/issued.h"
#include "reports/typesetting/document.h"

G_BEGIN_DECLS

/**
 * RcDeclarationTerms:
 * @language: one of the 24
 * @state: DRAFT, FOR_SIGNATURE …: what every page says
 * @xml: (nullable): the twin, which is attached and whose SHA-256 is printed; %NULL while the trees are digested
 * @annexes: (nullable): name of the file with the annexes, which the page names
 */
typedef struct
{
  const char    *language;
  RcIssuedState  state;
  GBytes        *xml;
  const char    *annexes;
} RcDeclarationTerms;

/* Annex V, items 1 to 8 in their order, and on drafts where each value comes from and what is missing. (transfer full) (nullable) */
RcDocument *rc_declaration_build         (RcCase                   *case_file,
                                          const RcDeclaration      *declaration,
                                          const RcDeclarationTerms *terms,
                                          GError                  **error);
/* Covered versions and digests, training data, evaluation results, risk measures, index of Annex IV, fields of Annex VIII, as the evidence has
 * them. Written once, in a language that the program has all words in: rc_declaration_annex_language(). (transfer full) (nullable) */
RcDocument *rc_declaration_annexes_build (RcCase                   *case_file,
                                          const RcDeclaration      *declaration,
                                          const char               *system,
                                          const RcDeclarationTerms *terms,
                                          GError                  **error);
/* @original: of the declaration. */
const char *rc_declaration_annex_language (const char              *original);
/* How the outcome of a point looks, here and in the window. */
RcShape     rc_declaration_lint_shape    (RcLintOutcome             outcome);
/* One page: what a check of a declaration that was received found, by item. @case_file: (nullable). @lints: as rc_declaration_lint(), and
 * @formal as rc_declaration_lint_formal() answers them. @notes: (nullable) (element-type utf8): how it was received, safe to show. */
RcDocument *rc_declaration_check_build   (RcCase                   *case_file,
                                          const RcDeclaration      *declaration,
                                          GPtrArray                *lints,
                                          GPtrArray                *formal,
                                          GPtrArray                *notes,
                                          const char               *language,
                                          GError                  **error);
G_END_DECLS
