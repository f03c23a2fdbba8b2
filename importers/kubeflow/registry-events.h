/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "registry-index.h"

G_BEGIN_DECLS

/* What was deployed where, as the objects of a model registry say: one event for each service and each act of serving, by number of the
 * object in the document. */

gboolean   rc_registry_events_tell        (const RcRegistryIndex  *index,
                                           RcRegistryWriter       *writer,
                                           GError                **error);
/* (element-type RcFieldValue) (transfer full) */
GPtrArray *rc_registry_events_read_fields (const char             *bytes,
                                           gsize                   length,
                                           guint32                 row);

G_END_DECLS
