/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slot-context.h"

G_BEGIN_DECLS

typedef struct _RcSlot        RcSlot;
typedef struct _RcSlotBuilder RcSlotBuilder;

/**
 * RcSlot:
 * @id: stable name
 * @group: the heading that it stands under
 * @question: in plain words
 * @missing: what is missing where nothing answers, and whom to ask for which export
 * @single: two different answers contradict each other; else each is an answer beside the others
 * @parts: bits of RcLineagePart: of the way from the inference to what stands behind it, what the answers rest on
 * @answer: finds the answers; the standing follows from them
 *
 * One question of the lineage template. One small file in core/slots/ for each. The texts are keys of words.h, said in the language
 * of the reader when a lineage is built.
 */
struct _RcSlot
{
  const char *id;
  const char *group;
  const char *question;
  const char *missing;
  gboolean    single;
  guint       parts;
  gboolean  (*answer) (RcSlotContext  *context,
                       RcSlotBuilder  *builder,
                       GError        **error);
};

/* The template, in its order. */
const RcSlot  *rc_slot_nth                  (guint           index);
guint          rc_slot_count                (void);
/* (nullable) */
const RcSlot  *rc_slot_by_id                (const char     *id);

RcSlotBuilder *rc_slot_builder_new          (RcSlotContext  *context,
                                             const RcSlot   *slot);
void           rc_slot_builder_free         (RcSlotBuilder  *self);
RcSlotContext *rc_slot_builder_get_context  (RcSlotBuilder  *self);
/* @citation is taken. Answers with the same @key are one answer with several citations. */
gboolean       rc_slot_builder_add          (RcSlotBuilder  *self,
                                             const char     *key,
                                             const char     *value,
                                             gboolean        personal,
                                             const char     *entity,
                                             RcIdentity      identity,
                                             RcCitation     *citation,
                                             GError        **error);
/* A field of an event as written (masked where it is personal); adds nothing where the record has none. */
gboolean       rc_slot_builder_add_field    (RcSlotBuilder  *self,
                                             const RcEvent  *event,
                                             RcField         field,
                                             RcIdentity      identity,
                                             GError        **error);
/* @value read from several fields of an event, each cited; the list ends with RC_N_FIELDS. */
gboolean       rc_slot_builder_add_fields   (RcSlotBuilder  *self,
                                             const char     *key,
                                             const char     *value,
                                             gboolean        personal,
                                             RcIdentity      identity,
                                             const RcEvent  *event,
                                             const RcField  *fields,
                                             GError        **error);
gboolean       rc_slot_builder_add_claim    (RcSlotBuilder  *self,
                                             const char     *key,
                                             const char     *value,
                                             gboolean        personal,
                                             const RcEntity *entity,
                                             RcIdentity      identity,
                                             const RcClaim  *claim,
                                             GError        **error);
/* What the answer added last says. rc_slot_builder_add_fields() says it of its fields by itself. */
void           rc_slot_builder_add_fact     (RcSlotBuilder  *self,
                                             const char     *name,
                                             const char     *value,
                                             gboolean        personal);
void           rc_slot_builder_add_time_fact (RcSlotBuilder *self,
                                             const char     *name,
                                             const char     *value,
                                             const RcTimestamp *time);
/* What the answers say taken together. */
void           rc_slot_builder_add_slot_fact (RcSlotBuilder *self,
                                             const char     *name,
                                             const char     *value,
                                             const RcTimestamp *time);
guint          rc_slot_builder_count        (const RcSlotBuilder *self);
const char    *rc_slot_builder_peek_only_key (const RcSlotBuilder *self);
/* What people read, said or entered on the question; (element-type RcSlotSaying): what is of it is taken. After the records' answers. */
void           rc_slot_builder_add_sayings  (RcSlotBuilder  *self,
                                             GPtrArray      *sayings);
/* One sentence more under the answers. */
void           rc_slot_builder_note         (RcSlotBuilder  *self,
                                             const char     *format,
                                             ...) G_GNUC_PRINTF (2, 3);
/* The first rung stays: it is the best evidence used. */
void           rc_slot_builder_set_rung     (RcSlotBuilder  *self,
                                             const char     *rung);
/* The records contradict each other in a way that equal values do not show. */
void           rc_slot_builder_disagree     (RcSlotBuilder  *self);
/* Each of the answers is possible, and nothing tells which it is. */
void           rc_slot_builder_set_undecided (RcSlotBuilder *self);
/* Of @n_perhaps of the statements that answer the times do not tell whether they were valid then. */
void           rc_slot_builder_note_perhaps (RcSlotBuilder  *self,
                                             guint           n_perhaps);
/* A statement that answers may have been recorded only after the time asked for. */
void           rc_slot_builder_count_later  (RcSlotBuilder  *self,
                                             const RcClaim  *claim);
/* Tells how far the clock of the log is known to be off, where it is. */
void           rc_slot_builder_note_doubt   (RcSlotBuilder  *self);
/* Decides the standings; (transfer full). */
RcLineageSlot *rc_slot_builder_finish       (RcSlotBuilder  *self);

/* Texts that several slots use. (transfer full) */
char          *rc_slot_dup_time             (const RcEvent  *event);
char          *rc_slot_mask_field           (RcSlotContext  *context,
                                             const RcEvent  *event,
                                             RcField         field);   /* (nullable) */
char          *rc_slot_shorten              (const char     *text);

/* slots/text.c */
char          *rc_slot_dup_shape            (const char     *value);
gboolean       rc_slot_count_members        (const char     *value,
                                             guint          *out_count);
char          *rc_slot_dup_answer           (RcSlotContext  *context,
                                             const char     *value,
                                             gboolean       *out_masked);
char          *rc_slot_dup_answer_in        (RcCase         *case_file,
                                             const char     *value,
                                             gboolean       *out_masked);

/* slots/registry.c */
const char    *rc_slot_registry_rung        (RcIdentity      identity);
gboolean       rc_slot_add_claims           (RcSlotContext  *context,
                                             RcSlotBuilder  *builder,
                                             GPtrArray      *entities,
                                             RcProperty      property,
                                             GError        **error);
gboolean       rc_slot_note_claims          (RcSlotContext  *context,
                                             RcSlotBuilder  *builder,
                                             GPtrArray      *entities,
                                             RcProperty      property,
                                             const char     *label,
                                             gboolean        personal,
                                             const RcTimestamp *start,   /* (nullable) */
                                             GError        **error);
/* Records of @kind that name the inference, its decision or its trace. */
gboolean       rc_slot_add_joined           (RcSlotContext  *context,
                                             RcSlotBuilder  *builder,
                                             RcEventKind     kind,
                                             GError        **error);
/* Records of @kind within a day of the inference, on its system or model: slots/near.c. */
gboolean       rc_slot_add_near             (RcSlotContext  *context,
                                             RcSlotBuilder  *builder,
                                             RcEventKind     kind,
                                             GError        **error);

extern const RcSlot rc_slot_input;
extern const RcSlot rc_slot_subject;
extern const RcSlot rc_slot_output;
extern const RcSlot rc_slot_score;
extern const RcSlot rc_slot_endpoint;
extern const RcSlot rc_slot_deployment;
extern const RcSlot rc_slot_model_version;
extern const RcSlot rc_slot_artefact;
extern const RcSlot rc_slot_run;
extern const RcSlot rc_slot_dataset;
extern const RcSlot rc_slot_commit;
extern const RcSlot rc_slot_environment;
extern const RcSlot rc_slot_evaluation;
extern const RcSlot rc_slot_approval;
extern const RcSlot rc_slot_documentation;
extern const RcSlot rc_slot_card;
extern const RcSlot rc_slot_human_action;
extern const RcSlot rc_slot_final_decision;
extern const RcSlot rc_slot_anomaly;
extern const RcSlot rc_slot_incident;
extern const RcSlot rc_slot_reliance;
extern const RcSlot rc_slot_retention;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSlotBuilder, rc_slot_builder_free)

G_END_DECLS
