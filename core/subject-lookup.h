/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"
#include "subject-form.h"

G_BEGIN_DECLS

/*
 * Finds what a case holds of one person who asked (Article 86 of the AI Act, Article 15 of the GDPR): the events that name the person under
 * any of the forms of subject-form.h, and the inferences of the same decisions. That somebody was looked for is an entry of the
 * custody log, with the reason and how, but not with whom: only a fingerprint that the case alone can make. The case must be open
 * for writing.
 */

/* Why an event is told. */
typedef enum
{
  RC_SUBJECT_AS_CONCERNED,    /* it names the person as the one concerned */
  RC_SUBJECT_AS_ACTOR,        /* it names the person as the one who acted */
  RC_SUBJECT_BY_DECISION,     /* it stands under the business reference of one that names the person as concerned */
} RcSubjectRole;

/**
 * RcSubjectHit:
 * @event: with its fields
 * @form: place in RcSubjectFound.forms; of no meaning with %RC_SUBJECT_BY_DECISION
 * @decision: what the events of one decision have in common: their business reference, else the id acted on, else their own
 */
typedef struct
{
  RcEvent       *event;
  RcSubjectRole  as;
  guint          form;
  char          *decision;
} RcSubjectHit;

/**
 * RcSubjectRequest:
 * @identifier: who, in clear
 * @key: (nullable): by which the provider made pseudonyms
 * @method: %RC_SUBJECT_N_METHODS: each for which there is what it needs
 * @length: 0, or to how many bytes the provider cuts digests
 * @reason: why; stands in the custody log
 */
typedef struct
{
  const char         *identifier;
  const RcSubjectKey *key;
  RcSubjectMethod     method;
  guint               length;
  const char         *reason;
} RcSubjectRequest;

/**
 * RcSubjectFound:
 * @forms: (element-type RcSubjectForm): what was looked for
 * @n_by_form: events found by each of @forms
 * @hits: (element-type RcSubjectHit): decision by decision, in the order of time
 * @is_complete: %FALSE where there were more than %RC_LIMIT_SUBJECT_HITS
 * @is_weak: a plain digest of the identifier stands in the log: whoever holds it can test guesses
 */
typedef struct
{
  GPtrArray *forms;
  guint     *n_by_form;
  GPtrArray *hits;
  guint      n_decisions;
  gboolean   is_complete;
  gboolean   is_weak;
} RcSubjectFound;

void            rc_subject_found_free   (RcSubjectFound          *self);
const char     *rc_subject_role_to_name (RcSubjectRole            role);    /* "subject", "actor", "decision" */
RcSubjectFound *rc_subject_look_up      (RcCase                  *case_file,
                                         RcRecordReader          *reader,
                                         const RcSubjectRequest  *request,
                                         GCancellable            *cancellable,
                                         GError                 **error);

/**
 * RcSubjectAnswer:
 *
 * What of an inference's lineage answers a person who asks: each text as the lineage shows it, masked; %NULL where it has no answer.
 */
typedef struct
{
  char *system;
  char *model;
  char *answer;
  char *action;      /* of a person */
} RcSubjectAnswer;

void             rc_subject_answer_free (RcSubjectAnswer         *self);
RcSubjectAnswer *rc_subject_answer_load (RcCase                  *case_file,
                                         gint64                   event,
                                         GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSubjectFound, rc_subject_found_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSubjectAnswer, rc_subject_answer_free)

G_END_DECLS
