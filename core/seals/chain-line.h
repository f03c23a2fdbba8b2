/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/chain-read.h"

G_BEGIN_DECLS

/*
 * One chain put together again from the segments of all sources: a line of numbers, on which each stretch comes from a segment
 * that was met first, and what does not fit on it beside. Private to the files chain*.c.
 */

typedef enum
{
  RC_CHAIN_JOINT_FIRST,       /* nothing before it */
  RC_CHAIN_JOINT_LINKED,      /* its first record names the hash of the one before */
  RC_CHAIN_JOINT_JUMP,        /* so it does, but the numbers jump */
  RC_CHAIN_JOINT_FORKED,      /* it names the hash of the other version of the one before */
  RC_CHAIN_JOINT_CONSEQUENCE, /* it does not, and one of the two was changed */
  RC_CHAIN_JOINT_REHASHED,    /* it does not, though the one before fits its own hash */
  RC_CHAIN_JOINT_GAP,         /* numbers are absent */
  RC_CHAIN_JOINT_UNKNOWN,     /* it does not, and without numbers nobody can say why */
} RcChainJoint;

/**
 * RcChainSpan:
 * @first: number of its first record on the line
 * @shift: what its segment's own numbers lack to those of the line
 */
typedef struct
{
  const RcChainScan    *scan;
  const RcChainSegment *segment;
  gint64                first;
  gint64                last;
  gint64                shift;
  RcChainJoint          joint;
  guint                 fork;     /* RC_CHAIN_JOINT_FORKED: index of the side that it goes on from */
} RcChainSpan;

typedef enum
{
  RC_CHAIN_SIDE_REPEATED,     /* the same records again */
  RC_CHAIN_SIDE_FORK,         /* other records under the same numbers */
  RC_CHAIN_SIDE_UNKNOWN,      /* one of the two, which could not be read again */
} RcChainSideKind;

/* Records whose numbers others have already. */
typedef struct
{
  RcChainSideKind kind;
  RcChainSpan     span;
  RcChainSpan     of;         /* the records that have the numbers */
  gboolean        goes_on;    /* the line goes on from this version */
} RcChainSide;

typedef struct
{
  const RcChainProfile *profile;
  guint64               scope;
  GArray               *spans;       /* of RcChainSpan, by number */
  GArray               *sides;       /* of RcChainSide, in the order in which they were met */
  gboolean              is_restart;  /* another chain of the same scope stands before it */
  gboolean              is_reordered;
} RcChainLine;

/* Puts all chains of a set together; (element-type RcChainLine) (transfer full), NULL with @error. */
GPtrArray *rc_chain_lines_build   (RcChainSet         *set,
                                   RcChainReader      *reader,
                                   GError            **error);
void       rc_chain_line_free     (RcChainLine        *self);
gint64     rc_chain_line_last     (const RcChainLine  *self);
/* The span with this number; (nullable). */
RcChainSpan *rc_chain_line_find   (const RcChainLine  *self,
                                   gint64              number);
gboolean   rc_chain_span_locate   (const RcChainSpan  *self,
                                   RcChainReader      *reader,
                                   gint64              number,
                                   guint64            *out_record,
                                   GError            **error);
gboolean   rc_chain_span_hash     (const RcChainSpan  *self,
                                   RcChainReader      *reader,
                                   gint64              number,
                                   RcDigest           *out_hash,
                                   GError            **error);

G_END_DECLS
