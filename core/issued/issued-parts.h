/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/issued/issued.h"

G_BEGIN_DECLS

/* What is done to an issued document; each addition to its thread is one of them. */
typedef enum
{
  RC_ISSUED_ACT_DRAFT,
  RC_ISSUED_ACT_COMMENT,
  RC_ISSUED_ACT_ANSWER,
  RC_ISSUED_ACT_FREEZE,
  RC_ISSUED_ACT_SIGN,
  RC_ISSUED_ACT_WITHDRAW,
  RC_ISSUED_N_ACTS
} RcIssuedAct;

/* "draft": in the body, and behind "issued " in the custody log. */
extern const char * const rc_issued_act_names[RC_ISSUED_N_ACTS];
extern const char * const rc_issued_match_names[];
extern const char * const rc_issued_outcome_names[3];

/* The one table of what may be done in which state; reading and entering both go by it. */
gboolean    rc_issued_state_allows     (RcIssuedState  state,
                                        RcIssuedAct    act);
/* 64 digits, small letters. */
gboolean    rc_issued_is_sha256        (const char    *text);
/* A name that a file has in a folder, of any kind of system: no path, nothing hidden. */
gboolean    rc_issued_is_file_name     (const char    *text);
gboolean    rc_issued_is_language      (const char    *text);
/* Letters, digits and hyphens. */
gboolean    rc_issued_is_kind          (const char    *text);

/* issued-read.c: all of them, linked with each other. */
GPtrArray  *rc_issued_read_all         (RcCase        *case_file,
                                        GError       **error);

G_END_DECLS
