/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/chain-line.h"
#include "core/seals/head-statement.h"

G_BEGIN_DECLS

/*
 * From lines to seals, exceptions and covers. Private to the files chain*.c.
 */

/* Numbers of a line with a verdict of their own. */
typedef struct
{
  gint64    first;
  gint64    last;
  RcVerdict verdict;
  gboolean  yields;      /* only where nobody vouches for those records */
} RcChainMark;

/* After each of these numbers there is a break. */
typedef struct
{
  gint64 first;
  gint64 last;
} RcChainBreak;

/* A head stated elsewhere that belongs to the line. */
typedef struct
{
  const RcHeadStatement *statement;
  gint64                 number;
  RcVerdict              state;       /* of the signature over the statement; UNSIGNED: none */
  const char            *reason;      /* (nullable), of the signature's seal */
  gboolean               agrees;
} RcChainHead;

/**
 * RcChainFinding:
 * @breaks: numbers after each of which no later record vouches for what comes before
 * @faults: number → exception, for what follows from it
 *
 * One line while it is judged.
 */
typedef struct
{
  RcChainLine *line;
  RcSeal      *seal;
  gint64       seal_id;
  GArray      *breaks;       /* of RcChainBreak */
  GArray      *marks;        /* of RcChainMark */
  GArray      *heads;        /* of RcChainHead */
  GHashTable  *faults;       /* gint64 → gint64 */
  guint64      n_failing;
  guint        n_listed;     /* exceptions told one by one */
  guint64      n_unlisted;
  gboolean     has_altered;
  gint64       vouched_to;   /* highest number of a valid head, where has_vouched */
  gboolean     has_vouched;
  const char  *vouched_at;   /* (nullable): when that head was stated, as it says itself */
} RcChainFinding;

typedef struct
{
  RcChainSet    *set;
  RcSealContext *context;
  RcJudgement   *judgement;
  RcSealWork    *work;
  RcChainReader  reader;
  GPtrArray     *findings;       /* of RcChainFinding */
  GPtrArray     *heads;          /* of RcHeadStatement */
  GHashTable    *bad_by_segment; /* RcChainSegment → GArray of RcChainBad* */
  GArray        *pieces;         /* of RcSealCover, overlapping */
} RcChainJudge;

gboolean rc_chain_judge              (RcChainSet            *set,
                                      RcSealWork            *work,
                                      GError               **error);

/* chain-faults.c: what is wrong within one line. */
gboolean rc_chain_judge_faults       (RcChainJudge          *self,
                                      RcChainFinding        *finding,
                                      GError               **error);
gboolean rc_chain_judge_bad          (RcChainJudge          *self,
                                      RcChainFinding        *finding,
                                      const RcChainSpan     *span,
                                      gboolean               is_on_line,
                                      GError               **error);
/* chain-sides.c: what stands beside it. */
gboolean rc_chain_judge_sides        (RcChainJudge          *self,
                                      RcChainFinding        *finding,
                                      GError               **error);
/* Records of the source that belong to no chain. */
gboolean rc_chain_judge_strays       (RcChainJudge          *self,
                                      RcChainFinding        *finding,
                                      const RcChainScan     *scan,
                                      GError               **error);
/* chain-heads.c */
gboolean rc_chain_judge_heads        (RcChainJudge          *self,
                                      GError               **error);
const RcSeal *rc_chain_judge_find_signature (RcChainJudge    *self,
                                      gint64                 source);
/* chain-memory.c: heads that earlier verifications met. */
gboolean rc_chain_judge_memory       (RcChainJudge          *self,
                                      GError               **error);
/* chain-cover.c */
gboolean rc_chain_judge_covers       (RcChainJudge          *self,
                                      RcChainFinding        *finding,
                                      GError               **error);
void     rc_chain_judge_add_piece    (RcChainJudge          *self,
                                      gint64                 seal,
                                      gint64                 source,
                                      guint64                first,
                                      guint64                last,
                                      RcVerdict              protection);
void     rc_chain_judge_lay_covers   (RcChainJudge          *self);

const char *rc_chain_judge_source_name (RcChainJudge        *self,
                                      const RcChainScan     *scan);
void     rc_chain_finding_break      (RcChainFinding        *self,
                                      gint64                 first,
                                      gint64                 last);
void     rc_chain_finding_mark       (RcChainFinding        *self,
                                      gint64                 first,
                                      gint64                 last,
                                      RcVerdict              verdict,
                                      gboolean               yields);
gint64   rc_chain_finding_fault      (const RcChainFinding  *self,
                                      gint64                 number);

G_END_DECLS
