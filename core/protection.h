/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "seal.h"

G_BEGIN_DECLS

/*
 * What the last judgement says of every record, in the few words that people read. "Not checked yet" and "carries no protection" are
 * states of their own; none of them is ever counted as passed.
 */
typedef enum
{
  RC_PROTECTION_PASSED,
  RC_PROTECTION_FAILED,
  RC_PROTECTION_ABSENT,
  RC_PROTECTION_COULD_NOT,       /* could not be checked here */
  RC_PROTECTION_NOBODY_VOUCHES,  /* consistent in itself */
  RC_PROTECTION_NONE,            /* carries none of its own */
  RC_PROTECTION_NOT_CHECKED,
  RC_N_PROTECTIONS
} RcProtection;

RcProtection  rc_protection_of_verdict (RcVerdict     verdict);
const char   *rc_protection_words      (RcProtection  protection);
/* A verdict of the same group, for its shape. */
RcVerdict     rc_protection_verdict    (RcProtection  protection);

/**
 * RcProtectionMap:
 *
 * For each source the stretches of its records that seals cover. What covers the whole of the file that a source was taken out of covers
 * the source; a failure is never outshone by another seal.
 */
typedef struct _RcProtectionMap RcProtectionMap;

/* Both arguments are borrowed only for the call. @current: a verification of the evidence as it is now; else nothing counts as checked. */
RcProtectionMap *rc_protection_map_new    (const RcJudgement *judgement,
                                           gboolean           current,
                                           GPtrArray         *sources);
void             rc_protection_map_free   (RcProtectionMap   *self);
/* @out_in_chain: (nullable): whether a chain covers the record. */
RcProtection     rc_protection_map_get    (RcProtectionMap   *self,
                                           gint64             source,
                                           guint64            record,
                                           gboolean          *out_in_chain);
/* The verdict behind it: UNSIGNED where nothing covers the record, NOT_CHECKED where nothing was checked. */
RcVerdict        rc_protection_map_verdict (RcProtectionMap  *self,
                                           gint64             source,
                                           guint64            record);
/* Adds to each group how many of the records 1 to @records stand in it. */
void             rc_protection_map_count  (RcProtectionMap   *self,
                                           gint64             source,
                                           guint64            records,
                                           guint64            counts[RC_N_PROTECTIONS]);
/* The worst that any of its records has, by the order failed, absent, could not be checked, not checked, nobody vouches, none, passed. */
RcProtection     rc_protection_map_worst  (RcProtectionMap   *self,
                                           gint64             source,
                                           guint64            records);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcProtectionMap, rc_protection_map_free)

G_END_DECLS
