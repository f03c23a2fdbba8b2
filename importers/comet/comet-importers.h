/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/importer.h"

G_BEGIN_DECLS

const RcImporter *rc_comet_messages_importer  (void);
const RcImporter *rc_comet_lines_importer     (void);
const RcImporter *rc_comet_documents_importer (void);
const RcImporter *rc_comet_patch_importer     (void);

G_END_DECLS
