/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "card-document.h"
#include "card-node.h"

#include "core/importer.h"

G_BEGIN_DECLS

/**
 * RcCardClaims:
 *
 * What is claimed about one model card while it is imported. A card is one entity, named by the digest of its bytes: two revisions of
 * a card are two cards.
 *
 * The functions answer %FALSE only with @error set, when the case could not be written.
 */
typedef struct
{
  RcImportSink        *sink;
  const RcImportInput *input;
  const RcCardDocument *document;   /* (nullable): of a card in Markdown */
  gint64               card;        /* the entity */
  gint64               date_us;     /* the date that the card gives itself; RC_TIME_NONE: none that can be read */
  gboolean             is_named;    /* it says which model it describes */
  guint                n_claims;
  guint                n_refused;   /* faults told, see card-statement.h */
} RcCardClaims;

/* Makes the card's entity. */
gboolean rc_card_claims_begin       (RcCardClaims  *self,
                                     RcImportSink  *sink,
                                     const RcImportInput *input,
                                     GError       **error);
gboolean rc_card_claims_add         (RcCardClaims  *self,
                                     RcProperty     property,
                                     const char    *value,
                                     gint64         target,
                                     const char    *locator,
                                     GError       **error);
gboolean rc_card_claims_add_to      (RcCardClaims  *self,
                                     gint64         entity,
                                     RcProperty     property,
                                     const char    *value,
                                     gint64         target,
                                     gint64         from_us,
                                     const char    *locator,
                                     GError       **error);
gboolean rc_card_claims_add_target  (RcCardClaims  *self,
                                     RcProperty     property,
                                     const char    *value,
                                     RcEntityKind   kind,
                                     const char    *name,
                                     const char    *locator,
                                     GError       **error);
gboolean rc_card_claims_set_aside   (RcCardClaims  *self,
                                     const char    *kind,
                                     gsize          offset,
                                     const char    *expected,
                                     const char    *found,
                                     const char    *message,
                                     GError       **error);

/* card-front-matter.c */
gboolean rc_card_read_front_matter  (RcCardClaims  *self,
                                     GError       **error);

G_END_DECLS
