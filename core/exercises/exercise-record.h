/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/exercises/exercise.h"
#include "core/lineage.h"

G_BEGIN_DECLS

/*
 * What the records say to the questions of an exercise: of one decision from its lineage, beside what the auditor read in documents; of the
 * case as a whole from its overview. Values are masked as the lineage masks them, so that all of it may be shown in the room.
 */

/* One answer out of the lineage, or of a document. */
typedef struct
{
  const char *slot;        /* (nullable): id of the question of the lineage; NULL: read in a document */
  char       *value;
  RcStanding  standing;
  GPtrArray  *places;      /* (element-type utf8): "SOURCE:RECORD", the records that it rests on */
} RcExerciseEvidence;

/**
 * RcExerciseRecord:
 * @evidence: (element-type RcExerciseEvidence): may be empty: the record is silent
 * @text: (nullable): all of it in one text, as it is kept with the exercise
 * @standing: the worst of them; NOTHING where there is none
 * @note: (nullable): what is missing, and whom to ask
 * @is_verified: the evidence was verified as it is now; else nothing of it counts as protected
 */
typedef struct
{
  GPtrArray  *evidence;
  char       *text;
  RcStanding  standing;
  char       *note;
  gboolean    is_verified;
} RcExerciseRecord;

void                 rc_exercise_record_free    (RcExerciseRecord         *self);
/* @decision 0: the one that is begun; @question: (nullable): the one that is open, or was last. (transfer full) */
RcExerciseRecord    *rc_exercise_record_load    (RcExercise               *self,
                                                 guint                     decision,
                                                 const char               *question,
                                                 GError                  **error);
/* The same from a lineage that is at hand; @readings: (nullable) (element-type RcReading). */
RcExerciseRecord    *rc_exercise_record_new     (const RcLineage          *lineage,
                                                 const RcExerciseQuestion *question,
                                                 GPtrArray                *readings);
/* The same of a decision of the exercise, with those of @readings (element-type RcReading), which are about the question, that are of it. */
RcExerciseRecord    *rc_exercise_record_of      (const RcExerciseDecision *decision,
                                                 const RcLineage          *lineage,
                                                 const RcExerciseQuestion *question,
                                                 const GPtrArray          *readings);
/* What the machine can say of the room's answer by itself: AGREE where the texts, or a digest in both, are equal; SILENT where the record
 * has nothing; else NONE. Whether two wordings mean the same is for the facilitator. */
RcExerciseComparison rc_exercise_record_propose (const RcExerciseRecord   *self,
                                                 const RcExerciseAnswer   *answer);    /* (nullable) */

/* --- Can this case answer the pack? --- */

typedef enum
{
  RC_EXERCISE_CAN_NOTHING,     /* nothing was received on it */
  RC_EXERCISE_CAN_SOME,        /* for some decisions, or a part of the question */
  RC_EXERCISE_CAN_ANSWER,
  RC_EXERCISE_CAN_UNCHECKED,   /* a verification would tell, and none is on record */
  RC_EXERCISE_CAN_BY_HAND,     /* no question of the lineage: a document or a search answers it */
} RcExerciseAbility;

typedef struct
{
  const char        *question;   /* its id, of the pack */
  RcExerciseAbility  ability;
  guint              documents;  /* readings that name the question */
} RcExerciseCan;

const char *rc_exercise_ability_to_name (RcExerciseAbility       ability);
const char *rc_exercise_ability_words   (RcExerciseAbility       ability);
/* Of each question of the pack, in its order; (element-type RcExerciseCan) (transfer full). Reads a few inferences. */
GArray     *rc_exercise_pack_abilities  (const RcExercisePack   *pack,
                                         RcCase                 *case_file,
                                         GCancellable           *cancellable,
                                         GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcExerciseRecord, rc_exercise_record_free)

G_END_DECLS
