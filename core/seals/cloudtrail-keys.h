/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/anchors/cloudtrail.h"
#include "core/seals/seal-work.h"

G_BEGIN_DECLS

/* The lists of keys, accepted or come with the evidence, read once for one judging. */
typedef struct _RcCloudTrailKeys RcCloudTrailKeys;

typedef enum
{
  RC_CLOUDTRAIL_KEY_MISSING,      /* no list has that fingerprint */
  RC_CLOUDTRAIL_KEY_FAILED,       /* an accepted key has it, and the signature does not fit */
  RC_CLOUDTRAIL_KEY_FITS,         /* one accepted */
  RC_CLOUDTRAIL_KEY_IN_BUNDLE,    /* one that came with the evidence */
} RcCloudTrailKeyAnswer;

/* @list: (transfer none) (nullable): the list that holds @key, of the answers but RC_CLOUDTRAIL_KEY_MISSING */
typedef struct
{
  RcCloudTrailKeyAnswer  answer;
  const RcAnchor        *list;
  const RcCloudTrailKey *key;
} RcCloudTrailMatch;

RcCloudTrailKeys *rc_cloudtrail_keys_new    (RcSealWork        *work);
void              rc_cloudtrail_keys_free   (RcCloudTrailKeys  *self);
RcCloudTrailMatch rc_cloudtrail_keys_verify (RcCloudTrailKeys  *self,
                                             const char        *fingerprint,
                                             GBytes            *message,
                                             GBytes            *signature);
/* The same, of one list alone. */
RcCloudTrailMatch rc_cloudtrail_keys_ask    (RcCloudTrailKeys  *self,
                                             const RcAnchor    *list,
                                             const char        *fingerprint,
                                             GBytes            *message,
                                             GBytes            *signature);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCloudTrailKeys, rc_cloudtrail_keys_free)

G_END_DECLS
