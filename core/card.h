/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "claim.h"

G_BEGIN_DECLS

/**
 * RcCard:
 * @entity: the card; one for each source
 * @describes: the claim that names the model
 * @names_version: it describes this version, not only a model of this name
 * @date: when it was written, as an interval
 * @date_claim: (nullable): the claim that says so
 * @date_rung: (nullable): how the date is known
 * @version_claim: (nullable): the version that the card gives itself
 *
 * A model card that speaks of a model version. No card format carries a period of validity: a card is placed in time by the time stamp or
 * the date it gives itself, else by the time that the auditor gave at its import, else by the time that its file or archive carried.
 */
typedef struct
{
  RcEntity    *entity;
  RcClaim     *describes;
  gboolean     names_version;
  RcTimestamp  date;
  gboolean     has_date;
  RcClaim     *date_claim;
  const char  *date_rung;
  RcClaim     *version_claim;
} RcCard;

void       rc_card_free            (RcCard      *self);
/* The cards of "name/version", undated ones last, else by their date. (element-type RcCard) (transfer full) */
GPtrArray *rc_card_list_of_version (RcCase      *case_file,
                                    const char  *version,
                                    GError     **error);
/* Those of them that name the version itself. */
GPtrArray *rc_card_list_naming_version (RcCase  *case_file,
                                    const char  *version,
                                    GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCard, rc_card_free)

G_END_DECLS
