/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/event.h"

G_BEGIN_DECLS

/**
 * RcMappingHead:
 *
 * Of what the records of an unknown log tell, how it is written, and what it is called.
 *
 * Signals: "ask-again": another kind or form. "named": another title.
 */
#define RC_TYPE_MAPPING_HEAD (rc_mapping_head_get_type ())
G_DECLARE_FINAL_TYPE (RcMappingHead, rc_mapping_head, RC, MAPPING_HEAD, GtkBox)

GtkWidget   *rc_mapping_head_new        (void);
RcEventKind  rc_mapping_head_get_kind   (RcMappingHead *self);
/* (nullable): the log is no text in lines; "" where it is not said yet what they look like. */
const char  *rc_mapping_head_peek_line  (RcMappingHead *self);
void         rc_mapping_head_set_title  (RcMappingHead *self,
                                         const char    *title);
/* (transfer full) */
char        *rc_mapping_head_dup_title  (RcMappingHead *self);
/* The title in small letters, digits and hyphens, other than what the program has itself; (transfer full). */
char        *rc_mapping_head_dup_id     (RcMappingHead *self);
/* "Decision or answer of a model", in the language at hand. */
const char  *rc_mapping_head_kind_words (RcEventKind    kind);

G_END_DECLS
