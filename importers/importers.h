/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/container.h"
#include "core/importer.h"

G_BEGIN_DECLS

/* Registers every importer, container and built-in mapping; call once at start-up. */
void rc_importers_register_all (void);

G_END_DECLS
