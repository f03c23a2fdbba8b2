/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/mapping/mapped-record.h"

G_BEGIN_DECLS

/* Texts of a record that hold something themselves: JSON, a table, base64, an id of bytes. What was decoded is kept until the next row. */

GPtrArray *rc_mapped_documents_new   (void);
void       rc_mapped_record_end_row  (RcMappedRecord      *self,
                                      const RcMappedValue *row,
                                      guint                n_documents,
                                      guint                n_owned);
/* Goes into a text. %FALSE: it is not what the step says, which the record then doubts. */
gboolean   rc_mapped_record_decode   (RcMappedRecord      *self,
                                      const RcMappingStep *step,
                                      RcMappedValue       *value);

G_END_DECLS
