/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entity.h"
#include "event.h"
#include "exception.h"
#include "lineage-fact.h"
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
  GPtrArray  *citations;       /* of RcLineageCitation; never empty but for STATED and NOTHING */
  GPtrArray  *facts;           /* of RcLineageFact: what @value is composed of */
} RcLineageAnswer;

typedef struct
{
  const char *slot;            /* stable id: "input" … */
  const char *group;           /* the heading it stands under: "What was asked" …; like all words here in the language that was
                                * set when the lineage was built */
  const char *question;        /* in words */
  RcStanding  standing;
  const char *rung;            /* (nullable): how the evidence led there: "explicit version in the record" … */
  char       *note;            /* (nullable): why not applicable; what is missing and whom to ask */
  GPtrArray  *answers;         /* of RcLineageAnswer */
  GPtrArray  *facts;           /* of RcLineageFact: what the answers say taken together */
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
int        rc_lineage_exit_code (const RcLineage *self);
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
