/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/registers/about.h"
#include "core/registers/register.h"

G_BEGIN_DECLS

/*
 * The request register: what was asked for, of whom, until when, and what became of it. Nothing of it is said of the evidence: a request that
 * nobody answered shows that nobody answered it.
 */

typedef enum
{
  RC_REQUEST_DRAFT,
  RC_REQUEST_SENT,
  RC_REQUEST_RECEIVED,    /* something came; whether it is what was asked for is not judged yet */
  RC_REQUEST_PARTLY,      /* a part of what was asked for came */
  RC_REQUEST_ACCEPTED,    /* what was asked for came */
  RC_REQUEST_REFUSED,     /* by the addressee */
  RC_REQUEST_CLOSED,
  RC_N_REQUEST_STATES
} RcRequestState;

/* What happened to a request, as one entry says it. */
typedef struct
{
  RcRequestState  state;
  char           *on;           /* (nullable): the day on which it happened, as a person says */
  char           *remark;       /* (nullable) */
  char           *by;           /* who entered it */
  gint64          entered_us;
} RcRequestStep;

/**
 * RcRequest:
 * @number: "R-06" is 6
 * @addressee: whom it goes to
 * @what: what is asked for
 * @why: what it is needed for
 * @instruction: (nullable): how to export it, to the menu item or command
 * @about: (element-type RcAbout): the questions that it would answer
 * @due: (nullable): day until which it is asked for
 * @sources: of gint64: exhibits that came for it
 * @steps: (element-type RcRequestStep): all that was entered of it, the first included
 */
typedef struct
{
  gint64          number;
  RcRequestState  state;
  char           *addressee;
  char           *what;
  char           *why;
  char           *instruction;
  GPtrArray      *about;
  char           *due;
  char           *entered_by;
  gint64          entered_us;
  GArray         *sources;
  GPtrArray      *steps;
} RcRequest;

/* All but the instruction, what it is about and the day is needed. */
typedef struct
{
  const char         *addressee;
  const char         *what;
  const char         *why;
  const char         *instruction;
  const char * const *about;
  const char         *due;
  const char         *by;
} RcRequestTerms;

/**
 * RcRequestChange:
 * @state: what it becomes
 * @on: (nullable): the day; %NULL: today
 * @remark: (nullable): needed where it was refused, came in part, or is closed without having been accepted
 * @source: of %RC_REQUEST_RECEIVED and what follows it: an exhibit that came; 0: none
 * @due: (nullable): a new day until which it is asked for
 */
typedef struct
{
  RcRequestState  state;
  const char     *on;
  const char     *remark;
  gint64          source;
  const char     *due;
  const char     *by;
} RcRequestChange;

const char *rc_request_state_to_name   (RcRequestState         state);
gboolean    rc_request_state_from_name (const char            *name,
                                        RcRequestState        *out_state);
/* Plain words for people, in their language. */
const char *rc_request_state_words     (RcRequestState         state);

void        rc_request_free            (RcRequest             *self);
/* Answers its number; 0 with @error. */
gint64      rc_request_add             (RcCase                *case_file,
                                        const RcRequestTerms  *terms,
                                        GError               **error);
/* Refuses what cannot follow on how it stands: RC_REGISTER_ERROR_STATE. */
gboolean    rc_request_change          (RcCase                *case_file,
                                        gint64                 number,
                                        const RcRequestChange *change,
                                        GError               **error);
RcRequest  *rc_request_find            (RcCase                *case_file,
                                        gint64                 number,
                                        GError               **error);
/* By their numbers; (element-type RcRequest) (transfer full). */
GPtrArray  *rc_request_list            (RcCase                *case_file,
                                        GError               **error);
/* Whether the addressee still owes something. */
gboolean    rc_request_is_open         (const RcRequest       *self);
/* It was sent, is still owed, and its day lies before @day. */
gboolean    rc_request_is_overdue      (const RcRequest       *self,
                                        const char            *day);
/* When it was sent, as people say: (nullable). */
const char *rc_request_peek_day        (const RcRequest       *self,
                                        RcRequestState         state);
/* How to export what answers a question of the lineage, from the systems whose exports came; (transfer full) (nullable): nobody knows. */
char       *rc_request_dup_instruction (RcCase                *case_file,
                                        const char            *slot,
                                        GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcRequest, rc_request_free)

G_END_DECLS
