/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/team.h"

G_BEGIN_DECLS

/**
 * RcTeamWindow:
 *
 * Who works on the case, what each has to do and how far that is, and what can be done about it. Goes with the case.
 */
#define RC_TYPE_TEAM_WINDOW (rc_team_window_get_type ())
G_DECLARE_FINAL_TYPE (RcTeamWindow, rc_team_window, RC, TEAM_WINDOW, GtkWindow)

/* The one that stands before @parent already, or another; (transfer none). */
GtkWidget    *rc_team_window_show       (GtkWindow    *parent,
                                         RcSession    *session);
/* What it shows now; there from the first reading on. */
const RcTeam *rc_team_window_peek_team  (RcTeamWindow *self);
/* Nothing is being read. */
gboolean      rc_team_window_is_settled (RcTeamWindow *self);

G_END_DECLS
