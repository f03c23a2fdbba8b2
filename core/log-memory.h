/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"
#include "source.h"
#include "verdict.h"

G_BEGIN_DECLS

/**
 * RcVerifiedHead:
 * @origin: what the log calls itself, as signed
 * @key: fingerprint of the accepted key that signed it
 * @size: number of entries, or the number of the last record of a chain
 * @source: where it stands
 *
 * One head of a log that was verified under an accepted key: only such heads are compared and remembered.
 */
typedef struct
{
  const char     *origin;
  RcDigest        key;
  guint64         size;
  RcDigest        root;
  const RcSource *source;
} RcVerifiedHead;

/* A head met before: in this run, or in an earlier one whose source may be gone. */
typedef struct
{
  const char *origin;
  RcDigest    key;
  guint64     size;
  RcDigest    root;
  gint64      source;
  gboolean    is_remembered;   /* by an earlier verification, and met nowhere in this one */
} RcKnownHead;

/**
 * RcLogMemory:
 *
 * The largest verified head of every log that a case ever saw, and every two of one size that differ (integrity.md section 3, "Tree
 * memory"): the table `log_head`. It outlives the removal of the source that a head came with; a removal must not let an older copy of a
 * log pass as the whole of it. What is remembered is no part of the evidence state: a verification adds to it, and reading and verifying
 * change no state. Its digest stands in the custody log like that of every table.
 */
typedef struct _RcLogMemory RcLogMemory;

RcLogMemory *rc_log_memory_load     (RcDatabase           *database,
                                     GError              **error);
void         rc_log_memory_free     (RcLogMemory          *self);
/* Every verified head of a run, before the first is compared. */
void         rc_log_memory_announce (RcLogMemory          *self,
                                     const RcVerifiedHead *head);
RcVerdict    rc_log_memory_compare  (const RcLogMemory    *self,
                                     const RcVerifiedHead *head,
                                     RcKnownHead          *out_other);
/* What is remembered and was not announced in this run; (element-type RcKnownHead) (transfer full), each valid as long as @self. */
GArray      *rc_log_memory_list_unmet (const RcLogMemory  *self);
/* Within the transaction that keeps the judgement. */
gboolean     rc_log_memory_save     (const RcLogMemory    *self,
                                     RcDatabase           *database,
                                     GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcLogMemory, rc_log_memory_free)

G_END_DECLS
