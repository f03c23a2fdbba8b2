/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/importer.h"

G_BEGIN_DECLS

/* An importer of JSON objects in a row or in an array: {"probe": …, "id": "…"}. Registered once, with the program's own. */
void objects_importer_register (void);

G_END_DECLS
