/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RC_TILE_HASHES_FULL 256u    /* hashes of a full tile, entries of a full bundle */
#define RC_TILE_LEVELS 8u           /* as many as 64 bits of size need */

typedef enum
{
  RC_TILE_HASHES,
  RC_TILE_ENTRIES,        /* C2SP tlog-tiles: entries, each behind its length */
  RC_TILE_RECORDS,        /* Go's sumdb: texts parted by empty lines */
  RC_TILE_CERTIFICATES,   /* C2SP static-ct-api: TileLeaf */
} RcTileKind;

/**
 * RcTilePath:
 * @level: 0 for hashes of leaves, and for entries
 * @index: from 0, of the tiles of that level
 * @width: hashes or entries in it; RC_TILE_HASHES_FULL for one that is full
 *
 * What the name of a tile says.
 */
typedef struct
{
  RcTileKind kind;
  guint      level;
  guint64    index;
  guint      width;
} RcTilePath;

/* Whether @name ends with the path of a tile; @out_folder: how much of it stands before "tile/". */
gboolean rc_tile_path_parse (const char *name,
                             RcTilePath *out_path,
                             gsize      *out_folder);

G_END_DECLS
