/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "excerpt.h"
#include "import-writer.h"

G_BEGIN_DECLS

/**
 * RcExcerptWriter:
 *
 * Writes a source of which only some records are here, within an import act that the caller began and publishes. Where its importer reads record by
 * record, each is parsed as it would be at the import of the whole.
 */
typedef struct
{
  RcSourceWriter    writer;
  RcImportChunk    *chunk;
  RcChunkWorker    *worker;
  const RcImporter *importer;      /* (nullable): reads no single records */
  gboolean          has_last;
  RcExcerpt         last;          /* without its path */
} RcExcerptWriter;

/* @source: as the whole is said to be, with the number that it is to get: none below act->next_source. With the state RC_SOURCE_WITHHELD it has no records
 * here. @importer: (nullable): who read it. FALSE with RC_CASE_ERROR_DAMAGED where it cannot be such a source. */
gboolean rc_excerpt_writer_begin (RcExcerptWriter  *self,
                                  RcImportAct      *act,
                                  const RcSource   *source,
                                  const RcImporter *importer,
                                  GError          **error);
void     rc_excerpt_writer_clear (RcExcerptWriter  *self);
/* One record, in ascending order, at a place that rc_excerpt_find_fault() finds no fault with. */
gboolean rc_excerpt_writer_add   (RcExcerptWriter  *self,
                                  const RcExcerpt  *excerpt,
                                  const void       *bytes,
                                  GError          **error);
/* An event of a record that its importer does not read alone, by somebody's word. */
gboolean rc_excerpt_writer_add_event (RcExcerptWriter     *self,
                                  guint64              record,
                                  const RcParsedEvent *event,
                                  GError             **error);
/* Inserts the row of the source. */
gboolean rc_excerpt_writer_end   (RcExcerptWriter  *self,
                                  GError          **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcExcerptWriter, rc_excerpt_writer_clear)

G_END_DECLS
