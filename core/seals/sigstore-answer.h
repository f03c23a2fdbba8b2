/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/key-search.h"

G_BEGIN_DECLS

typedef enum
{
  RC_SIGSTORE_INTEGRITY,
  RC_SIGSTORE_SIGNATURE,
  RC_SIGSTORE_ANCHOR,
} RcSigstoreQuestion;

#define RC_N_SIGSTORE_QUESTIONS 3

/**
 * RcSigstoreAnswer:
 * @verdicts: of the three questions
 * @reason: (nullable): of the worst of them, the first that was found
 * @notes: of char*
 * @times: of gint64: every verified time at which the signature was there, in microseconds
 * @time_us: the earliest of them; RC_TIME_NONE: none
 * @time_by: (nullable): who says so
 *
 * What one bundle is worth under one trusted root. Several roots are tried, so that nothing is told before the best was chosen.
 */
typedef struct
{
  RcVerdict  verdicts[RC_N_SIGSTORE_QUESTIONS];
  char      *reason;
  GPtrArray *notes;
  GArray    *times;
  gint64     time_us;
  char      *time_by;
  GPtrArray *faults;       /* private */
} RcSigstoreAnswer;

RcSigstoreAnswer *rc_sigstore_answer_new   (void);
void              rc_sigstore_answer_free  (RcSigstoreAnswer   *self);
RcVerdict         rc_sigstore_answer_worst (const RcSigstoreAnswer *self);
/* Worsens one verdict and keeps the exception. @exception_kind: static text. */
void              rc_sigstore_answer_fault (RcSigstoreAnswer   *self,
                                            RcSigstoreQuestion  question,
                                            RcVerdict           verdict,
                                            const char         *reason,
                                            const char         *exception_kind,
                                            const char         *expected,
                                            const char         *found,
                                            const char         *format,
                                            ...) G_GNUC_PRINTF (8, 9);
void              rc_sigstore_answer_note  (RcSigstoreAnswer   *self,
                                            const char         *format,
                                            ...) G_GNUC_PRINTF (2, 3);
/* One more verified time. */
void              rc_sigstore_answer_time  (RcSigstoreAnswer   *self,
                                            gint64              time_us,
                                            const char         *by);
/* Worsens the verdicts of @seal, adds the notes, and tells the exceptions about @place. */
void              rc_sigstore_answer_apply (const RcSigstoreAnswer *self,
                                            RcSealWork         *work,
                                            RcSeal             *seal,
                                            const RcSource     *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSigstoreAnswer, rc_sigstore_answer_free)

G_END_DECLS
