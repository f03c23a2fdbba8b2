/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The file that SQLite would write for these statements; pages of 512 bytes. */
GBytes *database_fixture_new     (const char *sql);
/* The same bytes with one of them changed. */
GBytes *database_fixture_change  (GBytes     *database,
                                  gsize       offset,
                                  guint8      value);

G_END_DECLS
