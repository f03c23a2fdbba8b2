/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"
#include "core/registers/request.h"

G_BEGIN_DECLS

/**
 * RcRequestProposal:
 * @slot: id of a question of the lineage on which nothing was received
 * @question: in plain words
 * @instruction: (nullable): what to ask for, to the menu item or command
 * @request: number of a request that asks for it already; 0: none
 *
 * What could be asked for: one for each question that nothing in the evidence answers.
 */
typedef struct
{
  char   *slot;
  char   *question;
  char   *instruction;
  gint64  request;
} RcRequestProposal;

void       rc_request_proposal_free (RcRequestProposal *self);
/* In the order of the lineage's questions; (element-type RcRequestProposal) (transfer full). */
GPtrArray *rc_request_list_proposals (RcCase           *case_file,
                                     GCancellable      *cancellable,
                                     GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcRequestProposal, rc_request_proposal_free)

G_END_DECLS
