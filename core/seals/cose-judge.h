/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/cose-message.h"
#include "core/seals/seal-work.h"

G_BEGIN_DECLS

/**
 * RcCoseQuestion:
 * @headers: of the signer
 * @claims: headers in which the claims about issuer, subject and time stand; of COSE_Sign1 the same
 * @message: exactly what is signed
 * @covered: (nullable): for the sentences
 * @is_one_of_several: there are other signers: who asks counts the keys of a group
 *
 * One signature of a message, and what it is asked for.
 */
typedef struct
{
  RcSealWork          *work;
  const RcCoseHeaders *headers;
  const RcCoseHeaders *claims;
  GBytes              *message;
  GBytes              *signature;
  const char          *purpose;
  const RcSource      *covered;
  const RcSource      *carrier;
  gboolean             is_one_of_several;
} RcCoseQuestion;

/* Sets the seal's verdicts; (nullable): the accepted key or root by which it holds. */
const RcAnchor *rc_cose_judge (const RcCoseQuestion *question,
                               RcSeal               *seal);
/* Whether any accepted key fits, of those accepted for the purpose; tells nothing. */
gboolean        rc_cose_fits  (const RcCoseQuestion *question);

G_END_DECLS
