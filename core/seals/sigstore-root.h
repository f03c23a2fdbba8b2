/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/certificate.h"

G_BEGIN_DECLS

/* When something counted; both ends are inside; RC_TIME_NONE: open. */
typedef struct
{
  gint64 from_us;
  gint64 to_us;
} RcSigstoreValidity;

/**
 * RcSigstoreAuthority:
 * @certificates: of RcCertificate: from the one that issues to the authority's own, which is the last
 *
 * Who issues the signers' certificates, or stamps times.
 */
typedef struct
{
  GPtrArray          *certificates;
  RcSigstoreValidity  validity;
} RcSigstoreAuthority;

/**
 * RcSigstoreLog:
 * @key: (nullable): %NULL: of a type that cannot be checked here
 * @id: by which entries and certificates name the log
 * @host: (nullable): the host of its address
 *
 * A transparency log, of signatures or of certificates.
 */
typedef struct
{
  RcPublicKey        *key;
  GBytes             *id;
  char               *host;
  RcSigstoreValidity  validity;
} RcSigstoreLog;

/**
 * RcSigstoreRoot:
 * @authorities: of RcSigstoreAuthority
 * @time_authorities: of RcSigstoreAuthority
 * @logs: of RcSigstoreLog
 * @certificate_logs: of RcSigstoreLog
 * @newest_us: when the youngest key in it began to count: what came later it does not know; RC_TIME_NONE: says nothing
 *
 * Whom the auditor trusts for Sigstore bundles: trusted_root.json as read.
 */
typedef struct
{
  GPtrArray *authorities;
  GPtrArray *time_authorities;
  GPtrArray *logs;
  GPtrArray *certificate_logs;
  gint64     newest_us;
} RcSigstoreRoot;

/* (nullable): not a trusted root, or one that is not readable: @out_fault (static text) says which of the two by being set. */
RcSigstoreRoot      *rc_sigstore_root_parse    (const char         *text,
                                                gsize               length,
                                                const char        **out_fault);
void                 rc_sigstore_root_free     (RcSigstoreRoot     *self);
gboolean             rc_sigstore_validity_holds (const RcSigstoreValidity *self,
                                                gint64              time_us);
/* (transfer none) (nullable): of @logs the one with that id. */
const RcSigstoreLog *rc_sigstore_root_find_log (GPtrArray          *logs,
                                                const void         *id,
                                                gsize               length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSigstoreRoot, rc_sigstore_root_free)

G_END_DECLS
