/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "reports/typesetting/shape.h"

G_BEGIN_DECLS

/**
 * RcMessageBar:
 *
 * One sentence that stays until it is closed. Its role is ALERT where it tells of trouble, else STATUS, so that it is read out. It may
 * have a button with an action.
 */
#define RC_TYPE_MESSAGE_BAR (rc_message_bar_get_type ())
G_DECLARE_FINAL_TYPE (RcMessageBar, rc_message_bar, RC, MESSAGE_BAR, GtkWidget)

GtkWidget  *rc_message_bar_new           (const char   *sentence,
                                          gboolean      is_trouble);
void        rc_message_bar_set_sentence  (RcMessageBar *self,
                                          const char   *sentence);
const char *rc_message_bar_peek_sentence (RcMessageBar *self);
gboolean    rc_message_bar_is_trouble    (RcMessageBar *self);
void        rc_message_bar_set_button    (RcMessageBar *self,
                                          const char   *label,
                                          const char   *action);
/* In place of the small i; for what is not trouble. */
void        rc_message_bar_set_shape    (RcMessageBar *self,
                                         RcShape       shape);
/* For notices that go only when what they tell of does. */
void        rc_message_bar_set_closable  (RcMessageBar *self,
                                          gboolean      is_closable);

G_END_DECLS
