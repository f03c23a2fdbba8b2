/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "custody.h"

G_BEGIN_DECLS

#define RC_CUSTODY_LIST_MAX 5000u

/* One entry of the log, as people read it. */
typedef struct
{
  gint64  id;
  gint64  time_us;
  char   *act;          /* as stored */
  char   *words;        /* what was done, in a sentence that is safe to show */
  char   *signer;       /* (nullable): first digits of the key that signed the entry itself */
} RcCustodyLine;

/**
 * RcCustodyList:
 * @lines: of RcCustodyLine, newest first, at most %RC_CUSTODY_LIST_MAX
 * @report: of the log's own chain and signatures
 * @edited: of RcCustodyFault: tables that are not as the log says
 */
typedef struct
{
  GPtrArray       *lines;
  RcCustodyReport *report;
  GPtrArray       *edited;
} RcCustodyList;

void           rc_custody_list_free  (RcCustodyList       *self);
RcCustodyList *rc_custody_list_load  (RcCase              *case_file,
                                      GError             **error);
/* Whether the log holds, in a sentence or two; (transfer full). */
char          *rc_custody_list_words (const RcCustodyList *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCustodyList, rc_custody_list_free)

G_END_DECLS
