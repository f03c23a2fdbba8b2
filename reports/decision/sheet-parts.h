/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/reliance.h"
#include "reports/decision/sheet-extract.h"
#include "reports/frame.h"
#include "reports/sections.h"

G_BEGIN_DECLS

/**
 * RcSheet:
 * @quote: how many characters of a value are shown
 * @items: how many things are listed in a box before the rest is counted
 * @sections: of a document whose headings are numbered
 * @left_out: (nullable): what this copy leaves out
 *
 * A sheet while it is written. The two bounds are made smaller until the boxes fit.
 */
typedef struct
{
  RcFrame          *frame;
  const RcLineage  *lineage;
  const RcReliance *reliance;
  RcDocument       *document;
  gsize             quote;
  guint             items;
  RcSections        sections;
  const char       *left_out;
} RcSheet;

RcLineage  *rc_sheet_build_lineage   (RcCase                *case_file,
                                      RcEvent               *event,
                                      const RcSheetExtract  *extract,
                                      GError               **error);

/* How much of a decision the records rebuild; sheet-reconstruction.c has the rule. */
typedef enum
{
  RC_RECONSTRUCTION_COMPLETE,
  RC_RECONSTRUCTION_RESERVATIONS,
  RC_RECONSTRUCTION_PARTIAL,
  RC_RECONSTRUCTION_IMPOSSIBLE,
} RcReconstruction;

typedef struct
{
  RcReconstruction level;
  gboolean         input;
  gboolean         model;
  gboolean         output;
  gboolean         human_action;
} RcReconstructionParts;

RcReconstructionParts rc_reconstruction_judge (const RcLineage  *lineage,
                                               const RcReliance *reliance);
/* At least one record that says so did not fail the check of its protection. */
gboolean    rc_reconstruction_stands (const RcLineageAnswer *answer);
const char *rc_reconstruction_word   (RcReconstruction       level);

void        rc_sheet_add_warning     (RcSheet               *self);
void        rc_sheet_add_head        (RcSheet               *self);
void        rc_sheet_add_sentence    (RcSheet               *self);   /* box 1 */
void        rc_sheet_add_input       (RcSheet               *self);   /* box 2 */
void        rc_sheet_add_output      (RcSheet               *self);   /* box 3 */
void        rc_sheet_add_model       (RcSheet               *self);   /* box 4 */
void        rc_sheet_add_approval    (RcSheet               *self);   /* box 5 */
void        rc_sheet_add_origin      (RcSheet               *self);   /* box 6 */
void        rc_sheet_add_reliance    (RcSheet               *self);   /* box 7 */
void        rc_sheet_add_open_points (RcSheet               *self);   /* box 8 */
void        rc_sheet_add_sources     (RcSheet               *self);   /* box 9 */
void        rc_sheet_add_foot        (RcSheet               *self);

/* What the boxes share, and the dossier with them. */
char       *rc_sheet_dup_sentence    (const RcSheet         *self);
char       *rc_sheet_dup_reliance    (const RcSheet         *self);
void        rc_sheet_add_reconstruction (RcSheet            *self);
gboolean    rc_sheet_push_language   (const char            *language,
                                      GError               **error);
const RcLineageAnswer *rc_sheet_answer (const RcSheet   *self,
                                     const char        *slot);        /* the first; (nullable) */
const char *rc_sheet_peek            (const RcSheet    *self,
                                      const char       *slot,
                                      const char       *fact);        /* of the first answer; (nullable) */
/* A fact of the first answer, quoted; (nullable). */
char       *rc_sheet_dup             (const RcSheet    *self,
                                      const char       *slot,
                                      const char       *fact);
/* Where the first answer stands: "E-003, line 8,231"; (nullable). */
char       *rc_sheet_dup_place       (const RcSheet    *self,
                                      const char       *slot);
/* The check of the decision's own record failed. */
gboolean    rc_sheet_is_changed      (const RcSheet    *self);
gboolean    rc_sheet_disagrees       (const RcSheet    *self,
                                      const char       *slot);
/* The standing's shape and word, then the text, as a paragraph. @text is taken. */
void        rc_sheet_add_text        (RcSheet          *self,
                                      char             *text);
/* The same with a label before it. */
void        rc_sheet_add_labelled    (RcSheet          *self,
                                      const char       *label,
                                      char             *text);
/* What is said where nothing answers @slot. */
char       *rc_sheet_dup_open        (const RcSheet    *self,
                                      const char       *slot);

G_END_DECLS
