/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import-act.h"
#include "object-scan.h"
#include "source-rows.h"
#include "tile.h"

G_BEGIN_DECLS

/* Events that are inserted by one statement, which costs a third less than one for each. */
#define RC_SOURCE_WRITER_WAITING 16u

/**
 * RcSourceWriter:
 *
 * Writes one source: takes its bytes as they come, cuts them into records and chunks, hands the chunks to the workers, and
 * writes what comes back in order. What it keeps does not grow with the source.
 */
typedef struct
{
  RcImportAct      *act;
  RcSource         *source;          /* filled at the end */
  const RcImporter *parse_with;      /* (nullable) */
  gboolean          store;
  gboolean          framed;          /* framing is settled: chunks may be cut */

  RcHasher         *hasher;          /* over the source */
  RcHasher         *whole_leaf;      /* over the one leaf of a source without framing into lines */
  RcHasher         *rows;            /* over the event rows */
  RcHasher         *scratch;
  RcTreeBuilder     tiles;           /* over complete tiles */
  RcTile            tile;            /* the one that grows */
  RcTreeBuilder     tile_tree;

  RcImportChunk    *chunk;           /* the one that grows */
  gsize             scanned;         /* bytes of it that were searched for line ends */
  RcObjectScan      objects;         /* for a source of objects, in its place */
  gboolean          is_in_long;      /* a record that is too long goes on */
  gboolean          is_fault_told;   /* of what stands between objects */
  guint64           next_start;      /* place in the source of its first byte */
  guint64           next_record;
  guint64           bytes_in_flight;
  guint             n_listed;        /* faults listed one by one */
  RcEventRow        waiting[RC_SOURCE_WRITER_WAITING];
  guint             n_waiting;       /* events that are not inserted yet */
} RcSourceWriter;

void      rc_source_writer_begin   (RcSourceWriter       *self,
                                    RcImportAct          *act,
                                    const RcImportOrigin *origin);
void      rc_source_writer_clear   (RcSourceWriter       *self);
/* Room for at least @length bytes at the end of the growing chunk; then tell how many were put there. */
guint8   *rc_source_writer_reserve (RcSourceWriter       *self,
                                    gsize                 length);
gboolean  rc_source_writer_commit  (RcSourceWriter       *self,
                                    gsize                 reserved,
                                    gsize                 length,
                                    GError              **error);
void      rc_source_writer_frame   (RcSourceWriter       *self,
                                    RcFraming             framing,
                                    const RcImporter     *parse_with);
/* The last chunk, the tree, the digests: @self->source then has all but importer, mapping and state. */
gboolean  rc_source_writer_finish  (RcSourceWriter       *self,
                                    GError              **error);
gboolean  rc_source_writer_add_event (RcSourceWriter      *self,
                                      guint64              record,
                                      const RcChunkEvent  *event,
                                      const GString       *arena,
                                      GError             **error);
gboolean  rc_source_writer_add_fault (RcSourceWriter      *self,
                                      guint64              record,
                                      gint64               offset,
                                      const char          *kind,
                                      const char          *expected,
                                      const char          *found,
                                      const char          *message,
                                      GError             **error);
/* A record that is longer than this import reads. */
gboolean  rc_source_writer_add_long  (RcSourceWriter       *self,
                                      guint64               record,
                                      gint64                offset,
                                      GError              **error);
gsize     rc_source_writer_get_record_limit (const RcSourceWriter *self);
/* Private to import-writer.c. */
gboolean  rc_source_writer_cut       (RcSourceWriter       *self,
                                      gboolean              is_end,
                                      GError              **error);
gsize     rc_source_writer_get_ready (const RcSourceWriter *self);
/* Puts the digest of the derived rows into the source and inserts its row. */
gboolean  rc_source_writer_save    (RcSourceWriter       *self,
                                    GError              **error);

G_END_DECLS
