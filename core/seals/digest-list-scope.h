/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/seal-work.h"

G_BEGIN_DECLS

/**
 * RcDigestListScope:
 *
 * Finds what lies beside listed files and is on no list: known only after all lists were read.
 */
typedef struct _RcDigestListScope RcDigestListScope;

RcDigestListScope *rc_digest_list_scope_new        (void);
void               rc_digest_list_scope_free       (RcDigestListScope *self);
void               rc_digest_list_scope_add_list   (RcDigestListScope *self,
                                                    const RcSource    *list,
                                                    const RcSeal      *seal,
                                                    gboolean           is_sidecar);
void               rc_digest_list_scope_add_listed (RcDigestListScope *self,
                                                    gint64             source,
                                                    const RcSeal      *seal);
void               rc_digest_list_scope_judge      (RcDigestListScope *self,
                                                    RcSealWork        *work);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDigestListScope, rc_digest_list_scope_free)

G_END_DECLS
