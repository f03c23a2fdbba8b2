/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/requirements/check.h"
#include "reports/declaration/declaration-document.h"
#include "reports/frame.h"

G_BEGIN_DECLS

/**
 * RcDeclarationAnnexes:
 * @system: as it is stated
 * @context: what the checks of its requirements look at
 * @report: what they found
 *
 * The annexes of a declaration while they are written. They say what was received and what it says; what nobody handed over is said so.
 */
typedef struct
{
  RcFrame              *frame;
  RcDocument           *document;
  const RcDeclaration  *declaration;
  const RcSystem       *system;
  RcRequirementContext *context;
  RcRequirementReport  *report;
} RcDeclarationAnnexes;

void     rc_declaration_annex_add_words    (RcDeclarationAnnexes  *self,
                                            const char            *words);
/* "Nothing received on this point" */
void     rc_declaration_annex_add_nothing  (RcDeclarationAnnexes  *self);
RcText  *rc_declaration_annex_cell_quoted  (const char            *tainted);   /* (nullable): a dash */

/* declaration-annex-lineage.c */
gboolean rc_declaration_annex_add_training   (RcDeclarationAnnexes  *self,
                                              GError               **error);
gboolean rc_declaration_annex_add_evaluation (RcDeclarationAnnexes  *self,
                                              GError               **error);
/* declaration-annex-risk.c */
gboolean rc_declaration_annex_add_risk       (RcDeclarationAnnexes  *self,
                                              GError               **error);
/* declaration-annex-index.c */
void     rc_declaration_annex_add_index      (RcDeclarationAnnexes  *self);
void     rc_declaration_annex_add_fields     (RcDeclarationAnnexes  *self);

G_END_DECLS
