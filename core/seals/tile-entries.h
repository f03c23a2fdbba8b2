/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/digest.h"
#include "core/seals/tile-path.h"

G_BEGIN_DECLS

/* One entry of a bundle. */
typedef struct
{
  gsize    offset;
  gsize    length;
  RcDigest leaf;
} RcTileEntry;

/* The entries of one bundle with the hashes of their leaves, at most RC_TILE_HASHES_FULL and one more; (element-type RcTileEntry)
 * (transfer full). NULL with @out_fault: not of that form. */
GArray *rc_tile_entries_read (RcTileKind    kind,
                              const void   *bytes,
                              gsize         length,
                              const char  **out_fault);

G_END_DECLS
