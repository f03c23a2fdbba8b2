/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slot-context.h"

G_BEGIN_DECLS

/*
 * Which model version answered, by the best evidence at hand: an explicit version in the record, a digest in the record, the deployment
 * that ran at that endpoint at that instant, the history of an alias, nothing. The answer always says which of these was used, and
 * where it leads to no version, why.
 */

/* The digest of what ran, as the record has it: of the artefact, else of the container image. */
gboolean rc_model_reference_get_digest (const RcEvent  *event,
                                     RcDigest       *out_digest,
                                     gboolean       *out_of_image);   /* (nullable) */
/* Sets @version, @rung and @version_rung of the context; the deployments must be known. */
gboolean rc_model_reference_find    (RcSlotContext  *context,
                                     GError        **error);
/* Why the link from the inference to a model version cannot be proven from what is in the case; (transfer full): @out_why: (nullable):
 * nothing is missing. */
gboolean rc_model_reference_dup_why (RcSlotContext  *context,
                                     char          **out_why,
                                     GError        **error);
/* The model that was asked for, where another one answered; (transfer full) (nullable). */
char    *rc_model_reference_dup_requested (const RcSlotContext *context);

G_END_DECLS
