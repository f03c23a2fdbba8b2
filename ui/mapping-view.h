/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/mapping-form.h"

G_BEGIN_DECLS

/**
 * RcMappingView:
 *
 * The content of the mapping assistant: where a log says what, beside it what its first records become, and below what will be missing.
 */
#define RC_TYPE_MAPPING_VIEW (rc_mapping_view_get_type ())
G_DECLARE_FINAL_TYPE (RcMappingView, rc_mapping_view, RC, MAPPING_VIEW, GtkBox)

GtkWidget     *rc_mapping_view_new         (void);
RcMappingForm *rc_mapping_view_peek_form   (RcMappingView *self);
/* (element-type RcMappingPreview): what the draft of the form makes of the first records */
void           rc_mapping_view_show        (RcMappingView *self,
                                            GPtrArray     *previews);
/* There is no draft. @text: tainted */
void           rc_mapping_view_show_raw    (RcMappingView *self,
                                            const char    *text,
                                            gsize          length);
/* The draft is no mapping. */
void           rc_mapping_view_show_nothing (RcMappingView *self);
/* What stands in the way; (nullable): nothing. */
void           rc_mapping_view_set_trouble (RcMappingView *self,
                                            const char    *sentence);
/* What was done. */
void           rc_mapping_view_say         (RcMappingView *self,
                                            const char    *sentence);

G_END_DECLS
