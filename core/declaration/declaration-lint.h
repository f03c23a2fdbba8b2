/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/declaration/declaration.h"

G_BEGIN_DECLS

typedef enum
{
  RC_LINT_PASSED,
  RC_LINT_FAILED,
  RC_LINT_NOT_APPLICABLE,     /* @found says why */
  RC_LINT_NOT_CHECKED,        /* what it needs is not there; @found says what */
} RcLintOutcome;

/**
 * RcLint:
 * @id: of the law's catalogue: "DL-01" … "DL-20", "DOC-1" … "DOC-8", "AIA-47-1a" …
 * @item: of Annex V, 1 to 8; 0: the whole
 * @expected: and @found, (nullable): in words of the reader, safe to show
 * @source, @record: (nullable) a record that contradicts it; 0: none
 *
 * One mistake that declarations have, looked for. A lint that passed says no more than that this mistake was not found.
 */
typedef struct
{
  const char    *id;
  guint          item;
  RcLintOutcome  outcome;
  char          *expected;
  char          *found;
  gint64         source;
  guint64        record;
} RcLint;

const char *rc_lint_outcome_to_name (RcLintOutcome        outcome);    /* "passed" … */
const char *rc_lint_outcome_words   (RcLintOutcome        outcome);
/* What it looks for, in words of the reader. */
const char *rc_lint_words           (const RcLint        *self);
void        rc_lint_free            (RcLint              *self);
/* @case_file: (nullable): what can be said without a case. @signed_: it is in the state signed, or was received with a signature that a person saw.
 * The inferences after the day of issue are gone over once: of a large case that belongs into a worker. By their ids; (element-type RcLint)
 * (transfer full). */
GPtrArray  *rc_declaration_lint     (const RcDeclaration *self,
                                     RcCase              *case_file,
                                     RcRecordReader      *reader,        /* (nullable) with no case */
                                     gboolean             is_signed,
                                     GError             **error);
/* The formal points of Article 83(1) that can be told from a declaration and a case; (element-type RcLint) (transfer full). */
GPtrArray  *rc_declaration_lint_formal (const RcDeclaration *self,
                                     RcCase              *case_file,
                                     RcRecordReader      *reader,
                                     gboolean             is_signed,
                                     GError             **error);

G_END_DECLS
