/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/request-proposal.h"

#include "core/overview.h"
#include "core/words.h"

void
rc_request_proposal_free (RcRequestProposal *self)
{
  if (self == NULL)
    return;

  g_free (self->slot);
  g_free (self->question);
  g_free (self->instruction);
  g_free (self);
}

/* A request that is closed or was refused is asked no more. */
static gint64
find_request (GPtrArray  *requests,
              const char *slot)
{
  for (guint i = 0; i < requests->len; i++)
    {
      const RcRequest *request = g_ptr_array_index (requests, i);

      if (request->state != RC_REQUEST_CLOSED && request->state != RC_REQUEST_REFUSED &&
          rc_about_list_has (request->about, RC_ABOUT_SLOT, slot))
        return request->number;
    }
  return 0;
}

static RcRequestProposal *
propose (RcCase        *case_file,
         const RcSlot  *slot,
         GPtrArray     *requests,
         GError       **error)
{
  g_autoptr (RcRequestProposal) self = g_new0 (RcRequestProposal, 1);
  g_autoptr (GError) local_error = NULL;

  self->slot = g_strdup (slot->id);
  self->question = g_strdup (_(slot->question));
  self->request = find_request (requests, slot->id);
  self->instruction = rc_request_dup_instruction (case_file, slot->id, &local_error);
  if (local_error == NULL)
    return g_steal_pointer (&self);

  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

GPtrArray *
rc_request_list_proposals (RcCase        *case_file,
                           GCancellable  *cancellable,
                           GError       **error)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (RcOverview) overview = rc_overview_load (case_file, reader, cancellable, error);
  g_autoptr (GPtrArray) requests = overview != NULL ? rc_request_list (case_file, error) : NULL;
  g_autoptr (GPtrArray) proposals = NULL;

  if (requests == NULL)
    return NULL;

  proposals = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_request_proposal_free);
  for (guint i = 0; i < overview->slots->len; i++)
    {
      const RcOverviewSlot *slot = &g_array_index (overview->slots, RcOverviewSlot, i);
      RcRequestProposal *proposal;

      if (slot->state != RC_OVERVIEW_NOTHING)
        continue;
      proposal = propose (case_file, slot->slot, requests, error);
      if (proposal == NULL)
        return NULL;
      g_ptr_array_add (proposals, proposal);
    }
  return g_steal_pointer (&proposals);
}
