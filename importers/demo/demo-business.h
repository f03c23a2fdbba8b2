/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/demo/demo-application.h"
#include "importers/demo/demo-folder.h"

G_BEGIN_DECLS

#define RC_DEMO_DECISIONS "evidence/core-banking/decisions.jsonl"

/**
 * RcDemoBusiness:
 *
 * What people and the core banking system did after the model's answer: the reviewers' actions, and the bank's own list with
 * one decision for each application.
 */
typedef struct
{
  guint64     seed;
  RcDemoFile *actions;
  RcDemoFile *decisions;
  gint64      last_acted_ms;
} RcDemoBusiness;

gboolean rc_demo_business_open  (RcDemoBusiness          *self,
                                 guint64                  seed,
                                 RcDemoFolder            *folder,
                                 GError                 **error);
void     rc_demo_business_clear (RcDemoBusiness          *self);
gboolean rc_demo_business_add   (RcDemoBusiness          *self,
                                 const RcDemoApplication *application,
                                 gboolean                 may_review,
                                 GError                 **error);
gboolean rc_demo_business_close (RcDemoBusiness          *self,
                                 GError                 **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcDemoBusiness, rc_demo_business_clear)

G_END_DECLS
