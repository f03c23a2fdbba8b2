/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"
#include "core/digest.h"
#include "core/life/life.h"
#include "core/verdict.h"

G_BEGIN_DECLS

/*
 * Time stamps (RFC 3161) over the head of the custody log, by an authority that a person asks: the request is a file to be carried there, and so is the
 * answer. What is stamped is the SHA-256 that the hash of an entry is (custody-entry.h), which is over all entries before it too.
 */

#define RC_ENTRY_STAMP "stamp"

/**
 * RcCaseStamp:
 * @number: 1, 2, 3 …
 * @entry: the log up to this entry existed; 0: the log has no entry with that hash, so that it is not the log that was stamped
 * @head: hexadecimal
 * @time_us: not later than then, as the authority states
 * @authority: owner of the accepted key, or else who the token says has signed it
 * @verdict: VALID where an accepted authority vouches; UNVERIFIABLE(chain-untrusted) where none does; WEAK, INVALID
 * @reason: (nullable)
 * @notes: (element-type utf8): what the check found, in English
 *
 * A time stamp as it is judged now, by the keys that are accepted now.
 */
typedef struct
{
  gint64     number;
  gint64     entry;
  char      *head;
  gint64     time_us;
  char      *authority;
  RcVerdict  verdict;
  char      *reason;
  GPtrArray *notes;
  gint64     added_us;
} RcCaseStamp;

void         rc_case_stamp_free    (RcCaseStamp  *self);
/* A request over the last entry of the log, in DER. @out_entry: its number. (transfer full) (nullable) */
GBytes      *rc_case_stamp_request (RcCase       *case_file,
                                    gint64       *out_entry,
                                    RcDigest     *out_head,
                                    GError      **error);
/* An authority's answer, or a token alone, in DER or PEM. Kept where it is over an entry of this log and does not fail; refused with
 * %RC_LIFE_ERROR_STAMP otherwise. (transfer full) (nullable) */
RcCaseStamp *rc_case_stamp_add     (RcCase       *case_file,
                                    const void   *bytes,
                                    gsize         length,
                                    GError      **error);
/* By their numbers; (element-type RcCaseStamp) (transfer full). */
GPtrArray   *rc_case_stamp_list    (RcCase       *case_file,
                                    GError      **error);
/* What it shows, in the language that is set; (transfer full). */
char        *rc_case_stamp_words   (const RcCaseStamp *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCaseStamp, rc_case_stamp_free)

G_END_DECLS
