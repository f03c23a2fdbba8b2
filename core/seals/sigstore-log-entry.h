/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/digest.h"
#include "core/seals/proto-reader.h"

G_BEGIN_DECLS

/**
 * RcSigstoreLogEntry:
 * @log_id: (nullable): which log; selects a key, decides nothing
 * @index: among all shards of the log; what the promise signs
 * @integrated_us: when the log says that it took the entry; worth nothing without a promise; RC_TIME_NONE: not said
 * @promise: (nullable): the log's signature over the entry and its time
 * @has_proof: whether the members from @proof_index to @path are there
 * @checkpoint: (nullable): the signed note with the head of the log
 * @body: what the log keeps, of which the leaf is made
 *
 * An entry of a transparency log as a bundle carries it.
 */
typedef struct
{
  char     *kind;
  char     *version;
  GBytes   *log_id;
  gint64    index;
  gint64    integrated_us;
  GBytes   *promise;
  gboolean  has_proof;
  gint64    proof_index;
  gint64    tree_size;
  RcDigest  root;
  GArray   *path;           /* of RcDigest */
  char     *checkpoint;
  GBytes   *body;
} RcSigstoreLogEntry;

/* Faults are told to @reader; (transfer full). */
RcSigstoreLogEntry *rc_sigstore_log_entry_read (RcProtoReader      *reader,
                                                guint32             node);
void                rc_sigstore_log_entry_free (RcSigstoreLogEntry *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSigstoreLogEntry, rc_sigstore_log_entry_free)

G_END_DECLS
