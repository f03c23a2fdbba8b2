/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "card-claims.h"

G_BEGIN_DECLS

/*
 * What a card in JSON or XML says, claimed with the place where it stands. Nothing is claimed of what is not there; what is there and is of
 * the wrong kind is set aside.
 *
 * The functions answer %FALSE only with @error set, when the case could not be written.
 */

/* What stands at @node is not what the format says: set aside with its place. */
gboolean rc_card_state_refuse     (RcCardClaims  *self,
                                   RcCardNode     node,
                                   const char    *kind,
                                   const char    *expected,
                                   const char    *found,
                                   const char    *message,
                                   GError       **error);
/* @value, as read from @node; (nullable): nothing is claimed. */
gboolean rc_card_state_value      (RcCardClaims  *self,
                                   gint64         entity,
                                   RcProperty     property,
                                   const char    *value,
                                   gint64         target,
                                   gint64         from_us,
                                   RcCardNode     node,
                                   GError       **error);
/* The text at @node, or each text of the list there. */
gboolean rc_card_state_texts      (RcCardClaims  *self,
                                   gint64         entity,
                                   RcProperty     property,
                                   RcCardNode     node,
                                   GError       **error);
/* The same as "key = text". */
gboolean rc_card_state_tags       (RcCardClaims  *self,
                                   gint64         entity,
                                   const char    *key,
                                   RcCardNode     node,
                                   GError       **error);
/* Sentences of the card, one or a list; of an object its member @member. What is long is cut, and stands in the card. */
gboolean rc_card_state_prose      (RcCardClaims  *self,
                                   RcProperty     property,
                                   RcCardNode     node,
                                   const char    *member,
                                   GError       **error);
char    *rc_card_state_dup_cut    (const char    *text);
/* The thing of that name; 0 for no name, and for one that is too long, which is set aside. @scope as for the sink. */
gboolean rc_card_state_thing      (RcCardClaims  *self,
                                   RcEntityKind   kind,
                                   const char    *scope,
                                   const char    *name,
                                   RcCardNode     node,
                                   gint64        *out_entity,
                                   GError       **error);
/* Says that @entity is linked to the thing of that name. */
gboolean rc_card_state_link       (RcCardClaims  *self,
                                   gint64         entity,
                                   RcProperty     property,
                                   RcEntityKind   kind,
                                   const char    *scope,
                                   const char    *name,
                                   gint64         from_us,
                                   RcCardNode     node,
                                   GError       **error);
/* The date that the card gives itself. To be read before rc_card_state_subject(). */
gboolean rc_card_state_date       (RcCardClaims  *self,
                                   RcCardNode     node,
                                   GError       **error);
/* The model that the card describes. @out_subject: of whom the rest is said: the version, or where it has none the card. */
gboolean rc_card_state_subject    (RcCardClaims  *self,
                                   const char    *name,
                                   const char    *version,
                                   RcCardNode     node,
                                   gint64        *out_subject,
                                   GError       **error);
/* "metric = value", or "metric (slice) = value". */
gboolean rc_card_state_evaluation (RcCardClaims  *self,
                                   gint64         subject,
                                   RcCardNode     metric,
                                   RcCardNode     value,
                                   RcCardNode     slice,
                                   GError       **error);

G_END_DECLS
