/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RcWandbRecord:
 * @kind: name of the record: "run", "history" …; "unknown" for one that the program does not know, "unreadable" for one that is no message
 * @num: its own number; 0: it has none
 * @json: the canonical row
 * @fault: (nullable): what is wrong with it; static. The row then has no content
 * @fault_place: in the record
 *
 * One logical record of a transaction log, decoded.
 */
typedef struct
{
  const char *kind;
  guint64     num;
  char       *json;
  const char *fault;
  gsize       fault_place;
} RcWandbRecord;

void rc_wandb_record_decode (RcWandbRecord *self,
                             guint64        number,
                             guint64        offset,
                             const guint8  *bytes,
                             gsize          length);
void rc_wandb_record_clear  (RcWandbRecord *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcWandbRecord, rc_wandb_record_clear)

G_END_DECLS
