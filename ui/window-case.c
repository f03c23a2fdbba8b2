/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/window-private.h"

#include "ui/handover-dialog.h"

/* What is done with a case as a whole, and what leaves it or comes from elsewhere. */

static void
hand_over (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  RcWindow *self = user_data;

  (void) rc_handover_dialog_show (GTK_WINDOW (self), self->session);
}

static const GActionEntry entries[] = {
  { .name = "hand-over", .activate = hand_over },
};

void
rc_window_add_case_actions (RcWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

void
rc_window_update_case_actions (RcWindow *self,
                               gboolean  may_act)
{
  rc_window_enable (self, "hand-over", may_act && rc_session_has_evidence (self->session));
}
