/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "source.h"

#include "bounds.h"

G_BEGIN_DECLS

/**
 * RcTile:
 * @first_record: from 1; a multiple of RC_LIMIT_TILE_LEAVES plus one
 * @start: place in the source of the first byte
 * @ends: place after each record, relative to @start
 *
 * Up to RC_LIMIT_TILE_LEAVES records that follow each other: where they stand, and the hash of the tree over them.
 */
typedef struct
{
  gint64   source;
  guint64  first_record;
  guint64  start;
  guint    count;
  guint64  ends[RC_LIMIT_TILE_LEAVES];
  RcDigest hash;
} RcTile;

gboolean rc_tile_load        (RcDatabase    *database,
                              gint64         source,
                              guint64        record,
                              RcTile        *out_tile,
                              GError       **error);
gboolean rc_tile_from_row    (sqlite3_stmt  *statement,     /* first_record, start, lengths, hash */
                              gint64         source,
                              RcTile        *out_tile);
gboolean rc_tile_locate      (const RcTile  *self,
                              guint64        record,
                              guint64       *out_offset,
                              guint64       *out_length);
/* The tile in which a place of the source is. */
gboolean rc_tile_find        (RcDatabase    *database,
                              const RcSource *source,
                              guint64        offset,
                              RcTile        *out_tile,
                              GError       **error);
/* The record at a place of the tile; an empty record has none. */
guint64  rc_tile_record_at   (const RcTile  *self,
                              guint64        offset);
GArray  *rc_tile_list_hashes (RcDatabase    *database,
                              gint64         source,
                              GError       **error);
gboolean rc_tile_save        (const RcTile  *self,
                              RcDatabase    *database,
                              GError       **error);

G_END_DECLS
