/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/log-sample.h"
#include "ui/mapping-view.h"
#include "ui/session.h"

G_BEGIN_DECLS

/**
 * RcMappingRun:
 *
 * Keeps the view of the mapping assistant true to what is said in it: reads the sample, has a draft proposed, and shows what the draft
 * makes of the sample, one thing at a time and the newest wish first.
 *
 * Signals: "changed": whether there is a mapping that can be used, or whether it is being worked on.
 */
#define RC_TYPE_MAPPING_RUN (rc_mapping_run_get_type ())
G_DECLARE_FINAL_TYPE (RcMappingRun, rc_mapping_run, RC, MAPPING_RUN, GObject)

RcMappingRun      *rc_mapping_run_new         (RcMappingView *view);
/* One of the two, once: the sample. */
void               rc_mapping_run_read_file   (RcMappingRun  *self,
                                               const char    *path);
void               rc_mapping_run_show_source (RcMappingRun  *self,
                                               RcSession     *session,
                                               gint64         source,
                                               const char    *reason);
/* The view is going: it is not touched any more. */
void               rc_mapping_run_stop        (RcMappingRun  *self);
gboolean           rc_mapping_run_is_working  (RcMappingRun  *self);
const RcLogSample *rc_mapping_run_peek_sample (RcMappingRun  *self);   /* (nullable) */
/* The text of the mapping; (nullable): what is said is none, or not known yet to be one. */
const char        *rc_mapping_run_peek_text   (RcMappingRun  *self);
/* Whether any of the first records becomes an event. */
gboolean           rc_mapping_run_has_events  (RcMappingRun  *self);

G_END_DECLS
