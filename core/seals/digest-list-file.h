/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/digest.h"
#include "core/stream.h"

G_BEGIN_DECLS

typedef enum
{
  RC_LISTED_MD5,
  RC_LISTED_SHA1,
  RC_LISTED_SHA224,
  RC_LISTED_SHA256,
  RC_LISTED_SHA384,
  RC_LISTED_SHA512,
  RC_LISTED_BLAKE2B,        /* 64 bytes */
  RC_LISTED_BLAKE2B_256,    /* 32 bytes */
  RC_LISTED_BLAKE3,         /* 32 bytes; no library here computes it */
} RcListedAlgorithm;

#define RC_LISTED_DIGEST_BYTES 64

/**
 * RcListedDigest:
 * @offset: where in the list the entry begins
 * @path: as sources are named: each byte that is not UTF-8 written as \xNN
 * @alternative: (nullable): the other name that the same entry may mean
 */
typedef struct
{
  guint64           offset;
  char             *path;
  char             *alternative;
  RcListedAlgorithm algorithm;
  guint8            digest[RC_LISTED_DIGEST_BYTES];
  gsize             length;
} RcListedDigest;

/**
 * RcDigestListFile:
 * @n_without: files that it names without a digest
 * @spoiled: places of lines that are no entries between lines that are
 * @is_sidecar: it speaks of the one file whose name it bears, and so says nothing on other files beside it
 *
 * A list of digests as read: sha256sum and its sisters, BSD style, a manifest in JSON, or a bare digest in a file of that name.
 */
typedef struct
{
  GPtrArray *entries;       /* of RcListedDigest, by offset */
  GArray    *spoiled;       /* of guint64 */
  guint      n_without;
  gboolean   is_sidecar;
  gboolean   over_limit;    /* more than RC_LIMIT_DIGEST_LIST_ENTRIES */
} RcDigestListFile;

void              rc_listed_digest_free        (RcListedDigest   *self);
void              rc_digest_list_file_free     (RcDigestListFile *self);
/* NULL: no list of digests. @base: the file's own name without folders. */
RcDigestListFile *rc_digest_list_file_parse    (const char       *bytes,
                                                gsize             length,
                                                const char       *base);
/* Whether the first bytes of a file are worth to read it whole. */
gboolean          rc_digest_list_file_sniff    (const char       *head,
                                                gsize             length,
                                                guint64           size,
                                                const char       *base);
gboolean          rc_digest_list_file_is_name  (const char       *base);
const char       *rc_listed_algorithm_to_name  (RcListedAlgorithm algorithm);
gboolean          rc_listed_algorithm_is_weak  (RcListedAlgorithm algorithm);
/* FALSE: no library here computes it; never asked of rc_listed_algorithm_compute(). */
gboolean          rc_listed_algorithm_is_known (RcListedAlgorithm algorithm);
/* Bytes of a digest. */
gsize             rc_listed_algorithm_get_length (RcListedAlgorithm algorithm);
gboolean          rc_listed_algorithm_compute  (RcListedAlgorithm algorithm,
                                                RcStream         *stream,
                                                guint8            out_digest[RC_LISTED_DIGEST_BYTES],
                                                gsize            *out_length,
                                                GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcDigestListFile, rc_digest_list_file_free)

G_END_DECLS
