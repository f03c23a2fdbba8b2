/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/mapping-draft.h"

G_BEGIN_DECLS

/**
 * RcMappingTime:
 *
 * How a log writes its times, and what a time without a zone means: nothing that the auditor does not say.
 *
 * Signals: "changed".
 */
#define RC_TYPE_MAPPING_TIME (rc_mapping_time_get_type ())
G_DECLARE_FINAL_TYPE (RcMappingTime, rc_mapping_time, RC, MAPPING_TIME, GtkBox)

/* As @draft has it, which is not kept. */
GtkWidget *rc_mapping_time_new      (const RcMappingDraft *draft);
void       rc_mapping_time_apply    (RcMappingTime        *self,
                                     RcMappingDraft       *draft);
/* The zone that is assumed for this import. FALSE: one is to be assumed, and what was typed is none. */
gboolean   rc_mapping_time_get_zone (RcMappingTime        *self,
                                     gboolean             *out_has_zone,
                                     int                  *out_minutes);

G_END_DECLS
