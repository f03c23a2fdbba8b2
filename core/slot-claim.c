/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mask.h"
#include "slot.h"

/*
 * Answers from one field of an event, and from a claim.
 */

gboolean
rc_slot_builder_add_field (RcSlotBuilder  *self,
                           const RcEvent  *event,
                           RcField         field,
                           RcIdentity      identity,
                           GError        **error)
{
  const RcField fields[] = { field, RC_N_FIELDS };
  const char *value = rc_event_peek_field (event, field);
  g_autofree char *masked = NULL, *shown = NULL;

  if (value == NULL || *value == '\0')
    return TRUE;

  masked = rc_slot_mask_field (rc_slot_builder_get_context (self), event, field);
  shown = rc_slot_shorten (masked);
  return rc_slot_builder_add_fields (self, value, shown, rc_field_is_personal (field), identity, event, fields, error);
}

/**
 * rc_slot_builder_add_claim:
 * @entity: (nullable): the entity that the answer names
 *
 * Adds an answer that a claim gives, citing the whole record with the claim's place in it.
 */
gboolean
rc_slot_builder_add_claim (RcSlotBuilder  *self,
                           const char     *key,
                           const char     *value,
                           gboolean        personal,
                           const RcEntity *entity,
                           RcIdentity      identity,
                           const RcClaim  *claim,
                           GError        **error)
{
  RcSlotContext *context = rc_slot_builder_get_context (self);
  g_autofree char *name = NULL;
  RcCitation *citation;
  gboolean may_be_later;

  if (!rc_slot_context_claim_may_be_later (context, claim, &may_be_later, error))
    return FALSE;
  if (may_be_later)
    rc_slot_builder_count_later (self, claim);
  citation = rc_record_reader_cite (context->reader, claim->source, claim->record, 0, G_MAXUINT64,
                                    claim->locator, error);
  if (citation == NULL)
    return FALSE;
  if (entity != NULL)
    {
      g_autofree char *shown = rc_mask_entity (context->case_file, entity);

      name = g_strdup_printf ("%s %s", rc_entity_kind_to_name (entity->kind), shown);
    }
  return rc_slot_builder_add (self, key, value, personal, name, identity, citation, error);
}
