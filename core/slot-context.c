/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "slot-context.h"

#include <string.h>

#include "slot-trace.h"
#include "verify.h"

void
rc_slot_entity_free (RcSlotEntity *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->entity, rc_entity_free);
  g_clear_pointer (&self->digest_claim, rc_claim_free);
  g_free (self);
}

void
rc_slot_claim_free (RcSlotClaim *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->claim, rc_claim_free);
  g_free (self);
}

/**
 * rc_slot_context_new:
 * @case_file: the case
 * @event: the inference, fields read; borrowed
 * @known_at_us: the time asked for, or %RC_TIME_NONE
 *
 * Loads the stored judgement; the way from the inference is gone by rc_slot_context_find_path().
 *
 * Returns: (transfer full): the context
 */
RcSlotContext *
rc_slot_context_new (RcCase         *case_file,
                     const RcEvent  *event,
                     gint64          known_at_us,
                     GError        **error)
{
  g_autoptr (RcSlotContext) self = g_new0 (RcSlotContext, 1);

  self->case_file = g_object_ref (case_file);
  self->reader = rc_record_reader_new (rc_case_get_database (case_file));
  self->event = event;
  self->known_at_us = known_at_us;
  self->all_identities = TRUE;
  self->sources = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) rc_source_free);
  self->events = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) rc_event_free);
  self->touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->deployments = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_deployment_free);
  self->running = g_ptr_array_new ();
  self->versions = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_slot_entity_free);
  self->cards = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_card_free);
  self->runs = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_slot_entity_free);
  if (event->time_us != RC_TIME_NONE)
    {
      self->instant_storage.from_us = event->time_us;
      self->instant_storage.to_us = event->time_us + event->span_us;
      self->instant = &self->instant_storage;
      self->window = self->instant;
    }

  self->judgement = rc_verify_load (case_file, &self->verified, error);
  if (self->judgement == NULL)
    return NULL;

  self->systems = rc_exporting_system_list_of_case (case_file, error);
  if (self->systems == NULL)
    return NULL;

  /* Rows edited behind the program's back are found by verify, not by each lineage; what it found must not be forgotten here. */
  self->edited = rc_judgement_tells_of_edit (self->judgement);
  self->verified = self->verified && !self->edited;
  return g_steal_pointer (&self);
}

void
rc_slot_context_free (RcSlotContext *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->systems, g_ptr_array_unref);
  g_clear_pointer (&self->approvals, g_ptr_array_unref);
  g_clear_pointer (&self->human_actions, g_ptr_array_unref);
  for (guint kind = 0; kind < RC_N_EVENT_KINDS; kind++)
    g_clear_pointer (&self->followers[kind], g_ptr_array_unref);
  g_clear_pointer (&self->request, rc_join_free);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_pointer (&self->runs, g_ptr_array_unref);
  g_clear_pointer (&self->versions, g_ptr_array_unref);
  g_clear_pointer (&self->running, g_ptr_array_unref);
  g_clear_pointer (&self->deployments, g_ptr_array_unref);
  g_clear_pointer (&self->touched, g_hash_table_unref);
  g_clear_pointer (&self->events, g_hash_table_unref);
  g_clear_pointer (&self->sources, g_hash_table_unref);
  g_clear_pointer (&self->judgement, rc_judgement_free);
  g_clear_pointer (&self->reader, rc_record_reader_free);
  g_clear_object (&self->case_file);
  g_clear_pointer (&self->trace, rc_lineage_trace_free);
  g_free (self->version);
  g_free (self);
}

void
rc_slot_context_explain (RcSlotContext *self)
{
  g_return_if_fail (self->trace == NULL);

  self->trace = rc_lineage_trace_new ();
}

/**
 * rc_slot_context_get_source:
 *
 * Returns: (transfer none): the source of that number
 */
const RcSource *
rc_slot_context_get_source (RcSlotContext  *self,
                            gint64          id,
                            GError        **error)
{
  RcSource *source = g_hash_table_lookup (self->sources, &id);

  if (source != NULL)
    return source;

  source = rc_source_load (rc_case_get_database (self->case_file), id, error);
  if (source != NULL)
    g_hash_table_insert (self->sources, &source->id, source);
  return source;
}

static gboolean
is_chosen_from_many (const RcSource *source)
{
  return strcmp (source->derivation, "member of") == 0 || strcmp (source->derivation, "stored in") == 0;
}

/**
 * rc_slot_context_get_origin:
 *
 * Rows of a database and the database, a file and its compressed form are one record of one thing, not two that agree. Members of
 * an archive are files of their own.
 *
 * Returns: (transfer none): the source that speaks
 */
const RcSource *
rc_slot_context_get_origin (RcSlotContext  *self,
                            gint64          id,
                            GError        **error)
{
  const RcSource *source = rc_slot_context_get_source (self, id, error);

  while (source != NULL && source->parent != 0 && !is_chosen_from_many (source))
    source = rc_slot_context_get_source (self, source->parent, error);
  return source;
}

/**
 * rc_slot_context_get_controller:
 * @out_controller: (out) (nullable): the party; %NULL where nobody said
 */
gboolean
rc_slot_context_get_controller (RcSlotContext  *self,
                                gint64          id,
                                const char    **out_controller,
                                GError        **error)
{
  *out_controller = NULL;
  while (id != 0)
    {
      const RcSource *source = rc_slot_context_get_source (self, id, error);

      if (source == NULL)
        return FALSE;
      if (source->controller != NULL)
        {
          *out_controller = source->controller;
          return TRUE;
        }
      id = source->parent;
    }

  return TRUE;
}

/* A failure is never outshone by another seal: a file may be signed after its records were altered. */
static RcVerdict
take_protection (RcVerdict so_far,
                 RcVerdict next)
{
  if (rc_verdict_group (so_far) == RC_VERDICT_GROUP_FAILED || rc_verdict_group (next) == RC_VERDICT_GROUP_FAILED)
    return MIN (so_far, next);

  return MAX (so_far, next);
}

/**
 * rc_slot_context_covers:
 * @cover: what a seal covers
 * @source: a source
 * @record: one of its records; 0: all of them
 *
 * Returns: whether @cover holds for it
 */
gboolean
rc_slot_context_covers (RcSlotContext     *self,
                        const RcSealCover *cover,
                        const RcSource    *source,
                        guint64            record)
{
  if (cover->source != source->id)
    return FALSE;
  if (record == 0)
    return cover->first_record <= 1 && cover->last_record >= source->records;

  return cover->first_record <= record && record <= cover->last_record;
}

/**
 * rc_slot_context_get_protection:
 * @source: number of a source
 * @record: number of one of its records
 * @out_protection: (out): what the seals say of it
 *
 * What covers the whole of the file that a source was derived from covers the source: the derivation is done again by verify.
 */
gboolean
rc_slot_context_get_protection (RcSlotContext  *self,
                                gint64          source_id,
                                guint64         record,
                                RcVerdict      *out_protection,
                                GError        **error)
{
  gboolean is_covered = FALSE;
  RcVerdict protection = RC_VERDICT_UNSIGNED;

  if (!self->verified)
    {
      *out_protection = RC_VERDICT_NOT_CHECKED;
      return TRUE;
    }

  for (; source_id != 0; record = 0)
    {
      const RcSource *source = rc_slot_context_get_source (self, source_id, error);

      if (source == NULL)
        return FALSE;
      for (guint i = 0; i < self->judgement->covers->len; i++)
        {
          const RcSealCover *cover = &g_array_index (self->judgement->covers, RcSealCover, i);

          if (!rc_slot_context_covers (self, cover, source, record))
            continue;
          protection = is_covered ? take_protection (protection, cover->protection) : cover->protection;
          is_covered = TRUE;
        }
      source_id = source->parent;
    }

  *out_protection = protection;
  return TRUE;
}

/**
 * rc_slot_context_read_event:
 * @id: number of an event
 * @out_event: (out) (transfer none) (nullable): the event with its fields; %NULL where it is dated after the time asked for
 */
gboolean
rc_slot_context_read_event (RcSlotContext  *self,
                            gint64          id,
                            const RcEvent **out_event,
                            GError        **error)
{
  RcEvent *event = g_hash_table_lookup (self->events, &id);

  *out_event = NULL;
  if (event == NULL)
    {
      event = rc_event_load (self->case_file, id, error);
      if (event == NULL)
        return FALSE;
      g_hash_table_insert (self->events, &event->id, event);
    }

  if (self->known_at_us != RC_TIME_NONE && event->time_us != RC_TIME_NONE && event->time_us > self->known_at_us)
    {
      rc_slot_trace_later_event (self, event);
      return TRUE;
    }
  if (!rc_event_read_fields (event, self->case_file, self->reader, error))
    return FALSE;

  *out_event = event;
  return TRUE;
}

/**
 * rc_slot_context_claim_counts:
 * @claim: a claim
 *
 * A claim that does not say from when it is valid, or when it was recorded, is not left out for that: the state of a registry at
 * the time of its export is all that most registries keep.
 *
 * Returns: whether the claim was valid at the instant of the inference and recorded by the time asked for
 */
gboolean
rc_slot_context_claim_counts (RcSlotContext *self,
                              const RcClaim *claim)
{
  RcInterval validity;

  if (self->known_at_us != RC_TIME_NONE && claim->recorded_us != RC_TIME_NONE && claim->recorded_us > self->known_at_us)
    return FALSE;
  if (self->window == NULL)
    return TRUE;

  rc_interval_init (&validity, claim->from_us, claim->to_us);
  return rc_interval_contains (&validity, self->window) != RC_INTERVAL_NO;
}

gboolean
rc_slot_context_claim_is_sure (RcSlotContext *self,
                               const RcClaim *claim)
{
  RcInterval validity;

  if (self->window == NULL)
    return claim->from_us == RC_TIME_NONE && claim->to_us == RC_TIME_NONE;

  rc_interval_init (&validity, claim->from_us, claim->to_us);
  return rc_interval_contains (&validity, self->window) == RC_INTERVAL_YES;
}

gboolean
rc_slot_context_claim_may_be_later (RcSlotContext  *self,
                                    const RcClaim  *claim,
                                    gboolean       *out_answer,
                                    GError        **error)
{
  const RcSource *source;

  *out_answer = FALSE;
  if (self->known_at_us == RC_TIME_NONE || claim->recorded_us != RC_TIME_NONE)
    return TRUE;

  source = rc_slot_context_get_source (self, claim->source, error);
  if (source == NULL)
    return FALSE;

  *out_answer = source->as_of_us == RC_TIME_NONE || source->as_of_us > self->known_at_us;
  return TRUE;
}

/**
 * rc_slot_context_list_claims:
 *
 * Returns: (element-type RcClaim) (transfer full): the claims of @entity that count
 */
GPtrArray *
rc_slot_context_list_claims (RcSlotContext  *self,
                             gint64          entity,
                             RcProperty      property,
                             GError        **error)
{
  g_autoptr (GPtrArray) claims = rc_claim_list_of_entity (self->case_file, entity, property, error);

  if (claims == NULL)
    return NULL;

  for (guint i = claims->len; i > 0; i--)
    {
      const RcClaim *claim = g_ptr_array_index (claims, i - 1);

      if (rc_slot_context_claim_counts (self, claim))
        continue;
      if (!rc_slot_trace_claim_left_out (self, claim, error))
        return NULL;
      g_ptr_array_remove_index (claims, i - 1);
    }
  return g_steal_pointer (&claims);
}

static char *
place_key (gint64  source,
           guint64 record)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GUINT64_FORMAT, source, record);
}

void
rc_slot_context_touch (RcSlotContext *self,
                       gint64         source,
                       guint64        record)
{
  g_hash_table_add (self->touched, place_key (source, record));
}

gboolean
rc_slot_context_is_touched (RcSlotContext *self,
                            gint64         source,
                            guint64        record)
{
  g_autofree char *key = place_key (source, record);

  return g_hash_table_contains (self->touched, key);
}

/**
 * rc_slot_context_is_source_touched:
 *
 * Returns: whether any record of the source was looked at
 */
gboolean
rc_slot_context_is_source_touched (RcSlotContext *self,
                                   gint64         source)
{
  g_autofree char *prefix = g_strdup_printf ("%" G_GINT64_FORMAT ":", source);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->touched);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (g_str_has_prefix (key, prefix))
      return TRUE;

  return FALSE;
}
