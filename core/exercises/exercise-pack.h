/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "core/json.h"
#include "core/json-writer.h"

G_BEGIN_DECLS

/**
 * RcExerciseQuestion:
 * @id: of the law's catalogue, "Q06", or the pack's own
 * @text: one sentence, as it is read out
 * @role: (nullable): whom it is put to
 * @slots: (nullable): ids of the questions of the lineage that answer it; %NULL: a document or a search does
 */
typedef struct
{
  char  *id;
  char  *text;
  char  *role;
  char **slots;
} RcExerciseQuestion;

/**
 * RcExercisePack:
 * @id: "core", "all", the id of a role's pack, or "own"
 * @version: (nullable): of the law's data that the questions come from
 * @questions: (element-type RcExerciseQuestion)
 *
 * Questions that are put together, in their order. An exercise keeps its own copy, so that it reads as it was put whatever the catalogue
 * says later.
 */
typedef struct
{
  char      *id;
  char      *name;
  char      *version;
  GPtrArray *questions;
} RcExercisePack;

void                      rc_exercise_pack_free        (RcExercisePack        *self);
/* One of the program's own. (transfer full); NULL with RC_EXERCISE_ERROR_PACK. */
RcExercisePack           *rc_exercise_pack_find        (const char            *id,
                                                        GError               **error);
/* Ids and names of the program's own; (element-type RcExercisePack) (transfer full). */
GPtrArray                *rc_exercise_pack_list        (void);
/*
 * A file of own questions:
 *
 *   {"name": "Credit desk", "questions": [
 *     {"id": "C1", "text": "Which limit was applied?", "role": "business owner", "slots": ["score"]},
 *     {"id": "Q08"}]}
 *
 * "id" and "text" are needed, "role" and "slots" are not; a question of the law's catalogue is taken over by its id alone. At most
 * RC_LIMIT_EXERCISE_QUESTIONS. (transfer full); NULL with RC_EXERCISE_ERROR_PACK.
 */
RcExercisePack           *rc_exercise_pack_load_file   (const char            *path,
                                                        GError               **error);
/* (nullable) (transfer none) */
const RcExerciseQuestion *rc_exercise_pack_question    (const RcExercisePack  *self,
                                                        const char            *id,
                                                        guint                 *out_index);   /* (optional) */
/* The question in the language of the reader where the law's catalogue still says the same, else as it was put; (transfer none). */
const char               *rc_exercise_question_words   (const RcExerciseQuestion *self);
/* The name of the pack, in the same way. */
const char               *rc_exercise_pack_words       (const RcExercisePack  *self);
/* The role as people call it; (transfer none). */
const char               *rc_exercise_role_words       (const char            *role);

/* Whether it can be the id of an own question or card. */
gboolean                  rc_exercise_is_id            (const char            *text);
/* As it stands in the entry of an exercise; reading is for tainted JSON and answers NULL. */
void                      rc_exercise_pack_write       (const RcExercisePack  *self,
                                                        RcJsonWriter          *writer);
RcExercisePack           *rc_exercise_pack_read        (const RcJson          *json,
                                                        guint32                node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcExercisePack, rc_exercise_pack_free)

G_END_DECLS
