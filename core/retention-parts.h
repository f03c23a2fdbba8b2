/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "retention.h"

G_BEGIN_DECLS

/* What core/retention.c puts together. */

#define RC_RETENTION_MAX_RECORDS 10000u      /* rules and deletions that are read */
#define RC_RETENTION_SHOWN_BYTES 400u

/* @within: (nullable): of the whole case. */
typedef struct
{
  RcCase         *case_file;
  RcRecordReader *reader;
  const RcSystem *system;
  RcSystemFilter *within;
  GCancellable   *cancellable;
} RcRetentionScope;

/* Fills in @logs and @holes. */
gboolean rc_retention_add_logs      (RcRetention             *self,
                                     const RcRetentionScope  *scope,
                                     GError                 **error);
/* Fills in the rules of law, and those stated of the system. */
void     rc_retention_add_law       (RcRetention             *self,
                                     const RcRetentionScope  *scope);
void     rc_retention_add_stated    (RcRetention             *self,
                                     const RcRetentionScope  *scope);
/* Reads the records on retention: rules and deletions. */
gboolean rc_retention_add_records   (RcRetention             *self,
                                     const RcRetentionScope  *scope,
                                     GError                 **error);
void     rc_retention_find_conflicts (RcRetention            *self);
/* Whether a rule, or a deletion, is about logs, as far as its words tell. */
gboolean rc_retention_is_of_logs    (const char              *target);
/* Holds every deletion against rules and holds. */
gboolean rc_retention_judge_deletions (RcRetention           *self,
                                     const RcRetentionScope  *scope,
                                     GError                 **error);
/* Answers the questions. */
void     rc_retention_answer        (RcRetention             *self,
                                     const RcRetentionScope  *scope);

G_END_DECLS
