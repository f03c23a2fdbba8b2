/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Registers an importer for each mapping that is compiled in, and the maker of further ones. */
void rc_mappings_register (void);

G_END_DECLS
