/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/life/life.h"

G_BEGIN_DECLS

/**
 * RcDisposalPlan:
 * @is_destroyed: of the case no byte is left; until then it is "for disposal"
 * @name: of the file of the case
 * @sha256: of that file, hexadecimal
 * @certificate: the finished certificate, to be given its name
 * @signature: (nullable): a file of minisign over it
 *
 * What is to be done still: disposal.h.
 */
typedef struct
{
  gboolean  is_destroyed;
  char     *name;
  char     *sha256;
  guint64   bytes;
  GBytes   *certificate;
  char     *signature;
} RcDisposalPlan;

void            rc_disposal_plan_free     (RcDisposalPlan       *self);
char           *rc_disposal_plan_dup_path (const char           *certificate);
/* (nullable): %NULL without error where there is none. */
RcDisposalPlan *rc_disposal_plan_load     (const char           *certificate,
                                           GError              **error);
gboolean        rc_disposal_plan_save     (const RcDisposalPlan *self,
                                           const char           *certificate,
                                           GError              **error);
gboolean        rc_disposal_plan_remove   (const char           *certificate,
                                           GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDisposalPlan, rc_disposal_plan_free)

G_END_DECLS
