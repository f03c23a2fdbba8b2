/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seals/oci-manifest.h"
#include "core/seals/seal-work.h"

G_BEGIN_DECLS

/**
 * RcOciBlob:
 * @source: (nullable): what lies under that digest; %NULL: not received
 * @verdict: VALID, INVALID (other bytes), INCOMPLETE (absent), UNVERIFIABLE (an algorithm that is not computed here, or not readable)
 *
 * One blob of a layout, compared with the digest that names it.
 */
typedef struct
{
  const RcSource *source;
  RcVerdict       verdict;
} RcOciBlob;

/**
 * RcOciNode:
 * @descriptor: borrowed from the manifest that names it
 * @manifest: (nullable): %NULL: absent, not readable as a manifest, or not what its digest says
 * @parent: (nullable): the index blob that lists it; %NULL: the layout's own index.json
 * @bytes: (nullable): of the blob
 *
 * A manifest or an index that the layout leads to.
 */
typedef struct _RcOciNode RcOciNode;
struct _RcOciNode
{
  const RcOciDescriptor *descriptor;
  RcOciBlob              blob;
  RcOciManifest         *manifest;
  const RcOciNode       *parent;
  GBytes                *bytes;
};

/**
 * RcOciLayout:
 * @index: its index.json
 * @nodes: of RcOciNode, parents before their children
 * @seen: ids of the sources that some manifest names
 *
 * A folder or archive in the OCI image layout, with everything its index.json leads to. Only digests are compared while it is read.
 */
typedef struct
{
  RcSealWork     *work;
  const RcSource *carrier;
  GBytes         *bytes;
  RcOciManifest  *index;
  GPtrArray      *nodes;
  GHashTable     *seen;
  GHashTable     *by_digest;   /* private: digest → RcOciNode */
  GHashTable     *blobs;       /* private: digest → RcOciBlob */
  gboolean        over_limit;  /* more than RC_LIMIT_OCI_MANIFESTS, or deeper than RC_LIMIT_CONTAINER_DEPTH */
} RcOciLayout;

/* Takes @index. NULL with @error where the case could not be read. */
RcOciLayout     *rc_oci_layout_read      (RcSealWork            *work,
                                          const RcSource        *carrier,
                                          GBytes                *bytes,
                                          RcOciManifest         *index,
                                          GError               **error);
void             rc_oci_layout_free      (RcOciLayout           *self);
/* Compares a blob with its descriptor, once, and tells what is wrong with it. FALSE: the case could not be read. */
gboolean         rc_oci_layout_get_blob  (RcOciLayout           *self,
                                          const RcOciDescriptor *descriptor,
                                          RcOciBlob             *out_blob,
                                          GError               **error);
/* (nullable): the manifest of that digest. */
const RcOciNode *rc_oci_layout_find_node (const RcOciLayout     *self,
                                          const char            *digest);
/* What the names of all its blobs begin with; (transfer full). */
char            *rc_oci_layout_dup_blobs_folder (const RcOciLayout *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcOciLayout, rc_oci_layout_free)

G_END_DECLS
