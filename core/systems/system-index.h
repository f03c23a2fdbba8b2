/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/systems/system-filter.h"

G_BEGIN_DECLS

/**
 * RcSystemIndex:
 *
 * Many systems at once: to which of them an inference belongs, in a time that grows with how many these are, and not with how many there are.
 */
typedef struct _RcSystemIndex RcSystemIndex;

/* @systems: (element-type RcSystem); (transfer full). */
RcSystemIndex *rc_system_index_new   (RcCase               *case_file,
                                      GPtrArray            *systems,
                                      GError              **error);
void           rc_system_index_free  (RcSystemIndex        *self);
/* Places in the list of the systems that have the row without a condition: added to @out_systems (element-type guint); TRUE where conditions
 * of others could ask for its record. */
gboolean       rc_system_index_find_row (RcSystemIndex     *self,
                                      const RcSystemRow    *row,
                                      GArray               *out_systems);
/* What the fields have that conditions speak of, in the order of these: of each a text, or NULL. @out_unreadable: something stands there that
 * cannot be compared. (element-type utf8) (transfer full) (nullable): NULL with @error. */
GPtrArray     *rc_system_index_read  (RcSystemIndex        *self,
                                      RcCase               *case_file,
                                      RcRecordReader       *reader,
                                      RcEvent              *event,
                                      gboolean             *out_unreadable,
                                      GError              **error);
/* Adds the systems that have the row by their conditions, which the values fulfil. */
void           rc_system_index_find_values (RcSystemIndex  *self,
                                      const RcSystemRow    *row,
                                      GPtrArray            *values,
                                      GArray               *out_systems);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcSystemIndex, rc_system_index_free)

G_END_DECLS
