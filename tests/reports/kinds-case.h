/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report-case.h"

G_BEGIN_DECLS

/* The demonstration's case with something of everything that documents tell of: a house, registers, an exercise. */
void         kinds_case_set_up (ImportFixture   *self);
/* A document of each kind: the kinds that are of one decision, of a known one. (transfer full) */
RcDocument  *kinds_case_build  (RcCase          *case_file,
                                const char      *kind,
                                const char      *language);
typedef enum
{
  KINDS_CASE_ALL_WORDS,
  KINDS_CASE_OWN_WORDS,      /* not those that are marked to be in another language */
} KindsCaseWords;

/* What a document says, in the order of its tree, but for what figures and notes say; (transfer full). */
char        *kinds_case_dup_words (const RcDocument *document,
                                KindsCaseWords   which);
/* All that there are; NULL-terminated. (transfer full) */
char       **kinds_case_list   (void);

G_END_DECLS
