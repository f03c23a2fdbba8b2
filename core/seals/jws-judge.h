/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/jws-file.h"
#include "core/seals/seal-work.h"

G_BEGIN_DECLS

/**
 * RcJwsStatement:
 * @covered: the carrier itself, or what holds the detached payload
 * @detached: (nullable): the payload where it stands elsewhere
 * @is_one_of_many: it stands in a log of tokens: what each claims is not noted
 *
 * A JWS while its signatures are judged.
 */
typedef struct
{
  RcSealWork     *work;
  const RcSource *carrier;
  const RcSource *covered;
  const RcJws    *jws;
  GBytes         *detached;
  gboolean        is_one_of_many;
} RcJwsStatement;

/* Sets the four verdicts of @seal, its reason and notes, and tells the exceptions. */
void rc_jws_judge (const RcJwsStatement *self,
                   const RcJwsSignature *signature,
                   RcSeal               *seal);

G_END_DECLS
