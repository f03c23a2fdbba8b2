/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "card.h"
#include "claim.h"
#include "deployment.h"
#include "exporting-system.h"
#include "identity.h"
#include "joining.h"
#include "lineage.h"
#include "lineage-trace.h"
#include "seal.h"

G_BEGIN_DECLS

/* A model version as one registry names it, and how it is known to be the one that answered. @digest_claim: (nullable): the claim
 * that gives it the digest it was looked for by. @same_as: number of the entity that it is the same thing as, and was reached from; 0:
 * of none. */
typedef struct
{
  RcEntity   *entity;
  RcIdentity  identity;
  RcClaim    *digest_claim;
  gint64      same_as;
} RcSlotEntity;

/* A claim about one of several entities. */
typedef struct
{
  RcClaim            *claim;
  const RcSlotEntity *of;
} RcSlotClaim;

/* How the model version is known, the best first. */
typedef enum
{
  RC_MODEL_RUNG_NONE,
  RC_MODEL_RUNG_EXPLICIT,
  RC_MODEL_RUNG_DIGEST,
  RC_MODEL_RUNG_DEPLOYMENT,
  RC_MODEL_RUNG_ALIAS,
} RcModelRung;

/**
 * RcSlotContext:
 * @instant: when the inference happened, as its record says; (nullable): it does not tell
 * @window: the same, widened by what the clock of its log is known to be off; what was valid then is weighed against this
 * @trace: (nullable): where the reasoning is taken down; %NULL: nobody asked for it
 * @known_at_us: what was recorded later is left out; %RC_TIME_NONE: nothing is
 * @deployments: those recorded by then that ran, or where none surely did, perhaps ran at the place and the instant of the inference
 * @running: of RcDeployment, borrowed: of these, those that count
 * @running_perhaps: the times do not tell whether they ran
 * @running_shared: each had a part of the traffic of the endpoint
 * @version: (nullable): "name/version" that answered, by the best evidence at hand
 * @rung: how it is known
 * @version_rung: the same in words
 * @versions: of RcSlotEntity: @version in the registries; where the digest of the artefact tells which, that one, and what others say of
 *   the same thing, each by the way to it
 * @runs: of RcSlotEntity: the training runs that they come from, and the same runs elsewhere
 * @all_identities: FALSE where more things have one name or digest than are followed
 * @cards: of RcCard: the cards that speak of @version, of any date
 * @systems: of RcExportingSystem: those whose exports are in the case
 *
 * What the questions of one lineage share: the way from the inference to what stands behind it, gone once. All fields are read
 * only for the slots.
 */
typedef struct
{
  RcCase         *case_file;
  RcRecordReader *reader;
  const RcEvent  *event;
  RcTimestamp    *instant;
  RcTimestamp    *window;
  RcLineageTrace *trace;
  gint64          known_at_us;
  RcJudgement    *judgement;
  gboolean        verified;
  gboolean        edited;         /* the last verify found that the case file itself was edited: then nothing is verified */
  GPtrArray      *deployments;
  gboolean        deployments_complete;
  guint           n_deployments;  /* on record in the case, at any place and time */
  GPtrArray      *running;
  gboolean        running_perhaps;
  gboolean        running_shared;
  char           *version;
  RcModelRung     rung;
  const char     *version_rung;
  GPtrArray      *versions;
  GPtrArray      *runs;
  GPtrArray      *cards;
  GPtrArray      *systems;
  gboolean        all_identities;
  /*< private >*/
  RcTimestamp     instant_storage;
  RcTimestamp     window_storage;
  GHashTable     *sources;
  GHashTable     *events;
  GHashTable     *touched;
  GPtrArray      *human_actions;
  GPtrArray      *followers[RC_N_EVENT_KINDS];
  gboolean        followers_complete[RC_N_EVENT_KINDS];
  RcJoin         *request;
  GPtrArray      *approvals;
} RcSlotContext;

typedef enum
{
  RC_SLOT_CARD_LATER,
  RC_SLOT_CARD_PERHAPS,
  RC_SLOT_CARD_BEFORE,
} RcSlotCardTime;

void            rc_slot_entity_free         (RcSlotEntity   *self);
void            rc_slot_claim_free          (RcSlotClaim    *self);

RcSlotContext  *rc_slot_context_new         (RcCase         *case_file,
                                             const RcEvent  *event,
                                             gint64          known_at_us,
                                             GError        **error);
void            rc_slot_context_free        (RcSlotContext  *self);
/* Whether any of several of @running can be the one that answered, and nothing tells which. */
gboolean        rc_slot_context_has_candidates (const RcSlotContext *self);
/* From now on the reasoning is taken down; before the path is gone. */
void            rc_slot_context_explain     (RcSlotContext  *self);
gboolean        rc_slot_context_find_window (RcSlotContext  *self,
                                             GError        **error);
/* (transfer full) (nullable): a sentence, where the clock of the log is known to be off. */
char           *rc_slot_context_dup_doubt   (const RcSlotContext *self);
const RcSource *rc_slot_context_get_source  (RcSlotContext  *self,
                                             gint64          id,
                                             GError        **error);
/* The file that a source was read out of without a choice: its bytes say the same. */
const RcSource *rc_slot_context_get_origin  (RcSlotContext  *self,
                                             gint64          id,
                                             GError        **error);
/* (nullable): who controls the source, or what it was taken out of. */
gboolean        rc_slot_context_get_controller (RcSlotContext *self,
                                             gint64          id,
                                             const char    **out_controller,
                                             GError        **error);
gboolean        rc_slot_context_get_protection (RcSlotContext *self,
                                             gint64          source,
                                             guint64         record,
                                             RcVerdict      *out_protection,
                                             GError        **error);
/* Whether a seal's cover holds for a record; @record 0: for all of the source. */
gboolean        rc_slot_context_covers      (RcSlotContext     *self,
                                             const RcSealCover *cover,
                                             const RcSource    *source,
                                             guint64            record);
/* The event with its fields; (nullable) without error where it was recorded too late to be known. */
gboolean        rc_slot_context_read_event  (RcSlotContext  *self,
                                             gint64          id,
                                             const RcEvent **out_event,
                                             GError        **error);
/* What speaks of the inference, of one kind, by time, with what was recorded too late to be known left out.
 * (element-type RcFollower) (transfer none) */
GPtrArray      *rc_slot_context_get_followers (RcSlotContext *self,
                                             RcEventKind     kind,
                                             gboolean       *out_complete,
                                             GError        **error);
/* How the request of the inference was found, where it is a record of its own; (transfer none). */
const RcJoin   *rc_slot_context_get_request (RcSlotContext  *self,
                                             GError        **error);
/* The record that says @field: the inference's own, else its one request; @out_event: (nullable): neither does. */
gboolean        rc_slot_context_find_field  (RcSlotContext  *self,
                                             RcField         field,
                                             const RcEvent **out_event,
                                             GError        **error);
/* Human actions on this very inference, or on the decision that it is of, by their time. (element-type RcEvent) (transfer none) */
GPtrArray      *rc_slot_context_get_human_actions (RcSlotContext *self,
                                             GError        **error);
/* Acts of approval of @version, newest first. (element-type RcEvent) (transfer none) */
GPtrArray      *rc_slot_context_get_approvals (RcSlotContext *self,
                                             GError        **error);
/* What was said of the system before the instant, newest first. (element-type RcEvent) (transfer container) */
GPtrArray      *rc_slot_context_list_before (RcSlotContext  *self,
                                             RcEventKind     kind,
                                             GError        **error);
RcSlotCardTime  rc_slot_context_place_card  (RcSlotContext  *self,
                                             const RcCard   *card);
gboolean        rc_slot_context_knows_card  (RcSlotContext  *self,
                                             const RcCard   *card);
const RcCard   *rc_slot_context_peek_card   (RcSlotContext  *self);
/* Whether it cannot be told that @card was not the current one instead of @best. */
gboolean        rc_slot_context_is_rival    (RcSlotContext  *self,
                                             const RcCard   *best,
                                             const RcCard   *card);
/* Whether the claim was valid at the instant and recorded by the time asked for. */
gboolean        rc_slot_context_claim_counts (RcSlotContext *self,
                                             const RcClaim  *claim);
/* Of one that counts: whether the times leave no doubt that it was valid then. */
gboolean        rc_slot_context_claim_is_sure (RcSlotContext *self,
                                             const RcClaim  *claim);
/* Of one that counts: whether it may have been recorded only after the time asked for: it tells no time, and its file is of later. */
gboolean        rc_slot_context_claim_may_be_later (RcSlotContext *self,
                                             const RcClaim  *claim,
                                             gboolean       *out_answer,
                                             GError        **error);
/* The claims of an entity that count. (element-type RcClaim) (transfer full) */
GPtrArray      *rc_slot_context_list_claims (RcSlotContext  *self,
                                             gint64          entity,
                                             RcProperty      property,
                                             GError        **error);
/* A record was looked at, and its exceptions are of interest though no answer cites it. */
void            rc_slot_context_touch       (RcSlotContext  *self,
                                             gint64          source,
                                             guint64         record);
gboolean        rc_slot_context_is_touched  (RcSlotContext  *self,
                                             gint64          source,
                                             guint64         record);
gboolean        rc_slot_context_is_source_touched (RcSlotContext *self,
                                             gint64          source);

gboolean        rc_slot_context_add_entity  (RcSlotContext  *self,
                                             GPtrArray      *entities,
                                             gint64          id,
                                             RcEntityKind    kind,
                                             RcIdentity      identity,
                                             GError        **error);
/* Adds to @entities what other registries say of the same things: one step from each, no better than the way to it. */
gboolean        rc_slot_context_add_same    (RcSlotContext  *self,
                                             GPtrArray      *entities,
                                             GError        **error);
/* The others that mean the same thing as @entity; (element-type RcIdentityEdge) (transfer full). */
GPtrArray      *rc_slot_context_list_same   (RcSlotContext  *self,
                                             const RcEntity *entity,
                                             GError        **error);
/* The name under which the answers about a thing of @entities stand together. */
const char     *rc_slot_context_peek_key    (GPtrArray      *entities,
                                             const RcEntity *entity);
/* The model versions that a registry gives this digest. (element-type RcSlotEntity) (transfer full) */
GPtrArray      *rc_slot_context_list_by_digest (RcSlotContext *self,
                                             const RcDigest *digest,
                                             GError        **error);
/* The claims of @property on any of @entities, each with the identity of its entity, in their order: of RcSlotClaim. */
GPtrArray      *rc_slot_context_list_all    (RcSlotContext  *self,
                                             GPtrArray      *entities,
                                             RcProperty      property,
                                             GError        **error);
/* Goes the way from the inference to what stands behind it: @deployments, @running, @version, @versions and @runs. */
gboolean        rc_slot_context_find_path   (RcSlotContext  *self,
                                             GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSlotContext, rc_slot_context_free)

G_END_DECLS
