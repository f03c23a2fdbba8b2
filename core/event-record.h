/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"

G_BEGIN_DECLS

/* All that were read from a record, ascending, at most @limit. (element-type gint64) (transfer full) */
GArray *rc_event_list_at_record (RcCase          *case_file,
                                 const RcSource  *source,
                                 guint64          record,
                                 guint            limit,
                                 GError         **error);

G_END_DECLS
