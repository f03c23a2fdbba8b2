/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether two answers are one. What is not of one kind (a label and a letter, a number and an object) says nothing of the other. */
typedef enum
{
  RC_ANSWER_PAIR_INCOMPARABLE,
  RC_ANSWER_PAIR_SAME,
  RC_ANSWER_PAIR_DIFFERENT,
} RcAnswerPair;

#define RC_ANSWER_LABEL_CHARACTERS 64   /* longer than this, an answer is no label */

RcAnswerPair rc_answer_pair_compare (const char *a,
                                     const char *b);

G_END_DECLS
