/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "seal.h"

G_BEGIN_DECLS

/*
 * What a verification may say where records are withheld: a seal over bytes that are not here is UNVERIFIABLE(payload-withheld), with what the maker of
 * the bundle found beside it; and nothing is concluded from the absence of what may be among the withheld. Of sources that came otherwise everything is said
 * as always.
 */

typedef struct _RcWithheld RcWithheld;

/* @sources: (element-type RcSource): all published ones; must outlive it. (transfer full) (nullable) */
RcWithheld *rc_withheld_new              (RcCase           *case_file,
                                          GPtrArray        *sources,
                                          GError          **error);
void        rc_withheld_free             (RcWithheld       *self);
/* Those that are here whole, which mechanisms may look at; (element-type RcSource) (transfer none). */
GPtrArray  *rc_withheld_peek_whole       (RcWithheld       *self);
/* After the mechanisms have judged. */
void        rc_withheld_limit_seals      (RcWithheld       *self,
                                          RcJudgement      *judgement);
/* After all is judged: takes out of the exceptions from number @first on (from 0) those that argue from absence. */
void        rc_withheld_limit_exceptions (RcWithheld       *self,
                                          RcJudgement      *judgement,
                                          guint             first);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcWithheld, rc_withheld_free)

G_END_DECLS
