/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/case.h"
#include "core/hold.h"

G_BEGIN_DECLS

/*
 * What forbids that something of a case is destroyed for good.
 */

/* @out_hold: (out) (transfer full) (nullable): the first that was not released, or not yet. One that is set for a later time counts: who sets it wants
 * to find then what there is now, and a clock that was put back releases nothing. FALSE with @error: it could not be found out. */
gboolean rc_obstacle_find_hold  (RcCase      *case_file,
                                 RcHold     **out_hold,
                                 GError     **error);
/* Whether what decides on a destruction (sources, settings, and what people entered, their holds among it) is as the custody log says.
 * @out_fault: (out) (transfer full) (nullable): in words. FALSE with @error: it could not be found out. */
gboolean rc_obstacle_find_fault (RcCase      *case_file,
                                 char       **out_fault,
                                 GError     **error);

G_END_DECLS
