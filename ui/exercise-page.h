/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/page.h"

G_BEGIN_DECLS

/**
 * RcExercisePage:
 *
 * The tabletop exercises of the case, and the Desk of the one that is conducted. An exercise that was opened here goes on while another page
 * is looked at.
 */
#define RC_TYPE_EXERCISE_PAGE (rc_exercise_page_get_type ())
G_DECLARE_FINAL_TYPE (RcExercisePage, rc_exercise_page, RC, EXERCISE_PAGE, RcPage)

GtkWidget *rc_exercise_page_new       (RcSession      *session);
/* Shows the Desk of the exercise with this number. */
void       rc_exercise_page_show      (RcExercisePage *self,
                                       gint64          number);
/* (nullable): the Desk, while it is shown. */
GtkWidget *rc_exercise_page_peek_desk (RcExercisePage *self);

G_END_DECLS
