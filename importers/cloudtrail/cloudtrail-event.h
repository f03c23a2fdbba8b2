/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/event.h"
#include "core/json.h"
#include "core/time-form.h"

G_BEGIN_DECLS

/**
 * RcCloudtrailEvent:
 * @time_fault: why it has no time; then @time_node is what stands there, or %RC_JSON_NO_NODE
 * @fields: (element-type RcFieldValue): what it says, cited in the JSON that it was read from
 *
 * One call of an interface of AWS, as CloudTrail records it.
 */
typedef struct
{
  RcEventKind  kind;
  RcTimeFault  time_fault;
  RcTimestamp  time;
  guint32      time_node;
  GPtrArray   *fields;
} RcCloudtrailEvent;

/* Whether the object is such a record; nothing is said of one that only quotes or wraps it. */
gboolean           rc_cloudtrail_is_record   (const RcJson            *json,
                                              guint32                  object);
/* What the record at @object says; @pointer is its place, for the locators. */
RcCloudtrailEvent *rc_cloudtrail_event_read  (const RcJson            *json,
                                              guint32                  object,
                                              const char              *pointer);
void               rc_cloudtrail_event_free  (RcCloudtrailEvent       *self);
/* As it is kept at the import, with texts borrowed from @self. FALSE: a name is longer than any that is kept. */
gboolean           rc_cloudtrail_event_parse (const RcCloudtrailEvent *self,
                                              guint32                  row,
                                              RcParsedEvent           *out_event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcCloudtrailEvent, rc_cloudtrail_event_free)

G_END_DECLS
