/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/integrity-facts.h"
#include "reports/decision/dossier-parts.h"

G_BEGIN_DECLS

/* The integrity report while it is written. */
typedef struct
{
  RcSheet                 sheet;      /* its frame and document */
  const RcIntegrityFacts *facts;
} RcIntegrity;

/* In their order. */
void rc_integrity_add_answer     (RcIntegrity *self);
void rc_integrity_add_found      (RcIntegrity *self);
void rc_integrity_add_sources    (RcIntegrity *self);
void rc_integrity_add_periods    (RcIntegrity *self);
void rc_integrity_add_noticed    (RcIntegrity *self);
void rc_integrity_add_uncovered  (RcIntegrity *self);
void rc_integrity_add_seals      (RcIntegrity *self);
gboolean rc_integrity_add_removed (RcIntegrity *self, GError **error);
gboolean rc_integrity_add_stamps (RcIntegrity *self, GError **error);
void rc_integrity_add_explained  (RcIntegrity *self);

/* How many further lines are not printed; nothing for none. */
void    rc_integrity_add_rest      (RcIntegrity *self,
                                    guint        rest);
RcShape rc_integrity_shape_of    (const char  *exception_kind);

G_END_DECLS
