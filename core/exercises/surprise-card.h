/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RcSurpriseCard:
 * @id: of the law's catalogue, or the auditor's own
 * @title: in the language of the reader, and so @text; own cards are in that of their file
 * @text: what happens, and what the room is asked to do
 * @role: (nullable): whom it is put to
 * @questions: (nullable): ids of the questions that it touches
 *
 * Something unexpected that is put to the room in the middle of an exercise.
 */
typedef struct
{
  char     *id;
  char     *title;
  char     *text;
  char     *role;
  char    **questions;
  gboolean  is_own;
} RcSurpriseCard;

void            rc_surprise_card_free      (RcSurpriseCard  *self);
/* The library of the law's catalogue; (element-type RcSurpriseCard) (transfer full). */
GPtrArray      *rc_surprise_card_list      (void);
/* (transfer full); NULL with RC_EXERCISE_ERROR_NOT_FOUND. */
RcSurpriseCard *rc_surprise_card_find      (const char      *id,
                                            GError         **error);
/*
 * A file of own cards:
 *
 *   {"cards": [{"id": "night", "title": "It is night", "text": "Nobody of the bank is there. Who answers?",
 *               "role": "business-owner", "questions": ["Q16"]}]}
 *
 * "role" and "questions" may be absent; at most RC_LIMIT_EXERCISE_QUESTIONS cards. (element-type RcSurpriseCard) (transfer full); NULL
 * with RC_EXERCISE_ERROR_PACK.
 */
GPtrArray      *rc_surprise_card_load_file (const char      *path,
                                            GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSurpriseCard, rc_surprise_card_free)

G_END_DECLS
