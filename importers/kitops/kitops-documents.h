/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/importer.h"

G_BEGIN_DECLS

/* A Kitfile in YAML, alone or beside the files that it names. */
const RcImporter *rc_kitops_kitfile_importer  (void);
/* The configuration of a ModelKit: its Kitfile as JSON, with digests. */
const RcImporter *rc_kitops_config_importer   (void);
/* The answer of `kit inspect`. */
const RcImporter *rc_kitops_inspect_importer  (void);
/* The manifest of a ModelKit or a ModelPack. */
const RcImporter *rc_kitops_manifest_importer (void);
/* What tags of a repository mean: an index of packages, or a list of tags of KitOps' own storage. */
const RcImporter *rc_kitops_tags_importer     (void);
/* The configuration of a ModelPack. */
const RcImporter *rc_kitops_pack_importer     (void);

G_END_DECLS
