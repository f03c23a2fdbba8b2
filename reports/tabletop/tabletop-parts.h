/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/exercises/exercise-matrix.h"
#include "core/integrity-facts.h"
#include "core/registers/exception-mark.h"
#include "core/registers/finding.h"
#include "core/registers/review.h"
#include "core/requirement.h"
#include "core/samples/draw.h"
#include "reports/registers/register-page.h"
#include "reports/sections.h"

G_BEGIN_DECLS

/* A record that the report rests on, and where in it. */
typedef struct
{
  RcCitation *citation;
  GPtrArray  *locators;     /* (element-type utf8) */
} RcTabletopCited;

/**
 * RcTabletop:
 * @exercise: (nullable): none was held; so @matrix
 * @findings: (element-type RcFinding)
 * @draws: (element-type RcDraw): all of the case
 * @systems: (element-type RcSystem): as they are stated
 * @checks: (element-type RcRequirementReport): of each system, else of the case as a whole; at least one
 * @review: (nullable): of this report
 * @requests: (element-type RcRequest)
 * @log_holds: the custody log's own links and signatures hold
 * @citations: of RcTabletopCited, by source and record
 * @sections: the numbers of the headings; those of level 1 are the law's catalogue's
 *
 * The report of a tabletop audit while it is written.
 */
typedef struct
{
  RcRegisterPage   *page;
  RcRecordReader   *reader;
  RcExercise       *exercise;
  RcExerciseMatrix *matrix;
  GPtrArray        *findings;
  RcNoticed        *noticed;
  GPtrArray        *draws;
  GPtrArray        *systems;
  GPtrArray        *checks;
  RcIntegrityFacts *integrity;
  RcReview         *review;
  GPtrArray        *requests;
  gboolean          log_holds;
  GHashTable       *citations;
  RcSections        sections;
} RcTabletop;

/* The sections, in their order; each begins with its heading. */
void     rc_tabletop_add_cover        (RcTabletop *self);                    /* TR-01 */
void     rc_tabletop_add_summary      (RcTabletop *self);
void     rc_tabletop_add_scope        (RcTabletop *self);
void     rc_tabletop_add_criteria     (RcTabletop *self);
void     rc_tabletop_add_team         (RcTabletop *self);
void     rc_tabletop_add_method       (RcTabletop *self);
gboolean rc_tabletop_add_evidence     (RcTabletop *self, GError **error);
void     rc_tabletop_add_sampling     (RcTabletop *self);
gboolean rc_tabletop_add_decisions    (RcTabletop *self, GError **error);
/* Of one decision: what its records say happened when. */
void     rc_tabletop_add_moments      (RcTabletop *self, const RcExerciseDecision *decision, const RcLineage *lineage);
void     rc_tabletop_add_findings     (RcTabletop *self);
void     rc_tabletop_add_requirements (RcTabletop *self);
void     rc_tabletop_add_conclusion   (RcTabletop *self);
void     rc_tabletop_add_responses    (RcTabletop *self);
gboolean rc_tabletop_add_limitations  (RcTabletop *self, GError **error);
gboolean rc_tabletop_add_custody      (RcTabletop *self, GError **error);
void     rc_tabletop_add_sign_off     (RcTabletop *self);
gboolean rc_tabletop_add_annexes      (RcTabletop *self, GError **error);   /* TR-17 */

/* What the sections share. "7  Evidence received", from the law's catalogue; the next part is the first one. */
void     rc_tabletop_begin_section    (RcTabletop  *self,
                                       guint        number);
/* "7.2  Handovers". */
void     rc_tabletop_begin_part       (RcTabletop  *self,
                                       const char  *title);
/* The number of one of many that have headings of their own: where there are more than a table of contents holds, they stand under a part of the
 * section, which the first of them begins with @title. (transfer full) */
RcText  *rc_tabletop_begin_entry      (RcTabletop  *self,
                                       const char  *title,
                                       guint        n_entries,
                                       int         *out_level);
/* "section 7", leading there. */
void     rc_tabletop_refer            (RcText      *text,
                                       guint        section);
/* A paragraph that ends with it, in brackets. */
void     rc_tabletop_add_referring    (RcTabletop  *self,
                                       const char  *words,
                                       guint        section);
/* "F-003", leading to where it stands. */
void     rc_tabletop_refer_finding    (RcText          *text,
                                       const RcFinding *finding);
/* A list, one a line of what a person wrote; the program's own sentence where nothing was written. */
void     rc_tabletop_add_lines        (RcTabletop  *self,
                                       const char  *said,         /* (nullable) */
                                       const char  *otherwise);
/* A sentence of the program that has people's words in it, of one line. */
RcText  *rc_tabletop_make_sentence    (const char  *words);
/* The same in a cell. */
RcText  *rc_tabletop_cell_sentence    (const char  *words);
/* An item behind the sign of a state, whose word is in @words. */
void     rc_tabletop_add_shape        (RcTabletop  *self,
                                       RcShape      shape,
                                       const char  *words);
/* What was edited outside the program, where something was; then nothing is as it stands here for certain. */
void     rc_tabletop_add_edits        (RcTabletop  *self);
/* A table of two columns for rc_register_page_add_fact(). @title: of the first one. */
RcTable *rc_tabletop_new_facts        (const char  *title);
/* A row of it with words of the program's own. */
void     rc_tabletop_add_fact         (RcTable     *table,
                                       const char  *label,
                                       const char  *words);
/* The same of what a person said, and of what is told where nobody did. */
void     rc_tabletop_add_stated       (RcTable     *table,
                                       const char  *label,
                                       const char  *said,         /* (nullable) */
                                       const char  *otherwise);
/* "2026-08-14T08:42:00Z": of an act, to the second; (transfer full). */
char    *rc_tabletop_dup_utc          (gint64            time_us);
/* Local time and UTC: "14 August 2026, 10:42 CEST (2026-08-14T08:42:00Z)". */
char    *rc_tabletop_dup_time         (const RcTabletop *self,
                                       gint64            time_us);
/* "Label. " and 64 digits. */
void     rc_tabletop_add_digest       (RcTabletop       *self,
                                       const char       *label,
                                       const char       *hex);
/* "E-003, line 8,231" of SOURCE:RECORD[#ROW]. */
char    *rc_tabletop_dup_place_of     (const RcTabletop *self,
                                       const char       *reference);
/* What is said where only the first @shown of @all lines are printed. */
void     rc_tabletop_add_rest         (RcTabletop       *self,
                                       guint             all,
                                       guint             shown);
/* The same of an act: to the second. */
char    *rc_tabletop_dup_act_time     (const RcTabletop *self,
                                       gint64            time_us);
/* What a person said, of one line, cut with a mark beyond @most characters. */
char    *rc_tabletop_dup_said         (const char       *said,
                                       gsize             most);
/* Notes that the report rests on a record. */
void     rc_tabletop_cite             (RcTabletop       *self,
                                       const RcCitation *citation);

G_END_DECLS
