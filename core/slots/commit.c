/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/slot.h"
#include "core/words.h"

/* A registry that is a repository has no run: it says at which commit the version was registered. */
static gboolean
answer_commit (RcSlotContext  *context,
               RcSlotBuilder  *builder,
               GError        **error)
{
  return rc_slot_add_claims (context, builder, context->runs, RC_PROPERTY_CODE_COMMIT, error) &&
         (rc_slot_builder_count (builder) > 0 ||
          rc_slot_add_claims (context, builder, context->versions, RC_PROPERTY_CODE_COMMIT, error));
}

const RcSlot rc_slot_commit = {
  .id = "commit",
  .group = N_("Where it came from"),
  .question = N_("From which code?"),
  .missing = N_("No record names the code that the run was started from: ask the provider for the commit of the training "
                "code."),
  .single = TRUE,
  .answer = answer_commit,
};
