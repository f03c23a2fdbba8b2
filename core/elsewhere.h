/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "seal.h"

G_BEGIN_DECLS

/*
 * Checks that people did outside the program, of seals that could not be checked here. The number of a seal changes with every verification,
 * so a check is bound to its subject: the digest over the seal's kind, and over the SHA-256 of all that it stands in and over. Where other
 * evidence comes to the seal, the check is no longer of that seal.
 */

#define RC_ELSEWHERE_ERROR (rc_elsewhere_error_quark ())
GQuark rc_elsewhere_error_quark (void);

typedef enum
{
  RC_ELSEWHERE_ERROR_SEAL,      /* there is none of that number, or it was checked here */
  RC_ELSEWHERE_ERROR_WORDS,     /* by whom, when or with what is missing */
  RC_ELSEWHERE_ERROR_OUTPUT,    /* the output is no file, empty, or too large */
  RC_ELSEWHERE_ERROR_NOT_FOUND,
} RcElsewhereError;

/**
 * RcElsewhere:
 * @kind: of the seal, and @name
 * @done_by: who did it
 * @done_on: on which day, "2026-11-21"
 * @tool: with what
 * @output_name: file name of what came out; it is kept in the case
 * @withdrawn_for: (nullable): the reason given when it was taken back
 */
typedef struct
{
  gint64    id;
  RcDigest  subject;
  char     *kind;
  char     *name;
  char     *done_by;
  char     *done_on;
  char     *tool;
  char     *output_name;
  RcDigest  output_sha256;
  gint64    added_us;
  char     *withdrawn_for;
} RcElsewhere;

/* What a person says of a check; all but nothing is needed. @output: path of a file. */
typedef struct
{
  const char *by;
  const char *on;
  const char *with;
  const char *output;
} RcElsewhereTerms;

void       rc_elsewhere_free        (RcElsewhere            *self);
/* In the order in which they were recorded, those taken back too; (element-type RcElsewhere) (transfer full). */
GPtrArray *rc_elsewhere_list        (RcCase                 *case_file,
                                     GError                **error);
/* @seal: number in the last verification, which need not be of the evidence as it is now. Answers the number of the entry; 0 with @error. */
gint64     rc_elsewhere_add         (RcCase                 *case_file,
                                     gint64                  seal,
                                     const RcElsewhereTerms *terms,
                                     GError                **error);
gboolean   rc_elsewhere_withdraw    (RcCase                 *case_file,
                                     gint64                  id,
                                     const char             *reason,
                                     GError                **error);
/* What came out of the check, as it was kept; (transfer full). */
GBytes    *rc_elsewhere_read_output (RcCase                 *case_file,
                                     gint64                  id,
                                     GError                **error);

/* Whether one of its questions could not be answered here. */
gboolean   rc_elsewhere_is_open     (const RcSeal           *seal);
/* FALSE where a source of the seal is not among @sources (element-type RcSource). */
gboolean   rc_elsewhere_subject     (const RcSeal           *seal,
                                     GPtrArray              *sources,
                                     RcDigest               *out_subject);
/* Of each seal that somebody checked, what could not be answered here becomes ELSEWHERE, and so does what stands over it only by such a
 * seal. Nothing else becomes better. */
gboolean   rc_elsewhere_apply       (RcCase                 *case_file,
                                     GPtrArray              *sources,
                                     RcJudgement            *judgement,
                                     GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcElsewhere, rc_elsewhere_free)

G_END_DECLS
