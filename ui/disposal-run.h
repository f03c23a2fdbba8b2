/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/life/disposal.h"
#include "ui/progress-relay.h"

G_BEGIN_DECLS

/**
 * RcDisposalOrder:
 * @path: of the case
 * @certificate: where that is to stand
 * @by: (nullable): who decides it; %NULL: the auditor of the case
 * @kept_under: (nullable): the rule under which the file was kept
 *
 * What somebody orders; counted, and not changed any more once it was given.
 */
typedef struct
{
  char   *path;
  char   *certificate;
  char   *language;
  char   *reason;
  char   *by;
  char   *kept_under;
  gint64  kept_until_us;
} RcDisposalOrder;

RcDisposalOrder  *rc_disposal_order_new      (const char           *path);
RcDisposalOrder  *rc_disposal_order_ref      (RcDisposalOrder      *self);
void              rc_disposal_order_unref    (RcDisposalOrder      *self);
/* A RcSessionWork with an order as its @data: whether anything stands against it, as long as the case is open. Destroys and writes nothing. */
gpointer          rc_disposal_order_check    (RcCase               *case_file,
                                              RcProgressRelay      *relay,
                                              gpointer              data,
                                              GCancellable         *cancellable,
                                              GError              **error);

/* Destroys a case that nobody has open, in a thread. There is no way back, and so no cancelling. */
void              rc_disposal_run_async      (RcDisposalOrder      *order,
                                              RcProgressRelay      *relay,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
/* (transfer full) (nullable) */
RcDisposalResult *rc_disposal_run_finish     (GAsyncResult         *result,
                                              GError              **error);

/* Whether the case is gone from @path because its destruction began and was broken off. @folder: (nullable): as below */
gboolean          rc_disposal_run_is_pending (const char           *path,
                                              const char           *folder);
/* The certificate that is still to be written, where exactly one plan for it lies beside the case or in @folder; (transfer full) (nullable). */
char             *rc_disposal_run_dup_certificate (const char       *path,
                                                  const char       *folder);   /* (nullable) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDisposalOrder, rc_disposal_order_unref)

G_END_DECLS
