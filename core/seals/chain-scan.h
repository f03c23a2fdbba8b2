/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/chain-detect.h"

G_BEGIN_DECLS

/*
 * What is kept of a source while its records pass: unbroken stretches ("segments") and what is wrong with single records.
 * Private to the files chain*.c.
 */

/* From this record on, the records of a segment follow each other without others between them, up to its next run. */
typedef struct
{
  guint64 record;
  gint64  sequence;
} RcChainRun;

/**
 * RcChainSegment:
 * @runs: (nullable): where it goes on after other records; none: it does so nowhere
 * @is_scattered: it does so too often for a list
 * @last_record: records of other chains, repeated ones and blank lines may lie between the first and the last one
 * @sequence: numbers as the records state them, or counted where the rule has none
 *
 * Records of one source that follow each other, each naming the hash that the one before states.
 */
typedef struct
{
  guint    scan;              /* index of the source's scan in its set */
  guint64  scope;
  guint64  first_record;
  guint64  last_record;
  guint64  first_offset;
  guint64  last_offset;
  guint64  count;
  gboolean has_sequence;
  gint64   first_sequence;
  gint64   last_sequence;
  gboolean is_first_link;
  gboolean first_is_bad;
  gboolean last_is_bad;
  RcDigest first_previous;
  RcDigest first_hash;
  RcDigest first_leaf;
  RcDigest last_hash;         /* as stated */
  RcDigest last_computed;
  GArray  *runs;
  gboolean is_scattered;
} RcChainSegment;

#define RC_CHAIN_MAX_RUNS 256u

typedef enum
{
  RC_CHAIN_BAD_ALTERED,       /* its own hash does not fit */
  RC_CHAIN_BAD_AMBIGUOUS,     /* a member stands twice */
  RC_CHAIN_BAD_UNREADABLE,    /* no JSON object: in no segment */
  RC_CHAIN_BAD_FOREIGN,       /* an object without the members of the chain: in no segment */
} RcChainBadKind;

/* Records that follow each other directly and are bad in the same way. */
typedef struct
{
  RcChainBadKind kind;
  guint          segment;     /* index of its segment, where it is in one */
  guint64        first_record;
  guint64        last_record;
  guint64        first_offset;
  gint64         first_sequence;
  gboolean       is_vouched;  /* the next record names the hash that was computed for this one: only the stated hash is wrong */
} RcChainBad;

struct _RcChainScan
{
  RcChainSet           *set;
  guint                 index;
  gint64                source;
  RcFraming             framing;      /* of the source */
  const RcChainProfile *profile;      /* (nullable): rule unknown */
  RcChainProfile       *owned;
  const RcChainProfile *likeness;
  gboolean              is_inferred;
  GArray               *segments;     /* of RcChainSegment */
  GArray               *bad;          /* of RcChainBad */
  struct
  {
    guint64 key;                      /* first bytes of the segment's last hash */
    guint32 segment;
    guint64 used;
  }                     open[64];     /* segments that may go on */
  guint                 n_open;
  guint64               n_records;    /* blank lines not counted */
  guint64               n_present;
  guint64               n_fitting;
  guint64               n_respelled;
  guint64               n_imprecise;
  guint64               last_record;
  gboolean              has_mark;
  guint64               n_returns;
  gboolean              over_limit;
};

RcChainScan *rc_chain_scan_new     (RcChainSet             *set,
                                    guint                   index,
                                    const RcSource         *source,
                                    const RcChainDetection *detection,
                                    gboolean                is_inferred);
void         rc_chain_scan_free    (RcChainScan            *self);
/* One more item is kept; FALSE: more than the limit. */
gboolean     rc_chain_set_count    (RcChainSet             *self);
GPtrArray   *rc_chain_set_peek     (RcChainSet             *self);   /* of RcChainScan */

G_END_DECLS
