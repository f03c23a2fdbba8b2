/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RcStanding:
 *
 * How a lineage answer is known (design.md section 3), the first line that applies.
 */
typedef enum
{
  RC_STANDING_NOT_APPLICABLE,
  RC_STANDING_WITHHELD,
  RC_STANDING_DISAGREE,
  RC_STANDING_SEALED,
  RC_STANDING_AGREED,
  RC_STANDING_CONSISTENT,
  RC_STANDING_SINGLE,
  RC_STANDING_READ,
  RC_STANDING_STATED,
  RC_STANDING_NOTHING,
  RC_N_STANDINGS
} RcStanding;

/**
 * RcStandingInput:
 *
 * What the standing of an answer is decided from, and nothing else.
 */
typedef struct
{
  gboolean not_applicable;
  gboolean withheld;
  gboolean disagree;             /* two claims valid at the instant differ */
  gboolean sealed;               /* a citing record is covered by a VALID anchored seal */
  gboolean identities_strong;    /* every identity on the way is strong */
  guint    n_records;            /* equal claims from distinct records of distinct sources */
  guint    n_controllers;        /* distinct, known controllers among them */
  gboolean read;                 /* a person read it in a registered document */
  gboolean stated;               /* typed or said */
} RcStandingInput;

RcStanding  rc_standing_decide    (const RcStandingInput *input);
const char *rc_standing_to_code   (RcStanding             standing);
/* FALSE: no standing has that code; @code: (nullable). */
gboolean    rc_standing_from_code (const char            *code,
                                   RcStanding            *out_standing);
const char *rc_standing_sentence  (RcStanding             standing);
const char *rc_standing_word      (RcStanding             standing);
gboolean    rc_standing_is_answer (RcStanding             standing);
int         rc_standing_exit_code (RcStanding             standing);

G_END_DECLS
