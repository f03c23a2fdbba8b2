/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/importer.h"

G_BEGIN_DECLS

/* What a layer of a ModelKit or a ModelPack holds, by its media type. */
typedef enum
{
  RC_KITOPS_MODEL,
  RC_KITOPS_PART,       /* adapters, further weights */
  RC_KITOPS_CODE,
  RC_KITOPS_DATASET,
  RC_KITOPS_DOCS,
  RC_KITOPS_OTHER,
  RC_KITOPS_N_ROLES
} RcKitopsRole;

/* FALSE: the media type is that of no layer of such a package. */
gboolean     rc_kitops_read_layer_type  (const char          *media_type,
                                         RcKitopsRole        *out_role);
const char  *rc_kitops_role_name        (RcKitopsRole         role);
/* Whether a layer of that type is stored as it was packed, so that its digest is that of the uncompressed form too. */
gboolean     rc_kitops_is_uncompressed  (const char          *media_type);
/* Whether it is that of the configuration of such a package; @out_is_pack: of a ModelPack. */
gboolean     rc_kitops_is_config_type   (const char          *media_type,
                                         gboolean            *out_is_pack);
/* Whether it is a manifest's own type of such a package. */
gboolean     rc_kitops_is_artifact_type (const char          *artifact_type);
/* "sha256:" and 64 digits, or "sha512:" and 128: what a placeholder such as "sha256:configA" is not. */
gboolean     rc_kitops_is_digest        (const char          *text);
/* The name of what a reference to another package means: of "registry/repo@sha256:…" the digest, of "registry/repo:tag" "registry/repo/tag".
 * (nullable) (transfer full): NULL for a path. */
char        *rc_kitops_dup_parent       (const char          *path,
                                         gboolean            *out_is_digest);
/* The folder of the layout, for a blob as for the files beside its index. (transfer full) */
char        *rc_kitops_scope_dup        (const RcImportInput *input);
/* "model card" or "document" by its name. */
gboolean     rc_kitops_is_card_name     (const char          *path);
/* Of "<base64url of a repository><suffix>": the repository; (nullable) (transfer full). */
char        *rc_kitops_dup_repository   (const char          *name,
                                         const char          *suffix);

G_END_DECLS
