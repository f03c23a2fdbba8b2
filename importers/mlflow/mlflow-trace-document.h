/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/event.h"
#include "core/json.h"

G_BEGIN_DECLS

/**
 * RcMlflowTraceEvent:
 * @kind: an inference, what a person said of one, or spans alone
 * @row: its number among the events of the document
 * @prefix: JSON Pointer of the trace
 * @trace: the trace
 * @info: what stands before its spans; %RC_JSON_NO_NODE for spans alone
 * @spans: their array; %RC_JSON_NO_NODE for none
 * @assessment: of a human action
 *
 * One event of a JSON document of traces, in whichever of its forms, while it is walked through. Node numbers are of the document.
 */
typedef struct
{
  RcEventKind  kind;
  guint32      row;
  char        *prefix;
  guint32      trace;
  guint32      info;
  guint32      spans;
  guint32      assessment;
} RcMlflowTraceEvent;

/* FALSE ends the walk. */
typedef gboolean (*RcMlflowTraceFunc) (const RcJson             *json,
                                       const RcMlflowTraceEvent *event,
                                       gpointer                  user_data);

/* The events of a document, in its order; FALSE where @func ended the walk. */
gboolean   rc_mlflow_trace_document_walk (const RcJson             *json,
                                          RcMlflowTraceFunc         func,
                                          gpointer                  user_data);
/* (element-type RcFieldValue) (transfer full) */
GPtrArray *rc_mlflow_trace_event_read    (const RcMlflowTraceEvent *event,
                                          const RcJson             *json);

G_END_DECLS
