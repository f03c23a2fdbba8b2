/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/verdict.h"
#include "ui/lineage-node.h"

G_BEGIN_DECLS

/**
 * RcCitedRecord:
 * @protection: of the record
 * @place: "E-003, line 8,231"
 * @name: of the file, as found
 * @value: (nullable): what it says at the cited place, masked where @is_personal
 *
 * A cited record, with what its view says of it before anything of its content is shown.
 */
typedef struct
{
  RcCitation *citation;
  RcVerdict   protection;
  char       *place;
  char       *name;
  char       *value;
  gboolean    is_personal;
} RcCitedRecord;

void           rc_cited_record_free     (RcCitedRecord  *self);
/* @node: a citation. */
RcCitedRecord *rc_cited_record_new_node (RcLineageNode  *node);
/* @offset, @length: in the record. For a worker's thread. */
RcCitedRecord *rc_cited_record_load     (RcCase         *case_file,
                                         RcRecordReader *reader,
                                         gint64          source,
                                         guint64         record,
                                         guint64         offset,
                                         guint64         length,
                                         const char     *locator,     /* (nullable) */
                                         GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCitedRecord, rc_cited_record_free)

G_END_DECLS
