/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "custody.h"

G_BEGIN_DECLS

#define RC_CUSTODY_LIST_MAX 5000u

/* One entry of the log, as people read it; or a run of entries that are told together: those up to @last_id, the last of them at @last_us. */
typedef struct
{
  gint64  id;
  gint64  last_id;
  gint64  time_us;
  gint64  last_us;
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
/* The log from its beginning to the act whose hash is @head, as a document of that evidence state tells it; later acts are not in it. The steps
 * of an exercise that follow each other are one line, and so are acts of one kind on what people enter. The first @most lines; @out_rest: how many
 * entries they do not tell. (element-type RcCustodyLine) (transfer full) */
GPtrArray     *rc_custody_list_until (RcCase              *case_file,
                                      const RcDigest      *head,
                                      guint                most,
                                      guint64             *out_rest,
                                      GError             **error);
/* Whether the log holds, in a sentence or two; (transfer full). */
char          *rc_custody_list_words (const RcCustodyList *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCustodyList, rc_custody_list_free)

G_END_DECLS
