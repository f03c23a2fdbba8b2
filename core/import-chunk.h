/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event-index.h"
#include "import.h"
#include "tree.h"

G_BEGIN_DECLS

/*
 * The unit of work of an import: some hundred kilobytes of a source, cut at record ends. Everything that depends on nothing
 * but these bytes (leaves, parsing, compression) happens in a worker; what depends on order is left to the thread that writes.
 */

/* One event as a worker read it; texts are offsets into the chunk's arena, 0 for none. */
typedef struct
{
  guint32     index;                        /* of the record in the chunk, from 0 */
  guint32     row;
  RcEventKind kind;
  gint64      time_us;                      /* RC_TIME_NONE: none */
  gint64      span_us;
  guint64     keys[RC_EVENT_KEY_LAST + 1];
  guint8      has_key[RC_EVENT_KEY_LAST + 1];
  guint32     system;
  guint32     model;
  guint32     endpoint;
} RcChunkEvent;

typedef struct
{
  guint32  index;
  guint64  offset;      /* in the source */
  char    *kind;
  char    *expected;
  char    *found;
  char    *message;
} RcChunkFault;

typedef struct
{
  guint32 raw_length;
  gsize   frame_start;
  gsize   frame_length;
} RcChunkBlock;

typedef struct
{
  const RcImporter *importer;       /* (nullable): nothing is parsed */
  const char       *name;           /* borrowed: of the source, with @importer */
  RcFraming         framing;        /* of the source */
  gboolean          store;          /* compress for the vault */
  RcHasher         *digest;         /* borrowed: over the source, fed in the order of the chunks by a thread of its own */
  RcHasher         *whole_leaf;     /* (nullable) borrowed: over the one leaf of a source that is one record */

  GByteArray       *bytes;
  guint64           start;          /* place in the source of the first byte */
  guint64           first_record;   /* number of the first record */
  GArray           *ends;           /* of gsize: place after each record, in the chunk; empty where the source is one record */

  GArray           *unread;         /* of guint32: index of each record, ascending, that is kept and not parsed */

  GArray           *leaves;         /* of RcDigest */
  GArray           *tile_roots;     /* of RcDigest: for each complete tile that begins in the chunk */
  GArray           *events;         /* of RcChunkEvent */
  GArray           *faults;         /* of RcChunkFault */
  GString          *arena;
  GArray           *blocks;         /* of RcChunkBlock */
  GByteArray       *frames;

} RcImportChunk;

RcImportChunk *rc_import_chunk_new   (void);
void           rc_import_chunk_free  (RcImportChunk *self);
void           rc_import_chunk_reset (RcImportChunk *self);

/* Scratch of one worker. */
typedef struct _RcChunkWorker RcChunkWorker;

RcChunkWorker *rc_chunk_worker_new   (const RcImportOptions *options);   /* borrowed */
void           rc_chunk_worker_free  (RcChunkWorker *self);
void           rc_chunk_worker_run   (RcChunkWorker *self,
                                      RcImportChunk *chunk);
/* Fills @out_event from what an importer read; texts go into @arena. */
void           rc_chunk_event_fill   (RcChunkEvent        *out_event,
                                      const RcParsedEvent *event,
                                      guint32              index,
                                      GString             *arena,
                                      const RcChunkEvent  *previous);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcImportChunk, rc_import_chunk_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcChunkWorker, rc_chunk_worker_free)

G_END_DECLS
