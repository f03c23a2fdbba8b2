/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/digest.h"
#include "core/stream.h"
#include "core/verdict.h"

G_BEGIN_DECLS

/*
 * A bundle that came from somebody: tainted. It is opened only where one reading of it is possible: one folder, no name twice, no way out of it, local and
 * central headers alike, nothing before, between and behind the members, no encryption, sizes within bounds.h. Nothing is ever written to a place that it
 * names.
 */

typedef struct _RcBundleReader RcBundleReader;

typedef struct
{
  char    *path;       /* below the bag's folder */
  guint64  bytes;
} RcBundleMember;

/* RC_BUNDLE_ERROR_NOT_ONE where it cannot be read safely; the message says where, what was expected and what was found. */
RcBundleReader *rc_bundle_reader_open    (const char      *path,
                                          GError         **error);
void            rc_bundle_reader_free    (RcBundleReader  *self);
/* SHA-256 of the whole file. */
const RcDigest *rc_bundle_reader_digest  (RcBundleReader  *self);
/* The one folder in it: "recount-" and 16 digits where nobody has renamed it. */
const char     *rc_bundle_reader_folder  (RcBundleReader  *self);
/* In the order of the zip; (element-type RcBundleMember) (transfer none). */
const GPtrArray *rc_bundle_reader_list   (RcBundleReader  *self);
gboolean        rc_bundle_reader_has     (RcBundleReader  *self,
                                          const char      *path);
/* From now on every reading of the member has to give these bytes: what was checked is what is read later, whoever changes the file meanwhile. */
void            rc_bundle_reader_pin     (RcBundleReader  *self,
                                          const char      *path,
                                          const RcDigest  *sha256);
/* (nullable): it is not pinned, or there is none. */
const RcDigest *rc_bundle_reader_peek_digest (RcBundleReader *self,
                                          const char      *path);
/* The member's bytes, unpacked; its CRC, and where it is pinned its digest, are checked at its end. (transfer full) (nullable) */
RcStream       *rc_bundle_reader_stream  (RcBundleReader  *self,
                                          const char      *path,
                                          GError         **error);
/* A member of at most @limit bytes. (transfer full) (nullable) */
GBytes         *rc_bundle_reader_read    (RcBundleReader  *self,
                                          const char      *path,
                                          gsize            limit,
                                          GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcBundleReader, rc_bundle_reader_free)

G_END_DECLS
