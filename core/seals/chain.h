/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/json.h"
#include "core/seals/chain-profile.h"
#include "core/seals/seal-work.h"

G_BEGIN_DECLS

/*
 * Hash-chained JSON lines. Judging a record (its own hash, its link, its number) depends on nothing but the record, so
 * it runs in several threads; the links are then pushed in the order of the records and joined to segments. Memory grows with
 * the breaks of a chain, not with its records. After all sources, segments are joined across files by hash.
 */

/* What one record says of its place in a chain. */
typedef struct
{
  gboolean present;        /* it has the members of the profile */
  gboolean is_blank;       /* no byte but white space: no record at all */
  gboolean is_readable;    /* it is one JSON object */
  gboolean is_respelled;   /* the same values as were hashed, written otherwise */
  gboolean lost_precision; /* an integer beyond 2^53, of which the hash covers only the nearest double */
  gboolean has_mark;       /* a byte order mark stands before it */
  gboolean has_return;     /* a carriage return stands before its line feed: set by who knows the line end */
  gboolean hash_fits;      /* the hash recomputed by the rule is the one it states */
  gboolean ambiguous;      /* a duplicate member: can be read two ways */
  gboolean has_sequence;
  gint64   sequence;
  gboolean is_first_link;  /* its previous hash is the profile's first link */
  RcDigest hash;           /* as stated */
  RcDigest computed;
  RcDigest previous;       /* as stated */
  guint64  scope;          /* hash of the chain's scope (system, agent …) where one file interleaves several */
  RcDigest leaf;           /* of the record, to tell a replay from a fork */
} RcChainLink;

typedef struct _RcChainSet    RcChainSet;      /* all chains of a case, while they are judged */
typedef struct _RcChainScan   RcChainScan;     /* one source of it */
typedef struct _RcChainWorker RcChainWorker;   /* scratch of one thread */

RcChainSet    *rc_chain_set_new     (void);
void           rc_chain_set_free    (RcChainSet       *self);
/* NULL: the source carries no chain. @declared: profile id of its importer, "auto" or NULL; @head: its first bytes, for the
 * detection by trial. */
RcChainScan   *rc_chain_set_begin   (RcChainSet       *self,
                                     const RcSource   *source,
                                     const char       *declared,
                                     const char       *head,
                                     gsize             head_length);
RcChainWorker *rc_chain_worker_new  (void);
void           rc_chain_worker_free (RcChainWorker    *self);
/* Thread-safe for different workers. @bytes: the record without its line end. */
void           rc_chain_scan_judge  (const RcChainScan *self,
                                     RcChainWorker     *worker,
                                     const char        *bytes,
                                     gsize              length,
                                     const RcDigest    *leaf,
                                     RcChainLink       *out_link);
/* In the order of the records. */
void           rc_chain_scan_push   (RcChainScan       *self,
                                     guint64            record,
                                     guint64            offset,
                                     const RcChainLink *link);
void           rc_chain_scan_end    (RcChainScan       *self);
/* Joins the segments, compares them with the heads stated elsewhere, and tells seals, covers and exceptions. The signatures
 * over head statements must be judged already. */
gboolean       rc_chain_set_judge   (RcChainSet        *self,
                                     RcSealWork        *work,
                                     GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcChainSet, rc_chain_set_free)

G_END_DECLS
