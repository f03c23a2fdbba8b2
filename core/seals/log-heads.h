/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/seal-work.h"

G_BEGIN_DECLS

/* The kind of the seal of a head that is a note. */
#define RC_SEAL_KIND_CHECKPOINT "checkpoint"

/**
 * RcLogHead:
 * @seal: its signature, judged
 * @anchor: (nullable): the accepted key that vouches for it; %NULL: it takes no part in any comparison
 * @origin: which log says so
 *
 * One head of a log, as a file of the evidence states it.
 */
typedef struct
{
  RcSeal         *seal;
  const RcSource *carrier;
  const RcAnchor *anchor;
  char           *origin;
  guint64         size;
  RcDigest        root;
} RcLogHead;

/**
 * RcLogHeads:
 *
 * All heads of all logs that one judging meets. A log may say only one thing about each size, and the smaller tree must be the beginning
 * of the larger one (tamper-cases.md T3): heads are held against each other before their seals are done.
 */
typedef struct _RcLogHeads RcLogHeads;

RcLogHeads *rc_log_heads_new  (RcSealWork       *work);
void        rc_log_heads_free (RcLogHeads       *self);
/* Takes the seal. @origin: copied. */
void        rc_log_heads_take (RcLogHeads       *self,
                               RcSeal           *seal,
                               const RcSource   *carrier,
                               const RcAnchor   *anchor,
                               const char       *origin,
                               guint64           size,
                               const RcDigest   *root);
/* Compares what was taken, and ends all seals. */
gboolean    rc_log_heads_end  (RcLogHeads       *self,
                               GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcLogHeads, rc_log_heads_free)

G_END_DECLS
