/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/declaration/declaration-lint.h"
#include "core/declaration/declaration-parts.h"
#include "core/declaration/declaration-text.h"
#include "core/issued/issued.h"
#include "core/systems/system.h"
#include "core/words.h"

G_BEGIN_DECLS

/*
 * What the lints share. Each group of them has one file; a function looks for one mistake and says one outcome. Until it does so the outcome is that
 * nothing was checked, so that what was forgotten never passes.
 */

/**
 * RcLintUse:
 * @changed: groups of inferences after the day of issue by versions that are not covered, and @unknown: that may be of the system or not
 * @version: (nullable): of the first of @changed, and where it stands
 */
typedef struct
{
  guint    changed;
  guint    unknown;
  char    *version;
  gint64   time_us;
  gint64   source;
  guint64  record;
} RcLintUse;

/**
 * RcLintContext:
 * @case_file, @reader: (nullable): nothing is known but the declaration
 * @system: (nullable): that the case describes under the declared name
 * @deployments: (element-type RcDeployment) (nullable): of that system; %NULL until they are asked for
 * @papers: (element-type RcPaper) (nullable): the same
 * @use: (nullable): the same
 * @lints: (element-type RcLint): those made so far
 */
typedef struct
{
  const RcDeclaration *declaration;
  RcCase              *case_file;
  RcRecordReader      *reader;
  gboolean             is_signed;
  RcSystem            *system;
  GPtrArray           *deployments;
  gboolean             deployments_complete;
  GPtrArray           *papers;
  RcLintUse           *use;
  GPtrArray           *lints;
} RcLintContext;

typedef gboolean (*RcLintFunc) (RcLintContext  *context,
                                RcLint         *lint,
                                GError        **error);

typedef struct
{
  const char *id;
  guint       item;
  RcLintFunc  run;
} RcLintRow;

/* The tables, each ending with an id of NULL. */
extern const RcLintRow rc_lint_identity[];
extern const RcLintRow rc_lint_provider[];
extern const RcLintRow rc_lint_statements[];
extern const RcLintRow rc_lint_acts[];
extern const RcLintRow rc_lint_assessment[];
extern const RcLintRow rc_lint_issue[];
extern const RcLintRow rc_lint_changes[];
extern const RcLintRow rc_lint_languages[];
extern const RcLintRow rc_lint_keeping[];

/* --- What is said; texts of others in it have to be shown safe --- */

void     rc_lint_expect         (RcLint        *lint,
                                 const char    *words);
/* Answers TRUE, for a function that has nothing more to say. A lint that failed stays failed. */
gboolean rc_lint_say            (RcLint        *lint,
                                 RcLintOutcome  outcome,
                                 const char    *format,
                                 ...) G_GNUC_PRINTF (3, 4);
void     rc_lint_cite           (RcLint        *lint,
                                 gint64         source,
                                 guint64        record);
/* (transfer full) */
char    *rc_lint_shown          (const char    *text);
/* "Name of the AI system, Type of the AI system": those of the fields that are missing; (transfer full) (nullable): none is. */
char    *rc_lint_dup_missing    (const RcDeclaration      *declaration,
                                 const RcDeclarationField *fields,
                                 guint                     n_fields);
const RcLint *rc_lint_find      (const RcLintContext *context,
                                 const char          *id);

/* --- Texts --- */

/* As it is compared: one kind of blank, of apostrophe and of hyphen, no capitals; (transfer full). */
char    *rc_lint_fold           (const char    *text);
gboolean rc_lint_is_same        (const char    *a,
                                 const char    *b);
/* Whether @words stand in the folded @text as whole words; @words may be the beginning of the last one. */
gboolean rc_lint_has_words      (const char    *text,
                                 const char    *words);
gboolean rc_lint_has_languages  (RcLintContext *context,
                                 RcLint        *lint);
const RcDeclarationLanguage *rc_lint_nth_language (const RcLintContext *context,
                                 guint          index);

/* lint-sentence.c: makes a lint that passes one that fails or is not checked. @known: (nullable): the sentence of that language; @marks: (nullable):
 * what it must name in any words, parted by blanks, alternatives by bars. */
void     rc_lint_check_sentence (RcLintContext *context,
                                 RcLint        *lint,
                                 const RcDeclarationLanguage *language,
                                 guint          item,
                                 const char    *known,
                                 const char    *marks);
gboolean rc_lint_is_product     (const RcLintContext *context);

/* --- What the case says --- */

gboolean rc_lint_load_deployments (RcLintContext *context,
                                 GError       **error);
gboolean rc_lint_load_papers    (RcLintContext *context,
                                 GError       **error);
/* The first instant after the day of issue; FALSE: it is missing. */
gboolean rc_lint_get_end_of_day (const RcLintContext *context,
                                 gint64         *out_end_us);
/* How a deployment stands to the covered versions. */
typedef enum
{
  RC_LINT_COVERED,
  RC_LINT_COVERED_UNKNOWN,     /* its digest, or that of the declaration, is not there */
  RC_LINT_NOT_COVERED,
} RcLintCover;
RcLintCover rc_lint_get_cover   (const RcDeclaration *declaration,
                                 const char          *version,       /* (nullable) */
                                 const char          *sha256);       /* (nullable) */

const RcLintUse *rc_lint_get_use (RcLintContext *context,
                                 gint64         end_us,
                                 GError       **error);
void     rc_lint_use_free       (RcLintUse     *self);

/* Functions that stand in a file of their own, or that several groups use. */
gboolean rc_lint_check_title    (RcLintContext *context,
                                 RcLint        *lint,
                                 GError       **error);
gboolean rc_lint_check_words    (RcLintContext *context,
                                 RcLint        *lint,
                                 GError       **error);
gboolean rc_lint_check_single   (RcLintContext *context,
                                 RcLint        *lint,
                                 GError       **error);
gboolean rc_lint_check_changes  (RcLintContext *context,
                                 RcLint        *lint,
                                 GError       **error);
gboolean rc_lint_check_representative (RcLintContext *context,
                                 RcLint        *lint,
                                 GError       **error);

/* declaration-lint.c: (transfer full) (nullable) */
gboolean rc_lint_context_init   (RcLintContext       *self,
                                 const RcDeclaration *declaration,
                                 RcCase              *case_file,
                                 RcRecordReader      *reader,
                                 gboolean             is_signed,
                                 GError             **error);
void     rc_lint_context_clear  (RcLintContext       *self);
gboolean rc_lint_context_run    (RcLintContext       *self,
                                 const RcLintRow     *rows,
                                 GError             **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcLintContext, rc_lint_context_clear)

G_END_DECLS
