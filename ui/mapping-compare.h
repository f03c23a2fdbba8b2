/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/mapping-draft.h"

G_BEGIN_DECLS

/**
 * RcMappingCompare:
 *
 * The first records of a log, one after the other: as each stands, beside what it becomes.
 */
#define RC_TYPE_MAPPING_COMPARE (rc_mapping_compare_get_type ())
G_DECLARE_FINAL_TYPE (RcMappingCompare, rc_mapping_compare, RC, MAPPING_COMPARE, GtkBox)

GtkWidget *rc_mapping_compare_new   (void);
/* @previews: (element-type RcMappingPreview); the record that is looked at stays. */
void       rc_mapping_compare_show  (RcMappingCompare *self,
                                     GPtrArray        *previews);
/* The beginning as it stands, of which no records are known. @text: tainted */
void       rc_mapping_compare_show_raw (RcMappingCompare *self,
                                     const char       *text,
                                     gsize             length);
/* What stands is shown, and becomes nothing. */
void       rc_mapping_compare_show_nothing (RcMappingCompare *self);

G_END_DECLS
