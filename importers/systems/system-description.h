/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/importer.h"

G_BEGIN_DECLS

const RcImporter *rc_system_description_importer (void);

G_END_DECLS
