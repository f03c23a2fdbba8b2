/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "live.h"

#include "approval-index.h"
#include "bounds.h"
#include "card.h"
#include "deployment-index.h"
#include "source.h"
#include "words.h"

/* Entries of registries of one name, and runs of them, that are followed. */
#define MAX_ENTITIES 64u

void
rc_live_free (RcLive *self)
{
  if (self == NULL)
    return;

  rc_deployment_free (self->deployment);
  for (guint i = 0; i < RC_N_LIVE_PARTS; i++)
    g_free (self->values[i]);
  g_free (self);
}

const char *
rc_live_part_to_name (RcLivePart part)
{
  static const char * const names[] = { "model", "data", "configuration", "documents" };

  g_return_val_if_fail ((guint) part < RC_N_LIVE_PARTS, NULL);

  return names[part];
}

const char *
rc_live_part_title (RcLivePart part)
{
  static const char * const titles[] = { N_("model file"), N_("training data"), N_("configuration"), N_("documents") };

  g_return_val_if_fail ((guint) part < RC_N_LIVE_PARTS, NULL);

  return _(titles[part]);
}

static void
note (RcLive     *self,
      RcLivePart  part,
      const char *value)
{
  self->records[part]++;
  if (self->values[part] == NULL)
    self->values[part] = g_strdup (value);
}

/* --- Registries --- */

static gboolean
note_claims (RcLive      *self,
             RcCase      *case_file,
             gint64       entity,
             RcProperty   property,
             RcLivePart   part,
             GError     **error)
{
  g_autoptr (GPtrArray) claims = rc_claim_list_of_entity (case_file, entity, property, error);

  if (claims == NULL)
    return FALSE;

  for (guint i = 0; i < claims->len; i++)
    {
      const RcClaim *claim = g_ptr_array_index (claims, i);
      g_autoptr (RcEntity) target = NULL;

      if (claim->target != 0 && (target = rc_entity_load (rc_case_get_database (case_file), claim->target, error)) == NULL)
        return FALSE;
      note (self, part, claim->value != NULL ? claim->value : target != NULL ? target->name : NULL);
    }
  return TRUE;
}

/* What is said of the version is said of what it was made by as well. */
static gboolean
note_entity (RcLive   *self,
             RcCase   *case_file,
             gint64    entity,
             GError  **error)
{
  return note_claims (self, case_file, entity, RC_PROPERTY_ARTIFACT_DIGEST, RC_LIVE_MODEL, error) &&
         note_claims (self, case_file, entity, RC_PROPERTY_DATASET, RC_LIVE_DATA, error) &&
         note_claims (self, case_file, entity, RC_PROPERTY_CODE_COMMIT, RC_LIVE_CONFIGURATION, error) &&
         note_claims (self, case_file, entity, RC_PROPERTY_ENVIRONMENT, RC_LIVE_CONFIGURATION, error);
}

static gboolean
note_version (RcLive      *self,
              RcCase      *case_file,
              const char  *version,
              GError     **error)
{
  g_autoptr (GPtrArray) entities = rc_entity_find (rc_case_get_database (case_file), RC_ENTITY_MODEL_VERSION, version, error);

  if (entities == NULL)
    return FALSE;

  for (guint i = 0; i < MIN (entities->len, MAX_ENTITIES); i++)
    {
      const RcEntity *entity = g_ptr_array_index (entities, i);
      g_autoptr (GPtrArray) runs = rc_claim_list_of_entity (case_file, entity->id, RC_PROPERTY_TRAINED_BY, error);

      if (runs == NULL || !note_entity (self, case_file, entity->id, error))
        return FALSE;
      for (guint j = 0; j < MIN (runs->len, MAX_ENTITIES); j++)
        {
          gint64 run = ((const RcClaim *) g_ptr_array_index (runs, j))->target;

          /* An entry that names itself as its own run is what it was before. */
          if (run != 0 && run != entity->id && !note_entity (self, case_file, run, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* --- Documents --- */

static gboolean
note_cards (RcLive             *self,
            RcCase             *case_file,
            const char         *version,
            const RcTimestamp  *instant,
            GError            **error)
{
  g_autoptr (GPtrArray) cards = rc_card_list_naming_version (case_file, version, error);

  if (cards == NULL)
    return FALSE;

  for (guint i = 0; i < cards->len; i++)
    {
      const RcCard *card = g_ptr_array_index (cards, i);
      g_autoptr (RcSource) source = NULL;

      if (card->has_date && card->date.from_us > instant->to_us)
        continue;
      source = rc_source_load (rc_case_get_database (case_file), card->describes->source, error);
      if (source == NULL)
        return FALSE;
      note (self, RC_LIVE_DOCUMENTS, source->name);
      if (!note_claims (self, case_file, card->entity->id, RC_PROPERTY_DATASET, RC_LIVE_DATA, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
note_approvals (RcLive             *self,
                RcCase             *case_file,
                RcRecordReader     *reader,
                const RcTimestamp  *instant,
                GError            **error)
{
  const RcApprovalIndex *index = rc_approval_index_get (case_file, reader, error);
  g_autoptr (GArray) ids = NULL;

  if (index == NULL)
    return FALSE;

  ids = rc_approval_index_list_of (index, self->deployment->version, self->deployment->has_digest ? &self->deployment->digest : NULL,
                                   RC_LIMIT_LINEAGE_ANSWERS);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (RcEvent) approval = rc_event_load (case_file, g_array_index (ids, gint64, i), error);
      const char *documentation;

      if (approval == NULL || !rc_event_read_fields (approval, case_file, reader, error))
        return FALSE;
      documentation = rc_event_peek_field (approval, RC_FIELD_DOCUMENTATION);
      if (documentation != NULL && (approval->time_us == RC_TIME_NONE || approval->time_us <= instant->to_us))
        note (self, RC_LIVE_DOCUMENTS, documentation);
    }
  return TRUE;
}

static RcLive *
live_new (RcCase             *case_file,
          RcRecordReader     *reader,
          RcDeployment       *deployment,
          gboolean            is_sure,
          const RcTimestamp  *instant,
          GError            **error)
{
  g_autoptr (RcLive) self = g_new0 (RcLive, 1);

  self->deployment = deployment;
  self->is_sure = is_sure;
  self->together = TRUE;
  if (deployment->has_digest)
    {
      g_autofree char *hex = rc_digest_dup_hex (&deployment->digest);

      note (self, RC_LIVE_MODEL, hex);
    }
  if (deployment->version != NULL && (!note_version (self, case_file, deployment->version, error) ||
                                      !note_cards (self, case_file, deployment->version, instant, error)))
    return NULL;
  if (!note_approvals (self, case_file, reader, instant, error))
    return NULL;

  for (guint i = 0; i < RC_N_LIVE_PARTS; i++)
    self->together = self->together && self->records[i] > 0;
  return g_steal_pointer (&self);
}

GPtrArray *
rc_live_list (RcCase             *case_file,
              RcRecordReader     *reader,
              const RcTimestamp  *instant,
              gboolean           *out_complete,
              GError            **error)
{
  const RcDeploymentIndex *index = rc_deployment_index_get (case_file, reader, error);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_live_free);
  g_autoptr (GPtrArray) deployments = NULL;

  if (index == NULL)
    return NULL;
  deployments = rc_deployment_index_list_live (index, case_file, reader, instant, out_complete, error);
  if (deployments == NULL)
    return NULL;

  while (deployments->len > 0)
    {
      RcDeployment *deployment = g_ptr_array_steal_index (deployments, 0);
      gboolean is_sure = rc_interval_contains (&deployment->period, instant) == RC_INTERVAL_YES;
      RcLive *live = live_new (case_file, reader, deployment, is_sure, instant, error);

      if (live == NULL)
        return NULL;
      g_ptr_array_add (all, live);
    }
  return g_steal_pointer (&all);
}
