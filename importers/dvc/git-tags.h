/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/importer.h"

G_BEGIN_DECLS

/* The listing of a repository's tags, one a line. */
const RcImporter *rc_git_tags_importer       (void);
/* One tag as Git keeps it. */
const RcImporter *rc_git_tag_object_importer (void);

G_END_DECLS
