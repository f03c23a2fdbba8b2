/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "card-claims.h"

G_BEGIN_DECLS

/* Whether a table "Field | Response" stands in the text, as in the sub-cards of NVIDIA's Model Card++. */
gboolean rc_card_table_is_in (const RcCardDocument *document);
/* Claims the rows of all such tables. */
gboolean rc_card_table_read  (RcCardClaims         *claims,
                              GError              **error);

G_END_DECLS
