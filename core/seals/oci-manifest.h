/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/json.h"
#include "core/public-key.h"

G_BEGIN_DECLS

/**
 * RcOciDescriptor:
 * @digest: as written: "sha256:…"
 * @hash: RC_HASH_NONE: of an algorithm that is not computed here
 * @value: of rc_hash_get_length() bytes
 * @size: in bytes; -1: not said
 * @annotations: (nullable): name → text
 *
 * What a manifest says of one blob (OCI image specification, descriptor.md).
 */
typedef struct
{
  char       *media_type;
  char       *artifact_type;   /* (nullable) */
  char       *digest;
  RcHash      hash;
  guint8      value[RC_HASH_MAX_BYTES];
  gint64      size;
  GHashTable *annotations;
} RcOciDescriptor;

/**
 * RcOciManifest:
 * @is_index: lists other manifests; else a configuration and layers
 * @config: (nullable)
 * @parts: of RcOciDescriptor: the manifests of an index, else the layers
 * @subject: (nullable): the manifest that this one is about
 *
 * A manifest or an index as read.
 */
typedef struct
{
  gboolean         is_index;
  char            *artifact_type;   /* (nullable) */
  RcOciDescriptor *config;
  GPtrArray       *parts;
  RcOciDescriptor *subject;
} RcOciManifest;

typedef enum
{
  RC_OCI_READ,
  RC_OCI_ANOTHER,
  RC_OCI_AMBIGUOUS,      /* names a member twice */
  RC_OCI_MALFORMED,
} RcOciForm;

/* @out_fault: static text; set for RC_OCI_AMBIGUOUS and RC_OCI_MALFORMED, with the place @out_offset. */
RcOciForm   rc_oci_manifest_parse      (const char            *text,
                                        gsize                  length,
                                        RcOciManifest        **out_manifest,
                                        const char           **out_fault,
                                        gsize                 *out_offset);
void        rc_oci_manifest_free       (RcOciManifest         *self);
/* (transfer none) (nullable) */
const char *rc_oci_descriptor_get_annotation (const RcOciDescriptor *self,
                                        const char            *name);
/* "sha256:" and 64 hexadecimal digits in lower case, or "sha512:" and 128; FALSE: no digest. An algorithm that is not known is
 * RC_HASH_NONE. */
gboolean    rc_oci_digest_parse        (const char            *text,
                                        RcHash                *out_hash,
                                        guint8                 out_value[RC_HASH_MAX_BYTES]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcOciManifest, rc_oci_manifest_free)

G_END_DECLS
