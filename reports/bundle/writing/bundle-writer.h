/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/digest.h"
#include "core/stream.h"
#include "reports/bundle/envelope/envelope.h"

G_BEGIN_DECLS

/*
 * A BagIt 1.0 bag (RFC 8493) in a zip, written in one pass and the same bytes each time: payload first, then the pages that name the digest of its
 * manifest, then the tag manifest and the seals over it. The file gets its name last.
 */

typedef struct _RcBundleWriter RcBundleWriter;

/**
 * RcBundleFile:
 * @path: below the bag's folder, "data/bundle.json"
 * @title: what it is, in the language of the bundle, for people
 */
typedef struct
{
  char    *path;
  char    *media_type;
  char    *title;
  guint64  bytes;
  RcDigest sha256;
} RcBundleFile;

/* @path: where the file is to stand; nothing may be there. @folder: the one folder in the zip. @dated_us: of every member. */
RcBundleWriter *rc_bundle_writer_new           (const char      *path,
                                                const char      *folder,
                                                gint64           dated_us,
                                                GError         **error);
/* Unfinished: nothing is left behind. */
void            rc_bundle_writer_free          (RcBundleWriter  *self);
gboolean        rc_bundle_writer_add           (RcBundleWriter  *self,
                                                const char      *path,
                                                const char      *media_type,
                                                const char      *title,
                                                const void      *bytes,
                                                gsize            length,
                                                GError         **error);
/* @expected: (nullable): refused where the bytes have another digest. */
gboolean        rc_bundle_writer_add_stream    (RcBundleWriter  *self,
                                                const char      *path,
                                                const char      *media_type,
                                                const char      *title,
                                                RcStream        *content,
                                                guint64          size,
                                                const RcDigest  *expected,
                                                GCancellable    *cancellable,
                                                GError         **error);
/* For files that are written line by line: begin, any number of times append, end. */
gboolean        rc_bundle_writer_begin         (RcBundleWriter  *self,
                                                const char      *path,
                                                const char      *media_type,
                                                const char      *title,
                                                GError         **error);
gboolean        rc_bundle_writer_append        (RcBundleWriter  *self,
                                                const void      *bytes,
                                                gsize            length,
                                                GError         **error);
gboolean        rc_bundle_writer_end           (RcBundleWriter  *self,
                                                GError         **error);
/* A file whose bytes are left out: it is in the lists alone. */
void            rc_bundle_writer_name          (RcBundleWriter  *self,
                                                const char      *path,
                                                const char      *media_type,
                                                const char      *title,
                                                guint64          bytes,
                                                const RcDigest  *sha256);
/* Writes bagit.txt and manifest-sha256.txt; no more files below data/ after it. @out_manifest: SHA-256 of the manifest. */
gboolean        rc_bundle_writer_close_payload (RcBundleWriter  *self,
                                                RcDigest        *out_manifest,
                                                GError         **error);
/* Writes the tag manifest; what comes after it is in no manifest. (transfer full) (nullable): its bytes, to be sealed. */
GBytes         *rc_bundle_writer_close_tags    (RcBundleWriter  *self,
                                                GError         **error);
/* Those written so far, in their order; (element-type RcBundleFile) (transfer none). */
const GPtrArray *rc_bundle_writer_list         (RcBundleWriter  *self);
/* Ends the zip and makes it durable under a temporary name. @out_sha256: of the whole file. */
gboolean        rc_bundle_writer_finish        (RcBundleWriter  *self,
                                                RcDigest        *out_sha256,
                                                guint64         *out_bytes,
                                                GError         **error);
/* Closes the finished file to everybody but its readers: what is published is the envelope then. @inner_name: what it is called in one under a
 * passphrase. */
gboolean        rc_bundle_writer_seal          (RcBundleWriter  *self,
                                                const RcEnvelopeTerms *terms,
                                                const char      *inner_name,
                                                GCancellable    *cancellable,
                                                RcDigest        *out_sha256,
                                                GError         **error);
/* Gives the finished file its name; nothing may stand there. */
gboolean        rc_bundle_writer_publish       (RcBundleWriter  *self,
                                                GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcBundleWriter, rc_bundle_writer_free)

G_END_DECLS
