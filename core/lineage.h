/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entity.h"
#include "event.h"
#include "exception.h"
#include "lineage-fact.h"
#include "lineage-saying.h"
#include "lineage-step.h"
#include "standing.h"
#include "verdict.h"

G_BEGIN_DECLS

typedef struct
{
  RcCitation *citation;
  RcVerdict   protection;      /* of the cited record: the best that a seal gives it, unless some seal failed on it;
                                * UNSIGNED where none covers it, NOT_CHECKED where no verify of this evidence is on record */
} RcLineageCitation;

typedef struct
{
  char       *value;           /* what people read; personal values masked */
  RcStanding  standing;        /* of this answer alone */
  char       *entity;          /* (nullable): "model-version kreditcheck/4" */
  RcIdentity  identity;        /* weakest edge on the best way to it */
  gboolean    personal;        /* @value is masked */
  GPtrArray  *citations;       /* of RcLineageCitation; empty only where the standing is READ or STATED */
  GPtrArray  *sayings;         /* of RcLineageSaying: by whom it was read in a document, or said */
  GPtrArray  *facts;           /* of RcLineageFact: what @value is composed of */
  RcDigest    key;             /* equal where two answers to one question are the same, whatever is masked of them; never shown */
} RcLineageAnswer;

typedef struct
{
  const char *slot;            /* stable id: "input" … */
  const char *group;           /* the heading it stands under: "What was asked" …; like all words here in the language that was
                                * set when the lineage was built */
  const char *question;        /* in words */
  RcStanding  standing;
  gboolean    undecided;       /* more than one answer is possible, and nothing tells which it is: that is no answer */
  const char *rung;            /* (nullable): how the evidence led there: "explicit version in the record" … */
  char       *note;            /* (nullable): why not applicable; what is missing and whom to ask */
  GPtrArray  *answers;         /* of RcLineageAnswer: at most RC_LIMIT_LINEAGE_ANSWERS are listed */
  GArray     *keys;            /* of RcDigest, sorted: the keys of all answers, those not listed too */
  GPtrArray  *facts;           /* of RcLineageFact: what the answers say taken together */
  GPtrArray  *steps;           /* (nullable) of RcLineageStep: the reasoning; NULL where it was not asked for */
} RcLineageSlot;

typedef struct
{
  RcEvent   *event;
  char      *led_by;           /* (nullable): a sentence, where another record than the inference's own was asked for */
  char      *reference;        /* SOURCE:RECORD[#ROW] */
  char      *decision;         /* (nullable) */
  gint64     known_at_us;      /* RC_TIME_NONE: now */
  GPtrArray *slots;            /* of RcLineageSlot, in the order of the template */
  GPtrArray *exceptions;       /* of RcException: those of the last verify that touch a cited record */
  gboolean   verified;         /* a verify of this evidence state is on record, and found no edit of the case file */
  gboolean   edited;           /* it found one */
} RcLineage;

void       rc_lineage_citation_free (RcLineageCitation *self);
void       rc_lineage_answer_free (RcLineageAnswer *self);
void       rc_lineage_free      (RcLineage       *self);
/* Rebuilds the lineage of an inference as it stood at its instant, from what had been recorded by @known_at_us. */
RcLineage *rc_lineage_build     (RcCase          *case_file,
                                 RcEvent         *event,          /* (transfer full) */
                                 gint64           known_at_us,
                                 GError         **error);
/* The same, with the reasoning behind each answer (@steps), which takes some more look-ups. */
RcLineage *rc_lineage_build_explained (RcCase    *case_file,
                                 RcEvent         *event,          /* (transfer full) */
                                 gint64           known_at_us,
                                 GError         **error);
int        rc_lineage_exit_code (const RcLineage *self);
/* Whether it is answered: by records that do not contradict each other or by a document, and by one answer only where only one can be. */
gboolean   rc_lineage_slot_is_answered (const RcLineageSlot *slot);
/* How it is known, in full, or that it cannot be told which of the answers it is. */
const char *rc_lineage_slot_sentence (const RcLineageSlot *slot);
/* The same in a few words, for a narrow column. */
const char *rc_lineage_slot_word (const RcLineageSlot *slot);
/* The question of that id; (nullable) only for an id that is none. */
const RcLineageSlot *rc_lineage_find_slot (const RcLineage *self,
                                 const char      *slot);

/**
 * RcLineageCount:
 * @asked: the questions that apply
 * @answered: those that records, or a document that a person read, answer without contradiction
 * @disagreeing: those on which records disagree
 */
typedef struct
{
  guint asked;
  guint answered;
  guint disagreeing;
} RcLineageCount;

RcLineageCount rc_lineage_count (const RcLineage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcLineage, rc_lineage_free)

G_END_DECLS
