/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "systems/system-filter.h"

G_BEGIN_DECLS

/**
 * RcTimelineScope:
 * @within: (nullable): the system that a timeline is of; %NULL: of the whole case
 * @versions: (nullable) (element-type utf8): names of models and their versions that records of the system name
 *
 * What belongs on a timeline. Claims of registries and cards name versions and no system: they belong to the systems whose records, or
 * bindings, name these versions; conditions do not part them.
 */
typedef struct
{
  RcCase         *case_file;
  RcRecordReader *reader;
  RcSystemFilter *within;
  GHashTable     *versions;
} RcTimelineScope;

void     rc_timeline_scope_clear       (RcTimelineScope        *self);
gboolean rc_timeline_scope_init        (RcTimelineScope        *self,
                                        RcCase                 *case_file,
                                        RcRecordReader         *reader,
                                        RcSystemFilter         *within,
                                        GError                **error);
/* FALSE with @error where the case cannot be read. What cannot be told counts as not belonging. */
gboolean rc_timeline_scope_has_event   (const RcTimelineScope  *self,
                                        RcEvent                *event,
                                        gboolean               *out_has,
                                        GError                **error);
gboolean rc_timeline_scope_has_version (const RcTimelineScope  *self,
                                        const char             *version);
/* Beginning of the first and of the last inference; RC_TIME_NONE where none has a time. */
gboolean rc_timeline_scope_find_period (const RcTimelineScope  *self,
                                        GCancellable           *cancellable,
                                        gint64                 *out_from_us,
                                        gint64                 *out_to_us,
                                        GError                **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RcTimelineScope, rc_timeline_scope_clear)

G_END_DECLS
