/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/registers/register.h"

G_BEGIN_DECLS

/*
 * The second person: a working paper or report is prepared by one and reviewed by another; what the reviewer notes is cleared before it is
 * final, and nothing is added once it is.
 */

typedef struct
{
  gint64  number;         /* within the review, from 1 */
  char   *words;
  char   *by;
  gint64  entered_us;
  char   *cleared_by;     /* (nullable): it is open */
  char   *cleared_with;   /* what was done about it */
} RcReviewNote;

/**
 * RcReview:
 * @subject: what is reviewed: "report:tabletop", "finding:F-001" …
 * @prepared_by: and @prepared_on, a day
 * @reviewed_by: (nullable): not reviewed yet; so @reviewed_on
 * @signatory: (nullable): it is not final; so @final_on
 * @notes: (element-type RcReviewNote)
 */
typedef struct
{
  gint64     number;
  char      *subject;
  char      *prepared_by;
  char      *prepared_on;
  char      *reviewed_by;
  char      *reviewed_on;
  char      *signatory;
  char      *final_on;
  GPtrArray *notes;
} RcReview;

void       rc_review_free             (RcReview      *self);
/* @on: (nullable): today, here and below. Refuses while another review of the same subject is under way. Answers its number; 0 with @error. */
gint64     rc_review_begin            (RcCase        *case_file,
                                       const char    *subject,
                                       const char    *prepared_by,
                                       const char    *on,
                                       GError       **error);
gboolean   rc_review_add_note         (RcCase        *case_file,
                                       gint64         number,
                                       const char    *words,
                                       const char    *by,
                                       GError       **error);
gboolean   rc_review_clear_note       (RcCase        *case_file,
                                       gint64         number,
                                       gint64         note,
                                       const char    *with,
                                       const char    *by,
                                       GError       **error);
gboolean   rc_review_sign             (RcCase        *case_file,
                                       gint64         number,
                                       const char    *reviewed_by,
                                       const char    *on,
                                       GError       **error);
/* Refuses while notes are open or nobody has reviewed it. */
gboolean   rc_review_finish           (RcCase        *case_file,
                                       gint64         number,
                                       const char    *signatory,
                                       const char    *on,
                                       GError       **error);

RcReview  *rc_review_find             (RcCase        *case_file,
                                       gint64         number,
                                       GError       **error);
/* The newest one of a subject; (nullable), without @error: there is none. */
RcReview  *rc_review_find_subject     (RcCase        *case_file,
                                       const char    *subject,
                                       GError       **error);
/* By their numbers; (element-type RcReview) (transfer full). */
GPtrArray *rc_review_list             (RcCase        *case_file,
                                       GError       **error);
guint      rc_review_count_open       (const RcReview *self);
/* Where one person stands for two, in sentences of the reader; (element-type utf8) (transfer full), may be empty. */
GPtrArray *rc_review_list_warnings    (const RcReview *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcReview, rc_review_free)

G_END_DECLS
