/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/bundle/bundle.h"
#include "ui/session.h"

G_BEGIN_DECLS

/**
 * RcHandover:
 * @path: where the bundle is to stand
 * @events: (nullable): the decisions that go out; %NULL: everything does
 * @readers: (nullable): files with the certificates of those who can open it
 * @passphrase: (nullable): by which it can be opened instead
 *
 * What somebody wants to hand over.
 */
typedef struct
{
  char    *path;
  GStrv    events;
  char    *language;
  gboolean unsealed;
  GStrv    readers;
  char    *passphrase;
} RcHandover;

/**
 * RcHandoverDone:
 * @path: of the bundle
 * @records: of the case; @result has how many of them a bundle of chosen decisions discloses
 * @notes: private notes of the case, which are in no bundle
 * @n_readers: certificates to which it is closed
 * @key_fingerprint: (nullable): of the key of the seal, hexadecimal; %NULL: it has no seal
 *
 * What was handed over, and what was not.
 */
typedef struct
{
  char           *path;
  RcBundleResult *result;
  gboolean        is_selective;
  gboolean        has_passphrase;
  guint           n_readers;
  guint64         records;
  guint           notes;
  char           *key_fingerprint;
} RcHandoverDone;

RcHandover     *rc_handover_new       (void);
void            rc_handover_free      (RcHandover          *self);
void            rc_handover_done_free (RcHandoverDone      *self);

/* @self: (transfer full). A long act of the session; where a seal is wanted, the auditor's key must be unlocked. */
void            rc_handover_run_async (RcHandover          *self,
                                       RcSession           *session,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
/* (transfer full) (nullable) */
RcHandoverDone *rc_handover_run_finish (RcSession          *session,
                                       GAsyncResult        *result,
                                       GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcHandover, rc_handover_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcHandoverDone, rc_handover_done_free)

G_END_DECLS
