/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/mapping-draft.h"
#include "ui/mapping-head.h"

G_BEGIN_DECLS

/**
 * RcMappingForm:
 *
 * What the auditor says of an unknown log: of what its records tell, how it is written, and where each thing stands. It changes the draft
 * that it was given.
 *
 * Signals: "changed": the draft says something else. "ask-again": a new draft is to be made, for another kind or form.
 */
#define RC_TYPE_MAPPING_FORM (rc_mapping_form_get_type ())
G_DECLARE_FINAL_TYPE (RcMappingForm, rc_mapping_form, RC, MAPPING_FORM, GtkBox)

GtkWidget      *rc_mapping_form_new        (void);
/* @draft: (transfer full) (nullable): the sample could not be read as it was said. What was said of a field before stays said. */
void            rc_mapping_form_set_draft  (RcMappingForm  *self,
                                            RcMappingDraft *draft);
RcMappingDraft *rc_mapping_form_peek_draft (RcMappingForm  *self);   /* (nullable) */
RcMappingHead  *rc_mapping_form_peek_head  (RcMappingForm  *self);
/* As rc_mapping_time_get_zone(). */
gboolean        rc_mapping_form_get_zone   (RcMappingForm  *self,
                                            gboolean       *out_has_zone,
                                            int            *out_minutes);
/* @previews: (element-type RcMappingPreview): what the first records become; fields that none of them has are told of. */
void            rc_mapping_form_tell_silent (RcMappingForm *self,
                                            GPtrArray      *previews);

G_END_DECLS
