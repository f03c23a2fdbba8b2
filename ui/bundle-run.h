/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reports/bundle/reading/bundle-open.h"
#include "ui/progress-relay.h"

G_BEGIN_DECLS

/**
 * RcBundleWish:
 * @path: of the bundle
 * @seal_key: (nullable): file with the public key of its maker, as the reader has it from elsewhere
 * @key_file: (nullable): PKCS#12 file of the reader, where the bundle is closed to certificates; @passphrase is that of this file then
 * @passphrase: (nullable): else that of the bundle
 */
typedef struct
{
  char *path;
  char *seal_key;
  char *key_file;
  char *passphrase;
} RcBundleWish;

/**
 * RcOpenedBundle:
 * @maker: (nullable): the organisation or the person, as the bundle says of itself: tainted
 * @is_vouched: the seal holds by a key that the reader had from elsewhere; without that nothing in the bundle is more than consistent in itself
 */
typedef struct
{
  char            *path;
  RcBundleOpening *opening;
  char            *maker;
  gboolean         is_vouched;
} RcOpenedBundle;

RcBundleWish   *rc_bundle_wish_new       (const char           *path);
void            rc_bundle_wish_free      (RcBundleWish         *self);
/* Removes what was kept of it for as long as it was shown. */
void            rc_opened_bundle_free    (RcOpenedBundle       *self);
/* Whether something in it is not as it says, and whether all could be checked. */
gboolean        rc_opened_bundle_is_contradicted (const RcOpenedBundle *self);

/* Whether a file is called as bundles are. */
gboolean        rc_bundle_is_named_so    (const char           *path);
/* In which way it is closed. */
void            rc_bundle_recognise_async  (const char          *path,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean        rc_bundle_recognise_finish (GAsyncResult        *result,
                                          RcEnvelopeKind       *out_kind,
                                          GError              **error);
/* @wish: (transfer full). Reads it in a thread of its own, and checks all of it. */
void            rc_bundle_run_async      (RcBundleWish         *wish,
                                          RcProgressRelay      *relay,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
/* (transfer full) (nullable) */
RcOpenedBundle *rc_bundle_run_finish     (GAsyncResult         *result,
                                          GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcBundleWish, rc_bundle_wish_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcOpenedBundle, rc_opened_bundle_free)

G_END_DECLS
