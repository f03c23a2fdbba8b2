/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "slot-context.h"

G_BEGIN_DECLS

/**
 * RcSlotAnswer:
 * @key: what makes two answers the same; never shown
 * @answer: (nullable): what becomes of it; %NULL once it is listed
 * @is_protected: a record that says it is covered by a seal that holds
 * @is_sealed: such a record, reached by strong identities only
 * @has_failed: the inference's own record, from which every way to an answer begins, or a record that says it failed its check
 * @records: (element-type utf8): origin and content of each record that says it
 * @controllers: (element-type utf8): the known parties that control them
 * @n_copies: records of the same content, or of one file, beyond those
 * @is_read: a person read it in a registered document
 * @is_stated: a person said or typed it
 * @is_passage: it is a passage or a page of a document, which contradicts nothing
 *
 * An answer while it is gathered, with what its standing is decided from.
 */
typedef struct
{
  char            *key;
  RcLineageAnswer *answer;
  gboolean         is_protected;
  gboolean         is_sealed;
  gboolean         has_failed;
  GPtrArray       *records;
  GPtrArray       *controllers;
  guint            n_copies;
  gboolean         is_read;
  gboolean         is_stated;
  gboolean         is_passage;
} RcSlotAnswer;

RcSlotAnswer *rc_slot_answer_new    (const char       *key,
                                     const char       *value,
                                     gboolean          personal,
                                     const char       *entity,      /* (nullable) */
                                     RcIdentity        identity);
void          rc_slot_answer_free   (RcSlotAnswer     *self);
/* Takes the citation in, and weighs its record. @citation: (transfer full). */
gboolean      rc_slot_answer_cite   (RcSlotAnswer     *self,
                                     RcSlotContext    *context,
                                     RcIdentity        identity,
                                     RcCitation       *citation,
                                     GError          **error);
/* Whether a person who says @text says the same: the answer, or a part of it. */
gboolean      rc_slot_answer_says   (const RcSlotAnswer *self,
                                     const char       *text);
gboolean      rc_slot_answer_is_recorded (const RcSlotAnswer *self);
RcStanding    rc_slot_answer_decide (const RcSlotAnswer *self);
/* Of a question with these @answers (element-type RcSlotAnswer). @single: only one of them can be right. @disagree: they contradict each
 * other in a way that their values do not show. */
RcStanding    rc_slot_answers_decide (const GPtrArray   *answers,
                                     gboolean          single,
                                     gboolean          disagree);
/* Tells how it is known, and why not better. */
void          rc_slot_answer_trace  (const RcSlotAnswer *self,
                                     RcSlotContext    *context);

G_END_DECLS
