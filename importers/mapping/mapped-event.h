/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "importers/mapping/mapped-record.h"

G_BEGIN_DECLS

/*
 * What the row at hand of a record becomes, as the mapping says.
 */

/* What --zone said; for times whose mapping leaves the zone to the auditor. */
typedef struct
{
  gboolean has_zone;
  int      minutes;
} RcMappedZone;

/* %FALSE: the row has a name that is longer than any that is kept; @self then has a doubt of kind RC_EXCEPTION_LIMIT. */
gboolean   rc_mapped_event_read        (RcMappedRecord      *self,
                                        const RcMappedZone  *zone,
                                        RcParsedEvent       *out_event);
/* (element-type RcFieldValue) (transfer full) */
GPtrArray *rc_mapped_event_read_fields (RcMappedRecord      *self);

typedef void (*RcMappedValueFunc)      (RcMappedRecord      *self,
                                        RcField              field,
                                        const RcMappedValue *value,
                                        gpointer             user_data);
/* Each value that the mapping reads of the row. */
void       rc_mapped_event_each_value  (RcMappedRecord      *self,
                                        RcMappedValueFunc    func,
                                        gpointer             user_data);

G_END_DECLS
