/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "card-claims.h"

#include "core/bounds.h"
#include "core/digest.h"
#include "core/exception.h"

#include <string.h>

/**
 * rc_card_claims_set_aside:
 * @offset: in the card
 */
gboolean
rc_card_claims_set_aside (RcCardClaims  *self,
                          const char    *kind,
                          gsize          offset,
                          const char    *expected,
                          const char    *found,
                          const char    *message,
                          GError       **error)
{
  return rc_import_sink_set_aside (self->sink, RC_IMPORT_SOURCE, 1, (gint64) offset, kind, expected, found, message, error);
}

static gboolean
refuse_more (RcCardClaims  *self,
             GError       **error)
{
  /* Said once; what is not claimed stands in the card. */
  if (self->n_claims++ > RC_LIMIT_CARD_ITEMS)
    return TRUE;
  return rc_card_claims_set_aside (self, RC_EXCEPTION_LIMIT, 0, "at most 1000 claims in a card (RC_LIMIT_CARD_ITEMS)", "more",
                                   "A model card says more than the program lists.", error);
}

/**
 * rc_card_claims_begin:
 *
 * Must be called before anything is claimed.
 */
gboolean
rc_card_claims_begin (RcCardClaims         *self,
                      RcImportSink         *sink,
                      const RcImportInput  *input,
                      GError              **error)
{
  char name[RC_DIGEST_HEX_SIZE];

  *self = (RcCardClaims) { .sink = sink, .input = input, .date_us = RC_TIME_NONE };
  rc_digest_to_hex (&input->sha256, name);
  self->card = rc_import_sink_add_entity (sink, RC_ENTITY_CARD, "", name, error);
  return self->card != 0;
}

/**
 * rc_card_claims_add_to:
 * @entity: that the card speaks of: itself, or a thing that it names
 * @value: (nullable): a value too long for a claim stays in the card, which is said
 * @target: 0 for none; nothing is claimed where there is no value either
 * @from_us: since when it holds; %RC_TIME_NONE: not said
 *
 * Adds what the card says. When it was recorded is what the container says of the card's file.
 */
gboolean
rc_card_claims_add_to (RcCardClaims  *self,
                       gint64         entity,
                       RcProperty     property,
                       const char    *value,
                       gint64         target,
                       gint64         from_us,
                       const char    *locator,
                       GError       **error)
{
  RcClaim claim = {
    .record = 1,
    .locator = (char *) locator,
    .entity = entity,
    .property = property,
    .value = (char *) value,
    .target = target,
    .from_us = from_us,
    .to_us = RC_TIME_NONE,
    .recorded_us = self->input->modified_us,
  };

  if (value == NULL && target == 0)
    return TRUE;
  if (self->n_claims >= RC_LIMIT_CARD_ITEMS)
    return refuse_more (self, error);
  self->n_claims++;
  if (value != NULL && strlen (value) > RC_LIMIT_NAME_BYTES)
    return rc_card_claims_set_aside (self, RC_EXCEPTION_LIMIT, 0, "a value of at most 4096 bytes (RC_LIMIT_NAME_BYTES)", locator,
                                     "A value in a model card is too long to be listed; it stands in the card.", error);

  return rc_import_sink_add_claim (self->sink, RC_IMPORT_SOURCE, &claim, error);
}

/**
 * rc_card_claims_add:
 *
 * The same of the card itself. What it says of a model, and its date, hold from the date that it gives itself.
 */
gboolean
rc_card_claims_add (RcCardClaims  *self,
                    RcProperty     property,
                    const char    *value,
                    gint64         target,
                    const char    *locator,
                    GError       **error)
{
  gint64 from_us = property == RC_PROPERTY_DESCRIBES || property == RC_PROPERTY_CARD_DATE ? self->date_us : RC_TIME_NONE;

  return rc_card_claims_add_to (self, self->card, property, value, target, from_us, locator, error);
}

/**
 * rc_card_claims_add_target:
 * @name: of the thing that the card links to; a card's names are those of the world, not of one registry
 */
gboolean
rc_card_claims_add_target (RcCardClaims  *self,
                           RcProperty     property,
                           const char    *value,
                           RcEntityKind   kind,
                           const char    *name,
                           const char    *locator,
                           GError       **error)
{
  gint64 target;

  if (self->n_claims >= RC_LIMIT_CARD_ITEMS || strlen (name) > RC_LIMIT_NAME_BYTES)
    return rc_card_claims_add (self, property, name, 0, locator, error);

  target = rc_import_sink_add_entity (self->sink, kind, "", name, error);
  return target != 0 && rc_card_claims_add (self, property, value, target, locator, error);
}
