/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/mapping-draft.h"

G_BEGIN_DECLS

/**
 * RcMappingField:
 *
 * What a log is asked for, in plain words, and where it says it: a place of the sample with an example, nowhere, or a place that is typed;
 * below it why the place is proposed. Nothing is chosen that is not proposed.
 *
 * Signals: "changed".
 */
#define RC_TYPE_MAPPING_FIELD (rc_mapping_field_get_type ())
G_DECLARE_FINAL_TYPE (RcMappingField, rc_mapping_field, RC, MAPPING_FIELD, GtkBox)

/* As @draft has it, which is not kept. */
GtkWidget *rc_mapping_field_new        (RcField               field,
                                        const RcMappingDraft *draft);
RcField    rc_mapping_field_get_field  (RcMappingField       *self);
/* (nullable): not in this log. (transfer full) */
char      *rc_mapping_field_dup_choice (RcMappingField       *self);
/* (nullable) */
void       rc_mapping_field_set_choice (RcMappingField       *self,
                                        const char           *choice);
/* None of the records that were looked at says anything there. */
void       rc_mapping_field_set_silent (RcMappingField       *self,
                                        gboolean              is_silent);

G_END_DECLS
