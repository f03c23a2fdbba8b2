/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/chain-scan.h"

G_BEGIN_DECLS

/**
 * RcChainReader:
 *
 * Reads single records of a scanned chain again, to tell a repeated record from a second version of it and to compare heads.
 * What cannot be read is unknown, which is no error. Private to the files chain*.c.
 */
typedef struct
{
  RcSealContext *context;
  RcChainWorker *worker;
  RcHasher      *hasher;
  guint64        reads_left;   /* evidence decides how often this is asked: it is bounded */
} RcChainReader;

void     rc_chain_reader_init    (RcChainReader        *self,
                                  RcSealContext        *context);
void     rc_chain_reader_clear   (RcChainReader        *self);
/* FALSE without error: not known. */
gboolean rc_chain_reader_link    (RcChainReader        *self,
                                  const RcChainScan    *scan,
                                  guint64               record,
                                  RcChainLink          *out_link,
                                  guint64              *out_offset,
                                  GError              **error);
/* The record of a segment that has this number. */
gboolean rc_chain_reader_locate  (RcChainReader        *self,
                                  const RcChainScan    *scan,
                                  const RcChainSegment *segment,
                                  gint64                sequence,
                                  guint64              *out_record,
                                  GError              **error);
/* The hash that the record of this number states. */
gboolean rc_chain_reader_hash    (RcChainReader        *self,
                                  const RcChainScan    *scan,
                                  const RcChainSegment *segment,
                                  gint64                sequence,
                                  RcDigest             *out_hash,
                                  GError              **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcChainReader, rc_chain_reader_clear)

G_END_DECLS
