/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/importer.h"

G_BEGIN_DECLS

#define RC_CLOUDTRAIL_SYSTEM "cloudtrail"

const RcImporter *rc_cloudtrail_file_importer  (void);
const RcImporter *rc_cloudtrail_lines_importer (void);

/* Tells core the system and every importer of its exports. */
void              rc_cloudtrail_register       (void);

G_END_DECLS
