/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/declaration/declaration-lint.h"

G_BEGIN_DECLS

/* A declaration that has all it needs, and what is changed in it: for tests of what is found then. */

#define SHA   "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
#define OTHER "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"
#define N_EDITS 8

#define PASSED RC_LINT_PASSED
#define FAILED RC_LINT_FAILED
#define IDLE   RC_LINT_NOT_APPLICABLE
#define OPEN   RC_LINT_NOT_CHECKED

typedef enum
{
  RECEIVED = 0,
  OWN      = 1 << 0,
  SIGNED   = 1 << 1,
  DRAFT    = 1 << 2,
} Flags;

/**
 * Row:
 * @edits: "place=Hafen" sets a field, "place=" takes it away; "V NAME SHA256" adds a covered version, "V" takes all away; "A NUMBER;TITLE;AMENDED BY"
 *   adds an act; "S REFERENCE;DATED;OJ;OJ DATE;HARMONISED;WITHDRAWN" a standard; "L CODE" a translation; "L" takes all languages away. Those of a
 *   language come last: "@de 3=TEXT" sets a statement, "@de t=TEXT" the title, "@de x=TEXT" the tree, "@de o=yes" that it is the original.
 */
typedef struct
{
  const char    *id;
  RcLintOutcome  outcome;
  Flags          flags;
  const char    *edits[N_EDITS];
} Row;

/* As it would be if somebody had edited it so; the original is in German. */
RcDeclaration *declaration_fixture_make   (gboolean            is_received,
                                           const char * const *edits);
void           declaration_fixture_set    (RcDeclaration      *declaration,
                                           const char         *name,
                                           const char         *value);
const RcLint  *declaration_fixture_find   (GPtrArray          *lints,
                                           const char         *id);
/* @number: of the row, for whoever reads why it failed. */
void           declaration_fixture_assert (GPtrArray          *lints,
                                           const Row          *row,
                                           gsize               number);

G_END_DECLS
