/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importer.h"
#include "record.h"

G_BEGIN_DECLS

/**
 * RcKnownRecord:
 * @content: (nullable): of the record at hand
 *
 * The last record that was read for a comparison. Events are compared in the order of their records, and thousands of them may stand
 * in one document: it is read, and its rows are told apart, once for all of them. Begin with zeros.
 */
typedef struct
{
  gint64   source;
  guint64  record;
  GBytes  *content;
  /*< private >*/
  GArray  *rows;         /* (nullable) (element-type RcRowDigest) */
  gboolean has_rows;     /* they were asked for */
} RcKnownRecord;

gboolean           rc_known_record_read     (RcKnownRecord   *self,
                                             RcRecordReader  *reader,
                                             gint64           source,
                                             guint64          record,
                                             GError         **error);
const RcRowDigest *rc_known_record_find_row (RcKnownRecord   *self,
                                             RcCase          *case_file,
                                             guint32          row);
void               rc_known_record_clear    (RcKnownRecord   *self);

G_END_DECLS
