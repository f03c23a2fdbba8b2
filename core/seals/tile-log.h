/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/seal.h"
#include "core/seals/tile-path.h"

G_BEGIN_DECLS

/* One file of a log; of one place there can be several: narrower ones of earlier days, and those of other deliveries. */
typedef struct
{
  RcTilePath      path;
  const RcSource *source;
} RcTileFile;

/**
 * RcTileLog:
 * @folder: what the names of all its files begin with
 * @files: of RcTileFile, by kind, level and place; of one place the widest first, of those the latest
 *
 * A log as a folder of tiles (C2SP tlog-tiles).
 */
typedef struct
{
  RcSealContext *context;
  char          *folder;
  GPtrArray     *files;
  GHashTable    *nodes;      /* level and place → RcDigest: computed from the tiles below */
} RcTileLog;

/* Folder → RcTileLog of every log among the sources; (transfer full). */
GHashTable *rc_tile_logs_find (RcSealContext     *context);
/* The log in the folder in which @source lies; (nullable). */
RcTileLog *rc_tile_logs_pick  (GHashTable        *logs,
                               RcSealContext     *context,
                               const RcSource    *source);
void       rc_tile_log_free   (RcTileLog         *self);
/* The first @count hashes of a tile, from the file or else from what lies below it; NULL without @error: they were not received. */
GArray    *rc_tile_log_hashes (RcTileLog         *self,
                               guint              level,
                               guint64            index,
                               guint              count,
                               GError           **error);
/* The same from files of hashes alone, of which the widest is taken as far as it goes. */
GArray    *rc_tile_log_stored (RcTileLog         *self,
                               guint              level,
                               guint64            index,
                               GError           **error);
/* FALSE without @error: tiles are absent that are needed for it. */
gboolean   rc_tile_log_root   (RcTileLog         *self,
                               guint64            size,
                               RcDigest          *out_root,
                               GError           **error);
/* (element-type RcDigest) (nullable): the hashes in one file, as they stand there; NULL without @error: not of its width, or not held. */
GArray    *rc_tile_file_read  (RcTileLog         *self,
                               const RcTileFile  *file,
                               GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcTileLog, rc_tile_log_free)

G_END_DECLS
