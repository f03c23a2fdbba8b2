/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/importer.h"

G_BEGIN_DECLS

const RcImporter *rc_datarobot_service_importer     (void);
const RcImporter *rc_datarobot_tables_importer      (void);
const RcImporter *rc_datarobot_definitions_importer (void);
const RcImporter *rc_datarobot_document_importer    (void);

G_END_DECLS
